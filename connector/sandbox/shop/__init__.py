"""Two shops on paper: signed deliveries of a real WooCommerce store and composed ones of Shopify; invented people.

WooCommerce's carry the signatures that the store made; the store no longer exists. Shopify's are signed here.
"""

from base64 import b64encode
from dataclasses import dataclass
from hashlib import sha256
from hmac import digest
from importlib import resources

from connector.json_text import parse

SKUS = (
    *("CAM-001", "CAF-500", "LIB-001", "ZAP-100-39", "SRV-EXC", "BOL-010", "CAM-BAS-M", "CAFE-500", "PRENSA"),
    *("TAZA", "SILLA-OF", "ALM-DIA", "CHAQ", "MOCHILA", "ENVIO", "CARGO", "PROPINA"),
)
"""What the orders sell, and the services that shipping, fees and tips become."""


@dataclass(frozen=True, slots=True)
class SignedDelivery:
    platform: str
    topic: str
    headers: dict[str, str]
    body: bytes


def secret(platform: str) -> str:
    """The webhook secret that the deliveries of "woocommerce" or "shopify" are signed with."""
    return str(_book(platform)["secret"])


def deliveries(platform: str) -> list[SignedDelivery]:
    """In the order in which the shop sent them."""
    book = _book(platform)
    return [_delivery(platform, str(book["secret"]), entry) for entry in book["deliveries"]]


def _delivery(platform: str, key: str, entry: dict[str, dict[str, str]]) -> SignedDelivery:
    headers, body = dict(entry["headers"]), str(entry["body"]).encode()
    if platform == "shopify":
        headers["X-Shopify-Hmac-Sha256"] = b64encode(digest(key.encode(), body, sha256)).decode()
        headers["Content-Type"] = "application/json"
    topic = headers.get("X-WC-Webhook-Topic") or headers.get("X-Shopify-Topic") or "ping"
    return SignedDelivery(platform, topic, headers, body)


def _book(platform: str) -> dict[str, list[dict[str, dict[str, str]]]]:
    text = (resources.files("connector.sandbox.shop") / f"{platform}.json").read_bytes()
    book: dict[str, list[dict[str, dict[str, str]]]] = parse(text)
    return book
