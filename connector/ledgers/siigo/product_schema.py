"""Every field of a Siigo product that may be sent (siigo-api.md 11; what seed 000 called them: README.md)."""

from connector.model.schema import Field, Schema

_TAX: Schema = {
    "id": Field(kind="integer", required=True, catalogue="taxes", about="Impuesto, con el id que tiene en Siigo"),
    "milliliters": Field(kind="money", decimals=2, about="Mililitros, solo en bebidas azucaradas"),
    "rate": Field(kind="integer", about="Tarifa de bebidas azucaradas: 18, 28, 35, 38, 55 o 65"),
}

_LIST_PRICE: Schema = {
    "position": Field(kind="integer", required=True, about="Lista de precios, de 1 a 12"),
    "value": Field(kind="money", required=True, decimals=2, about="Precio en esa lista"),
}

_PRICE: Schema = {
    "currency_code": Field(kind="text", required=True, max_length=3, about="Moneda de la lista: COP"),
    "price_list": Field(kind="list", required=True, fields=_LIST_PRICE, about="Precios por lista, máximo 12"),
}

_ADDITIONAL: Schema = {
    "barcode": Field(kind="text", max_length=50, about="Código de barras"),
    "brand": Field(kind="text", max_length=50, about="Marca, para facturas de exportación"),
    "tariff": Field(kind="text", max_length=10, about="Partida arancelaria, solo dígitos, máximo 10"),
    "model": Field(kind="text", max_length=50, about="Modelo, para facturas de exportación"),
}

_COMPONENT: Schema = {
    "code": Field(kind="text", required=True, max_length=30, about="Código del producto que va en el combo"),
    "quantity": Field(kind="money", required=True, decimals=2, about="Unidades que van en un combo"),
}

PRODUCT: Schema = {
    "code": Field(kind="text", required=True, max_length=30, about="Código único, sin espacios, como el SKU"),
    "name": Field(kind="text", required=True, max_length=100, about="Nombre; lo que pase de 100 se corta"),
    "account_group": Field(
        kind="integer", required=True, catalogue="account_groups", about="Grupo de inventario, con su id en Siigo"
    ),
    "type": Field(
        kind="text",
        values=("Product", "Service", "ConsumerGood", "Combo"),
        about="Product si falta; Combo exige components y el plan que los permite",
    ),
    "stock_control": Field(kind="flag", about="Si Siigo lleva sus existencias; no, cuando falta"),
    "active": Field(kind="flag", about="Si el producto está activo; sí, cuando falta"),
    "tax_classification": Field(
        kind="text", values=("Taxed", "Exempt", "Excluded"), about="Gravado (si falta), exento o excluido de IVA"
    ),
    "tax_included": Field(kind="flag", about="Si los precios de lista tienen el IVA incluido; no, cuando falta"),
    "tax_consumption_value": Field(kind="money", decimals=2, about="Impuesto al consumo en pesos por unidad"),
    "taxes": Field(kind="list", fields=_TAX, about="Impuestos, máximo 3 y uno de cada tipo"),
    "prices": Field(kind="list", fields=_PRICE, about="Precios por moneda y lista"),
    "unit": Field(kind="text", about="Unidad de medida de la DIAN; 94 (unidad) si falta"),
    "unit_label": Field(kind="text", max_length=50, about="Unidad de medida que se imprime en la factura"),
    "reference": Field(kind="text", max_length=80, about="Referencia de fábrica"),
    "description": Field(kind="text", max_length=2500, about="Descripción larga; lo que pase de 2500 se corta"),
    "additional_fields": Field(kind="object", fields=_ADDITIONAL, about="Código de barras, marca, modelo, arancel"),
    "components": Field(kind="list", fields=_COMPONENT, about="De qué se compone un Combo"),
}
