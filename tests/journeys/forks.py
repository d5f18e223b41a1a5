"""Processes of ours without their second of imports: a process that has done them forks the others, which are real.

They have their own environment, folder, log and process id, die of signals and are waited for, as `Popen`'s.
"""

import atexit
import os
import random
import runpy
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from connector import json_text

ROOT = Path(__file__).parent.parent.parent
IMPORTED = (
    "connector.cli.serving",
    "connector.cli.emulating",
    "connector.inventory.work",
    "connector.issuing.work",
    "connector.ledgers.siigo",
    "connector.sandbox.siigo",
    "connector.stores.shopify",
    "connector.stores.woocommerce",
    "connector.web",
    "connector.wiring",
    "alembic.command",
    "waitress.server",
)


def forked(arguments: Sequence[str], *, folder: Path, environ: Mapping[str, str], log: Path) -> "Process":
    """As `python -m *arguments` in this folder and environment, and nothing else of ours; its words go to `log`."""
    log.touch()
    order = {"arguments": list(arguments), "folder": str(folder), "environ": dict(environ), "log": str(log)}
    mother = _mother()
    return Process(mother, mother.ask(order))


@dataclass
class Process:
    mother: "Mother"
    pid: int
    returncode: int | None = None

    def poll(self) -> int | None:
        if self.returncode is None:
            self.returncode = self.mother.ask({"ended": self.pid})
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        end = None if timeout is None else time.monotonic() + timeout
        while (found := self.poll()) is None:
            if end is not None and time.monotonic() > end:
                raise subprocess.TimeoutExpired(f"process {self.pid}", timeout or 0)
            time.sleep(0.01)
        return found

    def send_signal(self, sig: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, sig)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)


@dataclass
class Mother:
    """The process that forks; when its input ends it kills what it forked and ends."""

    process: subprocess.Popen[bytes]
    lock: threading.Lock = field(default_factory=threading.Lock)

    def ask(self, order: Mapping[str, Any]) -> Any:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        with self.lock:
            self.process.stdin.write(json_text.write(order).encode() + b"\n")
            self.process.stdin.flush()
            answer = self.process.stdout.readline()
        assert answer, "the process that forks has died; what it said is in the test's standard error"
        return json_text.parse(answer)

    def end(self) -> None:
        with self.process:
            assert self.process.stdin is not None
            self.process.stdin.close()


@cache
def _mother() -> Mother:
    command = [sys.executable, "-m", "tests.journeys.forks"]
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(
        command, cwd=ROOT, env=environ, stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True
    )
    mother = Mother(process)
    atexit.register(mother.end)
    return mother


# --- in that process --------------------------------------------------------------------------------------------------


def _orders() -> Mapping[str, Any] | None:
    """Carries out what is asked. Returns an order in the process that was forked for it, and None at the end."""
    forked: set[int] = set()
    for line in sys.stdin.buffer:
        order: Mapping[str, Any] = json_text.parse(line)
        if "ended" in order:
            found, status = os.waitpid(order["ended"], os.WNOHANG)
            forked.discard(found)
            _answer(os.waitstatus_to_exitcode(status) if found else None)
            continue
        assert threading.active_count() == 1, "only one thread outlives a fork"
        child = os.fork()
        if child == 0:
            return order
        forked.add(child)
        _answer(child)
    for child in forked:
        os.kill(child, signal.SIGKILL)
    return None


def _answer(value: object) -> None:
    sys.stdout.buffer.write(json_text.write(value).encode() + b"\n")
    sys.stdout.buffer.flush()


def _become(order: Mapping[str, Any]) -> None:
    """What was ordered: to the end of the process."""
    os.chdir(order["folder"])
    os.environ.clear()
    os.environ.update(order["environ"])
    nothing, log = os.open(os.devnull, os.O_RDONLY), os.open(order["log"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    for ours, theirs in ((nothing, 0), (log, 1), (log, 2)):
        os.dup2(ours, theirs)
    os.close(nothing)
    os.close(log)
    random.seed()
    module, *rest = order["arguments"]
    sys.argv = [module, *rest]
    runpy.run_module(module, run_name="__main__", alter_sys=True)


def _main() -> None:
    for module in IMPORTED:
        import_module(module)
    order = _orders()
    if order is not None:
        _become(order)


if __name__ == "__main__":
    _main()
