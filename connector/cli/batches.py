"""`batch`: the batches of a ledger that takes documents so, and what a person knows of documents in one."""

from collections.abc import Mapping, Sequence
from typing import Literal

import click
from sqlalchemy import Connection, Engine

from connector import clock
from connector.cli.database import opened
from connector.cli.outboxes import OpenOutbox, named_batch, outboxes
from connector.cli.tables import show_full_columns
from connector.colombia.dates import BOGOTA
from connector.db.books import answered, look_again
from connector.db.database import writing
from connector.db.orders import linked_orders, links_of, make_due
from connector.db.tables import AnswerRow, OrderRow
from connector.engine import Lanes
from connector.errors import OrderHeld
from connector.json_text import write_pretty
from connector.messages import say
from connector.model.outbox import Batch, Fate, Parcel
from connector.settings import load_settings

HEADINGS = ("batch", "company", "state", "documents", "rows", "from", "to", "sent", "why")
Word = Literal["arrived", "again", "other"]

OTHER: Word = "other"
"""The number belongs to another document: ours is made anew with the next one."""

FATES: Mapping[Word, Fate] = {"arrived": Fate(state="booked"), "again": Fate(state="waiting")}
"""What a person says of documents."""


@click.command()
@click.argument("batch", required=False, default="")
@click.argument("word", required=False, type=click.Choice(["arrived", "again", "other"]))
@click.argument("names", nargs=-1)
@click.option("--connection", "-c", metavar="C")
@click.option("--json", "json", is_flag=True)
def batch(batch: str, word: Word | None, names: tuple[str, ...], connection: str | None, json: bool) -> None:
    if word == OTHER and not names:
        raise click.UsageError(say("outbox.other_which"))
    settings = load_settings()
    with opened(settings.database_url) as engine:
        boxes = outboxes(settings, engine, connection)
        if word is not None:
            box, found = named_batch(boxes, batch)
            click.echo(say(f"outbox.{word}", batch=batch, count=_settle(engine, box, found, word, names)))
            return
        if batch:
            named_batch(boxes, batch)
        pairs = [(box, one) for box in boxes for one in box.outbox.batches() if batch in ("", one.id)]
        _show([(box, one, box.outbox.parcels(one.id)) for box, one in pairs], json=json)


def _settle(engine: Engine, box: OpenOutbox, batch: Batch, word: Word, names: Sequence[str] = ()) -> int:
    """How many documents it was about. Raises OrderHeld where there is nothing to say of the batch, or of a name."""
    fate = FATES.get(word) or Fate(state="rejected", errors=(say("outbox.number_of_other"),))
    parcels = box.outbox.settle(batch.id, fate, names=names, burns=word == OTHER)
    if not parcels:
        key = "outbox.not_exported" if batch.state == "open" and box.by_hand else "outbox.not_to_settle"
        raise OrderHeld(say(key, batch=batch.id, state=say(f"outbox.state.{batch.state}")))
    ids, lanes = [parcel.id for parcel in parcels], Lanes(engine)
    with writing(engine) as database:
        rows = linked_orders(database, ids)
        look_again(database, ids)
        if word == OTHER:
            _make_anew(database, rows, ids)
        for row in rows:
            make_due(database, row.id or 0, clock.now())
        for lane in sorted({row.lane for row in rows}):
            lanes.wake(database, lane)
    return len(parcels)


def _make_anew(database: Connection, rows: list[OrderRow], ids: Sequence[str]) -> None:
    """As `replay` says it of a document that was refused."""
    for links in links_of(database, rows).values():
        for link in links:
            if link.ledger_id in ids:
                anew = AnswerRow(
                    connection=link.connection,
                    order_id=link.order_id,
                    about=link.ledger_id,
                    answer="send",
                    made_at=clock.now(),
                )
                answered(database, anew)


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
    state = say(f"outbox.state.{_shown_state(batch, parcels)}")
    count, rows = str(len(parcels)), str(sum(parcel.size for parcel in parcels))
    return [batch.id, box.company, state, count, rows, *(names[:1] or [""]), *(names[-1:] or [""]), sent, batch.why]


def _shown_state(batch: Batch, parcels: Sequence[Parcel]) -> str:
    """What somebody must be asked about comes before what leaves by itself."""
    is_asked = batch.state in ("open", "sent") and any(parcel.state == "unclear" for parcel in parcels)
    return "unclear" if is_asked else batch.state


def _as_object(box: OpenOutbox, batch: Batch, parcels: Sequence[Parcel]) -> dict[str, object]:
    return {
        "batch": batch.id,
        "company": box.company,
        "connections": list(box.connections),
        "period": batch.period,
        "state": _shown_state(batch, parcels),
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
