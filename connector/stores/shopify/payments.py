"""How a Shopify order was or will be paid. Pure.

Only transactions tell how a payment was split; webhook bodies have none, just the gateways' names. What could not be
told, and payments of a paid order that do not come to its total, are said in notes; nothing is made up to fill a gap.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from connector.messages import say
from connector.model.money import ZERO, plain
from connector.model.order import STORED_VALUE, Payment
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

_PROMISES = frozenset({"authorization", "emv_authorization"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Paid:
    """Payments, and sentences for people about what they do not show."""

    payments: tuple[Payment, ...]
    notes: tuple[str, ...] = ()


def paid(order: Reader, total: Decimal) -> Paid:
    """By transaction where the order has them, else the whole `total`, which is before refunds, on one gateway."""
    status = _STATUS.get(order.text("financial_status", "").lower(), "pending")
    found = _from_transactions(order, total)
    if not found:
        return _from_names(order, total, status)
    if status == "paid" and (came := _sum(found)) != total:
        values = {"found": plain(came), "stated": plain(total), "difference": plain(came - total)}
        return Paid(payments=found, notes=(say("shopify.note_payments_differ", **values),))
    return Paid(payments=found)


def _from_transactions(order: Reader, total: Decimal) -> tuple[Payment, ...]:
    """Money that came, or else money that is promised: never both for the same transaction or the same total."""
    transactions = list(order.each("transactions"))
    followed = {item.text("parent_id", "") for item in transactions if _follows(item)}
    counted = [item for item in transactions if _is_payment(item) and item.text("id") not in followed]
    change = [item for item in transactions if _is_change(item)]
    found = _less_change([_payment(item) for item in counted], change)
    came = [payment for payment in found if payment.status == "paid"]
    if came and _sum(came) >= total:
        found = came
    if _sum(found) != total:
        exact = _less_change([_without_rounding(item) for item in counted], change)
        found = exact if _sum(exact) == total else found
    return tuple(payment for payment in found if payment.amount)


def _follows(item: Reader) -> bool:
    """Whether it takes the place of its parent: a capture of an authorization, a promised sale that came, a void."""
    return _kind(item) in {"sale", "capture", "void"} and _is_success(item)


def _is_payment(item: Reader) -> bool:
    is_ours = item.has("amount_set")  # the plain amount is in the buyer's currency
    is_alive = _is_success(item) or item.text("status", "").lower() == "pending"
    return is_ours and is_alive and _kind(item) in {"sale", "capture", *_PROMISES}


def _is_change(item: Reader) -> bool:
    return item.has("amount_set") and _kind(item) == "change" and _is_success(item)


def _kind(item: Reader) -> str:
    return item.text("kind", "").lower()


def _is_success(item: Reader) -> bool:
    return item.text("status", "").lower() == "success"


def _payment(item: Reader) -> Payment:
    gateway = item.text("gateway", "")
    promised: Status = "authorized" if _kind(item) in _PROMISES else "paid"
    return Payment(
        method=gateway.lower(),
        title=item.text("formatted_gateway", "") or gateway,
        amount=set_money(item, "amount_set"),
        status=promised if _is_success(item) else "pending",
        reference=item.text("payment_id", "") or item.text("id"),
        paid_at=item.moment("processed_at") if _is_success(item) else None,
    )


def _rounding(item: Reader) -> Decimal:
    return set_money(item, "amount_rounding_set", ZERO)


def _without_rounding(item: Reader) -> Payment:
    """Rounding of cash is no part of the total (store-protocols.md 3.2); whether an amount holds it, no text says."""
    payment = _payment(item)
    return replace(payment, amount=payment.amount - _rounding(item))


def _less_change(found: Sequence[Payment], change: Iterable[Reader]) -> list[Payment]:
    """Cash that went back over the counter lowers the first payment of its gateway that was so large."""
    payments = list(found)
    for item in change:
        method, amount = item.text("gateway", "").lower(), abs(set_money(item, "amount_set"))
        for index, payment in enumerate(payments):
            if payment.method == method and payment.amount > amount:
                payments[index] = replace(payment, amount=payment.amount - amount)
                break
    return payments


def _from_names(order: Reader, total: Decimal, status: Status) -> Paid:
    """With several the split is unknown: the first that is no stored value stands for all, and a note says so."""
    names = tuple(dict.fromkeys(texts(order, "payment_gateway_names")))
    if not names or total == ZERO:
        return Paid(payments=())
    chosen = next((name for name in names if name.lower() not in STORED_VALUE), names[0])
    payment = Payment(method=chosen.lower(), title=" + ".join(names), amount=total, status=status)
    if len(names) == 1:
        return Paid(payments=(payment,))
    return Paid(payments=(payment,), notes=(say("shopify.note_split_unknown", names=", ".join(names), chosen=chosen),))


def _sum(found: Iterable[Payment]) -> Decimal:
    return sum((payment.amount for payment in found), ZERO)
