"""`batch`: the batches of a ledger that takes documents so, and what a person knows of one whose answer was lost."""

from collections.abc import Sequence
from typing import Literal

import click
from sqlalchemy import Engine

from connector import clock
from connector.cli.database import opened
from connector.cli.outboxes import OpenOutbox, named_batch, outboxes
from connector.cli.tables import show_full_columns
from connector.colombia.dates import BOGOTA
from connector.db.database import writing
from connector.db.orders import linked_orders, make_due
from connector.engine import Lanes
from connector.errors import OrderHeld
from connector.json_text import write_pretty
from connector.messages import say
from connector.model.outbox import Batch, Fate, Landed, Parcel
from connector.settings import load_settings

HEADINGS = ("batch", "company", "state", "documents", "rows", "from", "to", "sent", "why")
SETTLED: dict[str, Landed] = {
    "arrived": Landed(state="sent", rest=Fate(state="booked")),
    "again": Landed(state="open", rest=Fate(state="waiting")),
}
"""What a person says of a batch."""


@click.command()
@click.argument("batch", required=False, default="")
@click.argument("word", required=False, type=click.Choice(list(SETTLED)))
@click.option("--connection", "-c", metavar="C")
@click.option("--json", "json", is_flag=True)
def batch(batch: str, word: Literal["arrived", "again"] | None, connection: str | None, json: bool) -> None:
    settings = load_settings()
    with opened(settings.database_url) as engine:
        boxes = outboxes(settings, engine, connection)
        if word is not None:
            box, found = named_batch(boxes, batch)
            click.echo(say(f"outbox.{word}", batch=batch, count=_settle(engine, box, found, word)))
            return
        pairs = [(box, one) for box in boxes for one in box.outbox.batches() if batch in ("", one.id)]
        _show([(box, one, box.outbox.parcels(one.id)) for box, one in pairs], json=json)


def _settle(engine: Engine, box: OpenOutbox, batch: Batch, word: str) -> int:
    """How many documents it was about. Raises OrderHeld where the batch is on its way or was settled already."""
    states = {"unclear", "open"} if word == "arrived" else {"unclear"}
    parcels = box.outbox.take(batch.id, now=clock.now(), states=states)
    if not parcels:
        raise OrderHeld(say("outbox.not_to_settle", batch=batch.id, state=say(f"outbox.state.{batch.state}")))
    box.outbox.land(batch.id, SETTLED[word])
    lanes = Lanes(engine)
    with writing(engine) as database:
        rows = linked_orders(database, [parcel.id for parcel in parcels])
        for row in rows:
            make_due(database, row.id or 0, clock.now())
        for lane in sorted({row.lane for row in rows}):
            lanes.wake(database, lane)
    return len(parcels)


Found = Sequence[tuple[OpenOutbox, Batch, Sequence[Parcel]]]


def _show(found: Found, *, json: bool) -> None:
    if json:
        click.echo(write_pretty([_as_object(*one) for one in found]))
        return
    if found:
        show_full_columns([say(f"outbox.heading.{name}") for name in HEADINGS], [_cells(*one) for one in found])
    click.echo(say("outbox.count", count=len(found)))


def _cells(box: OpenOutbox, batch: Batch, parcels: Sequence[Parcel]) -> list[str]:
    names = [parcel.name for parcel in parcels]
    sent = f"{batch.sent_at.astimezone(BOGOTA):%Y-%m-%d %H:%M}" if batch.sent_at else ""
    state = say(f"outbox.state.{batch.state}")
    count, rows = str(len(parcels)), str(sum(parcel.size for parcel in parcels))
    return [batch.id, box.company, state, count, rows, *(names[:1] or [""]), *(names[-1:] or [""]), sent, batch.why]


def _as_object(box: OpenOutbox, batch: Batch, parcels: Sequence[Parcel]) -> dict[str, object]:
    return {
        "batch": batch.id,
        "company": box.company,
        "connections": list(box.connections),
        "period": batch.period,
        "state": batch.state,
        "sent_at": batch.sent_at.isoformat() if batch.sent_at else None,
        "why": batch.why,
        "documents": [
            {
                "name": parcel.name,
                "kind": parcel.kind,
                "order": parcel.order_id,
                "date": parcel.dated_on.isoformat(),
                "total": parcel.total,
                "state": parcel.state,
                "errors": list(parcel.errors),
            }
            for parcel in parcels
        ],
    }
