"""Steps that decide and write: plan, write, until what changed meanwhile is right too."""

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256

from sqlalchemy import Connection as Database

from connector import clock
from connector.db.database import reading, writing
from connector.db.stock import (
    change_levels,
    levels_of,
    variants_of,
)
from connector.db.stock_tables import LevelRow
from connector.inventory import planning
from connector.inventory.compare import is_raise
from connector.inventory.kept import variant_of
from connector.inventory.planning import Planned, shown_by
from connector.inventory.run import Run
from connector.json_text import write as written_as_json
from connector.messages import say
from connector.model.stock import Change, Written

ROUNDS = 3
"""How often a number that changed while it was written is looked at and worked out again."""

MOST_LISTS = 6
"""How often a run lists the shop's orders: a busy shop sells while it is looked at; what is left waits for the next."""


def plan(run: Run) -> None:
    fresh_from = datetime.fromisoformat(run.progress["fresh_from"])
    may_count = "counted" not in run.progress
    planned = planning.plan(
        run.engine, run.connection, run.row, fresh_from=fresh_from, now=clock.now(), may_count=may_count
    )
    same = max(planned.same - run.counted("written"), 0)
    run.forget("pending")
    run.add("refused", planned.deaf)
    run.count(variants=planned.variants, matched=planned.matched, same=same, problems=planned.problems)
    run.goes_on(_after_plan(run, planned))


def _after_plan(run: Run, planned: Planned) -> str:
    """Whatever is raised waits for the shop's newest orders."""
    if planned.to_count:
        return "count"
    if planned.to_look:
        return "look"
    if planned.raises and run.writes and "listed_at" not in run.progress:
        return "orders"
    return "write" if planned.to_write else "prices"


def write(run: Run) -> None:
    """One batch."""
    if not run.batches:
        rows = _rows(run)
        changes = _changes(run, [row for row in rows if _may_write(run, row)])
        if not changes:
            _end_round(run, rows)
            return
        if not run.writes:
            _write_nothing(run, changes)
            return
        run.batches = list(run.connection.shop.batches([change for _, change in changes]))
    batch = run.batches[0]
    done = run.connection.shop.write(batch, key=_key(run, batch), reference=f"run-{run.row.id}")
    run.batches = run.batches[1:]
    with run.kept("write") as database:
        _keep_written(run, database, done)


def _rows(run: Run) -> list[LevelRow]:
    """What is to be written, without what may not be raised in this run: that is put off."""
    with reading(run.engine) as database:
        rows = levels_of(database, run.connection.name, to_do="write")
    put_off = {row.id: row for row in rows if _must_wait(run, row)}
    if put_off:
        _put_off(run, list(put_off.values()), say("inventory.not_raised"))
    return [row for row in rows if row.id not in put_off]


def _must_wait(run: Run, row: LevelRow) -> bool:
    """It would be raised, and the newest list of orders does not allow it, or was made too early and is the last."""
    if not run.writes or not _is_raised(run, row):
        return False
    if _may_write(run, row):
        return not run.progress["may_raise"]
    return bool(run.progress.get("lists", 0) >= MOST_LISTS)


def _is_raised(run: Run, row: LevelRow) -> bool:
    return is_raise(shown_by(row, run.connection.policy), row.expected or 0)


def _may_write(run: Run, row: LevelRow) -> bool:
    """A sale after the look is the shop's to refuse; one before it must be in the list of orders."""
    if not run.writes or not _is_raised(run, row):
        return True
    listed_at = run.progress.get("listed_at")
    return listed_at is not None and row.looked_at is not None and row.looked_at < datetime.fromisoformat(listed_at)


def _changes(run: Run, rows: Sequence[LevelRow]) -> list[tuple[LevelRow, Change]]:
    """In the order of the rows."""
    policy, name = run.connection.policy, run.connection.name
    with reading(run.engine) as database:
        variants = {row.variant_id: row for row in variants_of(database, name, {row.variant_id for row in rows})}
    return [
        (
            row,
            Change(
                variant=variant_of(variants[row.variant_id], [row]),
                location_id=row.location_id,
                quantity=row.expected or 0,
                seen=shown_by(row, policy),
                what=policy.quantity,
            ),
        )
        for row in rows
    ]


def _put_off(run: Run, rows: Sequence[LevelRow], why: str) -> None:
    now = clock.now()
    told = {"to_do": "", "result": "pending", "why": why}
    run.add("pending", len(rows))
    with writing(run.engine) as database:
        change_levels(database, [{"id": row.id, **told, "drift_since": row.drift_since or now} for row in rows])


def _write_nothing(run: Run, changes: Sequence[tuple[LevelRow, Change]]) -> None:
    now = clock.now()
    told = {"to_do": "", "result": "dry", "why": "", "planned_in": run.row.id}
    values = [
        {"id": row.id, **told, "planned": change.quantity, "drift_since": row.drift_since or now}
        for row, change in changes
    ]
    run.add("dry", len(values))
    with run.kept("write") as database:
        change_levels(database, values)


def _keep_written(run: Run, database: Database, done: Sequence[Written]) -> None:
    """What became of each; a number that had changed is looked at again in the next round."""
    now = clock.now()
    found = levels_of(database, run.connection.name, {one.change.variant.id for one in done})
    rows = {(row.variant_id, row.location_id): row for row in found}
    pairs = [(rows.get((one.change.variant.id, one.change.location_id)), one) for one in done]
    for one in done:
        run.add(one.outcome, 1)
    change_levels(database, [_level_after(row, one, now) for row, one in pairs if row is not None])


def _level_after(row: LevelRow, one: Written, now: datetime) -> dict[str, object]:
    """Columns of the level; every row has the same."""
    is_written, is_stale = one.outcome == "written", one.outcome == "stale"
    shows = (one.change.quantity if one.after is None else one.after) if is_written else None
    numbers = {"available": row.available, "on_hand": row.on_hand} | ({one.change.what: shows} if is_written else {})
    return {
        "id": row.id,
        **numbers,
        "is_active": is_written or row.is_active,
        "looked_at": None if is_stale else row.looked_at,
        "to_do": "look" if is_stale else "",
        "result": "pending" if is_stale else one.outcome,
        "before": row.before if is_stale else one.change.seen,
        "after": row.after if is_stale else shows,
        "why": one.why,
        "done_at": row.done_at if is_stale else now,
        "drift_since": None if is_written else row.drift_since or now,
    }


def _end_round(run: Run, rows: Sequence[LevelRow]) -> None:
    if rows:  # all of them would be raised, and were looked at since the orders were listed
        run.goes_on("orders")
        return
    with reading(run.engine) as database:
        left = levels_of(database, run.connection.name, to_do="look")
    if left and run.progress["round"] < ROUNDS:
        run.progress["round"] += 1
        run.goes_on("look")
        return
    if left:
        _put_off(run, left, say("inventory.kept_changing", rounds=ROUNDS))
    run.goes_on("prices")


def _key(run: Run, batch: Sequence[Change]) -> str:
    """The same for the same batch of the same run and round: a lost answer is asked for again, not done again."""
    rows = [[one.variant.id, one.location_id, one.quantity, one.seen] for one in batch]
    what = [run.connection.name, run.row.id, str(run.row.made_at), run.progress["round"], rows]
    return sha256(written_as_json(what).encode()).hexdigest()
