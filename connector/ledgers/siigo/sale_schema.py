"""The fields that Siigo's invoices and credit notes share (seeds 001 and 002, siigo-api.md 12.1, 14)."""

from connector.ledgers.siigo.customer_schema import REFERENCE
from connector.model.schema import Field, Schema

OBSERVATIONS_MAX = 4000

CURRENCIES = (
    *("COP", "EUR", "USD", "ANG", "ARS", "AUD", "BOB", "BRL", "CAD", "CHF", "CLP"),
    *("CRC", "GBP", "GTQ", "HNL", "JPY", "MXN", "NZD", "PAB", "PEN", "SGD", "UYU"),
)

_TRANSPORT: Schema = {
    "file_number": Field(kind="integer", about="Número de radicado, de 1 a 100.000.000.000"),
    "shipment_number": Field(kind="text", max_length=15, about="Número de remesa"),
    "transported_quantity": Field(kind="integer", about="Cantidad transportada, máximo 8 dígitos"),
    "measurement_unit": Field(kind="text", values=("GLL", "KGM"), about="Galón o kilogramo"),
    "freight_value": Field(kind="integer", about="Valor del flete, máximo 12 dígitos"),
    "purchase_order": Field(kind="text", max_length=50, about="Orden de compra"),
    "service_type": Field(
        kind="text", values=("AdditionalService", "Shipment"), about="Servicio adicional o remesa en el RNDC"
    ),
}

ITEM: Schema = {
    "code": Field(
        kind="text", required=True, max_length=30, about="Código del producto en Siigo, sin espacios ni comillas"
    ),
    "description": Field(
        kind="text", max_length=2500, about="Descripción; si falta, Siigo pone el nombre del producto"
    ),
    "quantity": Field(
        kind="money", required=True, computed=True, decimals=2, about="Cantidad; si falta, la del pedido"
    ),
    "price": Field(
        kind="money",
        required=True,
        computed=True,
        decimals=6,
        about="Precio unitario sin impuestos; si falta, se calcula de lo que pagó el comprador",
    ),
    "taxed_price": Field(kind="money", decimals=6, about="Precio unitario con IVA; reemplaza a price"),
    "total_price": Field(kind="money", decimals=2, about="Precio total; está en el ejemplo de Siigo, sin explicación"),
    "discount": Field(kind="money", decimals=2, about="Descuento de la línea: valor o porcentaje según el comprobante"),
    "taxes": Field(
        kind="list",
        fields={"id": Field(kind="integer", required=True, catalogue="taxes", about="Impuesto de Siigo")},
        about="Impuestos de la línea, máximo 3 y de tipos distintos; sin ellos Siigo factura sin IVA",
    ),
    "warehouse": Field(kind="integer", catalogue="warehouses", about="Bodega de la que sale el producto"),
    "seller": Field(kind="integer", catalogue="users", about="Vendedor de la línea, si el comprobante lo maneja"),
    "vat_excluded": Field(kind="flag", about="Línea sin IVA en un día sin IVA decretado"),
    "customer": Field(kind="object", fields=REFERENCE, about="Tercero de la línea (ingresos para terceros)"),
    "tax_base": Field(kind="money", decimals=2, about="Obsequio: valor real unitario, para calcular el IVA"),
    "taxpayer": Field(kind="text", values=("Customer", "Company"), about="Obsequio: quién asume el IVA"),
    "transport": Field(kind="object", fields=_TRANSPORT, about="Datos de empresas de transporte de carga"),
}

_HEALTHCARE: Schema = {
    "operation_type": Field(
        kind="text", values=("SS-CUFE", "SS-SinAporte", "SS-Recaudo"), about="Tipo de operación del sector salud"
    ),
    "period_start": Field(kind="date", about="Inicio del periodo de facturación"),
    "period_end": Field(kind="date", about="Fin del periodo de facturación"),
    "payment_method": Field(kind="text", values=("01", "02", "03", "04", "05"), about="Modalidad de pago"),
    "service_plan": Field(
        kind="text", values=tuple(f"{number:02}" for number in range(1, 16)), about="Cobertura o plan de servicios"
    ),
    "policy_number": Field(kind="text", max_length=50, about="Número de póliza"),
    "contract_number": Field(kind="text", max_length=50, about="Número de contrato"),
    "copayment": Field(kind="money", decimals=2, about="Copago"),
    "coinsurance": Field(kind="money", decimals=2, about="Cuota moderadora"),
    "cost_sharing": Field(kind="money", decimals=2, about="Pagos compartidos"),
    "recovery_charge": Field(kind="money", decimals=2, about="Cuota de recuperación"),
}

SALE: Schema = {
    "number": Field(kind="integer", about="Consecutivo; solo si el comprobante tiene numeración manual"),
    "date": Field(kind="date", required=True, computed=True, about="Fecha; si falta, la de hoy en Bogotá"),
    "payments": Field(
        kind="list",
        required=True,
        fields={
            "id": Field(kind="integer", required=True, catalogue="payment_types", about="Forma de pago de Siigo"),
            "value": Field(
                kind="money", required=True, computed=True, decimals=2, about="Valor; si falta, lo que toque del total"
            ),
            "due_date": Field(
                kind="date", computed=True, about="Vencimiento; si la forma de pago lo pide y falta, hoy"
            ),
        },
        about="Formas de pago; una sola si maneja vencimiento",
    ),
    "retentions": Field(
        kind="list",
        fields={
            "id": Field(kind="integer", required=True, catalogue="taxes", about="ReteIVA, ReteICA o autorretención")
        },
        about="Retenciones del documento",
    ),
    "advance_payment": Field(kind="money", decimals=2, about="Anticipo o copago; no puede superar el total"),
    "cost_center": Field(kind="integer", catalogue="cost_centers", about="Centro de costos"),
    "currency": Field(
        kind="object",
        fields={
            "code": Field(kind="text", required=True, values=CURRENCIES, about="Moneda extranjera"),
            "exchange_rate": Field(kind="money", required=True, decimals=6, about="Tasa de cambio a pesos"),
        },
        about="Moneda extranjera; la empresa debe tenerla activa en Siigo",
    ),
    "stamp": Field(
        kind="object",
        fields={"send": Field(kind="flag", required=True, about="Enviar a la DIAN; no, cuando falta")},
        about="Envío a la DIAN",
    ),
    "mail": Field(
        kind="object",
        fields={"send": Field(kind="flag", required=True, about="Enviar por correo al cliente; no, cuando falta")},
        about="Envío por correo",
    ),
    "observations": Field(
        kind="text", max_length=OBSERVATIONS_MAX, about="Observaciones; el conector agrega su marca al final"
    ),
    "healthcare_company": Field(kind="object", fields=_HEALTHCARE, about="Datos de empresas del sector salud"),
}
"""By name; each document has them in an order of its own."""
