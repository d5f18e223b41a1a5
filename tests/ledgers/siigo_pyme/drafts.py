"""Drafts of a shop whose company keeps its books in Siigo Pyme, and what its documents come to."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from connector.json_text import parse, write
from connector.ledgers.siigo_pyme.compose import compose
from connector.ledgers.siigo_pyme.credit_note import compose_credit_note
from connector.model.documents import Booked, Document, Draft, GivenBack
from connector.model.order import Order, Refund

TODAY = date(2026, 11, 28)
MARKER = "ref:0123456789abcdef"

BANK, RECEIVABLE, INCOME, SHIPPING, DISCOUNT, ROUNDING = 11100501, 13050501, 41352401, 41459501, 41752401, 42958101
ADVANCE, FEES, ALLOWANCE, WITHHELD = 28050501, 53051501, 41759501, 13551501
VAT = {Decimal(19): 24080501, Decimal(5): 24080502, Decimal(8): 24950101}


def draft_of(order: Order, **changes: Any) -> Draft:
    """As the mapping of the README makes it."""
    values: dict[str, Any] = {
        "customer": {"nit": "1020304050", "branch": 0},
        "voucher_type": "F",
        "voucher_code": 1,
        "payments": [{"accounting_account": BANK}],
        "items": [{"accounting_account": INCOME if line.kind == "product" else SHIPPING} for line in order.lines],
        "taxes": [{"rate": rate, "accounting_account": account} for rate, account in VAT.items()],
    }
    values |= changes
    line_ids = {f"items[{place}]": line.id for place, line in enumerate(order.lines)}
    return Draft(values={name: value for name, value in values.items() if value is not None}, line_ids=line_ids)


def note_draft(**changes: Any) -> Draft:
    return Draft(values={"voucher_type": "N", "voucher_code": 1, **changes})


def invoice_of(order: Order, **changes: Any) -> Document:
    return compose("invoice", draft_of(order, **changes), order, today=TODAY, marker=MARKER)


def note_of(
    order: Order, invoice: Booked, refund: Refund, *earlier: Booked, receipts: Decimal | int = 0, **changes: Any
) -> Document:
    """`receipts`: what they took in of the invoice."""
    given_back = GivenBack(invoice=invoice, refund=refund, earlier=earlier, reason=1, received=Decimal(receipts))
    return compose_credit_note(note_draft(**changes), order, given_back, today=TODAY, marker="ref:note")


def booked(document: Document, number: int = 1001) -> Booked:
    """As the books keep it: through JSON text."""
    body = parse(write(document.body))
    return Booked(
        kind=document.kind,
        source_id=document.order_id,
        ledger_id=f"parcel-{number}",
        name=f"{body['_series']}-{number}",
        total=document.total,
        withheld=document.withheld,
        dated_on=document.dated_on,
        body=body,
        lines=document.lines,
    )


def rows_of(document: Document) -> Sequence[Mapping[str, Any]]:
    rows = document.body["rows"]
    assert isinstance(rows, list)
    return rows


def sides(document: Document) -> list[tuple[int, str, Decimal]]:
    """(account, side, value) of each row."""
    return [(row["accounting_account"], row["debit_or_credit"], row["sequence_value"]) for row in rows_of(document)]


def balances(documents: Iterable[Document]) -> Mapping[int, Decimal]:
    """Debit less credit by account, without those at zero."""
    found: dict[int, Decimal] = defaultdict(Decimal)
    for account, side, value in (row for document in documents for row in sides(document)):
        found[account] += value if side == "D" else -value
    return {account: amount for account, amount in found.items() if amount}
