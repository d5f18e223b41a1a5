"""SIGKILL between every two steps, on both databases: no order lost, no document twice, no operator."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from tests.journeys.dying import POINTS
from tests.journeys.world import World, money, until, world
from tests.stores.woocommerce.evidence import capture, delivery

ORDER = capture("34-order.created-31")
WORKER_POINTS = [point for point, (module, *_) in POINTS.items() if not module.startswith("connector.web")]
WEB_POINTS = [point for point in POINTS if point not in WORKER_POINTS]


@pytest.fixture
def place(tmp_path: Path, migrated_url: str) -> Iterator[World]:
    with world(tmp_path, migrated_url) as place:
        yield place


def is_right(place: World) -> None:
    """One order, issued; one invoice in Siigo; one link; they agree."""
    [order] = place.settled(1).values()
    assert order.state in ("issued", "issued_with_warnings"), (order.state, order.why)
    [invoice] = place.invoices()
    [link] = place.links()
    assert (link.name, link.total) == (invoice["name"], money(invoice["total"]))


@pytest.mark.parametrize("point", WORKER_POINTS)
def test_a_worker_killed_between_two_steps_loses_and_doubles_nothing(place: World, point: str) -> None:
    place.web()
    dying = place.start(["tests.journeys.dying", point, "work"])
    place.sell(ORDER.body, "order.created")
    assert dying.wait(30) == -9
    place.work()
    is_right(place)
    place.sell(ORDER.body, "order.created")
    place.sell(ORDER.body, "order.updated")
    is_right(place)


@pytest.mark.postgres
def test_a_peer_takes_over_without_a_restart(tmp_path: Path, migrated_postgres_url: str) -> None:
    with world(tmp_path, migrated_postgres_url) as place:
        place.web()
        dying = place.start(["tests.journeys.dying", "siigo_answered", "work"])
        until(lambda: b"works with" in (place.folder / "process-1.log").read_bytes(), "the first worker", 20)
        place.sell(ORDER.body, "order.created")
        assert dying.wait(30) == -9
        peer = place.work()
        is_right(place)
        assert peer.poll() is None


@pytest.mark.parametrize("point", WEB_POINTS)
def test_a_web_process_killed_before_its_answer_loses_and_doubles_nothing(place: World, point: str) -> None:
    place.web()
    port = place.ports[0]
    place.stop()
    dying = place.start(["tests.journeys.dying", point, "web"], CONNECTOR_PORT=str(port))
    headers = delivery(ORDER.body, "order.created", source="http://127.0.0.1:8089/")

    def dies_while_answering() -> bool:
        try:
            place.post(headers, ORDER.body)
        except requests.ConnectionError:
            return dying.poll() is not None
        return True

    until(dies_while_answering, "the web process to die", 20)
    assert dying.wait(5) == -9
    place.ports.clear()
    place.web()
    place.work()
    place.sell(ORDER.body, "order.created")  # a shop that got no answer sends it again, or the merchant does
    is_right(place)
