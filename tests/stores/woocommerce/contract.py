"""What `tests/contract` needs to try this store like every other."""

from connector.json_text import parse
from tests.stores.woocommerce.evidence import OLD_SECRET, SECRET, capture

PLATFORM = "woocommerce"

SETTINGS: dict[str, object] = {
    "platform": "woocommerce",
    "url": "http://127.0.0.1:8089",
    "webhook_secret": [SECRET, OLD_SECRET],
}

_NAMES = (
    "05-order.created-23",
    "08-order.updated-24",
    "13-order.created-25",
    "17-order.updated-24",
    "26-order.updated-27",
    "34-order.created-31",
)

SIGNED: list[tuple[dict[str, str], bytes]] = [(capture(name).headers, capture(name).body) for name in _NAMES]

PAID_ORDER: object = parse(capture("34-order.created-31").body)
