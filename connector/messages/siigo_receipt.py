"""Texts of Siigo's cash receipts: what is wrong with one before it is sent, and why Siigo did not take it."""

_COMPOSED = {
    "siigo_receipt.nothing_paid": (
        "Lo que entró es {amount}: no hay dinero para un recibo de caja",
        "What came in is {amount}: there is no money for a cash receipt",
    ),
    "siigo_receipt.no_receivable": (
        "La factura {name} no tiene una forma de pago con vencimiento: quedó pagada al facturar y no lleva recibo de "
        "caja. Si se paga después, mapee en invoice una forma de pago con vencimiento",
        "The invoice {name} has no payment with a due date: it was paid when it was invoiced and gets no cash receipt. "
        "If it is paid later, map a payment type with due date in invoice",
    ),
    "siigo_receipt.several_instalments": (
        "La factura {name} tiene {count} cuotas y no se sabe cuál se paga: haga el recibo de caja en Siigo",
        "The invoice {name} has {count} instalments and nobody knows which one is paid: make the cash receipt in Siigo",
    ),
    "siigo_receipt.odd_name": (
        "El nombre de la factura es {name}, y para el recibo de caja debe ser como FV-1-1042: haga el recibo en Siigo, "
        "o mapee due completo (prefix, consecutive, quote, date)",
        "The invoice's name is {name}, and for the cash receipt it must be like FV-1-1042: make the receipt in Siigo, "
        "or map due in full (prefix, consecutive, quote, date)",
    ),
    "siigo_receipt.over_receivable": (
        "Entraron {amount} y la factura {name} solo dejó {value} por pagar: revise los pagos del pedido, o haga el "
        "recibo de caja en Siigo",
        "{amount} came in and the invoice {name} left only {value} to pay: look at the order's payments, or make the "
        "cash receipt in Siigo",
    ),
    "siigo_receipt.invoice_gone": (
        "La factura {name} está anulada o ya no existe en Siigo: no hay qué pagar con un recibo de caja. Revise en "
        "Siigo a dónde va el dinero que entró",
        "The invoice {name} is annulled or does not exist in Siigo any more: there is nothing to pay with a cash "
        "receipt. Look in Siigo where the money that came in belongs",
    ),
    "siigo_receipt.no_invoice": (
        "DebtPayment paga una factura, y este dinero entró antes de ella: quite type del mapeo, o use AdvancePayment",
        "DebtPayment pays an invoice, and this money came in before it: take type out of the mapping, or use "
        "AdvancePayment",
    ),
    "siigo_receipt.no_customer": (
        "no se sabe de quién es el dinero: mapee identification en customer",
        "nobody knows whose money it is: map identification in customer",
    ),
    "siigo_receipt.no_payment": (
        "falta la forma de pago por la que entró el dinero: agréguela al mapeo, sin vencimiento y de clase RC",
        "the payment type in which the money came is missing: add it to the mapping, without due date and of class RC",
    ),
    "siigo_receipt.payment_with_due_date": (
        "la forma de pago {id} ({name}) tiene vencimiento y no sirve para recibir dinero: mapee en receipt un banco o "
        "una caja",
        "the payment type {id} ({name}) has a due date and takes in no money: map a bank or a cash desk in receipt",
    ),
    "siigo_receipt.not_in_type": (
        "no va en un recibo de caja de tipo {type}: quítelo del mapeo, o cambie type",
        "is not in a cash receipt of type {type}: take it out of the mapping, or change type",
    ),
    "siigo_receipt.only_in": (
        "solo va en un recibo de caja de tipo {type}: quítelo del mapeo, o cambie type",
        "is only in a cash receipt of type {type}: take it out of the mapping, or change type",
    ),
    "siigo_receipt.items_left_out": (
        "no van en un anticipo y no se envían",
        "are not in an advance and are not sent",
    ),
    "siigo_receipt.one_row": (
        "hay {found} líneas, y el recibo de caja paga una sola cuota: deje una, o use type Detailed",
        "there are {found} rows, and the cash receipt pays a single instalment: leave one, or use type Detailed",
    ),
    "siigo_receipt.value_differs": (
        "el valor mapeado es {found} y entraron {amount}: quite value del mapeo",
        "the mapped value is {found} and {amount} came in: take value out of the mapping",
    ),
    "siigo_receipt.less_unproven": (
        "Siigo no dice si las retenciones y los descuentos bajan el pago: se envía por todo; revise el recibo en Siigo "
        "y, si debe ser menos, mapee value",
        "Siigo does not say whether withholdings and discounts lower the payment: all of it is sent; look at the "
        "receipt in Siigo and, if it must be less, map value",
    ),
    "siigo_receipt.sides": (
        "un recibo Detailed lleva líneas débito y crédito, y de cada lado máximo una sin value: corrija el mapeo",
        "a Detailed receipt has debit and credit rows, and at most one without value on each side: correct the mapping",
    ),
    "siigo_receipt.credits_differ": (
        "las líneas crédito pagan {found} y entraron {amount}: deje sin value la línea crédito de la cartera",
        "the credit rows pay {found} and {amount} came in: leave the credit row of the receivable without value",
    ),
    "siigo_receipt.unbalanced": (
        "las líneas débito suman {debits} y las crédito {credits}: deben quedar iguales; deje sin value la línea "
        "débito del banco y revise las demás",
        "the debit rows come to {debits} and the credit rows to {credits}: they must be equal; leave the debit row of "
        "the bank without value and check the others",
    ),
    "siigo_receipt.catalogue_document_types": (
        "los comprobantes de recibo de caja (RC)",
        "the document types of cash receipts (RC)",
    ),
    "siigo_receipt.catalogue_payment_types": (
        "las formas de pago de recibo de caja (RC)",
        "the payment types of cash receipts (RC)",
    ),
}

_REFUSED = {
    "siigo_receipt.paid_already": (
        "Siigo no recibe este valor: la factura tiene menos saldo que lo que entró. Mire en Siigo si alguien ya "
        "registró un recibo de caja o una nota crédito; si el dinero ya está registrado, no haga este recibo "
        "({path}, {code})",
        "Siigo does not take this amount: less is left to pay of the invoice than came in. Look in Siigo whether "
        "somebody has recorded a cash receipt or a credit note; if the money is recorded already, leave this receipt "
        "({path}, {code})",
    ),
    "siigo_receipt.due_unknown": (
        "Siigo no encuentra la cuota de la factura: ya está pagada, o su vencimiento o su cliente cambiaron. Mire en "
        "Siigo si alguien ya registró el recibo de caja; si ya está, no haga este "
        "({path}, {code})",
        "Siigo does not find the invoice's instalment: it is paid already, or its due date or its customer changed. "
        "Look in Siigo whether somebody has recorded the cash receipt; if it is there, leave this one "
        "({path}, {code})",
    ),
    "siigo_receipt.payment_refused": (
        "Siigo no recibe dinero por esa forma de pago: mapee en receipt otra, sin vencimiento y de clase RC, o "
        "permítala en Siigo para recibos de caja ({path}, {code})",
        "Siigo takes in no money with that payment type: map another one in receipt, without due date and of class RC, "
        "or allow it for cash receipts in Siigo ({path}, {code})",
    ),
    "siigo_receipt.customer_unknown": (
        "El cliente {identification} no existe en Siigo, y un recibo de caja no lo crea: créelo en Siigo y reintente "
        "({path}, {code})",
        "The customer {identification} does not exist in Siigo, and a cash receipt does not make it: make it in Siigo "
        "and try again ({path}, {code})",
    ),
    "siigo_receipt.customer_inactive": (
        "El cliente {identification} está inactivo en Siigo: actívelo y reintente ({path}, {code})",
        "The customer {identification} is inactive in Siigo: activate it and try again ({path}, {code})",
    ),
    "siigo_receipt.not_a_receipt_type": (
        "El comprobante no es de recibos de caja: ponga en el mapeo uno de clase RC ({path}, {code})",
        "The document type is not one of cash receipts: map one of class RC ({path}, {code})",
    ),
    "siigo_receipt.type_refused": (
        "Siigo no recibe esas líneas en este tipo de recibo de caja: revise type e items en el mapeo. Siigo dice: "
        "{message} ({path}, {code})",
        "Siigo does not take those rows in this type of cash receipt: look at type and items in the mapping. Siigo "
        "says: {message} ({path}, {code})",
    ),
    "siigo_receipt.account_refused": (
        "Siigo no recibe esa cuenta contable: ponga en el mapeo una cuenta activa y de último nivel. Siigo dice: "
        "{message} ({path}, {code})",
        "Siigo does not take that account: map one that is active and of the last level. Siigo says: {message} "
        "({path}, {code})",
    ),
    "siigo_receipt.income_unknown": (
        "Ese ingreso no existe en Siigo: ponga en income.id uno de GET /v1/misc-incomes ({path}, {code})",
        "That income does not exist in Siigo: put one of GET /v1/misc-incomes in income.id ({path}, {code})",
    ),
    "siigo_receipt.discount_unknown": (
        "Ese descuento no existe en Siigo: ponga en discounts.id uno de GET /v1/expenses ({path}, {code})",
        "That discount does not exist in Siigo: put one of GET /v1/expenses in discounts.id ({path}, {code})",
    ),
    "siigo_receipt.unequal_sides": (
        "Siigo dice que los débitos y los créditos del recibo de caja no son iguales: revise items en el mapeo "
        "({path}, {code})",
        "Siigo says that the cash receipt's debits and credits are not equal: look at items in the mapping "
        "({path}, {code})",
    ),
    "siigo_receipt.number_taken": (
        "El número de recibo de caja {number} ya está usado en Siigo: active la numeración automática del comprobante, "
        "o corrija number en el mapeo ({code})",
        "The cash receipt number {number} is taken in Siigo: switch on the document type's automatic numbering, or "
        "correct number in the mapping ({code})",
    ),
    "siigo_receipt.books_closed": (
        "La contabilidad está cerrada en la fecha del recibo de caja: abra el periodo en Siigo, o mapee otra date, y "
        "reintente ({code})",
        "The books are closed on the cash receipt's date: open the period in Siigo, or map another date, and try again "
        "({code})",
    ),
}

TEXTS = _COMPOSED | _REFUSED
