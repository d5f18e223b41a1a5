"""What a Shopify order sold, and the proof that it comes to a total that the shop states. Pure.

Four rules hold for every real order (store-protocols.md 3.1): total, subtotal, discounts, taxes. An order that breaks
one is held with the rule's name and both numbers: what an edit or a return meant is not guessed.

Which total (store-protocols.md 4.2, 4.3): `total_price` never changes after placing, `current_total_price` falls with
edits and refunds alike. So the lines, billed as `lines.py` says, must come to `current_total_price` plus the money
refunded, or to `total_price` where no unit was removed without money. The other three rules are asserted where the
order tells of the same state as the lines: as placed, or as it is now when no money came back; not for lines that were
divided. A field that is absent asserts nothing. Of a cancelled order nothing is asserted: it is never invoiced, and an
edit before leaves no field that tells of all its lines.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from connector.errors import OrderHeld
from connector.messages import say
from connector.model.money import CENT, ZERO, plain
from connector.model.order import Line, Refund
from connector.reading import Reader
from connector.stores.shopify.fields import known_money, shop_money
from connector.stores.shopify.lines import (
    Terms,
    allocated,
    billed,
    fee_lines,
    is_tip,
    item_line,
    shipping_discount,
    shipping_line,
    tip_line,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sold:
    """What the buyer pays for. `cut` are the ids of lines with units removed without money.

    `exchanged` are the ids of line items that are left out, because the buyer took them in place of others.
    """

    lines: tuple[Line, ...]
    gift_cards: tuple[Line, ...]
    cut: frozenset[str]
    exchanged: frozenset[str] = frozenset()

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
        exchanged=terms.exchanged,
    )


def tips(order: Reader) -> list[Reader]:
    """The line items that are our one tip line."""
    return [item for item in order.each("line_items") if is_tip(item)]


def of_the_sale(order: Reader, what: Sold, refunds: Sequence[Refund]) -> tuple[Refund, ...]:
    """Without money for what an edit took out of the sale, units or shipping (store-protocols.md 4.2).

    Its refund names no line, and the order comes to so much less than when it was placed.
    """
    placed, given = shop_money(order, "total_price"), sum((refund.amount for refund in refunds), ZERO)
    is_for_removed = shop_money(order, "current_total_price", placed) == placed - given and what.total < placed
    is_edited = bool(what.cut) or any(item.flag("is_removed") for item in order.each("shipping_lines"))
    return () if is_edited and is_for_removed and not any(refund.lines for refund in refunds) else tuple(refunds)


def settled(order: Reader, what: Sold, refunds: Sequence[Refund]) -> Sold:
    """The same with the cents that dividing lost put back. Raises OrderHeld with every rule that is broken."""
    if not what.lines and not what.gift_cards:
        raise OrderHeld(say("shopify.nothing_sold"))
    placed, now = shop_money(order, "total_price"), paid_for(order, refunds)
    what = _with_lost_cents(what, now - what.total)
    broken = [*_broken_total(what, placed, now), *_broken_parts(order, what, _states(what, placed, now, refunds))]
    if broken and not order.has("cancelled_at"):
        raise OrderHeld(*broken)
    if what.total < 0:
        raise OrderHeld(say("shopify.negative_total", found=plain(what.total)))
    return what


def paid_for(order: Reader, refunds: Sequence[Refund]) -> Decimal:
    """What the order is worth now, and the money that was given back."""
    now = shop_money(order, "current_total_price", shop_money(order, "total_price"))
    return now + sum((refund.amount for refund in refunds), ZERO)


def _broken_total(what: Sold, placed: Decimal, now: Decimal) -> Iterator[str]:
    """Subtotal, shipping, tax on top, tip, duties and fees come to the total: our lines are just these."""
    if what.total not in ({now} if what.cut else {placed, now}):
        yield _mismatch("shopify.rule_total", what.total, now if what.cut else placed)


def _states(what: Sold, placed: Decimal, now: Decimal, refunds: Sequence[Refund]) -> tuple[str, ...]:
    """Beginnings of the fields that tell of the same state as the lines: both, where nobody touched the order."""
    if what.cut:
        return ()
    is_now = what.total == now and not refunds
    is_placed = what.total == placed or what.total != now
    return (*(("",) if is_placed else ()), *(("current_",) if is_now else ()))


def _broken_parts(order: Reader, what: Sold, states: Sequence[str]) -> Iterator[str]:
    parts = (
        ("shopify.rule_subtotal", "subtotal_price", _subtotals(what, taxes_included=order.flag("taxes_included"))),
        ("shopify.rule_discounts", "total_discounts", (_discounts(order, what.exchanged),)),
        ("shopify.rule_tax", "total_tax", (what.tax,)),
    )
    for key, name, found in parts:
        told = [known_money(order, f"{state}{name}") for state in states]
        stated = [amount for amount in told if amount is not None]
        if stated and not set(found) & set(stated):
            yield _mismatch(key, found[0], stated[0])


def _subtotals(what: Sold, *, taxes_included: bool) -> tuple[Decimal, ...]:
    """Products and gift cards sold after discounts, with tax only where prices hold it; then what also passes.

    Real subtotals leave the tip out, but a custom line that a merchant calls a tip stands in them; no real order
    with a gift card sold was found, and Shopify's texts disagree (store-protocols.md 3.1, 3.2).
    """
    products = sum((_priced(line, taxes_included) for line in what.lines if line.kind == "product"), ZERO)
    cards = sum((_priced(card, taxes_included) for card in what.gift_cards), ZERO)
    tip = sum((line.gross for line in what.lines if line.kind == "tip"), ZERO)
    return products + cards, products + cards + tip, products, products + tip


def _priced(line: Line, taxes_included: bool) -> Decimal:
    return line.gross if taxes_included else line.net


def _discounts(order: Reader, left_out: frozenset[str]) -> Decimal:
    kept = (item for item in order.each("line_items") if item.text("id") not in left_out)
    items = sum((allocated(item) for item in kept), ZERO)
    return items + sum((shipping_discount(item) for item in order.each("shipping_lines")), ZERO)


def _with_lost_cents(what: Sold, difference: Decimal) -> Sold:
    """Two cents at most for each divided line (its discount and its tax), all to the largest of them."""
    divided = [line for line in what.lines if line.id in what.cut]
    if not ZERO < abs(difference) <= 2 * CENT * len(divided):
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
