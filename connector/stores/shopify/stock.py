"""Shopify as a `connector.stock_ports.StockStore`: variants read, quantities and prices written. Ids are numbers."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime

import requests

from connector.errors import RemoteRejected
from connector.messages import say
from connector.model.stock import Change, Location, Placed, PriceChange, Quantity, Variant, Written
from connector.ports import Check
from connector.stock_ports import StockStore
from connector.stores.shopify import stock_prices, stock_reading, stock_writing
from connector.stores.shopify.client import Client
from connector.stores.shopify.doctor import stock_checks
from connector.stores.shopify.opening import open_client
from connector.stores.shopify.settings import Settings
from connector.stores.shopify.stock_variants import MOST

FIRST_VERSION = "2026-04"
"""Of the API, with the compare-and-set that is used here (store-protocols.md 7.2)."""


class ShopifyStock:
    """One shop. Safe to share between threads as long as nobody changes the session."""

    most_looked_at = MOST
    has_locations = True
    counts_when_written = False

    def __init__(self, client: Client) -> None:
        self._client = client
        self._reader = stock_reading.VariantReader(client)

    def locations(self) -> Sequence[Location]:
        with _permissions():
            return stock_reading.locations_of(self._client)

    def page(self, cursor: str, locations: Sequence[str]) -> tuple[Sequence[Variant], str]:
        """One call; more where Shopify finds a page too dear, and then smaller pages from then on."""
        with _permissions():
            return self._reader.page(cursor, locations)

    def look(self, variants: Sequence[Variant], locations: Sequence[str]) -> Mapping[str, Variant]:
        """One call where there are one or two locations and not more than 142 variants."""
        with _permissions():
            seen = self._reader.look([variant.id for variant in variants], locations)
            return {variant.id: variant for variant in seen}

    def find(self, skus: Sequence[str], locations: Sequence[str]) -> Sequence[Variant]:
        """Shopify's search lags behind the newest edits by seconds or minutes (store-protocols.md 7.6)."""
        with _permissions():
            return list(self._reader.find(skus, locations))

    def batches(self, changes: Sequence[Change]) -> Iterable[Sequence[Change]]:
        return stock_writing.batches(changes)

    def write(self, changes: Sequence[Change], *, key: str, reference: str) -> Sequence[Written]:
        """One call where nothing is minded; one for each item to be stocked at a location first."""
        with _permissions():
            return stock_writing.write_batch(self._client, changes, key=key, reference=reference)

    def count(self, variants: Sequence[Variant]) -> Mapping[str, str]:
        """One call a variant."""
        with _permissions():
            return stock_prices.count(self._client, variants)

    def write_prices(self, changes: Sequence[PriceChange]) -> Mapping[str, str]:
        """One call a product."""
        with _permissions():
            return stock_prices.write_prices(self._client, changes)

    def orders_since(self, moment: datetime, *, most: int) -> Sequence[Placed] | None:
        """The search lags, and without `read_all_orders` it ends 60 days ago (store-protocols.md 6.2, 8)."""
        with _permissions():
            return stock_reading.orders_since(self._client, moment, most=most)

    def check(self) -> Iterable[Check]:
        """The permissions, each looked at, none raised."""
        return stock_checks(self._client)


def open_stock(settings: Settings, *, session: requests.Session) -> StockStore | None:
    """None without credentials."""
    client = open_client(settings, session)
    return None if client is None else ShopifyStock(client)


@contextmanager
def _permissions() -> Iterator[None]:
    """A denial says which permissions stock needs."""
    try:
        yield
    except RemoteRejected as error:
        if error.code != "ACCESS_DENIED":
            raise
        words = say("shopify_stock.denied", words=next(iter(error.params), error.code))  # each of 250 may be denied
        raise RemoteRejected(words, status=error.status, code=error.code, params=error.params) from error


def stock_refusal(settings: Settings, quantity: Quantity) -> str:
    """Why stock cannot be written with these settings, in a sentence; empty where it can."""
    del quantity  # both numbers can be set
    if settings.api_version < FIRST_VERSION:
        return say("shopify_stock.old_version", found=settings.api_version, first=FIRST_VERSION)
    return ""
