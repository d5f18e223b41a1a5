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
        "El pedido fue eliminado en la tienda después de emitir la factura {invoice}: revise si requiere nota "
        "crédito, hágala en Siigo y escriba `connector answer {order} keep`",
        "The order was deleted in the shop after invoice {invoice} was issued: check whether it needs a credit "
        "note, make it in Siigo, then write `connector answer {order} keep`",
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
    "issuing.undone": (
        "La factura {invoice} se deshizo ({status}) porque el pedido se canceló o se reembolsó",
        "Invoice {invoice} was taken back ({status}) because the order was cancelled or refunded",
    ),
    "issuing.undo_by_hand": (
        "El pedido se canceló o se reembolsó y la DIAN no ha aceptado la factura {invoice}: anúlela o elimínela en "
        "Siigo y repita con connector replay",
        "The order was cancelled or refunded, and DIAN has not accepted invoice {invoice}: annul or delete "
        "it in Siigo, "
        "then run connector replay",
    ),
    "issuing.approve_credit_note": (
        "Reembolso {refund} de {amount} {currency}: falta la nota crédito de la factura {invoice}. Para hacerla, "
        "`connector answer {order} approve {refund}`; para no hacerla, `connector answer {order} ignore {refund}`",
        "Refund {refund} of {amount} {currency}: the credit note of invoice {invoice} is missing. To make it, "
        "`connector answer {order} approve {refund}`; to leave it, `connector answer {order} ignore {refund}`",
    ),
    "issuing.doubtful_refund": (
        "Reembolso {refund} de {amount} {currency} de la factura {invoice}: {doubt}. Compárelo con la "
        "tienda; para hacer "
        "la nota crédito por ese valor, `connector answer {order} approve {refund}`; para no hacerla, "
        "`connector answer {order} ignore {refund}`",
        "Refund {refund} of {amount} {currency} of invoice {invoice}: {doubt}. Compare it with the shop; to make the "
        "credit note for that amount, `connector answer {order} approve {refund}`; to leave it, "
        "`connector answer {order} ignore {refund}`",
    ),
    "issuing.refund_too_big": (
        "El reembolso {refund} es de {amount} {currency} y a la factura {invoice} le quedan {left}: revíselo con el "
        "contador; si no lleva nota crédito, `connector answer` con ignore",
        "Refund {refund} is of {amount} {currency}, and {left} are left of invoice {invoice}: check it with the "
        "accountant; if no credit note is due, `connector answer` with ignore",
    ),
    "issuing.credit_note_waits": (
        "La nota crédito del reembolso {refund} ({amount} {currency}) espera a que la DIAN acepte la factura {invoice}",
        "The credit note of refund {refund} ({amount} {currency}) waits until DIAN accepts invoice {invoice}",
    ),
    "issuing.credit_note_waits_for_batch": (
        "La nota crédito del reembolso {refund} ({amount} {currency}) espera a que la factura {invoice} llegue a Siigo",
        "The credit note of refund {refund} ({amount} {currency}) waits until invoice {invoice} is in Siigo",
    ),
    "issuing.not_loaded": (
        "{name} lleva {hours} horas sin llegar a Siigo ({status}): revise los lotes con `connector batch`",
        "{name} has not been in Siigo for {hours} hours ({status}): look at the batches with `connector batch`",
    ),
    "issuing.unclear": (
        "No se sabe si {name} llegó a Siigo: {errors}",
        "Nobody knows whether {name} is in Siigo: {errors}",
    ),
    "issuing.refused": (
        "Siigo no recibió {name}: {errors}. Corrija el pedido, el mapeo o lo que falte en Siigo; después, `connector "
        "replay {order}` lo arma de nuevo",
        "Siigo did not take {name}: {errors}. Correct the order, the mapping, or what is missing in Siigo; then "
        "`connector replay {order}` makes it anew",
    ),
    "issuing.no_answer_of_dian": (
        "La DIAN no ha respondido por {name} en {hours} horas (en Siigo: {status}): revise en Siigo",
        "DIAN has not answered about {name} for {hours} hours (in Siigo: {status}): check in Siigo",
    ),
    "issuing.rejected_by_dian": (
        "La DIAN rechazó {name}: {errors}. Si el dato está en Siigo (el cliente, un producto), corríjalo allá y "
        "reenvíe con `connector replay {order}`; si está en el pedido o en el mapeo, corríjalo y `connector answer "
        "{order} redo` la anula y hace otra",
        "DIAN rejected {name}: {errors}. If what is wrong is in Siigo (the customer, a product), correct it there "
        "and send again with `connector replay {order}`; if it is in the order or the mapping, correct it, and "
        "`connector answer {order} redo` annuls it and makes another one",
    ),
    "issuing.note_rejected_by_dian": (
        "La DIAN rechazó la nota crédito {name}: {errors}. Corríjala y reenvíela en Siigo; después, `connector "
        "replay {order}` vuelve a mirarla",
        "DIAN rejected credit note {name}: {errors}. Correct it and send it again in Siigo; then `connector replay "
        "{order}` looks at it once more",
    ),
    "issuing.edited": (
        "El pedido cambió después de la factura {invoice} ({issued}) y hoy suma {total}. Para dejar la factura como "
        "está, `connector answer {order} keep`; para hacer nota crédito y factura nueva, `connector answer "
        "{order} redo`",
        "The order changed after invoice {invoice} ({issued}) and comes to {total} today. To leave the "
        "invoice as it is, "
        "`connector answer {order} keep`; for a credit note and a new invoice, `connector answer {order} redo`",
    ),
    "issuing.refunded_before": (
        "Antes de facturar se reembolsaron {amount} {currency}: la factura es por lo que quedó",
        "{amount} {currency} were refunded before invoicing: the invoice is for what was left",
    ),
    "issuing.refund_keeps_money": (
        "El reembolso {refund} y sus líneas difieren en {off}: compárelo con la tienda antes de facturar",
        "Refund {refund} and its lines differ by {off}: compare it with the shop before invoicing",
    ),
    "issuing.refund_of_line": (
        "El reembolso {refund} devuelve «{line}» y deja {left} por pagar: corrija el pedido o factúrelo en Siigo",
        "Refund {refund} takes “{line}” back and leaves {left} to pay: correct the order or invoice it in Siigo",
    ),
    "issuing.note_by_hand": (
        "Alguien ya había hecho en Siigo la nota crédito {name} por ese valor: se enlazó sin crear otra",
        "Somebody had made credit note {name} for that amount in Siigo: it was linked, not made again",
    ),
    "issuing.other_notes": (
        "En Siigo hay notas crédito de esta factura que no hizo el conector ({names}), por otro valor que {amount}: "
        "apruebe esta con connector answer, u omítala con ignore",
        "Siigo has credit notes of this invoice that the connector did not make ({names}), for another amount than "
        "{amount}: approve this one with connector answer, or leave it with ignore",
    ),
    "issuing.not_told": (
        "La tienda no muestra aún la factura: {why}",
        "The shop does not show the invoice yet: {why}",
    ),
    "issuing.shadow_invoice": (
        "Modo sombra: se habría facturado por {total}; no se envió nada",
        "Shadow mode: it would have been invoiced for {total}; nothing was sent",
    ),
    "issuing.shadow_credit_note": (
        "Modo sombra: se habría hecho una nota crédito por {total}; no se envió nada",
        "Shadow mode: a credit note for {total} would have been made; nothing was sent",
    ),
    "issuing.shadow_step": (
        "Modo sombra: la factura se habría deshecho o reenviado a la DIAN; no se envió nada",
        "Shadow mode: the invoice would have been undone or sent to DIAN again; nothing was sent",
    ),
    "issuing.many_steps": (
        "Quedan pasos por hacer; se sigue enseguida",
        "Some steps are left; they follow at once",
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
    "issuing.shadow_receipt": (
        "Modo sombra: se habría hecho un recibo de caja por {total}; no se envió nada",
        "Shadow mode: a receipt for {total} would have been made; nothing was sent",
    ),
    "issuing.shadow_adopted": (
        "Modo sombra: el pedido se habría enlazado con la factura {name}, que ya está en Siigo",
        "Shadow mode: the order would have been linked to invoice {name}, which is in Siigo already",
    ),
    "issuing.adopted": (
        "La factura {name} ya estaba en Siigo y no la hizo este conector: se enlazó y no se hizo otra",
        "Invoice {name} was in Siigo already, and this connector did not make it: it was linked and no other one made",
    ),
    "issuing.claimed": (
        "El pedido dice que ya está facturado: {claims}, y esa factura no está en Siigo. Si la hay en otra parte, "
        "no hay que hacer nada; para facturarlo de todos modos, `connector answer {order} invoice`",
        "The order says that it is invoiced: {claims}, and that invoice is not in Siigo. If it is elsewhere, "
        "nothing is to be done; to invoice it all the same, `connector answer {order} invoice`",
    ),
    "issuing.refund_before_adoption": (
        "El reembolso {refund} por {amount} {currency} es anterior a que se enlazara la factura {invoice}, que hizo"
        " otro. Con `connector answer {order} approve {refund}` se enlaza su nota crédito si ya está en Siigo, y si"
        " no, se hace; con `connector answer {order} ignore {refund}` no se hace nada",
        "Refund {refund} for {amount} {currency} is older than the link to invoice {invoice}, which somebody else "
        "made. `connector answer {order} approve {refund}` links its credit note if it is in Siigo, else makes it; "
        "`connector answer {order} ignore {refund}` does nothing",
    ),
    "issuing.advance_made": (
        "{why}. Del dinero que llegó ya hay recibo: {names}",
        "{why}. What has come has its receipt: {names}",
    ),
    "issuing.advance_to_give_back": (
        "{why}, y el dinero que había llegado tiene recibo: {names}. Devuélvalo en Siigo y escriba `connector "
        "answer {order} keep`",
        "{why}, and the money that had come has a receipt: {names}. Give it back in Siigo, then write `connector "
        "answer {order} keep`",
    ),
    "issuing.receipt_to_cross": (
        "El dinero del recibo {receipt} es de este pedido: crúcelo en Siigo con la factura {invoice}",
        "The money of receipt {receipt} is of this order: apply it to invoice {invoice} in Siigo",
    ),
    "issuing.receipt_not_wanted": (
        "Para que el conector no haga más recibos de esta factura, `connector answer {order} ignore {receipt}`",
        "To have no more receipts made of this invoice, `connector answer {order} ignore {receipt}`",
    ),
    "issuing.adopted_twice": (
        "El pedido dice que su factura es {name}, y esa ya es la del pedido {other}: casi siempre el dato se copió."
        " Para facturarlo, `connector answer {order} invoice`",
        "The order says that its invoice is {name}, which is that of order {other}: mostly the field was copied. To"
        " invoice it, `connector answer {order} invoice`",
    ),
    "issuing.doubtful_before": (
        "Antes de facturar se reembolsaron {amount} {currency} (reembolso {refund}): {doubt}. Para facturar lo que "
        "queda, repartiendo lo devuelto entre las líneas, `connector answer {order} approve {refund}`",
        "Before the invoice {amount} {currency} were refunded (refund {refund}): {doubt}. To invoice what is left, "
        "with what was given back shared among the lines, `connector answer {order} approve {refund}`",
    ),
    "issuing.rest_of_cancelled": (
        "El pedido fue cancelado y solo se reembolsó una parte: a la factura {invoice} le quedan {left}. Para "
        "acreditarlos también, `connector answer {order} approve {refund}`; para dejarlos facturados, `connector "
        "answer {order} ignore {refund}`",
        "The order was cancelled and only a part was refunded: {left} are left of invoice {invoice}. To credit them"
        " too, `connector answer {order} approve {refund}`; to leave them invoiced, `connector answer {order} "
        "ignore {refund}`",
    ),
    "issuing.refund_changed": (
        "La nota crédito {note} es por {worth} y su reembolso {refund} hoy es por {amount}: corríjalo en Siigo con "
        "el contador y escriba `connector answer {order} ignore {refund}`",
        "Credit note {note} is for {worth}, and its refund {refund} is for {amount} today: put it right in Siigo "
        "with the accountant, then write `connector answer {order} ignore {refund}`",
    ),
    "issuing.note_undone": (
        "La nota crédito {note} del reembolso {refund} por {amount} {currency} fue anulada en Siigo. Si hace falta "
        "otra, hágala en Siigo para la factura {invoice}; después, `connector answer {order} ignore {refund}`",
        "Credit note {note} of refund {refund} for {amount} {currency} was annulled in Siigo. If another one is "
        "needed, make it in Siigo for invoice {invoice}; then `connector answer {order} ignore {refund}`",
    ),
    "issuing.without_invoice": (
        "El pedido está vigente y su factura {invoice} se deshizo. Para facturarlo otra vez, `connector answer "
        "{order} redo`; para dejarlo sin factura, `connector answer {order} keep`",
        "The order is in force and its invoice {invoice} was taken back. To invoice it again, `connector answer "
        "{order} redo`; to leave it without one, `connector answer {order} keep`",
    ),
    "issuing.invoice_waits": (
        "La factura nueva espera a que la DIAN acepte la nota crédito de {invoice}",
        "The new invoice waits until DIAN has accepted the credit note of {invoice}",
    ),
    "issuing.receipt_of_adopted": (
        "La factura {invoice}, que hizo otro, es a crédito y el pedido está pagado. Si Siigo aún no tiene el recibo"
        " de caja por {amount}, `connector answer {order} approve {receipt}` lo hace; si ya lo tiene, `connector "
        "answer {order} ignore {receipt}`",
        "Invoice {invoice}, which somebody else made, is on credit, and the order is paid. If Siigo does not have "
        "the cash receipt for {amount} yet, `connector answer {order} approve {receipt}` makes it; if it has, "
        "`connector answer {order} ignore {receipt}`",
    ),
    "issuing.advance_paid_again": (
        "Un recibo ya registró {advanced} como anticipo de este pedido, y la factura se pagaría por sí misma otra "
        "vez: mapee advance_payment, o una forma de pago a crédito para los pedidos con anticipo (guía, sección 19)",
        "A receipt has recorded {advanced} as an advance of this order already, and the invoice would be paid by "
        "itself once more: map advance_payment, or a payment type on credit for orders with an advance (guide, "
        "section 19)",
    ),
}
