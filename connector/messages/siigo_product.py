"""Texts of products that are made in Siigo."""

TEXTS = {
    "siigo_product.required": (
        "falta y Siigo lo exige: agréguelo al mapeo o complete el producto en la tienda",
        "missing, and Siigo demands it: add it to the mapping or complete the product in the shop",
    ),
    "siigo_product.no_letters": (
        "no queda ningún carácter que Siigo acepte en {found}: corrija el producto en la tienda",
        "no character that Siigo accepts is left in {found}: correct the product in the shop",
    ),
    "siigo_product.out_of_range": (
        "{found} está fuera de lo que Siigo acepta, de {least} a {most}: corríjalo en el mapeo",
        "{found} is outside of what Siigo accepts, {least} to {most}: correct it in the mapping",
    ),
    "siigo_product.odd_characters": (
        "{found} tiene caracteres que Siigo no acepta aquí: corrija el producto en la tienda o el mapeo",
        "{found} has characters that Siigo does not accept here: correct the product in the shop or the mapping",
    ),
    "siigo_product.too_many_taxes": (
        "son {found} impuestos y Siigo acepta {limit} por producto: quite los que sobran en el mapeo",
        "there are {found} taxes and Siigo accepts {limit} a product: take the others out of the mapping",
    ),
    "siigo_product.same_tax_type": (
        "hay dos impuestos de tipo {type} y Siigo acepta uno de cada tipo por producto: deje uno en el mapeo",
        "there are two taxes of type {type} and Siigo accepts one of each type a product: leave one in the mapping",
    ),
    "siigo_product.iva_and_ad_valorem": (
        "IVA y AdValorem no pueden ir en el mismo producto: deje uno en el mapeo",
        "IVA and AdValorem cannot stand on the same product: leave one in the mapping",
    ),
    "siigo_product.retention": (
        "{id} ({name}) es de tipo {type}, que es de la factura y no del producto: quítelo del mapeo",
        "{id} ({name}) is of type {type}, which belongs to the invoice and not to a product: take it out of the "
        "mapping",
    ),
    "siigo_product.too_many_prices": (
        "son {found} precios y Siigo acepta {limit}: quite los que sobran en el mapeo",
        "there are {found} prices and Siigo accepts {limit}: take the others out of the mapping",
    ),
    "siigo_product.price_twice": (
        "la lista de precios {position} está dos veces: deje un solo precio en el mapeo",
        "the price list {position} is there twice: leave one price in the mapping",
    ),
    "siigo_product.combo_of_nothing": (
        "es un Combo y no dice de qué se compone: mapee components o use otro type",
        "it is a Combo and does not say what is in it: map components or use another type",
    ),
    "siigo_product.no_combo": (
        "solo un Combo tiene componentes: mapee type como Combo o quite components",
        "only a Combo has components: map type as Combo or take components out",
    ),
    "siigo_product.none_of_it": (
        "un componente debe tener más de 0 unidades: corrija el mapeo",
        "of a component there must be more than 0 units: correct the mapping",
    ),
    "siigo_product.refused": (
        "{path}: Siigo no creó el producto «{product}»: {message} ({code}). Corrija el dato en la tienda, el mapeo o "
        "Siigo",
        '{path}: Siigo did not create the product "{product}": {message} ({code}). Correct it in the shop, the mapping '
        "or Siigo",
    ),
    "siigo_product.group_unknown": (
        "{path}: Siigo no creó el producto «{product}»: el grupo de inventario no existe. Corrija su id en el mapeo "
        "({code})",
        '{path}: Siigo did not create the product "{product}": the account group does not exist. Correct its id in the '
        "mapping ({code})",
    ),
    "siigo_product.group_inactive": (
        "{path}: Siigo no creó el producto «{product}»: el grupo de inventario está inactivo. Actívelo en Siigo o use "
        "otro en el mapeo ({code})",
        '{path}: Siigo did not create the product "{product}": the account group is inactive. Activate it in Siigo or '
        "map another one ({code})",
    ),
    "siigo_product.code_taken": (
        "{path}: Siigo dice que el producto «{product}» ya existe, pero no lo muestra con ese código exacto. Revise en "
        "Siigo si difiere en mayúsculas y corrija el SKU en la tienda ({code})",
        '{path}: Siigo says that the product "{product}" exists already, but does not show it under this very code. '
        "Check in Siigo whether it differs in upper and lower case and correct the SKU in the shop ({code})",
    ),
    "siigo_product.unreadable": (
        "El producto «{product}» está en Siigo, pero lo que Siigo responde de él no se entiende: {why}",
        'The product "{product}" is in Siigo, but what Siigo answers about it makes no sense: {why}',
    ),
}
