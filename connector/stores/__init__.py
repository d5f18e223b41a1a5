"""The shop platforms we know, each imported on first use.

A platform's package has `Settings` (the `store:` section of a connection file), `to_order(payload)`, and
`open_store(settings, *, session)` which gives a `connector.ports.Store`.
"""

from importlib import import_module
from types import ModuleType

from connector.errors import ConfigError
from connector.messages import say

PLATFORMS = {
    "woocommerce": "connector.stores.woocommerce",
    "shopify": "connector.stores.shopify",
}


def store_module(platform: str) -> ModuleType:
    """The package of a platform. Raises ConfigError naming the platforms there are."""
    if platform not in PLATFORMS:
        raise ConfigError([say("stores.unknown_platform", found=repr(platform), known=", ".join(PLATFORMS))])
    return import_module(PLATFORMS[platform])
