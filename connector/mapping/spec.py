"""The vocabulary of the mapping language and what a compiled rule is made of. Nothing here does anything."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from connector.mapping.paths import Path
from connector.mapping.spots import Spot
from connector.mapping.transforms import Transform

SOURCE_WORDS = frozenset({"from", "first_of", "const", "pieces", "when", "each"})
"""Exactly one of them says where a rule's value comes from."""

RULE_WORDS = SOURCE_WORDS | {"join", "item", "apply", "table", "default", "required"}

TEST_WORDS = frozenset({"equals", "contains", "in", "present", "at_least"})

RULE_SECTIONS = ("customer", "invoice", "credit_note", "receipt", "product")

TOP_WORDS = (
    *("mapping", "connection", "extends", "shadow", "store", "ledger", "buyer", "sale", "tables", "invoice_when"),
    *("after_sale", "receipt_when", "missing_products"),
    *RULE_SECTIONS,
    "inventory",
)

Value = str | int | Decimal | bool
"""What a file can say in itself, without an order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Constant:
    """`const`, a number, true, false, a `default`, a value of a table."""

    value: Value | Mapping[str, Value]
    """An object only as the `default` of a transform that gives one."""
    at: Spot


@dataclass(frozen=True, slots=True, kw_only=True)
class Paths:
    """A path, or `from` with several."""

    paths: tuple[Path, ...]
    several: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstOf:
    paths: tuple[Path, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """A transform as a rule names it: `limit:50` is `limit` with the parameter 50."""

    transform: Transform
    parameter: int | None
    at: Spot

    @property
    def name(self) -> str:
        return self.transform.name if self.parameter is None else f"{self.transform.name}:{self.parameter}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """`{path:transform}` in a piece."""

    path: Path
    apply: tuple[Applied, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    parts: tuple[str | Slot, ...]
    at: Spot


@dataclass(frozen=True, slots=True, kw_only=True)
class Pieces:
    pieces: tuple[Piece, ...]
    join: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Test:
    """One path and what its value must be. `word` is one of TEST_WORDS."""

    path: Path
    word: str
    expected: Value | tuple[Value, ...]
    at: Spot


@dataclass(frozen=True, slots=True, kw_only=True)
class Tests:
    """Holds when every test of any one of `ways` holds."""

    ways: tuple[tuple[Test, ...], ...]
    at: Spot


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """`if` and `then`, or `otherwise` (no tests)."""

    tests: Tests | None
    then: "Tree"


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    branches: tuple[Branch, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Each:
    path: Path
    item: "Tree"


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A lookup. Keys are text; `loose` finds them without case and accents, where that is not ambiguous."""

    name: str
    at: Spot
    rows: Mapping[str, Constant]
    loose: Mapping[str, Constant | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """How one target gets its value."""

    at: Spot
    source: Constant | Paths | FirstOf | Pieces | When | Each
    apply: tuple[Applied, ...] = ()
    table: Table | None = None
    default: Constant | None = None
    required: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """An object of targets."""

    fields: "Mapping[str, Tree]"
    at: Spot


@dataclass(frozen=True, slots=True, kw_only=True)
class Items:
    """A list of targets."""

    items: "tuple[Tree, ...]"
    at: Spot


Tree = Rule | Fields | Items
RuleTree = Fields
"""A whole section of rules: `customer`, `invoice`, …"""
