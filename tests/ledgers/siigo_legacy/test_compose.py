"""From draft to body: what is computed, what is left out, and every problem with its place."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from connector.errors import OrderHeld
from connector.ledgers.amount_rules import AmountRules
from connector.ledgers.siigo_legacy.facts import CompanyFacts, PaymentMeans, TaxType
from connector.ledgers.siigo_legacy.schema import OURS_ON_HEADER, OURS_ON_ITEM
from connector.ledgers.siigo_legacy.settings import Choices
from connector.messages import speaking
from connector.model.documents import Draft
from connector.model.order import Payment
from tests.ledgers.siigo_legacy.company import (
    BANK,
    CARD,
    CENTERS,
    COMPANY,
    COMPANY_CUSTOMER,
    CONSUMPTION,
    CREDIT,
    CUSTOMER,
    IVA_5,
    IVA_19,
    MANUAL,
    MARKER,
    ODD,
    OLD,
    OLD_SELLER,
    RETE_IVA,
    SHIPPING,
    SHIRT,
    SUPPLIERS,
    SYSTEM,
    WITHHOLDING,
    composed,
    draft,
    draft_of,
    header,
    item,
    line,
    order,
    payment,
    values,
)


def problems(*given: Any, **more: Any) -> list[str]:
    with pytest.raises(OrderHeld) as held, speaking("en"):
        composed(*given, **more)
    return list(held.value.problems)


def the_problem(*given: Any, **more: Any) -> str:
    [found] = problems(*given, **more)
    return found


def part(document: Any, *path: str | int) -> Any:
    found = document.body
    for step in path:
        found = found[step]
    return found


def customer(**more: object) -> dict[str, Any]:
    return {name: value for name, value in {**CUSTOMER, **more}.items() if value is not None}


# --- header


def test_numbers_dates_and_the_marker() -> None:
    head = part(composed(), "Header")
    assert (head["Number"], head["DocDate"]) == (0, "20261121")
    assert head["Observations"] == f"Pedido 1001 {MARKER}"


def test_a_long_observation_gives_way_to_the_marker() -> None:
    text = part(composed(Header=header(Observations="ñ" * 2000)), "Header", "Observations")
    assert len(text) == 1000
    assert text.endswith(f"ñ {MARKER}")


def test_the_mapped_day_is_the_documents() -> None:
    document = composed(Header=header(DocDate=date(2026, 11, 1)))
    assert document.dated_on == date(2026, 11, 1)
    assert part(document, "Header", "DocDate") == "20261101"


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"DocCode": 5}, "tienda.yaml:12:7: Header.DocCode: 5 does not exist in Siigo among the document types FV"),
        ({"DocCode": OLD}, "Header.DocCode: 24446 (Factura en desuso) is inactive"),
        ({"SalesmanIdentification": "9"}, "Header.SalesmanIdentification: 9 does not exist in Siigo among the users"),
        ({"SalesmanIdentification": OLD_SELLER}, "Header.SalesmanIdentification: 1000000003"),
        ({"Number": 4}, "Header.Number: the document type Factura de venta numbers by itself"),
        ({"DocCode": MANUAL}, "Header.Number: the document type Factura manual is numbered by hand"),
        ({"DocCode": CENTERS}, "Header.CostCenterCode: the document type Por centros demands a cost center"),
        ({"SubCostCenterCode": "1"}, "Header.CostCenterCode: there is a SubCostCenterCode without"),
        ({"MoneyCode": "USD"}, "Header.MoneyCode: the mapping says USD and the order is in COP"),
        ({"MoneyCode": "XXX"}, "Header.MoneyCode: «XXX» is not a value"),
        ({"ExchangeValue": Decimal(3900)}, "Header.ExchangeValue: an invoice in pesos carries no exchange rate"),
        (
            {"RetVATTotalID": WITHHOLDING},
            "Header.RetVATTotalID: 13456 (Retefuente 2.5%) is of kind Retefuente, and here",
        ),
        ({"RetICATotalID": RETE_IVA}, "Header.RetICATotalID: 34072 (ReteIVA 15%) is of kind ReteIVA"),
        ({"Id": 5}, "Header.Id: Siigo has no such field"),
        ({"EmailToSend": "a@example.co"}, "Header.EmailToSend: Siigo has no such field"),
    ],
)
def test_a_wrong_header(more: dict[str, object], said: str) -> None:
    assert said in the_problem(Header=header(**more))


def test_a_foreign_order_needs_currency_and_rate() -> None:
    dollars = order(line(1, "119"), currency="USD")
    assert "Header.MoneyCode: the order is in USD and the mapping invoices it in COP" in the_problem(dollars)
    assert "Header.ExchangeValue" in the_problem(dollars, draft(dollars, Header=header(MoneyCode="USD")))
    head = header(MoneyCode="USD", ExchangeValue=Decimal("3950.5"))
    document = composed(dollars, draft(dollars, Header=head))
    assert part(document, "Header", "ExchangeValue") == Decimal("3950.5")


@pytest.mark.parametrize("name", OURS_ON_HEADER)
def test_what_is_computed_is_not_mapped_in_the_header(name: str) -> None:
    assert f"Header.{name}: the connector computes this value" in the_problem(Header=header(**{name: Decimal(1)}))


@pytest.mark.parametrize("name", OURS_ON_ITEM)
def test_what_is_computed_is_not_mapped_in_an_item(name: str) -> None:
    one = order(SHIRT)
    drafted = draft(one, Items=[item(SHIRT, **{name: "1"})])
    assert f"Items[0].{name}: the connector computes this value" in the_problem(one, drafted)


def test_every_problem_comes_at_once() -> None:
    one = order(SHIRT)
    fields = values(one, Header=header(DocCode=5, Number=-1), customer=customer(Address=None), Payments=[])
    said = problems(one, draft_of(fields, one))
    places = [" ".join(text.removeprefix("tienda.yaml:12:7: ").split(": ")[:1]) for text in said]
    assert places == ["Header.DocCode", "Header.Number", "customer.Address", "Payments"]


# --- items


def test_absent_taxes_are_minus_one() -> None:
    row = part(composed(order(SHIPPING)), "Items", 0)
    assert (row["TaxAddId"], row["TaxAdd2Id"], row["TaxDiscountId"]) == (-1, -1, -1)
    assert "TaxAddName" not in row
    again = composed(order(SHIPPING), Items=[item(SHIPPING, TaxAddId=-1, TaxAdd2Id="-1", TaxDiscountId=-1)])
    assert part(again, "Items", 0) == row


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"TaxAddId": None}, "Items[0].TaxAddId: the shop charged 19 %"),
        ({"TaxAddId": IVA_5}, "Items[0].TaxAddId: the shop charged 19 % on the line «Camiseta algodón M» (CAM-ALG-M)"),
        ({"TaxAddId": 99}, "Items[0].TaxAddId: 99 does not exist"),
        ({"TaxAddId": WITHHOLDING}, "Items[0].TaxAddId: 13456 (Retefuente 2.5%) is of kind Retefuente"),
        ({"TaxAddId": ODD}, "Items[0].TaxAddId: 1 (Otro) is of kind —"),
        ({"TaxDiscountId": CONSUMPTION}, "Items[0].TaxDiscountId: 7081 (Impoconsumo 8%) is of kind Impoconsumo"),
        ({"ProductCode": "dos palabras"}, "Items[0].ProductCode: «dos palabras» has characters"),
        ({"ProductCode": "x" * 31}, "Items[0].ProductCode: has 31 characters"),
        ({"WareHouseCode": "9"}, "Items[0].WareHouseCode: 9 does not exist"),
        ({"WareHouseCode": "3"}, "Items[0].WareHouseCode: 3 (Cerrada) is inactive"),
        ({"SalesmanIdentification": "9"}, "Items[0].SalesmanIdentification: 9 does not exist"),
        ({"DiscountValue": Decimal(1), "DiscountPercentage": Decimal(1)}, "Items[0]: DiscountValue and Discount"),
        ({"DiscountPercentage": Decimal("100.01")}, "Items[0].DiscountPercentage: 100.01 is outside"),
        ({"DiscountPercentage": Decimal(100)}, "Items[0].DiscountPercentage: with 100 % off nothing is left"),
        ({"Quantity": Decimal("1.234")}, "Items[0].Quantity: 1.234 has more than 2 decimals"),
        ({"Quantity": Decimal(0)}, "Items[0].Quantity: the quantity is 0"),
        ({"UnitValue": Decimal(1), "DiscountValue": Decimal(9)}, "the discount 9"),
    ],
)
def test_a_wrong_item(more: dict[str, object], said: str) -> None:
    one = order(SHIRT)
    row = {name: value for name, value in item(SHIRT, **more).items() if value is not None}
    assert said in problems(one, draft(one, Items=[row]))[0]


def test_two_taxes_of_one_kind() -> None:
    both = line(1, "124", rates=("19", "5"))
    one = order(both)
    assert "Items[0].TaxAdd2Id: there are two taxes of type IVA" in the_problem(one, draft(one, Items=[item(both)]))


def test_a_tax_that_the_shop_did_not_charge() -> None:
    one = order(SHIPPING)
    said = the_problem(one, draft(one, Items=[item(SHIPPING, TaxAddId=IVA_19)]))
    assert "the shop charged no tax on the line «Envío» (ENVIO)" in said


def test_no_line_is_dropped_or_doubled() -> None:
    one = order()
    fields = values(one)
    missing = Draft(values={**fields, "Items": fields["Items"][:1]}, line_ids={"Items[0]": SHIRT.id})
    lacking = "Items: the line «Envío» (ENVIO) of 10000 is not on the invoice: add it to the mapping of Items"
    assert lacking in the_problem(one, missing)
    twice = Draft(values=fields, line_ids={"Items[0]": SHIRT.id, "Items[1]": SHIRT.id})
    assert any(
        "is on the invoice 2 times: leave only one in the mapping of Items" in text for text in problems(one, twice)
    )


def test_a_negative_line_is_held() -> None:
    less = replace(SHIPPING, id="fee:1", net=Decimal(-500))
    one = order(SHIRT, less)
    assert any("is worth -500" in text for text in problems(one, draft(one, Items=[item(SHIRT), item(less)])))


def test_a_free_line_goes_as_nothing_and_is_said() -> None:
    gift = line(3, "0", name="Calcomanía", sku="STICKER")
    document = composed(order(SHIRT, gift))
    row = part(document, "Items", 1)
    assert (row["UnitValue"], row["GrossValue"], row["TotalValue"]) == (0, 0, 0)
    assert "DIAN" in document.warnings[0]


def test_an_item_of_its_own_needs_everything() -> None:
    one = order(SHIRT)
    extra = {"ProductCode": "EMPAQUE"}
    said = problems(one, draft(one, Items=[item(SHIRT), extra]))
    assert [text.split(": ")[0] for text in said] == ["Items[1].Quantity", "Items[1].Description", "Items[1].UnitValue"]
    assert said[0].endswith("give Quantity in the mapping")
    full = {**extra, "Description": "Empaque", "Quantity": 1, "UnitValue": Decimal(3000)}
    [said_of_total] = problems(one, draft(one, Items=[item(SHIRT), full]))
    assert "items that come from no order line" in said_of_total


def test_a_mapped_price_stays_and_another_line_makes_up_for_it() -> None:
    rows = [item(SHIRT, UnitValue=Decimal("42016.81")), item(SHIPPING)]
    document = composed(Items=rows)
    assert part(document, "Items", 0, "UnitValue") == Decimal("42016.81")
    assert document.off == 0


@pytest.mark.parametrize(
    ("more", "value", "percentage"),
    [
        ({"DiscountValue": Decimal(1000)}, "1000", "1.176"),
        ({"DiscountPercentage": Decimal("12.5")}, "12004.80", "12.5"),
    ],
)
def test_a_mapped_discount_is_taken_off_before_taxes(more: dict[str, Any], value: str, percentage: str) -> None:
    one = order(SHIRT)
    document = composed(one, draft(one, Items=[item(SHIRT, **more)]))
    row = part(document, "Items", 0)
    assert (row["DiscountValue"], row["DiscountPercentage"]) == (Decimal(value), Decimal(percentage))
    assert row["BaseValue"] == row["GrossValue"] - row["DiscountValue"]
    assert document.total == 100000


# --- the cent that no price reaches


UNREACHABLE = line(1, "59900", quantity="1")


def test_the_cent_is_accepted_moved_split_or_held() -> None:
    alone = composed(order(UNREACHABLE))
    assert alone.off == Decimal("-0.01")
    assert composed(order(UNREACHABLE, SHIPPING)).off == 0
    pair = line(1, "119800.01", quantity="2")
    assert composed(order(pair), rules=AmountRules()).off == 0
    assert "residue: accept" in the_problem(order(UNREACHABLE), rules=AmountRules(residue="hold"))
    adjusted = composed(order(UNREACHABLE), rules=AmountRules(residue="adjustment_line", adjustment_code="AJUSTE"))
    assert adjusted.off == 0
    assert part(adjusted, "Items", 1, "ProductCode") == "AJUSTE"


def test_another_total_is_no_rounding() -> None:
    one = order(SHIRT)
    row = item(SHIRT, UnitValue=Decimal(50000))
    assert "The difference equals the order's taxes" in the_problem(one, draft(one, Items=[row]))


# --- customer


def account(**more: object) -> dict[str, Any]:
    found: dict[str, Any] = part(composed(customer=customer(**more)), "Header", "Account")
    return found


def test_a_company_is_known_by_its_nit() -> None:
    head = part(composed(customer=COMPANY_CUSTOMER), "Header")
    assert head["Account"]["IsSocialReason"] is True
    assert head["Account"]["FullName"] == "Tejidos del Valle S.A.S."
    assert head["Account"]["CheckDigit"] == 8
    assert "FirstName" not in head["Account"]
    assert (head["Contact"]["FirstName"], head["Contact"]["LastName"]) == ("Laura", "Ríos")


def test_a_person_has_no_full_name() -> None:
    found = account(FullName="Laura Ríos")
    assert "FullName" not in found
    assert (found["FirstName"], found["LastName"]) == ("Laura", "Ríos")


def test_a_name_in_one_field_is_split() -> None:
    found = account(FirstName="Laura Ríos", LastName=None)
    assert (found["FirstName"], found["LastName"]) == ("Laura", "Ríos")


def test_the_final_consumer() -> None:
    found = account(Identification="222222222222")
    assert (found["FirstName"], found["LastName"]) == ("Consumidor", "final")


def test_a_phone_that_is_none_holds_the_order_unless_the_mapping_has_another() -> None:
    said = problems(customer=customer(Phone={"Number": "no tengo"}))
    assert "customer.Phone: Siigo Nube demands a telephone" in said[0]
    assert "customer.Phone: missing" in the_problem(customer=customer(Phone=None))
    contact = {**CUSTOMER["Contact"], "Mobile": {"Number": "+57 300"}}
    document = composed(customer=customer(Contact=contact))
    assert "Mobile" not in part(document, "Header", "Contact")
    assert any("customer.Contact.Mobile" in text for text in document.warnings)


def test_codes_of_dian_are_those_of_annex_1() -> None:
    assert account(IdTypeCode="47", Identification="ABC123")["IdTypeCode"] == 14
    assert account(IdTypeCode="R-00-PN", Identification="ABC123")["IdTypeCode"] == "R-00-PN"
    assert "customer.IdTypeCode: «48» is not a value" in problems(customer=customer(IdTypeCode="48"))[0]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"IsVATCompanyType": None}, "customer.IsVATCompanyType: missing"),
        ({"Identification": "12"}, "customer.Identification: "),
        (
            {"IdTypeCode": "31", "Identification": "900123456", "FullName": "A", "CheckDigit": 3},
            "customer.CheckDigit: 3 is",
        ),
        ({"City": {"CountryCode": "Co", "StateCode": "5", "CityCode": "05001"}}, "customer.City.StateCode"),
        ({"City": {"CountryCode": "Co", "StateCode": "05", "CityCode": "11001"}}, "customer.City.CityCode"),
        ({"Contact": {"Email": "laura"}}, "customer.Contact.Email"),
        ({"Contact": {"Phone1": {"Number": "300"}}}, "customer.Contact.Email: missing"),
        ({"FirstName": "Laura", "LastName": None}, "customer.FirstName: "),
        (
            {"IdTypeCode": "50", "Identification": "B12345678", "FullName": "Telas SL", "IsSocialReason": True},
            "customer.CheckDigit: a company has a check digit, and only a NIT's (31) is computed",
        ),
        ({"FiscalResponsibilities": ["O-01"]}, "customer.FiscalResponsibilities[0]: «O-01» is not"),
        ({"Email": "x"}, "customer.Email"),
    ],
)
def test_a_wrong_customer(more: dict[str, Any], said: str) -> None:
    assert said in " | ".join(problems(customer=customer(**more)))


def test_a_companys_check_digit_may_be_mapped() -> None:
    foreign = {"IdTypeCode": "50", "Identification": "B12345678", "CheckDigit": 0}
    head = part(composed(customer={**COMPANY_CUSTOMER, **foreign}), "Header")
    assert head["Account"]["CheckDigit"] == 0


def test_an_odd_part_of_a_phone_does_not_take_its_number_away() -> None:
    with speaking("en"):
        document = composed(customer=customer(Phone={"Number": "3001112233", "Extention": "ext 5"}))
    assert part(document, "Header", "Account", "Phone") == {"Number": 3001112233}
    assert document.warnings == ('customer.Phone.Extention: "ext 5" was not sent: Siigo only accepts up to 10 digits',)


def test_a_persons_nit_beside_a_companys_name_is_for_a_person() -> None:
    found = customer(IdTypeCode="31", Identification="1020304050", FullName="Tejidos S.A.S.")
    assert "customer.IsSocialReason" in the_problem(customer=found)


def test_a_companys_contact_needs_a_name() -> None:
    contact = {"Email": "compras@example.co"}
    assert "customer.Contact.FirstName: missing" in the_problem(customer={**COMPANY_CUSTOMER, "Contact": contact})


def test_a_customer_of_its_own() -> None:
    body = composed(kind="customer", drafted=Draft(values=customer(PostalCode="no!", WebSite="example.co"))).body
    assert body["IsCustomer"] is True
    assert body["IsActive"] is True
    assert body["FiscalResponsibilities"] == ["O-49"]
    assert body["WebSite"] == "example.co"
    assert "PostalCode" not in body
    supplier = composed(kind="customer", drafted=Draft(values=customer(IsSupplier=True))).body
    assert "IsCustomer" not in supplier


# --- payments


def paid(one: Any = None, *rows: dict[str, Any]) -> list[dict[str, Any]]:
    one = one or order()
    found: list[dict[str, Any]] = part(composed(one, draft(one, Payments=list(rows))), "Payments")
    return found


def test_one_means_takes_all_and_the_open_one_the_rest() -> None:
    assert paid(None, {"PaymentMeansCode": BANK}) == [{"PaymentMeansCode": BANK, "Value": Decimal(110000)}]
    rows = paid(None, {"PaymentMeansCode": CARD, "Value": Decimal(30000)}, {"PaymentMeansCode": BANK})
    assert [row["Value"] for row in rows] == [30000, 80000]


def test_each_payment_of_the_order_by_its_means() -> None:
    one = order(payments=(payment("60000"), payment("50000", "addi")))
    rows = paid(one, {"PaymentMeansCode": CARD}, {"PaymentMeansCode": BANK})
    assert [row["Value"] for row in rows] == [60000, 50000]
    same = paid(one, {"PaymentMeansCode": CARD}, {"PaymentMeansCode": CARD})
    assert same == [{"PaymentMeansCode": CARD, "Value": Decimal(110000)}]


def test_credit_is_due_and_receivable() -> None:
    one = order(is_paid=False)
    document = composed(one, draft(one, Payments=[{"PaymentMeansCode": CREDIT, "DueDate": "2026-12-21"}]))
    assert part(document, "Payments") == [
        {"PaymentMeansCode": CREDIT, "Value": Decimal(110000), "DueDate": "20261221", "DueQuote": 1}
    ]
    assert document.receivable == document.total
    today = composed(one, draft(one, Payments=[{"PaymentMeansCode": CREDIT}]))
    assert part(today, "Payments", 0, "DueDate") == "20261121"


def untold(name: str) -> CompanyFacts:
    """With a payment means of which the list does not tell whether it is on credit, as seed 000 prints it."""
    means = PaymentMeans.model_validate({"Id": CARD, "Name": name, "Type": 0, "IsSystem": False})
    return replace(COMPANY, payment_means={str(CARD): means})


@pytest.mark.parametrize("name", ["Tarjeta Crédito", "Tarjeta de crédito", "Sistecrédito", "Nota crédito", "Crédito"])
def test_no_name_makes_a_sale_on_credit(name: str) -> None:
    document = composed(company=untold(name), Payments=[{"PaymentMeansCode": CARD}])
    assert document.receivable == 0
    assert part(document, "Payments") == [{"PaymentMeansCode": CARD, "Value": document.total}]


@pytest.mark.parametrize(
    ("row", "choices", "due"),
    [
        ({"DueDate": date(2026, 11, 29)}, Choices(), "20261129"),
        ({"DueQuote": 1}, Choices(), "20261121"),
        ({}, Choices(credit_means=frozenset({str(CARD)})), "20261121"),
    ],
)
def test_the_mapping_or_the_connection_makes_it_one(row: dict[str, Any], choices: Choices, due: str) -> None:
    document = composed(company=untold("Otra"), choices=choices, Payments=[{"PaymentMeansCode": CARD, **row}])
    assert part(document, "Payments", 0) == {
        **{"PaymentMeansCode": CARD, "Value": document.total},
        **{"DueDate": due, "DueQuote": 1},
    }
    assert document.receivable == document.total


def test_the_connection_is_believed_before_the_list() -> None:
    bank = Choices(credit_means=frozenset({str(BANK)}))
    assert composed(Payments=[{"PaymentMeansCode": BANK}], choices=bank).receivable == 110000


def test_quotes_share_equally_or_as_mapped() -> None:
    days = [{"PaymentMeansCode": CREDIT, "DueDate": f"2027-0{month}-01"} for month in (1, 2, 3)]
    rows = paid(order(is_paid=False), *days)
    assert [(row["Value"], row["DueQuote"]) for row in rows] == [
        (Decimal("36666.67"), 1),
        (Decimal("36666.67"), 2),
        (Decimal("36666.66"), 3),
    ]
    mapped = paid(
        order(is_paid=False), {**days[0], "Value": Decimal(100000), "DueQuote": 2}, {**days[1], "DueQuote": 1}
    )
    assert [(row["Value"], row["DueQuote"]) for row in mapped] == [(100000, 2), (10000, 1)]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([{"PaymentMeansCode": 5}], "Payments[0].PaymentMeansCode: 5 does not exist"),
        ([{"PaymentMeansCode": SUPPLIERS}], "Payments[0].PaymentMeansCode: 7001 (Cheque a proveedores) is not for"),
        ([{"PaymentMeansCode": SYSTEM}], "Payments[0].PaymentMeansCode: 7003 (Anticipos) is not for"),
        ([{"PaymentMeansCode": BANK, "Value": Decimal(5)}], "Payments: the mapped payments come to 5"),
        ([{"PaymentMeansCode": BANK}, {"PaymentMeansCode": CARD}], "Payments: there are 2 mapped payments and 1"),
        ([{"PaymentMeansCode": BANK, "Value": Decimal(10**6)}, {"PaymentMeansCode": CARD}], "would be left"),
        (
            [{"PaymentMeansCode": CREDIT, "DueQuote": 1, "DueDate": f"2027-0{month}-01"} for month in (1, 2)],
            "Payments[1].DueQuote: the quote 1 stands twice",
        ),
    ],
)
def test_wrong_payments(rows: list[dict[str, Any]], said: str) -> None:
    assert said in the_problem(Payments=rows)


def test_what_is_odd_about_payments_is_said() -> None:
    with speaking("en"):
        later = composed(Payments=[{"PaymentMeansCode": BANK, "DueDate": "2026-12-01"}])
        early = composed(order(is_paid=False), Payments=[{"PaymentMeansCode": CREDIT, "DueDate": "2026-01-01"}])
        on_credit = composed(Payments=[{"PaymentMeansCode": CREDIT}])
        part_paid = composed(order(is_paid=False, payments=(payment("50000"),)))
    assert "is not on credit" in later.warnings[0]
    assert "before the invoice" in early.warnings[0]
    assert "Payments[0].PaymentMeansCode" in on_credit.warnings[0]
    assert "50000" in part_paid.warnings[0]


def test_what_the_buyer_withholds_is_not_paid() -> None:
    document = composed(customer=COMPANY_CUSTOMER, Header=header(RetVATTotalID=RETE_IVA))
    vat = part(document, "Header", "VATTotalValue")
    assert document.withheld == (vat * 15 / 100).quantize(Decimal("0.01"))
    assert document.total + document.withheld == document.order_total
    assert part(document, "Payments", 0, "Value") == document.total


def test_reteica_is_per_mille_unless_the_connection_says_otherwise() -> None:
    """A million at 11.04 per mille: 11,040 (siigo-api.md 9)."""
    one = order(line(1, "1190000"))
    assert rete_ica(one, "11.04") == ("11.04", Decimal("11040.00"))
    assert rete_ica(one, "1.104", Choices(reteica="percent")) == ("1.104", Decimal("11040.00"))


def test_a_percentage_that_no_reteica_has_is_a_problem() -> None:
    one = order(line(1, "1190000"))
    with pytest.raises(OrderHeld, match=r"Header\.RetICATotalID: .*reteica: per_mille"):
        rete_ica(one, "11.04", Choices(reteica="percent"))
    assert rete_ica(one, "2", Choices(reteica="percent")) == ("2", Decimal("20000.00"))


def rete_ica(one: Any, percentage: str, choices: Choices | None = None) -> tuple[str, Decimal]:
    """The percentage that is sent and the money that is withheld."""
    tax = TaxType.model_validate({"Id": 34081, "Name": "ReteICA", "Percentage": Decimal(percentage)})
    company = replace(COMPANY, taxes={**COMPANY.taxes, "34081": tax})
    head = header(RetICATotalID=34081)
    document = composed(one, draft(one, Header=head), company=company, choices=choices)
    return str(part(document, "Header", "RetICATotaPercentage")), document.withheld


def test_an_order_of_nothing_is_held() -> None:
    gift = line(3, "0")
    one = order(gift, payments=(Payment(method="wompi", amount=Decimal(0)),))
    assert "0" in the_problem(one, draft(one, Items=[item(gift)]))


def test_no_credit_note() -> None:
    assert "credit_note" in the_problem(kind="credit_note")
