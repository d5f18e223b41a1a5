"""The outbox: documents that travel in batches."""

TEXTS = {
    "outbox.none": (
        "Ninguna conexión ({connection}) usa un sistema que reciba lotes, como siigo_pyme",
        "No connection ({connection}) uses a system that takes batches, like siigo_pyme",
    ),
    "outbox.no_batch": ("No hay ningún lote {batch}", "There is no batch {batch}"),
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
    "outbox.count": ("{count} lotes", "{count} batches"),
    "outbox.state.open": ("por enviar", "to be sent"),
    "outbox.state.sending": ("en camino", "on its way"),
    "outbox.state.sent": ("enviado", "sent"),
    "outbox.state.unclear": ("sin respuesta", "without answer"),
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
