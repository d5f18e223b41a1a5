"""An order without what was refunded before its invoice: only the sale that remained is invoiced. Pure."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from connector.colombia.sale_lines import priced
from connector.errors import OrderHeld
from connector.messages import say
from connector.model.money import ZERO, half_up, plain, shares
from connector.model.order import Line, Order, Payment, Refund, RefundLine


def without_refunds(order: Order) -> Order:
    """The same order where nothing was refunded; else with the lines, payments and total that are left.

    Money without lines lowers what was paid for every line, by value. Raises OrderHeld where units came back and not
    all of their money did: what is left of such a line is no sale of goods.
    """
    refunds = [refund for refund in order.refunds if refund.amount and not refund.is_pending]
    if not refunds:
        return order
    lines, cards = list(order.lines), list(order.gift_cards)
    for refund in refunds:
        off = refund.amount - _taken_back(refund, lines) - _taken_back(refund, cards)
        if off < ZERO:
            raise OrderHeld(say("issuing.refund_keeps_money", refund=refund.id, off=plain(-off)))
        lines, cards = _without(lines, refund), _without(cards, refund)
        lines = _lowered(lines, off, refund)
    given = sum((refund.amount for refund in refunds), ZERO)
    note = say("issuing.refunded_before", amount=plain(given), currency=order.currency)
    return replace(
        order,
        lines=tuple(lines),
        gift_cards=tuple(cards),
        total=order.total - given,
        tax_total=sum((line.tax for line in lines), ZERO),
        payments=_less(order.payments, given),
        refunds=tuple(refund for refund in order.refunds if refund not in refunds),
        notes=(*order.notes, note),
    )


def _taken_back(refund: Refund, lines: Sequence[Line]) -> Decimal:
    ids = {line.id for line in lines}
    return sum((back.net + back.tax for back in refund.lines if back.line_id in ids), ZERO)


def _without(lines: Sequence[Line], refund: Refund) -> list[Line]:
    by_line: dict[str, list[RefundLine]] = {}
    for back in refund.lines:
        by_line.setdefault(back.line_id, []).append(back)
    kept = (_shortened(line, by_line[line.id], refund) if line.id in by_line else line for line in lines)
    return [line for line in kept if line is not None]


def _shortened(line: Line, backs: Sequence[RefundLine], refund: Refund) -> Line | None:
    units = line.quantity - sum((back.quantity for back in backs), ZERO)
    gross = line.gross - sum((back.net + back.tax for back in backs), ZERO)
    if units < ZERO or gross < ZERO or (units == ZERO and gross > ZERO and line.kind == "product"):
        raise OrderHeld(say("issuing.refund_of_line", refund=refund.id, line=line.name[:60], left=plain(gross)))
    if gross == ZERO:
        return None
    quantity = units or line.quantity
    discount = half_up(line.discount * quantity / line.quantity)
    return priced(replace(line, quantity=quantity, discount=discount), gross, line.taxes)


def _lowered(lines: list[Line], off: Decimal, refund: Refund) -> list[Line]:
    if not off:
        return lines
    weights = [max(line.gross, ZERO) for line in lines]
    if off > sum(weights, ZERO):
        raise OrderHeld(say("issuing.refund_keeps_money", refund=refund.id, off=plain(off)))
    parts = zip(lines, shares(off, weights), strict=True)
    return [
        priced(replace(line, discount=line.discount + part), line.gross - part, line.taxes) if part else line
        for line, part in parts
    ]


def _less(payments: Sequence[Payment], given: Decimal) -> tuple[Payment, ...]:
    """The money went back the way it came, largest payment first."""
    left, by_size = given, sorted(payments, key=lambda payment: -payment.amount)
    amounts: dict[int, Decimal] = {}
    for payment in by_size:
        taken = min(left, payment.amount)
        amounts[id(payment)], left = payment.amount - taken, left - taken
    lowered = (replace(payment, amount=amounts[id(payment)]) for payment in payments)
    return tuple(payment for payment in lowered if payment.amount)
