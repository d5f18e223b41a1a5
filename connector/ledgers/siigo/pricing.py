"""Unit prices of up to 6 decimals whose document comes to the order's total, by Siigo's arithmetic. Pure.

A single unit whose price no base reaches (siigo-api.md 13.5) may go at its price with VAT.
"""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from connector.ledgers import pricing
from connector.ledgers.amount_rules import AmountRules
from connector.ledgers.exact import OpenLine
from connector.ledgers.pricing import Pricer
from connector.ledgers.siigo.amounts import Formula, Item, LineAmounts
from connector.ledgers.siigo.items import MAX_ITEMS, Row
from connector.ledgers.siigo.ways import Part, Way, open_line
from connector.messages import say
from connector.model.money import plain

Priced = pricing.Priced[Row, Item, LineAmounts]


def price_rows(
    rows: Sequence[Row], *, total: Decimal, formula: Formula, rules: AmountRules, discount_kind: str
) -> list[Priced]:
    """The rows in their order, each with a price. `total`: what the order's lines come to, in cents.

    `discount_kind`: how the document type shows discounts; they are shown as money or per cent.
    """

    def mapped(row: Row) -> Way | None:
        return pricing.Way(row.priced, formula.line(row.priced)) if row.priced else None

    def opened(part: Part, shows_discount: bool) -> OpenLine[Way]:
        return open_line(part, formula, rules, discount_kind if shows_discount else "")

    def with_tax(part: Part) -> Part | None:
        is_needed = rules.taxed_prices == "where_needed" and part.quantity == 1
        return replace(part, is_taxed=True) if is_needed else None

    pricer = Pricer(
        rules=rules,
        most_items=MAX_ITEMS,
        mapped=mapped,
        opened=opened,
        has_discount=lambda row: row.discount is not None,
        otherwise=with_tax,
        note=_note,
    )
    return pricer.price(rows, total=total, may_show_discounts=discount_kind in ("Value", "Percentage"))


def _note(part: Part, item: Item) -> str:
    is_taxed = part.is_taxed and item.taxed_price is not None
    return say("siigo.note_taxed", paid=plain(part.paid)) if is_taxed else ""
