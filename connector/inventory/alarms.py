"""What somebody should hear about an inventory: numbers that stay wrong, runs that did not happen. Said once."""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Engine

from connector.db.database import reading, writing
from connector.db.runs import first_wanted, last_good
from connector.db.stock import company_of, count_drift, keep_stock, stock_of
from connector.inventory.connection import StockConnection
from connector.inventory.policy import Inventory
from connector.inventory.times import latest_slot
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
) -> list[str]:
    """`done_at`: when the last run ended well, or the first was wanted; None before there was any. Pure."""
    found = []
    if drifting > policy.alarm.drift:
        found.append(say("inventory.alarm_drift", count=drifting))
    elif drifting_since is not None and now - drifting_since > timedelta(hours=policy.alarm.hours):
        hours = int((now - drifting_since).total_seconds() // 3600)
        found.append(say("inventory.alarm_old_drift", count=drifting, hours=hours))
    if done_at is not None and _is_late(policy, name, done_at, now):
        found.append(say("inventory.alarm_late", minutes=int((now - done_at).total_seconds() // 60)))
    return found


def look_for_alarms(engine: Engine, connection: StockConnection, now: datetime) -> Sequence[str]:
    """Kept, and logged when they begin and when they are over."""
    name, policy = connection.name, connection.policy
    with reading(engine) as database:
        company = company_of(database, connection.ledger.company)
        drifting, since = count_drift(database, name)
        done_at = last_good(database, name) or first_wanted(database, name)
        before = stock_of(database, name)
    found = alarms(policy, name, drifting=drifting, drifting_since=since, done_at=done_at, now=now)
    if connection.wants_notices and company.hooked_at and not company.is_hooked:
        found.append(say("inventory.alarm_deaf", why=company.hook_detail))
    kinds, known = bool(found), bool(before.alarm)
    if kinds != known:
        log.log(logging.WARNING if found else logging.INFO, "%s inventory: %s", name, "; ".join(found) or "well again")
    if "\n".join(found) != before.alarm:
        with writing(engine) as database:
            alarm_since = before.alarm_since or now if found else None
            keep_stock(database, name, alarm="\n".join(found), alarm_since=alarm_since)
    return found


def _is_late(policy: Inventory, name: str, done_at: datetime, now: datetime) -> bool:
    """A run was due long enough ago, and none has ended well since."""
    if policy.alarm.late.every is None or any(window.holds(now) for window in policy.quiet):
        return False
    due = latest_slot(policy.every, name, now - policy.alarm.late.every, policy.quiet)
    return due is not None and due > done_at
