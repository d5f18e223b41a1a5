"""Documents go into the outbox, batches leave when they are ripe, and what became of them is told and kept."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
import requests
from sqlalchemy import Engine

from connector.errors import ConfigError, OrderHeld, RemoteUnavailable
from connector.http import new_session
from connector.json_text import write
from connector.ledgers.siigo_pyme import open_ledger
from connector.ledgers.siigo_pyme.client import Bridge
from connector.ledgers.values import Fields
from connector.model.documents import Draft, Issued, Trace
from connector.model.outbox import Fate
from connector.sandbox.siigo_pyme import Options, running
from tests.ledgers.siigo_pyme.bench import NOW, Bench
from tests.ledgers.siigo_pyme.conftest import Make
from tests.ledgers.siigo_pyme.drafts import BANK, booked
from tests.ledgers.siigo_pyme.golden import connection as golden_connection
from tests.orders import an_order

SINCE = NOW - timedelta(days=1)


def test_a_document_has_its_number_before_it_leaves(bench: Bench) -> None:
    first, second = bench.issue("a"), bench.issue("b")
    assert (first.name, first.row) == ("F-1-1001", 1)
    assert (second.name, second.row, second.batch) == ("F-1-1002", 4, first.batch)
    assert bench.issue("a") == first
    assert bench.names() == []


def test_one_batch_books_all_its_documents(bench: Bench) -> None:
    first, second = bench.issue("a"), bench.issue("b")
    assert bench.status(first) == "Booked"
    assert bench.status(second) == "Booked"
    assert bench.names() == ["F-1-1001", "F-1-1002"]
    assert bench.booked() == 2 * 59900
    assert bench.calls() == bench.paced == 1


def test_a_batch_waits_for_company_and_no_longer(make: Make) -> None:
    bench = make(batch_seconds=120)
    made = bench.issue()
    assert bench.status(made) == "Batched"
    bench.later(seconds=119)
    assert bench.status(made) == "Batched"
    assert bench.paced == 0
    bench.later(seconds=1)
    assert bench.status(made) == "Booked"


def test_a_full_batch_does_not_wait(make: Make) -> None:
    bench = make(batch_seconds=120, batch_rows=3)
    made, other = bench.issue("a"), bench.issue("b")
    assert made.batch != other.batch
    assert bench.status(made) == "Booked"


def test_a_receivable_crosses_with_its_own_number(bench: Bench) -> None:
    made = bench.issue(payments=[{"accounting_account": BANK, "is_receivable": True, "due_date": "2026-12-28"}])
    assert bench.status(made) == "Booked"
    row = next(iter(bench.bridge.state.books["pruebas"].values())).rows[0]
    assert row["cross_document_number"] == row["document_number"] == 1001
    assert (row["cross_voucher_type"], row["expiration_number"], row["cross_document_expiration_month"]) == (1, 1, 12)


def test_it_is_found_by_its_marker_and_by_nothing_less(bench: Bench) -> None:
    document = bench.invoice()
    assert bench.ledger.find(document, since=SINCE) is None
    made = bench.issue()
    found = bench.ledger.find(document, since=SINCE)
    assert found == Issued(id=made.id, name=made.name, total=document.total, status="Batched")
    assert bench.ledger.find(document, since=NOW + timedelta(seconds=1)) is None
    assert bench.ledger.find(bench.invoice("b"), since=SINCE) is None


@pytest.mark.parametrize("what", ["429", "503"])
def test_what_was_not_done_waits_and_goes_by_itself(bench: Bench, what: str) -> None:
    made = bench.issue()
    bench.fault(what)
    with pytest.raises(RemoteUnavailable):
        bench.standing(made)
    assert bench.status(made) == "Batched"
    assert bench.calls() == 1
    bench.later(seconds=30)
    assert bench.status(made) == "Booked"
    assert bench.names() == ["F-1-1001"]


def test_without_a_connection_the_batch_waits(make: Make) -> None:
    bench = make(url="http://127.0.0.1:9")
    made = bench.issue()
    with pytest.raises(RemoteUnavailable):
        bench.standing(made)
    assert bench.status(made) == "Batched"


def test_a_key_that_does_not_enter_is_told_and_nothing_is_lost(make: Make) -> None:
    bench = make(api_key="wrong")
    made = bench.issue()
    with pytest.raises(RemoteUnavailable, match="api_key"):
        bench.standing(made)
    right = make()
    right.later(minutes=5)
    assert right.status(made) == "Booked"


@pytest.mark.parametrize("what", ["500_before", "500_after", "drop_before", "drop_after"])
def test_what_nobody_knows_never_leaves_again_by_itself(bench: Bench, what: str) -> None:
    made = bench.issue()
    bench.fault(what)
    standing = bench.standing(made)
    assert standing.status == "Unclear"
    [question] = standing.errors
    for words in ("2026-11-28", "59900", f"connector batch {made.batch} arrived F-1-1001", "again F-1-1001"):
        assert words in question
    bench.later(days=3)
    assert bench.status(made) == "Unclear"
    assert bench.calls() == 1
    with pytest.raises(OrderHeld, match="connector batch"):
        bench.ledger.undo("invoice", made.id, "annul")


@pytest.mark.parametrize("what", ["500_before", "500_after", "drop_before", "drop_after"])
def test_where_documents_are_written_over_it_leaves_again(make: Make, what: str) -> None:
    bench = make(modify_documents="S")
    made = bench.issue()
    bench.fault(what)
    assert bench.status(made) == "Batched"
    assert bench.calls() == 1
    with pytest.raises((OrderHeld, RemoteUnavailable)):
        bench.ledger.undo("invoice", made.id, "annul")
    bench.later(seconds=30)
    assert bench.status(made) == "Booked"
    assert bench.names() == ["F-1-1001"]
    assert bench.booked() == 59900


def test_a_second_try_that_was_not_carried_out_proves_nothing_of_the_first(make: Make) -> None:
    bench = make(modify_documents="S")
    made = bench.issue()
    bench.fault("drop_after")
    bench.standing(made)
    bench.later(minutes=1)
    bench.fault("503")
    with pytest.raises(RemoteUnavailable):
        bench.standing(made)
    with pytest.raises(OrderHeld):
        bench.ledger.undo("invoice", made.id, "annul")
    bench.later(minutes=1)
    assert bench.status(made) == "Booked"
    assert bench.names() == ["F-1-1001"]


def test_a_batch_that_was_sent_again_though_it_had_arrived_is_asked_about_and_not_doubled(bench: Bench) -> None:
    made = bench.issue()
    bench.fault("drop_after")
    bench.standing(made)
    bench.outbox.settle(made.batch, Fate(state="waiting"))
    standing = bench.standing(made)
    assert standing.status == "Unclear"
    assert "ya hay un documento F-1-1001" in standing.errors[0]
    assert bench.names() == ["F-1-1001"]
    assert bench.booked() == 59900


def test_a_number_that_belongs_to_another_document_is_never_given_again(bench: Bench, kept: Engine) -> None:
    theirs = bench.issue("a")
    assert bench.status(theirs) == "Booked"
    other = Bench(kept, bench.bridge, company="otra")  # counts by itself, and its books are the same
    ours = other.issue("b")
    assert other.standing(ours).errors[0].startswith("en Siigo Pyme ya hay un documento F-1-1001")
    [said] = other.outbox.settle(ours.batch, Fate(state="rejected", errors=("de otro",)), names=[ours.name], burns=True)
    assert (other.standing(ours).status, other.standing(ours).errors) == ("Refused", ("de otro",))
    assert other.ledger.undo("invoice", said.id, "delete").status == "Annulled"
    anew = other.issue("b2")
    assert anew.name == "F-1-1002"
    assert other.status(anew) == "Booked"
    assert other.issue("c").name == "F-1-1003"


def test_many_who_ask_at_once_send_it_once(bench: Bench) -> None:
    made = [bench.issue(f"key{number}") for number in range(6)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(bench.status, made * 4))
    assert {bench.status(each) for each in made} == {"Booked"}
    assert bench.calls() == 1


def test_a_sender_that_died_leaves_a_question(bench: Bench) -> None:
    made = bench.issue()
    bench.outbox.take(made.batch, now=bench.now, states=("open",))
    assert bench.status(made) == "Batched"
    bench.later(seconds=bench.settings.read_seconds + 121)
    assert bench.status(made) == "Unclear"
    assert bench.calls() == 0


def test_a_sender_that_died_leaves_a_question_of_each_of_its_documents(bench: Bench) -> None:
    made = [bench.issue(key) for key in "ab"]
    bench.outbox.take(made[0].batch, now=bench.now, states=("open",))
    bench.later(seconds=bench.settings.read_seconds + 121)
    for each in made:
        assert f"arrived {each.name}`" in bench.standing(each).errors[0]


def test_a_sender_that_was_taken_for_dead_says_nothing_any_more(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """It slept; then its answer comes. Whoever is asked meanwhile is not asked in vain."""
    made, real = bench.issue(), Bridge.send

    def sleeping(bridge: Bridge, request: Fields) -> requests.Response:
        answer = real(bridge, request)
        bench.later(seconds=bench.settings.read_seconds + 121)
        monkeypatch.setattr(Bridge, "send", real)
        assert bench.status(made) == "Unclear"
        return answer

    monkeypatch.setattr(Bridge, "send", sleeping)
    assert bench.status(made) == "Unclear"
    assert "given up before" in caplog.text
    assert bench.outbox.settle(made.batch, Fate(state="booked"))
    assert bench.status(made) == "Booked"


@pytest.fixture(params=[200, 422])
def strict(request: pytest.FixtureRequest, kept: Engine) -> Iterator[Bench]:
    """Over a bridge that knows its accounts and takes a hundred rows at once."""
    accounts = frozenset({11100501, 41352401, 24080501})
    with running(Options(accounts=accounts, refused_status=request.param, rows_limit=100)) as bridge:
        yield Bench(kept, bridge)


def test_one_wrong_document_stays_out_and_the_others_are_booked(strict: Bench) -> None:
    bench = strict
    good = bench.issue("a")
    wrong = bench.issue("b", payments=[{"accounting_account": 99999999}])
    other = bench.issue("c")
    assert [bench.status(each) for each in (good, other)] == ["Booked", "Booked"]
    standing = bench.standing(wrong)
    assert standing.status == "Refused"
    assert standing.errors == ("accounting_account: La cuenta contable no existe",)
    assert bench.names() == ["F-1-1001", "F-1-1003"]


def test_a_refused_document_gives_its_number_to_the_next(strict: Bench) -> None:
    bench = strict
    wrong = bench.issue("a", payments=[{"accounting_account": 99999999}])
    assert bench.status(wrong) == "Refused"
    assert bench.ledger.undo("invoice", wrong.id, "delete").status == "Annulled"
    assert bench.ledger.undo("invoice", wrong.id, "delete").status == "Annulled"
    assert bench.status(wrong) == "Annulled"
    mended = bench.issue("b")
    assert mended.name == wrong.name == "F-1-1001"
    assert bench.status(mended) == "Booked"


def test_a_request_that_is_refused_whole_waits_and_is_told(strict: Bench) -> None:
    """It leaves in halves then: what was too big is small enough."""
    bench = strict
    made = [bench.issue(f"key{number}") for number in range(34)]
    with pytest.raises(RemoteUnavailable, match="413") as caught:
        bench.standing(made[0])
    assert (caught.value.retry_after, caught.value.counts) == (30, True)
    assert {bench.status(each) for each in made} == {"Batched"}
    assert bench.names() == []
    assert [check.detail for check in bench.ledger.check({}) if "lote" in check.name] == [str(caught.value)] * 2
    bench.later(seconds=30)
    assert {bench.status(each) for each in made} == {"Booked"}
    assert len(bench.names()) == 34
    assert [batch.size for batch in bench.outbox.batches()] == [51, 51]


def test_the_one_that_the_bridge_cannot_take_stands_alone_in_the_end(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The bridge blames nobody; those that come later do not wait for it."""
    made = [bench.issue(f"key{number}") for number in range(7)]
    real, poison = Bridge.send, made[4].name

    def send(bridge: Bridge, request: Fields) -> requests.Response:
        if f'"document_number":{poison.rpartition("-")[2]}' not in write(request):
            return real(bridge, request)
        answer = requests.Response()
        answer.status_code, answer._content = 400, b'{"statusCode": 400, "message": "Error", "errors": null}'
        return answer

    monkeypatch.setattr(Bridge, "send", send)
    for _ in range(5):
        for each in made:
            with suppress(RemoteUnavailable):
                bench.standing(each)
        bench.later(seconds=30)
    later = bench.issue("later")
    with pytest.raises(RemoteUnavailable, match="respondió 400"):
        bench.standing(made[4])
    found = [bench.status(each) for each in (*made, later)]
    assert found == [*["Booked"] * 4, "Batched", *["Booked"] * 3]
    assert bench.ledger.undo("invoice", made[4].id, "delete").status == "Annulled"
    assert bench.issue("mended").name == poison


def test_what_did_not_leave_is_taken_back(make: Make) -> None:
    bench = make(batch_seconds=600)
    made = bench.issue("a")
    assert bench.ledger.undo("invoice", made.id, "annul").status == "Annulled"
    assert bench.issue("b").name == made.name
    bench.later(hours=1)
    assert bench.status(made) == "Annulled"


def test_what_is_booked_is_annulled_by_hand(bench: Bench) -> None:
    made = bench.issue()
    bench.standing(made)
    with pytest.raises(OrderHeld, match="F-1-1001 ya está en Siigo Pyme"):
        bench.ledger.undo("invoice", made.id, "delete")


def test_what_is_on_its_way_is_not_taken_back_yet(bench: Bench) -> None:
    made = bench.issue()
    bench.outbox.take(made.batch, now=bench.now, states=("open",))
    with pytest.raises(RemoteUnavailable, match="F-1-1001"):
        bench.ledger.undo("invoice", made.id, "annul")


def test_what_is_not_in_the_outbox_is_gone(bench: Bench) -> None:
    assert bench.ledger.standing("invoice", "parcel-77").status == "Deleted"
    assert bench.ledger.undo("invoice", "parcel-77", "annul").status == "Deleted"


def test_by_hand_nobody_calls_the_bridge(make: Make) -> None:
    bench = make(by_hand=True, api_key="")
    made = bench.issue()
    bench.later(days=1)
    assert bench.status(made) == "Batched"
    assert bench.paced == bench.calls() == 0
    assert all(check.ok for check in bench.ledger.check({}))


def test_sending_again_only_looks(bench: Bench) -> None:
    made = bench.issue()
    kept = booked(bench.invoice())
    assert bench.ledger.send_again(replace(kept, ledger_id=made.id), today=bench.now.date()).status == "Booked"
    assert bench.ledger.resends == frozenset()


def test_an_order_that_says_it_is_invoiced_is_a_question(bench: Bench) -> None:
    since = NOW.date()
    assert bench.ledger.made_elsewhere(an_order(), Trace(marker="ref:a", since=since)) is None
    with pytest.raises(OrderHeld, match=r"FV-1-7.*connector answer 1001 invoice"):
        bench.ledger.made_elsewhere(an_order(), Trace(names=("FV-1-7",), since=since))


def test_no_credit_notes_are_seen_but_our_own(bench: Bench) -> None:
    assert bench.ledger.credit_notes_of(booked(bench.invoice())) == ()


def test_check_reaches_the_bridge_and_says_what_it_cannot(make: Make) -> None:
    reached, numbers = make().ledger.check({})
    assert reached.ok
    assert "api_key" in reached.detail
    assert (numbers.ok, numbers.detail) == (True, "F-1: 1001")
    [down, unnumbered] = make(url="http://127.0.0.1:9", numbers={}).ledger.check({})
    assert not down.ok
    assert down.fix
    assert (unnumbered.ok, unnumbered.severity) == (False, "warning")


def test_check_names_the_series_of_the_mapping_that_have_no_first_number(bench: Bench) -> None:
    """As `connector.mapping` tells them: what can reach the fields of a series."""
    file = golden_connection("tienda")
    ids = {name: list(found) for name, found in file.constants(file.schemas).items()}
    assert (ids["invoice.voucher_type"], ids["credit_note.voucher_code"]) == (["F"], [1])
    _, numbers = bench.ledger.check(ids)
    assert (numbers.ok, numbers.detail, numbers.severity) == (False, "F-1: 1001", "warning")
    assert numbers.fix.startswith("N-1, R-1 empieza")
    several = {"invoice.voucher_type": ["F", "J"], "invoice.voucher_code": [1, Decimal(2)]}
    assert list(bench.ledger.check(several))[1].ok, "nobody can tell which type goes with which code"
    many = {"invoice.voucher_type": ["F"], "invoice.voucher_code": [1, Decimal(2)]}
    assert list(bench.ledger.check(many))[1].fix.startswith("F-2 empieza")


def test_what_was_written_out_to_be_loaded_by_hand_is_not_taken_back(make: Make) -> None:
    bench = make(by_hand=True, api_key="")
    made = bench.issue()
    bench.outbox.export(made.batch, now=bench.now)
    assert bench.status(made) == "Batched"
    with pytest.raises(OrderHeld, match=f"again {made.name}`"):
        bench.ledger.undo("invoice", made.id, "delete")
    bench.outbox.settle(made.batch, Fate(state="waiting"), names=[made.name])
    assert bench.ledger.undo("invoice", made.id, "delete").status == "Annulled"


def test_without_an_outbox_nothing_is_issued(bench: Bench) -> None:
    ledger = open_ledger(
        bench.settings, session=new_session(), pace=bench.ledger._bridge.pace, now=lambda: NOW, outbox=None
    )
    with pytest.raises(ConfigError):
        ledger.issue(bench.invoice(), key="a")


def test_a_mapped_number_is_kept_and_taken_once(bench: Bench) -> None:
    assert bench.issue("a", document_number=500).name == "F-1-500"
    with pytest.raises(OrderHeld, match="F-1-500"):
        bench.issue("b", document_number=500)


def test_a_customer_is_made_by_hand(bench: Bench) -> None:
    with pytest.raises(OrderHeld, match="customer"):
        bench.ledger.compose("customer", Draft(values={}), an_order(), today=NOW.date(), marker="ref:a")
