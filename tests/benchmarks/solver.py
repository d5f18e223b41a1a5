"""(e) Choosing the prices of one order, against Siigo's plain formula over the same lines."""

import time
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from statistics import median

from connector.ledgers.amount_rules import AmountRules
from connector.ledgers.siigo.amounts import Formula, Item, Rate
from connector.ledgers.siigo.items import Row
from connector.ledgers.siigo.pricing import price_rows
from connector.model.money import half_up, plain
from connector.model.order import Line, Tax
from tests.benchmarks.lines import Line as Measured
from tests.benchmarks.lines import aim

FORMULA = Formula()
RULES = AmountRules()
VAT = Decimal(19)
SIZES = (1, 3, 10, 100, 500)
LIMITS = {3: 500, 500: 50_000}
"""Lines -> microseconds aimed at."""

UNREACHABLE, UNREACHABLE_AT_8 = Decimal(17_000), Decimal(1_010)
"""No base comes to the one at 19 %, to the other at 8 % (siigo-api.md 13.5)."""


def row(number: int, gross: Decimal, *, quantity: int = 1, rate: Decimal | None = VAT, price: str = "") -> Row:
    """An item of one order line; with `price` its price is mapped and not ours to choose."""
    net = gross if rate is None else half_up(gross * 100 / (100 + rate))
    taxes = () if rate is None else (Tax(name="IVA", rate=rate, amount=gross - net),)
    rates = () if rate is None else (Rate(type="Impoconsumo" if rate == 8 else "IVA", percentage=rate),)
    line = Line(id=f"product:{number}", name="Cosa", quantity=Decimal(quantity), list_price=gross, net=net, taxes=taxes)
    mapped = Item(quantity=line.quantity, price=Decimal(price), rates=rates) if price else None
    return Row(
        path=f"items[{number}]",
        body={},
        line=line,
        quantity=line.quantity,
        rates=rates,
        discount=None,
        priced=mapped,
    )


def ordinary(size: int) -> list[Row]:
    """As shops sell: several prices, quantities and rates, the last line shipping without tax."""
    rates = (VAT, VAT, Decimal(5), VAT)
    rows = [
        row(number, Decimal(59_900 + 1_700 * (number % 37)) * (number % 3 + 1), quantity=number % 3 + 1, rate=rate)
        for number, rate in ((number, rates[number % 4]) for number in range(size - 1))
    ]
    return [*rows, row(size - 1, Decimal(12_000) if size > 1 else UNREACHABLE, rate=None if size > 1 else VAT)]


def unreachable(size: int) -> list[Row]:
    return [row(number, UNREACHABLE) for number in range(size)]


def unreachable_of_many(size: int) -> list[Row]:
    """Each could be written in two."""
    return [row(number, UNREACHABLE, quantity=2) for number in range(size)]


def beside_mapped(size: int) -> list[Row]:
    """One line that no base and no price with VAT reaches, beside lines whose mapped prices are what they are."""
    mapped = [row(number, Decimal(119), price="100") for number in range(1, size)]
    return [row(0, UNREACHABLE_AT_8, rate=Decimal(8)), *mapped]


def of_a_cent(size: int) -> list[Row]:
    """Mapped prices that are a cent too high, beside lines of one cent, which can give nothing: all ways are tried."""
    return [
        row(number, Decimal(100), rate=None, price="100.01") if number % 2 else row(number, Decimal("0.01"))
        for number in range(size)
    ]


def misses_by_mapped(size: int) -> list[Row]:
    """Lines whose mapped prices miss by a cent each, which half of the lines must make up for."""
    return [row(number, UNREACHABLE, price="14285.714286" if number % 2 else "") for number in range(size)]


CARTS: Sequence[tuple[str, Callable[[int], list[Row]], Sequence[int]]] = (
    ("ordinary order", ordinary, SIZES),
    ("every line one unit of 17,000 at 19 %", unreachable, (100, 500)),
    ("every line two units for 17,000 at 19 %", unreachable_of_many, (100, 499)),
    ("every second price mapped and a cent short", misses_by_mapped, (100, 500)),
    ("never exact: one line that misses, the rest mapped", beside_mapped, (3, 500)),
    ("never exact: half mapped too high, half of a cent", of_a_cent, (100, 500)),
)


def solver(seconds: float) -> Iterator[Measured]:
    """One line for each cart and size."""
    each = seconds / sum(len(sizes) for _, _, sizes in CARTS)
    for name, make, sizes in CARTS:
        for size in sizes:
            yield _line(name, make(size), each)


def priced(rows: Sequence[Row], rules: AmountRules = RULES) -> tuple[int, Decimal]:
    """Lines and how far their total is off."""
    total = sum((one.line.gross for one in rows if one.line), Decimal(0))
    found = price_rows(rows, total=total, formula=FORMULA, rules=rules, discount_kind="Value")
    return len(found), sum((one.amounts.gross for one in found), Decimal(0)) - total


def _line(name: str, rows: Sequence[Row], seconds: float) -> Measured:
    size = len(rows)
    items = [one.priced or Item(quantity=one.quantity, price=Decimal("14285.714286"), rates=one.rates) for one in rows]
    took = microseconds(lambda: priced(rows), seconds * 0.8)
    floor = microseconds(lambda: [FORMULA.line(item) for item in items], seconds * 0.2)
    off = plain(priced(rows)[1])
    limit = LIMITS.get(size) or (LIMITS[500] if size > 100 else 0)
    return Measured(
        what=f"e {name}, {size} lines: µs CPU to choose its prices, {took / size:.0f} a line; off by {off}",
        figure=f"{took:.0f} µs",
        floor=f"formula {floor:.0f} µs",
        ratio=f"{took / floor:.1f}",
        aim=aim(f"< {limit / 1000:g} ms", took < limit) if limit else "",
    )


def microseconds(work: Callable[[], object], seconds: float) -> float:
    """The median of processor time of this thread over many runs."""
    runs: list[int] = []
    end = time.monotonic() + seconds
    while time.monotonic() < end or len(runs) < 3:
        start = time.thread_time_ns()
        work()
        runs.append(time.thread_time_ns() - start)
    return median(runs) / 1000
