"""An order in cents that add up: net, taxes and discount of each line, their sum the order's to the cent. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from connector.model.money import HUNDRED, ZERO, half_up, in_cents
from connector.model.order import Line, Order


@dataclass(frozen=True, slots=True, kw_only=True)
class SoldLine:
    """One line of the order. Amounts of a fee that takes something off are below zero."""

    line: Line
    net: Decimal
    taxes: tuple[tuple[Decimal, Decimal], ...]
    """(rate, amount) of each tax."""
    discount: Decimal
    """Without tax: with it added, `net` is what the line was before discounts."""

    @property
    def tax(self) -> Decimal:
        return sum((amount for _, amount in self.taxes), ZERO)

    @property
    def gross(self) -> Decimal:
        return self.net + self.tax


def sold_lines(order: Order) -> list[SoldLine]:
    """Every line. What they come to is the order's total half up to cents; no amount moves by a whole cent."""
    amounts = [amount for line in order.lines for amount in (line.net, *(tax.amount for tax in line.taxes))]
    cents = iter(in_cents(amounts))
    return [_sold(line, next(cents), [next(cents) for _ in line.taxes]) for line in order.lines]


def total_of(lines: Sequence[SoldLine]) -> Decimal:
    return sum((line.gross for line in lines), ZERO)


def bases_of(lines: Sequence[SoldLine]) -> Mapping[Decimal, Decimal]:
    """By rate, what was taxed at it."""
    found: dict[Decimal, Decimal] = {}
    for line in lines:
        for rate in {rate for rate, _ in line.taxes}:
            found[rate] = found.get(rate, ZERO) + line.net
    return found


def _sold(line: Line, net: Decimal, taxes: Sequence[Decimal]) -> SoldLine:
    rates = [tax.rate for tax in line.taxes]
    discount = half_up(line.discount * HUNDRED / (HUNDRED + sum(rates, ZERO)))
    return SoldLine(line=line, net=net, taxes=tuple(zip(rates, taxes, strict=True)), discount=discount)
