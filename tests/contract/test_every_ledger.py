"""What every ledger must do, whatever the system. A ledger joins by its `tests/ledgers/<system>/contract.py`."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from types import ModuleType
from typing import Any

import pytest
import requests

from connector import clock
from connector.errors import OrderHeld, OutcomeUnknown, RemoteUnavailable
from connector.http import new_session
from connector.ledgers import SYSTEMS, ledger_module
from connector.model.documents import Document, Issued
from connector.ports import Ledger
from tests.orders import a_line, an_order

TODAY = (clock.now() - timedelta(hours=5)).date()
MARKER = "ref:0123456789abcdef"
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


class Bench:
    """One ledger against its emulator."""

    def __init__(self, contract: ModuleType, emulator: Any) -> None:
        self.contract = contract
        self.emulator = emulator
        self.paced = 0
        self.ledger = self.open(emulator.url)

    def open(self, url: str) -> Ledger:
        module = ledger_module(self.contract.SYSTEM)
        settings = module.Settings(**self.contract.settings(url))
        return module.open_ledger(settings, session=new_session(), pace=self._pace, now=clock.now)

    def compose(self, marker: str = MARKER, today: date = TODAY, **changes: Any) -> Document:
        order = an_order(**changes)
        return self.ledger.compose("invoice", self.contract.draft(), order, today=today, marker=marker)

    def fault(self, what: str, where: str, **more: object) -> None:
        fault = {"what": what, "where": where, "times": 1, **more}
        requests.post(f"{self.emulator.url}/_emulator/faults", json=fault, timeout=5).raise_for_status()

    def _pace(self) -> None:
        self.paced += 1


@pytest.fixture(params=SYSTEMS)
def bench(request: pytest.FixtureRequest) -> Iterator[Bench]:
    contract = import_module(f"tests.ledgers.{request.param}.contract")
    with contract.emulator() as emulator:
        yield Bench(contract, emulator)


def test_composing_twice_gives_equal_documents(bench: Bench) -> None:
    assert bench.compose() == bench.compose()


def test_the_total_is_the_ledgers_own(bench: Bench) -> None:
    document = bench.compose()
    issued = bench.ledger.issue(document, key="a1")
    assert isinstance(issued, Issued)
    assert issued.total == document.total == bench.contract.total_in(bench.emulator, issued.name)
    assert document.order_total == an_order().invoice_total


def test_the_same_key_never_makes_a_second_document(bench: Bench) -> None:
    first = bench.ledger.issue(bench.compose(), key="a1")
    assert bench.ledger.issue(bench.compose(), key="a1") == first
    assert bench.ledger.issue(bench.compose(), key="a2") != first


def test_a_document_is_found_by_its_marker_and_by_nothing_less(bench: Bench) -> None:
    document = bench.compose()
    assert bench.ledger.find(document, since=LONG_AGO) is None
    issued = bench.ledger.issue(document, key="a1")
    assert bench.ledger.find(document, since=LONG_AGO) == issued
    assert bench.ledger.find(replace(document, marker="ref:0123456789abcde"), since=LONG_AGO) is None
    assert bench.ledger.find(document, since=clock.now() + timedelta(days=1)) is None


def test_a_lost_answer_is_unknown_and_the_key_gives_the_document_back(bench: Bench) -> None:
    document = bench.compose()
    bench.fault("drop_after", bench.contract.CREATE)
    with pytest.raises(OutcomeUnknown):
        bench.ledger.issue(document, key="a1")
    made = bench.ledger.find(document, since=LONG_AGO)
    assert made is not None
    assert bench.ledger.issue(document, key="a1") == made


def test_a_500_is_unknown(bench: Bench) -> None:
    document = bench.compose()
    bench.fault("500_before", bench.contract.CREATE)
    with pytest.raises(OutcomeUnknown):
        bench.ledger.issue(document, key="a1")
    assert bench.ledger.find(document, since=LONG_AGO) is None


@pytest.mark.parametrize("what", ["429", "429_odd", "503"])
def test_what_was_certainly_not_done_is_unavailable(bench: Bench, what: str) -> None:
    document = bench.compose()
    bench.fault(what, bench.contract.CREATE)
    with pytest.raises(RemoteUnavailable):
        bench.ledger.issue(document, key="a1")
    assert bench.ledger.find(document, since=LONG_AGO) is None


def test_an_expired_token_is_renewed_once_without_a_word(bench: Bench) -> None:
    document = bench.compose()
    bench.fault("token_expired", bench.contract.CREATE)
    assert isinstance(bench.ledger.issue(document, key="a1"), Issued)


def test_a_system_that_is_down_is_unavailable(bench: Bench) -> None:
    with pytest.raises(RemoteUnavailable):
        bench.open("http://127.0.0.1:9").compose(
            "invoice", bench.contract.draft(), an_order(), today=TODAY, marker=MARKER
        )


def test_every_call_waits_for_its_turn(bench: Bench) -> None:
    bench.ledger.issue(bench.compose(), key="a1")
    state = requests.get(f"{bench.emulator.url}/_emulator/state", timeout=5).json()
    assert bench.paced == sum(sum(answers.values()) for answers in state["calls"].values())


def test_a_line_of_the_order_is_never_dropped(bench: Bench) -> None:
    lines = (a_line(), a_line(id="product:2", name="Gorra"))
    with pytest.raises(OrderHeld, match="Gorra"):
        bench.compose(lines=lines)


def test_check_names_what_does_not_exist(bench: Bench) -> None:
    checks = list(bench.ledger.check(bench.contract.WRONG_IDS))
    assert [check.ok for check in checks if "999999" in check.name + check.detail] == [False]
    assert sum(check.ok for check in checks) >= 2
    assert all(check.fix for check in checks if not check.ok)
