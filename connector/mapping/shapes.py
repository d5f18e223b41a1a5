"""What kind of value a path finds, by the order's type hints: a wrong path is known before the first order."""

from collections.abc import Mapping
from dataclasses import dataclass, is_dataclass
from datetime import datetime
from decimal import Decimal
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin

from connector.mapping.paths import Path
from connector.mapping.spots import did_you_mean
from connector.mapping.view import members_of
from connector.messages import say
from connector.model.order import Order

LeafKind = Literal["text", "money", "integer", "flag", "moment", "date"]


@dataclass(frozen=True, slots=True)
class Leaf:
    """A scalar of one kind."""

    kind: LeafKind


@dataclass(frozen=True, slots=True)
class Thing:
    """An object of our model."""

    type: type


@dataclass(frozen=True, slots=True)
class ListOf:
    element: "Shape"


@dataclass(frozen=True, slots=True)
class Free:
    """Anything: what the shop itself writes, of which we know no type."""


Shape = Leaf | Thing | ListOf | Free

WHOLE = Thing(Order)


class WrongPath(ValueError):
    """The order can have nothing there; `str()` says why and what to write."""


def shape_of(path: Path, scope: Shape) -> Shape:
    """What the path finds. `scope` is WHOLE, or inside `item` what the element is. Raises WrongPath."""
    return _Walk(path.text, is_inside=scope != WHOLE).shape(path.tree, scope, is_root=True)


def describe(shape: Shape) -> str:
    """The shape in words: text, number, list …"""
    match shape:
        case Leaf(kind=kind):
            return say(f"mapping.kind_{kind}")
        case ListOf():
            return say("mapping.kind_list")
        case Thing():
            return say("mapping.kind_object")
        case Free():
            return say("mapping.kind_any")


class _Walk:
    def __init__(self, text: str, *, is_inside: bool) -> None:
        self._text = text
        self._is_inside = is_inside

    def shape(self, node: Any, scope: Shape, *, is_root: bool = False) -> Shape:
        children = node["children"]
        match node["type"]:
            case "field":
                return self._field(scope, node["value"], is_root)
            case "subexpression" | "index_expression" | "pipe":
                found = self.shape(children[0], scope, is_root=is_root)
                for child in children[1:]:
                    found = self.shape(child, found)
                return found
            case "index":
                return _element(scope)
            case "flatten":
                return self._flat(self.shape(children[0], scope, is_root=is_root))
            case "projection":
                base = self.shape(children[0], scope, is_root=is_root)
                return ListOf(self.shape(children[1], _element(base)))
            case "filter_projection":
                element = _element(self.shape(children[0], scope, is_root=is_root))
                self.shape(children[2], element)
                return ListOf(self.shape(children[1], element))
            case "or_expression":
                return _common([self.shape(child, scope, is_root=is_root) for child in children])
            case "and_expression" | "not_expression":
                for child in children:
                    self.shape(child, scope, is_root=is_root)
                return Leaf("flag")
            case "comparator":
                return self._comparison([self.shape(child, scope, is_root=is_root) for child in children])
            case "function_expression":
                return self._function(node["value"], [self.shape(child, scope, is_root=is_root) for child in children])
            case "literal":
                return Leaf("text")
            case _:
                return scope

    def _field(self, scope: Shape, name: str, is_root: bool) -> Shape:
        match scope:
            case Thing(type=kind):
                return self._member(kind, name, is_root)
            case Free() | Leaf() | ListOf() if is_root and self._is_inside and name == "order":
                return WHOLE
            case Free():
                return scope
            case ListOf(element=Thing()):
                every, first = (self._text.replace(f".{name}", f"{index}.{name}", 1) for index in ("[]", "[0]"))
                raise WrongPath(say("mapping.path_into_list", every=every, first=first))
            case _:
                raise WrongPath(say("mapping.path_into_leaf", kind=describe(scope), name=name))

    def _member(self, kind: type, name: str, is_root: bool) -> Shape:
        if is_root and self._is_inside and name == "order":
            return WHOLE
        members = members_of(kind)
        if name in members:
            return _shape_of_hint(members[name])
        if is_root and kind is Order and name == "order":
            raise WrongPath(say("mapping.path_order_outside"))
        if is_root and name.lower() in ("yes", "no", "si", "sí", "on", "off"):
            raise WrongPath(say("mapping.path_yes", name=name))
        if is_root and self._is_inside and name in members_of(Order):
            raise WrongPath(say("mapping.path_needs_order", type=kind.__name__, name=name))
        raise WrongPath(say("mapping.path_unknown", type=kind.__name__, name=name, near=did_you_mean(name, members)))

    def _flat(self, base: Shape) -> Shape:
        element = _element(base)
        return element if isinstance(element, ListOf) else ListOf(element)

    def _comparison(self, sides: list[Shape]) -> Shape:
        kinds = {side.kind for side in sides if isinstance(side, Leaf)}
        if "text" in kinds and kinds & {"money", "integer", "flag", "moment"}:
            raise WrongPath(say("mapping.path_compares", kinds=" / ".join(describe(side) for side in sides)))
        return Leaf("flag")

    def _function(self, name: str, given: list[Shape]) -> Shape:
        match name:
            case "length":
                if isinstance(given[0], Leaf) and given[0].kind != "text":
                    raise WrongPath(say("mapping.path_length", kind=describe(given[0])))
                return Leaf("integer")
            case "not_null":
                return _common(given)
            case _:
                return Leaf("flag")


def _common(shapes: list[Shape]) -> Shape:
    return shapes[0] if all(shape == shapes[0] for shape in shapes) else Free()


def _element(base: Shape) -> Shape:
    match base:
        case ListOf(element=element):
            return element
        case Free():
            return base
        case _:
            raise WrongPath(say("mapping.path_not_list", kind=describe(base)))


def _shape_of_hint(hint: Any) -> Shape:
    arguments = [argument for argument in get_args(hint) if argument is not NoneType]
    origin = get_origin(hint)
    if origin in (Union, UnionType):
        return _shape_of_hint(arguments[0])
    if origin is tuple:
        return ListOf(_shape_of_hint(arguments[0]))
    if origin is Literal:
        return Leaf("text")
    if origin is Mapping or not isinstance(hint, type) or hint is object:
        return Free()
    if is_dataclass(hint):
        return Thing(hint)
    return _LEAVES.get(hint, Free())


_LEAVES: dict[type, Shape] = {
    str: Leaf("text"),
    bool: Leaf("flag"),
    int: Leaf("integer"),
    Decimal: Leaf("money"),
    datetime: Leaf("moment"),
}
