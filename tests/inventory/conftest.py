"""An inventory of each platform, on each database where a test asks for `engine`."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from sqlalchemy import Engine

from connector.sandbox.shop.state import Platform
from tests.inventory.place import CENTRAL, Corner, corner
from tests.inventory.place import item as an_item
from tests.lots import EVERYTHING, by_lot

Open = Callable[..., Corner]


PLATFORMS: list[Platform] = ["woocommerce", "shopify"]


@pytest.fixture(params=PLATFORMS if EVERYTHING else [""])
def lot_platform(request: pytest.FixtureRequest) -> Platform:
    """The one that is the test's lot, for odd days of the core, which knows no platform; EVERYTHING: each."""
    found: Platform = request.param or PLATFORMS[by_lot(request.node.name)]
    return found


@pytest.fixture(params=PLATFORMS)
def platform(request: pytest.FixtureRequest) -> Platform:
    found: Platform = request.param
    return found


@pytest.fixture
def opened(new_engine: Callable[[str], Engine], platform: Platform) -> Iterator[Open]:
    """`opened({"A-1": 10}, {"A-1": 3})`: balances of Siigo by code, units of the shop by SKU; a corner."""
    with ExitStack() as stack:

        def make(balances: dict[str, Any], shop: dict[str, int], **given: Any) -> Corner:
            places = (CENTRAL,) if platform == "shopify" else ("",)
            items = given.pop("items", None) or [
                an_item(sku, units, number=100 + at, places=places) for at, (sku, units) in enumerate(shop.items())
            ]
            return stack.enter_context(corner(new_engine("sqlite"), platform, balances=balances, items=items, **given))

        yield make
