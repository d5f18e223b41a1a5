"""The mistakes of public connectors (colombia.md 6.4): each an order that would be invoiced wrongly by it."""

import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import requests

from connector.checking import check_file
from connector.colombia.dates import bogota_date
from connector.connecting import connect, unpaced
from connector.errors import OrderHeld, OutcomeUnknown
from connector.issuing.connection import Connection
from connector.json_text import parse
from connector.mapping import load
from connector.model.documents import Document, DocumentKind, Issued
from connector.model.events import OrderSeen
from connector.model.money import half_up
from connector.sandbox.siigo import Options, Running, running
from tests.mappings.folder import ENVIRON, MAPPINGS, connection_over

Payload = dict[str, Any]

MARKER = "ref:00000000deadbeef"
PERSON = "woo-cedula"
COMPANY = "woo-empresa-nit"
CASH_ON_DELIVERY = "woo-sin-documento-contraentrega"


@pytest.fixture(scope="module")
def siigo() -> Iterator[Running]:
    with running(Options(any_product=True, rate_per_minute=None)) as emulator:
        yield emulator


Shop = Callable[..., "Joined"]


@pytest.fixture
def shop(siigo: Running, tmp_path: Path) -> Shop:
    """A shop whose file is the example with these lines over it, joined to a company of its own."""

    def opened(lines: str = "") -> Joined:
        path = connection_over("tienda-ejemplo", lines, tmp_path)
        name = f"{uuid.uuid4().hex[:8]}@example.co"
        environ = {**ENVIRON, "SIIGO_URL": siigo.url, "SIIGO_USERNAME": name}
        checked, problems = check_file(load(path, environ=environ, presets=path.parent))
        assert checked is not None, problems
        return Joined(siigo, connect(checked, unpaced), name)

    return opened


@dataclass(frozen=True)
class Joined:
    """One shop and its company in the emulator."""

    siigo: Running
    connection: Connection
    company: str

    def compose(self, payload: Payload, kind: DocumentKind = "invoice") -> Document:
        seen = self.connection.store.read("order.updated", payload)
        assert isinstance(seen, OrderSeen)
        order = self.connection.as_sold(seen.order)
        today = bogota_date(datetime.now(UTC))
        draft = self.connection.draft(kind, order)
        return self.connection.ledger.compose(kind, draft, order, today=today, marker=MARKER)

    def invoice(self, payload: Payload) -> dict[str, Any]:
        """What Siigo keeps of it."""
        issued = self.connection.ledger.issue(self.compose(payload), key=uuid.uuid4().hex[:30])
        assert isinstance(issued, Issued)
        kept = self.siigo.state.companies[self.company].papers["invoices"][issued.id].answer
        assert kept["total"] == issued.total
        return dict(kept)

    def held(self, payload: Payload) -> list[str]:
        with pytest.raises(OrderHeld) as caught:
            self.compose(payload)
        return list(caught.value.problems)


def payload(name: str, **changed: object) -> Payload:
    found: Payload = parse((MAPPINGS / "orders" / f"{name}.json").read_bytes())
    return {**found, **changed}


def sold(*grosses: int, quantity: int = 1) -> Payload:
    """Ana's order of these products at 19 %, prices with VAT and in whole pesos, as WooCommerce rounds them."""
    items: list[dict[str, Any]] = []
    for number, gross in enumerate(grosses, 1):
        net = half_up(Decimal(gross) / Decimal("1.19"), 0)
        tax = [{"id": 1, "total": str(gross - net), "subtotal": str(gross - net)}]
        amounts = {"subtotal": str(net), "total": str(net), "subtotal_tax": str(gross - net)}
        names = {"id": number, "name": f"Producto {number}", "sku": f"P-{number}", "quantity": quantity}
        items.append({**names, **amounts, "total_tax": str(gross - net), "taxes": tax, "meta_data": []})
    tax_total = str(sum(int(item["total_tax"]) for item in items))
    lists = {"line_items": items, "shipping_lines": [], "fee_lines": [], "coupon_lines": []}
    rates = [{"rate_id": 1, "label": "IVA 19%", "rate_percent": 19, "tax_total": tax_total}]
    return payload(PERSON, **lists, tax_lines=rates, total=str(sum(grosses)), total_tax=tax_total)


def codes(invoice: dict[str, Any]) -> list[str]:
    return [item["code"] for item in invoice["items"]]


def taxes(invoice: dict[str, Any]) -> list[list[tuple[str, Decimal]]]:
    return [[(tax["name"], tax["value"]) for tax in item.get("taxes", [])] for item in invoice["items"]]


# --- 1: whole-peso prices, taxes computed anew ------------------------------------------------------------------------


@pytest.mark.parametrize("grosses", [(17000,), (59900,), (17000, 59900, 23500), (149900, 8900)])
def test_prices_in_whole_pesos_with_vat_inside_are_invoiced_to_the_cent(grosses: tuple[int, ...], shop: Shop) -> None:
    invoice = shop().invoice(sold(*grosses))
    assert invoice["total"] == sum(grosses)
    assert sum(payment["value"] for payment in invoice["payments"]) == sum(grosses)


# --- 2: the discount is subtracted twice ------------------------------------------------------------------------------


@pytest.mark.parametrize(("how", "shown"), [("net", 0), ("shown", Decimal("10067.23"))])
def test_a_coupon_lowers_the_invoice_once(how: str, shown: Decimal, shop: Shop) -> None:
    invoice = shop(f"ledger: {{amounts: {{discounts: {how}}}}}\n").invoice(payload(PERSON))
    assert invoice["total"] == 122100
    assert sum(item.get("discount", {}).get("value", 0) for item in invoice["items"]) == shown


# --- 3: one tax for every line; exento and excluido mixed up ----------------------------------------------------------


def test_every_line_has_the_tax_that_was_charged_for_it_and_exempt_is_not_excluded(shop: Shop) -> None:
    assert taxes(shop().invoice(payload(COMPANY))) == [
        [("IVA 5%", Decimal(1350))],
        [("IVA 0%", Decimal(0))],
        [("IVA 19%", Decimal("60640.34"))],
        [],
    ]


def test_what_has_no_tax_in_the_shop_is_exempt_only_where_the_merchant_says_so(shop: Shop) -> None:
    invoice = shop("sale: {exempt: [SRV-EXC]}\n").invoice(payload(COMPANY))
    assert taxes(invoice)[3] == [("IVA 0%", Decimal(0))]


# --- 4: shipping and fees without tax; products without SKU dropped ---------------------------------------------------


def _untaxed(lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{**line, "total_tax": "0", "taxes": []} for line in lines]


def test_shipping_and_fees_carry_the_vat_of_the_goods_although_the_shop_charged_none(shop: Shop) -> None:
    given = payload(CASH_ON_DELIVERY)
    lists = {name: _untaxed(given[name]) for name in ("shipping_lines", "fee_lines")}
    rates = [{**given["tax_lines"][0], "tax_total": "31917"}]
    invoice = shop().invoice({**given, **lists, "tax_lines": rates, "total": "214900", "total_tax": "31917"})
    assert invoice["total"] == 214900
    assert codes(invoice) == ["BOL-010", "ENVIO", "CARGO"]
    assert [[name for name, _ in each] for each in taxes(invoice)] == [["IVA 19%"]] * 3
    assert [item["total"] for item in invoice["items"][1:]] == [12000, 3000]


def test_a_product_without_sku_holds_the_order_and_is_not_left_out(shop: Shop) -> None:
    given = sold(17000, 59900)
    given["line_items"][1]["sku"] = ""
    [problem] = shop().held(given)
    assert "invoice.items[1].code" in problem


# --- 5: every NIT a company, 13 for everything else -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("document", "person_type", "id_type", "number"),
    [
        ("NIT 900123456-8", "Company", "31", "900123456"),
        ("CC 1.020.304.050", "Person", "13", "1020304050"),
        ("CE 423456", "Person", "22", "423456"),
        ("Pasaporte AB123456", "Person", "41", "AB123456"),
        ("PPT 5839201", "Person", "48", "5839201"),
    ],
)
def test_each_kind_of_document_is_sent_as_what_it_is(
    document: str, person_type: str, id_type: str, number: str, shop: Shop
) -> None:
    kind, _, text = document.partition(" ")
    meta = [
        {"id": 1, "key": "_billing_document_type", "value": kind},
        {"id": 2, "key": "_billing_document_number", "value": text},
    ]
    customer = shop().compose({**sold(17000), "meta_data": meta}).body["customer"]
    assert isinstance(customer, dict)
    assert (customer["person_type"], customer["id_type"], customer["identification"]) == (person_type, id_type, number)


# --- 6: cities as text, without aliases, failing outside of any handler -----------------------------------------------


@pytest.mark.parametrize(
    ("city", "state", "code"),
    [("Bogotá D.C.", "CO-DC", "11001"), ("Cali", "CO-VAC", "76001"), ("medellin ", "CO-ANT", "05001")],
)
def test_a_city_is_found_by_the_names_that_people_use(city: str, state: str, code: str, shop: Shop) -> None:
    given = sold(17000)
    place = {**given["billing"], "city": city, "state": state}
    customer = shop().compose({**given, "billing": place}).body["customer"]
    assert isinstance(customer, dict)
    assert customer["address"]["city"]["city_code"] == code


def test_a_city_that_is_not_found_holds_the_order_in_words(shop: Shop) -> None:
    [problem] = shop().held(payload("woo-ciudad-desconocida"))
    assert "«Ciudad Perdida» (CO-MAG) no es un municipio conocido" in problem


# --- 7: a race makes the customer twice; a customer is never updated --------------------------------------------------


def test_two_orders_of_one_new_buyer_at_once_make_one_customer(shop: Shop) -> None:
    joined = shop("ledger: {customers: find_or_create}\n")
    document = joined.compose(sold(17000), "customer")
    with ThreadPoolExecutor(4) as pool:
        made = {issued.id for issued in pool.map(lambda _: _saved(joined, document), range(4))}
    kept = joined.siigo.state.companies[joined.company].customers.values()
    assert len(made) == 1
    assert sum(each.answer["identification"] == "1020304050" for each in kept) == 1


def test_a_customer_that_moved_is_updated_where_the_merchant_wants_that(shop: Shop) -> None:
    joined = shop("ledger: {customers: update}\n")
    before, given = _saved(joined, joined.compose(sold(17000), "customer")), sold(17000)
    moved = {**given, "billing": {**given["billing"], "city": "Cali", "state": "CO-VAC"}}
    after = _saved(joined, joined.compose(moved, "customer"))
    kept = next(
        each.answer
        for each in joined.siigo.state.companies[joined.company].customers.values()
        if each.answer["id"] == after.id
    )
    assert after.id == before.id
    assert kept["address"]["city"]["city_code"] == "76001"


def _saved(joined: Joined, document: Document) -> Issued:
    issued = joined.connection.ledger.issue(document, key="")
    assert isinstance(issued, Issued)
    return issued


# --- 8: a time-out after the POST makes a second invoice --------------------------------------------------------------


def test_an_invoice_whose_answer_was_lost_is_found_and_not_made_again(shop: Shop) -> None:
    joined = shop()
    document, key, since = joined.compose(sold(17000)), uuid.uuid4().hex[:30], datetime.now(UTC)
    fault = {"what": "500_after", "where": "POST /v1/invoices", "times": 1}
    assert requests.post(f"{joined.siigo.url}/_emulator/faults", json=fault, timeout=5).status_code < 300
    with pytest.raises(OutcomeUnknown):
        joined.connection.ledger.issue(document, key=key)
    found = joined.connection.ledger.find(document, since=since)
    assert found is not None
    assert len(joined.siigo.state.companies[joined.company].papers["invoices"]) == 1


# --- 9: a paid order becomes a credit sale that is due today ----------------------------------------------------------


CREDIT = "tables: {payments: {wompi: 5636}}\n"


def test_a_paid_order_on_a_credit_type_is_said(shop: Shop) -> None:
    [warning] = shop(CREDIT).compose(sold(17000)).warnings
    assert "5636" in warning
    assert shop().compose(sold(17000)).warnings == ()


# --- 10: the payment becomes whatever total the error names -----------------------------------------------------------


def test_a_total_of_siigos_that_is_pesos_away_is_not_paid(shop: Shop) -> None:
    joined = shop("ledger: {amounts: {discounts: shown}}\n")
    given = sold(149900)
    given["line_items"][0] |= {"subtotal": "126008", "subtotal_tax": "23942"}  # a coupon of 50 pesos
    document = joined.compose({**given, "discount_total": "42", "discount_tax": "8"})
    kind = joined.siigo.state.companies[joined.company].document_types[24446]
    kind["discount_type"] = "Percentage"  # somebody changed it in Siigo after we read the catalogue
    with pytest.raises(OrderHeld) as caught:
        joined.connection.ledger.issue(document, key=uuid.uuid4().hex[:30])
    assert "149900" in str(caught.value)
    assert joined.siigo.state.companies[joined.company].papers["invoices"] == {}
