"""Texts of the payments of a Siigo invoice, and of what happens when Siigo computes another total."""

_PAYMENTS = {
    "siigo_payments.split_differs": (
        "los pagos del pedido suman {payments}, el pedido vale {order} y la factura {total}: no se sabe cuánto va en "
        "cada forma de pago; complete los pagos en la tienda, o mapee value o un solo pago",
        "the order's payments come to {payments}, the order to {order} and the invoice to {total}: nobody knows how "
        "much goes in each payment type; complete the payments in the shop, or map value or a single payment",
    ),
    "siigo_payments.partly_paid": (
        "en la tienda hay pagos por {paid} de {order}, y la factura queda toda pagada en {id} ({name}): si el resto se "
        "paga después, use una forma de pago con vencimiento",
        "the shop has payments of {paid} out of {order}, and the invoice is all paid in {id} ({name}): if the rest is "
        "paid later, use a payment type with due date",
    ),
    "siigo_payments.merged": (
        "Siigo acepta una sola forma de pago cuando una maneja vencimiento: todo va en {id} ({name}), que vence el "
        "{due_date}, también {merged}. Registre en Siigo un recibo de caja por lo que ya se pagó",
        "Siigo accepts a single payment when one has a due date: all goes in {id} ({name}), due on {due_date}, "
        "{merged} too. Record a cash receipt in Siigo for what has been paid already",
    ),
    "siigo_payments.part": ("{value} de {id} ({name})", "{value} of {id} ({name})"),
    "siigo_payments.due_before_invoice": (
        "el vencimiento {found} es anterior a la factura: se envía con {date}; corrija el mapeo",
        "the due date {found} is before the invoice: it goes with {date}; correct the mapping",
    ),
    "siigo_payments.no_due_date": (
        "{id} ({name}) no maneja vencimiento en Siigo: se envía sin due_date; quítelo del mapeo o use una forma de "
        "pago a crédito",
        "{id} ({name}) has no due date in Siigo: it is sent without due_date; take it out of the mapping, or use a "
        "payment type on credit",
    ),
}

_REPAIR = {
    "siigo_payments.repaired": (
        "Siigo calculó {theirs} y el conector {ours}: la factura se hizo por {theirs}, con la diferencia en el pago "
        "más grande. Para ver cómo calcula la empresa: connector doctor --probe",
        "Siigo computed {theirs} and the connector {ours}: the invoice was made for {theirs}, the difference being in "
        "the largest payment. To see how the company computes: connector doctor --probe",
    ),
    "siigo_payments.total_refused": (
        "Siigo calcula un total de {theirs} y los pagos suman {ours}; el pedido suma {order}. {cause} ({code})",
        "Siigo computes a total of {theirs} and the payments come to {ours}; the order comes to {order}. "
        "{cause} ({code})",
    ),
    "siigo_payments.cause_rounding": (
        "La diferencia es de redondeo: vea cómo calcula la empresa con connector doctor --probe",
        "The difference is rounding: see how the company computes with connector doctor --probe",
    ),
    "siigo_payments.cause_tax": (
        "La diferencia es igual a los impuestos de la factura: revise que los impuestos mapeados sean de venta y estén "
        "bien configurados en Siigo",
        "The difference equals the invoice's taxes: check that the mapped taxes are for sales and are set up right in "
        "Siigo",
    ),
    "siigo_payments.cause_line_tax": (
        "La diferencia es igual al impuesto de {code}: revise el impuesto mapeado de ese producto",
        "The difference equals the tax of {code}: check the mapped tax of that product",
    ),
    "siigo_payments.cause_rate": (
        "La diferencia es el {percentage} % de la base: revise en Siigo la tarifa de los impuestos mapeados",
        "The difference is {percentage} % of the base: check the rate of the mapped taxes in Siigo",
    ),
    "siigo_payments.cause_line_rate": (
        "La diferencia es el {percentage} % de la base de {code}: revise en Siigo la tarifa del impuesto de ese "
        "producto",
        "The difference is {percentage} % of the base of {code}: check the rate of that product's tax in Siigo",
    ),
    "siigo_payments.cause_discount_lost": (
        "La diferencia es igual al descuento: Siigo no lo resta; revise que el comprobante maneje descuentos",
        "The difference equals the discount: Siigo does not take it off; check that the document type has discounts",
    ),
    "siigo_payments.cause_discount_twice": (
        "La diferencia es igual al descuento: Siigo lo resta dos veces; revise que el precio mapeado no lo traiga "
        "descontado",
        "The difference equals the discount: Siigo takes it off twice; check that the mapped price does not have it "
        "taken off already",
    ),
    "siigo_payments.cause_discount_kind": (
        "La diferencia sale de leer el descuento como dinero en lugar de porcentaje, o al revés: revise en Siigo el "
        "tipo de descuento del comprobante",
        "The difference comes from reading the discount as money instead of per cent, or the other way round: check "
        "the document type's kind of discount in Siigo",
    ),
    "siigo_payments.cause_shipping": (
        "La diferencia es igual al envío ({code}): revise el producto del envío en Siigo",
        "The difference equals the shipping ({code}): check the shipping product in Siigo",
    ),
    "siigo_payments.cause_line": (
        "La diferencia es igual a lo que vale {code}: revise ese producto en Siigo",
        "The difference equals what {code} comes to: check that product in Siigo",
    ),
    "siigo_payments.cause_withheld": (
        "La diferencia es la de las retenciones: revise las retenciones mapeadas y cómo las resta la empresa con "
        "connector doctor --probe",
        "The difference is that of the retentions: check the mapped ones, and how the company takes them off with "
        "connector doctor --probe",
    ),
    "siigo_payments.cause_advance": (
        "La diferencia es igual al anticipo: vea cómo lo cuenta la empresa con connector doctor --probe",
        "The difference equals the advance: see how the company counts it with connector doctor --probe",
    ),
    "siigo_payments.cause_unknown": (
        "Revise los impuestos, descuentos y retenciones de la factura y la configuración del comprobante en Siigo",
        "Check the invoice's taxes, discounts and retentions, and the document type's settings in Siigo",
    ),
}

TEXTS = _PAYMENTS | _REPAIR
