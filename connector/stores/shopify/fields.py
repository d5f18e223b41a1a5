"""Shopify's recurring shapes: money twice over, whole units, ids of 64 bits. Raises OrderHeld naming the field."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from connector.errors import OrderHeld
from connector.messages import say
from connector.reading import Reader

MOST_UNITS = 1_000_000
"""Beyond any line that a shop can sell; keeps later arithmetic within Decimal's precision."""


def shop_money(fields: Reader, name: str, default: Decimal | None = None) -> Decimal:
    """An amount in the shop's currency: the plain field, else its twin `<name>_set`; never what the buyer saw."""
    if fields.has(name):
        return fields.money(name)
    return set_money(fields, f"{name}_set", default)


def known_money(fields: Reader, name: str) -> Decimal | None:
    """The same, or None where neither the field nor its twin is there."""
    is_there = fields.has(name) or fields.object(f"{name}_set").object("shop_money").has("amount")
    return shop_money(fields, name) if is_there else None


def set_money(fields: Reader, name: str, default: Decimal | None = None) -> Decimal:
    """`shop_money.amount` of a money set; absent: `default`, or held."""
    return fields.object(name).object("shop_money").money("amount", default)


def units(fields: Reader, name: str) -> int:
    """A count of whole units, 0 to a million; held for anything else."""
    amount = fields.money(name)
    if amount != amount.to_integral_value() or not 0 <= amount <= MOST_UNITS:
        raise OrderHeld(say("shopify.not_units", path=fields.at(name), found=amount))
    return int(amount)


def texts(fields: Reader, name: str) -> tuple[str, ...]:
    """The non-empty texts of a list; absent and null read as an empty one."""
    value = fields.raw(name)
    if value is None:
        return ()
    if not isinstance(value, list):
        raise OrderHeld(say("reading.not_list", path=fields.at(name), found=repr(value)[:60]))
    return tuple(item.strip() for item in value if isinstance(item, str) and item.strip())


def named_values(fields: Reader, name: str) -> Mapping[str, object]:
    """`[{name, value}]`, or an object in old data, as a map; the first value that says something wins."""
    found: dict[str, object] = {}
    for key, value in _pairs(fields, name):
        if key and found.get(key) in (None, ""):
            found[key] = value
    return found


def _pairs(fields: Reader, name: str) -> Iterator[tuple[str, object]]:
    plain = fields.raw(name)
    if isinstance(plain, dict):
        yield from ((str(key), _stripped(value)) for key, value in plain.items())
        return
    for item in fields.each(name):
        yield item.text("name", ""), _stripped(item.raw("value"))


def _stripped(value: object) -> object:
    return value.replace("\x00", "").strip() if isinstance(value, str) else value
