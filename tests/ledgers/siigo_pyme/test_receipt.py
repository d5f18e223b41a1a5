"""Money that came in: against the receivable of an invoice, or as an advance; what a gateway kept stands by itself."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from connector.errors import OrderHeld
from connector.ledgers.siigo_pyme.receipt import compose_receipt
from connector.model.documents import Booked, Document, PaidIn
from tests.ledgers.siigo_pyme.contract import receipt_draft
from tests.ledgers.siigo_pyme.drafts import (
    ADVANCE,
    BANK,
    FEES,
    RECEIVABLE,
    TODAY,
    balances,
    booked,
    invoice_of,
    rows_of,
    sides,
)
from tests.orders import an_order

CREDIT = {"accounting_account": RECEIVABLE, "is_receivable": True, "due_date": date(2026, 12, 28)}


def receipt(amount: str, invoice: Booked | None = None, **mapped: Any) -> Document:
    draft = receipt_draft()
    values = {name: value for name, value in {**draft.values, **mapped}.items() if value is not None}
    paid_in = PaidIn(amount=Decimal(amount), invoice=invoice)
    return compose_receipt(replace(draft, values=values), an_order(), paid_in, today=TODAY, marker="ref:r")


def owed(**mapped: Any) -> tuple[Document, Booked]:
    invoice = invoice_of(an_order(is_paid=False), **{"payments": [CREDIT], "cost_center": 4, **mapped})
    return invoice, booked(invoice)


def test_a_receipt_pays_the_receivable_of_its_invoice() -> None:
    invoice, kept = owed()
    document = receipt("59900", kept)
    assert sides(document) == [(BANK, "D", 59900), (RECEIVABLE, "C", 59900)]
    row = rows_of(document)[1]
    assert (row["cross_document_number"], row["cross_voucher_type"], row["expiration_number"]) == (1001, 1, 1)
    assert (row["cross_document_expiration_day"], row["cost_center"], row["nit"]) == (28, 4, 1020304050)
    assert (document.kind, document.total, document.order_total) == ("receipt", 59900, 59900)
    assert document.body["_series"] == "R-1"
    assert RECEIVABLE not in balances([invoice, document])
    assert receipt("59900", kept) == document


def test_money_before_the_sale_is_an_advance() -> None:
    assert sides(receipt("20000")) == [(BANK, "D", 20000), (ADVANCE, "C", 20000)]
    with pytest.raises(OrderHeld, match=r"advance: \{accounting_account"):
        receipt("20000", advance=None)


def test_what_the_gateway_kept_does_not_reach_the_bank() -> None:
    _, kept = owed()
    fees = [
        {"accounting_account": FEES, "percentage": Decimal("2.65"), "sequence_value": 700},
        {"accounting_account": FEES + 1, "percentage": Decimal("0.5035")},
    ]
    assert sides(receipt("59900", kept, fees=fees)) == [
        (BANK, "D", Decimal("57311.05")),
        (FEES, "D", Decimal("2287.35")),
        (FEES + 1, "D", Decimal("301.60")),
        (RECEIVABLE, "C", 59900),
    ]
    with pytest.raises(OrderHeld, match="comisiones suman 60000"):
        receipt("59900", kept, fees=[{"accounting_account": FEES, "sequence_value": 60000}])


def test_the_third_party_is_the_invoices() -> None:
    _, kept = owed()
    assert {row["nit"] for row in rows_of(receipt("59900", kept, customer={"nit": "77"}))} == {1020304050}
    assert {row["nit"] for row in rows_of(receipt("59900", customer={"nit": "77"}))} == {77}
    with pytest.raises(OrderHeld, match="mapee nit"):
        receipt("59900", customer=None)


def test_the_third_party_is_whose_the_receivable_is() -> None:
    """The bank's row is of the gateway, as accountants keep it; the receivable is the buyer's."""
    rows = [{"accounting_account": BANK, "nit": 890903938, "sequence_value": 20000}, CREDIT]
    _, kept = owed(payments=rows)
    assert {row["nit"] for row in rows_of(receipt("39900", kept))} == {1020304050}


def test_of_several_receivables_the_one_that_is_named_is_paid_in_its_own_words() -> None:
    financed = {**CREDIT, "accounting_account": 13050502, "nit": 900, "expiration_number": 2}
    _, kept = owed(payments=[{**CREDIT, "sequence_value": 20000}, financed])
    row = rows_of(receipt("39900", kept, receivable={"accounting_account": 13050502}))[1]
    assert (row["accounting_account"], row["expiration_number"], row["nit"]) == (13050502, 2, 900)


def test_the_mapping_may_name_the_receivable() -> None:
    _, kept = owed()
    document = receipt("59900", kept, receivable={"accounting_account": 13050599})
    assert sides(document)[1] == (13050599, "C", 59900)
    assert rows_of(document)[1]["cross_document_number"] == 1001


def test_what_cannot_be_paid_is_a_problem() -> None:
    _, kept = owed()
    two = [{**CREDIT, "sequence_value": 20000}, {**CREDIT, "accounting_account": 13050502}]
    cases = [
        (lambda: receipt("0", kept), "no hay dinero"),
        (lambda: receipt("59901", kept), "solo dejó 59900"),
        (lambda: receipt("100", booked(invoice_of(an_order()))), "no dejó nada por cobrar"),
        (lambda: receipt("100", owed(payments=two)[1]), "2 cuentas por cobrar"),
        (lambda: receipt("100", replace(kept, name="sin número")), "debe terminar en su número"),
    ]
    for compose, words in cases:
        with pytest.raises(OrderHeld, match=words):
            compose()
    assert receipt("100", owed(payments=two)[1], receivable={"accounting_account": 13050502}).total == 100
