"""Payments come to the invoice's total to the cent, one for each payment type, and alone where one has a due date."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connector.errors import OrderHeld
from connector.ledgers.paid import balanced
from connector.ledgers.problems import Problems
from connector.ledgers.siigo.facts import PaymentType
from connector.ledgers.siigo.payments import fill_payments
from connector.model.documents import Document
from connector.model.money import CENT
from connector.model.order import Order, Payment, Refund
from tests.ledgers.siigo.company import (
    BANK,
    CARD,
    COMPANY,
    CREDIT,
    PLAIN,
    RETE_IVA,
    SHIRT,
    SUPPLIERS,
    TODAY,
    composed,
    draft,
    line,
    order,
    payment,
    values,
)

GIFT_CARD = line(90, "50000", rate="", name="Tarjeta de regalo", sku="TARJETA")
ADDI = 5700
WITH_ADDI = replace(
    COMPANY,
    payment_types={**COMPANY.payment_types, ADDI: PaymentType(id=ADDI, name="Addi", type="Cartera", due_date=True)},
)
LATER = date(2026, 12, 21)
NOT_ELECTRONIC = {"document": {"id": PLAIN}, "stamp": None}


def of(*payments: Payment, is_paid: bool = True) -> Order:
    """An order of 100000."""
    return order(SHIRT, payments=payments, is_paid=is_paid)


def pending(amount: str, method: str = "cod") -> Payment:
    return replace(payment(amount, method), status="pending")


def split(one: Order, *ids: int, **more: object) -> Document:
    return composed(one, payments=[{"id": id_} for id_ in ids], **more)


def paid(document: Document) -> list[tuple[object, ...]]:
    return [tuple(entry.values()) for entry in document.body["payments"]]


def held(one: Order, *ids: int, **more: object) -> list[str]:
    with pytest.raises(OrderHeld) as caught:
        composed(one, **{"payments": [{"id": id_} for id_ in ids], **more})
    return list(caught.value.problems)


# --- one payment ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("amount", ["100000", "99999", "30000", "120000"])
def test_an_order_with_one_payment_is_paid_whole_with_it(amount):
    assert paid(split(of(payment(amount)), BANK)) == [(BANK, 100000)]


def test_cash_on_delivery_is_cash_and_nothing_is_said():
    document = split(of(pending("100000"), is_paid=False), CARD)
    assert (paid(document), document.warnings) == ([(CARD, 100000)], ())


def test_what_was_promised_is_no_payment_yet():
    authorized = replace(payment("100000"), status="authorized")
    assert split(of(authorized, is_paid=False), CREDIT).warnings == ()


PARTLY = (
    "payments[0].id: en la tienda hay pagos por 30000 de 100000, y la factura queda toda pagada en 5640 (Tarjeta): "
    "si el resto se paga después, use una forma de pago con vencimiento"
)


def test_a_deposit_is_said_where_the_invoice_counts_as_paid():
    assert split(of(payment("30000"), is_paid=False), CARD).warnings == (PARTLY,)


def test_a_deposit_is_right_on_credit():
    document = split(of(payment("30000"), is_paid=False), CREDIT)
    assert (paid(document), document.warnings) == ([(CREDIT, 100000, "2026-11-21")], ())


# --- several payments -------------------------------------------------------------------------------------------------


def test_each_payment_type_takes_its_payments_amount():
    one = of(payment("30000", "gift_card"), payment("70000"))
    assert paid(split(one, CARD, BANK)) == [(CARD, 30000), (BANK, 70000)]


def test_payments_of_one_type_become_one():
    one = of(payment("20000", "visa"), payment("50000", "gift_card"), payment("30000", "mastercard"))
    assert paid(split(one, CARD, BANK, CARD)) == [(CARD, 50000), (BANK, 50000)]


def test_one_type_alone_takes_everything_however_many_payments_there_are():
    one = of(payment("20000"), payment("30000"), payment("40000"))
    assert paid(split(one, CARD, CARD)) == [(CARD, 100000)]


def test_mapped_values_of_one_type_become_one():
    entries = [{"id": CARD, "value": Decimal(60000)}, {"id": CARD, "value": Decimal(40000)}]
    assert paid(composed(of(payment("100000")), payments=entries)) == [(CARD, 100000)]


def test_cents_go_on_the_first_of_the_largest():
    one = of(payment("50000.20", "a"), payment("50000.20", "b"))
    assert paid(split(one, CARD, BANK)) == [(CARD, Decimal("49999.80")), (BANK, Decimal("50000.20"))]


def test_a_gift_card_that_was_sold_is_taken_off_the_largest():
    one = replace(of(payment("30000", "gift_card"), payment("120000")), gift_cards=(GIFT_CARD,), total=Decimal(150000))
    assert paid(split(one, CARD, BANK)) == [(CARD, 30000), (BANK, 70000)]


def test_what_the_largest_cannot_give_the_next_one_gives():
    one = replace(of(payment("70000", "gift_card"), payment("80000")), total=Decimal(150000))
    big = replace(one, lines=(line(11, "10000"),), gift_cards=(replace(GIFT_CARD, net=Decimal(140000)),))
    assert paid(split(big, CARD, BANK)) == [(CARD, 10000)]


def test_money_that_went_back_before_the_invoice_is_taken_off_the_largest():
    shrunk = replace(of(payment("30000"), payment("90000")), refunds=(Refund(id="1", amount=Decimal(20000)),))
    assert paid(split(shrunk, CARD, BANK)) == [(CARD, 30000), (BANK, 70000)]


def test_a_refund_before_the_invoice_lowers_nothing():
    one = replace(of(payment("30000"), payment("70000")), refunds=(Refund(id="1", amount=Decimal(20000)),))
    assert paid(split(one, CARD, BANK)) == [(CARD, 30000), (BANK, 70000)]


def test_what_is_withheld_is_taken_off_the_largest():
    document = split(of(payment("30000"), payment("70000")), CARD, BANK, retentions=[{"id": RETE_IVA}])
    assert (document.withheld, paid(document)) == (
        Decimal("2394.96"),
        [(CARD, 30000), (BANK, Decimal("67605.04"))],
    )


DIFFERS = (
    "payments: los pagos del pedido suman {}, el pedido vale 100000 y la factura 100000: no se sabe cuánto va en cada "
    "forma de pago; complete los pagos en la tienda, o mapee value o un solo pago"
)


@pytest.mark.parametrize(("amounts", "found"), [(("20000", "30000"), "50000"), (("30000", "71001"), "101001")])
def test_a_split_that_does_not_come_to_the_order_is_held(amounts, found):
    one = of(*(payment(amount) for amount in amounts), is_paid=False)
    assert held(one, CARD, BANK) == [DIFFERS.format(found)]


def test_a_mapped_split_may_name_the_orders_amounts():
    one = replace(of(payment("150000")), gift_cards=(GIFT_CARD,), total=Decimal(150000))
    entries = [{"id": CARD, "value": Decimal(30000)}, {"id": BANK, "value": Decimal(120000)}]
    assert paid(composed(one, payments=entries)) == [(CARD, 30000), (BANK, 70000)]


def test_entries_without_a_payment_of_their_own_are_held():
    one = of(payment("20000"), payment("80000"))
    assert held(one, CARD, BANK, CREDIT) == [
        "payments: el mapeo hace 3 pagos y el pedido tiene 2: no se sabe cuánto va en cada uno; "
        "indique value o deje un solo pago"
    ]


# --- due dates --------------------------------------------------------------------------------------------------------

MERGED = (
    "payments[{}].id: Siigo acepta una sola forma de pago cuando una maneja vencimiento: todo va en {}, que vence el "
    "{}, también {}. Registre en Siigo un recibo de caja por lo que ya se pagó"
)


def test_with_a_due_date_all_goes_on_the_receivable_and_is_said():
    document = split(of(payment("30000", "gift_card"), pending("70000"), is_paid=False), BANK, CREDIT)
    assert paid(document) == [(CREDIT, 100000, "2026-11-21")]
    assert document.warnings == (MERGED.format(1, "5636 (Crédito)", "2026-11-21", "30000 de 5638 (Banco)"),)


def test_of_two_receivables_the_largest_is_kept_and_the_later_date():
    entries = [{"id": CREDIT, "due_date": LATER}, {"id": ADDI}, {"id": CARD}]
    one = of(pending("20000"), pending("50000"), payment("30000"), is_paid=False)
    document = composed(one, payments=entries, company=WITH_ADDI)
    assert paid(document) == [(ADDI, 100000, "2026-12-21")]
    shown = "20000 de 5636 (Crédito), 30000 de 5640 (Tarjeta)"
    assert document.warnings == (MERGED.format(1, "5700 (Addi)", "2026-12-21", shown),)


def test_credit_without_money_is_no_receivable():
    one = of(payment("100000"), payment("0", "credit"))
    assert paid(split(one, CARD, CREDIT)) == [(CARD, 100000)]


def test_two_due_dates_of_one_type_become_the_later():
    entries = [{"id": CREDIT, "due_date": LATER}, {"id": CREDIT}]
    one = of(pending("20000"), pending("80000"), is_paid=False)
    assert paid(composed(one, payments=entries)) == [(CREDIT, 100000, "2026-12-21")]


ON_CREDIT = (
    "payments[{}].id: el pedido ya está pagado y 5636 (Crédito) lo factura a crédito: use una forma de pago de contado"
)


def test_only_what_was_paid_itself_is_paid_on_credit():
    to_come = of(payment("30000"), pending("70000"), is_paid=False)
    assert ON_CREDIT.format(1) not in split(to_come, CARD, CREDIT).warnings
    assert split(to_come, CREDIT, CARD).warnings[0] == ON_CREDIT.format(0)
    assert split(of(payment("100000")), CREDIT).warnings == (ON_CREDIT.format(0),)


def test_what_gets_a_receipt_may_be_on_credit_though_it_is_paid():
    order = replace(of(payment("100000")), is_receipted_later=True)
    assert split(order, CREDIT).warnings == ()


def test_a_due_date_before_the_invoice_becomes_the_invoices():
    document = composed(of(pending("100000"), is_paid=False), payments=[{"id": CREDIT, "due_date": "2026-11-20"}])
    assert paid(document) == [(CREDIT, 100000, "2026-11-21")]
    assert document.warnings == (
        "payments[0].due_date: el vencimiento 2026-11-20 es anterior a la factura: se envía con 2026-11-21; "
        "corrija el mapeo",
    )


def test_nothing_is_due_before_the_day_of_the_invoice_nor_before_today():
    for dated, due in ((date(2026, 11, 30), "2026-11-30"), (date(2026, 11, 1), "2026-11-21")):
        document = composed(of(is_paid=False), payments=[{"id": CREDIT}], date=dated, **NOT_ELECTRONIC)
        assert (paid(document), document.warnings) == ([(CREDIT, 100000, due)], ())


def test_a_mapped_due_date_stays():
    document = composed(of(is_paid=False), payments=[{"id": CREDIT, "due_date": LATER}])
    assert paid(document) == [(CREDIT, 100000, "2026-12-21")]


# --- bounds -----------------------------------------------------------------------------------------------------------


def test_more_than_siigo_takes_in_one_payment_is_held():
    rich = line(11, "99999999999.99", rate="")
    one = order(rich, replace(rich, id="product:12"))
    assert held(one, BANK) == [
        "payments[0].value: 199999999999.98 supera el máximo de Siigo, 99999999999.99",
    ]
    halves = replace(one, payments=(payment("99999999999.99"), payment("99999999999.99")))
    assert paid(split(halves, CARD, BANK)) == [(CARD, Decimal("99999999999.99")), (BANK, Decimal("99999999999.99"))]


MONEY = st.decimals(0, 10**7, places=2)


@given(st.lists(MONEY, min_size=1, max_size=6), st.decimals(CENT, 10**8, places=2))
def test_balanced_comes_to_the_total_and_never_below_zero(values, total):
    shares = balanced(values, total)
    assert sum(shares) == total
    assert min(shares) >= 0
    assert len(shares) == len(values)
    kept = sorted(zip(values, shares, strict=True))[:-1]
    if total >= sum(values):
        assert all(value == share for value, share in kept)


TYPES = st.sampled_from([CARD, BANK, CREDIT, ADDI, SUPPLIERS])
ENTRIES = st.lists(
    st.fixed_dictionaries(
        {"id": TYPES}, optional={"value": MONEY, "due_date": st.sampled_from(["2026-11-20", "2027-01-31"])}
    ),
    min_size=1,
    max_size=5,
)
PAYMENTS = st.lists(
    st.builds(
        Payment,
        method=st.just("wompi"),
        amount=st.decimals(0, 10**7, places=3),
        status=st.sampled_from(["paid", "authorized", "pending"]),
    ),
    max_size=5,
)


@settings(max_examples=400, deadline=None)
@given(ENTRIES, PAYMENTS, st.booleans(), st.data())
def test_any_payments_are_legal_or_a_problem(entries, payments, is_paid, data):
    sums = [total for total in (sum(one.amount for one in payments), sum(e.get("value", 0) for e in entries)) if total]
    near = st.sampled_from(sums).flatmap(lambda s: st.decimals(max(s - 2, CENT), s + 2, places=2)) if sums else MONEY
    total = data.draw(st.one_of(near, MONEY))
    one = replace(order(line(11, str(total or 1), rate="")), payments=tuple(payments), is_paid=is_paid, total=total)
    problems = Problems({})
    found = fill_payments(
        {"payments": entries},
        one,
        total=total,
        tolerance=Decimal(1),
        company=WITH_ADDI,
        today=TODAY,
        problems=problems,
    )
    if problems.touch("payments"):
        return
    known = [WITH_ADDI.payment_types[entry["id"]] for entry in found]
    assert sum(entry["value"] for entry in found) == total
    assert all(entry["value"] > 0 and entry["value"].as_tuple().exponent >= -2 for entry in found)
    assert len({kind.id for kind in known}) == len(known)
    assert len(known) == 1 or not any(kind.due_date for kind in known)
    assert all(
        entry["due_date"] >= TODAY.isoformat() for entry, kind in zip(found, known, strict=True) if kind.due_date
    )


def test_the_draft_is_left_as_it_is():
    one = of(payment("30000"), pending("70000"), is_paid=False)
    drafted = draft(one, payments=[{"id": BANK}, {"id": CREDIT}])
    composed(one, drafted)
    assert drafted.values == values(one, payments=[{"id": BANK}, {"id": CREDIT}])
