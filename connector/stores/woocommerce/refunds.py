"""WooCommerce's refunds as ours: how much money went back, and for which lines where the shop was asked for them. Pure.

An order tells of a refund its amount and tax alone; `WooStore.fetch` adds the rest (store-protocols.md 11). A refund of
which we do not know what it was for, or whose lines are not what its amount says, is doubtful, and says so.
"""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from connector.messages import say
from connector.model.money import ZERO, plain
from connector.model.order import Line, Refund, RefundLine
from connector.reading import Reader
from connector.stores.refunds import with_fullness
from connector.stores.woocommerce.lines import LISTS, meta_of
from connector.stores.woocommerce.precision import places_of


def refunds_of(order: Reader, lines: tuple[Line, ...]) -> tuple[Refund, ...]:
    """Oldest first. One without money, as for restocking, is none.

    The status `refunded` set by hand makes one without lines and with tax 0 of all that is left: full, so that its tax
    is what was left of the order's.
    """
    ids, method = {line.id for line in lines}, order.text("payment_method", "").lower()
    found = [_refund(item, ids, method) for item in order.each("refunds") if item.money("total")]
    found.sort(key=lambda refund: (len(refund.id), refund.id))  # ids are numbers that grow
    marked = with_fullness(found, total=order.money("total"), tax=order.money_or_zero("total_tax"))
    return tuple(replace(refund, doubt="") if refund.is_full and not refund.lines else refund for refund in marked)


def _refund(refund: Reader, ids: set[str], method: str) -> Refund:
    amount, lines = abs(refund.money("total")), tuple(_lines(refund, ids))
    return Refund(
        id=refund.text("id"),
        created_at=refund.utc("date_created_gmt"),
        reason=refund.text("reason", ""),
        amount=amount,
        tax=abs(refund.money_or_zero("total_tax")) or sum((line.tax for line in lines), ZERO),
        lines=lines,
        method=method,
        doubt=_doubt(refund, amount, lines),
    )


def _lines(refund: Reader, ids: set[str]) -> Iterator[RefundLine]:
    """With money; units alone were put back on the shelf."""
    for line_id, item in _items(refund):
        net, tax = -item.money_or_zero("total"), -item.money_or_zero("total_tax")
        if line_id in ids and (net or tax):
            is_product = line_id.startswith("product:")
            quantity = abs(item.money_or_zero("quantity")) if is_product else Decimal(1)
            yield RefundLine(line_id=line_id, quantity=quantity, net=net, tax=tax)


def _items(refund: Reader) -> Iterator[tuple[str, Reader]]:
    for name, kind in LISTS.items():
        for item in refund.each(name):
            yield f"{kind}:{meta_of(item).get('_refunded_item_id')}", item


def _doubt(refund: Reader, amount: Decimal, lines: tuple[RefundLine, ...]) -> str:
    """Why a person must look; half a unit for each rounded amount is no reason, nor is money without any line."""
    shown = {"refund": refund.text("id"), "amount": plain(amount)}
    if not any(refund.raw(name) is not None for name in LISTS):
        return say("woocommerce.refund_unseen", **shown)
    rows = [item for _, item in _items(refund) if item.money_or_zero("total") or item.money_or_zero("total_tax")]
    found, unit = sum((line.net + line.tax for line in lines), ZERO), Decimal(1).scaleb(-places_of(amount))
    if abs(found - amount) <= unit * len(rows) or not rows:
        return ""
    return say("woocommerce.refund_sums", parts=plain(found), **shown)
