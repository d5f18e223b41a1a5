"""Texts of Siigo Pyme: what is wrong with a document before it leaves, and what became of its batch."""

_SETTINGS = {
    "siigo_pyme.base_url": (
        "{found} no es una dirección del puente de Siigo Pyme: debe comenzar con https://",
        "{found} is no address of the Siigo Pyme bridge: it must begin with https://",
    ),
    "siigo_pyme.odd_series": (
        "numbers: {series}: {number} no es una serie con su primer número; se escribe, por ejemplo, F-1: 1001",
        "numbers: {series}: {number} is no series with its first number; write it like F-1: 1001",
    ),
    "siigo_pyme.series_twice": (
        "numbers: {series}: {number}: esa serie ya tiene otro primer número; F-001 y F-1 son la misma: deje una sola",
        "numbers: {series}: {number}: that series has another first number already; F-001 and F-1 are one: leave one",
    ),
    "siigo_pyme.no_api_key": (
        "falta api_key, la llave que da iFactory; si nadie llama al puente y los movimientos se cargan a mano, escriba "
        "by_hand: true",
        "api_key is missing, the key that iFactory gives; if nobody calls the bridge and people load the movements, "
        "write by_hand: true",
    ),
}

_INVOICE = {
    "siigo_pyme.no_kind": (
        "Siigo Pyme no recibe documentos de clase {kind} por el puente: el tercero se crea en Siigo Pyme, a mano",
        "The bridge takes no documents of kind {kind} for Siigo Pyme: the third party is made there, by hand",
    ),
    "siigo_pyme.nothing_sold": (
        "Las líneas del pedido suman {total}: no hay venta que contabilizar. Revise el pedido en la tienda",
        "The order's lines come to {total}: there is no sale to book. Look at the order in the shop",
    ),
    "siigo_pyme.nit_digits": (
        "el documento es {found} y Siigo Pyme solo recibe dígitos: cree al tercero en Siigo Pyme con un número y "
        "escríbalo en el pedido, o contabilice este pedido a mano",
        "the document is {found} and Siigo Pyme takes digits only: make the third party there with a number and write "
        "it in the order, or book this order by hand",
    ),
    "siigo_pyme.odd_day": (
        "{found} no es un día: mapee date, o document_year, document_month y document_day juntos",
        "{found} is no day: map date, or document_year, document_month and document_day together",
    ),
    "siigo_pyme.foreign_currency": (
        "el pedido está en {currency} y los movimientos van en pesos: mapee currency_type si la empresa lleva otra "
        "moneda, o contabilice este pedido a mano",
        "the order is in {currency} and movements are in pesos: map currency_type if the company keeps another "
        "currency, or book this order by hand",
    ),
    "siigo_pyme.item_without_line": (
        "no se sabe a qué línea del pedido corresponde: items debe ser «each: lines», con una fila por línea",
        "nobody knows which line of the order it stands for: items must be «each: lines», one row for each line",
    ),
    "siigo_pyme.line_without_item": (
        "la línea «{name}» ({id}) del pedido quedó sin cuenta de ingresos: mapéela en items",
        "the order's line «{name}» ({id}) is left without an income account: map it in items",
    ),
    "siigo_pyme.rate_without_account": (
        "el pedido cobró impuestos del {rate} % y falta su cuenta: agregue en taxes la línea "
        "«- {{rate: {rate}, accounting_account: …}}»",
        "the order charged taxes of {rate} % and their account is missing: add to taxes the line "
        "«- {{rate: {rate}, accounting_account: …}}»",
    ),
    "siigo_pyme.rate_twice": (
        "la tarifa del {rate} % ya tiene otra cuenta en taxes: deje una sola línea por tarifa",
        "the rate of {rate} % has another account in taxes already: leave one line for each rate",
    ),
    "siigo_pyme.withheld_too_much": (
        "las retenciones suman {withheld} y la factura {total}: revise los porcentajes de withholdings",
        "what is withheld comes to {withheld} and the invoice to {total}: look at the percentages of withholdings",
    ),
}

_PAYMENTS = {
    "siigo_pyme.payments_do_not_pair": (
        "hay {entries} filas de pago sin valor y el pedido tiene {payments} pagos: deje una sola sin sequence_value, o "
        "use «each: payments»",
        "there are {entries} payment rows without value and the order has {payments} payments: leave a single one "
        "without sequence_value, or use «each: payments»",
    ),
    "siigo_pyme.payments_differ": (
        "los pagos suman {payments} y la factura {total}: revise los pagos del pedido o el mapeo",
        "the payments come to {payments} and the invoice to {total}: look at the order's payments or at the mapping",
    ),
    "siigo_pyme.payment_below_zero": (
        "los valores mapeados pasan del total, {total}: la fila sin valor quedaría en {found}",
        "the mapped values are more than the total, {total}: the row without value would be {found}",
    ),
    "siigo_pyme.paid_on_credit": (
        "el pedido está pagado y {value} quedan por cobrar: mapee la cuenta de caja o banco, o active los recibos",
        "the order is paid and {value} are left to be paid: map the account of cash or bank, or switch receipts on",
    ),
}

_NOTES = {
    "siigo_pyme.rows_unknown": (
        "los movimientos de {name} no están en el conector, que no lo hizo: haga la nota crédito en Siigo Pyme",
        "the movements of {name} are not in the connector, which did not make it: make the credit note in Siigo Pyme",
    ),
    "siigo_pyme.negative_back": (
        "de la línea {line} se devuelven {units} unidades por {amount}, y una devolución no es negativa: revise la "
        "devolución en la tienda",
        "of the line {line} {units} units are given back for {amount}, and no refund is negative: look at the refund "
        "in the shop",
    ),
    "siigo_pyme.odd_name": (
        "el nombre de la factura es {name} y debe terminar en su número (F-1-1001): haga el documento en Siigo Pyme",
        "the invoice's name is {name} and it must end in its number, like F-1-1001: make the document in Siigo Pyme",
    ),
    "siigo_pyme.nothing_back": (
        "se devolvieron {amount} y de la factura quedan {left}: no hay qué acreditar. Revise las devoluciones",
        "{amount} were given back and {left} are left of the invoice: there is nothing to credit. Look at the refunds",
    ),
    "siigo_pyme.too_much_back": (
        "se devolvieron {amount} y de la factura solo quedan {left}: revise las devoluciones del pedido en la tienda",
        "{amount} were given back and only {left} are left of the invoice: look at the order's refunds in the shop",
    ),
    "siigo_pyme.unknown_line": (
        "la línea {line} que se devolvió no está en la factura: haga la nota crédito en Siigo Pyme",
        "the line {line} that was given back is not in the invoice: make the credit note in Siigo Pyme",
    ),
    "siigo_pyme.too_many_back": (
        "se devolvieron {units} unidades de «{line}» y de la factura quedan {left}: revise la devolución en la tienda",
        "{units} units of «{line}» were given back and {left} are left of the invoice: look at the refund in the shop",
    ),
    "siigo_pyme.money_gone": (
        "no se sabe por dónde salen {amount}: las cuentas de la factura están en cero. Mapee payments en credit_note",
        "nobody knows where {amount} leave: the invoice's accounts are at zero already. Map payments in credit_note",
    ),
    "siigo_pyme.received_back": (
        "{amount} habían entrado con un recibo de caja y no se sabe por dónde salen: agregue en credit_note "
        "«received: {{accounting_account: …}}», con el banco",
        "{amount} had come in by a receipt and nobody knows where they leave: add "
        "«received: {{accounting_account: …}}» to credit_note, with the bank",
    ),
    "siigo_pyme.money_unclear": (
        "hay {entries} filas de pago y el pedido tiene {payments} pagos: deje una sola cuenta, o use «each: payments»",
        "there are {entries} payment rows and the order has {payments} payments: leave one account, or use "
        "«each: payments»",
    ),
}

_RECEIPTS = {
    "siigo_pyme.nothing_paid": (
        "lo que entró es {amount}: no hay dinero para un recibo de caja",
        "what came in is {amount}: there is no money for a receipt",
    ),
    "siigo_pyme.no_payer": (
        "no se sabe de quién es el dinero: mapee nit en customer",
        "nobody knows whose money it is: map nit in customer",
    ),
    "siigo_pyme.fees_too_much": (
        "las comisiones suman {fees} y entraron {amount}: revise los porcentajes de fees",
        "the fees come to {fees} and {amount} came in: look at the percentages of fees",
    ),
    "siigo_pyme.no_advance": (
        "el dinero entró antes de la factura y falta la cuenta de anticipos: agregue en receipt "
        "«advance: {{accounting_account: …}}»",
        "the money came before the invoice and the account of advances is missing: add "
        "«advance: {{accounting_account: …}}» to receipt",
    ),
    "siigo_pyme.no_receivable": (
        "la factura {name} no dejó nada por cobrar: si se paga después, mapee en invoice «is_receivable: true»",
        "the invoice {name} left nothing to be paid: if it is paid later, map «is_receivable: true» in invoice",
    ),
    "siigo_pyme.over_receivable": (
        "entraron {amount} y la factura {name} solo dejó {value} por cobrar: revise los pagos del pedido",
        "{amount} came in and the invoice {name} left only {value} to be paid: look at the order's payments",
    ),
    "siigo_pyme.several_receivables": (
        "la factura {name} tiene {count} cuentas por cobrar y no se sabe cuál se paga: mapee receivable en receipt",
        "the invoice {name} has {count} receivables and nobody knows which one is paid: map receivable in receipt",
    ),
    "siigo_pyme.accounts_not_checked": (
        "El puente de Siigo Pyme no deja consultar: que existan las cuentas, los terceros y los productos lo dice al "
        "recibir el documento",
        "The bridge to Siigo Pyme cannot be asked: whether accounts, third parties and products exist it says when it "
        "takes the document",
    ),
}

_SENDING = {
    "siigo_pyme.not_entered": (
        "El puente de Siigo Pyme no acepta la api_key ({status}): pida a iFactory una que sirva y cámbiela en ledger",
        "The bridge to Siigo Pyme does not accept the api_key ({status}): ask iFactory for one that does and put it "
        "into ledger",
    ),
    "siigo_pyme.answered": (
        "El puente de Siigo Pyme respondió {status}: {message}",
        "The bridge to Siigo Pyme answered {status}: {message}",
    ),
    "siigo_pyme.not_json": (
        "El puente de Siigo Pyme respondió algo que no se entiende: no se sabe si recibió el lote",
        "The bridge to Siigo Pyme answered what makes no sense: nobody knows whether it took the batch",
    ),
    "siigo_pyme.sender_died": (
        "El envío del lote {batch} quedó a medias y no se sabe si llegó: búsquelo en Siigo Pyme y responda con "
        "`connector batch {batch} arrived` o `connector batch {batch} again`",
        "Sending the batch {batch} was broken off and nobody knows whether it arrived: look for it in Siigo Pyme and "
        "answer `connector batch {batch} arrived` or `connector batch {batch} again`",
    ),
    "siigo_pyme.look_for": (
        "busque en Siigo Pyme el documento {name}, del {date}, por {total} (del lote "
        "salieron los números {first} a {last} de {series}). Si está, `connector batch {batch} arrived {name}`; si no, "
        "`connector batch {batch} again {name}`",
        "look in Siigo Pyme for the document {name}, of {date}, for {total} "
        "(of the batch the numbers {first} to {last} of {series} left). If it is there, `connector batch {batch} "
        "arrived {name}`; if not, `connector batch {batch} again {name}`",
    ),
    "siigo_pyme.number_there": (
        "en Siigo Pyme ya hay un documento {name} ({why}): mírelo allá. Si es este, del {date} y por {total}, "
        "`connector batch {batch} arrived {name}`; si es otro, `connector batch {batch} other {name}`, y este se arma "
        "con el número siguiente",
        "there is a document {name} in Siigo Pyme already ({why}): look at it there. If it is this one, of {date} and "
        "for {total}, `connector batch {batch} arrived {name}`; if it is another, `connector batch {batch} other "
        "{name}`, and this one is made with the next number",
    ),
    "siigo_pyme.written_out": (
        "{name} salió en el archivo del lote {batch}: si se carga, `connector batch {batch} arrived {name}` después de "
        "cargarlo; si no se va a cargar, bórrelo del archivo y `connector batch {batch} again {name}`",
        "{name} went out in the file of batch {batch}: if it is loaded, `connector batch {batch} arrived {name}` after "
        "that; if it will not be, delete it from the file and `connector batch {batch} again {name}`",
    ),
    "siigo_pyme.is_unclear": (
        "no se sabe si el lote {batch} llegó a Siigo Pyme: búsquelo allá y responda con `connector batch {batch} "
        "arrived` o `connector batch {batch} again`",
        "nobody knows whether the batch {batch} arrived in Siigo Pyme: look for it there and answer `connector batch "
        "{batch} arrived` or `connector batch {batch} again`",
    ),
    "siigo_pyme.on_its_way": (
        "{name} está saliendo hacia Siigo Pyme: se intenta de nuevo cuando se sepa si llegó",
        "{name} is on its way to Siigo Pyme: this is tried again once it is known whether it arrived",
    ),
    "siigo_pyme.booked_already": (
        "{name} ya está en Siigo Pyme: anúlelo allá, o haga una nota crédito",
        "{name} is in Siigo Pyme already: annul it there, or make a credit note",
    ),
    "siigo_pyme.claimed": (
        "El pedido dice que ya está facturado ({names}) y a Siigo Pyme no se le puede preguntar: búsquela allá. Si "
        "está, deje el pedido como está; para facturarlo, `connector answer {order} invoice`",
        "The order says that it is invoiced already ({names}) and Siigo Pyme cannot be asked: look for it there. If it "
        "is there, leave the order as it is; to invoice it, `connector answer {order} invoice`",
    ),
    "siigo_pyme.no_outbox": (
        "siigo_pyme necesita la base de datos del conector para numerar y enviar documentos",
        "siigo_pyme needs the connector's database to number and send documents",
    ),
}

_CHECKS = {
    "siigo_pyme.check_bridge": ("puente de Siigo Pyme", "bridge to Siigo Pyme"),
    "siigo_pyme.is_by_hand": (
        "by_hand: nadie llama al puente; los lotes se cargan a mano",
        "by_hand: nobody calls the bridge; people load the batches",
    ),
    "siigo_pyme.key_unproven": (
        "responde; si la api_key sirve solo se sabe al enviar un lote, porque el puente no deja consultar",
        "it answers; whether the api_key enters is only known when a batch is sent, for the bridge cannot be asked",
    ),
    "siigo_pyme.fix_bridge": (
        "revise base_url, y que este servidor pueda salir al puerto 4005",
        "look at base_url, and whether this server may reach port 4005",
    ),
    "siigo_pyme.check_numbers": ("primer número de cada serie", "first number of each series"),
    "siigo_pyme.fix_series": (
        "{series} empieza en 1, si el mapeo no pone document_number: escriba en numbers el que sigue en Siigo Pyme",
        "{series} begins with 1, unless the mapping gives document_number: write the one that follows in Siigo Pyme in "
        "numbers",
    ),
    "siigo_pyme.check_batch": ("lote {batch}", "batch {batch}"),
    "siigo_pyme.fix_batch": (
        "corrija lo que dice el puente: el lote {batch} sale otra vez solo",
        "mend what the bridge says: batch {batch} leaves again by itself",
    ),
    "siigo_pyme.fix_numbers": (
        "sin numbers, cada serie empieza en 1: escriba el que sigue en Siigo Pyme, como numbers: {{F-1: 1001}}",
        "without numbers each series begins with 1: write the one after the last in Siigo Pyme, like "
        "numbers: {{F-1: 1001}}",
    ),
}

TEXTS = {**_SETTINGS, **_INVOICE, **_PAYMENTS, **_NOTES, **_RECEIPTS, **_SENDING, **_CHECKS}
