"""The example for contraentrega lived through: on its way, handed over, and paid by the carrier, or called off."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from connector.db.database import open_database
from connector.json_text import parse
from tests.journeys.aftermath import Place, a_place
from tests.mappings.folder import ENVIRON, MAPPINGS, connection_over
from tests.migrated import sqlite_database

OVER = {"extends": "base/tienda-contraentrega", "tables": {}, "after_sale": {}, "credit_note": {}, "invoice": {}}
"""The example as it stands, but for the shop and the company."""

SETTLED = {"id": 9, "key": "recaudo", "value": "5531"}


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Place]:
    for name, value in ENVIRON.items():
        monkeypatch.setenv(name, value)
    connection_over("tienda-contraentrega", "", tmp_path)
    for file in (tmp_path / "mappings").glob("*.yaml"):
        file.unlink()
    engine = open_database(sqlite_database(tmp_path / "connector.db"))
    with a_place(tmp_path, engine, "woocommerce", rules=OVER) as opened:
        yield opened
    engine.dispose()


def on_the_way() -> dict[str, Any]:
    found: dict[str, Any] = parse((MAPPINGS / "orders" / "woo-contraentrega-en-camino.json").read_bytes())
    return found


def test_it_is_invoiced_when_handed_over_and_receipted_when_settled(place: Place) -> None:
    given = on_the_way()
    place.place(given)
    state, why = place.state()
    assert (state, place.papers("invoices")) == ("skipped", [])
    assert why.startswith("Aún no se factura: ")

    place.change("1021", status="completed", date_paid_gmt="2026-11-21T16:00:00")
    assert place.state() == ("issued", "")
    [invoice] = place.papers("invoices")
    assert [(row["id"], row["value"]) for row in invoice["payments"]] == [(5636, 217750)]
    assert place.papers("vouchers") == []

    place.change("1021", meta_data=[*given["meta_data"], SETTLED])
    assert place.state() == ("issued", "")
    [receipt] = place.papers("vouchers")
    assert (receipt["type"], receipt["payment"]["id"], receipt["payment"]["value"]) == ("DebtPayment", 5638, 217750)
    assert receipt["items"][0]["due"]["consecutive"] == invoice["number"]

    place.change("1021", customer_note="Gracias")
    assert (len(place.papers("invoices")), len(place.papers("vouchers"))) == (1, 1)


def test_what_is_called_off_on_the_way_costs_nothing(place: Place) -> None:
    place.place(on_the_way())
    place.change("1021", status="cancelled")
    assert place.state() == ("skipped", "El pedido fue cancelado antes de facturarlo")
    assert (place.papers("invoices"), place.papers("vouchers"), place.links()) == ([], [], [])
