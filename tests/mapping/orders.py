"""Invented orders for the tests of this folder."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

from connector.model.order import Buyer, Identification, Line, Order, Payment, Place, Tax

PLACE = Place(
    first_name="Laura",
    last_name="Ríos Peña",
    line_1="Calle 10 # 43-12",
    line_2="Apto 301",
    city="Medellín",
    state="CO-ANT",
    postal_code="050021",
    country="CO",
    phone="3001112233",
)

BUYER = Buyer(
    id="7",
    first_name="Laura",
    last_name="Ríos Peña",
    email="laura.rios@example.co",
    phone="+57 300 111 2233",
    place=PLACE,
    identification=Identification(type="CC", number="1.020.304.050", source="meta._billing_cedula"),
)


def line(number: int, **changes: object) -> Line:
    made = Line(
        id=f"product:{number}",
        sku=f"CAM-{number}",
        name="Camiseta",
        variant="M",
        quantity=Decimal(2),
        list_price=Decimal("59500.00"),
        net=Decimal("100000.00"),
        taxes=(Tax(name="IVA", rate=Decimal("19.00"), amount=Decimal("19000.00")),),
        meta={"_siigo_code": f"S-{number}"},
    )
    return replace(made, **changes)


def order(**changes: object) -> Order:
    """Order #1001 of three lines, paid through Wompi, placed on the evening of 20 November in Bogotá."""
    made = Order(
        id="1001",
        number="#1001",
        placed_at=datetime(2026, 11, 21, 2, 30, tzinfo=UTC),
        updated_at=datetime(2026, 11, 21, 2, 31, tzinfo=UTC),
        status="processing",
        is_paid=True,
        channel="checkout",
        currency="COP",
        total=Decimal("357000.00"),
        tax_total=Decimal("57000.00"),
        buyer=BUYER,
        billing=PLACE,
        shipping=PLACE,
        lines=(line(1), line(2), line(3, kind="shipping", name="Envío", sku="", variant="", meta={})),
        payments=(Payment(method="wompi", title="Tarjeta (Wompi)", amount=Decimal("357000.00"), reference="ref-1"),),
        tags=("vip", "mayorista"),
        meta={"_billing_cedula": "1020304050", "_wc_billing/document/dni": "1020304050", "cuotas": "3"},
        raw={"line_items": [{"id": 1}], "prices_include_tax": True},
    )
    return replace(made, **changes)
