"""Turns of an order after its invoice that nobody expects: none ends silently, none with a document too many."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from connector.issuing.books import Books
from connector.issuing.plan import plan
from connector.issuing.steps import Ask, Done, IssueCreditNote, IssueInvoice, IssueReceipt, Look, Skip, Tell
from connector.model.documents import News
from connector.model.events import Ignored
from connector.model.fingerprint import fingerprint
from tests.issuing.test_after import ALL, CANCELLED, EDITED, MONEY, ORDER, kept, note, rules, step
from tests.issuing.test_plan import NOW
from tests.issuing.test_receipts import ON_CREDIT, steps
from tests.orders import a_line, an_order

# a refund that is pending while the invoice is made again


# cancelled, with a refund that the invoice has left out already
def test_a_cancelled_order_whose_refund_came_before_the_invoice_is_credited() -> None:
    order = an_order(is_cancelled=True, refunds=(MONEY,))
    found = step(order, kept(total=Decimal(49900), settled=frozenset({"9"})))
    assert isinstance(found, IssueCreditNote), found
    assert found.given_back.refund.amount == 49900


def test_a_cancelled_order_of_which_only_a_part_was_given_back_is_asked_about() -> None:
    found = step(an_order(is_cancelled=True, refunds=(MONEY,)), kept(), note(10000))
    assert isinstance(found, Ask), found


# un-cancelled
def test_an_order_that_is_no_longer_cancelled_is_asked_about_when_its_invoice_is_credited() -> None:
    found = step(ORDER, kept(), note(59900, "1001-cancelled"))
    assert isinstance(found, Ask), found


def test_an_order_that_is_no_longer_cancelled_is_asked_about_when_its_invoice_is_undone() -> None:
    found = step(ORDER, kept(status="Annulled"))
    assert isinstance(found, Ask), found


# cancelled twice, for two invoices
def test_the_note_of_a_second_cancellation_is_not_taken_for_the_first() -> None:
    first, second = kept(), kept(source_id="1001#2", ledger_id="guid-2", name="FV-2-23")
    found = step(CANCELLED, first, note(59900, "1001-cancelled"), second)
    assert isinstance(found, IssueCreditNote)
    assert found.source_id != "1001-cancelled"


# what a person is asked must not stop the looking at DIAN's answer
def test_a_question_does_not_end_the_looking_at_dians_answer() -> None:
    order = an_order(refunds=(MONEY,))
    found = step(order, kept(status="Sending"), credit_notes="hold")
    assert isinstance(found, Ask)
    assert getattr(found, "at", None) == NOW + timedelta(seconds=10)


# a refund within a peso of what is left is all that is left


# gift cards sold beside goods
CARD = a_line(id="product:2", taxes=(), net=Decimal(50000), list_price=Decimal(50000))
WITH_CARD = an_order(gift_cards=(CARD,), total=Decimal(109900))


def test_the_gift_card_has_its_receipt_though_some_goods_came_back() -> None:
    order = replace(WITH_CARD, refunds=(MONEY,))
    found = steps(order, kept(fingerprint=fingerprint(order)), note(10000), receipts="ignore")
    assert [type(each) for each in found] == [IssueReceipt]


# what a person left alone is left alone
def test_a_refund_that_a_person_ignores_does_not_undo_the_invoice() -> None:
    rejected = kept(status="", stamped=False)
    found = step(an_order(refunds=(ALL,)), rejected, answers={"9": "ignore"})
    assert found == Done()


def test_a_doubtful_refund_does_not_undo_the_invoice_unasked() -> None:
    doubtful = replace(ALL, doubt="las partes suman 9000")
    assert isinstance(step(an_order(refunds=(doubtful,)), kept(status="", stamped=False)), Ask)


# a note that is annulled while it is on its way
def test_a_refund_whose_note_was_annulled_in_siigo_is_not_forgotten() -> None:
    found = step(an_order(refunds=(MONEY,)), kept(), note(10000, status="Annulled"))
    assert isinstance(found, Ask | IssueCreditNote), found


# a refund that goes away or grows after its note
def test_a_note_whose_refund_is_gone_is_asked_about() -> None:
    assert isinstance(step(ORDER, kept(), note(10000)), Ask)


def test_a_refund_that_has_grown_since_its_note_is_asked_about() -> None:
    assert isinstance(step(an_order(refunds=(replace(MONEY, amount=Decimal(20000)),)), kept(), note(10000)), Ask)


# the shop goes on showing an invoice that is annulled
def test_the_shop_is_told_that_the_invoice_is_annulled() -> None:
    told = News(invoice="FV-2-22", status="", cufe="", url="")
    found = step(CANCELLED, kept(status="Annulled", stamped=False), tells=True, told=told)
    assert isinstance(found, Tell), found


# a refund that comes between the note of a redo and the new invoice


# the new invoice before DIAN has taken the note
def test_the_new_invoice_waits_until_dian_has_accepted_the_note() -> None:
    for status in ("Sending", "Rejected"):
        back = note(59900, "1001-redone", status=status, looked_at=NOW)
        found = step(EDITED, kept(), back, answers={"guid-invoice": "redo"})
        assert not isinstance(found, IssueInvoice), status


# cancelled before invoicing: nothing is posted
def test_a_cancelled_order_gets_no_advance() -> None:
    found = steps(an_order(is_cancelled=True), is_due=False)
    assert isinstance(found[-1], Skip), found


# a deleted order with credit notes ignored
def test_a_deleted_order_can_be_answered() -> None:
    assert step(None, kept(), credit_notes="ignore", answers={"guid-invoice": "keep"}) == Done()


# redo of an order of which nothing is left


# an adopted invoice on credit may have its receipt already
def test_an_adopted_invoice_is_not_receipted_unasked() -> None:
    found = steps(an_order(), kept(**ON_CREDIT, is_adopted=True))
    assert isinstance(found[-1], Ask), found


# sent today, though made long ago
def test_a_draft_that_was_sent_just_now_is_not_late() -> None:
    now = NOW + timedelta(hours=72)
    draft = kept(status="Sending", stamped=False, looked_at=now, sent_at=now)
    found = step(ORDER, draft, now=now)
    assert getattr(found, "warnings", None) == (), found


# nothing can be known of the order any more: the shop's credentials are gone, and its deliveries only name it
def test_dians_answer_is_waited_for_though_nothing_is_known_of_the_order_any_more() -> None:
    sending = Books(papers=(kept(status="Sending"),))
    [found] = plan(Ignored("faltan credenciales"), sending, rules(), NOW)
    soon = NOW + timedelta(seconds=10)
    assert found == Skip("faltan credenciales", soon)
    assert plan(Ignored("faltan credenciales"), sending, rules(), soon) == [Look(sending.papers[0])]


def test_what_dian_rejected_is_said_though_nothing_is_known_of_the_order_any_more() -> None:
    [found] = plan(Ignored("faltan credenciales"), Books(papers=(kept(status="Rejected"),)), rules(), NOW)
    assert isinstance(found, Ask), found
    assert "`connector replay 1001`" in found.why
