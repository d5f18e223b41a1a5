"""One ordinary order of three lines and shipping, as each shop sends it, under as many numbers as wanted."""

from connector.json_text import parse, write
from tests.stores.shopify import evidence as shopify
from tests.stores.woocommerce import evidence as woocommerce

PRODUCTS = ("CAM-001", "CAF-500", "LIB-001", "CAFE-500", "PRENSA", "TAZA")
"""Beside shipping (ENVIO), which every fresh emulated company has."""

WOOCOMMERCE = woocommerce.capture("09-order.created-24").body
SHOPIFY = write(parse(shopify.body("order_paid__two_rates_and_uneven_discount"))).encode()
"""Without the fixture's indentation: Shopify sends none."""

ID, NUMBER, DOCUMENT = b'"id":24,', b'"number":"24"', b'"1020304050"'
assert [WOOCOMMERCE.count(place) for place in (b"{" + ID, NUMBER, DOCUMENT)] == [1, 1, 1]


def woocommerce_order(number: int, buyer: int) -> bytes:
    """Order `number` of the `buyer`-th buyer."""
    body = WOOCOMMERCE.replace(ID, b'"id":%d,' % number, 1)
    body = body.replace(NUMBER, b'"number":"%d"' % number, 1)
    return body.replace(DOCUMENT, b'"%d"' % (1_000_000_000 + buyer), 1)


def moved(body: bytes) -> bytes:
    """The same buyer at another address."""
    assert b"Carrera 15 " in body
    return body.replace(b"Carrera 15 ", b"Carrera 16 ")


def woocommerce_headers(body: bytes) -> dict[str, str]:
    """Signed, as WooCommerce's POST."""
    return woocommerce.delivery(body, source="http://127.0.0.1:8089")
