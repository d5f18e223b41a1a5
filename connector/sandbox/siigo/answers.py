"""HTTP answers: JSON text, the error header, and the connection that closes without an answer."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from flask import Response

from connector import json_text
from connector.sandbox.siigo.problems import Refused, envelope

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

ERROR_HEADER = "siigoapi-error-code"


class Dropped(Response):
    """Sending it raises ConnectionResetError; the server then closes the socket."""

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        del environ, start_response  # nobody is answered
        raise ConnectionResetError("the emulator dropped the connection on purpose")


def reply(body: object, status: int = 200) -> Response:
    return reply_text(json_text.write(body), status)


def reply_text(text: str, status: int = 200) -> Response:
    return Response(text, status, mimetype="application/json")


def refusal(error: Refused) -> Response:
    """The envelope, and the first code as a header."""
    response = reply(envelope(error.status, error.problems), error.status)
    response.headers[ERROR_HEADER] = error.problems[0].code
    return response
