"""Money that came in and a draft in; the receipt as balanced rows out, against its invoice or as an advance. Pure."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import cast

from connector.ledgers.problems import Problems
from connector.ledgers.siigo_pyme.heading import check_currency, dated, heading_of, series_of, with_digits
from connector.ledgers.siigo_pyme.limits import read_fields
from connector.ledgers.siigo_pyme.rows import OF_THIRD_PARTY, Movement, joined, own_fields, rows_of
from connector.ledgers.siigo_pyme.schema import RECEIPT
from connector.ledgers.values import Fields
from connector.model.documents import Booked, Document, Draft, PaidIn
from connector.model.money import ZERO, half_up, money_of, percent_of, plain
from connector.model.order import Order

OF_CROSSING = (
    *("accounting_account", "cross_voucher_type", "cross_document_number", "expiration_number"),
    *("cross_document_expiration_year", "cross_document_expiration_month", "cross_document_expiration_day"),
    *("cost_center", "sub_cost_center", "salesperson_code"),
)
"""What a payment says in the words of the receivable that it pays."""


def compose_receipt(draft: Draft, order: Order, paid_in: PaidIn, *, today: date, marker: str) -> Document:
    """Composing twice from the same input gives an equal receipt. Raises OrderHeld with every problem found."""
    problems = Problems(draft.origins)
    fields = read_fields(with_digits(draft.values, problems), RECEIPT, problems)
    dated_on = dated(fields, today, problems)
    check_currency(fields, order, problems)
    amount = half_up(paid_in.amount)
    if amount <= ZERO:
        problems.add("", "siigo_pyme.nothing_paid", amount=plain(amount))
    mapped = own_fields(cast(Fields, fields.get("receivable" if paid_in.invoice else "advance", {})))
    invoiced = _third_party(paid_in.invoice, mapped)
    if not invoiced and "nit" not in cast(Fields, fields.get("customer", {})) and "nit" not in fields:
        problems.add("customer.nit", "siigo_pyme.no_payer")
    credit = _credit(mapped, paid_in, amount, problems)
    debits = _debits(fields, amount, problems)
    problems.raise_if_any()
    header = {**heading_of(fields, dated_on, order), **invoiced}
    return Document(
        kind="receipt",
        order_id=order.id,
        dated_on=dated_on,
        body={
            "_series": series_of(fields),
            **({"_number": fields["document_number"]} if "document_number" in fields else {}),
            "rows": rows_of([*debits, credit], header, marker),
            "_own_crosses": [],
        },
        total=amount,
        order_total=amount,
        marker=marker,
        warnings=(*draft.warnings, *problems.warnings),
    )


def _debits(fields: Fields, amount: Decimal, problems: Problems) -> list[Movement]:
    """What the gateway kept, and the rest in the bank."""
    fees = joined([_fee(row, amount) for row in cast(list[Fields], fields.get("fees", []))])
    rest = amount - sum((fee.amount for fee in fees), ZERO)
    if rest < ZERO:
        problems.add("fees", "siigo_pyme.fees_too_much", fees=plain(amount - rest), amount=plain(amount))
    bank = own_fields(cast(Fields, fields.get("payment", {})))
    return [*([Movement(role="payment", fields=bank, amount=rest)] if rest else []), *fees]


def _fee(row: Fields, amount: Decimal) -> Movement:
    """Its percentage of what came in, and what is fixed of it."""
    share = percent_of(amount, cast(Decimal, row["percentage"])) if "percentage" in row else ZERO
    fixed = cast(Decimal, row.get("sequence_value", ZERO))
    return Movement(role="fee", fields=own_fields(row), amount=share + fixed)


def _credit(mapped: Fields, paid_in: PaidIn, amount: Decimal, problems: Problems) -> Movement:
    if paid_in.invoice is None:
        if not mapped:
            problems.add("advance", "siigo_pyme.no_advance")
        return Movement(role="advance", fields=mapped, amount=-amount)
    row = {**_receivable(paid_in.invoice, amount, problems, mapped), **mapped}
    return Movement(role="payment", fields=row, amount=-amount)


def _receivable(invoice: Booked, amount: Decimal, problems: Problems, mapped: Fields) -> Fields:
    """In the words of the invoice's own row; with several, somebody must say which."""
    rows = _open_rows(invoice)
    value = sum((money_of(row["sequence_value"]) for row in rows), ZERO)
    if not rows and not mapped:
        problems.add("", "siigo_pyme.no_receivable", name=invoice.name)
    elif rows and amount > value:
        shown = {"amount": plain(amount), "value": plain(value), "name": invoice.name}
        problems.add("", "siigo_pyme.over_receivable", **shown)
    elif len(rows) > 1 and not mapped:
        problems.add("receivable", "siigo_pyme.several_receivables", name=invoice.name, count=len(rows))
    words = _paid_row(rows, mapped)
    number = invoice.name.rpartition("-")[2]
    if not number.isdecimal():
        problems.add("", "siigo_pyme.odd_name", name=invoice.name)
        return {}
    return {"cross_document_number": int(number), **{name: words[name] for name in OF_CROSSING if name in words}}


def _open_rows(invoice: Booked) -> list[Mapping[str, object]]:
    """The invoice's receivables."""
    rows, places = invoice.body.get("rows"), invoice.body.get("_receivables")
    if not isinstance(rows, list) or not isinstance(places, list):
        return []
    return [rows[int(money_of(place)) - 1] for place in places]


def _paid_row(rows: Sequence[Mapping[str, object]], mapped: Mapping[str, object]) -> Mapping[str, object]:
    """The receivable on the account that the mapping names, else the first."""
    account = mapped.get("accounting_account")
    return next((row for row in rows if row["accounting_account"] == account), rows[0] if rows else {})


def _third_party(invoice: Booked | None, mapped: Mapping[str, object]) -> Fields:
    """Of what is paid, whatever the mapping would say of the order today."""
    rows = invoice.body.get("rows") if invoice else None
    if invoice is None or not isinstance(rows, list):
        return {}
    row = _paid_row(_open_rows(invoice) or rows[:1], mapped)
    return {name: row[name] for name in OF_THIRD_PARTY if name in row}
