"""Siigo's own arithmetic: what a line and a document come to, digit for digit (siigo-api.md 13). Pure.

The rounding mode is not documented; half up agrees with every sample of Siigo (13.1).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from connector.model.money import CENT, HUNDRED, ZERO, half_up, percent_of, plain

ADDED = frozenset({"IVA", "Impoconsumo", "AdValorem"})
WITHHELD_ON_LINE = "Retefuente"
WITHHELD_ON_DOCUMENT = frozenset({"ReteIVA", "ReteICA", "Autorretencion"})

THOUSAND = Decimal(1000)
PRICE_PLACES = 6

DiscountKind = Literal["Value", "Percentage"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """One tax of a line or one retention of a document."""

    type: str
    percentage: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Discount:
    """`Value`: money off the whole line before tax. `Percentage`: per cent of quantity × price (13.2)."""

    kind: DiscountKind
    amount: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """What Siigo computes a line from."""

    quantity: Decimal
    price: Decimal = ZERO
    """Unit price without tax, at most 6 decimals."""
    taxed_price: Decimal | None = None
    """Unit price with VAT; replaces `price`."""
    discount: Discount | None = None
    rates: tuple[Rate, ...] = ()
    gift_base: Decimal = ZERO
    """Unit value that the VAT of a gift (price 0) is computed from."""
    gift_taxpayer: str = ""
    """Customer: the buyer pays that VAT. Company: the seller does, and the line is 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LineAmounts:
    base: Decimal
    vat: Decimal
    tax: Decimal
    """Everything that is added to the base, VAT included."""
    withheld: Decimal
    """Retefuente of the line."""

    @property
    def gross(self) -> Decimal:
        """What the line costs the buyer before anything is withheld."""
        return self.base + self.tax

    @property
    def total(self) -> Decimal:
        return self.gross - self.withheld


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentAmounts:
    subtotal: Decimal
    vat: Decimal
    gross: Decimal
    """What the document costs the buyer before anything is withheld."""
    withheld: Decimal
    total: Decimal
    """What the payments must come to."""


def line_total(item: Item) -> LineAmounts:
    """base = Round(quantity × price − discount, 2); tax = Round(base × %, 2) each (13.1); less Retefuente (13.3)."""
    if item.gift_taxpayer:
        return _gift(item)
    if item.taxed_price is not None:
        return _taxed(item)
    before = item.quantity * item.price
    base = half_up(before - _discount_money(before, item.discount))
    return _with_taxes(base, percent_of(base, _vat_rate(item.rates)), item.rates)


def document_total(
    lines: Sequence[LineAmounts],
    *,
    retentions: Iterable[Rate] = (),
    discounts: Decimal = ZERO,
    charges: Decimal = ZERO,
    has_decimals: bool = True,
) -> DocumentAmounts:
    """Σ lines − global discounts + global charges − ReteIVA and ReteICA; Autorretencion changes nothing (13.3).

    Without decimals the sum, not the lines, is rounded to whole pesos (13.4, seen in one client [C]).
    """
    subtotal = sum((line.base for line in lines), ZERO)
    vat = sum((line.vat for line in lines), ZERO)
    withheld = sum((line.withheld for line in lines), ZERO)
    withheld += sum((_retention(rate, subtotal=subtotal, vat=vat) for rate in retentions), ZERO)
    places = 2 if has_decimals else 0
    gross = sum((line.gross for line in lines), ZERO) - discounts + charges
    return DocumentAmounts(
        subtotal=subtotal,
        vat=vat,
        gross=half_up(gross, places),
        withheld=withheld,
        total=half_up(gross - withheld, places),
    )


def unit_price_for(
    gross: Decimal, rates: tuple[Rate, ...], quantity: Decimal, discount: Discount | None = None
) -> Decimal:
    """The 6-decimal net price whose line, after `discount`, comes nearest to `gross`.

    The exact price goes first and wins a tie; then the bases one or two cents around it are tried, because
    consecutive cent bases jump over some totals (13.5): a single tax leaves at most 0.01.
    """
    added = sum((rate.percentage for rate in rates if rate.type in ADDED), ZERO)
    exact = gross / (1 + added / HUNDRED)
    nearest = half_up(exact)
    bases = [exact, nearest, nearest - CENT, nearest + CENT, nearest - 2 * CENT, nearest + 2 * CENT]
    prices = [_price_of(base, quantity, discount) for base in bases]

    def miss(price: Decimal) -> Decimal:
        return abs(line_total(Item(quantity=quantity, price=price, discount=discount, rates=rates)).gross - gross)

    return min(prices, key=miss)


def global_amount(subtotal: Decimal, *, percentage: Decimal | None, value: Decimal | None) -> Decimal:
    """Money of a global discount or charge; the percentage wins over the value (12.1)."""
    return percent_of(subtotal, percentage) if percentage is not None else half_up(value or ZERO)


def _price_of(base: Decimal, quantity: Decimal, discount: Discount | None) -> Decimal:
    match discount:
        case Discount(kind="Value", amount=amount):
            base = base + amount
        case Discount(kind="Percentage", amount=amount):
            base = base / (1 - amount / HUNDRED)
    return max(Decimal(plain(half_up(base / quantity, PRICE_PLACES))), ZERO)


def _discount_money(before: Decimal, discount: Discount | None) -> Decimal:
    if discount is None:
        return ZERO
    return discount.amount if discount.kind == "Value" else percent_of(before, discount.amount)


def _vat_rate(rates: Iterable[Rate]) -> Decimal:
    return sum((rate.percentage for rate in rates if rate.type == "IVA"), ZERO)


def _with_taxes(base: Decimal, vat: Decimal, rates: Iterable[Rate]) -> LineAmounts:
    rates = tuple(rates)
    others = [percent_of(base, rate.percentage) for rate in rates if rate.type in ADDED and rate.type != "IVA"]
    withheld = [percent_of(base, rate.percentage) for rate in rates if rate.type == WITHHELD_ON_LINE]
    return LineAmounts(base=base, vat=vat, tax=vat + sum(others, ZERO), withheld=sum(withheld, ZERO))


def _taxed(item: Item) -> LineAmounts:
    """quantity × taxed_price stays whole; VAT is what remains above the base (13.6, the `remainder` reading [I])."""
    whole = half_up(item.quantity * (item.taxed_price or ZERO))
    base = half_up(whole / (1 + _vat_rate(item.rates) / HUNDRED))
    return _with_taxes(base, whole - base, item.rates)


def _gift(item: Item) -> LineAmounts:
    """A gift has no base of its own; its VAT is the buyer's only if the taxpayer is Customer (13.3 [C])."""
    if item.gift_taxpayer != "Customer":
        return LineAmounts(base=ZERO, vat=ZERO, tax=ZERO, withheld=ZERO)
    worth = item.quantity * item.gift_base
    vat = percent_of(worth, _vat_rate(item.rates))
    others = [percent_of(worth, rate.percentage) for rate in item.rates if rate.type in ADDED and rate.type != "IVA"]
    return LineAmounts(base=ZERO, vat=vat, tax=vat + sum(others, ZERO), withheld=ZERO)


def _retention(rate: Rate, *, subtotal: Decimal, vat: Decimal) -> Decimal:
    """ReteIVA on the document's VAT; ReteICA per mille on the subtotal (13.3, 9)."""
    match rate.type:
        case "ReteIVA":
            return percent_of(vat, rate.percentage)
        case "ReteICA":
            return half_up(subtotal * rate.percentage / THOUSAND)
        case _:
            return ZERO
