"""The newest state that can be known wins: whatever the order of arrival, and whatever a lagging shop answers."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from connector.db.tables import DeliveryRow
from connector.errors import OrderHeld, RemoteUnavailable
from connector.issuing.connection import Connection
from connector.issuing.events import newest_event
from connector.issuing.rules import Rules
from connector.json_text import write
from connector.model.events import Event, Ignored, OrderDeleted, OrderSeen
from connector.newest import newest_delivered
from tests.orders import an_order

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


@dataclass
class FakeStore:
    """Reads `{"at": minute, "status": …}`, `{"gone": true}`, `{"bad": true}`; fetches what it is given."""

    fetched: object = None
    platform: str = "woocommerce"
    can_fetch: bool = True
    asked: list[str] = field(default_factory=list)

    def fetch(self, order_id: str) -> object:
        self.asked.append(order_id)
        return self.fetched

    def read(self, _topic: str, payload: Any) -> Event:
        if payload.get("gone"):
            return OrderDeleted("1001")
        if payload.get("bad"):
            raise OrderHeld("total no es dinero")
        if payload.get("pointer"):
            return Ignored("hacen falta credenciales")
        return OrderSeen(an_order(updated_at=NOON + timedelta(minutes=payload["at"]), status=payload["status"]))


def connection(store: FakeStore, refetch: bool = False) -> Connection:
    return Connection(
        name="tienda",
        store=store,  # type: ignore[arg-type]
        ledger=None,  # type: ignore[arg-type]
        rules=Rules(due=lambda order: True, why_not_due=lambda order: ""),
        shadow=False,
        as_sold=lambda order: order,
        draft=None,  # type: ignore[arg-type]
        refetch=refetch,
        hold_back=lambda seconds: None,
        in_flight=timedelta(0),
        settle=timedelta(0),
    )


def arrived(*payloads: dict[str, object]) -> list[DeliveryRow]:
    """In order of arrival; handed over newest first, as the database does."""
    rows = [
        DeliveryRow(
            id=number, connection="tienda", dedupe=str(number), topic="t", order_id="1001", headers="{}",
            body=write(payload).encode(), received_at=NOON, ignored=str(payload.get("ignored", "")),
        )
        for number, payload in enumerate(payloads, 1)
    ]  # fmt: skip
    return rows[::-1]


OLD = {"at": 0, "status": "pending"}
NEW = {"at": 5, "status": "processing"}
NEWER = {"at": 9, "status": "completed"}
GONE = {"gone": True}
BAD = {"bad": True}


def status(*payloads: dict[str, object]) -> str:
    event = newest_delivered(FakeStore(), arrived(*payloads))
    return event.order.status if isinstance(event, OrderSeen) else type(event).__name__


@pytest.mark.parametrize(
    ("payloads", "expected"),
    [
        ((OLD, NEW), "processing"),
        ((NEW, OLD), "processing"),
        ((NEW, NEW), "processing"),
        ((OLD, NEW, GONE), "OrderDeleted"),
        ((GONE, NEW), "processing"),
        ((OLD, GONE, NEW), "processing"),
        ((NEW, GONE, OLD), "OrderDeleted"),
        ((BAD, NEW), "processing"),
        (({"pointer": True},), "Ignored"),
        (({"pointer": True}, NEW), "processing"),
        ((), "Ignored"),
    ],
)
def test_the_newest_delivered_state_wins(payloads: tuple[dict[str, object], ...], expected: str) -> None:
    assert status(*payloads) == expected


@pytest.mark.parametrize(
    "payloads", [(NEW, BAD), (NEW, BAD, OLD), (NEW, BAD, {"ignored": "borrador"}), (BAD,)], ids=str
)
def test_what_cannot_be_read_and_may_be_newer_decides_nothing(payloads: tuple[dict[str, object], ...]) -> None:
    with pytest.raises(OrderHeld, match="total no es dinero"):
        status(*payloads)


def fetched(payload: object, *payloads: dict[str, object], tries: int = 0) -> Event:
    return newest_event(connection(FakeStore(payload), refetch=True), "1001", arrived(*payloads), tries)


def test_the_shops_own_answer_is_believed() -> None:
    event = fetched(NEWER, OLD, NEW)
    assert isinstance(event, OrderSeen)
    assert event.order.status == "completed"


def test_a_delivery_that_is_later_than_the_shops_answer_wins() -> None:
    event = fetched(OLD, NEW)
    assert isinstance(event, OrderSeen)
    assert event.order.status == "processing"


def test_an_order_that_the_shop_does_not_show_is_waited_for_then_held() -> None:
    with pytest.raises(RemoteUnavailable, match="no muestra este pedido"):
        fetched(None, NEW)
    with pytest.raises(OrderHeld, match="no muestra este pedido"):
        fetched(None, NEW, tries=5)


def test_an_order_that_the_shop_told_us_it_deleted_is_deleted() -> None:
    assert fetched(None, NEW, GONE) == OrderDeleted("1001")


def test_without_credentials_the_shop_is_not_asked() -> None:
    store = FakeStore(NEWER)
    newest_event(connection(store), "1001", arrived(NEW), 0)
    assert store.asked == []
