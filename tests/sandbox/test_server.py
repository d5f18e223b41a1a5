"""The emulator behind a real socket: kept-alive connections, drops, many clients at once."""

from concurrent.futures import ThreadPoolExecutor

import pytest
import requests

from connector.sandbox.siigo import Options, Running, running
from tests.sandbox.conftest import INVOICE, Clock


def signed_in(emulator: Running) -> requests.Session:
    session = requests.Session()
    answer = session.post(f"{emulator.url}/auth", json={"username": "a@example.co", "access_key": "k"}, timeout=5)
    session.headers.update({"Authorization": f"Bearer {answer.json()['access_token']}", "Partner-Id": "Demo"})
    return session


OPTIONS = Options(rate_per_minute=None, clock=Clock())


def test_a_connection_is_kept_alive() -> None:
    with running(OPTIONS) as emulator, signed_in(emulator) as session:
        ports = set()
        for _ in range(3):
            answer = session.get(f"{emulator.url}/v1/taxes", timeout=5, stream=True)
            ports.add(answer.raw.connection.sock.getsockname())
            assert answer.json()[0]["name"] == "IVA 19%"
        assert len(ports) == 1


@pytest.mark.parametrize(("what", "documents"), [("drop_before", 0), ("drop_after", 1)])
def test_a_drop_closes_the_socket(what: str, documents: int) -> None:
    with running(OPTIONS) as emulator, signed_in(emulator) as session:
        fault = {"where": "POST /v1/invoices", "what": what, "times": 1}
        session.post(f"{emulator.url}/_emulator/faults", json=fault, timeout=5)
        with pytest.raises(requests.ConnectionError):
            session.post(f"{emulator.url}/v1/invoices", json=INVOICE, timeout=5)
        assert len(emulator.state.companies["a@example.co"].papers["invoices"]) == documents
        assert session.post(f"{emulator.url}/v1/invoices", json=INVOICE, timeout=5).status_code == 201


def test_many_clients_at_once() -> None:
    with running(OPTIONS) as emulator, signed_in(emulator) as session:

        def post(number: int) -> int:
            key = {"Idempotency-Key": f"k{number % 20}"}
            return session.post(f"{emulator.url}/v1/invoices", json=INVOICE, headers=key, timeout=10).status_code

        with ThreadPoolExecutor(10) as pool:
            assert set(pool.map(post, range(100))) <= {201, 400}
        assert len(emulator.state.companies["a@example.co"].papers["invoices"]) == 20


def test_a_delay_outlasts_the_client_and_the_work_is_done() -> None:
    with running(OPTIONS) as emulator, signed_in(emulator) as session:
        fault = {"where": "POST /v1/invoices", "what": "delay", "seconds": "0.3", "times": 1}
        session.post(f"{emulator.url}/_emulator/faults", json=fault, timeout=5)
        key = {"Idempotency-Key": "a1"}
        with pytest.raises(requests.ReadTimeout):
            session.post(f"{emulator.url}/v1/invoices", json=INVOICE, headers=key, timeout=0.1)
        answer = session.post(f"{emulator.url}/v1/invoices", json=INVOICE, headers=key, timeout=5)
        assert answer.json()["Errors"][0]["Code"] == "duplicated_document"
        while answer.status_code == 400:
            answer = session.post(f"{emulator.url}/v1/invoices", json=INVOICE, headers=key, timeout=5)
        assert answer.json()["name"] == "FV-1-1"
        assert session.get(f"{emulator.url}/_emulator/state", timeout=5).json()["counts"]["invoices"] == 1


def test_a_body_of_unknown_length_is_refused() -> None:
    with running(OPTIONS) as emulator, signed_in(emulator) as session:
        answer = session.post(f"{emulator.url}/v1/invoices", data=iter([b"{}"]), timeout=5)
        assert answer.status_code == 411
