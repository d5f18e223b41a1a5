"""Making one document in the ledger, never twice: key before call, look-up before repeat, link with the result."""

import logging
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection as Database
from sqlalchemy import Engine

from connector import clock
from connector.db.books import add_link, begin_attempt, end_attempt, send_again, warn_of
from connector.db.database import writing
from connector.db.put_back import attempts_now
from connector.db.tables import AttemptRow, LinkRow
from connector.errors import OrderHeld, OutcomeUnknown, RemoteError, RemoteRejected, RemoteUnavailable
from connector.issuing.books import BATCHED, Kept
from connector.issuing.connection import Connection
from connector.issuing.keys import (
    Attempt,
    GiveUp,
    LookUp,
    SendAgain,
    SendNew,
    WaitUntil,
    key_of,
    next_move,
    sends_after,
    to_clear,
)
from connector.issuing.made import MadeOf, as_sent, made_of_text
from connector.issuing.papers import link_of
from connector.json_text import write
from connector.messages import say
from connector.model.documents import Document, DocumentKind, Exported, Issued
from connector.model.money import plain

SERVER_ERROR = 500
"""From this status on the other side has answered, and does not tell what it did."""

log = logging.getLogger("connector.work")


class TooManyAttempts(RemoteError):
    """Several keys ended without a clear answer; a person must look."""


Also = Callable[[Database, LinkRow], None]
"""What else is written in the transaction that writes the link."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Where the documents of one connection are made. `also` is called with each link, in its transaction."""

    engine: Engine
    connection: Connection
    also: Also

    def save_customer(self, document: Document) -> None:
        """Found, made or updated. The ledger looks before it makes one, so it may be called again after any error."""
        self.connection.ledger.issue(document, key="")

    def make(self, made_of: MadeOf) -> Issued:
        """The document, made now or earlier. Raises RemoteError, OrderHeld, TooManyAttempts; may be called again."""
        document, source_id = made_of.document, made_of.source_id
        while True:
            attempts = self._attempts(document.kind, document.order_id, source_id)
            settle, in_flight = self.connection.settle, self.connection.in_flight
            keeps_keys = self.connection.ledger.keeps_keys
            match next_move(
                attempts, clock.now(), settle, in_flight, request=write(document.body), keeps_keys=keeps_keys
            ):
                case SendNew(number):
                    key = key_of(self.connection.name, document.kind, source_id, number)
                    return self._send(made_of, self._begin(made_of, number, key))
                case SendAgain(attempt):
                    return self._send(made_of, self._again(attempt, made_of))
                case WaitUntil(moment):
                    raise _too_early(moment)
                case GiveUp(attempt):
                    self._end(attempt.id, "given_up", "")
                    marker = document.marker
                    raise TooManyAttempts(say("issuing.gave_up", count=len(attempts), marker=marker))
                case LookUp(attempt):
                    if issued := self._looked_up(document.kind, document.order_id, source_id, attempts):
                        return issued
                    self._end(attempt.id, "cleared" if attempt.outcome == "given_up" else "absent", "")

    def has_open(self, order_id: str) -> bool:
        """Whether the ledger may hold a document of the order without our knowing."""
        return any(attempts[-1].is_open for attempts in self._by_source(order_id).values())

    def clear(self, order_id: str, linked: Collection[tuple[str, str]]) -> bool:
        """Look for what may have been made and is not linked by kind and source; True when something was found out.

        Whatever the order has become since: a document that stands in the ledger is in the books. Raises RemoteError,
        also while it is too early to look.
        """
        for (kind, source_id), attempts in self._by_source(order_id).items():
            last = attempts[-1]
            if (kind, source_id) in linked or not last.is_open:
                continue
            match to_clear(last, clock.now(), self.connection.settle, self.connection.in_flight):
                case WaitUntil(moment):
                    raise _too_early(moment)
                case _:
                    if self._looked_up(kind, order_id, source_id, attempts) is None:
                        self._end(last.id, "absent", "")
                    return True
        return False

    def _looked_up(self, kind: str, order_id: str, source_id: str, attempts: Sequence[Attempt]) -> Issued | None:
        """Found and linked under any form in which it was sent: its order may have changed between two attempts."""
        forms = {attempt.request: attempt for attempt in reversed(attempts) if attempt.request}
        for attempt in forms.values():
            sent = as_sent(kind, source_id, order_id, attempt)
            if found := self.connection.ledger.find(sent.document, since=attempts[0].since):
                self._remember(sent, attempts[-1].id, found, say("issuing.found_again"))
                return found
        return None

    def was_tried(self, kind: DocumentKind, order_id: str, source_id: str) -> bool:
        """Whether an attempt may have made it already."""
        attempts = self._attempts(kind, order_id, source_id)
        return any(not attempt.was_not_carried_out for attempt in attempts)

    def _attempts(self, kind: DocumentKind, order_id: str, source_id: str) -> list[Attempt]:
        return self._by_source(order_id).get((kind, source_id), [])

    def _by_source(self, order_id: str) -> dict[tuple[str, str], list[Attempt]]:
        """Oldest first."""
        rows = attempts_now(self.engine, self.connection.name, order_id, clock.now())
        found: dict[tuple[str, str], list[Attempt]] = {}
        for row in rows:
            found.setdefault((row.kind, row.source_id), []).append(_attempt(row))
        return found

    def _begin(self, made_of: MadeOf, number: int, key: str) -> Attempt:
        document = made_of.document
        row = AttemptRow(
            connection=self.connection.name,
            kind=document.kind,
            source_id=made_of.source_id,
            order_id=document.order_id,
            number=number,
            key=key,
            sends=1,
            request=write(document.body),
            made_of=made_of_text(made_of),
            first_sent_at=clock.now(),
            started_at=clock.now(),
        )
        with writing(self.engine) as connection:
            row.id = begin_attempt(connection, row)
        return _attempt(row)

    def _again(self, attempt: Attempt, made_of: MadeOf) -> Attempt:
        """What was certainly not carried out may have changed: looked for is what was sent last."""
        new: dict[str, Any] = {"request": write(made_of.document.body), "made_of": made_of_text(made_of)}
        new["sends"] = sends_after(attempt)
        now = clock.now()
        with writing(self.engine) as connection:
            send_again(connection, attempt.id, now=now, **new)
        return replace(attempt, outcome="sending", started_at=now, ended_at=None, **new)

    def _send(self, made_of: MadeOf, attempt: Attempt) -> Issued:
        """A refusal of a repeated send proves nothing about the first, so it counts as unknown."""
        document = made_of.document
        try:
            result = self.connection.ledger.issue(document, key=attempt.key)
        except OutcomeUnknown as error:
            was_answered = error.status is not None and error.status >= SERVER_ERROR
            self._end(attempt.id, "unknown" if was_answered else "lost", str(error))
            raise
        except RemoteUnavailable as error:
            self._end(attempt.id, "unavailable", str(error))
            raise
        except (RemoteRejected, OrderHeld) as error:
            self._end(attempt.id, "refused" if attempt.sends <= 1 else "unknown", str(error))
            if attempt.sends > 1:
                raise OutcomeUnknown(say("issuing.unknown_outcome")) from error
            raise
        issued = result if isinstance(result, Issued) else _as_issued(result, document)
        self._remember(made_of, attempt.id, issued)
        return issued

    def forget(self, order_id: str, kept: Kept) -> None:
        """The ledger has refused the document after it was issued: making it anew is no fresh doubt."""
        booked = kept.booked
        for attempt in self._attempts(booked.kind, order_id, booked.source_id)[-1:]:
            self._end(attempt.id, "refused", "; ".join(kept.errors))

    def adopt(self, made_of: MadeOf, issued: Issued, *warnings: str) -> None:
        """Link a document that somebody else made, so that it is not made again."""
        self._remember(replace(made_of, is_adopted=True), None, issued, *warnings)

    def _remember(self, made_of: MadeOf, attempt_id: int | None, issued: Issued, *extra_warnings: str) -> None:
        """The link, the attempt's end and what follows from both, in one transaction."""
        document, now = made_of.document, clock.now()
        warnings = [*document.warnings, *issued.warnings, *extra_warnings]
        if issued.total != document.total and not issued.warnings:
            totals = {"issued": plain(issued.total), "composed": plain(document.total)}
            warnings.append(say("issuing.other_total", **totals))
        link = link_of(made_of, issued, connection=self.connection.name, warnings=warnings, now=now)
        with writing(self.engine) as connection:
            other = add_link(connection, link)
            if other and other.ledger_id != link.ledger_id:
                log.error("%s order %s has two documents", link.connection, link.order_id)
                link = warn_of(connection, other, say("issuing.two_documents", first=other.name, second=link.name))
            if attempt_id is not None:
                end_attempt(connection, attempt_id, outcome="issued", now=now)
            self.also(connection, link)

    def _end(self, attempt_id: int, outcome: str, error: str) -> None:
        with writing(self.engine) as connection:
            end_attempt(connection, attempt_id, outcome=outcome, now=clock.now(), error=error)


def _attempt(row: AttemptRow) -> Attempt:
    return Attempt(
        id=row.id or 0,
        number=row.number,
        key=row.key,
        sends=row.sends,
        outcome=row.outcome,  # type: ignore[arg-type]  # only `Outcome` words are ever written
        started_at=row.started_at,
        ended_at=row.ended_at,
        request=row.request,
        made_of=row.made_of,
        first_sent_at=row.first_sent_at,
    )


def _too_early(moment: datetime) -> RemoteUnavailable:
    seconds = max((moment - clock.now()).total_seconds(), 1)
    return RemoteUnavailable(say("issuing.settling"), retry_after=seconds, counts=False)


def _as_issued(exported: Exported, document: Document) -> Issued:
    """A ledger that takes batches may give no number; then the batch and row name the document."""
    place = f"{exported.batch}/{exported.row}"
    return Issued(id=exported.id or place, name=exported.name or place, total=document.total, status=BATCHED)
