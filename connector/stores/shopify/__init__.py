"""Shopify: signed webhooks in, orders read over GraphQL, their invoices shown on the order's page."""

from connector.stores.shopify.order import to_order
from connector.stores.shopify.settings import Settings
from connector.stores.shopify.store import open_store

__all__ = ["Settings", "open_store", "to_order"]
