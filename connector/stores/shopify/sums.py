"""What a Shopify order sold, and the proof that it comes to a total that the shop states. Pure.

Which total (store-protocols.md 3.1, 4.2, 4.3): `total_price` never changes after placing, `current_total_price`
falls with edits and refunds alike. So the lines, billed as `lines.py` says, must come to `current_total_price`
plus the money refunded, or to `total_price` where no unit was removed without money. An order that comes to
neither is held with both numbers: what an edit or a return meant is not guessed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from connector.errors import OrderHeld
from connector.messages import say
from connector.model.money import CENT, ZERO, plain
from connector.model.order import Line, Refund
from connector.reading import Reader
from connector.stores.shopify.fields import shop_money
from connector.stores.shopify.lines import Terms, billed, fee_lines, is_tip, item_line, shipping_line, tip_line


@dataclass(frozen=True, slots=True, kw_only=True)
class Sold:
    """What the buyer pays for. `cut` are the ids of lines with units removed without money."""

    lines: tuple[Line, ...]
    gift_cards: tuple[Line, ...]
    cut: frozenset[str]

    @property
    def total(self) -> Decimal:
        return sum((line.gross for line in (*self.lines, *self.gift_cards)), ZERO)

    @property
    def tax(self) -> Decimal:
        return sum((line.tax for line in (*self.lines, *self.gift_cards)), ZERO)


def sold(order: Reader, terms: Terms) -> Sold:
    """Products first, then shipping, fees, the tip; gift cards apart (colombia.md 3.6)."""
    items = [item for item in order.each("line_items") if not is_tip(item)]
    tip = tip_line(order, tips(order))
    cards = [item for item in items if item.flag("gift_card")]
    return Sold(
        lines=(
            *_kept(item_line(item, terms) for item in items if not item.flag("gift_card")),
            *_kept(shipping_line(item, terms) for item in order.each("shipping_lines")),
            *fee_lines(order),
            *_kept([tip]),
        ),
        gift_cards=_kept(item_line(item, terms) for item in cards),
        cut=frozenset(f"product:{item.text('id')}" for item in items if _is_cut(item, terms)),
    )


def tips(order: Reader) -> list[Reader]:
    """The line items that are our one tip line."""
    return [item for item in order.each("line_items") if is_tip(item)]


def settled(order: Reader, what: Sold, refunds: Sequence[Refund]) -> Sold:
    """The same with the cents that dividing lost put back. Raises OrderHeld when a sum does not come out."""
    if not what.lines and not what.gift_cards:
        raise OrderHeld(say("shopify.nothing_sold"))
    placed = shop_money(order, "total_price")
    now = shop_money(order, "current_total_price", placed) + sum((refund.amount for refund in refunds), ZERO)
    if what.cut:
        what = _with_lost_cents(what, now - what.total)
    stated = {now} if what.cut else {placed, now}
    if what.total not in stated:
        raise OrderHeld(_mismatch("shopify.sum_rule", what.total, now if what.cut else placed))
    if what.total < 0:
        raise OrderHeld(say("shopify.negative_total", found=plain(what.total)))
    _check_tax(order, what, as_placed=what.total == placed and not what.cut)
    return what


def _check_tax(order: Reader, what: Sold, *, as_placed: bool) -> None:
    """The taxes of the lines must come to `total_tax`, which like `total_price` tells of the order as placed."""
    if as_placed and what.tax != (tax := shop_money(order, "total_tax", what.tax)):
        raise OrderHeld(_mismatch("shopify.tax_rule", what.tax, tax))


def _with_lost_cents(what: Sold, difference: Decimal) -> Sold:
    """Two cents at most for each divided line (its discount and its tax), all to the largest of them."""
    divided = [line for line in what.lines if line.id in what.cut]
    if not divided or not ZERO < abs(difference) <= 2 * CENT * len(divided):
        return what
    largest = max(divided, key=lambda line: line.gross)
    mended = replace(largest, net=largest.net + difference, discount=largest.discount - difference)
    return replace(what, lines=tuple(mended if line is largest else line for line in what.lines))


def _is_cut(item: Reader, terms: Terms) -> bool:
    count, ordered = billed(item, terms)
    return count != ordered


def _mismatch(key: str, found: Decimal, stated: Decimal) -> str:
    return say(key, found=plain(found), stated=plain(stated), difference=plain(found - stated))


def _kept(lines: Iterable[Line | None]) -> tuple[Line, ...]:
    return tuple(line for line in lines if line is not None)
