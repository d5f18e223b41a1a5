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
    "demo.connection": ("conexión", "connection"),
    "demo.order": ("pedido", "order"),
    "demo.state": ("estado", "state"),
    "demo.invoice": ("documentos", "documents"),
    "demo.invoice_total": ("total factura", "invoice total"),
    "demo.order_total": ("total pedido", "order total"),
    "demo.why": ("por qué", "why"),
}
