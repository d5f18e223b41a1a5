"""What is to be done about an order, given what the books hold. Pure: deciding twice gives the same steps.

The order of deliveries means nothing (store-protocols.md 15.4): only the newest state of the order does.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from connector.messages import say
from connector.model.events import Event, Ignored, OrderDeleted, OrderSeen
from connector.model.money import plain
from connector.model.order import Order


@dataclass(frozen=True, slots=True)
class Skip:
    """Nothing is to be done, and why."""

    why: str


@dataclass(frozen=True, slots=True)
class Done:
    """The documents that the order asks for exist. `warnings`: what a person should know."""

    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SaveCustomer:
    """Find, make or update the buyer in the ledger."""

    order: Order


@dataclass(frozen=True, slots=True)
class IssueInvoice:
    order: Order


Step = Skip | Done | SaveCustomer | IssueInvoice


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """The merchant's choices that deciding needs."""

    due: Callable[[Order], bool]
    why_not_due: Callable[[Order], str]
    customer_first: bool = False
    """The buyer is a document of its own, made before the invoice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Books:
    """What exists in the ledger because of this order: kind -> name of the document, and what was warned of."""

    documents: Mapping[str, str] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()


def plan(event: Event, books: Books, rules: Rules) -> list[Step]:
    """The steps, in order. When all were carried out, planning again gives only Skip or Done."""
    match event:
        case Ignored(why):
            return [Skip(why)]
        case OrderDeleted() if "invoice" in books.documents:
            return [Done((*books.warnings, say("issuing.deleted_after_invoice", invoice=books.documents["invoice"])))]
        case OrderDeleted():
            return [Skip(say("issuing.deleted"))]
        case OrderSeen(order) if "invoice" in books.documents:
            return [Done((*books.warnings, *_after_the_sale(order, books.documents["invoice"])))]
        case OrderSeen(order):
            return _first_invoice(order, rules)


def _first_invoice(order: Order, rules: Rules) -> list[Step]:
    if why := _why_not(order, rules):
        return [Skip(why)]
    if rules.customer_first:  # every time: the buyer may have been corrected, and saving twice is harmless
        return [SaveCustomer(order), IssueInvoice(order)]
    return [IssueInvoice(order)]


def _why_not(order: Order, rules: Rules) -> str:
    """Why the order is not invoiced; empty when it is."""
    if order.is_draft:
        return say("issuing.draft", status=order.status)
    if order.is_test:
        return say("issuing.test")
    if order.is_cancelled:
        return say("issuing.cancelled")
    if not order.lines and order.gift_cards:
        return say("issuing.only_gift_cards")
    if order.refunded >= order.total > 0:
        return say("issuing.refunded", amount=plain(order.refunded), currency=order.currency)
    if not rules.due(order):
        return rules.why_not_due(order)
    return ""


def _after_the_sale(order: Order, invoice: str) -> tuple[str, ...]:
    """Changes in the shop that an issued invoice does not show."""
    if order.refunded:
        amount = plain(order.refunded)
        return (say("issuing.refund_after_invoice", amount=amount, currency=order.currency, invoice=invoice),)
    if order.is_cancelled:
        return (say("issuing.cancelled_after_invoice", invoice=invoice),)
    return ()
