"""The shell: wants the runs that are due, works on a lane's run in slices, and says how each ended."""

import logging
import time
import traceback
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from connector import clock
from connector.db.database import reading, writing
from connector.db.runs import (
    change_run,
    due_run,
    forget_old_runs,
    give_back_abandoned,
    unfinished,
    want_run,
    was_wanted,
)
from connector.db.stock_tables import RunRow
from connector.errors import ConnectorError, OutcomeUnknown, RemoteUnavailable
from connector.inventory.alarms import look_for_alarms
from connector.inventory.connection import StockConnection, lane_of
from connector.inventory.run import Run
from connector.inventory.running import step
from connector.inventory.times import latest_slot
from connector.json_text import write
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

KEPT = timedelta(days=90)
"""How long the record of a run that is over is kept."""

SOON = timedelta(seconds=2)
"""After a notice of the ledger: it often sends several."""

LEDGER_PHASES = frozenset({"ledger", "gone", "codes", "watch"})
"""Steps that ask the ledger: who says 429 there is the company."""

Find = Callable[[str], StockConnection | None]


def new_run(
    name: str,
    *,
    cause: str,
    slot: datetime,
    now: datetime,
    due_at: datetime | None,
    is_full: bool = False,
    is_dry: bool = False,
    skus: Sequence[str] = (),
) -> RunRow:
    return RunRow(
        connection=name,
        lane=lane_of(name),
        cause=cause,
        slot=slot,
        is_full=is_full,
        is_dry=is_dry,
        skus=write(list(skus)),
        due_at=due_at,
        made_at=now,
    )


class InventoryWork:
    """What a worker does for inventories. `every` gives the connections that have one, `find` one of them by name."""

    def __init__(
        self, engine: Engine, every: Callable[[], Sequence[StockConnection]], find: Find, *, is_over: Callable[[], bool]
    ) -> None:
        self._engine = engine
        self._every = every
        self._find = find
        self._is_over = is_over
        """Whether this process may no longer act: a peer may have taken its place."""

    def want_due(self, now: datetime) -> int:
        """Want every run whose time has come, once over all processes; how many were wanted here."""
        with writing(self._engine) as database:
            give_back_abandoned(database, now)
        return sum(self._want(connection, now) for connection in self._every())

    def look_for_alarms(self, now: datetime) -> None:
        """Runs that did not happen, numbers that stay wrong: logged once, and kept until they are over."""
        for connection in self._every():
            look_for_alarms(self._engine, connection, now)

    def forget_old_runs(self, now: datetime) -> None:
        with writing(self._engine) as database:
            forget_old_runs(database, now - KEPT)

    def run_lane(self, lane: str) -> bool:
        """Work on what is due in the lane for a while; True when more is due already."""
        end = time.monotonic() + SECONDS_PER_SLICE
        while True:
            with reading(self._engine) as database:
                row = due_run(database, lane, clock.now())
            if row is None:
                return False
            connection = self._find(row.connection)
            if connection is None:
                self.end(row, "failed", say("inventory.no_section", connection=row.connection))
            elif not self._is_held_elsewhere(row):
                self.work_on(connection, row, until=end)
            if time.monotonic() >= end:
                with reading(self._engine) as database:
                    return due_run(database, lane, clock.now()) is not None

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
        wait = timedelta(seconds=max(stated or 0, growing))
        with writing(self._engine) as database:
            again = {} if row.due_at is None else {"due_at": clock.now() + wait}
            change_run(database, row, tries=row.tries + counts, why=str(error), **again)

    def _want(self, connection: StockConnection, now: datetime) -> int:
        policy, name = connection.policy, connection.name
        slots = {
            "full": latest_slot(policy.full, name, now),
            "schedule": latest_slot(policy.every, name, now, policy.quiet),
        }
        wanted = 0
        for cause, slot in slots.items():
            with reading(self._engine) as database:
                is_new = slot is not None and not was_wanted(database, name, slot, is_full=cause == "full")
            if slot is not None and is_new:
                run = new_run(name, cause=cause, slot=slot, now=now, due_at=now, is_full=cause == "full")
                with writing(self._engine) as database:
                    wanted += want_run(database, run) is not None
        return wanted

    def _is_held_elsewhere(self, row: RunRow) -> bool:
        """Somebody works on an earlier run of the connection at a terminal: this one waits for it."""
        now = clock.now()
        with writing(self._engine) as database:
            others = [one for one in unfinished(database, row.connection) if one.id != row.id]
            until = max((one.held_until for one in others if one.held_until and one.held_until > now), default=None)
            if until:
                change_run(database, row, due_at=until)
        return until is not None

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


def want_after_change(engine: Engine, connections: Sequence[StockConnection], now: datetime) -> None:
    """The ledger says that stock has changed: a run soon, and not more often than the policy says."""
    for connection in connections:
        gap = connection.policy.change_seconds
        if not connection.policy.on_change:
            continue
        slot = now - timedelta(seconds=now.timestamp() % gap)
        run = new_run(connection.name, cause="change", slot=slot, now=now, due_at=max(now + SOON, slot))
        with writing(engine) as database:
            want_run(database, run)
