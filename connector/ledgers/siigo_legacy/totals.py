"""From rows to priced items and the document's total beside the order's, or the likely cause of a difference. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

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
from connector.ledgers.values import Fields
from connector.messages import say
from connector.model.money import CENT, ZERO, half_up, plain
from connector.model.order import Order

WHOLE_PESO = Decimal("1.00")

ADJUSTMENT = "Ajuste de centavos"
"""What the invoice calls the adjustment line, in the language of invoices (colombia.md 3.8)."""

RETENTIONS: tuple[tuple[str, TaxKind], ...] = (("RetVATTotalID", "ReteIVA"), ("RetICATotalID", "ReteICA"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """The items with their prices and what the document comes to."""

    items: Sequence[Priced]
    amounts: DocumentAmounts
    order_total: Decimal
    """What the order's lines come to, in cents."""
    tolerance: Decimal
    """What is still rounding."""
    is_right: bool
    """Whether payments can be laid against the total: nothing is missing and it is the order's but for rounding."""


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
    is_right = is_right and _compare(order, order_total, amounts, items, tolerance, rules, problems)
    return Counted(items=items, amounts=amounts, order_total=order_total, tolerance=tolerance, is_right=is_right)


def tolerance_of(lines: int, *, is_foreign: bool) -> Decimal:
    """More than a cent a line, or a peso, is no rounding but a mistake (colombia.md 3.4); a dollar is no noise."""
    cents = CENT * lines
    return cents if is_foreign else max(WHOLE_PESO, cents)


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


def _compare(
    order: Order,
    order_total: Decimal,
    amounts: DocumentAmounts,
    items: Sequence[Priced],
    tolerance: Decimal,
    rules: AmountRules,
    problems: Problems,
) -> bool:
    """Whether the total, before anything is withheld, is the order's but for what the merchant accepts."""
    off = amounts.gross - order_total
    shown = {"total": plain(amounts.gross), "order": plain(order_total), "off": plain(abs(off))}
    if abs(off) > tolerance:
        problems.add("", "siigo.total_differs", cause=_cause(order, abs(off), items, tolerance), **shown)
        return False
    if off and rules.residue == "hold":
        problems.add("", "siigo.residue_held", **shown)
        return False
    if abs(off) > rules.warn_above:
        problems.warn("", "siigo.total_off_by_cents", **shown)
    return True


def _cause(order: Order, off: Decimal, items: Sequence[Priced], tolerance: Decimal) -> str:
    discounts = sum((line.discount for line in order.lines), ZERO)
    taxes = sum((item.amounts.gross - item.amounts.base for item in items), ZERO)
    extra = sum((item.amounts.gross for item in items if item.row.line is None), ZERO)
    causes = ((extra, "siigo.cause_extra"), (discounts, "siigo.cause_discount"), (taxes, "siigo.cause_tax"))
    for amount, key in causes:
        if amount and abs(off - amount) <= tolerance:
            return say(key)
    return say("siigo.cause_price")
