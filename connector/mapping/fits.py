"""Whether a value can stand in a ledger's field: by the kind of it for paths, exactly for constants. Pure."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from connector.mapping.shapes import Free, Leaf, ListOf, Shape, Thing, describe
from connector.mapping.spec import Value
from connector.mapping.spots import did_you_mean, shown
from connector.messages import say
from connector.model.schema import Field

_GOOD = {
    "text": {"text"},
    "integer": {"integer"},
    "money": {"money", "integer"},
    "flag": {"flag"},
    "date": {"date"},
}

_REMEDY = {
    ("money", "text"): "text",
    ("integer", "text"): "text",
    ("date", "text"): "text",
    ("moment", "text"): "bogota_date, text",
    ("moment", "date"): "bogota_date",
    ("money", "integer"): "integer",
    ("text", "integer"): "integer",
}
"""Kind found and kind wanted -> the transforms that lead from one to the other."""


def shape_problem(shape: Shape, wanted: Field) -> str:
    """Why what a path finds cannot stand in this field, and what to write; empty when it can."""
    if isinstance(shape, Free):
        return ""
    if wanted.kind == "list":
        return _list_problem(shape, wanted)
    if isinstance(shape, Leaf) and shape.kind in _GOOD.get(wanted.kind, ()):
        return ""
    return say("mapping.wrong_kind", found=describe(shape), wanted=kind_name(wanted), remedy=_remedy(shape, wanted))


def _list_problem(shape: Shape, wanted: Field) -> str:
    if isinstance(shape, ListOf) and wanted.item is None:
        return say("mapping.wrong_list")
    if not isinstance(shape, ListOf) or wanted.item is None:
        return say(
            "mapping.wrong_kind", found=describe(shape), wanted=kind_name(wanted), remedy=say("mapping.remedy_each")
        )
    return shape_problem(shape.element, wanted.item)


def _remedy(shape: Shape, wanted: Field) -> str:
    match shape:
        case ListOf():
            return say("mapping.remedy_element")
        case Thing():
            return say("mapping.remedy_field")
        case Leaf(kind=kind) if (kind, wanted.kind) in _REMEDY:
            return say("mapping.remedy_apply", names=_REMEDY[kind, wanted.kind])
        case _:
            return say("mapping.remedy_other")


def constant_problem(value: Value | Mapping[str, Value], wanted: Field, *, is_rule: bool) -> str:
    """Why this constant cannot stand in this field; empty when it can.

    `is_rule`: it is all that the rule says, and a text there goes with `const`; in a table or a `default` it does not.
    """
    if isinstance(value, Mapping):
        return _object_problem(value, wanted)
    if not _is_of_kind(value, wanted):
        remedy = _constant_remedy(value, wanted, is_rule=is_rule)
        return say("mapping.wrong_kind", found=shown(_literal(value)), wanted=kind_name(wanted), remedy=remedy)
    if wanted.values and str(value) not in wanted.values:
        return say("mapping.not_a_value", found=shown(value), values=", ".join(wanted.values))
    if isinstance(value, str) and wanted.max_length is not None and len(value) > wanted.max_length:
        return say("mapping.too_long", found=len(value), limit=wanted.max_length)
    if isinstance(value, Decimal) and wanted.decimals is not None and _decimals(value) > wanted.decimals:
        return say("mapping.too_many_decimals", found=value, limit=wanted.decimals)
    return ""


def _object_problem(value: Mapping[str, Value], wanted: Field) -> str:
    """The first thing that is wrong with an object of constants."""
    if wanted.kind != "object":
        return say("mapping.wrong_object", wanted=kind_name(wanted))
    for name, child in value.items():
        if name not in wanted.fields:
            return say("mapping.default_unknown", name=name, near=did_you_mean(name, wanted.fields))
        if problem := constant_problem(child, wanted.fields[name], is_rule=False):
            return f"{name} {problem}"
    missing = [name for name, field in wanted.fields.items() if field.required and not field.computed]
    return next((say("mapping.default_lacks", name=name) for name in missing if name not in value), "")


def _constant_remedy(value: Value, wanted: Field, *, is_rule: bool) -> str:
    match wanted.kind:
        case "text":
            key = "mapping.remedy_const" if is_rule else "mapping.remedy_quotes"
            return say(key, value=str(value).lower() if isinstance(value, bool) else value)
        case "object" | "list":
            return say("mapping.remedy_below")
        case kind:
            return say(f"mapping.remedy_{kind}")


def kind_name(wanted: Field) -> str:
    """What the ledger expects, in words."""
    return say(f"mapping.kind_{wanted.kind}")


def _is_of_kind(value: Value, wanted: Field) -> bool:
    match wanted.kind, value:
        case "flag", bool():
            return True
        case _, bool():
            return False
        case (("integer" | "money"), int()):
            return True
        case "money", Decimal():
            return True
        case "text", str():
            return True
        case "date", str():
            return _is_date(value)
        case _:
            return False


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _decimals(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0


def _literal(value: Value) -> str:
    """As it stands in the file, so that the quotes are seen."""
    return f"'{value}'" if isinstance(value, str) else str(value).lower() if isinstance(value, bool) else str(value)
