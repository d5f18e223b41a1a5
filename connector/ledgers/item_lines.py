"""Which line of the order each item of somebody else's invoice stands for, where that can be told. Pure."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from connector.model.money import ZERO
from connector.model.order import Line

PART = "~"
"""Between a line's id and the rates of its part: `shipping:12~5` is a part of `shipping:12`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sold:
    """An item of the invoice, as far as it may be known by it."""

    code: str
    description: str
    quantity: Decimal
    gross: Decimal
    """Taxes included, before anything is withheld."""


Items = Mapping[int, Sold]
"""By their place in the invoice."""

Pairs = dict[int, str]
"""Place of an item -> id of its line."""


def line_ids_of(items: Sequence[Sold], lines: Sequence[Line], slack: Decimal) -> list[str]:
    """For each item its line's id, empty where several lines may be meant, or none.

    By code and SKU, then by name, then by quantity and money, in which `slack` is no difference. Items of one code that
    together are a line without goods are parts of it, `shipping:12~1`; of a line with goods they all are the line.
    """
    found: Pairs = {}
    ways: tuple[Callable[[Items, Sequence[Line], Decimal], Pairs], ...] = (_by_code, _by_name, _by_money, _in_parts)
    for way in ways:
        taken = {line_id.partition(PART)[0] for line_id in found.values()}
        open_items = {place: item for place, item in enumerate(items) if place not in found}
        found |= way(open_items, [line for line in lines if line.id not in taken], slack)
    return [found.get(place, "") for place in range(len(items))]


def _by_code(items: Items, lines: Sequence[Line], slack: Decimal) -> Pairs:
    found: Pairs = {}
    for code, places in _grouped({place: item.code for place, item in items.items()}).items():
        found |= _alike(items, places, [line for line in lines if line.sku.strip().casefold() == code], slack)
    return found


def _by_name(items: Items, lines: Sequence[Line], slack: Decimal) -> Pairs:
    found: Pairs = {}
    for name, places in _grouped({place: item.description for place, item in items.items()}).items():
        found |= _alike(items, places, [line for line in lines if line.name.strip().casefold() == name], slack)
    return found


def _grouped(texts: Mapping[int, str]) -> Mapping[str, list[int]]:
    """Places by text, without the empty ones."""
    found: dict[str, list[int]] = defaultdict(list)
    for place, text in texts.items():
        if plain_text := text.strip().casefold():
            found[plain_text].append(place)
    return found


def _alike(items: Items, places: Sequence[int], lines: Sequence[Line], slack: Decimal) -> Pairs:
    """Of items and lines that go by the same word: one for one, several for one, or as many of the same amounts."""
    if len(lines) == 1 and (len(places) == 1 or _quantity(items, places) == lines[0].quantity):
        return dict.fromkeys(places, lines[0].id)
    if len(lines) != len(places):
        return {}
    some = sorted(places, key=lambda place: (items[place].quantity, items[place].gross))
    others = sorted(lines, key=lambda line: (line.quantity, line.gross))
    pairs = list(zip(some, others, strict=True))
    if not all(_is_same(items[place], line, slack) for place, line in pairs):
        return {}
    return {place: line.id for place, line in pairs}


def _by_money(items: Items, lines: Sequence[Line], slack: Decimal) -> Pairs:
    """Only where neither the item nor the line has another that it may be."""
    may_be = {place: [line for line in lines if _is_same(item, line, slack)] for place, item in items.items()}
    times: dict[str, int] = defaultdict(int)
    for some in may_be.values():
        for line in some:
            times[line.id] += 1
    return {place: some[0].id for place, some in may_be.items() if len(some) == 1 and times[some[0].id] == 1}


def _in_parts(items: Items, lines: Sequence[Line], slack: Decimal) -> Pairs:
    """Shipping or a fee that the invoice splits by rate of tax."""
    found: Pairs = {}
    for places in _grouped({place: item.code for place, item in items.items()}).values():
        gross = sum((items[place].gross for place in places), ZERO)
        some = [line for line in lines if line.kind != "product" and abs(line.gross - gross) <= slack]
        if len(some) == 1 and len(places) > 1:
            found |= {place: f"{some[0].id}{PART}{number}" for number, place in enumerate(places, start=1)}
    return found


def _quantity(items: Items, places: Sequence[int]) -> Decimal:
    return sum((items[place].quantity for place in places), ZERO)


def _is_same(item: Sold, line: Line, slack: Decimal) -> bool:
    return item.quantity == line.quantity and abs(item.gross - line.gross) <= slack
