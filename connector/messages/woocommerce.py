"""Texts of `connector/stores/woocommerce/`."""

TEXTS = {
    # settings
    "woocommerce.url": (
        "se esperaba la dirección de la tienda, como https://tienda.com.co, y llegó {found}",
        "expected the shop's address, such as https://tienda.com.co, found {found}",
    ),
    "woocommerce.no_secret": (
        "falta el secreto del webhook, el mismo que está en WooCommerce › Ajustes › Avanzado › Webhooks",
        "the webhook secret is missing, the same that is in WooCommerce › Settings › Advanced › Webhooks",
    ),
    "woocommerce.half_credentials": (
        "consumer_key y consumer_secret van juntas: falta {missing}",
        "consumer_key and consumer_secret go together: {missing} is missing",
    ),
    "woocommerce.refetch_without_credentials": (
        "refetch: true necesita consumer_key y consumer_secret",
        "refetch: true needs consumer_key and consumer_secret",
    ),
    # webhook
    "woocommerce.unsigned": (
        "falta el encabezado X-WC-Webhook-Signature",
        "the header X-WC-Webhook-Signature is missing",
    ),
    "woocommerce.wrong_signature": (
        "la firma no corresponde al cuerpo con ninguno de los secretos de la conexión",
        "the signature does not fit the body with any secret of the connection",
    ),
    "woocommerce.not_json": ("el cuerpo no es JSON: {why}", "the body is not JSON: {why}"),
    "woocommerce.no_order_id": (
        "el aviso {topic} no dice el id del pedido",
        "the delivery {topic} does not say the order's id",
    ),
    "woocommerce.ping": ("prueba de WooCommerce al crear el webhook", "WooCommerce's ping when a webhook is made"),
    "woocommerce.empty": ("aviso sin contenido", "a delivery without content"),
    "woocommerce.other_topic": (
        "el tema {topic} no trata de pedidos",
        "the topic {topic} is not about orders",
    ),
    "woocommerce.other_shop": (
        "viene de otra tienda: {found}, y la conexión es de {expected} (¿una copia de pruebas?)",
        "comes from another shop: {found}, while the connection is for {expected} (a staging copy?)",
    ),
    "woocommerce.error_object": (
        "WooCommerce envió un error en vez del pedido: {code} ({status}): «{words}». "
        "Revisar que el usuario del webhook exista y pueda ver pedidos",
        "WooCommerce sent an error instead of the order: {code} ({status}): “{words}”. "
        "Check that the webhook's user exists and may see orders",
    ),
    "woocommerce.draft": (
        "todavía no es un pedido (estado {status})",
        "not an order yet (status {status})",
    ),
    # order
    "woocommerce.currency": (
        "currency: se esperaban tres letras, como COP, y llegó {found}",
        "currency: expected three letters, such as COP, found {found}",
    ),
    "woocommerce.negative": (
        "total: el pedido vale {found}; un total negativo no se factura. Corregirlo en WooCommerce",
        "total: the order comes to {found}; a negative total is not invoiced. Correct it in WooCommerce",
    ),
    "woocommerce.no_lines": (
        "line_items: el pedido no tiene líneas que cobrar. Agregarlas en WooCommerce",
        "line_items: the order has no lines to charge. Add them in WooCommerce",
    ),
    "woocommerce.quantity": (
        "{path}: la cantidad debe ser mayor que cero y llegó {found}. Corregirla en WooCommerce",
        "{path}: the quantity must be greater than zero, found {found}. Correct it in WooCommerce",
    ),
    "woocommerce.same_line": (
        "{path}: el id {found} se repite en el pedido",
        "{path}: the id {found} is repeated in the order",
    ),
    "woocommerce.no_rate": (
        "{path}: no se sabe la tarifa del impuesto {label}. Escribirla en su nombre, como «IVA 19%», "
        "en WooCommerce › Ajustes › Impuesto, y recalcular el pedido",
        "{path}: the rate of the tax {label} is not known. Write it in its name, such as “IVA 19%”, "
        "in WooCommerce › Settings › Tax, and recalculate the order",
    ),
    "woocommerce.rate_range": (
        "{path}: una tarifa de impuesto está entre 0 y 100 y llegó {found}",
        "{path}: a tax rate is between 0 and 100, found {found}",
    ),
    "woocommerce.line_tax": (
        "{path}: los impuestos de la línea suman {found} y total_tax dice {stated}. "
        "Recalcular el pedido en WooCommerce",
        "{path}: the line's taxes come to {found} and total_tax says {stated}. Recalculate the order in WooCommerce",
    ),
    "woocommerce.tax_sum": (
        "total_tax: los impuestos de las líneas suman {found} y el pedido dice {stated}. "
        "Recalcular el pedido en WooCommerce",
        "total_tax: the taxes of the lines come to {found} and the order says {stated}. "
        "Recalculate the order in WooCommerce",
    ),
    "woocommerce.sum_under": (
        "total: productos + cargos + envío + impuestos suman {found} y el pedido dice {stated}. "
        "Recalcular el pedido en WooCommerce; si pasa seguido, quitar en Ajustes › Impuesto "
        "el redondeo en el subtotal",
        "total: products + fees + shipping + taxes come to {found} and the order says {stated}. "
        "Recalculate the order in WooCommerce; if it happens often, switch off rounding at subtotal level "
        "in Settings › Tax",
    ),
    "woocommerce.sum_over": (
        "total: productos + cargos + envío + impuestos suman {found} y el pedido dice {stated}. "
        "Recalcular el pedido en WooCommerce; si la diferencia es una tarjeta regalo o un saldo que un complemento "
        "restó, agregarla al pedido como un cargo negativo",
        "total: products + fees + shipping + taxes come to {found} and the order says {stated}. "
        "Recalculate the order in WooCommerce; if the difference is a gift card or a balance that a plugin "
        "subtracted, add it to the order as a negative fee",
    ),
    "woocommerce.discount_sum": (
        "{rule}: los descuentos de los productos ({before} menos {after}) suman {found} y el pedido dice {stated}. "
        "Recalcular el pedido en WooCommerce",
        "{rule}: the discounts of the products ({before} minus {after}) come to {found} and the order says {stated}. "
        "Recalculate the order in WooCommerce",
    ),
    "woocommerce.rate_sum": (
        "tax_lines: los impuestos por tarifa suman {found} y total_tax dice {stated}. "
        "Recalcular el pedido en WooCommerce",
        "tax_lines: the taxes by rate come to {found} and total_tax says {stated}. "
        "Recalculate the order in WooCommerce",
    ),
    "woocommerce.decimals": (
        "total: {found} tiene más de dos decimales y así no se puede pagar. "
        "Poner 0 o 2 decimales en WooCommerce › Ajustes › General y recalcular el pedido",
        "total: {found} has more than two decimals and cannot be paid like that. "
        "Set 0 or 2 decimals in WooCommerce › Settings › General and recalculate the order",
    ),
    # notes
    "woocommerce.compound": (
        "«{line}»: el impuesto {tax} se cobró también sobre otro impuesto. "
        "Quitar «Compuesto» en WooCommerce › Ajustes › Impuesto y revisar la factura",
        "“{line}”: the tax {tax} was charged on another tax too. "
        "Switch off “Compound” in WooCommerce › Settings › Tax and check the invoice",
    ),
    "woocommerce.odd_tax": (
        "«{line}»: la tienda cobró {found} de {tax}, y {rate} % de {base} son {expected}. "
        "Revisar la tarifa en WooCommerce › Ajustes › Impuesto, y la factura",
        "“{line}”: the shop charged {found} of {tax}, and {rate} % of {base} is {expected}. "
        "Check the rate in WooCommerce › Settings › Tax, and the invoice",
    ),
    # refunds
    "woocommerce.refund_unseen": (
        "La devolución {refund} por {amount} llegó sin sus líneas. Para leerlas, poner en la conexión "
        "store.consumer_key y store.consumer_secret; sin ellas, hacer la nota crédito a mano",
        "Refund {refund} of {amount} came without its lines. To read them, put store.consumer_key and "
        "store.consumer_secret into the connection; without them, make the credit note by hand",
    ),
    "woocommerce.refund_sums": (
        "Las líneas de la devolución {refund} suman {parts} y el dinero devuelto es {amount}: revisarla en "
        "WooCommerce y hacer la nota crédito a mano si no es por {amount}",
        "The lines of refund {refund} come to {parts} and the money given back is {amount}: look at it in WooCommerce "
        "and make the credit note by hand if it is not of {amount}",
    ),
    # client
    "woocommerce.no_credentials": (
        "la conexión no tiene store.consumer_key ni store.consumer_secret para leer pedidos",
        "the connection has no store.consumer_key and store.consumer_secret to read orders with",
    ),
    "woocommerce.redirect": (
        "WooCommerce envía a otra dirección: {found}. Poner esa tienda en store.url",
        "WooCommerce redirects to another address: {found}. Put that shop into store.url",
    ),
    "woocommerce.unauthorized": (
        "WooCommerce no aceptó las credenciales ({words}). Crear una clave de lectura en WooCommerce › Ajustes › "
        "Avanzado › API REST, de un usuario que administre la tienda, y ponerla en store.consumer_key y "
        "store.consumer_secret",
        "WooCommerce did not accept the credentials ({words}). Create a read key in WooCommerce › Settings › "
        "Advanced › REST API, of a user who manages the shop, and put it into store.consumer_key and "
        "store.consumer_secret",
    ),
    "woocommerce.page_not_json": (
        "WooCommerce respondió {status} con una página en vez de JSON. Revisar store.url, los enlaces permanentes y si "
        "un cortafuegos o el modo de mantenimiento bloquea /wp-json/",
        "WooCommerce answered {status} with a page instead of JSON. Check store.url, the permalinks, and whether a "
        "firewall or maintenance mode blocks /wp-json/",
    ),
    "woocommerce.refused": (
        "WooCommerce respondió {status} a {path}: {words}",
        "WooCommerce answered {status} to {path}: {words}",
    ),
    "woocommerce.not_list": (
        "WooCommerce respondió a {path} con algo que no es una lista",
        "WooCommerce answered {path} with something that is not a list",
    ),
    "woocommerce.endless": (
        "La lista {path} de WooCommerce no termina en {pages} páginas: algo delante de la tienda no entiende «page»",
        'WooCommerce\'s list {path} does not end within {pages} pages: something before the shop ignores "page"',
    ),
    "woocommerce.may_not_write": (
        "WooCommerce no deja escribir en el pedido ({words}). Dar a la clave de store.consumer_key el permiso de "
        "lectura y escritura en WooCommerce › Ajustes › Avanzado › API REST, o poner tell: none en la conexión",
        "WooCommerce does not let us write to the order ({words}). Give the key of store.consumer_key the permission "
        "to read and write in WooCommerce › Settings › Advanced › REST API, or put tell: none into the connection",
    ),
    # telling
    "woocommerce.no_credentials_to_tell": (
        "la conexión no tiene store.consumer_key ni store.consumer_secret para escribir la factura en el pedido",
        "the connection has no store.consumer_key and store.consumer_secret to write the invoice to the order with",
    ),
    "woocommerce.no_order_to_tell": (
        "El pedido {order} ya no está en WooCommerce: la factura no se puede mostrar en él",
        "The order {order} is no longer in WooCommerce: the invoice cannot be shown there",
    ),
    "woocommerce.note_invoice": ("Factura {name}", "Invoice {name}"),
    "woocommerce.note_credit_note": ("Nota crédito {name}", "Credit note {name}"),
    "woocommerce.note_link": ("{what}: {url}", "{what}: {url}"),
    # doctor
    "woocommerce.check_writing": ("permiso de escritura", "permission to write"),
    "woocommerce.check_writing_ok": (
        "la factura se puede mostrar en el pedido",
        "the invoice can be shown on the order",
    ),
    "woocommerce.check_writing_fix": (
        "Dar a la clave el permiso de lectura y escritura, o poner tell: none en la conexión",
        "Give the key the permission to read and write, or put tell: none into the connection",
    ),
    "woocommerce.check_credentials": ("credenciales de la tienda", "shop credentials"),
    "woocommerce.check_credentials_ok": ("leen pedidos", "they read orders"),
    "woocommerce.check_credentials_none": (
        "no hay: cada pedido se lee del webhook y no se puede volver a consultar",
        "none: each order is read from its webhook and cannot be looked up again",
    ),
    "woocommerce.check_credentials_fix": (
        "Poner store.consumer_key y store.consumer_secret con permiso de lectura",
        "Set store.consumer_key and store.consumer_secret with read permission",
    ),
    "woocommerce.check_webhook": ("webhook {topic}", "webhook {topic}"),
    "woocommerce.check_webhook_ok": ("activo hacia {urls}", "active, to {urls}"),
    "woocommerce.check_webhook_missing": ("no existe", "does not exist"),
    "woocommerce.check_webhook_status": ("existe pero está {status}", "exists but is {status}"),
    "woocommerce.check_webhook_create": (
        "Crearlo en WooCommerce › Ajustes › Avanzado › Webhooks con el tema {topic}, la dirección de esta conexión y "
        "el secreto de store.webhook_secret",
        "Create it in WooCommerce › Settings › Advanced › Webhooks with the topic {topic}, this connection's address "
        "and the secret of store.webhook_secret",
    ),
    "woocommerce.check_webhook_replace": (
        "Borrarlo y crear otro: al reactivarlo conserva sus fallos y el siguiente lo apaga de nuevo",
        "Delete it and create another: when re-activated it keeps its failures and the next one disables it again",
    ),
    "woocommerce.check_webhooks": ("webhooks de la tienda", "shop webhooks"),
    "woocommerce.check_rounding": ("redondeo de impuestos", "tax rounding"),
    "woocommerce.check_rounding_ok": ("por línea", "per line"),
    "woocommerce.check_rounding_subtotal": (
        "en el subtotal: algunos pedidos pueden no cuadrar con sus líneas",
        "at subtotal level: some orders may not add up with their lines",
    ),
    "woocommerce.check_rounding_fix": (
        "Quitar «Redondear el impuesto a nivel de subtotal» en WooCommerce › Ajustes › Impuesto",
        "Switch off “Round tax at subtotal level” in WooCommerce › Settings › Tax",
    ),
}
