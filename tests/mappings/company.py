"""The catalogue of an invented Siigo company: every id that the examples and the guide name."""

from decimal import Decimal

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

_PAYMENTS = {
    5636: "Crédito",
    5638: "Bancolombia",
    5640: "Wompi",
    5641: "Contraentrega",
    5642: "Mercado Pago",
    5644: "Efectivo",
    5645: "Addi",
    5650: "Anticipos",
}
_TAXES = {13156: ("IVA", "19"), 13157: ("IVA", "5"), 13158: ("IVA", "0"), 7081: ("Impoconsumo", "8")}

COMPANY = CompanyFacts(
    document_types=by_id(
        [
            DocumentType(
                id=24446,
                name="Factura electrónica",
                type="FV",
                electronic_type="ElectronicInvoice",
                discount_type="Value",
                cost_center=True,
                reteica=True,
            ),
            DocumentType(id=24445, name="Factura", type="FV", discount_type="Value"),
            DocumentType(
                id=24451, name="Factura con anticipos", type="FV", discount_type="Value", advance_payment=True
            ),
            DocumentType(id=77775, name="Nota crédito", type="NC", electronic_type="ElectronicCreditNote"),
            DocumentType(id=7714, name="Recibo de caja", type="RC"),
        ]
    ),
    payment_types=by_id(
        PaymentType(id=id_, name=name, type="Cartera", due_date=name == "Crédito") for id_, name in _PAYMENTS.items()
    ),
    taxes=by_id(
        [
            *(
                TaxType(id=id_, name=f"{kind} {rate}%", type=kind, percentage=Decimal(rate))
                for id_, (kind, rate) in _TAXES.items()
            ),
            TaxType(id=34080, name="ReteICA 11.04", type="ReteICA", percentage=Decimal("11.04")),
        ]
    ),
    users=by_id([User(id=629, first_name="Ana", last_name="Mesa"), User(id=625, first_name="Luis", last_name="Rojas")]),
    warehouses=by_id([Warehouse(id=1271, name="Tienda")]),
    cost_centers=by_id([CostCenter(id=235, name="Web")]),
)
