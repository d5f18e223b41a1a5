"""Each benchmark runs at a tiny size and prints its lines; no figure is judged, since a busy machine proves nothing."""

import re
from dataclasses import replace

import pytest

from tests.benchmarks.__main__ import benchmarks, main
from tests.benchmarks.after_sale import after_sale
from tests.benchmarks.calls import calls
from tests.benchmarks.inventory import ABOUT, SHOPS, Row, inventory, rows
from tests.benchmarks.inventory import HEAD as INVENTORY_HEAD
from tests.benchmarks.inventory_goods import Goods, Least, least
from tests.benchmarks.inventory_run import measured
from tests.benchmarks.lines import HEAD, percentile
from tests.benchmarks.prices import CARTS as PRICE_CARTS
from tests.benchmarks.prices import FIRST, LAST, RATES, counted
from tests.benchmarks.solver import CARTS as SOLVER_CARTS

FIGURES = {
    "a": [r"\d+/s +\d+/s +\d\.\d\d", r"\d+/s +\d+/s +\d\.\d\d", r"\d+\.\d / \d+\.\d ms"],
    "b": [r"\d+\.\d\d ms, \d+/core-s +parse \d\.\d\d ms +\d+\.\d", r"\d+\.\d\d ms, \d+/core-s"]
    + [r"\d+ µs +parse \d+ µs +\d+\.\d"] * 3,
    "c": [r"\d+\.\d/s +\d+/s +\d\.\d\d"],
}
SOLVER = r"\d+ µs +formula \d+ µs +\d+\.\d +(< \d+(\.\d+)? ms: (met|MISSED))? +e (?P<name>.*), (?P<size>\d+) lines: "
STEP = 199
CALLS = {
    "inline, new buyer: 1 POST invoices": 1,
    "inline, returning buyer: 1 POST invoices": 1,
    "find_or_create, new buyer: 1 GET customers, 1 POST customers, 1 POST invoices": 3,
    "find_or_create, returning buyer: 1 GET customers, 1 POST invoices": 2,
    "update, new buyer: 1 GET customers, 1 POST customers, 1 POST invoices": 3,
    "update, returning buyer who moved: 1 GET customers, 1 POST invoices, 1 PUT customers/{id}": 3,
}
AFTER = {
    "at once: invoice": (1, "1 POST invoices"),
    "at once: refund": (2, "1 GET credit-notes, 1 POST credit-notes"),
    "after 8 s: invoice": (2, "1 GET invoices/{id}, 1 POST invoices"),
    "after 8 s: refund": (3, "1 GET credit-notes, 1 GET credit-notes/{id}, 1 POST credit-notes"),
}
AFTER_LINE = (
    r"calls: (?P<siigo>\d+) \+ \d+ .* d (woocommerce|shopify), DIAN answers "
    r"(?P<what>[^,]*),.* page: Siigo (?P<names>.*); shop .*"
)


def printed(letter: str) -> list[str]:
    found = benchmarks(letter, server="", seconds=0.2, orders=5)
    return [str(line) for benchmark in found for line in benchmark()]


@pytest.mark.parametrize("letter", FIGURES)
def test_it_measures_and_says_what(letter: str) -> None:
    lines = printed(letter)
    assert len(lines) == len(FIGURES[letter])
    for line, figures in zip(lines, FIGURES[letter], strict=True):
        assert re.match(figures, line), line
        assert re.search(rf"(met|MISSED) +{letter} ", line), line


def test_the_solver_is_measured_on_every_cart() -> None:
    found = [re.match(SOLVER, line) for line in printed("e")]
    assert all(found)
    measured = [(match["name"], int(match["size"])) for match in found if match]
    assert measured == [(name, size) for name, _, sizes in SOLVER_CARTS for size in sizes]


@pytest.mark.parametrize("rate", RATES)
def test_shares_of_prices_are_what_whole_cents_say(rate: int) -> None:
    """16 % of prices at 19 %, 4.8 % at 5 %, 7.4 % at 8 % have no base (siigo-api.md 13.5); two of them always have."""
    alone, two_units, *together = [counted(rate, units, company, STEP) for _, units, company in PRICE_CARTS]
    reached = [price for price in range(FIRST, LAST + 1, STEP) if has_base(100 * price, rate)]
    carts = len(range(FIRST, LAST + 1, STEP))
    assert (alone.carts, alone.naive, alone.solved, alone.worst) == (carts, len(reached), len(reached), 1)
    assert abs(carts - alone.solved - carts * rate / (100 + rate)) < carts / 100
    assert alone.default == (alone.solved if rate == 8 else carts), "Siigo has prices with VAT, not with Impoconsumo"
    assert two_units.naive == sum(has_base(200 * price, rate) for price in range(FIRST, LAST + 1, STEP))
    for count in (two_units, *together):
        assert (count.solved, count.default, count.worst) == (carts, carts, 0)
        assert count.naive < carts
    assert all(count.adjusted == carts for count in (alone, two_units, *together))


def has_base(gross: int, rate: int) -> bool:
    """Whether base + tax can be so many cents, with the tax half up."""
    exact = gross * 100 // (100 + rate)
    return any(base + (2 * base * rate + 100) // 200 == gross for base in range(exact - 3, exact + 4))


def test_every_price_is_looked_at(capsys: pytest.CaptureFixture[str]) -> None:
    main(["f", "--step", "9001"])
    _cores, _head, *lines, _load = capsys.readouterr().out.splitlines()
    assert len(lines) == len(RATES) * len(PRICE_CARTS)
    assert all(", of 11 carts; " in line for line in lines)
    assert len(range(FIRST, LAST + 1)) == 99_001


@pytest.mark.postgres
@pytest.mark.parametrize("letter", ["a", "c"])
def test_it_measures_postgresql_too(letter: str, postgres_server: str) -> None:
    benchmark = benchmarks(letter, server=postgres_server, seconds=0.2, orders=5)[-1]
    lines = [str(line) for line in benchmark()]
    assert len(lines) == len(FIGURES[letter])
    assert all(f" {letter} PostgreSQL" in line for line in lines)


def test_calls_are_counted_for_each_way_of_treating_customers() -> None:
    lines = [str(line) for line in calls()]
    counted = {line.partition("customers: ")[2]: int(line.split()[1]) for line in lines if "buyer" in line}
    assert len(counted) == 9
    assert CALLS.items() <= counted.items()
    assert [line.split()[1] for line in lines if "once a worker process" in line] == ["5", "5", "5"]


def test_calls_are_counted_to_the_legal_end() -> None:
    found = [re.fullmatch(AFTER_LINE, str(line)) for line in after_sale()]
    counted = [(match["what"], (int(match["siigo"]), match["names"])) for match in found if match]
    assert len(counted) == len(found) == 12
    assert {what: each for what, each in counted if "min" not in what} == AFTER
    assert len([each for each in counted if each in AFTER.items()]) == 8, "both platforms alike"


def test_a_storm_is_measured() -> None:
    for line, platform in zip(printed("g"), ("woocommerce", "shopify"), strict=True):
        assert re.match(rf"\d+\.\d % +< 20 %: (met|MISSED) +g {platform}: ", line), line
        assert "5 orders with 7 refunds, each with exactly its invoice and its notes, none held" in line


@pytest.mark.parametrize("shop", SHOPS, ids=lambda shop: shop.name)
def test_an_inventory_makes_no_call_too_many(shop: Goods) -> None:
    found = list(rows(replace(shop, skus=150), "", measure=measured))
    assert [made(row) for row in found] == [row.least for row in found]
    whole, right, some, nothing = found
    locations = {"query Locations": 1} if shop.platform == "shopify" else {}
    orders = {"query OrdersSince" if shop.platform == "shopify" else "orders": 1}
    warehouses = {"warehouses": 1} if shop.policy else {}
    assert whole.others == {"auth": 1, **warehouses, **locations, **orders}
    assert right.others == {**warehouses, **locations}
    assert (some.others, nothing.others) == (orders, {})
    assert all(row.found["peak"] > 0 and row.found["cpu"] > 0 and row.own > 0 for row in found)


def made(row: Row) -> Least:
    return Least(ledger=row.ledger, reads=row.reads, looks=row.looks, writes=row.writes)


def test_the_least_calls_are_those_of_the_published_limits() -> None:
    """10,000 products: pages of 100 of Siigo and WooCommerce, 1000 points and 250 numbers of Shopify."""
    simple, kin, one, two = (replace(shop, skus=10_000) for shop in SHOPS)
    everything = range(10_000)

    def full(goods: Goods) -> Least:
        return least(goods, is_full=True, seen=everything, written=everything)

    assert full(simple) == Least(ledger=100, reads=101, looks=100, writes=100)
    assert full(kin) == Least(ledger=100, reads=30 + 76, looks=670, writes=70 + 600)
    assert full(one) == Least(ledger=100, reads=51, looks=0, writes=40)
    assert full(two) == Least(ledger=100, reads=71, looks=0, writes=80)
    changed = simple.changed()
    assert len(changed) == 100
    assert sum(kin.is_variation(number) for number in changed) == 30
    assert least(one, is_full=False, seen=changed, written=changed) == Least(ledger=1, reads=0, looks=1, writes=1)
    assert least(kin, is_full=False, seen=changed, written=[]) == Least(ledger=1, reads=0, looks=0, writes=0)


def test_an_inventory_is_a_table_of_runs() -> None:
    lines = inventory("", 20)
    about = [next(lines) for _ in ABOUT]
    head, _shop, row = (next(lines) for _ in range(3))
    lines.close()
    assert "Shopify ceil(SKUs/199) with one location" in "\n".join(about)
    assert head.split() == " ".join(INVENTORY_HEAD).split()
    number = r"\d+\.\d\d"
    figures = rf"1/1 +2/2 +1/1 +1/1 +{number} +{number} +{number} +{number} +\d+ +\d+ \(\d+\) +\d+\.\d"
    assert re.fullmatch(rf"full, every number wrong +{figures}  1 auth, 1 orders; (met|MISSED: .*)", row), row


def test_the_table_has_a_head_and_the_load_average(capsys: pytest.CaptureFixture[str]) -> None:
    main(["b", "--seconds", "0.1"])
    cores, head, *lines = capsys.readouterr().out.splitlines()
    assert re.match(r"\d+ cores, shared with load, database and emulated Siigo; Python 3\.", cores)
    assert tuple(head.split()) == HEAD
    loads = [line for line in lines if re.fullmatch(r"  \(load average before b: \d+\.\d\d\)", line)]
    assert loads == [lines[2], lines[-1]]
    assert len(lines) == 2 + 1 + 3 + 1


def test_an_unknown_letter_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["x"])
    assert "there is no benchmark x; expected one of a, b, c, d, e, f, g, h" in capsys.readouterr().err


def test_a_percentile_is_a_value_that_was_measured() -> None:
    values = list(range(100, 0, -1))
    assert (percentile(values, 50), percentile(values, 99), percentile([7], 99)) == (51, 100, 7)
