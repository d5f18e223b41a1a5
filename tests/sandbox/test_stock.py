"""Products and stock as a connector reads them: what moves, what comes back, what is told, and how quickly."""

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import Queue
from threading import Thread
from typing import Any

import pytest

from connector import json_text
from tests.sandbox.conftest import INVOICE, PRODUCT, Siigo, changed, new_siigo

TOPIC = "public.siigoapi.products.stock.update"
HOOK = {"application_id": "myconnector", "topic": TOPIC, "url": "https://hooks.example.co/siigo"}
EVERY: dict[str, Any] = {
    **PRODUCT,
    "stock_control": True,
    "tax_included": True,
    "tax_consumption_value": 5,
    "taxes": [{"id": 13156}],
    "prices": [{"currency_code": "COP", "price_list": [{"position": 1, "value": 50000}]}],
    "unit": "KGM",
    "unit_label": "kilo",
    "reference": "R-1",
    "description": "De cerámica",
    "additional_fields": {"barcode": "7701234567890", "brand": "Ríos"},
}


def codes(siigo: Siigo, query: str) -> list[str]:
    return [row["code"] for row in siigo.get(f"/v1/products?{query}").body["results"]]


# --- movements of a person --------------------------------------------------------------------------------------------


def test_a_person_counts_a_warehouse(siigo: Siigo) -> None:
    assert siigo.post("/_emulator/stock", {"code": "CAM-ALG-M", "warehouse": 1271, "quantity": 7}).status == 201
    assert siigo.stock("CAM-ALG-M") == [17, 10, 7]


def test_a_person_moves_stock(siigo: Siigo) -> None:
    siigo.post(
        "/_emulator/stock", {"stock": [{"code": "CAM-ALG-M", "move": -12}, {"code": "CAM-ALG-M", "move": "0.5"}]}
    )
    assert siigo.stock("CAM-ALG-M") == [Decimal("2.5"), Decimal("-1.5"), 4]


def test_a_product_that_a_person_moved_stays(siigo: Siigo) -> None:
    id_ = siigo.post("/v1/products", {**PRODUCT, "stock_control": True}).body["id"]
    siigo.post("/_emulator/stock", {"code": "TAZA-01", "move": 1})
    assert siigo.delete(f"/v1/products/{id_}").codes == ["delete_not_allowed"]


def test_several_numbers_for_one_place_go_in_their_order(siigo: Siigo) -> None:
    siigo.post("/_emulator/stock", {"stock": [{"code": "CAM-ALG-M", "quantity": 3}, {"code": "CAM-ALG-M", "move": 2}]})
    assert siigo.stock("CAM-ALG-M") == [9, 5, 4]


def test_stock_moves_in_every_company_or_in_one(siigo: Siigo) -> None:
    other = siigo.twin()
    other.sign_in("otra@example.co")
    siigo.post("/_emulator/stock", {"code": "CAM-ALG-M", "move": 1})
    siigo.post("/_emulator/stock", {"code": "CAM-ALG-M", "move": 1, "company": "otra@example.co"})
    assert (siigo.stock("CAM-ALG-M")[0], other.stock("CAM-ALG-M")[0]) == (15, 16)


@pytest.mark.parametrize(
    ("order", "why"),
    [
        ({"code": "NADA", "move": 1}, "no company has a product 'NADA'"),
        ({"code": "ENVIO", "move": 1}, "the product 'ENVIO' has no stock control"),
        ({"code": "CAM-ALG-M", "move": 1, "warehouse": 5}, "there is no warehouse 5"),
        ({"code": "CAM-ALG-M"}, "either 'quantity' or 'move' is expected"),
        ({"code": "CAM-ALG-M", "move": 1, "quantity": 1}, "either 'quantity' or 'move' is expected"),
        ({"code": "CAM-ALG-M", "move": "uno"}, "'uno' is no number of units"),
        ({"code": "CAM-ALG-M", "quantity": None}, "None is no number of units"),
        ({"code": "CAM-ALG-M", "move": 1, "bodega": 1270}, "unknown words: bodega"),
    ],
)
def test_an_order_that_cannot_be_carried_out_moves_nothing(siigo: Siigo, order: dict[str, Any], why: str) -> None:
    answer = siigo.post("/_emulator/stock", {"stock": [{"code": "CAM-ALG-M", "move": 1}, order]})
    assert (answer.status, answer.body) == (400, {"error": why})
    assert siigo.stock("CAM-ALG-M") == [14, 10, 4]


# --- the cursor -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "happens",
    [
        lambda siigo: siigo.invoice(),
        lambda siigo: siigo.post("/_emulator/stock", {"code": "CAM-ALG-M", "move": -1}),
        lambda siigo: siigo.post(
            "/_emulator/products", {"code": "CAM-ALG-M", "warehouses": [{"id": 1270, "quantity": 1}]}
        ),
        lambda siigo: siigo.post("/_emulator/products", {"code": "CAM-ALG-M", "name": "Camiseta"}),
        lambda siigo: siigo.put(
            f"/v1/products/{siigo.get('/v1/products?code=CAM-ALG-M').body['results'][0]['id']}",
            {**PRODUCT, "code": "CAM-ALG-M"},
        ),
    ],
    ids=["invoice", "movement", "count", "seed", "replace"],
)
def test_what_happens_to_a_product_moves_it_past_the_cursor(siigo: Siigo, happens: Any) -> None:
    siigo.clock.wait(minutes=5)
    since = f"updated_start={siigo.clock():%Y-%m-%dT%H:%M:%SZ}"
    assert codes(siigo, since) == []
    happens(siigo)
    assert codes(siigo, since) == ["CAM-ALG-M"]


def test_a_new_product_is_past_the_cursor(siigo: Siigo) -> None:
    siigo.clock.wait(minutes=5)
    siigo.post("/v1/products", PRODUCT)
    assert codes(siigo, f"updated_start={siigo.clock():%Y-%m-%dT%H:%M:%SZ}") == ["TAZA-01"]


def test_a_count_that_changes_nothing_is_no_movement(siigo: Siigo) -> None:
    siigo.clock.wait(minutes=5)
    siigo.post("/_emulator/stock", {"code": "CAM-ALG-M", "quantity": 10})
    assert codes(siigo, f"updated_start={siigo.clock():%Y-%m-%dT%H:%M:%SZ}") == []


# --- what comes back --------------------------------------------------------------------------------------------------


def test_every_field_comes_back(siigo: Siigo) -> None:
    made = siigo.post("/v1/products", EVERY).body
    row = siigo.get("/v1/products?code=TAZA-01").body["results"][0]
    assert row == made == siigo.get(f"/v1/products/{made['id']}").body
    same = ("tax_included", "tax_consumption_value", "unit_label", "reference", "description", "additional_fields")
    assert {name: row[name] for name in same} == {name: EVERY[name] for name in same}
    assert row["prices"][0]["price_list"] == [{"position": 1, "name": "Precio de venta 1", "value": 50000}]


def test_a_seed_leaves_the_rest_as_it_was(siigo: Siigo) -> None:
    made = siigo.post("/v1/products", EVERY).body
    siigo.post("/_emulator/products", {"code": "TAZA-01", "warehouses": [{"id": 1271, "quantity": 3}]})
    row = siigo.get("/v1/products?code=TAZA-01").body["results"][0]
    stock = ("available_quantity", "warehouses", "metadata")
    assert {name: row[name] for name in row if name not in stock} == {
        name: made[name] for name in made if name not in stock
    }
    assert siigo.stock("TAZA-01") == [3, 0, 3]


def test_a_seed_for_a_warehouse_that_is_not_there(siigo: Siigo) -> None:
    answer = siigo.post("/_emulator/products", {"code": "A", "warehouses": [{"id": 5, "quantity": 3}]})
    assert answer.codes == ["invalid_reference"]


def test_stock_control_that_is_switched_on_later(siigo: Siigo) -> None:
    id_ = siigo.post("/v1/products", PRODUCT).body["id"]
    assert siigo.get(f"/v1/products/{id_}").body["warehouses"] == []
    siigo.put(f"/v1/products/{id_}", {**PRODUCT, "stock_control": True})
    siigo.post("/_emulator/stock", {"code": "TAZA-01", "warehouse": 1271, "quantity": 2})
    assert siigo.stock("TAZA-01") == [2, 0, 2]


def test_quantities_as_text() -> None:
    siigo = new_siigo(quantity_as_text=True)
    siigo.post("/_emulator/stock", {"code": "CAM-ALG-M", "move": "-0.50"})
    row = siigo.get("/v1/products?code=CAM-ALG-M").body["results"][0]
    assert [entry["quantity"] for entry in row["warehouses"]] == ["9.50", "4"]
    assert row["available_quantity"] == Decimal("13.5")


def test_a_company_without_warehouses_tells_none(siigo: Siigo) -> None:
    siigo.post("/_emulator/settings", {"warehouses": False})
    row = siigo.get("/v1/products?code=CAM-ALG-M").body["results"][0]
    assert ("warehouses" in row, row["available_quantity"]) == (False, 14)


# --- combos, sugar, frozen fields -------------------------------------------------------------------------------------


def test_a_sold_combo_takes_out_what_is_in_it(siigo: Siigo) -> None:
    siigo.post("/v1/products", {**PRODUCT, "type": "Combo", "components": [{"code": "CAM-ALG-M", "quantity": 3}]})
    siigo.invoice(changed(INVOICE, {"items.0.code": "TAZA-01", "items.0.quantity": 2, "payments.0.value": 238}))
    assert siigo.stock("CAM-ALG-M") == [8, 4, 4]


@pytest.mark.parametrize(
    ("changes", "code", "param"),
    [
        ({"components": [{"code": "NADA", "quantity": 1}]}, "invalid_reference", "components[0].code"),
        ({"taxes": [{"id": 13159}]}, "parameter_inactive", "taxes[0].id"),
        ({"taxes": [{"id": 7081, "rate": 20}]}, "parameters_exclusive", "taxes[0].rate"),
    ],
)
def test_a_product_that_breaks_a_rule(siigo: Siigo, changes: dict[str, Any], code: str, param: str) -> None:
    refused = siigo.post("/v1/products", {**PRODUCT, **changes})
    assert [(error["Code"], error["Params"]) for error in refused.body["Errors"]] == [(code, [param])]


def test_the_tax_on_sugar_comes_back(siigo: Siigo) -> None:
    made = siigo.post("/v1/products", {**PRODUCT, "taxes": [{"id": 7081, "milliliters": 250, "rate": 35}]}).body
    assert (made["taxes"][0]["milliliters"], made["taxes"][0]["rate"]) == (250, 35)


def test_components_are_frozen_after_movements(siigo: Siigo) -> None:
    combo = {**PRODUCT, "type": "Combo", "components": [{"code": "CAM-ALG-M", "quantity": 1}]}
    id_ = siigo.post("/v1/products", combo).body["id"]
    other = {**combo, "components": [{"code": "CAM-ALG-M", "quantity": 2}]}
    assert siigo.put(f"/v1/products/{id_}", other).status == 200
    siigo.invoice(changed(INVOICE, {"items.0.code": "TAZA-01"}))
    assert siigo.put(f"/v1/products/{id_}", combo).errors == [
        ("update_not_allowed", ("components",), "The components cannot be updated, the product has movements")
    ]
    assert siigo.put(f"/v1/products/{id_}", {**other, "name": "Otra"}).status == 200


# --- webhooks ---------------------------------------------------------------------------------------------------------


@contextmanager
def listening() -> Iterator[tuple[str, Queue[Any]]]:
    """An address on this machine, and what is posted to it."""
    queue: Queue[Any] = Queue()

    class Hook(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            queue.put(json_text.parse(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Silence."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Hook) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}/aviso", queue
        server.shutdown()
        thread.join(5)


@pytest.mark.parametrize(
    ("happens", "left"),
    [
        (lambda siigo: siigo.invoice(), 13),
        (lambda siigo: siigo.post("/_emulator/stock", {"code": "CAM-ALG-M", "move": -2}), 12),
        (
            lambda siigo: siigo.post(
                "/_emulator/products", {"code": "CAM-ALG-M", "warehouses": [{"id": 1270, "quantity": 5}]}
            ),
            5,
        ),
    ],
    ids=["invoice", "movement", "count"],
)
def test_movements_are_told_at_once(happens: Any, left: int) -> None:
    siigo = new_siigo(deliver_webhooks=True, quantity_as_text=True)
    with listening() as (url, queue):
        siigo.post("/v1/webhooks", {**HOOK, "url": url})
        happens(siigo)
        message = queue.get(timeout=5)
    assert (message["topic"], message["company_key"], message["code"]) == (TOPIC, "api@example.co", "CAM-ALG-M")
    assert message["available_quantity"] == left
    assert {type(entry["quantity"]) for entry in message["warehouses"]} == {str}


def test_a_hook_that_is_off_is_told_nothing() -> None:
    siigo = new_siigo(deliver_webhooks=True)
    with listening() as (url, queue), listening() as (other, told):
        siigo.post("/v1/webhooks", {**HOOK, "url": url})
        siigo.put("/v1/webhooks", {**HOOK, "url": url, "active": False})
        siigo.post("/v1/webhooks", {**HOOK, "url": other, "application_id": "otro"})
        siigo.post("/_emulator/stock", {"code": "CAM-ALG-M", "move": -2})
        assert told.get(timeout=5)["code"] == "CAM-ALG-M"
        assert queue.empty()


@pytest.mark.parametrize("url", ["http://hooks.example.co/siigo", "ftp://127.0.0.1/x", "http://127.0.0.1.example.co/"])
def test_plain_http_is_for_this_machine_alone(siigo: Siigo, url: str) -> None:
    assert siigo.post("/v1/webhooks", {**HOOK, "url": url}).codes == ["invalid_url"]
    assert siigo.post("/v1/webhooks", {**HOOK, "url": "http://localhost:8000/aviso"}).status == 201


@pytest.mark.parametrize(("where", "statuses"), [("both", (201, 201)), ("collection", (201, 404)), ("id", (404, 201))])
def test_where_a_hook_can_be_changed(where: str, statuses: tuple[int, int]) -> None:
    siigo = new_siigo(webhooks_put=where)
    id_ = siigo.post("/v1/webhooks", HOOK).body["id"]
    assert (siigo.put("/v1/webhooks", HOOK).status, siigo.put(f"/v1/webhooks/{id_}", HOOK).status) == statuses


# --- ten thousand products --------------------------------------------------------------------------------------------


def test_ten_thousand_products_are_listed_page_by_page(siigo: Siigo) -> None:
    entries = [{"code": f"P{number}", "warehouses": [{"id": 1270, "quantity": number}]} for number in range(10_000)]
    assert siigo.post("/_emulator/products", {"products": entries}).body == {"products": 10_000}
    assert codes(siigo, "page_size=2&page=5000") == ["P1", "P0"]
    assert codes(siigo, "code=P77") == ["P77"]
    siigo.clock.wait(minutes=5)
    assert codes(siigo, f"updated_start={siigo.clock():%Y-%m-%dT%H:%M:%SZ}") == []
