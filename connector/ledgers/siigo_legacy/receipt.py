"""Money that came in and a draft in; the body of `Voucher/Save` out, or every problem at once. Pure.

Seed 000: an Abono a deuda of an invoice on credit, an Anticipo before a sale, an Avanzado with a fee or a retention.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import cast

from connector.ledgers.composed import with_marker
from connector.ledgers.paid import amount_of
from connector.ledgers.problems import Problems
from connector.ledgers.siigo_legacy.annexes import LOCAL_CURRENCY
from connector.ledgers.siigo_legacy.bodies import AUTOMATIC, day
from connector.ledgers.siigo_legacy.facts import CompanyFacts
from connector.ledgers.siigo_legacy.limits import AMOUNT_MAX
from connector.ledgers.siigo_legacy.receipt_fields import read_receipt
from connector.ledgers.siigo_legacy.receipt_rows import (
    Quote,
    Settled,
    debt_rows,
    entry_rows,
    is_named,
    paying_rows,
    quotes_of,
    taken_in,
)
from connector.ledgers.siigo_legacy.receipt_schema import (
    ADVANCE,
    OBSERVATIONS_MAX,
    PAYER,
    RECEIPT_HEADER,
    TO_DEBT,
)
from connector.ledgers.values import Fields
from connector.model.documents import Booked, Document, Draft, PaidIn
from connector.model.money import ZERO, plain
from connector.model.order import Order


def compose_receipt(
    draft: Draft,
    order: Order,
    paid_in: PaidIn,
    *,
    company: CompanyFacts,
    today: date,
    marker: str,
    settled: Settled | None = None,
) -> Document:
    """Composing twice from the same input gives an equal receipt. Raises OrderHeld with every problem found.

    `settled`: what earlier receipts have paid of the invoice's quotes; needed where these are several.
    """
    problems = Problems(draft.origins)
    read = read_receipt(draft, company, problems)
    header = cast(Fields, read["Header"])
    header.setdefault("VoucherType", TO_DEBT if paid_in.invoice else ADVANCE)
    _check_currency(header, order, problems)
    header |= _payer(header, cast(Fields, read["customer"]), paid_in.invoice, problems)
    amount = amount_of(paid_in, most=AMOUNT_MAX, problems=problems)
    items = _items(header, cast(list[Fields], read["Items"]), paid_in, amount, settled or {}, problems)
    total = _total(header, items, amount, problems)
    problems.raise_if_any()
    dated_on = date.fromisoformat(cast(str, header.get("DocDate", today.isoformat())))
    return Document(
        kind="receipt",
        order_id=order.id,
        dated_on=dated_on,
        body={"Header": _header_body(header, dated_on, total, marker), "Items": items},
        total=amount,
        order_total=amount,
        marker=marker,
        warnings=(*draft.warnings, *problems.warnings),
    )


def _header_body(header: Fields, dated_on: date, total: Decimal, marker: str) -> Fields:
    """In the order of the table."""
    filled = {
        "Number": AUTOMATIC,
        **header,
        "DocDate": day(dated_on),
        "TotalValue": total,
        "Observations": with_marker(header.get("Observations"), marker, OBSERVATIONS_MAX),
    }
    return {name: filled[name] for name in RECEIPT_HEADER if name in filled}


def _payer(header: Fields, customer: Fields, invoice: Booked | None, problems: Problems) -> Fields:
    """Whose money it is: what the invoice says, else the header, else the mapped customer."""
    mapped = {**customer, **{name: header[name] for name in PAYER if name in header}}
    payer = next((who for who in (_account_of(invoice), mapped) if who.get("Identification")), None)
    if payer is None:
        if not problems.touch("customer") and not problems.touch("Header.Identification"):
            problems.add("Header.Identification", "siigo_legacy_receipt.no_customer")
        return {}
    return {"Identification": str(payer["Identification"]), "BranchOffice": payer.get("BranchOffice") or 0}


def _account_of(invoice: Booked | None) -> Mapping[str, object]:
    """The account inside the header of an invoice as it was sent."""
    header = invoice.body.get("Header") if invoice else None
    account = header.get("Account") if isinstance(header, Mapping) else None
    return account if isinstance(account, Mapping) else {}


def _check_currency(header: Fields, order: Order, problems: Problems) -> None:
    code = header.get("MoneyCode", LOCAL_CURRENCY)
    if code != order.currency:
        problems.add("Header.MoneyCode", "siigo_legacy_receipt.currency", mapped=code, found=order.currency)
    elif code != LOCAL_CURRENCY and "ExchangeValue" not in header and not problems.touch("Header.ExchangeValue"):
        problems.add("Header.ExchangeValue", "siigo_legacy_receipt.no_exchange", found=order.currency)
    elif code == LOCAL_CURRENCY and "ExchangeValue" in header:
        problems.add("Header.ExchangeValue", "siigo_legacy.rate_of_pesos")


def _items(
    header: Fields, rows: Sequence[Fields], paid_in: PaidIn, amount: Decimal, settled: Settled, problems: Problems
) -> list[Fields] | None:
    """None for an advance: a mapping is for debts and advances alike, and the rows of debts are left out of these."""
    type_ = header["VoucherType"]
    if type_ == ADVANCE:
        return None
    if problems.touch("Items"):
        return []
    if not rows:
        problems.add("Items[0].ACAccountCode", "siigo_legacy_receipt.no_account")
    quotes = _quotes(rows, paid_in, amount, settled, problems)
    if quotes is None or not rows:
        return []
    return (debt_rows if type_ == TO_DEBT else entry_rows)(rows, amount, quotes, problems)


def _quotes(
    rows: Sequence[Fields], paid_in: PaidIn, amount: Decimal, settled: Settled, problems: Problems
) -> list[Quote] | None:
    """Empty where the mapping itself names the instalment; None after a problem."""
    paying = paying_rows(rows)
    if paying and all(is_named(row) for row in paying):
        return []
    if paid_in.invoice is None:
        problems.add("Header.VoucherType", "siigo_legacy_receipt.no_invoice")
        return None
    quotes = quotes_of(paid_in.invoice, settled, problems)
    left = sum((quote.left for quote in quotes or ()), ZERO)
    if quotes is not None and amount > left:
        shown = {"amount": plain(amount), "left": plain(left), "name": paid_in.invoice.name}
        problems.add("", "siigo_legacy_receipt.over_receivable", **shown)
        return None
    return quotes


def _total(header: Fields, items: list[Fields] | None, amount: Decimal, problems: Problems) -> Decimal:
    """What came as money: of an Avanzado what its debits leave of the amount."""
    total = taken_in(items) if items else amount
    mapped = cast(Decimal, header.get("TotalValue", total))
    if items and total <= ZERO:
        problems.add("Items", "siigo_legacy_receipt.debits_take_all", total=plain(total))
    elif mapped != total:
        shown = {"found": plain(mapped), "amount": plain(total)}
        problems.add("Header.TotalValue", "siigo_legacy_receipt.value_differs", **shown)
    return total
