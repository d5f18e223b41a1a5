"""Receipts from a connection file to the emulated Siigo and back, and Siigo's refusals in the merchant's words."""

import uuid
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import responses

from connector.errors import OrderHeld, OutcomeUnknown, RemoteRejected
from connector.ledgers.siigo.answers import Fault, SiigoRejected
from connector.ledgers.siigo.issued import issued_receipt
from connector.ledgers.siigo.refusals import held_of
from connector.ledgers.siigo.schema import SCHEMAS
from connector.mapping import load
from connector.model.documents import Booked, Document, Draft, Issued, PaidIn
from connector.model.order import Order
from connector.sandbox.siigo import Options, Running, running
from tests.ledgers.siigo.emulated import MARKER, TODAY, Company, company, sold
from tests.ledgers.siigo.server import V1, catalogues, ledger, page, refusal, sign_in
from tests.ledgers.siigo.test_receipts import invoice, receipt

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
VOUCHERS = f"{V1}/vouchers"
RULES: dict[str, object] = {
    "invoice.payments": [{"id": 5636}],
    "tables": {"receipts": {"wompi": 5638, "cod": 5644}},
    "receipt.document": {"id": 7714},
    "receipt.payment": {"id": {"from": "payment.method", "table": "receipts"}},
}


@pytest.fixture(scope="module")
def siigo() -> Iterator[Running]:
    with running(Options(rate_per_minute=None)) as one:
        yield one


def composed(one: Company, order: Order, of: Booked | None = None, paid: str = "59900") -> Document:
    draft = one.connection.draft("receipt", order)
    paid_in = PaidIn(amount=Decimal(paid), invoice=of)
    return one.connection.ledger.compose_receipt(draft, order, paid_in, today=TODAY, marker=MARKER)


def issued(one: Company, document: Document) -> Issued:
    made = one.connection.ledger.issue(document, key=uuid.uuid4().hex[:30])
    assert isinstance(made, Issued)
    return made


def booked(one: Company, order: Order) -> Booked:
    document = one.compose(order)
    made = issued(one, document)
    return Booked(
        kind="invoice",
        source_id=order.id,
        ledger_id=made.id,
        name=made.name,
        total=made.total,
        dated_on=TODAY,
        body=document.body,
        lines=document.lines,
    )


def refused(one: Company, document: Document) -> tuple[str, ...]:
    with pytest.raises(OrderHeld) as caught:
        issued(one, document)
    return caught.value.problems


# --- from the connection file ---------------------------------------------------------------------------------------


def test_the_gateway_says_where_the_money_is(siigo: Running, tmp_path: Path):
    one, order = company(siigo, tmp_path, RULES), sold()
    assert one.lint == []
    made = issued(one, composed(one, order, booked(one, order)))
    answer = one.ask("GET", f"/v1/vouchers/{made.id}")
    assert (answer["type"], answer["payment"]) == (
        "DebtPayment",
        {"id": 5638, "name": "Bancolombia", "value": 59900},
    )
    assert (made.name, made.total, made.status) == ("RC-1-1", 59900, "")
    assert one.connection.ledger.standing("receipt", made.id).status == ""


def test_a_receipt_takes_no_more_of_the_buyer_than_its_document(siigo: Running, tmp_path: Path):
    one = company(siigo, tmp_path, RULES)
    assert one.connection.draft("receipt", sold()).values == {
        "customer": {"identification": "1020304050"},
        "document": {"id": 7714},
        "payment": {"id": 5638},
    }


def test_a_buyer_without_a_document_is_told_as_for_an_invoice(siigo: Running, tmp_path: Path):
    one, order = company(siigo, tmp_path, RULES), sold()
    with pytest.raises(OrderHeld, match=r"customer\.identification: el pedido no trae el documento de identidad"):
        one.connection.draft("receipt", replace(order, buyer=replace(order.buyer, identification=None)))


def test_the_payer_may_be_mapped_for_receipts_alone(siigo: Running, tmp_path: Path):
    one = company(siigo, tmp_path, {**RULES, "receipt.customer": {"identification": {"const": "900123456"}}})
    assert one.connection.draft("receipt", sold()).values["customer"] == {"identification": "900123456"}


def test_doctor_looks_up_the_ids_of_receipts(siigo: Running, tmp_path: Path):
    one = company(siigo, tmp_path, RULES)
    environ = {"SECRET": "llave", "SIIGO_URL": siigo.url, "COMPANY": one.name}
    named = load(tmp_path / f"{one.name}.yaml", environ=environ, presets=tmp_path).constants(SCHEMAS)
    assert list(named["document_types"]) == [24445, 7714]
    assert list(named["payment_types"]) == [5636, 5638, 5644]
    checks = one.connection.ledger.check({**named, "payment_types": [5638, 777]})
    assert {check.name: check.ok for check in checks if "(FV)" in check.name or "(RC)" in check.name} == {
        "los tipos de comprobante de venta (FV): 24445": True,
        "los comprobantes de recibo de caja (RC): 7714": True,
        "las formas de pago de venta (FV): 5638": True,
        "las formas de pago de venta (FV): 777": False,
    }


def test_a_payment_type_of_sales_alone_takes_in_no_money(siigo: Running, tmp_path: Path):
    one, order = company(siigo, tmp_path, {**RULES, "tables": {"receipts": {"wompi": 5645}}}), sold()
    with pytest.raises(OrderHeld, match="5645 no existe en Siigo entre las formas de pago de recibo de caja"):
        composed(one, order, booked(one, order))


# --- what Siigo refuses ---------------------------------------------------------------------------------------------

LOOK = (
    "si alguien ya registró un recibo de caja o una nota crédito; si el dinero ya está registrado, no haga este recibo"
)
PAID = (
    "Siigo no recibe este valor: la factura tiene menos saldo que lo que entró. Mire en Siigo "
    f"{LOOK} (items[0].value, invalid_amount)"
)
GONE = (
    "Siigo no encuentra la cuota de la factura: ya está pagada, o su vencimiento o su cliente cambiaron. Mire en Siigo "
    "si alguien ya registró el recibo de caja; si ya está, no haga este "
    "(items[0].due, invalid_reference)"
)
CLOSED = (
    "La contabilidad está cerrada en la fecha del recibo de caja: abra el periodo en Siigo, o mapee otra date, y "
    "reintente (blocked_transactions)"
)


def test_a_receipt_by_hand_shows_in_the_refusal(siigo: Running, tmp_path: Path):
    one, order = company(siigo, tmp_path, RULES), sold()
    owed = booked(one, order)
    whole, part, rest = (composed(one, order, owed, paid) for paid in ("59900", "900", "59000"))
    issued(one, part)
    assert refused(one, whole) == (PAID,)
    issued(one, rest)
    assert refused(one, whole) == (GONE,)


def test_an_advance_needs_a_customer_in_siigo(siigo: Running, tmp_path: Path):
    one, order = company(siigo, tmp_path, RULES), sold()
    advance = composed(one, order)
    assert refused(one, advance) == (
        "El cliente 1020304050 no existe en Siigo, y un recibo de caja no lo crea: créelo en Siigo y reintente "
        "(customer.identification, invalid_reference)",
    )
    issued(one, one.compose(order, "customer"))
    assert issued(one, advance).total == 59900
    [stored] = one.ask("GET", "/v1/customers?identification=1020304050")["results"]
    one.ask("PUT", f"/v1/customers/{stored['id']}", {**stored, "id_type": "13", "active": False})
    assert refused(one, advance) == (
        "El cliente 1020304050 está inactivo en Siigo: actívelo y reintente "
        "(customer.identification, parameter_inactive)",
    )


def test_closed_books_take_no_receipt(siigo: Running, tmp_path: Path):
    one, order = company(siigo, tmp_path, RULES), sold()
    document = composed(one, order, booked(one, order))
    one.tell("settings", lock_date=TODAY.isoformat())
    assert refused(one, document) == (CLOSED,)


WORDS = {
    ("invalid_payment", "payment.id"): "Siigo no recibe dinero por esa forma de pago: mapee en receipt otra, sin "
    "vencimiento y de clase RC, o permítala en Siigo para recibos de caja (payment.id, invalid_payment)",
    ("invalid_payment", "payment"): "Siigo no recibe dinero por esa forma de pago: mapee en receipt otra, sin "
    "vencimiento y de clase RC, o permítala en Siigo para recibos de caja (payment, invalid_payment)",
    ("invalid_document", "document.id"): "El comprobante no es de recibos de caja: ponga en el mapeo uno de clase RC "
    "(document.id, invalid_document)",
    ("invalid_array", "items"): "Siigo no recibe esas líneas en este tipo de recibo de caja: revise type e items en el "
    "mapeo. Siigo dice: It is wrong (items, invalid_array)",
    ("invalid_balance", "items"): "Siigo dice que los débitos y los créditos del recibo de caja no son iguales: revise "
    "items en el mapeo (items, invalid_balance)",
    ("invalid_reference", "items[1].account.code"): "Siigo no recibe esa cuenta contable: ponga en el mapeo una cuenta "
    "activa y de último nivel. Siigo dice: It is wrong (items[1].account.code, invalid_reference)",
    ("invalid_reference", "income.id"): "Ese ingreso no existe en Siigo: ponga en income.id uno de "
    "GET /v1/misc-incomes (income.id, invalid_reference)",
    ("invalid_reference", "items[0].discounts[0].id"): "Ese descuento no existe en Siigo: ponga en discounts.id uno de "
    "GET /v1/expenses (items[0].discounts[0].id, invalid_reference)",
    ("already_exists", "number"): "El número de recibo de caja 22 ya está usado en Siigo: active la numeración "
    "automática del comprobante, o corrija number en el mapeo (already_exists)",
    ("not_found", "items[0].due"): GONE.replace("invalid_reference", "not_found"),
}


@pytest.mark.parametrize(("fault", "words"), WORDS.items(), ids=["-".join(fault) for fault in WORDS])
def test_every_refusal_has_its_words(fault: tuple[str, str], words: str):
    code, path = fault
    answer = SiigoRejected("…", status=400, faults=(Fault(code=code, message="It is wrong", params=(path,)),))
    held = held_of(answer, receipt({"number": 22}, of=invoice()))
    assert held is not None
    assert held.problems == (words,)


@pytest.mark.parametrize("path", ["id", ""])
def test_what_is_not_found_elsewhere_is_for_the_operator(path: str):
    answer = SiigoRejected("…", status=404, faults=(Fault(code="not_found", params=(path,)),))
    assert held_of(answer, receipt(of=invoice())) is None


# --- what Siigo answers ---------------------------------------------------------------------------------------------

DUE_ROW = {"due": {"prefix": "FV-1"}, "value": Decimal(110)}
SIDES = [
    {"account": {"code": "1", "movement": "Debit"}, "value": Decimal(106)},
    {"account": {"code": "5", "movement": "Debit"}, "value": Decimal(4)},
    {"account": {"code": "1", "movement": "Credit"}, "value": Decimal(110)},
]


@pytest.mark.parametrize(
    "answer",
    [
        {"items": [DUE_ROW], "payment": {"id": 1, "value": Decimal(100)}},
        {"items": None, "payment": {"id": 1, "value": Decimal(110)}},
        {"payment": [{"id": 1, "value": Decimal(110)}]},
        {"items": SIDES},
        {"items": [*SIDES[:2], {**SIDES[2], **DUE_ROW}, {**SIDES[2], "value": Decimal(3)}]},
    ],
)
def test_what_a_receipt_comes_to(answer: dict[str, Any]):
    made = issued_receipt({"id": "9", "name": "RC-1-22", **answer})
    assert made == Issued(id="9", name="RC-1-22", total=Decimal(110))


@pytest.mark.parametrize("answer", [None, [], {}, {"id": ""}, {"id": "9", "payment": {"value": "mucho"}}])
def test_an_answer_that_says_too_little_leaves_it_unknown(answer: object):
    with pytest.raises(OutcomeUnknown):
        issued_receipt(answer)


# --- finding one ----------------------------------------------------------------------------------------------------


@pytest.fixture
def server() -> Iterator[responses.RequestsMock]:
    with responses.RequestsMock(assert_all_requests_are_fired=False) as mock:
        sign_in(mock)
        yield mock


def voucher(id_: str, **more: Any) -> dict[str, Any]:
    return {"id": id_, "customer": {"identification": "1020304050"}, "payment": {"value": 110000}, **more}


def test_only_receipts_in_force_of_the_same_customer_are_read(server: responses.RequestsMock):
    document = receipt(of=invoice())
    text = str(document.body["observations"])
    rows = [
        voucher("1", observations="ref:1"),
        voucher("2", observations=None, annulled=True),
        voucher("3", observations=None, customer={"identification": "5"}),
        voucher("4", observations=None),
        voucher("5"),
    ]
    server.get(VOUCHERS, json=page(*rows))
    server.get(f"{VOUCHERS}/4", json=voucher("4", observations="Pago a mano"))
    server.get(f"{VOUCHERS}/5", json=voucher("5", name="RC-1-5", observations=text))
    found = ledger().find(document, since=LONG_AGO)
    assert found == Issued(id="5", name="RC-1-5", total=Decimal(110000))


def test_the_invoice_is_read_before_it_is_paid(server: responses.RequestsMock):
    catalogues(server)
    owed = invoice()
    path = f"{V1}/invoices/{owed.ledger_id}"
    paid_in = PaidIn(amount=Decimal(1), invoice=owed)

    def compose() -> Document:
        draft = Draft(values={"document": {"id": 24446}, "payment": {"id": 5638}})
        return ledger().compose_receipt(draft, sold(), paid_in, today=TODAY, marker=MARKER)

    server.get(path, json=refusal("not_found"), status=404)
    with pytest.raises(OrderHeld, match="FV-1-1042 está anulada o ya no existe"):
        compose()
    server.replace("GET", path, json=refusal("header_required"), status=400)
    with pytest.raises(RemoteRejected, match="header_required"):
        compose()
    server.replace("GET", path, json={"id": owed.ledger_id, "annulled": True})
    with pytest.raises(OrderHeld, match="FV-1-1042 está anulada o ya no existe"):
        compose()
    later = [{"id": 5636, "value": 110000, "due_date": "2027-01-31T00:00:00"}]
    server.replace("GET", path, json={"id": owed.ledger_id, "payments": later, "customer": {"identification": "7"}})
    body: Any = compose().body
    assert (body["items"][0]["due"]["date"], body["customer"]) == ("2027-01-31", {"identification": "7"})
    server.replace("GET", path, json={"id": owed.ledger_id, "payments": [{"id": 5636, "value": 110000}]})
    body = compose().body
    assert (body["items"][0]["due"]["date"], body["customer"]["identification"]) == ("2026-12-21", "1020304050")
