"""One noisy connection never starves another, even when it alone could fill every slot of the worker."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from connector.json_text import parse, write
from tests.journeys.world import MAPPING, World, until, world
from tests.stores.woocommerce.evidence import capture, delivery

ORDER = parse(capture("34-order.created-31").body)
NOISY, QUIET = 300, 5


@pytest.fixture
def place(tmp_path: Path, migrated_url: str) -> Iterator[World]:
    with world(tmp_path, migrated_url, CONNECTOR_SLOTS="4") as place:
        text = MAPPING.read_text().replace("connection: tienda", "connection: tranquila")
        text = text.replace("company: empresa", "company: otra").replace("pruebas@", "otra@")
        (place.folder / "mappings" / "tranquila.yaml").write_text(text)
        yield place


def test_a_quiet_shop_is_served_while_a_noisy_one_has_a_backlog(place: World) -> None:
    place.web()
    for number in range(1, NOISY + 1):
        place.sell(body(number))
    for number in range(1, QUIET + 1):
        headers = delivery(body(number), "order.updated", source="http://127.0.0.1:8089/")
        assert place.post(headers, body(number), connection="tranquila") == 200
    place.work()

    def issued() -> Counter[str]:
        return Counter(link.connection for link in place.links())

    until(lambda: issued()["tranquila"] == QUIET, "the quiet shop's invoices", 60)
    assert issued()["tienda"] < NOISY, "the noisy shop must still have a backlog for this to mean anything"


def body(number: int) -> bytes:
    return write({**ORDER, "id": number, "number": str(number)}).encode()
