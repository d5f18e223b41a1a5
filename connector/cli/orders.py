"""`orders`: every order in its one visible state, with the documents made of it, as a table or as JSON."""

from collections.abc import Sequence

import click

from connector import clock
from connector.cli.ages import age_words
from connector.cli.database import opened
from connector.cli.tables import show_table
from connector.db.database import reading
from connector.db.orders import find_orders, links_of
from connector.db.tables import STATES, LinkRow, OrderRow
from connector.issuing.books import ACCEPTED, REJECTED, UNDONE
from connector.json_text import write_pretty
from connector.messages import say
from connector.model.money import plain
from connector.settings import load_settings

FINAL = frozenset({ACCEPTED, REJECTED, *UNDONE})
"""Where a document stands for good, or until somebody does something."""

HEADINGS = ("connection", "order", "state", "why", "total", "documents")


@click.command()
@click.option("--json", "json", is_flag=True)
@click.option("--state", "-s", multiple=True, type=click.Choice(STATES))
@click.option("--connection", "-c", multiple=True, metavar="C")
def orders(json: bool, state: tuple[str, ...], connection: tuple[str, ...]) -> None:
    with opened(load_settings().database_url) as engine, reading(engine) as database:
        rows = find_orders(database, names=connection, states=state)
        links = links_of(database, rows)
    pairs = [(row, links.get((row.connection, row.order_id), [])) for row in rows]
    if json:
        click.echo(write_pretty([order_object(row, documents) for row, documents in pairs]))
        return
    headings = [say(f"cli.heading.{name}") for name in HEADINGS]
    show_table(headings, [_cells(row, documents) for row, documents in pairs], right=[4], whole=[1, 2])


def order_object(row: OrderRow, links: Sequence[LinkRow]) -> dict[str, object]:
    """What scripts read. Money is a number, digit for digit; `total` is null until the order has been read."""
    return {
        "connection": row.connection,
        "order_id": row.order_id,
        "order_number": row.number,
        "state": row.state,
        "why": row.why,
        "total": row.total,
        "documents": [
            {"kind": link.kind, "id": link.ledger_id, "name": link.name, "total": link.total, "status": link.status}
            for link in links
        ],
    }


def document_words(link: LinkRow) -> str:
    """`FV-2-22 59900 Accepted`, while DIAN has not answered with its age; a customer, without a name, is its kind."""
    if not link.name:
        return link.kind
    age = age_words(clock.now() - link.created_at) if link.status and link.status not in FINAL else ""
    return " ".join(filter(None, [link.name, plain(link.total), link.status, age]))


def _cells(row: OrderRow, links: Sequence[LinkRow]) -> list[str]:
    total = "" if row.total is None else plain(row.total)
    documents = ", ".join(document_words(link) for link in links)
    return [row.connection, row.number or row.order_id, row.state, row.why, total, documents]
