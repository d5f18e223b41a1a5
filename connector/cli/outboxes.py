"""The outboxes of the connections whose ledger takes batches, for commands."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine

from connector.checking import Checked, environment, read_folder
from connector.db.outbox import DatabaseOutbox
from connector.errors import ConfigError
from connector.ledgers import BatchModule, batch_module
from connector.messages import say
from connector.model.outbox import Batch
from connector.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenOutbox:
    """Of one company, whatever connections it has."""

    company: str
    connections: tuple[str, ...]
    outbox: DatabaseOutbox
    module: BatchModule
    by_hand: bool = False
    """People load what `export` writes, and nobody calls the bridge; the company's connections agree on it."""


def outboxes(settings: Settings, engine: Engine, connection: str | None) -> Sequence[OpenOutbox]:
    """Of every company, or of this connection's. Raises ConfigError where there is none."""
    checked, problems = read_folder(settings.mappings, environment())
    chosen = [one for one in checked if connection is None or one.file.name == connection]
    found = {one.company: one for one in _opened(checked, chosen, engine)}
    if not found:
        raise ConfigError(problems or [_why_none(checked, connection)])
    return list(found.values())


def _why_none(checked: Sequence[Checked], connection: str | None) -> str:
    known = [one.file.name for one in checked if batch_module(str(one.file.ledger.values["system"]))]
    if connection and known and connection not in [one.file.name for one in checked]:
        return say("outbox.no_connection", connection=connection, known=", ".join(known))
    return say("outbox.none", connection=connection or "-")


def named_batch(boxes: Sequence[OpenOutbox], id_: str) -> tuple[OpenOutbox, Batch]:
    """Raises ConfigError where no company has such a batch."""
    for box in boxes:
        for batch in box.outbox.batches():
            if batch.id == id_:
                return box, batch
    raise ConfigError([say("outbox.no_batch", batch=id_)])


def _opened(everyone: Sequence[Checked], chosen: Sequence[Checked], engine: Engine) -> Iterator[OpenOutbox]:
    for one in chosen:
        module = batch_module(str(one.file.ledger.values["system"]))
        if module is not None:
            company = _company(one)
            same = [other for other in everyone if _company(other) == company]
            yield OpenOutbox(
                company=company,
                connections=tuple(other.file.name for other in same),
                outbox=DatabaseOutbox(engine, company),
                module=module,
                by_hand=_is_by_hand(one),
            )


def _company(checked: Checked) -> str:
    settings: Any = checked.ledger
    return str(settings.company)


def _is_by_hand(checked: Checked) -> bool:
    return getattr(checked.ledger, "by_hand", False) is True
