"""One order's steps carried out: each leaves the books so that deciding again gives the next one."""

import logging
from dataclasses import replace
from decimal import Decimal

from sqlalchemy import Connection as Database
from sqlalchemy import Engine

from connector import clock
from connector.colombia.dates import bogota_date
from connector.db.books import answers_of, forget_answer, keep_document, shown_in_shop, stands
from connector.db.database import reading, writing
from connector.db.orders import links_of
from connector.db.tables import LinkRow, OrderRow
from connector.errors import ConnectorError, OrderHeld
from connector.issuing.adopting import made_elsewhere
from connector.issuing.books import Books, Kept
from connector.issuing.buyers import ABOUT, corrected
from connector.issuing.composing import compose_credit_note, composed, saying_how_to_do_without
from connector.issuing.connection import Connection
from connector.issuing.documents import Desk, MadeOf
from connector.issuing.outcome import Outcome, ended, write
from connector.issuing.papers import books_of, told_text, with_fingerprint, with_standing
from connector.issuing.plan import plan
from connector.issuing.retry import TryAgain, decide
from connector.issuing.steps import (
    AcceptEdit,
    Adopt,
    IssueCreditNote,
    IssueInvoice,
    IssueReceipt,
    Look,
    SendToDian,
    Step,
    Tell,
    Undo,
)
from connector.messages import say
from connector.model.documents import Issued, Standing
from connector.model.events import Event, OrderSeen
from connector.model.fingerprint import fingerprint
from connector.model.money import plain
from connector.model.order import Order

log = logging.getLogger("connector.work")

TELL_AGAIN, TELL_AT_MOST = 60.0, 3600.0
"""Seconds until the shop is told again when it could not be told, doubled each time up to the second."""


class Carrying:
    """The work on one order in one run."""

    def __init__(self, engine: Engine, connection: Connection, row: OrderRow, event: Event) -> None:
        self._engine = engine
        self._connection = connection
        self._row = row
        self._told = row.told
        self._written: Outcome | None = None
        self._asked: Decimal | None = None
        self._is_searched = False
        with reading(engine) as database:
            self._links = links_of(database, [row]).get((row.connection, row.order_id), [])
            self._answers = answers_of(database, row.connection, row.order_id)
        self._event = self._with_buyer(event)
        self._order = self._event.order if isinstance(self._event, OrderSeen) else None

    @property
    def is_invoiced(self) -> bool:
        return any(link.kind == "invoice" for link in self._links)

    def _with_buyer(self, event: Event) -> Event:
        answer = self._answers.get(ABOUT)
        if answer is None or not isinstance(event, OrderSeen):
            return event
        return OrderSeen(corrected(event.order, answer.detail))

    def plan(self) -> list[Step]:
        return plan(self._event, self._books(), self._connection.rules, clock.now())

    def out(self, steps: list[Step]) -> Outcome | None:
        """Carry them out; the order's state when that is already known, else None: plan again.

        Raises ConnectorError; whatever was done until then is in the books.
        """
        match steps:
            case [Undo() | SendToDian()] if self._connection.shadow:
                return Outcome(state="skipped", why=say("issuing.shadow_step"), order=self._order, is_invoiced=True)
            case [*_, IssueInvoice()]:
                return self._make(steps)
            case [*_, IssueReceipt() as step]:
                with saying_how_to_do_without(step):
                    return self._make(steps)
            case [Adopt() as step]:
                return self._adopt(step)
            case [IssueCreditNote() as step]:
                return self._credit_note(step)
            case [Look(kept)]:
                self._stands(kept, self._connection.ledger.standing(kept.booked.kind, kept.booked.ledger_id))
            case [Undo(kept, how)]:
                self._stands(kept, self._connection.ledger.undo(kept.booked.kind, kept.booked.ledger_id, how))
            case [AcceptEdit(kept, edited)]:
                self._accept_edit(kept, edited)
            case [SendToDian(kept)]:
                self._send(kept)
            case [Tell() as step]:
                return self._tell(step)
        return None

    def _books(self) -> Books:
        return books_of(self._links, self._answers, self._told, is_searched=self._is_searched)

    def _make(self, steps: list[Step]) -> Outcome | None:
        """Everything is composed before anything is sent: an order that must be held costs no call."""
        desk = Desk(self._engine, self._connection, self._remember)
        made = [composed(self._connection, step, self._order) for step in steps]
        last = made[-1].document
        if self._connection.shadow:
            key = "issuing.shadow_receipt" if last.kind == "receipt" else "issuing.shadow_invoice"
            return Outcome(state="skipped", why=say(key, total=plain(last.total)), order=self._order)
        self._asked = last.order_total if last.kind == "invoice" else None
        for one in made:
            if one.document.kind == "customer":
                desk.save_customer(one.document)
            else:
                desk.make(one)
        return self._written

    def _adopt(self, step: Adopt) -> Outcome | None:
        """The ledger is looked through once in a run; what is not there is the plan's affair."""
        desk = Desk(self._engine, self._connection, self._remember)
        self._is_searched = True
        found = made_elsewhere(desk, step)
        if found is None:
            return None
        name = found.issued.name
        if self._connection.shadow:
            return Outcome(state="skipped", why=say("issuing.shadow_adopted", name=name), order=self._order)
        made_of = MadeOf(document=found.document, source_id=step.order.id, fingerprint=fingerprint(step.order))
        self._asked = found.document.order_total
        desk.adopt(made_of, found.issued, say("issuing.adopted", name=name))
        return self._written

    def _credit_note(self, step: IssueCreditNote) -> Outcome | None:
        """A note that somebody made by hand for the same amount is linked, not made again (siigo-api.md 14)."""
        desk = Desk(self._engine, self._connection, self._remember)
        document = compose_credit_note(self._connection, step.order, step.given_back, step.source_id)
        made_of = MadeOf(document=document, source_id=step.source_id)
        if self._connection.shadow:
            total = plain(document.total)
            return Outcome(state="skipped", why=say("issuing.shadow_credit_note", total=total), order=self._order)
        by_hand = [] if desk.was_tried("credit_note", step.order.id, step.source_id) else self._made_by_hand(step)
        same = next((note for note in by_hand if note.total == document.total), None)
        if same:
            desk.adopt(made_of, same, say("issuing.note_by_hand", name=same.name))
        elif by_hand and not self._is_approved(step.source_id):
            names = ", ".join(note.name for note in by_hand)
            raise OrderHeld(say("issuing.other_notes", names=names, amount=plain(document.total)))
        else:
            desk.make(made_of)
        return self._written

    def _is_approved(self, source_id: str) -> bool:
        answer = self._answers.get(source_id)
        return answer is not None and answer.answer == "approve"

    def _made_by_hand(self, step: IssueCreditNote) -> list[Issued]:
        known = {link.ledger_id for link in self._links}
        return [
            note for note in self._connection.ledger.credit_notes_of(step.given_back.invoice) if note.id not in known
        ]

    def _accept_edit(self, kept: Kept, order: Order) -> None:
        link = self._link_of(kept)
        link.document = with_fingerprint(link.document, fingerprint(order))
        with writing(self._engine) as database:
            keep_document(database, link.id or 0, link.document)
            forget_answer(database, self._row.connection, self._row.order_id, kept.booked.ledger_id)
        self._answers.pop(kept.booked.ledger_id, None)

    def _link_of(self, kept: Kept) -> LinkRow:
        return next(link for link in self._links if link.ledger_id == kept.booked.ledger_id)

    def _send(self, kept: Kept) -> None:
        """A credit note is sent again in the ledger itself (siigo-api.md 14): here it is looked at once more."""
        booked, ledger = kept.booked, self._connection.ledger
        if booked.kind == "invoice":
            standing = ledger.send_to_dian(booked, today=bogota_date(clock.now()))
        else:
            standing = ledger.standing(booked.kind, booked.ledger_id)
        with writing(self._engine) as database:
            forget_answer(database, self._row.connection, self._row.order_id, kept.booked.ledger_id)
        self._answers.pop(kept.booked.ledger_id, None)
        self._stands(kept, standing)

    def _stands(self, kept: Kept, standing: Standing) -> None:
        link, now = self._link_of(kept), clock.now()
        with writing(self._engine) as database:
            stands(
                database,
                link.id or 0,
                status=standing.status,
                cufe=standing.cufe,
                url=standing.url,
                errors="\n".join(standing.errors),
                now=now,
            )
        with_standing(link, standing, now)
        age = now - kept.made_at
        if kept.is_on_its_way and standing.status == kept.booked.status and age >= self._connection.rules.after.late:
            hours = int(age.total_seconds() // 3600)
            log.warning("%s %s: DIAN has not answered for %d h", link.connection, link.name, hours)

    def _tell(self, step: Tell) -> Outcome | None:
        """The shop's page never holds up a document, nor makes a second one: what fails is said and tried again."""
        if self._connection.shadow:
            self._told = told_text(step.news)
            return None
        try:
            self._connection.store.tell(step.order_id, step.news)
        except ConnectorError as error:
            return self._not_told(error)
        self._told = told_text(step.news)
        with writing(self._engine) as database:
            shown_in_shop(database, self._row.id or 0, self._told)
        return None

    def _not_told(self, error: ConnectorError) -> Outcome:
        verdict = decide(error, tries=self._row.tries, base=TELL_AGAIN, cap=TELL_AT_MOST, chance=0.5)
        why = "\n".join([*self._books().warnings, say("issuing.not_told", why=error)])
        again, tries = (verdict.seconds, verdict.tries) if isinstance(verdict, TryAgain) else (None, self._row.tries)
        return Outcome(state="issued_with_warnings", why=why, again_in=again, tries=tries, order=self._order)

    def _remember(self, database: Database, link: LinkRow) -> None:
        """With its link, the order's state, where nothing more is to be done now."""
        self._links.append(link)
        outcome = ended(self.plan()[0], self._order, is_invoiced=self.is_invoiced)
        if outcome:
            outcome = replace(outcome, invoiced=self._asked)
            self._written = replace(outcome, is_written=True)
            write(database, self._row, outcome, with_link=True)
