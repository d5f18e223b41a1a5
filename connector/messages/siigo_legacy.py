"""Texts of `connector/ledgers/siigo_legacy/`: settings, answers, and the sale."""

_SETTINGS = {
    "siigo_legacy.address": (
        "«{found}» no es una dirección https (http solo en este equipo): cópiela del manual de Siigo Nube",
        '"{found}" is no https address (http only on this machine): copy it from the manual of Siigo Nube',
    ),
    "siigo_legacy.unknown_path": (
        "«{found}» no es una llamada que haga el conector; ¿quiso decir {near}?",
        '"{found}" is no call that the connector makes; did you mean {near}?',
    ),
    "siigo_legacy.rule_without_use": (
        "{name} no sirve en Siigo Nube (API anterior): quítelo de amounts",
        "{name} is of no use in Siigo Nube (older API): take it out of amounts",
    ),
}

_ANSWERS = {
    "siigo_legacy.answered": ("Siigo Nube respondió {status}: {shown}", "Siigo Nube answered {status}: {shown}"),
    "siigo_legacy.unauthorized": (
        "Siigo Nube no aceptó las credenciales ({found}): revise username (CLAVE\\usuario), password y, si la empresa "
        "la tiene, subscription_key",
        "Siigo Nube did not accept the credentials ({found}): check username (CLAVE\\usuario), password and, if the "
        "company has one, subscription_key",
    ),
    "siigo_legacy.no_token": (
        "Siigo Nube aceptó el ingreso y no dio token: se reintenta",
        "Siigo Nube accepted the sign-in and gave no token: it is tried again",
    ),
    "siigo_legacy.not_json": (
        "Siigo Nube respondió {status} con algo que no es JSON ({why})",
        "Siigo Nube answered {status} with something that is no JSON ({why})",
    ),
    "siigo_legacy.no_list": (
        "Siigo Nube no respondió una lista en {path}: se reintenta",
        "Siigo Nube did not answer with a list at {path}: it is tried again",
    ),
    "siigo_legacy.same_page": (
        "Siigo Nube respondió en {path} la misma página dos veces ({number}): no se sabe qué falta, se reintenta",
        "Siigo Nube answered the same page of {path} twice ({number}): nobody knows what is missing, it is tried again",
    ),
    "siigo_legacy.odd_row": (
        "Siigo Nube respondió una lista de documentos sin {part}: no se sabe si el que se busca está; indique otro "
        "camino en paths",
        "Siigo Nube answered a list of documents without {part}: nobody knows whether the one that is looked for is "
        "there; name another path in paths",
    ),
    "siigo_legacy.not_seen": (
        "Siigo Nube no encuentra {id} en {path}: o se eliminó, o la empresa no tiene esa llamada (vea paths). "
        "Búsquelo en Siigo Nube",
        "Siigo Nube does not find {id} at {path}: it was deleted, or the company has no such call (see paths). Look "
        "for it in Siigo Nube",
    ),
    "siigo_legacy.endless": (
        "La lista {path} tiene más de {pages} páginas: aumente lookup_pages en la conexión",
        "The list {path} has more than {pages} pages: raise lookup_pages in the connection",
    ),
    "siigo_legacy.odd_catalogue": (
        "La lista {path} de Siigo Nube no se entiende en {where}: {why}",
        "The list {path} of Siigo Nube is not understood at {where}: {why}",
    ),
    "siigo_legacy.odd_account": (
        "Siigo Nube no respondió un tercero en Accounts/GetByCode: indique otro camino en paths",
        "Siigo Nube did not answer with a third party at Accounts/GetByCode: name another path in paths",
    ),
    "siigo_legacy.no_id": (
        "Siigo Nube respondió sin Id ni total del documento: puede haberse creado",
        "Siigo Nube answered without the document's Id and total: it may have been made",
    ),
    "siigo_legacy.refused": (
        "Siigo Nube no lo aceptó: {path}: {message} ({code}). Corrija el pedido o el mapeo",
        "Siigo Nube did not accept it: {path}: {message} ({code}). Correct the order or the mapping",
    ),
}

_CATALOGUES = {
    "siigo_legacy.catalogue_document_types": ("los tipos de comprobante FV", "document types FV"),
    "siigo_legacy.catalogue_receipt_types": ("los tipos de comprobante RC", "document types RC"),
    "siigo_legacy.catalogue_payment_means": ("las formas de pago", "payment means"),
    "siigo_legacy.catalogue_taxes": ("los impuestos", "taxes"),
    "siigo_legacy.catalogue_users": ("los usuarios, por identificación", "users, by identification"),
    "siigo_legacy.catalogue_warehouses": ("las bodegas, por código", "warehouses, by code"),
    "siigo_legacy.catalogue_account_groups": ("los grupos de inventario", "account groups"),
    "siigo_legacy.check_sign_in": ("Siigo Nube: ingreso", "Siigo Nube: sign-in"),
    "siigo_legacy.fix_sign_in": (
        "Revise username (CLAVE\\usuario_api, sin comillas en YAML) y password, que Siigo envía por correo",
        "Check username (CLAVE\\usuario_api, without quotes in YAML) and password, which Siigo sends by e-mail",
    ),
    "siigo_legacy.fix_catalogue": (
        "Reintente en unos minutos; si la empresa no tiene esa lista, vea paths y document_codes en la guía",
        "Try again in a few minutes; if the company has no such list, see paths and document_codes in the guide",
    ),
    "siigo_legacy.check_tax_kind": (
        "{name}: su tipo ({found}) no dice si es IVA, impoconsumo o retención",
        "{name}: its type ({found}) does not say whether it is IVA, consumption tax or a retention",
    ),
    "siigo_legacy.fix_tax_kind": (
        "Póngale en Siigo un nombre que empiece por su clase, como «IVA 19%», o use otro en el mapeo",
        'Give it a name in Siigo that begins with its kind, such as "IVA 19%", or map another one',
    ),
    "siigo_legacy.check_dian": ("Siigo Nube: envío a la DIAN", "Siigo Nube: sending to DIAN"),
    "siigo_legacy.dian_by_hand": (
        "esta API no envía: envíe cada factura el mismo día de su fecha, o la DIAN la rechaza. En Siigo Nube, "
        "Facturación Electrónica > Otras opciones > Envío masivo de comprobantes electrónicos",
        "this API does not send: send each invoice on the same day as its date, or DIAN rejects it. In Siigo Nube, "
        "Facturación Electrónica > Otras opciones > Envío masivo de comprobantes electrónicos",
    ),
    "siigo_legacy.check_credit_name": ("las formas de pago: a crédito", "payment means: on credit"),
    "siigo_legacy.check_credit": (
        "la lista no dice si {ids} son a crédito: se toman como pagadas. La que se paga después va en credit_means de "
        "ledger",
        "the list does not tell whether {ids} are on credit: they are taken for paid. One that is paid later belongs "
        "in credit_means of ledger",
    ),
    "siigo_legacy.fix_reteica": (
        "Quite `reteica: percent` de ledger, o corrija la tarifa en Siigo",
        "Take `reteica: percent` out of ledger, or correct the rate in Siigo",
    ),
    "siigo_legacy.flag_credit": ("a crédito", "on credit"),
    "siigo_legacy.flag_manual_number": ("numeración manual", "numbered by hand"),
}

_BY_HAND = {
    "siigo_legacy.no_kind": (
        "la API anterior de Siigo Nube no hace documentos de clase {kind}",
        "the older API of Siigo Nube makes no documents of kind {kind}",
    ),
    "siigo_legacy.no_credit_notes": (
        "La API anterior de Siigo Nube no hace notas crédito: haga en Siigo Nube la nota crédito de {name}",
        "The older API of Siigo Nube makes no credit notes: make the credit note of {name} in Siigo Nube",
    ),
    "siigo_legacy.annul_by_hand": (
        "La API anterior de Siigo Nube no anula: abra en Siigo Nube el documento {id} y anúlelo allí",
        "The older API of Siigo Nube annuls nothing: open the document {id} in Siigo Nube and annul it there",
    ),
    "siigo_legacy.delete_by_hand": (
        "La API anterior de Siigo Nube no elimina facturas: abra en Siigo Nube el documento {id} y elimínelo allí",
        "The older API of Siigo Nube deletes no invoices: open the document {id} in Siigo Nube and delete it there",
    ),
    "siigo_legacy.send_by_hand": (
        "La API anterior de Siigo Nube no envía a la DIAN: envíe {name} con el botón Enviar electrónicamente de la "
        "factura, o con el envío masivo de comprobantes electrónicos",
        "The older API of Siigo Nube sends nothing to DIAN: send {name} with the invoice's button Enviar "
        "electrónicamente, or with the massive sending of electronic documents",
    ),
}

_CUSTOMER = {
    "siigo_legacy.doubt": ("{doubt}", "{doubt}"),
    "siigo_legacy.check_digit": (
        "{found} no es el dígito de verificación del NIT, que es {expected}: quite CheckDigit del mapeo o corrija el "
        "NIT",
        "{found} is not the NIT's check digit, which is {expected}: take CheckDigit out of the mapping or correct the "
        "NIT",
    ),
    "siigo_legacy.check_digit_needed": (
        "una empresa lleva dígito de verificación, y solo el de un NIT (31) se calcula; este documento es de tipo "
        "{type}: mapee CheckDigit con el que tiene en Siigo Nube",
        "a company has a check digit, and only a NIT's (31) is computed; this document is of type {type}: map "
        "CheckDigit with the one that it has in Siigo Nube",
    ),
    "siigo_legacy.phone_part_left_out": (
        "«{found}» no se envió: Siigo solo acepta hasta 10 dígitos",
        '"{found}" was not sent: Siigo only accepts up to 10 digits',
    ),
    "siigo_legacy.phone_needed": (
        "Siigo Nube exige un teléfono y el del pedido no sirve: corríjalo en el pedido, o ponga en el mapeo un "
        "`default` con el de la tienda",
        "Siigo Nube demands a telephone and the order's is none: correct it in the order, or give the shop's as "
        "`default` in the mapping",
    ),
}

_SALE = {
    "siigo_legacy.no_line_price": (
        "este item no viene de una línea del pedido: indique UnitValue en el mapeo",
        "this item does not come from an order line: give UnitValue in the mapping",
    ),
    "siigo_legacy.free_item": (
        "va con valor 0: la DIAN pide el valor comercial de lo que se regala; revíselo en Siigo Nube antes de enviarla",
        "goes with the value 0: DIAN wants the commercial value of what is given away; look at it in Siigo Nube before "
        "sending it",
    ),
    "siigo_legacy.two_discounts": (
        "DiscountValue y DiscountPercentage no van juntos en el mapeo: deje uno, el conector calcula el otro",
        "DiscountValue and DiscountPercentage do not go together in the mapping: leave one, the connector computes the "
        "other",
    ),
    "siigo_legacy.all_off": (
        "con 100 % de descuento no queda lo que pagó el comprador: corrija el porcentaje en el mapeo, o mapee "
        "UnitValue",
        "with 100 % off nothing is left of what the buyer paid: correct the percentage in the mapping, or map "
        "UnitValue",
    ),
    "siigo_legacy.reteica_too_much": (
        "{name}: {found} % es más que cualquier reteICA, así que la tarifa va por mil: ponga `reteica: per_mille` en "
        "ledger",
        "{name}: {found} % is more than any ReteICA, so that the rate is per mille: give `reteica: per_mille` in "
        "ledger",
    ),
    "siigo_legacy.tax_kind": (
        "{id} ({name}) es de clase {found} y aquí va: {expected}",
        "{id} ({name}) is of kind {found}, and here belongs: {expected}",
    ),
    "siigo_legacy.number_is_automatic": (
        "el comprobante {document} numera solo: quite Number del mapeo",
        "the document type {document} numbers by itself: take Number out of the mapping",
    ),
    "siigo_legacy.number_is_manual": (
        "el comprobante {document} tiene numeración manual: mapee Number o active la automática en Siigo Nube",
        "the document type {document} is numbered by hand: map Number or switch on automatic numbers in Siigo Nube",
    ),
    "siigo_legacy.center_is_mandatory": (
        "el comprobante {document} exige centro de costo: mapee CostCenterCode",
        "the document type {document} demands a cost center: map CostCenterCode",
    ),
    "siigo_legacy.center_of_part": (
        "hay SubCostCenterCode sin CostCenterCode: mapee los dos",
        "there is a SubCostCenterCode without CostCenterCode: map both",
    ),
    "siigo_legacy.foreign_order": (
        "el pedido está en {found} y el mapeo lo factura en {mapped}: mapee MoneyCode y ExchangeValue, si la empresa "
        "tiene moneda extranjera en Siigo Nube",
        "the order is in {found} and the mapping invoices it in {mapped}: map MoneyCode and ExchangeValue, if the "
        "company has foreign currency in Siigo Nube",
    ),
    "siigo_legacy.currency_differs": (
        "el mapeo dice {mapped} y el pedido está en {found}",
        "the mapping says {mapped} and the order is in {found}",
    ),
    "siigo_legacy.rate_is_missing": (
        "una factura en {found} lleva la tasa de cambio: mapee ExchangeValue",
        "an invoice in {found} carries the exchange rate: map ExchangeValue",
    ),
    "siigo_legacy.rate_of_pesos": (
        "una factura en pesos no lleva tasa de cambio: quite ExchangeValue del mapeo",
        "an invoice in pesos carries no exchange rate: take ExchangeValue out of the mapping",
    ),
}

_PAYMENTS = {
    "siigo_legacy.means_not_for_sales": (
        "{id} ({name}) no es de cartera o es del sistema: use una forma de pago de Type 0 o 2 que no sea del sistema",
        "{id} ({name}) is not for receivables or is the system's own: use a payment means of Type 0 or 2 that is not "
        "the system's",
    ),
    "siigo_legacy.not_on_credit": (
        "{id} ({name}) no es a crédito: se envía sin DueDate ni DueQuote; quítelos del mapeo o use una forma de pago a "
        "crédito",
        "{id} ({name}) is not on credit: it is sent without DueDate and DueQuote; take them out of the mapping, or use "
        "a payment means on credit",
    ),
    "siigo_legacy.quote_twice": (
        "la cuota {quote} está dos veces: cada cuota lleva su número",
        "the quote {quote} stands twice: each quote has a number of its own",
    ),
    "siigo_legacy.payments_do_not_pair": (
        "hay {entries} formas de pago mapeadas y {payments} pagos en el pedido: mapee Value, o `each: payments`",
        "there are {entries} mapped payments and {payments} payments in the order: map Value, or `each: payments`",
    ),
    "siigo_legacy.split_differs": (
        "los pagos del pedido suman {payments}, el pedido vale {order} y la factura {total}: no se sabe cuánto va en "
        "cada forma de pago; complete los pagos en la tienda, o mapee Value o un solo pago",
        "the order's payments come to {payments}, the order to {order} and the invoice to {total}: nobody knows how "
        "much goes in each payment means; complete the payments in the shop, or map Value or a single payment",
    ),
    "siigo_legacy.payments_differ": (
        "los pagos mapeados suman {payments}, el pedido {order} y la factura {total}: corrija los Value del mapeo",
        "the mapped payments come to {payments}, the order to {order} and the invoice to {total}: correct the Value of "
        "the mapping",
    ),
    "siigo_legacy.payment_below_zero": (
        "los pagos con Value pasan del total, {total}: para el que no lo tiene quedaría {found}",
        "the payments with Value are above the total, {total}: {found} would be left for the one without",
    ),
}

_OFFLINE = {
    "siigo_legacy.offline_unknown_taxes": (
        "sin consultar Siigo Nube no se sabe la tarifa de los impuestos {ids}: la factura no se puede calcular aquí",
        "without asking Siigo Nube nobody knows the rate of the taxes {ids}: the invoice cannot be computed here",
    ),
    "siigo_legacy.offline_keys_not_checked": (
        "no se revisó en Siigo Nube que existan: {keys}",
        "it was not checked in Siigo Nube that these exist: {keys}",
    ),
    "siigo_legacy.offline_taxes_not_checked": (
        "la tarifa y el nombre de los impuestos {ids} se tomaron del mapeo",
        "rate and name of the taxes {ids} were taken from the mapping",
    ),
    "siigo_legacy.offline_retentions_not_checked": (
        "las retenciones {ids} se tomaron como de 0 %: su tarifa está en Siigo Nube",
        "the retentions {ids} were taken for 0 %: their rate is in Siigo Nube",
    ),
    "siigo_legacy.offline_means_not_checked": (
        "de las formas de pago {ids} son a crédito las que tienen DueDate o DueQuote en el mapeo o están en "
        "credit_means",
        "of the payment means {ids} those are on credit that have DueDate or DueQuote in the mapping or are in "
        "credit_means",
    ),
}

TEXTS = _SETTINGS | _ANSWERS | _CATALOGUES | _BY_HAND | _CUSTOMER | _SALE | _PAYMENTS | _OFFLINE
