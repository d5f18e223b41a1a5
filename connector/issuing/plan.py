"""What is to be done about an order, given what the books hold. Pure: deciding twice gives the same steps.

The order of deliveries means nothing (store-protocols.md 15.4): only the newest state of the order does.
"""

from dataclasses import replace
from datetime import datetime

from connector.colombia.dates import bogota_date
from connector.issuing.after import follow_up
from connector.issuing.books import Books
from connector.issuing.dian import next_look, sent_again
from connector.issuing.receipts import advances, to_invoice
from connector.issuing.rules import Rules
from connector.issuing.steps import Adopt, Ask, IssueInvoice, Look, SaveCustomer, Skip, Step
from connector.messages import say, typed
from connector.model.documents import Trace
from connector.model.events import Event, Ignored, OrderDeleted, OrderSeen, Unreadable
from connector.model.money import plain
from connector.model.order import Order


def plan(event: Event | Unreadable, books: Books, rules: Rules, now: datetime) -> list[Step]:
    """The next steps, in order. Once carried out, planning again gives what follows, in the end only an End."""
    match event:
        case Ignored(why):
            return _before_invoice(Skip(why), books, rules, now)
        case Unreadable(why):
            return _before_invoice(Ask(why), books, rules, now)
        case OrderDeleted() if books.invoice is None:
            return _before_invoice(Skip(say("issuing.deleted")), books, rules, now)
        case OrderDeleted():
            return follow_up(None, books, rules, now)
        case OrderSeen(order) if books.invoice is not None:
            return follow_up(order, books, rules, now)
        case OrderSeen(order):
            return _before_invoice(order, books, rules, now)


def _before_invoice(order: Order | Skip | Ask, books: Books, rules: Rules, now: datetime) -> list[Step]:
    """Receipts of money that came before the sale are followed like what comes after it, and so is every document of
    an order of which nothing can be known any more: `order` is then why."""
    known = order if isinstance(order, Order) else None
    looks = [(next_look(kept, rules.after.first_look), kept) for kept in books.papers if kept.is_on_its_way]
    due = [Look(kept) for at, kept in looks if at <= now]
    first = next(iter([*due, *sent_again(known, books)]), None)
    if first is not None:
        steps: list[Step] = [first]
    else:
        steps = _first_invoice(order, books, rules) if isinstance(order, Order) else [order]
    at = min((at for at, _ in looks), default=None)
    return [replace(step, at=at) if at and isinstance(step, Skip | Ask) else step for step in steps]


def _first_invoice(order: Order, books: Books, rules: Rules) -> list[Step]:
    """Refunds that came before the invoice are taken out of it: nobody owes what was never owed."""
    if why := _is_none(order):
        return [Skip(why)]
    if _is_to_be_looked_for(order, books, rules):
        return [Adopt(order, _trace(order))]
    why = _why_not(order, rules)
    for receipt in [] if order.is_cancelled else advances(order, books, rules, is_due=not why):
        return [SaveCustomer(order), receipt]
    if why:
        return [_not_invoiced(order, books, why)]
    if order.claims and books.is_searched and books.answers.get(order.id) != "invoice":
        claims = ", ".join(f"{claim.text} ({claim.source})" for claim in order.claims)
        return [Ask(say("issuing.claimed", claims=claims, order=typed(order.number)))]
    for refund in order.refunds:
        if refund.doubt and refund.amount and not refund.is_pending and books.answers.get(refund.id) != "approve":
            shown = {"refund": refund.id, "amount": plain(refund.amount), "currency": order.currency}
            why = say("issuing.doubtful_before", doubt=refund.doubt, order=typed(order.number), **shown)
            return [Ask(why)]
    settled = frozenset(refund.id for refund in order.refunds if not refund.is_pending)
    issue = IssueInvoice(to_invoice(order, books, rules), order.id, settled)
    if rules.customer_first:  # every time: the buyer may have been corrected, and saving twice is harmless
        return [SaveCustomer(order), issue]
    return [issue]


def _is_none(order: Order) -> str:
    """Why it is no order for the books at all; empty when it is one."""
    if order.is_draft:
        return say("issuing.draft", status=order.status)
    return say("issuing.test") if order.is_test else ""


def _is_to_be_looked_for(order: Order, books: Books, rules: Rules) -> bool:
    if books.is_searched or rules.after.adopt == "never" or books.answers.get(order.id) == "invoice":
        return False
    return bool(order.claims) or (rules.after.adopt == "always" and not _why_not(order, rules))


def _trace(order: Order) -> Trace:
    return Trace(
        ids=tuple(claim.text for claim in order.claims if claim.kind == "id"),
        names=tuple(claim.text for claim in order.claims if claim.kind == "name"),
        purchase_order=order.number,
        since=bogota_date(order.placed_at),
    )


def _why_not(order: Order, rules: Rules) -> str:
    """Why the order is not invoiced; empty when it is."""
    if order.is_cancelled:
        return say("issuing.cancelled")
    if not order.lines and order.gift_cards:
        return say("issuing.only_gift_cards")
    if order.refunded >= order.total > 0:
        return say("issuing.refunded", amount=plain(order.refunded), currency=order.currency)
    if not rules.due(order):
        return rules.why_not_due(order)
    return ""


def _not_invoiced(order: Order, books: Books, why: str) -> Step:
    """With advances that were taken in: visible while the order waits, and a person's affair once it is called off."""
    names = ", ".join(kept.booked.name for kept in books.papers if kept.booked.kind == "receipt")
    if not names:
        return Skip(why)
    is_off = order.is_cancelled or order.refunded >= order.total > 0
    if is_off and books.answers.get(order.id) != "keep":
        return Ask(say("issuing.advance_to_give_back", names=names, why=why, order=typed(order.number)))
    return Skip(say("issuing.advance_made", names=names, why=why))
