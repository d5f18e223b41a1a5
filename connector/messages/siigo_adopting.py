"""Texts of invoices in either Siigo that somebody else made of an order."""

TEXTS = {
    "siigo_adopting.several": (
        "En Siigo hay varias facturas que pueden ser la de este pedido: {names}. Deje en el pedido de la tienda el "
        "nombre de una sola y reintente; si ninguna lo es, `connector answer {order} invoice`",
        "Several invoices in Siigo may be this order's: {names}. Leave the name of one alone in the shop's order and "
        "try again; if none is, `connector answer {order} invoice`",
    ),
    "siigo_adopting.older": (
        "El pedido dice que su factura es {invoice}, que es del {date}, y el pedido se hizo el {placed}: el dato suele "
        "venir copiado de otro pedido. Corríjalo en la tienda y reintente; para facturarlo, `connector answer {order} "
        "invoice`",
        "The order says that its invoice is {invoice}, which is of {date}, and the order was placed on {placed}: "
        "mostly this was copied from another order. Correct it in the shop and try again; to invoice it, `connector "
        "answer {order} invoice`",
    ),
    "siigo_adopting.another": (
        "El pedido dice que su factura es {invoice}, que está a nombre de otro cliente y es por {total}, y el pedido "
        "es por {asked}. Corrija el dato en la tienda y reintente; para facturarlo, `connector answer {order} invoice`",
        "The order says that its invoice is {invoice}, which is another customer's and for {total}, and the order is "
        "for {asked}. Correct it in the shop and try again; to invoice it, `connector answer {order} invoice`",
    ),
    "siigo_adopting.unreadable": (
        "La factura {invoice} de este pedido está en Siigo, pero lo que Siigo responde no se entiende en {where}: no "
        "se enlaza ni se hace otra. Para facturar el pedido de todos modos, `connector answer {order} invoice`",
        "Invoice {invoice} of this order is in Siigo, but what Siigo answers makes no sense at {where}: it is not "
        "linked, nor another one made. To invoice the order all the same, `connector answer {order} invoice`",
    ),
    "siigo_adopting.other_buyer": (
        "La factura {invoice} está a nombre de un documento distinto al del pedido: revise que sea la suya",
        "Invoice {invoice} is made out to another identity document than the order's: check that it is the right one",
    ),
    "siigo_adopting.total_differs": (
        "La factura {invoice}, que no hizo el conector, es por {total} y el pedido es por {order}: revise cuál está "
        "bien",
        "Invoice {invoice}, which the connector did not make, is for {total} and the order for {order}: check which "
        "one is right",
    ),
    "siigo_adopting.lines_apart": (
        "No se sabe qué línea de la factura {invoice} es {lines}: si se devuelve, su nota crédito se hace a mano",
        "Nobody can tell which line of invoice {invoice} is {lines}: if it is given back, its credit note is made by "
        "hand",
    ),
}
