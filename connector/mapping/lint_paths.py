"""The part of lint that knows the order: paths, tests on them, and what transforms can be given."""

from decimal import Decimal

from connector.mapping.paths import Path, roots
from connector.mapping.shapes import Free, Leaf, ListOf, Shape, Thing, WrongPath, describe, shape_of
from connector.mapping.spec import Applied, Constant, FirstOf, Paths, Pieces, Rule, Slot, Test, Tests
from connector.mapping.spots import Findings

_GIVES: dict[str, Shape] = {
    "text": Leaf("text"),
    "integer": Leaf("integer"),
    "date": Leaf("date"),
    "list": ListOf(Leaf("text")),
    "object": Free(),
}


class PathLinter:
    """Checks paths in the scope where they are used. `scope` is the shape of the order, or of an element of `each`."""

    def __init__(self, findings: Findings) -> None:
        self._findings = findings

    def shape(self, path: Path, scope: Shape, target: str) -> Shape | None:
        """What the path finds; None, and a problem, when the order can have nothing there."""
        if "raw" in roots(path.tree) or "order.raw" in path.text:
            self._findings.add(path.at, "mapping.raw", target=target, path=path.text)
        try:
            return shape_of(path, scope)
        except WrongPath as error:
            self._findings.add(path.at, "mapping.path", target=target, path=path.text, why=error)
            return None

    def made_by(self, rule: Rule, scope: Shape, target: str) -> list[tuple[str, Shape]]:
        """What a plain rule makes before its table: each possible shape, with the path or transform that makes it."""
        match rule.source:
            case Paths(paths=paths) | FirstOf(paths=paths):
                given = [(path.text, self.shape(path, scope, target)) for path in paths]
            case Pieces(pieces=pieces):
                for piece in pieces:
                    for part in piece.parts:
                        if isinstance(part, Slot):
                            self._slot(part, scope, target)
                given = [("pieces", Leaf("text"))]
            case Constant(value=value) if rule.apply:
                given = [("const", _of_constant(value))]
            case _:
                return []
        shapes: list[tuple[str, Shape]] = [(text, shape) for text, shape in given if shape is not None]
        for applied in rule.apply:
            for text, shape in shapes:
                self._check_input(applied, text, shape, target)
            shapes = [(applied.name, _GIVES[applied.transform.gives])]
        return shapes

    def tests(self, tests: Tests, scope: Shape, target: str) -> None:
        for way in tests.ways:
            for test in way:
                shape = self.shape(test.path, scope, target)
                if shape is not None and not _can_hold(test, shape):
                    path, kind = test.path.text, describe(shape)
                    self._findings.add(
                        test.at, "mapping.test_never", target=target, path=path, kind=kind, word=test.word
                    )

    def _slot(self, slot: Slot, scope: Shape, target: str) -> None:
        shape = self.shape(slot.path, scope, target)
        for applied in slot.apply:
            if shape is not None:
                self._check_input(applied, slot.path.text, shape, target)
            shape = _GIVES[applied.transform.gives]
        match shape:
            case Leaf(kind="moment"):
                self._findings.add(slot.path.at, "mapping.slot_moment", target=target, path=slot.path.text)
            case ListOf() | Thing() | Leaf(kind="flag"):
                kind = describe(shape)
                self._findings.add(slot.path.at, "mapping.slot_kind", target=target, path=slot.path.text, kind=kind)

    def _check_input(self, applied: Applied, text: str, shape: Shape, target: str) -> None:
        takes = applied.transform.takes
        if isinstance(shape, Free) or (not applied.transform.counts and isinstance(shape, ListOf)):
            return
        is_moment = shape == Leaf("moment")
        if takes in (("moment",), ("date",)):
            is_fit = isinstance(shape, Leaf) and takes == (shape.kind,)
        else:
            is_fit = isinstance(shape, Leaf) and shape.kind not in ("moment", "flag")
        if is_fit:
            return
        self._findings.add(
            applied.at,
            "mapping.transform_needs_date" if is_moment else "mapping.transform_input",
            target=target,
            name=applied.transform.name,
            path=text,
            kind=describe(shape),
        )


def _of_constant(value: object) -> Shape:
    match value:
        case bool():
            return Leaf("flag")
        case int():
            return Leaf("integer")
        case Decimal():
            return Leaf("money")
        case _:
            return Leaf("text")


def _can_hold(test: Test, shape: Shape) -> bool:
    """False where the test can never hold, whatever the order."""
    if isinstance(shape, Free) or test.word == "present":
        return True
    match test.word, shape:
        case "at_least", Leaf(kind=kind):
            allowed = ("moment", "text") if isinstance(test.expected, str) else ("money", "integer", "text")
            return kind in allowed
        case "contains", ListOf() | Leaf(kind="text"):
            return True
        case (("equals" | "in"), Leaf(kind=kind)):
            expected = test.expected if isinstance(test.expected, tuple) else (test.expected,)
            return any(_is_comparable(value, kind) for value in expected)
        case _:
            return False


def _is_comparable(value: object, kind: str) -> bool:
    if isinstance(value, bool) or kind == "flag":
        return isinstance(value, bool) and kind == "flag"
    if kind in ("money", "integer"):
        return isinstance(value, int | Decimal)
    return kind == "text"
