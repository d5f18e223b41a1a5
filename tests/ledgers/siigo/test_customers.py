"""Three ways of making a customer, against the emulator: what Siigo holds changes only when that is switched on."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from connector.errors import OrderHeld
from connector.sandbox.siigo import Options, Running, running
from tests.ledgers.siigo.emulated import Company, calls, company, sold

STORED: dict[str, Any] = {
    "type": "Other",
    "person_type": "Person",
    "id_type": "13",
    "identification": "1020304050",
    "name": ["Laura María", "Ríos Peña"],
    "commercial_name": "Ríos",
    "vat_responsible": True,
    "fiscal_responsibilities": [{"code": "O-47"}],
    "address": {
        "address": "Carrera 1 # 2-3",
        "city": {"country_code": "Co", "state_code": "05", "city_code": "05001"},
        "postal_code": "050010",
    },
    "phones": [{"indicative": "57", "number": "3009998877"}],
    "contacts": [{"first_name": "Laura María", "email": "laura@antes.example.co"}],
    "comments": "Cliente de siempre",
    "related_users": {"seller_id": 629, "collector_id": 625},
    "custom_fields": [{"key": "Canal", "value": "tienda"}],
}


@pytest.fixture(scope="module")
def siigo() -> Iterator[Running]:
    with running(Options(rate_per_minute=None)) as emulator:
        yield emulator


def place_of(siigo: Running, folder: Path, mode: str, *stored: dict[str, Any], **rules: object) -> Company:
    place = company(siigo, folder, {"ledger.customers": mode, **rules})
    for one in stored:
        assert place.ask("POST", "/v1/customers", one)["id"]
    return place


def customers(place: Company, identification: str = "1020304050") -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = place.ask("GET", f"/v1/customers?identification={identification}")["results"]
    return rows


def both(place: Company) -> None:
    """The customer's document and then the invoice, as the work issues them."""
    place.issue(sold(), "customer")
    place.issue(sold())


@pytest.mark.parametrize("mode", ["find_or_create", "update"])
def test_a_new_customer_is_created_once(mode: str, siigo: Running, tmp_path: Path) -> None:
    place = place_of(siigo, tmp_path, mode)
    both(place)
    both(place)
    [customer] = customers(place)
    assert (customer["name"], customer["contacts"][0]["email"]) == (["Laura", "Ríos"], "laura.rios@example.co")


@pytest.mark.parametrize("mode", ["inline", "find_or_create"])
def test_a_customer_that_exists_is_left_exactly_as_it_is(mode: str, siigo: Running, tmp_path: Path) -> None:
    place = place_of(siigo, tmp_path, mode, STORED)
    before = customers(place)
    if mode == "inline":
        place.issue(sold())
    else:
        both(place)
    assert customers(place) == before


def test_an_update_changes_what_the_order_says_and_keeps_the_rest(siigo: Running, tmp_path: Path) -> None:
    place = place_of(siigo, tmp_path, "update", STORED)
    [before] = customers(place)
    both(place)
    [after] = customers(place)
    said = {
        "name": ["Laura", "Ríos"],
        "contacts": [{"first_name": "Laura", "email": "laura.rios@example.co"}],
    }
    city = {"country_code": "Co", "state_code": "11", "city_code": "11001"}
    address = {"address": "Calle 10 # 43-12", "city": city, "postal_code": "050010"}
    assert {name: value for name, value in after.items() if name not in ("address", "metadata")} == {
        **{name: value for name, value in before.items() if name not in ("address", "metadata")},
        **said,
    }
    assert {name: after["address"][name] for name in ("address", "postal_code")} == {
        name: address[name] for name in ("address", "postal_code")
    }
    assert after["address"]["city"]["city_code"] == "11001"


def test_an_update_with_nothing_new_spends_no_call(siigo: Running, tmp_path: Path) -> None:
    place = place_of(siigo, tmp_path, "update", STORED)
    place.issue(sold(), "customer")
    put = "PUT /v1/customers/{id}"
    spent = calls(siigo, put)
    place.issue(sold(), "customer")
    assert spent > 0
    assert calls(siigo, put) == spent


@pytest.mark.parametrize("mode", ["find_or_create", "update"])
def test_of_two_branches_the_mapped_one_is_meant(mode: str, siigo: Running, tmp_path: Path) -> None:
    rules = {"customer.branch_office": 2}
    place = place_of(siigo, tmp_path, mode, STORED, {**STORED, "branch_office": 2}, **rules)
    both(place)
    first, second = sorted(customers(place), key=lambda row: row["branch_office"])
    assert first["name"] == STORED["name"]
    assert second["name"] == (["Laura", "Ríos"] if mode == "update" else STORED["name"])
    [invoice] = place.ask("GET", "/v1/invoices")["results"]
    assert invoice["customer"]["id"] == second["id"]


def test_a_branch_of_its_own_is_a_customer_of_its_own(siigo: Running, tmp_path: Path) -> None:
    place = place_of(siigo, tmp_path, "find_or_create", STORED, **{"customer.branch_office": 7})
    both(place)
    assert sorted(row["branch_office"] for row in customers(place)) == [0, 7]


@pytest.mark.parametrize("mode", ["find_or_create", "update"])
def test_an_inactive_customer_is_held(mode: str, siigo: Running, tmp_path: Path) -> None:
    place = place_of(siigo, tmp_path, mode, {**STORED, "active": False})
    with pytest.raises(OrderHeld) as caught:
        place.issue(sold(), "customer")
    assert caught.value.problems == ("El cliente 1020304050 está inactivo en Siigo: actívelo en Siigo",)


@pytest.mark.parametrize("status", [400, 409])
def test_whoever_was_quicker_made_the_customer(status: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with running(Options(rate_per_minute=None, conflict_status=409 if status == 409 else 400)) as siigo:
        place = place_of(siigo, tmp_path, "find_or_create")
        race(place, STORED, monkeypatch)
        issued = place.issue(sold(), "customer")
        [customer] = customers(place)
    assert issued.id == customer["id"]
    assert customer["name"] == STORED["name"]


def test_whoever_was_quicker_made_one_that_is_inactive(
    siigo: Running, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = place_of(siigo, tmp_path, "find_or_create")
    race(place, {**STORED, "active": False}, monkeypatch)
    with pytest.raises(OrderHeld, match="El cliente 1020304050 está inactivo en Siigo"):
        place.issue(sold(), "customer")


def race(place: Company, theirs: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """Between our look and our call another program creates the customer."""
    client: Any = place.connection.ledger._client  # type: ignore[attr-defined]  # the one seam between the two calls
    post = client.post

    def later(path: str, body: Any) -> object:
        place.ask("POST", "/v1/customers", theirs)
        return post(path, body)

    monkeypatch.setattr(client, "post", later)


def test_a_lost_answer_is_looked_up_and_not_made_again(siigo: Running, tmp_path: Path) -> None:
    place = place_of(siigo, tmp_path, "find_or_create", {**STORED, "active": False})
    document = place.compose(sold(), "customer")
    found = place.connection.ledger.find(document, since=sold().placed_at)
    assert found is not None
    assert [found.id] == [row["id"] for row in customers(place)]
