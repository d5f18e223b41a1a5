"""What `explain` shows without asking anything: the same body where the mapping says enough, and what was assumed."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from connector.errors import OrderHeld
from connector.ledgers.siigo_legacy import compose_credit_note_offline, compose_offline
from connector.ledgers.siigo_legacy.settings import Settings
from connector.messages import speaking
from connector.model.documents import Booked, Draft, GivenBack
from connector.model.order import Order, Refund
from connector.ports import ComposedOffline
from tests.ledgers.siigo_legacy.company import (
    CREDIT,
    CUSTOMER,
    MANUAL,
    MARKER,
    RETE_IVA,
    TODAY,
    WITHHOLDING,
    composed,
    draft,
    header,
    item,
    line,
    order,
)

SETTINGS = Settings.model_validate({"username": r"PRUEBAS\api", "password": "x"})
RATES = {13156: Decimal(19), 7081: Decimal(8)}


def offline(drafted: Draft, one: Order, kind: Any = "invoice", rates: dict[int, Decimal] = RATES) -> ComposedOffline:
    with speaking("en"):
        return compose_offline(SETTINGS, kind, drafted, one, tax_rates=rates, today=TODAY, marker=MARKER)


def test_the_amounts_are_those_with_catalogues() -> None:
    one = order(line(1, "127000", rates=("19", "8")), is_paid=False)
    drafted = draft(one, Payments=[{"PaymentMeansCode": CREDIT, "DueDate": "2026-12-21"}])
    found = offline(drafted, one)
    assert found.document is not None
    real = composed(one, drafted)
    assert (found.document.total, found.document.receivable) == (real.total, real.receivable)
    assert found.document.body["Payments"] == real.body["Payments"]
    assert [sentence.split(":")[0] for sentence in found.not_checked] == [
        "it was not checked in Siigo Nube that these exist",
        "rate and name of the taxes 13156, 7081 were taken from the mapping",
        "of the payment means 5636 those are on credit that have DueDate or DueQuote in the mapping or are in "
        "credit_means",
    ]


def test_means_that_the_connection_names_are_on_credit() -> None:
    one = order(is_paid=False)
    settings = SETTINGS.model_copy(update={"credit_means": frozenset({CREDIT})})
    drafted = draft(one, Payments=[{"PaymentMeansCode": CREDIT}])
    found = compose_offline(settings, "invoice", drafted, one, tax_rates=RATES, today=TODAY, marker=MARKER)
    assert found.document is not None
    assert found.document.receivable == composed(one, drafted).receivable == 110000
    paid = offline(drafted, one).document
    assert paid is not None
    assert paid.receivable == 0


def test_minus_one_is_no_retention() -> None:
    shirt = line(1, "119000")
    one = order(shirt)
    rows = [item(shirt, TaxDiscountId=-1)]
    for none in (-1, "-1", None, ""):
        found = offline(draft(one, Header=header(RetVATTotalID=none), Items=rows), one)
        assert not [sentence for sentence in found.not_checked if "retentions" in sentence]


def test_retentions_are_taken_for_nothing_and_said() -> None:
    shirt = line(1, "119000")
    one = order(shirt)
    head = header(DocCode=MANUAL, Number=5, RetVATTotalID=RETE_IVA)
    found = offline(draft(one, Header=head, Items=[item(shirt, TaxDiscountId=WITHHOLDING)]), one)
    assert found.document is not None
    assert found.document.withheld == 0
    assert any("13456, 34072" in sentence for sentence in found.not_checked)


def test_unknown_rates_are_no_document() -> None:
    one = order()
    found = offline(draft(one), one, rates={})
    assert found.document is None
    assert "13156" in found.not_checked[0]


def test_a_customer_needs_no_catalogue() -> None:
    found = offline(Draft(values=CUSTOMER), order(), kind="customer")
    assert found.document is not None
    assert found.not_checked == ()


def test_problems_are_seen_here_too() -> None:
    one = order()
    with pytest.raises(OrderHeld, match="Items"):
        offline(replace(draft(one), line_ids={}), one)


def test_there_are_no_credit_notes() -> None:
    invoice = Booked(
        kind="invoice", source_id="1", ledger_id="1", name="FV-1-9", total=Decimal(1), dated_on=TODAY, body={}
    )
    given_back = GivenBack(invoice=invoice, refund=Refund(id="1", amount=Decimal(1)), reason=2)
    with pytest.raises(OrderHeld, match="FV-1-9"):
        compose_credit_note_offline(
            SETTINGS, Draft(values={}), order(), given_back, tax_rates={}, today=TODAY, marker=MARKER
        )
