"""Texts of `connector/cli/`."""

TEXTS = {
    "cli.connector": (
        "Pedidos de Shopify y WooCommerce convertidos en facturas de Siigo.\n\n"
        "Códigos de salida: 0 bien, 1 hay algo que corregir, 2 orden mal escrita, 3 la instalación no puede iniciar, "
        "4 ya hay otro proceso de trabajo.",
        "Orders of Shopify and WooCommerce become invoices in Siigo.\n\n"
        "Exit codes: 0 well, 1 something to mend, 2 wrong command line, 3 the installation cannot start, "
        "4 another worker is running.",
    ),
    "cli.serve": (
        "Recibe y procesa pedidos: web, trabajo y reloj en un solo grupo de procesos.",
        "Receive and work on orders: web, worker and clock in one group of processes.",
    ),
    "cli.web": ("Solo recibe: el servidor de webhooks.", "Only receive: the server of webhooks."),
    "cli.work": ("Solo procesa: un proceso de trabajo.", "Only work: one worker."),
    "cli.db": ("La base de datos.", "The database."),
    "cli.db_upgraded": ("Base de datos al día (revisión {revision})", "Database is up to date (revision {revision})"),
    "cli.schema_old": (
        "CONNECTOR_DATABASE_URL: la base de datos no está al día; ejecute connector db upgrade",
        "CONNECTOR_DATABASE_URL: the database is not up to date; run connector db upgrade",
    ),
    "cli.another_worker": (
        "Ya hay otro proceso de trabajo en esta base SQLite ({file}); con PostgreSQL pueden ser varios",
        "Another worker already runs on this SQLite database ({file}); with PostgreSQL there can be several",
    ),
}
