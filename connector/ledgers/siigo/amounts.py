"""Siigo's own arithmetic: what a line and a document come to, digit for digit (siigo-api.md 13). Pure."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from connector.ledgers.siigo.arithmetic import Arithmetic
from connector.model.money import HUNDRED, ZERO, half_even, half_up

ADDED = frozenset({"IVA", "Impoconsumo", "AdValorem"})
WITHHELD_ON_LINE = "Retefuente"
WITHHELD_ON_DOCUMENT = frozenset({"ReteIVA", "ReteICA", "Autorretencion"})

THOUSAND = Decimal(1000)

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
    gross: Decimal
    """What the line costs the buyer before anything is withheld."""
    withheld: Decimal = ZERO
    """Retefuente of the line."""

    @property
    def tax(self) -> Decimal:
        """Everything that is added to the base, VAT included."""
        return self.gross - self.base

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


NOTHING = LineAmounts(base=ZERO, vat=ZERO, gross=ZERO)


@dataclass(frozen=True, slots=True, kw_only=True)
class Formula:
    """How one company computes one document: the documented rule, and its switches where there is doubt."""

    arithmetic: Arithmetic = field(default_factory=Arithmetic)
    has_decimals: bool = True
    """The document type's flag `decimals` (13.4)."""

    def line(self, item: Item) -> LineAmounts:
        """base = Round(quantity × price − discount, 2), tax = Round(base × %, 2) each (13.1); − Retefuente (13.3)."""
        amounts = self._line(item)
        if self.has_decimals or self.arithmetic.whole_pesos != "line":
            return amounts
        total = self._round(amounts.total, 0)
        return LineAmounts(
            base=amounts.base, vat=amounts.vat, gross=total + amounts.withheld, withheld=amounts.withheld
        )

    def document(
        self,
        lines: Sequence[LineAmounts],
        *,
        retentions: Iterable[Rate] = (),
        discounts: Decimal = ZERO,
        charges: Decimal = ZERO,
        advance: Decimal = ZERO,
    ) -> DocumentAmounts:
        """Σ lines − global discounts + global charges − what is withheld (13.3); whole pesos as 13.4 has it."""
        subtotal = sum((line.base for line in lines), ZERO)
        vat = sum((line.vat for line in lines), ZERO)
        withheld = sum((line.withheld for line in lines), ZERO)
        withheld += sum((self._retention(rate, subtotal=subtotal, vat=vat) for rate in retentions), ZERO)
        gross = sum((line.gross for line in lines), ZERO)
        gross += charges if self.arithmetic.global_charges == "added" else ZERO
        gross -= discounts if self.arithmetic.global_discounts == "subtracted" else ZERO
        total = gross - withheld - (advance if self.arithmetic.advance_payment == "subtracted" else ZERO)
        places = 0 if not self.has_decimals and self.arithmetic.whole_pesos == "sum" else 2
        return DocumentAmounts(
            subtotal=subtotal,
            vat=vat,
            gross=self._round(gross, places),
            withheld=withheld,
            total=self._round(total, places),
        )

    def share(self, amount: Decimal, *, percentage: Decimal | None, value: Decimal | None) -> Decimal:
        """Money of a global discount or charge of `amount`; the percentage wins over the value (12.1)."""
        return self._percent(amount, percentage) if percentage is not None else self._cents(value or ZERO)

    @property
    def _round(self) -> Callable[[Decimal, int], Decimal]:
        return half_even if self.arithmetic.rounding == "half_even" else half_up

    def _cents(self, amount: Decimal) -> Decimal:
        return self._round(amount, 2)

    def _percent(self, base: Decimal, percentage: Decimal) -> Decimal:
        return self._cents(base * percentage / HUNDRED)

    def _line(self, item: Item) -> LineAmounts:
        if item.gift_taxpayer:
            return self._gift(item)
        if item.taxed_price is not None:
            return self._taxed(item)
        before = item.quantity * item.price
        exact = before - self._discount_money(before, item.discount)
        return self._from_base(exact, item.rates)

    def _from_base(self, exact: Decimal, rates: tuple[Rate, ...]) -> LineAmounts:
        base = self._cents(exact)
        if not rates:
            return LineAmounts(base=base, vat=ZERO, gross=base)
        taxes = self._taxes(exact, rates)
        vat = sum((amount for type_, amount in taxes if type_ == "IVA"), ZERO)
        if self.arithmetic.tax_base == "rounded":
            gross = base + sum((amount for type_, amount in taxes if type_ in ADDED), ZERO)
        else:
            gross = self._cents(exact * (HUNDRED + added_percentage(rates)) / HUNDRED)
        return LineAmounts(base=base, vat=vat, gross=gross, withheld=self._withheld(taxes))

    def _taxes(self, exact: Decimal, rates: tuple[Rate, ...]) -> list[tuple[str, Decimal]]:
        """Each rounded by itself."""
        of = self._cents(exact) if self.arithmetic.tax_base == "rounded" else exact
        return [(rate.type, self._percent(of, rate.percentage)) for rate in rates]

    def _withheld(self, taxes: Iterable[tuple[str, Decimal]]) -> Decimal:
        if self.arithmetic.retefuente == "ignored":
            return ZERO
        return sum((amount for type_, amount in taxes if type_ == WITHHELD_ON_LINE), ZERO)

    def _taxed(self, item: Item) -> LineAmounts:
        """quantity × taxed_price stays whole and VAT is what the base leaves of it, unless it is recomputed (13.6)."""
        whole = self._cents(item.quantity * (item.taxed_price or ZERO))
        exact = whole * HUNDRED / (HUNDRED + _vat(item.rates))
        recomputed = self._from_base(exact, item.rates)
        if self.arithmetic.taxed_price == "recomputed":
            return recomputed
        taxes = self._taxes(exact, item.rates)
        others = sum((amount for type_, amount in taxes if type_ in ADDED and type_ != "IVA"), ZERO)
        return LineAmounts(
            base=recomputed.base,
            vat=whole - recomputed.base,
            gross=whole + others,
            withheld=recomputed.withheld,
        )

    def _gift(self, item: Item) -> LineAmounts:
        """A gift has no base of its own; its VAT is the buyer's only if the taxpayer is Customer (13.3 [C])."""
        if item.gift_taxpayer != "Customer" or self.arithmetic.gift_tax == "ignored":
            return NOTHING
        worth = self._cents(item.quantity * item.gift_base)
        taxes = [(rate.type, self._percent(worth, rate.percentage)) for rate in item.rates]
        vat = sum((amount for type_, amount in taxes if type_ == "IVA"), ZERO)
        return LineAmounts(
            base=ZERO, vat=vat, gross=sum((amount for type_, amount in taxes if type_ in ADDED), ZERO), withheld=ZERO
        )

    def _discount_money(self, before: Decimal, discount: Discount | None) -> Decimal:
        if discount is None:
            return ZERO
        if discount.kind == "Value":
            return discount.amount
        exact = before * discount.amount / HUNDRED
        return self._cents(exact) if self.arithmetic.percentage_discount == "rounded" else exact

    def _retention(self, rate: Rate, *, subtotal: Decimal, vat: Decimal) -> Decimal:
        """ReteIVA of the document's VAT; ReteICA and Autorretencion of the subtotal (13.3, 9)."""
        match rate.type:
            case "ReteIVA":
                return self._percent(vat, rate.percentage)
            case "ReteICA":
                parts = THOUSAND if self.arithmetic.reteica == "per_mille" else HUNDRED
                return self._cents(subtotal * rate.percentage / parts)
            case "Autorretencion" if self.arithmetic.autorretencion == "subtracted":
                return self._percent(subtotal, rate.percentage)
            case _:
                return ZERO


def added_percentage(rates: Iterable[Rate]) -> Decimal:
    """Per cent that the taxes of a line add to its base."""
    return sum((rate.percentage for rate in rates if rate.type in ADDED), ZERO)


def _vat(rates: Iterable[Rate]) -> Decimal:
    return sum((rate.percentage for rate in rates if rate.type == "IVA"), ZERO)
