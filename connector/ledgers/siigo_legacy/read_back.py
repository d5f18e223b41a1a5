"""Siigo Nube's answer about an invoice that somebody else made, as our books keep one of ours. Pure.

An answer has the shape of the body that was saved, so that nothing has to be computed again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from connector.errors import OrderHeld
from connector.ledgers.adopted import doubts_about
from connector.ledgers.item_lines import Sold, line_ids_of
from connector.ledgers.siigo_legacy.annexes import LOCAL_CURRENCY
from connector.ledgers.siigo_legacy.saved import dated_on, issued_document
from connector.ledgers.totals import tolerance_of
from connector.messages import say
from connector.model.documents import Adopted, Document, DocumentLine
from connector.model.money import ZERO, half_up
from connector.model.order import Order
from connector.reading import Reader

OUTPUTS = ("Id",)
"""Of the header: what an answer alone has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Item:
    sold: Sold
    unit_price: Decimal
    base: Decimal
    tax: Decimal
    total: Decimal
    withheld: Decimal


def read_back(answer: Mapping[str, object], order: Order, marker: str, *, codes: Mapping[str, str]) -> Adopted:
    """`codes`: of document types by id. Raises OrderHeld naming the field of the answer that cannot be read."""
    Reader(answer).object("Header").money("TotalValue")  # before its name is known: nothing may have been made here
    issued = issued_document("invoice", answer, codes)
    invoice = Reader(answer, issued.name)
    header = invoice.object("Header")
    day = dated_on({"DocDate": header.text("DocDate")})
    if day is None:
        raise OrderHeld(say("reading.not_time", path=header.at("DocDate"), found=header.text("DocDate")[:40]))
    items = [_item(row) for row in invoice.each("Items")]
    slack = tolerance_of(1, is_foreign=order.currency != LOCAL_CURRENCY)
    line_ids = line_ids_of([item.sold for item in items], order.lines, slack)
    document = Document(
        kind="invoice",
        order_id=order.id,
        dated_on=day,
        body=_body(answer),
        total=issued.total,
        order_total=half_up(order.invoice_total),
        withheld=sum((item.withheld for item in items), ZERO) + _retained(header),
        receivable=sum((row.money("Value") for row in invoice.each("Payments") if row.has("DueDate")), ZERO),
        marker=marker,
        lines=tuple(_line(item, line_id, order) for item, line_id in zip(items, line_ids, strict=True)),
    )
    return Adopted(
        document=replace(document, warnings=tuple(doubts_about(document, order, issued.name))), issued=issued
    )


def _item(row: Reader) -> _Item:
    tax = row.money_or_zero("TaxAddValue") + row.money_or_zero("TaxAdd2Value")
    withheld = row.money_or_zero("TaxDiscountValue")
    total = row.money("TotalValue")
    return _Item(
        sold=Sold(
            code=row.text("ProductCode", ""),
            description=row.text("Description", ""),
            quantity=row.money("Quantity"),
            gross=total + withheld,
        ),
        unit_price=row.money("UnitValue"),
        base=row.money("BaseValue", total + withheld - tax),
        tax=tax,
        total=total,
        withheld=withheld,
    )


def _retained(header: Reader) -> Decimal:
    """Of the whole invoice; an absent retention may be told by -1 in each of its fields."""
    values = (header.money_or_zero(name) for name in ("RetVATTotalValue", "RetICATotalValue"))
    return sum((value for value in values if value > ZERO), ZERO)


def _line(item: _Item, line_id: str, order: Order) -> DocumentLine:
    """A part of a line is beside no sum of the order's."""
    paid = next((line.gross for line in order.lines if line.id == line_id), None)
    return DocumentLine(
        code=item.sold.code,
        line_id=line_id,
        quantity=item.sold.quantity,
        unit_price=item.unit_price,
        base=item.base,
        tax=item.tax,
        total=item.total,
        order_gross=paid or ZERO,
        moved=ZERO if paid is None else item.sold.gross - paid,
    )


def _body(answer: Mapping[str, object]) -> dict[str, object]:
    """In the shape of a request."""
    header = answer.get("Header")
    sent = {name: value for name, value in header.items() if name not in OUTPUTS} if isinstance(header, Mapping) else {}
    return {"Header": sent, **{name: _rows(answer, name) for name in ("Items", "Payments")}}


def _rows(answer: Mapping[str, object], name: str) -> Sequence[object]:
    rows = answer.get(name)
    return rows if isinstance(rows, list) else []
