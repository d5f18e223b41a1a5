"""One key, one document: again, with another body, after a 500, and from fifty threads at once (siigo-api.md 6)."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from threading import Barrier
from typing import Any

import pytest

from tests.sandbox.conftest import INVOICE, TODAY, Answer, Siigo, changed

VOUCHER = {
    "document": {"id": 7714},
    "date": TODAY,
    "type": "AdvancePayment",
    "customer": {"identification": "222222222222"},
    "payment": {"id": 5638, "value": 50000},
}


def test_the_same_key_gives_the_same_document(siigo: Siigo) -> None:
    first = siigo.post("/v1/invoices", INVOICE, "a1")
    again = siigo.post("/v1/invoices", INVOICE, "a1")
    assert (first.status, again.status) == (201, 201)
    assert again.body == first.body
    assert siigo.happened()["counts"]["invoices"] == 1


@pytest.mark.parametrize("body", [changed(INVOICE, {"observations": "another"}), {}])
def test_another_body_under_the_key_gives_the_earlier_document(siigo: Siigo, body: dict[str, Any]) -> None:
    """Even a body that is wrong: the key is looked at first."""
    first = siigo.invoice(key="a1")
    again = siigo.post("/v1/invoices", body, "a1")
    assert (again.status, again.body) == (201, first)


def test_without_a_key_the_same_body_is_two_documents(siigo: Siigo) -> None:
    assert siigo.invoice()["name"] != siigo.invoice()["name"]


def test_a_refused_request_leaves_its_key_free(siigo: Siigo) -> None:
    assert siigo.post("/v1/invoices", {}, "a1").status == 400
    assert siigo.post("/v1/invoices", INVOICE, "a1").status == 201


def test_keys_of_two_kinds_of_documents_are_apart(siigo: Siigo) -> None:
    siigo.invoice(key="a1")
    assert siigo.post("/v1/vouchers", VOUCHER, "a1").body["name"] == "RC-1-1"
    assert siigo.post("/v1/vouchers", VOUCHER, "a1").body["name"] == "RC-1-1"


def test_keys_of_two_companies_are_apart(siigo: Siigo) -> None:
    first = siigo.invoice(key="a1")
    siigo.sign_in("other@example.co")
    assert siigo.invoice(key="a1")["id"] != first["id"]


def test_the_key_of_a_deleted_document_is_free(siigo: Siigo) -> None:
    first = siigo.invoice(key="a1")
    siigo.delete(f"/v1/invoices/{first['id']}")
    assert siigo.invoice(key="a1")["id"] != first["id"]


def test_a_burnt_key_keeps_failing_without_a_document(siigo: Siigo) -> None:
    siigo.post("/_emulator/faults", {"where": "POST /v1/invoices", "what": "burn_key", "times": 1})
    for _ in range(3):
        answer = siigo.post("/v1/invoices", INVOICE, "a1")
        assert (answer.status, answer.codes) == (500, ["unhandled_error"])
    assert siigo.happened()["counts"]["invoices"] == 0
    assert siigo.post("/v1/invoices", INVOICE, "a2").status == 201


def test_after_a_500_that_did_the_work_the_key_finds_it(siigo: Siigo) -> None:
    siigo.post("/_emulator/faults", {"where": "POST /v1/invoices", "what": "500_after", "times": 1})
    assert siigo.post("/v1/invoices", INVOICE, "a1").status == 500
    made = siigo.happened()["invoices"]
    assert [row["idempotency_key"] for row in made] == ["a1"]
    assert siigo.post("/v1/invoices", INVOICE, "a1").body["id"] == made[0]["id"]


def _post_from_threads(siigo: Siigo, number: int, keys: list[str]) -> list[Answer]:
    start = Barrier(number, timeout=20)
    twins = [siigo.twin() for _ in range(number)]

    def post(at: int) -> Answer:
        start.wait()
        return twins[at].post("/v1/invoices", INVOICE, keys[at % len(keys)])

    with ThreadPoolExecutor(number) as pool:
        return list(pool.map(post, range(number)))


def test_fifty_threads_with_one_key_make_one_document(siigo: Siigo) -> None:
    answers = _post_from_threads(siigo, 50, ["a1"])
    kinds = Counter(answer.body["name"] if answer.status == 201 else answer.codes[0] for answer in answers)
    assert set(kinds) <= {"FV-1-1", "duplicated_document"}
    assert kinds["FV-1-1"] >= 1
    assert siigo.happened()["counts"]["invoices"] == 1
    assert siigo.stock("CAM-ALG-M") == [13, 9, 4]


def test_fifty_threads_with_fifty_keys_make_fifty_numbers(siigo: Siigo) -> None:
    """Each key counts as its own document although the bodies are the same."""
    answers = _post_from_threads(siigo, 50, [f"k{at}" for at in range(50)])
    assert sorted(answer.body["number"] for answer in answers) == list(range(1, 51))


@pytest.mark.parametrize("key", ["a1", ""])
def test_the_same_document_in_flight_is_a_duplicate(siigo: Siigo, key: str) -> None:
    """Row 8: while a slow request runs, its twin is refused; afterwards the key finds the document."""
    siigo.post(
        "/_emulator/faults", {"where": "POST /v1/invoices", "what": "delay", "seconds": Decimal("0.2"), "times": 1}
    )
    twin = siigo.twin()
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(siigo.post, "/v1/invoices", INVOICE, key)
        while not siigo.state.companies["api@example.co"].in_flight:
            assert not first.done()
        answer = twin.post("/v1/invoices", INVOICE, key)
        assert first.result().status == 201
    message = "The document already exists. This occurs if you are making duplicate requests simultaneously."
    assert (answer.status, answer.errors) == (400, [("duplicated_document", (), message)])
    if key:
        assert twin.post("/v1/invoices", INVOICE, key).body["id"] == first.result().body["id"]
