"""From rows to priced items and the document's total beside the order's, or the likely cause of a difference. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import cast

from connector.ledgers import totals
from connector.ledgers.amount_rules import AmountRules
from connector.ledgers.problems import Problems
from connector.ledgers.siigo.amounts import DocumentAmounts, Formula, Item, LineAmounts, Rate
from connector.ledgers.siigo.arithmetic import Arithmetic
from connector.ledgers.siigo.checks import LOCAL_CURRENCY, check_advance, retentions_of
from connector.ledgers.siigo.facts import CompanyFacts, DocumentType
from connector.ledgers.siigo.items import MAX_ITEMS, Row
from connector.ledgers.siigo.limits import AMOUNT_MAX
from connector.ledgers.siigo.pricing import Priced, price_rows
from connector.ledgers.siigo.settings import Choices
from connector.ledgers.totals import ADJUSTMENT, Cause, is_the_orders, tolerance_of
from connector.ledgers.values import Fields
from connector.messages import say
from connector.model.documents import DocumentLine
from connector.model.money import ZERO, half_up, plain
from connector.model.order import Order

Counted = totals.Counted[Priced, DocumentAmounts]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Extras:
    """What is added or taken off after the lines."""

    retentions: tuple[Rate, ...]
    discounts: Sequence[Fields]
    charges: Sequence[Fields]
    advance: Decimal


def count(
    fields: Fields,
    rows: Sequence[Row],
    order: Order,
    *,
    kind: DocumentType | None,
    company: CompanyFacts,
    choices: Choices,
    problems: Problems,
) -> Counted:
    """Every row priced, the total compared with the order's; what the merchant must decide is a problem."""
    rules, arithmetic = choices.rules, choices.arithmetic
    formula = Formula(arithmetic=arithmetic, has_decimals=kind.decimals if kind else True)
    order_total = half_up(order.invoice_total)
    discount_kind = kind.discount_type if kind else ""
    items: Sequence[Priced] = price_rows(
        rows, total=order_total, formula=formula, rules=rules, discount_kind=discount_kind
    )
    _check_prices(items, problems)
    extras = _extras(fields, kind, company, problems)
    amounts = _amounts(formula, [item.amounts for item in items], extras)
    _warn_of_doubts(fields, kind, arithmetic, problems)
    if "advance_payment" in fields:
        check_advance(fields, amounts.gross - amounts.withheld, problems)
    tolerance = tolerance_of(len(items), is_foreign=order.currency != LOCAL_CURRENCY)
    is_right = kind is not None and not problems.touch("items")
    if is_right and rules.residue == "adjustment_line":
        items, amounts = _adjusted(items, amounts, order_total, tolerance, formula, rules, extras)
    is_right = is_right and is_the_orders(
        amounts.gross, order_total, tolerance=tolerance, causes=_causes(order, items), rules=rules, problems=problems
    )
    return Counted(items=items, amounts=amounts, order_total=order_total, tolerance=tolerance, is_right=is_right)


def item_body(priced: Priced) -> Fields:
    """The row with its computed numbers, in the order of the schema; Siigo takes one price, and 0 only as `price`."""
    row, item = priced.row.body, priced.item
    price = {"price": item.price} if item.taxed_price is None else {"taxed_price": item.taxed_price}
    description = {"description": row["description"]} if "description" in row else {}
    discount = {"discount": item.discount.amount} if item.discount else {}
    computed = ("code", "description", "quantity", "price", "taxed_price", "discount")
    others = {name: value for name, value in row.items() if name not in computed}
    return {"code": row.get("code"), **description, "quantity": item.quantity, **price, **discount, **others}


def document_line(priced: Priced) -> DocumentLine:
    """The item beside the order's line, as `explain` shows it."""
    item, amounts, line = priced.item, priced.amounts, priced.row.line
    return DocumentLine(
        code=str(priced.row.body.get("code", "")),
        line_id=line.id if line else "",
        quantity=item.quantity,
        unit_price=item.price if item.taxed_price is None else item.taxed_price,
        base=amounts.base,
        tax=amounts.tax,
        total=amounts.total,
        order_gross=priced.paid,
        moved=priced.off,
        note=priced.note,
    )


def _check_prices(items: Sequence[Priced], problems: Problems) -> None:
    for priced in items:
        item, path = priced.item, priced.row.path
        if priced.amounts.base < ZERO:
            found = plain(item.discount.amount if item.discount else ZERO)
            problems.add(f"{path}.discount", "siigo.discount_too_big", found=found)
        if item.price > AMOUNT_MAX and not priced.row.priced:
            problems.add(f"{path}.price", "siigo.too_much", found=plain(item.price), limit=plain(AMOUNT_MAX))


def _extras(fields: Fields, kind: DocumentType | None, company: CompanyFacts, problems: Problems) -> _Extras:
    advance = fields.get("advance_payment")
    return _Extras(
        retentions=retentions_of(fields, kind, company, problems),
        discounts=cast(list[Fields], fields.get("global_discounts", [])),
        charges=cast(list[Fields], fields.get("global_charges", [])),
        advance=advance if isinstance(advance, Decimal) else ZERO,
    )


def _amounts(formula: Formula, lines: Sequence[LineAmounts], extras: _Extras) -> DocumentAmounts:
    return formula.document(
        lines,
        retentions=extras.retentions,
        discounts=_money_of(extras.discounts, formula, lines),
        charges=_money_of(extras.charges, formula, lines),
        advance=extras.advance,
    )


def _money_of(rows: Sequence[Fields], formula: Formula, lines: Sequence[LineAmounts]) -> Decimal:
    is_of_total = formula.arithmetic.global_base == "total"
    base = sum((line.gross if is_of_total else line.base for line in lines), ZERO)
    return sum(
        (
            formula.share(
                base,
                percentage=cast(Decimal | None, row.get("percentage")),
                value=cast(Decimal | None, row.get("value")),
            )
            for row in rows
        ),
        ZERO,
    )


def _warn_of_doubts(fields: Fields, kind: DocumentType | None, arithmetic: Arithmetic, problems: Problems) -> None:
    """What Siigo has not documented and the company has not shown is sent all the same, and said."""
    if kind and not kind.decimals and not arithmetic.is_shown("whole_pesos"):
        problems.warn("document.id", "siigo.whole_pesos", document=kind.name)
    if "advance_payment" in fields and not arithmetic.is_shown("advance_payment"):
        problems.warn("advance_payment", "siigo.advance_unproven")
    for name in ("global_discounts", "global_charges"):
        if fields.get(name) and not arithmetic.is_shown(name):
            problems.warn(name, "siigo.global_unproven")


def _adjusted(
    items: Sequence[Priced],
    amounts: DocumentAmounts,
    order_total: Decimal,
    tolerance: Decimal,
    formula: Formula,
    rules: AmountRules,
    extras: _Extras,
) -> tuple[Sequence[Priced], DocumentAmounts]:
    """With a line of the configured product for what is missing, where that line brings the total nearer."""
    missing = order_total - amounts.gross
    if not ZERO < missing <= tolerance or len(items) >= MAX_ITEMS:
        return items, amounts
    body: Fields = {"code": rules.adjustment_code, "description": ADJUSTMENT}
    if items and "seller" in items[0].row.body:
        body["seller"] = items[0].row.body["seller"]
    item = Item(quantity=Decimal(1), price=missing)
    row = Row(
        path=f"items[{len(items)}]", body=body, line=None, quantity=item.quantity, rates=(), discount=None, priced=item
    )
    line = Priced(row=row, item=item, amounts=formula.line(item), paid=ZERO, note=say("siigo.note_adjustment"))
    adjusted = [*items, line]
    after = _amounts(formula, [each.amounts for each in adjusted], extras)
    return (adjusted, after) if abs(order_total - after.gross) < missing else (items, amounts)


def _causes(order: Order, items: Sequence[Priced]) -> Sequence[Cause]:
    """By what a total may miss the order's, the surest first."""
    discounts = sum((line.discount for line in order.lines), ZERO)
    tax = sum((line.tax for line in order.lines), ZERO)
    extra = sum((item.amounts.gross for item in items if item.row.line is None), ZERO)
    gifts = sum((item.amounts.gross for item in items if item.item.gift_taxpayer), ZERO)
    return (
        (gifts, "siigo.cause_gift"),
        (extra, "siigo.cause_extra"),
        (discounts, "siigo.cause_discount"),
        (tax, "siigo.cause_tax"),
    )
