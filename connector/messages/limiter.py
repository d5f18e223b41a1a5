"""Texts of `connector/db/limiter.py`."""

TEXTS = {
    "limiter.wait": (
        "En espera de turno: Siigo admite un número limitado de llamadas por minuto",
        "Waiting for its turn: Siigo allows a limited number of calls a minute",
    ),
}
