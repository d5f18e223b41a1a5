"""`when`: the first branch that holds; and what each test means."""

from decimal import Decimal

import pytest

from connector.model.order import Order
from tests.mapping.conftest import Connect
from tests.mapping.orders import order

SELLER = "invoice:\n  seller:\n    when:\n      - if: {%s}\n        then: 1\n      - otherwise: 2\n"


@pytest.mark.parametrize(
    ("test", "holds"),
    [
        ("channel: checkout", True),
        ("channel: Checkout", False),
        ("channel: {equals: checkout}", True),
        ("channel: pos", False),
        ("is_paid: true", True),
        ("is_paid: false", False),
        ("is_test: false", True),
        ("total: 357000", True),
        ("total: 357000.0", True),
        ("total: 357001", False),
        ("total: {at_least: 357000}", True),
        ("total: {at_least: 357000.01}", False),
        ("meta.cuotas: {at_least: 3}", True),
        ("meta.cuotas: 3", True),
        ("meta.cuotas: '3'", True),
        ("meta.cuotas: 30", False),
        ("meta.none: {at_least: 0}", False),
        ("channel: {at_least: 0}", False),
        ("placed_at: {at_least: 2026-11-20}", True),  # 2:30 UTC of the 21st is still the 20th in Bogotá
        ("placed_at: {at_least: 2026-11-21}", False),
        ("placed_at: {at_least: '2026-01-01'}", True),
        ("total: {at_least: 2026-01-01}", False),
        ("status: {in: [paid, processing]}", True),
        ("status: {in: [paid]}", False),
        ("total: {in: [1, 357000]}", True),
        ("tags: {contains: vip}", True),
        ("tags: {contains: vi}", False),
        ("'payment.title': {contains: Wompi}", True),
        ("meta.none: {contains: a}", False),
        ("note: {present: false}", True),
        ("note: {present: true}", False),
        ("tags: {present: true}", True),
        ("total: {at_least: 1, in: [5]}", False),
        ("total: {at_least: 1}, channel: pos", False),
        ("total: {at_least: 1}, channel: checkout", True),
        ("\"lines[?kind=='shipping']\": {present: true}", True),
        ("length(lines): {at_least: 4}", False),
        ("meta.flag: true", False),
        ("is_paid: 'true'", False),
    ],
)
def test_tests(connect: Connect, test: str, holds: bool) -> None:
    values = connect(SELLER % test).draft("invoice", order()).values
    assert values == {"seller": 1 if holds else 2}


def test_a_zero_is_present(connect: Connect) -> None:
    file = connect(SELLER % "tax_total: {present: true}")
    assert file.draft("invoice", order(tax_total=Decimal(0))).values == {"seller": 1}


def test_any_of_a_list(connect: Connect) -> None:
    file = connect(
        "invoice:\n  seller:\n    when:\n      - if: [{channel: pos}, {tags: {contains: vip}, is_paid: true}]\n"
        "        then: 1\n"
    )
    assert file.draft("invoice", order()).values == {"seller": 1}
    assert file.draft("invoice", order(tags=(), channel="pos")).values == {"seller": 1}
    assert file.draft("invoice", order(is_paid=False)).values == {}


def document(order: Order, connect: Connect) -> object:
    file = connect(
        "invoice:\n"
        "  a:\n"
        "    when:\n"
        "      - if: {channel: pos}\n"
        "        then: {const: caja}\n"
        "      - if: {channel: admin}\n"
        "        then: {b: number}\n"
        "      - if: {channel: api}\n"
        "        then: {from: note, default: sin nota}\n"
        "      - otherwise: payment.method\n"
    )
    return file.draft("invoice", order).values["a"]


@pytest.mark.parametrize(
    ("channel", "value"),
    [("pos", "caja"), ("admin", {"b": "#1001"}), ("api", "sin nota"), ("checkout", "wompi")],
)
def test_branches_are_rules_like_everywhere(connect: Connect, channel: str, value: object) -> None:
    assert document(order(channel=channel), connect) == value


def test_the_origin_is_the_branch(connect: Connect) -> None:
    draft = connect(SELLER % "channel: pos").draft("invoice", order())
    assert (str(draft.origins["seller"]), draft.origins["seller"].source) == ("mappings/prueba.yaml:10:20", "const")


def test_a_default_for_when_no_branch_holds(connect: Connect) -> None:
    file = connect("invoice: {a: {when: [{if: {channel: pos}, then: 1}], default: 9}}\n")
    assert file.draft("invoice", order()).values == {"a": 9}


def test_tests_inside_item_see_the_element_and_the_order(connect: Connect) -> None:
    file = connect(
        "invoice:\n  items:\n    each: lines\n    item:\n      a:\n        when:\n"
        "          - if: {kind: shipping, order.channel: checkout}\n            then: 1\n"
        "          - otherwise: 2\n"
    )
    assert file.draft("invoice", order()).values == {"items": [{"a": 2}, {"a": 2}, {"a": 1}]}
