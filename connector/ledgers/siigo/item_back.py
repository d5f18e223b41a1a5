"""One item of Siigo's answer about somebody else's invoice, in the numbers that give its amounts again. Pure.

What Siigo answers is not what was sent: prices come in cents, a discount both ways, a price with VAT without it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from connector.ledgers.item_lines import Sold
from connector.ledgers.siigo.amounts import (
    ADDED,
    WITHHELD_ON_LINE,
    Discount,
    Formula,
    Item,
    LineAmounts,
    Rate,
)
from connector.ledgers.siigo.arithmetic import Arithmetic
from connector.ledgers.siigo.facts import CompanyFacts, DocumentType
from connector.ledgers.siigo.sale_schema import ITEM
from connector.ledgers.values import Fields, integer_of
from connector.model.money import HUNDRED, ZERO, half_up, plain
from connector.model.schema import Schema
from connector.reading import Reader

PRICE_PLACES = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemBack:
    """One item as it was answered."""

    sold: Sold
    body: Fields
    """As it would be sent, still without its numbers."""
    item: Item
    """Its quantity and taxes, with the price that the answer has."""
    off: Mapping[str, Decimal]
    """Its discount, both ways: percentage, value."""
    amounts: LineAmounts
    """What Siigo says that it comes to."""


def read_item(fields: Reader, company: CompanyFacts, arithmetic: Arithmetic) -> ItemBack:
    """Raises OrderHeld naming the field."""
    taxes = [(rate_of(tax, company), tax.money_or_zero("value")) for tax in fields.each("taxes")]
    item = Item(quantity=fields.money("quantity"), price=fields.money("price"), rates=tuple(rate for rate, _ in taxes))
    if not item.price and taxes:
        item = _gift(item, fields)
    amounts = _amounts(fields, item, taxes, arithmetic)
    discount = fields.object("discount")
    return ItemBack(
        sold=Sold(
            code=fields.text("code", ""),
            description=fields.text("description", ""),
            quantity=item.quantity,
            gross=amounts.gross,
        ),
        body=shaped(fields, ITEM),
        item=item,
        off={name: amount for name in ("percentage", "value") if (amount := discount.money_or_zero(name))},
        amounts=amounts,
    )


def rate_of(tax: Reader, company: CompanyFacts) -> Rate:
    """As the answer says; where it does not, as the catalogue does. Raises OrderHeld where neither does."""
    known = company.taxes.get(integer_of(tax.raw("id")) or 0)
    if known:
        return Rate(type=tax.text("type", known.type), percentage=tax.money("percentage", known.percentage))
    return Rate(type=tax.text("type"), percentage=tax.money("percentage"))


def written(back: ItemBack, kind: DocumentType | None, formula: Formula) -> tuple[Fields, Item]:
    """The item as it would be sent, with its numbers: of the ways to write them the first that gives its amounts."""
    way = min(_ways(back, kind), key=lambda way: _off(formula.line(way), back.amounts))
    numbers: Fields = {"quantity": way.quantity}
    if way.gift_taxpayer:
        numbers |= {"price": ZERO, "tax_base": way.gift_base, "taxpayer": way.gift_taxpayer}
    else:
        numbers |= {"price": way.price} if way.taxed_price is None else {"taxed_price": way.taxed_price}
    if way.discount:
        numbers["discount"] = way.discount.amount
    kept = {name: value for name, value in back.body.items() if name not in ("price", "discount")}
    filled = {**kept, **numbers}
    return {name: filled[name] for name in ITEM if name in filled}, way


def shaped(fields: Reader, schema: Schema) -> Fields:
    """What of an answer may be sent, in the shape in which it is sent: an object where an id is wanted is its id."""
    found: Fields = {}
    for name, field in schema.items():
        value = fields.raw(name)
        match value:
            case dict() if field.kind == "object":
                value = shaped(Reader(value), field.fields)
            case dict():
                value = value.get("id") if field.kind == "integer" else None
            case list():
                value = [shaped(Reader(row), field.fields) for row in value if isinstance(row, dict)]
        if value not in (None, "", [], {}):
            found[name] = value
    return found


def _gift(item: Item, fields: Reader) -> Item:
    """Its VAT was computed from `base_value`, and is the buyer's where the line costs anything (13.3)."""
    worth = max(tax.money_or_zero("base_value") for tax in fields.each("taxes"))
    taxpayer = "Customer" if fields.money("total") else "Company"
    return replace(item, gift_base=half_up(worth / item.quantity) if item.quantity else ZERO, gift_taxpayer=taxpayer)


def _amounts(fields: Reader, item: Item, taxes: Sequence[tuple[Rate, Decimal]], arithmetic: Arithmetic) -> LineAmounts:
    """`total` holds the taxes, less what is withheld on the line (siigo-api.md 12.2, 13.3)."""
    added = sum((value for rate, value in taxes if rate.type in ADDED), ZERO)
    vat = sum((value for rate, value in taxes if rate.type == "IVA"), ZERO)
    withheld = sum((value for rate, value in taxes if rate.type == WITHHELD_ON_LINE), ZERO)
    if item.gift_taxpayer:
        total = fields.money("total")
        return LineAmounts(base=ZERO, vat=min(vat, total), gross=total)
    gross = fields.money("total") + (withheld if arithmetic.retefuente == "subtracted" else ZERO)
    return LineAmounts(base=gross - added, vat=vat, gross=gross, withheld=gross - fields.money("total"))


def _ways(back: ItemBack, kind: DocumentType | None) -> Iterator[Item]:
    """With the price as it came; with one of six decimals; with one that holds the VAT. A discount that the document
    type would read otherwise is left out, and the price is what remained."""
    item, amounts = back.item, back.amounts
    if item.gift_taxpayer:
        yield item
        return
    if kind and (discount := _discount(back, kind)):
        yield replace(item, discount=discount)
        yield replace(item, discount=discount, price=_unit(_before(amounts.base, discount), item))
    if not back.off:
        yield item
    yield replace(item, price=_unit(amounts.base, item))
    if [rate.type for rate in item.rates if rate.percentage] == ["IVA"]:
        yield replace(item, taxed_price=_unit(amounts.gross, item))


def _discount(back: ItemBack, kind: DocumentType) -> Discount | None:
    """The one of its two forms that the document type takes (siigo-api.md 13.2)."""
    match kind.discount_type:
        case "Value" | "Percentage" as known if amount := back.off.get(known.lower()):
            return Discount(kind=known, amount=amount)
        case _:
            return None


def _before(base: Decimal, discount: Discount) -> Decimal:
    """What the line was before the discount."""
    if discount.kind == "Value":
        return base + discount.amount
    return base * HUNDRED / (HUNDRED - discount.amount) if discount.amount < HUNDRED else base


def _unit(money: Decimal, item: Item) -> Decimal:
    return Decimal(plain(half_up(money / item.quantity, PRICE_PLACES))) if item.quantity else item.price


def _off(amounts: LineAmounts, wanted: LineAmounts) -> Decimal:
    return abs(amounts.gross - wanted.gross) + abs(amounts.base - wanted.base)
