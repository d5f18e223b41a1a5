"""Invoices of other connectors, made over the emulator's API: found, read back, taken back by exact credit notes."""

import uuid
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import responses

from connector.errors import OrderHeld, RemoteRejected, RemoteUnavailable
from connector.json_text import parse, write
from connector.ledgers.siigo.repair import total_in
from connector.model.documents import Adopted, Booked, Document, DocumentLine, GivenBack, Issued, Trace
from connector.model.order import Order, Refund, RefundLine
from connector.sandbox.faults import Fault
from connector.sandbox.siigo import Options, Running, running
from tests.ledgers.siigo.company import line
from tests.ledgers.siigo.emulated import MARKER, TODAY, Company, calls, company, sold
from tests.ledgers.siigo.server import V1, catalogues, ledger, page, refusal, sign_in

IVA, IVA_5, CONSUMPTION, WITHHOLDING, RETE_IVA = 13156, 13157, 7081, 13456, 34072
ELECTRONIC, PLAIN, PESOS, PERCENT = 24446, 24445, 24447, 24448
BUYER = "1020304050"
LIST, ONE = "GET /v1/invoices", "GET /v1/invoices/{id}"
RULES: dict[str, object] = {
    "credit_note": {"document": {"id": 77776}, "payments": [{"id": 5640}]},
    "ledger.amounts": {"refund_code": "DEVOLUCION"},
}


@pytest.fixture(scope="module")
def siigo() -> Iterator[Running]:
    with running(Options(rate_per_minute=None, any_product=True, stamp_after_polls=0)) as found:
        yield found


@pytest.fixture
def shop(siigo: Running, tmp_path: Path) -> Company:
    found = company(siigo, tmp_path, RULES)
    for identification in (BUYER, "52000333"):
        found.ask("POST", "/v1/customers", _customer(identification))
    return found


def _customer(identification: str) -> dict[str, Any]:
    return {
        "person_type": "Person",
        "id_type": "13",
        "identification": identification,
        "name": ["Laura", "Ríos"],
        "address": {"address": "Calle 1", "city": {"country_code": "Co", "state_code": "11", "city_code": "11001"}},
        "phones": [{"number": "3001112233"}],
        "contacts": [{"first_name": "Laura", "last_name": "Ríos", "email": "laura.rios@example.co"}],
    }


def item(code: str, price: str, **more: Any) -> dict[str, Any]:
    return {"code": code, "description": code, "quantity": 1, "price": Decimal(price), "taxes": [{"id": IVA}], **more}


def by_another(shop: Company, *items: dict[str, Any], kind: int = PLAIN, buyer: str = BUYER, **more: Any) -> Any:
    """The answer to an invoice of another connector, that pays what Siigo says."""
    body = {
        "document": {"id": kind},
        "date": TODAY.isoformat(),
        "customer": {"identification": buyer, "branch_office": 0},
        "seller": 629,
        "items": list(items) or [{"code": "CAM-ALG-M", "quantity": 1, "taxed_price": 59900, "taxes": [{"id": IVA}]}],
        "payments": [{"id": 5640, "value": Decimal("0.01")}],
        **more,
    }
    refused = shop.ask("POST", "/v1/invoices", body)
    body["payments"][0]["value"] = total_in(refused["Errors"][0]["Message"])
    made = shop.ask("POST", "/v1/invoices", body)
    assert "id" in made, made
    return made


def one_shirt(**more: Any) -> Order:
    return sold(line(1, "59900"), **more)


def trace(**more: Any) -> Trace:
    return Trace(**{"since": TODAY, "identification": BUYER, "marker": MARKER, **more})


def found(shop: Company, order: Order, **more: Any) -> Adopted | None:
    return shop.connection.ledger.made_elsewhere(order, trace(**more))


def adopted(shop: Company, order: Order, made: Any) -> Adopted:
    one = found(shop, order, ids=(made["id"],))
    assert one is not None
    return one


def held(shop: Company, order: Order, **more: Any) -> str:
    with pytest.raises(OrderHeld) as caught:
        found(shop, order, **more)
    return str(caught.value)


def kept(document: Document, issued: Issued) -> Booked:
    """As our books keep it: through JSON text."""
    body = parse(write(document.body))
    assert isinstance(body, dict)
    return Booked(
        kind=document.kind,
        source_id=document.order_id,
        ledger_id=issued.id,
        name=issued.name,
        total=issued.total,
        dated_on=document.dated_on,
        body=body,
        lines=document.lines,
    )


class Lives:
    """An adopted invoice and the credit notes that are made of it."""

    def __init__(self, shop: Company, order: Order, made: Any) -> None:
        self.shop, self.order = shop, order
        one = adopted(shop, order, made)
        self.invoice = kept(one.document, one.issued)
        self.notes: list[Booked] = []

    def back(self, amount: str, *lines: RefundLine, reason: int = 1) -> Document:
        """The note, issued: Siigo refuses it unless it comes to its payments to the cent."""
        refund = Refund(id=f"{len(self.notes)}", amount=Decimal(amount), lines=lines)
        back = GivenBack(invoice=self.invoice, refund=refund, earlier=tuple(self.notes), reason=reason)
        draft = self.shop.connection.draft("credit_note", replace(self.order, refunds=(refund,)))
        ledger = self.shop.connection.ledger
        note = ledger.compose_credit_note(draft, self.order, back, today=TODAY, marker=f"ref:n{len(self.notes)}")
        issued = ledger.issue(note, key=uuid.uuid4().hex[:30])
        assert isinstance(issued, Issued)
        assert issued.total == note.total
        self.notes.append(kept(note, issued))
        return note

    def line(self, number: int, units: str, gross: str) -> RefundLine:
        return RefundLine(line_id=f"product:{number}", quantity=Decimal(units), net=Decimal(gross))


# --- finding ----------------------------------------------------------------------------------------------------------


def test_by_its_id_in_one_call(shop: Company) -> None:
    made = by_another(shop)
    before = calls(shop.siigo, ONE), calls(shop.siigo, LIST)
    one = adopted(shop, one_shirt(), made)
    assert (one.issued.id, one.issued.name, one.issued.total) == (made["id"], made["name"], Decimal("59900.00"))
    assert (calls(shop.siigo, ONE), calls(shop.siigo, LIST)) == (before[0] + 1, before[1])


@pytest.mark.parametrize(
    "called", ["{name}", "{lower}", "FV-001-{padded}", "{number}", "#{number}", "SETT{number}", "sett-{padded}"]
)
def test_by_its_name_or_its_number(shop: Company, called: str) -> None:
    by_another(shop, kind=ELECTRONIC)
    made = by_another(shop, kind=ELECTRONIC)
    by_another(shop, kind=ELECTRONIC, buyer="52000333")
    shown = {"name": made["name"], "lower": made["name"].lower(), "number": made["number"]}
    one = found(shop, one_shirt(), names=(called.format(**shown, padded=f"{made['number']:04}"),))
    assert one is not None
    assert one.issued.id == made["id"]


def test_an_id_that_is_none_is_a_name(shop: Company) -> None:
    made = by_another(shop)
    one = found(shop, one_shirt(), ids=(made["name"],), names=(str(made["number"]),))
    assert one is not None
    assert one.issued.id == made["id"]


@pytest.mark.parametrize("told", [{"ids": (str(uuid.uuid4()),)}, {"names": ("FV-2-999",)}, {"names": ("999", "?")}])
def test_what_is_not_there_is_no_invoice(shop: Company, told: dict[str, Any]) -> None:
    by_another(shop)
    assert found(shop, one_shirt(), **told) is None


@pytest.mark.parametrize("how", ["annul", "delete"])
def test_what_is_not_in_force_is_no_invoice(shop: Company, how: Any) -> None:
    made = by_another(shop, observations=MARKER)
    shop.connection.ledger.undo("invoice", made["id"], how)
    told = {"ids": (made["id"],), "names": (made["name"], str(made["number"]))}
    assert found(shop, one_shirt(), **told) is None
    assert found(shop, one_shirt()) is None


def test_a_number_that_two_document_types_have_is_the_buyers(shop: Company) -> None:
    made, other = by_another(shop), by_another(shop, kind=PERCENT, buyer="52000333")
    assert made["number"] == other["number"]
    one = found(shop, one_shirt(), names=(str(made["number"]),))
    assert one is not None
    assert one.issued.id == made["id"]


def test_several_are_for_a_person(shop: Company) -> None:
    made, other = by_another(shop), by_another(shop, kind=PERCENT)
    expected = (
        f"En Siigo hay varias facturas que pueden ser la de este pedido: {made['name']}, {other['name']}. Deje en el "
        "pedido de la tienda el nombre de una sola y reintente; si ninguna lo es, `connector answer 1001 invoice`"
    )
    assert held(shop, one_shirt(), names=(str(made["number"]),)) == expected
    assert held(shop, one_shirt(), ids=(made["id"],), names=(other["name"],)) == expected


def test_by_our_own_marker_in_the_document_itself(shop: Company) -> None:
    by_another(shop, observations=f"Pedido {MARKER}0")
    made = by_another(shop, observations=f"Pedido 1001 {MARKER}")
    one = found(shop, one_shirt())
    assert one is not None
    assert one.issued.id == made["id"]
    assert one.document.marker == MARKER
    assert found(shop, one_shirt(), marker="ref:9") is None
    assert found(shop, one_shirt(), marker="") is None


@pytest.mark.parametrize(("written", "asked"), [("1001", "#1001"), ("#1001", "1001"), ("#1001", "#1001")])
def test_by_the_orders_number_as_a_purchase_order(shop: Company, written: str, asked: str) -> None:
    by_another(shop, additional_fields={"purchase_order": {"number": "10011"}})
    made = by_another(shop, additional_fields={"purchase_order": {"prefix": "WEB", "number": written}})
    one = found(shop, one_shirt(), purchase_order=asked)
    assert one is not None
    assert one.issued.id == made["id"]
    assert one.document.body["additional_fields"] == {"purchase_order": {"prefix": "WEB", "number": written}}
    assert found(shop, one_shirt(), purchase_order="#") is None


def test_our_marker_says_more_than_a_purchase_order(shop: Company) -> None:
    by_another(shop, additional_fields={"purchase_order": {"number": "1001"}})
    made = by_another(shop, observations=MARKER)
    one = found(shop, one_shirt(), purchase_order="#1001")
    assert one is not None
    assert one.issued.id == made["id"]


@pytest.mark.parametrize("identification", ["", "222222222222"])
def test_for_a_buyer_that_is_nobody_only_invoices_of_the_same_money_are_read(
    shop: Company, identification: str
) -> None:
    for price in ("1000", "2000", "3000"):
        by_another(shop, item("A", price), buyer="222222222222", observations=MARKER)
    before = calls(shop.siigo, ONE)
    assert found(shop, one_shirt(), identification=identification) is None
    assert calls(shop.siigo, ONE) == before
    made = by_another(shop, buyer="222222222222", observations=MARKER)
    one = found(shop, one_shirt(), identification=identification)
    assert one is not None
    assert one.issued.id == made["id"]


def test_nothing_older_than_the_order_is_looked_through(shop: Company) -> None:
    by_another(shop, observations=MARKER)
    assert found(shop, one_shirt(), since=TODAY + timedelta(days=3)) is None  # Siigo counts days in UTC


def test_a_claim_copied_from_an_older_order_is_for_a_person(shop: Company) -> None:
    made = by_another(shop)
    placed = TODAY + timedelta(days=40)
    assert held(shop, one_shirt(), names=(made["name"],), since=placed) == (
        f"El pedido dice que su factura es {made['name']}, que es del {TODAY}, y el pedido se hizo el {placed}: el "
        "dato suele venir copiado de otro pedido. Corríjalo en la tienda y reintente; para facturarlo, `connector "
        "answer 1001 invoice`"
    )


def test_the_day_that_it_was_made_is_bogotas(shop: Company) -> None:
    made = by_another(shop)
    record = next(iter(shop.siigo.state.companies[shop.name].papers["invoices"].values()))
    record.answer["metadata"] = {"created": f"{TODAY + timedelta(days=1)}T03:10:00.000Z"}
    assert f"que es del {TODAY}, y el pedido" in held(
        shop, one_shirt(), names=(made["name"],), since=TODAY + timedelta(days=40)
    )


def test_another_buyers_invoice_for_other_money_is_not_it(shop: Company) -> None:
    made = by_another(shop, item("A", "1000"), buyer="52000333")
    assert held(shop, one_shirt(), ids=(made["id"],)) == (
        f"El pedido dice que su factura es {made['name']}, que está a nombre de otro cliente y es por 1190, y el "
        "pedido es por 59900. Corrija el dato en la tienda y reintente; para facturarlo, `connector answer 1001 "
        "invoice`"
    )


def test_the_orders_money_to_another_buyer_is_it_and_said(shop: Company) -> None:
    one = adopted(shop, one_shirt(), by_another(shop, buyer="52000333"))
    assert one.issued.warnings == (
        f"La factura {one.issued.name} está a nombre de un documento distinto al del pedido: revise que sea la suya",
    )
    assert adopted(shop, one_shirt(), by_another(shop, buyer="222222222222")).issued.warnings == ()


def test_what_siigo_cannot_say_now_is_not_taken_for_nothing(shop: Company) -> None:
    made = by_another(shop)
    shop.siigo.state.faults.append(Fault(where=ONE, what="503", times=1))
    with pytest.raises(RemoteUnavailable):
        found(shop, one_shirt(), ids=(made["id"],))
    with responses.RequestsMock() as mock:
        sign_in(mock)
        mock.get(f"{V1}/invoices/{made['id']}", json=refusal("header_required"), status=400)
        with pytest.raises(RemoteRejected, match="header_required"):
            ledger().made_elsewhere(one_shirt(), trace(ids=(made["id"],)))


# --- reading back -----------------------------------------------------------------------------------------------------


def test_in_the_shape_of_our_books(shop: Company) -> None:
    made = by_another(
        shop,
        item("CAM-ALG-M", "42016.81", quantity=2, warehouse=1270, description="Camiseta algodón M"),
        item("ENVIO", "10000", taxes=[]),
        kind=ELECTRONIC,
        stamp={"send": True},
        observations="Pedido web",
        cost_center=235,
        retentions=[{"id": RETE_IVA}],
    )
    shipping = line(2, "10000", rate="", kind="shipping", sku="", name="Envío")
    order = sold(line(1, "100000", quantity="2"), shipping)
    one = adopted(shop, order, made)
    assert dict(one.document.body) == {
        "document": {"id": ELECTRONIC},
        "date": TODAY.isoformat(),
        "customer": {"identification": BUYER, "branch_office": 0},
        "seller": 629,
        "items": [
            {
                "code": "CAM-ALG-M",
                "description": "Camiseta algodón M",
                "quantity": 2,
                "price": Decimal("42016.81"),
                "taxes": [{"id": IVA}],
                "warehouse": 1270,
            },
            {"code": "ENVIO", "description": "ENVIO", "quantity": 1, "price": 10000},
        ],
        "payments": [{"id": 5640, "value": Decimal("107605.05")}],
        "retentions": [{"id": RETE_IVA}],
        "cost_center": 235,
        "stamp": {"send": True},
        "observations": "Pedido web",
    }
    document = one.document
    assert (document.total, document.withheld, document.order_total) == (
        Decimal("107605.05"),
        Decimal("2394.96"),
        Decimal(110000),
    )
    assert document.lines == (
        DocumentLine(
            code="CAM-ALG-M",
            line_id="product:1",
            quantity=Decimal(2),
            unit_price=Decimal("42016.81"),
            base=Decimal("84033.62"),
            tax=Decimal("15966.39"),
            total=Decimal("100000.01"),
            order_gross=Decimal(100000),
            moved=Decimal("0.01"),
        ),
        DocumentLine(
            code="ENVIO",
            line_id="shipping:2",
            quantity=Decimal(1),
            unit_price=Decimal(10000),
            base=Decimal(10000),
            tax=Decimal(0),
            total=Decimal(10000),
            order_gross=Decimal(10000),
        ),
    )
    assert (one.issued.status, document.dated_on, document.order_id) == ("Accepted", TODAY, order.id)
    assert document.warnings == (
        f"La factura {made['name']}, que no hizo el conector, es por 110000.01 y el pedido es por 110000: revise cuál "
        "está bien",
    )


def test_a_percentage_stays_one_where_the_document_type_has_them(shop: Company) -> None:
    made = by_another(shop, item("CAM-ALG-M", "50420.17", discount=10), kind=PERCENT)
    one = adopted(shop, sold(line(1, "54000")), made)
    assert one.document.body["items"] == [
        {
            "code": "CAM-ALG-M",
            "description": "CAM-ALG-M",
            "quantity": 1,
            "price": Decimal("50420.17"),
            "discount": 10,
            "taxes": [{"id": IVA}],
        }
    ]
    made = by_another(shop, item("CAM-ALG-M", "50420.17", discount=Decimal("5042.02")))
    one = adopted(shop, sold(line(1, "54000")), made)
    rows: Any = one.document.body["items"]
    assert rows[0]["discount"] == Decimal("5042.02")


ANSWER: dict[str, Any] = {
    "id": str(uuid.uuid4()),
    "document": {"id": 24447},
    "number": 7,
    "name": "FV-2-7",
    "date": "2026-11-20",
    "customer": {"identification": BUYER},
    "total": 11900,
    "items": [{"code": "A", "quantity": 1, "price": 10000, "taxes": [{"id": IVA, "value": 1900}], "total": 11900}],
    "payments": [{"id": 5640, "value": 11900}],
}
"""As little as Siigo may answer: what a tax is stands in the catalogue."""


def answered(mock: responses.RequestsMock, answer: dict[str, Any], **listed: Any) -> Adopted | None:
    """What is made of this answer; `listed`: what the list has of it."""
    sign_in(mock)
    catalogues(mock)
    mock.assert_all_requests_are_fired = False
    mock.get(f"{V1}/invoices", json=page({"id": answer["id"], "total": answer["total"], **listed}))
    mock.get(f"{V1}/invoices/{answer['id']}", json=answer)
    claims = {} if listed else {"ids": (answer["id"],)}
    return ledger().made_elsewhere(sold(line(1, "11900", sku="A")), trace(since=date(2026, 11, 20), **claims))


def test_what_the_answer_leaves_out_is_in_the_catalogue() -> None:
    with responses.RequestsMock() as mock:
        one = answered(mock, ANSWER)
    assert one is not None
    [row] = one.document.lines
    assert (row.line_id, row.base, row.tax, row.total) == ("product:1", Decimal(10000), Decimal(1900), Decimal(11900))
    assert (one.issued.status, "stamp" in one.document.body, one.document.warnings) == ("", False, ())


@pytest.mark.parametrize(
    ("wrong", "where"),
    [
        ({"date": "ayer"}, "date"),
        ({"items": [{**ANSWER["items"][0], "total": None}]}, "items[0].total"),
        ({"items": [{**ANSWER["items"][0], "price": "caro"}]}, "items[0].price"),
        ({"items": [{**ANSWER["items"][0], "taxes": [{"id": 999, "value": 1}]}]}, "items[0].taxes[0].type"),
    ],
)
def test_what_cannot_be_read_is_held(wrong: dict[str, Any], where: str) -> None:
    with responses.RequestsMock() as mock, pytest.raises(OrderHeld) as caught:
        answered(mock, ANSWER | wrong)
    assert str(caught.value) == (
        f"La factura FV-2-7 de este pedido está en Siigo, pero lo que Siigo responde no se entiende en FV-2-7.{where}: "
        "no se enlaza ni se hace otra. Para facturar el pedido de todos modos, `connector answer 1001 invoice`"
    )


def test_a_list_that_tells_all_spares_the_calls() -> None:
    told: dict[str, Any] = {"observations": "Pedido", "additional_fields": {}}
    with responses.RequestsMock() as mock:
        assert answered(mock, ANSWER, **told) is None
        assert [call.request.path_url.partition("?")[0] for call in mock.calls] == ["/auth", "/v1/invoices"]
    with responses.RequestsMock() as mock:
        one = answered(mock, {**ANSWER, "observations": MARKER}, **{**told, "observations": MARKER})
        assert one is not None
        assert [call.request.path_url.partition("?")[0] for call in mock.calls][:3] == [
            "/auth",
            "/v1/invoices",
            f"/v1/invoices/{ANSWER['id']}",
        ]


# --- whose line it is -------------------------------------------------------------------------------------------------


def apart(names: str, made: Any) -> str:
    return (
        f"No se sabe qué línea de la factura {made['name']} es {names}: si se devuelve, su nota crédito se hace a mano"
    )


def test_lines_are_known_by_code_then_by_name_then_by_money(shop: Company) -> None:
    order = sold(
        line(1, "11900", sku="cam-1"),
        line(2, "23800", sku="", name="Gorra azul"),
        line(3, "23800", sku="", name="Gorra roja"),
        line(4, "5950", kind="shipping", sku="", name="Envío"),
    )
    made = by_another(
        shop,
        item("ENVIO", "5000"),
        item("G2", "20000", description="GORRA ROJA"),
        item("G1", "20000"),
        item("CAM-1", "9000"),
    )
    one = adopted(shop, order, made)
    assert [row.line_id for row in one.document.lines] == ["shipping:4", "product:3", "product:2", "product:1"]
    assert len(one.document.warnings) == 1


def test_lines_that_cannot_be_told_apart_are_nobodys(shop: Company) -> None:
    order = sold(line(1, "23800", sku="", name="Gorra azul"), line(2, "23800", sku="", name="Gorra roja"))
    made = by_another(shop, item("G", "20000"), item("H", "20000"))
    one = adopted(shop, order, made)
    assert [row.line_id for row in one.document.lines] == ["", ""]
    assert one.document.warnings == (apart("«Gorra azul», «Gorra roja»", made),)


def test_a_line_in_several_items_of_its_code(shop: Company) -> None:
    order = sold(line(1, "35700", quantity="3"), line(2, "11900", kind="shipping", sku="", name="Envío"))
    made = by_another(
        shop,
        item("CAM-ALG-M", "10000", quantity=2),
        item("CAM-ALG-M", "10000"),
        item("ENVIO", "5000"),
        item("ENVIO", "5666.67", taxes=[{"id": IVA_5}]),
    )
    one = adopted(shop, order, made)
    expected = ["product:1", "product:1", "shipping:2~1", "shipping:2~2"]
    assert [row.line_id for row in one.document.lines] == expected
    assert one.document.warnings == ()


def test_as_many_lines_of_one_sku_as_items(shop: Company) -> None:
    order = sold(line(1, "11900"), line(2, "23800", quantity="2"), line(3, "11900"))
    made = by_another(shop, item("cam-alg-m", "10000", quantity=2), *[item("cam-alg-m", "10000")] * 2)
    one = adopted(shop, order, made)
    assert [row.line_id for row in one.document.lines] == ["product:2", "product:1", "product:3"]
    merged = by_another(shop, item("cam-alg-m", "10000", quantity=4))
    one = adopted(shop, order, merged)
    assert [row.line_id for row in one.document.lines] == [""]


# --- credit notes of it -----------------------------------------------------------------------------------------------

CARTS: dict[str, tuple[list[dict[str, Any]], dict[str, Any]]] = {
    "prices without tax": ([item("A-1", "42016.81", quantity=2), item("ENVIO", "8403.36")], {}),
    "prices of six decimals": ([item("A-1", "42016.806723", quantity=2), item("ENVIO", "8403.361345")], {}),
    "prices with tax": (
        [
            {"code": "A-1", "quantity": 2, "taxed_price": 49999, "taxes": [{"id": IVA}]},
            {"code": "ENVIO", "quantity": 1, "taxed_price": 10001, "taxes": [{"id": IVA}]},
        ],
        {},
    ),
    "odd prices with tax": (
        [
            {"code": "A-1", "quantity": 2, "taxed_price": Decimal("16666.665"), "taxes": [{"id": IVA}]},
            item("ENVIO", "8403.36", taxes=[]),
        ],
        {},
    ),
    "a discount in money": ([item("A-1", "42016.81", quantity=2, discount=Decimal("8403.37")), item("E", "9")], {}),
    "a discount in per cent": (
        [item("A-1", "42016.81", quantity=2, discount=Decimal("12.5")), item("ENVIO", "8403.36")],
        {"kind": PERCENT},
    ),
    "several taxes": (
        [
            item("A-1", "42016.81", quantity=2, taxes=[{"id": IVA_5}, {"id": CONSUMPTION}]),
            item("ENVIO", "8403.36", taxes=[{"id": IVA}, {"id": WITHHOLDING}]),
        ],
        {"retentions": [{"id": RETE_IVA}]},
    ),
    "in pesos": ([item("A-1", "42016.81", quantity=2), item("ENVIO", "8403.36")], {"kind": PESOS}),
    "a gift beside it": (
        [item("A-1", "42016.81", quantity=2), item("R", "0", tax_base=1000, taxpayer="Customer")],
        {},
    ),
}
"""Items and the rest of another connector's invoice of two units of A-1 and something beside them."""


@pytest.mark.parametrize("cart", CARTS)
class TestCreditNotes:
    def lives(self, shop: Company, cart: str) -> Lives:
        items, more = CARTS[cart]
        made = by_another(shop, *items, **more)
        rows = [row["total"] + sum(tax["value"] for tax in row.get("taxes", []) if tax["id"] == WITHHOLDING)
                for row in made["items"]]  # fmt: skip
        order = sold(
            line(1, str(rows[0]), quantity="2", sku="a-1", rate=""),
            line(2, str(rows[1]), kind="shipping", sku="", rate=""),
        )
        lives = Lives(shop, order, made)
        assert [row.line_id for row in lives.invoice.lines] == ["product:1", "shipping:2"]
        return lives

    def test_in_full(self, shop: Company, cart: str) -> None:
        lives = self.lives(shop, cart)
        gross = sum(row.base + row.tax for row in lives.invoice.lines)
        whole = gross if cart != "in pesos" else lives.invoice.total
        note = lives.back(str(whole), reason=2)
        assert note.total == lives.invoice.total
        assert note.total + note.withheld == note.order_total == whole

    def test_by_line_then_the_rest(self, shop: Company, cart: str) -> None:
        lives = self.lives(shop, cart)
        row = lives.invoice.lines[0]
        half = ((row.base + row.tax) / 2).quantize(Decimal("0.01"))
        first = lives.back(str(half), lives.line(1, "1", str(half)))
        assert first.total + first.withheld == half
        assert (first.lines[0].code, first.lines[0].quantity) == ("A-1", Decimal(1))
        gross = sum(row.base + row.tax for row in lives.invoice.lines)
        rest = gross - half if cart != "in pesos" else lives.invoice.total - first.total
        last = lives.back(str(rest))
        assert last.total + last.withheld == rest
        assert first.total + last.total == lives.invoice.total

    def test_money_alone(self, shop: Company, cart: str) -> None:
        lives = self.lives(shop, cart)
        note = lives.back("2000", reason=3)
        assert note.total + note.withheld == 2000
        assert {line.code for line in note.lines} == {"DEVOLUCION"}


def test_a_line_that_cannot_be_told_apart_is_not_guessed(shop: Company) -> None:
    order = sold(line(1, "23800", sku="", name="Gorra azul"), line(2, "23800", sku="", name="Gorra roja"))
    lives = Lives(shop, order, by_another(shop, item("G", "20000"), item("H", "20000")))
    with pytest.raises(OrderHeld) as caught:
        lives.back("23800", lives.line(1, "1", "23800"))
    assert str(caught.value) == (
        "El reembolso trae la línea «Gorra azul» (product:1), que no está en la factura: haga la nota crédito a mano"
    )
    assert lives.back("47600", reason=2).total == lives.invoice.total


def test_a_rejected_invoice_of_another_is_sent_again_as_it_is(shop: Company) -> None:
    bad = item("CAM-ALG-M", "42016.806723", quantity=3, discount=Decimal("100.01"), warehouse=1270)
    made = by_another(shop, bad, kind=ELECTRONIC, observations="Pedido web")
    one = adopted(shop, sold(line(1, "149880.99", quantity="3")), made)
    shop.connection.ledger.send_again(kept(one.document, one.issued), today=TODAY)
    now = shop.ask("GET", f"/v1/invoices/{made['id']}")
    assert now["stamp"]["status"] == "Accepted"
    assert {name: now[name] for name in made if name not in ("metadata", "mail", "items")} == {
        name: made[name] for name in made if name not in ("metadata", "mail", "items")
    }
    assert now["items"] == made["items"]
