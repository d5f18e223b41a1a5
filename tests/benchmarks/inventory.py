"""(h) Inventory runs against an emulated Siigo and shop: calls against the fewest that do, time, memory.

The sides run in a process of their own, and every run in a fresh one, so that its processor time and memory are ours.
"""

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from typing import Any

from connector.json_text import parse, write
from connector.stores.shopify.stock_variants import most_variants
from tests.benchmarks.inventory_goods import CENTRAL, SOUTH, Goods, Least, least
from tests.benchmarks.place import database
from tests.journeys.world import ROOT

SHOPS = (
    Goods(name="woocommerce, simple products", platform="woocommerce", skus=0),
    Goods(name="woocommerce, 30 % variations of parents of 5", platform="woocommerce", skus=0, variations=3),
    Goods(name="shopify, one location", platform="shopify", skus=0),
    Goods(name="shopify, two locations, two warehouses", platform="shopify", skus=0, places=(CENTRAL, SOUTH)),
)

FORM = "{:<34} {:>8} {:>8} {:>8} {:>8} {:>7} {:>7} {:>7} {:>7} {:>9} {:>7} {:>8}  {}"
COLUMNS = "run|ledger|pages|looks|writes|wall s|cpu s|wait s|own s|SKUs/s|peak MB|cpu/floor|other calls; aims"
HEAD = tuple(COLUMNS.split("|"))
ABOUT = (
    "h calls are made/least. ledger: ceil(products/100), of those that changed since five minutes before the last",
    "  run. pages of the shop: WooCommerce ceil(rows/100) of each of its two lists, products with parents and",
    "  variations, an empty one too; Shopify ceil(SKUs/{one}) with one location and ceil(SKUs/{two}) with two: as",
    "  many variants as a query of 1000 points can hold by the published rules. looks: an incremental run looks at",
    "  what changed in the ledger (Shopify in the same sizes; WooCommerce ceil(products/100) by id and",
    "  ceil(variations/100) by SKU), and WooCommerce, which compares nothing, takes one more before each write.",
    "  writes: Shopify ceil(numbers/250); WooCommerce ceil(products/100) and one for each parent of variations.",
    "  wait: inside requests. own: wall without wait. SKUs/s: of the shop, by wall. peak: of a process that has all",
    "  of a worker in memory, in brackets before the run began. floor: as many requests with as many bytes, raw, in",
    "  a fresh process just after; its processor time is compared.",
)

OWN_SECONDS, PEAK_MB, WRITES = 60, 200, 1.1
"""What we aim at with 10,000 SKUs."""


Measure = Callable[[dict[str, Any]], dict[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One run as measured."""

    name: str
    least: Least
    ledger: int
    reads: int
    looks: int
    writes: int
    others: Counter[str]
    skus: int
    found: dict[str, Any]
    floor_cpu: int
    """Nanoseconds; 0: not measured."""

    @property
    def own(self) -> float:
        """Seconds."""
        nanoseconds: int = self.found["wall"] - self.found["waited"]
        return nanoseconds / 1e9

    @property
    def peak(self) -> float:
        kilobytes: int = self.found["peak"]
        return kilobytes / 1024

    def missed(self) -> list[str]:
        """Aims; empty where all are met."""
        aims = {
            "ledger reads": self.ledger <= self.least.ledger,
            "pages": self.reads <= self.least.reads,
            "looks": self.looks <= self.least.looks,
            "writes": self.writes <= self.least.writes * WRITES,
            f"own < {OWN_SECONDS} s": self.own < OWN_SECONDS,
            f"peak < {PEAK_MB} MB": self.peak < PEAK_MB,
        }
        return [name for name, is_met in aims.items() if not is_met]

    def __str__(self) -> str:
        others = ", ".join(f"{times} {name}" for name, times in sorted(self.others.items())) or "none"
        missed = self.missed()
        made = ("ledger", "reads", "looks", "writes")
        calls = [f"{getattr(self, name)}/{getattr(self.least, name)}" for name in made]
        found = self.found
        return FORM.format(
            self.name,
            *calls,
            *(f"{found[name] / 1e9:.2f}" for name in ("wall", "cpu", "waited")),
            f"{self.own:.2f}",
            f"{self.skus * 1e9 / found['wall']:.0f}",
            f"{self.peak:.0f} ({found['imported'] / 1024:.0f})",
            f"{found['cpu'] / self.floor_cpu:.1f}" if self.floor_cpu else "",
            f"{others}; {'MISSED: ' + ', '.join(missed) if missed else 'met'}",
        )


@dataclass(frozen=True, slots=True)
class Sides:
    """The emulated Siigo and shop."""

    process: subprocess.Popen[str]
    addresses: dict[str, Any]

    def ask(self, question: str) -> dict[str, Any]:
        return _asked(self.process, question)


@dataclass(frozen=True, slots=True, kw_only=True)
class Looking:
    """What else is wanted of each run; its times are none then."""

    profile: bool = False
    memory: bool = False


PLAIN = Looking()


def in_a_process(task: dict[str, Any]) -> dict[str, Any]:
    """What `inventory_run` measures, in a fresh process."""
    with _started("tests.benchmarks.inventory_run") as process:
        said, _ = process.communicate(write(task))
    assert process.returncode == 0
    found: dict[str, Any] = parse(said)
    return found


def inventory(server: str, skus: int, looking: Looking = PLAIN) -> Generator[str, None, None]:
    """Heading, then for each shop a line for each run. `server`: of PostgreSQL; empty: SQLite."""
    yield from (line.format(one=most_variants(1), two=most_variants(2)) for line in ABOUT)
    yield FORM.format(*HEAD)
    for shop in SHOPS:
        goods = replace(shop, skus=skus)
        yield f"h {goods.name}, {skus} SKUs, {'PostgreSQL' if server else 'SQLite'}"
        for row in rows(goods, server, looking):
            yield str(row)
            yield from row.found["report"]


def rows(goods: Goods, server: str, looking: Looking = PLAIN, measure: Measure = in_a_process) -> Iterator[Row]:
    """Raises AssertionError when a run does not end well or leaves a number of the shop wrong."""
    numbers, changed = range(goods.skus), goods.changed()
    with sides(goods) as far, database(server) as url:
        for name, is_full, seen, written in (
            ("full, every number wrong", True, numbers, numbers),
            ("full, every number right", True, numbers, []),
            (f"incremental, {len(changed)} changed in Siigo", False, changed, changed),
            ("incremental, nothing changed", False, changed, []),
        ):
            if not is_full and written:
                far.ask("change")
            task = {**far.addresses, "database": url, "policy": goods.policy, "is_full": is_full, **asdict(looking)}
            found = _run(far, task, measure)
            fewest = least(goods, is_full=is_full, seen=seen, written=written)
            yield _row(name, goods, found, fewest, _floor(far, found, measure))


def _run(far: Sides, task: dict[str, Any], measure: Measure) -> dict[str, Any]:
    before = far.ask("counts")
    found = measure(task)
    after = far.ask("counts")
    assert found["state"] == "done", found
    assert after["wrong"] == 0, f"{after['wrong']} numbers of the shop are wrong"
    for side, name in (("ledger", "siigo"), ("shop", "shop")):
        answered = sum(after[name].values()) - sum(before[name].values())
        assert answered == sum(request[1] == side for request in found["requests"]), (side, answered)
    return found


def _floor(far: Sides, found: dict[str, Any], measure: Measure) -> int:
    plain = [[method, sent, received] for _, _, method, _, sent, received in found["requests"]]
    cpu: int = measure({"bytes": far.addresses["bytes"], "requests": plain})["cpu"]
    return cpu


def _row(name: str, goods: Goods, found: dict[str, Any], fewest: Least, floor_cpu: int) -> Row:
    kinds = Counter(_kind(*request[:4]) for request in found["requests"])
    known = {kind: kinds.pop(kind, 0) for kind in ("ledger", "reads", "looks", "writes")}
    return Row(name=name, least=fewest, others=kinds, skus=goods.skus, found=found, floor_cpu=floor_cpu, **known)


def _kind(phase: str, side: str, method: str, what: str) -> str:
    """What the request was for, or its name where it is counted among the others."""
    is_reading = method == "GET" or what.startswith("query ")
    match side, phase:
        case "ledger", "ledger" if what == "products":
            return "ledger"
        case "shop", "shop":
            return "reads"
        case "shop", "look":
            return "looks"
        case "shop", "write":
            return "looks" if is_reading else "writes"
        case _:
            return what.lstrip("/")


@contextmanager
def sides(goods: Goods) -> Iterator[Sides]:
    with _started("tests.benchmarks.inventory_sides") as process:
        yield Sides(process, _asked(process, write(asdict(goods))))


def _started(module: str) -> subprocess.Popen[str]:
    """As a context manager it closes the pipes, which ends the process, and waits for that."""
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", module]
    return subprocess.Popen(command, env=environ, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def _asked(process: subprocess.Popen[str], question: str) -> dict[str, Any]:
    assert process.stdin
    assert process.stdout
    process.stdin.write(f"{question}\n")
    process.stdin.flush()
    found: dict[str, Any] = parse(process.stdout.readline())
    return found
