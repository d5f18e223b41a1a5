"""The outbox: documents that travel in batches."""

TEXTS = {
    "outbox.none": (
        "Ninguna conexión ({connection}) usa un sistema que reciba lotes, como siigo_pyme",
        "No connection ({connection}) uses a system that takes batches, like siigo_pyme",
    ),
    "outbox.no_connection": (
        "No hay ninguna conexión {connection}; estas reciben lotes: {known}",
        "There is no connection {connection}; these take batches: {known}",
    ),
    "outbox.odd_period": (
        "'{period}' no es un mes; escríbalo como 2026-11",
        "'{period}' is no month; write it like 2026-11",
    ),
    "outbox.no_batch": ("No hay ningún lote {batch}", "There is no batch {batch}"),
    "outbox.not_exported": (
        "El lote {batch} está {state}: escríbalo primero con `connector export`, cárguelo, y dígalo entonces",
        "Batch {batch} is {state}: write it with `connector export` first, load it, and say so then",
    ),
    "outbox.no_document": (
        "En el lote {batch} no hay nada que decidir sobre {names}: `connector batch {batch} --json` muestra lo que hay",
        "In batch {batch} there is nothing to decide about {names}: `connector batch {batch} --json` shows what is",
    ),
    "outbox.other_which": (
        "`other` se dice de un documento: escriba su nombre, como F-1-1001",
        "`other` is said of a document: write its name, like F-1-1001",
    ),
    "outbox.number_of_other": (
        "su número es de otro documento en Siigo, y este se arma con el siguiente",
        "its number belongs to another document in Siigo, and this one is made with the next",
    ),
    "outbox.other": (
        "Lote {batch}: {count} documentos se arman de nuevo, con el número siguiente",
        "Batch {batch}: {count} documents are made anew, with the next number",
    ),
    "outbox.to_be_loaded": (
        "El lote {batch} queda exportado y no recibe más documentos. Ya cargado: `connector batch {batch} arrived`",
        "Batch {batch} is exported: no document joins it. When it is loaded, `connector batch {batch} arrived`",
    ),
    "outbox.not_to_settle": (
        "El lote {batch} está {state}: no hay nada que decidir sobre él",
        "Batch {batch} is {state}: there is nothing to decide about it",
    ),
    "outbox.arrived": (
        "Lote {batch}: {count} documentos quedan como recibidos en Siigo",
        "Batch {batch}: {count} documents are taken for received by Siigo",
    ),
    "outbox.again": (
        "Lote {batch}: {count} documentos se envían otra vez",
        "Batch {batch}: {count} documents are sent once more",
    ),
    "outbox.count": ("Lotes: {count}", "Batches: {count}"),
    "outbox.state.open": ("por enviar", "to be sent"),
    "outbox.state.sending": ("en camino", "on its way"),
    "outbox.state.sent": ("enviado", "sent"),
    "outbox.state.unclear": ("sin respuesta", "without answer"),
    "outbox.state.exported": ("exportado", "exported"),
    "outbox.heading.batch": ("LOTE", "BATCH"),
    "outbox.heading.company": ("EMPRESA", "COMPANY"),
    "outbox.heading.state": ("ESTADO", "STATE"),
    "outbox.heading.documents": ("DOCUMENTOS", "DOCUMENTS"),
    "outbox.heading.rows": ("FILAS", "ROWS"),
    "outbox.heading.from": ("DESDE", "FROM"),
    "outbox.heading.to": ("HASTA", "TO"),
    "outbox.heading.sent": ("ENVIADO", "SENT"),
    "outbox.heading.why": ("MOTIVO", "REASON"),
    "outbox.export_where": (
        "un archivo xlsx necesita --output ARCHIVO",
        "an xlsx file needs --output FILE",
    ),
    "outbox.exported": (
        "{documents} documentos, {rows} filas: {file}",
        "{documents} documents, {rows} rows: {file}",
    ),
    "outbox.sheet": ("Movimientos", "Movements"),
    "outbox.number_taken": (
        "El número {name} ya es del pedido {order}: corríjalo en el mapeo, o quítelo para que lo ponga el conector",
        "Number {name} belongs to order {order} already: correct it in the mapping, or remove it and the connector "
        "gives one",
    ),
}
