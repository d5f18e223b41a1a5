"""Every row of the rule table (siigo-api.md 21): status, code, params, message, header."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

import pytest

from tests.sandbox.conftest import CUSTOMER, INVOICE, PRODUCT, Siigo, changed, new_siigo

Error = tuple[str, tuple[str, ...], str]
NONE: Callable[[Siigo], object] = lambda siigo: None  # noqa: E731 (a name for "nothing to prepare")


def patch(id_: int, **flags: Any) -> Callable[[Siigo], object]:
    return lambda siigo: siigo.post(f"/_emulator/document-types/{id_}", flags)


def settings(**values: Any) -> Callable[[Siigo], object]:
    return lambda siigo: siigo.post("/_emulator/settings", values)


def customer(**values: Any) -> Callable[[Siigo], object]:
    return lambda siigo: siigo.post("/v1/customers", {**CUSTOMER, **values})


def no_settings(path: str, name: str) -> Error:
    return ("document_settings", (path,), f"The {name} cannot be used, you must verify the document settings")


def bad(code: str, path: str, name: str) -> Error:
    return (code, (path,), f"The field {name} is invalid")


def required(path: str, name: str) -> Error:
    return ("parameter_required", (path,), f"The field {name} is required")


TWICE = [{"id": 13156}, {"id": 13157}]
FOUR = [{"id": 13156}, {"id": 7081}, {"id": 13456}, {"id": 7082}]
DUE = {"payments": [{"id": 5636, "value": 119, "due_date": "2026-12-21"}]}

INVOICES: list[tuple[int, str, Callable[[Siigo], object], Mapping[str, Any], list[Error]]] = [
    (
        9,
        "code is a number",
        NONE,
        {"items.0.code": 12},
        [("invalid_type", ("items[0].code",), "Invalid data type: code")],
    ),
    (
        9,
        "two wrong types",
        NONE,
        {"seller": "629", "date": 3},
        [
            ("invalid_type", ("date",), "Invalid data type: date"),
            ("invalid_type", ("seller",), "Invalid data type: seller"),
        ],
    ),
    (9, "an item is a text", NONE, {"items.0": "x"}, [("invalid_type", ("items[0]",), "Invalid data type: items")]),
    (
        9,
        "seller has decimals",
        NONE,
        {"seller": Decimal("1.5")},
        [("invalid_type", ("seller",), "Invalid data type: seller")],
    ),
    (10, "no document", NONE, {"document": None}, [required("document", "Document")]),
    (10, "no document id", NONE, {"document": {}}, [required("document.id", "id")]),
    (
        10,
        "three fields",
        NONE,
        {"seller": None, "items.0.code": None, "payments": None},
        [
            required("items[0].code", "code"),
            required("payments", "payments"),
            required("seller", "seller"),
        ],
    ),
    (10, "empty code", NONE, {"items.0.code": ""}, [required("items[0].code", "code")]),
    (10, "no items", NONE, {"items": []}, [required("items", "items")]),
    (10, "no price of either kind", NONE, {"items.0.price": None}, [required("items[0].price", "price")]),
    (
        11,
        "long code",
        NONE,
        {"items.0.code": "A" * 31},
        [
            ("length_max", ("items[0].code",), "The field code only allows a maximum length of 30 characters"),
        ],
    ),
    (
        11,
        "long observations",
        NONE,
        {"observations": "a" * 4001},
        [
            ("length_max", ("observations",), "The field observations only allows a maximum length of 4000 characters"),
        ],
    ),
    (12, "code with a blank", NONE, {"items.0.code": "A B"}, [bad("invalid_code", "items[0].code", "code")]),
    (12, "code with a quote", NONE, {"items.0.code": "A'B"}, [bad("invalid_code", "items[0].code", "code")]),
    (
        12,
        "quote in the description",
        NONE,
        {"items.0.description": "Levi's"},
        [
            bad("invalid_description", "items[0].description", "description"),
        ],
    ),
    (12, "no such day", NONE, {"date": "2026-02-30"}, [bad("invalid_date", "date", "date")]),
    (12, "date with slashes", NONE, {"date": "2026/11/21"}, [bad("invalid_date", "date", "date")]),
    (
        12,
        "identification",
        NONE,
        {"customer.identification": "1.020.304"},
        [
            bad("invalid_identification", "customer.identification", "identification"),
        ],
    ),
    (13, "quantity zero", NONE, {"items.0.quantity": 0}, [bad("invalid_value", "items[0].quantity", "quantity")]),
    (
        13,
        "quantity of 3 decimals",
        NONE,
        {"items.0.quantity": Decimal("0.125")},
        [
            bad("invalid_value", "items[0].quantity", "quantity"),
        ],
    ),
    (
        13,
        "price of 7 decimals",
        NONE,
        {"items.0.price": Decimal("1.1234567")},
        [bad("invalid_amount", "items[0].price", "price")],
    ),
    (13, "negative price", NONE, {"items.0.price": -1}, [bad("invalid_amount", "items[0].price", "price")]),
    (13, "price out of bounds", NONE, {"items.0.price": 10**11}, [bad("invalid_amount", "items[0].price", "price")]),
    (
        13,
        "a number of thousands of digits",
        NONE,
        {"items.0.price": 10**4000},
        [
            bad("invalid_amount", "items[0].price", "price"),
        ],
    ),
    (
        13,
        "payment of 3 decimals",
        NONE,
        {"payments.0.value": Decimal("119.001")},
        [
            bad("invalid_amount", "payments[0].value", "value"),
        ],
    ),
    (13, "payment zero", NONE, {"payments.0.value": 0}, [bad("invalid_amount", "payments[0].value", "value")]),
    (
        13,
        "branch office",
        NONE,
        {"customer.branch_office": 1000},
        [
            bad("invalid_range", "customer.branch_office", "branch_office"),
        ],
    ),
    (14, "two VATs", NONE, {"items.0.taxes": TWICE}, [bad("invalid_array", "items[0].taxes", "taxes")]),
    (14, "four taxes", NONE, {"items.0.taxes": FOUR}, [bad("invalid_array", "items[0].taxes", "taxes")]),
    (
        14,
        "VAT and ad valorem",
        NONE,
        {"items.0.taxes": [{"id": 13156}, {"id": 7082}]},
        [
            bad("invalid_array", "items[0].taxes", "taxes"),
        ],
    ),
    (
        14,
        "ReteIVA in an item",
        NONE,
        {"items.0.taxes": [{"id": 34072}]},
        [bad("invalid_array", "items[0].taxes", "taxes")],
    ),
    (14, "501 items", NONE, {"items": [INVOICE["items"][0]] * 501}, [bad("invalid_array", "items", "items")]),
    (15, "seller", NONE, {"seller": 0}, [("invalid_reference", ("seller",), "The seller doesn't exist: 0")]),
    (
        15,
        "customer",
        NONE,
        {"customer.identification": "123"},
        [
            ("invalid_reference", ("customer.identification",), "The customer doesn't exist: 123"),
        ],
    ),
    (
        15,
        "branch of a known customer",
        NONE,
        {"customer.branch_office": 7},
        [
            ("invalid_reference", ("customer.identification",), "The customer doesn't exist: 222222222222"),
        ],
    ),
    (
        15,
        "everything at once",
        NONE,
        {
            "document.id": 1,
            "items.0.code": "X1",
            "items.0.warehouse": 2,
            "items.0.taxes": [{"id": 3}],
            "payments.0.id": 4,
        },
        [
            ("invalid_reference", ("document.id",), "The id doesn't exist: 1"),
            ("invalid_reference", ("items[0].warehouse",), "The warehouse doesn't exist: 2"),
            ("invalid_reference", ("items[0].taxes[0].id",), "The id doesn't exist: 3"),
            ("invalid_reference", ("payments[0].id",), "The id doesn't exist: 4"),
            ("invalid_reference", ("items[0].code",), "The code doesn't exist: X1"),
        ],
    ),
    (16, "cost centre", NONE, {"cost_center": 9}, [bad("invalid_cost_center", "cost_center", "cost_center")]),
    (
        17,
        "document type",
        patch(24446, active=False),
        {},
        [("parameter_inactive", ("document.id",), "The id is inactive: 24446")],
    ),
    (
        17,
        "product",
        NONE,
        {"items.0.code": "DESCONTINUADO"},
        [
            ("parameter_inactive", ("items[0].code",), "The code is inactive: DESCONTINUADO"),
        ],
    ),
    (17, "seller", NONE, {"seller": 630}, [("parameter_inactive", ("seller",), "The seller is inactive: 630")]),
    (
        17,
        "tax and payment",
        NONE,
        {"items.0.taxes": [{"id": 13159}], "payments.0.id": 5646},
        [
            ("parameter_inactive", ("items[0].taxes[0].id",), "The id is inactive: 13159"),
            ("parameter_inactive", ("payments[0].id",), "The id is inactive: 5646"),
        ],
    ),
    (
        17,
        "customer",
        customer(active=False),
        {"customer.identification": "1020304050"},
        [
            ("parameter_inactive", ("customer.identification",), "The identification is inactive: 1020304050"),
        ],
    ),
    (18, "a credit note's type", NONE, {"document.id": 77775}, [bad("invalid_document", "document.id", "id")]),
    (19, "manual number", NONE, {"document.id": 24449}, [required("number", "number")]),
    (
        21,
        "seller by item, cost centre",
        NONE,
        {"document.id": 24451},
        [
            required("items[0].seller", "seller"),
            required("cost_center", "cost_center"),
        ],
    ),
    (
        21,
        "health object",
        patch(24446, healthcare_company=True),
        {},
        [required("healthcare_company", "healthcare_company")],
    ),
    (
        22,
        "fields that the type lacks",
        NONE,
        {
            "document.id": 24452,
            "cost_center": 235,
            "advance_payment": 1,
            "additional_fields": {"purchase_order": {"number": "1"}},
            "items.0.seller": 629,
            "items.0.customer": {"identification": "222222222222"},
            "items.0.transport": {},
        },
        [
            no_settings("cost_center", "cost_center"),
            no_settings("advance_payment", "advance_payment"),
            no_settings("additional_fields", "additional_fields"),
            no_settings("items[0].seller", "seller"),
            no_settings("items[0].customer", "customer"),
            no_settings("items[0].transport", "transport"),
        ],
    ),
    (
        22,
        "vat_excluded on an ordinary day",
        NONE,
        {"items.0.vat_excluded": True},
        [
            ("parameter_not_allowed", ("items[0].vat_excluded",), "The vat_excluded is not allowed today"),
        ],
    ),
    (
        22,
        "a global discount of another type",
        NONE,
        {"global_discounts": [{"id": 5, "percentage": 1}]},
        [
            ("invalid_reference", ("global_discounts[0].id",), "The id doesn't exist: 5"),
        ],
    ),
    (
        23,
        "stamp of a paper invoice",
        NONE,
        {"document.id": 24445, "stamp": {"send": True}},
        [no_settings("stamp.send", "send")],
    ),
    (24, "no resolution", patch(24446, resolution="missing"), {}, [no_settings("document.id", "document.id")]),
    (
        24,
        "expired resolution",
        patch(24446, resolution="expired"),
        {},
        [
            bad("invalid_dian_resolution", "document.id", "id"),
        ],
    ),
    (
        25,
        "retention that is off",
        NONE,
        {"document.id": 24452, "retentions": [{"id": 34072}]},
        [
            bad("invalid_retentions", "retentions", "retentions"),
        ],
    ),
    (
        25,
        "a tax as retention",
        NONE,
        {"retentions": [{"id": 13156}]},
        [
            ("parameter_not_allowed", ("retentions[0].id",), "The id is not a retention"),
        ],
    ),
    (
        26,
        "warehouses are off",
        settings(warehouses=False),
        {"items.0.warehouse": 1270},
        [
            bad("warehouse_settings", "items[0].warehouse", "warehouse"),
        ],
    ),
    (
        26,
        "product without stock",
        NONE,
        {"items.0.code": "ENVIO", "items.0.warehouse": 1270},
        [
            bad("product_settings", "items[0].warehouse", "warehouse"),
        ],
    ),
    (
        27,
        "currency not configured",
        NONE,
        {"currency": {"code": "USD", "exchange_rate": 4000}},
        [
            bad("company_settings", "currency.code", "code"),
        ],
    ),
    (27, "local currency", NONE, {"currency": {"code": "COP"}}, [bad("invalid_currency", "currency.code", "code")]),
    (
        28,
        "customer without contacts",
        customer(contacts=[]),
        {"customer.identification": "1020304050"},
        [
            ("customer_settings", ("customer",), "The customer has no contacts"),
        ],
    ),
    (
        29,
        "locked month",
        settings(lock_date="2026-11-30"),
        {},
        [
            ("blocked_transactions", ("date",), "The transactions are blocked until 2026-11-30"),
        ],
    ),
    (30, "yesterday", NONE, {"date": "2026-11-20"}, [bad("invalid_date", "date", "date")]),
    (
        31,
        "gift",
        NONE,
        {"items.0.price": 0},
        [
            required("items[0].tax_base", "tax_base"),
            required("items[0].taxpayer", "taxpayer"),
        ],
    ),
    (
        32,
        "a supplier's method",
        NONE,
        {"payments.0.id": 7001, "payments.0.due_date": "2026-12-01"},
        [
            bad("invalid_payment", "payments[0].id", "id"),
        ],
    ),
    (33, "no due date", NONE, {"payments.0.id": 5636}, [required("payments[0].due_date", "due_date")]),
    (
        34,
        "credit beside cash",
        NONE,
        {"payments": [{"id": 5640, "value": 19}, {"id": 5636, "value": 100, "due_date": "2026-12-01"}]},
        [
            bad("invalid_array", "payments", "payments"),
        ],
    ),
    (
        35,
        "a cent too much",
        NONE,
        {"payments.0.value": Decimal("119.01")},
        [
            (
                "invalid_total_payments",
                ("payments",),
                "The total payments must be equal to the total invoice. The total invoice calculated is 119",
            ),
        ],
    ),
    (
        35,
        "discount above the line",
        NONE,
        {"items.0.discount": 101},
        [
            bad("invalid_amount", "items[0].discount", "discount"),
        ],
    ),
]


@pytest.mark.parametrize(
    ("prepare", "changes", "expected"),
    [row[2:] for row in INVOICES],
    ids=[f"{row[0]}-{row[1].replace(' ', '_')}" for row in INVOICES],
)
def test_an_invoice_that_breaks_a_rule_is_refused(
    siigo: Siigo, prepare: Callable[[Siigo], object], changes: Mapping[str, Any], expected: list[Error]
) -> None:
    prepare(siigo)
    answer = siigo.post("/v1/invoices", changed(INVOICE, changes))
    assert (answer.status, answer.errors) == (400, expected)
    assert answer.headers["siigoapi-error-code"] == expected[0][0]
    assert siigo.happened()["counts"]["invoices"] == 0


def test_the_sample_that_all_rows_change_is_accepted(siigo: Siigo) -> None:
    assert siigo.post("/v1/invoices", INVOICE).status == 201


def test_the_envelope_is_siigos(siigo: Siigo) -> None:
    answer = siigo.post("/v1/invoices", changed(INVOICE, {"items.0.code": None}))
    assert answer.body == {
        "Status": 400,
        "Errors": [
            {
                "Code": "parameter_required",
                "Message": "The field code is required",
                "Params": ["items[0].code"],
                "Detail": "Check the API documentation: "
                "https://developer.siigo.com/introduction/codigos-de-error/parameter_required",
            }
        ],
    }


@pytest.mark.parametrize(
    ("headers", "status", "expected"),
    [
        ({"Partner-Id": ""}, 400, ("header_required", ("Partner-Id",), "The header Partner-Id is required")),
        (
            {"Partner-Id": "my-app"},
            400,
            ("invalid_partner_id", ("Partner-Id",), "The header Partner-Id has an invalid value"),
        ),
        (
            {"Partner-Id": "ab"},
            400,
            ("invalid_partner_id", ("Partner-Id",), "The header Partner-Id has an invalid value"),
        ),
        (
            {"Partner-Id": "á" * 3},
            400,
            ("invalid_partner_id", ("Partner-Id",), "The header Partner-Id has an invalid value"),
        ),
        ({"Authorization": "Bearer x"}, 401, ("unauthorized", (), "The access token is invalid or expired")),
        ({"Authorization": ""}, 401, ("unauthorized", (), "The access token is invalid or expired")),
        (
            {"Idempotency-Key": "9f2c-11"},
            400,
            ("invalid_idempotency_key", ("Idempotency-Key",), "The header Idempotency-Key has an invalid value"),
        ),
        (
            {"Idempotency-Key": "a" * 31},
            400,
            ("invalid_idempotency_key", ("Idempotency-Key",), "The header Idempotency-Key has an invalid value"),
        ),
    ],
)
def test_headers_come_first(siigo: Siigo, headers: Mapping[str, str], status: int, expected: Error) -> None:
    """Rows 1, 2, 3 and 6, with a body that is wrong too."""
    answer = siigo.call("POST", "/v1/invoices", {}, headers)
    assert (answer.status, answer.errors) == (status, [expected])


def test_partner_id_is_judged_before_the_token(siigo: Siigo) -> None:
    answer = siigo.call("GET", "/v1/taxes", None, {"Partner-Id": "", "Authorization": ""})
    assert answer.codes == ["header_required"]


def test_a_bare_token_is_accepted(siigo: Siigo) -> None:
    bare = siigo.headers["Authorization"].removeprefix("Bearer ")
    assert siigo.call("GET", "/v1/taxes", None, {"Authorization": bare}).status == 200


@pytest.mark.parametrize(
    ("content_type", "data"), [("text/plain", b"{}"), ("application/json", b"{'a': 1}"), ("application/json", b"")]
)
def test_what_is_not_json_is_415(siigo: Siigo, content_type: str, data: bytes) -> None:
    """Row 5."""
    response = siigo.client.post("/v1/invoices", data=data, content_type=content_type, headers=siigo.headers)
    assert response.status_code == 415
    assert "siigoapi-error-code" not in response.headers


LENIENT = {"items.0.price": 10.5, "payments.0.value": 12.5}


def test_lenient_bodies_take_pythons_way_of_writing() -> None:
    siigo = new_siigo(lenient_bodies=True)
    response = siigo.client.post("/v1/invoices", data=str(changed(INVOICE, LENIENT)), headers=siigo.headers)
    assert response.status_code == 201


def test_a_used_number_already_exists(siigo: Siigo) -> None:
    """Row 20."""
    body = changed(INVOICE, {"document.id": 24449, "number": 7})
    assert siigo.invoice(body)["name"] == "FV-5-7"
    again = siigo.post("/v1/invoices", body)
    assert (again.status, again.errors) == (400, [("already_exists", ("number",), "The document already exists")])


def test_conflicts_are_409_when_switched() -> None:
    siigo = new_siigo(conflict_status=409)
    body = changed(INVOICE, {"document.id": 24449, "number": 7})
    siigo.invoice(body)
    assert siigo.post("/v1/invoices", body).status == 409
    siigo.post("/v1/customers", CUSTOMER)
    assert siigo.post("/v1/customers", CUSTOMER).status == 409


def test_whole_peso_types_may_refuse_decimals() -> None:
    """Row 22, decimals: only where switched on, since live accounts answer invalid_total_payments instead."""
    siigo = new_siigo(decimals_refused=True)
    wrong = {"document.id": 24447, "items.0.price": Decimal("10.5"), "payments.0.value": Decimal("12.5")}
    answer = siigo.post("/v1/invoices", changed(INVOICE, wrong))
    assert answer.errors == [no_settings("items[0].price", "price"), no_settings("payments[0].value", "value")]


def test_a_customer_cannot_be_deleted(siigo: Siigo) -> None:
    """Row 45."""
    answer = siigo.delete("/v1/customers/any")
    expected = [("disabled_functionality", (), "This functionality is temporarily disabled.")]
    assert (answer.status, answer.errors) == (403, expected)


@pytest.mark.parametrize(
    "path",
    [
        "/v1/invoices/0", "/v1/credit-notes/0", "/v1/vouchers/0", "/v1/customers/0", "/v1/products/0", "/v1/nothing",
        "/v1/invoices/0/pdf", "/v1/invoices/0/stamp/errors", "/v1/credit-notes/0/pdf",
    ],
)  # fmt: skip
def test_what_is_unknown_is_404(siigo: Siigo, path: str) -> None:
    """Row 46."""
    answer = siigo.get(path)
    assert (answer.status, answer.errors) == (404, [("not_found", ("id",), "The resource was not found")])


def test_product_rules(siigo: Siigo) -> None:
    """Rows 43 and 44."""
    assert siigo.post("/v1/products", PRODUCT).status == 201
    twice = siigo.post("/v1/products", PRODUCT)
    assert twice.errors == [("already_exists", ("code",), "The product already exists")]
    siigo.invoice(changed(INVOICE, {"items.0.code": "TAZA-01"}))
    id_ = siigo.get("/v1/products?code=TAZA-01").body["results"][0]["id"]
    moved = siigo.put(f"/v1/products/{id_}", {**PRODUCT, "account_group": 1254})
    message = "The account_group cannot be updated, the product has movements"
    assert moved.errors == [("update_not_allowed", ("account_group",), message)]
    assert siigo.delete(f"/v1/products/{id_}").errors == [("delete_not_allowed", ("id",), "The product has movements")]
    assert siigo.put(f"/v1/products/{id_}", {**PRODUCT, "account_group": 1255}).errors == [
        ("parameter_inactive", ("account_group",), "The account_group is inactive: 1255")
    ]


def test_an_unused_product_is_deleted(siigo: Siigo) -> None:
    id_ = siigo.post("/v1/products", PRODUCT).body["id"]
    assert siigo.delete(f"/v1/products/{id_}").body == {"id": id_, "deleted": True}
    assert siigo.get(f"/v1/products/{id_}").status == 404


def test_tomorrow_in_utc_is_still_today_in_bogota(siigo: Siigo) -> None:
    """Row 30 goes by Colombia's date: 02:00 UTC is 21:00 of the day before."""
    siigo.clock.wait(hours=9)
    assert siigo.post("/v1/invoices", INVOICE).status == 201
    siigo.sign_in()
    siigo.clock.wait(hours=3)
    assert siigo.post("/v1/invoices", INVOICE).codes == ["invalid_date"]


def test_a_paper_invoice_may_be_dated_back(siigo: Siigo) -> None:
    assert siigo.post("/v1/invoices", changed(INVOICE, {"document.id": 24445, "date": "2026-01-02"})).status == 201
