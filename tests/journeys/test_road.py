"""The whole road: signed deliveries of a real shop become invoices in a Siigo that checks everything."""

from decimal import Decimal
from pathlib import Path

import pytest

from tests.journeys.world import World, money, world
from tests.stores.woocommerce.evidence import captures

EXPECTED = {
    "23": "skipped",  # transfer pending, then deleted
    "24": "issued_with_warnings",  # refunded in part, by lines that cannot be read without keys: approved by a person
    "25": "skipped",  # ends on-hold
    "27": "skipped",  # refunded by status before it was invoiced
    "28": "skipped",  # cancelled
    "29": "issued",
    "31": "issued",
    "32": "issued",
}


@pytest.fixture
def place(tmp_path: Path, migrated_url: str):  # type: ignore[no-untyped-def]
    with world(tmp_path, migrated_url) as place:
        yield place


def test_the_deliveries_of_a_real_store_end_in_one_state_each_and_twice_is_once(place: World) -> None:
    place.web()
    for capture in captures():
        assert place.post(dict(capture.headers), capture.body) == 200, capture.name
    worker = place.work()
    asked = place.settled(8)["24"]
    assert (asked.state, "`connector answer 24 approve 26`" in asked.why) == ("held", True)
    assert place.run("answer", "24", "approve", "26").returncode == 0
    orders = place.settled(8)
    assert {key: row.state for key, row in orders.items()} == EXPECTED
    invoices = {link.order_id: link for link in place.links()}
    assert set(invoices) == {"24", "29", "31", "32"}
    for order_id, link in invoices.items():
        assert abs(link.total - (orders[order_id].total or Decimal(0))) <= Decimal("0.05"), order_id
    in_siigo = place.invoices()
    assert sorted(invoice["name"] for invoice in in_siigo) == sorted(link.name for link in invoices.values())
    assert {link.name: link.total for link in invoices.values()} == {
        invoice["name"]: money(invoice["total"]) for invoice in in_siigo
    }

    for capture in captures():
        assert place.post(dict(capture.headers), capture.body) == 200, capture.name
    again = place.settled(8)
    assert {key: row.state for key, row in again.items()} == EXPECTED
    assert len(place.invoices()) == 4
    worker.terminate()
    assert worker.wait(30) == 0
