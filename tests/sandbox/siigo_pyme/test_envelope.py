"""Every field around the rows: what the published table demands, each beside what it lets pass."""

from decimal import Decimal
from typing import Any

import pytest

from connector.sandbox.siigo_pyme.answering import SEND
from tests.sandbox.conftest import changed
from tests.sandbox.siigo_pyme.conftest import Bridge, body_of, new_bridge, sale

DONE = {"statusCode": 200, "message": "Movimientos contables insertados correctamente en Siigo Pyme", "errors": None}


def test_the_answer_is_the_published_one(bridge: Bridge) -> None:
    answer = bridge.send(*sale())
    assert (answer.status, answer.body) == (200, DONE)
    assert bridge.names == ["F-1-1001"]


PASSES: dict[str, dict[str, Any]] = {
    "year left out": {"data.params.year": None},
    "least of everything": {"request_config": {"timeout": 2, "attempts": 1, "backoff": Decimal("0.5")}},
    "most of everything": {"request_config": {"timeout": 20, "attempts": 3, "backoff": 30}},
    "a part of it": {"request_config": {"attempts": 2}},
    "nothing of it": {"request_config": {}},
    "a basic invoice": {"data.params.basic_invoice": "S"},
    "changes what is there": {"data.params.modify_documents": "S"},
}


@pytest.mark.parametrize("changes", PASSES.values(), ids=PASSES)
def test_what_passes(bridge: Bridge, changes: dict[str, Any]) -> None:
    assert bridge.call("POST", SEND, changed(body_of(*sale()), changes)).body == DONE
    assert bridge.names == ["F-1-1001"]


REFUSED: list[tuple[int, dict[str, Any], list[str]]] = [
    (400, {"id_connection": None}, ["id_connection"]),
    (400, {"id_connection": ""}, ["id_connection"]),
    (400, {"id_connection": 7}, ["id_connection"]),
    (400, {"execution_type": None}, ["execution_type"]),
    (422, {"execution_type": "import"}, ["execution_type"]),
    (400, {"resource": None}, ["resource"]),
    (422, {"resource": "thirds"}, ["resource"]),
    (
        400,
        {"data": []},
        ["data", "data.params", "data.params.basic_invoice", "data.params.modify_documents", "data.list"],
    ),
    (400, {"data.params": None}, ["data.params", "data.params.basic_invoice", "data.params.modify_documents"]),
    (400, {"data.params.basic_invoice": None}, ["data.params.basic_invoice"]),
    (422, {"data.params.basic_invoice": "X"}, ["data.params.basic_invoice"]),
    (400, {"data.params.basic_invoice": True}, ["data.params.basic_invoice"]),
    (400, {"data.params.modify_documents": None}, ["data.params.modify_documents"]),
    (422, {"data.params.modify_documents": "s"}, ["data.params.modify_documents"]),
    (400, {"data.params.year": "2026"}, ["data.params.year"]),
    (422, {"data.params.year": 26}, ["data.params.year"]),
    (422, {"data.params.year": Decimal("2026.5")}, ["data.params.year"]),
    (400, {"data.list": {}}, ["data.list"]),
    (422, {"data.list": []}, ["data.list"]),
    (400, {"data.list.1": 5}, ["data.list[1]"]),
    (422, {"request_config.timeout": 1}, ["request_config.timeout"]),
    (422, {"request_config.timeout": 21}, ["request_config.timeout"]),
    (422, {"request_config.attempts": 0}, ["request_config.attempts"]),
    (422, {"request_config.attempts": 4}, ["request_config.attempts"]),
    (422, {"request_config.attempts": Decimal("1.5")}, ["request_config.attempts"]),
    (422, {"request_config.backoff": Decimal("0.4")}, ["request_config.backoff"]),
    (422, {"request_config.backoff": 31}, ["request_config.backoff"]),
    (400, {"request_config.backoff": "1"}, ["request_config.backoff"]),
    (400, {"request_config": 5}, ["request_config"]),
    (400, {"mode": "x"}, ["mode"]),
    (400, {"data.year": 2026}, ["data.year"]),
    (400, {"data.params.modify": "S"}, ["data.params.modify"]),
    (400, {"request_config.retries": 1}, ["request_config.retries"]),
    (422, {"execution_type": "import", "resource": "x"}, ["execution_type", "resource"]),
    (400, {"execution_type": "import", "resource": 5}, ["resource"]),
]


@pytest.mark.parametrize(("status", "changes", "fields"), REFUSED, ids=lambda value: str(value)[:60])
def test_what_does_not(bridge: Bridge, status: int, changes: dict[str, Any], fields: list[str]) -> None:
    answer = bridge.call("POST", SEND, changed(body_of(*sale()), changes))
    assert (answer.status, answer.body["statusCode"], answer.fields) == (status, status, fields)
    assert bridge.names == []


def test_the_params_may_be_left_out_as_in_the_example() -> None:
    lenient = new_bridge(params_mandatory=False)
    assert lenient.call("POST", SEND, changed(body_of(*sale()), {"data.params": {"year": 2026}})).body == DONE
    again = lenient.call("POST", SEND, changed(body_of(*sale()), {"data.params": {"year": 2026}}))
    assert again.messages == ["El documento ya existe"] * 3  # left out is N


def test_the_year_is_this_one_when_it_is_left_out(bridge: Bridge) -> None:
    bridge.clock.wait(days=60)
    answer = bridge.call("POST", SEND, changed(body_of(*sale()), {"data.params.year": None}))
    assert answer.fields == ["document_year"] * 3


def test_keys() -> None:
    bridge = new_bridge()
    for header, status in [(None, 401), ("llave", 401), ("Basic llave", 401), ("Bearer ", 401), ("Bearer wrong", 403)]:
        bridge.headers = {"Content-Type": "application/json"} | ({"Authorization": header} if header else {})
        assert (bridge.send(*sale()).status, header) == (status, header)
    bridge.headers["Authorization"] = "Bearer another"
    assert bridge.send(*sale()).status == 200


def test_keys_and_connections_that_are_known() -> None:
    bridge = new_bridge(api_keys=frozenset({"llave"}), connections=frozenset({"OBai6kmwKH"}))
    assert bridge.send(*sale()).status == 200
    other = bridge.call("POST", SEND, changed(body_of(*sale()), {"id_connection": "other"}))
    assert (other.status, other.fields) == (422, ["id_connection"])
    bridge.headers["Authorization"] = "Bearer another"
    assert bridge.send(*sale()).status == 403


def test_connections_keep_their_own_documents(bridge: Bridge) -> None:
    assert bridge.send(*sale()).status == 200
    assert bridge.call("POST", SEND, changed(body_of(*sale()), {"id_connection": "other"})).body == DONE
    assert bridge.names == ["F-1-1001", "F-1-1001"]


def test_what_is_not_json(bridge: Bridge) -> None:
    for body in (b"{", b"\xff", b'{"a": NaN}'):
        reply = bridge.raw(body)
        assert reply is not None
        assert reply.status == "400 Bad Request"
    bridge.headers["Content-Type"] = "text/plain"
    assert bridge.send(*sale()).status == 415
    bridge.headers["Content-Type"] = "application/json; charset=utf-8"
    assert bridge.send(*sale()).status == 200


def test_other_methods_and_paths(bridge: Bridge) -> None:
    assert bridge.call("GET", SEND).status == 405
    assert bridge.call("POST", "/api/v1/siigo-pyme", {}).status == 404
    assert bridge.happened()["calls"] == {f"GET {SEND}": {"405": 1}, "POST unknown": {"404": 1}}


def test_rows_and_bytes_have_a_limit() -> None:
    rows = new_bridge(rows_limit=3)
    assert rows.send(*sale(1), *sale(2)).status == 413
    assert rows.send(*sale(1)).status == 200
    size = new_bridge(body_limit=1500)
    assert size.send(*sale(1), *sale(2)).status == 413
    assert size.send(*sale(1)).status == 200


def test_a_rate_for_each_key() -> None:
    bridge = new_bridge(rate_per_minute=2, retry_after=True)
    assert [bridge.send(*sale(number)).status for number in (1, 2, 3)] == [200, 200, 429]
    bridge.clock.wait(seconds=50)
    answer = bridge.send(*sale(3))
    assert (answer.status, answer.body["statusCode"], answer.headers["Retry-After"]) == (429, 429, "11")
    bridge.headers["Authorization"] = "Bearer another"
    assert bridge.send(*sale(3)).status == 200
    bridge.headers["Authorization"] = "Bearer llave"
    bridge.clock.wait(seconds=10)
    assert bridge.send(*sale(4)).status == 200
