"""A refund reverses its invoice row by row: whole, by units, in money; and never more than is left."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from connector.errors import OrderHeld
from connector.model.documents import Booked, Document
from connector.model.order import Order, Payment, Refund, RefundLine, Tax
from tests.ledgers.siigo_pyme.drafts import (
    ALLOWANCE,
    BANK,
    DISCOUNT,
    INCOME,
    RECEIVABLE,
    SHIPPING,
    WITHHELD,
    balances,
    booked,
    invoice_of,
    note_of,
    rows_of,
    sides,
)
from tests.orders import a_line, an_order

VAT = Decimal(19)
CASH = {"accounting_account": BANK}
CREDIT = {"accounting_account": RECEIVABLE, "is_receivable": True}


def taxed(amount: str) -> tuple[Tax, ...]:
    return (Tax(name="IVA", rate=VAT, amount=Decimal(amount)),)


def an_order_of_two() -> Order:
    """Two shirts of 59,900 and shipping of 10,000."""
    shirts = a_line(quantity=Decimal(2), net=Decimal(100672), taxes=taxed("19128"))
    shipping = a_line(id="shipping:2", kind="shipping", name="Envío", net=Decimal("8403.36"), taxes=taxed("1596.64"))
    return an_order(lines=(shirts, shipping), total=Decimal(129800), payments=())


ITEMS = [
    {"accounting_account": INCOME, "product_code": 305, "warehouse_code": 1, "sequence_charge_1_value": 100},
    {"accounting_account": SHIPPING},
]


def made(order: Order | None = None, **mapped: Any) -> tuple[Order, Booked, Document]:
    order = order or an_order_of_two()
    invoice = invoice_of(order, **{"items": ITEMS, **mapped})
    return order, booked(invoice), invoice


def refund(amount: str, *lines: RefundLine, **more: Any) -> Refund:
    return Refund(id="900", amount=Decimal(amount), lines=lines, **more)


def back(line_id: str, quantity: int, net: str = "0", tax: str = "0") -> RefundLine:
    return RefundLine(line_id=line_id, quantity=Decimal(quantity), net=Decimal(net), tax=Decimal(tax))


def test_a_full_refund_is_the_invoice_the_other_way_round() -> None:
    order, kept, invoice = made()
    note = note_of(order, kept, refund("129800"))
    assert sides(note) == [
        (INCOME, "D", 100672),
        (SHIPPING, "D", Decimal("8403.36")),
        (24080501, "D", Decimal("20724.64")),
        (BANK, "C", 129800),
    ]
    assert rows_of(note)[0]["quantity"] == 2
    assert balances([invoice, note]) == {}
    assert (note.total, note.off, note.kind) == (129800, 0, "credit_note")


def test_it_says_what_it_reverses() -> None:
    order, kept, _ = made()
    note = note_of(order, kept, refund("129800"))
    for row in rows_of(note):
        assert (row["voucher_type"], row["voucher_code"], row["nit"]) == ("N", 1, 1020304050)
        assert row["electronic_invoice_to_debit_or_credit"] == "S"
        assert row["number_electronic_invoice_to_debit_or_credit"] == 1001
        assert row["return_reason_code"] == 1
        assert row["comments_description"] == "ref:note"
    mapped = note_of(
        order, kept, refund("129800"), cufe="abc", return_reason_code=4, electronic_invoice_to_debit_or_credit="N"
    )
    assert {row["cufe"] for row in rows_of(mapped)} == {"abc"}
    assert {row["return_reason_code"] for row in rows_of(mapped)} == {4}
    assert {row["electronic_invoice_to_debit_or_credit"] for row in rows_of(mapped)} == {"N"}


def test_one_unit_of_a_line() -> None:
    order, kept, _ = made()
    note = note_of(order, kept, refund("59900", back("product:1", 1, "50336", "9564")))
    assert sides(note) == [(INCOME, "D", 50336), (24080501, "D", 9564), (BANK, "C", 59900)]
    row = rows_of(note)[0]
    assert (row["quantity"], row["warehouse_code"], row["sequence_charge_1_value"]) == (1, 1, 50)
    assert rows_of(note)[1]["withholding_base"] == Decimal("50336.00")


def test_units_without_stated_money_are_worth_what_the_invoice_says() -> None:
    order, kept, _ = made()
    assert note_of(order, kept, refund("59900", back("product:1", 1))).total == 59900


def test_a_fee_that_the_shop_keeps_lowers_the_lines() -> None:
    order, kept, _ = made()
    note = note_of(order, kept, refund("50000", back("product:1", 1, "50336", "9564")))
    assert note.total == 50000
    assert rows_of(note)[0]["quantity"] == 1


def test_money_beyond_the_lines_is_shipping_where_it_is_just_that() -> None:
    order, kept, _ = made()
    note = note_of(order, kept, refund("69900", back("product:1", 1, "50336", "9564")))
    assert (SHIPPING, "D", Decimal("8403.36")) in sides(note)
    other = note_of(order, kept, refund("64900", back("product:1", 1, "50336", "9564")))
    assert other.total == 64900
    assert (SHIPPING, "D", Decimal("8403.36")) not in sides(other)


def test_money_alone_goes_over_all_lines_and_moves_no_units() -> None:
    order, kept, _ = made()
    note = note_of(order, kept, refund("12980"))
    assert sides(note) == [
        (INCOME, "D", Decimal("10067.20")),
        (SHIPPING, "D", Decimal("840.34")),
        (24080501, "D", Decimal("2072.46")),
        (BANK, "C", 12980),
    ]
    assert not {"product_code", "quantity", "warehouse_code"} & rows_of(note)[0].keys()


def test_money_alone_goes_on_the_account_of_allowances_where_there_is_one() -> None:
    order, kept, _ = made()
    allowance = {"accounting_account": ALLOWANCE}
    note = note_of(order, kept, refund("12980"), allowance=allowance)
    assert sides(note) == [
        (ALLOWANCE, "D", Decimal("10907.54")),
        (24080501, "D", Decimal("2072.46")),
        (BANK, "C", 12980),
    ]
    assert rows_of(note)[0]["nit"] == 1020304050
    goods = note_of(order, kept, refund("59900", back("product:1", 1)), allowance=allowance)
    assert ALLOWANCE not in {account for account, _, _ in sides(goods)}


def test_the_last_of_several_takes_all_that_is_left() -> None:
    order, kept, invoice = made()
    first = note_of(order, kept, refund("12980"))
    second = note_of(order, kept, refund("59900", back("product:1", 1)), booked(first))
    last = note_of(order, kept, refund("56919.60"), booked(first), booked(second))
    assert (last.total, last.order_total) == (56920, Decimal("56919.60"))
    assert balances([invoice, first, second, last]) == {}
    assert rows_of(last)[0]["quantity"] == 1


def test_shipping_comes_back_in_parts_though_it_is_one() -> None:
    order, kept, invoice = made()
    first = note_of(order, kept, refund("4000", back("shipping:2", 1, "3361.34", "638.66")))
    second = note_of(order, kept, refund("6000", back("shipping:2", 1, "5042.02", "957.98")), booked(first))
    assert balances([invoice, first, second])[INCOME] == -100672
    assert SHIPPING not in balances([invoice, first, second])


def test_more_than_is_left_is_a_problem() -> None:
    order, kept, _ = made()
    first = booked(note_of(order, kept, refund("100000", back("product:1", 1))))
    for wanted, words in (
        (refund("29802"), "solo quedan 29800"),
        (refund("0"), "no hay qué acreditar"),
        (refund("20000", back("product:1", 2)), "de la factura quedan 1"),
        (refund("20000", back("product:9", 1)), "product:9"),
        (refund("20000", back("product:1", -1)), "se devuelven -1 unidades"),
    ):
        with pytest.raises(OrderHeld, match=words):
            note_of(order, kept, wanted, first)


def test_discounts_come_back_with_their_lines() -> None:
    order = an_order(lines=(a_line(discount=Decimal(11900)),))
    invoice = invoice_of(order, discounts={"accounting_account": DISCOUNT})
    half = note_of(order, booked(invoice), refund("29950"))
    assert sides(half) == [
        (DISCOUNT, "C", 5000),
        (INCOME, "D", 30168),
        (24080501, "D", 4782),
        (BANK, "C", 29950),
    ]
    rest = note_of(order, booked(invoice), refund("29950"), booked(half))
    assert balances([invoice, half, rest]) == {}


def test_what_was_withheld_comes_back_in_proportion() -> None:
    rows = [{"accounting_account": WITHHELD, "percentage": Decimal("2.5"), "base": "net"}]
    order = an_order()
    invoice = invoice_of(order, withholdings=rows)
    half = note_of(order, booked(invoice), refund("29950"))
    assert (half.withheld, half.total, half.off) == (Decimal("629.20"), Decimal("29320.80"), 0)
    rest = note_of(order, booked(invoice), refund("29950"), booked(half))
    assert balances([invoice, half, rest]) == {}


def test_a_receivable_crosses_with_the_invoices_number() -> None:
    order = an_order(is_paid=False)
    kept = booked(invoice_of(order, payments=[CREDIT]))
    row = rows_of(note_of(order, kept, refund("59900")))[-1]
    assert (row["accounting_account"], row["debit_or_credit"], row["cross_document_number"]) == (RECEIVABLE, "C", 1001)


OUT = {"received": {"accounting_account": BANK}}
OWED = (RECEIVABLE, "C")


def owed(*payments: dict[str, Any], **fields: Any) -> tuple[Order, Booked, Document]:
    """An invoice of 59,900, all or half of it on credit."""
    order = an_order(is_paid=False, **fields)
    invoice = invoice_of(order, payments=[*payments, CREDIT])
    return order, booked(invoice), invoice


def test_what_a_receipt_took_in_leaves_where_the_mapping_says_and_the_receivable_stays_closed() -> None:
    order, kept, _ = owed()
    note = note_of(order, kept, refund("59900"), receipts=59900, **OUT)
    assert sides(note)[-1] == (BANK, "C", 59900)
    assert RECEIVABLE not in balances([note])
    assert (note.receivable, note.body["_received"], note.body["_money"]) == (0, 59900, [])
    with pytest.raises(OrderHeld, match=r"59900 habían entrado con un recibo.*received: \{accounting_account"):
        note_of(order, kept, refund("59900"), receipts=59900)
    mapped = note_of(order, kept, refund("59900"), receipts=59900, payments=[CASH])
    assert (BANK, "C", 59900) in sides(mapped)


def test_what_nobody_has_paid_yet_is_taken_off_the_receivable() -> None:
    order, kept, _ = owed()
    note = note_of(order, kept, refund("20000"))
    assert sides(note)[-1] == (*OWED, 20000)
    assert note.receivable == 20000


def test_a_receivable_that_is_paid_in_part_is_given_back_as_it_was_paid() -> None:
    """A third of it came by a receipt, and all comes back in two notes."""
    order, kept, invoice = owed()
    first = note_of(order, kept, refund("29950"), receipts=20000, **OUT)
    came = Decimal("19950")
    assert set(sides(first)[-2:]) == {(*OWED, came), (BANK, "C", 29950 - came)}
    assert first.receivable == came
    last = note_of(order, kept, refund("29950"), booked(first), receipts=20000, **OUT)
    found = balances([invoice, first, last])
    assert found == {RECEIVABLE: 20000, BANK: -20000}, "the receipt itself brings both to zero"


def test_what_comes_back_before_and_after_its_receipt_nets_to_nothing() -> None:
    order, kept, invoice = owed()
    before = note_of(order, kept, refund("20000"))
    after = note_of(order, kept, refund("39900"), booked(before), receipts=39900, **OUT)
    assert balances([invoice, before, after]) == {RECEIVABLE: 39900, BANK: -39900}


def test_half_paid_half_owed_comes_back_in_proportion() -> None:
    half = Payment(method="wompi", amount=Decimal(29950))
    payments = (half, replace(half, method="cod", status="pending"))
    order, kept, _ = owed(CASH, payments=payments)
    note = note_of(order, kept, refund("20000"))
    assert set(sides(note)[-2:]) == {(BANK, "C", 10000), (*OWED, 10000)}
    assert note.receivable == 10000


GATEWAY, BUYER = 890903938, 1020304050


def test_every_row_of_a_note_has_a_third_party() -> None:
    """The bank's row of the invoice is of the gateway: then no row of the note is of nobody."""
    order, kept, _ = owed({**CASH, "nit": GATEWAY, "sequence_value": Decimal(20000)})
    note = note_of(order, kept, refund("10000"), payments=[CASH], allowance={"accounting_account": ALLOWANCE})
    assert {row["nit"] for row in rows_of(note)} == {BUYER}
    as_it_came = note_of(order, kept, refund("10000"))
    assert {row["accounting_account"]: row["nit"] for row in rows_of(as_it_came)}[BANK] == GATEWAY


def test_money_leaves_where_the_mapping_says() -> None:
    order, kept, _ = made()
    note = note_of(order, kept, refund("12980"), payments=[{"accounting_account": 11050501}])
    assert sides(note)[-1] != (BANK, "C", 12980)
    assert (11050501, "C", 12980) in sides(note)
    crossed = note_of(order, kept, refund("12980"), payments=[CREDIT])
    row = next(row for row in rows_of(crossed) if row["accounting_account"] == RECEIVABLE)
    assert (row["cross_document_number"], row["cross_voucher_type"], row["expiration_number"]) == (1001, 1, 1)
    assert crossed.receivable == 12980
    order, kept, _ = made(payments=[{**CREDIT, "cross_voucher_type": 7}])
    crossed = note_of(order, kept, refund("12980"), payments=[CREDIT])
    row = next(row for row in rows_of(crossed) if row["accounting_account"] == RECEIVABLE)
    assert row["cross_voucher_type"] == 7, "as the invoice crosses with itself"


def test_money_leaves_by_the_gateway_of_the_refund_or_as_it_was_paid() -> None:
    payments = (Payment(method="wompi", amount=Decimal(39900)), Payment(method="cod", amount=Decimal(20000)))
    order = an_order(payments=payments)
    kept = booked(invoice_of(order, payments=[CASH, {"accounting_account": RECEIVABLE}]))
    out = [CASH, {"accounting_account": RECEIVABLE}]
    by_gateway = note_of(order, kept, refund("5990", method="cod"), payments=out)
    assert (RECEIVABLE, "C", 5990) in sides(by_gateway)
    as_paid = note_of(order, kept, refund("5990"), payments=out)
    assert {(BANK, "C", 3990), (RECEIVABLE, "C", 2000)} <= set(sides(as_paid))
    as_invoiced = note_of(order, kept, refund("5990"))
    assert {(BANK, "C", 3990), (RECEIVABLE, "C", 2000)} <= set(sides(as_invoiced))
    with pytest.raises(OrderHeld, match="2 filas de pago y el pedido tiene 1 pagos"):
        note_of(an_order(), kept, refund("5990"), payments=out)


def test_money_that_the_invoices_accounts_do_not_have_any_more_must_be_mapped() -> None:
    order, kept, _ = made()
    note = booked(note_of(order, kept, refund("12980")))
    gone = replace(note, body={**note.body, "_money": [[1, 129800]]})
    with pytest.raises(OrderHeld, match="Mapee payments en credit_note"):
        note_of(order, kept, refund("5000"), gone)


def test_gift_cards_that_come_back_are_not_of_the_sale() -> None:
    card = a_line(id="product:9", name="Bono", net=Decimal(50000), taxes=())
    order = an_order(gift_cards=(card,), total=Decimal(109900))
    kept = booked(invoice_of(order))
    assert note_of(order, kept, refund("109900", is_full=True)).total == 59900


def test_a_gift_comes_back_with_its_units() -> None:
    gift = a_line(id="product:2", name="Sticker", net=Decimal(0), taxes=(), quantity=Decimal(3))
    order = an_order(lines=(a_line(), gift))
    items = [{"accounting_account": INCOME}, {"accounting_account": INCOME, "product_code": 7}]
    kept = booked(invoice_of(order, items=items))
    note = note_of(order, kept, refund("59900"))
    row = next(row for row in rows_of(note) if row.get("product_code") == 7)
    assert (row["sequence_value"], row["debit_or_credit"], row["quantity"]) == (0, "D", 3)


def test_an_invoice_that_is_not_ours_is_reversed_by_hand() -> None:
    order, kept, _ = made()
    with pytest.raises(OrderHeld, match="F-1-1001"):
        note_of(order, replace(kept, body={}), refund("12980"))
    with pytest.raises(OrderHeld, match="F-1-1001"):
        note_of(order, replace(kept, name="F-1-1001-?"), refund("12980"))


def test_after_a_note_that_somebody_else_made_the_next_is_made_by_hand() -> None:
    order, kept, _ = made()
    by_hand = replace(booked(note_of(order, kept, refund("12980"))), body={}, name="N-1-77")
    with pytest.raises(OrderHeld, match="N-1-77"):
        note_of(order, kept, refund("12980"), by_hand)


def test_a_note_in_another_currency_needs_the_currency_of_its_invoice() -> None:
    order, kept, _ = made(currency_type=1)
    assert note_of(replace(order, currency="USD"), kept, refund("12980")).total == 12980
    order, kept, _ = made()
    with pytest.raises(OrderHeld, match="USD"):
        note_of(replace(order, currency="USD"), kept, refund("12980"))
