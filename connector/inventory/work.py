"""The shell: wants the runs that are due, works on a lane's run in slices, and says how each ended."""

import logging
import time
import traceback
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from uuid import uuid4

from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from connector import clock
from connector.clock import AHEAD
from connector.db.database import writing
from connector.db.runs import (
    LANES,
    bring_back_from_times_to_come,
    change_run,
    forget_old_runs,
    give_back_abandoned,
    next_run,
    put_off,
    take,
)
from connector.db.stock_tables import RunRow
from connector.errors import ConnectorError, OutcomeUnknown, RemoteUnavailable
from connector.inventory.alarms import forget_alarms, look_for_alarms
from connector.inventory.connection import StockConnection
from connector.inventory.run import LostRun, Run
from connector.inventory.running import step
from connector.inventory.wanting import want_due
from connector.messages import say

log = logging.getLogger("connector.inventory")

SECONDS_PER_SLICE = 5.0
"""Of a lane: then other lanes get their turn (engine.md 6)."""

MAX_TRIES = 8
"""Of one step in a row; then the run has failed, and the next one begins anew."""

AGAIN_BASE, AGAIN_CAP = 2.0, 300.0
TOO_MANY_REQUESTS, HOLD_BACK_SECONDS = 429, 10.0
OUR_TURN = 3.0
"""Seconds until the next try when our own rate limit says that others come first."""

HOLD = timedelta(minutes=5)
"""How long a run is somebody's without a step being kept: longer than any step takes."""

MOST_PATIENCE = 3600.0
"""Seconds that the other side may ask us to wait."""

LONGEST_WAIT = timedelta(hours=2)
"""No run waits so long; one that says so was put off by a clock that was wrong."""

OFTEN = timedelta(seconds=5)
BROKEN_FILE = timedelta(seconds=30)

KEPT = timedelta(days=90)
"""How long the record of a run that is over is kept."""


LEDGER_PHASES = frozenset({"ledger", "gone", "codes", "watch"})
"""Steps that ask the ledger: who says 429 there is the company."""

Find = Callable[[str], StockConnection | None]


class InventoryWork:
    """What a worker does for inventories. `every` gives the connections that have one, `find` one of them by name."""

    def __init__(
        self,
        engine: Engine,
        every: Callable[[], Sequence[StockConnection]],
        find: Find,
        *,
        is_over: Callable[[], bool],
        is_broken: Callable[[], bool] = lambda: False,
    ) -> None:
        self._engine = engine
        self._every = every
        self._find = find
        self._is_broken = is_broken
        """Whether a connection that is not found may stand in a file that cannot be read right now."""
        self._holder = f"{LANES}{uuid4().hex[:12]}"
        self._is_over = is_over
        """Whether this process may no longer act: a peer may have taken its place."""

    def want_due(self, now: datetime) -> int:
        """Want every run whose time has come, once over all processes; how many were wanted here."""
        with writing(self._engine) as database:
            give_back_abandoned(database, now)
            bring_back_from_times_to_come(database, now, latest=now + AHEAD, longest=now + LONGEST_WAIT)
        return sum(want_due(self._engine, connection, now) for connection in self._every())

    def look_for_alarms(self, now: datetime) -> None:
        """Runs that did not happen, numbers that stay wrong: logged once, and kept until they are over."""
        connections = self._every()
        for connection in connections:
            look_for_alarms(self._engine, connection, now)
        forget_alarms(self._engine, [connection.name for connection in connections])

    def forget_old_runs(self, now: datetime) -> None:
        with writing(self._engine) as database:
            forget_old_runs(database, now - KEPT)

    def run_lane(self, lane: str) -> bool:
        """Work on the lane's oldest run for a while; True when more is due already."""
        end = time.monotonic() + SECONDS_PER_SLICE
        while row := self._next(lane):
            connection = self._find(row.connection)
            if connection is not None:
                self.work_on(connection, row, until=end)
            elif self._is_broken():
                with writing(self._engine) as database:
                    change_run(database, row, due_at=clock.now() + BROKEN_FILE)
            else:
                self.end(row, "failed", say("inventory.no_section", connection=row.connection))
            if time.monotonic() >= end:
                return self._next(lane) is not None
        return False

    def _next(self, lane: str) -> RunRow | None:
        """The lane's oldest run, in our hands; None where it is not due, or in the hands of a command."""
        now = clock.now()
        with writing(self._engine) as database:
            row = next_run(database, lane)
            if row is None:
                return None
            is_held = row.held_until is not None and row.held_until > now and not row.holder.startswith(LANES)
            is_due = row.due_at is not None and row.due_at <= now
            if not is_due or is_held:
                held_until = row.held_until if is_held else None
                put_off(database, row, max(filter(None, [row.due_at, held_until, now + OFTEN])))
                return None
            until = now + HOLD
            take(database, row.id or 0, self._holder, until, now, over_lanes=True)
            row.holder, row.held_until = self._holder, until
        return row

    def work_on(self, connection: StockConnection, row: RunRow, *, until: float) -> None:
        """Step by step until the run ends, must wait, or the time (monotonic) is over."""
        run = Run(self._engine, connection, row)
        while not run.is_over and time.monotonic() < until:
            if self._is_over():
                return
            if not self.one_step(run):
                return
        if run.is_over:
            self._tell(run)

    def one_step(self, run: Run) -> bool:
        """One step; False when the run must wait or has failed. Raises only when the database itself fails."""
        try:
            step(run)
        except (OperationalError, PoolTimeout):
            raise
        except LostRun:
            log.warning("%s inventory run %s is in other hands by now", run.row.connection, run.row.id)
            return False
        except ConnectorError as error:
            self._after_error(run, error)
            return False
        except Exception as error:  # a bug ends its run, loudly; its message may hold what a shop wrote
            frames = "".join(traceback.format_tb(error.__traceback__))
            log.error("%s inventory: %s\n%s", run.row.connection, type(error).__name__, frames)
            self.end(run.row, "failed", say("inventory.bug", error=type(error).__name__))
            return False
        return True

    def end(self, row: RunRow, state: str, why: str) -> None:
        """The run is over without having been done."""
        log.warning("%s inventory run %s %s", row.connection, row.id, state)
        with writing(self._engine) as database:
            change_run(database, row, state=state, why=why, due_at=None, ended_at=clock.now(), held_until=None)

    def _after_error(self, run: Run, error: ConnectorError) -> None:
        """What may pass is tried again by itself, with growing gaps; what a person must mend ends the run."""
        row = run.row
        if not isinstance(error, RemoteUnavailable | OutcomeUnknown):
            self.end(row, "failed", str(error))
            return
        counts = not isinstance(error, RemoteUnavailable) or error.counts
        stated = error.retry_after if isinstance(error, RemoteUnavailable) else None
        if error.status == TOO_MANY_REQUESTS and row.phase in LEDGER_PHASES:
            run.connection.hold_back(stated or HOLD_BACK_SECONDS)
        if counts and row.tries + 1 >= MAX_TRIES:
            self.end(row, "failed", say("inventory.gave_up", tries=MAX_TRIES, why=error))
            return
        growing = min(AGAIN_BASE * 2**row.tries, AGAIN_CAP) if counts else OUR_TURN
        run.pause = max(min(stated or 0, MOST_PATIENCE), growing)
        with writing(self._engine) as database:
            again = {} if row.due_at is None else {"due_at": clock.now() + timedelta(seconds=run.pause)}
            change_run(database, row, tries=row.tries + counts, why=str(error), **again)

    def _tell(self, run: Run) -> None:
        row = run.row
        log.info(
            "%s inventory run %s %s: %d ledger calls, %d shop calls, %s",
            row.connection,
            row.id,
            row.state,
            row.ledger_calls,
            row.shop_calls,
            row.counts,
        )
        look_for_alarms(self._engine, run.connection, clock.now())
