"""(f) The share of whole-peso prices, alone and together, whose invoice comes to exactly what the buyer paid."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from random import Random

from connector.ledgers.amount_rules import AmountRules
from connector.ledgers.siigo.amounts import Formula, Item
from connector.ledgers.siigo.pricing import price_rows
from tests.benchmarks.lines import Line, aim
from tests.exact.carts import Cart, Sold, cents, document, rates_of, rows_of

FIRST, LAST = 1_000, 100_000
"""Pesos, VAT inside; both are among them."""

RATES = (19, 5, 8)
SEED = 2026

SOLVED = AmountRules(taxed_prices="never")
DEFAULT = AmountRules()
ADJUSTED = AmountRules(residue="adjustment_line", adjustment_code="AJUSTE", taxed_prices="never")

FORMULA = Formula()

Company = Callable[[int, Random], Sequence[int]]
"""From a price to all prices of its cart."""

CARTS: Sequence[tuple[str, int, Company]] = (
    ("alone, 1 unit", 1, lambda price, _: [price]),
    ("alone, 2 units", 2, lambda price, _: [price]),
    ("with another", 1, lambda price, random: [price, random.randint(FIRST, LAST)]),
    ("twice", 1, lambda price, _: [price, price]),
    ("with two others", 1, lambda price, random: [price, *(random.randint(FIRST, LAST) for _ in range(2))]),
    ("three times", 1, lambda price, _: [price] * 3),
)
"""Name, units of each line, the lines' prices."""


@dataclass(slots=True)
class Count:
    """Carts, and how many of them are exact: each line by itself, together, with VAT in a price, adjusted."""

    carts: int = 0
    naive: int = 0
    solved: int = 0
    default: int = 0
    adjusted: int = 0
    worst: int = 0
    """Cents that the nearest prices without VAT are off."""


def prices(step: int) -> Iterator[Line]:
    """Every `step`-th price."""
    for rate in RATES:
        for name, units, company in CARTS:
            count = counted(rate, units, company, step)
            yield Line(
                what=(
                    f"f {rate} %, {name}: exact with prices chosen together, of {count.carts} carts; nearest "
                    f"off by {count.worst} cents; {_share(count.default, count)} with VAT in prices where needed"
                ),
                figure=_share(count.solved, count),
                floor=f"naive {_share(count.naive, count)}",
                aim=aim(f"adjusted {_share(count.adjusted, count)}", count.adjusted == count.carts),
            )


def counted(rate: int, units: int, company: Company, step: int) -> Count:
    """The same carts at every call."""
    random, count = Random(SEED), Count()
    for price in range(FIRST, LAST + 1, step):
        cart = [Sold(100 * each * units, rate, 100 * units) for each in company(price, random)]
        _count(cart, count)
    return count


def _count(cart: Cart, count: Count) -> None:
    off = _off(cart, SOLVED)
    count.carts += 1
    count.naive += sum(map(naive, cart)) == 0
    count.solved += off == 0
    count.default += off == 0 or _off(cart, DEFAULT) == 0
    count.adjusted += off == 0 or document(cart, ADJUSTED).off == 0
    count.worst = max(count.worst, abs(off))


def naive(sold: Sold) -> int:
    """Cents by which a line misses at its own price without VAT, of six decimals, as integrations compute it."""
    rate = Decimal(sold.rate or 0)
    price = (cents(sold.paid) * 100 / (100 + rate) / cents(sold.hundredths)).quantize(Decimal("1e-6"))
    line = FORMULA.line(Item(quantity=cents(sold.hundredths), price=price, rates=rates_of(sold)))
    return int(line.gross.scaleb(2)) - sold.paid


def _off(cart: Cart, rules: AmountRules) -> int:
    total = sum(sold.paid for sold in cart)
    found = price_rows(rows_of(cart), total=cents(total), formula=FORMULA, rules=rules, discount_kind="Value")
    return int(sum((one.amounts.gross for one in found), Decimal(0)).scaleb(2)) - total


def _share(part: int, count: Count) -> str:
    """In per cent, cut and not rounded: 100 is all of them."""
    return f"{Decimal(part * 10_000 // count.carts).scaleb(-2)} %"
