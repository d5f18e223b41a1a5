"""The last steps of a run: prices, where the file wants them; the ledger's notices; the end."""

from connector import clock
from connector.db.stock import change_variants
from connector.inventory.hooks import watch as look_after_hook
from connector.inventory.prices import price_changes
from connector.inventory.run import Run

PRICES_AT_ONCE = 100


def prices(run: Run) -> None:
    """Some prices that the shop does not show yet; those that it refused are kept with its reason."""
    changes = price_changes(run.engine, run.connection, run.skus)
    if not run.writes:
        run.add("dry_prices", len(changes))
    if not changes or not run.writes:
        run.goes_on("watch")
        return
    changes = changes[:PRICES_AT_ONCE]
    refused = run.connection.shop.write_prices([change for _, change in changes])
    run.add("prices", len(changes) - len(refused))
    told = [
        {
            "id": row.id,
            "price": row.price if row.variant_id in refused else change.price,
            "price_refused": change.price if row.variant_id in refused else None,
            "price_why": refused.get(row.variant_id, ""),
        }
        for row, change in changes
    ]
    with run.kept("prices") as database:
        change_variants(database, told)


def watch(run: Run) -> None:
    """Once in a full run: that the ledger still tells us of changes."""
    if run.row.is_full and run.writes:
        look_after_hook(run.engine, run.connection, clock.now())
    run.goes_on("end")


def end(run: Run) -> None:
    with run.kept("over", state="done", ended_at=clock.now(), due_at=None):
        return
