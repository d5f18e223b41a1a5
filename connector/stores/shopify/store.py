"""Shopify as a `connector.ports.Store`: webhook, Admin API and order reader put together."""

from collections.abc import Iterator, Mapping

import requests

from connector.errors import RemoteRejected
from connector.messages import say
from connector.model.documents import News
from connector.model.events import Event, Ignored, OrderDeleted, OrderSeen
from connector.ports import Check, Received
from connector.reading import Reader
from connector.stores.shopify import doctor, webhook
from connector.stores.shopify.claims import Signs
from connector.stores.shopify.client import Client
from connector.stores.shopify.fetching import fetch_order
from connector.stores.shopify.opening import open_client
from connector.stores.shopify.order import to_order
from connector.stores.shopify.settings import Settings
from connector.stores.shopify.telling import show


class ShopifyStore:
    """One shop. Safe to share between threads as long as nobody changes the session."""

    platform = "shopify"

    def __init__(self, settings: Settings, client: Client | None) -> None:
        self._settings = settings
        self._client = client
        self.can_fetch = client is not None and settings.refetch is not False
        self.can_write = client is not None and settings.tell != "none"

    def receive(self, headers: Mapping[str, str], body: bytes) -> Received:
        return webhook.receive(headers, body, self._settings.secrets, shop=self._settings.shop)

    def fetch(self, order_id: str) -> object | None:
        if self._client is None:
            raise RemoteRejected(say("shopify.no_credentials"))
        return fetch_order(self._client, order_id, namespace=self._settings.namespace)

    def read(self, topic: str, payload: object) -> Event:
        """A body that only names an order says nothing by itself: such an order must be fetched."""
        if topic == "orders/delete":
            return OrderDeleted(Reader(payload).text("id"))
        if topic in webhook.POINTER_TOPICS:
            return Ignored(say("shopify.ignored.needs_credentials", topic=topic))
        if topic and (why := webhook.ignored_because(topic)):
            return Ignored(why)
        told = self._settings
        signs = Signs(invoice_keys=told.invoice_keys, namespace=told.namespace, tag=told.tag)
        return OrderSeen(to_order(payload, document_keys=told.document_keys.model_dump(), signs=signs))

    def tell(self, order_id: str, news: News) -> None:
        if self._client is None:
            raise RemoteRejected(say("shopify.no_credentials_to_tell"))
        if self.can_write:
            show(self._client, order_id, news, namespace=self._settings.namespace, tag=self._settings.tag)

    def check(self) -> Iterator[Check]:
        return doctor.checks(self._client, self._settings.api_version, writes=self.can_write)


def open_store(settings: Settings, *, session: requests.Session) -> ShopifyStore:
    """A store of these settings; without credentials it reads webhooks only."""
    return ShopifyStore(settings, open_client(settings, session))
