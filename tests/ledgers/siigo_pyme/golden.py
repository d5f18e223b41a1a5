"""Connection files, and documents that were checked by hand, of `golden/`."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from connector.json_text import parse
from connector.ledgers.siigo_pyme import SCHEMAS
from connector.mapping import ConnectionFile, is_notice, lint, load
from connector.model.order import Identification, Order, Payment, Tax
from tests.orders import a_line, an_order

FOLDER = Path(__file__).parent / "golden"


def connection(name: str) -> ConnectionFile:
    """With the ledger's schemas, as the work has it; nothing is wrong with it."""
    file = load(FOLDER / f"{name}.yaml", environ={}, presets=FOLDER)
    schemas = {str(kind): schema for kind, schema in SCHEMAS.items()}
    assert [text for text in lint(file, schemas) if not is_notice(text)] == []
    return replace(file, schemas=schemas)


def golden(name: str) -> Any:
    return parse((FOLDER / f"{name}.json").read_bytes())


def company_order() -> Order:
    """Of a company that withholds: two T-shirts at 19 % with a discount, coffee at 5 %, shipping at 19 %."""
    vat, low = Decimal(19), Decimal(5)
    shirts = a_line(
        sku="CAM-001",
        quantity=Decimal(2),
        net=Decimal("90722.69"),
        discount=Decimal("11840"),
        taxes=(Tax(name="IVA", rate=vat, amount=Decimal("17237.31")),),
    )
    coffee = a_line(
        id="product:2",
        sku="CAF-020",
        name="Café molido",
        net=Decimal("28571.43"),
        taxes=(Tax(name="IVA", rate=low, amount=Decimal("1428.57")),),
    )
    shipping = a_line(
        id="shipping:3",
        kind="shipping",
        sku="",
        name="Envío",
        net=Decimal("10084.03"),
        taxes=(Tax(name="IVA", rate=vat, amount=Decimal("1915.97")),),
    )
    buyer = an_order().buyer
    return an_order(
        lines=(shirts, coffee, shipping),
        total=Decimal(149960),
        tax_total=Decimal("20581.85"),
        buyer=replace(
            buyer,
            company="Comercial Ejemplo S.A.S.",
            identification=Identification(type="NIT", number="900123456-8", source="meta._billing_nit"),
        ),
        payments=(Payment(method="wompi", title="Wompi", amount=Decimal(149960)),),
    )
