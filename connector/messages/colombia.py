"""Texts of `connector/colombia/`."""

TEXTS = {
    "colombia.id_missing": (
        "Identificación del comprador: falta el número. Se espera el número de su cédula, NIT u otro documento. "
        "Pedirlo al comprador y escribirlo en el pedido de la tienda.",
        "Buyer's identification: the number is missing. Expected the number of an identity document (cédula, NIT …). "
        "Ask the buyer and write it into the shop's order.",
    ),
    "colombia.id_email": (
        "Identificación del comprador: hay un correo electrónico en lugar de un número. Se espera el número de su "
        "documento. Corregirlo en el pedido de la tienda.",
        "Buyer's identification: there is an e-mail address in place of a number. Expected the number of an identity "
        "document. Correct it in the shop's order.",
    ),
    "colombia.id_words": (
        "Identificación del comprador: «{found}» no es un número de documento. Se espera un número. Pedirlo al "
        "comprador y escribirlo en el pedido de la tienda.",
        "Buyer's identification: '{found}' is no document number. Expected a number. Ask the buyer and write it into "
        "the shop's order.",
    ),
    "colombia.id_type_unknown": (
        "Tipo de documento del comprador: no se conoce «{found}». Se espera CC, NIT, CE, PP, TI, RC, TE, PEP, PPT, DIE "
        "o el código de la DIAN. Corregirlo en el pedido de la tienda o traducirlo en el mapeo.",
        "Buyer's document type: '{found}' is not known. Expected CC, NIT, CE, PP, TI, RC, TE, PEP, PPT, DIE or DIAN's "
        "code. Correct it in the shop's order or translate it in the mapping.",
    ),
    "colombia.id_type_missing": (
        "Tipo de documento del comprador: falta, y el número {found} no permite saberlo. Se espera decir si es CC, "
        "NIT, CE, pasaporte u otro. Escribir el tipo en el pedido de la tienda.",
        "Buyer's document type: missing, and the number {found} does not tell it. Expected to be told whether it is "
        "CC, NIT, CE, passport or another. Write the type into the shop's order.",
    ),
    "colombia.id_types_disagree": (
        "Tipo de documento del comprador: el campo dice «{told}», pero junto al número dice otro (código DIAN "
        "{label}). Se espera uno solo. Corregir el tipo o el número en el pedido de la tienda.",
        "Buyer's document type: the field says '{told}', but beside the number stands another (DIAN code {label}). "
        "Expected only one. Correct the type or the number in the shop's order.",
    ),
    "colombia.id_cc_is_nit": (
        "Identificación del comprador: el tipo dice cédula, pero {found} tiene la forma del NIT de una empresa. Se "
        "espera tipo NIT o el número de una cédula. Corregir el tipo o el número en el pedido de la tienda.",
        "Buyer's identification: the type says cédula, but {found} has the shape of a company's NIT. Expected type "
        "NIT, or a cédula's number. Correct the type or the number in the shop's order.",
    ),
    "colombia.id_not_digits": (
        "Identificación del comprador: «{found}» no son solo dígitos. Se esperan de 3 a 13 dígitos para este tipo de "
        "documento. Corregir el número o el tipo en el pedido de la tienda.",
        "Buyer's identification: '{found}' is not only digits. Expected 3 to 13 digits for this type of document. "
        "Correct the number or the type in the shop's order.",
    ),
    "colombia.id_signs": (
        "Identificación del comprador: «{found}» tiene signos que no pertenecen a un documento. Se esperan letras de "
        "la A a la Z y dígitos. Corregir el número en el pedido de la tienda.",
        "Buyer's identification: '{found}' holds signs that belong to no document. Expected the letters A to Z and "
        "digits. Correct the number in the shop's order.",
    ),
    "colombia.id_length": (
        "Identificación del comprador: {found} tiene {count} caracteres. Se esperan de {least} a {most} para este tipo "
        "de documento. Corregir el número o el tipo en el pedido de la tienda.",
        "Buyer's identification: {found} has {count} characters. Expected {least} to {most} for this type of document. "
        "Correct the number or the type in the shop's order.",
    ),
    "colombia.id_placeholder": (
        "Identificación del comprador: {found} parece un número de relleno. Se espera el número real de su documento. "
        "Pedirlo al comprador y escribirlo en el pedido de la tienda.",
        "Buyer's identification: {found} looks like a made-up number. Expected the real number of an identity "
        "document. Ask the buyer and write it into the shop's order.",
    ),
    "colombia.id_is_phone": (
        "Identificación del comprador: {found} es igual al teléfono del pedido. Se espera el número de su documento. "
        "Comprobarlo con el comprador y corregir el documento o el teléfono en el pedido de la tienda.",
        "Buyer's identification: {found} is the order's phone number. Expected the number of an identity document. "
        "Check with the buyer and correct the document or the phone in the shop's order.",
    ),
    "colombia.nit_check_digit": (
        "Identificación del comprador: el dígito de verificación del NIT {found} no corresponde; para ese número es "
        "{expected}. Comprobar el NIT con el comprador y corregirlo en el pedido de la tienda.",
        "Buyer's identification: the check digit of the NIT {found} does not fit; for that number it is {expected}. "
        "Check the NIT with the buyer and correct it in the shop's order.",
    ),
    "colombia.nit_ambiguous": (
        "Identificación del comprador: no se sabe si el último dígito del NIT {found} es su dígito de verificación. Se "
        "espera el NIT con guion antes de ese dígito (…-{digit}) o sin él. Corregirlo en el pedido de la tienda.",
        "Buyer's identification: the last digit of the NIT {found} may or may not be its check digit. Expected the NIT "
        "with a dash before that digit (…-{digit}) or without it. Correct it in the shop's order.",
    ),
    "colombia.person_type_unknown": (
        "Tipo de persona del comprador: no se conoce «{found}». Se espera persona natural o persona jurídica. "
        "Corregirlo en el pedido de la tienda o traducirlo en el mapeo.",
        "Buyer's type of person: '{found}' is not known. Expected natural person or legal person (company). Correct it "
        "in the shop's order or translate it in the mapping.",
    ),
    "colombia.person_or_company": (
        "Tipo de persona del comprador: el NIT {found} es de persona natural, pero el campo empresa («{company}») "
        "nombra una sociedad. Se espera una sola de las dos. Corregir el NIT o la empresa en el pedido de la tienda.",
        "Buyer's type of person: the NIT {found} is a natural person's, but the company field ('{company}') names a "
        "company. Expected only one of the two. Correct the NIT or the company in the shop's order.",
    ),
    "colombia.name_missing": (
        "Nombre del comprador: falta. Se esperan nombres y apellidos, o la razón social de la empresa. Escribirlos en "
        "el pedido de la tienda.",
        "Buyer's name: missing. Expected given names and surnames, or the company's name. Write them into the shop's "
        "order.",
    ),
    "colombia.name_single": (
        "Nombre del comprador: es una sola palabra. Se esperan nombres y apellidos. Escribir el apellido en el pedido "
        "de la tienda.",
        "Buyer's name: it is a single word. Expected given names and surnames. Write the surname into the shop's "
        "order.",
    ),
    "colombia.country_foreign": (
        "Dirección del comprador: el país es «{country}». Se espera una dirección en Colombia, porque las ciudades de "
        "otros países tienen códigos propios en Siigo. Corregir la dirección en el pedido o facturar a mano.",
        "Buyer's address: the country is '{country}'. Expected an address in Colombia, because cities of other "
        "countries have codes of their own in Siigo. Correct the address in the order or invoice by hand.",
    ),
    "colombia.city_missing": (
        "Ciudad del comprador: falta. Se espera el nombre de un municipio de Colombia y su departamento. Escribirlos "
        "en el pedido de la tienda.",
        "Buyer's city: missing. Expected the name of a municipality of Colombia and its department. Write them into "
        "the shop's order.",
    ),
    "colombia.city_unknown": (
        "Ciudad del comprador: «{city}» ({state}) no es un municipio conocido. {hint}Escribir en el pedido de la "
        "tienda el municipio y su departamento como los nombra el DANE.",
        "Buyer's city: '{city}' ({state}) is no known municipality. {hint}Write the municipality and its department "
        "into the shop's order, as DANE names them.",
    ),
    "colombia.city_ambiguous": (
        "Ciudad del comprador: «{city}» ({state}) puede ser {names}. Se espera el municipio con su departamento. "
        "Corregir el departamento en el pedido de la tienda.",
        "Buyer's city: '{city}' ({state}) may be {names}. Expected the municipality with its department. Correct the "
        "department in the shop's order.",
    ),
    "colombia.city_hint": ("Se parece a {names}. ", "It looks like {names}. "),
    "colombia.no_state": ("sin departamento", "no department"),
    "colombia.city_differs": (
        "Ciudad del comprador: el pedido dice «{city}» ({state}), que allí no existe. Se usó {name}, código {code}. "
        "Comprobar la dirección.",
        "Buyer's city: the order says '{city}' ({state}), which does not exist there. {name} was used, code {code}. "
        "Check the address.",
    ),
    "colombia.city_fuzzy": (
        "Ciudad del comprador: el pedido dice «{city}» ({state}), que no es un nombre exacto. Se usó {name}, código "
        "{code}. Comprobar la dirección.",
        "Buyer's city: the order says '{city}' ({state}), which is no exact name. {name} was used, code {code}. Check "
        "the address.",
    ),
    "colombia.city_state_unknown": (
        "Ciudad del comprador: no se conoce el departamento «{state}». Se usó {name}, código {code}, por el nombre de "
        "la ciudad. Comprobar la dirección.",
        "Buyer's city: the department '{state}' is not known. {name} was used, code {code}, by the city's name. Check "
        "the address.",
    ),
    "colombia.city_other_in_bogota": (
        "Ciudad del comprador: el pedido dice Bogotá como departamento y «{city}» como ciudad, que es también {other}. "
        "Se usó {name}, código {code}. Comprobar la dirección.",
        "Buyer's city: the order says Bogotá as department and '{city}' as city, which is also {other}. {name} was "
        "used, code {code}. Check the address.",
    ),
    # the sale
    "colombia.sale_not_responsible": (
        "La tienda cobró {vat} de IVA, y `sale` dice que el comercio no es responsable de IVA: se facturó el mismo "
        "valor sin IVA. Apagar los impuestos en la tienda.",
        "The shop charged {vat} of IVA, and `sale` says that the merchant is not responsible for IVA: the same amount "
        "was invoiced without IVA. Switch the taxes off in the shop.",
    ),
    "colombia.sale_free": (
        "En este pedido todo es gratis, y una factura de 0 no existe en Siigo. Registrar los obsequios con el "
        "contador; para que estos pedidos no se retengan, excluirlos con `invoice_when`.",
        "Everything in this order is free, and Siigo knows no invoice of 0. Record the gifts with the accountant; to "
        "keep such orders from being held, exclude them with `invoice_when`.",
    ),
    "colombia.sale_fee_supposed": (
        "El cargo «{name}», de {gross}, se tomó como un descuento. Si es un medio de pago (tarjeta de regalo, saldo), "
        "agregar su nombre a `fees_that_pay` en `sale:`; si es un descuento, escribir allí `negative_fees: discount`.",
        "The fee '{name}', of {gross}, was taken as a discount. If it is a means of payment (gift card, store credit), "
        "add its name to `fees_that_pay` in `sale:`; if it is a discount, write `negative_fees: discount` there.",
    ),
    "colombia.sale_fee_held": (
        "El cargo «{name}» es de {gross}, y `negative_fees: hold` retiene los cargos negativos. Registrarlo en la "
        "tienda como cupón o, si es un medio de pago, agregar su nombre a `fees_that_pay` en `sale:`.",
        "The fee '{name}' is of {gross}, and `negative_fees: hold` holds negative fees. Record it in the shop as a "
        "coupon or, if it is a means of payment, add its name to `fees_that_pay` in `sale:`.",
    ),
    "colombia.sale_fee_too_big": (
        "El cargo «{name}» es de {gross}, y lo que se puede descontar en este pedido es {limit}. Corregirlo en la "
        "tienda.",
        "The fee '{name}' is of {gross}, and what can be discounted in this order is {limit}. Correct it in the shop.",
    ),
    "colombia.sale_charged_anyway": (
        "«{name}» ({sku}) está en `sale.{word}`, y la tienda le cobró IVA: se facturó como se cobró. Corregir el "
        "producto en la tienda, o quitarlo de la lista.",
        "'{name}' ({sku}) stands in `sale.{word}`, and the shop charged IVA on it: it was invoiced as charged. Correct "
        "the product in the shop, or take it off the list.",
    ),
    "colombia.sale_vat_free": (
        "La entrega es en {department}, donde la ley excluye de IVA todas o algunas ventas, y la tienda cobró {vat} de "
        "IVA: se facturó como se cobró. Comprobarlo con el contador.",
        "The delivery is in {department}, where the law excludes all or some sales from IVA, and the shop charged "
        "{vat} of IVA: it was invoiced as charged. Check with the accountant.",
    ),
    "colombia.sale_vat_free_held": (
        "La entrega es en {department}, donde la ley excluye de IVA todas o algunas ventas, y la tienda cobró {vat} de "
        "IVA. Corregir el pedido en la tienda o, para facturarlo como se cobró, agregar {number} a `reviewed` en "
        "`sale:`.",
        "The delivery is in {department}, where the law excludes all or some sales from IVA, and the shop charged "
        "{vat} of IVA. Correct the order in the shop or, to invoice it as charged, add {number} to `reviewed` in "
        "`sale:`.",
    ),
}
