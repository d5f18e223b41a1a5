"""Texts of `connector/reading.py`."""

TEXTS = {
    "reading.missing": (
        "{path}: falta en el pedido que envió la tienda",
        "{path}: missing from the order that the shop sent",
    ),
    "reading.not_object": (
        "{path}: se esperaba un objeto y llegó {found}",
        "{path}: expected an object, found {found}",
    ),
    "reading.not_list": ("{path}: se esperaba una lista y llegó {found}", "{path}: expected a list, found {found}"),
    "reading.not_text": ("{path}: se esperaba un texto y llegó {found}", "{path}: expected text, found {found}"),
    "reading.not_money": ("{path}: no es un valor en dinero: {found}", "{path}: is not money: {found}"),
    "reading.not_flag": (
        "{path}: se esperaba verdadero o falso y llegó {found}",
        "{path}: expected true or false, found {found}",
    ),
    "reading.not_time": ("{path}: no es una fecha con hora: {found}", "{path}: is not a date and time: {found}"),
    "reading.no_offset": (
        "{path}: la fecha {found} no dice su zona horaria",
        "{path}: the time {found} does not say its time zone",
    ),
}
