"""A draft as rows: which target got which value, from where."""

from collections.abc import Iterator
from dataclasses import dataclass

from connector.model.documents import Draft, Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    target: str
    value: object
    origin: Origin | None


def explain(draft: Draft) -> list[Row]:
    """Every scalar of the draft, in its order."""
    return [Row(target=target, value=value, origin=draft.origins.get(target)) for target, value in flat(draft.values)]


def flat(value: object, target: str = "") -> Iterator[tuple[str, object]]:
    """Each scalar with its target: `items[0].code`."""
    match value:
        case dict():
            for name, child in value.items():
                yield from flat(child, f"{target}.{name}" if target else str(name))
        case list() | tuple():
            for index, child in enumerate(value):
                yield from flat(child, f"{target}[{index}]")
        case _:
            yield target, value
