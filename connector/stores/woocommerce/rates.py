"""The tax rates of a WooCommerce order: what `tax_lines` states, else what its label or the amounts tell. Pure."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from html import unescape

from connector.errors import OrderHeld
from connector.messages import say
from connector.model.money import HUNDRED, ZERO, plain
from connector.reading import Reader

KNOWN_RATES = (0, 5, 8, 16, 19)
"""Per cent: the IVA and INC rates in force in Colombia, and the 16 % of orders before 2017 (colombia.md 3)."""

_PERCENT = re.compile(r"(\d{1,3}(?:[.,]\d{1,3})?)\s*%")
_NUMBER = re.compile(r"(?<!\d)\d{1,2}(?!\d)")


@dataclass(frozen=True, slots=True)
class Rate:
    """One of the order's `tax_lines`; `percent` is None when nothing tells it."""

    name: str
    percent: Decimal | None
    is_compound: bool = False
    """Charged on the line's other taxes too."""


def rates_of(order: Reader, items: tuple[Reader, ...]) -> dict[str, Rate]:
    """By `rate_id` (store-protocols.md 10.2); `items` are the rows of all the order's lines.

    Raises OrderHeld for a rate that is below 0 or above 100.
    """
    charged = _charged(items)
    rows = {row.text("rate_id"): row for row in order.each("tax_lines")}
    named = {rate_id: _stated(row, charged.get(rate_id, ZERO)) for rate_id, row in rows.items()}
    unnamed = {rate_id: Rate("", _nearest(ratio)) for rate_id, ratio in charged.items() if rate_id not in rows}
    return named | unnamed


def _charged(items: tuple[Reader, ...]) -> dict[str, Decimal]:
    """Per cent that each rate came to over the whole order, rounding included."""
    sums: dict[str, tuple[Decimal, Decimal]] = {}
    for item, entry in _entries(items):
        base, tax = sums.get(entry.text("id"), (ZERO, ZERO))
        sums[entry.text("id")] = base + item.money("total"), tax + entry.money("total")
    return {rate_id: tax * HUNDRED / base for rate_id, (base, tax) in sums.items()}


def _entries(items: tuple[Reader, ...]) -> Iterator[tuple[Reader, Reader]]:
    """Of positive lines: the taxes of a negative fee are split by the goods of each rate, so they tell no rate."""
    for item in items:
        for entry in item.each("taxes"):
            if entry.has("total") and item.money("total") > 0:
                yield item, entry


def _stated(row: Reader, charged: Decimal) -> Rate:
    """WooCommerce writes 0 for a rate that its tables do not have: a plugin's, or one that is deleted."""
    label = unescape(row.text("label", ""))
    is_told = row.has("rate_percent") and (row.money("rate_percent") or not charged)
    percent = row.money("rate_percent") if is_told else _in_label(label)
    if percent is None:
        percent = _nearest(charged)
    elif not 0 <= percent <= HUNDRED:
        raise OrderHeld(say("woocommerce.rate_range", path=row.at("rate_percent"), found=plain(percent)))
    return Rate(label, None if percent is None else Decimal(plain(percent)), row.raw("compound") is True)


def _in_label(label: str) -> Decimal | None:
    """19 of "IVA 19%"; a number without the sign counts only when it is a rate that exists."""
    if found := _PERCENT.search(label):
        return Decimal(found[1].replace(",", "."))
    numbers = {Decimal(text) for text in _NUMBER.findall(label)} & set(map(Decimal, KNOWN_RATES))
    return numbers.pop() if len(numbers) == 1 else None


def _nearest(percent: Decimal) -> Decimal | None:
    """The known rate less than half a point away."""
    near = [Decimal(rate) for rate in KNOWN_RATES if abs(percent - rate) < Decimal("0.5")]
    return near[0] if near else None


def is_compound(name: str, rates: Mapping[str, Rate]) -> bool:
    return any(rate.is_compound for rate in rates.values() if rate.name == name)
