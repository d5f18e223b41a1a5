"""Random parts of random invoices: the emulated Siigo takes every receipt, and together they pay what was owed."""

from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from connector import json_text
from connector.ledgers.siigo.facts import CompanyFacts, DocumentType, PaymentType, by_id
from connector.ledgers.siigo.issued import issued_receipt
from connector.ledgers.siigo.receipt import compose_receipt
from connector.model.documents import Booked, Draft, PaidIn
from connector.model.money import ZERO
from connector.model.order import Order, Payment
from connector.sandbox.siigo import Options, State, invoices, vouchers
from connector.sandbox.siigo.catalogue import public
from connector.sandbox.siigo.company import Company
from tests.ledgers.siigo.company import CUSTOMER, line, order

NOW = datetime(2026, 11, 21, 15, tzinfo=UTC)
OPTIONS = Options(any_product=True, rate_per_minute=None, clock=lambda: NOW)
COMPANY = State().company("recibos", OPTIONS)
RC, CREDIT, BANK, PLAIN = 7714, 5636, 5638, 24445
CENTS = st.integers(1, 10**11).map(lambda cents: Decimal(cents) / 100)
PARTS = st.lists(CENTS, min_size=1, max_size=4)
FEES = st.lists(st.integers(0, 100), max_size=2)
"""Per cent of what came in that a gateway keeps; 0 is no line, and not all of it together."""


def _facts(company: Company) -> CompanyFacts:
    kinds = (public(row) for row in company.document_types.values() if row["type"] == "RC")
    ways = (public(row) for row in company.payment_types.values() if "RC" in row["_classes"])
    return CompanyFacts(
        document_class="RC",
        document_types=by_id(DocumentType.model_validate(row) for row in kinds),
        payment_types=by_id(PaymentType.model_validate(row) for row in ways),
    )


FACTS = _facts(COMPANY)


def _sold(total: Decimal) -> Order:
    return order(line(1, str(total), rate=""), payments=(Payment(method="cod", amount=total),))


def _invoice(total: Decimal) -> Booked:
    body: dict[str, Any] = {
        "document": {"id": PLAIN},
        "date": "2026-11-21",
        "customer": CUSTOMER,
        "seller": 629,
        "items": [{"code": "P1", "quantity": 1, "price": total}],
        "payments": [{"id": CREDIT, "value": total, "due_date": "2026-12-21"}],
    }
    answer = invoices.create(COMPANY, _as_json(body)).answer
    return Booked(
        kind="invoice",
        source_id="1001",
        ledger_id=answer["id"],
        name=answer["name"],
        total=total,
        dated_on=NOW.date(),
        body=body,
    )


def _as_json(body: object) -> Any:
    return json_text.parse(json_text.write(body))


def _receipt(invoice: Booked | None, amount: Decimal, mapped: dict[str, Any]) -> Any:
    values = {"document": {"id": RC}, "customer": {"identification": CUSTOMER["identification"]}, **mapped}
    paid_in = PaidIn(amount=amount, invoice=invoice)
    document = compose_receipt(
        Draft(values=values), _sold(amount), paid_in, company=FACTS, today=NOW.date(), marker="ref:1"
    )
    paper = vouchers.create(COMPANY, _as_json(document.body))
    assert issued_receipt(paper.answer).total == document.total == document.order_total == amount
    return paper.answer


@settings(deadline=None, max_examples=150)
@given(PARTS)
def test_receipts_of_an_invoice_come_to_its_receivable(parts: Sequence[Decimal]) -> None:
    invoice = _invoice(sum(parts, ZERO))
    for nth, part in enumerate(parts, start=1):
        answer = _receipt(invoice, part, {"payment": {"id": BANK}})
        assert (answer["type"], answer["payment"]["value"]) == ("DebtPayment", part)
        assert _balance(invoice) == sum(parts[nth:], ZERO)


@settings(deadline=None, max_examples=150)
@given(PARTS, FEES)
def test_entries_with_fees_balance(parts: Sequence[Decimal], fees: Sequence[int]) -> None:
    invoice = _invoice(sum(parts, ZERO))
    for part in parts:
        kept = [(part * fee / 300).quantize(Decimal("0.01")) for fee in fees]
        rows = [{"account": {"code": "53051501", "movement": "Debit"}, "value": fee} for fee in kept]
        rows.append({"account": {"code": "13050501", "movement": "Credit"}})
        rows.insert(len(rows) // 2, {"account": {"code": "11100501", "movement": "Debit"}})
        answer = _receipt(invoice, part, {"type": "Detailed", "items": rows})
        sides = {"Debit": ZERO, "Credit": ZERO}
        for row in answer["items"]:
            sides[row["account"]["movement"]] += row["value"]
        assert sides == {"Debit": part, "Credit": part}
        assert len(answer["items"]) == 2 + sum(1 for fee in kept if fee)
    assert _balance(invoice) == 0


@settings(deadline=None, max_examples=50)
@given(CENTS)
def test_any_amount_is_an_advance(amount: Decimal) -> None:
    _invoice(Decimal(1))
    answer = _receipt(None, amount, {"payment": {"id": BANK}})
    assert (answer["type"], answer["payment"]["value"], "items" in answer) == ("AdvancePayment", amount, False)


def _balance(invoice: Booked) -> Decimal:
    balance: Decimal = invoices.get(COMPANY, invoice.ledger_id).answer["balance"]
    return balance
