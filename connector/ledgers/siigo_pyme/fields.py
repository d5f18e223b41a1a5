"""Every field of a Siigo Pyme movement row that the bridge takes, in the table's order, with its kind (seed 003)."""

import re
from collections.abc import Mapping
from decimal import Decimal

from connector.model.schema import Field, FieldKind, Schema

_TABLE: tuple[tuple[str, FieldKind, str], ...] = (
    ("voucher_type", "text", "TIPO DE COMPROBANTE (OBLIGATORIO)"),
    ("voucher_code", "integer", "CÓDIGO COMPROBANTE (OBLIGATORIO)"),
    ("document_number", "integer", "NÚMERO DE DOCUMENTO"),
    ("accounting_account", "integer", "CUENTA CONTABLE (OBLIGATORIO)"),
    ("debit_or_credit", "text", "DÉBITO O CRÉDITO (OBLIGATORIO)"),
    ("sequence_value", "money", "VALOR DE LA SECUENCIA (OBLIGATORIO)"),
    ("document_year", "integer", "AÑO DEL DOCUMENTO"),
    ("document_month", "integer", "MES DEL DOCUMENTO"),
    ("document_day", "integer", "DÍA DEL DOCUMENTO"),
    ("salesperson_code", "integer", "CÓDIGO DEL VENDEDOR"),
    ("city_code", "integer", "CÓDIGO DE LA CIUDAD"),
    ("zone_code", "integer", "CÓDIGO DE LA ZONA"),
    ("sequence", "integer", "SECUENCIA"),
    ("cost_center", "integer", "CENTRO DE COSTO"),
    ("sub_cost_center", "integer", "SUBCENTRO DE COSTO"),
    ("nit", "integer", "NIT"),
    ("branch", "integer", "SUCURSAL"),
    ("sequence_description", "text", "DESCRIPCIÓN DE LA SECUENCIA"),
    ("check_number", "integer", "NÚMERO DE CHEQUE"),
    ("canceled_voucher", "text", "COMPROBANTE ANULADO"),
    ("return_reason_code", "integer", "CÓDIGO DEL MOTIVO DE DEVOLUCIÓN"),
    ("payment_method", "integer", "FORMA DE PAGO"),
    ("sequence_charge_1_value", "money", "VALOR DEL CARGO 1 DE LA SECUENCIA"),
    ("sequence_charge_2_value", "money", "VALOR DEL CARGO 2 DE LA SECUENCIA"),
    ("sequence_discount_1_value", "money", "VALOR DEL DESCUENTO 1 DE LA SECUENCIA"),
    ("sequence_discount_2_value", "money", "VALOR DEL DESCUENTO 2 DE LA SECUENCIA"),
    ("sequence_discount_3_value", "money", "VALOR DEL DESCUENTO 3 DE LA SECUENCIA"),
    ("electronic_invoice_to_debit_or_credit", "text", "FACTURA ELECTRÓNICA A DEBITAR/ACREDITAR"),
    ("number_electronic_invoice_to_debit_or_credit", "integer", "NÚMERO DE FACTURA ELECTRÓNICA A DEBITAR/ACREDITAR"),
    ("cufe", "text", "CUFE"),
    ("order_reference_prefix", "text", "PREFIJO DE ORDER REFERENCE"),
    ("consecutive_of_order_reference", "text", "CONSECUTIVO DE ORDER REFERENCE"),
    ("delivery_schedule_prefix", "text", "PREFIJO ORDEN DE ENTREGA"),
    ("release_number", "text", "NÚMERO ORDEN DE ENTREGA"),
    ("year_release_date", "text", "AÑO FECHA DE ORDEN DE ENTREGA"),
    ("month_release_date", "text", "MES FECHA DE ORDEN DE ENTREGA"),
    ("day_release_date", "text", "DÍA FECHA DE ORDEN DE ENTREGA"),
    ("third_party_revenues", "text", "INGRESOS PARA TERCEROS"),
    ("document_update_date", "text", "FECHA ACTUALIZACIÓN DEL DOCUMENTO"),
    ("document_update_time", "text", "HORA DE ACTUALIZACIÓN DEL DOCUMENTO"),
    ("release_prefix2", "text", "PREFIJO ORDEN DE ENTREGA2"),
    ("release_number2", "text", "NÚMERO ORDEN DE ENTREGA2"),
    ("year_release_date2", "text", "AÑO FECHA DE ORDEN DE ENTREGA2"),
    ("month_release_date2", "text", "MES FECHA DE ORDEN DE ENTREGA2"),
    ("day_release_date2", "text", "DÍA FECHA DE ORDEN DE ENTREGA2"),
    ("release_prefix3", "text", "PREFIJO ORDEN DE ENTREGA3"),
    ("release_number3", "text", "NÚMERO ORDEN DE ENTREGA3"),
    ("year_release_date3", "text", "AÑO FECHA DE ORDEN DE ENTREGA3"),
    ("month_release_date3", "text", "MES FECHA DE ORDEN DE ENTREGA3"),
    ("day_release_date3", "text", "DÍA FECHA DE ORDEN DE ENTREGA3"),
    ("release_prefix4", "text", "PREFIJO ORDEN DE ENTREGA4"),
    ("release_number4", "text", "NÚMERO ORDEN DE ENTREGA4"),
    ("year_release_date4", "text", "AÑO FECHA DE ORDEN DE ENTREGA4"),
    ("month_release_date4", "text", "MES FECHA DE ORDEN DE ENTREGA4"),
    ("day_release_date4", "text", "DÍA FECHA DE ORDEN DE ENTREGA4"),
    ("release_prefix5", "text", "PREFIJO ORDEN DE ENTREGA5"),
    ("release_number5", "text", "NÚMERO ORDEN DE ENTREGA5"),
    ("year_release_date5", "text", "AÑO FECHA DE ORDEN DE ENTREGA5"),
    ("month_release_date5", "text", "MES FECHA DE ORDEN DE ENTREGA5"),
    ("day_release_date5", "text", "DÍA FECHA DE ORDEN DE ENTREGA5"),
    ("ultra_processed_foods_percentage", "money", "PORCENTAJE ALIMENTOS ULTRAPROCESADOS"),
    ("ultra_processed_foods_value", "money", "VALOR ALIMENTOS ULTRAPROCESADOS"),
    ("sugary_beverages_value", "money", "VALOR BEBIDAS AZUCARADAS"),
    ("sequence_vat_percentage", "money", "PORCENTAJE DEL IVA DE LA SECUENCIA"),
    ("sequence_vat_value", "money", "VALOR DE IVA DE LA SECUENCIA"),
    ("withholding_base", "money", "BASE DE RETENCIÓN"),
    ("vat_withholding_base_for_marked_accounts", "money", "BASE PARA CUENTAS MARCADAS COMO RETEIVA"),
    ("taxable_or_exempt_sequence", "text", "SECUENCIA GRAVADA O EXCENTA"),
    ("aiu_percentage", "money", "PORCENTAJE AIU"),
    ("aiu_vat_base", "money", "BASE IVA AIU"),
    ("sequence_total_excise_tax_value", "money", "VALOR TOTAL IMPOCONSUMO DE LA SECUENCIA"),
    ("product_line", "integer", "LÍNEA PRODUCTO"),
    ("product_group", "integer", "GRUPO PRODUCTO"),
    ("product_code", "integer", "CÓDIGO PRODUCTO"),
    ("quantity", "money", "CANTIDAD"),
    ("quantity_two", "money", "CANTIDAD DOS"),
    ("warehouse_code", "integer", "CÓDIGO DE LA BODEGA"),
    ("location_code", "integer", "CÓDIGO DE LA UBICACIÓN"),
    ("conversion_factor_quantity", "money", "CANTIDAD DE FACTOR DE CONVERSIÓN"),
    ("conversion_factor_operator", "integer", "OPERADOR DE FACTOR DE CONVERSIÓN"),
    ("conversion_factor_value", "money", "VALOR DEL FACTOR DE CONVERSIÓN"),
    ("lot", "text", "LOTE"),
    ("year_lot_expiration", "integer", "AÑO DEL VENCIMIENTO DEL LOTE"),
    ("month_lot_expiration", "integer", "MES DEL VENCIMIENTO DEL LOTE"),
    ("day_lot_expiration", "integer", "DÍA DEL VENCIMIENTO DEL LOTE"),
    ("classification_1", "text", "CLASIFICACIÓN 1"),
    ("classification_2", "text", "CLASIFICACIÓN 2"),
    ("asset_group", "integer", "GRUPO ACTIVOS"),
    ("asset_code", "integer", "CÓDIGO ACTIVO"),
    ("addition_or_improvement", "text", "ADICIÓN O MEJORA"),
    ("additional_depreciation_times_for_improvement", "integer", "VECES ADICIONALES A DEPRECIAR POR ADICIÓN O MEJORA"),
    ("niif_depreciation_times", "integer", "VECES A DEPRECIAR NIIF"),
    ("supplier_document_number", "integer", "NÚMERO DEL DOCUMENTO DEL PROVEEDOR"),
    ("supplier_document_prefix", "text", "PREFIJO DEL DOCUMENTO DEL PROVEEDOR"),
    ("supplier_document_year", "integer", "AÑO DOCUMENTO DEL PROVEEDOR"),
    ("supplier_document_month", "integer", "MES DOCUMENTO DEL PROVEEDOR"),
    ("supplier_document_day", "integer", "DÍA DOCUMENTO DEL PROVEEDOR"),
    ("order_document_type", "text", "TIPO DOCUMENTO DE PEDIDO"),
    ("order_voucher_code", "integer", "CÓDIGO COMPROBANTE DE PEDIDO"),
    ("order_voucher_number", "integer", "NÚMERO DE COMPROBANTE PEDIDO"),
    ("order_sequence", "integer", "SECUENCIA DE PEDIDO"),
    ("currency_type", "integer", "TIPO DE MONEDA ELABORACIÓN"),
    ("cross_voucher_type", "integer", "TIPO Y COMPROBANTE CRUCE"),
    ("cross_document_number", "integer", "NÚMERO DE DOCUMENTO CRUCE"),
    ("expiration_number", "integer", "NÚMERO DE VENCIMIENTO"),
    ("cross_document_expiration_year", "integer", "AÑO VENCIMIENTO DE DOCUMENTO CRUCE"),
    ("cross_document_expiration_month", "integer", "MES VENCIMIENTO DE DOCUMENTO CRUCE"),
    ("cross_document_expiration_day", "integer", "DÍA VENCIMIENTO DE DOCUMENTO CRUCE"),
    ("associated_cash_register_number", "integer", "NÚMERO DE CAJA ASOCIADA AL COMPROBANTE"),
    ("payroll_concept", "integer", "CONCEPTO DE NÓMINA"),
    ("quantity_days_hours", "money", "CANTIDAD (DÍAS /HORAS. ETC)"),
    ("payment_type", "integer", "TIPO DE PAGO"),
    ("comments_description", "text", "DESCRIPCIÓN DE COMENTARIOS"),
    ("long_description", "text", "DESCRIPCIÓN LARGA"),
    ("inconterm", "text", "INCONTERM"),
    ("export_description", "text", "DESCRIPCIÓN EXPORTACIÓN"),
    ("transport_means", "text", "MEDIO DE TRANSPORTE"),
    ("country_of_origin", "integer", "PAÍS DE ORIGEN"),
    ("city_of_origin", "integer", "CIUDAD DE ORIGEN"),
    ("destination_country", "integer", "PAIS DESTINO"),
    ("destination_city", "integer", "CIUDAD DESTINO"),
    ("net_weight", "money", "PESO NETO"),
    ("gross_weight", "money", "PESO BRUTO"),
    ("net_measurement_unit", "text", "UNIDAD DE MEDIDA NETO"),
    ("gross_measurement_unit", "text", "UNIDAD DE MEDIDA BRUTO"),
    ("block_billing_concept", "text", "CONCEPTO FACTURACION EN BLOQUE"),
    ("establishment_data_local_or_office", "text", "DATOS ESTABLEC. (L=LOCAL O=OFICINA)"),
    ("establishment_number", "integer", "NÚMERO ESTABLECIMIENTO"),
    ("billing_concept", "integer", "CONCEPTO DE FACTURACIÓN"),
    ("property_group", "text", "GRUPO DEL INMUEBLE"),
    ("property_subgroup", "integer", "SUBGRUPO DEL INMUEBLE"),
    ("property_number", "text", "NÚMERO DEL INMUEBLE"),
)
"""Reference, kind, heading. The table prints `day_release_date` twice; a row has it once.

Its `string` is text; its `number` is an integer where it counts or names, and money where it measures or values."""

_MANDATORY = frozenset({"voucher_type", "voucher_code", "accounting_account", "debit_or_credit", "sequence_value"})

_COMPUTED = frozenset(
    {"debit_or_credit", "sequence_value", "sequence", "document_year", "document_month", "document_day"}
)
"""What a row says of its amount, its side, its place in the document and the document's day."""

_SETS: Mapping[str, tuple[str, ...]] = {
    "debit_or_credit": ("D", "C"),
    "canceled_voucher": ("S", "N"),
    "third_party_revenues": ("S", "N"),
    "establishment_data_local_or_office": ("L", "O"),
}

DESCRIPTION_MAX = 50
"""Of the description of a sequence: seed 003 gives no length, and an old system has one."""

CLEANED = frozenset({"sequence_description"})
"""Texts that come from a shop's catalogue: cut, and without the signs that Siigo does not take."""

_FINE = frozenset({"conversion_factor_value", "net_weight", "gross_weight"})
"""Measures beside the quantities: five decimals, as Siigo Pyme keeps quantities; everything else in cents."""

_NAMES = ("IVA", "NIT", "CUFE", "AIU", "NIIF", "ReteIVA", "Order Reference", "L=local", "O=oficina")
"""Spelled so inside a sentence."""

_MENDED: Mapping[str, str] = {
    "excenta": "exenta",
    "pais ": "país ",
    "facturacion": "facturación",
    "entrega(\\d)": r"entrega \1",
}
"""Where the table's spelling is not a sentence's."""

_MANY = Decimal(9_999_999_999)
_PER_CENT = (Decimal(0), Decimal(100))
_DATE_PARTS: Mapping[str, tuple[Decimal, Decimal]] = {
    "year": (Decimal(2000), Decimal(2100)),
    "month": (Decimal(1), Decimal(12)),
    "day": (Decimal(1), Decimal(31)),
}
_TEXT_PARTS: Mapping[str, re.Pattern[str]] = {
    "year": re.compile(r"20\d\d|2100"),
    "month": re.compile(r"0?[1-9]|1[0-2]"),
    "day": re.compile(r"0?[1-9]|[12]\d|3[01]"),
}


def _spoken(heading: str) -> str:
    """`CÓDIGO DE LA CIUDAD` as a sentence has it: `Código de la ciudad`."""
    words = heading.removesuffix(" (OBLIGATORIO)").lower()
    for printed, mended in _MENDED.items():
        words = re.sub(printed, mended, words)
    words = words[0].upper() + words[1:]
    for name in _NAMES:
        words = re.sub(rf"\b{name}\b", name, words, flags=re.IGNORECASE)
    return words


def _decimals(name: str, kind: FieldKind) -> int | None:
    if kind != "money":
        return None
    return 5 if "quantity" in name or name in _FINE else 2


def _part(name: str) -> str:
    """Of a date, that the field holds: `year`, `month`, `day` or nothing."""
    found = re.search(r"(?:^|_)(year|month|day)(?:_|$)", name)
    return found[1] if found else ""


MOVEMENT: Schema = {
    name: Field(
        kind=kind,
        required=name in _MANDATORY,
        computed=name in _COMPUTED,
        decimals=_decimals(name, kind),
        max_length=DESCRIPTION_MAX if name in CLEANED else None,
        values=_SETS.get(name, ()),
        about=_spoken(heading),
    )
    for name, kind, heading in _TABLE
}

HEADINGS: Mapping[str, str] = {name: heading for name, _, heading in _TABLE}
"""By reference, as the table prints them, in its order."""

BOUNDS: Mapping[str, tuple[Decimal, Decimal]] = {
    "voucher_code": (Decimal(1), Decimal(999)),
    "document_number": (Decimal(1), _MANY),
    "accounting_account": (Decimal(1), _MANY),
    **{name: _PER_CENT for name in MOVEMENT if name.endswith("_percentage")},
    **{name: _DATE_PARTS[_part(name)] for name, field in MOVEMENT.items() if field.kind == "integer" and _part(name)},
}
"""The least and the most, both allowed; the first three are what the bridge publishes for reading movements."""

PATTERNS: Mapping[str, re.Pattern[str]] = {
    "voucher_type": re.compile(r"[A-Z]"),
    "document_update_date": re.compile(r"\d{4}-\d{2}-\d{2}"),
    "document_update_time": re.compile(r"\d{2}:\d{2}:\d{2}"),
    **{name: _TEXT_PARTS[_part(name)] for name, field in MOVEMENT.items() if field.kind == "text" and _part(name)},
}
"""Of texts. Parts of a date are texts where the table calls them `string`."""
