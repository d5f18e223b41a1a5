"""Texts of what happens to a Siigo invoice after it was made: credit notes, annulling, sending it to DIAN again."""

_NOTES = {
    "siigo_after.nothing_back": (
        "El reembolso es de {amount}: no hay dinero que acreditar",
        "The refund is of {amount}: there is no money to credit",
    ),
    "siigo_after.too_much_back": (
        "El reembolso es de {amount} y de la factura solo quedan {left} por acreditar: revise en Siigo las notas "
        "crédito que ya tiene, o haga esta nota a mano",
        "The refund is of {amount} and only {left} of the invoice are left to credit: look at its credit notes in "
        "Siigo, or make this one by hand",
    ),
    "siigo_after.earlier_unknown": (
        "la factura tiene notas crédito que no hizo el conector: revise que no hayan devuelto ya estos productos",
        "the invoice has credit notes that the connector did not make: check that they do not hold these goods already",
    ),
    "siigo_after.unknown_line": (
        "El reembolso trae la línea {line}, que no está en la factura: haga la nota crédito a mano",
        "The refund holds the line {line}, which is not on the invoice: make the credit note by hand",
    ),
    "siigo_after.too_many_back": (
        "El reembolso devuelve {quantity} unidades de {line} y de la factura solo quedan {left}: revise las notas "
        "crédito que ya tiene, o haga esta a mano",
        "The refund takes back {quantity} units of {line} and only {left} of the invoice are left: look at its credit "
        "notes, or make this one by hand",
    ),
    "siigo_after.negative_back": (
        "El reembolso trae {quantity} unidades de {line} por {amount}: un valor negativo no va en una nota crédito; "
        "hágala a mano",
        "The refund holds {quantity} units of {line} for {amount}: nothing negative goes in a credit note; make it by "
        "hand",
    ),
    "siigo_after.back_without_money": (
        "{quantity} unidades de {line} volvieron sin que se devolviera su dinero: no van en la nota crédito",
        "{quantity} units of {line} came back and their money was not given back: they are not in the credit note",
    ),
    "siigo_after.no_refund_code": (
        "Hay {amount} que se devuelven sin productos: cree en Siigo un servicio para devoluciones de dinero y ponga su "
        "código en la conexión, `ledger: amounts: refund_code`; con el código de un producto, este volvería al "
        "inventario",
        "{amount} are given back without goods: create a service for money given back in Siigo and write its code in "
        "the connection, `ledger: amounts: refund_code`; with the code of a product, that would go back on stock",
    ),
    "siigo_after.total_differs": (
        "La nota crédito sumaría {total} y el reembolso es de {amount}: la diferencia de {off} no es de redondeo; haga "
        "la nota a mano",
        "The credit note would come to {total} and the refund is of {amount}: the difference of {off} is no rounding; "
        "make the note by hand",
    ),
    "siigo_after.residue_held": (
        "La nota crédito sumaría {total} y el reembolso es de {amount}: ningún precio en Siigo da ese total. Para "
        "hacerla con la diferencia de {off}, poner en la conexión `ledger: amounts: residue: accept`",
        "The credit note would come to {total} and the refund is of {amount}: no price in Siigo gives that total. To "
        "make it with the difference of {off}, write `ledger: amounts: residue: accept` in the connection",
    ),
    "siigo_after.off_by_cents": (
        "La nota crédito suma {total} y el reembolso {amount}: la diferencia de {off} es del redondeo de Siigo",
        "The credit note comes to {total} and the refund to {amount}: the difference of {off} is Siigo's rounding",
    ),
    "siigo_after.no_invoice": (
        "no se conoce el identificador de la factura en Siigo: si la factura no está en Siigo, mapee invoice_data",
        "the invoice's id in Siigo is not known: if the invoice is not in Siigo, map invoice_data",
    ),
    "siigo_after.invoice_not_before": (
        "la factura es del {found} y debe ser anterior a la nota crédito, del {date}: corrija la fecha en el mapeo",
        "the invoice is of {found} and must be before the credit note, of {date}: correct the date in the mapping",
    ),
    "siigo_after.operation_differs": (
        "es {found} y el de la factura es {invoice}: Siigo exige el mismo; quítelo del mapeo",
        "is {found} and the invoice's is {invoice}: Siigo demands the same; take it out of the mapping",
    ),
    "siigo_after.annulment_wants": (
        "falta, y con el motivo 2 Siigo lo exige de una factura que no está en Siigo: agréguelo al mapeo",
        "missing, and with reason 2 Siigo demands it of an invoice that is not in Siigo: add it to the mapping",
    ),
    "siigo_after.payments_differ": (
        "los pagos mapeados suman {payments} y la nota crédito {total}: quite value del mapeo o corríjalo",
        "the mapped payments come to {payments} and the credit note to {total}: take value out of the mapping or "
        "correct it",
    ),
    "siigo_after.payments_unclear": (
        "el mapeo da {entries} formas de pago y no se sabe por cuál se devolvió el dinero: deje una sola",
        "the mapping gives {entries} payment types and nobody knows in which the money went back: leave a single one",
    ),
    "siigo_after.payments_as_invoiced": (
        "la tienda no dice por dónde se devolvió el dinero: se reparte como se pagó la factura",
        "the shop does not say how the money went back: it is split as the invoice was paid",
    ),
    "siigo_after.one_payment": (
        "Siigo acepta una sola forma de pago cuando una maneja vencimiento: todo va en {id} ({name})",
        "Siigo accepts a single payment when one has a due date: all goes in {id} ({name})",
    ),
}

_CATALOGUES = {
    "siigo_after.catalogue_document_types": (
        "los tipos de comprobante de nota crédito (NC)",
        "the document types of credit notes (NC)",
    ),
    "siigo_after.catalogue_payment_types": (
        "las formas de pago de nota crédito (NC)",
        "the payment types of credit notes (NC)",
    ),
}

_REFUSED = {
    "siigo_after.invoice_not_accepted": (
        "Siigo no recibe una nota crédito de esta factura: la DIAN no la ha aceptado todavía, o la factura y la nota "
        "no son las dos electrónicas. Revise la factura en Siigo y el comprobante de la nota en el mapeo "
        "({path}, {code})",
        "Siigo takes no credit note of this invoice: DIAN has not accepted it yet, or invoice and note are not both "
        "electronic. Look at the invoice in Siigo and at the note's document type in the mapping ({path}, {code})",
    ),
    "siigo_after.invoice_gone": (
        "La factura ya no existe en Siigo: si se borró a mano, no hace falta una nota crédito ({path}, {code})",
        "The invoice does not exist in Siigo any more: if it was deleted by hand, no credit note is needed "
        "({path}, {code})",
    ),
    "siigo_after.not_a_note_type": (
        "El comprobante no es de notas crédito: ponga en el mapeo uno de clase NC ({path}, {code})",
        "The document type is not one of credit notes: map one of class NC ({path}, {code})",
    ),
    "siigo_after.payment_not_for_notes": (
        "La forma de pago no sirve para notas crédito: mapee otra en credit_note, o permítala en Siigo "
        "({path}, {code})",
        "The payment type is not for credit notes: map another one in credit_note, or allow it in Siigo "
        "({path}, {code})",
    ),
    "siigo_after.other_currency": (
        "La nota crédito debe ir en la moneda de su factura: quite currency del mapeo ({path}, {code})",
        "The credit note must be in its invoice's currency: take currency out of the mapping ({path}, {code})",
    ),
    "siigo_after.number_taken": (
        "El número de nota crédito {number} ya está usado en Siigo: active la numeración automática del comprobante, o "
        "corrija number en el mapeo ({code})",
        "The credit note number {number} is taken in Siigo: switch on the document type's automatic numbering, or "
        "correct number in the mapping ({code})",
    ),
    "siigo_after.books_closed": (
        "La contabilidad está cerrada en la fecha de la nota crédito: abra el periodo en Siigo y reintente ({code})",
        "The books are closed on the credit note's date: open the period in Siigo and try again ({code})",
    ),
}

_UNDOING = {
    "siigo_after.only_invoices_undone": (
        "Siigo solo deja anular o borrar facturas desde aquí: este documento, en Siigo",
        "Siigo lets only invoices be annulled or deleted from here: this document, in Siigo",
    ),
    "siigo_after.accepted_meanwhile": (
        "La DIAN ya aceptó la factura y no se puede anular ni borrar: hace falta una nota crédito ({code})",
        "DIAN has accepted the invoice, and it can be neither annulled nor deleted: a credit note is needed ({code})",
    ),
    "siigo_after.being_sent": (
        "La factura va camino a la DIAN y no se puede anular ni borrar: reintente cuando la DIAN responda ({code})",
        "The invoice is on its way to DIAN and can be neither annulled nor deleted: try again when DIAN has answered "
        "({code})",
    ),
    "siigo_after.not_undone": (
        "Siigo no deja anular ni borrar la factura; suele ser porque tiene notas crédito o recibos de caja: quítelos "
        "en Siigo y reintente. Siigo dice: {message} ({code})",
        "Siigo lets the invoice be neither annulled nor deleted, mostly because of credit notes or cash receipts: "
        "remove them in Siigo and try again. Siigo says: {message} ({code})",
    ),
}

_SENDING = {
    "siigo_after.only_invoices_sent": (
        "Siigo no deja enviar de nuevo {name} a la DIAN desde aquí: corríjala y envíela en Siigo",
        "Siigo does not let {name} be sent to DIAN again from here: correct it and send it in Siigo",
    ),
    "siigo_after.nothing_to_send": (
        "La factura {name} está anulada o borrada en Siigo: no hay qué enviar a la DIAN",
        "The invoice {name} is annulled or deleted in Siigo: there is nothing to send to DIAN",
    ),
    "siigo_after.not_ours_to_send": (
        "La factura {name} no la hizo el conector: envíela a la DIAN desde Siigo",
        "The connector did not make the invoice {name}: send it to DIAN from Siigo",
    ),
    "siigo_after.not_sent": (
        "Siigo no envió la factura a la DIAN: envíela desde Siigo. {why}",
        "Siigo did not send the invoice to DIAN: send it from Siigo. {why}",
    ),
}

TEXTS = _NOTES | _CATALOGUES | _REFUSED | _UNDOING | _SENDING
