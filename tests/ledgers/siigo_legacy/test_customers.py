"""Third parties and contacts with every field of their tables, as the emulator keeps them; and who comes first."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import responses

from connector import clock
from connector.errors import OrderHeld, OutcomeUnknown, RemoteRejected, RemoteUnavailable
from connector.http import new_session
from connector.json_text import parse
from connector.ledgers.siigo_legacy.accounts import found_account, save_account
from connector.ledgers.siigo_legacy.client import LegacyClient
from connector.ledgers.siigo_legacy.customer_schema import CONTACT, CUSTOMER
from connector.ledgers.siigo_legacy.ledger import SiigoLegacyLedger
from connector.ledgers.siigo_legacy.settings import Settings
from connector.ledgers.tokens import Tokens
from connector.model.documents import Draft
from connector.sandbox.siigo_legacy import Running
from tests.ledgers.siigo_legacy import contract
from tests.ledgers.siigo_legacy.company import CUSTOMER as BUYER
from tests.orders import an_order

TODAY = (clock.now() - timedelta(hours=5)).date()
BASE = "https://siigoapi.azure-api.net/siigo/api/v1"

FULL: dict[str, Any] = {
    **dict.fromkeys(("IsLeaflet", "IsCustomer", "IsSupplier", "IsDealer", "IsBank"), True),
    "IsSocialReason": True,
    "FullName": "Tejidos del Valle S.A.S.",
    "IdTypeCode": "31",
    "Identification": "900123456",
    "CheckDigit": 8,
    "BranchOffice": 3,
    "IsVATCompanyType": True,
    "WebSite": "tejidos.example",
    "City": {"CountryCode": "Co", "StateCode": "76", "CityCode": "76001"},
    "Address": "Calle 5 # 1-1",
    "PostalCode": "760001",
    "Fax": {"Indicative": "57", "Number": "6021112233", "Extention": "1"},
    "Phone": {"Indicative": "57", "Number": "6021112244", "Extention": "2"},
    "Email": "facturas@example.co",
    "IsActive": True,
    "DirectorID": 625,
    "SalesmanID": 629,
    "CollectorID": 629,
    "FiscalResponsibilities": ["O-13", "R-99-PN"],
    "Contact": {
        "Code": 7,
        "Phone1": {"Indicative": "57", "Number": "6021112255", "Extention": "3"},
        "Mobile": {"Indicative": "57", "Number": "3105556677", "Extention": "4"},
        "Email": "compras@example.co",
        "FirstName": "Laura",
        "LastName": "Ríos",
        "Fax": {"Indicative": "57", "Number": "6021112266", "Extention": "5"},
        "IsPrincipal": True,
        "Gender": 0,
        "ChargeID": 0,
        "BirthDate": "1990-02-28",
    },
}


class Unpaced:
    def __call__(self) -> None: ...

    def hold_back(self, seconds: float) -> None: ...


@pytest.fixture
def siigo() -> Iterator[Running]:
    with contract.emulator() as emulator:
        yield emulator


def made(siigo: Running, values: dict[str, Any], customers: str) -> tuple[dict[str, Any], dict[str, Any]]:
    settings = Settings.model_validate({**contract.settings(siigo.url), "customers": customers})
    ledger = SiigoLegacyLedger(settings, session=new_session(), pace=Unpaced(), now=clock.now)
    document = ledger.compose("customer", Draft(values=values), an_order(), today=TODAY, marker="ref:1")
    issued = ledger.issue(document, key="")
    [company] = siigo.state.companies.values()
    account = company.accounts[int(issued.id)]
    [contact] = [row for row in company.contacts.values() if row["AccountID"] == account["Id"]]
    return account, contact


def numbers(phone: dict[str, str]) -> dict[str, int]:
    return {name: int(text) for name, text in phone.items()}


def test_every_field_arrives(siigo: Running) -> None:
    account, contact = made(siigo, FULL, "find_or_create")
    assert account == {
        **{name: value for name, value in FULL.items() if name != "Contact"},
        "Id": account["Id"],
        "IdTypeCode": 31,
        "Fax": numbers(FULL["Fax"]),
        "Phone": numbers(FULL["Phone"]),
    }
    own = FULL["Contact"]
    assert contact == {
        **own,
        "Id": contact["Id"],
        "AccountID": account["Id"],
        **{name: numbers(own[name]) for name in ("Phone1", "Mobile", "Fax")},
        "BirthDate": "19900228",
    }
    person = {"FirstName", "LastName", "PrincipalContactID"}
    assert FULL.keys() == CUSTOMER.keys() - person
    assert own.keys() == CONTACT.keys()


def test_a_principal_contact_is_named_where_it_exists(siigo: Running) -> None:
    _, contact = made(siigo, FULL, "find_or_create")
    account, _ = made(siigo, {**FULL, "PrincipalContactID": contact["Id"]}, "update")
    assert account["PrincipalContactID"] == contact["Id"]


def test_a_person_arrives(siigo: Running) -> None:
    account, contact = made(siigo, BUYER, "find_or_create")
    assert (account["FirstName"], account["LastName"], account["FiscalResponsibilities"]) == ("Laura", "Ríos", ["O-49"])
    assert (contact["FirstName"], contact["Phone1"]) == ("Laura", account["Phone"])


# --- answers that the emulator does not give


def client() -> LegacyClient:
    settings = Settings.model_validate({"username": r"PRUEBAS\api", "password": "x"})
    responses.post(settings.sign_in_url, json={"access_token": "t"})
    return LegacyClient(settings, session=new_session(), pace=Unpaced(), now=clock.now, tokens=Tokens())


BODY = {"IdTypeCode": "13", "Identification": "1020304050", "BranchOffice": 0, "Contact": {"Email": "a@example.co"}}
KNOWN = {"Id": 5, "Identification": "1020304050", "BranchOffice": "000"}


@pytest.mark.parametrize(
    "answer", [{"Id": 0, "Identification": None}, {"Id": 5, "Identification": "9"}, {**KNOWN, "BranchOffice": 1}, []]
)
@responses.activate
def test_an_empty_or_other_account_is_none(answer: object) -> None:
    responses.get(f"{BASE}/Accounts/GetByCode", json=answer)
    assert found_account(client(), BODY) is None
    assert responses.calls[-1].request.params["branchOffice"] == "000"


@responses.activate
def test_an_answer_that_is_no_account_is_for_the_operator() -> None:
    responses.get(f"{BASE}/Accounts/GetByCode", json=["x"])
    with pytest.raises(RemoteRejected, match="Accounts/GetByCode"):
        found_account(client(), BODY)


@responses.activate
def test_one_that_somebody_made_between_our_look_and_our_call_is_taken() -> None:
    responses.get(f"{BASE}/Accounts/GetByCode", status=404)
    responses.post(f"{BASE}/Accounts/Create", status=409, json={"Code": "already_exists"})
    responses.get(f"{BASE}/Accounts/GetByCode", json=KNOWN)
    responses.post(f"{BASE}/Contacts/Create", json={"Id": 6})
    assert save_account(client(), BODY, updates=False).id == "5"


@responses.activate
def test_a_refusal_of_one_that_is_still_not_there_stays_one() -> None:
    responses.get(f"{BASE}/Accounts/GetByCode", status=404)
    responses.post(f"{BASE}/Accounts/Create", status=400, json={"Code": "x"})
    with pytest.raises(RemoteRejected):
        save_account(client(), BODY, updates=False)


@responses.activate
def test_an_inactive_one_is_held_whatever_the_rule() -> None:
    responses.get(f"{BASE}/Accounts/GetByCode", json={**KNOWN, "IsActive": False})
    for updates in (False, True):
        with pytest.raises(OrderHeld, match="1020304050"):
            save_account(client(), BODY, updates=updates)


@responses.activate
def test_a_contact_whose_call_failed_is_made_the_next_time() -> None:
    responses.get(f"{BASE}/Accounts/GetByCode", status=404)
    responses.post(f"{BASE}/Accounts/Create", json=KNOWN)
    failed = responses.post(f"{BASE}/Contacts/Create", status=503)
    one = client()
    with pytest.raises(RemoteUnavailable):
        save_account(one, BODY, updates=False)
    responses.remove(failed)
    responses.get(f"{BASE}/Accounts/GetByCode", json=KNOWN)
    responses.get(f"{BASE}/Contacts/GetAll", json=[{"AccountID": 4, "Email": "a@example.co"}])
    responses.get(f"{BASE}/Contacts/GetAll", json=[])
    made = responses.post(f"{BASE}/Contacts/Create", json={"Id": 6})
    save_account(one, BODY, updates=False)
    assert made.call_count == 1


@pytest.mark.parametrize(
    ("account", "listed"),
    [
        ({}, {"json": [{"AccountID": 5, "Email": "otra@example.co"}]}),
        ({"PrincipalContactID": 8}, {"status": 500}),
        ({}, {"status": 404}),
    ],
)
@responses.activate
def test_one_that_has_a_contact_keeps_it(account: dict[str, Any], listed: dict[str, Any]) -> None:
    """Or whose company does not list contacts."""
    responses.get(f"{BASE}/Accounts/GetByCode", json={**KNOWN, **account})
    responses.get(f"{BASE}/Contacts/GetAll", **listed)
    made = responses.post(f"{BASE}/Contacts/Create", json={"Id": 6})
    save_account(client(), BODY, updates=False)
    assert made.call_count == 0


@pytest.mark.parametrize("updates", [False, True])
@responses.activate
def test_what_went_wrong_with_the_list_of_contacts_is_said(updates: bool) -> None:
    responses.get(f"{BASE}/Accounts/GetByCode", json=KNOWN)
    responses.post(f"{BASE}/Accounts/Update", json=KNOWN)
    responses.get(f"{BASE}/Contacts/GetAll", status=403)
    with pytest.raises(RemoteRejected):
        save_account(client(), BODY, updates=updates)


ALONE = {**BODY, "Contact": None}


@pytest.mark.parametrize(
    ("there", "more", "is_changed"),
    [
        ({"IdTypeCode": "13", "WebSite": None}, {"Phone": {"Number": 3001112233}}, False),
        ({"IdTypeCode": 13}, {"WebSite": None}, False),
        ({"IdTypeCode": 13}, {"Phone": {"Number": 3001112234}}, True),
        ({"IdTypeCode": "22"}, {}, True),
        ({"IdTypeCode": 13}, {"FiscalResponsibilities": ["O-49"]}, False),
        ({"IdTypeCode": 13}, {"FiscalResponsibilities": ["O-48"]}, True),
        ({"IdTypeCode": 13}, {"IsVATCompanyType": True}, True),
        ({"IdTypeCode": 13, "IsVATCompanyType": "x"}, {"IsVATCompanyType": True}, True),
        ({"IdTypeCode": 13, "PostalCode": "05001"}, {"PostalCode": "5001"}, True),
    ],
)
@responses.activate
def test_it_is_updated_where_something_changes(there: dict[str, Any], more: dict[str, Any], is_changed: bool) -> None:
    phone = {"Indicative": None, "Number": "3001112233"}
    account = {**KNOWN, "Phone": phone, "FiscalResponsibilities": ["O-49"], **there}
    responses.get(f"{BASE}/Accounts/GetByCode", json=account)
    update = responses.post(f"{BASE}/Accounts/Update", json=account)
    save_account(client(), {**ALONE, **more}, updates=True)
    assert bool(update.call_count) is is_changed


@responses.activate
def test_an_update_leaves_the_rest_as_it_is_inside_of_a_phone_too() -> None:
    phone = {"Indicative": 57, "Number": 6021112244, "Extention": 12}
    there = {**KNOWN, "IdTypeCode": 13, "Address": "Calle 1", "Fax": None, "Phone": phone}
    responses.get(f"{BASE}/Accounts/GetByCode", json=there)
    responses.post(f"{BASE}/Accounts/Update", json=there)
    save_account(client(), {**ALONE, "Address": "Calle 2", "Phone": {"Number": 6021112245}}, updates=True)
    sent = parse(responses.calls[-1].request.body or b"")
    assert sent == {
        **{"Id": 5, "Identification": "1020304050", "BranchOffice": 0, "IdTypeCode": 13},
        **{"Address": "Calle 2", "Phone": {**phone, "Number": 6021112245}},
    }


@responses.activate
def test_an_account_without_an_id_gets_no_contact() -> None:
    responses.get(f"{BASE}/Accounts/GetByCode", status=404)
    responses.post(f"{BASE}/Accounts/Create", json=5)
    contact = responses.post(f"{BASE}/Contacts/Create", json={"Id": 6})
    with pytest.raises(OutcomeUnknown):
        save_account(client(), BODY, updates=False)
    assert contact.call_count == 0


@responses.activate
def test_the_final_consumer_is_nobodys_to_update() -> None:
    there = {**KNOWN, "Identification": "222222222222", "Address": "Sede", "PrincipalContactID": 8}
    responses.get(f"{BASE}/Accounts/GetByCode", json=there)
    body = {**BODY, "Identification": "222222222222", "Address": "Calle 10 # 43-12"}
    assert save_account(client(), body, updates=True).id == "5"
    assert [call.request.method for call in responses.calls] == ["POST", "GET"]
