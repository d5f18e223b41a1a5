"""What a person is asked to do in a ledger that does not do it for us: nothing is left to find out. Pure."""

from collections.abc import Iterator
from decimal import Decimal

from connector.messages import say, typed
from connector.model.documents import DocumentLine, GivenBack
from connector.model.money import half_up, plain
from connector.model.order import Order, RefundLine


def note_task(order: Order, given_back: GivenBack, *, is_whole: bool) -> str:
    """The credit note to be made by hand: of what, how much of each line, and how to say that it is made."""
    invoice, refund = given_back.invoice, given_back.refund
    shown = {
        "refund": refund.id,
        "invoice": invoice.name,
        "amount": plain(half_up(refund.amount)),
        "currency": order.currency,
        "order": typed(order.number),
    }
    if is_whole and not given_back.earlier:
        return say("by_hand.whole_note", lines="; ".join(_whole(invoice.lines)), **shown)
    lines = "; ".join(_parts(order, invoice.lines, refund.lines))
    return say("by_hand.note", lines=lines, **shown) if lines else say("by_hand.discount", **shown)


def _whole(lines: tuple[DocumentLine, ...]) -> Iterator[str]:
    for line in lines:
        yield _said(line.code, line.quantity, line.base, line.tax)


def _parts(order: Order, lines: tuple[DocumentLine, ...], given: tuple[RefundLine, ...]) -> Iterator[str]:
    """By the code that the invoice has for the line, else by its name in the shop."""
    codes = {line.line_id: line.code for line in lines}
    names = {line.id: line.name for line in order.lines}
    for part in given:
        code = codes.get(part.line_id) or names.get(part.line_id) or part.line_id
        yield _said(code, part.quantity, half_up(part.net), half_up(part.tax))


def _said(code: str, quantity: Decimal, base: Decimal, tax: Decimal) -> str:
    return say("by_hand.line", code=code, quantity=plain(quantity), base=plain(base), tax=plain(tax))
