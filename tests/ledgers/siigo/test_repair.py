"""Siigo's own total is paid when only cents differ, once and never twice; more is held, with what it looks like."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import requests
import responses
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine

from connector import clock
from connector.db.database import reading
from connector.db.orders import attempts_of
from connector.db.tables import LinkRow
from connector.errors import OrderHeld, OutcomeUnknown, RemoteError, RemoteUnavailable
from connector.issuing.composing import compose
from connector.issuing.documents import Desk, MadeOf
from connector.ledgers.amount_rules import AmountRules
from connector.ledgers.siigo.answers import Fault, SiigoRejected
from connector.ledgers.siigo.arithmetic import Arithmetic
from connector.ledgers.siigo.client import SiigoClient
from connector.ledgers.siigo.repair import KEY_LENGTH, likely_cause, repair_key, repaired_body, total_in
from connector.model.documents import Document, Issued
from connector.model.money import plain
from connector.model.order import Order
from connector.sandbox.siigo import Options, Running, running
from tests.ledgers.siigo.company import (
    BANK,
    CARD,
    PERCENT,
    RETE_IVA,
    SELF,
    SHIPPING,
    SHIRT,
    composed,
    item,
    line,
    order,
    payment,
)
from tests.ledgers.siigo.emulated import Company, calls, company, sold
from tests.ledgers.siigo.server import V1, body_of, ledger, refusal, sign_in

KEY = "k" * 30
SAYS = "The total payments must be equal to the total invoice. The total invoice calculated is {}"
TOTAL = Fault(code="invalid_total_payments", message=SAYS.format("110000.01"), params=("payments",))


def refused(*faults: Fault) -> SiigoRejected:
    return SiigoRejected("Siigo", status=400, faults=faults)


def two_payments() -> Document:
    one = order(SHIRT, SHIPPING, payments=(payment("30000", "gift_card"), payment("80000")))
    return composed(one, payments=[{"id": CARD}, {"id": BANK}])


# --- Siigo's number ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("16999.99", "16999.99"),
        ("10000", "10000"),
        ("2250.9", "2250.9"),
        ("110,000.01", "110000.01"),
        ("1,110,000", "1110000"),
        ("110000.01.", "110000.01"),
        (" 0 ", "0"),
        ("1.110.000,01", None),
        ("16.999", None),
        ("110000,01", None),
        ("11,00", None),
        ("-5", None),
        ("99999999999999", None),
        ("nothing", None),
        ("", None),
    ],
)
def test_the_number_is_read_or_it_is_none(text, number):
    assert total_in(SAYS.format(text)) == (None if number is None else Decimal(number))


@given(st.text("0123456789.,- x", max_size=20))
def test_no_message_breaks_the_reader(text):
    found = total_in(SAYS.format(text))
    assert found is None or found == found.quantize(Decimal("0.01"))


def test_the_repaired_invoice_has_one_key_of_its_own():
    assert repair_key(KEY) == repair_key(KEY) != KEY
    assert repair_key("a" * 30) != repair_key("b" * 30)
    assert len(repair_key(KEY)) == KEY_LENGTH
    assert repair_key(KEY).isalnum()


# --- what is sent once more -------------------------------------------------------------------------------------------


def test_the_split_is_kept_and_the_largest_payment_moves():
    document = two_payments()
    assert repaired_body(document, refused(TOTAL)) == {
        **document.body,
        "payments": [{"id": CARD, "value": 30000}, {"id": BANK, "value": Decimal("80000.01")}],
    }
    assert document == two_payments()


@pytest.mark.parametrize("total", ["110001", "109999", "110000.99"])
def test_a_peso_is_still_rounding(total):
    body = repaired_body(two_payments(), refused(replace(TOTAL, message=SAYS.format(total))))
    assert body is not None
    assert sum(entry["value"] for entry in body["payments"]) == Decimal(total)


@pytest.mark.parametrize("total", ["110001.01", "109998.99", "0", "1.000.000", "95000"])
def test_more_is_not_taken(total):
    assert repaired_body(two_payments(), refused(replace(TOTAL, message=SAYS.format(total)))) is None


def test_a_cent_for_each_line_is_rounding_too():
    many = [line(number, "1000", rate="") for number in range(101, 251)]
    document = composed(order(*many))
    for total, is_taken in (("150001.50", True), ("150001.51", False)):
        body = repaired_body(document, refused(replace(TOTAL, message=SAYS.format(total))))
        assert (body is not None) is is_taken


@pytest.mark.parametrize(("total", "is_taken"), [("100.02", True), ("100.03", False)])
def test_a_dollar_is_no_rounding(total, is_taken):
    one = order(line(11, "60", rate=""), line(12, "40", rate=""), currency="USD")
    document = composed(one, currency={"code": "USD", "exchange_rate": Decimal(4000)})
    body = repaired_body(document, refused(replace(TOTAL, message=SAYS.format(total))))
    assert (body is not None) is is_taken


def test_nothing_costs_nothing_even_when_it_is_near():
    document = composed(order(line(11, "0.5", rate="")))
    assert repaired_body(document, refused(replace(TOTAL, message=SAYS.format("0")))) is None


@pytest.mark.parametrize("faults", [(TOTAL, Fault(code="invalid_email")), (Fault(code="invalid_amount"),)])
def test_a_refusal_of_anything_else_is_no_matter_of_cents(faults):
    assert repaired_body(two_payments(), refused(*faults)) is None


# --- the likely cause -------------------------------------------------------------------------------------------------


def cart() -> Document:
    """100000 with 19 % (84033.61 + 15966.39), 50000 with 5 % (47619.05 + 2380.95), shipping 10000."""
    return composed(order(SHIRT, line(13, "50000", rate="5", sku="LIBRO"), SHIPPING))


def discounted(document_id: int, discount: str) -> Document:
    """Two shirts of 50000 less 10 %, the discount shown."""
    shirt = line(11, "90000", quantity="2", discount="10000")
    items = [item(shirt, discount=Decimal(discount))]
    return composed(order(shirt), items=items, document={"id": document_id}, stamp=None)


def withheld() -> Document:
    """ReteIVA: 15 % of 15966.39."""
    return composed(retentions=[{"id": RETE_IVA}])


def self_withheld() -> Document:
    return composed(document={"id": PERCENT}, stamp=None, retentions=[{"id": SELF}])


def advanced() -> Document:
    return composed(document={"id": PERCENT}, stamp=None, advance_payment=Decimal(5000))


def globally_discounted() -> Document:
    shirt = line(11, "100000", quantity="2")
    more = {
        "items": [item(shirt, price=Decimal("45000"))],
        "global_discounts": [{"id": 13156, "value": Decimal(7100)}],
    }
    return composed(order(shirt), **more)


TAX = "igual a los impuestos de la factura"
UNKNOWN = "Revise los impuestos, descuentos y retenciones de la factura y la configuración del comprobante en Siigo"
CAUSES: dict[str, tuple[Callable[[], Document], str, str]] = {
    "all taxes missing": (cart, "-18347.34", TAX),
    "all taxes twice": (cart, "18347.34", TAX),
    "the tax of one line missing": (cart, "-2380.95", "igual al impuesto de LIBRO"),
    "the tax of one line, a cent off": (cart, "-15966.38", "igual al impuesto de CAM-ALG-M"),
    "shipping lost": (cart, "-10000", "igual al envío (ENVIO)"),
    "a product lost": (cart, "-50000", "igual a lo que vale LIBRO"),
    "a tax on what has none": (cart, "1900", "el 19 % de la base de ENVIO"),
    "the tax of a book is that of a shirt": (cart, "6666.67", "el 14 % de la base de LIBRO"),
    "a tax on everything": (cart, "11332.21", "el 8 % de la base: "),
    "discount in money twice": (lambda: discounted(24446, "8403.36"), "-10000", "Siigo lo resta dos veces"),
    "discount in money lost": (lambda: discounted(24446, "8403.36"), "10000", "Siigo no lo resta"),
    "discount in per cent twice": (lambda: discounted(PERCENT, "10"), "-10000", "Siigo lo resta dos veces"),
    "per cent read as money": (lambda: discounted(PERCENT, "10"), "9988.10", "leer el descuento como dinero"),
    "money read as per cent": (lambda: discounted(24446, "10"), "-8989.30", "leer el descuento como dinero"),
    "global discount lost": (globally_discounted, "7100", "Siigo no lo resta"),
    "not withheld": (withheld, "2394.96", "las retenciones mapeadas"),
    "withheld twice": (withheld, "-2394.96", "las retenciones mapeadas"),
    "self-withholding taken off": (self_withheld, "-517.18", "las retenciones mapeadas"),
    "advance taken off": (advanced, "-5000", "igual al anticipo"),
    "cents": (cart, "0.02", "La diferencia es de redondeo"),
    "no idea": (cart, "777", UNKNOWN),
    "no idea, less": (cart, "-777", UNKNOWN),
}


@pytest.mark.parametrize("name", CAUSES)
def test_the_difference_tells_the_cause(name):
    make, off, words = CAUSES[name]
    document = make()
    assert words in likely_cause(document, document.total + Decimal(off))


def test_a_number_that_nobody_can_read_tells_nothing():
    assert likely_cause(cart(), None) == UNKNOWN


def test_every_cause_is_met():
    from connector.messages.siigo_payments import TEXTS

    told = {likely_cause(make(), make().total + Decimal(off)) for make, off, _ in CAUSES.values()}
    causes = [spanish for key, (spanish, _) in TEXTS.items() if ".cause_" in key]
    assert [text for text in causes if not any(one.startswith(text.partition("{")[0]) for one in told)] == []


@given(st.decimals(-(10**6), 10**6, places=2), st.sampled_from([make for make, _, _ in CAUSES.values()]))
def test_there_is_always_a_sentence(off, make):
    assert likely_cause(make(), make().total + off).startswith(("La diferencia ", "Revise "))


# --- the ledger -------------------------------------------------------------------------------------------------------


@pytest.fixture
def siigo() -> Iterator[responses.RequestsMock]:
    with responses.RequestsMock(assert_all_requests_are_fired=False) as mock:
        sign_in(mock)
        yield mock


def no(total: str) -> dict[str, Any]:
    return refusal("invalid_total_payments", SAYS.format(total), "payments")


def sent(siigo: responses.RequestsMock) -> list[tuple[str, list[Any]]]:
    """Key and values paid of each invoice."""
    return [
        (call.request.headers["Idempotency-Key"], [entry["value"] for entry in body_of(call)["payments"]])
        for call in siigo.calls
        if call.request.url == f"{V1}/invoices"
    ]


def test_cents_are_taken_over_once_and_both_totals_are_kept(siigo):
    siigo.post(f"{V1}/invoices", json=no("110000.01"), status=400)
    siigo.post(f"{V1}/invoices", json={"id": "i-1", "name": "FV-1-1", "total": 110000.01}, status=201)
    issued = ledger().issue(two_payments(), key=KEY)
    assert (issued.total, issued.warnings) == (
        Decimal("110000.01"),
        (
            "Siigo calculó 110000.01 y el conector 110000: la factura se hizo por 110000.01, con la diferencia en el "
            "pago más grande. Para ver cómo calcula la empresa: connector doctor --probe",
        ),
    )
    assert sent(siigo) == [(KEY, [30000, 80000]), (repair_key(KEY), [30000, 80000.01])]


def test_there_is_no_third_time(siigo):
    siigo.post(f"{V1}/invoices", json=no("110000.01"), status=400)
    siigo.post(f"{V1}/invoices", json=no("110000.02"), status=400)
    with pytest.raises(OrderHeld) as caught:
        ledger().issue(two_payments(), key=KEY)
    assert caught.value.problems == (
        "Siigo calcula un total de 110000.02 y los pagos suman 110000; el pedido suma 110000. La diferencia es de "
        "redondeo: vea cómo calcula la empresa con connector doctor --probe (invalid_total_payments)",
    )
    assert len(sent(siigo)) == 2


def test_a_merchant_who_decides_every_cent_is_asked(siigo):
    siigo.post(f"{V1}/invoices", json=no("110000.01"), status=400)
    with pytest.raises(OrderHeld, match="La diferencia es de redondeo"):
        ledger(amounts=AmountRules(residue="hold")).issue(two_payments(), key=KEY)
    assert len(sent(siigo)) == 1


@pytest.mark.parametrize(
    ("status", "code", "kind"), [(400, "duplicated_document", OutcomeUnknown), (503, "x", RemoteUnavailable)]
)
def test_an_unclear_second_answer_stays_unclear(siigo, status, code, kind):
    siigo.post(f"{V1}/invoices", json=no("110000.01"), status=400)
    siigo.post(f"{V1}/invoices", json=refusal(code), status=status)
    with pytest.raises(kind):
        ledger().issue(two_payments(), key=KEY)


# --- a Siigo that computes otherwise ----------------------------------------------------------------------------------

CARTS = {
    "tax of the unrounded base": (
        Options(rate_per_minute=None, tax_base_rounding="unrounded"),
        sold(line(11, "17000"), line(12, "59900")),
        "76900.01",
    ),
    "tax of a taxed price computed anew": (
        Options(rate_per_minute=None, taxed_price_mode="recompute"),
        sold(line(11, "17000")),
        "16999.99",
    ),
}


@pytest.mark.parametrize("name", CARTS)
def test_the_invoice_is_made_at_the_total_of_the_company(name, tmp_path):
    options, one, total = CARTS[name]
    with running(options) as emulator:
        place = company(emulator, tmp_path)
        issued = place.issue(one)
        assert (issued.total, len(issued.warnings)) == (Decimal(total), 1)
        assert place.compose(one).total == one.total
        assert calls(emulator) == 2
        [invoice] = invoices(place)
        assert [entry["value"] for entry in invoice["payments"]] == [Decimal(total)]


WRONG = {
    "self-withholding": (Options(self_withholding_mode="subtract"), {"retentions": [{"id": 34090}]}, "retenciones"),
    "advance": (Options(advance_mode="subtract"), {"advance_payment": 5000}, "igual al anticipo"),
}


@pytest.mark.parametrize("name", WRONG)
def test_more_than_cents_is_held_with_its_cause(name, tmp_path):
    options, more, words = WRONG[name]
    with running(replace(options, rate_per_minute=None)) as emulator:
        whole = {"invoice.document": {"id": 24451}, "invoice.cost_center": 235, "invoice.items.item.seller": 629}
        place = company(emulator, tmp_path, whole | {f"invoice.{key}": value for key, value in more.items()})
        with pytest.raises(OrderHeld, match=words):
            place.issue(sold())
        assert (calls(emulator), invoices(place)) == (1, [])


def invoices(place: Company) -> list[dict[str, Any]]:
    rows = place.ask("GET", "/v1/invoices")["results"]
    return [place.ask("GET", f"/v1/invoices/{row['id']}") for row in rows]


# --- never twice ------------------------------------------------------------------------------------------------------


class Killed(BaseException):
    """The process ends here: nothing of ours runs any more."""


def killed(when: str) -> Callable[[Callable[[], object]], object]:
    def end(post: Callable[[], object]) -> object:
        if when == "after":
            post()
        raise Killed

    return end


def spoiled(emulator: Running, what: str) -> Callable[[Callable[[], object]], object]:
    def spoil(post: Callable[[], object]) -> object:
        fault = {"where": "POST /v1/invoices", "what": what, "times": 1}
        assert requests.post(f"{emulator.url}/_emulator/faults", json=fault, timeout=5).status_code < 300
        return post()

    return spoil


def at_second(monkeypatch: pytest.MonkeyPatch, happens: Callable[[Callable[[], object]], object]) -> None:
    """Something happens around the second invoice that is sent: the repaired one."""
    post, count = SiigoClient.post, [0]

    def counting(self: SiigoClient, path: str, body: Any, *, key: str = "") -> object:
        count[0] += path == "invoices"
        if path == "invoices" and count[0] == 2:
            return happens(lambda: post(self, path, body, key=key))
        return post(self, path, body, key=key)

    monkeypatch.setattr(SiigoClient, "post", counting)


def made_of(document: Document) -> MadeOf:
    return MadeOf(document=document, source_id=document.order_id)


def finish(desk: Desk, document: Document, monkeypatch: pytest.MonkeyPatch) -> Issued:
    """As the work does after an error: later, again."""
    for _ in range(6):
        try:
            return desk.make(made_of(document))
        except RemoteError:
            later = clock.now() + timedelta(minutes=10)
            monkeypatch.setattr(clock, "now", lambda later=later: later)
    raise AssertionError("it never ends")


HAPPENS = ["killed before", "killed after", "drop_before", "drop_after", "500_before", "500_after", "burn_key", "503"]


@pytest.mark.parametrize("what", HAPPENS)
def test_whatever_happens_to_the_repaired_invoice_there_is_one(what, engine: Engine, tmp_path: Path, monkeypatch):
    options, one, total = CARTS["tax of the unrounded base"]
    links: list[LinkRow] = []
    with running(options) as emulator:
        place = company(emulator, tmp_path)
        desk = Desk(engine, place.connection, lambda _, link: links.append(link))
        document = compose(place.connection, "invoice", one, one.id)
        with monkeypatch.context() as patch:
            at_second(patch, killed(what[7:]) if what.startswith("killed") else spoiled(emulator, what))
            with pytest.raises((Killed, RemoteError)):
                desk.make(made_of(document))
        issued = finish(desk, document, monkeypatch)
        [invoice] = invoices(place)
    [link] = links
    assert issued.total == link.total == invoice["total"] == Decimal(total)
    assert (link.ledger_id, link.name) == (invoice["id"], invoice["name"])
    assert total in link.warnings
    assert plain(document.total) in link.warnings


@pytest.mark.parametrize("what", ["killed", "drop_after"])
def test_there_is_one_even_when_the_switches_are_learnt_meanwhile(what, engine: Engine, tmp_path: Path, monkeypatch):
    options, one, total = CARTS["tax of the unrounded base"]
    with running(options) as emulator:
        place = company(emulator, tmp_path)
        desk = Desk(engine, place.connection, lambda *_: None)
        with monkeypatch.context() as patch:
            at_second(patch, killed("after") if what == "killed" else spoiled(emulator, what))
            with pytest.raises((Killed, RemoteError)):
                desk.make(made_of(compose(place.connection, "invoice", one, one.id)))
        ledger: Any = place.connection.ledger
        learnt_now = replace(ledger._choices, arithmetic=Arithmetic(tax_base="unrounded"))
        monkeypatch.setattr(ledger, "_choices", learnt_now)
        learnt = compose(place.connection, "invoice", one, one.id)
        assert learnt.total == one.total
        assert finish(desk, learnt, monkeypatch).total == Decimal(total)
        assert len(invoices(place)) == 1


def test_there_is_one_even_when_the_buyer_was_corrected_before_it_was_lost(engine: Engine, tmp_path, monkeypatch):
    """Siigo is away, the buyer is corrected, the same key goes again and its answer is lost: the new one is there."""
    with running(Options(rate_per_minute=None)) as emulator:
        place, one = company(emulator, tmp_path), sold()
        desk = Desk(engine, place.connection, lambda *_: None)
        first = compose(place.connection, "invoice", one, one.id)
        customer = {**first.body["customer"], "identification": "1020304099"}
        corrected = replace(first, body={**first.body, "customer": customer})
        for document, what in ((first, "503"), (corrected, "drop_after")):
            with pytest.raises(RemoteError):
                spoiled(emulator, what)(lambda document=document: desk.make(made_of(document)))
        finish(desk, corrected, monkeypatch)
        assert len(invoices(place)) == 1


def test_an_order_that_is_held_is_not_sent_again(engine: Engine, tmp_path: Path):
    with running(Options(rate_per_minute=None, advance_mode="subtract")) as emulator:
        whole = {"invoice.document": {"id": 24451}, "invoice.cost_center": 235, "invoice.items.item.seller": 629}
        place = company(emulator, tmp_path, {**whole, "invoice.advance_payment": 5000})
        one: Order = sold()
        desk = Desk(engine, place.connection, lambda *_: None)
        with pytest.raises(OrderHeld):
            desk.make(made_of(compose(place.connection, "invoice", one, one.id)))
        with reading(engine) as connection:
            [attempt] = attempts_of(connection, place.connection.name, one.id)
    assert (attempt.outcome, attempt.sends, calls(emulator)) == ("refused", 1, 1)
