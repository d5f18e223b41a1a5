"""WooCommerce as a `connector.ports.Store`: webhook, REST client and order reader put together."""

from collections.abc import Iterator, Mapping

import requests

from connector.errors import RemoteRejected
from connector.messages import say
from connector.model.documents import News
from connector.model.events import Event, Ignored, OrderDeleted, OrderSeen
from connector.ports import Check, Received
from connector.reading import Reader, without_holes
from connector.stores.woocommerce import doctor, order, webhook
from connector.stores.woocommerce.client import WooClient
from connector.stores.woocommerce.settings import Settings
from connector.stores.woocommerce.telling import show


class WooStore:
    """One shop. Keeps nothing between calls."""

    platform = "woocommerce"

    def __init__(self, settings: Settings, client: WooClient | None) -> None:
        self._settings = settings
        self._client = client
        self.can_fetch = client is not None and settings.fetches
        self.can_write = client is not None and settings.tell != "none"

    def receive(self, headers: Mapping[str, str], body: bytes) -> Received:
        return webhook.receive(headers, body, self._settings.secrets, shop_url=self._settings.url)

    def fetch(self, order_id: str) -> object | None:
        """The order, each of its `refunds` completed with what /orders/<id>/refunds says of it."""
        if self._client is None:
            raise RemoteRejected(say("woocommerce.no_credentials"))
        found = self._client.get_order(order_id)
        if isinstance(found, dict) and found.get("refunds"):
            return found | {"refunds": _with_details(found["refunds"], self._client.refunds(order_id))}
        return found

    def read(self, topic: str, payload: object) -> Event:
        fields = Reader(payload)
        if topic == webhook.DELETED or payload == {"id": fields.raw("id")}:
            return OrderDeleted(fields.text("id"))
        if why := webhook.error_in(payload) or webhook.draft_of(payload):
            return Ignored(why)
        document_keys, invoice_keys = self._settings.document_keys.model_dump(), self._settings.invoice_keys
        return OrderSeen(order.to_order(payload, document_keys=document_keys, invoice_keys=invoice_keys))

    def tell(self, order_id: str, news: News) -> None:
        if self._client is None:
            raise RemoteRejected(say("woocommerce.no_credentials_to_tell"))
        if self.can_write:
            show(self._client, order_id, news, to_buyer=self._settings.tell == "customer")

    def check(self) -> Iterator[Check]:
        return doctor.checks(self._client, writes=self.can_write)


def open_store(settings: Settings, *, session: requests.Session) -> WooStore:
    """A store of these settings; without credentials it reads webhooks only."""
    return WooStore(settings, WooClient(settings, session) if settings.has_credentials else None)


def _with_details(found: object, details: list[object]) -> object:
    """Entries of the order win: their `total` is what `to_order` reads; the details add lines and dates."""
    refunds = without_holes(found)
    if not isinstance(refunds, list):
        return refunds
    by_id = {str(detail.get("id")): detail for detail in details if isinstance(detail, dict)}
    return [by_id.get(str(refund.get("id")), {}) | refund if isinstance(refund, dict) else refund for refund in refunds]
