"""Unit values whose document comes to the order's total, by the formulas of seed 000. Pure."""

from collections.abc import Sequence
from decimal import Decimal

from connector.ledgers import pricing
from connector.ledgers.amount_rules import AmountRules
from connector.ledgers.pricing import Pricer
from connector.ledgers.siigo_legacy.amounts import Item, LineAmounts
from connector.ledgers.siigo_legacy.items import MAX_ITEMS, Row
from connector.ledgers.siigo_legacy.ways import open_line, way_of

Priced = pricing.Priced[Row, Item, LineAmounts]


def price_rows(rows: Sequence[Row], *, total: Decimal, rules: AmountRules) -> list[Priced]:
    """The rows in their order, each with a price. `total`: what the order's lines come to, in cents."""
    pricer = Pricer(
        rules=rules,
        most_items=MAX_ITEMS,
        mapped=lambda row: way_of(row.priced) if row.priced else None,
        opened=open_line,
        has_discount=lambda row: row.has_discount,
    )
    return pricer.price(rows, total=total)
