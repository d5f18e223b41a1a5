"""Texts of `connector/ledgers/siigo/`."""

_FIELDS = {
    "siigo.unknown_field": (
        "Siigo no tiene este campo: corrija su nombre en el mapeo",
        "Siigo has no such field: correct its name in the mapping",
    ),
    "siigo.required": (
        "falta y Siigo lo exige: agréguelo al mapeo o complete el dato en el pedido",
        "missing, and Siigo demands it: add it to the mapping or complete the order",
    ),
    "siigo.not_object": (
        "se esperaba un grupo de campos y llegó {found}: corrija el mapeo",
        "expected a group of fields, found {found}: correct the mapping",
    ),
    "siigo.not_list": (
        "se esperaba una lista y llegó {found}: corrija el mapeo",
        "expected a list, found {found}: correct the mapping",
    ),
    "siigo.not_text": (
        "se esperaba un texto y llegó {found}: corrija el mapeo",
        "expected text, found {found}: correct the mapping",
    ),
    "siigo.no_letters": (
        "no queda ningún carácter que Siigo acepte en {found}: corrija el dato en el pedido",
        "no character that Siigo accepts is left in {found}: correct the order",
    ),
    "siigo.too_long": (
        "tiene {length} caracteres y Siigo acepta {limit}: acórtelo",
        "has {length} characters and Siigo accepts {limit}: shorten it",
    ),
    "siigo.not_in_set": (
        "{found} no es un valor de Siigo; los valores son: {allowed}",
        "{found} is not a value of Siigo; the values are: {allowed}",
    ),
    "siigo.not_integer": (
        "se esperaba un número entero y llegó {found}: corrija el mapeo",
        "expected a whole number, found {found}: correct the mapping",
    ),
    "siigo.not_money": (
        "no es un valor en dinero: {found}",
        "is not an amount of money: {found}",
    ),
    "siigo.negative": (
        "{found} es negativo y Siigo no lo acepta",
        "{found} is negative, which Siigo does not accept",
    ),
    "siigo.too_much": (
        "{found} supera el máximo de Siigo, {limit}",
        "{found} is above Siigo's maximum, {limit}",
    ),
    "siigo.too_many_decimals": (
        "{found} tiene más de {limit} decimales, que es lo que Siigo acepta",
        "{found} has more than {limit} decimals, which is what Siigo accepts",
    ),
    "siigo.out_of_range": (
        "{found} está fuera de lo que Siigo acepta, de {least} a {most}: corríjalo en el mapeo o en el pedido",
        "{found} is outside of what Siigo accepts, {least} to {most}: correct it in the mapping or the order",
    ),
    "siigo.odd_characters": (
        "{found} tiene caracteres que Siigo no acepta aquí: corrija el dato en el pedido o el mapeo",
        "{found} has characters that Siigo does not accept here: correct it in the order or the mapping",
    ),
    "siigo.not_flag": (
        "se esperaba true o false y llegó {found}: corrija el mapeo",
        "expected true or false, found {found}: correct the mapping",
    ),
    "siigo.not_date": (
        "se esperaba una fecha como 2026-11-21 y llegó {found}: corrija el mapeo",
        "expected a date like 2026-11-21, found {found}: correct the mapping",
    ),
    "siigo.not_in_catalogue": (
        "{id} no existe en Siigo entre {catalogue}: corrija el número en el mapeo",
        "{id} does not exist in Siigo among the {catalogue}: correct the number in the mapping",
    ),
    "siigo.inactive": (
        "{id} ({name}) está inactivo en Siigo entre {catalogue}: actívelo en Siigo o use otro en el mapeo",
        "{id} ({name}) is inactive in Siigo among the {catalogue}: activate it in Siigo or map another one",
    ),
    "siigo.catalogue_document_types": ("los tipos de comprobante de venta (FV)", "document types of sale (FV)"),
    "siigo.catalogue_payment_types": ("las formas de pago de venta (FV)", "payment types of sale (FV)"),
    "siigo.catalogue_taxes": ("los impuestos", "taxes"),
    "siigo.catalogue_users": ("los usuarios", "users"),
    "siigo.catalogue_warehouses": ("las bodegas", "warehouses"),
    "siigo.catalogue_cost_centers": ("los centros de costos", "cost centers"),
    "siigo.catalogue_account_groups": ("los grupos de inventario", "account groups"),
    "siigo.no_kind": (
        "el conector todavía no hace en Siigo documentos de clase {kind}",
        "the connector does not make documents of kind {kind} in Siigo yet",
    ),
}

_CUSTOMER = {
    "siigo.identification_digits": (
        "«{found}» no sirve para el tipo de documento {type}: se esperan de 3 a 13 dígitos, sin puntos ni guiones",
        '"{found}" is no identification of type {type}: 3 to 13 digits are expected, without dots or dashes',
    ),
    "siigo.identification_text": (
        "«{found}» no sirve para el tipo de documento {type}: se esperan de 1 a 20 letras o dígitos",
        '"{found}" is no identification of type {type}: 1 to 20 letters or digits are expected',
    ),
    "siigo.check_digit": (
        "«{found}» no es un dígito de verificación: debe ser un dígito de 0 a 9",
        '"{found}" is not a check digit: it must be one digit from 0 to 9',
    ),
    "siigo.name_parts": (
        "un cliente {type} lleva {wanted} texto(s) en el nombre y llegaron {found}",
        "a {type} has {wanted} text(s) in its name, found {found}",
    ),
    "siigo.state_code": (
        "«{found}» no es un departamento: se espera el código DANE de 2 dígitos",
        '"{found}" is not a department: the 2-digit DANE code is expected',
    ),
    "siigo.city_code": (
        "«{found}» no es un municipio del departamento «{state}»: se espera el código DANE de 5 dígitos",
        '"{found}" is not a municipality of department "{state}": the 5-digit DANE code is expected',
    ),
    "siigo.too_many_contacts": (
        "son {found} contactos y Siigo acepta {limit}",
        "there are {found} contacts and Siigo accepts {limit}",
    ),
    "siigo.email": (
        "«{found}» no es un correo que Siigo acepte: corríjalo en el pedido",
        '"{found}" is not an e-mail that Siigo accepts: correct it in the order',
    ),
    "siigo.phone_left_out": (
        "el teléfono no se envió: Siigo solo acepta hasta 10 dígitos",
        "the phone was not sent: Siigo only accepts up to 10 digits",
    ),
    "siigo.postal_left_out": (
        "el código postal no se envió: Siigo solo acepta hasta 10 letras o dígitos",
        "the postal code was not sent: Siigo only accepts up to 10 letters or digits",
    ),
    "siigo.customer_inactive": (
        "El cliente {identification} está inactivo en Siigo: actívelo en Siigo",
        "The customer {identification} is inactive in Siigo: activate it in Siigo",
    ),
}

_ITEMS = {
    "siigo.too_many_items": (
        "son {found} líneas y Siigo acepta {limit} por factura: facture este pedido a mano en varias facturas",
        "there are {found} lines and Siigo accepts {limit} per invoice: invoice this order by hand in several parts",
    ),
    "siigo.line_missing": (
        "la línea {line} por {gross} no está en la factura: agréguela al mapeo de {items}",
        "the line {line} of {gross} is not on the invoice: add it to the mapping of {items}",
    ),
    "siigo.line_twice": (
        "la línea {line} está {times} veces en la factura: deje una sola en el mapeo de {items}",
        "the line {line} is on the invoice {times} times: leave only one in the mapping of {items}",
    ),
    "siigo.discount_too_big": (
        "el descuento {found} es mayor que el valor de la línea",
        "the discount {found} is more than the line is worth",
    ),
    "siigo.discount_kind": (
        "el comprobante {name} no dice si el descuento es valor o porcentaje (discount_type «{found}»): "
        "quite discount del mapeo; el precio que calcula el conector ya lo incluye",
        'the document type {name} does not say whether a discount is money or per cent (discount_type "{found}"): '
        "take discount out of the mapping; the price that the connector computes holds it already",
    ),
    "siigo.taxed_price_and_discount": (
        "taxed_price y discount no van juntos, porque Siigo no dice cuál se aplica primero: deje uno de los dos",
        "taxed_price and discount do not go together, because Siigo does not say which applies first: leave "
        "one of them",
    ),
    "siigo.no_line_price": (
        "este item no viene de una línea del pedido: indique price en el mapeo",
        "this item does not come from an order line: give price in the mapping",
    ),
    "siigo.no_line_quantity": (
        "este item no viene de una línea del pedido: indique {name} en el mapeo",
        "this item does not come from an order line: give {name} in the mapping",
    ),
    "siigo.negative_line": (
        "la línea {line} vale {gross} y Siigo no acepta líneas negativas: registre el descuento en la "
        "tienda como cupón "
        "(así baja el precio de los productos) o facture este pedido a mano",
        "the line {line} is worth {gross} and Siigo accepts no negative lines: enter the discount in the "
        "shop as a coupon "
        "(so that it lowers the products' prices) or invoice this order by hand",
    ),
    "siigo.gift": (
        "el precio es 0: Siigo exige tax_base (valor real unitario) y taxpayer (Customer o Company, quién "
        "asume el IVA); "
        "agréguelos al mapeo",
        "the price is 0: Siigo demands tax_base (the real unit value) and taxpayer (Customer or Company, "
        "who pays the VAT); "
        "add them to the mapping",
    ),
    "siigo.quantity_not_positive": (
        "la cantidad es {found} y debe ser mayor que 0",
        "the quantity is {found} and must be more than 0",
    ),
    "siigo.quantity_decimals": (
        "la cantidad {found} tiene más de 2 decimales, que es lo que Siigo acepta: cambie la unidad de "
        "venta del producto",
        "the quantity {found} has more than 2 decimals, which is what Siigo accepts: change the product's unit of sale",
    ),
    "siigo.total_price_unproven": (
        "Siigo no documenta para qué usa total_price: revise la primera factura",
        "Siigo does not document what it uses total_price for: check the first invoice",
    ),
    "siigo.too_many_taxes": (
        "son {found} impuestos y Siigo acepta {limit} por línea",
        "there are {found} taxes and Siigo accepts {limit} a line",
    ),
    "siigo.same_tax_type": (
        "hay dos impuestos de tipo {type} y Siigo acepta uno de cada tipo por línea",
        "there are two taxes of type {type} and Siigo accepts one of each type a line",
    ),
    "siigo.iva_and_ad_valorem": (
        "IVA y AdValorem no pueden ir en la misma línea",
        "IVA and AdValorem cannot stand on the same line",
    ),
    "siigo.retention_on_item": (
        "{id} ({name}) es de tipo {type} y no va en las líneas: mapéelo en retentions",
        "{id} ({name}) is of type {type} and does not belong on lines: map it in retentions",
    ),
    "siigo.tax_not_mapped": (
        "la tienda cobró {rates} en la línea {line}, pero no hay ningún impuesto de Siigo mapeado, "
        "y Siigo facturaría sin él: agregue el impuesto al mapeo",
        "the shop charged {rates} on the line {line}, but no Siigo tax is mapped, "
        "and Siigo would invoice without it: add the tax to the mapping",
    ),
    "siigo.tax_not_charged": (
        "la tienda no cobró impuesto en la línea {line}, pero el mapeo le pone {mapped}: "
        "corrija el impuesto del producto en la tienda o el mapeo",
        "the shop charged no tax on the line {line}, but the mapping gives it {mapped}: "
        "correct the product's tax in the shop or the mapping",
    ),
    "siigo.tax_differs": (
        "la tienda cobró {rates} en la línea {line}, pero el mapeo le pone {mapped}: "
        "corrija el impuesto del producto en la tienda o el mapeo",
        "the shop charged {rates} on the line {line}, but the mapping gives it {mapped}: "
        "correct the product's tax in the shop or the mapping",
    ),
    "siigo.code": (
        "el código «{found}» tiene espacios o comillas y Siigo no los acepta: corrija el SKU en la tienda o "
        "use una tabla",
        'the code "{found}" has blanks or quotes, which Siigo does not accept: correct the SKU in the shop '
        "or use a table",
    ),
}

_DOCUMENT = {
    "siigo.foreign_order": (
        "el pedido está en {found} y no en pesos: mapee currency.code y currency.exchange_rate, "
        "si la empresa tiene moneda extranjera en Siigo",
        "the order is in {found}, not in pesos: map currency.code and currency.exchange_rate, "
        "if the company has foreign currency in Siigo",
    ),
    "siigo.currency_is_local": (
        "COP es la moneda local y Siigo no la acepta aquí: quite currency del mapeo",
        "COP is the local currency, which Siigo does not accept here: take currency out of the mapping",
    ),
    "siigo.currency_differs": (
        "el mapeo dice {mapped} y el pedido está en {found}",
        "the mapping says {mapped} and the order is in {found}",
    ),
    "siigo.not_a_retention": (
        "{id} ({name}) es de tipo {type}: en retentions solo van ReteIVA, ReteICA y Autorretencion",
        "{id} ({name}) is of type {type}: only ReteIVA, ReteICA and Autorretencion go in retentions",
    ),
    "siigo.retention_off": (
        "{id} ({name}) es {type} y el comprobante {document} no la permite: actívela en el comprobante o "
        "quítela del mapeo",
        "{id} ({name}) is {type} and the document type {document} does not allow it: switch it on there or "
        "do not map it",
    ),
    "siigo.advance_too_big": (
        "el anticipo {found} supera el total de la factura, {total}",
        "the advance {found} is above the invoice's total, {total}",
    ),
    "siigo.number_is_manual": (
        "el comprobante {document} tiene numeración manual: active la numeración automática en Siigo o mapee number",
        "the document type {document} is numbered by hand: switch on automatic numbering in Siigo or map number",
    ),
    "siigo.seller_by_item": (
        "el comprobante {document} pide un vendedor en cada línea: mapee items.seller",
        "the document type {document} wants a seller on each line: map items.seller",
    ),
    "siigo.no_seller_by_item": (
        "el comprobante {document} no maneja vendedor por línea: quítelo del mapeo o actívelo en Siigo",
        "the document type {document} has no seller by line: take it out of the mapping or switch it on in Siigo",
    ),
    "siigo.no_cost_center": (
        "el comprobante {document} no maneja centro de costos: quítelo del mapeo o actívelo en Siigo",
        "the document type {document} has no cost center: take it out of the mapping or switch it on in Siigo",
    ),
    "siigo.cost_center_mandatory": (
        "el comprobante {document} exige centro de costos: mapee cost_center",
        "the document type {document} demands a cost center: map cost_center",
    ),
    "siigo.not_electronic": (
        "el comprobante {document} no es electrónico y no se puede enviar a la DIAN: "
        "use un comprobante electrónico o quite stamp del mapeo",
        "the document type {document} is not electronic and cannot be sent to DIAN: "
        "use an electronic one or take stamp out of the mapping",
    ),
    "siigo.date_not_today": (
        "una factura electrónica lleva la fecha de hoy, {today}, y el mapeo dice {found}: quite date del mapeo",
        "an electronic invoice carries today's date, {today}, and the mapping says {found}: take date out "
        "of the mapping",
    ),
    "siigo.no_advance": (
        "el comprobante {document} no permite anticipos: quite advance_payment del mapeo o actívelo en Siigo",
        "the document type {document} allows no advance: take advance_payment out of the mapping or switch "
        "it on in Siigo",
    ),
    "siigo.healthcare_missing": (
        "el comprobante {document} es del sector salud y exige healthcare_company: mapéelo",
        "the document type {document} is for healthcare and demands healthcare_company: map it",
    ),
    "siigo.no_healthcare": (
        "el comprobante {document} no es del sector salud: quite healthcare_company del mapeo",
        "the document type {document} is not for healthcare: take healthcare_company out of the mapping",
    ),
    "siigo.healthcare_share": (
        "con SS-CUFE Siigo exige al menos uno de: {shares}",
        "with SS-CUFE Siigo demands at least one of: {shares}",
    ),
    "siigo.no_customer_by_item": (
        "el comprobante {document} no maneja terceros por línea: quítelo del mapeo o actívelo en Siigo",
        "the document type {document} has no customer by line: take it out of the mapping or switch it on in Siigo",
    ),
    "siigo.no_transport": (
        "el comprobante {document} no es de transporte de carga: quite transport del mapeo",
        "the document type {document} is not for cargo transport: take transport out of the mapping",
    ),
    "siigo.global_unknown": (
        "{id} no existe o está inactivo en el comprobante {document}",
        "{id} does not exist or is inactive in the document type {document}",
    ),
    "siigo.global_percentage": (
        "{found} no es un porcentaje válido: debe estar entre 0.01 y 99.99",
        "{found} is not a valid percentage: it must be between 0.01 and 99.99",
    ),
    "siigo.global_empty": (
        "falta percentage o value: indique uno de los dos en el mapeo",
        "percentage or value is missing: give one of them in the mapping",
    ),
    "siigo.whole_pesos": (
        "el comprobante {document} no maneja decimales: el total se redondea a pesos",
        "the document type {document} has no decimals: the total is rounded to whole pesos",
    ),
    "siigo.advance_unproven": (
        "Siigo no documenta si el anticipo cambia el total de los pagos: revise la primera factura",
        "Siigo does not document whether the advance changes the sum of payments: check the first invoice",
    ),
    "siigo.global_unproven": (
        "Siigo no documenta cómo cambia esto el total de los pagos: revise la primera factura",
        "Siigo does not document how this changes the sum of payments: check the first invoice",
    ),
    "siigo.total_differs": (
        "La factura sumaría {total} y el pedido suma {order}: una diferencia de {off} no es redondeo. {cause}",
        "The invoice would come to {total} and the order to {order}: a difference of {off} is no rounding. {cause}",
    ),
    "siigo.cause_gift": (
        "La diferencia es el IVA de los obsequios que van por cuenta del comprador, que no lo pagó en la tienda: mapee "
        "Company en taxpayer",
        "The difference is the VAT of the gifts that are charged to the buyer, who did not pay it in the shop: map "
        "Company in taxpayer",
    ),
    "siigo.cause_extra": (
        "La diferencia es lo que valen los items que no vienen de una línea del pedido",
        "The difference is what the items that come from no order line are worth",
    ),
    "siigo.cause_discount": (
        "La diferencia es igual al descuento del pedido: revise que no se aplique dos veces o se pierda",
        "The difference equals the order's discount: check that it is neither applied twice nor lost",
    ),
    "siigo.cause_tax": (
        "La diferencia es igual a los impuestos del pedido: revise si el precio mapeado los incluye",
        "The difference equals the order's taxes: check whether the mapped price includes them",
    ),
    "siigo.cause_price": (
        "Revise los precios, cantidades y descuentos que pone el mapeo",
        "Check the prices, quantities and discounts that the mapping gives",
    ),
    "siigo.total_off_by_cents": (
        "La factura suma {total} y el pedido {order}: la diferencia de {off} es del redondeo de Siigo",
        "The invoice comes to {total} and the order to {order}: the difference of {off} is Siigo's rounding",
    ),
    "siigo.residue_held": (
        "La factura sumaría {total} y el pedido suma {order}: ningún precio en Siigo da ese total. "
        "Para facturar con la diferencia de {off}, poner en la conexión `ledger: amounts: residue: accept`, "
        "o `adjustment_line` con el código de un producto sin impuestos",
        "The invoice would come to {total} and the order to {order}: no price in Siigo gives that total. To invoice "
        "with the difference of {off}, write `ledger: amounts: residue: accept` in the connection, or "
        "`adjustment_line` with the code of a product without taxes",
    ),
    "siigo.note_unreachable": (
        "ningún precio de Siigo da {paid} en una línea: se compensa en otra, si la hay",
        "no price in Siigo gives {paid} on one line: another one makes up for it, if there is any",
    ),
    "siigo.note_moved": (
        "lleva el centavo que le falta o le sobra a otra línea",
        "carries the cent that another line lacks or has too many",
    ),
    "siigo.note_split": (
        "una línea del pedido en dos, con precios que difieren en un centavo, para llegar al total exacto",
        "one line of the order in two, their prices a cent apart, to reach the exact total",
    ),
    "siigo.note_taxed": (
        "va con el precio con IVA (taxed_price): ningún precio sin IVA da {paid} en una línea",
        "goes at its price with VAT (taxed_price): no price without VAT gives {paid} on one line",
    ),
    "siigo.note_adjustment": (
        "la diferencia que ningún precio alcanza, con el producto de ajuste de la conexión",
        "the difference that no price reaches, with the connection's adjustment product",
    ),
}

_PAYMENTS = {
    "siigo.nothing_to_pay": (
        "el total de la factura es {total} y Siigo no recibe pagos de 0: facture este pedido a mano "
        "o exclúyalo con invoice_when",
        "the invoice's total is {total} and Siigo takes no payments of 0: invoice this order by hand "
        "or exclude it with invoice_when",
    ),
    "siigo.payment_of_suppliers": (
        "{id} ({name}) es una forma de pago de proveedores: use una de ventas",
        "{id} ({name}) is a payment type for suppliers: use one for sales",
    ),
    "siigo.paid_on_credit": (
        "el pedido ya está pagado y {id} ({name}) lo factura a crédito: use una forma de pago de contado",
        "the order is paid already and {id} ({name}) invoices it on credit: use a cash payment type",
    ),
    "siigo.payments_do_not_pair": (
        "el mapeo hace {entries} pagos y el pedido tiene {payments}: no se sabe cuánto va en cada uno; "
        "indique value o deje un solo pago",
        "the mapping makes {entries} payments and the order has {payments}: nobody knows how much goes in each; "
        "give value or leave a single payment",
    ),
    "siigo.payments_differ": (
        "los pagos mapeados suman {payments} y la factura {total}: quite value del mapeo o corríjalo",
        "the mapped payments come to {payments} and the invoice to {total}: take value out of the mapping "
        "or correct it",
    ),
    "siigo.payment_below_zero": (
        "los pagos no caben en el total {total}: uno quedaría en {found}",
        "the payments do not fit in the total {total}: one would be {found}",
    ),
}

_ANSWERS = {
    "siigo.answered": ("Siigo respondió {status}: {shown}", "Siigo answered {status}: {shown}"),
    "siigo.unauthorized": (
        "Siigo no reconoce las credenciales ({found}): revise username y access_key en la sección ledger de "
        "la conexión, "
        "y en Siigo que el usuario API no esté bloqueado",
        "Siigo does not know the credentials ({found}): check username and access_key in the connection's "
        "ledger section, "
        "and in Siigo that the API user is not blocked",
    ),
    "siigo.no_token": ("Siigo respondió sin access_token", "Siigo answered without access_token"),
    "siigo.not_json": (
        "Siigo respondió {status} con algo que no es JSON ({why})",
        "Siigo answered {status} with something that is not JSON ({why})",
    ),
    "siigo.no_id": (
        "Siigo aceptó el documento pero su respuesta no trae id ni total",
        "Siigo accepted the document but its answer has no id or total",
    ),
    "siigo.day_ended": (
        "El documento era del {date} y el día terminó antes de enviarlo: se hará con la fecha de hoy",
        "The document was of {date} and the day ended before it was sent: it will be made with today's date",
    ),
    "siigo.no_list": (
        "Siigo respondió a {path} con algo que no es una lista",
        "Siigo answered {path} with something that is not a list",
    ),
    "siigo.endless": (
        "La lista {path} de Siigo no termina en {pages} páginas",
        "Siigo's list {path} does not end within {pages} pages",
    ),
    "siigo.odd_catalogue": (
        "La lista {path} de Siigo tiene una forma que no se conoce ({where}: {why})",
        "Siigo's list {path} has an unknown shape ({where}: {why})",
    ),
    "siigo.base_url": (
        "«{found}» no es una dirección https",
        '"{found}" is not an https address',
    ),
    "siigo.refused": (
        "Siigo rechazó {path}: {message} ({code}). Corrija el dato en el pedido, el mapeo o Siigo",
        "Siigo refused {path}: {message} ({code}). Correct it in the order, the mapping or Siigo",
    ),
    "siigo.product_unknown": (
        "El producto con código «{product}» no existe en Siigo: créelo, o corrija el SKU en la tienda o el mapeo "
        "({path}, {code})",
        'The product with code "{product}" does not exist in Siigo: create it, or correct the SKU in the shop or the '
        "mapping ({path}, {code})",
    ),
    "siigo.product_inactive": (
        "El producto con código «{product}» está inactivo en Siigo: actívelo, o corrija el SKU en la tienda o el mapeo "
        "({path}, {code})",
        'The product with code "{product}" is inactive in Siigo: activate it, or correct the SKU in the shop or the '
        "mapping ({path}, {code})",
    ),
    "siigo.customer_unknown": (
        "El cliente {identification} no existe en Siigo: créelo en Siigo, o corrija la identificación en el pedido o "
        "el mapeo",
        "The customer {identification} does not exist in Siigo: create it in Siigo, or correct the identification in "
        "the order or the mapping",
    ),
    "siigo.no_day_without_vat": (
        "Hoy no es un día sin IVA para Siigo: quite vat_excluded del mapeo ({path}, {code})",
        "Today is no day without VAT for Siigo: take vat_excluded out of the mapping ({path}, {code})",
    ),
    "siigo.number_taken": (
        "El número de factura {number} ya está usado en Siigo: active la numeración automática del comprobante, o "
        "corrija number en el mapeo ({code})",
        "The invoice number {number} is taken in Siigo: switch on the document type's automatic numbering, or correct "
        "number in the mapping ({code})",
    ),
    "siigo.document_unusable": (
        "El comprobante no se puede usar: revise en Siigo que tenga una resolución de numeración de la DIAN vigente. "
        "Siigo dice: {message} ({code})",
        "The document type cannot be used: check in Siigo that it has a valid numbering resolution of DIAN. "
        "Siigo says: {message} ({code})",
    ),
    "siigo.refused_document_settings": (
        "El comprobante no permite {path}: revise su configuración en Siigo, o el mapeo. Siigo dice: "
        "{message} ({code})",
        "The document type does not allow {path}: check its settings in Siigo, or the mapping. Siigo says: "
        "{message} ({code})",
    ),
    "siigo.refused_invalid_dian_resolution": (
        "La resolución de numeración de la DIAN venció o se agotó: renuévela en Siigo y reintente ({code})",
        "DIAN's numbering resolution has expired or is used up: renew it in Siigo and try again ({code})",
    ),
    "siigo.refused_blocked_transactions": (
        "La contabilidad está cerrada en la fecha de la factura: abra el periodo en Siigo y reintente ({code})",
        "The books are closed on the invoice's date: open the period in Siigo and try again ({code})",
    ),
    "siigo.refused_company_settings": (
        "La empresa no tiene activo en Siigo lo que pide {path}: actívelo o quítelo del mapeo. Siigo dice: "
        "{message} ({code})",
        "The company has not switched on in Siigo what {path} needs: do so or do not map it. Siigo says: "
        "{message} ({code})",
    ),
    "siigo.refused_customer_settings": (
        "El cliente no tiene contactos en Siigo: agréguele uno en Siigo y reintente ({code})",
        "The customer has no contacts in Siigo: add one in Siigo and try again ({code})",
    ),
    "siigo.refused_read_only": (
        "La cuenta de Siigo está en modo de solo lectura: renueve el plan en Siigo y reintente ({code})",
        "The Siigo account is read-only: renew the plan in Siigo and try again ({code})",
    ),
    "siigo.refused_product_settings": (
        "El producto no maneja inventario y el mapeo le pone bodega ({path}): quite warehouse o active el inventario "
        "del producto en Siigo ({code})",
        "The product has no stock control and the mapping gives it a warehouse ({path}): remove warehouse or switch on "
        "the product's stock control in Siigo ({code})",
    ),
    "siigo.refused_warehouse_settings": (
        "La empresa no maneja bodegas en Siigo: quite warehouse del mapeo ({path}, {code})",
        "The company has no warehouses in Siigo: take warehouse out of the mapping ({path}, {code})",
    ),
}

_CHECKS = {
    "siigo.check_sign_in": ("Siigo: ingreso", "Siigo: sign-in"),
    "siigo.fix_sign_in": (
        "Copie username y access_key de Siigo: Alianzas, Mi credencial API",
        "Copy username and access_key from Siigo: Alianzas, Mi credencial API",
    ),
    "siigo.check_clock": ("Reloj de esta máquina", "Clock of this machine"),
    "siigo.clock_ahead": ("va {minutes} min adelantado al de Siigo", "is {minutes} min ahead of Siigo's"),
    "siigo.clock_behind": ("va {minutes} min atrasado al de Siigo", "is {minutes} min behind Siigo's"),
    "siigo.fix_clock": (
        "Ponga la hora por NTP: las fechas de las facturas salen de este reloj",
        "Set the time by NTP: the dates of invoices come from this clock",
    ),
    "siigo.fix_catalogue": ("Reintente en unos minutos", "Try again in a few minutes"),
    "siigo.check_unknown": ("no existe en Siigo", "does not exist in Siigo"),
    "siigo.fix_unknown": ("Corrija el número en el mapeo", "Correct the number in the mapping"),
    "siigo.check_inactive": ("{name}: inactivo en Siigo", "{name}: inactive in Siigo"),
    "siigo.fix_inactive": ("Actívelo en Siigo o use otro en el mapeo", "Activate it in Siigo or map another one"),
    "siigo.flag_electronic": ("electrónico", "electronic"),
    "siigo.flag_manual_number": ("numeración manual", "numbered by hand"),
    "siigo.flag_seller_by_item": ("vendedor por línea", "seller by line"),
    "siigo.flag_cost_center": ("centro de costos obligatorio", "cost center mandatory"),
    "siigo.flag_whole_pesos": ("sin decimales", "no decimals"),
    "siigo.flag_discount_value": ("descuento en valor", "discount in money"),
    "siigo.flag_discount_percentage": ("descuento en porcentaje", "discount in per cent"),
}

_OFFLINE = {
    "siigo.offline_unknown_taxes": (
        "El documento: sin conexión no se sabe el porcentaje de los impuestos {ids}; agréguelos a `tables: taxes:` "
        "con el porcentaje como clave",
        "The document: the percentage of taxes {ids} is not known offline; add them to `tables: taxes:` with the "
        "percentage as key",
    ),
    "siigo.offline_ids_not_checked": (
        "Que existan y estén activos en Siigo: {ids} (lo revisa connector doctor)",
        "That these exist and are active in Siigo: {ids} (connector doctor looks)",
    ),
    "siigo.offline_taxes_not_checked": (
        "El porcentaje y la clase de los impuestos {ids}: se tomó el porcentaje de `tables: taxes:`",
        "Percentage and kind of taxes {ids}: the percentage is that of `tables: taxes:`",
    ),
    "siigo.offline_retentions_not_checked": (
        "Las retenciones {ids}: sin conexión no se sabe cuánto son y no se restaron del total",
        "The retentions {ids}: how much they are is not known offline, and they were not taken off the total",
    ),
    "siigo.offline_flags_not_checked": (
        "Qué campos admite el tipo de comprobante {id}: se supuso que admite los enviados, y centavos",
        "Which fields document type {id} allows: those sent were assumed to be allowed, and cents",
    ),
    "siigo.offline_discount_not_checked": (
        "Si el descuento por línea es dinero o porcentaje: se supuso dinero",
        "Whether the discount of a line is money or per cent: money was assumed",
    ),
}

TEXTS = _FIELDS | _CUSTOMER | _ITEMS | _DOCUMENT | _PAYMENTS | _ANSWERS | _CHECKS | _OFFLINE
