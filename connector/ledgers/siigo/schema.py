"""Every field of a Siigo invoice that may be mapped, with its length and set (seed 001, siigo-api.md 5.4 and 12.1)."""

from collections.abc import Mapping

from connector.ledgers.siigo.customer_schema import CUSTOMER
from connector.ledgers.siigo.note_schema import MAPPED_NOTE
from connector.ledgers.siigo.receipt_schema import RECEIPT
from connector.ledgers.siigo.sale_schema import ITEM, SALE
from connector.model.documents import DocumentKind
from connector.model.schema import Field, Schema

_GLOBAL: Schema = {
    "id": Field(kind="integer", required=True, about="Identificador que trae el comprobante"),
    "percentage": Field(kind="money", decimals=2, about="Porcentaje, de 0.01 a 99.99; manda sobre value"),
    "value": Field(kind="money", decimals=2, about="Valor"),
}

_REFERENCE_NUMBER: Schema = {
    "prefix": Field(kind="text", max_length=20, about="Prefijo"),
    "number": Field(kind="text", max_length=20, about="Número"),
}

INVOICE: Schema = {
    "document": Field(
        kind="object",
        required=True,
        fields={
            "id": Field(kind="integer", required=True, catalogue="document_types", about="Comprobante de clase FV")
        },
        about="Tipo de comprobante",
    ),
    "number": SALE["number"],
    "name": Field(
        kind="text", max_length=100, about="Nombre del comprobante, como FV-2-22; Siigo lo arma por su cuenta"
    ),
    "date": SALE["date"],
    "customer": Field(kind="object", required=True, fields=CUSTOMER, about="Cliente de la factura"),
    "seller": Field(kind="integer", required=True, catalogue="users", about="Vendedor"),
    "items": Field(kind="list", required=True, fields=ITEM, about="Líneas de la factura, de 1 a 500"),
    "payments": SALE["payments"],
    "retentions": SALE["retentions"],
    "advance_payment": SALE["advance_payment"],
    "cost_center": SALE["cost_center"],
    "currency": SALE["currency"],
    "global_discounts": Field(kind="list", fields=_GLOBAL, about="Descuentos globales del comprobante"),
    "global_charges": Field(kind="list", fields=_GLOBAL, about="Cargos globales del comprobante"),
    "stamp": SALE["stamp"],
    "mail": SALE["mail"],
    "observations": SALE["observations"],
    "additional_fields": Field(
        kind="object",
        fields={
            "purchase_order": Field(kind="object", fields=_REFERENCE_NUMBER, about="Orden de compra"),
            "delivery_order": Field(
                kind="object",
                fields={**_REFERENCE_NUMBER, "date": Field(kind="date", about="Fecha de la orden de entrega")},
                about="Orden de entrega",
            ),
        },
        about="Orden de compra y de entrega, si el comprobante las tiene activas",
    ),
    "healthcare_company": SALE["healthcare_company"],
}

SCHEMAS: Mapping[DocumentKind, Schema] = {
    "customer": CUSTOMER,
    "invoice": INVOICE,
    "credit_note": MAPPED_NOTE,
    "receipt": RECEIPT,
}
