"""Whole documents, checked by hand, from the connection files of `golden/`."""

from dataclasses import replace
from decimal import Decimal

from connector.json_text import parse, write
from connector.ledgers.siigo_pyme.compose import compose
from connector.ledgers.siigo_pyme.credit_note import compose_credit_note
from connector.ledgers.siigo_pyme.receipt import compose_receipt
from connector.model.documents import GivenBack, PaidIn
from connector.model.order import Buyer, Order, Payment, Refund, Tax
from tests.ledgers.siigo_pyme.drafts import MARKER, TODAY, booked, rows_of, sides
from tests.ledgers.siigo_pyme.golden import company_order, connection, golden
from tests.orders import a_line, an_order


def ten_thousand() -> Order:
    """An order of 10,000 pesos, as in the published example."""
    taxes = (Tax(name="IVA", rate=Decimal(19), amount=Decimal("1596.64")),)
    return an_order(total=Decimal(10000), lines=(a_line(net=Decimal("8403.36"), taxes=taxes),))


def test_the_published_row_comes_out_field_by_field() -> None:
    order = ten_thousand()
    draft = connection("every_field").draft("invoice", order)
    document = compose("invoice", draft, order, today=TODAY, marker="")
    row = dict(rows_of(document)[0])
    assert row == golden("seed_row")
    assert document.body["_number"] == 987654
    assert document.dated_on.isoformat() == "2025-03-10"


def test_a_company_that_withholds() -> None:
    file = connection("tienda")
    order = file.as_sold(company_order())
    document = compose("invoice", file.draft("invoice", order), order, today=TODAY, marker=MARKER)
    assert parse(write(document.body)) == golden("company")
    assert (document.total, document.withheld, document.off) == (Decimal("143638.27"), Decimal("6321.73"), 0)


def test_whoever_gives_no_document_is_the_final_consumer() -> None:
    file = connection("tienda")
    order = an_order(buyer=Buyer(first_name="Laura", last_name="Ríos", place=an_order().billing))
    document = compose("invoice", file.draft("invoice", order), order, today=TODAY, marker=MARKER)
    assert {row["nit"] for row in rows_of(document)} == {222222222222}


def test_one_connection_makes_all_three_documents() -> None:
    """Cash on delivery: invoiced on credit, paid, and half of it given back."""
    file = connection("tienda")
    order = file.as_sold(an_order(is_paid=False, payments=(Payment(method="cod", amount=Decimal(59900)),)))
    invoice = compose("invoice", file.draft("invoice", order), order, today=TODAY, marker=MARKER)
    kept = booked(invoice)
    paid = compose_receipt(
        file.draft("receipt", order),
        order,
        PaidIn(amount=Decimal(59900)),
        today=TODAY,
        marker="ref:r",
    )
    refund = Refund(id="900", amount=Decimal(29950))
    given_back = GivenBack(invoice=kept, refund=refund, reason=3)
    draft = file.draft("credit_note", replace(order, refund=refund))
    note = compose_credit_note(draft, order, given_back, today=TODAY, marker="ref:n")
    assert sides(invoice)[0] == (13050501, "D", 59900)
    assert sides(paid) == [
        (11100501, "D", Decimal("58312.65")),
        (53051501, "D", Decimal("1587.35")),
        (28050501, "C", 59900),
    ]
    assert sides(note)[-1] == (13050501, "C", 29950)
    assert {row["nit"] for document in (invoice, paid, note) for row in rows_of(document)} == {1020304050}
