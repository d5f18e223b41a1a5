"""A draft and an order in; the invoice as balanced movement rows out, or every problem at once. Pure."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from connector.errors import OrderHeld
from connector.ledgers.problems import Problems
from connector.ledgers.siigo_pyme.heading import check_currency, dated, heading_of, series_of, with_digits
from connector.ledgers.siigo_pyme.income import Sale, sale_of
from connector.ledgers.siigo_pyme.limits import read_fields
from connector.ledgers.siigo_pyme.payments import payment_rows
from connector.ledgers.siigo_pyme.rows import Movement, own_crosses, own_fields, receivables, rows_of
from connector.ledgers.siigo_pyme.schema import INVOICE
from connector.ledgers.siigo_pyme.sold import SoldLine, sold_lines, total_of
from connector.ledgers.siigo_pyme.withholdings import withheld_of, withholding_rows
from connector.ledgers.values import Fields
from connector.messages import say
from connector.model.documents import Document, DocumentKind, DocumentLine, Draft
from connector.model.money import ZERO, half_up, plain
from connector.model.order import Order


def compose(kind: DocumentKind, draft: Draft, order: Order, *, today: date, marker: str) -> Document:
    """Composing twice from the same input gives an equal document. Raises OrderHeld with every problem found."""
    if kind != "invoice":
        raise OrderHeld(say("siigo_pyme.no_kind", kind=kind))
    problems = Problems(draft.origins)
    fields = read_fields(with_digits(draft.values, problems), INVOICE, problems)
    dated_on = dated(fields, today, problems)
    check_currency(fields, order, problems)
    lines = sold_lines(order)
    total = total_of(lines)
    if total <= ZERO:
        problems.add("", "siigo_pyme.nothing_sold", total=plain(total))
    sale = sale_of(fields, lines, order, draft.line_ids, problems)
    money = _money(fields, order, lines, total, dated_on, problems)
    problems.raise_if_any()
    movements = [*money, *sale.movements]
    return Document(
        kind="invoice",
        order_id=order.id,
        dated_on=dated_on,
        body=_body(fields, movements, lines, sale, heading_of(fields, dated_on, order), marker),
        total=total - withheld_of(money),
        order_total=half_up(order.invoice_total),
        withheld=withheld_of(money),
        receivable=sum((movement.amount for movement in money if movement.is_receivable), ZERO),
        advance=sum((movement.amount for movement in money if movement.role == "advance"), ZERO),
        marker=marker,
        lines=tuple(_line(sold, sale.movements[parts[0][0]]) for sold, parts in zip(lines, sale.parts, strict=True)),
        warnings=(*draft.warnings, *problems.warnings),
    )


def _money(
    fields: Fields, order: Order, lines: Sequence[SoldLine], total: Decimal, dated_on: date, problems: Problems
) -> list[Movement]:
    """Payments first, then the advance and what is withheld."""
    withheld = withholding_rows(fields, lines)
    left = total - withheld_of(withheld)
    if left < ZERO:
        problems.add("withholdings", "siigo_pyme.withheld_too_much", withheld=plain(total - left), total=plain(total))
    advance = _advance(fields, order, left)
    consumed = sum((movement.amount for movement in advance), ZERO)
    payments = payment_rows(
        fields, order, total=left - consumed, advance=consumed, dated_on=dated_on, problems=problems
    )
    return [*payments, *advance, *withheld]


def _advance(fields: Fields, order: Order, left: Decimal) -> list[Movement]:
    """What receipts took in before the sale, as far as the invoice needs it."""
    account = fields.get("advance")
    amount = min(half_up(order.advanced), left)
    if not isinstance(account, Mapping) or amount <= ZERO:
        return []
    return [Movement(role="advance", fields=own_fields(account), amount=amount)]


def _body(
    fields: Fields,
    movements: Sequence[Movement],
    lines: Sequence[SoldLine],
    sale: Sale,
    header: Mapping[str, object],
    marker: str,
) -> Fields:
    """The rows, and what of them belongs to which line, which a credit note will need."""
    first = len(movements) - len(sale.movements) + 1
    return {
        "_series": series_of(fields),
        **({"_number": fields["document_number"]} if "document_number" in fields else {}),
        "rows": rows_of(movements, header, marker),
        "_roles": [movement.role for movement in movements],
        "_own_crosses": own_crosses(movements),
        "_receivables": receivables(movements),
        "_lines": [_parts(sold, parts, first) for sold, parts in zip(lines, sale.parts, strict=True)],
    }


def _parts(sold: SoldLine, parts: Sequence[tuple[int, Decimal]], first: int) -> Fields:
    return {
        "line_id": sold.line.id,
        "name": sold.line.name,
        "is_goods": sold.line.kind == "product",
        "quantity": sold.line.quantity,
        "parts": [[first + place, amount] for place, amount in parts],
    }


def _line(sold: SoldLine, income: Movement) -> DocumentLine:
    """`explain` shows the product's code in Siigo Pyme, else the account."""
    row, line = income.fields, sold.line
    return DocumentLine(
        code=str(row.get("product_code") or row.get("accounting_account")),
        line_id=line.id,
        quantity=line.quantity,
        unit_price=half_up(sold.net / line.quantity) if line.quantity else sold.net,
        base=sold.net,
        tax=sold.tax,
        total=sold.gross,
        order_gross=line.gross,
        moved=sold.gross - line.gross,
    )
