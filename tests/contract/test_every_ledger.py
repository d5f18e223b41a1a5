"""What every ledger must do, whatever the system. A ledger joins by its `tests/ledgers/<system>/contract.py`.

There `OFFERS` names what the system can do; what it cannot, its ledger must say in words.

at_once: a call makes the document. keys: the same key never makes a second one. catalogues: ids can be looked up.
notes, receipts, customers: it makes these. lists_notes, live_balance: it tells of notes, and of what is still owed.
adopts: an invoice can be looked for. dian: it sends to DIAN and tells the answer. undoes: it annuls and deletes.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any
from uuid import uuid4

import pytest
import requests
from sqlalchemy import Engine

from connector import clock
from connector.db.database import open_database
from connector.db.outbox import DatabaseOutbox
from connector.errors import OrderHeld, OutcomeUnknown, RemoteUnavailable
from connector.http import new_session
from connector.json_text import parse, write
from connector.ledgers import SYSTEMS, ledger_module
from connector.model.documents import Booked, Document, Draft, Exported, GivenBack, Issued, PaidIn, Trace, Undoing
from connector.model.order import Refund, RefundLine
from connector.ports import Ledger
from tests.migrated import sqlite_database
from tests.orders import a_line, an_order

TODAY = (clock.now() - timedelta(hours=5)).date()
MARKER = "ref:0123456789abcdef"
NOTE_MARKER = "ref:fedcba9876543210"
RECEIPT_MARKER = "ref:0011223344556677"
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


class Bench:
    """One ledger against its emulator."""

    def __init__(self, contract: ModuleType, emulator: Any, engine: Engine) -> None:
        self.contract = contract
        self.emulator = emulator
        self.paced = 0
        self._engine = engine
        self._waited = timedelta()
        self.ledger = self.open(emulator.url)

    def open(self, url: str) -> Ledger:
        module = ledger_module(self.contract.SYSTEM)
        settings: Any = module.Settings(**self.contract.settings(url))
        outbox = DatabaseOutbox(self._engine, settings.company)
        return module.open_ledger(settings, session=new_session(), pace=self._pace, now=self.now, outbox=outbox)

    def now(self) -> datetime:
        return clock.now() + self._waited

    def wait(self, time: timedelta) -> None:
        """As the ledger sees it."""
        self._waited += time

    def issue(self, document: Document, key: str) -> Issued:
        """Made, and where it travels in a batch, arrived."""
        made = self.ledger.issue(document, key=key)
        if isinstance(made, Issued):
            return made
        standing = self.ledger.standing(document.kind, made.id)
        assert standing.status == "Booked", standing
        return Issued(id=made.id, name=made.name, total=document.total, status=standing.status)

    def compose(self, marker: str = MARKER, today: date = TODAY, **changes: Any) -> Document:
        order = an_order(**changes)
        return self.ledger.compose("invoice", self.contract.draft(), order, today=today, marker=marker)

    def invoice(self, draft: Draft | None = None, marker: str = MARKER) -> Booked:
        """One that exists; by default none that DIAN must see."""
        order, draft = an_order(), draft or self.contract.draft()
        document = self.ledger.compose("invoice", draft, order, today=TODAY, marker=marker)
        return booked(document, self.issue(document, f"i{uuid4().hex[:20]}"))

    def sent_invoice(self) -> Booked:
        return self.invoice(self.contract.draft_to_dian())

    def compose_note(self, invoice: Booked, amount: str = "59900", *earlier: Booked, **more: Any) -> Document:
        refund = Refund(**{"id": "900", "amount": Decimal(amount), **more})
        given_back = GivenBack(invoice=invoice, refund=refund, earlier=earlier, reason=1)
        return self.ledger.compose_credit_note(
            self.contract.note_draft(), an_order(), given_back, today=TODAY, marker=NOTE_MARKER
        )

    def owed_invoice(self) -> Booked:
        return self.invoice(self.contract.credit_draft())

    def compose_receipt(self, invoice: Booked | None, amount: str = "59900", marker: str = RECEIPT_MARKER) -> Document:
        paid_in = PaidIn(amount=Decimal(amount), invoice=invoice)
        draft = self.contract.receipt_draft()
        return self.ledger.compose_receipt(draft, an_order(), paid_in, today=TODAY, marker=marker)

    def save_customer(self) -> None:
        draft = self.contract.customer_draft()
        document = self.ledger.compose("customer", draft, an_order(), today=TODAY, marker=MARKER)
        self.ledger.issue(document, key="")

    def owed(self, invoice: Booked) -> Decimal:
        owed: Decimal = self.contract.owed_in(self.emulator, invoice.name)
        return owed

    def dian(self, id_: str, status: str) -> None:
        """DIAN's answer, or its silence, for a document that exists."""
        told = {"id": id_, "status": status}
        requests.post(f"{self.emulator.url}/_emulator/stamps", json=told, timeout=5).raise_for_status()

    def calls(self) -> int:
        state = requests.get(f"{self.emulator.url}/_emulator/state", timeout=5).json()
        return sum(sum(answers.values()) for answers in state["calls"].values())

    def fault(self, what: str, where: str, **more: object) -> None:
        fault = {"what": what, "where": where, "times": 1, **more}
        requests.post(f"{self.emulator.url}/_emulator/faults", json=fault, timeout=5).raise_for_status()

    def _pace(self) -> None:
        self.paced += 1


def booked(document: Document, issued: object) -> Booked:
    """As our books keep it: through JSON text."""
    assert isinstance(issued, Issued)
    body = parse(write(document.body))
    assert isinstance(body, dict)
    return Booked(
        kind=document.kind,
        source_id=document.order_id,
        ledger_id=issued.id,
        name=issued.name,
        total=issued.total,
        receivable=document.receivable,
        status=issued.status,
        dated_on=document.dated_on,
        body=body,
        lines=document.lines,
    )


def contract_of(system: str) -> ModuleType:
    return import_module(f"tests.ledgers.{system}.contract")


def offering(*what: str) -> pytest.MarkDecorator:
    """For the systems that offer all of these."""
    systems = [system for system in SYSTEMS if set(what) <= contract_of(system).OFFERS]
    assert systems
    return pytest.mark.parametrize("bench", systems, indirect=True)


def lacking(what: str) -> pytest.MarkDecorator:
    """For the systems that do not."""
    systems = [system for system in SYSTEMS if what not in contract_of(system).OFFERS]
    assert systems
    return pytest.mark.parametrize("bench", systems, indirect=True)


@pytest.fixture(params=SYSTEMS)
def bench(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Bench]:
    contract = contract_of(request.param)
    engine = open_database(sqlite_database(tmp_path / "outbox.db"))
    with contract.emulator() as emulator:
        yield Bench(contract, emulator, engine)
    engine.dispose()


def test_composing_twice_gives_equal_documents(bench: Bench) -> None:
    assert bench.compose() == bench.compose()


def test_the_total_is_the_ledgers_own(bench: Bench) -> None:
    document = bench.compose()
    issued = bench.issue(document, "a1")
    assert issued.total == document.total == bench.contract.total_in(bench.emulator, issued.name)
    assert document.order_total == an_order().invoice_total


@offering("keys")
def test_the_same_key_never_makes_a_second_document(bench: Bench) -> None:
    assert bench.ledger.keeps_keys
    first = bench.issue(bench.compose(), "a1")
    assert bench.issue(bench.compose(), "a1") == first
    assert bench.issue(bench.compose(), "a2") != first


@lacking("keys")
def test_without_keys_the_ledger_says_so(bench: Bench) -> None:
    """Then nothing is sent again before it was looked for (tests/issuing)."""
    assert not bench.ledger.keeps_keys
    assert bench.issue(bench.compose(), "a1") != bench.issue(bench.compose(), "a1")


def test_a_document_is_found_by_its_marker_and_by_nothing_less(bench: Bench) -> None:
    document = bench.compose()
    assert bench.ledger.find(document, since=LONG_AGO) is None
    issued = bench.issue(document, "a1")
    assert bench.ledger.find(document, since=LONG_AGO) == issued
    assert bench.ledger.find(replace(document, marker="ref:0123456789abcde"), since=LONG_AGO) is None
    assert bench.ledger.find(document, since=clock.now() + timedelta(days=1)) is None


@offering("at_once")
@pytest.mark.parametrize("what", ["drop_after", "500_after"])
def test_a_lost_answer_is_unknown_and_the_document_is_found(bench: Bench, what: str) -> None:
    document = bench.compose()
    bench.fault(what, bench.contract.CREATE)
    with pytest.raises(OutcomeUnknown):
        bench.ledger.issue(document, key="a1")
    made = bench.ledger.find(document, since=LONG_AGO)
    assert made is not None
    assert made.total == bench.contract.total_in(bench.emulator, made.name)


@offering("at_once", "keys")
def test_the_key_gives_a_document_back_whose_answer_was_lost(bench: Bench) -> None:
    document = bench.compose()
    bench.fault("drop_after", bench.contract.CREATE)
    with pytest.raises(OutcomeUnknown):
        bench.ledger.issue(document, key="a1")
    assert bench.ledger.issue(document, key="a1") == bench.ledger.find(document, since=LONG_AGO)


@offering("at_once")
@pytest.mark.parametrize("what", ["500_before", "drop_before"])
def test_no_clear_answer_is_unknown(bench: Bench, what: str) -> None:
    document = bench.compose()
    bench.fault(what, bench.contract.CREATE)
    with pytest.raises(OutcomeUnknown):
        bench.ledger.issue(document, key="a1")
    assert bench.ledger.find(document, since=LONG_AGO) is None


@offering("at_once")
def test_what_was_certainly_not_done_is_unavailable(bench: Bench) -> None:
    document = bench.compose()
    for what in bench.contract.NOT_DONE:
        bench.fault(what, bench.contract.CREATE)
        with pytest.raises(RemoteUnavailable):
            bench.ledger.issue(document, key="a1")
        assert bench.ledger.find(document, since=LONG_AGO) is None


@lacking("at_once")
def test_a_batch_that_was_not_taken_waits_with_its_documents(bench: Bench) -> None:
    document = bench.compose()
    made = bench.ledger.issue(document, key="a1")
    assert isinstance(made, Exported)
    for what in bench.contract.NOT_DONE:
        bench.fault(what, bench.contract.SEND)
        with pytest.raises(RemoteUnavailable):
            bench.ledger.standing("invoice", made.id)
        bench.wait(timedelta(hours=1))
    assert bench.ledger.standing("invoice", made.id).status == "Booked"
    assert bench.contract.total_in(bench.emulator, made.name) == document.total


@lacking("at_once")
@pytest.mark.parametrize("what", ["drop_before", "drop_after", "500_before", "500_after"])
def test_a_batch_whose_answer_was_lost_is_never_sent_again_unasked(bench: Bench, what: str) -> None:
    made = bench.ledger.issue(bench.compose(), key="a1")
    assert isinstance(made, Exported)
    bench.fault(what, bench.contract.SEND)
    for _ in range(3):
        standing = bench.ledger.standing("invoice", made.id)
        assert standing.status == "Unclear"
        assert made.name in standing.errors[0]
        bench.wait(timedelta(hours=1))
    assert bench.calls() == 1


@offering("at_once", "catalogues")
def test_an_expired_token_is_renewed_once_without_a_word(bench: Bench) -> None:
    document = bench.compose()
    bench.fault("token_expired", bench.contract.CREATE)
    assert isinstance(bench.ledger.issue(document, key="a1"), Issued)


@offering("catalogues")
def test_a_system_that_is_down_is_unavailable(bench: Bench) -> None:
    with pytest.raises(RemoteUnavailable):
        bench.open("http://127.0.0.1:9").compose(
            "invoice", bench.contract.draft(), an_order(), today=TODAY, marker=MARKER
        )


def test_every_call_waits_for_its_turn(bench: Bench) -> None:
    bench.issue(bench.compose(), "a1")
    assert bench.paced == bench.calls()


def test_a_line_of_the_order_is_never_dropped(bench: Bench) -> None:
    lines = (a_line(), a_line(id="product:2", name="Gorra"))
    with pytest.raises(OrderHeld, match="Gorra"):
        bench.compose(lines=lines)


@offering("catalogues")
def test_check_names_what_does_not_exist(bench: Bench) -> None:
    checks = list(bench.ledger.check(bench.contract.WRONG_IDS))
    assert [check.ok for check in checks if "999999" in check.name + check.detail] == [False]
    assert sum(check.ok for check in checks) >= 2
    assert all(check.fix for check in checks if not check.ok)


def test_check_is_well_where_everything_is(bench: Bench) -> None:
    checks = list(bench.ledger.check({}))
    assert checks
    assert all(check.ok for check in checks), checks


# --- credit notes


@offering("notes")
def test_composing_a_credit_note_twice_gives_equal_notes(bench: Bench) -> None:
    invoice = bench.invoice()
    assert bench.compose_note(invoice) == bench.compose_note(invoice)


@offering("notes")
def test_a_full_refund_nets_the_invoice(bench: Bench) -> None:
    invoice = bench.invoice()
    note = bench.compose_note(invoice)
    issued = bench.issue(note, "n1")
    assert issued.total == note.total == note.order_total == invoice.total


@offering("notes")
def test_partial_refunds_net_the_invoice_too(bench: Bench) -> None:
    invoice = bench.invoice()
    line = RefundLine(line_id="product:1", quantity=Decimal(1), net=Decimal("33613.45"), tax=Decimal("6386.55"))
    first = bench.compose_note(invoice, "40000", lines=(line,))
    made = booked(first, bench.issue(first, "n1"))
    assert made.total == Decimal(40000)
    with pytest.raises(OrderHeld):
        bench.compose_note(invoice, "19902", made)
    with pytest.raises(OrderHeld):
        bench.compose_note(invoice, "19900", made, lines=(line,))


@offering("notes")
def test_a_credit_note_has_one_document_for_one_key_and_is_found_by_its_marker(bench: Bench) -> None:
    note = bench.compose_note(bench.invoice())
    assert bench.ledger.find(note, since=LONG_AGO) is None
    issued = bench.issue(note, "n1")
    assert bench.issue(note, "n1") == issued
    assert bench.ledger.find(note, since=LONG_AGO) == issued
    assert bench.ledger.find(replace(note, marker=NOTE_MARKER[:-1]), since=LONG_AGO) is None
    assert bench.ledger.find(note, since=clock.now() + timedelta(days=1)) is None


@offering("notes", "at_once")
@pytest.mark.parametrize("what", ["drop_after", "500_after"])
def test_a_credit_note_whose_answer_is_lost_is_found_once(bench: Bench, what: str) -> None:
    note = bench.compose_note(bench.invoice())
    bench.fault(what, bench.contract.CREATE_NOTE)
    with pytest.raises(OutcomeUnknown):
        bench.issue(note, "n1")
    assert bench.ledger.find(note, since=LONG_AGO) is not None


@offering("notes", "lists_notes")
def test_credit_notes_are_known_by_their_invoice_whoever_made_them(bench: Bench) -> None:
    invoice, other = bench.invoice(), bench.invoice(marker="ref:1")
    assert list(bench.ledger.credit_notes_of(invoice)) == []
    issued = bench.issue(bench.compose_note(invoice), "n1")
    bench.issue(bench.compose_note(other), "n2")
    assert list(bench.ledger.credit_notes_of(invoice)) == [issued]


@offering("notes", "dian")
def test_a_credit_note_of_an_invoice_that_dian_has_not_accepted_is_held(bench: Bench) -> None:
    note = bench.compose_note(bench.sent_invoice())
    with pytest.raises(OrderHeld):
        bench.issue(note, "n1")


# --- receipts


@offering("receipts")
def test_a_receipt_pays_what_an_invoice_left(bench: Bench) -> None:
    invoice = bench.owed_invoice()
    assert bench.owed(invoice) == invoice.total
    receipt = bench.compose_receipt(invoice, str(invoice.total))
    assert receipt == bench.compose_receipt(invoice, str(invoice.total))
    issued = bench.issue(receipt, "r1")
    assert issued.name
    assert issued.total == receipt.total == receipt.order_total == invoice.total
    assert bench.owed(invoice) == 0


@offering("receipts")
def test_receipts_pay_an_invoice_in_parts(bench: Bench) -> None:
    invoice = bench.owed_invoice()
    for number, amount in enumerate([Decimal(20000), invoice.total - Decimal("20000.01"), Decimal("0.01")]):
        bench.issue(bench.compose_receipt(invoice, str(amount)), f"r{number}")
    assert bench.owed(invoice) == 0


@offering("receipts", "keys")
def test_a_receipt_has_one_document_for_one_key_and_is_found_by_its_marker(bench: Bench) -> None:
    receipt = bench.compose_receipt(bench.owed_invoice(), "20000")
    assert bench.ledger.find(receipt, since=LONG_AGO) is None
    issued = bench.issue(receipt, "r1")
    assert bench.issue(receipt, "r1") == issued
    assert bench.ledger.find(receipt, since=LONG_AGO) == issued
    assert bench.ledger.find(replace(receipt, marker=RECEIPT_MARKER[:-1]), since=LONG_AGO) is None
    assert bench.ledger.find(receipt, since=clock.now() + timedelta(days=1)) is None


@offering("receipts", "at_once")
@pytest.mark.parametrize("what", ["drop_after", "500_after"])
def test_a_receipt_whose_answer_is_lost_is_found_once(bench: Bench, what: str) -> None:
    receipt = bench.compose_receipt(bench.owed_invoice(), "20000")
    bench.fault(what, bench.contract.CREATE_RECEIPT)
    with pytest.raises(OutcomeUnknown):
        bench.issue(receipt, "r1")
    assert bench.ledger.find(receipt, since=LONG_AGO) is not None
    assert bench.compose_receipt(bench.owed_invoice(), "20000").total == receipt.total


@offering("receipts", "live_balance")
def test_what_somebody_has_receipted_already_is_held(bench: Bench) -> None:
    invoice = bench.owed_invoice()
    by_hand = bench.compose_receipt(invoice, "20000", marker="ref:1")
    receipts = [bench.compose_receipt(invoice), bench.compose_receipt(invoice, "39900")]
    bench.issue(by_hand, "r1")
    with pytest.raises(OrderHeld):
        bench.issue(receipts[0], "r2")
    bench.issue(receipts[1], "r3")
    with pytest.raises(OrderHeld):
        bench.issue(receipts[0], "r4")


@offering("receipts")
def test_an_advance_needs_no_invoice(bench: Bench) -> None:
    if "customers" in bench.contract.OFFERS:
        bench.save_customer()
    receipt = bench.compose_receipt(None, "20000")
    issued = bench.issue(receipt, "r1")
    assert (issued.total, receipt.total) == (20000, 20000)
    assert bench.ledger.find(receipt, since=LONG_AGO) == issued


@offering("receipts", "customers")
def test_an_advance_of_an_unknown_buyer_is_held(bench: Bench) -> None:
    with pytest.raises(OrderHeld, match="1020304050"):
        bench.issue(bench.compose_receipt(None), "r1")


@offering("receipts")
def test_an_invoice_that_was_paid_when_it_was_made_gets_no_receipt(bench: Bench) -> None:
    with pytest.raises(OrderHeld):
        bench.compose_receipt(bench.invoice())


@offering("receipts", "undoes")
@pytest.mark.parametrize("how", ["annul", "delete"])
def test_an_invoice_that_was_undone_gets_no_receipt(bench: Bench, how: Undoing) -> None:
    owed = bench.owed_invoice()
    bench.ledger.undo("invoice", owed.ledger_id, how)
    with pytest.raises(OrderHeld, match=owed.name):
        bench.compose_receipt(owed)


@offering("receipts")
def test_more_than_an_invoice_left_is_held(bench: Bench) -> None:
    with pytest.raises(OrderHeld):
        bench.compose_receipt(bench.owed_invoice(), "59900.01")


@offering("receipts", "live_balance")
def test_an_invoice_that_was_sent_again_on_another_day_is_paid(bench: Bench) -> None:
    """Its instalment may be due later than the body says that was sent first."""
    invoice = bench.owed_invoice()
    payments = invoice.body["payments"]
    assert isinstance(payments, list)
    stale = [{**row, "due_date": "2020-01-01"} for row in payments]
    bench.issue(bench.compose_receipt(replace(invoice, body={**invoice.body, "payments": stale})), "r1")
    assert bench.owed(invoice) == 0


# --- adopting


def trace(**more: Any) -> Trace:
    return Trace(since=TODAY, identification="1020304050", **more)


@offering("adopts")
@pytest.mark.parametrize("how", ["ids", "names", "marker"])
def test_an_invoice_that_exists_is_adopted_as_it_is(bench: Bench, how: str) -> None:
    """As if the books were lost: what an earlier installation made is found, and a credit note made of it."""
    document = bench.compose()
    issued = bench.issue(document, "a1")
    told: dict[str, Any] = {"ids": (issued.id,), "names": (issued.name,), "marker": MARKER}
    found = bench.ledger.made_elsewhere(an_order(), trace(**{how: told[how]}))
    assert found is not None
    assert (found.issued, found.document.total, found.document.dated_on) == (issued, document.total, TODAY)
    assert [line.line_id for line in found.document.lines] == ["product:1"]
    if "notes" in bench.contract.OFFERS:
        note = bench.compose_note(booked(found.document, found.issued))
        assert bench.issue(note, "n1").total == issued.total


@offering("adopts")
def test_what_is_not_there_is_not_adopted(bench: Bench) -> None:
    assert bench.ledger.made_elsewhere(an_order(), trace()) is None
    bench.issue(bench.compose(), "a1")
    told: dict[str, Any] = {"ids": (str(uuid4()),), "names": ("FV-9-9",), "marker": MARKER[:-1]}
    assert bench.ledger.made_elsewhere(an_order(), trace(**told)) is None


@offering("adopts", "undoes")
def test_what_is_undone_is_not_adopted(bench: Bench) -> None:
    invoice = bench.invoice()
    bench.ledger.undo("invoice", invoice.ledger_id, "annul")
    assert bench.ledger.made_elsewhere(an_order(), trace(ids=(invoice.ledger_id,), marker=MARKER)) is None


@offering("adopts")
def test_of_two_none_is_adopted(bench: Bench) -> None:
    one, other = bench.invoice(), bench.invoice(marker="ref:1")
    with pytest.raises(OrderHeld, match=f"{one.name}, {other.name}"):
        bench.ledger.made_elsewhere(an_order(), trace(ids=(one.ledger_id, other.ledger_id)))


# --- where it stands


@offering("dian")
def test_an_invoice_that_is_not_sent_has_no_status(bench: Bench) -> None:
    standing = bench.ledger.standing("invoice", bench.invoice().ledger_id)
    assert (standing.status, standing.cufe, standing.errors) == ("", "", ())
    assert standing.url


@offering("dian")
def test_dian_accepts(bench: Bench) -> None:
    invoice = bench.sent_invoice()
    assert bench.ledger.standing("invoice", invoice.ledger_id).status == "Sending"
    bench.dian(invoice.ledger_id, "Accepted")
    standing = bench.ledger.standing("invoice", invoice.ledger_id)
    assert standing.status == "Accepted"
    assert len(standing.cufe) == 96


@offering("dian")
def test_dian_rejects_and_says_why_in_one_call_more(bench: Bench) -> None:
    invoice = bench.sent_invoice()
    before = bench.calls()
    bench.dian(invoice.ledger_id, "Rejected")
    standing = bench.ledger.standing("invoice", invoice.ledger_id)
    assert (standing.status, standing.errors) == ("Rejected", ("FAJ43b: Nombre del adquiriente no informado",))
    assert bench.calls() == before + 2


# --- undoing


@offering("undoes")
@pytest.mark.parametrize(("how", "status"), [("annul", "Annulled"), ("delete", "Deleted")])
def test_what_is_undone_stays_so_however_often(bench: Bench, how: Undoing, status: str) -> None:
    id_ = bench.invoice().ledger_id
    assert bench.ledger.undo("invoice", id_, how).status == status
    assert bench.ledger.undo("invoice", id_, how).status == status
    assert bench.ledger.standing("invoice", id_).status == status


@offering("undoes")
@pytest.mark.parametrize("how", ["annul", "delete"])
def test_undoing_whose_answer_is_lost_is_done_again(bench: Bench, how: Undoing) -> None:
    id_ = bench.invoice().ledger_id
    bench.fault("drop_after", bench.contract.UNDO[how])
    with pytest.raises(RemoteUnavailable):
        bench.ledger.undo("invoice", id_, how)
    assert bench.ledger.undo("invoice", id_, how).status in ("Annulled", "Deleted")


@offering("dian")
@pytest.mark.parametrize("how", ["annul", "delete"])
@pytest.mark.parametrize("status", ["Accepted", "Sending"])
def test_what_dian_has_is_not_undone(bench: Bench, how: Undoing, status: str) -> None:
    invoice = bench.sent_invoice()
    bench.dian(invoice.ledger_id, status)
    with pytest.raises(OrderHeld, match="DIAN"):
        bench.ledger.undo("invoice", invoice.ledger_id, how)


@offering("undoes")
def test_an_invoice_with_credit_notes_is_not_undone(bench: Bench) -> None:
    invoice = bench.invoice()
    issued = bench.issue(bench.compose_note(invoice), "n1")
    with pytest.raises(OrderHeld, match=issued.name):
        bench.ledger.undo("invoice", invoice.ledger_id, "annul")
    with pytest.raises(OrderHeld):
        bench.ledger.undo("credit_note", issued.id, "annul")


# --- sending again


@offering("dian")
def test_a_rejected_invoice_is_sent_again_of_today(bench: Bench) -> None:
    invoice = bench.sent_invoice()
    bench.dian(invoice.ledger_id, "Rejected")
    old = replace(invoice, body={**invoice.body, "date": "2020-01-01"}, dated_on=date(2020, 1, 1))
    assert bench.ledger.send_again(old, today=TODAY).status == "Sending"
    bench.dian(invoice.ledger_id, "Accepted")
    assert bench.ledger.standing("invoice", invoice.ledger_id).status == "Accepted"


@offering("dian")
def test_a_draft_is_sent_and_not_twice(bench: Bench) -> None:
    invoice = bench.invoice(bench.contract.draft(bench.contract.ELECTRONIC))
    bench.fault("drop_after", bench.contract.SEND)
    with pytest.raises(RemoteUnavailable):
        bench.ledger.send_again(invoice, today=TODAY)
    before = bench.calls()
    assert bench.ledger.send_again(invoice, today=TODAY).status == "Sending"
    assert bench.calls() == before + 1


@offering("dian")
def test_what_cannot_be_sent_is_held(bench: Bench) -> None:
    plain = bench.invoice()
    with pytest.raises(OrderHeld):
        bench.ledger.send_again(plain, today=TODAY)
    with pytest.raises(OrderHeld):
        bench.ledger.send_again(replace(plain, body={}), today=TODAY)
    bench.ledger.undo("invoice", plain.ledger_id, "delete")
    with pytest.raises(OrderHeld):
        bench.ledger.send_again(plain, today=TODAY)
    with pytest.raises(OrderHeld):
        bench.ledger.send_again(replace(plain, kind="credit_note"), today=TODAY)


# --- what a system cannot do, its ledger says


@lacking("notes")
def test_without_credit_notes_the_ledger_says_what_to_do(bench: Bench) -> None:
    assert "credit_note" not in bench.ledger.schemas
    invoice = bench.invoice()
    given_back = GivenBack(invoice=invoice, refund=Refund(id="900", amount=Decimal(59900)), reason=2)
    with pytest.raises(OrderHeld, match=invoice.name):
        bench.ledger.compose_credit_note(Draft(values={}), an_order(), given_back, today=TODAY, marker=NOTE_MARKER)
    assert list(bench.ledger.credit_notes_of(invoice)) == []


@lacking("dian")
def test_what_nobody_tells_more_of_is_booked_and_cannot_be_sent(bench: Bench) -> None:
    invoice = bench.invoice()
    assert bench.ledger.resends == frozenset()
    assert bench.ledger.standing("invoice", invoice.ledger_id).status == "Booked"
    calls = bench.calls()
    with suppress(OrderHeld):
        assert bench.ledger.send_again(invoice, today=TODAY).status == "Booked"
    assert bench.calls() == calls


@lacking("undoes")
@pytest.mark.parametrize("how", ["annul", "delete"])
def test_what_is_booked_is_undone_by_a_person(bench: Bench, how: Undoing) -> None:
    invoice = bench.invoice()
    with pytest.raises(OrderHeld):
        bench.ledger.undo("invoice", invoice.ledger_id, how)
    assert bench.ledger.standing("invoice", invoice.ledger_id).status == "Booked"


@lacking("adopts")
def test_what_cannot_be_looked_for_is_a_persons_affair(bench: Bench) -> None:
    assert bench.ledger.made_elsewhere(an_order(), trace(marker=MARKER)) is None
    with pytest.raises(OrderHeld, match="FV-9-9"):
        bench.ledger.made_elsewhere(an_order(), trace(names=("FV-9-9",)))
