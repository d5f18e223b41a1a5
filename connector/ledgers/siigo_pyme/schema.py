"""What may be mapped for Siigo Pyme: every field of a movement, for a whole document or for its rows (seed 003)."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from connector.ledgers.siigo_pyme.fields import MOVEMENT
from connector.model.documents import DocumentKind
from connector.model.schema import Field, Schema

OF_DOCUMENT = frozenset(
    {"voucher_type", "voucher_code", "document_number", "document_year", "document_month", "document_day"}
)
"""The same on every row of a document, so that no row says it."""

OF_ROW = frozenset({"accounting_account", "debit_or_credit", "sequence_value", "sequence"})
"""Different on every row; all but the account are computed."""


def _mapped(names: Iterable[str], required: Iterable[str]) -> Schema:
    return {name: replace(MOVEMENT[name], required=name in required, computed=False) for name in names}


HEADER: Schema = {
    **_mapped((name for name in MOVEMENT if name not in OF_ROW), ("voucher_type", "voucher_code")),
    "document_number": replace(
        MOVEMENT["document_number"], about="Número del documento; si falta, lo pone el conector"
    ),
    "date": Field(kind="date", about="Fecha del documento; hoy en Bogotá, si falta"),
}
"""What holds for every row unless the row says otherwise."""

OF_SERIES = ("voucher_type", "voucher_code")
"""What a document's number counts in: `doctor` looks each up by `series_field`."""

ROW: Schema = _mapped(
    (name for name in MOVEMENT if name not in OF_DOCUMENT and name not in OF_ROW - {"accounting_account"}),
    ("accounting_account",),
)

_VALUE = Field(kind="money", decimals=2, about="Valor fijo; si falta, lo calcula el conector")
_PERCENTAGE = Field(kind="money", decimals=4, about="Porcentaje")

PAYMENT: Schema = {
    **ROW,
    "sequence_value": _VALUE,
    "is_receivable": Field(kind="flag", about="Si es una cuenta por cobrar: cruza con la factura y deja saldo"),
    "due_date": Field(kind="date", about="Vencimiento de la cuenta por cobrar; la fecha de la factura, si falta"),
}

TAX: Schema = {
    "rate": Field(kind="money", decimals=2, required=True, about="Tarifa, en porcentaje: 19"),
    **ROW,
}

WITHHOLDING: Schema = {
    "percentage": replace(_PERCENTAGE, required=True),
    "base": Field(kind="text", required=True, values=("net", "vat", "total"), about="Sobre qué: neto, IVA o total"),
    **ROW,
}

FEE: Schema = {"percentage": _PERCENTAGE, "sequence_value": _VALUE, **ROW}

CUSTOMER: Schema = {
    "nit": Field(kind="text", required=True, about="Documento del tercero, solo dígitos y sin el de verificación"),
    "branch": MOVEMENT["branch"],
    "city": Field(
        kind="object",
        fields={
            "country_code": Field(kind="text", about="País; no se envía"),
            "state_code": Field(kind="text", about="Departamento; no se envía"),
            "city_code": Field(kind="text", about="Código DANE, que va en city_code de cada fila"),
        },
        about="Ciudad, como la da dane_city",
    ),
}
"""Who the rows are about. The bridge makes no third parties: whoever is not in Siigo Pyme must be made there."""


def _object(about: str) -> Field:
    return Field(kind="object", fields=ROW, about=about)


def series_field(kind: DocumentKind, name: str) -> str:
    """What a field of a kind's series is looked up by; the bridge itself lists nothing."""
    return f"{kind}.{name}"


def _header(kind: DocumentKind) -> Schema:
    return {**HEADER, **{name: replace(HEADER[name], catalogue=series_field(kind, name)) for name in OF_SERIES}}


INVOICE: Schema = {
    "customer": Field(kind="object", required=True, fields=CUSTOMER, about="El tercero de la factura"),
    **_header("invoice"),
    "payments": Field(kind="list", required=True, fields=PAYMENT, about="Caja, bancos y cuentas por cobrar: al débito"),
    "advance": _object("Anticipos del pedido que la factura consume: al débito"),
    "withholdings": Field(kind="list", fields=WITHHOLDING, about="Retenciones que practica el comprador: al débito"),
    "discounts": _object("Descuentos: al débito, y los ingresos van antes del descuento"),
    "items": Field(kind="list", required=True, fields=ROW, about="Ingresos, una fila por línea del pedido: al crédito"),
    "taxes": Field(kind="list", fields=TAX, about="Impuestos, una fila por tarifa: al crédito"),
    "rounding": _object("Ajuste al peso entre los pagos y la factura"),
    "vat_on_lines": Field(kind="flag", about="Si cada línea dice además su IVA y su impoconsumo"),
}

CREDIT_NOTE: Schema = {
    **_header("credit_note"),
    "payments": Field(
        kind="list",
        fields={**ROW, "is_receivable": PAYMENT["is_receivable"]},
        about="Por dónde sale el dinero; como entró en la factura, si falta",
    ),
    "received": _object("Por dónde sale lo que había entrado con recibos de caja"),
    "allowance": _object("Cuenta de rebajas para el dinero que se devuelve sin mercancía"),
}

RECEIPT: Schema = {
    "customer": Field(kind="object", fields=CUSTOMER, about="El tercero que paga; el de la factura, si falta"),
    **_header("receipt"),
    "payment": Field(kind="object", required=True, fields=ROW, about="Banco o caja adonde entró: al débito"),
    "fees": Field(kind="list", fields=FEE, about="Comisiones que se quedó la pasarela: al débito"),
    "receivable": _object("Cuenta por cobrar que se paga; la de la factura, si falta"),
    "advance": _object("Cuenta de anticipos, para dinero que entra antes de la factura"),
}

_OURS: Schema = {
    name: replace(MOVEMENT[name], required=False, computed=True, never_mapped=True)
    for name in OF_ROW - {"accounting_account"}
}


def _with_ours(schema: Schema) -> Schema:
    """What rows alone have of themselves is known too, to say why it is not mapped. A fixed value is mapped."""
    rows = {
        name: replace(field, fields={**_OURS, **field.fields}) if "accounting_account" in field.fields else field
        for name, field in schema.items()
    }
    return {**_OURS, **rows}


SCHEMAS: Mapping[DocumentKind, Schema] = {
    "invoice": _with_ours(INVOICE),
    "credit_note": _with_ours(CREDIT_NOTE),
    "receipt": _with_ours(RECEIPT),
}
"""What a mapping is checked against."""
