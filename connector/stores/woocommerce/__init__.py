"""WooCommerce: signed webhooks in, orders read, their invoices shown on the order's page, stock read and written."""

from connector.stores.woocommerce.order import to_order
from connector.stores.woocommerce.settings import Settings
from connector.stores.woocommerce.stock import open_stock, stock_refusal
from connector.stores.woocommerce.store import open_store

__all__ = ["Settings", "open_stock", "open_store", "stock_refusal", "to_order"]
