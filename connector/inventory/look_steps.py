"""Steps that ask the shop once more before anything is written: to count, what it shows now, which orders it has."""

from connector import clock
from connector.db.database import reading
from connector.db.stock import (
    change_levels,
    change_variants,
    forget_variants,
    keep_stock,
    levels_of,
    stock_of,
    variants_of,
    variants_to_look_at,
)
from connector.errors import RemoteError
from connector.inventory.kept import variant_of
from connector.inventory.listing import list_orders
from connector.inventory.run import Run

COUNTED_AT_ONCE = 25


def count(run: Run) -> None:
    """The shop begins to count what it has not counted yet; it is asked once in a run."""
    name = run.connection.name
    with reading(run.engine) as database:
        ids = sorted({level.variant_id for level in levels_of(database, name, to_do="count")})[:COUNTED_AT_ONCE]
        rows, levels = variants_of(database, name, ids), levels_of(database, name, ids)
    if not rows:
        run.progress["counted"] = True
        run.goes_on("plan")
        return
    refused = run.connection.shop.count([variant_of(row) for row in rows])
    told = [{"id": row.id, "is_counted": True, "refusal": refused.get(row.variant_id, "")} for row in rows]
    with run.kept("count") as database:
        change_variants(database, told)
        change_levels(database, [{"id": level.id, "to_do": "look", "looked_at": None} for level in levels])


def look(run: Run) -> None:
    """What some variants show now; one that is gone is forgotten."""
    shop, name = run.connection.shop, run.connection.name
    with reading(run.engine) as database:
        ids = variants_to_look_at(database, name, shop.most_looked_at)
        rows = variants_of(database, name, ids)
    if not rows:
        run.goes_on("plan")
        return
    places, now = run.place_ids(), run.now()
    found = shop.look([variant_of(row) for row in rows], places)
    gone = [id_ for id_ in ids if id_ not in found]
    run.add("looked", len(rows))
    run.add("gone", len(gone))
    with run.kept("look") as database:
        run.keep_variants(database, list(found.values()), places, now, run=None)
        done = levels_of(database, name, list(found), to_do="look")
        change_levels(database, [{"id": level.id, "to_do": ""} for level in done])
        forget_variants(database, name, gone)


def orders(run: Run) -> None:
    """Orders of which no delivery has come yet have taken units too: what was looked at before they were listed may be
    raised, and nothing else. Where the shop does not answer, what is lowered is written first: it waits for nothing.
    """
    now, name = clock.now(), run.connection.name
    run.progress["lists"] = run.progress.get("lists", 0) + 1
    with reading(run.engine) as database:
        since = stock_of(database, name).listed_from
    try:
        listed = list_orders(run.engine, run.connection, since, now)
    except RemoteError:
        if "lowered" in run.progress:
            raise
        run.progress["lowered"] = True
        run.goes_on("write")
        return
    run.progress |= {"listed_at": run.now().isoformat(), "may_raise": listed == "known"}
    with run.kept("plan") as database:
        if listed != "some":
            keep_stock(database, name, listed_from=now)
