"""Shopify's refunds as ours: what was given back, and how much money moved. Pure.

A refund without money is no refund: it is how Shopify records a removal by an edit or an unpaid cancellation
(store-protocols.md 4.1). `order_adjustments` are only looked at where no transaction says the amount in the
shop's currency; the older kind `shipping_refund` repeats `refund_shipping_lines` and is never counted.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal

from connector.model.money import ZERO, half_up
from connector.model.order import Line, Refund, RefundLine
from connector.reading import Reader
from connector.stores.shopify.fields import set_money, shop_money, units
from connector.stores.shopify.lines import TIP_ID

_MOVING = ("success", "pending")


def refunds(order: Reader, shipping: Iterable[Line], tips: Collection[str] = ()) -> tuple[Refund, ...]:
    """Every refund that moved money or is about to.

    `shipping` serves the tax of bodies that leave it out; `tips` are the ids of line items that are our tip line.
    """
    by_id = {line.id: line for line in shipping}
    return tuple(_refund(item, order, by_id, tips) for item in order.each("refunds") if _moving(item))


def units_given_back(order: Reader) -> Mapping[str, int]:
    """Units by line item id that were refunded with money. The other missing units were removed without."""
    found: Counter[str] = Counter()
    for refund in order.each("refunds"):
        if _moving(refund):
            for item in refund.each("refund_line_items"):
                found[item.text("line_item_id")] += units(item, "quantity")
    return found


def _refund(refund: Reader, order: Reader, shipping: Mapping[str, Line], tips: Collection[str]) -> Refund:
    is_pending = any(item.text("status", "").lower() == "pending" for item in _moving(refund))
    lines = (
        *(_line(item, order.flag("taxes_included"), tips) for item in refund.each("refund_line_items")),
        *(_shipping(item, shipping) for item in refund.each("refund_shipping_lines")),
    )
    return Refund(
        id=refund.text("id"),
        created_at=refund.moment("created_at"),
        reason=refund.text("note", ""),
        amount=_amount(refund, order.text("currency"), lines, is_pending),
        tax=sum((line.tax for line in lines), ZERO),
        lines=tuple(line for line in lines if line.quantity),
        is_pending=is_pending,
    )


def _line(item: Reader, taxes_included: bool, tips: Collection[str]) -> RefundLine:
    """The subtotal is after discounts and holds the tax where prices do (store-protocols.md 4.1)."""
    subtotal = set_money(item, "subtotal_set", item.money("subtotal", ZERO))
    tax = set_money(item, "total_tax_set", item.money("total_tax", ZERO))
    item_id = item.text("line_item_id")
    return RefundLine(
        line_id=TIP_ID if item_id in tips else f"product:{item_id}",
        quantity=Decimal(units(item, "quantity")),
        net=subtotal - tax if taxes_included else subtotal,
        tax=tax,
    )


def _shipping(item: Reader, shipping: Mapping[str, Line]) -> RefundLine:
    """The subtotal never holds tax. Webhook bodies leave the tax out: then it is the same part of the line's tax."""
    line_id = f"shipping:{item.text('shipping_line_id')}"
    net = set_money(item, "subtotal_amount_set")
    if item.has("tax_amount_set"):
        return RefundLine(line_id=line_id, quantity=Decimal(1), net=net, tax=set_money(item, "tax_amount_set"))
    line = shipping.get(line_id)
    tax = half_up(line.tax * net / line.net) if line is not None and line.net else ZERO
    return RefundLine(line_id=line_id, quantity=Decimal(1), net=net, tax=tax)


def _amount(refund: Reader, currency: str, lines: Iterable[RefundLine], is_pending: bool) -> Decimal:
    """What the transactions say; while they are pending, or in the buyer's currency only, what the lines come to."""
    given_back = sum((line.net + line.tax for line in lines), ZERO)
    moved = [_in_shop_currency(item, currency) for item in _moving(refund)]
    if is_pending and given_back:
        return given_back  # the adjustment of a pending refund is an artefact (store-protocols.md 4.1)
    if None not in moved:
        return sum((amount for amount in moved if amount is not None), ZERO)
    kept = (shop_money(item, "amount", ZERO) for item in refund.each("order_adjustments") if not item.has("kind"))
    return given_back - sum(kept, ZERO)


def _in_shop_currency(transaction: Reader, currency: str) -> Decimal | None:
    """Transaction amounts are in the buyer's currency unless a set says otherwise."""
    if transaction.has("amount_set"):
        return set_money(transaction, "amount_set")
    return transaction.money("amount") if transaction.text("currency", currency) == currency else None


def _moving(refund: Reader) -> list[Reader]:
    return [
        item
        for item in refund.each("transactions")
        if item.text("kind", "").lower() == "refund"
        and item.text("status", "").lower() in _MOVING
        and shop_money(item, "amount", ZERO)
    ]
