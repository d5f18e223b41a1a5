"""The accounting systems that `demo` can run against: an emulator of each, its examples and its environment."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass

import requests

from connector.json_text import write
from connector.sandbox import siigo, siigo_legacy, siigo_pyme
from connector.sandbox.shop import SKUS


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoLedger:
    """One system."""

    shops: Mapping[str, str]
    """Platform -> the example connection of `mappings/` that the demo runs."""
    serve: Callable[[], AbstractContextManager[str]]
    """Its emulator while the block runs; yields the URL."""
    environ: Callable[[str], Mapping[str, str]]
    """What the example connections read, from that URL."""


@contextmanager
def _siigo() -> Iterator[str]:
    with siigo.running(siigo.Options(any_product=False, stamp_after_polls=0)) as emulator:
        _seed(emulator.url)
        yield emulator.url


@contextmanager
def _legacy() -> Iterator[str]:
    with siigo_legacy.running() as emulator:
        _seed(emulator.url)
        yield emulator.url


@contextmanager
def _pyme() -> Iterator[str]:
    with siigo_pyme.running() as bridge:
        yield bridge.url


def _seed(url: str) -> None:
    """The products that the shops sell exist in the accounting system, as they must in a real one."""
    body = write({"products": [{"code": sku, "name": sku} for sku in SKUS]}).encode()
    requests.post(f"{url}/_emulator/products", data=body, timeout=10).raise_for_status()


LEDGERS: Mapping[str, DemoLedger] = {
    "siigo": DemoLedger(
        shops={"woocommerce": "tienda-ejemplo", "shopify": "tienda-shopify"},
        serve=_siigo,
        environ=lambda url: {"SIIGO_URL": url, "SIIGO_USERNAME": "demo@example.co", "SIIGO_ACCESS_KEY": "demo"},
    ),
    "siigo_legacy": DemoLedger(
        shops={"woocommerce": "tienda-legacy"},
        serve=_legacy,
        environ=lambda url: {
            "SIIGO_LEGACY_URL": f"{url}/siigo/api/v1",
            "SIIGO_LEGACY_TOKEN_URL": f"{url}/connect/token",
            "SIIGO_LEGACY_USERNAME": "DEMO\\api",
            "SIIGO_LEGACY_PASSWORD": "demo",
        },
    ),
    "siigo_pyme": DemoLedger(
        shops={"woocommerce": "tienda-pyme"},
        serve=_pyme,
        environ=lambda url: {
            "SIIGO_PYME_URL": url,
            "SIIGO_PYME_CONNECTION": "demo",
            "SIIGO_PYME_KEY": "demo",
            "SIIGO_PYME_BATCH_SECONDS": "1",
        },
    ),
}
