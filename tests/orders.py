"""Orders of invented people, made by hand."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from connector.model.order import Buyer, Identification, Line, Order, Payment, Place, Tax

PLACED_AT = datetime(2026, 11, 20, 15, 30, tzinfo=UTC)


def a_line(**given: Any) -> Line:
    """One T-shirt of 59,900 pesos with 19 % inside."""
    values: dict[str, Any] = {
        "id": "product:1",
        "sku": "CAM-001",
        "name": "Camiseta",
        "quantity": Decimal(1),
        "list_price": Decimal(59900),
        "net": Decimal(50336),
        "taxes": (Tax(name="IVA 19%", rate=Decimal(19), amount=Decimal(9564)),),
    }
    return Line(**{**values, **given})


def an_order(**given: Any) -> Order:
    """A paid order of Laura Ríos, of Bogotá."""
    place = Place(
        first_name="Laura",
        last_name="Ríos",
        line_1="Calle 10 # 43-12",
        city="Bogotá",
        state="CO-DC",
        country="CO",
        phone="3001112233",
    )
    values: dict[str, Any] = {
        "id": "1001",
        "number": "#1001",
        "placed_at": PLACED_AT,
        "updated_at": PLACED_AT,
        "status": "processing",
        "is_paid": True,
        "channel": "checkout",
        "currency": "COP",
        "taxes_included": True,
        "total": Decimal(59900),
        "tax_total": Decimal(9564),
        "buyer": Buyer(
            first_name="Laura",
            last_name="Ríos",
            email="laura.rios@example.co",
            phone="3001112233",
            place=place,
            identification=Identification(type="CC", number="1020304050", source="meta._billing_cedula"),
        ),
        "billing": place,
        "shipping": place,
        "lines": (a_line(),),
        "payments": (Payment(method="wompi", title="Wompi", amount=Decimal(59900)),),
    }
    return Order(**{**values, **given})
