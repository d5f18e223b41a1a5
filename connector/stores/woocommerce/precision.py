"""An order fetched with more decimals than cents (`?dp=4`) is read as the shop shows it, or OrderHeld. Pure."""

from collections.abc import Mapping
from decimal import Decimal

from connector.errors import OrderHeld
from connector.messages import say
from connector.model.money import CENT, ZERO, NotMoney, half_up, money_of, plain
from connector.reading import Reader, without_holes

CENTS = 2
"""Decimals of the finest amount that anybody pays."""

ORDER = ("total", "total_tax", "cart_tax", "shipping_total", "shipping_tax", "discount_total", "discount_tax")
LINE = ("subtotal", "subtotal_tax", "total", "total_tax")
ROWS: Mapping[str, tuple[str, ...]] = {
    "line_items": LINE,
    "fee_lines": LINE,
    "shipping_lines": LINE,
    "tax_lines": ("tax_total", "shipping_tax_total"),
    "refunds": ("total", "total_tax"),
}
"""Amounts that WooCommerce rounds for showing; the `taxes` of a line follow its `total_tax`."""

CHARGED = ("line_items", "fee_lines", "shipping_lines")


def as_shown(payload: object) -> object:
    """The payload with every amount rounded to the shop's decimals; the same one when nothing is finer than cents.

    The stored lines do not add up to the total, which the shop rounded (store-protocols.md 10.2). Its decimals are not
    in the order: they are cents if the total or a line's tax has any and cents add up, else none. What the shop rounded
    to half a cent exactly (1079.2145 as 1079.215) may go up where the shop went down: such an order may be held.
    Raises OrderHeld for a total that is itself finer than cents.
    """
    order = Reader(payload)
    total = order.money("total")
    rows = [row for name in CHARGED for row in order.each(name)]
    # a zero does not tell how it was written
    written = [total] if total else [row.money_or_zero(name) for row in rows for name in ("subtotal", "total")]
    if max(map(places_of, written), default=0) <= CENTS:
        return payload
    if _decimals(total) > CENTS:
        raise OrderHeld(say("woocommerce.decimals", found=plain(total)))
    has_cents = any(0 < _decimals(amount) <= CENTS for amount in (total, *map(_tax, rows)))
    is_in_cents = has_cents and (_decimals(total) > 0 or _adds_up_in_cents(rows, total))
    return _rounded(payload, CENTS if is_in_cents else 0)


def _adds_up_in_cents(rows: list[Reader], total: Decimal) -> bool:
    """To the cent that each line may be off; unrounded taxes, as of a shop that rounds at subtotal level, do not."""
    found = sum((half_up(row.money("total")) + half_up(_tax(row)) for row in rows), ZERO)
    return abs(found - total) <= CENT * len(rows)


def _tax(row: Reader) -> Decimal:
    return row.money_or_zero("total_tax")


def places_of(amount: Decimal) -> int:
    """Decimals as written: 0 for 59900, 2 for 59900.00."""
    exponent = amount.as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0


def _decimals(amount: Decimal) -> int:
    """Those that are not zeros at the end: 0 for 59900.0000."""
    return places_of(Decimal(plain(amount)))


def _rounded(payload: object, places: int) -> object:
    if not isinstance(payload, dict):
        return payload
    lists = {name: _rows(payload[name], fields, places) for name, fields in ROWS.items() if name in payload}
    return _with_rounded(payload, ORDER, places) | lists


def _rows(found: object, fields: tuple[str, ...], places: int) -> object:
    rows = without_holes(found)
    if not isinstance(rows, list):
        return rows
    return [_with_rounded(row, fields, places) if isinstance(row, dict) else row for row in rows]


def _with_rounded(owner: dict[str, object], fields: tuple[str, ...], places: int) -> dict[str, object]:
    return owner | {name: _amount(owner[name], places) for name in fields if name in owner}


def _amount(value: object, places: int) -> object:
    """What is no money stays, so that the reader complains of what the shop sent."""
    try:
        return half_up(money_of(value), places)
    except NotMoney:
        return value
