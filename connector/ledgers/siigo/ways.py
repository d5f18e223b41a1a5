"""The ways of writing one line, each with what Siigo makes of it and how far that is from what the buyer paid. Pure."""

from dataclasses import replace
from decimal import Decimal

from connector.ledgers import pricing
from connector.ledgers.amount_rules import AmountRules
from connector.ledgers.exact import Choice, OpenLine
from connector.ledgers.siigo.amounts import Discount, DiscountKind, Formula, Item, LineAmounts, added_percentage
from connector.ledgers.siigo.items import Row
from connector.model.money import CENT, HUNDRED, ZERO, half_up, plain

PRICE_PLACES = 6
NEXT_BASES = (CENT, -CENT)
"""Bases beside the exact one: a cent more, a cent less. More were never needed (tests/exact)."""


Way = pricing.Way[Item, LineAmounts]
Part = pricing.Part[Row]


def open_line(part: Part, formula: Formula, rules: AmountRules, kind: str) -> OpenLine[Way]:
    """Its ways. `kind`: how the document type shows discounts, empty for net prices."""
    shape = _shape(part, kind)
    exact = part.paid * HUNDRED / (HUNDRED + added_percentage(shape.rates))
    is_taxed = (part.is_taxed or rules.taxed_prices == "always") and _is_taxable(shape)
    plain_item = replace(shape, taxed_price=_tidy(part.paid / part.quantity)) if is_taxed else _with_base(shape, exact)
    first = _choice(plain_item, part.paid, formula)

    def others() -> list[Choice[Way]]:
        nearest = half_up(exact)
        # a base that the first has already comes to nothing else
        is_known = not is_taxed and first.way.amounts.base == nearest and formula.arithmetic.tax_base == "rounded"
        bases = [nearest + step for step in (NEXT_BASES if is_known else (ZERO, *NEXT_BASES))]
        return [_choice(_with_base(shape, base), part.paid, formula) for base in bases if base > ZERO]

    if not first.off:
        return OpenLine(weight=part.paid, natural=first, others=others)
    all_ = [first, *others()]
    nearest = min(all_, key=lambda choice: (abs(choice.off), choice.off))
    return OpenLine(weight=part.paid, natural=nearest, others=lambda: all_)


def _shape(part: Part, kind: str) -> Item:
    """The item without its price: quantity, taxes, and the discount that is shown, mapped or the order's."""
    row = part.row
    discount = row.discount
    if discount is None and kind and row.line and row.line.discount > ZERO and not part.is_split:
        discount = _order_discount(row, part.paid, "Value" if kind == "Value" else "Percentage")
    return Item(quantity=part.quantity, discount=discount, rates=row.rates)


def _order_discount(row: Row, paid: Decimal, kind: DiscountKind) -> Discount | None:
    """What the shop took off, before tax (siigo-api.md 13.2); None where two decimals leave nothing of it."""
    off = row.line.discount if row.line else ZERO
    if kind == "Value":
        amount = half_up(off * HUNDRED / (HUNDRED + added_percentage(row.rates)))
    else:
        amount = half_up(off * HUNDRED / (off + paid))
    return Discount(kind=kind, amount=amount) if amount > ZERO and (kind == "Value" or amount < HUNDRED) else None


def _is_taxable(shape: Item) -> bool:
    """Whether Siigo documents what a price with VAT means for it: VAT alone, no discount (siigo-api.md 13.6)."""
    return shape.discount is None and [rate.type for rate in shape.rates if rate.percentage] == ["IVA"]


def _with_base(shape: Item, base: Decimal) -> Item:
    """The item at the unit price whose line, after its discount, has this base."""
    match shape.discount:
        case Discount(kind="Value", amount=amount):
            base = base + amount
        case Discount(kind="Percentage", amount=amount):
            base = base * HUNDRED / (HUNDRED - amount)
    return replace(shape, price=max(_tidy(base / shape.quantity), ZERO))


def _tidy(price: Decimal) -> Decimal:
    return Decimal(plain(half_up(price, PRICE_PLACES)))


def _choice(item: Item, paid: Decimal, formula: Formula) -> Choice[Way]:
    amounts = formula.line(item)
    return Choice(off=int((amounts.gross - paid).scaleb(2)), way=pricing.Way(item, amounts))
