"""The taxes of an item: which may stand in which field, and whether they are those that the shop charged. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from connector.ledgers.order_lines import named
from connector.ledgers.problems import Problems
from connector.ledgers.siigo_legacy.amounts import Rate
from connector.ledgers.siigo_legacy.facts import ADDED, CompanyFacts, TaxKind, TaxType
from connector.ledgers.siigo_legacy.settings import ReteIca
from connector.ledgers.values import Fields
from connector.model.money import ZERO, plain
from connector.model.order import Line

_WITHHELD: frozenset[TaxKind] = frozenset({"Retefuente"})

RETE_ICA_MAX = Decimal(2)
"""Per cent: more than any municipality withholds."""

ALLOWED: tuple[tuple[str, frozenset[TaxKind]], ...] = (
    ("TaxAddId", ADDED),
    ("TaxAdd2Id", ADDED),
    ("TaxDiscountId", _WITHHELD),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemTaxes:
    add: Rate | None
    add_2: Rate | None
    withheld: Rate | None

    @property
    def added(self) -> tuple[Rate, ...]:
        return tuple(rate for rate in (self.add, self.add_2) if rate)


def rate_of(fields: Fields, name: str, kinds: frozenset[TaxKind], company: CompanyFacts) -> tuple[Rate | None, bool]:
    """The tax that a field names, and whether it may stand there; None where it is absent or unknown."""
    tax = company.taxes.get(str(fields.get(name, "")))
    return (None, True) if tax is None else (rate_told(tax), tax.kind in kinds)


def taxes_of(row: Fields, company: CompanyFacts, problems: Problems, path: str) -> ItemTaxes:
    """The item's known taxes; of the wrong kind, or twice the same kind, is a problem."""
    found: dict[str, Rate | None] = {}
    for name, kinds in ALLOWED:
        rate, is_allowed = rate_of(row, name, kinds, company)
        found[name] = rate
        if rate and not is_allowed:
            expected = ", ".join(sorted(kinds))
            problems.add(
                f"{path}.{name}",
                "siigo_legacy.tax_kind",
                id=rate.id,
                name=rate.name,
                found=rate.kind or "—",
                expected=expected,
            )
    taxes = ItemTaxes(add=found["TaxAddId"], add_2=found["TaxAdd2Id"], withheld=found["TaxDiscountId"])
    if taxes.add and taxes.add_2 and taxes.add.kind == taxes.add_2.kind:
        problems.add(f"{path}.TaxAdd2Id", "siigo.same_tax_type", type=taxes.add.kind)
    return taxes


def agrees(line: Line, taxes: ItemTaxes, problems: Problems, path: str) -> bool:
    """The shop's rates and the mapped taxes' percentages must be the same: no tax is added by itself."""
    charged = sorted(tax.rate for tax in line.taxes if tax.rate and tax.amount)
    mapped = sorted(rate.percentage for rate in taxes.added if rate.percentage)
    names = [f"{path}.{name}" for name, _ in ALLOWED]
    if line.gross <= ZERO or charged == mapped or any(problems.touch(name) for name in names):
        return True
    shown = {"line": named(line), "rates": _percentages(charged), "mapped": _percentages(mapped)}
    if not mapped:
        problems.add(names[0], "siigo.tax_not_mapped", **shown)
    else:
        problems.add(names[0], "siigo.tax_differs" if charged else "siigo.tax_not_charged", **shown)
    return False


def rate_told(tax: TaxType) -> Rate:
    return Rate(id=int(tax.id), name=tax.name, kind=tax.kind, percentage=tax.percentage)


def counted_as(rete_ica: Rate, counts: ReteIca) -> Rate:
    """A ReteICA by what the connection says that its percentage counts."""
    return replace(rete_ica, is_per_mille=counts == "per_mille")


def is_too_much(rete_ica: Rate) -> bool:
    """Whether what is said to be per cent can only be per mille."""
    return rete_ica.percentage > RETE_ICA_MAX and not rete_ica.is_per_mille


def _percentages(rates: Sequence[Decimal]) -> str:
    return ", ".join(f"{plain(rate)} %" for rate in rates)
