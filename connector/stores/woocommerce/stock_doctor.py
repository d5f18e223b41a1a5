"""What stock needs of a WooCommerce shop, for `connector doctor`: every finding is a Check, none is raised."""

from collections.abc import Iterator

from connector.errors import RemoteError
from connector.messages import say
from connector.ports import Check
from connector.stores.woocommerce.client import WooClient

COUNTING = "settings/products/woocommerce_manage_stock"


def checks(client: WooClient) -> Iterator[Check]:
    """Reading first; the rest only when that works."""
    name = say("woocommerce_stock.check_reading")
    try:
        client.get("products", {"per_page": "1", "_fields": "id"})
    except RemoteError as error:
        yield Check(name=name, ok=False, detail=str(error), fix=say("woocommerce_stock.check_reading_fix"))
        return
    yield Check(name=name, ok=True, detail=say("woocommerce_stock.check_reading_ok"))
    yield _writing(client)
    yield _counting(client)


def _writing(client: WooClient) -> Check:
    """An empty batch needs the right to write, and changes nothing."""
    name = say("woocommerce_stock.check_writing")
    try:
        client.write("POST", "products/batch", {}, refused="woocommerce_stock.may_not_write")
    except RemoteError as error:
        return Check(name=name, ok=False, detail=str(error), fix=say("woocommerce_stock.check_writing_fix"))
    return Check(name=name, ok=True, detail=say("woocommerce_stock.check_writing_ok"))


def _counting(client: WooClient) -> Check:
    """Without the shop's own switch every number that is written is dropped silently."""
    name = say("woocommerce_stock.check_counting")
    try:
        setting = client.get(COUNTING)
    except RemoteError as error:
        return Check(name=name, ok=False, detail=str(error), severity="warning")
    if isinstance(setting, dict) and setting.get("value") == "yes":
        return Check(name=name, ok=True, detail=say("woocommerce_stock.check_counting_ok"))
    detail, fix = say("woocommerce_stock.check_counting_off"), say("woocommerce_stock.check_counting_fix")
    return Check(name=name, ok=False, detail=detail, fix=fix)
