"""An order whose documents travel in batches: what waits is taken back, what nobody knows is asked, before all else."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from connector.issuing.books import Kept
from connector.issuing.steps import Ask, IssueReceipt, Later, Undo
from connector.model.order import Order, Refund
from tests.issuing.test_after import ALL, MONEY, ORDER, kept, step
from tests.issuing.test_plan import NOW
from tests.issuing.test_receipts import steps


def batched(status: str = "Batched", **more: Any) -> Kept:
    given: dict[str, Any] = {"ledger_id": "parcel-1", "name": "F-1-1001", "looked_at": NOW, "body": {}}
    return kept(status=status, stamped=False, **{**given, **more})


@pytest.mark.parametrize(
    "order",
    [
        ORDER,
        replace(ORDER, refunds=(MONEY,)),
        replace(ORDER, refunds=(ALL,)),
        replace(ORDER, is_cancelled=True),
        None,
    ],
)
@pytest.mark.parametrize("answer", ["", "redo"])
def test_an_unclear_document_is_asked_about_before_everything_that_waits_for_it(
    order: Order | None, answer: str
) -> None:
    unclear = batched("Unclear", errors=("busque F-1-1001",))
    found = step(order, unclear, answers={"parcel-1": answer} if answer else {})
    assert isinstance(found, Ask)
    assert "busque F-1-1001" in found.why


def test_what_has_not_left_is_taken_back_to_be_made_anew() -> None:
    found = step(ORDER, batched(), answers={"parcel-1": "redo"})
    assert isinstance(found, Undo)
    assert found.then is not None
    assert found.then.source_id == "1001#2"


@pytest.mark.parametrize("order", [replace(ORDER, is_cancelled=True), replace(ORDER, refunds=(ALL,))])
@pytest.mark.parametrize("status", ["Batched", "Refused"])
@pytest.mark.parametrize("undo", ["annul", "delete", "hold"])
def test_what_nobody_wants_and_the_ledger_does_not_have_goes_whatever_the_merchant_chose(
    order: Order, status: str, undo: str
) -> None:
    assert step(order, batched(status), undo=undo) == Undo(batched(status), "delete")


def test_a_part_of_it_waits_for_the_batch() -> None:
    assert isinstance(step(replace(ORDER, refunds=(MONEY,)), batched()), Later)


def test_a_receipt_that_is_made_anew_has_a_name_of_its_own() -> None:
    """The first of two was refused and forgotten, the second stands."""
    invoice = kept(status="Booked", stamped=False, receivable=Decimal(59900))
    second = kept("receipt", status="Booked", stamped=False, source_id="1001-receipt-2", total=Decimal(39900))
    [found] = steps(ORDER, invoice, second)
    assert isinstance(found, IssueReceipt)
    assert (found.source_id, found.paid_in.amount) == ("1001-receipt-1", 20000)


def test_a_note_takes_off_what_is_owed_only_what_it_took_of_the_receivable() -> None:
    """Half was paid, half is owed; 20,000 went back, half of them on either side."""
    invoice = kept(status="Booked", stamped=False, receivable=Decimal(29950))
    note = kept(
        "credit_note", status="Booked", stamped=False, source_id="9", total=Decimal(20000), receivable=Decimal(10000)
    )
    [found] = steps(replace(ORDER, refunds=(Refund(id="9", amount=Decimal(20000)),)), invoice, note)
    assert isinstance(found, IssueReceipt)
    assert found.paid_in.amount == 19950
