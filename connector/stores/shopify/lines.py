"""Shopify's line items, shipping, tips, duties and fees as our lines. Pure.

A line is billed for what the order says now plus what was given back with money, so that a refund stays a
refund and an edit changes the sale. Amounts of a line with removed units are divided by units, half up to
cents, because Shopify states discounts and taxes for all units ever ordered.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from connector.errors import OrderHeld
from connector.messages import say
from connector.model.money import HUNDRED, ZERO, half_up, percent_of, plain
from connector.model.order import Kind, Line, Tax
from connector.reading import Reader
from connector.stores.shopify.fields import named_values, set_money, shop_money, units

TIP_ID = "tip:1"
"""An order has one tip line at most."""

ROUNDED_AWAY = Decimal(1)
"""More than Shopify's rounding, by line or by unit, takes from the tax of an ordinary line."""

TIP_TITLES = frozenset({"tip", "propina"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What holds for every line of one order."""

    taxes_included: bool
    is_cancelled: bool
    """Then the lines are read as placed: the cancellation took all of them away."""
    given_back: Mapping[str, int]
    exchanged: frozenset[str] = frozenset()
    """Line items that came in place of returned ones: not billed, since what they came for still is."""


def billed(item: Reader, terms: Terms) -> tuple[int, int]:
    """(units to bill, units ever ordered) of a line item."""
    ordered = units(item, "quantity")
    if item.text("id") in terms.exchanged:
        return 0, 0
    if terms.is_cancelled or not item.has("current_quantity"):
        return ordered, ordered
    now = units(item, "current_quantity")
    return min(ordered, now + terms.given_back.get(item.text("id"), 0)), ordered


def item_line(item: Reader, terms: Terms) -> Line | None:
    """A product, custom line or gift card; None when nothing of it is left."""
    count, ordered = billed(item, terms)
    if not count:
        return None
    price = shop_money(item, "price")
    discount = _share(allocated(item), count, ordered)
    return _line(
        item,
        terms,
        line_id=f"product:{item.text('id')}",
        name=item.text("title", "") or item.text("name", ""),
        quantity=Decimal(count),
        list_price=price,
        discount=discount,
        priced=price * count - discount,
        taxes=_taxes(item, count, ordered),
    )


def shipping_line(item: Reader, terms: Terms) -> Line | None:
    """None when it was removed or costs nothing. Only the discounted price counts (store-protocols.md 3.2)."""
    price = shop_money(item, "price")
    paid = shop_money(item, "discounted_price", price)
    if item.flag("is_removed") or not paid:
        return None
    return _line(
        item,
        terms,
        line_id=f"shipping:{item.text('id')}",
        kind="shipping",
        name=item.text("title", ""),
        quantity=Decimal(1),
        list_price=price,
        discount=price - paid,
        priced=paid,
        taxes=_taxes(item, 1, 1),
    )


def allocated(item: Reader) -> Decimal:
    """Only the allocations: `total_discount` is "0.00" or the same again (store-protocols.md 3.2)."""
    return sum((shop_money(part, "amount") for part in item.each("discount_allocations")), ZERO)


def shipping_discount(item: Reader) -> Decimal:
    """What a shipping line's discounts took off; nothing for a removed one. Old bodies only tell both prices."""
    if item.flag("is_removed"):
        return ZERO
    if item.raw("discount_allocations") is not None:
        return allocated(item)
    price = shop_money(item, "price")
    return price - shop_money(item, "discounted_price", price)


def is_tip(item: Reader) -> bool:
    """A line that says how a tip was paid, else a custom line with such a title (store-protocols.md 3.2)."""
    return item.has("tip_payment_gateway") or (
        item.text("title", "").casefold() in TIP_TITLES
        and not item.has("product_id")
        and not item.flag("gift_card")
        and not item.has("tax_lines")
    )


def tip_line(order: Reader, tips: Sequence[Reader]) -> Line | None:
    """One line for the tip, which Shopify states twice: `total_tip_received` and a line item."""
    amount = order.money("total_tip_received", ZERO) or sum(
        (shop_money(item, "price") * units(item, "quantity") for item in tips), ZERO
    )
    name = tips[0].text("title", "") if tips else "Tip"
    return _plain("tip", TIP_ID, name, amount) if amount else None


def fee_lines(order: Reader) -> tuple[Line, ...]:
    """Duties and additional fees, where they come on top of the prices."""
    duties = ZERO if order.flag("duties_included") else _set_or_zero(order, "original_total_duties_set")
    fees = _set_or_zero(order, "original_total_additional_fees_set")
    named = (("duties", "Duties", duties), ("additional", "Additional fees", fees))
    return tuple(_plain("fee", f"fee:{key}", name, amount) for key, name, amount in named if amount)


def odd_taxes(lines: Iterable[Line]) -> Iterator[str]:
    """Taxes that are not their rate of the base, which no document of base times rate can show as they were charged."""
    for line in lines:
        for tax in line.taxes if line.net else ():
            expected = percent_of(line.net, tax.rate)
            if abs(tax.amount - expected) > max(ROUNDED_AWAY, line.net / 200):  # half a point of the rate
                amounts = {"found": plain(tax.amount), "base": plain(line.net), "expected": plain(expected)}
                yield say("shopify.note_odd_tax", line=line.name, tax=tax.name, rate=plain(tax.rate), **amounts)


def _line(
    item: Reader,
    terms: Terms,
    *,
    line_id: str,
    name: str,
    quantity: Decimal,
    list_price: Decimal,
    discount: Decimal,
    priced: Decimal,
    taxes: tuple[Tax, ...],
    kind: Kind = "product",
) -> Line:
    if priced > 0:  # a rate with amount 0 was not charged: the shop's tax settings are off (store-protocols.md 3.2)
        taxes = tuple(tax for tax in taxes if tax.amount or not tax.rate)
    charged = sum((tax.amount for tax in taxes), ZERO)
    net = priced - charged if terms.taxes_included else priced
    if net < 0 or priced < 0:
        raise OrderHeld(say("shopify.negative_line", path=item.path, found=net))
    return Line(
        id=line_id,
        kind=kind,
        sku=item.text("sku", ""),
        name=name,
        variant=item.text("variant_title", ""),
        product_id=item.text("product_id", ""),
        variant_id=item.text("variant_id", ""),
        quantity=quantity,
        list_price=list_price,
        discount=discount if terms.taxes_included else _with_tax(discount, taxes),
        net=net,
        taxes=taxes,
        is_taxable=item.flag("taxable", default=True),
        meta=named_values(item, "properties"),
    )


def _plain(kind: Kind, line_id: str, name: str, amount: Decimal) -> Line:
    return Line(
        id=line_id,
        kind=kind,
        name=name,
        quantity=Decimal(1),
        list_price=amount,
        net=amount,
        is_taxable=False,
    )


def _taxes(item: Reader, count: int, ordered: int) -> tuple[Tax, ...]:
    return tuple(_tax(tax, count, ordered) for tax in item.each("tax_lines"))


def _tax(tax: Reader, count: int, ordered: int) -> Tax:
    """0.19 as 19. Held unless the rate is a part of one; an amount without a rate is held too."""
    amount = shop_money(tax, "price")
    rate = tax.money("rate", None if amount else ZERO)
    if not 0 <= rate <= 1:
        raise OrderHeld(say("shopify.rate", path=tax.at("rate"), found=rate))
    percentage = (rate * HUNDRED).normalize() + ZERO
    return Tax(name=tax.text("title", ""), rate=percentage, amount=_share(amount, count, ordered))


def _share(amount: Decimal, count: int, ordered: int) -> Decimal:
    return amount if count == ordered else half_up(amount * count / ordered)


def _with_tax(discount: Decimal, taxes: tuple[Tax, ...]) -> Decimal:
    rate = sum((tax.rate for tax in taxes), ZERO)
    return half_up(discount * (HUNDRED + rate) / HUNDRED) if rate else discount


def _set_or_zero(order: Reader, name: str) -> Decimal:
    return set_money(order, name, ZERO)
