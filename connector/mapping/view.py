"""The order as paths see it: nested dicts and lists with every field and property; Decimals and datetimes untouched."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, get_type_hints

from connector.mapping.paths import Path
from connector.model.order import Order


def order_view(order: Order) -> dict[str, object]:
    """A new dict for this order, of which the shop's own JSON (`raw`) and free fields (`meta`) are part as they are."""
    return _object(order)


@cache
def members_of(kind: type) -> Mapping[str, object]:
    """Names of a dataclass's fields and properties -> their types."""
    hints = get_type_hints(kind)
    found = {each.name: hints[each.name] for each in fields(kind)}
    for name, member in vars(kind).items():
        if isinstance(member, property):
            found[name] = get_type_hints(member.fget)["return"]
    return found


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(members_of(kind))


def _object(value: Any) -> dict[str, object]:
    kind: type = type(value)
    found: dict[str, object] = {}
    for name in _names(kind):
        member = getattr(value, name)
        if isinstance(member, tuple):
            member = [_object(element) if is_dataclass(element) else element for element in member]
        elif is_dataclass(member):
            member = _object(member)
        found[name] = member
    return found


class Scope:
    """Where paths look: the whole order, or inside `item` one element with the order beside it as `order`."""

    __slots__ = ("_view", "value")

    def __init__(self, view: Mapping[str, object]) -> None:
        self._view = view
        self.value: object = view

    def inner(self, element: object) -> "Scope":
        scope = Scope(self._view)
        scope.value = element
        return scope

    def find(self, path: Path) -> Any:
        """The value that the path selects, None where there is none."""
        if not path.needs_order or self.value is self._view:
            return path.find(self.value)
        own = self.value if isinstance(self.value, dict) else {}
        return path.find({**own, "order": self._view})
