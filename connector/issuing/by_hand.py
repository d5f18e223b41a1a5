"""What a person is asked to do in a ledger that does not do it for us: nothing is left to find out. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from connector.colombia.sale_refunds import PESO
from connector.messages import say, typed
from connector.model.documents import Booked, DocumentLine, GivenBack
from connector.model.money import ZERO, half_up, plain
from connector.model.order import Order, RefundLine


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """Of one line of the invoice, what the note takes back."""

    code: str
    quantity: Decimal
    """0 where only money comes off it."""
    base: Decimal
    tax: Decimal


def note_task(order: Order, given_back: GivenBack, *, is_whole: bool) -> str:
    """The credit note to be made by hand: of what, how much of each line, and how to say that it is made.

    `is_whole`: it takes back all that is left of the invoice.
    """
    invoice, refund = given_back.invoice, given_back.refund
    amount = half_up(refund.amount)
    shown = {
        "refund": refund.id,
        "invoice": invoice.name,
        "amount": plain(amount),
        "currency": order.currency,
        "order": typed(order.number),
    }
    if is_whole and not given_back.earlier:
        return say("by_hand.whole_note", lines="; ".join(_said(part) for part in _all_of(invoice.lines)), **shown)
    if is_whole and not refund.lines:
        names = ", ".join(note.name for note in given_back.earlier)
        left = _listed(_left(order, given_back), amount, less="by_hand.less_noted") or "—"
        return say("by_hand.rest", lines=left, notes=names, **shown)
    if lines := _listed(_given(order, invoice, refund.lines), amount, less="by_hand.less_money"):
        return say("by_hand.note", lines=lines, **shown)
    return say("by_hand.discount", **shown)


def _listed(parts: Sequence[_Part], amount: Decimal, *, less: str) -> str:
    """The parts, and the money beside them where they do not come to the amount. `less`: why it is below them."""
    if not parts:
        return ""
    off = amount - sum((part.base + part.tax for part in parts), ZERO)
    said = [_said(part) for part in parts]
    if abs(off) > PESO:
        key = "by_hand.more_money" if off > ZERO else less
        said.append(say(key, off=plain(abs(off)), amount=plain(amount)))
    return "; ".join(said)


def _all_of(lines: Iterable[DocumentLine]) -> Iterator[_Part]:
    for line in lines:
        yield _Part(code=line.code, quantity=line.quantity, base=line.base, tax=line.tax)


def _given(order: Order, invoice: Booked, given: Iterable[RefundLine]) -> list[_Part]:
    """By the code that the invoice has for the line, else by its name in the shop."""
    codes = {line.line_id: line.code for line in invoice.lines}
    names = {line.id: line.name for line in order.lines}
    return [
        _Part(
            code=codes.get(line.line_id) or names.get(line.line_id) or line.line_id,
            quantity=line.quantity,
            base=half_up(line.net),
            tax=half_up(line.tax),
        )
        for line in given
    ]


def _left(order: Order, given_back: GivenBack) -> list[_Part]:
    """The invoice's lines less what the refunds of the earlier notes gave back of them."""
    noted = {note.source_id for note in given_back.earlier}
    back: dict[str, list[RefundLine]] = {}
    for given in (line for refund in order.refunds if refund.id in noted for line in refund.lines):
        back.setdefault(given.line_id, []).append(given)
    lines: dict[str, list[DocumentLine]] = {}
    for number, line in enumerate(given_back.invoice.lines):
        lines.setdefault(line.line_id or f"#{number}", []).append(line)
    parts = (_less(rows, back.get(line_id, ())) for line_id, rows in lines.items())
    return [part for part in parts if part.quantity > ZERO or part.base > PESO]


def _less(lines: Sequence[DocumentLine], back: Sequence[RefundLine]) -> _Part:
    """Lines of one line of the order; money that came back beside the lines is told apart."""
    return _Part(
        code=lines[0].code,
        quantity=sum((line.quantity for line in lines), ZERO) - sum((line.quantity for line in back), ZERO),
        base=half_up(sum((line.base for line in lines), ZERO) - sum((line.net for line in back), ZERO)),
        tax=half_up(sum((line.tax for line in lines), ZERO) - sum((line.tax for line in back), ZERO)),
    )


def _said(part: _Part) -> str:
    shown: Mapping[str, str] = {"code": part.code, "base": plain(part.base), "tax": plain(part.tax)}
    if part.quantity <= ZERO:
        return say("by_hand.money_off", **shown)
    return say("by_hand.line", quantity=plain(part.quantity), **shown)
