"""`python -m tests.benchmarks [a b c d e f g h] [--seconds N] [--orders N] [--step N] [--skus N]`: line by line."""

import argparse
import os
import platform
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial

from connector.messages import set_language
from tests import postgres
from tests.benchmarks.after_sale import after_sale
from tests.benchmarks.calls import calls
from tests.benchmarks.composing import composing
from tests.benchmarks.country import country
from tests.benchmarks.drain import drain
from tests.benchmarks.intake import intake
from tests.benchmarks.inventory import PLAIN, Looking, inventory
from tests.benchmarks.lines import Line, head
from tests.benchmarks.prices import prices
from tests.benchmarks.solver import solver
from tests.benchmarks.storm import storm

Benchmark = Callable[[], Iterator[Line | str]]
LETTERS = "abcdefgh"


def benchmarks(
    chosen: str,
    *,
    server: str,
    seconds: float,
    orders: int,
    step: int = 10,
    skus: int = 10_000,
    looking: Looking = PLAIN,
) -> list[Benchmark]:
    """Those of one letter. `server`: of PostgreSQL; empty: SQLite only."""
    servers = ["", server] if server else [""]
    match chosen:
        case "a":
            return [partial(intake, found, seconds) for found in servers]
        case "b":
            return [partial(composing, seconds), partial(country, seconds)]
        case "c":
            workers = [("", 1), (server, 1), (server, 2)] if server else [("", 1)]
            return [partial(drain, found, number, orders) for found, number in workers]
        case "d":
            return [calls, after_sale]
        case "e":
            return [partial(solver, seconds)]
        case "f":
            return [partial(prices, step)]
        case "h":
            return [partial(inventory, server, skus, looking)]
        case _:
            return [partial(storm, shop, orders) for shop in ("woocommerce", "shopify")]


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("letters", nargs="*", metavar="a b c d e f g h", help="which; all when none is named")
    parser.add_argument("--seconds", type=float, default=10, help="of each measurement of a and b, of all of e")
    parser.add_argument("--orders", type=int, default=500, help="drained by c, in the storm of g")
    parser.add_argument("--step", type=int, default=10, help="f looks at every so-many-th price; 1: at all, in minutes")
    parser.add_argument("--skus", type=int, default=10_000, help="of the shop of h")
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite", help="of h")
    parser.add_argument("--profile", action="store_true", help="h: the dearest functions of each run; no times then")
    parser.add_argument("--memory", action="store_true", help="h: what holds the memory of each run; no times then")
    given = parser.parse_args(arguments)
    letters = given.letters or list(LETTERS)
    if unknown := set(letters) - set(LETTERS):
        parser.error(f"there is no benchmark {', '.join(sorted(unknown))}; expected one of {', '.join(LETTERS)}")
    set_language("es")
    with ExitStack() as stack:
        server = _server(stack) if set(letters) & {"a", "c"} or given.database == "postgresql" else ""
        _say(
            f"{os.cpu_count()} cores, shared with load, database and emulated Siigo; Python {platform.python_version()}"
        )
        _say(head())
        for letter in letters:
            for benchmark in benchmarks(
                letter,
                server="" if letter == "h" and given.database == "sqlite" else server,
                seconds=given.seconds,
                orders=given.orders,
                step=given.step,
                skus=given.skus,
                looking=Looking(profile=given.profile, memory=given.memory),
            ):
                before = os.getloadavg()[0]
                for line in benchmark():
                    _say(str(line))
                _say(f"  (load average before {letter}: {before:.2f})")


def _server(stack: ExitStack) -> str:
    if postgres.programs() is None:
        _say("PostgreSQL's programs (initdb, postgres) are not installed: SQLite only")
        return ""
    return stack.enter_context(postgres.server())


def _say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
