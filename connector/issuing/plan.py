"""What is to be done about an order, given what the books hold. Pure: deciding twice gives the same steps.

The order of deliveries means nothing (store-protocols.md 15.4): only the newest state of the order does.
"""

from datetime import datetime

from connector.issuing.after import follow_up
from connector.issuing.books import Books
from connector.issuing.remaining import without_refunds
from connector.issuing.rules import Rules
from connector.issuing.steps import IssueInvoice, SaveCustomer, Skip, Step
from connector.messages import say
from connector.model.events import Event, Ignored, OrderDeleted, OrderSeen
from connector.model.money import plain
from connector.model.order import Order


def plan(event: Event, books: Books, rules: Rules, now: datetime) -> list[Step]:
    """The next steps, in order. Once carried out, planning again gives what follows, in the end only an End."""
    match event:
        case Ignored(why):
            return [Skip(why)]
        case OrderDeleted() if books.invoice is None:
            return [Skip(say("issuing.deleted"))]
        case OrderDeleted():
            return follow_up(None, books, rules, now)
        case OrderSeen(order) if books.invoice is not None:
            return follow_up(order, books, rules, now)
        case OrderSeen(order):
            return _first_invoice(order, rules)


def _first_invoice(order: Order, rules: Rules) -> list[Step]:
    """Refunds that came before the invoice are taken out of it: nobody owes what was never owed."""
    if why := _why_not(order, rules):
        return [Skip(why)]
    left = without_refunds(order)
    settled = frozenset(refund.id for refund in order.refunds if not refund.is_pending)
    issue = IssueInvoice(left, order.id, settled)
    if rules.customer_first:  # every time: the buyer may have been corrected, and saving twice is harmless
        return [SaveCustomer(order), issue]
    return [issue]


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
