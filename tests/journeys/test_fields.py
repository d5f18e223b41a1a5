"""Every field that Siigo's own pages name goes from the order through the mapping into the body, and Siigo takes it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from connector import json_text
from connector.ledgers.siigo.schema import SCHEMAS
from connector.model.order import Order
from connector.model.schema import Field, Schema
from connector.sandbox.siigo import Options, Running, running
from connector.sandbox.siigo.document_schemas import INVOICE
from connector.sandbox.siigo.record_schemas import CUSTOMER
from connector.sandbox.siigo.shape import Spec
from tests.ledgers.siigo.emulated import MARKER, TODAY, company, sold, untaxed

PARTY = [
    "type",
    "person_type",
    "id_type",
    "identification",
    "check_digit",
    "name",
    "commercial_name",
    "branch_office",
    "active",
    "vat_responsible",
    "fiscal_responsibilities.code",
    "fiscal_responsibilities.name",
    "address.address",
    "address.city.country_code",
    "address.city.state_code",
    "address.city.city_code",
    "address.postal_code",
    "phones.indicative",
    "phones.number",
    "phones.extension",
    "contacts.first_name",
    "contacts.last_name",
    "contacts.email",
    "contacts.phone.indicative",
    "contacts.phone.number",
    "contacts.phone.extension",
    "comments",
    "related_users.seller_id",
    "related_users.collector_id",
    "custom_fields.key",
    "custom_fields.value",
]
"""Seed 004, its tables and its sample; the same fields stand in seed 001 for a customer inside an invoice."""

SALE = [
    "document.id",
    "date",
    "number",
    "name",
    "seller",
    "stamp.send",
    "mail.send",
    "observations",
    "retentions.id",
    "advance_payment",
    "cost_center",
    "currency.code",
    "currency.exchange_rate",
    "items.code",
    "items.description",
    "items.quantity",
    "items.price",
    "items.discount",
    "items.seller",
    "items.warehouse",
    "items.taxes.id",
    "items.taxed_price",
    "items.total_price",
    "items.vat_excluded",
    "items.customer.identification",
    "items.customer.branch_office",
    "items.tax_base",
    "items.taxpayer",
    "items.transport.file_number",
    "items.transport.shipment_number",
    "items.transport.transported_quantity",
    "items.transport.measurement_unit",
    "items.transport.freight_value",
    "items.transport.purchase_order",
    "items.transport.service_type",
    "additional_fields.purchase_order.prefix",
    "additional_fields.purchase_order.number",
    "additional_fields.delivery_order.prefix",
    "additional_fields.delivery_order.number",
    "additional_fields.delivery_order.date",
    "payments.id",
    "payments.value",
    "payments.due_date",
    "global_discounts.id",
    "global_discounts.percentage",
    "global_discounts.value",
    "global_charges.id",
    "global_charges.percentage",
    "global_charges.value",
    "healthcare_company.period_start",
    "healthcare_company.period_end",
    "healthcare_company.payment_method",
    "healthcare_company.service_plan",
    "healthcare_company.policy_number",
    "healthcare_company.contract_number",
    "healthcare_company.copayment",
    "healthcare_company.coinsurance",
    "healthcare_company.cost_sharing",
    "healthcare_company.recovery_charge",
]
"""Seed 001, its tables and its sample. Siigo added `healthcare_company.operation_type` later (siigo-api.md 12.1)."""

SEED_001 = [*SALE, *(f"customer.{name}" for name in PARTY)]

NOT_IN_THE_EMULATOR = {
    *(name for name in SALE if name.startswith(("items.transport.", "healthcare_company."))),
    *("name", "items.total_price"),
    "fiscal_responsibilities.name",
}
"""It takes them and looks no further: that they arrive in the body is all that is proven of these."""

ALL_ALLOWED = 24451
PLAIN = 24445

Values = dict[str, tuple[object, object]]
"""Target -> the value in the order, and what must stand in the body. "[]" is the first element."""

CUSTOMER_VALUES: Values = {
    "type": ("Customer", "Customer"),
    "person_type": ("Person", "Person"),
    "id_type": ("13", "13"),
    "identification": (13832081, "13832081"),
    "check_digit": (4, "4"),
    "name[0]": ("Marcos", "Marcos"),
    "name[1]": ("Castillo", "Castillo"),
    "commercial_name": ("Café Castillo", "Café Castillo"),
    "branch_office": ("3", 3),
    "active": (True, True),
    "vat_responsible": (False, False),
    "fiscal_responsibilities[].code": ("R-99-PN", "R-99-PN"),
    "fiscal_responsibilities[].name": ("Not responsible", "Not responsible"),
    "address.address": ("Cra. 18 #79A - 42", "Cra. 18 #79A - 42"),
    "address.city.country_code": ("Co", "Co"),
    "address.city.state_code": ("19", "19"),
    "address.city.city_code": ("19001", "19001"),
    "address.postal_code": (110911, "110911"),
    "phones[].indicative": ("57", "57"),
    "phones[].number": (3006003345, "3006003345"),
    "phones[].extension": ("132", "132"),
    "contacts[].first_name": ("Marcos", "Marcos"),
    "contacts[].last_name": ("Castillo", "Castillo"),
    "contacts[].email": ("marcos@example.co", "marcos@example.co"),
    "contacts[].phone.indicative": ("57", "57"),
    "contacts[].phone.number": ("3006003345", "3006003345"),
    "contacts[].phone.extension": ("132", "132"),
    "comments": ("Cliente de la tienda", "Cliente de la tienda"),
    "related_users.seller_id": ("625", 625),
    "related_users.collector_id": (625, 625),
    "custom_fields[].key": ("YearsOld", "YearsOld"),
    "custom_fields[].value": (29, "29"),
}

HEADER: Values = {
    "document.id": (str(ALL_ALLOWED), ALL_ALLOWED),
    "date": (TODAY.isoformat(), TODAY.isoformat()),
    "number": ("25", 25),
    "name": ("FV-7-25", "FV-7-25"),
    "seller": (629, 629),
    "stamp.send": (True, True),
    "mail.send": (True, True),
    "observations": ("Dejar en portería", f"Dejar en portería {MARKER}"),
    "retentions[].id": ("34080", 34080),
    "advance_payment": ("33.3", Decimal("33.3")),
    "cost_center": (235, 235),
    "additional_fields.purchase_order.prefix": ("OC", "OC"),
    "additional_fields.purchase_order.number": (27, "27"),
    "additional_fields.delivery_order.prefix": ("OE", "OE"),
    "additional_fields.delivery_order.number": ("23", "23"),
    "additional_fields.delivery_order.date": ("2021-05-19", "2021-05-19"),
    "payments[].id": ("5636", 5636),
    "payments[].value": ("59344.26", Decimal("59344.26")),
    "payments[].due_date": ((TODAY + timedelta(days=30)).isoformat(), (TODAY + timedelta(days=30)).isoformat()),
}
ITEM: Values = {
    "items.code": ("CAM-ALG-M", "CAM-ALG-M"),
    "items.description": ("Camiseta", "Camiseta"),
    "items.quantity": ("2", 2),
    "items.price": ("25168.067227", Decimal("25168.067227")),
    "items.discount": ("0.02", Decimal("0.02")),
    "items.seller": ("625", 625),
    "items.warehouse": ("1270", 1270),
    "items.taxes[].id": ("13156", 13156),
    "items.vat_excluded": (False, False),
    "items.customer.identification": (222222222222, "222222222222"),
    "items.customer.branch_office": (0, 0),
    "items.transport.file_number": ("536", 536),
    "items.transport.shipment_number": ("RM-145", "RM-145"),
    "items.transport.transported_quantity": (120, 120),
    "items.transport.measurement_unit": ("KGM", "KGM"),
    "items.transport.freight_value": ("220000", 220000),
    "items.transport.purchase_order": ("OC-236", "OC-236"),
    "items.transport.service_type": ("AdditionalService", "AdditionalService"),
}
HEALTH: Values = {
    "healthcare_company.period_start": ("2024-02-14", "2024-02-14"),
    "healthcare_company.period_end": ("2024-03-16", "2024-03-16"),
    "healthcare_company.payment_method": ("04", "04"),
    "healthcare_company.service_plan": ("01", "01"),
    "healthcare_company.policy_number": ("ZAS321456677", "ZAS321456677"),
    "healthcare_company.contract_number": ("CON1245636", "CON1245636"),
    "healthcare_company.copayment": ("22505.2", Decimal("22505.2")),
    "healthcare_company.coinsurance": ("10805.2", Decimal("10805.2")),
    "healthcare_company.cost_sharing": ("10500.0", 10500),
    "healthcare_company.recovery_charge": (Decimal("85236.43"), Decimal("85236.43")),
}
GIFT: Values = {
    "items.price": (0, 0),
    "items.tax_base": (1000, 1000),
    "items.taxpayer": ("Company", "Company"),
    "items.taxes[].id": (13156, 13156),
}

IVA: Values = {"items.taxes[].id": (13156, 13156)}
CHARGE: Values = {
    "items.price": (100000, 100000),
    "global_charges[].id": ("13156", 13156),
    "global_charges[].percentage": ("10.00", 10),
    "global_charges[].value": ("10000", 10000),
}

GROUPS: dict[str, tuple[dict[str, dict[str, object]], Order, Values]] = {
    "the customer inside the invoice": (
        {},
        sold(),
        {f"customer.{name}": each for name, each in CUSTOMER_VALUES.items()},
    ),
    "everything of an electronic document": (
        {f"document-types/{ALL_ALLOWED}": {"electronic_type": "ElectronicInvoice", "healthcare_company": True}},
        sold(is_paid=False),
        {**HEADER, **ITEM, **HEALTH},
    ),
    "a gift": ({}, sold(untaxed("0"), untaxed("59900", 2)), GIFT),
    "a price with tax": (
        {},
        sold(),
        {**IVA, "items.taxed_price": ("59900", 59900), "items.total_price": (Decimal("59900.00"), 59900)},
    ),
    "dollars": (
        {"settings": {"currencies": ["USD"]}},
        sold(currency="USD"),
        {"currency.code": ("USD", "USD"), "currency.exchange_rate": ("3825.03", Decimal("3825.03"))},
    ),
    "a global discount in per cent": (
        {f"document-types/{PLAIN}": {"global_discounts": [{"id": 13156, "name": "Promo", "active": True}]}},
        sold(untaxed("90000")),
        {
            "items.price": (100000, 100000),
            "global_discounts[].id": ("13156", 13156),
            "global_discounts[].percentage": ("10", 10),
        },
    ),
    "a global discount in money": (
        {f"document-types/{PLAIN}": {"global_discounts": [{"id": 13156, "name": "Promo", "active": True}]}},
        sold(untaxed("90000")),
        {
            "items.price": (100000, 100000),
            "global_discounts[].id": (13156, 13156),
            "global_discounts[].value": ("10000", 10000),
        },
    ),
}


def rules_of(values: Values) -> dict[str, object]:
    """Every target is read from the order's free fields; an item's from those of its line."""
    tree: dict[str, Any] = {"invoice": {"document": {"id": PLAIN}}}
    item: dict[str, Any] = {"code": {"const": "CAM-ALG-M"}}
    for number, target in enumerate(values):
        root, steps = tree["invoice"], target.split(".")
        if steps[0] == "items":
            root, steps = item, steps[1:]
        elif steps[0] == "customer":
            root = tree
        put(root, steps, {"from": f"meta.v{number}"})
    if any(target.startswith("items.") for target in values):
        tree["invoice"]["items"] = {"each": "lines", "item": item}
    return {f"{section}.{name}": rule for section, rules in tree.items() for name, rule in rules.items()}


def put(root: dict[str, Any], steps: list[str], rule: object) -> None:
    """`rule` at the end of the steps: `name[0]` is an element, `taxes[]` the one object of a list."""
    step, *rest = steps
    name, _, index = step.rstrip("]").partition("[")
    if not step.endswith("]"):
        if rest:
            put(root.setdefault(name, {}), rest, rule)
        else:
            root[name] = rule
    elif index:
        root.setdefault(name, []).append(rule)
    else:
        put(root.setdefault(name, [{}])[0], rest, rule)


def at(body: Any, target: str) -> object:
    """The value in the body; the first item's and the first element's."""
    for step in target.split("."):
        name, _, index = step.rstrip("]").partition("[")
        body = body[name]
        if isinstance(body, list) and (step.endswith("]") or name == "items"):
            body = body[int(index or 0)]
    return body


def with_values(order: Order, values: Values) -> Order:
    """The values in the order's free fields, and in those of its first line."""
    meta = {f"v{number}": value for number, (value, _) in enumerate(values.values())}
    first, *others = order.lines
    return replace(order, meta=meta, lines=(replace(first, meta=meta), *others))


def plain_name(target: str) -> str:
    return re.sub(r"\[\d*\]", "", target)


def field_at(schema: Schema, name: str) -> Field | None:
    head, _, rest = name.partition(".")
    found = schema.get(head)
    return found if not rest or found is None else field_at(found.fields, rest)


def emulator_knows(specs: Mapping[str, Spec], name: str) -> bool:
    head, _, rest = name.partition(".")
    if head not in specs or not rest:
        return head in specs
    inner = specs[head].item or specs[head]
    return emulator_knows(inner.fields, rest)


@pytest.fixture(scope="module")
def siigo() -> Iterator[Running]:
    with running(Options(rate_per_minute=None)) as emulator:
        yield emulator


@pytest.mark.parametrize("name", [*SEED_001, "healthcare_company.operation_type"])
def test_a_field_of_an_invoice_may_be_mapped(name: str) -> None:
    assert field_at(SCHEMAS["invoice"], name) is not None


@pytest.mark.parametrize("name", PARTY)
def test_a_field_of_a_customer_may_be_mapped(name: str) -> None:
    assert field_at(SCHEMAS["customer"], name) is not None


def test_the_groups_below_leave_no_field_out() -> None:
    proven = {plain_name(target) for *_, values in GROUPS.values() for target in [*values, *CHARGE]}
    assert proven == set(SEED_001)
    assert {plain_name(target) for target in CUSTOMER_VALUES} == set(PARTY)


def test_what_the_emulator_does_not_look_at_is_said() -> None:
    unknown = {name for name in SALE if not emulator_knows(INVOICE, name)}
    unknown |= {name for name in PARTY if not emulator_knows(CUSTOMER, name)}
    assert unknown == NOT_IN_THE_EMULATOR


@pytest.mark.parametrize("name", GROUPS)
def test_siigo_takes(name: str, siigo: Running, tmp_path: Path) -> None:
    told, order, values = GROUPS[name]
    place = company(siigo, tmp_path, rules_of(values))
    for what, settings in told.items():
        place.tell(what, **settings)
    assert place.lint == []
    order = with_values(order, values)
    body = json_text.parse(json_text.write(place.compose(order).body))
    assert_arrived(body, values)
    assert place.issue(order).id


def test_a_customer_of_its_own_takes_every_field(siigo: Running, tmp_path: Path) -> None:
    values = {f"customer.{name}": each for name, each in CUSTOMER_VALUES.items()}
    place = company(siigo, tmp_path, {"ledger.customers": "find_or_create", **rules_of(values)})
    order = with_values(sold(), values)
    body = json_text.parse(json_text.write(place.compose(order, "customer").body))
    assert_arrived(body, CUSTOMER_VALUES)
    stored = place.ask("GET", f"/v1/customers/{place.issue(order, 'customer').id}")
    assert (stored["branch_office"], stored["related_users"]["seller_id"]) == (3, 625)


def test_a_global_charge_arrives_and_is_part_of_the_total(siigo: Running, tmp_path: Path) -> None:
    place = company(siigo, tmp_path, rules_of(CHARGE))
    charge = {"id": 13156, "name": "Propina", "active": True}
    place.tell(f"document-types/{PLAIN}", global_charges=[charge])
    order = with_values(sold(untaxed("110000")), CHARGE)
    assert_arrived(json_text.parse(json_text.write(place.compose(order).body)), CHARGE)
    assert place.issue(order).total == 110000


def assert_arrived(body: object, values: Values) -> None:
    """With the right JSON type: 1, "1" and true are three things."""
    wanted = {target: (kind_of(expected), expected) for target, (_, expected) in values.items()}
    found = {target: (kind_of(at(body, target)), at(body, target)) for target in values}
    assert found == wanted


def kind_of(value: object) -> str:
    match value:
        case bool():
            return "flag"
        case int() | Decimal():
            return "number"
        case _:
            return type(value).__name__


def test_a_paid_order_on_credit_is_issued_and_said(siigo: Running, tmp_path: Path) -> None:
    place = company(siigo, tmp_path, {"invoice.payments": [{"id": 5636}]})
    [warning] = place.compose(sold()).warnings
    assert warning.endswith(
        "payments[0].id: el pedido ya está pagado y 5636 (Crédito) lo factura a crédito: "
        "use una forma de pago de contado"
    )
    assert place.issue(sold()).id
    assert place.compose(sold(is_paid=False)).warnings == ()


def test_what_siigo_does_not_document_is_sent_and_said(siigo: Running, tmp_path: Path) -> None:
    told, order, values = GROUPS["a price with tax"]
    assert not told
    place = company(siigo, tmp_path, rules_of(values))
    [warning] = place.compose(with_values(order, values)).warnings
    assert "total_price: Siigo no documenta para qué usa total_price" in warning
