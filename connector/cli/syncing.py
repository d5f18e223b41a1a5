"""`sync`: one inventory run now, by the worker where one lives, else here; what it did, as a table or as JSON."""

import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from sqlalchemy import Engine, func, select
from sqlmodel import col

from connector import clock, logs
from connector.cli import exits
from connector.cli.database import opened
from connector.cli.stock_rows import changed_rows, run_object, run_words, unknown_skus
from connector.cli.tables import show_full_columns
from connector.db import schema
from connector.db.database import open_database, reading, writing
from connector.db.runs import LANES, give_up, run_of, take, unfinished, want_run
from connector.db.stock_tables import RunRow
from connector.db.tables import WorkerRow
from connector.engine import migrate
from connector.errors import ConfigError
from connector.inventory.connection import StockConnection
from connector.inventory.run import Run
from connector.inventory.wanting import new_run
from connector.inventory.work import HOLD, InventoryWork
from connector.json_text import write_pretty
from connector.messages import say
from connector.settings import Settings, load_settings
from connector.wiring import Installation, install

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
    is_well = all(_is_well(run) and not unknown_skus(installation.engine, run) for run in runs)
    context.exit(exits.OK if is_well else exits.PROBLEMS)


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
    """By the worker where one lives. Raises ConfigError while another command is at it."""
    engine, now, ttl = installation.engine, clock.now(), installation.settings.worker_ttl
    has_worker = _lives(engine, ttl)
    row = new_run(
        connection.name,
        cause="command",
        slot=now,
        now=now,
        due_at=now if has_worker else None,
        is_full=full,
        is_dry=dry,
        skus=skus,
    )
    holder = f"cli-{uuid.uuid4().hex[:12]}"
    if not has_worker:
        _must_be_free(engine, connection.name, now)
        row.holder, row.held_until = holder, now + HOLD
    with writing(engine) as database:
        row = run_of(database, want_run(database, row) or 0)
    with _progress(quiet=quiet) as show:
        row = _followed(engine, row, show, ttl) if has_worker else row
        if row.ended_at is None:
            _worked_on(installation.inventory(), engine, connection, row, holder, show)
    with reading(engine) as database:
        return run_of(database, row.id or 0)


def _must_be_free(engine: Engine, name: str, now: datetime) -> None:
    """Before a run is wanted that would only wait."""
    with reading(engine) as database:
        others = unfinished(database, name)
    if any(one.held_until and one.held_until > now and not one.holder.startswith(LANES) for one in others):
        raise ConfigError([say("stock.busy", connection=name)])


def _lives(engine: Engine, ttl: float) -> bool:
    with reading(engine) as database:
        beat_at = database.execute(select(func.max(col(WorkerRow.beat_at)))).scalar()
    return beat_at is not None and (clock.now() - beat_at).total_seconds() < ttl


def _followed(engine: Engine, row: RunRow, show: Callable[[RunRow], None], ttl: float) -> RunRow:
    """Until the worker has ended it, or is no more."""
    while row.ended_at is None and _lives(engine, ttl):
        show(row)
        time.sleep(LOOK_AGAIN)
        with reading(engine) as database:
            row = run_of(database, row.id or 0)
    return row


def _worked_on(
    work: InventoryWork,
    engine: Engine,
    connection: StockConnection,
    row: RunRow,
    holder: str,
    show: Callable[[RunRow], None],
) -> None:
    """Here, after whatever was left unfinished before."""
    with reading(engine) as database:
        waiting = [one for one in unfinished(database, connection.name) if (one.id or 0) <= (row.id or 0)]
    for one in waiting:
        try:
            _finished(work, engine, connection, one, holder, show)
        finally:
            with writing(engine) as database:
                give_up(database, one.id or 0, holder, clock.now())


def _finished(
    work: InventoryWork,
    engine: Engine,
    connection: StockConnection,
    row: RunRow,
    holder: str,
    show: Callable[[RunRow], None],
) -> None:
    """Step by step, each try from what is kept. Raises ConfigError where somebody else is at it."""
    run = Run(engine, connection, row)
    while not run.is_over:
        now = clock.now()
        with writing(engine) as database:
            if not take(database, row.id or 0, holder, now + HOLD, now, over_lanes=True):
                raise ConfigError([say("stock.busy", connection=row.connection)])
        run.row.holder, run.row.due_at = holder, None
        show(run.row)
        if not work.one_step(run) and not run.is_over:
            time.sleep(min(run.pause, MOST_PAUSE))
            with reading(engine) as database:
                run = Run(engine, connection, run_of(database, row.id or 0))


@contextmanager
def _progress(*, quiet: bool) -> Iterator[Callable[[RunRow], None]]:
    """A bar on standard error where somebody looks at it."""
    console = Console(stderr=True)
    if quiet or not console.is_terminal:
        yield lambda _row: None
        return
    columns = (BarColumn(20), TextColumn("{task.fields[words]}"), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("", total=None, words="")

        def show(row: RunRow) -> None:
            progress.update(task, words=run_words(row))

        yield show


def _show(engine: Engine, run: RunRow) -> None:
    """The numbers that were changed or could not be, SKUs that nobody has, then the run in a sentence."""
    if unknown := unknown_skus(engine, run):
        click.echo(say("stock.unknown_skus", skus=", ".join(unknown)))
    rows = changed_rows(engine, run)
    if rows:
        headings = [say(f"stock.heading.{name}") for name in HEADINGS]
        show_full_columns(headings, [row.cells() for row in rows[:MOST_SHOWN]], right=[4, 5, 6], whole=[0, 1])
    if len(rows) > MOST_SHOWN:
        click.echo(say("stock.more", count=len(rows) - MOST_SHOWN))
    click.echo(run_words(run))


def _is_well(run: RunRow) -> bool:
    return run.state == "done" and '"refused"' not in run.counts and '"pending"' not in run.counts
