"""Every field of Siigo's credit notes goes from a mapping into the note, and the emulated Siigo takes and shows it."""

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from connector import json_text
from connector.errors import OrderHeld
from connector.ledgers.siigo.note_schema import COUNTED
from connector.ledgers.siigo.schema import SCHEMAS
from connector.model.documents import Booked, Document, GivenBack, Issued
from connector.model.order import Order, Payment, Refund, RefundLine
from connector.model.schema import Schema
from connector.sandbox.siigo import Options, Running, running
from tests.ledgers.siigo.emulated import MARKER, TODAY, Company, company, sold, untaxed
from tests.orders import a_line

SEED_002 = [
    *("document.id", "number", "name", "date", "invoice", "reason", "seller", "cost_center"),
    *("currency.code", "currency.exchange_rate", "retentions.id", "advance_payment", "observations"),
    *("items.code", "items.description", "items.quantity", "items.price", "items.taxed_price", "items.total_price"),
    *("items.discount", "items.warehouse", "items.seller", "items.vat_excluded", "items.taxes.id"),
    *("items.tax_base", "items.taxpayer"),
    *("payments.id", "payments.value", "payments.due_date", "stamp.send", "mail.send"),
    *("customer.identification", "customer.branch_office"),
    *("invoice_data.date", "invoice_data.prefix", "invoice_data.number", "invoice_data.cufe"),
    *("healthcare_company.period_start", "healthcare_company.period_end", "healthcare_company.payment_method"),
    *("healthcare_company.service_plan", "healthcare_company.policy_number", "healthcare_company.contract_number"),
    *("healthcare_company.copayment", "healthcare_company.coinsurance", "healthcare_company.cost_sharing"),
    "healthcare_company.recovery_charge",
]
"""Its tables and its sample, as they name them."""

FROM_THE_REFUND = {f"items.{name}" for name in ("quantity", "price", "taxed_price", "total_price", "discount")}
"""What no mapping may say: the refund and the invoice alone do (test_credit_note.py, test_note_sequences.py)."""

INVOICE, NOTE = 24445, 77776
ELECTRONIC_INVOICE, ELECTRONIC_NOTE = 24446, 77775
CREDIT, BANK, WOMPI = 5636, 5638, 5640
DUE = (TODAY + timedelta(days=30)).isoformat()
YESTERDAY = (TODAY - timedelta(days=1)).isoformat()
CUFE = "302580df838b4531b8bfdd3c9"
ELECTRONIC: dict[str, object] = {
    "invoice.document": {"id": ELECTRONIC_INVOICE},
    "invoice.stamp": {"send": True},
    "credit_note.document": {"id": ELECTRONIC_NOTE},
}
ELSEWHERE: dict[str, object] = {
    "credit_note.invoice_data": {
        "date": {"const": YESTERDAY},
        "prefix": {"const": "SETT"},
        "number": {"const": "458"},
        "cufe": {"const": CUFE},
    }
}
GIFT = replace(untaxed("0", 2), name="Obsequio")
GIFT_RULES: dict[str, object] = {
    "invoice.items": {
        "each": "lines",
        "item": {
            "code": {"const": "CAM-ALG-M"},
            "taxes": [{"id": 13156}],
            "tax_base": {"when": [{"if": {"name": "Obsequio"}, "then": 1000}]},
            "taxpayer": {"when": [{"if": {"name": "Obsequio"}, "then": {"const": "Company"}}]},
        },
    }
}
HEALTH = {
    "period_start": "2026-02-14",
    "period_end": "2026-03-16",
    "payment_method": "04",
    "service_plan": "01",
    "policy_number": "ZAS321456677",
    "contract_number": "CON1245636",
    "copayment": Decimal("22505.2"),
    "coinsurance": Decimal("10805.2"),
    "cost_sharing": Decimal("10500"),
    "recovery_charge": Decimal("85236.43"),
}


@dataclass(frozen=True, kw_only=True)
class Case:
    """What is mapped beside the document type, and where it must stand in the body and in Siigo's answer."""

    rules: Mapping[str, object] = field(default_factory=dict)
    sent: Mapping[str, object]
    shown: Mapping[str, object] = field(default_factory=dict)
    order: Order = field(default_factory=sold)
    refund: Refund | None = None
    told: Mapping[str, Mapping[str, object]] = field(default_factory=dict)


def consts(path: str, values: Mapping[str, object]) -> dict[str, object]:
    return {path: {name: {"const": value} if isinstance(value, str) else value for name, value in values.items()}}


def of_line(**rules: object) -> dict[str, object]:
    return {"credit_note.items": {"each": "lines", "item": rules}}


def given(amount: str, *lines: RefundLine, **more: Any) -> Refund:
    return Refund(id="77", amount=Decimal(amount), lines=lines, **more)


def back(line_id: str, money: str) -> RefundLine:
    return RefundLine(line_id=line_id, quantity=Decimal(1), net=Decimal(money))


CASES: dict[str, Case] = {
    "document.id": Case(sent={"document.id": NOTE}, shown={"document.id": NOTE}),
    "number": Case(
        rules={"credit_note.number": 25},
        sent={"number": 25},
        shown={"number": 25, "name": "NC-2-25"},
        told={f"document-types/{NOTE}": {"automatic_number": False}},
    ),
    "name": Case(rules={"credit_note.name": {"const": "NC-2-25"}}, sent={"name": "NC-2-25"}),
    "date": Case(
        rules={"credit_note.date": {"const": DUE}},
        sent={"date": DUE},
        shown={"date": DUE},
    ),
    "reason": Case(rules={"credit_note.reason": 4}, sent={"reason": 4}, shown={"reason": 4}),
    "seller": Case(
        rules={**ELSEWHERE, "credit_note.seller": 625},
        sent={"seller": 625},
        shown={"seller": 625},
    ),
    "cost_center": Case(rules={"credit_note.cost_center": 235}, sent={"cost_center": 235}, shown={"cost_center": 235}),
    "currency.code currency.exchange_rate": Case(
        rules={
            **consts("invoice.currency", {"code": "USD", "exchange_rate": Decimal("3825.03")}),
            **consts("credit_note.currency", {"code": "USD", "exchange_rate": Decimal("3990.5")}),
        },
        sent={"currency": {"code": "USD", "exchange_rate": Decimal("3990.5")}},
        shown={"currency": {"code": "USD", "exchange_rate": Decimal("3990.5")}},
        order=sold(currency="USD"),
        told={"settings": {"currencies": ["USD"]}},
    ),
    "retentions.id": Case(
        rules={"credit_note.retentions": [{"id": 34080}]},
        sent={"retentions": [{"id": 34080}]},
        shown={"retentions.0.id": 34080},
        told={f"document-types/{NOTE}": {"self_withholding": True}},
    ),
    "advance_payment": Case(
        rules={"credit_note.advance_payment": Decimal("33.3")},
        sent={"advance_payment": Decimal("33.3")},
        shown={"advance_payment": Decimal("33.3")},
        told={f"document-types/{NOTE}": {"advance_payment": True}},
    ),
    "observations": Case(
        rules={"credit_note.observations": {"pieces": ["Reembolso {refund.id}: {refund.reason}"]}},
        sent={"observations": f"Reembolso 77: Talla equivocada {MARKER}"},
        shown={"observations": f"Reembolso 77: Talla equivocada {MARKER}"},
        refund=given("59900", reason="Talla equivocada"),
    ),
    "items.code": Case(
        rules=of_line(code={"const": "ENVIO"}),
        sent={"items.0.code": "ENVIO"},
        shown={"items.0.code": "ENVIO"},
    ),
    "items.description": Case(
        rules=of_line(description={"pieces": ["{name} devuelta"]}),
        sent={"items.0.description": "Camiseta devuelta"},
        shown={"items.0.description": "Camiseta devuelta"},
    ),
    "items.warehouse": Case(
        rules=of_line(warehouse=1270),
        sent={"items.0.warehouse": 1270},
        shown={"items.0.warehouse.id": 1270},
    ),
    "items.seller": Case(
        rules=of_line(seller=625),
        sent={"items.0.seller": 625},
        shown={"items.0.seller": 625},
        told={f"document-types/{NOTE}": {"seller_by_item": True}},
    ),
    "items.vat_excluded": Case(rules=of_line(vat_excluded=False), sent={"items.0.vat_excluded": False}),
    "items.taxes.id": Case(
        rules=of_line(taxes=[{"id": 13157}]),
        sent={"items.0.taxes": [{"id": 13157}]},
        shown={"items.0.taxes.0.id": 13157, "total": 59900},
    ),
    "items.tax_base items.taxpayer": Case(
        rules=GIFT_RULES,
        sent={"items.1.price": 0, "items.1.tax_base": 1000, "items.1.taxpayer": "Company", "items.1.quantity": 1},
        shown={"items.1.price": 0, "items.1.total": 0, "total": 59900},
        order=sold(a_line(), GIFT),
    ),
    "payments.id": Case(
        rules={"credit_note.payments": [{"id": BANK}]},
        sent={"payments": [{"id": BANK, "value": 59900}]},
        shown={"payments.0.id": BANK, "payments.0.value": 59900},
    ),
    "payments.value": Case(
        rules={"credit_note.payments": [{"id": BANK, "value": 50000}, {"id": WOMPI}]},
        sent={"payments": [{"id": BANK, "value": 50000}, {"id": WOMPI, "value": 9900}]},
        shown={"payments.1.value": 9900},
    ),
    "payments.due_date": Case(
        rules={"credit_note.payments": [{"id": CREDIT, "due_date": {"const": DUE}}]},
        sent={"payments": [{"id": CREDIT, "value": 59900, "due_date": DUE}]},
        shown={"payments.0.due_date": DUE},
    ),
    "stamp.send": Case(
        rules={**ELECTRONIC, "credit_note.stamp": {"send": True}},
        sent={"stamp": {"send": True}},
        shown={"stamp.status": "Accepted"},
    ),
    "mail.send": Case(
        rules={**ELECTRONIC, "credit_note.stamp": {"send": True}, "credit_note.mail": {"send": True}},
        sent={"mail": {"send": True}},
    ),
    "customer.identification customer.branch_office": Case(
        rules={
            **ELSEWHERE,
            "credit_note.customer": {"identification": {"const": "222222222222"}, "branch_office": 0},
        },
        sent={"customer": {"identification": "222222222222", "branch_office": 0}},
        shown={"customer.identification": "222222222222"},
    ),
    "invoice_data.date invoice_data.prefix invoice_data.number invoice_data.cufe": Case(
        rules=ELSEWHERE,
        sent={"invoice_data": {"date": YESTERDAY, "prefix": "SETT", "number": "458", "cufe": CUFE}, "seller": 629},
        shown={"invoice_data": {"date": YESTERDAY, "prefix": "SETT", "number": "458", "cufe": CUFE}},
    ),
    " ".join(f"healthcare_company.{name}" for name in HEALTH): Case(
        rules=consts("credit_note.healthcare_company", HEALTH),
        sent={"healthcare_company": HEALTH},
        told={f"document-types/{NOTE}": {"healthcare_company": True}},
    ),
}


@pytest.fixture(scope="module")
def siigo() -> Iterator[Running]:
    with running(Options(rate_per_minute=None, stamp_after_polls=0)) as emulator:
        yield emulator


@dataclass
class Sale:
    """An order that is invoiced in a company of its own."""

    place: Company
    order: Order
    invoice: Booked

    def note(self, refund: Refund, reason: int = 1) -> Document:
        connection = self.place.connection
        about = replace(self.order, refund=refund)
        given_back = GivenBack(invoice=self.invoice, refund=refund, reason=reason)
        draft = connection.draft("credit_note", about)
        return connection.ledger.compose_credit_note(draft, about, given_back, today=TODAY, marker=MARKER)

    def made(self, note: Document) -> Any:
        """As Siigo shows it afterwards."""
        issued = self.place.connection.ledger.issue(note, key=uuid.uuid4().hex[:30])
        assert isinstance(issued, Issued)
        return self.place.ask("GET", f"/v1/credit-notes/{issued.id}")


def sale(siigo: Running, folder: Path, case: Case) -> Sale:
    rules: dict[str, object] = {"credit_note.document": {"id": NOTE}, "invoice.payments": [{"id": WOMPI}]}
    place = company(siigo, folder, {**rules, **case.rules})
    for what, settings in case.told.items():
        place.tell(what, **settings)
    document = place.compose(case.order)
    issued = place.connection.ledger.issue(document, key=uuid.uuid4().hex[:30])
    assert isinstance(issued, Issued)
    body: Any = json_text.parse(json_text.write(document.body))
    invoice = Booked(
        kind="invoice",
        source_id=case.order.id,
        ledger_id=issued.id,
        name=issued.name,
        total=document.total,
        dated_on=TODAY,
        body=body,
        lines=document.lines,
    )
    return Sale(place, case.order, invoice)


def at(body: Any, target: str) -> object:
    for step in target.split("."):
        body = body[int(step)] if isinstance(body, list) else body[step]
    return body


def known_to(schema: Schema, name: str) -> bool:
    head, _, rest = name.partition(".")
    return head in schema and not schema[head].never_mapped and (not rest or known_to(schema[head].fields, rest))


def test_every_field_may_be_mapped_or_comes_from_the_refund() -> None:
    unknown = {name for name in SEED_002 if not known_to(SCHEMAS["credit_note"], name)}
    assert unknown == FROM_THE_REFUND
    assert {f"items.{name}" for name in COUNTED} == {*FROM_THE_REFUND, "items.transport"}


def test_every_field_that_may_be_mapped_is_tried_below() -> None:
    assert {name for names in CASES for name in names.split()} == set(SEED_002) - FROM_THE_REFUND - {"invoice"}


@pytest.mark.parametrize("name", CASES)
def test_siigo_takes(name: str, siigo: Running, tmp_path: Path) -> None:
    case = CASES[name]
    one = sale(siigo, tmp_path, case)
    assert one.place.lint == []
    note = one.note(case.refund or given("59900"))
    body = json_text.parse(json_text.write(note.body))
    assert {target: at(body, target) for target in case.sent} == dict(case.sent)
    stored = one.made(note)
    assert {target: at(stored, target) for target in case.shown} == dict(case.shown)
    assert stored["total"] == note.total


# --- which invoice ----------------------------------------------------------------------------------------------------


def test_the_invoice_is_the_orders_own_unless_another_is_mapped(siigo: Running, tmp_path: Path) -> None:
    own = sale(siigo, tmp_path, Case(sent={}))
    assert own.made(own.note(given("59900")))["invoice"] == {"id": own.invoice.ledger_id, "name": own.invoice.name}
    mapped = sale(siigo, tmp_path, Case(rules={"credit_note.invoice": "meta.factura_siigo"}, sent={}))
    other = mapped.place.issue(sold())
    mapped.order = replace(mapped.order, meta={"factura_siigo": other.id})
    assert mapped.made(mapped.note(given("59900")))["invoice"] == {"id": other.id, "name": other.name}


def test_annulling_an_invoice_of_another_system_wants_its_number_and_cufe(siigo: Running, tmp_path: Path) -> None:
    data = {"credit_note.invoice_data": {"date": {"const": YESTERDAY}}}
    one = sale(siigo, tmp_path, Case(rules=data, sent={}))
    assert one.made(one.note(given("59900"), reason=1))["invoice_data"] == {"date": YESTERDAY}
    with pytest.raises(OrderHeld) as held:
        one.note(given("59900"), reason=2)
    wanted = "falta, y con el motivo 2 Siigo lo exige de una factura que no está en Siigo: agréguelo al mapeo"
    assert held.value.problems == (f"invoice_data.number: {wanted}", f"invoice_data.cufe: {wanted}")


# --- what the mapping knows of the refund -----------------------------------------------------------------------------

BY_RULE: dict[str, object] = {
    "credit_note.reason": {
        "when": [
            {"if": {"refund.reason": {"contains": "precio"}}, "then": 4},
            {"if": {"refund.method": "gift_card"}, "then": 3},
            {"if": {"refund.amount": {"at_least": 50000}}, "then": 2},
            {"if": {"refund.lines": {"present": True}}, "then": 1},
        ]
    }
}


@pytest.mark.parametrize(
    ("refund", "reason"),
    [
        (given("10000", reason="Ajuste de precio"), 4),
        (given("59900", reason="Ajuste de precio"), 4),
        (given("10000", method="gift_card"), 3),
        (given("59900"), 2),
        (given("29950", back("product:1", "29950")), 1),
        (given("10000"), 3),
    ],
    ids=["by its words", "by its words first", "by its gateway", "by its amount", "by its lines", "by none"],
)
def test_the_reason_by_rule(refund: Refund, reason: int, siigo: Running, tmp_path: Path) -> None:
    """Where no rule says it, it is what the plan says: 3 here."""
    two = replace(a_line(), quantity=Decimal(2))
    rules = {**BY_RULE, "ledger.amounts": {"refund_code": "ENVIO"}}
    one = sale(siigo, tmp_path, Case(rules=rules, sent={}, order=sold(two)))
    assert one.place.lint == []
    assert one.made(one.note(refund, reason=3))["reason"] == reason


def test_a_payment_by_the_gateway_of_the_refund(siigo: Running, tmp_path: Path) -> None:
    """A refund as store credit goes back by another type than the order was paid with."""
    rules = {
        "tables.ways": {"wompi": WOMPI, "gift_card": BANK},
        "credit_note.payments": [{"id": {"from": "refund.method", "table": "ways"}}],
    }
    one = sale(siigo, tmp_path, Case(rules=rules, sent={}, order=sold(payments=(PAID,))))
    stored = one.made(one.note(given("59900", method="gift_card")))
    assert [(row["id"], row["value"]) for row in stored["payments"]] == [(BANK, 59900)]


PAID = Payment(method="wompi", amount=Decimal(59900))


# --- what a note has from its invoice ---------------------------------------------------------------------------------


def health(**of_note: object) -> Case:
    allowed = {"healthcare_company": True}
    invoiced = consts("invoice.healthcare_company", {**HEALTH, "operation_type": "SS-CUFE"})
    mapped = consts("credit_note.healthcare_company", of_note) if of_note else {}
    told = {f"document-types/{INVOICE}": allowed, f"document-types/{NOTE}": allowed}
    return Case(rules={**invoiced, **mapped}, sent={}, told=told)


def test_the_health_object_is_the_invoices_where_nothing_is_mapped(siigo: Running, tmp_path: Path) -> None:
    one = sale(siigo, tmp_path, health())
    note = one.note(given("59900"))
    assert note.body["healthcare_company"] == {"operation_type": "SS-CUFE", **HEALTH}
    assert one.made(note)["total"] == 59900


def test_a_mapped_health_object_has_the_operation_of_the_invoice(siigo: Running, tmp_path: Path) -> None:
    one = sale(siigo, tmp_path, health(period_start="2026-03-01", copayment=Decimal(0)))
    note = one.note(given("59900"))
    assert note.body["healthcare_company"] == {
        "operation_type": "SS-CUFE",
        "period_start": "2026-03-01",
        "copayment": 0,
    }
    assert one.made(note)["total"] == 59900


def test_another_operation_than_the_invoices_is_held(siigo: Running, tmp_path: Path) -> None:
    one = sale(siigo, tmp_path, health(operation_type="SS-Recaudo"))
    with pytest.raises(OrderHeld) as held:
        one.note(given("59900"))
    [problem] = held.value.problems
    assert problem.endswith(
        "healthcare_company.operation_type: es SS-Recaudo y el de la factura es SS-CUFE: Siigo exige el "
        "mismo; quítelo del mapeo"
    )
