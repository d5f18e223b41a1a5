"""Texts of `connector explain`."""

TEXTS = {
    "explain.no_file": (
        "{path}: no se puede leer el pedido ({why}); revise la ruta",
        "{path}: the order cannot be read ({why}); check the path",
    ),
    "explain.not_json": ("{path}: no es JSON ({why})", "{path}: is not JSON ({why})"),
    "explain.two_orders": (
        "Varios pedidos se llaman {order}; indique el identificador de uno: {ids}",
        "Several orders are called {order}; give the id of one: {ids}",
    ),
    "explain.which": (
        "Hay varias conexiones ({names}); indique una con --connection",
        "There are several connections ({names}); name one with --connection",
    ),
    "explain.no_connection": (
        "No hay una conexión {name} que se pueda leer; las que hay: {names}",
        "There is no connection {name} that can be read; those there are: {names}",
    ),
    "explain.unreadable": ("No hay documento que mostrar: {why}", "There is no document to show: {why}"),
    "explain.skip": ("Decisión: no se factura. {why}", "Decision: not invoiced. {why}"),
    "explain.done": (
        "Decisión: nada por hacer, la factura ya existe",
        "Decision: nothing to do, the invoice exists already",
    ),
    "explain.customer_first": (
        "Decisión: se guarda el cliente y se emite la factura",
        "Decision: the customer is saved and the invoice is issued",
    ),
    "explain.invoice": ("Decisión: se emite la factura", "Decision: the invoice is issued"),
    "explain.order": (
        "Pedido {number} (identificador {id}) de {connection}",
        "Order {number} (id {id}) of {connection}",
    ),
    "explain.total": ("Total por facturar: {total} {currency}", "Total to invoice: {total} {currency}"),
    "explain.state": ("Estado: {state}.", "State: {state}."),
    "explain.deliveries": ("Entregas recibidas", "Deliveries received"),
    "explain.attempts": ("Intentos", "Attempts"),
    "explain.links": ("Documentos", "Documents"),
    "explain.fields": ("Campos ({kind})", "Fields ({kind})"),
    "explain.document": ("Documento que se enviaría ({kind})", "Document as it would be sent ({kind})"),
    "explain.lines": ("Líneas", "Lines"),
    "explain.totals": (
        "Total según Siigo: {total}; total del pedido: {order}; diferencia: {off}",
        "Total by Siigo's arithmetic: {total}; the order's total: {order}; difference: {off}",
    ),
    "explain.warnings": ("Advertencias", "Warnings"),
    "explain.problems": ("El pedido quedaría retenido", "The order would be held"),
    "explain.not_checked": ("No se verificó", "Not checked"),
    "explain.no_offline": (
        "El documento: {system} no se puede componer sin conexión",
        "The document: {system} cannot be composed offline",
    ),
    "explain.unknown_taxes": (
        "El documento: sin conexión no se sabe el porcentaje de los impuestos {ids}; agréguelos a `tables: taxes:` "
        "con el porcentaje como clave",
        "The document: the percentage of taxes {ids} is not known offline; add them to `tables: taxes:` with the "
        "percentage as key",
    ),
    "explain.ids_not_checked": (
        "Que existan y estén activos en Siigo: {ids} (lo revisa connector doctor)",
        "That these exist and are active in Siigo: {ids} (connector doctor looks)",
    ),
    "explain.taxes_not_checked": (
        "El porcentaje y la clase de los impuestos {ids}: se tomó el porcentaje de `tables: taxes:`",
        "Percentage and kind of taxes {ids}: the percentage is that of `tables: taxes:`",
    ),
    "explain.flags_not_checked": (
        "Qué campos admite el tipo de comprobante {id}: se supuso que admite los enviados, y centavos",
        "Which fields document type {id} allows: those sent were assumed to be allowed, and cents",
    ),
    "explain.discount_not_checked": (
        "Si el descuento por línea es dinero o porcentaje: se supuso dinero",
        "Whether the discount of a line is money or per cent: money was assumed",
    ),
    "explain.heading.target": ("destino", "target"),
    "explain.heading.value": ("valor", "value"),
    "explain.heading.source": ("de dónde", "from"),
    "explain.heading.place": ("lugar", "place"),
    "explain.heading.code": ("código", "code"),
    "explain.heading.quantity": ("cantidad", "quantity"),
    "explain.heading.unit_price": ("precio", "unit price"),
    "explain.heading.base": ("base", "base"),
    "explain.heading.tax": ("impuesto", "tax"),
    "explain.heading.line_total": ("total Siigo", "Siigo's total"),
    "explain.heading.paid": ("pagado", "paid"),
    "explain.heading.difference": ("diferencia", "difference"),
    "explain.heading.received_at": ("recibida", "received"),
    "explain.heading.topic": ("tema", "topic"),
    "explain.heading.ignored": ("ignorada porque", "ignored because"),
    "explain.heading.started_at": ("comenzó", "started"),
    "explain.heading.kind": ("clase", "kind"),
    "explain.heading.key": ("llave", "key"),
    "explain.heading.outcome": ("resultado", "outcome"),
    "explain.heading.error": ("error", "error"),
    "explain.heading.id": ("identificador", "id"),
    "explain.heading.document": ("documento", "document"),
    "explain.heading.url": ("enlace", "url"),
}
