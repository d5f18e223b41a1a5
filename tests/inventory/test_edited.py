"""An order that is edited after its invoice: what was added is sold, and in no balance until it is invoiced too."""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from sqlalchemy import update
from sqlmodel import col

from connector.db.database import writing
from connector.db.tables import LinkRow, OrderRow
from connector.json_text import write
from connector.sandbox.shop.sending import change, place
from connector.sandbox.shop.shelf import sell
from connector.sandbox.shop.state import Platform
from tests.inventory.conftest import Open
from tests.inventory.place import Corner
from tests.inventory.race import deliver, link
from tests.inventory.shop_orders import order_of

LINE = 15001
"""Of the order, the same however many units it has."""


@pytest.fixture
def platform(lot_platform: Platform) -> Platform:
    return lot_platform


def an_order(one: Corner, units: int) -> Mapping[str, Any]:
    body = order_of(one.shop.shop.platform, one.item("A-1"), units, number=7001)
    body["line_items"][0]["id"] = LINE
    return body


def id_of(one: Corner) -> str:
    return str(an_order(one, 2)["id"])


def invoiced(one: Corner, lines: Sequence[Mapping[str, object]]) -> None:
    """Two units sold, delivered and invoiced by a document of these lines, and Siigo's balance is less by them."""
    one.sync()
    with one.shop.shop.lock:
        sell(one.item("A-1"), 2, one.place())
        delivery = place(one.shop.shop, an_order(one, 2))
    deliver(one.engine, id_of(one), delivery.topic, delivery.body)
    one.stocked("A-1", 8)
    link(one.engine, id_of(one))
    with writing(one.engine) as database:
        database.execute(update(LinkRow).values(document=write({"lines": lines})))
    one.sync()
    assert one.shown("A-1") == 8


def edited(one: Corner, units: int) -> None:
    """The shop takes the order to so many units; whoever decides about its invoice has not answered yet."""
    with one.shop.shop.lock:
        sell(one.item("A-1"), units - 2, one.place())
    delivery = change(one.shop.shop, id_of(one), an_order(one, units))
    deliver(one.engine, id_of(one), delivery.topic, delivery.body)
    with writing(one.engine) as database:
        database.execute(update(OrderRow).values(state="held"))


def line(units: str) -> dict[str, object]:
    """Of the document, as `issuing` keeps it."""
    return {"code": "A-1", "line_id": f"product:{LINE}", "quantity": units}


def test_units_that_were_added_are_taken_off(opened: Open) -> None:
    one = opened({"A-1": 10}, {"A-1": 10})
    invoiced(one, [line("2"), {"code": "AJUSTE", "quantity": "1"}])
    edited(one, 5)
    one.sync(is_full=True)
    assert one.shown("A-1") == 5
    assert one.row("A-1").as_object()["open_orders"] == "3"


def test_a_line_that_was_invoiced_in_two_parts_is_one(opened: Open) -> None:
    one = opened({"A-1": 10}, {"A-1": 10})
    invoiced(one, [line("1"), line("1")])
    edited(one, 5)
    one.sync(is_full=True)
    assert one.shown("A-1") == 5


def test_units_that_were_taken_out_are_not_on_sale_before_their_credit_note(opened: Open) -> None:
    """Siigo has them once it has the credit note."""
    one = opened({"A-1": 10}, {"A-1": 10})
    invoiced(one, [line("2")])
    edited(one, 1)
    one.sync(is_full=True)
    assert one.shown("A-1") == 8


def test_an_invoice_that_names_no_line_lacks_nothing(opened: Open) -> None:
    """It was made elsewhere."""
    one = opened({"A-1": 10}, {"A-1": 10})
    invoiced(one, [{"code": "A-1", "quantity": "2"}])
    edited(one, 5)
    one.sync(is_full=True)
    assert one.shown("A-1") == 8


def test_the_newest_invoice_counts(opened: Open) -> None:
    one = opened({"A-1": 10}, {"A-1": 10})
    invoiced(one, [line("2")])
    edited(one, 5)
    with writing(one.engine) as database:
        database.execute(update(LinkRow).values(source_id="old", ledger_id="old"))
    link(one.engine, id_of(one))
    with writing(one.engine) as database:
        document = write({"lines": [line("5")]})
        database.execute(update(LinkRow).where(col(LinkRow.ledger_id) != "old").values(document=document))
        database.execute(update(OrderRow).values(state="held"))
    one.stocked("A-1", 5)
    one.sync(is_full=True)
    assert one.shown("A-1") == 5
