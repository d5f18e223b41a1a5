"""`answer`: what a person decides about a document of an order; the order is then worked on at once."""

from collections.abc import Mapping
from typing import Any, get_args

import click
from sqlalchemy import Connection, Engine

from connector import clock
from connector.cli.database import opened
from connector.cli.finding import NotFound, named_order
from connector.db.books import answered
from connector.db.database import reading, writing
from connector.db.orders import links_of, make_due
from connector.db.tables import AnswerRow, LinkRow, OrderRow
from connector.engine import Lanes
from connector.issuing.books import Answer
from connector.messages import say
from connector.settings import load_settings

ABOUT_REFUNDS = ("approve", "ignore", "made")


@click.command()
@click.argument("order")
@click.argument("word", type=click.Choice(get_args(Answer)))
@click.argument("refund", required=False, default="")
@click.argument("name", required=False, default="")
@click.option("--connection", "-c", metavar="C")
def answer(order: str, word: Answer, refund: str, name: str, connection: str | None) -> None:
    if (word in ABOUT_REFUNDS) != bool(refund):
        raise click.UsageError(say("cli.answer_refund"))
    if (word == "made") != bool(name):
        raise click.UsageError(say("cli.answer_made"))
    with opened(load_settings().database_url) as engine:
        with reading(engine) as database:
            row = named_order(database, order, connection)
            about = refund or _about(database, row, word, order)
        keep_answers(engine, row, {about: word}, {about: name})
    click.echo(say("cli.answered", order=row.number or row.order_id))


def newest_invoice(database: Connection, row: OrderRow) -> LinkRow | None:
    links = links_of(database, [row]).get((row.connection, row.order_id), [])
    return next((link for link in reversed(links) if link.kind == "invoice"), None)


def keep_answers(engine: Engine, row: OrderRow, answers: Mapping[str, str], details: Mapping[str, str] = {}) -> None:
    """What was decided, by what it is about, all or nothing; and the order is due. `details`: by the same."""
    now = clock.now()
    with writing(engine) as database:
        for about, word in answers.items():
            detail = details.get(about, "")
            made: dict[str, Any] = {"about": about, "answer": word, "detail": detail, "made_at": now}
            answered(database, AnswerRow(connection=row.connection, order_id=row.order_id, **made))
        make_due(database, row.id or 0, now)
        Lanes(engine).wake(database, row.lane)


def _about(database: Connection, row: OrderRow, word: Answer, order: str) -> str:
    """The order itself while it has no invoice; only an order without one can be told to be invoiced."""
    invoice = newest_invoice(database, row)
    if invoice is not None and word != "invoice":
        return invoice.ledger_id
    if invoice is None and word in ("invoice", "keep"):
        return row.order_id
    raise NotFound(say("cli.no_invoice" if invoice is None else "cli.is_invoiced", order=order))
