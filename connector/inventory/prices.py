"""Prices of the shop from a price list of the ledger: off unless `inventory: prices:` stands in the file."""

from collections.abc import Collection, Mapping
from decimal import ROUND_HALF_UP, Decimal

from sqlalchemy import Engine

from connector.db.database import reading
from connector.db.stock import balances_of, variants_of
from connector.db.stock_tables import VariantRow
from connector.inventory.connection import StockConnection
from connector.inventory.kept import product_of, variant_of
from connector.inventory.matching import Problem
from connector.inventory.policy import Prices
from connector.model.money import HUNDRED, ZERO, half_up
from connector.model.stock import PriceChange, Product

NOT_PRICED: frozenset[Problem] = frozenset({"same_code", "left_out", "inactive", "not_offered"})
"""Left alone altogether; the others have no stock that could be written, and a price all the same."""


def price_of(product: Product, policy: Prices) -> Decimal | None:
    """The price that the shop shall show, in COP; None where the list has none for the product, or it rounds to 0."""
    value = product.prices.get(policy.list)
    if not value:
        return None
    rate = 1 + (product.vat or ZERO) / HUNDRED
    if policy.vat == "add" and not product.has_vat_inside:
        value *= rate
    elif policy.vat == "remove" and product.has_vat_inside:
        value /= rate
    steps = (value / policy.round_to).to_integral_value(rounding=ROUND_HALF_UP)
    price = half_up(steps * policy.round_to)
    return price if price > ZERO else None


def price_changes(
    engine: Engine, connection: StockConnection, skus: Collection[str] = ()
) -> list[tuple[VariantRow, PriceChange]]:
    """Variants with a product whose price in the shop is another; of some SKUs or codes, only those.

    A price that the shop has refused is not tried again before it is another.
    """
    policy = connection.policy.prices
    if policy is None:
        return []
    with reading(engine) as database:
        rows = variants_of(database, connection.name)
        codes = {row.code for row in rows if row.code}
        balances: Mapping[str, Product] = {
            row.code: product_of(row) for row in balances_of(database, connection.ledger.company, codes)
        }
    changes = []
    for row in rows:
        if skus and row.sku not in skus and row.code not in skus:
            continue
        product = balances.get(row.code)
        if product is None or row.problem in NOT_PRICED:
            continue
        price = price_of(product, policy)
        if price is not None and price not in (row.price, row.price_refused):
            changes.append((row, PriceChange(variant=variant_of(row), price=price)))
    return changes
