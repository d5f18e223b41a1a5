"""Whatever passes our checks, the emulator refuses only for what Siigo alone can know; then the order is held."""

import uuid
from collections.abc import Iterator, Mapping
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connector.errors import OrderHeld
from connector.ledgers.siigo.answers import SiigoRejected
from connector.ledgers.siigo.schema import INVOICE
from connector.messages import speaking
from connector.model.documents import Draft
from connector.model.money import CENT
from connector.model.schema import Field, Schema
from connector.sandbox.siigo import Options, running
from tests.ledgers.siigo.emulated import MARKER, TODAY, Company, company, sold

TEXTS = [
    *("", " ", "a", "A B", "O'Brien", "ñandú & Cía", "😀", "1", "0", "-", "A-", "AB-1", "a_b", "1.5", "١٢٣", "ª", "²"),
    *("x" * 21, "x" * 51, "x" * 101, "x" * 300, "x" * 5000, "a@b.co", "a@b", "\x00\x01", "1\n2", "1234567890123"),
]
NUMBERS = [0, 1, -1, CENT, CENT / 10, 5, 99, 100, 999, 1000, 10**9, 10**11, 10**12, 10**13, "5", "0.5", "1e3", True]
IDS = [
    *(0, 1, -1, 13156, 13157, 13159, 7081, 7082, 13456, 34072, 34080, 34090, 5636, 5638, 5640, 5646, 7001),
    *(625, 629, 630, 1270, 235, 24445, 24446, 24447, 24448, 24449, 24450, 24451, 24452, 77775, "13156"),
]
DATES = [TODAY, TODAY.isoformat(), "2026-11-20", "20261121", "2026-13-01", "x"]

ONLY_SIIGO_KNOWS = {
    ("invalid_reference", "items[0].code"),
    ("invalid_reference", "items[0].customer.identification"),
    ("already_exists", "number"),
    ("document_settings", "additional_fields"),
    ("parameter_not_allowed", "items[0].vat_excluded"),
    ("company_settings", "currency.code"),
}


def right(random: Random) -> dict[str, Any]:
    city = {"country_code": "Co", "state_code": "11", "city_code": "11001"}
    return {
        "document": {"id": random.choice([24445, 24446, 24447, 24448, 24452])},
        "seller": 629,
        "customer": {
            "person_type": "Person",
            "id_type": "13",
            "identification": str(random.randrange(10**6, 10**9)),
            "name": ["Ana", "Paz"],
            "address": {"address": "Calle 1", "city": city},
            "contacts": [{"first_name": "Ana"}],
        },
        "items": [{"code": "CAM-ALG-M", "taxes": [{"id": 13156}]}],
        "payments": [{"id": 5640}],
    }


def spoil(values: dict[str, Any], schema: Schema, random: Random) -> None:
    """Something at the edge in one field, mostly deep inside."""
    name = random.choice(list(schema))
    inner = values.get(name)
    if isinstance(inner, list) and inner:
        inner = inner[0]
    if schema[name].fields and isinstance(inner, dict):
        spoil(inner, schema[name].fields, random)
    else:
        values[name] = edge(schema[name], random)


def edge(field: Field, random: Random) -> object:
    if random.random() < 0.04:
        return random.choice([*TEXTS, *NUMBERS, None, [], {}, [1], {"a": 1}])
    match field.kind:
        case "object":
            return _row(field.fields, random)
        case "list" if field.item:
            return [edge(field.item, random) for _ in range(random.choice([1, 2, 3]))]
        case "list":
            return [_row(field.fields, random) for _ in range(random.choice([1, 1, 2, 11]))]
        case "text":
            return random.choice(field.values or TEXTS)
        case "integer":
            return random.choice(IDS if field.catalogue else [*IDS, *NUMBERS])
        case "money":
            return random.choice(NUMBERS)
        case "flag":
            return random.choice([True, False])
        case "date":
            return random.choice(DATES)


def _row(fields: Mapping[str, Field], random: Random) -> dict[str, object]:
    return {
        name: edge(field, random)
        for name, field in fields.items()
        if (field.required and not field.computed) or random.random() < 0.5
    }


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Company]:
    """Its document types allow what they can, so that the fields behind the flags are reached too."""
    with running(Options(rate_per_minute=None)) as siigo:
        one = company(siigo, tmp_path_factory.mktemp("boundaries"))
        flags = ("advance_payment", "customer_by_item", "cargo_transportation", "self_withholding", "cost_center")
        for id_ in (24445, 24446):
            promo = {"id": 13156, "name": "Promo", "active": True}
            one.tell(f"document-types/{id_}", global_discounts=[promo], **dict.fromkeys(flags, True))
        yield one


@settings(max_examples=1000, deadline=None)
@given(seed=st.integers(0, 2**40))
def test_what_passes_our_checks_is_refused_only_for_what_siigo_alone_knows(place: Company, seed: int) -> None:
    random = Random(seed)
    values = right(random)
    for _ in range(random.choice([1, 1, 1, 2])):
        spoil(values, INVOICE, random)
    with speaking("es"):
        assert refused(place, Draft(values=values, line_ids={"items[0]": "product:1"})) <= ONLY_SIIGO_KNOWS


def refused(place: Company, draft: Draft) -> set[tuple[str, str]]:
    """Siigo's faults; none when we held the order ourselves, or when the invoice was made."""
    ledger = place.connection.ledger
    try:
        document = ledger.compose("invoice", draft, sold(), today=TODAY, marker=MARKER)
    except OrderHeld:
        return set()
    try:
        ledger.issue(document, key=uuid.uuid4().hex[:30])
    except OrderHeld as held:
        if not isinstance(held.__cause__, SiigoRejected):
            raise
        return {(fault.code, ", ".join(fault.params)) for fault in held.__cause__.faults}
    return set()
