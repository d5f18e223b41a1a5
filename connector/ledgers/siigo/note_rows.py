"""What comes back as items of a note: at the prices of the invoice where those give the money back exactly. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import cast

from connector.ledgers.amount_rules import AmountRules
from connector.ledgers.item_lines import PART
from connector.ledgers.problems import Problems
from connector.ledgers.siigo.amounts import Discount, Formula, Item, Rate
from connector.ledgers.siigo.back import SLACK, Back
from connector.ledgers.siigo.facts import CompanyFacts, DocumentType
from connector.ledgers.siigo.fields import read_fields
from connector.ledgers.siigo.items import Row
from connector.ledgers.siigo.left import LeftItem, price_of
from connector.ledgers.siigo.note_schema import NOTE_ITEM
from connector.ledgers.siigo.pricing import Priced, price_rows
from connector.ledgers.totals import ADJUSTMENT
from connector.ledgers.values import Fields
from connector.messages import say
from connector.model.money import ZERO, half_up, plain
from connector.model.order import Line

MONEY_BACK = "Devolución de dinero"
"""What the note calls money without goods, in the language of invoices."""

COPIED = ("code", "description", "taxes", "warehouse", "seller", "customer", "tax_base", "taxpayer")
"""What an item of the note has from the item of the invoice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """How the items of one note are made, beside what comes back."""

    kind: DocumentType | None
    """The note's document type."""
    seller: object
    """Of the note or the invoice, for a document type that wants one on each item."""
    mapped: Mapping[str, Fields]
    """What the mapping lays over the items of a line, by the line's id."""
    company: CompanyFacts
    formula: Formula
    rules: AmountRules


def rows_of(backs: Sequence[Back], model: Model, problems: Problems) -> list[Row]:
    """A row for each, at the price of the invoice where it gives the money; elsewhere the price is open."""
    if any(back.item is None for back in backs) and not model.rules.refund_code:
        money = sum((back.money for back in backs if back.item is None), ZERO)
        problems.add("", "siigo_after.no_refund_code", amount=plain(money))
    return [_row(back, model, problems, index) for index, back in enumerate(backs)]


def priced_to(rows: Sequence[Row], amount: Decimal, model: Model) -> list[Priced]:
    """The rows as they are if they come to the amount; else with open prices; else with a row more for the cents."""
    rules = _never_above(model.rules)
    best: list[Priced] = []
    for tried in _ways(rows, model):
        priced = price_rows(tried, total=amount, formula=model.formula, rules=rules, discount_kind="")
        if not best or abs(off_of(priced, amount, model)) < abs(off_of(best, amount, model)):
            best = priced
        if not off_of(best, amount, model):
            return best
    return _adjusted(best, amount, model)


def off_of(priced: Sequence[Priced], amount: Decimal, model: Model) -> Decimal:
    return model.formula.document([one.amounts for one in priced]).gross - amount


def _never_above(rules: AmountRules) -> AmountRules:
    """A note is never for more than was given back: prices are sought as where a line for what is missing follows."""
    return rules.model_copy(update={"residue": "adjustment_line"})


def _row(back: Back, model: Model, problems: Problems, index: int) -> Row:
    body = _body(back, model, problems, f"invoice.items[{index}]")
    taxes = [model.company.taxes[id_] for id_ in _tax_ids(body) if id_ in model.company.taxes]
    rates = tuple(Rate(type=tax.type, percentage=tax.percentage) for tax in taxes)
    same = _as_invoiced(back.item, back.quantity, rates, model) if back.item else None
    is_same = same is not None and (same.gift_taxpayer or model.formula.line(same).gross == back.money)
    return Row(
        path=f"items[{index}]",
        body=body,
        line=_line(back.item.line_id if back.item else "", back.money),
        quantity=back.quantity,
        rates=rates,
        discount=same.discount if same and is_same else None,
        priced=same if is_same else None,
    )


def _body(back: Back, model: Model, problems: Problems, path: str) -> Fields:
    """The fields that are not computed; what the note's document type has no place for is left out."""
    if back.item is None:
        taxes = {"taxes": [{"id": id_} for id_ in back.taxes]} if back.taxes else {}
        body: Fields = {"code": model.rules.refund_code, "description": MONEY_BACK, **taxes}
    else:
        body = {name: back.item.body[name] for name in COPIED if name in back.item.body}
    if model.kind and not model.kind.customer_by_item:
        body.pop("customer", None)
    if model.kind and not model.kind.seller_by_item:
        body.pop("seller", None)
    elif model.seller:
        body = {**body, "seller": body.get("seller", model.seller)}
    return {**read_fields(body, NOTE_ITEM, model.company, problems, path), **_mapped(back.item, model)}


def _mapped(item: LeftItem | None, model: Model) -> Fields:
    """What the mapping says of the line, or of the line that it is a part of."""
    if item is None:
        return {}
    return model.mapped.get(item.line_id) or model.mapped.get(item.line_id.partition(PART)[0], {})


def _tax_ids(body: Fields) -> list[int]:
    return [cast(int, tax["id"]) for tax in cast(list[Fields], body.get("taxes", [])) if "id" in tax]


def _line(line_id: str, money: Decimal) -> Line:
    """What the row stands for, as prices are sought for an order's line."""
    return Line(id=line_id, name="", quantity=Decimal(1), list_price=money, net=money)


def _as_invoiced(item: LeftItem, quantity: Decimal, rates: tuple[Rate, ...], model: Model) -> Item | None:
    """So many units at the invoice's numbers; None where its discount is of a kind that the note's type has not."""
    body = item.body
    if item.is_gift:
        base = price_of(body, "tax_base") or ZERO
        return Item(quantity=quantity, rates=rates, gift_base=base, gift_taxpayer=str(body["taxpayer"]))
    taxed, price = price_of(body, "taxed_price"), price_of(body, "price")
    if taxed:
        return Item(quantity=quantity, taxed_price=taxed, rates=rates)
    if not price:
        return None
    off = price_of(body, "discount")
    if not off:
        return Item(quantity=quantity, price=price, rates=rates)
    if model.kind is None or model.kind.discount_type not in ("Value", "Percentage"):
        return None
    if model.kind.discount_type == "Value":
        discount = Discount(kind="Value", amount=half_up(off * quantity / item.quantity))
    else:
        discount = Discount(kind="Percentage", amount=off)
    return Item(quantity=quantity, price=price, discount=discount, rates=rates)


def _ways(rows: Sequence[Row], model: Model) -> Iterator[list[Row]]:
    """As they are; with every price open; with a peso of the heaviest one on a row of the product for refunds."""
    yield list(rows)
    opened = [
        row if row.priced and row.priced.gift_taxpayer else replace(row, priced=None, discount=None) for row in rows
    ]
    if opened != list(rows):
        yield opened
    money = {row.path: row.line.gross for row in opened if row.line and not row.priced}
    heaviest = max(opened, key=lambda row: money.get(row.path, ZERO), default=None)
    if not model.rules.refund_code or heaviest is None or money.get(heaviest.path, ZERO) <= 2 * SLACK:
        return
    line_id = heaviest.line.id if heaviest.line else ""
    lowered = replace(heaviest, line=_line(line_id, money[heaviest.path] - SLACK))
    yield [*(lowered if row is heaviest else row for row in opened), _extra(heaviest, model, f"items[{len(rows)}]")]


def _extra(beside: Row, model: Model, path: str) -> Row:
    kept: Fields = {name: beside.body[name] for name in ("taxes", "seller") if name in beside.body}
    body: Fields = {"code": model.rules.refund_code, "description": MONEY_BACK, **kept}
    return Row(
        path=path,
        body=body,
        line=_line("", SLACK),
        quantity=Decimal(1),
        rates=beside.rates,
        discount=None,
        priced=None,
    )


def _adjusted(priced: list[Priced], amount: Decimal, model: Model) -> list[Priced]:
    """With a line of the adjustment product for what no price reaches, as on an invoice."""
    missing = -off_of(priced, amount, model)
    if model.rules.residue != "adjustment_line" or not ZERO < missing <= SLACK:
        return priced
    body: Fields = {"code": model.rules.adjustment_code, "description": ADJUSTMENT}
    if "seller" in priced[0].row.body:
        body["seller"] = priced[0].row.body["seller"]
    item = Item(quantity=Decimal(1), price=missing)
    row = Row(path="", body=body, line=None, quantity=item.quantity, rates=(), discount=None, priced=item)
    note = say("siigo.note_adjustment")
    return [*priced, Priced(row=row, item=item, amounts=model.formula.line(item), paid=ZERO, note=note)]
