"""Random parts of invoices in random quotes: the emulator takes every receipt, and together they pay what was owed."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from connector import json_text
from connector.ledgers.siigo_legacy.facts import CompanyFacts, DocumentType, PaymentMeans
from connector.ledgers.siigo_legacy.receipt import compose_receipt
from connector.ledgers.siigo_legacy.receipt_back import issued_receipt
from connector.ledgers.siigo_legacy.receipt_rows import settled_by
from connector.ledgers.siigo_legacy.saved import number_of
from connector.model.documents import Booked, Draft, PaidIn
from connector.model.money import ZERO, in_cents
from connector.sandbox.siigo_legacy import Options, catalogue, vouchers
from connector.sandbox.siigo_legacy.company import Company, Due, Paper
from tests.orders import an_order

TODAY = date(2026, 11, 21)
NOW = datetime(2026, 11, 21, 15, tzinfo=UTC)
WHO = "1020304050"
RC, CREDIT, BANK = 7714, 5636, 5638
NUMBERS = count(1)
FACTS = CompanyFacts(
    receipt_types={
        str(row["Id"]): DocumentType.model_validate(row)
        for row in catalogue.document_types().values()
        if row["DocClass"] == "RC"
    },
    payment_means={str(id_): PaymentMeans.model_validate(row) for id_, row in catalogue.payment_means().items()},
)
CENTS = st.integers(1, 10**11).map(lambda cents: Decimal(cents) / 100)
QUOTES = st.lists(st.tuples(CENTS, st.integers(0, 400)), min_size=1, max_size=4)
"""Value and days until it is due."""
WEIGHTS = st.lists(st.integers(1, 1000), min_size=1, max_size=5)
"""What share of the whole each receipt brings."""


def _company() -> Company:
    company = Company("recibos", Options(clock=lambda: NOW))
    company.accounts[1] = {"Id": 1, "Identification": WHO, "BranchOffice": 0}
    return company


def _invoice(company: Company, quotes: Sequence[tuple[Decimal, int]]) -> Booked:
    """One that exists, in the order in which the quotes came."""
    number = next(NUMBERS)
    days = [f"{TODAY + timedelta(days=days):%Y%m%d}" for _, days in quotes]
    rows = [
        {"PaymentMeansCode": CREDIT, "Value": value, "DueDate": day, "DueQuote": quote}
        for quote, ((value, _), day) in enumerate(zip(quotes, days, strict=True), start=1)
    ]
    body: dict[str, Any] = {
        "Header": {"Id": number, "DocCode": 24445, "Number": number, "Account": company.accounts[1]},
        "Payments": rows,
    }
    dues = [Due(row["DueQuote"], row["DueDate"], row["Value"]) for row in rows]
    company.invoices[number] = Paper(body, f"FV-1-{number}", dues)
    return Booked(
        kind="invoice",
        source_id="1001",
        ledger_id=str(number),
        name=f"FV-1-{number}",
        total=sum((value for value, _ in quotes), ZERO),
        dated_on=TODAY,
        body=json_text.parse(json_text.write(body)),
    )


def _take(company: Company, invoice: Booked | None, amount: Decimal, mapped: dict[str, Any], type_: int | None) -> Any:
    header = {"DocCode": RC, "PaymentMeanCode": BANK, **({} if type_ is None else {"VoucherType": type_})}
    values = {"Header": header, "customer": {"Identification": WHO}, **mapped}
    earlier = [paper.answer for paper in company.vouchers.values()]
    document = compose_receipt(
        Draft(values=values),
        an_order(),
        PaidIn(amount=amount, invoice=invoice),
        company=FACTS,
        settled=settled_by(earlier, invoice.name) if invoice else None,
        today=TODAY,
        marker="ref:1",
    )
    answer = vouchers.save(company, json_text.parse(json_text.write(document.body)))
    assert issued_receipt(answer, code="1").total == document.total == amount
    return answer


def _parts(invoice: Booked, weights: Sequence[int]) -> list[Decimal]:
    whole = sum(weights)
    parts = in_cents([invoice.total * weight / whole for weight in weights])
    return [part for part in parts if part]


def _left(company: Company, invoice: Booked) -> list[Decimal]:
    """Of each quote, oldest first."""
    dues = company.invoices[int(number_of(invoice.ledger_id))].dues
    return [due.balance for due in sorted(dues, key=lambda due: (due.day, due.quote))]


@settings(deadline=None, max_examples=200)
@given(QUOTES, WEIGHTS)
def test_receipts_in_parts_come_to_nothing_owed(quotes: Sequence[tuple[Decimal, int]], weights: Sequence[int]) -> None:
    company = _company()
    invoice = _invoice(company, quotes)
    _invoice(company, quotes)
    owed = invoice.total
    for part in _parts(invoice, weights):
        answer = _take(company, invoice, part, {"Items": [{"ACAccountCode": "13050501"}]}, None)
        owed -= part
        left = _left(company, invoice)
        assert (answer["Header"]["VoucherType"], sum(left, ZERO)) == (0, owed)
        first_open = next((at for at, balance in enumerate(left) if balance), len(left))
        assert left[first_open + 1 :] == _whole(company, invoice)[first_open + 1 :], "an older quote was still open"
    assert owed == ZERO


def _whole(company: Company, invoice: Booked) -> list[Decimal]:
    rows: Any = company.invoices[int(number_of(invoice.ledger_id))].answer["Payments"]
    return [row["Value"] for row in sorted(rows, key=lambda row: (row["DueDate"], row["DueQuote"]))]


@settings(deadline=None, max_examples=200)
@given(QUOTES, WEIGHTS, st.lists(st.integers(0, 45), max_size=2))
def test_entries_with_fees_pay_all_the_same(
    quotes: Sequence[tuple[Decimal, int]], weights: Sequence[int], fees: Sequence[int]
) -> None:
    """Per cent of what came in that a gateway keeps; 0 is no row."""
    company = _company()
    invoice = _invoice(company, quotes)
    for part in _parts(invoice, weights):
        kept = [(part * fee / 100).quantize(Decimal("0.01"), "ROUND_DOWN") for fee in fees]
        rows: list[dict[str, Any]] = [{"DC": 1, "ACAccountCode": "53051501", "Value": fee} for fee in kept]
        rows.insert(len(rows) // 2, {"DC": -1, "ACAccountCode": "13050501"})
        answer = _take(company, invoice, part, {"Items": rows}, 2)
        assert answer["Header"]["TotalValue"] == part - sum(kept, ZERO)
    assert _left(company, invoice) == [ZERO] * len(quotes)


@settings(deadline=None, max_examples=50)
@given(CENTS)
def test_any_amount_is_an_advance(amount: Decimal) -> None:
    answer = _take(_company(), None, amount, {"Items": [{"ACAccountCode": "13050501"}]}, None)
    assert (answer["Header"]["VoucherType"], answer["Header"]["TotalValue"], answer["Items"]) == (1, amount, None)
