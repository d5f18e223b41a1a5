"""The emulator behind a real socket: faults, drops, delays, many clients at once, and the operator's routes."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import requests

from connector.sandbox.siigo_pyme import Options, Running, running
from connector.sandbox.siigo_pyme.answering import SEND
from tests.sandbox.conftest import Clock
from tests.sandbox.siigo_pyme.conftest import Bridge, body_of, new_bridge, sale

OPTIONS = Options(clock=Clock())


def post(emulator: Running, number: int = 1001, timeout: float = 5) -> requests.Response:
    headers = {"Authorization": "Bearer llave"}
    return requests.post(f"{emulator.url}{SEND}", json=body_of(*sale(number)), headers=headers, timeout=timeout)


def spoil(emulator: Running, **fault: Any) -> None:
    entry = {"where": f"POST {SEND}", "times": 1, **fault}
    assert requests.post(f"{emulator.url}/_emulator/faults", json=entry, timeout=5).status_code == 201


@pytest.mark.parametrize(
    ("what", "status", "documents"),
    [("500_before", 500, 0), ("500_after", 500, 1), ("503", 503, 0), ("429", 429, 0)],
)
def test_faults_that_answer(what: str, status: int, documents: int) -> None:
    with running(OPTIONS) as emulator:
        spoil(emulator, what=what)
        answer = post(emulator)
        assert (answer.status_code, answer.json()["statusCode"]) == (status, status)
        assert sum(map(len, emulator.state.books.values())) == documents
        assert bool(post(emulator).json()["errors"]) == bool(documents)  # its twin, unless it was not there yet


@pytest.mark.parametrize(("what", "documents"), [("drop_before", 0), ("drop_after", 1)])
def test_drops(what: str, documents: int) -> None:
    with running(OPTIONS) as emulator:
        spoil(emulator, what=what)
        with pytest.raises(requests.ConnectionError):
            post(emulator)
        assert sum(map(len, emulator.state.books.values())) == documents
        state = requests.get(f"{emulator.url}/_emulator/state", timeout=5).json()
        assert state["calls"] == {f"POST {SEND}": {"dropped": 1}}


def test_a_delay_outlasts_the_client_and_the_work_is_done() -> None:
    with running(OPTIONS) as emulator:
        spoil(emulator, what="delay", seconds="0.3")
        with pytest.raises(requests.ReadTimeout):
            post(emulator, timeout=0.1)
        assert post(emulator).json()["errors"][0]["message"] == "El documento ya existe"


def test_many_clients_at_once_insert_each_document_once() -> None:
    with running(OPTIONS) as emulator, ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda number: post(emulator, number % 10 + 1).json()["errors"], range(40)))
        assert answers.count(None) == 10
        assert len(emulator.state.books["OBai6kmwKH"]) == 10


def test_a_429_names_its_seconds() -> None:
    bridge = new_bridge(retry_after=True)
    bridge.call("POST", "/_emulator/faults", {"what": "429", "seconds": 3, "times": 1})
    assert bridge.send(*sale()).headers["Retry-After"] == "3"
    assert bridge.send(*sale()).status == 200


@pytest.mark.parametrize("entry", [{"what": "burn_key"}, {"what": "503", "when": 1}, {"what": "503", "times": -1}, []])
def test_faults_that_are_not_understood(bridge: Bridge, entry: Any) -> None:
    assert bridge.call("POST", "/_emulator/faults", entry).status == 400
    assert bridge.send(*sale()).status == 200


def test_the_operator_ends_faults_and_forgets(bridge: Bridge) -> None:
    assert bridge.call("POST", "/_emulator/faults", {"what": "503"}).body == {"faults": 1}
    assert bridge.send(*sale()).status == 503
    assert bridge.call("DELETE", "/_emulator/faults").body == {"faults": 0}
    assert bridge.send(*sale()).status == 200
    assert bridge.call("DELETE", "/_emulator").body == {"reset": True}
    assert bridge.happened() == {"calls": {}, "documents": [], "balances": {}}
    assert bridge.call("GET", "/_emulator/nothing").status == 404
