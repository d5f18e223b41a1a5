"""Texts of Shopify's stock: `connector/stores/shopify/stock*.py`."""

TEXTS = {
    # why a quantity is not written
    "shopify_stock.bundle": (
        "Es un paquete de otros productos: Shopify calcula sus existencias con las de sus componentes y no deja "
        "escribirlas. Llevar en Siigo el inventario de los componentes",
        "It is a bundle of other products: Shopify computes its stock from its components and lets nobody write it. "
        "Keep the stock of the components in Siigo",
    ),
    "shopify_stock.gone": (
        "Shopify ya no tiene este producto: se borró en la tienda después de leerlo",
        "Shopify has this product no longer: it was deleted in the shop after it was read",
    ),
    "shopify_stock.no_location": (
        "Shopify no deja escribir en la sede: está inactiva, se borró o la lleva un servicio de logística. Cambiar la "
        "sede en la conexión o activarla en la tienda",
        "Shopify does not let us write at the location: it is inactive, was deleted or belongs to a fulfilment "
        "service. Change the location in the connection or activate it in the shop",
    ),
    "shopify_stock.not_stocked": (
        "El producto no se maneja en esa sede de Shopify: marcarla en el producto (Inventario > Editar sedes)",
        "The product is not stocked at that location of Shopify: tick it in the product (Inventory > Edit locations)",
    ),
    "shopify_stock.not_activated": (
        "El producto no se maneja en esa sede y Shopify no dejó activarlo: {words}. Marcarla en el producto "
        "(Inventario > Editar sedes) o cambiar la sede en la conexión",
        "The product is not stocked at that location, and Shopify did not let us activate it: {words}. Tick it in the "
        "product (Inventory > Edit locations) or change the location in the connection",
    ),
    "shopify_stock.negative": (
        "Shopify no acepta existencias en mano negativas: corregir el saldo en Siigo",
        "Shopify takes no negative stock on hand: correct the balance in Siigo",
    ),
    "shopify_stock.too_high": (
        "Shopify acepta a lo sumo 1.000.000.000 de unidades: corregir el saldo en Siigo",
        "Shopify takes at most 1,000,000,000 units: correct the balance in Siigo",
    ),
    "shopify_stock.too_low": (
        "Shopify acepta desde -1.000.000.000 de unidades: corregir el saldo en Siigo",
        "Shopify takes -1,000,000,000 units or more: correct the balance in Siigo",
    ),
    "shopify_stock.refused": (
        "Shopify no aceptó las existencias: {words}",
        "Shopify did not accept the stock: {words}",
    ),
    "shopify_stock.running": (
        "Shopify todavía está escribiendo este mismo lote: se pregunta de nuevo en unos segundos",
        "Shopify is still writing this same batch: we ask again in some seconds",
    ),
    # the rest
    "shopify_stock.not_counted": (
        "Shopify no dejó activar el seguimiento del inventario: {words}",
        "Shopify did not let us turn on the tracking of its stock: {words}",
    ),
    "shopify_stock.price_refused": (
        "Shopify no aceptó el precio: {words}",
        "Shopify did not accept the price: {words}",
    ),
    "shopify_stock.denied": (
        "La app no tiene permiso en Shopify para manejar existencias: {words}. Darle los permisos read_inventory, "
        "write_inventory, read_products, read_locations y read_orders, y write_products para escribir precios",
        "The app may not handle stock in Shopify: {words}. Give it the permissions read_inventory, write_inventory, "
        "read_products, read_locations and read_orders, and write_products for writing prices",
    ),
    "shopify_stock.endless": (
        "{what}: Shopify sigue anunciando más páginas de las que puede haber",
        "{what}: Shopify keeps announcing more pages than there can be",
    ),
    # doctor
    "shopify_stock.check_read_inventory": (
        "sin él no se leen las existencias de la tienda",
        "without it the shop's stock cannot be read",
    ),
    "shopify_stock.check_write_inventory": (
        "sin él no se pueden escribir existencias",
        "without it no stock can be written",
    ),
    "shopify_stock.check_read_products": (
        "sin él no se leen los productos ni sus SKU",
        "without it products and their SKUs cannot be read",
    ),
    "shopify_stock.check_read_locations": (
        "sin él no se conocen las sedes de la tienda",
        "without it the shop's locations are not known",
    ),
    "shopify_stock.old_version": (
        "store.api_version {found} no escribe existencias comparando; quite la línea o ponga {first} o una más nueva",
        "store.api_version {found} cannot write stock with a comparison; remove the line or put {first} or a newer one",
    ),
}
