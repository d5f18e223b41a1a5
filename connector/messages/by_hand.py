"""What a person does by hand in a ledger that does not do it for us."""

TEXTS = {
    "by_hand.whole_note": (
        "Reembolso {refund}: si la factura {invoice} todavía no se ha enviado a la DIAN, anúlela o elimínela en Siigo "
        "y después `connector answer {order} ignore {refund}`. Si ya se envió, haga en Siigo la nota crédito de toda "
        "la factura {invoice}, por {amount} {currency} ({lines}). Después, `connector answer {order} made {refund} "
        "NÚMERO` con el número de la nota; si no lleva nota, `connector answer {order} ignore {refund}`",
        "Refund {refund}: if invoice {invoice} was not sent to DIAN yet, annul or delete it in Siigo and then "
        "`connector answer {order} ignore {refund}`. If it was sent, make in Siigo the credit note of the whole "
        "invoice {invoice}, of {amount} {currency} ({lines}). Then `connector answer {order} made {refund} NUMBER` "
        "with the number of the note; if none is due, `connector answer {order} ignore {refund}`",
    ),
    "by_hand.rest": (
        "Reembolso {refund}: haga en Siigo la nota crédito de todo lo que queda de la factura {invoice} después de "
        "{notes}, por {amount} {currency}: {lines}. Después, `connector answer {order} made {refund} NÚMERO` con el "
        "número de la nota; si no lleva nota, `connector answer {order} ignore {refund}`",
        "Refund {refund}: make in Siigo the credit note of all that is left of invoice {invoice} after {notes}, of "
        "{amount} {currency}: {lines}. Then `connector answer {order} made {refund} NUMBER` with the number of the "
        "note; if none is due, `connector answer {order} ignore {refund}`",
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
    "by_hand.money_off": (
        "descuento en {code}, base {base}, impuestos {tax}",
        "money off {code}, base {base}, taxes {tax}",
    ),
    "by_hand.more_money": (
        "y {off} más, impuestos incluidos, como descuento sin mercancía, para que la nota sea de {amount}",
        "and {off} more, taxes included, as a discount without goods, so that the note is of {amount}",
    ),
    "by_hand.less_noted": (
        "menos {off} que ya se devolvieron sin mercancía, impuestos incluidos, para que la nota sea de {amount}",
        "less {off} that were given back already without goods, taxes included, so that the note is of {amount}",
    ),
    "by_hand.less_money": (
        "menos {off} que no se devolvieron, impuestos incluidos, para que la nota sea de {amount}",
        "less {off} that were kept back, taxes included, so that the note is of {amount}",
    ),
}
