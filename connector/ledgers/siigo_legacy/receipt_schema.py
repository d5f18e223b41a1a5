"""Every field of a cash receipt (recibo de caja) of the older Siigo Nube API, under the seed's own names (seed 000).

`Header.Id` is left out: it is an answer, and never sent.
"""

from connector.ledgers.siigo_legacy.annexes import CURRENCIES
from connector.model.schema import Field, Schema

OBSERVATIONS_MAX = 500

TO_DEBT, ADVANCE, ADVANCED = 0, 1, 2
"""`VoucherType`: of an invoice on credit, before a sale, and with taxes or discounts of its own."""

CREDIT, DEBIT = -1, 1
"""`DC`."""

DUE = ("DuePrefix", "DueConsecutive", "DueQuote", "DueDate")
"""By what Siigo knows the instalment that a row pays."""

_COST_CENTER = "exige el que pida el comprobante"

RECEIPT_HEADER: Schema = {
    "DocCode": Field(
        kind="integer", required=True, catalogue="receipt_types", about="Id del tipo de recibo de caja en Siigo"
    ),
    "Number": Field(
        kind="integer", computed=True, about="Número del recibo; 0 si falta: lo pone Siigo, si numera el comprobante"
    ),
    "DocName": Field(kind="text", about="Nombre del comprobante"),
    "DocDate": Field(kind="date", required=True, computed=True, about="Fecha del recibo; hoy si falta"),
    "MoneyCode": Field(kind="text", values=CURRENCIES, about="Moneda (anexo 2); solo si no es COP"),
    "ExchangeValue": Field(kind="money", decimals=6, about="Tasa de cambio; obligatoria en otra moneda"),
    "TotalValue": Field(
        kind="money",
        required=True,
        computed=True,
        decimals=2,
        about="Valor pagado: lo que entró; en tipo 2, los créditos menos los débitos",
    ),
    "Observations": Field(
        kind="text", max_length=OBSERVATIONS_MAX, about="Observaciones; la marca del conector va al final"
    ),
    "Identification": Field(
        kind="text",
        required=True,
        computed=True,
        max_length=50,
        about="Tercero: el de la factura; en un anticipo, el del pedido",
    ),
    "BranchOffice": Field(kind="integer", required=True, computed=True, about="Sucursal; 0 si falta"),
    "CostCenterCode": Field(kind="text", about=f"Centro de costo; {_COST_CENTER}"),
    "SubCostCenterCode": Field(kind="text", about=f"Subcentro de costo; {_COST_CENTER}"),
    "VoucherType": Field(
        kind="integer",
        required=True,
        computed=True,
        about="0 abono a deuda, 1 anticipo, 2 avanzado; si falta, 0 cuando se paga una factura, y 1 en un anticipo",
    ),
    "PaymentMeanCode": Field(
        kind="integer", required=True, catalogue="payment_means", about="Forma de pago por la que entró el dinero"
    ),
}

RECEIPT_ITEM: Schema = {
    "Value": Field(
        kind="money",
        required=True,
        computed=True,
        decimals=2,
        about="Valor; si falta, lo que entró; en tipo 2, una línea crédito puede ir sin él",
    ),
    "LongDescription": Field(kind="text", max_length=100, about="Descripción; lo que pase de 100 se corta"),
    "DC": Field(
        kind="text",  # the one number that may be below zero; as text it has a closed set that lint knows
        required=True,
        computed=True,
        values=("1", "-1"),
        about="1 débito, -1 crédito; si falta, -1; en tipo 2 es obligatorio",
    ),
    "ACAccountCode": Field(kind="text", required=True, about="Cuenta contable; de la cartera, como 13050501"),
    "DuePrefix": Field(kind="text", required=True, computed=True, about="Prefijo de la factura, como FV-1"),
    "DueConsecutive": Field(kind="integer", required=True, computed=True, about="Número de la factura"),
    "DueQuote": Field(kind="integer", required=True, computed=True, about="Cuota; se paga la más antigua primero"),
    "DueDate": Field(kind="date", required=True, computed=True, about="Vencimiento de la cuota"),
    "Order": Field(kind="integer", required=True, computed=True, about="Orden de las líneas, desde 1"),
}

PAYER: Schema = {
    "Identification": Field(kind="text", required=True, max_length=50, about="Número de documento del tercero"),
    "BranchOffice": Field(kind="integer", about="Sucursal; 0 si falta"),
}
"""All that a receipt needs of a customer; the names are those of the customer's own fields."""

RECEIPT: Schema = {
    "Header": Field(kind="object", required=True, fields=RECEIPT_HEADER, about="Encabezado"),
    "Items": Field(
        kind="list",
        computed=True,
        fields=RECEIPT_ITEM,
        about="Una línea con la cuenta de la cartera; las cuotas las calcula el conector; en tipo 2, todas las líneas",
    ),
    "customer": Field(
        kind="object",
        computed=True,
        fields=PAYER,
        about="Quién paga, si el recibo es de un anticipo; Siigo lo recibe en Header",
    ),
}
