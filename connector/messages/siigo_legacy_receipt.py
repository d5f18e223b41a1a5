"""Texts of cash receipts in the older Siigo Nube API."""

TEXTS = {
    "siigo_legacy_receipt.no_receivable": (
        "La factura {name} no tiene una forma de pago a crédito (con DueDate): quedó pagada al facturar y no lleva "
        "recibo de caja. Si se paga después, mapee en invoice una forma de pago a crédito",
        "The invoice {name} has no payment on credit (with DueDate): it was paid when it was invoiced and gets no cash "
        "receipt. If it is paid later, map a payment means on credit in invoice",
    ),
    "siigo_legacy_receipt.odd_name": (
        "El nombre de la factura es {name}, y para el recibo de caja debe ser como FV-1-22: haga el recibo en Siigo "
        "Nube, o mapee en Items DuePrefix, DueConsecutive, DueQuote y DueDate",
        "The invoice's name is {name}, and for the cash receipt it must be like FV-1-22: make the receipt in Siigo "
        "Nube, or map DuePrefix, DueConsecutive, DueQuote and DueDate in Items",
    ),
    "siigo_legacy_receipt.over_receivable": (
        "Entraron {amount} y de la factura {name} solo quedan {left} por pagar: revise los pagos del pedido, o haga el "
        "recibo de caja en Siigo Nube",
        "{amount} came in and only {left} is left to pay of the invoice {name}: look at the order's payments, or make "
        "the cash receipt in Siigo Nube",
    ),
    "siigo_legacy_receipt.no_invoice": (
        "este dinero entró antes de la factura y no paga ninguna: quite VoucherType del mapeo (queda como anticipo), o "
        "mapee en Items DuePrefix, DueConsecutive, DueQuote y DueDate",
        "this money came in before the invoice and pays none: take VoucherType out of the mapping (it becomes an "
        "advance), or map DuePrefix, DueConsecutive, DueQuote and DueDate in Items",
    ),
    "siigo_legacy_receipt.no_customer": (
        "no se sabe de quién es el dinero: mapee Identification en customer",
        "nobody knows whose money it is: map Identification in customer",
    ),
    "siigo_legacy_receipt.no_account": (
        "falta la cuenta contable de la cartera que baja el recibo, como 13050501: agréguela al mapeo",
        "the account of the receivable that the receipt lowers is missing, like 13050501: add it to the mapping",
    ),
    "siigo_legacy_receipt.currency": (
        "la moneda del recibo es {mapped} y la del pedido es {found}: mapee MoneyCode con la del pedido, y "
        "ExchangeValue si no es COP",
        "the receipt is in {mapped} and the order in {found}: map MoneyCode with the order's, and ExchangeValue where "
        "it is not COP",
    ),
    "siigo_legacy_receipt.no_exchange": (
        "falta la tasa de cambio de {found}: agréguela al mapeo",
        "the exchange rate of {found} is missing: add it to the mapping",
    ),
    "siigo_legacy_receipt.means_of_credit": (
        "la forma de pago {id} ({name}) es a crédito y no sirve para recibir dinero: mapee en receipt un banco o una "
        "caja",
        "the payment means {id} ({name}) is on credit and takes in no money: map a bank or a cash desk in receipt",
    ),
    "siigo_legacy_receipt.means_not_for_sales": (
        "la forma de pago {id} ({name}) es de proveedores o del sistema: mapee una de cartera, o de ambos",
        "the payment means {id} ({name}) is for suppliers or the system's own: map one of receivables, or of both",
    ),
    "siigo_legacy_receipt.one_row": (
        "hay {found} líneas, y un abono a deuda lleva una, que el conector reparte en las cuotas: deje una, o use "
        "VoucherType 2",
        "there are {found} rows, and an Abono a deuda has one, which the connector shares over the quotes: leave one, "
        "or use VoucherType 2",
    ),
    "siigo_legacy_receipt.debt_is_credit": (
        "un abono a deuda baja la cartera, así que es crédito: quite DC del mapeo, o use VoucherType 2",
        "an Abono a deuda lowers the receivable, so it is a credit: take DC out of the mapping, or use VoucherType 2",
    ),
    "siigo_legacy_receipt.value_differs": (
        "el valor mapeado es {found} y debe ser {amount}: quítelo del mapeo",
        "the mapped value is {found} and must be {amount}: take it out of the mapping",
    ),
    "siigo_legacy_receipt.missing_in_entry": (
        "falta en un recibo avanzado (VoucherType 2): agréguelo al mapeo",
        "missing in an advanced receipt (VoucherType 2): add it to the mapping",
    ),
    "siigo_legacy_receipt.sides": (
        "un recibo avanzado (VoucherType 2) lleva al menos una línea crédito, y máximo una sin Value: corrija el mapeo",
        "an advanced receipt (VoucherType 2) has a credit row at least, and at most one without Value: correct the "
        "mapping",
    ),
    "siigo_legacy_receipt.credits_differ": (
        "las líneas crédito pagan {found} y entraron {amount}: deje sin Value la línea crédito de la cartera",
        "the credit rows pay {found} and {amount} came in: leave the credit row of the receivable without Value",
    ),
    "siigo_legacy_receipt.debits_take_all": (
        "los créditos menos los débitos dan {total} y deben dar lo que entró a la forma de pago: revise las líneas "
        "débito en el mapeo",
        "the credits less the debits come to {total} and must come to what the payment means took in: look at the "
        "debit rows in the mapping",
    ),
    "siigo_legacy_receipt.no_instalment": (
        "falta en esta línea qué cuota cruza: agréguelo al mapeo (DuePrefix, DueConsecutive, DueQuote y DueDate)",
        "which instalment this row is about is missing: add it to the mapping (DuePrefix, DueConsecutive, DueQuote and "
        "DueDate)",
    ),
    "siigo_legacy_receipt.no_id": (
        "Siigo Nube respondió sin el id del recibo de caja: puede existir, y se busca por su marca",
        "Siigo Nube answered without the cash receipt's id: it may exist, and is looked for by its mark",
    ),
}
