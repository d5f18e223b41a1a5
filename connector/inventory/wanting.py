"""Runs that are wanted: by the clock, each slot once over all processes, and after the ledger's notices."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Engine

from connector.clock import AHEAD
from connector.db.database import reading, writing
from connector.db.runs import is_slot_taken, last_change, want_run, was_wanted
from connector.db.stock import stock_of
from connector.db.stock_tables import RunRow
from connector.inventory.connection import StockConnection, lane_of
from connector.inventory.times import latest_slot
from connector.json_text import write

SOON = timedelta(seconds=2)
"""After a notice of the ledger: it often sends several."""

AFTER_FAILURE = timedelta(minutes=30)
"""A slot whose run has failed gets another one so much later."""


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


def want_due(engine: Engine, connection: StockConnection, now: datetime) -> int:
    policy, name = connection.policy, connection.name
    slots = {
        "full": latest_slot(policy.full, name, now),
        "schedule": latest_slot(policy.every, name, now, policy.quiet),
    }
    return sum(slot is not None and _want_slot(engine, name, cause, slot, now) for cause, slot in slots.items())


def _want_slot(engine: Engine, name: str, cause: str, slot: datetime, now: datetime) -> bool:
    """Looked at again once nobody else can decide; a slot whose run has failed gets another, of its own time."""
    is_full, again_from = cause == "full", now - AFTER_FAILURE
    with reading(engine) as database:
        if was_wanted(database, name, slot, is_full=is_full, again_from=again_from, until=now + AHEAD):
            return False
    with writing(engine) as database:
        stock_of(database, name, for_update=True)
        if was_wanted(database, name, slot, is_full=is_full, again_from=again_from, until=now + AHEAD):
            return False
        free = now if is_slot_taken(database, name, cause, slot) else slot
        return (
            want_run(database, new_run(name, cause=cause, slot=free, now=now, due_at=now, is_full=is_full)) is not None
        )


def want_after_change(engine: Engine, connections: Sequence[StockConnection], now: datetime) -> None:
    """The ledger says that stock has changed: a run soon, and not more often than the policy says; none is lost."""
    for connection in connections:
        if not connection.policy.on_change:
            continue
        with writing(engine) as database:
            last = last_change(database, connection.name)
            gap = timedelta(seconds=connection.policy.change_seconds)
            due_at = min(max(now + SOON, last + gap), now + SOON + gap) if last else now + SOON
            want_run(database, new_run(connection.name, cause="change", slot=due_at, now=now, due_at=due_at))
