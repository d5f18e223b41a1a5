"""One order's steps carried out: each leaves the books so that deciding again gives the next one."""

import logging
from dataclasses import replace
from decimal import Decimal

from sqlalchemy import Connection as Database
from sqlalchemy import Engine

from connector import clock
from connector.colombia.dates import bogota_date
from connector.db.tables import LinkRow, OrderRow
from connector.errors import ConnectorError, OrderHeld, ProductsMissing
from connector.issuing.adopting import made_elsewhere
from connector.issuing.books import Kept
from connector.issuing.buyers import corrected
from connector.issuing.composing import compose_credit_note, composed, saying_how_to_do_without
from connector.issuing.connection import Connection
from connector.issuing.documents import Desk
from connector.issuing.made import MadeOf
from connector.issuing.noting import keep_note, make_note
from connector.issuing.order_books import OrderBooks
from connector.issuing.outcome import Outcome, Untold, ended, write
from connector.issuing.plan import plan
from connector.issuing.retry import TryAgain, decide
from connector.issuing.steps import (
    AcceptEdit,
    Adopt,
    IssueCreditNote,
    IssueInvoice,
    IssueReceipt,
    Look,
    MakeAnew,
    NoteByHand,
    SaveCustomer,
    SendToDian,
    Step,
    Tell,
    Undo,
)
from connector.messages import say
from connector.model.events import Event, OrderSeen, Unreadable
from connector.model.fingerprint import fingerprint
from connector.model.money import plain

log = logging.getLogger("connector.work")

TELL_AGAIN, TELL_AT_MOST = 60.0, 3600.0
"""Seconds until the shop is told again when it could not be told, doubled each time up to the second."""


class Carrying:
    """The work on one order in one run."""

    def __init__(self, engine: Engine, connection: Connection, row: OrderRow, event: Event | Unreadable) -> None:
        self._connection = connection
        self._row = row
        self._books = OrderBooks(engine, row)
        self._desk = Desk(engine, connection, self._remember)
        self._event = event
        if isinstance(event, OrderSeen):
            self._event = OrderSeen(corrected(event.order, self._books.buyer))
        self._order = self._event.order if isinstance(self._event, OrderSeen) else None
        self._written: Outcome | None = None
        self._asked: Decimal | None = None
        """What the order was invoiced for in this run."""
        self._is_searched = False
        self._has_made_products = False
        self._untold: Untold | None = None
        self._had_open = self._desk.has_open(row.order_id)
        """Then nothing ends before `end` has looked for it."""

    @property
    def is_invoiced(self) -> bool:
        return any(link.kind == "invoice" for link in self._books.links)

    def plan(self) -> list[Step]:
        rules = self._connection.rules
        if self._untold:
            rules = replace(rules, tells=False)
        return plan(self._event, self._books.now(is_searched=self._is_searched), rules, clock.now())

    def end(self, step: Step) -> Outcome | None:
        """The order's state where this step ends the work on it, and None where it does not.

        No order ends while the ledger may hold a document of it that the books do not: that is looked for first,
        whatever the order has become since. Raises RemoteError, also while it is too early to look.
        """
        outcome = ended(step, self._order, is_invoiced=self.is_invoiced)
        if outcome is None:
            return None
        if self._had_open and self.clear():
            return None
        return self._untold.on(outcome) if self._untold else outcome

    def clear(self) -> bool:
        """Whether something was found out about a document that the ledger may hold without our books knowing: then
        planning again is not the same. Raises RemoteError, also while it is too early to look."""
        return self._desk.clear(self._row.order_id, self._books.linked)

    def out(self, steps: list[Step]) -> Outcome | None:
        """Carry them out; the order's state when that is already known, else None: plan again.

        Raises ConnectorError; whatever was done until then is in the books.
        """
        ledger = self._connection.ledger
        match steps:
            case [Undo() | SendToDian() | MakeAnew() | NoteByHand()] if self._connection.shadow:
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
                self._look(kept)
            case [Undo(kept, how, then)]:
                self._must_be_possible(then)
                self._books.stands(kept, ledger.undo(kept.booked.kind, kept.booked.ledger_id, how))
            case [AcceptEdit(kept, edited)]:
                self._books.accept_edit(kept, edited)
            case [SendToDian(kept)]:
                self._send(kept)
            case [MakeAnew(kept)]:
                ledger.undo(kept.booked.kind, kept.booked.ledger_id, "delete")
                self._desk.forget(self._row.order_id, kept)
                self._books.forget(kept)
            case [NoteByHand() as step]:
                keep_note(self._desk, step)
                return self._written
            case [Tell() as step]:
                self._tell(step)
        return None

    def _make(self, steps: list[Step]) -> Outcome | None:
        """Everything is composed before anything is sent: an order that must be held costs no call."""
        made = [self._composed(step) for step in steps if self._makes(step)]
        last = made[-1].document
        if self._connection.shadow:
            key = "issuing.shadow_receipt" if last.kind == "receipt" else "issuing.shadow_invoice"
            return Outcome(state="skipped", why=say(key, total=plain(last.total)), order=self._order)
        self._asked = last.order_total if last.kind == "invoice" else self._asked
        for one in made:
            if one.document.kind == "customer":
                self._desk.save_customer(one.document)
                continue
            try:
                self._desk.make(one)
            except ProductsMissing as missing:
                if not self._made_products(missing):
                    raise
        return self._written

    def _makes(self, step: Step) -> bool:
        """A buyer is no document of a ledger that has no customers."""
        return not isinstance(step, SaveCustomer) or "customer" in self._connection.ledger.schemas

    def _made_products(self, missing: ProductsMissing) -> bool:
        """Once in a run: what the invoice lacked is there now, and planning again sends it anew."""
        make, order = self._connection.make_products, self._order
        if make is None or order is None or self._has_made_products:
            return False
        self._has_made_products = True
        count = make(self._connection.as_sold(order), missing.codes)
        log.info("%s order %s: %d products made", self._row.connection, self._row.order_id, count)
        return count > 0

    def _composed(self, step: Step) -> MadeOf:
        return composed(self._connection, step, self._order, buyer=self._books.buyer)

    def _must_be_possible(self, then: IssueInvoice | None) -> None:
        """Raises OrderHeld, RemoteError."""
        if then is not None:
            self._composed(then)

    def _adopt(self, step: Adopt) -> Outcome | None:
        """The ledger is looked through once in a run; what is not there is the plan's affair."""
        self._is_searched = True
        found = made_elsewhere(self._desk, step)
        if found is None:
            return None
        name = found.issued.name
        if self._connection.shadow:
            return Outcome(state="skipped", why=say("issuing.shadow_adopted", name=name), order=self._order)
        made_of = MadeOf(document=found.document, source_id=step.order.id, fingerprint=fingerprint(step.order))
        self._asked = found.document.order_total
        self._desk.adopt(made_of, found.issued, say("issuing.adopted", name=name))
        return self._written

    def _credit_note(self, step: IssueCreditNote) -> Outcome | None:
        document = compose_credit_note(self._connection, step.order, step.given_back, step.source_id)
        if self._connection.shadow:
            total = plain(document.total)
            return Outcome(state="skipped", why=say("issuing.shadow_credit_note", total=total), order=self._order)
        self._must_be_possible(step.then)
        known, answer = {link.ledger_id for link in self._books.links}, self._books.answer(step.source_id)
        make_note(self._desk, step, MadeOf(document=document, source_id=step.source_id), known, answer)
        return self._written

    def _look(self, kept: Kept) -> None:
        standing = self._connection.ledger.standing(kept.booked.kind, kept.booked.ledger_id)
        self._books.stands(kept, standing)
        age = clock.now() - kept.under_way_since
        if kept.is_on_its_way and standing.status == kept.booked.status and age >= self._connection.rules.after.late:
            hours = int(age.total_seconds() // 3600)
            log.warning("%s %s: no answer for %d h", self._row.connection, kept.booked.name, hours)

    def _send(self, kept: Kept) -> None:
        """What the ledger does not send for us (a credit note: siigo-api.md 14) is sent there, and looked at here."""
        booked, ledger = kept.booked, self._connection.ledger
        if booked.kind in ledger.resends:
            standing = ledger.send_again(booked, today=bogota_date(clock.now()))
        else:
            standing = ledger.standing(booked.kind, booked.ledger_id)
        self._books.was_sent(kept, standing)

    def _tell(self, step: Tell) -> None:
        """The shop's page never holds up a document, nor makes a second one: what fails is said and tried again."""
        is_real = not self._connection.shadow
        try:
            if is_real:
                self._connection.store.tell(step.order_id, step.news)
        except ConnectorError as error:
            verdict = decide(error, tries=self._row.tries, base=TELL_AGAIN, cap=TELL_AT_MOST, chance=0.5)
            again = verdict.seconds if isinstance(verdict, TryAgain) else None
            tries = verdict.tries if isinstance(verdict, TryAgain) else self._row.tries
            self._untold = Untold(say("issuing.not_told", why=error), again, tries)
            return
        self._books.shown(step.news, is_real=is_real)

    def _remember(self, database: Database, link: LinkRow) -> None:
        """With its link, the order's state, where nothing more is to be done now. What holds up the next step comes to
        light when that is planned: the document is made."""
        self._books.links.append(link)
        try:
            outcome = ended(self.plan()[0], self._order, is_invoiced=self.is_invoiced)
        except OrderHeld:
            return
        if outcome and not (self._untold or self._had_open):
            self._written = replace(outcome, invoiced=self._asked, is_written=True)
            write(database, self._row, self._written, with_link=True)
