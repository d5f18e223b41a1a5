"""Deciding what follows an invoice: each situation gives one step, and after it the next."""

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from connector.issuing.books import Books, Kept
from connector.issuing.dian import next_look
from connector.issuing.plan import plan
from connector.issuing.rules import AfterSale, Rules
from connector.issuing.steps import (
    AcceptEdit,
    Ask,
    Done,
    IssueCreditNote,
    IssueInvoice,
    Later,
    Look,
    SendToDian,
    Skip,
    Step,
    Tell,
    Undo,
)
from connector.model.documents import Booked, News
from connector.model.events import OrderDeleted, OrderSeen
from connector.model.fingerprint import fingerprint
from connector.model.order import Order, Refund, RefundLine
from tests.issuing.test_plan import NOW
from tests.orders import a_line, an_order

ORDER = an_order()
PART = Refund(
    id="9", amount=Decimal(10000), lines=(RefundLine(line_id="product:1", quantity=Decimal(1), net=Decimal(8403)),)
)
MONEY = Refund(id="9", amount=Decimal(10000))
ALL = Refund(id="9", amount=Decimal(59900))


def rules(**after: Any) -> Rules:
    given = {"credit_notes": "auto", **after}
    of_ledger = {name: given.pop(name) for name in ("tells", "makes_notes") if name in given}
    return Rules(due=lambda order: True, why_not_due=lambda order: "", after=AfterSale(**given), **of_ledger)


def kept(kind: str = "invoice", *, status: str = "Accepted", stamped: bool = True, **more: Any) -> Kept:
    booked = {
        "kind": kind,
        "source_id": "1001",
        "ledger_id": f"guid-{kind}",
        "name": "FV-2-22" if kind == "invoice" else "NC-1-12",
        "total": Decimal(59900),
        "withheld": Decimal(0),
        "status": status,
        "dated_on": NOW.date(),
        "body": {"stamp": {"send": stamped}},
        "receivable": Decimal(0),
        "advance": Decimal(0),
    }
    booked |= {name: more.pop(name) for name in list(more) if name in booked}
    return Kept(**{"booked": Booked(**booked), "made_at": NOW, "fingerprint": fingerprint(ORDER), **more})


def note(amount: int, refund: str = "9", **more: Any) -> Kept:
    return kept("credit_note", total=Decimal(amount), receivable=Decimal(amount), source_id=refund, **more)


def step(order: Order | None, *papers: Kept, now: datetime = NOW, **more: Any) -> Step:
    books = {name: more.pop(name) for name in ("answers", "details", "told", "looked") if name in more}
    event = OrderDeleted("1001") if order is None else OrderSeen(order)
    [found] = plan(event, Books(papers=papers, **books), rules(**more), now)
    return found


def asked(found: Step) -> str:
    assert isinstance(found, Ask)
    return found.why


def test_a_credit_note_that_dian_rejects_is_mended_in_the_ledger_and_looked_at_again() -> None:
    back = note(10000, status="Rejected", errors=("CAJ43b: Falta el nombre",))
    order = an_order(refunds=(MONEY,))
    assert asked(step(order, kept(), back)) == (
        "La DIAN rechazó la nota crédito NC-1-12: CAJ43b: Falta el nombre. Corríjala y reenvíela en Siigo; después, "
        "`connector replay 1001` vuelve a mirarla"
    )
    assert step(order, kept(), back, answers={"guid-credit_note": "send"}) == SendToDian(back)


# --- nothing happened -------------------------------------------------------------------------------------------------


def test_an_invoice_that_dian_accepted_is_the_end() -> None:
    assert step(ORDER, kept()) == Done()


def test_an_invoice_that_is_not_for_dian_is_the_end() -> None:
    assert step(ORDER, kept(status="", stamped=False)) == Done()


def test_what_was_warned_of_stays_visible() -> None:
    assert step(ORDER, kept(warnings=("difiere en 0.01",))) == Done(("difiere en 0.01",))


@pytest.mark.parametrize("change", [{"status": "completed"}, {"tags": ("vip",)}, {"is_paid": False}])
def test_a_change_that_an_invoice_does_not_depend_on_is_none(change: dict[str, Any]) -> None:
    assert step(an_order(**change), kept()) == Done()


# --- DIAN -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", ["Sending", "Draft", "pending", "in validation", ""])
def test_dian_is_asked_until_it_has_answered(status: str) -> None:
    invoice = kept(status=status)
    assert step(ORDER, invoice) == Later(NOW + timedelta(seconds=10))
    assert step(ORDER, invoice, now=NOW + timedelta(seconds=10)) == Look(invoice)


def test_the_gaps_grow_to_an_hour() -> None:
    invoice, gaps, now = kept(status="Sending"), [], NOW
    for _ in range(14):
        after = next_look(invoice, timedelta(seconds=10))
        gaps.append((after - now).total_seconds())
        now, invoice = after, replace(invoice, looked_at=after)
    assert gaps[:5] == [10, 10, 20, 40, 80]
    assert gaps[-1] == 3600
    assert gaps == sorted(gaps)


def test_an_answer_that_does_not_come_is_said_after_a_day() -> None:
    now = NOW + timedelta(hours=30)
    found = step(ORDER, kept(status="Sending", looked_at=now), now=now)
    words = "La DIAN no ha respondido por FV-2-22 en 30 horas (en Siigo: Sending): revise en Siigo"
    assert found == Later(now + timedelta(hours=1, minutes=15), (words,))


def test_a_rejection_is_loud_and_says_what_to_do() -> None:
    found = step(ORDER, kept(status="Rejected", errors=("FAJ43b: Nombre del adquiriente no informado",)))
    assert asked(found) == (
        "La DIAN rechazó FV-2-22: FAJ43b: Nombre del adquiriente no informado. Si el dato está en Siigo (el cliente, "
        "un producto), corríjalo allá y reenvíe con `connector replay 1001`; si está en el pedido o en el mapeo, "
        "corríjalo y `connector answer 1001 redo` la anula y hace otra"
    )


def test_a_rejected_invoice_is_sent_again_once_somebody_has_mended_it() -> None:
    invoice = kept(status="Rejected")
    assert step(ORDER, invoice, answers={"guid-invoice": "send"}) == SendToDian(invoice)


# --- refunds ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("refund", "reason"), [(PART, 1), (ALL, 2), (MONEY, 3)])
def test_a_refund_gets_a_credit_note_with_its_reason(refund: Refund, reason: int) -> None:
    found = step(an_order(refunds=(refund,)), kept())
    assert isinstance(found, IssueCreditNote)
    assert (found.source_id, found.given_back.refund, found.given_back.reason) == ("9", refund, reason)
    assert found.given_back.invoice.name == "FV-2-22"


def test_a_refund_that_has_its_note_is_done() -> None:
    assert step(an_order(refunds=(MONEY,)), kept(), note(10000)) == Done()


def test_the_second_refund_gets_its_own_note_and_the_last_is_partial_too() -> None:
    rest = Refund(id="10", amount=Decimal(49900))
    found = step(an_order(refunds=(MONEY, rest)), kept(), note(10000))
    assert isinstance(found, IssueCreditNote)
    assert (found.source_id, found.given_back.reason) == ("10", 1)
    assert [one.name for one in found.given_back.earlier] == ["NC-1-12"]


def test_a_refund_that_came_before_the_invoice_is_in_it() -> None:
    assert step(an_order(refunds=(MONEY,)), kept(settled=frozenset({"9"}))) == Done()


def test_a_pending_refund_is_waited_for() -> None:
    assert step(an_order(refunds=(replace(MONEY, is_pending=True),)), kept()) == Done()


def test_a_refund_waits_until_dian_has_accepted_the_invoice() -> None:
    found = step(an_order(refunds=(MONEY,)), kept(status="Sending"))
    assert isinstance(found, Later)
    assert found.warnings == (
        "La nota crédito del reembolso 9 (10000 COP) espera a que la DIAN acepte la factura FV-2-22",
    )


def test_a_refund_of_more_than_is_left_is_asked_about() -> None:
    found = step(an_order(refunds=(replace(MONEY, id="10", amount=Decimal(50000)),)), kept(), note(10000))
    assert asked(found).startswith("El reembolso 10 es de 50000 COP y a la factura FV-2-22 le quedan 49900")


def test_a_refund_is_prepared_and_waits_for_a_person() -> None:
    order = an_order(refunds=(MONEY,))
    assert asked(step(order, kept(), credit_notes="hold")) == (
        "Reembolso 9 de 10000 COP: falta la nota crédito de la factura FV-2-22. Para hacerla, "
        "`connector answer 1001 approve 9`; para no hacerla, `connector answer 1001 ignore 9`"
    )
    found = step(order, kept(), credit_notes="hold", answers={"9": "approve"})
    assert isinstance(found, IssueCreditNote)


@pytest.mark.parametrize("more", [{"credit_notes": "ignore"}, {"answers": {"9": "ignore"}}])
def test_a_refund_may_be_left_alone(more: dict[str, Any]) -> None:
    assert step(an_order(refunds=(MONEY,)), kept(), **more) == Done()


def test_a_doubtful_refund_is_asked_about_even_where_notes_are_made_by_themselves() -> None:
    order = an_order(refunds=(replace(MONEY, doubt="las partes suman 9000"),))
    assert "las partes suman 9000" in asked(step(order, kept()))
    assert isinstance(step(order, kept(), answers={"9": "approve"}), IssueCreditNote)


# --- cancellations ----------------------------------------------------------------------------------------------------

CANCELLED = an_order(is_cancelled=True)


@pytest.mark.parametrize("status", ["", "Rejected"])
@pytest.mark.parametrize("how", ["annul", "delete"])
def test_an_invoice_that_dian_has_not_accepted_is_undone(status: str, how: str) -> None:
    invoice = kept(status=status, stamped=status != "")
    assert step(CANCELLED, invoice, undo=how) == Undo(invoice, how)
    assert step(an_order(refunds=(ALL,)), invoice, undo=how) == Undo(invoice, how)


def test_undoing_may_be_left_to_a_person() -> None:
    invoice = kept(status="", stamped=False)
    assert step(CANCELLED, invoice, undo="hold") == Look(invoice), "perhaps it is done"
    looked = frozenset({"guid-invoice"})
    assert asked(step(CANCELLED, invoice, undo="hold", looked=looked)).startswith(
        "El pedido se canceló o se reembolsó y la DIAN no ha aceptado la factura FV-2-22"
    )


def test_an_invoice_that_was_undone_ends_the_order() -> None:
    assert step(CANCELLED, kept(status="Annulled")) == Skip(
        "La factura FV-2-22 se deshizo (Annulled) porque el pedido se canceló o se reembolsó"
    )


def test_an_accepted_invoice_of_a_cancelled_order_gets_a_note_for_all_of_it() -> None:
    found = step(CANCELLED, kept())
    assert isinstance(found, IssueCreditNote)
    assert (found.source_id, found.given_back.refund.amount, found.given_back.reason) == ("1001-cancelled", 59900, 2)
    assert step(CANCELLED, kept(), note(59900, "1001-cancelled")) == Done()


def test_a_cancellation_with_refunds_is_told_by_them() -> None:
    found = step(an_order(is_cancelled=True, refunds=(ALL,)), kept())
    assert isinstance(found, IssueCreditNote)
    assert found.source_id == "9"


def test_a_deleted_order_whose_invoice_stands_is_asked_about() -> None:
    assert "FV-2-22" in asked(step(None, kept()))
    assert step(None, kept(), note(59900)) == Done()


# --- edits ------------------------------------------------------------------------------------------------------------

EDITED = an_order(lines=(a_line(), a_line(id="product:2")), total=Decimal(119800))


def test_an_edit_has_three_ways_out() -> None:
    assert asked(step(EDITED, kept())) == (
        "El pedido cambió después de la factura FV-2-22 (59900) y hoy suma 119800. Para dejar la factura como está, "
        "`connector answer 1001 keep`; para hacer nota crédito y factura nueva, `connector answer 1001 redo`"
    )
    assert step(EDITED, kept(), answers={"guid-invoice": "keep"}) == AcceptEdit(kept(), EDITED)
    assert step(EDITED, kept(), edits="ignore") == Done()


def test_a_later_edit_is_asked_about_anew() -> None:
    accepted = kept(fingerprint=fingerprint(EDITED))
    assert step(EDITED, accepted) == Done()
    assert "cambió después de la factura" in asked(step(ORDER, accepted))


def test_an_invoice_is_redone_by_a_note_for_all_of_it_and_a_new_one() -> None:
    redo = {"guid-invoice": "redo"}
    found = step(EDITED, kept(), credit_notes="hold", answers=redo)
    assert isinstance(found, IssueCreditNote)
    assert (found.source_id, found.given_back.refund.amount) == ("1001-redone", 59900)
    again = step(EDITED, kept(), note(59900, "1001-redone"), credit_notes="hold", answers=redo)
    assert again == IssueInvoice(EDITED, "1001#2", frozenset())


def test_the_new_invoice_is_the_one_that_counts() -> None:
    new = kept(source_id="1001#2", ledger_id="guid-2", total=Decimal(119800), fingerprint=fingerprint(EDITED))
    papers = (kept(), note(59900, "1001-redone"), new)
    assert step(EDITED, *papers, answers={"guid-invoice": "redo"}) == Done()


def test_what_was_refunded_needs_no_note_of_its_own_where_the_invoice_is_redone() -> None:
    redo = {"guid-invoice": "redo"}
    pending = replace(MONEY, id="10", is_pending=True)
    order = replace(EDITED, refunds=(MONEY, pending))
    found = step(order, kept(), answers=redo)
    assert isinstance(found, IssueCreditNote)
    assert (found.source_id, found.given_back.refund.amount) == ("1001-redone", 59900)
    again = step(order, kept(), note(59900, "1001-redone"), answers=redo)
    assert isinstance(again, IssueInvoice)
    assert again.order.total == EDITED.total - MONEY.amount
    assert again.settled == {MONEY.id}


def test_an_order_that_came_back_whole_is_not_made_anew() -> None:
    order = replace(EDITED, refunds=(replace(ALL, amount=EDITED.total, lines=()),))
    found = step(order, kept(total=EDITED.total), answers={"guid-invoice": "redo"})
    assert isinstance(found, IssueCreditNote)
    assert (found.source_id, found.given_back.reason) == ("9", 2)


# --- what of a refund is of the invoice -------------------------------------------------------------------------------

CARD = a_line(id="product:50", sku="TARJETA", list_price=Decimal(50000), net=Decimal(50000), taxes=())
CARD_BACK = RefundLine(line_id="product:50", quantity=Decimal(1), net=Decimal(50000))
SHIRT_BACK = RefundLine(line_id="product:1", quantity=Decimal(1), net=Decimal(50336), tax=Decimal(9564))


def with_card(amount: int, *lines: RefundLine) -> Order:
    back = Refund(id="9", amount=Decimal(amount), lines=lines)
    return an_order(total=Decimal(109900), gift_cards=(CARD,), refunds=(back,))


def given_back(found: Step) -> tuple[Decimal, tuple[RefundLine, ...], int]:
    assert isinstance(found, IssueCreditNote), found
    return found.given_back.refund.amount, found.given_back.refund.lines, found.given_back.reason


def of_cards(order: Order) -> Kept:
    return kept(fingerprint=fingerprint(order))


def test_a_gift_card_that_comes_back_alone_makes_no_note() -> None:
    order = with_card(50000, CARD_BACK)
    assert step(order, of_cards(order)) == Done()
    assert step(order, of_cards(order), credit_notes="hold") == Done()


@pytest.mark.parametrize("lines", [(SHIRT_BACK, CARD_BACK), ()], ids=["by line", "by status"])
def test_a_gift_card_that_comes_back_with_the_goods_is_not_in_their_note(lines: tuple[RefundLine, ...]) -> None:
    order = with_card(109900, *lines)
    assert given_back(step(order, of_cards(order))) == (59900, lines[:1], 2)


def test_a_gift_card_that_comes_back_after_the_goods_makes_no_second_note() -> None:
    goods = Refund(id="9", amount=Decimal(59900), lines=(SHIRT_BACK,))
    card = Refund(id="10", amount=Decimal(50000), lines=(CARD_BACK,))
    order = an_order(total=Decimal(109900), gift_cards=(CARD,), refunds=(goods, card))
    assert given_back(step(order, of_cards(order)))[0] == 59900
    assert step(order, of_cards(order), note(59900)) == Done()
    in_money = replace(order, refunds=(goods, replace(card, lines=())))
    assert step(in_money, of_cards(order), note(59900)) == Done()


def test_gift_cards_that_a_shop_sells_as_products_are_none_of_the_invoice_either() -> None:
    order = replace(with_card(109900, SHIRT_BACK, CARD_BACK), lines=(a_line(), CARD), gift_cards=())
    books, known = Books(papers=(of_cards(order),)), replace(rules(), cards=lambda _: (CARD,))
    [found] = plan(OrderSeen(order), books, known, NOW)
    assert given_back(found) == (59900, (SHIRT_BACK,), 2)


def test_an_invoice_that_dian_does_not_know_is_annulled_when_all_of_it_comes_back_with_a_card() -> None:
    order = with_card(109900, SHIRT_BACK, CARD_BACK)
    invoice = kept(status="Draft", stamped=False, fingerprint=fingerprint(order))
    assert step(order, invoice) == Undo(invoice, "annul")


def test_a_cent_of_the_ledgers_rounding_is_no_reason_to_ask() -> None:
    order = an_order(refunds=(ALL,))
    invoice = kept(total=Decimal("59899.99"))
    assert given_back(step(order, invoice)) == (59900, (), 2)
    draft = kept(total=Decimal("59899.99"), status="Draft", stamped=False)
    assert step(order, draft) == Undo(draft, "annul")
    assert asked(step(an_order(refunds=(replace(ALL, amount=Decimal("59901.50")),)), invoice))


def test_what_the_buyer_withheld_is_given_back_too() -> None:
    invoice = kept(total=Decimal(58400), withheld=Decimal(1500))
    assert given_back(step(an_order(refunds=(ALL,)), invoice)) == (59900, (), 2)
    part = kept("credit_note", total=Decimal(9750), withheld=Decimal(250), source_id="9")
    rest = Refund(id="10", amount=Decimal(49900))
    assert given_back(step(an_order(refunds=(MONEY, rest)), invoice, part)) == (49900, (), 1)


# --- the shop's page --------------------------------------------------------------------------------------------------


def test_the_shop_is_told_once_dian_has_answered_and_again_of_each_note() -> None:
    invoice = kept(cufe="c0ffee", url="https://siigo.example/1")
    news = News(invoice="FV-2-22", status="Accepted", cufe="c0ffee", url="https://siigo.example/1")
    assert isinstance(step(ORDER, kept(status="Sending"), tells=True), Later)
    assert step(ORDER, invoice, tells=True) == Tell("1001", news)
    assert step(ORDER, invoice, tells=True, told=news) == Done()
    with_note = replace(news, credit_notes=("NC-1-12",))
    order = an_order(refunds=(MONEY,))
    assert step(order, invoice, note(10000), tells=True, told=news) == Tell("1001", with_note)
