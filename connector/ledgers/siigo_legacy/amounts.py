"""The arithmetic that the caller has to do: what a line and a document come to, by seed 000's formulas. Pure.

Every value is rounded half up to cents by itself; sums are of rounded values.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from connector.ledgers.siigo_legacy.facts import TaxKind
from connector.model.money import HUNDRED, ZERO, half_up, percent_of, plain

NONE = -1
"""Id and, of the document's retentions, percentage of what is not there (seed 000, Consideraciones)."""

_FINEST_PERCENTAGE = 12
"""Decimals; enough for any discount of any amount to be given back to the cent."""

_PER_MILLE = Decimal("0.1")
"""Per cent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """One tax of a line, or a retention."""

    id: int
    name: str
    kind: TaxKind
    percentage: Decimal
    """As the catalogue tells it."""
    is_per_mille: bool = False
    """Whether it counts thousandths."""

    @property
    def per_cent(self) -> Decimal:
        return self.percentage * _PER_MILLE if self.is_per_mille else self.percentage


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """What a line is computed from."""

    quantity: Decimal
    unit: Decimal
    """Without taxes, before discounts; at most 6 decimals."""
    discount: Decimal = ZERO
    """Money off the whole line, before taxes, in cents."""
    add: Rate | None = None
    add_2: Rate | None = None
    withheld: Rate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LineAmounts:
    before: Decimal
    """GrossValue = UnitValue * Quantity"""
    base: Decimal
    """BaseValue = GrossValue - DiscountValue"""
    add: Decimal
    add_2: Decimal
    withheld: Decimal

    @property
    def gross(self) -> Decimal:
        """What the line costs the buyer before anything is withheld."""
        return self.base + self.add + self.add_2

    @property
    def total(self) -> Decimal:
        """TotalValue = BaseValue + TaxAddValue + TaxAdd2Value - TaxDiscountValue"""
        return self.gross - self.withheld


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """ReteIVA or ReteICA of the whole document."""

    rate: Rate | None
    value: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentAmounts:
    before: Decimal
    """TotalBase, "Total Bruto": the sum of GrossValue (assumed)."""
    discount: Decimal
    vat: Decimal
    consumption: Decimal
    withheld_on_lines: Decimal
    gross: Decimal
    """What the document costs the buyer before anything is withheld."""
    rete_iva: Retention
    rete_ica: Retention

    @property
    def withheld(self) -> Decimal:
        return self.withheld_on_lines + self.rete_iva.value + self.rete_ica.value

    @property
    def total(self) -> Decimal:
        """TotalValue, which the payments come to: the lines' less the document's retentions (assumed)."""
        return self.gross - self.withheld


def line_of(item: Item) -> LineAmounts:
    before = half_up(item.unit * item.quantity)
    base = before - item.discount
    return LineAmounts(
        before=before,
        base=base,
        add=tax_of(base, item.add),
        add_2=tax_of(base, item.add_2),
        withheld=tax_of(base, item.withheld),
    )


def document_of(
    lines: Sequence[tuple[Item, LineAmounts]], *, rete_iva: Rate | None = None, rete_ica: Rate | None = None
) -> DocumentAmounts:
    """ReteIVA is of the document's VAT; ReteICA of what the lines come to before taxes (assumed)."""
    vat = _of_kind(lines, "IVA")
    base = sum((amounts.base for _, amounts in lines), ZERO)
    return DocumentAmounts(
        before=sum((amounts.before for _, amounts in lines), ZERO),
        discount=sum((item.discount for item, _ in lines), ZERO),
        vat=vat,
        consumption=_of_kind(lines, "Impoconsumo"),
        withheld_on_lines=sum((amounts.withheld for _, amounts in lines), ZERO),
        gross=sum((amounts.gross for _, amounts in lines), ZERO),
        rete_iva=Retention(rate=rete_iva, value=tax_of(vat, rete_iva)),
        rete_ica=Retention(rate=rete_ica, value=tax_of(base, rete_ica)),
    )


def tax_of(base: Decimal, rate: Rate | None) -> Decimal:
    return percent_of(base, rate.per_cent) if rate else ZERO


def added_percentage(rates: Iterable[Rate | None]) -> Decimal:
    """Per cent that the taxes of a line add to its base."""
    return sum((rate.percentage for rate in rates if rate), ZERO)


def discount_percentage(discount: Decimal, before: Decimal) -> Decimal:
    """The shortest percentage, of two decimals or more, that gives the discount back."""
    if not before or not discount:
        return ZERO
    exact = discount * HUNDRED / before
    for places in range(2, _FINEST_PERCENTAGE):
        if percent_of(before, half_up(exact, places)) == discount:
            return Decimal(plain(half_up(exact, places)))
    return Decimal(plain(half_up(exact, _FINEST_PERCENTAGE)))


def _of_kind(lines: Sequence[tuple[Item, LineAmounts]], kind: TaxKind) -> Decimal:
    return sum(
        (
            value
            for item, amounts in lines
            for rate, value in ((item.add, amounts.add), (item.add_2, amounts.add_2))
            if rate and rate.kind == kind
        ),
        ZERO,
    )
