"""`python -m tests.benchmarks.inventory_run`: one inventory run, alone in a process, so that what is measured is ours.

The task comes as JSON on standard input, what was measured goes out as JSON. Without a database it is the floor: the
same number of requests, with as many bytes there and back, and no work.
"""

import re
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import requests

from connector import clock
from connector.connecting import unpaced
from connector.db.database import open_database, writing
from connector.db.runs import run_of, want_run
from connector.http import Calls, counted_session, new_session
from connector.inventory.connection import Sibling, StockConnection
from connector.inventory.policy import Inventory
from connector.inventory.run import Run
from connector.inventory.running import step
from connector.inventory.wanting import new_run
from connector.json_text import parse, write
from connector.ledgers.siigo import Settings as SiigoSettings
from connector.ledgers.siigo import open_stock as open_siigo
from connector.messages import set_language
from connector.stores import store_module
from tests.benchmarks.inventory_profile import held, profiled

NAME = "tienda"


class Watch:
    """Every request: who was asked what in which phase of the run, bytes there and back; and the time that all took."""

    def __init__(self) -> None:
        self.phase = ""
        self.waited = 0
        self.own: dict[str, int] = {}
        """Nanoseconds by phase, without those of requests."""
        self.requests: list[tuple[str, str, str, str, int, int]] = []

    def session(self, side: str, session: requests.Session) -> requests.Session:
        send = session.send

        def timed(request: requests.PreparedRequest, **options: Any) -> requests.Response:
            began = time.perf_counter_ns()
            answer = send(request, **options)
            self.waited += time.perf_counter_ns() - began
            sent = len(request.body or b"")
            asked = self.phase, side, str(request.method), _what(request)
            self.requests.append((*asked, sent, len(answer.content)))
            return answer

        session.send = timed  # type: ignore[method-assign]
        return session


def main() -> None:
    task = parse(sys.stdin.read())
    if "database" in task:
        import_module("connector.cli.serving")  # inventories run in workers: what else those have in memory counts
    set_language("es")
    print(write(measured(task)))


def measured(task: dict[str, Any]) -> dict[str, Any]:
    """Of a run, or of the floor."""
    return run(task) if "database" in task else floor(task)


def run(task: dict[str, Any]) -> dict[str, Any]:
    """Raises what a step raises."""
    watch, engine = Watch(), open_database(task["database"])
    connection, now = connect(task, watch), clock.now()
    wanted = new_run(NAME, cause="command", slot=now, now=now, due_at=now, is_full=task["is_full"])
    with writing(engine) as database:
        row = run_of(database, want_run(database, wanted) or 0)
    one, imported = Run(engine, connection, row), peak_kb()
    with ExitStack() as stack:
        report: list[str] = []
        if task.get("profile"):
            stack.enter_context(profiled(report))
        if task.get("memory"):
            stack.enter_context(held(report, lambda: watch.phase))
        timed = _timed(lambda: _steps(one, watch))
    engine.dispose()
    return {
        **timed,
        "state": row.state,
        "counts": row.counts,
        "calls": [row.ledger_calls, row.shop_calls],
        "waited": watch.waited,
        "own": watch.own,
        "imported": imported,
        "peak": peak_kb(),
        "requests": watch.requests,
        "report": report,
    }


def floor(task: dict[str, Any]) -> dict[str, Any]:
    """The same requests, raw."""
    session = new_session()
    rows = [(method, f"{task['bytes']}/{back}", b"0" * there) for method, there, back in task["requests"]]

    def send() -> None:
        for method, url, body in rows:
            assert session.request(method, url, data=body or None, timeout=60).status_code == 200

    return _timed(send)


def _steps(one: Run, watch: Watch) -> None:
    while not one.is_over:
        watch.phase = one.row.phase
        began, waited = time.perf_counter_ns(), watch.waited
        step(one)
        own = time.perf_counter_ns() - began - (watch.waited - waited)
        watch.own[watch.phase] = watch.own.get(watch.phase, 0) + own


def _timed(work: Callable[[], None]) -> dict[str, Any]:
    """Nanoseconds by the clock and of the processor."""
    wall, cpu = time.perf_counter_ns(), time.process_time_ns()
    work()
    return {"wall": time.perf_counter_ns() - wall, "cpu": time.process_time_ns() - cpu}


def connect(task: dict[str, Any], watch: Watch) -> StockConnection:
    """As `wiring` does, without a rate limit."""
    module = store_module(task["shop"]["platform"])
    section = module.Settings.model_validate(task["shop"])
    settings = SiigoSettings.model_validate(
        {"base_url": task["siigo"], "username": task["username"], "access_key": "clave", "partner_id": "Prueba"}
    )
    ledger_calls, shop_calls = Calls(), Calls()
    store = module.open_store(section, session=watch.session("shop", counted_session(shop_calls)))
    ledger_session = watch.session("ledger", counted_session(ledger_calls))
    return StockConnection(
        name=NAME,
        store=store,
        shop=module.open_stock(section, session=watch.session("shop", counted_session(shop_calls))),
        ledger=open_siigo(settings, session=ledger_session, pace=unpaced("", 0), now=clock.now),
        policy=Inventory.model_validate(task["policy"]),
        siblings=lambda: [Sibling(name=NAME, store=store)],
        hold_back=lambda _seconds: None,
        ledger_calls=ledger_calls,
        shop_calls=shop_calls,
    )


def peak_kb() -> int:
    """Most memory that this program has held. `ru_maxrss` would count that of the process which started it."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    [found] = re.findall(r"VmHWM:\s+(\d+) kB", status)
    return int(found)


def _what(request: requests.PreparedRequest) -> str:
    """`products`, `products/batch`, `query StockPage`."""
    body = request.body or b""
    if operation := re.search(rb'"(query|mutation) (\w+)', body.encode() if isinstance(body, str) else body):
        return f"{operation[1].decode()} {operation[2].decode()}"
    return re.sub(r"/\d+", "/{id}", urlsplit(str(request.url)).path).rpartition("/v1/")[2].rpartition("/v3/")[2]


if __name__ == "__main__":
    main()
