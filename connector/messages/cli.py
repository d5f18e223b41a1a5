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
    "cli.language": ("es", "en"),
    "cli.options": ("[OPCIONES]", "[OPTIONS]"),
    "cli.command": ("COMANDO [ARGUMENTOS]...", "COMMAND [ARGS]..."),
    "cli.help": ("Muestra esta ayuda y termina.", "Show this message and exit."),
    "cli.connector.lang": ("Idioma de la ayuda y de los mensajes.", "Language of help and messages."),
    "cli.connector.version": ("Muestra la versión y termina.", "Show the version and exit."),
    "cli.db.upgrade": (
        "Lleva la base de datos al esquema de esta versión.",
        "Bring the database to this version's schema.",
    ),
    "cli.replay.order": ("[PEDIDO]...", "[ORDER]..."),
    "cli.no_database": (
        "CONNECTOR_DATABASE_URL: no existe la base de datos {url}; revise la carpeta en que está, o créela con "
        "connector db upgrade",
        "CONNECTOR_DATABASE_URL: there is no database {url}; check the folder you are in, or make it with "
        "connector db upgrade",
    ),
    "cli.database_away": (
        "CONNECTOR_DATABASE_URL: la base de datos {url} no responde ({why}); revise que esté encendida y la dirección",
        "CONNECTOR_DATABASE_URL: the database {url} does not answer ({why}); check that it is up, and the address",
    ),
    "cli.no_order": (
        "No hay ningún pedido {order}; connector orders muestra los que hay",
        "There is no order {order}; connector orders shows those there are",
    ),
    "cli.order_in_several": (
        "El pedido {order} está en varias conexiones ({connections}); indique una con --connection",
        "Order {order} is in several connections ({connections}); name one with --connection",
    ),
    "cli.heading.connection": ("conexión", "connection"),
    "cli.heading.order": ("pedido", "order"),
    "cli.heading.state": ("estado", "state"),
    "cli.heading.why": ("motivo", "why"),
    "cli.heading.total": ("total", "total"),
    "cli.heading.documents": ("documentos", "documents"),
    "cli.orders": (
        "Muestra los pedidos, su estado, el motivo y sus documentos.",
        "Show orders, their state, why, and their documents.",
    ),
    "cli.orders.json": ("Un arreglo JSON, para programas.", "A JSON array, for programs."),
    "cli.orders.state": ("Solo este estado; se puede repetir.", "Only this state; may be repeated."),
    "cli.orders.connection": ("Solo esta conexión; se puede repetir.", "Only this connection; may be repeated."),
    "cli.replay": (
        "Procesa pedidos otra vez. Un pedido ya facturado no se factura de nuevo.\n\n"
        "PEDIDO es el número o el identificador del pedido.",
        "Work on orders again. An order that is invoiced gets no second invoice.\n\nORDER is the order's number or id.",
    ),
    "cli.replay.connection": ("Solo de esta conexión.", "Of this connection only."),
    "cli.replay.state": (
        "Todos los pedidos en este estado; se puede repetir.",
        "Every order in this state; may be repeated.",
    ),
    "cli.replay.every": ("Todos los pedidos sin factura.", "Every order without invoice."),
    "cli.replay.yes": ("Sin pedir confirmación.", "Do not ask."),
    "cli.replay_what": (
        "indique pedidos, o --state, o --all: una sola de las tres cosas",
        "give orders, or --state, or --all: one of the three",
    ),
    "cli.replay_confirm": (
        "Se procesarán otra vez {count} pedidos. ¿Continuar? [s/N]",
        "{count} orders will be worked on again. Go on? [y/N]",
    ),
    "cli.replayed_none": ("No se cambió nada", "Nothing was changed"),
    "cli.replayed": ("Pedidos que se procesarán otra vez: {count}", "Orders that will be worked on again: {count}"),
    "cli.lint": (
        "Revisa los archivos de conexión.\n\nSin archivos, revisa toda la carpeta de mapeos. No usa credenciales ni "
        "red: un valor de entorno ausente solo se anota.",
        "Check connection files.\n\nWithout files, the whole mappings folder. It needs no credentials and no network: "
        "an environment value that is absent is only noted.",
    ),
    "cli.lint.file": ("[ARCHIVO]...", "[FILE]..."),
    "cli.lint.mappings": (
        "Carpeta de mapeos, en vez de CONNECTOR_MAPPINGS.",
        "Mappings folder, instead of CONNECTOR_MAPPINGS.",
    ),
    "cli.linted": (
        "Archivos leídos: {files}; problemas: {problems}; avisos: {notices}",
        "Files read: {files}; problems: {problems}; notices: {notices}",
    ),
    "cli.absent": (
        "aviso: {name} no está definida; se revisó sin su valor",
        "notice: {name} is not set; checked without its value",
    ),
    "cli.test": (
        "Ejecuta los casos (*.cases.yaml) de los mapeos.\n\nARCHIVO es un mapeo o su archivo de casos; sin archivos, "
        "todos los de la carpeta. Los pedidos son JSON de la tienda o el cuerpo de un webhook.",
        "Run the cases (*.cases.yaml) of the mappings.\n\nFILE is a mapping or its file of cases; without files, all "
        "of the folder. Orders are the shop's JSON or the body of a webhook.",
    ),
    "cli.test.file": ("[ARCHIVO]...", "[FILE]..."),
    "cli.test.mappings": (
        "Carpeta de mapeos, en vez de CONNECTOR_MAPPINGS.",
        "Mappings folder, instead of CONNECTOR_MAPPINGS.",
    ),
    "cli.no_cases": (
        "{folder}: no hay ningún archivo *.cases.yaml; escriba uno (vea mappings/README.md)",
        "{folder}: there is no *.cases.yaml file; write one (see mappings/README.md)",
    ),
    "cli.tested": (
        "Casos correctos: {passed}; fallidos: {failed}; problemas: {problems}",
        "Cases passed: {passed}; failed: {failed}; problems: {problems}",
    ),
    "cli.only_an_id": (
        "El archivo solo tiene el identificador de un pedido eliminado",
        "The file holds only the id of a deleted order",
    ),
    "cli.explain": (
        "Muestra qué se enviaría por un pedido y de dónde sale cada campo.\n\nPEDIDO es un archivo JSON (de la tienda "
        "o el cuerpo de un webhook), o el número o identificador de un pedido recibido. No envía nada y no usa red.",
        "Show what would be sent for an order and where each field comes from.\n\nORDER is a JSON file (the shop's, or "
        "the body of a webhook), or the number or id of an order received. It sends nothing and uses no network.",
    ),
    "cli.explain.order": ("PEDIDO", "ORDER"),
    "cli.explain.connection": ("La conexión, si hay varias.", "The connection, where there are several."),
    "cli.explain.mappings": (
        "Carpeta de mapeos, en vez de CONNECTOR_MAPPINGS.",
        "Mappings folder, instead of CONNECTOR_MAPPINGS.",
    ),
    "cli.explain.json": ("Un objeto JSON, para programas.", "A JSON object, for programs."),
    "cli.answer": (
        "Responde lo que un pedido retenido pregunta.\n\napprove REEMBOLSO hace su nota crédito, ignore "
        "REEMBOLSO la omite; "
        "keep deja la factura de un pedido que cambió, redo la reemplaza con nota crédito y factura nueva; "
        "send reenvía a "
        "la DIAN la factura que rechazó.",
        "Answer what a held order asks.\n\napprove REFUND makes its credit note, ignore REFUND leaves it; "
        "keep leaves the "
        "invoice of an order that changed, redo replaces it with a credit note and a new invoice; send sends "
        "the invoice "
        "that DIAN rejected again.",
    ),
    "cli.answer.order": ("PEDIDO", "ORDER"),
    "cli.answer.word": ("RESPUESTA", "ANSWER"),
    "cli.answer.refund": ("[REEMBOLSO]", "[REFUND]"),
    "cli.answer.connection": ("La conexión, si hay varias.", "The connection, where there are several."),
    "cli.answer_refund": (
        "approve e ignore van con el número del reembolso; keep, redo y send, sin él",
        "approve and ignore take the number of the refund; keep, redo and send go without",
    ),
    "cli.answered": (
        "Anotado; el pedido {order} se procesa enseguida",
        "Noted; order {order} is worked on at once",
    ),
    "cli.no_invoice": ("{order}: el pedido no tiene factura", "{order}: the order has no invoice"),
    "cli.doctor": (
        "Revisa la instalación y cada conexión.\n\nConfiguración, mapeos, base de datos, proceso de trabajo, y las "
        "credenciales y catálogos de las conexiones indicadas, o de todas.",
        "Check the installation and each connection.\n\nSettings, mappings, database, worker, and the credentials and "
        "catalogues of the connections named, or of all.",
    ),
    "cli.doctor.connection": ("[CONEXIÓN]...", "[CONNECTION]..."),
    "cli.doctor.probe": (
        "Prueba también cómo calcula la empresa de Siigo, con facturas que Siigo rechaza, y escribe lo que muestre en "
        "la conexión. Solo en una empresa de pruebas (test_company: true).",
        "Also probe how the Siigo company computes, with invoices that Siigo refuses, and write what it shows into the "
        "connection. Only in a test company (test_company: true).",
    ),
    "cli.doctor.yes": (
        "Con --probe: también en una empresa que no es de pruebas.",
        "With --probe: also in a company that is no test company.",
    ),
    "cli.yes_without_probe": ("--yes solo va con --probe", "--yes goes with --probe only"),
    "cli.yes_without_name": (
        "--yes prueba en una empresa real: diga en cuál conexión, por su nombre",
        "--yes probes a real company: say which connection, by its name",
    ),
    "cli.emulate": (
        "Imita un sistema contable en esta máquina, en memoria.\n\nPara probar un mapeo sin cuenta. Ctrl-C termina.",
        "Play an accounting system on this machine, in memory.\n\nTo try a mapping without an account. Ctrl-C ends it.",
    ),
    "cli.emulate.system": ("siigo", "siigo"),
    "cli.emulate.port": ("Puerto; 0 toma uno libre.", "Port; 0 takes a free one."),
    "cli.emulate.rate": (
        "Llamadas por minuto antes de contestar 429; 0 no limita.",
        "Calls a minute before it answers 429; 0 never does.",
    ),
    "cli.emulating": (
        "{system} emulado en {url}\nEn el mapeo: `ledger: base_url: {url}`; acepta cualquier usuario y llave. "
        "Ctrl-C termina",
        "{system} emulated at {url}\nIn the mapping: `ledger: base_url: {url}`; any username and key will do. "
        "Ctrl-C ends it",
    ),
    "cli.emulated": ("Terminado; nada se guardó", "Ended; nothing was kept"),
    "cli.port_taken": (
        "--port {port}: no se puede usar ({why}); indique otro",
        "--port {port}: cannot be used ({why}); name another",
    ),
    "cli.click.usage": ("Uso:", "Usage:"),
    "cli.click.options": ("Opciones", "Options"),
    "cli.click.arguments": ("Argumentos", "Positional arguments"),
    "cli.click.commands": ("Comandos", "Commands"),
    "cli.click.try": ("Vea la ayuda con '{command} {option}'.", "Try '{command} {option}' for help."),
    "cli.click.error": ("Error: {message}", "Error: {message}"),
    "cli.click.aborted": ("Cancelado.", "Aborted!"),
    "cli.click.no_option": ("No existe la opción {name!r}.", "No such option {name!r}."),
    "cli.click.no_command": ("No existe el comando {name!r}.", "No such command {name!r}."),
    "cli.click.near_one": ("¿Quiso decir {possibility}?", "Did you mean {possibility}?"),
    "cli.click.near_some": ("(¿Quiso decir una de estas: {possibilities}?)", "(Did you mean one of: {possibilities}?)"),
    "cli.click.extra_one": ("Sobra un argumento ({args})", "Got unexpected extra argument ({args})"),
    "cli.click.extra_some": ("Sobran argumentos ({args})", "Got unexpected extra arguments ({args})"),
    "cli.click.missing_command": ("Falta el comando.", "Missing command."),
    "cli.click.missing_argument": ("Falta el argumento", "Missing argument"),
    "cli.click.missing_option": ("Falta la opción", "Missing option"),
    "cli.click.invalid_for": (
        "Valor no válido para {param_hint}: {message}",
        "Invalid value for {param_hint}: {message}",
    ),
    "cli.click.invalid": ("Valor no válido: {message}", "Invalid value: {message}"),
    "cli.click.choice_one": ("{value!r} no es {choice}.", "{value!r} is not {choice}."),
    "cli.click.choice_some": ("{value!r} no es ninguno de {choices}.", "{value!r} is not one of {choices}."),
    "cli.click.number": ("{value!r} no es un número ({number_type}).", "{value!r} is not a valid {number_type}."),
    "cli.click.range": ("{value} está fuera del rango {range}.", "{value} is not in the range {range}."),
    "cli.click.needs_one": ("La opción {name!r} necesita un valor.", "Option {name!r} requires an argument."),
    "cli.click.takes_none": ("La opción {name!r} no lleva valor.", "Option {name!r} does not take a value."),
    "cli.click.default": ("por defecto: {default}", "default: {default}"),
    "cli.demo": (
        "Demostración sin cuentas: pedidos firmados se convierten en facturas en un Siigo emulado.",
        "Demo without accounts: signed orders become invoices in an emulated Siigo.",
    ),
    "cli.demo.keep": (
        "Al terminar, deja en marcha el servidor y el emulador.",
        "Leave the server and the emulator running at the end.",
    ),
    "cli.demo.ledger": ("Sistema contable que se emula.", "Accounting system that is emulated."),
}
