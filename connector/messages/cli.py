"""Texts of `connector/cli/`."""

TEXTS = {
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
    "cli.two_orders": (
        "Varios pedidos se llaman {order}; indique el identificador de uno: {ids}",
        "Several orders are called {order}; give the id of one: {ids}",
    ),
    "cli.id_and_number": (
        "{order} es el identificador de un pedido (número {number}) y el número de otro (identificador {id}); escriba "
        "{by_id} o {by_number}",
        "{order} is the id of an order (number {number}) and the number of another (id {id}); type {by_id} or "
        "{by_number}",
    ),
    "cli.heading.connection": ("conexión", "connection"),
    "cli.heading.order": ("pedido", "order"),
    "cli.heading.state": ("estado", "state"),
    "cli.heading.why": ("motivo", "why"),
    "cli.heading.total": ("total", "total"),
    "cli.heading.documents": ("documentos", "documents"),
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
    "cli.linted": (
        "Archivos leídos: {files}; problemas: {problems}; avisos: {notices}",
        "Files read: {files}; problems: {problems}; notices: {notices}",
    ),
    "cli.absent": (
        "aviso: {name} no está definida; se revisó sin su valor",
        "notice: {name} is not set; checked without its value",
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
    "cli.answer_refund": (
        "approve, ignore y made van con el número del reembolso o del recibo; keep, redo, send e invoice, sin él",
        "approve, ignore and made take the number of the refund or receipt; keep, redo, send and invoice go without",
    ),
    "cli.answer_made": (
        "made va con el número del reembolso y el de la nota crédito que se hizo: made 900 NC-1-5",
        "made takes the number of the refund and that of the credit note that was made: made 900 NC-1-5",
    ),
    "cli.answered": (
        "Anotado; el pedido {order} se procesa enseguida",
        "Noted; order {order} is worked on at once",
    ),
    "cli.is_invoiced": ("{order}: el pedido ya tiene factura", "{order}: the order has an invoice already"),
    "cli.no_invoice": ("{order}: el pedido no tiene factura", "{order}: the order has no invoice"),
    "cli.yes_without_probe": ("--yes solo va con --probe", "--yes goes with --probe only"),
    "cli.yes_without_name": (
        "--yes prueba en una empresa real: diga en cuál conexión, por su nombre",
        "--yes probes a real company: say which connection, by its name",
    ),
    "cli.emulating": (
        "{system} emulado en {url}\nEn el mapeo: `ledger: {section}`; acepta cualquier usuario y llave. Ctrl-C termina",
        "{system} emulated at {url}\nIn the mapping: `ledger: {section}`; any username and key will do. Ctrl-C ends it",
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
    "cli.buyer_nothing": (
        "No dice qué cambiar: use --number, --first-name, --last-name, --company, --email o --phone",
        "It does not say what to change: use --number, --first-name, --last-name, --company, --email or --phone",
    ),
    "cli.buyer_number": ("--number: {doubt}", "--number: {doubt}"),
    "cli.buyer_whole_name": (
        "Una persona se escribe con --first-name y --last-name; una empresa, con --company",
        "A person is written with --first-name and --last-name; a company with --company",
    ),
    "cli.buyer_confirm": (
        "La factura {invoice} por {total} se deshará (con nota crédito si la DIAN ya la aceptó) y se hará otra a "
        "este nombre. ¿Seguir? (s/N)",
        "Invoice {invoice} for {total} will be taken back (by a credit note where DIAN has accepted it), and "
        "another one made in this name. Go on? (y/N)",
    ),
    "cli.buyer_left": ("No se cambió nada", "Nothing was changed"),
    "cli.buyer_kept": (
        "Anotado; el pedido {order} se factura a este nombre y se procesa enseguida",
        "Noted; order {order} is invoiced in this name, and worked on at once",
    ),
    "cli.age_minutes": ("hace {count} min", "{count} min"),
    "cli.age_hours": ("hace {count} h", "{count} h"),
    "cli.age_days": ("hace {count} días", "{count} days"),
}
