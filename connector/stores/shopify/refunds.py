"""Shopify's refunds as ours: what was given back, and how much money moved. Pure.

A refund without money is no refund: it is how Shopify records a removal by an edit or an unpaid cancellation
(store-protocols.md 4.1). What its parts come to, lines and shipping less the adjustments, must be the money that moved;
else the refund is doubtful, and says so, while the order itself is read: its sale is not in doubt.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal

from connector.messages import say
from connector.model.money import CENT, ZERO, half_up, plain
from connector.model.order import Line, Refund, RefundLine
from connector.reading import Reader
from connector.stores.shopify.fields import set_money, shop_money, texts, units
from connector.stores.shopify.lines import TIP_ID

_MOVING = ("success", "pending")


def refunds(order: Reader, lines: Iterable[Line], tips: Collection[str] = ()) -> tuple[Refund, ...]:
    """Every refund that moved money or is about to.

    `lines` are the order's, for the tax of refunded shipping, which bodies leave out; `tips` are the ids of line items
    that are our tip line.
    """
    by_id = {line.id: line for line in lines}
    return tuple(_refund(item, order, by_id, tips) for item in order.each("refunds") if _moving(item))


def exchanged(order: Reader) -> frozenset[str]:
    """Ids of line items that the buyer took in place of returned ones. Only fetched orders tell them."""
    return frozenset(text for refund in order.each("refunds") for text in texts(refund, "exchange_line_ids"))


def units_given_back(order: Reader, *, with_exchanges: bool = False) -> Mapping[str, int]:
    """Units by line item id that were refunded with money. The other missing units were removed without.

    `with_exchanges` counts those too that were given back for something else.
    """
    found: Counter[str] = Counter()
    for refund in order.each("refunds"):
        if _moving(refund) or (with_exchanges and texts(refund, "exchange_line_ids")):
            for item in refund.each("refund_line_items"):
                found[item.text("line_item_id")] += units(item, "quantity")
    return found


def _refund(refund: Reader, order: Reader, by_id: Mapping[str, Line], tips: Collection[str]) -> Refund:
    moving = _moving(refund)
    lines = (
        *(_line(item, order.flag("taxes_included"), tips) for item in refund.each("refund_line_items")),
        *(_shipping(item, by_id) for item in refund.each("refund_shipping_lines")),
    )
    stated = _stated(refund, lines)
    parts = stated - _adjusted(refund, is_shipping=False)
    amount = _amount(refund, order.text("currency"), stated, parts)
    has_exchange = bool(texts(refund, "exchange_line_ids"))
    return Refund(
        id=refund.text("id"),
        created_at=refund.moment("created_at"),
        reason=refund.text("note", ""),
        amount=amount,
        tax=sum((line.tax for line in lines), ZERO),
        # what came back in an exchange is worth more than the money: no quantity of it was given back for that
        lines=() if has_exchange else tuple(line for line in lines if line.quantity and (line.net or line.tax)),
        is_pending=_is_pending(refund),
        method=max(moving, key=lambda item: shop_money(item, "amount")).text("gateway", "").lower(),
        doubt=_doubt(refund, lines, parts, amount),
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


def _stated(refund: Reader, lines: Iterable[RefundLine]) -> Decimal:
    """Lines and shipping; the older kind of adjustment for shipping counts only where it does not repeat a line."""
    has_line = refund.has("refund_shipping_lines")
    shipping = ZERO if has_line else _adjusted(refund, is_shipping=True)
    return sum((line.net + line.tax for line in lines), ZERO) - shipping


def _adjusted(refund: Reader, *, is_shipping: bool) -> Decimal:
    """What the shop kept of the stated: positive in its favour."""
    items = refund.each("order_adjustments")
    chosen = [item for item in items if (item.text("kind", "") == "shipping_refund") is is_shipping]
    return sum((shop_money(item, "amount", ZERO) + shop_money(item, "tax_amount", ZERO) for item in chosen), ZERO)


def _amount(refund: Reader, currency: str, stated: Decimal, parts: Decimal) -> Decimal:
    """What the transactions say; while they are pending, or in the buyer's currency only, what the refund states.

    The adjustment of a pending refund is an artefact: the whole of it, as if the shop had kept it (4.1).
    """
    if _is_pending(refund) and stated:
        return stated
    moved = [_in_shop_currency(item, currency) for item in _moving(refund)]
    if None in moved:
        return parts
    money = sum((amount for amount in moved if amount is not None), ZERO)
    rounding = sum((set_money(item, "amount_rounding_set", ZERO) for item in _moving(refund)), ZERO)
    return parts if money - rounding == parts else money  # rounding of cash is no part of a sale


def _doubt(refund: Reader, lines: Collection[RefundLine], parts: Decimal, amount: Decimal) -> str:
    """Why a person must look; the tax of shipping may be a cent off where the body leaves it out."""
    shown = {"refund": refund.text("id"), "amount": plain(amount)}
    if texts(refund, "exchange_line_ids"):
        return say("shopify.refund_exchange", **shown)
    slack = CENT * sum(not item.has("tax_amount_set") for item in refund.each("refund_shipping_lines"))
    if _is_pending(refund) or not lines or abs(parts - amount) <= slack:
        return ""
    return say("shopify.refund_sums", parts=plain(parts), **shown)


def _is_pending(refund: Reader) -> bool:
    return any(item.text("status", "").lower() == "pending" for item in _moving(refund))


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
