"""Black Friday in small: 1,000 deliveries at once, a tenth of them sent twice, two web and two work processes."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path

import pytest

from connector.db import schema
from connector.db.database import open_database
from connector.engine import migrate
from connector.json_text import parse, write
from tests.journeys.world import money, world
from tests.stores.woocommerce.evidence import capture, delivery

DELIVERIES = 1000
ORDERS = 900
SENDERS = 64


def bodies() -> list[bytes]:
    """900 orders with numbers of their own, a hundred of them twice."""
    order = parse(capture("34-order.created-31").body)
    made = [write({**order, "id": number, "number": str(number)}).encode() for number in range(10_000, 10_000 + ORDERS)]
    return made + made[: DELIVERIES - ORDERS]


@pytest.mark.postgres
def test_every_order_of_a_rush_gets_exactly_one_invoice(tmp_path: Path, postgres_url: str) -> None:
    engine = open_database(postgres_url)
    schema.upgrade(engine)
    engine.dispose()
    migrate(postgres_url)
    with world(tmp_path, postgres_url) as place:
        place.web()
        place.web()
        workers = [place.work(), place.work()]
        sent = bodies()

        def send(body: bytes) -> int:
            return place.post(delivery(body, "order.created", source="http://127.0.0.1:8089/"), body)

        with ThreadPoolExecutor(SENDERS) as pool:
            assert Counter(pool.map(send, sent)) == {200: DELIVERIES}
        orders = place.settled(ORDERS, seconds=180)
        assert Counter(row.state for row in orders.values()) == {"issued": ORDERS}
        invoices = place.invoices()
        assert len(invoices) == ORDERS
        links = {link.name: link for link in place.links()}
        assert {invoice["name"] for invoice in invoices} == set(links)
        assert {money(invoice["total"]) for invoice in invoices} == {Decimal(272550)}
        assert all(worker.poll() is None for worker in workers)
