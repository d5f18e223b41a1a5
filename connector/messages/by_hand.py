"""What a person does by hand in a ledger that does not do it for us."""

TEXTS = {
    "by_hand.whole_note": (
        "Reembolso {refund}: haga en Siigo la nota crédito de toda la factura {invoice}, por {amount} {currency} "
        "({lines}). Después, `connector answer {order} made {refund} NÚMERO` con el número de la nota; si no lleva "
        "nota, `connector answer {order} ignore {refund}`",
        "Refund {refund}: make in Siigo the credit note of the whole invoice {invoice}, of {amount} {currency} "
        "({lines}). Then `connector answer {order} made {refund} NUMBER` with the number of the note; if none is due, "
        "`connector answer {order} ignore {refund}`",
    ),
    "by_hand.note": (
        "Reembolso {refund}: haga en Siigo una nota crédito de la factura {invoice} por {amount} {currency}: {lines}. "
        "Después, `connector answer {order} made {refund} NÚMERO` con el número de la nota; si no lleva nota, "
        "`connector answer {order} ignore {refund}`",
        "Refund {refund}: make in Siigo a credit note of invoice {invoice} of {amount} {currency}: {lines}. Then "
        "`connector answer {order} made {refund} NUMBER` with the number of the note; if none is due, "
        "`connector answer {order} ignore {refund}`",
    ),
    "by_hand.discount": (
        "Reembolso {refund}: haga en Siigo una nota crédito de la factura {invoice} por {amount} {currency}, impuestos "
        "incluidos, sin devolución de mercancía. Después, `connector answer {order} made {refund} NÚMERO` con el "
        "número de la nota; si no lleva nota, `connector answer {order} ignore {refund}`",
        "Refund {refund}: make in Siigo a credit note of invoice {invoice} of {amount} {currency}, taxes included, "
        "without goods coming back. Then `connector answer {order} made {refund} NUMBER` with the number of the note; "
        "if none is due, `connector answer {order} ignore {refund}`",
    ),
    "by_hand.line": (
        "{quantity} × {code}, base {base}, impuestos {tax}",
        "{quantity} × {code}, base {base}, taxes {tax}",
    ),
}
