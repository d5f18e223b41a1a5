"""Faults on demand: what is answered, whether it was done, and what the operator can do besides."""

import pytest
import requests

from connector.sandbox.siigo_legacy import Options, Running, running
from tests.sandbox.conftest import Clock
from tests.sandbox.siigo_legacy.bodies import CREDIT, INVOICE
from tests.sandbox.siigo_legacy.conftest import SIGN_IN, Nube

SAVE = "POST /Invoice/Save"
OPTIONS = Options(clock=Clock())


def signed_in(emulator: Running) -> requests.Session:
    session = requests.Session()
    headers = {"Authorization": f"Basic {OPTIONS.basic}"}
    answer = session.post(emulator.token_url, data=SIGN_IN, headers=headers, timeout=5)
    session.headers["Authorization"] = answer.json()["access_token"]
    session.params = {"namespace": "v1"}
    return session


@pytest.mark.parametrize(
    ("what", "status", "documents"),
    [("500_before", 500, 0), ("500_after", 500, 1), ("503", 503, 0), ("429", 429, 0), ("token_expired", 401, 0)],
)
def test_a_fault_strikes_once(nube: Nube, what: str, status: int, documents: int) -> None:
    assert nube.order("faults", {"where": SAVE, "what": what, "times": 1, "seconds": 7}).status == 201
    answer = nube.post("Invoice/Save", INVOICE)
    assert answer.status == status
    assert answer.headers.get("Retry-After") == ("7" if what == "429" else None)
    assert nube.happened()["counts"]["invoices"] == documents
    assert nube.happened()["calls"][SAVE] == {str(status): 1}
    again = nube.enter() if what == "token_expired" else nube
    assert again.post("Invoice/Save", INVOICE).status == 200


def test_token_expired_kills_the_token(nube: Nube) -> None:
    nube.order("faults", {"what": "token_expired", "times": 1})
    assert [nube.get("Users/GetAll", numberPage=0).status for _ in range(2)] == [401, 401]


def test_a_fault_strikes_where_it_is_told(nube: Nube) -> None:
    nube.order("faults", {"where": "GET /Invoice/GetByID/{id}", "what": "503"})
    id_ = nube.saved("Invoice/Save", INVOICE)["Header"]["Id"]
    assert nube.get(f"Invoice/GetByID/{id_}").status == 503
    nube.call("DELETE", "/_emulator/faults")
    assert nube.get(f"Invoice/GetByID/{id_}").body["Header"]["Number"] == 1
    nube.order("faults", {"where": "POST /connect/token", "what": "500_before", "times": 1})
    assert [nube.sign_in().status for _ in range(2)] == [500, 200]


@pytest.mark.parametrize(
    ("path", "order"),
    [
        ("faults", {"what": "burn_key"}),
        ("faults", {"what": "nada"}),
        ("products", {"name": "sin código"}),
        ("stock", {"code": "NADA", "quantity": 1}),
        ("stock", {"code": "CAM-ALG-M", "warehouse": "9", "quantity": 1}),
        ("stock", {"code": "CAM-ALG-M", "quantity": "mucho"}),
        ("document-types", {"Id": 1}),
        ("document-types", {"Id": 24445, "Color": "azul"}),
    ],
)
def test_an_order_that_cannot_be_carried_out_is_refused(nube: Nube, path: str, order: dict[str, object]) -> None:
    answer = nube.order(path, order)
    assert answer.status == 400
    assert answer.body["error"]


@pytest.mark.parametrize("what", ["burn_key", "nada"])
def test_a_fault_that_it_cannot_do_is_refused_with_those_that_it_can(nube: Nube, what: str) -> None:
    error = nube.order("faults", {"what": what}).body["error"]
    known = "500_before, 500_after, 503, 429, drop_before, drop_after, delay, token_expired"
    assert error == f"'what' is {what!r}; expected one of {known}"


@pytest.mark.parametrize(("what", "documents"), [("drop_before", 0), ("drop_after", 1)])
def test_a_drop_closes_the_socket(what: str, documents: int) -> None:
    with running(OPTIONS) as emulator, signed_in(emulator) as session:
        fault = {"where": SAVE, "what": what, "times": 1}
        session.post(f"{emulator.url}/_emulator/faults", json=fault, timeout=5)
        with pytest.raises(requests.ConnectionError):
            session.post(f"{emulator.base_url}/Invoice/Save", json=INVOICE, timeout=5)
        assert len(emulator.state.companies["TIENDA"].invoices) == documents
        assert emulator.state.calls[SAVE] == {"dropped": 1}
        assert session.post(f"{emulator.base_url}/Invoice/Save", json=INVOICE, timeout=5).status_code == 200


def test_a_delay_outlasts_the_client_and_the_work_is_done_after_all() -> None:
    with running(OPTIONS) as emulator, signed_in(emulator) as session:
        fault = {"where": SAVE, "what": "delay", "seconds": "0.3", "times": 1}
        session.post(f"{emulator.url}/_emulator/faults", json=fault, timeout=5)
        with pytest.raises(requests.ReadTimeout):
            session.post(f"{emulator.base_url}/Invoice/Save", json=INVOICE, timeout=0.1)
        rows: list[object] = []
        while not rows:
            rows = session.get(f"{emulator.base_url}/Invoice/GetAll", params={"numberPage": "0"}, timeout=5).json()
        assert len(rows) == 1


def test_the_socket_is_kept_alive_and_the_path_is_decoded() -> None:
    with running(OPTIONS) as emulator, signed_in(emulator) as session:
        session.post(f"{emulator.url}/_emulator/products", json={"code": "Ñ 1/á", "warehouses": []}, timeout=5)
        ports = set()
        for _ in range(3):
            answer = session.get(
                f"{emulator.base_url}/Products/GetByCode", params={"code": "Ñ 1/á"}, timeout=5, stream=True
            )
            ports.add(answer.raw.connection.sock.getsockname())
            assert answer.json()["Code"] == "Ñ 1/á"
        assert len(ports) == 1


def test_the_state_tells_documents_calls_and_stock(nube: Nube) -> None:
    nube.saved("Invoice/Save", CREDIT)
    assert nube.order("faults", {"what": "500_after", "times": 0}).status == 201
    happened = nube.happened()
    assert happened["counts"] == {"invoices": 1, "vouchers": 0, "accounts": 1, "contacts": 1, "products": 4}
    assert happened["calls"] == {"POST /connect/token": {"200": 1}, SAVE: {"200": 1}}
    (invoice,) = happened["invoices"]
    assert {name: invoice[name] for name in ("company", "name", "identification", "total", "balance")} == {
        "company": "TIENDA",
        "name": "FV-1-1",
        "identification": "1020304050",
        "total": 119,
        "balance": 119,
    }
    assert invoice["dues"] == [
        {"quote": 1, "date": "20261221", "balance": 100},
        {"quote": 2, "date": "20270121", "balance": 19},
    ]
    shirt = next(row for row in happened["products"] if row["Code"] == "CAM-ALG-M")
    assert shirt["stock"] == {"1": 9, "2": 4}


def test_a_reset_forgets_documents_and_tokens(nube: Nube) -> None:
    nube.saved("Invoice/Save", INVOICE)
    nube.call("DELETE", "/_emulator")
    assert nube.post("Invoice/Save", INVOICE).status == 401
    assert nube.enter().happened()["counts"]["invoices"] == 0


def test_a_document_type_is_changed_for_companies_to_come_too(nube: Nube) -> None:
    nube.order("document-types", {"Id": 24445, "Active": False})
    for username in ("TIENDA\\api", "OTRA\\api"):
        nube.headers = {"Authorization": nube.sign_in(username=username).body["access_token"]}
        assert nube.post("Invoice/Save", INVOICE).status == 400
