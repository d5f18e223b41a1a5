"""Tests of the WooCommerce store."""
