"""One value of one rule: found in the order, transformed, looked up; what cannot be done is raised as a sentence."""

from dataclasses import dataclass, replace

from connector.mapping.colombian import Doubtful
from connector.mapping.conditions import is_empty
from connector.mapping.paths import Path
from connector.mapping.spec import Applied, Constant, Each, FirstOf, Paths, Piece, Pieces, Rule, Slot, When
from connector.mapping.spots import Spot
from connector.mapping.tables import look_up
from connector.mapping.texts import as_text
from connector.mapping.view import Scope


@dataclass(frozen=True, slots=True)
class Found:
    """A value, or several for a rule that takes several, and how it came about."""

    values: list[object]
    source: str
    at: Spot
    warnings: tuple[str, ...] = ()


def value_of(rule: Rule, scope: Scope) -> Found:
    """At most one value; none where the order has nothing. Raises Unfit or Doubt."""
    found = _source(rule, scope)
    if all(is_empty(value) for value in found.values):
        return replace(found, values=[])
    for applied in rule.apply:
        found = _applied(applied, found)
        if is_empty(found.values[0]):
            return replace(found, values=[])
    if rule.table is None:
        return found
    row = look_up(rule.table, found.values)
    return replace(found, values=[row.value], source=f"table {rule.table.name}", at=row.at)


def _applied(applied: Applied, found: Found) -> Found:
    made = applied.transform(found.values, applied.parameter)
    if isinstance(made, Doubtful):
        return replace(found, values=[made.value], warnings=(*found.warnings, made.warning))
    return replace(found, values=[made])


def _source(rule: Rule, scope: Scope) -> Found:
    match rule.source:
        case Constant(value=value, at=at):
            return Found([value], "const", at)
        case Paths(paths=paths):
            return Found([scope.find(path) for path in paths], ", ".join(path.text for path in paths), paths[0].at)
        case FirstOf(paths=paths):
            return _first_of(paths, scope)
        case Pieces() as pieces:
            texts = (_piece(piece, scope) for piece in pieces.pieces)
            return Found([pieces.join.join(text for text in texts if text is not None)], "pieces", rule.at)
        case _:
            return Found([], "", rule.at)


def _first_of(paths: tuple[Path, ...], scope: Scope) -> Found:
    for path in paths:
        value = scope.find(path)
        if not is_empty(value):
            return Found([value], path.text, path.at)
    return Found([], "", paths[0].at)


def _piece(piece: Piece, scope: Scope) -> str | None:
    """None for a piece of which a slot is empty."""
    texts: list[str] = []
    for part in piece.parts:
        if isinstance(part, str):
            texts.append(part)
        elif text := _slot(part, scope):
            texts.append(text)
        else:
            return None
    return "".join(texts)


def _slot(slot: Slot, scope: Scope) -> str:
    value = scope.find(slot.path)
    for applied in slot.apply:
        if is_empty(value):
            break
        value = applied.transform([value], applied.parameter)
    return "" if is_empty(value) else as_text(value)


def paths_of(rule: Rule) -> tuple[Path, ...]:
    """The paths from which a rule takes its value, not those that it only tests."""
    match rule.source:
        case Paths(paths=paths) | FirstOf(paths=paths):
            return paths
        case Pieces(pieces=pieces):
            return tuple(part.path for piece in pieces for part in piece.parts if isinstance(part, Slot))
        case When(branches=branches):
            return tuple(path for each in branches if isinstance(each.then, Rule) for path in paths_of(each.then))
        case Each(path=path):
            return (path,)
        case Constant():
            return ()
