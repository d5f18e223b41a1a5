"""`stock`: each number of the shop with how it came about, what drifts, what is left alone and why, and past runs."""

from collections.abc import Sequence

import click
from sqlalchemy import Engine

from connector import clock
from connector.cli.ages import age_words
from connector.cli.database import opened
from connector.cli.stock_rows import StockRow, balances_words, run_object, run_words, shown_number, stock_rows
from connector.cli.tables import show_full_columns
from connector.db.database import reading
from connector.db.runs import latest_runs
from connector.db.stock import inventory_names
from connector.json_text import write_pretty
from connector.messages import say
from connector.settings import load_settings

HEADINGS = (
    *("connection", "sku", "product", "place", "balance", "open_orders", "expected"),
    *("shown", "last_write", "result", "age", "why"),
)


@click.command()
@click.argument("connection", nargs=-1)
@click.option("--sku", multiple=True, metavar="SKU")
@click.option("--drift", is_flag=True)
@click.option("--problems", is_flag=True)
@click.option("--runs", is_flag=True)
@click.option("--json", "json", is_flag=True)
def stock(
    connection: tuple[str, ...], sku: tuple[str, ...], drift: bool, problems: bool, runs: bool, json: bool
) -> None:
    if drift + problems + runs > 1:
        raise click.UsageError(say("stock.one"))
    with opened(load_settings().database_url) as engine:
        if runs:
            _show_runs(engine, connection, json=json)
            return
        known = _known(engine)
        rows = [row for name in known if not connection or name in connection for row in stock_rows(engine, name, sku)]
    unknown = [name for name in connection if name not in known]
    if unknown:
        click.echo(say("stock.never_synced", names=", ".join(unknown)), err=True)
    if drift:
        rows = [row for row in rows if row.level is not None and row.level.drift_since is not None]
    if problems:
        rows = [row for row in rows if row.variant.problem or (row.level and row.level.result == "refused")]
    if json:
        click.echo(write_pretty([row.as_object() for row in rows]))
        return
    if rows:
        headings = [say(f"stock.heading.{name}") for name in HEADINGS]
        show_full_columns(headings, [_cells(row) for row in rows], right=[5, 6, 7], whole=[1, 2])
    click.echo(say("stock.count", count=len(rows)))


def _known(engine: Engine) -> list[str]:
    with reading(engine) as database:
        return list(inventory_names(database))


def _show_runs(engine: Engine, names: Sequence[str], *, json: bool) -> None:
    with reading(engine) as database:
        found = latest_runs(database, names)
    if json:
        click.echo(write_pretty([run_object(engine, run) for run in found]))
        return
    for run in found:
        ended = run.ended_at or run.began_at or run.made_at
        cause = say(f"stock.cause.{'full' if run.is_full else run.cause}")
        click.echo(f"{age_words(clock.now() - ended)}  {cause}  {run_words(run)}")
    click.echo(say("stock.runs_count", count=len(found)))


def _cells(row: StockRow) -> list[str]:
    """As in HEADINGS; the age is that of what is wrong, or of the last write."""
    level, told, now = row.level, row.reckoning, clock.now()
    number = None if level is None else shown_number(level, told)
    shown = "" if number is None else str(number)
    last = f"{level.before} → {level.after}" if level and level.done_at and level.after is not None else ""
    since = level.drift_since or level.done_at if level else None
    return [
        row.variant.connection,
        row.variant.sku or row.variant.title,
        row.variant.code,
        row.place,
        balances_words(told),
        str(told.get("open", "")),
        "" if level is None or level.expected is None else str(level.expected),
        shown,
        last,
        say(f"stock.result.{row.result}") if row.result else "",
        age_words(now - since) if since else "",
        row.why,
    ]
