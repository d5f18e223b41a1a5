"""Captures and fixtures by name, and deliveries signed as WooCommerce signs."""

from base64 import b64encode
from dataclasses import dataclass
from hashlib import sha256
from hmac import digest
from pathlib import Path
from typing import Any

from connector.json_text import parse

HERE = Path(__file__).parent
FIXTURES = HERE / "fixtures"
WEBHOOKS = HERE / "captures" / "webhooks"
SECRET = "bench-secret-not-a-real-one"
OLD_SECRET = "secreto & <viejo> \"con\" \\ 'signos' ñ"
URL = "https://tienda.example"


@dataclass(frozen=True)
class Capture:
    """One recorded delivery; header names are lower case."""

    name: str
    headers: dict[str, str]
    body: bytes

    @property
    def topic(self) -> str:
        return self.headers.get("x-wc-webhook-topic", "")


def captures() -> list[Capture]:
    """All of them, in the order in which they came."""
    return [capture(path.name.removesuffix(".headers.json")) for path in sorted(WEBHOOKS.glob("*.headers.json"))]


def capture(name: str) -> Capture:
    headers = {key.lower(): value for key, value in parse((WEBHOOKS / f"{name}.headers.json").read_bytes())}
    (body,) = WEBHOOKS.glob(f"{name}.body.*")
    return Capture(name, headers, body.read_bytes())


def rest(name: str) -> bytes:
    """The body of a recorded REST answer."""
    return (HERE / "captures" / "rest" / f"{name}.response.json").read_bytes()


def fixture(name: str) -> Any:
    return parse((FIXTURES / f"{name}.json").read_bytes())


def sign(body: bytes, secret: str = SECRET) -> str:
    return b64encode(digest(secret.encode(), body, sha256)).decode()


def delivery(body: bytes, topic: str = "order.updated", secret: str = SECRET, source: str = URL) -> dict[str, str]:
    """The headers of a signed POST of these bytes."""
    return {
        "content-type": "application/json",
        "x-wc-webhook-source": f"{source}/",
        "x-wc-webhook-topic": topic,
        "x-wc-webhook-id": "2",
        "x-wc-webhook-delivery-id": "7978bf83b124e797db2c3ff3e51b1276",
        "x-wc-webhook-signature": sign(body, secret),
    }
