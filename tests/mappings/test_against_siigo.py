"""The emulated Siigo, with its own catalogue and rules, takes every invoice that the examples make."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from connector.checking import check_file
from connector.colombia.dates import bogota_date
from connector.connecting import connect, unpaced
from connector.errors import OrderHeld
from connector.issuing.connection import Connection
from connector.mapping import load
from connector.model.documents import Booked, Issued, PaidIn
from connector.ports import Check
from connector.sandbox.siigo import Options, Running, running
from tests.mappings.folder import ENVIRON, EXAMPLES, MAPPINGS, order_in
from tests.mappings.test_examples import CAPTURES, SCHEMAS, SHOPIFY_FIXTURES

ORDERS = {
    "tienda-contraentrega": sorted(MAPPINGS.glob("orders/woo-*.json")),
    "tienda-ejemplo": [*sorted(MAPPINGS.glob("orders/woo-*.json")), *CAPTURES],
    "tienda-shopify": [*sorted(MAPPINGS.glob("orders/shopify-*.json")), *SHOPIFY_FIXTURES],
}


@pytest.fixture(scope="module")
def siigo() -> Iterator[Running]:
    with running(Options(any_product=True, rate_per_minute=None)) as emulator:
        yield emulator


def connection(name: str, siigo: Running) -> Connection:
    environ = {**ENVIRON, "SIIGO_URL": siigo.url}
    checked, problems = check_file(load(MAPPINGS / f"{name}.yaml", environ=environ, presets=MAPPINGS))
    assert checked is not None, problems
    return connect(checked, unpaced)


def issued(connection: Connection, path: Path, platform: str) -> Issued | None:
    """None for an order that is not due or has its invoice, or held before anything is sent."""
    today = bogota_date(datetime.now(UTC))
    try:
        order = order_in(path, platform)
        if not connection.rules.due(order) or order.is_test or order.claims:
            return None
        sold = connection.as_sold(order)
        draft = connection.draft("invoice", sold)
        marker = f"ref:{path.stem[:16]}"
        document = connection.ledger.compose("invoice", draft, sold, today=today, marker=marker)
    except OrderHeld:
        return None
    made = connection.ledger.issue(document, key=path.stem.replace("-", "").replace("_", "").replace(".", "")[-30:])
    assert isinstance(made, Issued)
    assert made.total == document.total
    return made


@pytest.mark.parametrize(
    ("name", "count"), [("tienda-contraentrega", 4), ("tienda-ejemplo", 20), ("tienda-shopify", 25)]
)
def test_every_invoice_is_taken(name: str, count: int, siigo: Running) -> None:
    opened = connection(name, siigo)
    made = [issued(opened, path, EXAMPLES[name]) for path in ORDERS[name]]
    assert sum(each is not None for each in made) == count


def test_the_receipt_of_what_was_sold_on_credit_is_taken(siigo: Running) -> None:
    opened = connection("tienda-contraentrega", siigo)
    order = order_in(MAPPINGS / "orders" / "woo-contraentrega-entregada.json", "woocommerce")
    today = bogota_date(datetime.now(UTC))
    sold = opened.as_sold(order)
    document = opened.ledger.compose("invoice", opened.draft("invoice", sold), sold, today=today, marker="ref:recibo-1")
    made = opened.ledger.issue(document, key="recibocaso1")
    assert isinstance(made, Issued)
    invoice = Booked(
        kind="invoice",
        source_id=order.id,
        ledger_id=made.id,
        name=made.name,
        total=made.total,
        dated_on=today,
        body=document.body,
    )
    paid_in = PaidIn(amount=made.total, invoice=invoice, payment=order.payment)
    draft = opened.draft("receipt", order)
    receipt = opened.ledger.compose_receipt(draft, order, paid_in, today=today, marker="ref:recibo-2")
    taken = opened.ledger.issue(receipt, key="recibocaso2")
    assert isinstance(taken, Issued)
    assert (taken.name[:3], taken.total) == ("RC-", order.total)


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_id_is_known_and_active(name: str, siigo: Running) -> None:
    file = load(MAPPINGS / f"{name}.yaml", environ=ENVIRON, presets=MAPPINGS)
    found: list[Check] = list(connection(name, siigo).ledger.check(file.constants(SCHEMAS)))
    assert [check for check in found if not check.ok] == []
    assert len(found) > 8
