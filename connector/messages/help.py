"""Help of the commands: `help.orders` of a command, `help.orders.state` of its option or argument."""

TEXTS = {
    "help.connector": (
        "Pedidos de Shopify y WooCommerce convertidos en facturas de Siigo.\n\n"
        "\b\nCódigos de salida:\n"
        "  0  todo bien\n"
        "  1  hay algo que corregir\n"
        "  2  comando mal escrito\n"
        "  3  la instalación no puede iniciar con esa configuración\n"
        "  4  ya hay otro proceso de trabajo",
        "Orders of Shopify and WooCommerce become invoices in Siigo.\n\n"
        "\b\nExit codes:\n"
        "  0  all is well\n"
        "  1  something must be mended\n"
        "  2  wrong command line\n"
        "  3  the installation cannot start as it is configured\n"
        "  4  another worker is running",
    ),
    "help.serve": (
        "Recibe y procesa pedidos.\n\nServidor web, proceso de trabajo y reloj en un solo grupo de procesos.",
        "Receive orders and work on them.\n\nWeb server, worker and clock in one group of processes.",
    ),
    "help.web": (
        "Solo recibe pedidos: el servidor de webhooks.",
        "Only receive orders: the server of webhooks.",
    ),
    "help.work": (
        "Solo procesa pedidos: un proceso de trabajo.",
        "Only work on orders: one worker.",
    ),
    "help.db": ("Crea la base de datos o la pone al día.", "Make the database or bring it up to date."),
    "help.connector.lang": ("Idioma de la ayuda y de los mensajes.", "Language of help and messages."),
    "help.connector.version": ("Muestra la versión y termina.", "Show the version and exit."),
    "help.db.upgrade": (
        "Lleva la base de datos al esquema de esta versión.\n\nLa crea si no existe.",
        "Bring the database to this version's schema.\n\nIt is made if there is none.",
    ),
    "help.replay.order": ("[PEDIDO]...", "[ORDER]..."),
    "help.orders": (
        "Muestra los pedidos, su estado, el motivo y sus documentos.",
        "Show orders, their state, why, and their documents.",
    ),
    "help.orders.json": ("Un arreglo JSON, para programas.", "A JSON array, for programs."),
    "help.orders.state": ("Solo este estado; se puede repetir.", "Only this state; may be repeated."),
    "help.orders.connection": ("Solo esta conexión; se puede repetir.", "Only this connection; may be repeated."),
    "help.replay": (
        "Procesa pedidos otra vez. Un pedido ya facturado no se factura de nuevo.\n\n"
        "PEDIDO es el número o el identificador del pedido.",
        "Work on orders again. An order that is invoiced gets no second invoice.\n\nORDER is the order's number or id.",
    ),
    "help.replay.connection": ("Solo de esta conexión.", "Of this connection only."),
    "help.replay.state": (
        "Todos los pedidos en este estado; se puede repetir.",
        "Every order in this state; may be repeated.",
    ),
    "help.replay.every": ("Todos los pedidos sin factura.", "Every order without invoice."),
    "help.replay.yes": ("Sin pedir confirmación.", "Do not ask."),
    "help.lint": (
        "Revisa los archivos de conexión.\n\nSin archivos, revisa toda la carpeta de mapeos. No usa credenciales ni "
        "red: un valor de entorno ausente solo se anota.",
        "Check connection files.\n\nWithout files, the whole mappings folder. It needs no credentials and no network: "
        "an environment value that is absent is only noted.",
    ),
    "help.lint.file": ("[ARCHIVO]...", "[FILE]..."),
    "help.lint.mappings": (
        "Carpeta de mapeos, en vez de CONNECTOR_MAPPINGS.",
        "Mappings folder, instead of CONNECTOR_MAPPINGS.",
    ),
    "help.test": (
        "Ejecuta los casos (*.cases.yaml) de los mapeos.\n\nARCHIVO es un mapeo o su archivo de casos; sin archivos, "
        "todos los de la carpeta. Los pedidos son JSON de la tienda o el cuerpo de un webhook.",
        "Run the cases (*.cases.yaml) of the mappings.\n\nFILE is a mapping or its file of cases; without files, all "
        "of the folder. Orders are the shop's JSON or the body of a webhook.",
    ),
    "help.test.file": ("[ARCHIVO]...", "[FILE]..."),
    "help.test.mappings": (
        "Carpeta de mapeos, en vez de CONNECTOR_MAPPINGS.",
        "Mappings folder, instead of CONNECTOR_MAPPINGS.",
    ),
    "help.explain": (
        "Muestra qué se enviaría por un pedido, y por qué.\n\nDe cada campo dice de dónde sale. PEDIDO es un archivo "
        "JSON (de la tienda o el cuerpo de un webhook), o el número o identificador de un pedido recibido. No envía "
        "nada y no usa red.",
        "Show what an order would send, and why.\n\nOf each field it says where it comes from. ORDER is a JSON file "
        "(the shop's, or the body of a webhook), or the number or id of an order received. It sends nothing and uses "
        "no network.",
    ),
    "help.explain.order": ("PEDIDO", "ORDER"),
    "help.explain.connection": ("La conexión, si hay varias.", "The connection, where there are several."),
    "help.explain.mappings": (
        "Carpeta de mapeos, en vez de CONNECTOR_MAPPINGS.",
        "Mappings folder, instead of CONNECTOR_MAPPINGS.",
    ),
    "help.explain.refund": (
        "Solo este reembolso, con los campos de su nota crédito.",
        "This refund alone, with the fields of its credit note.",
    ),
    "help.explain.json": ("Un objeto JSON, para programas.", "A JSON object, for programs."),
    "help.answer": (
        "Responde lo que un pedido retenido pregunta.\n\nEl motivo del pedido (connector orders) dice qué respuestas "
        "admite, con los números puestos:\n\n"
        "\b\n"
        "  approve REEMBOLSO  hace la nota crédito del reembolso\n"
        "  ignore REEMBOLSO   no la hace; con el número de un recibo, no hace\n"
        "                     más recibos de esa factura\n"
        "  made REEMBOLSO NOTA  la nota crédito ya se hizo a mano, con ese número\n"
        "  keep               deja la factura de un pedido que cambió, o el\n"
        "                     anticipo de un pedido cancelado\n"
        "  redo               reemplaza la factura: la deshace, con nota crédito\n"
        "                     si la DIAN la aceptó, y hace otra\n"
        "  send               envía a la DIAN la factura que rechazó o que quedó\n"
        "                     en borrador\n"
        "  invoice            factura un pedido que dice tener ya una factura",
        "Answer what a held order asks.\n\nThe order's reason (connector orders) says which answers it takes, with the "
        "numbers filled in:\n\n"
        "\b\n"
        "  approve REFUND  makes the credit note of the refund\n"
        "  ignore REFUND   makes none; with the number of a receipt, no more\n"
        "                  receipts of that invoice\n"
        "  made REFUND NOTE  the credit note was made by hand, with this number\n"
        "  keep            leaves the invoice of an order that was edited, or the\n"
        "                  advance of an order that was cancelled\n"
        "  redo            replaces the invoice: takes it back, by a credit note\n"
        "                  where DIAN has accepted it, and makes another one\n"
        "  send            sends to DIAN an invoice that it rejected or that is\n"
        "                  still a draft\n"
        "  invoice         invoices an order that says it has an invoice",
    ),
    "help.answer.order": ("PEDIDO", "ORDER"),
    "help.answer.word": ("RESPUESTA", "ANSWER"),
    "help.answer.refund": ("[REEMBOLSO]", "[REFUND]"),
    "help.answer.name": ("[NOTA]", "[NOTE]"),
    "help.answer.connection": ("La conexión, si hay varias.", "The connection, where there are several."),
    "help.doctor": (
        "Revisa la instalación y cada conexión.\n\nConfiguración, mapeos, base de datos, proceso de trabajo, y las "
        "credenciales y catálogos de las conexiones indicadas, o de todas.",
        "Check the installation and each connection.\n\nSettings, mappings, database, worker, and the credentials and "
        "catalogues of the connections named, or of all.",
    ),
    "help.doctor.connection": ("[CONEXIÓN]...", "[CONNECTION]..."),
    "help.doctor.probe": (
        "Prueba también cómo calcula la empresa de Siigo, con facturas que Siigo rechaza, y escribe lo que muestre en "
        "la conexión. Solo en una empresa de pruebas (test_company: true).",
        "Also probe how the Siigo company computes, with invoices that Siigo refuses, and write what it shows into the "
        "connection. Only in a test company (test_company: true).",
    ),
    "help.doctor.yes": (
        "Con --probe: también en una empresa que no es de pruebas.",
        "With --probe: also in a company that is no test company.",
    ),
    "help.batch": (
        "Muestra los lotes de documentos, o dice qué pasó con uno.\n\n"
        "Solo de un sistema que los recibe (siigo_pyme). Con nombres, solo de esos documentos; sin ellos, de todos los "
        "que nadie sabe si llegaron.\n\n"
        "\b\n"
        "  arrived  está en Siigo, o se cargó a mano\n"
        "  again    no está: se envía otra vez\n"
        "  other    su número es de otro documento: se arma con el siguiente",
        "Show batches of documents, or say what became of one.\n\n"
        "Only of a system that takes batches (siigo_pyme). With names, of these documents alone; without, of all of "
        "which nobody knows whether they arrived.\n\n"
        "\b\n"
        "  arrived  it is in Siigo, or was loaded by hand\n"
        "  again    it is not: it is sent once more\n"
        "  other    its number belongs to another document: it is made with the next",
    ),
    "help.batch.batch": ("[LOTE]", "[BATCH]"),
    "help.batch.word": ("[arrived|again|other]", "[arrived|again|other]"),
    "help.batch.names": ("[NOMBRE]...", "[NAME]..."),
    "help.batch.connection": ("Solo los de la empresa de esta conexión.", "Only those of this connection's company."),
    "help.batch.json": ("Con sus documentos, en JSON.", "With their documents, as JSON."),
    "help.export": (
        "Escribe las filas que se cargan a mano en el sistema contable.\n\nLas de los documentos que aún no están "
        "en él, las de un mes o las de un lote. Con `by_hand`, los lotes que escribe quedan cerrados. Después de "
        "cargarlos, `connector batch LOTE arrived`.",
        "Write the rows that are loaded into the accounting system by hand.\n\nThose of documents that are not in "
        "it yet, of a month, or of a batch. With `by_hand` the batches that it writes are closed. Once they are "
        "loaded, `connector batch BATCH arrived`.",
    ),
    "help.export.connection": ("CONEXIÓN", "CONNECTION"),
    "help.export.batch": ("Solo este lote, completo.", "This batch alone, whole."),
    "help.export.period": ("Solo este mes: 2026-11.", "This month alone: 2026-11."),
    "help.export.every": ("También lo que ya está en Siigo.", "Also what is in Siigo already."),
    "help.export.format_": ("json, csv o xlsx.", "json, csv or xlsx."),
    "help.export.output": ("Archivo; si falta, la salida estándar.", "File; the standard output, where it is missing."),
    "help.emulate": (
        "Imita un sistema contable en esta máquina, en memoria.\n\nPara probar un mapeo sin cuenta. Ctrl-C termina.",
        "Play an accounting system on this machine, in memory.\n\nTo try a mapping without an account. Ctrl-C ends it.",
    ),
    "help.emulate.system": ("siigo|siigo-legacy|siigo-pyme", "siigo|siigo-legacy|siigo-pyme"),
    "help.emulate.port": ("Puerto; 0 toma uno libre.", "Port; 0 takes a free one."),
    "help.emulate.rate": (
        "Llamadas por minuto antes de contestar 429; 0 no limita.",
        "Calls a minute before it answers 429; 0 never does.",
    ),
    "help.emulate.any_product": (
        "Crea el producto que una factura nombra y no existe; sin esto la rechaza, como Siigo.",
        "Make a product that an invoice names and that does not exist; without this it is refused, as Siigo does.",
    ),
    "help.demo": (
        "Demostración sin cuentas, con un Siigo emulado.\n\nPedidos firmados de una tienda se convierten en facturas.",
        "Demo without accounts, with an emulated Siigo.\n\nSigned orders of a shop become invoices.",
    ),
    "help.demo.keep": (
        "Al terminar, deja en marcha el servidor y el emulador.",
        "Leave the server and the emulator running at the end.",
    ),
    "help.demo.stock": (
        "Existencias: dos bodegas en dos tiendas emuladas.",
        "Stock: two warehouses in two emulated shops.",
    ),
    "help.demo.ledger": ("Sistema contable que se emula.", "Accounting system that is emulated."),
    "help.buyer": (
        "Corrige el comprador de un pedido.\n\nIndique solo los datos que cambian. Un pedido retenido se procesa "
        "enseguida con ellos. Si el pedido ya tiene factura, se deshace (con nota crédito si la DIAN la aceptó) y se "
        "hace otra: así un consumidor final recibe una factura a su nombre.",
        "Correct the buyer of an order.\n\nGive only what changes. A held order is worked on at once with it. If the "
        "order has an invoice, that is taken back (by a credit note where DIAN has accepted it) and another one is "
        "made: so a final consumer gets an invoice in their name.",
    ),
    "help.buyer.order": ("PEDIDO", "ORDER"),
    "help.buyer.type": (
        "Tipo de documento, junto con --number: CC, NIT, CE, 13…",
        "Type of document, together with --number: CC, NIT, CE, 13…",
    ),
    "help.buyer.number": (
        "Número del documento; de un NIT, con su dígito de verificación.",
        "Number of the document; of a NIT with its check digit.",
    ),
    "help.buyer.first_name": ("Nombres.", "First names."),
    "help.buyer.last_name": ("Apellidos.", "Last names."),
    "help.buyer.company": ("Razón social.", "Company name."),
    "help.buyer.email": ("Correo al que va la factura.", "Mail address for the invoice."),
    "help.buyer.phone": ("Teléfono.", "Phone."),
    "help.buyer.yes": ("Sin pedir confirmación.", "Do not ask."),
    "help.buyer.connection": ("La conexión, si hay varias.", "The connection, where there are several."),
    "help.sync": (
        "Lleva las existencias de Siigo a la tienda, ahora.\n\nSin conexiones, todas las que tienen `inventory:`. "
        "Si hay un proceso de trabajo lo hace él; si no, este comando.",
        "Bring Siigo's stock to the shop, now.\n\nWithout connections, all that have `inventory:`. "
        "A worker does it where one lives, else this command.",
    ),
    "help.sync.connection": ("[CONEXIÓN]...", "[CONNECTION]..."),
    "help.sync.full": (
        "Lee todo de nuevo, también lo que nadie dijo que cambió.",
        "Read everything again, also what nobody said has changed.",
    ),
    "help.sync.sku": ("Solo este SKU o código; se puede repetir.", "Only this SKU or code; may be repeated."),
    "help.sync.dry_run": (
        "Calcula y muestra qué se escribiría, sin escribir.",
        "Work out and show what would be written, without writing.",
    ),
    "help.sync.json": ("Un arreglo JSON, para programas.", "A JSON array, for programs."),
    "help.stock": (
        "Muestra las existencias de cada SKU y de dónde salen.\n\nBodegas de Siigo, pedidos sin facturar, lo que debe "
        "haber, lo que muestra la tienda y el último cambio.",
        "Show the stock of each SKU and where it comes from.\n\nSiigo's warehouses, orders without invoice, what is "
        "expected, what the shop shows and the last change.",
    ),
    "help.stock.connection": ("[CONEXIÓN]...", "[CONNECTION]..."),
    "help.stock.sku": ("Solo este SKU o código; se puede repetir.", "Only this SKU or code; may be repeated."),
    "help.stock.drift": (
        "Solo lo que la tienda muestra distinto de lo que debe.",
        "Only what the shop shows otherwise than it should.",
    ),
    "help.stock.problems": (
        "Solo lo que no se sincroniza, con el motivo.",
        "Only what is not synchronised, with the reason.",
    ),
    "help.stock.runs": ("Las últimas sincronizaciones.", "The latest runs."),
    "help.stock.json": ("Un arreglo JSON, para programas.", "A JSON array, for programs."),
    "help.products": (
        "Muestra los productos que faltan en Siigo y cómo se crearían.\n\nCon la sección `product:` de la conexión, de "
        "las líneas de un pedido o del catálogo de la tienda. Solo los crea con --create.",
        "Show the products that Siigo lacks and how they would be created.\n\nBy the connection's section `product:`, "
        "from the lines of an order or from the shop's catalogue. They are created only with --create.",
    ),
    "help.products.connection": ("CONEXIÓN", "CONNECTION"),
    "help.products.order": (
        "Las líneas de este pedido; se puede repetir.",
        "The lines of this order; may be repeated.",
    ),
    "help.products.sku": (
        "Este SKU de la tienda, leído en la última sincronización; se puede repetir.",
        "This SKU of the shop, as read in the last run; may be repeated.",
    ),
    "help.products.every": (
        "Todo lo de la tienda que no está en Siigo.",
        "Everything in the shop that is not in Siigo.",
    ),
    "help.products.create": ("Los crea.", "Create them."),
    "help.products.json": ("Un arreglo JSON, para programas.", "A JSON array, for programs."),
}
