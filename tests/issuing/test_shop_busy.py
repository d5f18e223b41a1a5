"""A shop that asks for patience is left alone by itself: the company's other shops go on."""

from dataclasses import replace

from sqlalchemy import Engine

from connector.db.database import reading, writing
from connector.db.intake import keep_with_order
from connector.db.orders import find_orders
from connector.db.tables import OrderRow
from connector.engine import Lanes
from connector.errors import RemoteUnavailable
from connector.issuing.work import Work
from tests.issuing.test_events import NOON, FakeStore, connection

BUSY = RemoteUnavailable("WooCommerce respondió 429", status=429, retry_after=3600)


class BusyShop(FakeStore):
    def fetch(self, order_id: str) -> object:
        raise BUSY


def arrived(engine: Engine) -> OrderRow:
    times = {"due_at": NOON, "first_seen_at": NOON, "changed_at": NOON}
    order = {"connection": "tienda", "order_id": "1001", "lane": "c#0", "why": "", **times}
    delivery = {"connection": "tienda", "dedupe": "1", "topic": "t", "order_id": "1001", "headers": "{}", "ignored": ""}
    with writing(engine) as database:
        keep_with_order(database, {**delivery, "body": b"{}", "received_at": NOON}, order)
    with reading(engine) as database:
        [row] = find_orders(database)
    return row


def test_a_busy_shop_holds_nobody_back_from_the_ledger(lot_engine: Engine) -> None:
    held_back: list[float] = []
    one = replace(connection(BusyShop(), refetch=True), hold_back=held_back.append)
    outcome = Work(lot_engine, Lanes(lot_engine), lambda _name: one, retry_base=1, retry_cap=60).work_on(
        arrived(lot_engine)
    )
    assert (outcome.state, outcome.again_in) == ("waiting", 3600)
    assert held_back == []
