"""Making one document in the ledger, never twice: key before call, look-up before repeat, link with the result."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection as Database
from sqlalchemy import Engine

from connector import clock
from connector.db.books import add_link, begin_attempt, end_attempt, send_again, warn_of
from connector.db.database import reading, writing
from connector.db.orders import attempts_of
from connector.db.tables import AttemptRow, LinkRow
from connector.errors import OrderHeld, OutcomeUnknown, RemoteError, RemoteRejected, RemoteUnavailable
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
)
from connector.issuing.papers import link_of
from connector.json_text import parse, write
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


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeOf:
    """A document, and what the books must remember with it."""

    document: Document
    source_id: str
    fingerprint: str = ""
    """Of the order that it invoices."""
    settled: frozenset[str] = frozenset()
    """Refunds that it leaves out because they came before it."""
    is_adopted: bool = False
    """Somebody else made it."""


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
            match next_move(attempts, clock.now(), settle, in_flight, request=write(document.body)):
                case SendNew(number):
                    key = key_of(self.connection.name, document.kind, source_id, number)
                    return self._send(made_of, self._begin(document, source_id, number, key))
                case SendAgain(attempt):
                    return self._send(made_of, self._again(attempt, write(document.body)))
                case WaitUntil(moment):
                    seconds = max((moment - clock.now()).total_seconds(), 1)
                    raise RemoteUnavailable(say("issuing.settling"), retry_after=seconds, counts=False)
                case GiveUp(attempt):
                    self._end(attempt.id, "given_up", "")
                    marker = document.marker
                    raise TooManyAttempts(say("issuing.gave_up", count=len(attempts), marker=marker))
                case LookUp(attempt):
                    if found := self._find(document, attempts):
                        issued, as_sent = found
                        self._remember(
                            replace(made_of, document=as_sent), attempt.id, issued, say("issuing.found_again")
                        )
                        return issued
                    self._end(attempt.id, "cleared" if attempt.outcome == "given_up" else "absent", "")

    def _find(self, document: Document, attempts: Sequence[Attempt]) -> tuple[Issued, Document] | None:
        """Under every form in which it was sent: the buyer may have been corrected between two attempts."""
        forms = {attempt.request: attempt for attempt in reversed(attempts) if attempt.request}
        for request in forms:
            is_same = request == write(document.body)
            as_sent = document if is_same else replace(document, body=parse(request), lines=())
            if found := self.connection.ledger.find(as_sent, since=attempts[0].started_at):
                return found, as_sent
        return None

    def was_tried(self, kind: DocumentKind, order_id: str, source_id: str) -> bool:
        """Whether an attempt may have made it already."""
        attempts = self._attempts(kind, order_id, source_id)
        return any(attempt.outcome not in ("refused", "absent", "cleared") for attempt in attempts)

    def _attempts(self, kind: DocumentKind, order_id: str, source_id: str) -> list[Attempt]:
        with reading(self.engine) as connection:
            rows = attempts_of(connection, self.connection.name, order_id)
        return [_attempt(row) for row in rows if row.kind == kind and row.source_id == source_id]

    def _begin(self, document: Document, source_id: str, number: int, key: str) -> Attempt:
        row = AttemptRow(
            connection=self.connection.name,
            kind=document.kind,
            source_id=source_id,
            order_id=document.order_id,
            number=number,
            key=key,
            sends=1,
            request=write(document.body),
            started_at=clock.now(),
        )
        with writing(self.engine) as connection:
            row.id = begin_attempt(connection, row)
        return _attempt(row)

    def _again(self, attempt: Attempt, request: str) -> Attempt:
        """What was certainly not carried out may have changed: looked for is what was sent last."""
        sends, now = sends_after(attempt), clock.now()
        with writing(self.engine) as connection:
            send_again(connection, attempt.id, request=request, sends=sends, now=now)
        return Attempt(
            id=attempt.id,
            number=attempt.number,
            key=attempt.key,
            sends=sends,
            outcome="sending",
            started_at=now,
            ended_at=None,
            request=request,
        )

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

    def adopt(self, made_of: MadeOf, issued: Issued, why: str) -> None:
        """Link a document that somebody else made, so that it is not made again."""
        self._remember(replace(made_of, is_adopted=True), None, issued, why)

    def _remember(self, made_of: MadeOf, attempt_id: int | None, issued: Issued, *extra_warnings: str) -> None:
        """The link, the attempt's end and what follows from both, in one transaction."""
        document, now = made_of.document, clock.now()
        warnings = [*document.warnings, *issued.warnings, *extra_warnings]
        if issued.total != document.total and not issued.warnings:
            totals = {"issued": plain(issued.total), "composed": plain(document.total)}
            warnings.append(say("issuing.other_total", **totals))
        link = link_of(
            document,
            issued,
            connection=self.connection.name,
            source_id=made_of.source_id,
            warnings=warnings,
            now=now,
            fingerprint=made_of.fingerprint,
            settled=sorted(made_of.settled),
            is_adopted=made_of.is_adopted,
        )
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
    )


def _as_issued(exported: Exported, document: Document) -> Issued:
    """A ledger that takes batches gives no number; the batch and row name the document."""
    name = f"{exported.batch}/{exported.row}"
    return Issued(id=name, name=name, total=document.total, status="Exported")
