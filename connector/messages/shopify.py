"""Texts of `connector/stores/shopify/`."""

TEXTS = {
    # deliveries
    "shopify.bad_signature": (
        "La firma del aviso de Shopify no corresponde a ningún secreto de la conexión (webhook_secret)",
        "The signature of Shopify's delivery fits no secret of the connection (webhook_secret)",
    ),
    "shopify.not_json": ("El aviso de Shopify no es JSON: {why}", "Shopify's delivery is not JSON: {why}"),
    "shopify.not_object": (
        "El aviso de Shopify no es un objeto JSON",
        "Shopify's delivery is not a JSON object",
    ),
    "shopify.no_topic": (
        "El aviso de Shopify no dice su tema (X-Shopify-Topic)",
        "Shopify's delivery does not say its topic (X-Shopify-Topic)",
    ),
    "shopify.no_order_id": (
        "El aviso {topic} no trae el número interno del pedido en {path}",
        "The delivery {topic} has no order id in {path}",
    ),
    "shopify.ignored.other_shop": (
        "El aviso viene de la tienda {found} y esta conexión es de {expected}",
        "The delivery comes from the shop {found}, and this connection is for {expected}",
    ),
    "shopify.ignored.data_request": (
        "Un comprador pide sus datos: el comerciante debe responderle; el conector no cambia nada",
        "A buyer asks for their data: the merchant must answer; the connector changes nothing",
    ),
    "shopify.ignored.customer_redact": (
        "Shopify pide borrar los datos de un comprador: las facturas se conservan por ley; "
        "lo demás lo borra el operador",
        "Shopify asks to erase a buyer's data: invoices are kept by law; the operator erases the rest",
    ),
    "shopify.ignored.shop_redact": (
        "Shopify pide borrar los datos de la tienda: las facturas se conservan por ley; lo demás lo borra el operador",
        "Shopify asks to erase the shop's data: invoices are kept by law; the operator erases the rest",
    ),
    "shopify.ignored.uninstalled": (
        "La app se desinstaló de la tienda: sus credenciales ya no sirven",
        "The app was uninstalled from the shop: its credentials are dead",
    ),
    "shopify.ignored.tender": (
        "Un movimiento de dinero no cambia el pedido: basta el aviso del pedido",
        "A movement of money does not change the order: the order's own delivery is enough",
    ),
    "shopify.ignored.inventory": (
        "El inventario va de Siigo a la tienda, no al revés",
        "Stock goes from the ledger to the shop, not back",
    ),
    "shopify.ignored.products": (
        "Un cambio de producto no cambia ningún pedido",
        "A change of a product changes no order",
    ),
    "shopify.ignored.fulfillments": (
        "Un envío por sí solo no cambia el pedido: basta el aviso del pedido",
        "A fulfillment alone does not change the order: the order's own delivery is enough",
    ),
    "shopify.ignored.unknown": ("El tema {topic} no es de pedidos", "The topic {topic} is not about orders"),
    "shopify.ignored.needs_credentials": (
        "El aviso {topic} solo nombra el pedido; para leerlo se necesitan credenciales en la conexión "
        "(access_token, o client_id y client_secret)",
        "The delivery {topic} only names the order; reading it needs credentials in the connection "
        "(access_token, or client_id and client_secret)",
    ),
    # settings
    "shopify.url": (
        "url: se esperaba https://nombre.myshopify.com (el dominio interno de la tienda, no el público) "
        "y llegó {found}",
        "url: expected https://name.myshopify.com (the shop's internal domain, not the public one), found {found}",
    ),
    "shopify.half_credentials": (
        "client_id y client_secret van juntos: falta uno",
        "client_id and client_secret go together: one is missing",
    ),
    "shopify.two_credentials": (
        "Sobra una credencial: dejar access_token, o client_id y client_secret",
        "One credential too many: keep access_token, or client_id and client_secret",
    ),
    "shopify.refetch_without_credentials": (
        "refetch pide leer cada pedido, y para eso faltan credenciales (access_token, o client_id y client_secret)",
        "refetch asks to read each order, which needs credentials (access_token, or client_id and client_secret)",
    ),
    # orders
    "shopify.not_units": (
        "{path}: se esperaba una cantidad entera de 0 a 1000000 y llegó {found}",
        "{path}: expected a whole quantity from 0 to 1000000, found {found}",
    ),
    "shopify.rate": (
        "{path}: se esperaba una tarifa de impuesto entre 0 y 1 y llegó {found}",
        "{path}: expected a tax rate between 0 and 1, found {found}",
    ),
    "shopify.currency": (
        "currency: se esperaba una moneda de tres letras, como COP, y llegó {found}",
        "currency: expected three letters, such as COP, found {found}",
    ),
    "shopify.negative_line": (
        "{path}: la línea da un valor negativo, {found}; revisar su precio, descuento e impuesto en Shopify",
        "{path}: the line comes to a negative amount, {found}; look at its price, discount and tax in Shopify",
    ),
    "shopify.negative_total": (
        "total_price: el pedido da un total negativo, {found}",
        "total_price: the order comes to a negative total, {found}",
    ),
    "shopify.nothing_sold": (
        "line_items: no queda nada por facturar en el pedido; si se anuló, cancelarlo en Shopify",
        "line_items: nothing is left to invoice in the order; if it was called off, cancel it in Shopify",
    ),
    "shopify.rule_total": (
        "Regla del total: las líneas suman {found} y el total del pedido es {stated} (diferencia {difference}). "
        "Revisar las ediciones y devoluciones del pedido en Shopify, o facturarlo a mano",
        "Rule of the total: the lines come to {found} and the order's total is {stated} (difference {difference}). "
        "Look at the order's edits and returns in Shopify, or invoice it by hand",
    ),
    "shopify.rule_subtotal": (
        "Regla del subtotal: los productos, con sus descuentos, suman {found} y el subtotal del pedido es {stated} "
        "(diferencia {difference}). Revisar los precios y descuentos del pedido en Shopify, o facturarlo a mano",
        "Rule of the subtotal: the products after their discounts come to {found} and the order's subtotal is {stated} "
        "(difference {difference}). Look at the order's prices and discounts in Shopify, or invoice it by hand",
    ),
    "shopify.rule_discounts": (
        "Regla de los descuentos: los de las líneas y los envíos suman {found} y los descuentos del pedido son "
        "{stated} (diferencia {difference}). Revisar los descuentos del pedido en Shopify, o facturarlo a mano",
        "Rule of the discounts: those of the lines and the shipping come to {found} and the order's discounts are "
        "{stated} (difference {difference}). Look at the order's discounts in Shopify, or invoice it by hand",
    ),
    "shopify.rule_tax": (
        "Regla de los impuestos: los de las líneas y los envíos suman {found} y los impuestos del pedido son {stated} "
        "(diferencia {difference}). Revisar los impuestos del pedido en Shopify, o facturarlo a mano",
        "Rule of the taxes: those of the lines and the shipping come to {found} and the order's taxes are {stated} "
        "(difference {difference}). Look at the order's taxes in Shopify, or invoice it by hand",
    ),
    # refunds
    "shopify.refund_sums": (
        "Las partes de la devolución {refund} (líneas, envío y ajustes) suman {parts} y el dinero devuelto es "
        "{amount}: revisarla en Shopify y hacer la nota crédito a mano si no es por {amount}",
        "The parts of refund {refund} (lines, shipping and adjustments) come to {parts} and the money given back is "
        "{amount}: look at it in Shopify and make the credit note by hand if it is not of {amount}",
    ),
    "shopify.refund_exchange": (
        "La devolución {refund} es de un cambio: el comprador recibió otro producto y {amount} de dinero. Decidir si "
        "basta una nota crédito por {amount} o hay que anular la factura y hacer otra con el producto nuevo",
        "Refund {refund} belongs to an exchange: the buyer got another product and {amount} of money. Decide whether a "
        "credit note of {amount} is enough, or the invoice is to be annulled and made anew with the new product",
    ),
    "shopify.note_exchange": (
        "El pedido tiene un cambio: «{names}» se entregó en lugar de lo devuelto y no se factura aparte",
        "The order has an exchange: “{names}” was handed over in place of what came back and is not invoiced besides",
    ),
    "shopify.note_odd_tax": (
        "«{line}»: la tienda cobró {found} de {tax}, y {rate} % de {base} son {expected}. "
        "Revisar los impuestos en Shopify › Configuración › Impuestos y aranceles, y la factura",
        "“{line}”: the shop charged {found} of {tax}, and {rate} % of {base} is {expected}. "
        "Check the taxes in Shopify › Settings › Taxes and duties, and the invoice",
    ),
    # payments
    "shopify.note_split_unknown": (
        "El pedido nombra varios medios de pago ({names}) y no dice cuánto se pagó con cada uno: todo quedó en "
        "{chosen}. Con credenciales en la conexión (access_token, o client_id y client_secret) el reparto se lee de "
        "Shopify; sin ellas, corregir los pagos en Siigo",
        "The order names several ways of payment ({names}) and does not say how much was paid with each: all of it "
        "stands on {chosen}. With credentials in the connection (access_token, or client_id and client_secret) the "
        "split is read from Shopify; without them, correct the payments in Siigo",
    ),
    "shopify.note_payments_differ": (
        "El pedido está pagado, pero sus pagos en Shopify suman {found} y su total es {stated} "
        "(diferencia {difference}): revisar los pagos del pedido en Shopify y los de la factura",
        "The order is paid, but its payments in Shopify come to {found} and its total is {stated} "
        "(difference {difference}): look at the order's payments in Shopify and at those of the invoice",
    ),
    # the Admin API
    "shopify.no_credentials": (
        "Para leer pedidos de Shopify faltan credenciales en la conexión (access_token, o client_id y client_secret)",
        "Reading orders from Shopify needs credentials in the connection (access_token, or client_id and "
        "client_secret)",
    ),
    "shopify.no_token": (
        "Shopify no entregó un token (HTTP {status}): revisar client_id y client_secret, que la app esté instalada "
        "en la tienda y que ambas sean de la misma organización",
        "Shopify gave no token (HTTP {status}): look at client_id and client_secret, that the app is installed in the "
        "shop, and that both belong to the same organization",
    ),
    "shopify.token_unreadable": (
        "Shopify respondió a la solicitud de token con algo que no es un token: revisar url y api_url",
        "Shopify answered the request for a token with something that is no token: look at url and api_url",
    ),
    "shopify.not_now": (
        "Shopify no puede responder ahora (HTTP {status})",
        "Shopify cannot answer now (HTTP {status})",
    ),
    "shopify.throttled": (
        "Shopify pide esperar: se agotaron los puntos de consulta de la app",
        "Shopify asks to wait: the app's query points are used up",
    ),
    "shopify.status_401": (
        "Shopify no acepta el token (HTTP 401): instalar de nuevo la app y cambiar las credenciales de la conexión",
        "Shopify does not accept the token (HTTP 401): install the app again and change the connection's credentials",
    ),
    "shopify.status_402": (
        "La tienda está congelada por falta de pago (HTTP 402): ponerse al día con Shopify",
        "The shop is frozen for lack of payment (HTTP 402): settle it with Shopify",
    ),
    "shopify.status_403": (
        "Shopify prohíbe la consulta (HTTP 403): revisar los permisos de la app y que la tienda esté activa",
        "Shopify forbids the query (HTTP 403): look at the app's permissions, and that the shop is active",
    ),
    "shopify.status_404": (
        "Shopify no conoce la tienda o la versión del API (HTTP 404): revisar url y api_version",
        "Shopify does not know the shop or the API version (HTTP 404): look at url and api_version",
    ),
    "shopify.status_423": (
        "La tienda está bloqueada (HTTP 423): comunicarse con el soporte de Shopify",
        "The shop is locked (HTTP 423): talk to Shopify's support",
    ),
    "shopify.status_other": (
        "Shopify rechazó la consulta (HTTP {status}): revisar url y api_version",
        "Shopify refused the query (HTTP {status}): look at url and api_version",
    ),
    "shopify.not_the_api": (
        "La respuesta no viene del API de Shopify sino de una página: revisar url y api_url",
        "The answer comes from a page, not from Shopify's API: look at url and api_url",
    ),
    "shopify.no_data": ("Shopify respondió sin datos", "Shopify answered without data"),
    "shopify.denied": (
        "La app no tiene permiso para leer esto en Shopify: {words}. Dar a la app los permisos read_orders y "
        "read_customers y el acceso a datos protegidos de clientes",
        "The app may not read this in Shopify: {words}. Give it the permissions read_orders and read_customers and "
        "access to protected customer data",
    ),
    "shopify.refused": ("Shopify rechazó la consulta: {words}", "Shopify refused the query: {words}"),
    "shopify.endless": (
        "{found}: Shopify sigue anunciando más páginas de las que un pedido puede tener",
        "{found}: Shopify keeps announcing more pages than an order can have",
    ),
    "shopify.vanished": (
        "El pedido cambió mientras se leía de Shopify",
        "The order changed while it was being read from Shopify",
    ),
    "shopify.user_errors": (
        "Shopify no aceptó lo que se escribió en el pedido: {words}",
        "Shopify did not accept what was written to the order: {words}",
    ),
    # telling
    "shopify.no_credentials_to_tell": (
        "Para escribir la factura en el pedido de Shopify faltan credenciales en la conexión (access_token, o "
        "client_id y client_secret)",
        "Writing the invoice to Shopify's order needs credentials in the connection (access_token, or client_id and "
        "client_secret)",
    ),
    "shopify.no_order_to_tell": (
        "El pedido {order} ya no está en Shopify, o la app no lo puede ver: la factura no se puede mostrar en él",
        "The order {order} is no longer in Shopify, or the app may not see it: the invoice cannot be shown there",
    ),
    "shopify.may_not_write": (
        "La app no tiene permiso para escribir en los pedidos de Shopify: {words}. Darle el permiso write_orders, o "
        "poner tell: none en la conexión",
        "The app may not write to orders in Shopify: {words}. Give it the permission write_orders, or put tell: none "
        "into the connection",
    ),
    # doctor
    "shopify.check_write_orders": (
        "sin él la factura no se puede mostrar en el pedido",
        "without it the invoice cannot be shown on the order",
    ),
    "shopify.check_token": ("Shopify: credenciales", "Shopify: credentials"),
    "shopify.check_token_ok": ("el token sirve", "the token works"),
    "shopify.check_token_none": (
        "no hay: solo se leen los avisos, sin pedidos editados ni la cédula de los campos propios de Shopify",
        "none: only deliveries are read, without edited orders and without the document in Shopify's own fields",
    ),
    "shopify.check_token_fix": (
        "crear una app en el Dev Dashboard, instalarla en la tienda y poner client_id y client_secret en la conexión",
        "make an app in the Dev Dashboard, install it in the shop, and put client_id and client_secret in the "
        "connection",
    ),
    "shopify.check_version": ("Shopify: versión del API", "Shopify: API version"),
    "shopify.check_version_other": (
        "se pidió {asked} y respondió {served}",
        "{asked} was asked for and {served} answered",
    ),
    "shopify.check_version_fix": (
        "cambiar api_version por una versión vigente",
        "change api_version to a supported version",
    ),
    "shopify.check_scope": ("Shopify: permiso {scope}", "Shopify: permission {scope}"),
    "shopify.check_scope_fix": ("dar a la app el permiso {scope}", "give the app the permission {scope}"),
    "shopify.check_read_orders": ("sin él no se lee ningún pedido", "without it no order can be read"),
    "shopify.check_read_all_orders": (
        "sin él no se ven los pedidos de más de 60 días",
        "without it orders older than 60 days cannot be seen",
    ),
    "shopify.check_read_customers": (
        "sin él el pedido puede llegar sin los datos del comprador",
        "without it the order may come without the buyer's data",
    ),
    "shopify.check_read_products": (
        "sin él las líneas llegan sin el número del producto; el SKU llega igual",
        "without it lines come without the product's id; the SKU comes all the same",
    ),
    "shopify.check_webhook": ("Shopify: aviso {topic}", "Shopify: webhook {topic}"),
    "shopify.check_webhook_none": (
        "la app no lo tiene (uno creado a mano en la tienda no se ve desde aquí)",
        "the app has none (one made by hand in the shop cannot be seen from here)",
    ),
    "shopify.check_webhook_fix": (
        "crear el aviso {topic} hacia la dirección de esta conexión",
        "make a webhook {topic} to this connection's address",
    ),
}
