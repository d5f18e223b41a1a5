"""WooCommerce's stock as a `connector.stock_ports.StockStore`: one location, the parts of `stock_*.py` put together."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import TypeVar

import requests

from connector.messages import say
from connector.model.stock import ONLY_LOCATION, Change, Location, Placed, PriceChange, Quantity, Variant, Written
from connector.ports import Check
from connector.stores.woocommerce import stock_doctor, stock_pages, stock_reading, stock_writing
from connector.stores.woocommerce.client import PER_PAGE, WooClient
from connector.stores.woocommerce.settings import Settings

Thing = TypeVar("Thing")


class WooStock:
    """One shop. Keeps nothing between calls.

    WooCommerce has one number for each variant, so `Change.what` and locations are not looked at. No key makes a write
    happen once: that a repeated one is harmless comes from the look before it.
    """

    most_looked_at = PER_PAGE
    has_locations = False
    counts_when_written = True

    def __init__(self, settings: Settings, client: WooClient) -> None:
        self._client = client
        self._most = settings.stock_batch
        self._adds = settings.stock_write == "delta"

    def locations(self) -> Sequence[Location]:
        return [Location(id=ONLY_LOCATION)]

    def page(self, cursor: str, locations: Sequence[str]) -> tuple[Sequence[Variant], str]:  # noqa: ARG002 - has one
        return stock_pages.read_page(self._client, cursor)

    def look(self, variants: Sequence[Variant], locations: Sequence[str]) -> Mapping[str, Variant]:  # noqa: ARG002 - has one
        return stock_reading.look(self._client, variants)

    def find(self, skus: Sequence[str], locations: Sequence[str]) -> Sequence[Variant]:  # noqa: ARG002 - has one
        return stock_reading.find(self._client, skus)

    def batches(self, changes: Sequence[Change]) -> Iterator[Sequence[Change]]:
        """Products together, variations by parent: WooCommerce has no batch across parents (store-protocols.md 12)."""
        return self._batches([(change.variant, change) for change in changes])

    def write(self, changes: Sequence[Change], *, key: str, reference: str) -> Sequence[Written]:  # noqa: ARG002 - see above
        """At most two looks and two writes, more only where the shop takes smaller batches (413)."""
        return stock_writing.write(self._client, changes, adds=self._adds)

    def count(self, variants: Sequence[Variant]) -> Mapping[str, str]:
        """A product that is counted and has no number yet is sold out: whoever calls this writes one next."""
        problems: dict[str, str] = {}
        for batch in self._batches([(variant, variant) for variant in variants]):
            problems |= stock_writing.count(self._client, batch)
        return problems

    def write_prices(self, changes: Sequence[PriceChange]) -> Mapping[str, str]:
        """The regular price; that of a sale stays."""
        problems: dict[str, str] = {}
        for batch in self._batches([(change.variant, change) for change in changes]):
            problems |= stock_writing.write_prices(self._client, batch)
        return problems

    def orders_since(self, moment: datetime, *, most: int) -> Sequence[Placed] | None:
        return stock_reading.orders_since(self._client, moment, most=most)

    def check(self) -> Iterable[Check]:
        """What stock needs of the shop: each looked at, none raised."""
        return stock_doctor.checks(self._client)

    def _batches(self, things: Sequence[tuple[Variant, Thing]]) -> Iterator[Sequence[Thing]]:
        by_parent: dict[str, list[Thing]] = {}
        for variant, thing in things:
            by_parent.setdefault(variant.parent_id, []).append(thing)
        for kin in by_parent.values():
            yield from (kin[start : start + self._most] for start in range(0, len(kin), self._most))


def open_stock(settings: Settings, *, session: requests.Session) -> WooStock | None:
    """None without credentials: stock is never in a webhook. Makes no call."""
    return WooStock(settings, WooClient(settings, session)) if settings.has_credentials else None


def stock_refusal(settings: Settings, quantity: Quantity) -> str:
    """Why stock cannot be written with these settings, in a sentence; empty where it can."""
    del settings  # any version
    return "" if quantity == "available" else say("woocommerce_stock.no_on_hand")
