"""The one route of the bridge: who calls, how much and how often, what is sent, what of it is inserted."""

from collections import deque

from connector import json_text
from connector.sandbox.rate import seconds_to_wait
from connector.sandbox.server import Call, Reply
from connector.sandbox.siigo_pyme.answers import DONE, Refused, answer
from connector.sandbox.siigo_pyme.documents import Error, Paper, judged
from connector.sandbox.siigo_pyme.envelope import envelope_of
from connector.sandbox.siigo_pyme.options import Options
from connector.sandbox.siigo_pyme.rows import Case
from connector.sandbox.siigo_pyme.state import State

WRONG_KEY = "wrong"
"""The one key that is refused where any other may enter."""


def send(state: State, options: Options, call: Call) -> Reply:
    """Raises Refused; then nothing was inserted."""
    check_rate(state, options, _key(call, options))
    envelope = envelope_of(_body(call, options), options)
    if options.rows_limit is not None and len(envelope.rows) > options.rows_limit:
        raise Refused(413, f"La lista trae más de {options.rows_limit} movimientos")
    with state.lock:
        papers, errors = _inserted(state, Case(envelope=envelope, options=options))
    return _answer(papers, errors, options)


def _inserted(state: State, case: Case) -> tuple[list[Paper], list[Error]]:
    books = state.books.setdefault(case.envelope.connection, {})
    papers, errors = judged(case, books)
    if errors and case.options.all_or_nothing:
        papers = []
    books.update({paper.key: paper for paper in papers})
    return papers, errors


def _answer(papers: list[Paper], errors: list[Error], options: Options) -> Reply:
    if not errors:
        return answer(200, DONE)
    if papers:
        return answer(200, "Algunos movimientos contables no se insertaron en Siigo Pyme", errors)
    return answer(options.refused_status, "No se insertaron movimientos contables en Siigo Pyme", errors)


def check_rate(state: State, options: Options, key: str) -> None:
    """Raises Refused for a key that has called too often."""
    with state.lock:
        calls = state.recent.setdefault(key, deque())
        seconds = seconds_to_wait(calls, options.rate_per_minute, options.clock())
    if seconds:
        raise too_many(seconds, options)


def too_many(seconds: int, options: Options) -> Refused:
    error = Refused(429, "Demasiadas solicitudes")
    error.retry_after = seconds if options.retry_after else None
    return error


def _key(call: Call, options: Options) -> str:
    scheme, _, key = call.headers.get("Authorization", "").partition(" ")
    if scheme != "Bearer" or not key.strip():
        raise Refused(401, "Falta el API Key: Authorization: Bearer <api_key>")
    if key == WRONG_KEY if options.api_keys is None else key not in options.api_keys:
        raise Refused(403, "El API Key no es válido")
    return key


def _body(call: Call, options: Options) -> object:
    if options.body_limit is not None and len(call.body) > options.body_limit:
        raise Refused(413, f"La solicitud pesa más de {options.body_limit} bytes")
    if call.headers.get_content_type() != "application/json":
        raise Refused(415, "Content-Type debe ser application/json")
    try:
        return json_text.parse(call.body)
    except json_text.NotJson:
        raise Refused(400, "El cuerpo no es JSON") from None
