"""Fixtures by name, and deliveries of them signed as Shopify signs."""

from base64 import b64encode
from hashlib import sha256
from hmac import digest
from pathlib import Path
from typing import Any

from connector.json_text import parse

FIXTURES = Path(__file__).parent / "fixtures"
"""`amounts/` has the bodies that only the reader of amounts is tried with."""
NAMES = sorted(str(path.relative_to(FIXTURES).with_suffix("")) for path in FIXTURES.rglob("*.json"))
SECRET = "shpss_de-ejemplo-nueva"
OLD_SECRET = "shpss_de-ejemplo-anterior"


def load(name: str) -> Any:
    return parse((FIXTURES / f"{name}.json").read_bytes())


def body(name: str) -> bytes:
    return (FIXTURES / f"{name}.json").read_bytes()


def signed(content: bytes, headers: dict[str, str], secret: str = SECRET) -> dict[str, str]:
    """The headers, lower case, with the signature of these bytes."""
    signature = b64encode(digest(secret.encode(), content, sha256)).decode()
    return {name.lower(): value for name, value in headers.items()} | {"x-shopify-hmac-sha256": signature}


def delivery(name: str, secret: str = SECRET) -> tuple[dict[str, str], bytes]:
    """A fixture as the signed POST that Shopify would send."""
    content = body(name)
    return signed(content, load(f"{name}.headers"), secret), content
