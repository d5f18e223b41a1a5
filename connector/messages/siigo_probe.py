"""Texts of the probes of `connector/ledgers/siigo/`."""

TEXTS = {
    "siigo_probe.records": ("registros para las pruebas", "records for the probes"),
    "siigo_probe.name_tax_base": ("base del impuesto", "base of a tax"),
    "siigo_probe.name_rounding": ("medio centavo", "half a cent"),
    "siigo_probe.name_taxed_price": ("precio con IVA", "price with VAT"),
    "siigo_probe.name_percentage_discount": ("descuento en porcentaje", "discount in per cent"),
    "siigo_probe.name_whole_pesos": ("pesos enteros", "whole pesos"),
    "siigo_probe.name_retefuente": ("Retefuente", "Retefuente"),
    "siigo_probe.name_reteica": ("ReteICA", "ReteICA"),
    "siigo_probe.name_autorretencion": ("Autorretención", "Autorretencion"),
    "siigo_probe.name_gift_tax": ("IVA de un obsequio", "VAT of a gift"),
    "siigo_probe.name_global_discounts": ("descuento global", "global discount"),
    "siigo_probe.name_global_charges": ("cargo global", "global charge"),
    "siigo_probe.name_advance_payment": ("anticipo", "advance"),
    "siigo_probe.means_tax_base_rounded": (
        "el impuesto sale de la base en centavos",
        "a tax is computed from the base in cents",
    ),
    "siigo_probe.means_tax_base_unrounded": (
        "el impuesto sale de la base con todos sus decimales",
        "a tax is computed from the base with all its decimals",
    ),
    "siigo_probe.means_rounding_half_up": ("el medio centavo sube", "half a cent goes up"),
    "siigo_probe.means_rounding_half_even": (
        "el medio centavo va al centavo par",
        "half a cent goes to the even cent",
    ),
    "siigo_probe.means_taxed_price_remainder": (
        "el IVA es lo que la base deja del precio",
        "VAT is what the base leaves of the price",
    ),
    "siigo_probe.means_taxed_price_recomputed": (
        "el IVA se calcula de nuevo desde la base",
        "VAT is computed anew from the base",
    ),
    "siigo_probe.means_percentage_discount_rounded": (
        "el descuento se lleva a centavos antes de restarlo",
        "the discount is cut to cents before it is taken off",
    ),
    "siigo_probe.means_percentage_discount_unrounded": (
        "el descuento se resta con todos sus decimales",
        "the discount is taken off with all its decimals",
    ),
    "siigo_probe.means_whole_pesos_sum": (
        "se redondea a pesos el total del documento",
        "the document's total is rounded to pesos",
    ),
    "siigo_probe.means_whole_pesos_line": ("se redondea a pesos cada línea", "each line is rounded to pesos"),
    "siigo_probe.means_whole_pesos_off": ("nada se redondea a pesos", "nothing is rounded to pesos"),
    "siigo_probe.means_retefuente_subtracted": ("baja lo que se paga", "it lowers what is paid"),
    "siigo_probe.means_retefuente_ignored": ("no cambia lo que se paga", "it does not change what is paid"),
    "siigo_probe.means_reteica_per_mille": ("su tarifa es por mil", "its rate is per mille"),
    "siigo_probe.means_reteica_per_cent": ("su tarifa es por ciento", "its rate is per cent"),
    "siigo_probe.means_autorretencion_ignored": ("no cambia lo que se paga", "it does not change what is paid"),
    "siigo_probe.means_autorretencion_subtracted": ("baja lo que se paga", "it lowers what is paid"),
    "siigo_probe.means_gift_tax_added": (
        "el cliente paga el IVA dentro del total",
        "the customer pays the VAT within the total",
    ),
    "siigo_probe.means_gift_tax_ignored": ("el IVA no entra en el total", "the VAT is not part of the total"),
    "siigo_probe.means_global_discounts_subtracted": ("baja lo que se paga", "it lowers what is paid"),
    "siigo_probe.means_global_discounts_ignored": ("no cambia lo que se paga", "it does not change what is paid"),
    "siigo_probe.means_global_charges_added": ("sube lo que se paga", "it raises what is paid"),
    "siigo_probe.means_global_charges_ignored": ("no cambia lo que se paga", "it does not change what is paid"),
    "siigo_probe.means_global_base_total": (
        "su porcentaje es de las líneas con impuestos",
        "its per cent is of the lines with their taxes",
    ),
    "siigo_probe.means_global_base_subtotal": (
        "su porcentaje es de las líneas sin impuestos",
        "its per cent is of the lines without taxes",
    ),
    "siigo_probe.means_advance_payment_ignored": ("no cambia lo que se paga", "it does not change what is paid"),
    "siigo_probe.means_advance_payment_subtracted": ("baja lo que se paga", "it lowers what is paid"),
    "siigo_probe.computed": ("Siigo calculó {total}: {means}", "Siigo computed {total}: {means}"),
    "siigo_probe.no_fit": (
        "Siigo calculó {total}, y se esperaba {expected}; no se escribe nada",
        "Siigo computed {total}, and expected was {expected}; nothing is written",
    ),
    "siigo_probe.fix_no_fit": (
        "sigue el valor por defecto; compare con una factura de esta empresa antes de usar ese campo",
        "the default stays in force; compare with an invoice of this company before you use that field",
    ),
    "siigo_probe.refused": ("Siigo no calculó el total: {answer}", "Siigo did not compute the total: {answer}"),
    "siigo_probe.fix_refused": (
        "sigue el valor por defecto; corrija en Siigo lo que dice la respuesta y pruebe otra vez",
        "the default stays in force; mend in Siigo what the answer says and probe again",
    ),
    "siigo_probe.no_tax": (
        "la empresa no tiene un impuesto activo mayor que 0 de tipo {types}",
        "the company has no active tax above 0 of type {types}",
    ),
    "siigo_probe.no_difference": (
        "en esta empresa todas las formas de calcular dan el mismo total",
        "in this company every way of computing gives the same total",
    ),
    "siigo_probe.no_decimals": (
        "ningún comprobante de la conexión maneja decimales",
        "no document type of the connection has decimals",
    ),
    "siigo_probe.all_decimals": (
        "todos los comprobantes de la conexión manejan decimales",
        "every document type of the connection has decimals",
    ),
    "siigo_probe.no_percentage": (
        "ningún comprobante de la conexión maneja descuentos en porcentaje y decimales",
        "no document type of the connection has discounts in per cent and decimals",
    ),
    "siigo_probe.no_reteica": (
        "ningún comprobante de la conexión permite ReteICA",
        "no document type of the connection allows ReteICA",
    ),
    "siigo_probe.no_autorretencion": (
        "ningún comprobante de la conexión permite autorretención",
        "no document type of the connection allows Autorretencion",
    ),
    "siigo_probe.no_discounts": (
        "ningún comprobante de la conexión tiene descuentos globales activos",
        "no document type of the connection has active global discounts",
    ),
    "siigo_probe.no_charges": (
        "ningún comprobante de la conexión tiene cargos globales activos",
        "no document type of the connection has active global charges",
    ),
    "siigo_probe.no_advance": (
        "ningún comprobante de la conexión permite anticipos",
        "no document type of the connection allows an advance",
    ),
    "siigo_probe.no_document": (
        "la conexión no nombra ningún comprobante activo con el que se pueda probar",
        "the connection names no active document type that can be probed with",
    ),
    "siigo_probe.no_payment": (
        "la conexión no nombra ninguna forma de pago activa de clientes",
        "the connection names no active payment type for customers",
    ),
    "siigo_probe.no_seller": (
        "la conexión no nombra ningún vendedor activo",
        "the connection names no active seller",
    ),
    "siigo_probe.no_product": (
        "entre los productos más nuevos de la empresa no hay ninguno activo",
        "none of the company's newest products is active",
    ),
    "siigo_probe.no_customer": (
        "entre los clientes más nuevos de la empresa no hay ninguno activo con contacto",
        "none of the company's newest customers is active and has a contact",
    ),
    "siigo_probe.fix_records": (
        "agréguelo en la conexión o en Siigo y pruebe otra vez; no se envió nada",
        "add it to the connection or in Siigo and probe again; nothing was sent",
    ),
    "siigo_probe.fix_away": (
        "pruebe otra vez más tarde; no se envía nada más",
        "probe again later; nothing more is sent",
    ),
    "siigo_probe.unknown": ("no se sabe qué hizo Siigo: {why}", "what Siigo did is not known: {why}"),
    "siigo_probe.fix_unknown": (
        "busque en Siigo una factura de hoy con la observación «{mark}»; si existe, anúlela. No se envía nada más",
        "search Siigo for an invoice of today with the observation “{mark}”; if it exists, annul it. "
        "Nothing more is sent",
    ),
    "siigo_probe.failed": (
        "Siigo falló ({why}) y no creó ninguna factura",
        "Siigo failed ({why}) and made no invoice",
    ),
    "siigo_probe.fix_failed": (
        "sigue el valor por defecto; pruebe otra vez",
        "the default stays in force; probe again",
    ),
    "siigo_probe.made": (
        "SIIGO CREÓ LA FACTURA {document} (id {id}), aunque su pago no es el total",
        "SIIGO MADE THE INVOICE {document} (id {id}), although its payment is not the total",
    ),
    "siigo_probe.fix_made": (
        "anúlela ya en Siigo. No se envía nada más, no se escribe nada, y en esta empresa no se debe probar así",
        "annul it in Siigo now. Nothing more is sent, nothing is written, and this company must not be probed so",
    ),
}
