"""Shopify: signed webhooks in, orders read over GraphQL, their invoices shown on the order's page, stock written."""

from connector.stores.shopify.order import to_order
from connector.stores.shopify.settings import Settings
from connector.stores.shopify.stock import open_stock, stock_refusal
from connector.stores.shopify.store import open_store

__all__ = ["Settings", "open_stock", "open_store", "stock_refusal", "to_order"]
