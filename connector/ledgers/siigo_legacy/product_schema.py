"""Every field of a product of the older Siigo Nube API that may be sent, under the seed's own names (seed 000).

Left out are `Id`, which an answer alone has, and the obsolete ones: `Cost`, `Image`, `SubType`.
"""

from connector.model.schema import Field, Schema

TYPES = ("ProductType_Product", "ProductType_Service", "ProductType_Consumer")

PRICE_LISTS = tuple(range(1, 13))


def _price(number: int) -> Field:
    return Field(kind="money", decimals=2, about=f"Precio en la lista {number}")


PRODUCT: Schema = {
    "Code": Field(kind="text", required=True, max_length=30, about="Código único, sin espacios, como el SKU"),
    "Description": Field(kind="text", required=True, max_length=100, about="Nombre; lo que pase de 100 se corta"),
    "ReferenceManufactures": Field(kind="text", max_length=80, about="Referencia de fábrica"),
    "ProductTypeKey": Field(
        kind="text", required=True, values=TYPES, about="ProductType_Product, _Service o _Consumer"
    ),
    "MeasureUnit": Field(kind="text", max_length=50, about="Unidad de medida que se imprime en la factura"),
    "CodeBars": Field(kind="text", max_length=30, about="Código de barras"),
    "Comments": Field(kind="text", max_length=2500, about="Descripción larga; lo que pase de 2500 se corta"),
    "TaxAddID": Field(kind="integer", catalogue="taxes", about="Id del IVA o impoconsumo; sin él no se envía"),
    "TaxDiscID": Field(kind="integer", catalogue="taxes", about="Id de la retefuente; sin ella no se envía"),
    "IsIncluded": Field(kind="flag", required=True, about="Si los precios de lista tienen el impuesto incluido"),
    "IsInventoryControl": Field(kind="flag", required=True, about="Si Siigo lleva sus existencias"),
    "State": Field(kind="integer", required=True, computed=True, about="1 activo, 0 inactivo; 1 si falta"),
    **{f"PriceList{number}": _price(number) for number in PRICE_LISTS},
    "AccountGroupID": Field(
        kind="integer", required=True, catalogue="account_groups", about="Grupo de inventario, con su id en Siigo"
    ),
    "TaxAdd2ID": Field(kind="integer", catalogue="taxes", about="Id de un segundo impuesto; sin él no se envía"),
    "TaxImpoValue": Field(kind="money", decimals=2, about="Impoconsumo en pesos por unidad"),
    "Model": Field(kind="text", about="Modelo"),
    "Tariff": Field(kind="text", about="Código arancelario, para facturas de exportación"),
    "Brand": Field(kind="text", about="Marca, para facturas de exportación"),
    "MeasurementUnitCode": Field(
        kind="text", about="Unidad de medida de la factura electrónica, que la exige: 94 es unidad"
    ),
}
