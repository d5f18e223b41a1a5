"""What somebody should hear about an inventory: numbers that stay wrong, runs that did not happen. Said once."""

import logging
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Engine

from connector.db.database import reading, writing
from connector.db.runs import first_wanted, last_good
from connector.db.stock import alarms_by_connection, company_of, count_drift, keep_stock, stock_of
from connector.db.stock_tables import StockRow
from connector.inventory.connection import StockConnection
from connector.inventory.policy import Inventory
from connector.inventory.times import Timing, latest_slot
from connector.messages import say

log = logging.getLogger("connector.inventory")


def alarms(
    policy: Inventory,
    name: str,
    *,
    drifting: int,
    drifting_since: datetime | None,
    done_at: datetime | None,
    now: datetime,
    full_at: datetime | None = None,
) -> dict[str, str]:
    """Sentences by kind. Pure.

    `done_at`: when the last run ended well, or the first was wanted; None before there was any. `full_at`: when the
    shop was last read whole.
    """
    found: dict[str, str] = {}
    if drifting > policy.alarm.drift:
        found["drift"] = say("inventory.alarm_drift", count=drifting)
    elif drifting_since is not None and now - drifting_since > timedelta(hours=policy.alarm.hours):
        hours = int((now - drifting_since).total_seconds() // 3600)
        found["drift"] = say("inventory.alarm_old_drift", count=drifting, hours=hours)
    if done_at is not None and _is_late(policy.every, policy, name, done_at, now):
        found["late"] = say("inventory.alarm_late", minutes=int((now - done_at).total_seconds() // 60))
    elif full_at is not None and _is_late(policy.full, policy, name, full_at, now):
        found["full"] = say("inventory.alarm_full_late", hours=int((now - full_at).total_seconds() // 3600))
    return found


def look_for_alarms(engine: Engine, connection: StockConnection, now: datetime) -> Sequence[str]:
    """Kept, and logged when one of another kind begins and when all are over."""
    name, policy = connection.name, connection.policy
    with reading(engine) as database:
        company = company_of(database, connection.ledger.company)
        drifting, since = count_drift(database, name)
        done_at = last_good(database, name) or first_wanted(database, name)
        before = stock_of(database, name)
    found = alarms(
        policy,
        name,
        drifting=drifting,
        drifting_since=since,
        done_at=done_at,
        now=now,
        full_at=before.shop_read_at,
    )
    if connection.wants_notices and company.hooked_at and not company.is_hooked:
        found["deaf"] = say("inventory.alarm_deaf", why=company.hook_detail)
    _keep(engine, name, before, found, now)
    return list(found.values())


def forget_alarms(engine: Engine, names: Sequence[str]) -> None:
    """Of connections that have no inventory any more."""
    with reading(engine) as database:
        others = sorted(alarms_by_connection(database).keys() - set(names))
    for name in others:
        with writing(engine) as database:
            keep_stock(database, name, alarm="", alarm_kinds="", alarm_since=None)


def _keep(engine: Engine, name: str, before: StockRow, found: Mapping[str, str], now: datetime) -> None:
    known = set(filter(None, before.alarm_kinds.split(",")))
    if new := [words for kind, words in found.items() if kind not in known]:
        log.warning("%s inventory: %s", name, "; ".join(new))
    if known and not found:
        log.info("%s inventory: well again", name)
    words, kinds = "\n".join(found.values()), ",".join(found)
    if (words, kinds) != (before.alarm, before.alarm_kinds):
        since = before.alarm_since or now if found else None
        with writing(engine) as database:
            keep_stock(database, name, alarm=words, alarm_kinds=kinds, alarm_since=since)


def _is_late(timing: Timing, policy: Inventory, name: str, done_at: datetime, now: datetime) -> bool:
    """A run was due long enough ago, and none has ended well since."""
    late = policy.alarm.late.every
    if late is None or any(window.holds(now) for window in policy.quiet):
        return False
    due = latest_slot(timing, name, now - late, policy.quiet if timing is policy.every else ())
    return due is not None and due > done_at
