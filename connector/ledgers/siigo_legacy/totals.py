"""From rows to priced items and the document's total beside the order's, or the likely cause of a difference. Pure."""

from collections.abc import Sequence
from decimal import Decimal

from connector.ledgers import totals
from connector.ledgers.amount_rules import AmountRules
from connector.ledgers.problems import Problems
from connector.ledgers.siigo_legacy.amounts import DocumentAmounts, Item, Rate, document_of, line_of
from connector.ledgers.siigo_legacy.annexes import LOCAL_CURRENCY
from connector.ledgers.siigo_legacy.facts import CompanyFacts, TaxKind
from connector.ledgers.siigo_legacy.item_taxes import ItemTaxes, counted_as, is_too_much, rate_of
from connector.ledgers.siigo_legacy.items import MAX_ITEMS, Row
from connector.ledgers.siigo_legacy.limits import AMOUNT_MAX
from connector.ledgers.siigo_legacy.pricing import Priced, price_rows
from connector.ledgers.siigo_legacy.settings import Choices
from connector.ledgers.totals import ADJUSTMENT, Cause, is_the_orders, tolerance_of
from connector.ledgers.values import Fields
from connector.messages import say
from connector.model.money import ZERO, half_up, plain
from connector.model.order import Order

Counted = totals.Counted[Priced, DocumentAmounts]

RETENTIONS: tuple[tuple[str, TaxKind], ...] = (("RetVATTotalID", "ReteIVA"), ("RetICATotalID", "ReteICA"))


def count(
    header: Fields, rows: Sequence[Row], order: Order, *, company: CompanyFacts, choices: Choices, problems: Problems
) -> Counted:
    """Every row priced, the total compared with the order's; what the merchant must decide is a problem."""
    order_total, rules = half_up(order.invoice_total), choices.rules
    items: Sequence[Priced] = price_rows(rows, total=order_total, rules=rules)
    _check_prices(items, problems)
    retentions = [_retention(header, name, kind, company, choices, problems) for name, kind in RETENTIONS]
    amounts = _amounts(items, retentions)
    tolerance = tolerance_of(len(items), is_foreign=order.currency != LOCAL_CURRENCY)
    is_right = not problems.touch("Items")
    if is_right and rules.residue == "adjustment_line":
        items = _adjusted(items, order_total - amounts.gross, tolerance, rules)
        amounts = _amounts(items, retentions)
    is_right = is_right and is_the_orders(
        amounts.gross, order_total, tolerance=tolerance, causes=_causes(order, items), rules=rules, problems=problems
    )
    return Counted(items=items, amounts=amounts, order_total=order_total, tolerance=tolerance, is_right=is_right)


def _amounts(items: Sequence[Priced], retentions: Sequence[Rate | None]) -> DocumentAmounts:
    rete_iva, rete_ica = retentions
    return document_of([(item.item, item.amounts) for item in items], rete_iva=rete_iva, rete_ica=rete_ica)


def _retention(
    header: Fields, name: str, kind: TaxKind, company: CompanyFacts, choices: Choices, problems: Problems
) -> Rate | None:
    rate, is_allowed = rate_of(header, name, frozenset({kind}), company)
    if rate and not is_allowed:
        problems.add(
            f"Header.{name}",
            "siigo_legacy.tax_kind",
            id=rate.id,
            name=rate.name,
            found=rate.kind or "—",
            expected=kind,
        )
    if rate is None or kind != "ReteICA":
        return rate
    rate = counted_as(rate, choices.reteica)
    if is_too_much(rate):
        problems.add(f"Header.{name}", "siigo_legacy.reteica_too_much", name=rate.name, found=plain(rate.percentage))
    return rate


def _check_prices(items: Sequence[Priced], problems: Problems) -> None:
    for priced in items:
        item, path = priced.item, priced.row.path
        if priced.amounts.base < ZERO:
            problems.add(f"{path}.DiscountValue", "siigo.discount_too_big", found=plain(item.discount))
        if item.unit > AMOUNT_MAX and not priced.row.priced:
            problems.add(f"{path}.UnitValue", "siigo.too_much", found=plain(item.unit), limit=plain(AMOUNT_MAX))


def _adjusted(items: Sequence[Priced], missing: Decimal, tolerance: Decimal, rules: AmountRules) -> Sequence[Priced]:
    """With a line of the configured product for what is missing; it has no taxes, so that it comes to just that."""
    if not ZERO < missing <= tolerance or len(items) >= MAX_ITEMS:
        return items
    body: Fields = {"ProductCode": rules.adjustment_code, "Description": ADJUSTMENT}
    body |= {
        name: items[0].row.body[name] for name in ("SalesmanIdentification",) if items and name in items[0].row.body
    }
    item = Item(quantity=Decimal(1), unit=missing)
    row = Row(
        path=f"Items[{len(items)}]",
        body=body,
        line=None,
        quantity=item.quantity,
        taxes=ItemTaxes(add=None, add_2=None, withheld=None),
        discount=None,
        discount_percentage=None,
        priced=item,
    )
    return [*items, Priced(row=row, item=item, amounts=line_of(item), paid=ZERO, note=say("siigo.note_adjustment"))]


def _causes(order: Order, items: Sequence[Priced]) -> Sequence[Cause]:
    """By what a total may miss the order's, the surest first."""
    discounts = sum((line.discount for line in order.lines), ZERO)
    taxes = sum((item.amounts.gross - item.amounts.base for item in items), ZERO)
    extra = sum((item.amounts.gross for item in items if item.row.line is None), ZERO)
    return ((extra, "siigo.cause_extra"), (discounts, "siigo.cause_discount"), (taxes, "siigo.cause_tax"))
