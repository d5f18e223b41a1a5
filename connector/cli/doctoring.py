"""`doctor`: looks at everything an installation needs, one line each, says what to do, and never prints a secret."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path

import click
from sqlalchemy import Engine, func, make_url, select
from sqlmodel import col

from connector import clock
from connector.checking import Checked, environment, read_folder
from connector.cli import exits
from connector.cli.database import opened, why_not_usable
from connector.cli.files import schemas_of
from connector.cli.probing import Probing
from connector.cli.redacting import Redactor
from connector.cli.tables import clean
from connector.connecting import Outboxes, Pacing, connect, connect_stock, unpaced
from connector.db import schema
from connector.db.database import reading
from connector.db.limiter import Limiter
from connector.db.outbox import DatabaseOutbox
from connector.db.tables import WorkerRow
from connector.errors import ConfigError
from connector.inventory.doctor import checks as inventory_checks
from connector.messages import say
from connector.ports import Check
from connector.settings import Settings, load_settings


@click.command()
@click.argument("connection", nargs=-1)
@click.option("--probe", is_flag=True)
@click.option("--yes", "-y", is_flag=True)
@click.pass_context
def doctor(context: click.Context, connection: tuple[str, ...], probe: bool, yes: bool) -> None:
    if yes and not probe:
        raise click.UsageError(say("cli.yes_without_probe"))
    if yes and not connection:
        raise click.UsageError(say("cli.yes_without_name"))
    report = _Report()
    try:
        settings = load_settings()
    except ConfigError as error:
        report.show([_broken(say("doctor.settings"), problem) for problem in error.problems])
        report.end(context)
    report.show([Check(name=say("doctor.settings"), ok=True)])
    checked, problems = read_folder(settings.mappings, environment())
    report.redact = Redactor(checked)
    report.show(_mappings(settings.mappings, checked, problems))
    chosen = report.chosen(checked, connection)
    if why := why_not_usable(settings.database_url):
        report.show([_broken(say("doctor.database"), why), _unknown_worker()])
        report.connections(chosen, unpaced, Probing(yes, is_paced=False) if probe else None)
    else:
        with opened(settings.database_url) as engine:
            report.show(_database(settings, engine))
            pacing = partial(Limiter, engine)
            outboxes = partial(DatabaseOutbox, engine)
            report.connections(chosen, pacing, Probing(yes, is_paced=True) if probe else None, outboxes)
    report.end(context)


class _Report:
    """Lines on stdout, and how many of them somebody must act on."""

    def __init__(self) -> None:
        self._errors = 0
        self._warnings = 0
        self.redact: Callable[[str], str] = str

    def show(self, checks: Iterable[Check | str], indent: str = "") -> None:
        """As they come: each may have called somebody far away. A text stands as it is."""
        for check in checks:
            if isinstance(check, str):
                click.echo(clean(self.redact(check)))
                continue
            is_error = not check.ok and check.severity == "error"
            self._errors += is_error
            self._warnings += not check.ok and not is_error
            mark = "✓" if check.ok else "✗" if is_error else "!"
            words = f"{check.name}: {check.detail}" if check.detail else check.name
            click.echo(f"{indent}{mark} {clean(self.redact(words))}")
            if check.fix and not check.ok:
                click.echo(f"{indent}  → {clean(self.redact(check.fix))}")

    def chosen(self, checked: Sequence[Checked], names: Sequence[str]) -> list[Checked]:
        """The connections named, or all; a name that is none of them is an error."""
        known = [item.file.name for item in checked]
        detail = say("doctor.no_such", names=", ".join(known) or "-")
        self.show([_broken(say("doctor.connection", name=name), detail) for name in names if name not in known])
        return [item for item in checked if not names or item.file.name in names]

    def connections(
        self, chosen: Sequence[Checked], pacing: Pacing, probing: Probing | None, outboxes: Outboxes | None = None
    ) -> None:
        for item in chosen:
            click.echo(say("doctor.connection", name=item.file.name))
            connection = connect(item, pacing, outboxes)
            self.show(connection.store.check(), "  ")
            before = self._errors
            self.show(connection.ledger.check(item.file.constants(schemas_of(item.file))), "  ")
            if stock := connect_stock(item, connection, pacing, lambda: [], ""):
                self.show(inventory_checks(stock), "  ")
            if probing:
                self.show(probing.run(item, pacing, is_well=self._errors == before), "  ")

    def end(self, context: click.Context) -> None:
        well = not self._errors and not self._warnings
        summary = say("doctor.summary", errors=self._errors, warnings=self._warnings)
        click.echo(say("doctor.well") if well else summary)
        context.exit(exits.PROBLEMS if self._errors else exits.OK)


def _broken(name: str, detail: str) -> Check:
    return Check(name=name, ok=False, detail=detail)


def _mappings(folder: Path, checked: Sequence[Checked], problems: Sequence[str]) -> list[Check]:
    name = say("doctor.mappings", folder=folder)
    if problems:
        return [_broken(name, problem) for problem in problems]
    if not checked:
        return [_broken(name, say("doctor.no_mappings"))]
    return [Check(name=name, ok=True, detail=say("doctor.mappings_ok", count=len(checked)))]


def _database(settings: Settings, engine: Engine) -> list[Check]:
    shown = make_url(settings.database_url).render_as_string(hide_password=True)
    with reading(engine) as database:
        revision = schema.current(database)
        beat_at = database.execute(select(func.max(col(WorkerRow.beat_at)))).scalar()
    found = Check(name=say("doctor.database"), ok=True, detail=say("doctor.database_ok", url=shown, revision=revision))
    age = None if beat_at is None else (clock.now() - beat_at).total_seconds()
    if age is None or age >= settings.worker_ttl:
        return [found, _no_worker()]
    return [found, Check(name=say("doctor.worker"), ok=True, detail=say("doctor.worker_ok", seconds=int(age)))]


def _no_worker() -> Check:
    name, detail, fix = say("doctor.worker"), say("doctor.worker_none"), say("doctor.worker_fix")
    return Check(name=name, ok=False, detail=detail, fix=fix, severity="warning")


def _unknown_worker() -> Check:
    return Check(name=say("doctor.worker"), ok=False, detail=say("doctor.worker_unknown"), severity="warning")
