"""Black Friday in small: 150 deliveries at once, a tenth of them sent twice, two web and two work processes.

1,000 deliveries with CONNECTOR_TEST_EVERYTHING=1; `python -m tests.benchmarks a c` measures.
"""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path

import pytest

from connector.json_text import parse, write
from tests.journeys.world import money, world
from tests.lots import EVERYTHING
from tests.stores.woocommerce.evidence import capture, delivery

DELIVERIES = 1000 if EVERYTHING else 150
ORDERS = DELIVERIES * 9 // 10
SENDERS = 64


def bodies() -> list[bytes]:
    """Orders with numbers of their own, and the first of them a second time."""
    order = parse(capture("34-order.created-31").body)
    made = [write({**order, "id": number, "number": str(number)}).encode() for number in range(10_000, 10_000 + ORDERS)]
    return made + made[: DELIVERIES - ORDERS]


@pytest.mark.postgres
def test_every_order_of_a_rush_gets_exactly_one_invoice(tmp_path: Path, migrated_postgres_url: str) -> None:
    with world(tmp_path, migrated_postgres_url) as place:
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
