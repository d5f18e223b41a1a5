"""Catalogues in any spelling, read once, read again for what is missing; what cannot be read is said."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import responses

from connector.errors import RemoteRejected
from connector.http import new_session
from connector.ledgers.siigo_legacy.catalogue import Catalogue, Shelves
from connector.ledgers.siigo_legacy.client import LegacyClient
from connector.ledgers.siigo_legacy.facts import ByCode, DocumentType, PaymentMeans, TaxType, User
from connector.ledgers.siigo_legacy.settings import Settings
from connector.ledgers.tokens import Tokens

BASE = "https://siigoapi.azure-api.net/siigo/api/v1"
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


class Unpaced:
    def __call__(self) -> None: ...

    def hold_back(self, seconds: float) -> None: ...


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        ({"TaxType": "IVA"}, "IVA"),
        ({"TaxType": "5", "Description": "IVA incluido 19%"}, "IVA"),
        ({"Name": "IVA Vinculados"}, "IVA"),
        ({"Description": "Impuesto al consumo 8%"}, "Impoconsumo"),
        ({"Description": "INC 8%"}, "Impoconsumo"),
        ({"Description": "Rete-IVA 15%"}, "ReteIVA"),
        ({"Description": "Retención de IVA"}, "ReteIVA"),
        ({"Type": "ReteICA", "Name": "IVA"}, "ReteICA"),
        ({"Description": "Retención de ICA 11.04"}, "ReteICA"),
        ({"Description": "Retefuente compras 2.5%"}, "Retefuente"),
        ({"Description": "Retención en la fuente"}, "Retefuente"),
        ({"Description": "Retención IVA 15%"}, "ReteIVA"),
        ({"Description": "IVA retenido 15%"}, "ReteIVA"),
        ({"Description": "Rte IVA"}, "ReteIVA"),
        ({"Description": "Retención ICA 11.04"}, "ReteICA"),
        ({"Description": "Retención de industria y comercio"}, "ReteICA"),
        ({"Description": "Retención comunicaciones"}, "Retefuente"),
        ({"Description": "RteFte compras"}, "Retefuente"),
        ({"Description": "Autorretención renta"}, ""),
        ({"Description": "Autoretención renta 0.4%"}, ""),
        ({"Type": "Autorretencion", "Name": "Retención renta"}, ""),
        ({"Description": "Otro"}, ""),
    ],
)
def test_the_kind_of_a_tax(row: dict[str, Any], kind: str) -> None:
    assert TaxType.model_validate({"Id": 1, **row}).kind == kind


@pytest.mark.parametrize(
    ("row", "is_credit"),
    [
        ({"DueDate": True, "Name": "Addi"}, True),
        ({"DueDate": False, "Name": "Crédito"}, False),
        ({"Name": "CRÉDITO 30 días"}, False),
        ({"Name": "Tarjeta"}, False),
        ({"Name": "Tarjeta", "DueDate": "2026-01-01"}, False),
        ({"Name": "Crédito", "DueDate": None}, False),
    ],
)
def test_whether_money_is_still_to_come(row: dict[str, Any], is_credit: bool) -> None:
    assert PaymentMeans.model_validate({"Id": 1, **row}).is_credit is is_credit


def test_keys_are_what_a_body_names() -> None:
    assert ByCode.model_validate({"Id": 1270, "Code": 1, "Description": "Principal"}).key == "1"
    assert User.model_validate({"Id": 625, "Identification": 1000000001}).key == "1000000001"
    assert DocumentType.model_validate({"Id": 24445, "DocCode": "1", "Active": None}).key == "24445"


def catalogue(moments: list[datetime], *, shelves: Shelves | None = None, **more: Any) -> Catalogue:
    settings = Settings.model_validate({"username": r"PRUEBAS\api", "password": "x", **more})
    responses.post(settings.sign_in_url, json={"access_token": "t"})
    client = LegacyClient(settings, session=new_session(), pace=Unpaced(), now=lambda: moments[0], tokens=Tokens())
    shelves = Shelves() if shelves is None else shelves
    return Catalogue(client, shelves=shelves, now=lambda: moments[0], document_codes=settings.document_codes)


def reads(path: str) -> int:
    return sum(call.request.url.startswith(f"{BASE}/{path}") for call in responses.calls if call.request.url)


@responses.activate
def test_it_is_read_again_when_it_is_old_or_lacks_something() -> None:
    responses.get(f"{BASE}/Taxes/GetAll", status=204)
    moments = [NOW]
    taxes = catalogue(moments)
    for minutes, keys, expected in [
        (0, ["1"], 1),
        (0.5, ["1"], 1),
        (2, ["1"], 2),
        (2.5, ["1"], 2),
        (31, [], 2),
        (33, [], 3),
    ]:
        moments[0] = NOW + timedelta(minutes=minutes)
        taxes.entries("taxes", keys)
        assert reads("Taxes/GetAll") == expected, minutes


@responses.activate
def test_a_row_that_makes_no_sense_stops_only_who_names_it() -> None:
    responses.get(f"{BASE}/Taxes/GetAll", json=[{"Id": 1, "Percentage": "mucho"}])
    responses.get(f"{BASE}/Taxes/GetAll", json=[])
    with pytest.raises(RemoteRejected, match=r"Taxes/GetAll.*Percentage") as refused:
        catalogue([NOW]).entries("taxes", ["1"])
    assert refused.value.code == "odd_catalogue"


@responses.activate
def test_document_types_of_another_class_are_not_those() -> None:
    rows = [{"Id": 1, "DocClass": "FV"}, {"Id": 2, "DocClass": "RC"}, {"Id": 3}]
    responses.get(f"{BASE}/ERPDocumentTypes/GetAll", json=rows)
    responses.get(f"{BASE}/ERPDocumentTypes/GetAll", json=[])
    assert list(catalogue([NOW]).entries("document_types")) == ["1", "3"]


@responses.activate
def test_document_types_by_their_codes() -> None:
    responses.get(f"{BASE}/ERPDocumentTypes/GetByCode", json={"Id": 24445, "DocCode": 1})
    responses.get(f"{BASE}/ERPDocumentTypes/GetByCode", json=[{"Id": 24447, "DocCode": 3}])
    found = catalogue([NOW], document_codes={"FV": [1, "3"]}).entries("document_types")
    assert {key: entry.code for key, entry in found.items()} == {"24445": "1", "24447": "3"}


@responses.activate
def test_the_others_of_its_list_are_read() -> None:
    odd = {"Id": 9, "Name": "Otra", "Type": "", "IsSystem": False}
    responses.get(f"{BASE}/PaymentMeans/GetAll", json=[{"Id": 5640, "Name": "Tarjeta", "Type": 0}, odd, "texto"])
    responses.get(f"{BASE}/PaymentMeans/GetAll", json=[])
    assert list(catalogue([NOW]).entries("payment_means", ["5640"])) == ["5640"]


@responses.activate
def test_a_list_that_knows_no_pages_is_read_all_the_same() -> None:
    responses.get(f"{BASE}/Taxes/GetAll", json=[{"Id": 13156, "Description": "IVA 19%", "Percentage": 19}])
    assert list(catalogue([NOW]).entries("taxes", ["13156"])) == ["13156"]
    assert reads("Taxes/GetAll") == 2


@responses.activate
def test_two_shops_of_one_company_read_the_document_types_of_their_own_codes() -> None:
    for code, id_ in (("1", 24445), ("2", 24446)):
        asked = responses.matchers.query_param_matcher({"docCode": code}, strict_match=False)
        answer = {"Id": id_, "DocClass": "FV", "DocCode": code}
        responses.get(f"{BASE}/ERPDocumentTypes/GetByCode", json=answer, match=[asked])
    shelves = Shelves()
    one, other = (catalogue([NOW], shelves=shelves, document_codes={"FV": [code]}) for code in ("1", "2"))
    for _ in range(2):
        assert list(one.entries("document_types", ["24445"])) == ["24445"]
        assert list(other.entries("document_types", ["24446"])) == ["24446"]
    assert reads("ERPDocumentTypes/GetByCode") == 2
