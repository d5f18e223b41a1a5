"""What would be done with an order and why: decision, fields and origins, documents, what was not checked. Pure."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime

from connector.checking import Checked
from connector.cli.note_explanation import NoteExplanation, notes_explained
from connector.cli.tax_rates import tax_percentages
from connector.colombia.dates import bogota_date
from connector.errors import OrderHeld
from connector.issuing.books import Books
from connector.issuing.connection import Connection
from connector.issuing.keys import marker_of
from connector.issuing.plan import plan
from connector.issuing.steps import (
    Adopt,
    Ask,
    Done,
    IssueCreditNote,
    IssueInvoice,
    IssueReceipt,
    Later,
    SaveCustomer,
    Skip,
    Step,
)
from connector.ledgers import ledger_module
from connector.mapping import Row, explain
from connector.messages import say
from connector.model.documents import Document, DocumentKind
from connector.model.events import OrderSeen
from connector.model.order import Order


@dataclass(slots=True, kw_only=True)
class Explanation:
    """One order, looked at without sending anything."""

    connection: str
    order: Order
    """As it is to be invoiced; as the shop has it where `sale` holds it."""
    decision: str = ""
    fields: list[tuple[DocumentKind, Row]] = field(default_factory=list)
    documents: list[Document] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    """Why the order would be held, or would be if it were due."""
    not_checked: list[str] = field(default_factory=list)
    notes: list[NoteExplanation] = field(default_factory=list)
    """What each refund would become."""
    is_invoiced: bool = False


def explained(connection: Connection, checked: Checked, order: Order, books: Books, now: datetime) -> Explanation:
    """Raises nothing of ours: what is wrong with the order stands in `problems`."""
    today, order = bogota_date(now), replace(order, is_receipted_later=connection.rules.after.receipts == "auto")
    found = Explanation(connection=connection.name, order=order)
    steps: list[Step] = []
    try:
        steps = plan(OrderSeen(order), books, connection.rules, now)
    except OrderHeld as held:
        found.problems += held.problems
    kinds: tuple[DocumentKind, ...] = ("customer", "invoice") if connection.rules.customer_first else ("invoice",)
    for kind in kinds:
        try:
            _add(found, connection, checked, kind, today)
        except OrderHeld as held:
            found.problems += [text for text in held.problems if text not in found.problems]
    invoice = next((document for document in found.documents if document.kind == "invoice"), None)
    found.is_invoiced = books.invoice is not None
    found.notes = notes_explained(connection, checked, order, books, invoice, now)
    found.not_checked += [text for note in found.notes for text in note.not_checked]
    found.not_checked = list(dict.fromkeys(found.not_checked))
    found.decision = _in_words(steps, is_held=bool(found.problems))
    return found


def _add(found: Explanation, connection: Connection, checked: Checked, kind: DocumentKind, today: date) -> None:
    """Raises OrderHeld; what came before the problem is kept."""
    found.order = connection.as_sold(found.order)
    draft = connection.draft(kind, found.order)
    found.fields += [(kind, row) for row in explain(draft)]
    marker = marker_of(connection.name, kind, found.order.id)
    composed = ledger_module(connection.ledger.system).compose_offline(
        checked.ledger,
        kind,
        draft,
        found.order,
        tax_rates=tax_percentages(checked.file),
        today=today,
        marker=marker,
    )
    found.not_checked += composed.not_checked
    if composed.document:
        found.documents.append(composed.document)


def _looked_for(order: Order) -> str:
    """The order names an invoice, or every order is looked for."""
    if not order.claims:
        return say("explain.search")
    return say("explain.linked", claims=", ".join(f"{claim.text} ({claim.source})" for claim in order.claims))


def _in_words(steps: list[Step], *, is_held: bool) -> str:
    if not steps:
        return say("explain.held")
    if isinstance(steps[-1], IssueReceipt):  # perhaps after its customer
        return say("explain.receipt")
    match steps[0]:
        case Skip(why):
            return say("explain.skip", why=why)
        case Adopt(order):
            return _looked_for(order)
        case Done() | Later():
            return say("explain.done")
        case Ask(why):
            return say("explain.ask", why=why)
        case _ if is_held:
            return say("explain.held")
        case SaveCustomer():
            return say("explain.customer_first")
        case IssueInvoice():
            return say("explain.invoice")
        case IssueCreditNote():
            return say("explain.credit_note")
        case _:
            return say("explain.follow")
