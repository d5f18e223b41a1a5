"""What a saved invoice does: id and number, account and contact, stock, quotes; and that the same twice is two."""

from tests.sandbox.conftest import changed
from tests.sandbox.siigo_legacy import bodies
from tests.sandbox.siigo_legacy.bodies import CREDIT, FULL_INVOICE, INVOICE
from tests.sandbox.siigo_legacy.conftest import Nube, found_in


def test_the_answer_is_the_body_with_id_and_number(nube: Nube) -> None:
    saved = nube.saved("Invoice/Save", FULL_INVOICE)
    header = saved["Header"]
    assert (header.pop("Number"), header.pop("Id") > 0, header["Contact"].pop("Code")) == (1, True, 1)
    expected = changed(FULL_INVOICE, {"Header.Id": None, "Header.Number": None, "Header.Contact.Code": None})
    assert saved == expected
    listed = nube.get("Invoice/GetAll", numberPage=0).body
    assert listed == [nube.get(f"Invoice/GetByID/{listed[0]['Header']['Id']}").body]
    assert listed[0]["Items"] == FULL_INVOICE["Items"]


def test_the_same_twice_makes_two(nube: Nube) -> None:
    key = {"Idempotency-Key": "k1"}
    path = "/siigo/api/v1/Invoice/Save?namespace=v1"
    numbers = [nube.call("POST", path, INVOICE, key).body["Header"]["Number"] for _ in range(2)]
    assert numbers == [1, 2]


def test_each_type_counts_for_itself_and_a_manual_number_is_used_once(nube: Nube) -> None:
    manual = changed(INVOICE, {"Header.DocCode": 24447, "Header.Number": 7})
    assert nube.saved("Invoice/Save", manual)["Header"]["Number"] == 7
    assert nube.saved("Invoice/Save", INVOICE)["Header"]["Number"] == 1
    assert found_in(nube.post("Invoice/Save", manual)) == [("already_exists", "Header.Number")]
    assert nube.happened()["invoices"][0]["name"] == "FV-3-7"


def test_an_unknown_account_is_made_and_a_known_one_stays(nube: Nube) -> None:
    nube.saved("Invoice/Save", INVOICE)
    nube.saved("Invoice/Save", changed(INVOICE, {"Header.Account.FirstName": "Otra"}))
    account = nube.get("Accounts/GetByIdentification", identification="1020304050").body
    assert (account["FirstName"], account["IsCustomer"], account["BranchOffice"]) == ("Laura", True, 0)
    (contact,) = nube.get("Contacts/GetAll", numberPage=0).body
    assert (contact["AccountID"], contact["Code"]) == (account["Id"], 1)


def test_a_branch_is_another_account(nube: Nube) -> None:
    nube.saved("Invoice/Save", INVOICE)
    nube.saved("Invoice/Save", changed(INVOICE, {"Header.Account.BranchOffice": 2}))
    assert nube.get("Accounts/GetByCode", identification="1020304050", branchOffice="002").body["BranchOffice"] == 2
    assert len(nube.get("Accounts/GetAll", numberPage=0).body) == 2


def test_a_contact_is_found_by_its_code_or_address(nube: Nube) -> None:
    account = nube.saved("Accounts/Create", bodies.ACCOUNT)
    nube.saved("Contacts/Create", bodies.CONTACT | {"AccountID": account["Id"]})
    by_code = changed(FULL_INVOICE, {"Header.Contact.Code": 7, "Header.Contact.Email": "otra@example.co"})
    assert nube.saved("Invoice/Save", by_code)["Header"]["Contact"]["Code"] == 7
    assert nube.saved("Invoice/Save", FULL_INVOICE)["Header"]["Contact"]["Code"] == 7
    other = changed(FULL_INVOICE, {"Header.Contact.Email": "nueva@example.co"})
    assert nube.saved("Invoice/Save", other)["Header"]["Contact"]["Code"] == 8


def test_an_inactive_account_is_not_invoiced(nube: Nube) -> None:
    account = nube.saved("Accounts/Create", bodies.ACCOUNT | {"IsActive": False})
    wrong = found_in(nube.post("Invoice/Save", FULL_INVOICE))
    assert wrong == [("parameter_inactive", "Header.Account.Identification")]
    nube.saved("Accounts/Update", bodies.ACCOUNT | {"Id": account["Id"]})
    nube.saved("Invoice/Save", FULL_INVOICE)


def test_what_is_sold_leaves_its_warehouse(nube: Nube) -> None:
    nube.saved("Invoice/Save", FULL_INVOICE)
    assert nube.stock("CAM-ALG-M") == [10, 1]
    nube.saved("Invoice/Save", INVOICE)
    assert nube.stock("CAM-ALG-M") == [9, 1]
    nube.post("Invoice/Save", changed(INVOICE, {"Header.TotalValue": 1}))
    assert nube.stock("CAM-ALG-M") == [9, 1]


def test_only_means_that_wait_open_quotes(nube: Nube) -> None:
    for body, balance in ((INVOICE, 0), (CREDIT, 119), (FULL_INVOICE, 100000)):
        nube.saved("Invoice/Save", body)
        assert nube.happened()["invoices"][-1]["balance"] == balance


def test_a_paid_mean_may_carry_a_date_that_nobody_reads(nube: Nube) -> None:
    dated = {"Payments.0.DueDate": "20261121", "Payments.0.DueQuote": 1}
    nube.saved("Invoice/Save", changed(INVOICE, dated))
    assert nube.happened()["invoices"][0]["dues"] == []


def test_any_product_is_made_on_the_fly_and_only_when_the_invoice_stands() -> None:
    nube = Nube(any_product=True).enter()
    body = changed(INVOICE, {"Items.0.ProductCode": "NUEVO", "Items.0.WareHouseCode": None})
    nube.post("Invoice/Save", changed(body, {"Header.TotalValue": 1}))
    assert nube.get("Products/GetByCode", code="NUEVO").status == 404
    nube.saved("Invoice/Save", body)
    assert nube.get("Products/GetByCode", code="NUEVO").body["State"] == 1
    assert nube.get("Products/GetProductBalanceByCode", code="NUEVO").body == []
