"""`explain`: for one order, every field with its value and origin, and the document as it would be sent."""

from pathlib import Path

import click

from connector import clock
from connector.checking import environment
from connector.cli import exits
from connector.cli.database import opened
from connector.cli.explained import explanation_object, show_explanation, show_history
from connector.cli.explanation import Explanation, explained
from connector.cli.files import Offline, read_files, usable
from connector.cli.finding import NotFound, named_order
from connector.cli.history import History, history_object, history_of
from connector.cli.linting import FILE
from connector.cli.note_explained import notes_object, show_notes
from connector.cli.note_explanation import NoteExplanation
from connector.cli.order_files import read_order
from connector.connecting import connect, unpaced
from connector.db.database import reading
from connector.errors import OrderHeld
from connector.issuing.books import Books
from connector.json_text import NotJson, write_pretty
from connector.messages import say
from connector.model.events import Ignored, OrderDeleted, OrderSeen
from connector.newest import newest_delivered
from connector.settings import load_settings
from connector.system_errors import system_words


@click.command()
@click.argument("order")
@click.option("--connection", "-c", metavar="C")
@click.option("--mappings", type=FILE, metavar="DIR")
@click.option("--refund", metavar="R")
@click.option("--json", "json", is_flag=True)
@click.pass_context
def explain(
    context: click.Context,
    order: str,
    connection: str | None,
    mappings: Path | None,
    refund: str | None,
    json: bool,
) -> None:
    folder = mappings or load_settings().mappings
    path = Path(order)
    history: History | None = None
    found: Explanation | str
    if path.suffix == ".json" or path.is_file():
        found = _of_file(path, connection, folder)
    else:
        history = _history(order, connection)
        found = _of_history(history, folder)
    if refund is not None and isinstance(found, Explanation):
        found.notes = _of_refund(found, refund)
    _show(found, history, json=json, with_fields=refund is not None)
    context.exit(exits.PROBLEMS if _has_problems(found) else exits.OK)


def _has_problems(found: Explanation | str) -> bool:
    return isinstance(found, str) or bool(found.problems) or any(note.problems for note in found.notes)


def _of_refund(found: Explanation, refund: str) -> list[NoteExplanation]:
    """The one of this refund. Raises NotFound saying which there are."""
    chosen = [note for note in found.notes if note.refund.id == refund]
    if chosen:
        return chosen
    ids = ", ".join(note.refund.id for note in found.notes) or "-"
    raise NotFound(say("explain_note.no_refund", order=found.order.number, id=refund, ids=ids))


def _of_file(path: Path, name: str | None, folder: Path) -> Explanation:
    """Raises NotFound, OrderHeld when the store cannot read it, MappingError."""
    checked = usable(_chosen(name, folder))
    connection = connect(checked, unpaced)
    try:
        order = read_order(connection.store, path)
    except OSError as error:
        raise NotFound(say("explain.no_file", path=path, why=system_words(error))) from None
    except NotJson as error:
        raise NotFound(say("explain.not_json", path=path, why=error)) from None
    return explained(connection, checked, order, Books(), clock.now())


def _history(order: str, name: str | None) -> History:
    """Raises NotFound, ConfigError."""
    with opened(load_settings().database_url) as engine, reading(engine) as database:
        return history_of(database, named_order(database, order, name))


def _of_history(history: History, folder: Path) -> Explanation | str:
    """The order in its newest stored delivery; or a sentence where none holds an order."""
    checked = usable(_chosen(history.row.connection, folder))
    connection = connect(checked, unpaced)
    try:
        event = newest_delivered(connection.store, history.deliveries)
    except OrderHeld as held:
        return str(held)
    match event:
        case OrderSeen(order):
            return explained(connection, checked, order, history.books, clock.now())
        case OrderDeleted():
            return say("issuing.deleted")
        case Ignored(why):
            return why


def _chosen(name: str | None, folder: Path) -> Offline:
    """The connection of this name, or the only one. Raises NotFound saying which there are and what is wrong."""
    offline, problems = read_files([], folder, environment())
    chosen = [each for each in offline if name in (None, each.file.name)]
    if len(chosen) == 1:
        return chosen[0]
    names = ", ".join(each.file.name for each in offline) or "-"
    sentence = say("explain.which" if name is None and offline else "explain.no_connection", name=name, names=names)
    raise NotFound("\n".join([*problems, sentence]))


def _show(found: Explanation | str, history: History | None, *, json: bool, with_fields: bool) -> None:
    if json:
        shown: dict[str, object] = {"problems": [found]} if isinstance(found, str) else _as_object(found)
        shown["history"] = history_object(history) if history else None
        click.echo(write_pretty(shown))
        return
    if history:
        show_history(history)
    if isinstance(found, Explanation):
        show_explanation(found)
        show_notes(found.notes, found.order.currency, is_invoiced=found.is_invoiced, with_fields=with_fields)
    else:
        click.echo(say("explain.unreadable", why=found))


def _as_object(found: Explanation) -> dict[str, object]:
    return {**explanation_object(found), "refunds": notes_object(found.notes)}
