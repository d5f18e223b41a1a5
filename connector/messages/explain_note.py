"""Texts of what `connector explain` says of refunds."""

TEXTS = {
    "explain_note.future_id": ("(la factura de este pedido)", "(the invoice of this order)"),
    "explain_note.future_name": ("de este pedido", "of this order"),
    "explain_note.heading": ("Reembolso {id} de {amount} {currency}", "Refund {id} of {amount} {currency}"),
    "explain_note.said": ("Motivo en la tienda: {reason}", "Reason in the shop: {reason}"),
    "explain_note.as_if": (
        "Reembolsos, como si la factura de arriba ya existiera. Lo que se reembolsa antes de facturar no se factura, y "
        "no lleva nota crédito",
        "Refunds, as if the invoice above existed already. What is refunded before it is invoiced is not invoiced, "
        "and has no credit note",
    ),
    "explain_note.is_made": ("Decisión: se hace la nota crédito", "Decision: the credit note is made"),
    "explain_note.waits": (
        "Decisión: se hace la nota crédito cuando la DIAN acepte la factura",
        "Decision: the credit note is made once DIAN has accepted the invoice",
    ),
    "explain_note.asks": ("Decisión: espera una respuesta. {why}", "Decision: it waits for an answer. {why}"),
    "explain_note.undone": (
        "Decisión: no lleva nota crédito. La DIAN no tiene la factura {invoice}, que se anula o elimina",
        "Decision: no credit note. DIAN does not have the invoice {invoice}, which is annulled or deleted",
    ),
    "explain_note.none": (
        "Decisión: no lleva nota crédito. Es solo de tarjetas de regalo, o así lo dice `after_sale`",
        "Decision: no credit note. It is of gift cards alone, or `after_sale` says so",
    ),
    "explain_note.pending": (
        "Decisión: espera a que la tienda devuelva el dinero",
        "Decision: it waits until the shop has given the money back",
    ),
    "explain_note.settled": (
        "Decisión: no lleva nota crédito. Fue antes de la factura {invoice}, que ya no lo incluye",
        "Decision: no credit note. It was before the invoice {invoice}, which leaves it out",
    ),
    "explain_note.made": ("Decisión: ya tiene la nota crédito {name}", "Decision: it has the credit note {name}"),
    "explain_note.not_held": (
        "La nota crédito quedaría retenida hasta corregir esto",
        "The credit note would be held until this is corrected",
    ),
    "explain_note.totals": (
        "Total según Siigo: {total}; reembolso: {order}; diferencia: {off}",
        "Total by Siigo: {total}; refund: {order}; difference: {off}",
    ),
    "explain_note.no_refund": (
        "El pedido {order} no tiene el reembolso {id}; los que tiene: {ids}",
        "Order {order} has no refund {id}; those it has: {ids}",
    ),
}
