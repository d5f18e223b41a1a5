"""What follows an invoice in a ledger without credit notes, without keys, or that takes documents in batches."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from connector.issuing.keys import LookUp, SendAgain, SendNew, WaitUntil, next_move
from connector.issuing.steps import Ask, Done, IssueInvoice, Later, Look, MakeAnew, NoteByHand, Undo
from connector.model.documents import DocumentLine
from tests.issuing.test_after import ALL, MONEY, ORDER, PART, asked, kept, note, step
from tests.issuing.test_keys import NOW, attempt
from tests.issuing.test_plan import NOW as TODAY

LINE = DocumentLine(
    code="CAM-001",
    line_id="product:1",
    quantity=Decimal("1.00"),
    unit_price=Decimal("50336.13"),
    base=Decimal("50336.13"),
    tax=Decimal("9563.87"),
    total=Decimal("59900.00"),
    order_gross=Decimal(59900),
)
PAPER = kept(status="Booked", stamped=False, name="FV-1-22")
BOOKED = replace(PAPER, booked=replace(PAPER.booked, lines=(LINE,)))


def wanting(*refunds, **more):
    return step(replace(ORDER, refunds=refunds), BOOKED, makes_notes=False, **more)


# --- a ledger that makes no credit notes


def test_a_booked_invoice_is_done():
    assert step(ORDER, BOOKED) == Done()


def test_a_whole_refund_is_a_task_with_everything_in_it():
    assert asked(wanting(ALL)) == (
        "Reembolso 9: si la factura FV-1-22 todavía no se ha enviado a la DIAN, anúlela o elimínela en Siigo y después "
        "`connector answer 1001 ignore 9`. Si ya se envió, haga en Siigo la nota crédito de toda la factura FV-1-22, "
        "por 59900 COP (1 × CAM-001, base 50336.13, impuestos 9563.87). Después, `connector answer 1001 made 9 NÚMERO` "
        "con el número de la nota; si no lleva nota, `connector answer 1001 ignore 9`"
    )


def test_a_part_names_what_comes_back_by_the_code_of_the_invoice():
    part = replace(PART, lines=(replace(PART.lines[0], net=Decimal("8403.361"), tax=Decimal("1596.639")),))
    assert "por 10000 COP: 1 × CAM-001, base 8403.36, impuestos 1596.64. Después" in asked(wanting(part))


def back(amount, quantity="1", net="8403.36", tax="1596.64"):
    """A refund of 10,000 pesos of goods, unless said otherwise, for which `amount` was given back."""
    given = replace(PART.lines[0], quantity=Decimal(quantity), net=Decimal(net), tax=Decimal(tax))
    return replace(PART, amount=Decimal(amount), lines=(given,))


def test_money_beside_the_goods_is_said_too():
    assert asked(wanting(back(15000))).startswith(
        "Reembolso 9: haga en Siigo una nota crédito de la factura FV-1-22 por 15000 COP: 1 × CAM-001, base 8403.36, "
        "impuestos 1596.64; y 5000 más, impuestos incluidos, como descuento sin mercancía, para que la nota sea de "
        "15000. Después, "
    )


def test_so_is_what_was_kept_of_the_goods():
    said = "impuestos 1596.64; menos 1500 que no se devolvieron, impuestos incluidos, para que la nota sea de 8500."
    assert said in asked(wanting(back(8500)))


def test_a_peso_of_rounding_is_not():
    for amount in (9999, 10001):
        assert "impuestos 1596.64. Después" in asked(wanting(back(amount)))


def test_money_off_a_line_is_no_units_of_it():
    said = "por 10000 COP: descuento en CAM-001, base 8403.36, impuestos 1596.64. Después"
    assert said in asked(wanting(back(10000, quantity="0")))


TWO = replace(LINE, quantity=Decimal(2), base=Decimal("100672.27"), tax=Decimal("19127.73"), total=Decimal(119800))
FREE = replace(LINE, code="ENVIO", line_id="shipping:2", base=Decimal(10000), tax=Decimal(0), total=Decimal(10000))
LARGER = replace(PAPER, booked=replace(PAPER.booked, total=Decimal(129800), lines=(TWO, FREE)))
SHIRT_BACK = back(59900, net="50336.135", tax="9563.865")


def cancelled_after(refund, noted=None):
    """A cancelled order of which a person made the note of one refund, and said that the rest came back too."""
    made = note(noted or refund.amount, status="Booked", stamped=False, name="NC-1-5", body={})
    off = replace(ORDER, total=Decimal(129800), is_cancelled=True, refunds=(refund,))
    answers = {"9": "made", "1001-cancelled": "approve"}
    return asked(step(off, LARGER, made, makes_notes=False, answers=answers, details={"9": "NC-1-5"}))


def test_the_rest_of_a_cancelled_order_names_the_goods_that_are_left():
    assert cancelled_after(SHIRT_BACK).startswith(
        "Reembolso 1001-cancelled: haga en Siigo la nota crédito de todo lo que queda de la factura FV-1-22 después de "
        "NC-1-5, por 69900 COP: 1 × CAM-001, base 50336.14, impuestos 9563.87; 1 × ENVIO, base 10000, impuestos 0. "
        "Después, `connector answer 1001 made 1001-cancelled NÚMERO`"
    )


def test_goods_that_came_back_are_not_left():
    assert "por 10000 COP: 1 × ENVIO, base 10000, impuestos 0. Después" in cancelled_after(
        back(119800, quantity="2", net="100672.27", tax="19127.73")
    )


def test_a_discount_before_lowers_what_is_left_of_all():
    said = "1 × ENVIO, base 10000, impuestos 0; menos 10000 que ya se devolvieron sin mercancía, "
    assert said in cancelled_after(replace(MONEY, amount=Decimal(10000)))


def test_money_alone_is_a_discount():
    assert "por 10000 COP, impuestos incluidos, sin devolución de mercancía" in asked(wanting(MONEY))


def test_nobody_is_asked_to_approve_what_they_must_make_themselves():
    assert "NÚMERO" in asked(wanting(MONEY, credit_notes="hold"))


def test_a_note_that_was_made_is_kept_by_its_name():
    found = wanting(MONEY, answers={"9": "made"}, details={"9": "NC-1-5"})
    assert isinstance(found, NoteByHand)
    assert (found.source_id, found.name, found.given_back.refund) == ("9", "NC-1-5", MONEY)


def test_then_there_is_nothing_more_to_do():
    made = note(10000, status="Booked", stamped=False, name="NC-1-5", body={})
    paid = replace(ORDER, refunds=(MONEY,))
    assert step(paid, BOOKED, made, makes_notes=False, answers={"9": "made"}, details={"9": "NC-1-5"}) == Done()


def test_a_refund_without_note_is_left_alone():
    assert wanting(MONEY, answers={"9": "ignore"}) == Done()


def test_whoever_says_that_it_is_made_stands_for_a_doubtful_amount():
    doubtful = replace(MONEY, doubt="sus partes no suman")
    assert "sus partes no suman" in asked(wanting(doubtful))
    assert isinstance(wanting(doubtful, answers={"9": "made"}, details={"9": "NC-1-5"}), NoteByHand)


def test_where_notes_are_ours_to_make_nobody_says_that_one_is_made() -> None:
    """Else a note would be made beside the one that somebody made by hand."""
    doubtful = replace(MONEY, doubt="sus partes no suman")
    accepted = kept()
    assert "sus partes no suman" in asked(step(replace(ORDER, refunds=(doubtful,)), accepted, answers={"9": "made"}))


def test_a_cancelled_order_is_a_task_too_and_nothing_is_annulled():
    off = replace(ORDER, is_cancelled=True)
    assert "toda la factura FV-1-22" in asked(step(off, BOOKED, makes_notes=False))


def test_an_invoice_to_be_redone_waits_for_the_note_of_the_first():
    answers = {BOOKED.booked.ledger_id: "redo"}
    assert "made 1001-redone NÚMERO" in asked(step(ORDER, BOOKED, makes_notes=False, answers=answers))
    made = note(59900, "1001-redone", status="Booked", stamped=False, body={})
    found = step(ORDER, BOOKED, made, makes_notes=False, answers=answers)
    assert isinstance(found, IssueInvoice)
    assert found.source_id == "1001#2"


# --- a ledger that takes batches


def batched(status, **more):
    return kept(status=status, stamped=False, name="F-1-7", body={}, **more)


def test_what_waits_for_its_batch_is_looked_at():
    assert isinstance(step(ORDER, batched("Batched"), now=TODAY + timedelta(seconds=11)), Look)
    assert isinstance(step(ORDER, batched("Batched", looked_at=TODAY)), Later)


def test_what_waits_for_a_day_is_said():
    at = TODAY + timedelta(hours=25)
    found = step(ORDER, batched("Batched", looked_at=at), now=at)
    assert isinstance(found, Later)
    assert found.warnings == (
        "F-1-7 lleva 25 horas sin llegar a Siigo (Batched): revise los lotes con `connector batch`",
    )


def test_a_note_waits_for_the_batch_of_its_invoice():
    found = step(replace(ORDER, refunds=(MONEY,)), batched("Batched", looked_at=TODAY))
    assert isinstance(found, Later)
    assert "espera a que la factura F-1-7 llegue a Siigo" in found.warnings[0]


def test_what_nobody_knows_is_asked_and_looked_at_meanwhile():
    found = step(ORDER, batched("Unclear", looked_at=TODAY, errors=("busque F-1-7",)))
    assert isinstance(found, Ask)
    assert found.why == "No se sabe si F-1-7 llegó a Siigo: busque F-1-7"
    assert found.at is not None


def test_what_was_refused_is_asked_then_made_anew():
    refused = batched("Refused", errors=("la cuenta 4 no existe",))
    assert "Siigo no recibió F-1-7: la cuenta 4 no existe" in asked(step(ORDER, refused))
    assert step(ORDER, refused, answers={refused.booked.ledger_id: "send"}) == MakeAnew(refused)


@pytest.mark.parametrize("kind", ["credit_note", "receipt"])
def test_so_is_a_refused_note_or_receipt(kind):
    refused = kept(kind, status="Refused", stamped=False, ledger_id="p-9", source_id="9", total=Decimal(10000), body={})
    paid = replace(ORDER, refunds=(MONEY,))
    assert "Siigo no recibió" in asked(step(paid, BOOKED, refused))
    assert step(paid, BOOKED, refused, answers={"p-9": "send"}) == MakeAnew(refused)


def test_a_refused_invoice_of_a_cancelled_order_is_taken_back():
    found = step(replace(ORDER, is_cancelled=True), batched("Refused", errors=("x",)))
    assert isinstance(found, Undo)


# --- a ledger that keeps no keys

SOON, SETTLE, IN_FLIGHT = timedelta(seconds=1), timedelta(seconds=60), timedelta(seconds=150)


def move(last, at=NOW):
    return next_move([last], at, SETTLE, IN_FLIGHT, request=last.request, keeps_keys=False)


@pytest.mark.parametrize(("outcome", "wait"), [("unknown", SETTLE), ("lost", IN_FLIGHT + SETTLE)])
def test_what_may_have_been_made_is_looked_for_before_it_is_sent_again(outcome, wait):
    last = attempt(outcome)
    begun = last.ended_at if outcome == "unknown" else last.started_at
    assert move(last, begun + wait - SOON) == WaitUntil(begun + wait)
    assert move(last, begun + wait) == LookUp(last)


def test_a_process_that_died_while_it_sent_is_no_reason_to_send():
    last = attempt("sending", ended_at=None)
    assert move(last, last.started_at + IN_FLIGHT + SETTLE) == LookUp(last)


def test_what_was_certainly_not_done_is_sent():
    assert isinstance(move(attempt("unavailable")), SendAgain)
    assert isinstance(move(attempt("absent")), SendNew)
    assert isinstance(move(attempt("refused")), SendNew)
