"""`answer`: what a person decides about a document of an order; the order is then worked on at once."""

from typing import get_args

import click
from sqlalchemy import Connection, Engine

from connector import clock
from connector.cli.database import opened
from connector.cli.finding import NotFound, named_orders
from connector.db.books import answered
from connector.db.database import reading, writing
from connector.db.orders import links_of, make_due
from connector.db.tables import AnswerRow, LinkRow, OrderRow
from connector.engine import Lanes
from connector.issuing.books import Answer
from connector.messages import say
from connector.settings import load_settings

ABOUT_REFUNDS = ("approve", "ignore")


@click.command()
@click.argument("order")
@click.argument("word", type=click.Choice(get_args(Answer)))
@click.argument("refund", required=False, default="")
@click.option("--connection", "-c", metavar="C")
def answer(order: str, word: Answer, refund: str, connection: str | None) -> None:
    if (word in ABOUT_REFUNDS) != bool(refund):
        raise click.UsageError(say("cli.answer_refund"))
    with opened(load_settings().database_url) as engine:
        with reading(engine) as database:
            rows = named_orders(database, [order], connection)
            about = refund or _newest_invoice(database, rows[0], order).ledger_id
        _keep(engine, rows[0], word, about)
    click.echo(say("cli.answered", order=rows[0].number or rows[0].order_id))


def _newest_invoice(database: Connection, row: OrderRow, order: str) -> LinkRow:
    links = links_of(database, [row]).get((row.connection, row.order_id), [])
    invoice = next((link for link in reversed(links) if link.kind == "invoice"), None)
    if invoice is None:
        raise NotFound(say("cli.no_invoice", order=order))
    return invoice


def _keep(engine: Engine, row: OrderRow, word: Answer, about: str) -> None:
    now = clock.now()
    with writing(engine) as database:
        answered(
            database,
            AnswerRow(connection=row.connection, order_id=row.order_id, about=about, answer=word, made_at=now),
        )
        make_due(database, row.id or 0, now)
        Lanes(engine).wake(database, row.lane)
