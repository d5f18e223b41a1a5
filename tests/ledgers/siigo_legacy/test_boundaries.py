"""Whatever passes our checks, the strict emulator refuses only for what Siigo Nube alone can know.

1,000 invoices with one or two odd values each; `LEGACY_BOUNDARIES=20000` for more.
"""

import copy
import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import timedelta
from decimal import Decimal
from random import Random
from typing import Any

import pytest

from connector import clock
from connector.errors import OrderHeld
from connector.http import new_session
from connector.ledgers.siigo_legacy.answers import LegacyRejected
from connector.ledgers.siigo_legacy.ledger import SiigoLegacyLedger
from connector.ledgers.siigo_legacy.schema import INVOICE
from connector.ledgers.siigo_legacy.settings import Settings
from connector.model.documents import Document, Draft
from connector.model.schema import Schema
from connector.sandbox.siigo_legacy import Running
from tests.ledgers.siigo_legacy import contract
from tests.ledgers.siigo_legacy.company import COMPANY_CUSTOMER, CUSTOMER, SHIPPING, SHIRT, item, order

TRIES = int(os.environ.get("LEGACY_BOUNDARIES", "1000"))
TODAY = (clock.now() - timedelta(hours=5)).date()

TEXTS = [
    *("", " ", "a", "A B", "O'Brien", "ñandú & Cía", "😀", "1", "0", "-", "A-", "a_b", "1.5", "١٢٣٤٥", "²", "007"),
    *("x" * 11, "x" * 51, "x" * 101, "x" * 300, "x" * 2000, "a@b.co", "a@b", "\x00\x01", "1\n2", "12345678901"),
    *("13", "31", "R-00-PN", "47", "48", "COP", "USD", "Co", "co", "CO", "05", "05001", "O-13", "900123456"),
]
NUMBERS: list[object] = [
    *(0, 1, -1, 2, 5, 99, 100, 999, 1000, 10**9, 10**12, 10**13, "5", "1e3", True, False, None),
    *(Decimal("0.01"), Decimal("0.001"), Decimal("59.99"), Decimal("42016.806723"), Decimal("0.0000001")),
]
IDS = [
    *(13156, 13157, 13158, 7081, 13456, 34072, 34080, 999999, 24445, 24446, 24447, 24448, 7714),
    *(5636, 5638, 5640, 5641, 7001, 7003, "1000000001", "1000000002", "1000000003", "1", "2", "3", "13156"),
]
DATES = [TODAY, TODAY.isoformat(), "2026-11-20", "20261121", "2026-13-01", TODAY + timedelta(days=30)]
ODD: list[object] = [*TEXTS, *NUMBERS, *IDS, *DATES, [], {}, ["x"], {"x": 1}]

ONLY_SIIGO_KNOWS = (
    "Items[0].ProductCode",
    "Items[0].SalesmanIdentification",
    "Items[1].SalesmanIdentification",
    "Header.CostCenterCode",
    "Header.SubCostCenterCode",
    "Header.Contact.Code",
    "Header.Number: already_exists",
)
"""Where no list says what there is, or what a document type demands."""


class Unpaced:
    def __call__(self) -> None: ...

    def hold_back(self, seconds: float) -> None: ...


@pytest.fixture(scope="module")
def ledger() -> Iterator[SiigoLegacyLedger]:
    with contract.emulator() as siigo:
        yield opened(siigo)


def opened(siigo: Running) -> SiigoLegacyLedger:
    settings = Settings.model_validate(contract.settings(siigo.url))
    return SiigoLegacyLedger(settings, session=new_session(), pace=Unpaced(), now=clock.now)


def right(random: Random, number: int) -> dict[str, Any]:
    kind = random.choice([{"DocCode": 24445}, {"DocCode": 24447, "Number": 5000 + number}])
    return copy.deepcopy(
        {
            "customer": random.choice([CUSTOMER, COMPANY_CUSTOMER]),
            "Header": {**kind, "SalesmanIdentification": "1000000001"},
            "Items": [item(SHIRT, ProductCode="CAMISETA"), item(SHIPPING)],
            "Payments": [{"PaymentMeansCode": random.choice([5638, 5636])}],
        }
    )


def places(schema: Schema, values: Any, way: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Every field that may be mapped, in the elements that are there."""
    for name, wanted in schema.items():
        yield (*way, name)
        inner = values.get(name) if isinstance(values, Mapping) else None
        if wanted.fields and isinstance(inner, list):
            for index, row in enumerate(inner):
                yield from places(wanted.fields, row, (*way, name, index))
        elif wanted.fields:
            yield from places(wanted.fields, inner, (*way, name))


def put(values: Any, way: tuple[str | int, ...], odd: object) -> None:
    *above, last = way
    for step in above:
        if isinstance(values, dict):
            values = values.setdefault(step, {})
        elif isinstance(values, list):
            values = values[int(step)]
    if isinstance(values, dict):
        values[last] = odd


def spoiled(random: Random, number: int) -> dict[str, Any]:
    values = right(random, number)
    for way in random.sample(list(places(INVOICE, values)), k=random.choice([1, 1, 1, 2])):
        try:
            put(values, way, random.choice(ODD))
        except (AttributeError, TypeError, IndexError):
            continue
    return values


def composed(ledger: SiigoLegacyLedger, values: dict[str, Any], number: int) -> Document | None:
    ids = {"Items[0]": SHIRT.id, "Items[1]": SHIPPING.id}
    draft, one = Draft(values=values, line_ids=ids), order(SHIRT, SHIPPING)
    with suppress(OrderHeld):
        return ledger.compose("invoice", draft, one, today=TODAY, marker=f"ref:{number}")
    return None


def refused(ledger: SiigoLegacyLedger, document: Document) -> list[str]:
    """Where, and with what code; nothing where it is taken."""
    try:
        issued = ledger.issue(document, key="")
    except OrderHeld as held:
        cause = held.__cause__
        faults = cause.faults if isinstance(cause, LegacyRejected) else ()
        return [f"{', '.join(fault.params)}: {fault.code}" for fault in faults] or ["?"]
    return [] if issued.total == document.total else [f"total: {issued.total}"]


def test_what_passes_is_taken(ledger: SiigoLegacyLedger) -> None:
    random, taken = Random(7), 0
    for number in range(TRIES):
        values = spoiled(random, number)
        document = composed(ledger, values, number)
        if document is not None:
            why = refused(ledger, document)
            assert all(text.startswith(ONLY_SIIGO_KNOWS) for text in why), (why, values)
            taken += not why
    assert taken > TRIES // 8
