"""Every field of a Siigo credit note that may be mapped, with its length and set (seed 002, siigo-api.md 14)."""

from dataclasses import replace

from connector.ledgers.siigo.customer_schema import REFERENCE
from connector.ledgers.siigo.sale_schema import ITEM, SALE
from connector.model.schema import Field, Schema

COUNTED = ("quantity", "price", "taxed_price", "total_price", "discount", "transport")
"""What an item of a note has from the refund and the invoice alone."""

NOTE_ITEM: Schema = {
    **{name: field for name, field in ITEM.items() if name not in COUNTED},
    "code": Field(kind="text", computed=True, max_length=30, about="Código del producto; si falta, el de la factura"),
}
"""Laid over the item of the invoice that belongs to the same line of the order."""

_COUNTED: Schema = {
    name: replace(ITEM[name], required=False, computed=True, never_mapped=True)
    for name in COUNTED
    if name != "transport"
}

_INVOICE_DATA: Schema = {
    "date": Field(kind="date", required=True, about="Fecha de la factura, anterior a la de la nota"),
    "prefix": Field(kind="text", max_length=20, about="Prefijo de la factura"),
    "number": Field(kind="text", max_length=20, about="Número de la factura; obligatorio con el motivo 2"),
    "cufe": Field(kind="text", max_length=200, about="CUFE de la factura; obligatorio con el motivo 2"),
}

CREDIT_NOTE: Schema = {
    "document": Field(
        kind="object",
        required=True,
        fields={
            "id": Field(kind="integer", required=True, catalogue="document_types", about="Comprobante de clase NC")
        },
        about="Tipo de comprobante",
    ),
    "number": SALE["number"],
    "name": Field(kind="text", max_length=100, about="Nombre de la nota, como NC-2-22; Siigo lo arma por su cuenta"),
    "date": SALE["date"],
    "invoice": Field(
        kind="text", computed=True, max_length=36, about="Factura de Siigo que se acredita; la del pedido, si falta"
    ),
    "reason": Field(
        kind="integer",
        required=True,
        computed=True,
        about="Motivo: 1 devolución parcial, 2 anulación, 3 rebaja, 4 ajuste de precio; si falta, según el reembolso",
    ),
    "invoice_data": Field(
        kind="object",
        fields=_INVOICE_DATA,
        about="La factura, cuando no está en Siigo; entonces van también customer y seller",
    ),
    "customer": Field(
        kind="object", computed=True, fields=REFERENCE, about="Cliente; solo con invoice_data, y es el de la factura"
    ),
    "seller": Field(
        kind="integer", computed=True, catalogue="users", about="Vendedor; con invoice_data, el de la factura si falta"
    ),
    "cost_center": SALE["cost_center"],
    "currency": SALE["currency"],
    "retentions": SALE["retentions"],
    "advance_payment": SALE["advance_payment"],
    "observations": SALE["observations"],
    "items": Field(
        kind="list", computed=True, fields=NOTE_ITEM, about="Las calcula el conector; lo mapeado va sobre lo facturado"
    ),
    "payments": Field(
        kind="list",
        required=True,
        computed=True,
        fields=SALE["payments"].fields,
        about="Por dónde se devolvió; si falta, como se pagó la factura",
    ),
    "healthcare_company": SALE["healthcare_company"],
    "stamp": SALE["stamp"],
    "mail": SALE["mail"],
}

MAPPED_NOTE: Schema = {**CREDIT_NOTE, "items": replace(CREDIT_NOTE["items"], fields={**NOTE_ITEM, **_COUNTED})}
"""What a mapping is checked against: it knows the counted fields too, to say why they are not mapped."""
