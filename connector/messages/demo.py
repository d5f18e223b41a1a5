"""Texts of `connector/cli/demo.py`."""

TEXTS = {
    "demo.begins": (
        "Siigo emulado en {siigo}; el conector recibe en {url} (sistema contable: {ledger}).\n"
        "Las tiendas envían sus pedidos firmados:",
        "Emulated Siigo at {siigo}; the connector receives at {url} (ledger: {ledger}).\n"
        "The shops send their signed orders:",
    ),
    "demo.sent": (
        "{count} entregas firmadas, recibidas y procesadas en {seconds} s.",
        "{count} signed deliveries received and worked on in {seconds} s.",
    ),
    "demo.kept": (
        "Sigue en marcha: webhooks en {url}/hooks/tienda-ejemplo, Siigo emulado en {siigo}, carpeta {folder}. "
        "Ctrl-C termina.",
        "Still running: webhooks at {url}/hooks/tienda-ejemplo, emulated Siigo at {siigo}, folder {folder}. "
        "Ctrl-C ends it.",
    ),
    "demo.no_examples": (
        "{folder}: no están los ejemplos de conexión; ejecute la demostración desde la carpeta del proyecto",
        "{folder}: the example connections are not there; run the demo from the project's folder",
    ),
    "demo.stuck": (
        "El conector no avanzó en {seconds} segundos",
        "The connector made no progress within {seconds} seconds",
    ),
    "demo.ends": (
        "{orders} pedidos, cada uno en un solo estado; {invoices} facturas en Siigo, cada una por el total de su "
        "pedido, al centavo.",
        "{orders} orders, each in one state; {invoices} invoices in Siigo, each for its order's total, to the cent.",
    ),
    "demo.ends_near": (
        "{orders} pedidos, cada uno en un solo estado; {invoices} facturas en Siigo, cada una por el total de su "
        "pedido: {near} quedan a un centavo, porque ningún precio con su IVA lo alcanza.",
        "{orders} orders, each in one state; {invoices} invoices in Siigo, each for its order's total: {near} are a "
        "cent from it, since no price with its VAT reaches it.",
    ),
    "demo.connection": ("conexión", "connection"),
    "demo.order": ("pedido", "order"),
    "demo.state": ("estado", "state"),
    "demo.invoice": ("documentos", "documents"),
    "demo.invoice_total": ("total factura", "invoice total"),
    "demo.order_total": ("total pedido", "order total"),
    "demo.why": ("por qué", "why"),
    "demo.stock_begins": (
        "Siigo emulado con dos bodegas; una tienda WooCommerce muestra la suma de todas menos una unidad de reserva, y "
        "una Shopify cada bodega en su sede. Las dos tiendas muestran 5 de todo.",
        "An emulated Siigo with two warehouses; a WooCommerce shop shows the sum of all but one unit in reserve, and a "
        "Shopify shop each warehouse at its location. Both shops show 5 of everything.",
    ),
    "demo.stock_changes": (
        "La tienda WooCommerce vende {units} {sku} (el aviso aún no llega) y a la segunda bodega entran 8 LIB-001. "
        "Solo se toca lo que cambió, y lo vendido no se vuelve a ofrecer, tampoco en la otra tienda:",
        "The WooCommerce shop sells {units} {sku} (no delivery has come yet) and 8 LIB-001 come into the second "
        "warehouse. Only what changed is touched, and what was sold is not offered again, in the other shop neither:",
    ),
    "demo.stock_seen": (
        "De dónde sale cada número:",
        "Where each number comes from:",
    ),
}
