"""`sync`: one inventory run now, by the worker where one lives, else here; what it did, as a table or as JSON."""

import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from sqlalchemy import Engine, func, select
from sqlmodel import col

from connector import clock, logs
from connector.cli import exits
from connector.cli.database import opened
from connector.cli.stock_rows import changed_rows, run_object, run_words
from connector.cli.tables import show_full_columns
from connector.db import schema
from connector.db.database import open_database, reading, writing
from connector.db.runs import run_of, take, unfinished, want_run
from connector.db.stock_tables import RunRow
from connector.db.tables import WorkerRow
from connector.engine import migrate
from connector.errors import ConfigError
from connector.inventory.connection import StockConnection
from connector.inventory.run import Run
from connector.inventory.work import AGAIN_BASE, InventoryWork, new_run
from connector.json_text import write_pretty
from connector.messages import say
from connector.settings import Settings, load_settings
from connector.wiring import Installation, install

HOLD = timedelta(seconds=180)
"""Longer than any single step; a run that nobody holds any more is finished by the next."""

LOOK_AGAIN = 0.2
"""Seconds between two looks at a run that a worker works on."""

MOST_PAUSE = 60.0
"""Seconds until a step that failed is tried again, at most."""

MOST_SHOWN = 40

HEADINGS = ("sku", "product", "place", "balance", "open_orders", "before", "after", "result", "why")


@click.command()
@click.argument("connection", nargs=-1)
@click.option("--full", is_flag=True)
@click.option("--sku", multiple=True, metavar="SKU")
@click.option("--dry-run", "dry_run", is_flag=True)
@click.option("--json", "json", is_flag=True)
@click.pass_context
def sync(
    context: click.Context, connection: tuple[str, ...], full: bool, sku: tuple[str, ...], dry_run: bool, json: bool
) -> None:
    if full and sku:
        raise click.UsageError(say("stock.full_and_sku"))
    settings = load_settings()
    logs.start("ERROR")
    _make_ready(settings)
    with opened(settings.database_url):
        installation = install(settings)
    chosen = _chosen(installation, connection)
    runs = [_synchronised(installation, one, full=full, skus=sku, dry=dry_run, quiet=json) for one in chosen]
    if json:
        click.echo(write_pretty([run_object(installation.engine, run, with_rows=True) for run in runs]))
    else:
        for run in runs:
            _show(installation.engine, run)
    context.exit(exits.OK if all(_is_well(run) for run in runs) else exits.PROBLEMS)


def _make_ready(settings: Settings) -> None:
    """The embedded database is made on first use, as `serve` does."""
    if settings.is_embedded:
        engine = open_database(settings.database_url)
        schema.upgrade(engine)
        engine.dispose()
        migrate(settings.database_url)


def _chosen(installation: Installation, names: Sequence[str]) -> list[StockConnection]:
    """Raises ConfigError for a name without inventory, and where no connection has one."""
    known = {one.name: one for one in installation.connections.stocks()}
    if not known:
        raise ConfigError([say("stock.none")])
    if wrong := [name for name in names if name not in known]:
        raise ConfigError([say("stock.unknown", name=name, known=", ".join(known)) for name in wrong])
    return [known[name] for name in names] if names else list(known.values())


def _synchronised(
    installation: Installation,
    connection: StockConnection,
    *,
    full: bool,
    skus: Sequence[str],
    dry: bool,
    quiet: bool,
) -> RunRow:
    engine, now = installation.engine, clock.now()
    has_worker = _lives(engine, installation.settings.worker_ttl)
    due_at = now if has_worker else None
    row = new_run(
        connection.name, cause="command", slot=now, now=now, due_at=due_at, is_full=full, is_dry=dry, skus=skus
    )
    if not has_worker:
        row.holder, row.held_until = f"cli-{uuid.uuid4().hex[:12]}", now + HOLD
    with writing(engine) as database:
        run_id = want_run(database, row)
        row = run_of(database, run_id or 0)
    with _progress(connection.name, quiet=quiet) as show:
        if has_worker:
            return _followed(engine, row, show)
        return _worked_on(installation.inventory(), engine, connection, row, show)


def _lives(engine: Engine, ttl: float) -> bool:
    with reading(engine) as database:
        beat_at = database.execute(select(func.max(col(WorkerRow.beat_at)))).scalar()
    return beat_at is not None and (clock.now() - beat_at).total_seconds() < ttl


def _followed(engine: Engine, row: RunRow, show: Callable[[RunRow], None]) -> RunRow:
    """Until the worker has ended it."""
    while row.ended_at is None:
        show(row)
        time.sleep(LOOK_AGAIN)
        with reading(engine) as database:
            row = run_of(database, row.id or 0)
    return row


def _worked_on(
    work: InventoryWork, engine: Engine, connection: StockConnection, row: RunRow, show: Callable[[RunRow], None]
) -> RunRow:
    """Here, after whatever was left unfinished before. Raises ConfigError while somebody else is at it."""
    with reading(engine) as database:
        waiting = [one for one in unfinished(database, connection.name) if (one.id or 0) < (row.id or 0)]
    for one in [*waiting, row]:
        _finished(work, engine, Run(engine, connection, one), row.holder, show)
    return row


def _finished(work: InventoryWork, engine: Engine, run: Run, holder: str, show: Callable[[RunRow], None]) -> None:
    row = run.row
    while not run.is_over:
        now = clock.now()
        with writing(engine) as database:
            is_ours = take(database, row.id or 0, holder, now + HOLD, now)
        if not is_ours:
            raise ConfigError([say("stock.busy", connection=row.connection)])
        row.due_at = None
        show(row)
        tries = row.tries
        if not work.one_step(run) and not run.is_over:
            time.sleep(min(AGAIN_BASE * 2**tries, MOST_PAUSE))


@contextmanager
def _progress(name: str, *, quiet: bool) -> Iterator[Callable[[RunRow], None]]:
    """A bar on standard error where somebody looks at it."""
    console = Console(stderr=True)
    if quiet or not console.is_terminal:
        yield lambda _row: None
        return
    columns = (BarColumn(20), TextColumn("{task.fields[words]}"), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task(name, total=None, words="")

        def show(row: RunRow) -> None:
            progress.update(task, words=run_words(row))

        yield show


def _show(engine: Engine, run: RunRow) -> None:
    """The numbers that were changed or could not be, then the run in a sentence."""
    rows = changed_rows(engine, run)
    if rows:
        headings = [say(f"stock.heading.{name}") for name in HEADINGS]
        show_full_columns(headings, [row.cells() for row in rows[:MOST_SHOWN]], right=[4, 5, 6], whole=[0, 1])
    if len(rows) > MOST_SHOWN:
        click.echo(say("stock.more", count=len(rows) - MOST_SHOWN))
    click.echo(run_words(run))


def _is_well(run: RunRow) -> bool:
    return run.state == "done" and '"refused"' not in run.counts and '"pending"' not in run.counts
