"""Texts of `connector/issuing/`."""

TEXTS = {
    "issuing.received": (
        "Recibido de la tienda; en espera de ser procesado",
        "Received from the shop; waiting to be worked on",
    ),
    "issuing.deleted": (
        "El pedido fue eliminado en la tienda antes de facturarlo",
        "The order was deleted in the shop before it was invoiced",
    ),
    "issuing.deleted_after_invoice": (
        "El pedido fue eliminado en la tienda después de emitir la factura {invoice}: revise si requiere nota crédito",
        "The order was deleted in the shop after invoice {invoice} was issued: check whether it needs a credit note",
    ),
    "issuing.draft": (
        "El pedido está en borrador ({status}): el comprador no ha terminado la compra",
        "The order is a draft ({status}): the buyer has not finished the purchase",
    ),
    "issuing.test": ("Es un pedido de prueba: no se factura", "It is a test order: not invoiced"),
    "issuing.cancelled": (
        "El pedido fue cancelado antes de facturarlo",
        "The order was cancelled before it was invoiced",
    ),
    "issuing.only_gift_cards": (
        "El pedido solo tiene tarjetas de regalo: su venta es un anticipo y no se factura",
        "The order has only gift cards: selling them is an advance, which is not invoiced",
    ),
    "issuing.refunded": (
        "El pedido fue reembolsado por completo ({amount} {currency}) antes de facturarlo",
        "The order was refunded in full ({amount} {currency}) before it was invoiced",
    ),
    "issuing.refund_after_invoice": (
        "El pedido tiene un reembolso de {amount} {currency}: falta la nota crédito de la factura {invoice}",
        "The order has a refund of {amount} {currency}: the credit note of invoice {invoice} is missing",
    ),
    "issuing.cancelled_after_invoice": (
        "El pedido fue cancelado en la tienda: falta la nota crédito de la factura {invoice}",
        "The order was cancelled in the shop: the credit note of invoice {invoice} is missing",
    ),
    "issuing.unknown_outcome": (
        "Siigo no confirmó si creó el documento; se consultará antes de repetir el envío",
        "Siigo did not confirm whether it made the document; we look before sending again",
    ),
    "issuing.settling": (
        "Se espera a que Siigo termine lo último que se le envió antes de consultar si existe",
        "Waiting for Siigo to finish what was sent last before looking whether it exists",
    ),
    "issuing.gave_up": (
        "{count} intentos quedaron sin respuesta clara y el documento no aparece en Siigo: revise en Siigo si existe "
        "(busque «{marker}» en las observaciones) y luego repita con connector replay",
        "{count} attempts ended without a clear answer and the document is not in Siigo: check there whether it exists "
        "(search the observations for {marker}), then run connector replay",
    ),
    "issuing.no_connection": (
        "La conexión {connection} ya no existe en la carpeta de mapeos: restablezca su archivo o elimine el webhook",
        "Connection {connection} is no longer in the mappings folder: restore its file or remove the webhook",
    ),
    "issuing.bug": (
        "Error interno ({error}): el detalle está en el registro; repórtelo y luego repita con connector replay",
        "Internal error ({error}): details are in the log; report it, then run connector replay",
    ),
    "issuing.nothing_stored": (
        "No hay ninguna entrega con el contenido del pedido y no se dieron credenciales para leerlo de la tienda",
        "No delivery holds the order's content, and no credentials were given to read it from the shop",
    ),
    "issuing.two_documents": (
        "Hay dos documentos en Siigo para este pedido, {first} y {second}: conserve uno y anule el otro",
        "There are two documents in Siigo for this order, {first} and {second}: keep one, undo the other",
    ),
    "issuing.not_shown": (
        "La tienda no muestra este pedido aunque envió un webhook de él: revise si fue eliminado y si las credenciales "
        "pueden leerlo",
        "The shop does not show this order although it sent a webhook of it: check whether it was deleted and whether "
        "the credentials may read it",
    ),
    "issuing.found_again": (
        "El documento ya existía en Siigo: se enlazó sin crear otro",
        "The document was already in Siigo: it was linked, not made again",
    ),
    "issuing.other_total": (
        "El documento en Siigo suma {issued} y el pedido de hoy daría {composed}: compare el pedido con el documento",
        "The document in Siigo comes to {issued}, the order of today would give {composed}: compare them",
    ),
}
