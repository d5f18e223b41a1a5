"""How a Shopify order was or will be paid. Pure.

Only transactions tell how a payment was split; webhook bodies have none, just the gateways' names.
"""

from decimal import Decimal
from typing import Literal

from connector.model.money import ZERO
from connector.model.order import Payment
from connector.reading import Reader
from connector.stores.shopify.fields import set_money, texts

Status = Literal["paid", "authorized", "pending"]

_STATUS: dict[str, Status] = {
    "paid": "paid",
    "partially_refunded": "paid",
    "refunded": "paid",
    "authorized": "authorized",
}
"""Financial status -> ours; every other is pending."""


def payments(order: Reader, total: Decimal) -> tuple[Payment, ...]:
    """By transaction where the order has them, else the whole total on one gateway."""
    return _from_transactions(order) or _from_names(order, total)


def _from_transactions(order: Reader) -> tuple[Payment, ...]:
    """Money that came, or else money that is promised: never both for the same transaction."""
    followed = {item.text("parent_id", "") for item in order.each("transactions") if _follows(item)}
    return tuple(
        _payment(item) for item in order.each("transactions") if _is_payment(item) and item.text("id") not in followed
    )


def _follows(item: Reader) -> bool:
    """Whether it takes the place of its parent: a capture of an authorization, a promised sale that came, a void."""
    kind, status = item.text("kind", "").lower(), item.text("status", "").lower()
    return kind in {"sale", "capture", "void"} and status == "success"


def _is_payment(item: Reader) -> bool:
    kind, status = item.text("kind", "").lower(), item.text("status", "").lower()
    is_ours = item.has("amount_set")  # the plain amount is in the buyer's currency
    return is_ours and kind in {"sale", "capture", "authorization"} and status in {"success", "pending"}


def _payment(item: Reader) -> Payment:
    gateway = item.text("gateway", "")
    is_success = item.text("status", "").lower() == "success"
    promised: Status = "authorized" if item.text("kind", "").lower() == "authorization" else "paid"
    return Payment(
        method=gateway.lower(),
        title=item.text("formatted_gateway", "") or gateway,
        amount=set_money(item, "amount_set"),
        status=promised if is_success else "pending",
        reference=item.text("payment_id", "") or item.text("id"),
        paid_at=item.moment("processed_at") if is_success else None,
    )


def _from_names(order: Reader, total: Decimal) -> tuple[Payment, ...]:
    """With several gateways the split is unknown: the first that is no gift card stands for all, named in the title."""
    names = texts(order, "payment_gateway_names")
    if not names or total == ZERO:
        return ()
    chosen = next((name for name in names if name.lower() != "gift_card"), names[0])
    status = _STATUS.get(order.text("financial_status", "").lower(), "pending")
    return (Payment(method=chosen.lower(), title=" + ".join(names), amount=total, status=status),)
