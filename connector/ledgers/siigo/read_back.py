"""Siigo's answer about an invoice that somebody else made, as our books keep one of ours. Pure.

Credit notes start from what the books keep: the items' codes, taxes and numbers, and the order's line beside each.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, cast

from connector.errors import OrderHeld
from connector.ledgers.adopted import doubts_about
from connector.ledgers.item_lines import line_ids_of
from connector.ledgers.siigo.amounts import Formula, Item
from connector.ledgers.siigo.arithmetic import Arithmetic
from connector.ledgers.siigo.checks import LOCAL_CURRENCY
from connector.ledgers.siigo.facts import CatalogueName, CompanyFacts, DocumentType
from connector.ledgers.siigo.issued import issued_invoice
from connector.ledgers.siigo.item_back import ItemBack, rate_of, read_item, shaped, written
from connector.ledgers.siigo.payments import paid_later
from connector.ledgers.siigo.schema import INVOICE
from connector.ledgers.totals import tolerance_of
from connector.ledgers.values import Fields, integer_of
from connector.messages import say
from connector.model.documents import Adopted, Document, DocumentLine
from connector.model.money import ZERO, half_up
from connector.model.order import Order
from connector.reading import Reader

Answer = Mapping[str, Any]


def ids_in(answer: Answer) -> dict[CatalogueName, list[int]]:
    """What must be known of the company to read the answer: its document type, and the taxes that it names."""
    rows = [*_rows(answer, "items"), answer]
    taxes = {_id(tax) for row in rows for name in ("taxes", "retentions") for tax in _rows(row, name)}
    return {"document_types": [_id(answer.get("document"))], "taxes": sorted(taxes)}


def read_back(answer: Answer, order: Order, marker: str, *, company: CompanyFacts, arithmetic: Arithmetic) -> Adopted:
    """Raises OrderHeld naming the field of the answer that cannot be read."""
    issued = issued_invoice(answer)
    invoice = Reader(answer, issued.name or issued.id)
    kind = company.document_types.get(_id(answer.get("document")))
    formula = Formula(arithmetic=arithmetic, has_decimals=kind.decimals if kind else True)
    items = [read_item(fields, company, arithmetic) for fields in invoice.each("items")]
    slack = tolerance_of(1, is_foreign=order.currency != LOCAL_CURRENCY)
    line_ids = line_ids_of([item.sold for item in items], order.lines, slack)
    sent = [written(item, kind, formula) for item in items]
    retentions = [rate_of(row, company) for row in invoice.each("retentions")]
    body = _body(answer, [body for body, _ in sent], kind, issued.status)
    document = Document(
        kind="invoice",
        order_id=order.id,
        dated_on=_date(invoice),
        body=body,
        total=issued.total,
        order_total=half_up(order.invoice_total),
        withheld=formula.document([item.amounts for item in items], retentions=retentions).withheld,
        receivable=paid_later(cast(list[Fields], body.get("payments", []))),
        advance=cast(Decimal, body.get("advance_payment", ZERO)),
        marker=marker,
        lines=tuple(_line(item, way, id_, order) for item, (_, way), id_ in zip(items, sent, line_ids, strict=True)),
    )
    return Adopted(
        document=replace(document, warnings=tuple(doubts_about(document, order, issued.name))), issued=issued
    )


def _date(invoice: Reader) -> date:
    text = invoice.text("date")
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        raise OrderHeld(say("reading.not_time", path=invoice.at("date"), found=text[:40])) from None


def _line(back: ItemBack, way: Item, line_id: str, order: Order) -> DocumentLine:
    """A part of a line is beside no sum of the order's."""
    amounts = back.amounts
    paid = next((line.gross for line in order.lines if line.id == line_id), None)
    return DocumentLine(
        code=back.sold.code,
        line_id=line_id,
        quantity=way.quantity,
        unit_price=way.price if way.taxed_price is None else way.taxed_price,
        base=amounts.base,
        tax=amounts.tax,
        total=amounts.total,
        order_gross=paid or ZERO,
        moved=ZERO if paid is None else amounts.gross - paid,
    )


def _body(answer: Answer, items: list[Fields], kind: DocumentType | None, status: str) -> Fields:
    """In the shape of a request."""
    filled = shaped(Reader(answer), INVOICE) | {"items": items}
    filled.pop("name", None)
    if kind is None or kind.automatic_number:
        filled.pop("number", None)
    if cast(Fields, filled.get("currency", {})).get("code") == LOCAL_CURRENCY:
        filled.pop("currency")
    if status:
        filled["stamp"] = {"send": True}
    return {name: filled[name] for name in INVOICE if name in filled}


def _rows(answer: Answer, name: str) -> list[Answer]:
    rows = answer.get(name)
    return [row for row in rows if isinstance(row, Mapping)] if isinstance(rows, list) else []


def _id(row: object) -> int:
    """0 where it has none."""
    return (integer_of(row.get("id")) if isinstance(row, Mapping) else None) or 0
