"""Every field of an invoice of the older Siigo Nube API that may be mapped, under its own name (seed 000).

Left out are the two that an answer alone has (`Id`) and the obsolete ones (`EmailToSend`, `ProductSubType`); `Account`
and `Contact` are made of the customer.
"""

from collections.abc import Mapping

from connector.ledgers.siigo_legacy.annexes import CURRENCIES
from connector.ledgers.siigo_legacy.customer_schema import CUSTOMER
from connector.ledgers.siigo_legacy.receipt_schema import RECEIPT
from connector.model.documents import DocumentKind
from connector.model.schema import Field, Schema

OBSERVATIONS_MAX = 1000


def _ours(about: str, *, is_text: bool = False, is_required: bool = False) -> Field:
    return Field(
        kind="text" if is_text else "money",
        required=is_required,
        computed=True,
        never_mapped=True,
        about=f"{about}: lo calcula el conector, no se mapea",
    )


HEADER: Schema = {
    "DocCode": Field(kind="integer", required=True, catalogue="document_types", about="Id del comprobante FV"),
    "Number": Field(kind="integer", computed=True, about="Número; solo si el comprobante tiene numeración manual"),
    "DocDate": Field(kind="date", required=True, computed=True, about="Fecha; si falta, la de hoy en Bogotá"),
    "MoneyCode": Field(kind="text", values=CURRENCIES, about="Moneda (anexo 2), si el pedido no está en pesos"),
    "ExchangeValue": Field(kind="money", decimals=6, about="Tasa de cambio a pesos, con MoneyCode"),
    "DiscountValue": _ours("Descuentos"),
    "VATTotalValue": _ours("IVA"),
    "ConsumptionTaxTotalValue": _ours("Impuesto al consumo"),
    "TaxDiscTotalValue": _ours("Retenciones de las líneas"),
    "RetVATTotalID": Field(kind="integer", catalogue="taxes", about="Id del reteIVA; sin él, -1"),
    "RetVATTotalPercentage": _ours("Porcentaje del reteIVA"),
    "RetVATTotalValue": _ours("Valor del reteIVA"),
    "RetICATotalID": Field(kind="integer", catalogue="taxes", about="Id del reteICA; sin él, -1"),
    "RetICATotalValue": _ours("Valor del reteICA"),
    "RetICATotaPercentage": _ours("Porcentaje del reteICA; Siigo lo escribe así"),
    "TotalValue": _ours("Total neto", is_required=True),
    "TotalBase": _ours("Total bruto", is_required=True),
    "SalesmanIdentification": Field(
        kind="text", required=True, catalogue="users", about="Identificación del vendedor, un usuario de Siigo"
    ),
    "Observations": Field(
        kind="text", max_length=OBSERVATIONS_MAX, about="Observaciones; el conector agrega su marca al final"
    ),
    "CostCenterCode": Field(kind="text", about="Centro de costo"),
    "SubCostCenterCode": Field(kind="text", about="Subcentro de costo"),
}

ITEM: Schema = {
    "ProductCode": Field(kind="text", required=True, max_length=30, about="Código del producto en Siigo"),
    "Description": Field(
        kind="text", required=True, computed=True, about="Descripción; si falta, el nombre de la línea del pedido"
    ),
    "GrossValue": _ours("Valor bruto", is_required=True),
    "BaseValue": _ours("Valor menos descuento", is_required=True),
    "Quantity": Field(kind="money", required=True, computed=True, decimals=2, about="Cantidad; si falta, del pedido"),
    "UnitValue": Field(
        kind="money",
        required=True,
        computed=True,
        decimals=6,
        about="Valor unitario sin impuestos; si falta, se calcula de lo que pagó el comprador",
    ),
    "DiscountValue": Field(kind="money", decimals=2, about="Descuento de la línea en dinero, antes de impuestos"),
    "DiscountPercentage": Field(kind="money", decimals=2, about="Descuento en porcentaje; en vez de DiscountValue"),
    "TaxAddName": _ours("Nombre del impuesto", is_text=True),
    "TaxAddId": Field(kind="integer", catalogue="taxes", about="Id del IVA o impoconsumo; sin él, -1"),
    "TaxAddValue": _ours("Valor del impuesto"),
    "TaxAddPercentage": _ours("Porcentaje del impuesto"),
    "TaxDiscountName": _ours("Nombre de la retención", is_text=True),
    "TaxDiscountId": Field(kind="integer", catalogue="taxes", about="Id de la retefuente; sin él, -1"),
    "TaxDiscountValue": _ours("Valor de la retención"),
    "TaxDiscountPercentage": _ours("Porcentaje de la retención"),
    "TotalValue": _ours("Total de la línea", is_required=True),
    "TaxAdd2Name": _ours("Nombre del segundo impuesto", is_text=True),
    "TaxAdd2Id": Field(kind="integer", catalogue="taxes", about="Id de un segundo impuesto; sin él, -1"),
    "TaxAdd2Value": _ours("Valor del segundo impuesto"),
    "TaxAdd2Percentage": _ours("Porcentaje del segundo impuesto"),
    "WareHouseCode": Field(kind="text", catalogue="warehouses", about="Código de la bodega"),
    "SalesmanIdentification": Field(
        kind="text", catalogue="users", about="Vendedor de la línea, si el comprobante lo maneja"
    ),
}

PAYMENT: Schema = {
    "PaymentMeansCode": Field(kind="integer", required=True, catalogue="payment_means", about="Forma de pago"),
    "Value": Field(kind="money", required=True, computed=True, decimals=2, about="Valor; si falta, lo que toque"),
    "DueDate": Field(kind="date", computed=True, about="Fecha de la cuota, en crédito; si falta, la de la factura"),
    "DueQuote": Field(kind="integer", computed=True, about="Número de la cuota, en crédito; si falta, 1, 2, 3…"),
}

INVOICE: Schema = {
    "Header": Field(kind="object", required=True, fields=HEADER, about="Encabezado"),
    "customer": Field(kind="object", required=True, fields=CUSTOMER, about="Cliente: Header.Account y Header.Contact"),
    "Items": Field(kind="list", required=True, fields=ITEM, about="Líneas de la factura"),
    "Payments": Field(kind="list", required=True, fields=PAYMENT, about="Formas de pago"),
}

OURS_ON_HEADER = tuple(name for name, wanted in HEADER.items() if wanted.never_mapped)
OURS_ON_ITEM = tuple(name for name, wanted in ITEM.items() if wanted.never_mapped)
"""What is computed and never mapped: the sums would not agree."""

SCHEMAS: Mapping[DocumentKind, Schema] = {"customer": CUSTOMER, "invoice": INVOICE, "receipt": RECEIPT}
"""No credit note: this API has none."""
