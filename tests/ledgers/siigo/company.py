"""An invented Siigo company, an invented order, and drafts as a mapping would make them."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from connector.ledgers.amount_rules import AmountRules
from connector.ledgers.siigo.arithmetic import Arithmetic
from connector.ledgers.siigo.compose import compose
from connector.ledgers.siigo.facts import (
    CompanyFacts,
    CostCenter,
    DocumentType,
    PaymentType,
    TaxType,
    User,
    Warehouse,
    by_id,
)
from connector.ledgers.siigo.settings import Choices, Customers
from connector.model.documents import Document, DocumentKind, Draft, Origin
from connector.model.order import Buyer, Kind, Line, Order, Payment, Tax

TODAY = date(2026, 11, 21)
MARKER = "ref:0123456789abcdef"

IVA_19, IVA_5, IVA_0, CONSUMPTION, WITHHOLDING, RETE_IVA, RETE_ICA, SELF, AD_VALOREM, OLD_IVA, OTHER_19 = (
    *(13156, 13157, 13158, 7081, 13456, 34072, 34080, 34090, 34095, 13100, 13159),
)
INVOICE, PLAIN, PERCENT, PESOS, ODD, STRICT, OLD, HEALTH = 24446, 24447, 24448, 24449, 24450, 24451, 24452, 24453
CREDIT, BANK, CARD, SUPPLIERS, OLD_PAYMENT = 5636, 5638, 5640, 5642, 5643
SELLER, OLD_SELLER = 629, 630
SHOP_WAREHOUSE = 1270
WEB_CENTER = 235

DOCUMENT_TYPES: list[dict[str, Any]] = [
    {
        "id": INVOICE,
        "code": "1",
        "name": "Factura electrónica",
        "type": "FV",
        "active": True,
        "cost_center": True,
        "cost_center_mandatory": False,
        "cost_center_default": None,
        "automatic_number": True,
        "consecutive": 1042,
        "discount_type": "Value",
        "decimals": True,
        "reteiva": True,
        "reteica": True,
        "electronic_type": "ElectronicInvoice",
        "prefix": "SETT",
        "global_discounts": [{"id": 13156, "name": "Promo", "percentage": 10.0, "active": True}],
        "global_charges": [],
    },
    {"id": PLAIN, "code": "2", "name": "Remisión", "discount_type": "Value", "electronic_type": "NoElectronic"},
    {
        **{"id": PERCENT, "code": "3", "name": "Con porcentaje", "discount_type": "Percentage"},
        **{"advance_payment": True, "self_withholding": True},
    },
    {"id": PESOS, "code": "4", "name": "En pesos", "discount_type": "Value", "decimals": False},
    {"id": ODD, "code": "5", "name": "Rara", "discount_type": None},
    {
        **{"id": STRICT, "code": "6", "name": "Estricta", "discount_type": "Value", "seller_by_item": True},
        **{"cost_center": True, "cost_center_mandatory": True, "automatic_number": False},
        "electronic_type": "ElectronicInvoice",
    },
    {"id": OLD, "code": "7", "name": "Vieja", "active": False},
    {
        **{"id": HEALTH, "code": "8", "name": "Salud", "healthcare_company": True, "cargo_transportation": True},
        **{"customer_by_item": True, "electronic_type": "ElectronicInvoice"},
    },
]
PAYMENT_TYPES: list[dict[str, Any]] = [
    {"id": CREDIT, "name": "Crédito", "type": "Cartera", "active": True, "due_date": True},
    {"id": BANK, "name": "Banco", "type": "CarteraProveedor", "active": True, "due_date": False},
    {"id": CARD, "name": "Tarjeta", "type": "Cartera", "active": True, "due_date": False},
    {"id": SUPPLIERS, "name": "Anticipo a proveedores", "type": "Proveedor", "active": True, "due_date": False},
    {"id": OLD_PAYMENT, "name": "Cheque", "type": "Cartera", "active": False, "due_date": False},
]
TAXES: list[dict[str, Any]] = [
    {"id": IVA_19, "name": "IVA 19%", "type": "IVA", "percentage": Decimal("19.0"), "active": True},
    {"id": IVA_5, "name": "IVA 5%", "type": "IVA", "percentage": Decimal("5.0"), "active": True},
    {"id": IVA_0, "name": "IVA 0%", "type": "IVA", "percentage": Decimal("0.0"), "active": True},
    {"id": OTHER_19, "name": "IVA 19% servicios", "type": "IVA", "percentage": Decimal("19.0"), "active": True},
    {"id": CONSUMPTION, "name": "Impoconsumo 8%", "type": "Impoconsumo", "percentage": Decimal("8.0"), "active": True},
    {"id": WITHHOLDING, "name": "Retefuente 2.5%", "type": "Retefuente", "percentage": Decimal("2.5"), "active": True},
    {"id": RETE_IVA, "name": "ReteIVA 15%", "type": "ReteIVA", "percentage": Decimal("15.0"), "active": True},
    {"id": RETE_ICA, "name": "ReteICA 11.04", "type": "ReteICA", "percentage": Decimal("11.04"), "active": True},
    {"id": SELF, "name": "Autorretención", "type": "Autorretencion", "percentage": Decimal("0.55"), "active": True},
    {"id": AD_VALOREM, "name": "AdValorem 20%", "type": "AdValorem", "percentage": Decimal("20"), "active": True},
    {"id": OLD_IVA, "name": "IVA 16%", "type": "IVA", "percentage": Decimal("16.0"), "active": False},
]
USERS: list[dict[str, Any]] = [
    {"id": SELLER, "username": "ventas@example.co", "first_name": "Ana", "last_name": "Mesa", "active": True},
    {"id": OLD_SELLER, "username": "antes@example.co", "first_name": "Leo", "last_name": "Paz", "active": False},
]
WAREHOUSES: list[dict[str, Any]] = [{"id": SHOP_WAREHOUSE, "name": "Principal", "active": True, "has_movements": True}]
COST_CENTERS: list[dict[str, Any]] = [{"id": WEB_CENTER, "code": "1-1", "name": "Web", "active": True}]

COMPANY = CompanyFacts(
    document_types=by_id(DocumentType.model_validate(row) for row in DOCUMENT_TYPES),
    payment_types=by_id(PaymentType.model_validate(row) for row in PAYMENT_TYPES),
    taxes=by_id(TaxType.model_validate(row) for row in TAXES),
    users=by_id(User.model_validate(row) for row in USERS),
    warehouses=by_id(Warehouse.model_validate(row) for row in WAREHOUSES),
    cost_centers=by_id(CostCenter.model_validate(row) for row in COST_CENTERS),
)

CUSTOMER: dict[str, Any] = {
    "person_type": "Person",
    "id_type": "13",
    "identification": "1020304050",
    "name": ["Laura", "Ríos"],
    "address": {
        "address": "Calle 10 # 43-12",
        "city": {"country_code": "Co", "state_code": "05", "city_code": "05001"},
    },
    "phones": [{"number": "3001112233"}],
    "contacts": [{"first_name": "Laura", "last_name": "Ríos", "email": "laura.rios@example.co"}],
}


def line(
    number: int,
    gross: str,
    *,
    rate: str = "19",
    quantity: str = "1",
    kind: Kind = "product",
    discount: str = "0",
    name: str = "Camiseta algodón M",
    sku: str = "CAM-ALG-M",
) -> Line:
    """A line whose tax the shop computed from a price with tax; rate "" is no tax at all."""
    paid = Decimal(gross)
    net = paid if not rate else (paid / (1 + Decimal(rate) / 100)).quantize(Decimal("0.000001"))
    taxes = (Tax(name="IVA", rate=Decimal(rate), amount=paid - net),) if rate else ()
    return Line(
        id=f"{kind}:{number}",
        kind=kind,
        sku=sku,
        name=name,
        quantity=Decimal(quantity),
        list_price=paid / Decimal(quantity),
        discount=Decimal(discount),
        net=net,
        taxes=taxes,
    )


SHIRT = line(11, "100000", quantity="2")
SHIPPING = line(12, "10000", rate="", kind="shipping", name="Envío", sku="")


def order(*lines: Line, payments: tuple[Payment, ...] = (), is_paid: bool = True, currency: str = "COP") -> Order:
    lines = lines or (SHIRT, SHIPPING)
    total = sum((one.gross for one in lines), Decimal(0))
    return Order(
        id="1001",
        number="1001",
        placed_at=datetime(2026, 11, 21, 14, tzinfo=UTC),
        updated_at=datetime(2026, 11, 21, 14, tzinfo=UTC),
        status="processing",
        is_paid=is_paid,
        currency=currency,
        taxes_included=True,
        total=total,
        buyer=Buyer(first_name="Laura", last_name="Ríos"),
        lines=lines,
        payments=payments or (Payment(method="wompi", amount=total),),
    )


def payment(amount: str, method: str = "wompi") -> Payment:
    return Payment(method=method, amount=Decimal(amount))


def item(one: Line, **more: object) -> dict[str, Any]:
    """What `items: {each: lines}` with the taxes of the line would give."""
    taxes = {"taxes": [{"id": {"19": IVA_19, "5": IVA_5, "8": CONSUMPTION}[str(tax.rate)]} for tax in one.taxes]}
    code = one.sku or "ENVIO"
    return {"code": code, "description": one.name, **(taxes if one.taxes else {}), **more}


def values(one: Order, **more: object) -> dict[str, Any]:
    return {
        "document": {"id": INVOICE},
        "customer": CUSTOMER,
        "seller": SELLER,
        "items": [item(each) for each in one.lines],
        "payments": [{"id": BANK}],
        "observations": f"Pedido {one.number}",
        "stamp": {"send": True},
        **more,
    }


def draft(one: Order, **more: object) -> Draft:
    return draft_of(values(one, **more), one)


def draft_of(fields: dict[str, Any], one: Order) -> Draft:
    ids = {f"items[{index}]": each.id for index, each in enumerate(one.lines)}
    return Draft(values=fields, line_ids=ids)


def with_origin(one: Draft, path: str, *, row: int = 12) -> Draft:
    origin = Origin(file="tienda.yaml", line=row, column=7, source="const")
    return replace(one, origins={**one.origins, path: origin})


def composed(
    one: Order | None = None,
    drafted: Draft | None = None,
    *,
    kind: DocumentKind = "invoice",
    customers: Customers = "inline",
    company: CompanyFacts = COMPANY,
    rules: AmountRules | None = None,
    arithmetic: Arithmetic | None = None,
    **more: object,
) -> Document:
    one = one or order()
    return compose(
        kind,
        drafted or draft(one, **more),
        one,
        company=company,
        choices=Choices(customers=customers, rules=rules or AmountRules(), arithmetic=arithmetic or Arithmetic()),
        today=TODAY,
        marker=MARKER,
    )
