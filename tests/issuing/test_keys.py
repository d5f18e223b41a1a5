"""Never twice: the next move after every history of attempts."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connector.issuing.keys import (
    Attempt,
    GiveUp,
    LookUp,
    Outcome,
    SendAgain,
    SendNew,
    WaitUntil,
    key_of,
    marker_of,
    next_move,
    sends_after,
)

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
SETTLE = timedelta(seconds=60)
IN_FLIGHT = timedelta(seconds=150)
EARLIER = NOW - timedelta(seconds=5)


def attempt(outcome: Outcome, *, number: int = 1, sends: int = 1, ended_at: datetime | None = EARLIER) -> Attempt:
    return Attempt(
        id=number, number=number, key="k", sends=sends, outcome=outcome, started_at=EARLIER, ended_at=ended_at
    )


def test_the_first_send_has_a_new_key() -> None:
    assert next_move([], NOW, SETTLE, IN_FLIGHT, request="") == SendNew(1)


@pytest.mark.parametrize("outcome", ["sending", "lost", "unknown", "unavailable"])
def test_after_one_unclear_send_the_same_key_goes_once_more(outcome: Outcome) -> None:
    last = attempt(outcome)
    assert next_move([last], NOW, SETTLE, IN_FLIGHT, request="") == SendAgain(last)


@pytest.mark.parametrize("outcome", ["unknown", "unavailable"])
def test_after_two_unclear_sends_we_wait_and_then_look(outcome: Outcome) -> None:
    last = attempt(outcome, sends=2)
    assert next_move([last], NOW, SETTLE, IN_FLIGHT, request="") == WaitUntil(EARLIER + SETTLE)
    assert next_move([last], NOW + SETTLE, SETTLE, IN_FLIGHT, request="") == LookUp(last)


@pytest.mark.parametrize("outcome", ["sending", "lost"])
def test_without_an_answer_the_ledger_may_still_be_at_it(outcome: Outcome) -> None:
    """It goes on after we hang up, so what is not there yet may still come (siigo-api.md 4)."""
    last = attempt(outcome, sends=2, ended_at=None if outcome == "sending" else EARLIER)
    ready_at = EARLIER + IN_FLIGHT + SETTLE
    assert next_move([last], NOW, SETTLE, IN_FLIGHT, request="") == WaitUntil(ready_at)
    assert next_move([last], ready_at, SETTLE, IN_FLIGHT, request="") == LookUp(last)


@pytest.mark.parametrize(
    ("outcome", "ready_at"),
    [
        ("sending", EARLIER + IN_FLIGHT + SETTLE),
        ("lost", EARLIER + IN_FLIGHT + SETTLE),
        ("unknown", EARLIER + SETTLE),
    ],
)
def test_a_document_that_changed_is_looked_for_before_it_is_sent(outcome: Outcome, ready_at: datetime) -> None:
    last = attempt(outcome)
    assert next_move([last], NOW, SETTLE, IN_FLIGHT, request="{}") == WaitUntil(ready_at)
    assert next_move([last], ready_at, SETTLE, IN_FLIGHT, request="{}") == LookUp(last)


def test_what_was_certainly_not_carried_out_may_change() -> None:
    last = attempt("unavailable")
    assert next_move([last], NOW, SETTLE, IN_FLIGHT, request="{}") == SendAgain(last)


def test_a_new_key_only_after_a_refusal_or_a_look_that_found_nothing() -> None:
    assert next_move([attempt("refused")], NOW, SETTLE, IN_FLIGHT, request="") == SendNew(2)
    assert next_move([attempt("absent", sends=2)], NOW, SETTLE, IN_FLIGHT, request="") == SendNew(2)


@pytest.mark.parametrize("number", [4, 8])
def test_after_four_keys_without_an_answer_a_person_must_look(number: int) -> None:
    last = attempt("absent", number=number, sends=2)
    assert next_move([last], NOW, SETTLE, IN_FLIGHT, request="") == GiveUp(last)


def test_a_replay_after_that_looks_once_more_and_goes_on() -> None:
    given_up = attempt("given_up", number=4, sends=2)
    assert next_move([given_up], NOW, SETTLE, IN_FLIGHT, request="") == LookUp(given_up)
    assert next_move([attempt("cleared", number=4, sends=2)], NOW, SETTLE, IN_FLIGHT, request="") == SendNew(5)


def test_refusals_never_give_up_since_the_merchant_may_mend_and_replay() -> None:
    assert next_move([attempt("refused", number=9)], NOW, SETTLE, IN_FLIGHT, request="") == SendNew(10)


def test_a_send_that_certainly_did_nothing_is_not_counted() -> None:
    assert sends_after(attempt("unavailable")) == 1
    assert sends_after(attempt("unknown")) == 2


@given(st.text(), st.text(), st.integers(1, 99))
def test_keys_are_what_siigo_accepts(connection: str, source: str, number: int) -> None:
    connection, source = (text.encode("utf-8", "replace").decode() for text in (connection, source))
    key = key_of(connection, "invoice", source, number)
    assert len(key) == 30
    assert key.isalnum()
    assert key == key_of(connection, "invoice", source, number)
    assert key != key_of(connection, "invoice", source, number + 1)
    assert key != key_of(connection, "credit_note", source, number)


def test_the_marker_is_the_same_in_every_attempt_and_differs_between_orders() -> None:
    assert marker_of("tienda", "invoice", "1") == marker_of("tienda", "invoice", "1")
    assert marker_of("tienda", "invoice", "1") != marker_of("tienda", "invoice", "2")
    assert marker_of("tienda", "invoice", "1").startswith("ref:")
