"""A query waits for its points: as long as Shopify's last answer says, and only when it is known what it costs."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from connector import http
from connector.errors import RemoteUnavailable
from connector.stores.shopify.client import Client
from connector.stores.shopify.points import LONGEST, Points
from connector.stores.shopify.stock import ShopifyStock
from connector.stores.shopify.tokens import PermanentToken
from tests.stores.shopify.shelves import MAIN, item, read, shop_of


@dataclass
class Clock:
    """Sleeping makes it later."""

    seconds: float = 0.0
    slept: list[float] = field(default_factory=list)

    def now(self) -> float:
        return self.seconds

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.seconds += seconds

    def moment(self) -> datetime:
        return datetime(2026, 11, 21, tzinfo=UTC) + timedelta(seconds=self.seconds)


def answer(requested: object, available: object, rate: object = 100) -> dict[str, object]:
    status = {"maximumAvailable": 2000, "currentlyAvailable": available, "restoreRate": rate}
    return {"extensions": {"cost": {"requestedQueryCost": requested, "throttleStatus": status}}}


def points_of(clock: Clock) -> Points:
    return Points(now=clock.now, sleep=clock.sleep)


@pytest.mark.parametrize(
    ("available", "passed", "slept"),
    [
        (500, 0.0, []),
        (499, 0.0, [1]),
        (Decimal("99.5"), 0.0, [5]),
        (0, 2.5, [3]),
        (0, 9.0, []),
        (-100000, 0.0, [LONGEST]),
    ],
)
def test_waiting_as_long_as_the_points_need(available: object, passed: float, slept: list[float]) -> None:
    clock = Clock()
    points = points_of(clock)
    points.note("stock_page", answer(500, available))
    clock.seconds += passed
    points.wait_for("stock_page")
    assert clock.slept == slept


def test_what_was_never_sent_does_not_wait() -> None:
    clock = Clock()
    points = points_of(clock)
    points.wait_for("stock_page")
    points.note("stock_page", answer(500, 0))
    points.wait_for("set_stock")
    assert clock.slept == []


@pytest.mark.parametrize("fields", [{}, {"extensions": None}, answer("500", 0), answer(500, 0, 0), answer(500, None)])
def test_an_answer_that_says_nothing_of_points(fields: dict[str, object]) -> None:
    clock = Clock()
    points = points_of(clock)
    points.note("stock_page", fields)
    points.wait_for("stock_page")
    assert clock.slept == []


def test_600_variants_are_read_without_running_into_the_limit() -> None:
    """Pages of 997 points against a bucket of 2000 that gets 100 a second."""
    clock = Clock()
    with shop_of(*(item(number) for number in range(1, 601)), bucket=True, clock=clock.moment) as running:
        client = Client(
            http.new_session(),
            url=running.url,
            api_version="2026-10",
            tokens=PermanentToken(running.shop.token),
            points=points_of(clock),
        )
        assert len(read(ShopifyStock(client))) == 600
    assert clock.slept == [10, 10]


def test_points_that_others_have_spent_are_said_with_a_refusal() -> None:
    clock = Clock()
    with shop_of(item(1), bucket=True, clock=clock.moment) as running:
        client = Client(
            http.new_session(),
            url=running.url,
            api_version="2026-10",
            tokens=PermanentToken(running.shop.token),
            points=points_of(clock),
        )
        stock = ShopifyStock(client)
        stock.page("", [MAIN])
        running.shop.points.left = Decimal(0)
        with pytest.raises(RemoteUnavailable) as refused:
            stock.page("", [MAIN])
        assert (refused.value.code, refused.value.retry_after) == ("THROTTLED", 10)
        assert clock.slept == []
        assert len(stock.page("", [MAIN])[0]) == 1
        assert clock.slept == [10]
