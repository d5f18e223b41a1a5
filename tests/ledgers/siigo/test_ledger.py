"""Composes over cached catalogues, issues once, finds by marker, and tells the merchant what Siigo refused."""

import threading
from datetime import UTC, datetime
from typing import Any

import pytest
import responses

from connector.errors import ConfigError, OrderHeld, OutcomeUnknown, RemoteRejected, RemoteUnavailable
from connector.ledgers import SYSTEMS, ledger_module
from connector.ledgers.siigo.issued import holds_marker
from connector.ledgers.siigo.refusals import FOR_THE_MERCHANT
from connector.messages import catalogue
from connector.messages.siigo import TEXTS
from connector.model.documents import Draft, Issued
from tests.ledgers.siigo.company import (
    BANK,
    CUSTOMER,
    INVOICE,
    IVA_19,
    MARKER,
    OLD,
    SELLER,
    STRICT,
    TODAY,
    WEB_CENTER,
    composed,
    draft,
    order,
)
from tests.ledgers.siigo.server import V1, Clock, Turns, body_of, catalogues, ledger, page, refusal, settings, sign_in

KEY = "k" * 30
SINCE = datetime(2026, 11, 21, 15, 4, 5, tzinfo=UTC)

INVOICE_ANSWER: dict[str, Any] = {
    "id": "63f918c2-0000-4edc-a7db-66bcdd5159fb",
    "name": "FV-1-1042",
    "number": 1042,
    "total": 110000.00,
    "observations": f"Pedido 1001 {MARKER}",
    "stamp": {"status": "Sending"},
    "public_url": "https://documentview.example/1",
}
ISSUED = Issued(
    id="63f918c2-0000-4edc-a7db-66bcdd5159fb",
    name="FV-1-1042",
    total=110000,
    status="Sending",
    url="https://documentview.example/1",
)
STORED: dict[str, Any] = {
    **CUSTOMER,
    "id": "c-1",
    "branch_office": 0,
    "active": True,
    "id_type": {"code": "13", "name": "Cédula de ciudadanía"},
    "check_digit": "8",
    "comments": "Cliente de siempre",
    "commercial_name": None,
    "metadata": {"created": "2026-01-01T00:00:00Z"},
}


@pytest.fixture
def siigo():
    with responses.RequestsMock(assert_all_requests_are_fired=False) as mock:
        sign_in(mock)
        yield mock


def customer():
    return composed(drafted=Draft(values=CUSTOMER), kind="customer")


def urls(siigo) -> list[str]:
    return [
        f"{call.request.method} {call.request.path_url}" for call in siigo.calls if call.request.path_url != "/auth"
    ]


# --- registry and settings --------------------------------------------------------------------------------------------


def test_the_registry_opens_what_it_names():
    module = ledger_module("siigo")
    one = module.open_ledger(settings(), session=None, pace=lambda: None, now=Clock(), outbox=None)
    assert (one.system, one.lanes) == ("siigo", 4)
    assert one.schemas is module.SCHEMAS
    assert set(module.SCHEMAS) == {"customer", "invoice", "credit_note", "receipt"}


def test_an_unknown_system_names_the_known_ones():
    with pytest.raises(ConfigError) as caught:
        ledger_module("sigo")
    known = ", ".join(sorted(SYSTEMS))
    assert caught.value.problems == (
        f"ledger.system: no se conoce «sigo»; los sistemas contables disponibles son: {known}",
    )


def test_a_company_has_one_name_that_tells_nothing():
    one, again, other = settings(), settings(access_key="otra"), settings(username="b@example.co")
    assert one.company == again.company != other.company
    assert len(one.company) == 12
    assert settings(company="acme").company == "acme"
    assert "llave" not in repr(one)


def test_a_test_company_is_slow_unless_told_otherwise():
    assert settings(test_company=True).rate_per_minute == 10
    assert settings(test_company=True, rate_per_minute=8).rate_per_minute == 8


@pytest.mark.parametrize(
    "wrong",
    [
        {"partner_id": "tienda-ejemplo"},
        {"partner_id": "ab"},
        {"base_url": "http://api.siigo.com"},
        {"base_url": "api.siigo.com"},
        {"read_seconds": 60},
        {"customers": "maybe"},
        {"nit": "900123456"},
        {"access_key": ""},
        {"username": " "},
    ],
)
def test_settings_refuse(wrong):
    with pytest.raises(ValueError, match=next(iter(wrong))):
        settings(**wrong)


def test_a_local_address_may_be_plain():
    assert settings(base_url="http://127.0.0.1:8080/").base_url == "http://127.0.0.1:8080"


# --- compose ----------------------------------------------------------------------------------------------------------


def compose_with(one, **more):
    return one.compose("invoice", draft(order(), **more), order(), today=TODAY, marker=MARKER)


def test_only_the_needed_catalogues_are_read_and_only_once(siigo):
    catalogues(siigo)
    turns = Turns()
    one = ledger(pace=turns)
    assert compose_with(one) == composed()
    assert compose_with(one) == composed()
    assert sorted(urls(siigo)) == [
        "GET /v1/document-types?type=FV",
        "GET /v1/payment-types?document_type=FV",
        "GET /v1/taxes",
        "GET /v1/users?page_size=100",
    ]
    assert turns.count == 5


def test_catalogues_are_read_again_after_half_an_hour(siigo):
    lists, clock = catalogues(siigo), Clock()
    one = ledger(clock=clock)
    compose_with(one)
    clock.pass_(minutes=29)
    compose_with(one)
    assert lists["taxes"].call_count == 1
    clock.pass_(minutes=1)
    compose_with(one)
    assert lists["taxes"].call_count == 2


def test_an_unknown_id_reads_that_catalogue_again_once_a_minute(siigo):
    lists, clock = catalogues(siigo), Clock()
    one = ledger(clock=clock)
    for seconds in (0, 59, 1, 59, 1):
        clock.pass_(seconds=seconds)
        with pytest.raises(OrderHeld, match="77777 no existe"):
            compose_with(one, seller=77777)
    assert (lists["users"].call_count, lists["taxes"].call_count) == (3, 1)


def test_many_threads_read_a_catalogue_once(siigo):
    lists, one, documents = catalogues(siigo), ledger(), []
    threads = [threading.Thread(target=lambda: documents.append(compose_with(one))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(documents) == 8
    assert [lists[name].call_count for name in ("document-types", "payment-types", "taxes", "users")] == [1, 1, 1, 1]


def test_a_catalogue_that_cannot_be_read_is_not_the_merchants_fault(siigo):
    siigo.get(f"{V1}/document-types", json=refusal("documents_service"), status=400)
    with pytest.raises(RemoteUnavailable):
        compose_with(ledger())


def test_a_catalogue_of_another_shape_is_said(siigo):
    siigo.get(f"{V1}/document-types", json=[{"id": "abc", "name": "x"}])
    with pytest.raises(RemoteRejected) as caught:
        compose_with(ledger())
    assert str(caught.value) == (
        "La lista document-types de Siigo tiene una forma que no se conoce "
        "(id: Input should be a valid integer, unable to parse string as an integer)"
    )


def test_a_customer_document_needs_no_catalogue(siigo):
    one = ledger(customers="update")
    document = one.compose("customer", Draft(values=CUSTOMER), order(), today=TODAY, marker=MARKER)
    assert document == customer()
    assert len(siigo.calls) == 0


# --- issue ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [200, 201])
def test_an_invoice_is_sent_with_its_key(siigo, status):
    siigo.post(f"{V1}/invoices", json=INVOICE_ANSWER, status=status)
    document = composed()
    assert ledger().issue(document, key=KEY) == ISSUED
    assert siigo.calls[-1].request.headers["Idempotency-Key"] == KEY
    assert body_of(siigo.calls[-1])["items"][0]["price"] == 42016.806723


def test_an_invoice_that_is_not_stamped_has_no_status(siigo):
    answer = {name: INVOICE_ANSWER[name] for name in ("id", "name", "total")}
    siigo.post(f"{V1}/invoices", json=answer, status=201)
    issued = ledger().issue(composed(), key=KEY)
    assert (issued.status, issued.url) == ("", "")


@pytest.mark.parametrize("answer", [{}, [], {"id": ""}, {"id": "1"}, {"id": "1", "total": "x"}])
def test_an_answer_that_names_no_document_is_no_answer(siigo, answer):
    siigo.post(f"{V1}/invoices", json=answer, status=201)
    with pytest.raises(OutcomeUnknown, match="no trae id ni total"):
        ledger().issue(composed(), key=KEY)


def test_an_uncertain_answer_stays_uncertain(siigo):
    siigo.post(f"{V1}/invoices", json=refusal("duplicated_document", "The document already exists."), status=400)
    with pytest.raises(OutcomeUnknown):
        ledger().issue(composed(), key=KEY)


@pytest.mark.parametrize(("seconds", "error"), [(-1, OrderHeld), (1, RemoteUnavailable), (601, OrderHeld)])
def test_a_day_that_ends_between_composing_and_sending_holds_no_order(siigo, seconds, error):
    clock = Clock()
    clock.pass_(hours=14, seconds=seconds)  # of midnight in Bogotá
    siigo.post(f"{V1}/invoices", json=refusal("invalid_date", "The field date is invalid", "date"), status=400)
    with pytest.raises(error) as caught:
        ledger(clock=clock).issue(composed(), key=KEY)
    if error is RemoteUnavailable:
        words = "El documento era del 2026-11-21 y el día terminó antes de enviarlo: se hará con la fecha de hoy"
        assert (str(caught.value), caught.value.counts) == (words, False)


REFUSALS = [
    (
        ("invalid_reference", "The code doesn't exist: CAM-ALG-M", "items[0].code"),
        "El producto con código «CAM-ALG-M» no existe en Siigo: créelo, o corrija el SKU en la tienda o el mapeo "
        "(items[0].code, invalid_reference)",
    ),
    (
        ("invalid_reference", "The code doesn't exist: OTRO", "code"),
        "El producto con código «OTRO» no existe en Siigo: créelo, o corrija el SKU en la tienda o el mapeo "
        "(code, invalid_reference)",
    ),
    (
        ("invalid_reference", "The code doesn't exist: CAM-ALG-M", "Items[0].Code"),
        "El producto con código «CAM-ALG-M» no existe en Siigo: créelo, o corrija el SKU en la tienda o el mapeo "
        "(Items[0].Code, invalid_reference)",
    ),
    (
        ("invalid_reference", "The customer doesn't exist", "identification"),
        "El cliente 1020304050 no existe en Siigo: créelo en Siigo, o corrija la identificación en el pedido "
        "o el mapeo",
    ),
    (
        ("parameter_inactive", "The code is inactive: ENVIO", "items[1].code"),
        "El producto con código «ENVIO» está inactivo en Siigo: actívelo, o corrija el SKU en la tienda o el mapeo "
        "(items[1].code, parameter_inactive)",
    ),
    (
        ("invalid_reference", "The seller doesn't exist: 0", "seller"),
        "Siigo rechazó seller: The seller doesn't exist: 0 (invalid_reference). "
        "Corrija el dato en el pedido, el mapeo o Siigo",
    ),
    (
        ("invalid_name", "", "customer.name[0]"),
        "Siigo rechazó customer.name[0]: — (invalid_name). Corrija el dato en el pedido, el mapeo o Siigo",
    ),
    (
        (
            "invalid_total_payments",
            "The total payments must be equal to the total invoice. The total invoice calculated is 100,000",
            "payments",
        ),
        "Siigo calcula un total de 100000 y los pagos suman 110000; el pedido suma 110000. "
        "La diferencia es igual al envío (ENVIO): revise el producto del envío en Siigo (invalid_total_payments)",
    ),
    (
        ("document_settings", "The send cannot be used, you must verify the document settings", "stamp.send"),
        "El comprobante no permite stamp.send: revise su configuración en Siigo, o el mapeo. "
        "Siigo dice: The send cannot be used, you must verify the document settings (document_settings)",
    ),
    (
        ("invalid_dian_resolution", "x", "document.id"),
        "La resolución de numeración de la DIAN venció o se agotó: renuévela en Siigo y reintente "
        "(invalid_dian_resolution)",
    ),
    (
        ("blocked_transactions", "x", "date"),
        "La contabilidad está cerrada en la fecha de la factura: abra el periodo en Siigo y reintente "
        "(blocked_transactions)",
    ),
    (
        ("company_settings", "No foreign currency", "currency.code"),
        "La empresa no tiene activo en Siigo lo que pide currency.code: actívelo o quítelo del mapeo. "
        "Siigo dice: No foreign currency (company_settings)",
    ),
    (
        ("customer_settings", "x"),
        "El cliente no tiene contactos en Siigo: agréguele uno en Siigo y reintente (customer_settings)",
    ),
    (
        ("read_only", "x"),
        "La cuenta de Siigo está en modo de solo lectura: renueve el plan en Siigo y reintente (read_only)",
    ),
    (
        ("product_settings", "x", "items[0].warehouse"),
        "El producto no maneja inventario y el mapeo le pone bodega (items[0].warehouse): quite warehouse o active "
        "el inventario del producto en Siigo (product_settings)",
    ),
    (
        ("warehouse_settings", "x", "items[0].warehouse"),
        "La empresa no maneja bodegas en Siigo: quite warehouse del mapeo (items[0].warehouse, warehouse_settings)",
    ),
]


@pytest.mark.parametrize(("fault", "words"), REFUSALS)
def test_a_refusal_tells_the_merchant_what_to_do(siigo, fault, words):
    siigo.post(f"{V1}/invoices", json=refusal(*fault), status=400)
    with pytest.raises(OrderHeld) as caught:
        ledger().issue(composed(), key=KEY)
    assert caught.value.problems == (words,)
    assert isinstance(caught.value.__cause__, RemoteRejected)
    assert caught.value.__cause__.code == fault[0]


def test_every_fault_is_a_problem_of_its_own(siigo):
    two = refusal("invalid_email", "Bad", "customer.contacts[0].email")
    two["Errors"].append(refusal("invalid_payment", "Bad", "payments[0].id")["Errors"][0])
    siigo.post(f"{V1}/invoices", json=two, status=400)
    with pytest.raises(OrderHeld) as caught:
        ledger().issue(composed(), key=KEY)
    assert len(caught.value.problems) == 2


@pytest.mark.parametrize(
    "code", ["header_required", "invalid_partner_id", "invalid_idempotency_key", "invalid_type", "new"]
)
def test_what_a_merchant_cannot_change_stays_a_refusal(siigo, code):
    mixed = refusal("invalid_email", "Bad")
    mixed["Errors"].append({"Code": code})
    siigo.post(f"{V1}/invoices", json=mixed, status=400)
    with pytest.raises(RemoteRejected) as caught:
        ledger().issue(composed(), key=KEY)
    assert code in str(caught.value)


def test_every_code_has_words(siigo):
    for code in sorted(FOR_THE_MERCHANT):
        siigo.post(f"{V1}/invoices", json=refusal(code, "m", "p"), status=400)
        with pytest.raises(OrderHeld, match=code):
            ledger().issue(composed(), key=KEY)
        siigo.remove(responses.POST, f"{V1}/invoices")


# --- customers --------------------------------------------------------------------------------------------------------


def test_a_new_customer_is_looked_up_and_then_created(siigo):
    siigo.get(f"{V1}/customers", json=page())
    siigo.post(f"{V1}/customers", json={"id": "c-9"}, status=201)
    assert ledger(customers="find_or_create").issue(customer(), key=KEY) == Issued(id="c-9", name="", total=0)
    assert urls(siigo) == ["GET /v1/customers?identification=1020304050&page_size=100", "POST /v1/customers"]
    assert body_of(siigo.calls[-1]) == CUSTOMER
    assert "Idempotency-Key" not in siigo.calls[-1].request.headers


def test_a_known_customer_is_left_as_it_is(siigo):
    other_branch = {**STORED, "id": "c-2", "branch_office": 3}
    other_number = {**STORED, "id": "c-3", "identification": "10203040501"}
    siigo.get(f"{V1}/customers", json=page(other_branch, other_number, STORED))
    assert ledger(customers="find_or_create").issue(customer(), key=KEY).id == "c-1"
    assert len(urls(siigo)) == 1


def test_an_update_sends_back_what_the_order_does_not_say(siigo):
    city = {**CUSTOMER["address"]["city"], "country_name": "Colombia", "city_name": "Medellín"}
    stored = {**STORED, "name": ["Laura", "Antes"], "address": {"address": "X", "city": city, "postal_code": "050010"}}
    siigo.get(f"{V1}/customers", json=[stored])
    siigo.put(f"{V1}/customers/c-1", json=STORED)
    assert ledger(customers="update").issue(customer(), key=KEY).id == "c-1"
    kept = {"branch_office": 0, "active": True, "check_digit": "8", "comments": "Cliente de siempre"}
    address = {**CUSTOMER["address"], "postal_code": "050010"}
    assert body_of(siigo.calls[-1]) == {**CUSTOMER, **kept, "address": address}


def test_an_update_that_changes_nothing_is_not_sent(siigo):
    siigo.get(f"{V1}/customers", json=[STORED])
    assert ledger(customers="update").issue(customer(), key=KEY).id == "c-1"
    assert len(urls(siigo)) == 1


def test_a_customer_that_appeared_meanwhile_is_the_one(siigo):
    siigo.get(f"{V1}/customers", json=page())
    siigo.get(f"{V1}/customers", json=page(STORED))
    siigo.post(f"{V1}/customers", json=refusal("already_exists", "", "identification"), status=409)
    assert ledger(customers="find_or_create").issue(customer(), key=KEY).id == "c-1"


def test_a_customer_that_exists_and_is_not_found_is_held(siigo):
    siigo.get(f"{V1}/customers", json=page())
    siigo.post(f"{V1}/customers", json=refusal("already_exists", "Exists", "identification"), status=400)
    with pytest.raises(OrderHeld, match="already_exists"):
        ledger(customers="find_or_create").issue(customer(), key=KEY)


def test_a_refused_customer_is_held(siigo):
    siigo.get(f"{V1}/customers", json=page())
    siigo.post(f"{V1}/customers", json=refusal("invalid_identification", "Bad", "identification"), status=400)
    with pytest.raises(OrderHeld) as caught:
        ledger(customers="update").issue(customer(), key=KEY)
    assert caught.value.problems == (
        "Siigo rechazó identification: Bad (invalid_identification). Corrija el dato en el pedido, el mapeo o Siigo",
    )


def test_an_inactive_customer_is_held(siigo):
    siigo.get(f"{V1}/customers", json=page({**STORED, "active": False}))
    with pytest.raises(OrderHeld) as caught:
        ledger(customers="update").issue(customer(), key=KEY)
    assert caught.value.problems == ("El cliente 1020304050 está inactivo en Siigo: actívelo en Siigo",)


def test_a_customer_is_found_by_identification(siigo):
    siigo.get(f"{V1}/customers", json=page(STORED))
    siigo.get(f"{V1}/customers", json=page())
    one = ledger()
    assert one.find(customer(), since=SINCE) == Issued(id="c-1", name="", total=0)
    assert one.find(customer(), since=SINCE) is None


# --- find -------------------------------------------------------------------------------------------------------------


def row(number: int, observations: object, **more) -> dict[str, Any]:
    return {"id": f"i-{number}", "name": f"FV-1-{number}", "total": 110000, "observations": observations, **more}


def test_an_invoice_is_found_by_its_marker(siigo):
    siigo.get(f"{V1}/invoices", json=page(row(1, "otra"), row(2, f"Pedido {MARKER}")))
    siigo.get(f"{V1}/invoices/i-2", json={**INVOICE_ANSWER, "id": "i-2"})
    found = ledger().find(composed(), since=SINCE)
    assert (found.id, found.name, found.status) == ("i-2", "FV-1-1042", "Sending")
    query = "customer_identification=1020304050&created_start=2026-11-21T14%3A54%3A05Z&page_size=100"
    assert urls(siigo) == [f"GET /v1/invoices?{query}", "GET /v1/invoices/i-2"]


def test_observations_that_the_list_leaves_out_are_read_from_the_invoice(siigo):
    siigo.get(f"{V1}/invoices", json=page(row(1, None), row(2, None), path="invoices", following=2))
    siigo.get(f"{V1}/invoices", json=page(row(3, None)))
    siigo.get(f"{V1}/invoices/i-1", json=row(1, None))
    siigo.get(f"{V1}/invoices/i-2", json=row(2, "otra"))
    siigo.get(f"{V1}/invoices/i-3", json={**INVOICE_ANSWER, "id": "i-3"})
    assert ledger().find(composed(), since=SINCE).id == "i-3"


def test_a_look_up_that_was_cut_short_goes_on_where_it_was(siigo):
    siigo.get(f"{V1}/invoices", json=page(row(1, None), row(2, None)))
    siigo.get(f"{V1}/invoices/i-1", json=row(1, "otra"))
    siigo.get(f"{V1}/invoices/i-2", json=refusal("unhandled_error"), status=500)
    one = ledger()
    with pytest.raises(RemoteUnavailable):
        one.find(composed(), since=SINCE)
    siigo.replace("GET", f"{V1}/invoices/i-2", json={**INVOICE_ANSWER, "id": "i-2"})
    assert one.find(composed(), since=SINCE).id == "i-2"
    assert [url for url in urls(siigo) if url.endswith("i-1")] == ["GET /v1/invoices/i-1"]


def test_nothing_is_found_where_nothing_is(siigo):
    gone = row(1, MARKER, annulled=True)
    longer = row(2, f"{MARKER}0 x{MARKER}")
    siigo.get(f"{V1}/invoices", json=page(gone, longer, row(3, "")))
    assert ledger().find(composed(), since=SINCE) is None
    assert len(urls(siigo)) == 1


@pytest.mark.parametrize(
    ("text", "is_held"),
    [
        (MARKER, True),
        (f"Pedido 1 {MARKER}", True),
        (f"{MARKER}.", True),
        (f"({MARKER})\nx", True),
        (f"{MARKER}1", False),
        (f"a{MARKER}", False),
        (f"{MARKER}-2", False),
        ("", False),
        (None, False),
        (5, False),
    ],
)
def test_a_marker_stands_by_itself(text, is_held):
    assert holds_marker(text, MARKER) is is_held


def test_a_look_up_that_fails_is_not_an_absence(siigo):
    siigo.get(f"{V1}/invoices", json=refusal("unhandled_error"), status=500)
    with pytest.raises(RemoteUnavailable):
        ledger().find(composed(), since=SINCE)


# --- check ------------------------------------------------------------------------------------------------------------


def test_a_healthy_company_checks_out(siigo):
    catalogues(siigo)
    ids = {
        "document_types": [INVOICE, str(STRICT)],
        "payment_types": [BANK],
        "taxes": [IVA_19],
        "users": [SELLER],
        "cost_centers": [WEB_CENTER],
    }
    checks = list(ledger(company="acme").check(ids))
    assert all(check.ok for check in checks)
    assert [(check.name, check.detail) for check in checks] == [
        ("Siigo: ingreso", "acme"),
        (
            "los tipos de comprobante de venta (FV): 24446",
            "Factura electrónica, electrónico, descuento en valor",
        ),
        (
            "los tipos de comprobante de venta (FV): 24451",
            "Estricta, electrónico, numeración manual, vendedor por línea, centro de costos obligatorio, "
            "descuento en valor",
        ),
        ("las formas de pago de venta (FV): 5638", "Banco"),
        ("los impuestos: 13156", "IVA 19%"),
        ("los usuarios: 629", "Ana Mesa"),
        ("los centros de costos: 235", "Web"),
    ]


def test_what_is_wrong_says_what_to_do(siigo):
    catalogues(siigo)
    checks = list(ledger().check({"document_types": [OLD, 1, "x"]}))[1:]
    assert [(check.ok, check.detail, check.fix) for check in checks] == [
        (False, "Vieja: inactivo en Siigo", "Actívelo en Siigo o use otro en el mapeo"),
        (False, "no existe en Siigo", "Corrija el número en el mapeo"),
        (False, "no existe en Siigo", "Corrija el número en el mapeo"),
    ]


def test_without_sign_in_nothing_else_is_looked_at(siigo):
    siigo.replace(responses.POST, "https://siigo.test/auth", json=refusal("unauthorized"), status=401)
    checks = list(ledger().check({"taxes": [1]}))
    assert [check.ok for check in checks] == [False]
    assert checks[0].fix == "Copie username y access_key de Siigo: Alianzas, Mi credencial API"


def test_a_catalogue_that_cannot_be_read_is_a_failed_check(siigo):
    siigo.get(f"{V1}/taxes", body="", status=503)
    check = list(ledger().check({"taxes": [1]}))[-1]
    assert (check.ok, check.name, check.detail) == (False, "los impuestos", "Siigo respondió 503: http_503")


# --- words ------------------------------------------------------------------------------------------------------------


def test_both_languages_name_the_same_things():
    import re

    for key, pair in TEXTS.items():
        assert catalogue()[key] == pair
        spanish, english = (set(re.findall(r"{(\w+)}", text)) for text in pair)
        assert spanish == english, key
