"""The registry opens every platform it names and refuses the rest by name."""

import pytest

from connector.errors import ConfigError
from connector.stores import PLATFORMS, store_module


@pytest.mark.parametrize("platform", PLATFORMS)
def test_a_platform_has_what_the_wiring_needs(platform: str) -> None:
    module = store_module(platform)
    assert all(hasattr(module, name) for name in ("Settings", "open_store", "to_order"))


def test_an_unknown_platform_is_named_beside_those_there_are() -> None:
    with pytest.raises(ConfigError) as error:
        store_module("magento")
    assert str(error.value) == (
        "store.platform: no existe la plataforma 'magento'; las que hay son woocommerce, shopify"
    )
