"""Totals: Siigo's own samples and the vectors of siigo-api.md 13.8 to the cent, and every switch of section 13."""

from decimal import ROUND_FLOOR, Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connector.sandbox.siigo import Options
from connector.sandbox.siigo.amounts import Arithmetic
from tests.sandbox.conftest import INVOICE, TODAY, Siigo, changed, new_siigo

VECTORS = [
    ("10", "100", "50", 13156, "950.00", "180.50", "1130.50"),
    ("2", "1069.77", None, 13156, "2139.54", "406.51", "2546.05"),
    ("1", "1069.77", None, 13156, "1069.77", "203.26", "1273.03"),
    ("2", "42016.806723", None, 13156, "84033.61", "15966.39", "100000.00"),
    ("2", "42016.806723", "8403.36", 13156, "75630.25", "14369.75", "90000.00"),
    ("1", "14285.714286", None, 13156, "14285.71", "2714.28", "16999.99"),
    ("3", "8403.361345", "2521.01", 13156, "22689.07", "4310.92", "26999.99"),
    ("4", "27777.777778", None, 7081, "111111.11", "8888.89", "120000.00"),
    ("0.33", "9999.99", None, 13156, "3300.00", "627.00", "3927.00"),
    ("1", "14285.72", None, 13156, "14285.72", "2714.29", "17000.01"),
    ("2", "125966.39", None, 13156, "251932.78", "47867.23", "299800.01"),
    ("2", "125966.386555", None, 13156, "251932.77", "47867.23", "299800.00"),
]


def one_line(quantity: str, price: str, discount: str | None, tax: int) -> dict[str, Any]:
    item = {"code": "CAM-ALG-M", "quantity": Decimal(quantity), "price": Decimal(price), "taxes": [{"id": tax}]}
    return changed(INVOICE, {"items": [item | ({"discount": Decimal(discount)} if discount else {})]})


@pytest.mark.parametrize(("quantity", "price", "discount", "tax", "base", "value", "total"), VECTORS)
def test_a_vector_is_accepted_and_a_cent_beside_it_refused(
    siigo: Siigo, quantity: str, price: str, discount: str | None, tax: int, base: str, value: str, total: str
) -> None:
    body = one_line(quantity, price, discount, tax)
    row = siigo.invoice(changed(body, {"payments.0.value": Decimal(total)}))["items"][0]
    assert (row["taxes"][0]["base_value"], row["taxes"][0]["value"], row["total"]) == (
        Decimal(base),
        Decimal(value),
        Decimal(total),
    )
    printed = total.rstrip("0").rstrip(".")
    for cent in (Decimal("0.01"), Decimal("-0.01")):
        answer = siigo.post("/v1/invoices", changed(body, {"payments.0.value": Decimal(total) + cent}))
        message = f"The total payments must be equal to the total invoice. The total invoice calculated is {printed}"
        assert (answer.status, answer.errors) == (400, [("invalid_total_payments", ("payments",), message)])


def test_retentions_of_the_line_and_of_the_header(siigo: Siigo) -> None:
    body = one_line("1", "1000000", None, 13156)
    body["items"][0]["taxes"].append({"id": 13456})
    body["retentions"] = [{"id": 34072}, {"id": 34080}]
    invoice = siigo.invoice(changed(body, {"payments.0.value": Decimal("1125460.00")}))
    assert [(row["type"], row["value"]) for row in invoice["retentions"]] == [("ReteIVA", 28500), ("ReteICA", 11040)]
    assert invoice["items"][0]["total"] == 1165000
    assert invoice["total"] == 1125460


def test_siigos_own_retention_sample(siigo: Siigo) -> None:
    """ReteIVA 15 % of 406.51 = 60.98."""
    body = one_line("2", "1069.77", None, 13156) | {"retentions": [{"id": 34072}]}
    invoice = siigo.invoice(changed(body, {"payments.0.value": Decimal("2485.07")}))
    assert invoice["retentions"][0]["value"] == Decimal("60.98")


def test_self_withholding_changes_nothing(siigo: Siigo) -> None:
    siigo.post("/_emulator/document-types/24446", {"self_withholding": True})
    invoice = siigo.invoice({**INVOICE, "retentions": [{"id": 34090}]})
    assert (invoice["total"], invoice["retentions"][0]["value"]) == (119, Decimal("0.55"))


@pytest.mark.parametrize(("taxpayer", "total"), [("Company", "119"), ("Customer", "499")])
def test_a_gift_costs_nothing_or_its_tax(siigo: Siigo, taxpayer: str, total: str) -> None:
    gift = {
        "code": "ENVIO",
        "quantity": 2,
        "price": 0,
        "tax_base": 1000,
        "taxpayer": taxpayer,
        "taxes": [{"id": 13156}],
    }
    body = changed(INVOICE, {"payments.0.value": Decimal(total)})
    body["items"].append(gift)
    assert siigo.invoice(body)["total"] == Decimal(total)


def test_a_percentage_type_reads_discounts_as_percent(siigo: Siigo) -> None:
    body = changed(INVOICE, {"document.id": 24448, "items.0.discount": Decimal("33.33"), "items.0.price": 1000})
    row = siigo.invoice(changed(body, {"payments.0.value": Decimal("793.37")}))["items"][0]
    assert row["discount"] == {"percentage": Decimal("33.33"), "value": Decimal("333.30")}


def test_a_value_type_reads_discounts_as_pesos_and_shows_both(siigo: Siigo) -> None:
    body = changed(INVOICE, {"items.0.discount": 13, "items.0.price": 1000, "payments.0.value": Decimal("1174.53")})
    assert siigo.invoice(body)["items"][0]["discount"] == {"percentage": Decimal("1.30"), "value": 13}


TAXED = {"items.0.price": None, "items.0.taxed_price": 17000}


@pytest.mark.parametrize(("mode", "total"), [("remainder", "17000"), ("recompute", "16999.99")])
def test_taxed_price(mode: str, total: str) -> None:
    siigo = new_siigo(taxed_price_mode=mode)
    assert siigo.invoice(changed(INVOICE, TAXED | {"payments.0.value": Decimal(total)}))["total"] == Decimal(total)


def test_siigos_own_taxed_price_sample(siigo: Siigo) -> None:
    body = changed(INVOICE, TAXED | {"items.0.taxed_price": 10000, "payments.0.value": 10000})
    row = siigo.invoice(body)["items"][0]
    assert (row["price"], row["taxes"][0]["value"]) == (Decimal("8403.36"), Decimal("1596.64"))


def test_taxed_price_wins_over_price(siigo: Siigo) -> None:
    body = changed(INVOICE, {"items.0.taxed_price": 17000, "payments.0.value": 17000})
    assert siigo.invoice(body)["total"] == 17000


@pytest.mark.parametrize(("rounding", "total"), [("documented", "16999.99"), ("unrounded", "17000")])
def test_tax_on_the_rounded_or_the_exact_base(rounding: str, total: str) -> None:
    siigo = new_siigo(tax_base_rounding=rounding)
    body = one_line("1", "14285.714286", None, 13156)
    assert siigo.invoice(changed(body, {"payments.0.value": Decimal(total)}))["total"] == Decimal(total)


@pytest.mark.parametrize(("half_even", "total"), [(False, "1.79"), (True, "1.78")])
def test_half_up_or_half_even(half_even: bool, total: str) -> None:
    """19 % of 1.50 is 0.285."""
    siigo = new_siigo(half_even=half_even)
    body = changed(INVOICE, {"items.0.price": Decimal("1.50")})
    assert siigo.invoice(changed(body, {"payments.0.value": Decimal(total)}))["total"] == Decimal(total)


@pytest.mark.parametrize(("rounding", "total"), [("sum", "34001"), ("line", "34002"), ("off", "34001.12")])
def test_whole_pesos(rounding: str, total: str) -> None:
    siigo = new_siigo(whole_peso_rounding=rounding)
    line = {"code": "ENVIO", "quantity": 1, "price": Decimal("17000.56")}
    body = changed(INVOICE, {"document.id": 24447, "items": [line, line], "payments.0.value": Decimal(total)})
    assert siigo.invoice(body)["total"] == Decimal(total)


@pytest.mark.parametrize(("mode", "total"), [("subtract", "107.10"), ("ignore", "119")])
def test_global_discounts(mode: str, total: str) -> None:
    siigo = new_siigo(global_discount_mode=mode)
    discount = {"id": 13156, "percentage": 10, "value": 1}
    body = changed(INVOICE, {"global_discounts": [discount], "payments.0.value": Decimal(total)})
    assert siigo.invoice(body)["total"] == Decimal(total)


@pytest.mark.parametrize(
    ("base", "mode", "total"), [("total", "add", "130.90"), ("subtotal", "add", "129"), ("total", "ignore", "119")]
)
def test_global_charges(base: str, mode: str, total: str) -> None:
    siigo = new_siigo(global_base=base, global_charge_mode=mode)
    siigo.post("/_emulator/document-types/24446", {"global_charges": [{"id": 7}]})
    charge = {"id": 7, "percentage": 10}
    body = changed(INVOICE, {"global_charges": [charge], "payments.0.value": Decimal(total)})
    assert siigo.invoice(body)["global_charges"] == [charge]


def test_a_charge_that_the_document_type_has_not(siigo: Siigo) -> None:
    answer = siigo.post("/v1/invoices", INVOICE | {"global_charges": [{"id": 7, "value": 5}]})
    assert answer.errors == [("invalid_reference", ("global_charges[0].id",), "The id doesn't exist: 7")]


def test_a_global_percentage_is_of_what_stood_there_before_anything_was_withheld(siigo: Siigo) -> None:
    body = changed(INVOICE, {"items.0.taxes": [{"id": 13156}, {"id": 13456}], "payments.0.value": Decimal("104.60")})
    assert siigo.invoice(body | {"global_discounts": [{"id": 13156, "percentage": 10}]})["items"][0]["total"] == 116.5


TENTH_OFF = {"items.0.price": Decimal("100.0052"), "items.0.discount": 10}


@pytest.mark.parametrize(
    ("option", "more", "total"),
    [
        ({"percentage_discount_rounding": "cents"}, TENTH_OFF, "107.11"),
        ({"percentage_discount_rounding": "none"}, TENTH_OFF, "107.10"),
        ({"retefuente_mode": "subtract"}, {"items.0.taxes": [{"id": 13456}]}, "97.50"),
        ({"retefuente_mode": "ignore"}, {"items.0.taxes": [{"id": 13456}]}, "100"),
        ({"reteica_unit": "per_mille"}, {"retentions": [{"id": 34080}]}, "117.90"),
        ({"reteica_unit": "per_cent"}, {"retentions": [{"id": 34080}]}, "107.96"),
        ({"self_withholding_mode": "ignore"}, {"retentions": [{"id": 34090}]}, "119"),
        ({"self_withholding_mode": "subtract"}, {"retentions": [{"id": 34090}]}, "118.45"),
        ({"advance_mode": "ignore"}, {"advance_payment": 119}, "119"),
        ({"advance_mode": "subtract"}, {"advance_payment": 100}, "19"),
    ],
)  # fmt: skip
def test_a_switch(option: dict[str, Any], more: dict[str, Any], total: str) -> None:
    siigo = new_siigo(**option)
    flags = {"self_withholding": True, "advance_payment": True, "discount_type": "Percentage"}
    siigo.post("/_emulator/document-types/24446", flags)
    assert siigo.invoice(changed(INVOICE, more | {"payments.0.value": Decimal(total)}))["total"] == Decimal(total)


def test_an_advance_may_take_all_of_the_total_and_no_more() -> None:
    siigo = new_siigo(advance_mode="subtract")
    siigo.post("/_emulator/document-types/24446", {"advance_payment": True})
    answers = [siigo.post("/v1/invoices", {**INVOICE, "advance_payment": advance}) for advance in (118, 120)]
    assert [answer.codes for answer in answers] == [["invalid_total_payments"], ["invalid_amount"]]


@pytest.mark.parametrize("mode", ["add", "ignore"])
def test_the_vat_of_a_gift_is_the_customers_or_nobodys(mode: str) -> None:
    """And ReteIVA is of the VAT that somebody pays: 15 % of 19 + 380."""
    siigo = new_siigo(gift_tax_mode=mode)
    gift = {
        "code": "ENVIO",
        "quantity": 2,
        "price": 0,
        "tax_base": 1000,
        "taxpayer": "Customer",
        "taxes": [{"id": 13156}],
    }
    total = {"add": Decimal("439.15"), "ignore": Decimal("116.15")}[mode]
    body = changed(INVOICE, {"payments.0.value": total, "retentions": [{"id": 34072}]})
    body["items"].append(gift)
    assert siigo.invoice(body)["total"] == total


@pytest.mark.parametrize("mode", ["remainder", "recompute"])
def test_other_taxes_come_on_top_of_a_price_with_vat(mode: str) -> None:
    """8 % of the base 8403.36 that 10,000 with 19 % VAT holds."""
    siigo = new_siigo(taxed_price_mode=mode)
    taxed = {"items.0.price": None, "items.0.taxed_price": 10000, "items.0.taxes": [{"id": 13156}, {"id": 7081}]}
    assert siigo.invoice(changed(INVOICE, taxed | {"payments.0.value": Decimal("10672.27")}))["total"]


def test_an_advance_leaves_the_total_alone(siigo: Siigo) -> None:
    siigo.post("/_emulator/document-types/24446", {"advance_payment": True})
    assert siigo.invoice({**INVOICE, "advance_payment": 50})["total"] == 119
    too_much = siigo.post("/v1/invoices", {**INVOICE, "advance_payment": 120})
    assert too_much.errors == [("invalid_amount", ("advance_payment",), "The field advance_payment is invalid")]


def test_numbers_in_quotes_where_siigos_samples_have_them(siigo: Siigo) -> None:
    body = changed(INVOICE, {"items.0.quantity": "1", "customer.branch_office": "0", "payments.0.id": "5640"})
    assert siigo.invoice(body)["items"][0]["quantity"] == 1


def test_an_item_without_taxes_is_stored_without_tax(siigo: Siigo) -> None:
    """Not even the product's own."""
    row = siigo.invoice(changed(INVOICE, {"items.0.taxes": None, "payments.0.value": 100}))["items"][0]
    assert "taxes" not in row
    assert row["total"] == 100


cents = st.integers(1, 10**9).map(lambda number: Decimal(number) / 100)
rates = st.sampled_from([Decimal(19), Decimal(5), Decimal(8), Decimal("2.5"), Decimal("11.04")])


def _round(amount: Decimal) -> Decimal:
    """Half up for amounts above zero, written without quantize's rounding modes."""
    return ((amount * 100 + Decimal("0.5")).to_integral_value(ROUND_FLOOR)) / 100


@given(quantity=cents, price=st.integers(1, 10**9).map(lambda n: Decimal(n) / 10**6), rate=rates)
def test_any_line_follows_the_documented_rule(quantity: Decimal, price: Decimal, rate: Decimal) -> None:
    """13.1: base, tax and line, each rounded to cents."""
    taxes = {1: {"id": 1, "type": "IVA", "percentage": rate}}
    item = {"quantity": quantity, "price": price, "taxes": [{"id": 1}]}
    line = Arithmetic(Options(), "Value", True).totals([item], taxes).lines[0]
    base = _round(quantity * price)
    assert (line.base, line.total) == (base, base + _round(base * rate / 100))


@given(gross=st.integers(1, 10**8), rate=rates)
def test_the_remainder_reading_always_gives_the_taxed_price(gross: int, rate: Decimal) -> None:
    taxes = {1: {"id": 1, "type": "IVA", "percentage": rate}}
    item = {"quantity": Decimal(1), "taxed_price": Decimal(gross), "taxes": [{"id": 1}]}
    assert Arithmetic(Options(), "Value", True).totals([item], taxes).total == gross


def test_official_request_sample_with_due_date(siigo: Siigo) -> None:
    """siigo-api.md 12.2, its request and the parts of its answer that are not ids."""
    siigo.post("/v1/customers", CUSTOMER_OF_SAMPLE)
    siigo.post("/_emulator/document-types/24446", {"consecutive": 1042})
    invoice = siigo.invoice(SAMPLE)
    assert (invoice["name"], invoice["prefix"], invoice["balance"]) == ("FV-1-1042", "SETT", Decimal("110000.00"))
    assert invoice["stamp"] == {"status": "Sending"}
    assert invoice["items"][0]["warehouse"] == {"id": 1270, "name": "Principal"}
    assert invoice["items"][0]["taxes"] == [
        {
            "id": 13156,
            "name": "IVA 19%",
            "type": "IVA",
            "percentage": 19,
            "value": Decimal("15966.39"),
            "base_value": Decimal("84033.61"),
        }
    ]
    assert [row["price"] for row in invoice["items"]] == [Decimal("42016.81"), 10000]
    assert invoice["payments"] == [{"id": 5636, "name": "Crédito", "value": 110000, "due_date": TODAY}]
    assert invoice["metadata"] == {"created": "2026-11-21T17:00:00.000Z"}


CUSTOMER_OF_SAMPLE = {
    "type": "Customer",
    "person_type": "Person",
    "id_type": "13",
    "identification": "1020304050",
    "name": ["Laura", "Rios"],
    "branch_office": 0,
    "vat_responsible": False,
    "fiscal_responsibilities": [{"code": "R-99-PN"}],
    "address": {
        "address": "Calle 10 43-12",
        "city": {"country_code": "Co", "state_code": "05", "city_code": "05001"},
    },
    "phones": [{"number": "3001112233"}],
    "contacts": [{"first_name": "Laura", "last_name": "Rios", "email": "laura.rios@example.co"}],
}

SAMPLE = {
    "document": {"id": 24446},
    "date": TODAY,
    "customer": {"identification": "1020304050", "branch_office": 0},
    "seller": 629,
    "stamp": {"send": True},
    "mail": {"send": False},
    "observations": "WEB 1001 shop=demo ref=7f3a9c",
    "items": [
        {
            "code": "CAM-ALG-M",
            "description": "Camiseta algodón M",
            "quantity": 2,
            "price": Decimal("42016.806723"),
            "taxes": [{"id": 13156}],
            "warehouse": 1270,
        },
        {"code": "ENVIO", "description": "Envío", "quantity": 1, "price": 10000},
    ],
    "payments": [{"id": 5636, "value": Decimal("110000.00"), "due_date": TODAY}],
}
