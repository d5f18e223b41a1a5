"""An order becomes balanced rows; what is missing is told in one go, with its place and what to write."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from connector.errors import OrderHeld
from connector.ledgers.siigo_pyme.compose import compose
from connector.ledgers.siigo_pyme.fields import HEADINGS, MOVEMENT
from connector.ledgers.siigo_pyme.schema import HEADER, INVOICE, OF_ROW, ROW
from connector.model.documents import Document, Draft, Origin
from connector.model.order import Payment, Tax
from connector.model.schema import Field
from tests.ledgers.siigo_pyme.drafts import (
    ADVANCE,
    BANK,
    DISCOUNT,
    INCOME,
    MARKER,
    RECEIVABLE,
    ROUNDING,
    SHIPPING,
    TODAY,
    WITHHELD,
    balances,
    draft_of,
    invoice_of,
    rows_of,
    sides,
)
from tests.orders import a_line, an_order

CREDIT = {"accounting_account": RECEIVABLE, "is_receivable": True}
CASH = {"accounting_account": BANK}
SHIPPED = a_line(
    id="shipping:2",
    kind="shipping",
    name="Envío",
    net=Decimal("8403.36"),
    taxes=(Tax(name="IVA", rate=Decimal(19), amount=Decimal("1596.64")),),
)


def amount(text: str) -> Decimal:
    return Decimal(text)


def problems(**mapped: Any) -> tuple[str, ...]:
    order = mapped.pop("order", an_order())
    with pytest.raises(OrderHeld) as held:
        invoice_of(order, **mapped)
    return held.value.problems


def test_cash_income_and_vat() -> None:
    document = invoice_of(an_order())
    assert sides(document) == [
        (BANK, "D", amount("59900.00")),
        (INCOME, "C", amount("50336.00")),
        (24080501, "C", amount("9564.00")),
    ]
    assert [row["sequence"] for row in rows_of(document)] == [1, 2, 3]
    assert {row["comments_description"] for row in rows_of(document)} == {MARKER}
    assert {(row["document_year"], row["document_month"], row["document_day"]) for row in rows_of(document)} == {
        (2026, 11, 28)
    }
    assert (document.total, document.off, document.receivable, document.advance) == (59900, 0, 0, 0)
    assert document.body["_series"] == "F-1"


def test_composing_twice_gives_equal_documents() -> None:
    assert invoice_of(an_order()) == invoice_of(an_order())


def test_each_line_has_its_account_and_its_words() -> None:
    document = invoice_of(an_order(lines=(a_line(), SHIPPED), total=Decimal(69900), payments=()))
    income = [(row["accounting_account"], row["sequence_description"]) for row in rows_of(document)[1:3]]
    assert income == [(INCOME, "Pedido #1001 Camiseta"), (SHIPPING, "Pedido #1001 Envío")]
    assert [line.line_id for line in document.lines] == ["product:1", "shipping:2"]
    assert [line.total for line in document.lines] == [59900, 10000]


def test_discounts_stand_by_themselves_where_they_have_an_account() -> None:
    order = an_order(lines=(a_line(discount=Decimal(11900)),))
    assert sides(invoice_of(order, discounts={"accounting_account": DISCOUNT}))[1:3] == [
        (DISCOUNT, "D", amount("10000.00")),
        (INCOME, "C", amount("60336.00")),
    ]
    assert (DISCOUNT, "D", amount("10000.00")) not in sides(invoice_of(order))


def test_a_fee_that_takes_something_off_is_a_debit() -> None:
    fee = a_line(id="fee:2", kind="fee", name="Puntos", net=Decimal(-1000), taxes=())
    document = invoice_of(an_order(lines=(a_line(), fee), total=Decimal(58900)))
    assert (SHIPPING, "D", amount("1000.00")) in sides(document)
    assert document.total == 58900


def test_a_tax_that_is_taken_off_is_a_debit_with_its_base() -> None:
    taxes = (Tax(name="IVA", rate=Decimal(5), amount=Decimal(-50)),)
    fee = a_line(id="fee:2", kind="fee", name="Puntos", net=Decimal(-1000), taxes=taxes)
    document = invoice_of(an_order(lines=(a_line(), fee), total=Decimal(58850)))
    row = next(row for row in rows_of(document) if row["accounting_account"] == 24080502)
    assert (row["debit_or_credit"], row["sequence_value"], row["withholding_base"]) == ("D", 50, 1000)


def test_a_gift_is_a_row_of_nothing_that_moves_its_units() -> None:
    gift = a_line(id="product:2", name="Sticker", net=Decimal(0), taxes=(), quantity=Decimal(3))
    items = [{"accounting_account": INCOME}, {"accounting_account": INCOME, "product_code": 7}]
    row = rows_of(invoice_of(an_order(lines=(a_line(), gift)), items=items))[2]
    assert (row["sequence_value"], row["debit_or_credit"], row["quantity"]) == (0, "C", 3)


def test_a_receivable_is_left_to_be_paid() -> None:
    document = invoice_of(an_order(is_paid=False), payments=[{**CREDIT, "due_date": date(2026, 12, 28)}])
    row = rows_of(document)[0]
    assert document.receivable == 59900
    assert document.body["_own_crosses"] == document.body["_receivables"] == [1]
    assert (row["cross_voucher_type"], row["expiration_number"]) == (1, 1)
    assert (row["cross_document_expiration_month"], row["cross_document_expiration_day"]) == (12, 28)
    assert document.warnings == ()


def test_a_receivable_of_a_paid_order_is_warned_of_unless_a_receipt_follows() -> None:
    [warning] = invoice_of(an_order(), payments=[CREDIT]).warnings
    assert warning.startswith("payments[0].is_receivable: el pedido está pagado y 59900")
    assert invoice_of(an_order(is_receipted_later=True), payments=[CREDIT]).warnings == ()


def test_nothing_is_due_before_its_invoice() -> None:
    row = rows_of(invoice_of(an_order(is_paid=False), payments=[{**CREDIT, "due_date": date(2026, 1, 1)}]))[0]
    assert (row["cross_document_expiration_year"], row["cross_document_expiration_month"]) == (2026, 11)


def test_a_mapped_cross_stays() -> None:
    document = invoice_of(an_order(is_paid=False), payments=[{**CREDIT, "cross_document_number": 7}])
    assert rows_of(document)[0]["cross_document_number"] == 7
    assert document.body["_own_crosses"] == []


def split(*amounts: str, **changes: Any) -> Any:
    return an_order(payments=tuple(Payment(method=f"m{i}", amount=amount(each)) for i, each in enumerate(amounts)))


def test_each_payment_on_its_account() -> None:
    document = invoice_of(split("20000", "39900"), payments=[CASH, CREDIT])
    assert sides(document)[:2] == [(BANK, "D", 20000), (RECEIVABLE, "D", 39900)]
    assert document.receivable == 39900


def test_payments_that_say_the_same_are_one_row() -> None:
    assert sides(invoice_of(split("20000", "39900"), payments=[CASH, CASH]))[0] == (BANK, "D", 59900)


def test_one_without_value_takes_the_rest() -> None:
    document = invoice_of(an_order(), payments=[{**CASH, "sequence_value": 900}, CREDIT])
    assert sides(document)[:2] == [(BANK, "D", 900), (RECEIVABLE, "D", 59000)]


def test_what_is_paid_a_peso_off_goes_to_rounding_where_there_is_one() -> None:
    order = split("20000.40", "39900")
    assert sides(invoice_of(order, payments=[CASH, CREDIT]))[:2] == [
        (BANK, "D", amount("20000.40")),
        (RECEIVABLE, "D", amount("39899.60")),
    ]
    rounded = invoice_of(order, payments=[CASH, CREDIT], rounding={"accounting_account": ROUNDING})
    assert sides(rounded)[1:3] == [(RECEIVABLE, "D", 39900), (ROUNDING, "C", amount("0.40"))]
    assert rounded.off == 0


def test_gift_cards_that_were_paid_with_the_goods_are_no_rounding() -> None:
    card = a_line(id="product:9", name="Bono", net=Decimal(50), taxes=())
    order = replace(split("50000", "9950"), gift_cards=(card,), total=Decimal(59950))
    document = invoice_of(order, payments=[CASH, CREDIT], rounding={"accounting_account": ROUNDING})
    assert sides(document)[:2] == [(BANK, "D", 49950), (RECEIVABLE, "D", 9950)]
    assert ROUNDING not in {account for account, _, _ in sides(document)}


def test_payments_nobody_can_tell_apart_are_problems() -> None:
    assert "2 filas de pago" in problems(payments=[CASH, CREDIT])[0]
    assert "suman 50000 y la factura 59900" in problems(order=split("20000", "30000"), payments=[CASH, CREDIT])[0]
    assert "quedaría en -100" in problems(payments=[{**CASH, "sequence_value": 60000}, CREDIT])[0]


def test_what_the_buyer_withholds_is_not_paid() -> None:
    rows = [
        {"accounting_account": WITHHELD, "percentage": Decimal("2.5"), "base": "net"},
        {"accounting_account": WITHHELD + 1, "percentage": 15, "base": "vat"},
        {"accounting_account": WITHHELD + 2, "percentage": Decimal("0.966"), "base": "total"},
    ]
    document = invoice_of(an_order(), withholdings=rows)
    assert sides(document)[:4] == [
        (BANK, "D", amount("56628.37")),
        (WITHHELD, "D", amount("1258.40")),
        (WITHHELD + 1, "D", amount("1434.60")),
        (WITHHELD + 2, "D", amount("578.63")),
    ]
    assert [row["withholding_base"] for row in rows_of(document)[1:4]] == [50336, 9564, 59900]
    of_vat = [row.get("vat_withholding_base_for_marked_accounts") for row in rows_of(document)]
    assert of_vat == [None, None, 9564, None, None, None], "seed 003: BASE PARA CUENTAS MARCADAS COMO RETEIVA"
    assert (document.withheld, document.off) == (amount("3271.63"), 0)
    assert "suman 100672" in problems(withholdings=[{**rows[0], "percentage": 100}] * 2)[0]


def test_consumption_tax_is_no_base_of_what_is_withheld_of_vat() -> None:
    taxes = (Tax(name="INC", rate=Decimal(8), amount=Decimal(800)),)
    meal = a_line(id="product:2", name="Almuerzo", net=Decimal(10000), taxes=taxes)
    order = an_order(lines=(a_line(), meal), total=Decimal(70700), payments=())
    row = {"accounting_account": WITHHELD, "percentage": 15, "base": "vat"}
    assert (WITHHELD, "D", amount("1434.60")) in sides(invoice_of(order, withholdings=[row]))
    assert "100" in problems(withholdings=[{**row, "percentage": 101}])[0]


def test_an_advance_is_consumed() -> None:
    order = an_order(advanced=Decimal(20000))
    document = invoice_of(order, advance={"accounting_account": ADVANCE})
    assert sides(document)[:2] == [(BANK, "D", 39900), (ADVANCE, "D", 20000)]
    assert (document.advance, document.total) == (20000, 59900)
    assert invoice_of(order).advance == 0
    whole = invoice_of(an_order(advanced=Decimal(70000)), advance={"accounting_account": ADVANCE})
    assert sides(whole)[0] == (ADVANCE, "D", 59900)


@pytest.mark.parametrize(
    ("paid", "pending", "advanced", "bank", "owed"),
    [
        (20000, 39900, 20000, 0, 39900),
        (39900, 20000, 39900, 0, 20000),
        (39900, 20000, 20000, 19900, 20000),
        (20000, 39900, 30000, 0, 29900),
    ],
)
def test_an_advance_takes_the_place_of_the_payment_that_it_was(
    paid: int, pending: int, advanced: int, bank: int, owed: int
) -> None:
    """The bank took it in with its receipt; what is paid on delivery is still to come, unless more came before."""
    payments = (
        Payment(method="wompi", amount=Decimal(paid)),
        Payment(method="cod", amount=Decimal(pending), status="pending"),
    )
    order = an_order(is_paid=False, payments=payments, advanced=Decimal(advanced))
    document = invoice_of(order, payments=[CASH, CREDIT], advance={"accounting_account": ADVANCE})
    found = balances([document])
    assert (found.get(BANK, 0), found[RECEIVABLE], found[ADVANCE]) == (bank, owed, advanced)
    assert document.receivable == owed


def test_of_several_payments_that_are_paid_the_earlier_ones_came_in_advance() -> None:
    order = replace(split("20000", "39900"), advanced=Decimal(30000))
    document = invoice_of(order, payments=[CASH, CREDIT], advance={"accounting_account": ADVANCE})
    assert sides(document)[:2] == [(RECEIVABLE, "D", 29900), (ADVANCE, "D", 30000)]


def test_two_taxes_on_one_line() -> None:
    taxes = tuple(
        Tax(name=name, rate=Decimal(rate), amount=amount(each))
        for name, rate, each in (("IVA", 19, "1900"), ("INC", 8, "800"))
    )
    order = an_order(lines=(a_line(net=Decimal(10000), taxes=taxes),), total=Decimal(12700), payments=())
    document = invoice_of(order, vat_on_lines=True)
    assert sides(document)[2:] == [(24950101, "C", 800), (24080501, "C", 1900)]
    income = rows_of(document)[1]
    shown = ("sequence_vat_percentage", "sequence_vat_value", "sequence_total_excise_tax_value", "withholding_base")
    assert [income[name] for name in shown] == [19, 1900, 800, 10000]


def test_the_same_rate_twice_on_one_line_is_one_row() -> None:
    tax = Tax(name="IVA", rate=Decimal(19), amount=Decimal(950))
    order = an_order(lines=(a_line(net=Decimal(10000), taxes=(tax, tax)),), total=Decimal(11900), payments=())
    document = invoice_of(order)
    assert sides(document)[2:] == [(24080501, "C", 1900)]
    assert rows_of(document)[2]["withholding_base"] == 10000
    assert document.body["_lines"][0]["parts"] == [[2, -10000], [3, -1900]]  # type: ignore[index]


def test_a_rate_without_account_names_the_line_to_add() -> None:
    [problem] = problems(taxes=[{"rate": 5, "accounting_account": 24080502}])
    assert "«- {rate: 19, accounting_account: …}»" in problem


def test_a_rate_with_two_accounts_is_a_problem() -> None:
    rows = [{"rate": 19, "accounting_account": 24080501}, {"rate": Decimal("19.00"), "accounting_account": 1}]
    assert "19 %" in problems(taxes=rows)[0]
    assert invoice_of(an_order(), taxes=[rows[0], rows[0]]).off == 0


def test_no_line_is_dropped_and_no_row_is_of_nobody() -> None:
    order = an_order(lines=(a_line(), a_line(id="product:2", name="Gorra")))
    draft = draft_of(an_order())
    with pytest.raises(OrderHeld, match="Gorra"):
        compose("invoice", draft, order, today=TODAY, marker=MARKER)
    draft = Draft(values=draft.values)
    with pytest.raises(OrderHeld, match=r"items\[0\].*each: lines"):
        compose("invoice", draft, an_order(), today=TODAY, marker=MARKER)


def test_every_problem_is_told_at_once_with_its_place() -> None:
    order = an_order(currency="USD")
    draft = draft_of(
        order,
        customer={"nit": "PAS1234"},
        voucher_code="uno",
        document_day=31,
        taxes=None,
        odd=1,
        payments=[{"cost_center": 1}],
    )
    at = Origin(file="tienda.yaml", line=7, column=3, source="const")
    draft = Draft(values=draft.values, line_ids=draft.line_ids, origins={"voucher_code": at})
    with pytest.raises(OrderHeld) as held:
        compose("invoice", draft, order, today=TODAY, marker=MARKER)
    places = {problem.partition(": ")[0] for problem in held.value.problems}
    assert places == {
        "customer.nit",
        "tienda.yaml:7:3",
        "document_day",
        "currency_type",
        "odd",
        "payments[0].accounting_account",
        "taxes",
    }
    assert any("«PAS1234» y Siigo Pyme solo recibe dígitos" in problem for problem in held.value.problems)


def test_the_day_is_mapped_or_todays() -> None:
    assert invoice_of(an_order(), date=date(2026, 10, 31)).dated_on == date(2026, 10, 31)
    parts = {"document_year": 2026, "document_month": 2, "document_day": 28}
    assert invoice_of(an_order(), **parts).dated_on == date(2026, 2, 28)
    assert "2026-2-30" in problems(**{**parts, "document_day": 30})[0]
    assert "2026" in problems(document_year=2026)[0]


def test_what_comes_to_nothing_is_no_sale() -> None:
    order = an_order(lines=(a_line(net=Decimal(0), taxes=()),), total=Decimal(0))
    assert any("suman 0" in problem for problem in problems(order=order))


def test_a_row_speaks_before_its_document() -> None:
    document = invoice_of(an_order(), cost_center=1, nit=900, payments=[{**CASH, "cost_center": 2}])
    assert [row["cost_center"] for row in rows_of(document)] == [2, 1, 1]
    assert {row["nit"] for row in rows_of(document)} == {900}


def test_our_own_words_are_in_characters_that_siigo_takes() -> None:
    order = an_order(lines=(a_line(name="Camiseta “Sol” & Luna ❤ de algodón orgánico peruano talla M"),))
    assert rows_of(invoice_of(order))[1]["sequence_description"] == 'Pedido #1001 Camiseta "Sol" y Luna de algodón'


def test_so_are_the_words_of_a_shops_catalogue() -> None:
    """Of the document and of its rows; what is nothing but signs leaves our own words."""
    long = "Camiseta 🎉 de algodón orgánico con estampado de la Sierra Nevada de Santa Marta, talla única"
    items = [{"accounting_account": INCOME, "sequence_description": long}]
    document = invoice_of(an_order(), items=items, sequence_description="Venta – tienda")
    found = [row["sequence_description"] for row in rows_of(document)]
    assert found == ["Venta - tienda", "Camiseta de algodón orgánico con estampado de la", "Venta - tienda"]
    signs = [{"accounting_account": INCOME, "sequence_description": "🎉"}]
    assert rows_of(invoice_of(an_order(), items=signs))[1]["sequence_description"] == "Pedido #1001 Camiseta"


def test_the_city_of_the_buyer_stands_on_every_row() -> None:
    customer = {"nit": "1", "city": {"country_code": "Co", "state_code": "05", "city_code": "05001"}}
    assert {row["city_code"] for row in rows_of(invoice_of(an_order(), customer=customer))} == {5001}


VALUES = {"text": "1", "integer": 1, "money": Decimal("1.5")}


def value_for(name: str, field: Field) -> object:
    if name == "voucher_type":
        return "F"
    if field.values:
        return field.values[0]
    if name == "document_update_date":
        return "2026-11-28"
    if name == "document_update_time":
        return "14:30:00"
    if field.kind == "text" and "year" in name:
        return "2026"
    if field.kind == "integer" and "year" in name:
        return 2026
    return VALUES[field.kind]


@pytest.mark.parametrize("name", HEADINGS)
def test_every_field_of_the_seed_is_reached(name: str) -> None:
    """By the document, by its rows, or computed; in the form that its kind wants."""
    field, dated = MOVEMENT[name], {"document_year": 2026, "document_month": 1, "document_day": 1}
    assert name in HEADER or name in ROW or name in OF_ROW
    document = invoice_of(an_order(), **({"document_number": 1} if name == "document_number" else {}))
    if name in HEADER:
        mapped = {**(dated if name in dated else {}), name: value_for(name, field)}
        document = invoice_of(an_order(), **mapped)
        assert_holds(document, 1, name, value_for(name, field))
    if name in ROW:
        value = BANK if name == "accounting_account" else value_for(name, field)
        document = invoice_of(an_order(), payments=[{**CASH, name: value}])
        assert_holds(document, 0, name, value)
    assert name in rows_of(document)[0]


def assert_holds(document: Document, place: int, name: str, value: object) -> None:
    found = rows_of(document)[place][name]
    assert found == (f"{value} {MARKER}" if name == "comments_description" else value)
    assert isinstance(found, str) == (MOVEMENT[name].kind == "text")


def test_every_list_and_object_of_the_schema_is_made_of_the_same_rows() -> None:
    parts = [INVOICE[name].fields for name in ("payments", "withholdings", "items", "taxes", "advance", "rounding")]
    assert all(ROW.keys() <= fields.keys() for fields in parts)
