"""The outbox: documents that travel in batches."""

TEXTS = {
    "outbox.number_taken": (
        "El número {name} ya es del pedido {order}: corríjalo en el mapeo, o quítelo para que lo ponga el conector",
        "Number {name} belongs to order {order} already: correct it in the mapping, or remove it and the connector "
        "gives one",
    ),
}
