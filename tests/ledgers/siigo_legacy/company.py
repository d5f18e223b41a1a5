"""An invented company on the older Siigo Nube API, an invented order, and drafts as a mapping would make them."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from connector.ledgers.amount_rules import AmountRules
from connector.ledgers.siigo_legacy.compose import compose
from connector.ledgers.siigo_legacy.facts import ByCode, CompanyFacts, DocumentType, PaymentMeans, TaxType, User
from connector.ledgers.siigo_legacy.settings import Choices
from connector.model.documents import Document, DocumentKind, Draft, Origin
from connector.model.order import Buyer, Kind, Line, Order, Payment, Tax

TODAY = date(2026, 11, 21)
MARKER = "ref:0123456789abcdef"

IVA_19, IVA_5, IVA_0, CONSUMPTION, WITHHOLDING, RETE_IVA, RETE_ICA, ODD = (
    *(13156, 13157, 13158, 7081, 13456, 34072, 34080, 1),
)
INVOICE, OLD, MANUAL, CENTERS = 24445, 24446, 24447, 24448
CREDIT, BANK, CARD, SUPPLIERS, SYSTEM = 5636, 5638, 5640, 7001, 7003
SELLER, OLD_SELLER = "1000000001", "1000000003"

DOCUMENT_TYPES: list[dict[str, Any]] = [
    {"Id": INVOICE, "DocClass": "FV", "DocCode": "1", "Description": "Factura de venta"},
    {"Id": OLD, "DocClass": "FV", "DocCode": "2", "Description": "Factura en desuso", "Active": False},
    {"Id": MANUAL, "DocClass": "FV", "DocCode": "3", "Description": "Factura manual", "AutomaticNumber": False},
    {"Id": CENTERS, "DocClass": "FV", "DocCode": "4", "Description": "Por centros", "CostCenterMandatory": True},
]
MEANS: list[dict[str, Any]] = [
    {"Id": CREDIT, "Name": "Crédito", "Type": 0, "IsSystem": False, "DueDate": True},
    {"Id": 5641, "Name": "Contraentrega", "Type": 0, "IsSystem": False, "DueDate": True},
    {"Id": BANK, "Name": "Transferencia", "Type": 2, "IsSystem": False, "DueDate": False},
    {"Id": CARD, "Name": "Tarjeta", "Type": 0, "IsSystem": False, "DueDate": False},
    {"Id": SUPPLIERS, "Name": "Cheque a proveedores", "Type": 1, "IsSystem": False, "DueDate": False},
    {"Id": SYSTEM, "Name": "Anticipos", "Type": 0, "IsSystem": True, "DueDate": False},
]
TAXES: list[dict[str, Any]] = [
    {"Id": IVA_19, "Description": "IVA 19%", "TaxType": "IVA", "Percentage": Decimal(19)},
    {"Id": IVA_5, "Description": "IVA 5%", "TaxType": "IVA", "Percentage": Decimal(5)},
    {"Id": IVA_0, "Description": "IVA 0%", "TaxType": "IVA", "Percentage": Decimal(0)},
    {"Id": CONSUMPTION, "Description": "Impoconsumo 8%", "TaxType": "Impoconsumo", "Percentage": Decimal(8)},
    {"Id": WITHHOLDING, "Description": "Retefuente 2.5%", "TaxType": "Retefuente", "Percentage": Decimal("2.5")},
    {"Id": RETE_IVA, "Description": "ReteIVA 15%", "TaxType": "ReteIVA", "Percentage": Decimal(15)},
    {"Id": RETE_ICA, "Description": "ReteICA 9.66", "TaxType": "ReteICA", "Percentage": Decimal("9.66")},
    {"Id": ODD, "Description": "Otro", "TaxType": "7", "Percentage": Decimal(1)},
]
USERS: list[dict[str, Any]] = [
    {"Id": 625, "Identification": SELLER, "FirstName": "Sofía", "LastName": "Peña", "IsActive": True},
    {"Id": 630, "Identification": OLD_SELLER, "FirstName": "Inés", "LastName": "Rueda", "IsActive": False},
]
WAREHOUSES: list[dict[str, Any]] = [
    {"Id": 1270, "Code": "1", "Description": "Bodega principal", "Active": True},
    {"Id": 1272, "Code": "3", "Description": "Cerrada", "Active": False},
]


def keyed(entries: Any) -> dict[str, Any]:
    return {entry.key: entry for entry in entries}


COMPANY = CompanyFacts(
    document_types=keyed(DocumentType.model_validate(row) for row in DOCUMENT_TYPES),
    payment_means=keyed(PaymentMeans.model_validate(row) for row in MEANS),
    taxes=keyed(TaxType.model_validate(row) for row in TAXES),
    users=keyed(User.model_validate(row) for row in USERS),
    warehouses=keyed(ByCode.model_validate(row) for row in WAREHOUSES),
)

CUSTOMER: dict[str, Any] = {
    "IdTypeCode": "13",
    "Identification": "1020304050",
    "FirstName": "Laura",
    "LastName": "Ríos",
    "IsVATCompanyType": False,
    "City": {"country_code": "Co", "state_code": "05", "city_code": "05001"},
    "Address": "Calle 10 # 43-12",
    "Phone": {"Number": "3001112233"},
    "Contact": {"Email": "laura.rios@example.co"},
}

COMPANY_CUSTOMER: dict[str, Any] = {
    **CUSTOMER,
    "IdTypeCode": "31",
    "Identification": "900123456",
    "FullName": "Tejidos del Valle S.A.S.",
    "IsVATCompanyType": True,
    "Contact": {"Email": "compras@example.co", "FirstName": "Laura", "LastName": "Ríos"},
}


def line(
    number: int,
    gross: str,
    *,
    rates: tuple[str, ...] = ("19",),
    quantity: str = "1",
    kind: Kind = "product",
    discount: str = "0",
    name: str = "Camiseta algodón M",
    sku: str = "CAM-ALG-M",
) -> Line:
    """A line whose taxes the shop computed from a price with tax; no rates are no tax at all."""
    paid = Decimal(gross)
    net = (paid / (1 + sum((Decimal(rate) for rate in rates), Decimal(0)) / 100)).quantize(Decimal("0.000001"))
    amounts = [net * Decimal(rate) / 100 for rate in rates]
    if amounts:
        amounts[-1] = paid - net - sum(amounts[:-1], Decimal(0))
    return Line(
        id=f"{kind}:{number}",
        kind=kind,
        sku=sku,
        name=name,
        quantity=Decimal(quantity),
        list_price=paid / Decimal(quantity),
        discount=Decimal(discount),
        net=net if rates else paid,
        taxes=tuple(
            Tax(name="INC" if rate == "8" else "IVA", rate=Decimal(rate), amount=amount)
            for rate, amount in zip(rates, amounts, strict=True)
        ),
    )


SHIRT = line(11, "100000", quantity="2")
SHIPPING = line(12, "10000", rates=(), kind="shipping", name="Envío", sku="ENVIO")


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


TAX_IDS = {"19": IVA_19, "5": IVA_5, "0": IVA_0, "8": CONSUMPTION}


def item(one: Line, **more: object) -> dict[str, Any]:
    """What `Items: {each: lines}` with the taxes of the line would give."""
    names = ("TaxAddId", "TaxAdd2Id")
    taxes = {name: TAX_IDS[str(tax.rate)] for name, tax in zip(names, one.taxes, strict=False)}
    return {"ProductCode": one.sku, **taxes, **more}


def header(**more: object) -> dict[str, Any]:
    return {"DocCode": INVOICE, "SalesmanIdentification": SELLER, "Observations": "Pedido 1001", **more}


def values(one: Order, **more: object) -> dict[str, Any]:
    return {
        "customer": CUSTOMER,
        "Header": header(),
        "Items": [item(each) for each in one.lines],
        "Payments": [{"PaymentMeansCode": BANK}],
        **more,
    }


def draft(one: Order, **more: object) -> Draft:
    return draft_of(values(one, **more), one)


def draft_of(fields: dict[str, Any], one: Order) -> Draft:
    ids = {f"Items[{index}]": each.id for index, each in enumerate(one.lines)}
    origin = Origin(file="tienda.yaml", line=12, column=7, source="const")
    return Draft(values=fields, line_ids=ids, origins={"Header": origin})


def composed(
    one: Order | None = None,
    drafted: Draft | None = None,
    *,
    kind: DocumentKind = "invoice",
    company: CompanyFacts = COMPANY,
    rules: AmountRules | None = None,
    choices: Choices | None = None,
    **more: object,
) -> Document:
    one = one or order()
    return compose(
        kind,
        drafted or draft(one, **more),
        one,
        company=company,
        choices=choices or Choices(rules=rules or AmountRules()),
        today=TODAY,
        marker=MARKER,
    )


def body_of(document: Document) -> dict[str, Any]:
    return dict(document.body)
