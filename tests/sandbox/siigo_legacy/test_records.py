"""Accounts, contacts, products, charges and catalogues: create, change, delete, find, page."""

from collections.abc import Mapping
from typing import Any

import pytest

from connector.sandbox.siigo_legacy.accounts import check_digit
from tests.sandbox.conftest import changed
from tests.sandbox.siigo_legacy.bodies import ACCOUNT, CONTACT, FULL_INVOICE, INVOICE, PRODUCT, Body
from tests.sandbox.siigo_legacy.conftest import Nube, found_in, words_of

CHARGE = {"Description": "Compras"}


@pytest.mark.parametrize(
    ("resource", "body", "change"),
    [
        ("Accounts", ACCOUNT, {"Address": "Calle 1"}),
        ("Contacts", CONTACT, {"FirstName": "Eva"}),
        ("Products", PRODUCT, {"Description": "Taza grande"}),
        ("Charges", CHARGE, {"Description": "Ventas"}),
    ],
)
@pytest.mark.parametrize("method", ["POST", "PUT"])
def test_a_record_is_made_changed_and_deleted(nube: Nube, resource: str, body: Body, change: Body, method: str) -> None:
    if resource == "Contacts":
        body = body | {"AccountID": nube.saved("Accounts/Create", ACCOUNT)["Id"]}
    made = nube.saved(f"{resource}/Create", body)
    assert made | {"Id": body.get("Id", 0)} == {"Id": 0} | body
    assert made["Id"] > 0
    path = f"/siigo/api/v1/{resource}/Update?namespace=v1"
    assert nube.call(method, path, body | change | {"Id": made["Id"]}).body == made | change
    assert nube.get(f"{resource}/GetAll", numberPage=0).body[-1] == made | change
    assert nube.call(method, path, body | {"Id": 999999}).status == 404
    assert nube.call(method, path, body).status == 404
    assert nube.delete(f"{resource}/Delete/{made['Id']}").body == made | change
    assert nube.delete(f"{resource}/Delete/{made['Id']}").status == 404


@pytest.mark.parametrize("resource", ["Accounts", "Products", "Charges"])
def test_what_is_there_already_is_409(nube: Nube, resource: str) -> None:
    body = {"Accounts": ACCOUNT, "Products": PRODUCT, "Charges": CHARGE}[resource]
    nube.saved(f"{resource}/Create", body)
    answer = nube.post(f"{resource}/Create", body)
    assert (answer.status, answer.body[0]["Code"]) == (409, "already_exists")
    other = {"Identification": "900123457", "CheckDigit": 5, "Code": "TAZA-02", "Description": "Otra"}
    nube.saved(f"{resource}/Create", body | {name: value for name, value in other.items() if name in body})


@pytest.mark.parametrize(
    ("path", "body", "wrong", "words"),
    [
        ("Accounts/Create", ACCOUNT, {"IsCustomer": False}, "The field IsCustomer is required"),
        ("Accounts/Create", ACCOUNT, {"Id": 3}, "The field Id is 3; expected nothing or 0"),
        ("Accounts/Create", ACCOUNT, {"CheckDigit": 1}, "The field CheckDigit is 1; expected 8"),
        ("Accounts/Create", ACCOUNT, {"DirectorID": 1}, "The DirectorID doesn't exist: 1"),
        ("Accounts/Create", ACCOUNT, {"SalesmanID": 1}, "The SalesmanID doesn't exist: 1"),
        ("Accounts/Create", ACCOUNT, {"CollectorID": 1}, "The CollectorID doesn't exist: 1"),
        ("Accounts/Create", ACCOUNT, {"PrincipalContactID": 1}, "The PrincipalContactID doesn't exist: 1"),
        ("Accounts/Create", ACCOUNT, {"Email": "compras"}, "The field Email is not an e-mail address"),
        ("Accounts/Create", ACCOUNT, {"IdTypeCode": 30}, "The field IdTypeCode is 30; expected one of"),
        ("Accounts/Create", ACCOUNT, {"City.CityCode": "5001"}, "The field City.CityCode is 5001 in 05"),
        (
            "Accounts/Create",
            ACCOUNT,
            {"FiscalResponsibilities": ["O-13", "O-77"]},
            "The field FiscalResponsibilities is O-77; expected one of",
        ),
        ("Contacts/Create", CONTACT, {"AccountID": 1}, "The AccountID doesn't exist: 1"),
        ("Contacts/Create", CONTACT, {"ChargeID": 1}, "The ChargeID doesn't exist: 1"),
        ("Contacts/Create", CONTACT, {"Id": 3}, "The field Id is 3; expected nothing or 0"),
        ("Contacts/Create", CONTACT, {"BirthDate": "19901301"}, "The field BirthDate is 19901301; expected a day"),
        (
            "Products/Create",
            PRODUCT,
            {"ProductTypeKey": "Product"},
            "The field ProductTypeKey is Product; expected one",
        ),
        ("Products/Create", PRODUCT, {"State": 2}, "The field State is 2; expected one of 0, 1"),
        ("Products/Create", PRODUCT, {"AccountGroupID": 1}, "The AccountGroupID doesn't exist: 1"),
        ("Products/Create", PRODUCT, {"TaxAddID": 1}, "The TaxAddID doesn't exist: 1"),
        (
            "Products/Create",
            PRODUCT,
            {"TaxDiscID": 13156},
            "The field TaxDiscID is IVA; expected a tax of kind Retefuente",
        ),
        (
            "Products/Create",
            PRODUCT,
            {"TaxAdd2ID": 13456},
            "The field TaxAdd2ID is Retefuente; expected a tax of kind IVA",
        ),
        ("Products/Create", PRODUCT, {"PriceList3": -1}, "The field PriceList3 is -1; expected 0 or more"),
        ("Products/Create", PRODUCT, {"Id": 3}, "The field Id is 3; expected nothing or 0"),
        ("Charges/Create", CHARGE, {"Description": None}, "The field Description is required"),
        ("Charges/Create", CHARGE, {"Id": 3}, "The field Id is 3; expected nothing or 0"),
    ],
)
def test_a_rule_of_a_record(nube: Nube, path: str, body: Body, wrong: Mapping[str, Any], words: str) -> None:
    if path == "Contacts/Create":
        body = body | {"AccountID": nube.saved("Accounts/Create", ACCOUNT)["Id"]}
    answer = nube.post(path, changed(body, wrong))
    assert any(found.startswith(words) for found in words_of(answer)), words_of(answer)
    assert nube.post(path, body).status == 200


@pytest.mark.parametrize("kind", ["IsLeaflet", "IsSupplier", "IsDealer", "IsBank"])
def test_any_one_kind_of_third_party_is_enough(nube: Nube, kind: str) -> None:
    nube.saved("Accounts/Create", ACCOUNT | {"IsCustomer": False, kind: True})


def test_the_check_digit_of_a_nit_is_reckoned(nube: Nube) -> None:
    assert [check_digit(nit) for nit in ("900123456", "800197268", "1")] == [8, 4, 8]
    assert nube.saved("Accounts/Create", changed(ACCOUNT, {"CheckDigit": None}))["CheckDigit"] == 8


def test_an_update_cannot_take_anothers_place(nube: Nube) -> None:
    nube.saved("Accounts/Create", ACCOUNT)
    other = nube.saved("Accounts/Create", ACCOUNT | {"BranchOffice": 1})
    answer = nube.put("Accounts/Update", ACCOUNT | {"Id": other["Id"]})
    assert answer.status == 409


def test_what_documents_name_stays(nube: Nube) -> None:
    nube.saved("Invoice/Save", INVOICE)
    account = nube.get("Accounts/GetByIdentification", identification="1020304050").body
    product = nube.get("Products/GetByCode", code="CAM-ALG-M").body
    charge = nube.saved("Charges/Create", CHARGE)
    nube.saved("Contacts/Create", CONTACT | {"AccountID": account["Id"], "ChargeID": charge["Id"]})
    for path in (
        f"Accounts/Delete/{account['Id']}",
        f"Products/Delete/{product['Id']}",
        f"Charges/Delete/{charge['Id']}",
    ):
        answer = nube.delete(path)
        assert (answer.status, answer.body[0]["Code"]) == (409, "delete_not_allowed"), path


def test_an_account_takes_its_contacts_along(nube: Nube) -> None:
    account = nube.saved("Accounts/Create", ACCOUNT)
    nube.saved("Contacts/Create", CONTACT | {"AccountID": account["Id"]})
    nube.delete(f"Accounts/Delete/{account['Id']}")
    assert nube.get("Contacts/GetAll", numberPage=0).body == []


@pytest.mark.parametrize(
    ("path", "arguments", "status"),
    [
        ("Accounts/GetByIdentification", {"identification": "1"}, 404),
        ("Accounts/GetByIdentification", {}, 400),
        ("Accounts/GetByIdentification", {"identification": "900123456", "branchOffice": "x"}, 404),
        ("Products/GetByCode", {"code": "NADA"}, 404),
        ("Products/GetByCode", {}, 400),
        ("Products/GetProductBalanceByCode", {"code": "NADA"}, 404),
        ("ERPDocumentTypes/GetByCode", {"docClass": "FV", "docCode": "9"}, 404),
        ("ERPDocumentTypes/GetByCode", {"docClass": "FV"}, 400),
    ],
)
def test_a_look_up_that_finds_nothing(nube: Nube, path: str, arguments: dict[str, str], status: int) -> None:
    assert nube.get(path, **arguments).status == status


def test_a_document_type_is_found_by_class_and_code(nube: Nube) -> None:
    found = nube.get("ERPDocumentTypes/GetByCode", docClass="FV", docCode="1").body
    assert found == {
        "Active": True,
        "AutomaticNumber": True,
        "Id": 24445,
        "DocClass": "FV",
        "DocCode": "1",
        "Description": "Factura de venta",
    }
    assert nube.get("ERPDocumentTypes/GetByCode", docClass="RC", docCode="1").body["Id"] == 7714


def test_the_balance_of_each_open_warehouse(nube: Nube) -> None:
    assert nube.get("Products/GetProductBalanceByCode", code="CAM-ALG-M").body == [
        {"WarehouseCode": "1", "WarehouseName": "Bodega principal", "Quantity": 10},
        {"WarehouseCode": "2", "WarehouseName": "Tienda Norte", "Quantity": 4},
    ]
    nube.order("stock", {"code": "CAM-ALG-M", "warehouse": "2", "quantity": 7})
    nube.order("stock", {"code": "CAM-ALG-M", "move": -3})
    assert nube.stock("CAM-ALG-M") == [7, 7]


def test_products_are_seeded_and_changed(nube: Nube) -> None:
    seed = {"code": "A1", "name": "Gorra", "warehouses": [{"code": "1", "quantity": 5}], "PriceList1": 20000}
    nube.order("products", {"products": [seed, {"code": "ENVIO", "active": False}]})
    gorra = nube.get("Products/GetByCode", code="A1").body
    assert (gorra["Description"], gorra["PriceList1"], gorra["IsInventoryControl"]) == ("Gorra", 20000, True)
    assert nube.stock("A1") == [5, 0]
    assert nube.get("Products/GetByCode", code="ENVIO").body["State"] == 0
    assert len(nube.get("Products/GetAll", numberPage=0).body) == 5


@pytest.mark.parametrize(
    ("resource", "fields"),
    [
        ("AccountGroups", {"Id", "Description", "Active"}),
        ("ERPDocumentTypes", {"Id", "DocClass", "DocCode", "Description", "Active", "AutomaticNumber"}),
        ("Users", {"Id", "Identification", "FirstName", "LastName", "Email", "IsActive"}),
        ("Taxes", {"Id", "Description", "TaxType", "Percentage"}),
        ("PaymentMeans", {"Id", "Name", "Type", "IsSystem", "DueDate"}),
        ("PriceList", {"Id", "Description"}),
        ("Warehouses", {"Id", "Code", "Description", "Active"}),
        ("CostCenters", {"Code", "Description", "SubCostCenters"}),
    ],
)
def test_a_catalogue_is_a_plain_array(nube: Nube, resource: str, fields: set[str]) -> None:
    rows = nube.get(f"{resource}/GetAll", numberPage=0).body
    assert rows
    assert all(set(row) == fields for row in rows)


def test_pages_begin_at_nought_and_end_with_an_empty_one() -> None:
    nube = Nube(page_size=2).enter()
    for _ in range(5):
        nube.saved("Invoice/Save", INVOICE)
    pages = [nube.get("Invoice/GetAll", numberPage=page).body for page in range(5)]
    assert [[row["Header"]["Number"] for row in page] for page in pages] == [[1, 2], [3, 4], [5], [], []]
    for page in ("", "-1", "x", "1.5"):
        assert found_in(nube.get("Invoice/GetAll", numberPage=page)) == [("invalid_page", "numberPage")]


@pytest.mark.parametrize(("after", "status", "body"), [("empty", 200, []), ("204", 204, None)])
def test_what_follows_the_last_page(after: str, status: int, body: object) -> None:
    nube = Nube(after_last_page=after).enter()
    assert nube.get("Taxes/GetAll", numberPage=0).status == 200
    answer = nube.get("Taxes/GetAll", numberPage=1)
    assert (answer.status, answer.body) == (status, body)
    assert Nube(after_last_page="404").enter().get("Taxes/GetAll", numberPage=1).status == 404


def test_the_newest_may_come_first() -> None:
    nube = Nube(newest_first=True).enter()
    for body in (INVOICE, FULL_INVOICE):
        nube.saved("Invoice/Save", body)
    assert [row["Header"]["DocCode"] for row in nube.get("Invoice/GetAll", numberPage=0).body] == [24448, 24445]
