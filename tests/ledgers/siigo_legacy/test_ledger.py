"""The ledger against the strict emulator: issued once, found by its marker, refused in words, honest about the rest."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import requests
import responses

from connector import clock
from connector.errors import OrderHeld, OutcomeUnknown, ProductsMissing, RemoteRejected, RemoteUnavailable
from connector.http import new_session
from connector.ledgers.siigo_legacy.ledger import SiigoLegacyLedger
from connector.ledgers.siigo_legacy.settings import Settings
from connector.ledgers.tokens import Tokens
from connector.messages import speaking
from connector.model.documents import Booked, Document, Draft, GivenBack, Issued
from connector.model.order import Refund
from connector.sandbox.siigo_legacy import Options, Running, running
from tests.ledgers.siigo_legacy import contract
from tests.ledgers.siigo_legacy.company import composed as an_invoice
from tests.orders import an_order

TODAY = (clock.now() - timedelta(hours=5)).date()
MARKER = "ref:0123456789abcdef"
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


class Pace:
    def __init__(self) -> None:
        self.turns = 0

    def __call__(self) -> None:
        self.turns += 1

    def hold_back(self, seconds: float) -> None: ...


@pytest.fixture
def siigo() -> Iterator[Running]:
    with contract.emulator() as emulator:
        yield emulator


def opened(siigo: Running, pace: Pace | None = None, **more: Any) -> SiigoLegacyLedger:
    settings = Settings.model_validate({**contract.settings(siigo.url), **more})
    return SiigoLegacyLedger(settings, session=new_session(), pace=pace or Pace(), now=clock.now)


def composed(ledger: SiigoLegacyLedger, draft: Draft | None = None, marker: str = MARKER) -> Document:
    return ledger.compose("invoice", draft or contract.draft(), an_order(), today=TODAY, marker=marker)


def with_header(**more: object) -> Draft:
    one = contract.draft()
    header = one.values["Header"]
    assert isinstance(header, dict)
    return replace(one, values={**one.values, "Header": {**header, **more}})


def fault(siigo: Running, what: str, where: str = contract.CREATE) -> None:
    told = {"what": what, "where": where, "times": 1}
    requests.post(f"{siigo.url}/_emulator/faults", json=told, timeout=5).raise_for_status()


def calls(siigo: Running, where: str) -> int:
    return sum(siigo.state.calls.get(where, {}).values())


def booked(document: Document, issued: Issued) -> Booked:
    return Booked(
        kind=document.kind,
        source_id="1001",
        ledger_id=issued.id,
        name=issued.name,
        total=issued.total,
        dated_on=TODAY,
        body=document.body,
        lines=document.lines,
    )


# --- issuing and finding


def test_an_invoice_is_booked_under_its_name(siigo: Running) -> None:
    ledger = opened(siigo)
    document = composed(ledger)
    issued = ledger.issue(document, key="a")
    assert (issued.name, issued.status, issued.total) == ("FV-1-1", "Booked", document.total)
    assert contract.total_in(siigo, "FV-1-1") == document.total


def test_it_says_that_it_keeps_no_keys_and_so_it_is(siigo: Running) -> None:
    ledger = opened(siigo)
    document = composed(ledger)
    assert (ledger.keeps_keys, ledger.resends) == (False, frozenset())
    assert ledger.issue(document, key="a") != ledger.issue(document, key="a")


@pytest.mark.parametrize("what", ["drop_after", "500_after"])
def test_a_lost_answer_is_unknown_and_the_marker_finds_it(siigo: Running, what: str) -> None:
    ledger = opened(siigo)
    document = composed(ledger)
    fault(siigo, what)
    with pytest.raises(OutcomeUnknown):
        ledger.issue(document, key="a")
    found = ledger.find(document, since=LONG_AGO)
    assert found is not None
    assert (found.name, found.status) == ("FV-1-1", "Booked")
    assert calls(siigo, contract.CREATE) == 1


@pytest.mark.parametrize("what", ["429", "503"])
def test_what_was_certainly_not_done(siigo: Running, what: str) -> None:
    ledger = opened(siigo)
    document = composed(ledger)
    fault(siigo, what)
    with pytest.raises(RemoteUnavailable):
        ledger.issue(document, key="a")
    assert ledger.find(document, since=LONG_AGO) is None


def test_the_name_is_known_before_the_call_so_that_nothing_fails_after_it(siigo: Running) -> None:
    """A restarted process has no catalogue: reading it after the call could make us believe that nothing was made."""
    document = composed(opened(siigo))
    fresh = opened(siigo)
    fault(siigo, "503", "GET /ERPDocumentTypes/GetAll")
    with pytest.raises(RemoteUnavailable):
        fresh.issue(document, key="a")
    assert calls(siigo, contract.CREATE) == 0


def test_it_is_found_among_many_pages_by_the_whole_marker(siigo: Running) -> None:
    ledger = opened(siigo)
    documents = [composed(ledger, marker=f"ref:{number:016}") for number in range(25)]
    issued = [ledger.issue(document, key="") for document in documents]
    assert [ledger.find(document, since=LONG_AGO) for document in documents] == issued
    assert ledger.find(replace(documents[3], marker="ref:000000000000000"), since=LONG_AGO) is None
    assert ledger.find(documents[3], since=clock.now() + timedelta(days=1)) is None


def test_one_that_was_mapped_to_an_earlier_day_is_found(siigo: Running) -> None:
    ledger = opened(siigo)
    document = composed(ledger, with_header(DocDate=TODAY - timedelta(days=9)))
    issued = ledger.issue(document, key="")
    assert ledger.find(document, since=clock.now()) == issued


@pytest.mark.parametrize("last", ["204", "404"])
def test_lists_end_in_other_ways_too(last: Any) -> None:
    with running(Options(any_product=True, after_last_page=last, newest_first=True, page_size=1)) as siigo:
        ledger = opened(siigo)
        document = composed(ledger)
        issued = ledger.issue(document, key="")
        assert ledger.find(document, since=LONG_AGO) == issued
        assert ledger.find(replace(document, marker="ref:2"), since=LONG_AGO) is None


def test_every_call_is_paced(siigo: Running) -> None:
    pace = Pace()
    ledger = opened(siigo, pace)
    ledger.issue(composed(ledger), key="")
    assert pace.turns == sum(sum(answers.values()) for answers in siigo.state.calls.values())


def test_catalogues_are_read_once(siigo: Running) -> None:
    settings = contract.settings(siigo.url)
    for _ in range(3):
        composed(opened(siigo, **settings))
    assert calls(siigo, "GET /Taxes/GetAll") == 2


def test_document_types_by_code(siigo: Running) -> None:
    ledger = opened(siigo, document_codes={"FV": ["1", "3"]})
    assert ledger.issue(composed(ledger), key="").name == "FV-1-1"
    assert calls(siigo, "GET /ERPDocumentTypes/GetByCode") == 2
    assert calls(siigo, "GET /ERPDocumentTypes/GetAll") == 0


@pytest.mark.parametrize(
    ("row", "part"),
    [
        ({"Id": 9, "Number": 22, "TotalValue": 131900, "Observations": MARKER}, "Header"),
        ("texto", "Header"),
        ({"Header": {"Id": 9, "Number": 22, "TotalValue": 131900}}, "Observations"),
    ],
)
@responses.activate
def test_rows_that_show_no_marker_do_not_mean_that_it_is_not_there(row: object, part: str) -> None:
    """None would mean that it was not made, and the engine would make it again."""
    base = "https://siigoapi.azure-api.net/siigo/api/v1"
    settings = Settings.model_validate({"username": r"PRUEBAS\api", "password": "x"})
    responses.post(settings.sign_in_url, json={"access_token": "t"})
    responses.get(f"{base}/Invoice/GetAll", json=[row])
    responses.get(f"{base}/Invoice/GetAll", json=[])
    ledger = SiigoLegacyLedger(settings, session=new_session(), pace=Pace(), now=clock.now, tokens=Tokens())
    with pytest.raises(RemoteRejected, match=part) as refused:
        ledger.find(an_invoice(), since=LONG_AGO)
    assert refused.value.code == "odd_row"


# --- refused


def test_an_unknown_product_is_named() -> None:
    with running() as siigo:
        ledger = opened(siigo)
        document = composed(ledger)
        with pytest.raises(ProductsMissing) as held:
            ledger.issue(document, key="")
    assert held.value.codes == ("CAM-001",)
    assert "(items[0].productcode, " in str(held.value).lower()


@pytest.mark.parametrize("errors", ["list", "object", "text"])
def test_a_refusal_is_for_the_merchant_in_any_shape(errors: Any) -> None:
    with running(Options(any_product=True, errors=errors)) as siigo, speaking("en"):
        ledger = opened(siigo)
        document = composed(ledger, with_header(CostCenterCode="77"))
        with pytest.raises(OrderHeld, match="77") as held:
            ledger.issue(document, key="")
    assert isinstance(held.value.__cause__, RemoteRejected)
    assert "Siigo Nube did not accept it" in str(held.value)


def test_a_wrong_path_is_for_the_operator(siigo: Running) -> None:
    ledger = opened(siigo, paths={"Invoice/Save": "Facturas/Save"})
    with pytest.raises(RemoteRejected):
        ledger.issue(composed(ledger), key="")


# --- customers


def customer(ledger: SiigoLegacyLedger, **more: object) -> Document:
    values = {**contract.customer_draft().values, **more}
    return ledger.compose("customer", Draft(values=values), an_order(), today=TODAY, marker=MARKER)


def accounts(siigo: Running) -> list[dict[str, Any]]:
    return [row for company in siigo.state.companies.values() for row in company.accounts.values()]


def contacts(siigo: Running) -> list[dict[str, Any]]:
    return [row for company in siigo.state.companies.values() for row in company.contacts.values()]


def test_a_customer_is_made_once_with_its_contact(siigo: Running) -> None:
    ledger = opened(siigo, customers="find_or_create")
    document = customer(ledger)
    assert ledger.find(document, since=LONG_AGO) is None
    made = ledger.issue(document, key="")
    assert ledger.issue(document, key="") == made == ledger.find(document, since=LONG_AGO)
    assert [row["Email"] for row in contacts(siigo)] == ["laura.rios@example.co"]
    ledger.issue(composed(ledger), key="")
    assert (len(accounts(siigo)), len(contacts(siigo))) == (1, 1)


def test_another_branch_is_another_customer(siigo: Running) -> None:
    ledger = opened(siigo, customers="find_or_create")
    assert ledger.issue(customer(ledger), key="") != ledger.issue(customer(ledger, BranchOffice=1), key="")


def test_one_that_exists_is_left_as_it_is_or_updated(siigo: Running) -> None:
    finds, updates = opened(siigo, customers="find_or_create"), opened(siigo, customers="update")
    finds.issue(customer(finds, WebSite="laura.example"), key="")
    moved = customer(finds, Address="Carrera 7 # 1-1", Contact={"Email": "otra@example.co"})
    finds.issue(moved, key="")
    assert accounts(siigo)[0]["Address"] == "Calle 10 # 43-12"
    updates.issue(moved, key="")
    updates.issue(moved, key="")
    [account] = accounts(siigo)
    assert (account["Address"], account["WebSite"]) == ("Carrera 7 # 1-1", "laura.example")
    assert [row["Email"] for row in contacts(siigo)] == ["laura.rios@example.co", "otra@example.co"]
    assert calls(siigo, "POST /Accounts/Update") == 1


def test_a_contact_that_exists_is_updated_by_its_email(siigo: Running) -> None:
    ledger = opened(siigo, customers="update")
    ledger.issue(customer(ledger), key="")
    mobile = {"Email": "LAURA.RIOS@example.co", "Mobile": {"Number": "3105556677"}}
    ledger.issue(customer(ledger, Contact=mobile), key="")
    assert [row["Mobile"]["Number"] for row in contacts(siigo)] == [3105556677]


def test_an_inactive_customer_is_held(siigo: Running) -> None:
    ledger = opened(siigo, customers="find_or_create")
    document = customer(ledger)
    ledger.issue(document, key="")
    accounts(siigo)[0]["IsActive"] = False
    with pytest.raises(OrderHeld, match="1020304050"):
        ledger.issue(document, key="")


# --- what this API cannot


def test_standing_undoing_and_sending(siigo: Running) -> None:
    ledger = opened(siigo)
    document = composed(ledger)
    invoice = booked(document, ledger.issue(document, key=""))
    assert ledger.standing("invoice", invoice.ledger_id).status == "Booked"
    for how in ("annul", "delete"):
        with pytest.raises(OrderHeld, match="Siigo Nube"):
            ledger.undo("invoice", invoice.ledger_id, how)
    with pytest.raises(OrderHeld, match=r"FV-1-1.*Enviar electrónicamente"):
        ledger.send_again(invoice, today=TODAY)
    assert ledger.credit_notes_of(invoice) == ()
    given_back = GivenBack(invoice=invoice, refund=Refund(id="1", amount=invoice.total), reason=2)
    with pytest.raises(OrderHeld, match="FV-1-1"):
        ledger.compose_credit_note(Draft(values={}), an_order(), given_back, today=TODAY, marker=MARKER)
    assert "credit_note" not in ledger.schemas


def test_a_path_that_may_not_exist_says_of_no_invoice_that_it_is_gone(siigo: Running) -> None:
    with pytest.raises(RemoteRejected, match=r"999999 en Invoice/GetByID") as refused:
        opened(siigo).standing("invoice", "999999")
    assert refused.value.code == "not_seen"


# --- doctor


def test_doctor_says_what_exists_and_that_dian_is_by_hand(siigo: Running) -> None:
    ids: dict[str, list[object]] = {
        "document_types": [24445, 24446, 24447],
        "receipt_types": [7714],
        "payment_means": [5636],
        "taxes": [13156, -1, 999999],
        "users": ["1000000001"],
        "warehouses": ["1", "9"],
    }
    with speaking("en"):
        checks = list(opened(siigo).check(ids))
    wrong = [check.name.rpartition(": ")[2] for check in checks if not check.ok]
    assert wrong == ["24446", "999999", "9"]
    assert all(check.fix for check in checks if not check.ok)
    said = {check.name.rpartition(": ")[2]: check.detail for check in checks if check.ok}
    assert said["24447"] == "Factura manual (numbered by hand)"
    assert said["5636"] == "Crédito (on credit)"
    assert said["13156"] == "IVA 19% (IVA, 19 %)"
    assert said["1000000001"] == "Sofía Peña"
    assert "Envío masivo" in said["sending to DIAN"]
    assert "on the same day as its date" in said["sending to DIAN"]


def test_doctor_tells_how_reteica_counts(siigo: Running) -> None:
    with speaking("en"):
        [told] = [check for check in opened(siigo).check({"taxes": [34080]}) if "34080" in check.name]
        [odd] = [check for check in opened(siigo, reteica="percent").check({"taxes": [34080]}) if not check.ok]
    assert told.detail == "ReteICA 9.66 (ReteICA, 9.66 ‰)"
    assert "reteica: per_mille" in odd.detail
    assert odd.fix


def test_doctor_lists_means_of_which_the_list_tells_nothing(siigo: Running) -> None:
    ledger, ids = opened(siigo, credit_means=[5641]), {"payment_means": [5636, 5638, 5641]}
    assert all(check.ok for check in ledger.check({}))
    [company] = siigo.state.companies.values()
    for means in company.payment_means.values():
        means["DueDate"] = None
    with speaking("en"):
        said = {check.name.rpartition(": ")[2]: check.detail for check in ledger.check(ids)}
    assert said["on credit"].startswith("the list does not tell whether 5636, 5638 are on credit")
    assert said["5641"] == "Contraentrega (on credit)"


def test_doctor_stops_at_the_sign_in(siigo: Running) -> None:
    [check] = opened(siigo, password="wrong").check({"taxes": [1]})
    assert not check.ok
    assert "username" in check.fix


def test_doctor_goes_on_where_a_list_is_not_there(siigo: Running) -> None:
    ledger = opened(siigo, paths={"Taxes/GetAll": "Taxes/Nothing"})
    checks = list(ledger.check({"taxes": [1], "payment_means": [5636]}))
    assert [check.ok for check in checks] == [True, True, False, True]
