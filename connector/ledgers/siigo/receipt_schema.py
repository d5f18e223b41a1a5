"""Every field of a Siigo cash receipt that may be mapped, with its length and set (siigo-api.md 15)."""

from connector.ledgers.siigo.customer_schema import REFERENCE
from connector.ledgers.siigo.sale_schema import SALE
from connector.model.schema import Field, Schema

TYPES = ("DebtPayment", "AdvancePayment", "Detailed", "MiscIncome")

DUE: Schema = {
    "prefix": Field(kind="text", required=True, computed=True, max_length=20, about="Prefijo: FV y código, como FV-1"),
    "consecutive": Field(kind="integer", required=True, computed=True, about="Número de la factura"),
    "quote": Field(kind="integer", required=True, computed=True, about="Cuota; el conector paga la 1"),
    "date": Field(kind="date", required=True, computed=True, about="Vencimiento de la cuota"),
}

_ACCOUNT: Schema = {
    "code": Field(kind="text", required=True, max_length=10, about="Cuenta contable, como 11100501"),
    "movement": Field(kind="text", required=True, values=("Debit", "Credit"), about="Débito o crédito"),
}

_VALUE = Field(kind="money", required=True, decimals=2, about="Valor")

RECEIPT_ITEM: Schema = {
    "due": Field(kind="object", computed=True, fields=DUE, about="Cuota que se paga; la calcula el conector"),
    "account": Field(kind="object", fields=_ACCOUNT, about="Solo Detailed: cuenta y movimiento"),
    "description": Field(kind="text", max_length=2500, about="Solo Detailed: descripción"),
    "tax": Field(
        kind="object",
        fields={"id": Field(kind="integer", required=True, catalogue="taxes", about="Impuesto de Siigo")},
        about="Solo Detailed: impuesto de la línea",
    ),
    "value": Field(
        kind="money",
        required=True,
        computed=True,
        decimals=2,
        about="Valor; si falta, lo que entró; en Detailed, una línea débito y una crédito pueden ir sin él",
    ),
    "taxes": Field(
        kind="list",
        fields={
            "id": Field(kind="integer", required=True, catalogue="taxes", about="Retención de Siigo"),
            "base": Field(kind="money", decimals=2, about="Base"),
            "value": _VALUE,
        },
        about="Solo DebtPayment: retenciones que el comprador practica al pagar",
    ),
    "discounts": Field(
        kind="list",
        fields={
            "id": Field(kind="integer", required=True, about="Gasto: GET /v1/expenses"),
            "value": _VALUE,
        },
        about="Solo DebtPayment: descuentos al pagar",
    ),
}

RECEIPT: Schema = {
    "document": Field(
        kind="object",
        required=True,
        fields={
            "id": Field(kind="integer", required=True, catalogue="document_types", about="Comprobante de clase RC")
        },
        about="Tipo de comprobante",
    ),
    "number": SALE["number"],
    "date": SALE["date"],
    "type": Field(
        kind="text",
        required=True,
        computed=True,
        values=TYPES,
        about="Si falta, DebtPayment cuando se paga una factura, y AdvancePayment cuando es un anticipo",
    ),
    "customer": Field(
        kind="object",
        required=True,
        computed=True,
        fields=REFERENCE,
        about="Cliente: el de la factura; en un anticipo, el del pedido",
    ),
    "cost_center": SALE["cost_center"],
    "currency": SALE["currency"],
    "items": Field(
        kind="list",
        computed=True,
        fields=RECEIPT_ITEM,
        about="La cuota que se paga la calcula el conector; en Detailed, las líneas del asiento",
    ),
    "payment": Field(
        kind="object",
        fields={
            "id": Field(
                kind="integer", required=True, catalogue="payment_types", about="Forma de pago sin vencimiento"
            ),
            "value": Field(
                kind="money", required=True, computed=True, decimals=2, about="Valor; si falta, lo que entró"
            ),
        },
        about="Por dónde entró el dinero; obligatorio menos en Detailed",
    ),
    "income": Field(
        kind="object",
        fields={"id": Field(kind="integer", required=True, about="Ingreso: GET /v1/misc-incomes")},
        about="Solo MiscIncome: clase de ingreso",
    ),
    "observations": SALE["observations"],
}
