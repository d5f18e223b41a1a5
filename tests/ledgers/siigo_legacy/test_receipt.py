"""Money becomes an Abono a deuda over the oldest quotes, an Anticipo or an Avanzado; the rest is held in words."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from connector.errors import OrderHeld, OutcomeUnknown
from connector.ledgers.siigo_legacy.facts import CompanyFacts, DocumentType, PaymentMeans
from connector.ledgers.siigo_legacy.receipt import compose_receipt
from connector.ledgers.siigo_legacy.receipt_back import issued_receipt
from connector.ledgers.siigo_legacy.receipt_fields import receipt_keys_named
from connector.ledgers.siigo_legacy.receipt_rows import Settled, settled_by
from connector.ledgers.siigo_legacy.receipt_schema import OBSERVATIONS_MAX, RECEIPT, RECEIPT_HEADER, RECEIPT_ITEM
from connector.model.documents import Booked, Document, Draft, Issued, Origin, PaidIn
from connector.model.order import Order
from tests.orders import an_order

MARKER = "ref:fedcba9876543210"
TODAY = date(2026, 11, 21)
RC, MANUAL, CENTERS, BANK = 7714, 7715, 7716, 5638
ACCOUNT = "13050501"
WHO = {"Identification": "1020304050", "BranchOffice": 2}
OWED = {"PaymentMeansCode": 5636, "Value": Decimal(110000), "DueDate": "20261221", "DueQuote": 1}
QUOTES = [
    {"PaymentMeansCode": 5636, "Value": Decimal(40000), "DueDate": "20270121", "DueQuote": 2},
    {"PaymentMeansCode": 5636, "Value": Decimal(30000), "DueDate": "20261221", "DueQuote": 1},
    {"PaymentMeansCode": 5640, "Value": Decimal(40000)},
]
DUE = {"DuePrefix": "FV-1", "DueConsecutive": 22, "DueQuote": 1, "DueDate": "20261221"}
SECOND = {**DUE, "DueQuote": 2, "DueDate": "20270121"}


def invoice(*payments: dict[str, Any], name: str = "FV-1-22") -> Booked:
    account = {**WHO, "FirstName": "Laura", "LastName": "Ríos"}
    return Booked(
        kind="invoice",
        source_id="1001",
        ledger_id="91",
        name=name,
        total=Decimal(110000),
        dated_on=date(2026, 11, 20),
        body={"Header": {"DocCode": 24445, "Account": account}, "Payments": list(payments or [OWED])},
    )


MEANS = [
    {"Id": BANK, "Name": "Bancolombia", "Type": 2},
    {"Id": 5636, "Name": "Crédito", "Type": 0, "DueDate": True},
    {"Id": 7001, "Name": "Cheque", "Type": 1},
    {"Id": 7003, "Name": "Anticipos", "Type": 0, "IsSystem": True},
    {"Id": 7004, "Name": "Vieja", "Type": 0, "IsActive": False},
]
TYPES = [
    {"Id": RC, "DocCode": "1"},
    {"Id": MANUAL, "DocCode": "2", "AutomaticNumber": False, "Description": "Recibo manual"},
    {"Id": CENTERS, "DocCode": "3", "CostCenterMandatory": True},
]
COMPANY = CompanyFacts(
    receipt_types={str(row["Id"]): DocumentType.model_validate(row) for row in TYPES},
    payment_means={str(row["Id"]): PaymentMeans.model_validate(row) for row in MEANS},
)


def receipt(
    mapped: dict[str, Any] | None = None,
    paid: str = "110000",
    of: Booked | None = None,
    *,
    header: dict[str, Any] | None = None,
    settled: Settled | None = None,
    order: Order | None = None,
    origins: dict[str, Origin] | None = None,
) -> Document:
    values = {
        "Header": {"DocCode": RC, "PaymentMeanCode": BANK, **(header or {})},
        "Items": [{"ACAccountCode": ACCOUNT}],
        **(mapped or {}),
    }
    return compose_receipt(
        Draft(values=values, origins=origins or {}),
        order or an_order(),
        PaidIn(amount=Decimal(paid), invoice=of),
        company=COMPANY,
        today=TODAY,
        marker=MARKER,
        settled=settled,
    )


def held(*args: Any, **more: Any) -> tuple[str, ...]:
    with pytest.raises(OrderHeld) as caught:
        receipt(*args, **more)
    return caught.value.problems


def items(document: Document) -> Any:
    return document.body["Items"]


def head(document: Document) -> Any:
    return document.body["Header"]


# --- what is paid ---------------------------------------------------------------------------------------------------


def test_an_invoice_on_credit_is_paid_by_its_quote():
    document = receipt(of=invoice(), header={"Observations": "Wompi"})
    assert document.body == {
        "Header": {
            "DocCode": RC,
            "Number": 0,
            "DocDate": "20261121",
            "TotalValue": Decimal(110000),
            "Observations": f"Wompi {MARKER}",
            **WHO,
            "VoucherType": 0,
            "PaymentMeanCode": BANK,
        },
        "Items": [{"Value": Decimal(110000), "DC": -1, "ACAccountCode": ACCOUNT, **DUE, "Order": 1}],
    }
    assert (document.kind, document.order_id, document.dated_on) == ("receipt", "1001", TODAY)
    assert (document.total, document.order_total, document.off) == (110000, 110000, 0)
    assert document.warnings == ()


def test_composing_twice_gives_equal_receipts():
    assert receipt(of=invoice()) == receipt(of=invoice())


def test_every_field_of_the_table_may_be_mapped_and_is_sent():
    """All of seed 000's receipt but `Header.Id`, which is an answer."""
    header = {
        "DocCode": MANUAL,
        "Number": 7,
        "DocName": "Recibo de caja",
        "DocDate": "2026-11-19",
        "MoneyCode": "USD",
        "ExchangeValue": Decimal("4012.5"),
        "TotalValue": Decimal("100.50"),
        "Observations": "Pago",
        "CostCenterCode": "1",
        "SubCostCenterCode": "2",
        "VoucherType": 0,
    }
    row = {"Value": Decimal("100.50"), "LongDescription": "Abono", "DC": -1, "ACAccountCode": ACCOUNT, "Order": 5}
    values = {"Items": [{**row, "DueQuote": 2, "DueDate": date(2027, 1, 21), "DuePrefix": "FV-1", "DueConsecutive": 9}]}
    document = receipt(values, "100.50", invoice(), header=header, order=an_order(currency="USD"))
    assert list(head(document)) == list(RECEIPT_HEADER)
    assert list(items(document)[0]) == list(RECEIPT_ITEM)
    assert head(document) | {"Observations": "Pago"} == {
        **header,
        "DocDate": "20261119",
        "PaymentMeanCode": BANK,
        **WHO,
    }
    assert items(document) == [{**row, **SECOND, "DueConsecutive": 9}]
    assert document.dated_on == date(2026, 11, 19)


def test_several_quotes_are_paid_oldest_first():
    document = receipt(paid="50000", of=invoice(*QUOTES))
    assert [(row["DueQuote"], row["DueDate"], row["Value"], row["Order"]) for row in items(document)] == [
        (1, "20261221", 30000, 1),
        (2, "20270121", 20000, 2),
    ]
    assert head(document)["TotalValue"] == document.total == 50000


def test_each_row_of_several_quotes_has_an_order_of_its_own():
    document = receipt({"Items": [{"ACAccountCode": ACCOUNT, "Order": 4}]}, "50000", invoice(*QUOTES))
    assert [row["Order"] for row in items(document)] == [1, 2]
    alone = receipt({"Items": [{"ACAccountCode": ACCOUNT, "Order": 4}]}, "30000", invoice(*QUOTES))
    assert [row["Order"] for row in items(alone)] == [4]


def test_what_earlier_receipts_paid_is_not_paid_again():
    of = invoice(*QUOTES)
    first = receipt(paid="50000", of=of)
    settled = settled_by([first.body, {"Items": None}, receipt(paid="1", of=invoice(name="FV-1-23")).body], of.name)
    assert settled == {(1, "20261221"): 30000, (2, "20270121"): 20000}
    rest = receipt(paid="20000", of=of, settled=settled)
    assert [(row["DueQuote"], row["Value"]) for row in items(rest)] == [(2, 20000)]
    assert held(paid="20000.01", of=of, settled=settled) == (
        "Entraron 20000.01 y de la factura FV-1-22 solo quedan 20000 por pagar: revise los pagos del pedido, o haga "
        "el recibo de caja en Siigo Nube",
    )


def test_two_means_of_one_quote_are_one_instalment():
    of = invoice({**OWED, "Value": Decimal(10)}, {**OWED, "PaymentMeansCode": 5641, "Value": Decimal(5)})
    assert items(receipt(paid="15", of=of)) == [{**items(receipt(paid="15", of=invoice()))[0]}]


def test_what_the_mapping_says_of_the_instalment_stands():
    document = receipt({"Items": [{"ACAccountCode": ACCOUNT, "DuePrefix": "SETT"}]}, "10", invoice())
    assert items(document)[0]["DuePrefix"] == "SETT"
    whole = {"Items": [{"ACAccountCode": ACCOUNT, **DUE, "DueConsecutive": 5}]}
    assert items(receipt(whole, "10", invoice(name="raro")))[0]["DueConsecutive"] == 5


def test_days_may_come_with_dashes_from_elsewhere():
    of = invoice({**OWED, "DueDate": "2026-12-21T00:00:00", "DueQuote": None})
    assert items(receipt(of=of))[0] | DUE == items(receipt(of=of))[0]


# --- advances -------------------------------------------------------------------------------------------------------


def test_money_before_the_sale_is_an_advance_of_the_mapped_customer():
    document = receipt({"customer": {"Identification": "1020304050"}}, "50000.005")
    assert document.body["Items"] is None
    assert head(document) == {
        "DocCode": RC,
        "Number": 0,
        "DocDate": "20261121",
        "TotalValue": Decimal("50000.01"),
        "Observations": MARKER,
        "Identification": "1020304050",
        "BranchOffice": 0,
        "VoucherType": 1,
        "PaymentMeanCode": BANK,
    }


def test_an_invoice_may_be_left_aside():
    document = receipt(of=invoice(), header={"VoucherType": 1})
    assert (items(document), head(document)["VoucherType"]) == (None, 1)


def test_the_payer_of_the_header_is_taken_where_there_is_no_invoice():
    mapped = {"Identification": "900123456", "BranchOffice": 1}
    document = receipt({"customer": {"Identification": "5"}}, header=mapped)
    assert {name: head(document)[name] for name in mapped} == mapped
    assert head(receipt(of=invoice(), header=mapped)) | WHO == head(receipt(of=invoice(), header=mapped))


# --- Avanzado -------------------------------------------------------------------------------------------------------

FEE = {"DC": 1, "ACAccountCode": "53051501", "Value": Decimal("3300.50"), "LongDescription": "Comisión"}
OPEN = {"DC": -1, "ACAccountCode": ACCOUNT}


def advanced(*rows: dict[str, Any], paid: str = "110000", of: Booked | None = None, **more: Any) -> Document:
    return receipt({"Items": list(rows)}, paid, of, header={"VoucherType": 2}, **more)


def test_a_fee_is_taken_off_what_the_bank_has():
    document = advanced(FEE, OPEN, of=invoice())
    assert items(document) == [
        {**FEE, "Order": 1},
        {"Value": Decimal(110000), **OPEN, **DUE, "Order": 2},
    ]
    assert (head(document)["TotalValue"], document.total) == (Decimal("106699.50"), 110000)
    assert settled_by([document.body], "FV-1-22") == {(1, "20261221"): 110000}


def test_an_entry_pays_several_quotes():
    document = advanced(OPEN, {**FEE, "Value": Decimal(100)}, paid="31000", of=invoice(*QUOTES))
    assert [(row["DC"], row.get("DueQuote"), row["Value"], row["Order"]) for row in items(document)] == [
        (-1, 1, 30000, 1),
        (-1, 2, 1000, 2),
        (1, None, 100, 3),
    ]


def test_a_row_of_nothing_is_left_out():
    document = advanced({**FEE, "Value": Decimal(0)}, OPEN, of=invoice())
    assert [row["DC"] for row in items(document)] == [-1]
    assert head(document)["TotalValue"] == 110000


def test_mapped_credits_must_come_to_what_came_in():
    assert items(advanced({**OPEN, "Value": Decimal(110000)}, of=invoice()))[0]["DueConsecutive"] == 22
    mapped = [{"Value": Decimal(5), **OPEN}, FEE]
    with pytest.raises(OrderHeld, match=r"Items: las líneas crédito pagan 5 y entraron 110000"):
        advanced(*mapped, of=invoice())


def test_a_row_beside_names_no_instalment_or_all_of_one():
    extra = {"DC": -1, "ACAccountCode": "42959501", "Value": Decimal(10)}
    document = advanced(OPEN, extra, of=invoice())
    assert items(document)[1] == {**extra, "Order": 2}
    assert (head(document)["TotalValue"], document.total) == (110010, 110000)
    partly = advanced(OPEN, {**FEE, "DueQuote": 1}, of=invoice())
    assert items(partly)[1] == {**FEE, **DUE, "Order": 2}
    with pytest.raises(OrderHeld) as caught:
        receipt({"Items": [{**OPEN, **DUE}, {**FEE, "DueQuote": 1}], "customer": WHO}, header={"VoucherType": 2})
    assert [problem.split(":")[0] for problem in caught.value.problems] == [
        "Items[1].DuePrefix",
        "Items[1].DueConsecutive",
        "Items[1].DueDate",
    ]


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        ([FEE], "Items: un recibo avanzado (VoucherType 2) lleva al menos una línea crédito"),
        ([OPEN, OPEN], "Items: un recibo avanzado (VoucherType 2) lleva al menos una línea crédito"),
        ([OPEN, {"DC": 1, "ACAccountCode": "5"}], "Items[1].Value: falta en un recibo avanzado"),
        ([{"ACAccountCode": ACCOUNT}, OPEN], "Items[0].DC: falta en un recibo avanzado"),
        ([OPEN, {**FEE, "Value": Decimal(110000)}], "Items: los créditos menos los débitos dan 0"),
    ],
)
def test_what_cannot_be_an_entry_is_held(rows: list[dict[str, Any]], problem: str):
    with pytest.raises(OrderHeld) as caught:
        advanced(*rows, of=invoice())
    assert len(caught.value.problems) == 1
    assert caught.value.problems[0].startswith(problem)


def test_an_entry_without_invoice_names_the_instalment_itself():
    document = receipt({"Items": [{**OPEN, **DUE}], "customer": WHO}, "5", header={"VoucherType": 2})
    assert items(document) == [{"Value": Decimal(5), **OPEN, **DUE, "Order": 1}]
    assert held({"customer": WHO}, "5", header={"VoucherType": 2}) == (
        "Header.VoucherType: este dinero entró antes de la factura y no paga ninguna: quite VoucherType del mapeo "
        "(queda como anticipo), o mapee en Items DuePrefix, DueConsecutive, DueQuote y DueDate",
    )


# --- what is held ---------------------------------------------------------------------------------------------------


def test_everything_wrong_is_said_at_once():
    origins = {"Header.DocCode": Origin(file="t.yaml", line=3, column=5, source="const")}
    problems = held(
        {"Items": [{"LongDescription": "x" * 200, "DC": 3}], "otro": 1},
        "0",
        header={"DocCode": 1, "VoucherType": 3, "MoneyCode": "USD"},
        origins=origins,
    )
    assert [problem.partition(" ")[0] for problem in problems] == [
        "otro:",
        "t.yaml:3:5:",
        "Header.VoucherType:",
        "Items[0].DC:",
        "Items[0].ACAccountCode:",
        "Header.MoneyCode:",
        "Header.Identification:",
        "Lo",
    ]
    assert "Header.DocCode: 1 no existe en Siigo entre" in problems[1]


@pytest.mark.parametrize(
    ("mapped", "problem"),
    [
        ({"Items": []}, "Items[0].ACAccountCode: falta la cuenta contable de la cartera"),
        ({"Items": [{"ACAccountCode": "1", "DC": 1}]}, "Items[0].DC: un abono a deuda baja la cartera"),
        ({"Items": [{"ACAccountCode": "1", "Value": 5}]}, "Items[0].Value: el valor mapeado es 5 y debe ser 110000"),
        ({"Items": [{"ACAccountCode": "1"}, {"ACAccountCode": "2"}]}, "Items: hay 2 líneas, y un abono a deuda"),
    ],
)
def test_rows_of_a_debt(mapped: dict[str, Any], problem: str):
    [found] = held(mapped, of=invoice())
    assert found.startswith(problem)


@pytest.mark.parametrize(
    ("of", "problem"),
    [
        (invoice({"PaymentMeansCode": 5640, "Value": Decimal(1)}), "La factura FV-1-22 no tiene una forma de pago a"),
        (invoice(name="1042"), "El nombre de la factura es 1042"),
    ],
)
def test_invoices_that_cannot_be_paid(of: Booked, problem: str):
    [found] = held(of=of)
    assert found.startswith(problem)


def test_a_total_that_is_not_what_came_in_is_held():
    assert held(of=invoice(), header={"TotalValue": Decimal(5)}) == (
        "Header.TotalValue: el valor mapeado es 5 y debe ser 110000: quítelo del mapeo",
    )


@pytest.mark.parametrize(
    ("id_", "problem"),
    [
        (5636, "la forma de pago 5636 (Crédito) es a crédito y no sirve para recibir dinero"),
        (7001, "la forma de pago 7001 (Cheque) es de proveedores o del sistema"),
        (7003, "la forma de pago 7003 (Anticipos) es de proveedores o del sistema"),
        (7004, "7004 (Vieja) está inactivo en Siigo"),
    ],
)
def test_means_that_take_in_no_money(id_: int, problem: str):
    [found] = held(of=invoice(), header={"PaymentMeanCode": id_})
    assert found.startswith(f"Header.PaymentMeanCode: {problem}")


@pytest.mark.parametrize(
    ("header", "path"),
    [
        ({"Number": 7}, "Header.Number"),
        ({"DocCode": MANUAL}, "Header.Number"),
        ({"DocCode": CENTERS}, "Header.CostCenterCode"),
        ({"SubCostCenterCode": "1"}, "Header.CostCenterCode"),
    ],
)
def test_what_the_document_type_demands(header: dict[str, Any], path: str):
    [found] = held(of=invoice(), header=header)
    assert found.startswith(f"{path}: ")
    right = {"DocCode": MANUAL, "Number": 7} if path == "Header.Number" else {"CostCenterCode": "1"}
    assert items(receipt(of=invoice(), header={**header, **right}))


def test_another_currency_needs_its_rate():
    dollars = an_order(currency="USD")
    assert held(of=invoice(), order=dollars)[0].startswith("Header.MoneyCode: la moneda del recibo es COP")
    [found] = held(of=invoice(), order=dollars, header={"MoneyCode": "USD"})
    assert found.startswith("Header.ExchangeValue: falta la tasa de cambio de USD")
    [found] = held(of=invoice(), header={"ExchangeValue": Decimal(1)})
    assert found.startswith("Header.ExchangeValue: ")


def test_the_marker_stands_last_and_whole():
    text = head(receipt(of=invoice(), header={"Observations": "x" * 600}))["Observations"]
    assert (len(text), text.endswith(f"x {MARKER}")) == (OBSERVATIONS_MAX, True)


def test_the_ids_that_a_draft_names():
    values = {"Header": {"DocCode": RC, "PaymentMeanCode": str(BANK)}, "Items": [{"ACAccountCode": ACCOUNT}]}
    assert receipt_keys_named(Draft(values=values)) == {"receipt_types": {str(RC)}, "payment_means": {str(BANK)}}
    assert set(RECEIPT) == {"Header", "Items", "customer"}


# --- what Siigo answers ---------------------------------------------------------------------------------------------


def answered(document: Document, **header: Any) -> dict[str, Any]:
    return {**document.body, "Header": {**head(document), "Id": 345, "Number": 12, **header}}


def test_a_receipt_that_was_made():
    made = Issued(id="receipt-345", name="RC-1-12", total=Decimal(110000), status="Booked")
    assert issued_receipt(answered(receipt(of=invoice())), code="1") == made
    assert issued_receipt(answered(advanced(FEE, OPEN, of=invoice())), code="1") == made
    assert issued_receipt(answered(receipt({"customer": WHO})), code="1") == made


@pytest.mark.parametrize(
    "answer", [None, [], {}, {"Header": None}, {"Header": {"Id": 0}}, {"Header": {"Id": 5, "TotalValue": "mucho"}}]
)
def test_an_answer_that_says_too_little_leaves_it_unknown(answer: object):
    with pytest.raises(OutcomeUnknown):
        issued_receipt(answer, code="1")
