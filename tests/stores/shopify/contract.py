"""What `tests/contract` needs to try this store like every other."""

from tests.stores.shopify.evidence import OLD_SECRET, SECRET, delivery, load

PLATFORM = "shopify"

SETTINGS: dict[str, object] = {
    "platform": "shopify",
    "url": "https://tienda-ejemplo.myshopify.com",
    "webhook_secret": [SECRET, OLD_SECRET],
}

SIGNED: list[tuple[dict[str, str], bytes]] = [
    delivery("order_paid__iva_19_included"),
    delivery("order_paid__two_rates_and_uneven_discount", OLD_SECRET),
    delivery("order_created__cod_pending"),
    delivery("order_updated__partially_refunded"),
    delivery("order_cancelled__paid_and_refunded"),
]

PAID_ORDER: object = load("order_paid__iva_19_included")
