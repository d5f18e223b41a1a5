"""Customers, products, webhooks, catalogues, lists, and what the sandbox's operator seeds."""

from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

import pytest

from connector import json_text
from tests.sandbox.conftest import CUSTOMER, INVOICE, PRODUCT, Siigo, changed, new_siigo

WEBHOOK = {
    "application_id": "myconnector",
    "topic": "public.siigoapi.products.stock.update",
    "url": "https://hooks.example.co/siigo",
}


def test_a_customer_as_siigo_shows_it(siigo: Siigo) -> None:
    answer = siigo.post("/v1/customers", CUSTOMER)
    body = answer.body
    assert answer.status == 201
    assert body["id_type"] == {"code": "13", "name": "Cédula de ciudadanía"}
    assert (body["check_digit"], body["type"], body["active"], body["branch_office"]) == ("8", "Customer", True, 0)
    assert body["fiscal_responsibilities"] == [{"code": "R-99-PN", "name": "No responsable"}]
    assert body["address"]["city"] == {
        "country_code": "Co",
        "state_code": "05",
        "city_code": "05001",
        "country_name": "Colombia",
        "state_name": "Antioquia",
        "city_name": "Medellín",
    }
    assert siigo.get(f"/v1/customers/{body['id']}").body == body
    assert siigo.post("/v1/customers", CUSTOMER).errors == [
        ("already_exists", ("identification",), "The customer already exists")
    ]
    assert siigo.post("/v1/customers", {**CUSTOMER, "branch_office": 1}).status == 201


@pytest.mark.parametrize(
    ("identification", "digit"), [("13832081", "4"), ("222222222222", "7"), ("900123456", "8"), ("AB12", "")]
)
def test_check_digits(siigo: Siigo, identification: str, digit: str) -> None:
    body = {**CUSTOMER, "identification": identification, "id_type": "41", "branch_office": 5}
    assert siigo.post("/v1/customers", body).body["check_digit"] == digit


@pytest.mark.parametrize(
    ("changes", "code", "param"),
    [
        ({"name": ["Laura"]}, "invalid_array", "name"),
        ({"person_type": "company"}, "invalid_array", "name"),
        ({"name": ["D'Ana", "Ríos"]}, "invalid_name", "name[0]"),
        ({"name": ["a" * 101, "Ríos"]}, "length_max", "name[0]"),
        ({"identification": "12"}, "invalid_identification", "identification"),
        ({"identification": "CC1020304050"}, "invalid_identification", "identification"),
        ({"id_type": "41", "identification": "A" * 21}, "invalid_identification", "identification"),
        ({"id_type": "99"}, "invalid_reference", "id_type"),
        ({"address": None}, "parameter_required", "address"),
        ({"address.city.city_code": None}, "parameter_required", "address.city.city_code"),
        ({"address.city.state_code": "04"}, "invalid_reference", "address.city.state_code"),
        ({"address.city.city_code": "11001"}, "invalid_reference", "address.city.city_code"),
        ({"phones.0.number": "+573001112233"}, "length_max", "phones[0].number"),
        ({"phones.0.number": "300 111"}, "invalid_value", "phones[0].number"),
        ({"contacts.0.email": "laura@"}, "invalid_email", "contacts[0].email"),
        ({"contacts.0.first_name": None}, "parameter_required", "contacts[0].first_name"),
        ({"contacts": [{"first_name": "a"}] * 11}, "invalid_array", "contacts"),
        ({"fiscal_responsibilities": [{"code": "O-99"}]}, "parameters_exclusive", "fiscal_responsibilities[0].code"),
        ({"related_users": {"seller_id": 1}}, "invalid_reference", "related_users.seller_id"),
    ],
)
def test_a_customer_that_breaks_a_rule(siigo: Siigo, changes: Mapping[str, Any], code: str, param: str) -> None:
    """The same alone and inside an invoice, where the path begins with `customer`."""
    body = changed(CUSTOMER, changes)
    alone = siigo.post("/v1/customers", body)
    assert [(error["Code"], error["Params"]) for error in alone.body["Errors"]] == [(code, [param])]
    inside = siigo.post("/v1/invoices", {**INVOICE, "customer": body})
    assert [(error["Code"], error["Params"]) for error in inside.body["Errors"]] == [(code, [f"customer.{param}"])]


def test_an_invoice_brings_its_customer(siigo: Siigo) -> None:
    invoice = siigo.invoice({**INVOICE, "customer": CUSTOMER})
    found = siigo.get("/v1/customers?identification=1020304050").body["results"]
    assert [row["id"] for row in found] == [invoice["customer"]["id"]]


def test_a_refused_invoice_brings_no_customer(siigo: Siigo) -> None:
    siigo.post("/v1/invoices", changed({**INVOICE, "customer": CUSTOMER}, {"payments.0.value": 1}))
    assert siigo.get("/v1/customers?identification=1020304050").body["results"] == []


def test_the_stored_customer_wins_over_the_one_sent(siigo: Siigo) -> None:
    stored = siigo.post("/v1/customers", CUSTOMER).body
    siigo.invoice({**INVOICE, "customer": changed(CUSTOMER, {"contacts.0.email": "new@example.co"})})
    assert siigo.get(f"/v1/customers/{stored['id']}").body["contacts"][0]["email"] == "laura.rios@example.co"


def test_a_put_empties_what_is_not_sent(siigo: Siigo) -> None:
    id_ = siigo.post("/v1/customers", {**CUSTOMER, "comments": "VIP"}).body["id"]
    siigo.clock.wait(minutes=1)
    after = siigo.put(f"/v1/customers/{id_}", changed(CUSTOMER, {"contacts": None})).body
    assert "comments" not in after
    assert after["contacts"] == []
    assert after["metadata"] == {"created": "2026-11-21T17:00:00.000Z", "last_updated": "2026-11-21T17:01:00.000Z"}
    later = siigo.get("/v1/customers?updated_start=2026-11-21T17:01:00Z").body["results"]
    assert [row["id"] for row in later] == [id_]


def test_a_put_may_not_take_anothers_identification(siigo: Siigo) -> None:
    id_ = siigo.post("/v1/customers", CUSTOMER).body["id"]
    taken = siigo.put(f"/v1/customers/{id_}", {**CUSTOMER, "identification": "222222222222"})
    assert taken.codes == ["already_exists"]


def test_a_product_as_siigo_shows_it(siigo: Siigo) -> None:
    prices = [{"currency_code": "COP", "price_list": [{"position": 1, "value": 42016}]}]
    body = siigo.post(
        "/v1/products", {**PRODUCT, "stock_control": True, "taxes": [{"id": 13156}], "prices": prices}
    ).body
    assert body["account_group"] == {"id": 1253, "name": "Productos"}
    assert body["taxes"] == [{"id": 13156, "name": "IVA 19%", "type": "IVA", "percentage": 19}]
    assert body["prices"][0]["price_list"] == [{"position": 1, "name": "Precio de venta 1", "value": 42016}]
    assert (body["available_quantity"], body["unit"]) == (0, {"code": "94", "name": "unidad"})
    assert [row["id"] for row in body["warehouses"]] == [1270, 1271]


@pytest.mark.parametrize(
    ("changes", "code", "param"),
    [
        ({"code": "A B"}, "invalid_code", "code"),
        ({"name": None}, "parameter_required", "name"),
        ({"account_group": 1}, "invalid_reference", "account_group"),
        ({"taxes": [{"id": 13156}, {"id": 13157}]}, "invalid_array", "taxes"),
        ({"taxes": [{"id": 1}]}, "invalid_reference", "taxes[0].id"),
        ({"type": "Thing"}, "parameters_exclusive", "type"),
        (
            {"prices": [{"currency_code": "COP", "price_list": [{"position": 13, "value": 1}]}]},
            "invalid_range",
            "prices[0].price_list[0].position",
        ),
    ],
)
def test_a_product_that_breaks_a_rule(siigo: Siigo, changes: Mapping[str, Any], code: str, param: str) -> None:
    answer = siigo.post("/v1/products", changed(PRODUCT, changes))
    assert [(error["Code"], error["Params"]) for error in answer.body["Errors"]] == [(code, [param])]


def test_any_product_is_known_when_switched() -> None:
    siigo = new_siigo(any_product=True)
    siigo.invoice(changed(INVOICE, {"items.0.code": "NEVER-SEEN"}))
    assert siigo.get("/v1/products?code=NEVER-SEEN").body["results"][0]["name"] == "NEVER-SEEN"


def test_the_operator_seeds_products_for_everybody(siigo: Siigo) -> None:
    entries = [
        {"code": "A1", "name": "Uno", "warehouses": [{"id": 1271, "quantity": 7}]},
        {"code": "ENVIO", "active": False},
    ]
    assert siigo.post("/_emulator/products", {"products": entries}).body == {"products": 2}
    for user in ("api@example.co", "later@example.co"):
        siigo.sign_in(user)
        assert siigo.stock("A1") == [7, 0, 7]
        assert siigo.get("/v1/products?code=ENVIO").body["results"][0]["active"] is False


def test_the_operator_seeds_one_company(siigo: Siigo) -> None:
    siigo.post("/_emulator/products", {"company": "later@example.co", "code": "A1"})
    assert siigo.get("/v1/products?code=A1").body["results"] == []
    siigo.sign_in("later@example.co")
    assert len(siigo.get("/v1/products?code=A1").body["results"]) == 1


@pytest.mark.parametrize(
    ("path", "body", "message"),
    [
        ("products", {"name": "x"}, "every product needs a 'code'"),
        ("document-types/1", {"active": False}, "there is no document type 1"),
        ("document-types/24446", {"colour": 1}, "a document type has no colour"),
        ("settings", {"colour": 1}, "a company has no setting colour"),
        (
            "stamps",
            {"next": [{"status": "Lost"}]},
            "'status' is 'Lost'; expected Accepted, Rejected or one of Draft, Sending, pending, processing",
        ),
        ("faults", [], "a JSON object is expected"),
    ],
)
def test_an_order_that_cannot_be_carried_out(siigo: Siigo, path: str, body: object, message: str) -> None:
    """It is not remembered either: a new company can still be made."""
    answer = siigo.post(f"/_emulator/{path}", body)
    assert (answer.status, answer.body) == (400, {"error": message})
    siigo.sign_in("later@example.co")


@pytest.mark.parametrize(
    ("path", "ids"),
    [
        ("taxes", [13156, 13157, 13158, 13159, 7081, 7082, 13456, 34072, 34080, 34090]),
        ("warehouses", [1270, 1271]),
        ("cost-centers", [235]),
        ("price-lists", [2766, 2767]),
        ("account-groups", [1253, 1254, 1255]),
        ("fixed-assets", [13156]),
        ("payment-types?document_type=FV", [5636, 5638, 5640, 5641, 5642, 5643, 5644, 5645, 5646]),
        ("payment-types?document_type=NC", [5636, 5638, 5640, 5641, 5642, 5643, 5644, 5646]),
        ("document-types?type=FV", [24446, 24445, 24447, 24448, 24449, 24450, 24451, 24452]),
        ("document-types?type=NC", [77775, 77776]),
        ("document-types?type=RC", [7714]),
    ],
)
def test_catalogues(siigo: Siigo, path: str, ids: list[int]) -> None:
    rows = siigo.get(f"/v1/{path}").body
    assert [row["id"] for row in rows] == ids
    assert not any(name.startswith("_") for row in rows for name in row)


def test_the_document_type_of_the_rulebook(siigo: Siigo) -> None:
    siigo.post("/_emulator/document-types/24446", {"consecutive": 1042})
    assert siigo.get("/v1/document-types?type=FV").body[0] == {
        "id": 24446, "code": "1", "name": "Factura", "description": "Factura electrónica de venta", "type": "FV",
        "active": True, "seller_by_item": False, "cost_center": True, "cost_center_mandatory": False,
        "cost_center_default": None, "automatic_number": True, "consecutive": 1042, "discount_type": "Value",
        "decimals": True, "advance_payment": False, "reteiva": True, "reteica": True, "self_withholding": False,
        "self_withholding_limit": 0, "electronic_type": "ElectronicInvoice", "prefix": "SETT",
        "document_support": False, "cargo_transportation": False, "healthcare_company": False,
        "customer_by_item": False,
        "global_discounts": [{"id": 13156, "name": "Promo", "percentage": 10, "active": True}], "global_charges": [],
    }  # fmt: skip


def test_what_a_catalogue_demands(siigo: Siigo) -> None:
    assert siigo.get("/v1/document-types").errors == [("parameter_required", ("type",), "The field type is required")]
    assert siigo.get("/v1/payment-types").errors == [
        ("parameter_required", ("document_type",), "The field document_type is required")
    ]
    assert siigo.get("/v1/payment-types?document_type=RP").status == 404


def test_users_come_in_pages_or_not(siigo: Siigo) -> None:
    assert siigo.get("/v1/users").body["pagination"]["total_results"] == 3
    assert [row["id"] for row in new_siigo(users_list="array").get("/v1/users").body] == [625, 629, 630]


def test_documents_of_the_plan_run_down(siigo: Siigo) -> None:
    before = siigo.get("/v1/available-documents").body["available"]
    siigo.invoice({**INVOICE, "stamp": {"send": True}})
    assert siigo.get("/v1/available-documents").body["available"] == before - 1


def test_pages_follow_their_links(siigo: Siigo) -> None:
    for number in range(1, 6):
        siigo.invoice({**INVOICE, "observations": str(number)})
    first = siigo.get("/v1/invoices?page_size=2").body
    assert first["pagination"] == {"page": 1, "page_size": 2, "total_results": 5}
    assert set(first["_links"]) == {"self", "next"}
    names, url = [], "http://localhost/v1/invoices?page_size=2"
    while url:
        page = siigo.get(url.removeprefix("http://localhost")).body
        names += [row["name"] for row in page["results"]]
        url = page["_links"].get("next", {}).get("href", "")
    assert names == ["FV-1-5", "FV-1-4", "FV-1-3", "FV-1-2", "FV-1-1"]
    assert set(page["_links"]) == {"previous", "self"}


@pytest.mark.parametrize(
    ("query", "size"), [("", 25), ("?page_size=500", 100), ("?page_size=x", 25), ("?page_size=0", 25)]
)
def test_page_sizes(siigo: Siigo, query: str, size: int) -> None:
    assert siigo.get(f"/v1/invoices{query}").body["pagination"]["page_size"] == size


def test_small_pages_may_be_ignored() -> None:
    assert new_siigo(smallest_page=10).get("/v1/invoices?page_size=2").body["pagination"]["page_size"] == 10


def test_a_listed_invoice_lacks_stamp_and_observations(siigo: Siigo) -> None:
    invoice = siigo.invoice({**INVOICE, "stamp": {"send": True}})
    row = siigo.get("/v1/invoices").body["results"][0]
    assert row == {name: value for name, value in invoice.items() if name != "stamp"} | {"observations": None}


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("name=FV-2-1", ["FV-2-1"]),
        ("customer_identification=222222222222", ["FV-1-1"]),
        ("customer_identification=1020304050&customer_branch_office=0", ["FV-2-1"]),
        ("customer_identification=102", []),
        ("document_id=24445", ["FV-2-1"]),
        ("date_start=2026-11-21", ["FV-1-1"]),
        ("date_end=2026-11-20", ["FV-2-1"]),
        ("created_start=2026-11-21T17:10:00Z", ["FV-2-1"]),
        ("created_start=2026-11-21", ["FV-2-1", "FV-1-1"]),
        ("created_end=2026-11-21", []),
        ("created_end=2026-11-22", ["FV-2-1", "FV-1-1"]),
        ("created_start=2026-11-21T17:00:00Z&created_end=2026-11-21T17:09:59.999Z", ["FV-1-1"]),
    ],
)
def test_filters_of_invoices(siigo: Siigo, query: str, names: list[str]) -> None:
    """A day alone is its midnight, so `created_end=today` excludes today (section 7)."""
    siigo.invoice()
    siigo.clock.wait(minutes=10)
    older = changed(INVOICE, {"document.id": 24445, "date": "2026-11-01"})
    siigo.invoice({**older, "customer": CUSTOMER})
    assert [row["name"] for row in siigo.get(f"/v1/invoices?{query}").body["results"]] == names


@pytest.mark.parametrize(
    ("query", "code", "param"),
    [
        ("created_start=yesterday", "invalid_date", "created_start"),
        ("date_end=2026-13-01", "invalid_date", "date_end"),
        ("created_start=2026-11-22&created_end=2026-11-21", "invalid_date_range", "created_start"),
    ],
)
def test_dates_that_are_none(siigo: Siigo, query: str, code: str, param: str) -> None:
    answer = siigo.get(f"/v1/invoices?{query}")
    assert [(error["Code"], error["Params"]) for error in answer.body["Errors"]] == [(code, [param])]


def test_filters_of_products_and_customers(siigo: Siigo) -> None:
    rows = {row["code"]: row["id"] for row in siigo.get("/v1/products").body["results"]}
    by_ids = siigo.get(f"/v1/products?ids={rows['ENVIO']},{rows['GENERICO']}").body["results"]
    assert {row["code"] for row in by_ids} == {"ENVIO", "GENERICO"}
    assert [row["code"] for row in siigo.get("/v1/products?stock_control=true").body["results"]] == ["CAM-ALG-M"]
    assert [row["code"] for row in siigo.get("/v1/products?account_group=1254").body["results"]] == ["ENVIO"]
    assert siigo.get("/v1/customers?person_type=Company").body["results"] == []


def test_webhooks(siigo: Siigo) -> None:
    hook = siigo.post("/v1/webhooks", WEBHOOK)
    assert (hook.status, hook.body["active"], hook.body["company_key"]) == (201, True, "api@example.co")
    assert siigo.get("/v1/webhooks").body == [hook.body]
    moved = siigo.put("/v1/webhooks", {**WEBHOOK, "url": "https://hooks.example.co/2", "active": False})
    assert (moved.body["id"], moved.body["url"], moved.body["active"]) == (
        hook.body["id"],
        "https://hooks.example.co/2",
        False,
    )
    by_id = siigo.put(f"/v1/webhooks/{hook.body['id']}", WEBHOOK)
    assert by_id.body["active"] is True
    assert siigo.delete(f"/v1/webhooks/{hook.body['id']}").body == {"id": hook.body["id"], "deleted": True}
    assert siigo.delete(f"/v1/webhooks/{hook.body['id']}").status == 404


def test_webhooks_that_break_a_rule(siigo: Siigo) -> None:
    assert siigo.post("/v1/webhooks", {**WEBHOOK, "url": "hooks.example.co"}).codes == ["invalid_url"]
    unknown = siigo.post("/v1/webhooks", {**WEBHOOK, "topic": "public.siigoapi.invoices.create"})
    assert unknown.errors == [("invalid_reference", ("topic",), "The topic doesn't exist")]


def test_webhooks_may_come_in_pages() -> None:
    assert new_siigo(webhooks_list="page").get("/v1/webhooks").body["results"] == []


class _Hook(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        self.server.received = self.rfile.read(int(self.headers["Content-Length"]))  # type: ignore[attr-defined]
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Silence."""


def test_stock_changes_are_delivered_on_this_machine() -> None:
    siigo = new_siigo(deliver_webhooks=True)
    with HTTPServer(("127.0.0.1", 0), _Hook) as server:
        server.timeout = 5
        thread = Thread(target=server.handle_request)
        thread.start()
        siigo.post("/v1/webhooks", {**WEBHOOK, "url": f"http://127.0.0.1:{server.server_address[1]}/hook"})
        siigo.invoice()
        thread.join(5)
    message = json_text.parse(server.received)  # type: ignore[attr-defined]
    assert (message["topic"], message["company_key"]) == (WEBHOOK["topic"], "api@example.co")
    assert (message["code"], message["available_quantity"]) == ("CAM-ALG-M", 13)
