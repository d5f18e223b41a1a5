"""Texts of `connector/http.py`."""

TEXTS = {
    "http.no_connection": ("No hay conexión con {side} ({why})", "No connection to {side} ({why})"),
    "http.lost": (
        "Se perdió la conexión con {side} antes de su respuesta",
        "The connection to {side} was lost before it answered",
    ),
    "http.no_answer": ("{side} no respondió en {seconds} segundos", "{side} did not answer within {seconds} seconds"),
}
