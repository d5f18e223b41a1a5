"""Texts of products and balances of the older Siigo Nube API."""

TEXTS = {
    "siigo_legacy_stock.lists_nothing": (
        "Siigo Nube no dice qué productos cambiaron: las existencias se leen código por código",
        "Siigo Nube does not say which products changed: stock is read code by code",
    ),
    "siigo_legacy_stock.no_notices": (
        "Siigo Nube (API anterior) no avisa los cambios de existencias: se leen a intervalos",
        "Siigo Nube (older API) tells no stock changes: they are read at intervals",
    ),
    "siigo_legacy_stock.unknown_type": (
        "{path} es «{found}»; se esperaba ProductType_Product, ProductType_Service o ProductType_Consumer",
        '{path} is "{found}"; expected ProductType_Product, ProductType_Service or ProductType_Consumer',
    ),
    "siigo_legacy_stock.odd_balance": (
        "el saldo es {found}; se esperaba un número, o cantidades por bodega",
        "the balance is {found}; expected a number, or quantities by warehouse",
    ),
    "siigo_legacy_stock.no_quantity": (
        "{path} debe tener la cantidad en uno solo de estos campos: {names}",
        "{path} must have the quantity in one alone of these fields: {names}",
    ),
    "siigo_legacy_stock.odd_warehouse": (
        "{path} es «{found}»: falta el código de la bodega, o está dos veces",
        '{path} is "{found}": the warehouse\'s code is missing, or there twice',
    ),
    "siigo_legacy_stock.tax_kind": (
        "{id} ({name}) no va en este campo, que es de {expected}: corrija el id en el mapeo",
        "{id} ({name}) does not belong in this field, which is for {expected}: correct the id in the mapping",
    ),
    "siigo_legacy_stock.tax_twice": (
        "es el mismo impuesto que TaxAddID: deje uno solo en el mapeo",
        "is the same tax as TaxAddID: leave one alone in the mapping",
    ),
    "siigo_legacy_stock.refused": (
        "{path}: Siigo Nube no creó el producto «{product}»: {message} ({code}). Corrija el dato en la tienda, el "
        "mapeo o Siigo Nube",
        '{path}: Siigo Nube did not create the product "{product}": {message} ({code}). Correct it in the shop, the '
        "mapping or Siigo Nube",
    ),
    "siigo_legacy_stock.unreadable": (
        "El producto «{product}» está en Siigo Nube, pero lo que responde de él no se entiende: {why}",
        'The product "{product}" is in Siigo Nube, but what it answers about it makes no sense: {why}',
    ),
}
