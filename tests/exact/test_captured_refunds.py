"""Every refund that a real WooCommerce sent becomes its credit note: to the cent, its codes, taxes and reason."""

from decimal import Decimal
from typing import Any

import pytest

from connector import json_text
from connector.issuing.steps import Ask, Done, Skip
from connector.model.documents import Document
from tests.exact.life import Life
from tests.exact.test_captures import BODIES
from tests.stores.woocommerce.evidence import rest

BEFORE = {24: BODIES["09-order.created-24.body 0"], 27: BODIES["19-order.created-27.body 0"]}
"""The captured orders as they were invoiced."""

LINE_6 = json_text.parse(rest("order-2-refund-create"))
"""The refund of one of two shirts, as the shop answered when it was made."""

IVA_19, IVA_5, IVA_0 = 13156, 13157, 13158

SHIRT_BACK = ("1", 53909, [("CAM-001", "1", "45301.680672", [IVA_19])])
IN_MONEY = (
    "3",
    53909,
    [
        ("DEVOLUCION", "1", "27174.327731", [IVA_19]),
        ("DEVOLUCION", "1", "7150.790476", [IVA_5]),
        ("DEVOLUCION", "1", "14063.22", [IVA_0]),
    ],
)
WHOLE = ("2", 59900, [("CAM-001", "1", "59900", [IVA_19])])

EXPECTED: dict[str, dict[str, Any]] = {
    "order-2-get-after-refund.response 0": {"fetched": SHIRT_BACK, "approved": IN_MONEY},
    "order-2-get-dp4.response 0": {"fetched": SHIRT_BACK, "approved": IN_MONEY},
    "orders-list-page1.response 0": {"fetched": SHIRT_BACK, "approved": IN_MONEY},
    "17-order.updated-24.body 0": {"fetched": SHIRT_BACK, "approved": IN_MONEY},
    "order-full-refund-by-status.response 0": {"fetched": WHOLE, "delivered": WHOLE},
    "orders-list-page1.response 1": {"fetched": WHOLE, "delivered": WHOLE},
    "26-order.updated-27.body 0": {"fetched": WHOLE, "delivered": WHOLE},
}
"""By capture: reason, total and items of the note that follows, by what the connector was told of the refund."""

UNSEEN = (
    "Reembolso 26 de 53909 COP de la factura FV-1-1: La devolución 26 por 53909 llegó sin sus líneas. Para leerlas, "
    "poner en la conexión store.consumer_key y store.consumer_secret; sin ellas, hacer la nota crédito a mano. "
    "Compárelo con la tienda; para hacer la nota crédito por ese valor, `connector answer 24 approve 26`; para no "
    "hacerla, `connector answer 24 ignore 26`"
)


def fetched(body: dict[str, Any]) -> dict[str, Any]:
    """With what /orders/<id>/refunds says: the lines of 26; 30 has none."""
    details = {26: LINE_6, 30: {"line_items": [], "shipping_lines": [], "fee_lines": []}}
    return {**body, "refunds": [details[refund["id"]] | refund for refund in body["refunds"]]}


def shown(note: Document) -> tuple[str, Decimal, list[tuple[object, ...]]]:
    rows: Any = note.body["items"]
    items = [
        (
            row["code"],
            str(row["quantity"]),
            str(row.get("price", row.get("taxed_price"))),
            [tax["id"] for tax in row["taxes"]],
        )
        for row in rows
    ]
    return str(note.body["reason"]), note.total, items


def invoiced(body: dict[str, Any]) -> Life:
    life = Life("woocommerce")
    assert life.seen(BEFORE[body["id"]]) == Done()
    return life


def test_none_is_left_out() -> None:
    assert set(EXPECTED) == {name for name, body in BODIES.items() if body.get("refunds")}


@pytest.mark.parametrize("name", EXPECTED)
def test_of_a_fetched_order(name: str) -> None:
    life = invoiced(BODIES[name])
    assert life.seen(fetched(BODIES[name])) == Done()
    [note] = life.notes
    assert shown(note) == EXPECTED[name]["fetched"]
    assert note.warnings == ()
    assert life.seen(fetched(BODIES[name])) == Done()
    assert life.notes == [note]


@pytest.mark.parametrize("name", [name for name, of in EXPECTED.items() if "approved" in of])
def test_of_a_delivery_without_lines_a_person_is_asked_first(name: str) -> None:
    life = invoiced(BODIES[name])
    assert life.seen(BODIES[name]) == Ask(UNSEEN)
    assert life.notes == []
    life.answer("26", "approve")
    assert life.seen(BODIES[name]) == Done()
    [note] = life.notes
    assert shown(note) == EXPECTED[name]["approved"]


@pytest.mark.parametrize("name", [name for name, of in EXPECTED.items() if "delivered" in of])
def test_of_a_delivery_by_status_everything_comes_back(name: str) -> None:
    life = invoiced(BODIES[name])
    assert life.seen(BODIES[name]) == Done()
    [note] = life.notes
    assert shown(note) == EXPECTED[name]["delivered"]
    assert life.books.left_of(life.books.papers[0]) == 0


@pytest.mark.parametrize("name", [name for name, body in BODIES.items() if body.get("status") == "refunded"])
def test_refunded_before_it_was_invoiced_makes_nothing(name: str) -> None:
    life = Life("woocommerce")
    why = "El pedido fue reembolsado por completo (59900 COP) antes de facturarlo"
    assert life.seen(BODIES[name]) == Skip(why)
    assert life.documents == []


def test_refunded_in_part_before_it_was_invoiced_is_left_out_of_the_invoice() -> None:
    life = Life("woocommerce")
    assert life.seen(fetched(BODIES["17-order.updated-24.body 0"])) == Done()
    [invoice] = life.documents
    assert (invoice.kind, invoice.total) == ("invoice", 203550 - 53909)


def test_the_rest_by_status_after_a_partial_refund() -> None:
    """The two captures joined: what the shop does when somebody sets `refunded` after a refund of a line."""
    first = fetched(BODIES["17-order.updated-24.body 0"])
    rest_of_it = {**BODIES["26-order.updated-27.body 0"]["refunds"][0], "total": "-149641"}
    last = {**first, "status": "refunded", "refunds": [*first["refunds"], rest_of_it]}
    life = invoiced(first)
    assert life.seen(first) == Done()
    assert life.seen(last) == Done()
    assert [shown(note) for note in life.notes] == [
        SHIRT_BACK,
        (
            "1",
            149641,
            [
                ("CAM-001", "1", "45303.361345", [IVA_19]),
                ("CAF-500", "1", "27000", [IVA_5]),
                ("LIB-001", "1", "53100", [IVA_0]),
                ("ENVIO", "1", "12000", [IVA_19]),
            ],
        ),
    ]
    assert life.books.left_of(life.books.papers[0]) == 0
