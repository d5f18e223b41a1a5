"""What an invoice depends on, as one short text: equal as long as the invoice of an order would be the same. Pure."""

from collections.abc import Iterable
from hashlib import sha256

from connector import json_text
from connector.model.money import plain
from connector.model.order import Line, Order


def fingerprint(order: Order) -> str:
    """64 hexadecimal digits over currency, total, lines and gift cards sold, however their numbers were written.

    A change of quantity, price, tax or SKU, a line more or less give another one. Status, payments, refunds, tags,
    free fields, addresses and the order of the lines do not: refunds have their own documents, and our own writing
    comes back as tags and free fields.
    """
    what = [order.currency, plain(order.total), _parts(order.lines), _parts(order.gift_cards)]
    return sha256(json_text.write(what).encode()).hexdigest()


def _parts(lines: Iterable[Line]) -> list[list[object]]:
    ordered = sorted(lines, key=lambda line: line.id)
    return [[line.id, line.sku, plain(line.quantity), plain(line.gross), _taxes(line)] for line in ordered]


def _taxes(line: Line) -> list[list[str]]:
    """Without names, which are only words."""
    return sorted([plain(tax.rate), plain(tax.amount)] for tax in line.taxes)
