"""`replay`: orders are planned again on purpose; one that is already invoiced gets no second invoice."""

from datetime import datetime

import click
from sqlalchemy import Connection, Engine

from connector import clock
from connector.cli.database import opened
from connector.cli.finding import named_orders
from connector.db.books import answered, answers_of
from connector.db.database import reading, writing
from connector.db.orders import find_orders, links_of, make_due
from connector.db.tables import AnswerRow, LinkRow, OrderRow
from connector.engine import Lanes
from connector.issuing.books import REFUSED, REJECTED
from connector.messages import say
from connector.settings import load_settings

REPLAYABLE = ("held", "parked", "waiting", "skipped")
"""States in which looking again may change something."""

YES = ("s", "si", "sí", "y", "yes")


@click.command()
@click.argument("order", nargs=-1)
@click.option("--connection", "-c", metavar="C")
@click.option("--state", "-s", multiple=True, type=click.Choice(REPLAYABLE))
@click.option("--all", "every", is_flag=True)
@click.option("--yes", "-y", is_flag=True)
def replay(order: tuple[str, ...], connection: str | None, state: tuple[str, ...], every: bool, yes: bool) -> None:
    if bool(order) + bool(state) + every != 1:
        raise click.UsageError(say("cli.replay_what"))
    with opened(load_settings().database_url) as engine:
        with reading(engine) as database:
            if order:
                chosen = named_orders(database, order, connection)
            else:
                chosen = find_orders(database, names=[connection] if connection else [], states=state or REPLAYABLE)
        if chosen and not (order or yes or _agreed(len(chosen))):
            click.echo(say("cli.replayed_none"))
            return
        replay_orders(engine, chosen)
    click.echo(say("cli.replayed", count=len(chosen)))


def _agreed(count: int) -> bool:
    answer: str = click.prompt(say("cli.replay_confirm", count=count), default="n", show_default=False)
    return answer.strip().lower() in YES


def _send_rejected(database: Connection, links: list[LinkRow], now: datetime) -> None:
    """What was rejected goes once more: whoever replays has mended it. What somebody has decided about it stands."""
    for link in links:
        is_decided = link.ledger_id in answers_of(database, link.connection, link.order_id)
        if link.status in (REJECTED, REFUSED) and not is_decided:
            again = AnswerRow(
                connection=link.connection, order_id=link.order_id, about=link.ledger_id, answer="send", made_at=now
            )
            answered(database, again)


def replay_orders(engine: Engine, rows: list[OrderRow]) -> None:
    """All or none, and their lanes run."""
    lanes, now = Lanes(engine), clock.now()
    with writing(engine) as database:
        links = links_of(database, rows)
        for row in rows:
            _send_rejected(database, links.get((row.connection, row.order_id), []), now)
            make_due(database, row.id or 0, now)
        for lane in sorted({row.lane for row in rows}):
            lanes.wake(database, lane)
