"""Orders of Shopify and WooCommerce become legal invoices in Siigo; every order ends in one visible state."""

__version__ = "0.1.0"
