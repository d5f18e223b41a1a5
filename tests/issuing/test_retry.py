"""Who must act after each kind of error, and how long we wait when it is us."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connector.errors import (
    ConnectorError,
    MappingError,
    OrderHeld,
    OutcomeUnknown,
    RemoteRejected,
    RemoteUnavailable,
)
from connector.issuing.retry import MAX_TRIES, Hold, Park, TryAgain, backoff, decide


def verdict(error: Exception, tries: int = 0, chance: float = 0.0) -> object:
    return decide(error, tries=tries, base=5, cap=3600, chance=chance)


def test_the_merchant_acts_on_what_the_merchant_can_mend() -> None:
    assert verdict(OrderHeld("falta la cédula", "falta la ciudad")) == Hold(why="falta la cédula\nfalta la ciudad")
    assert verdict(MappingError(["x.yaml:1:1: mal"])) == Hold(why="x.yaml:1:1: mal")
    assert verdict(RemoteRejected("el producto no existe", status=400)) == Hold(why="el producto no existe")


def test_we_act_when_the_other_side_is_away() -> None:
    assert verdict(RemoteUnavailable("sin conexión")) == TryAgain(seconds=2.5, tries=1, why="sin conexión")
    assert verdict(RemoteUnavailable("429", retry_after=30)) == TryAgain(seconds=30, tries=1, why="429")


def test_waiting_for_our_turn_is_no_try() -> None:
    error = RemoteUnavailable("turno", retry_after=2, counts=False)
    assert verdict(error, tries=3) == TryAgain(seconds=2, tries=3, why="turno")


def test_an_unknown_outcome_is_tried_again_a_limited_number_of_times() -> None:
    assert verdict(OutcomeUnknown("500"), tries=1) == TryAgain(seconds=5, tries=2, why="500")
    assert verdict(OutcomeUnknown("500"), tries=MAX_TRIES) == Park(why="500")
    assert verdict(RemoteUnavailable("x"), tries=MAX_TRIES) == Park(why="x")


def test_an_unknown_outcome_after_many_look_ups_that_failed_is_no_reason_to_give_up() -> None:
    assert isinstance(verdict(OutcomeUnknown("500"), tries=13), TryAgain)


def test_anything_else_of_ours_is_for_the_operator() -> None:
    assert verdict(ConnectorError("?")) == Park(why="?")


@pytest.mark.parametrize(("tries", "longest"), [(0, 5), (1, 10), (2, 20), (9, 2560), (10, 3600), (100, 3600)])
def test_waits_double_up_to_the_cap(tries: int, longest: float) -> None:
    assert backoff(tries, 5, 3600, 0.0) == longest / 2
    assert backoff(tries, 5, 3600, 0.999999) == pytest.approx(longest, rel=1e-5)


@given(st.integers(0, 10_000), st.floats(0, 1, exclude_max=True))
def test_waits_are_never_negative_nor_longer_than_the_cap(tries: int, chance: float) -> None:
    assert 0 < backoff(tries, 5, 3600, chance) <= 3600
