"""Bad days: each ends in a stated answer or state, and in exactly one invoice when it is over."""

import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import requests
from sqlalchemy import Engine

from connector.db.tables import OrderRow
from connector.json_text import parse, write
from connector.sandbox.siigo import Options, running
from tests.journeys.inside import worked
from tests.journeys.world import MAPPING, World, free_port, until, world
from tests.stores.woocommerce.evidence import capture

ORDER = parse(capture("34-order.created-31").body)


@pytest.fixture
def place(tmp_path: Path, migrated_url: str) -> Iterator[World]:
    with world(tmp_path, migrated_url) as place:
        yield place


def body(number: int, **changes: object) -> bytes:
    return write({**ORDER, "id": number, "number": str(number), **changes}).encode()


def state_of(place: World, order_id: str) -> tuple[str, str]:
    row = place.orders()[order_id]
    return row.state, row.why


FAULTS: list[dict[str, object]] = [
    {"what": "500_before", "where": "POST /v1/invoices"},
    {"what": "500_after", "where": "POST /v1/invoices"},
    {"what": "burn_key", "where": "POST /v1/invoices"},
    {"what": "drop_before", "where": "POST /v1/invoices"},
    {"what": "drop_after", "where": "POST /v1/invoices"},
    {"what": "429", "where": "POST /v1/invoices", "seconds": 1},
    {"what": "429_odd", "where": "POST /v1/invoices", "seconds": 1},
    {"what": "503", "where": "POST /v1/invoices"},
    {"what": "documents_service", "where": "POST /v1/invoices"},
    {"what": "token_expired", "where": "POST /v1/invoices"},
    {"what": "delay", "where": "POST /v1/invoices", "seconds": 1},
]


def test_whatever_siigo_answers_each_order_ends_with_one_invoice(place: World) -> None:
    place.web()
    place.work()
    rows: dict[str, OrderRow] = {}
    for number, fault in enumerate(FAULTS, 1):  # one by one: two answers lost in a row are waited for, for minutes
        place.fault(**{"times": 1, **fault})
        place.sell(body(number))
        rows = place.settled(number)
    assert {row.state for row in rows.values()} <= {"issued", "issued_with_warnings"}
    orders = [invoice["observations"].split()[1] for invoice in place.invoices()]
    assert sorted(orders, key=int) == [str(number) for number in range(1, len(FAULTS) + 1)]


def test_two_faults_in_a_row_are_looked_up_before_a_new_key_is_used(place: World) -> None:
    """The first answer is lost after the document was made, then the key is burnt: only the marker can tell."""
    place.web()
    place.work()
    place.fault(what="500_after", where="POST /v1/invoices", times=1)
    place.fault(what="500_before", where="POST /v1/invoices", times=2)
    place.sell(body(1))
    place.settled(1, seconds=40)
    assert len(place.invoices()) == 1
    [attempt] = place.attempts("1")
    assert (attempt.number, attempt.outcome) == (1, "issued")


def test_siigo_and_the_shop_are_down_and_the_intake_answers_at_once(tmp_path: Path, migrated_url: str) -> None:
    port = free_port()
    with world(tmp_path, migrated_url, SIIGO_URL=f"http://127.0.0.1:{port}") as place:
        place.web()
        place.work()
        place.sell(body(1))
        until(lambda: state_of(place, "1")[1].startswith("No hay conexión con Siigo"), "the reason to be visible", 20)
        assert state_of(place, "1")[0] == "waiting"
        with running(Options(rate_per_minute=None, any_product=True), port=port):
            place.settled(1)
        assert state_of(place, "1")[0] == "issued"


def test_a_slow_siigo_keeps_nobody_waiting_at_the_intake(place: World) -> None:
    place.web()
    place.work()
    place.fault(what="delay", where="POST /v1/invoices", seconds="4", times=1)
    for number in range(1, 4):
        place.sell(body(number))
    assert place.invoices() == []  # all three were answered before the first was made
    place.settled(3)
    assert len(place.invoices()) == 3


def test_an_unknown_product_is_held_until_it_exists_and_then_replayed(tmp_path: Path, migrated_url: str) -> None:
    with world(tmp_path, migrated_url, Options(rate_per_minute=None)) as place:
        place.web()
        place.work()
        place.sell(body(1))
        place.settled(1)
        state, why = state_of(place, "1")
        assert state == "held"
        assert "CAM-001" in why
        products = [{"code": code, "name": code} for code in ("CAM-001", "SRV-EXC", "ENVIO", "CARGO")]
        requests.post(f"{place.siigo.url}/_emulator/products", json={"products": products}, timeout=5)
        done = place.run("replay", "1")
        assert done.returncode == 0, done.stderr
        until(lambda: state_of(place, "1")[0] == "issued", "the replayed order", 20)
        assert len(place.invoices()) == 1


def test_a_gateway_without_a_line_is_held_until_the_file_has_one(place: World) -> None:
    place.web()
    place.work()
    place.sell(body(1, payment_method="addi"))
    place.settled(1)
    state, why = state_of(place, "1")
    assert state == "held"
    assert "tienda.yaml:" in why
    assert "addi" in why
    file = place.folder / "mappings" / "tienda.yaml"
    file.write_text(file.read_text().replace("cod: 5641,", "cod: 5641, addi: 5640,"))
    time.sleep(2.5)  # a running process looks at its files every two seconds
    assert place.run("replay", "1").returncode == 0
    until(lambda: state_of(place, "1")[0] == "issued", "the replayed order", 20)


def test_a_mapping_that_breaks_while_running_leaves_the_last_good_one_in_force(place: World) -> None:
    place.web()
    place.work()
    until(lambda: b"works with" in (place.folder / "process-1.log").read_bytes(), "the worker", 20)
    file = place.folder / "mappings" / "tienda.yaml"
    file.write_text(file.read_text().replace("seller: 629", "seler: 629"))
    health = f"http://127.0.0.1:{place.ports[0]}/health"
    until(lambda: parse(requests.get(health, timeout=5).content)["problems"], "the problem to be visible", 10)
    problems = parse(requests.get(health, timeout=5).content)["problems"]
    assert [problem for problem in problems if "tienda.yaml:" in problem and "seler" in problem]
    place.sell(body(1))
    place.settled(1)
    assert state_of(place, "1")[0] == "issued"
    shutil.copy(MAPPING, file)
    until(lambda: not parse(requests.get(health, timeout=5).content)["problems"], "the mended file to count", 10)


def test_a_stopping_worker_finishes_what_it_does_and_leaves_the_rest(place: World) -> None:
    place.web()
    place.fault(what="delay", where="POST /v1/invoices", seconds=1, times=2)
    first = place.work()
    for number in range(1, 13):
        place.sell(body(number))
    until(lambda: len(place.invoices()) >= 1, "the first invoice", 20)
    first.terminate()
    assert first.wait(30) == 0
    made = len(place.invoices())
    assert made == len(place.links()), "nothing in Siigo that the books do not know"
    place.work()
    place.settled(12)
    assert len(place.invoices()) == 12


@pytest.mark.parametrize(
    ("changes", "state", "words"),
    [
        ({"line_items": [], "shipping_lines": [], "fee_lines": [], "total": "0", "total_tax": "0"}, "held", "pedido"),
        ({"total": "-1"}, "held", "total"),
        ({"total": "1e400"}, "held", "total"),
        ({"total": "999"}, "held", "999"),
        ({"currency": "XYZ"}, "held", "XYZ"),
        ({"billing": None, "shipping": None}, "held", ""),
        ({"billing": {**ORDER["billing"], "city": "Macondo", "state": "CO-MAG"}}, "held", "Macondo"),
        ({"meta_data": [{"id": 1, "key": "_billing_cedula", "value": "no tengo"}]}, "held", "no tengo"),
        ({"payment_method": "nequi-raro"}, "held", "nequi-raro"),
        ({"status": "on-hold"}, "skipped", "on-hold"),
    ],
    ids=["no lines", "negative", "1e400", "sum", "currency", "no buyer", "city", "absurd id", "gateway", "not due"],
)  # fmt: skip
def test_an_order_that_makes_no_sense_is_held_in_words(
    tmp_path: Path, new_engine: Callable[[str], Engine], changes: dict[str, object], state: str, words: str
) -> None:
    """In process: what the worker would do, without waiting for one."""
    row = worked(tmp_path, new_engine("sqlite"), body(1, **changes))
    assert row.state == state, row.why
    assert words in row.why
