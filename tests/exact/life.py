"""An order's states one after another: read, decided on, and everything that follows made in the emulated Siigo."""

from dataclasses import dataclass, field, replace
from typing import Any, cast

from connector import json_text
from connector.issuing.books import Answer, Books, Kept
from connector.issuing.plan import plan
from connector.issuing.rules import Rules
from connector.issuing.steps import AcceptEdit, IssueCreditNote, IssueInvoice, Step
from connector.ledgers.amount_rules import AmountRules
from connector.ledgers.siigo.credit_note import compose_credit_note
from connector.ledgers.siigo.facts import CompanyFacts
from connector.ledgers.siigo.settings import Choices
from connector.model.documents import Booked, Document
from connector.model.events import OrderSeen
from connector.model.fingerprint import fingerprint
from connector.model.order import Order
from connector.sandbox.siigo import Options, State, credit_notes
from connector.sandbox.siigo.company import Company, Paper
from connector.stores import store_module
from tests.exact.road import NOW, TODAY, Mapped, Siigo, facts_of, merchant

OPTIONS = Options(any_product=True, rate_per_minute=None, clock=lambda: NOW, stamp_after_polls=0)
AMOUNTS = AmountRules(refund_code="DEVOLUCION")


@dataclass
class Life:
    """One order of the example of a platform, in a company of its own."""

    platform: str
    amounts: AmountRules = AMOUNTS
    company: Company = field(default_factory=lambda: State().company("vida", OPTIONS))
    books: Books = field(default_factory=Books)
    documents: list[Document] = field(default_factory=list)
    """Every one that was made, oldest first."""

    def __post_init__(self) -> None:
        self.checked = merchant(self.platform)
        file = self.checked.file
        self.rules = Rules(due=file.due, why_not_due=file.why_not_due, cards=file.cards, after=self.checked.after_sale)

    def seen(self, body: object) -> Step:
        """What is left to do about this state of the order once everything that can be made of it is made."""
        text = json_text.write(body)
        order: Order = store_module(self.platform).to_order(json_text.parse(text))
        return self.read(order)

    def read(self, order: Order) -> Step:
        """As `seen`, of an order that is read already."""
        for _ in range(20):
            step = plan(OrderSeen(order), self.books, self.rules, NOW)[-1]
            if isinstance(step, AcceptEdit):
                self._accept(step)
                continue
            if not isinstance(step, IssueInvoice | IssueCreditNote):
                return step
            self._make(step, order)
        raise AssertionError("it does not come to an end")

    def answer(self, about: str, word: Answer) -> None:
        self.books = replace(self.books, answers={**self.books.answers, about: word})

    def _accept(self, step: AcceptEdit) -> None:
        about, mark = step.kept.booked.ledger_id, fingerprint(step.order)
        papers = tuple(replace(kept, fingerprint=mark) if kept is step.kept else kept for kept in self.books.papers)
        answers = {name: word for name, word in self.books.answers.items() if name != about}
        self.books = replace(self.books, papers=papers, answers=answers)

    @property
    def notes(self) -> list[Document]:
        return [document for document in self.documents if document.kind == "credit_note"]

    def _make(self, step: IssueInvoice | IssueCreditNote, seen: Order) -> None:
        sold = self.checked.file.as_sold(step.order)
        if isinstance(step, IssueInvoice):
            siigo = Siigo(self.company)
            document = siigo.compose(Mapped(sold, self.checked.file.draft("invoice", sold)), self.amounts)
            kept = _kept(step.source_id, document, siigo.issue(document), fingerprint(seen), step.settled)
        else:
            about = replace(sold, refund=step.given_back.refund)
            document = compose_credit_note(
                self.checked.file.draft("credit_note", about),
                about,
                step.given_back,
                company=_note_facts(self.company),
                choices=Choices(rules=self.amounts),
                today=TODAY,
                marker="ref:fedcba9876543210",
            )
            paper = credit_notes.create(self.company, json_text.parse(json_text.write(document.body)))
            kept = _kept(step.source_id, document, paper)
        self.documents.append(document)
        self.books = replace(self.books, papers=(*self.books.papers, kept))


def _kept(
    source_id: str, document: Document, paper: Paper, mark: str = "", settled: frozenset[str] = frozenset()
) -> Kept:
    assert paper.answer["total"] == document.total
    booked = Booked(
        kind=document.kind,
        source_id=source_id,
        ledger_id=paper.id,
        name=paper.answer["name"],
        total=document.total,
        status=paper.answer["stamp"]["status"],
        dated_on=document.dated_on,
        body=cast(dict[str, Any], json_text.parse(json_text.write(document.body))),
        lines=document.lines,
    )
    return Kept(booked=booked, made_at=NOW, fingerprint=mark, settled=settled)


def _note_facts(company: Company) -> CompanyFacts:
    return replace(facts_of(company, "NC"), document_class="NC")
