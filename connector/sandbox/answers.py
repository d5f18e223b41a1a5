"""HTTP answers of the emulators that are Flask applications: JSON text, and the connection that closes without one."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from flask import Response

from connector import json_text

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment


class Dropped(Response):
    """Sending it raises ConnectionResetError; the server then closes the socket."""

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        del environ, start_response  # nobody is answered
        raise ConnectionResetError("the emulator dropped the connection on purpose")


def reply(body: object, status: int = 200) -> Response:
    return reply_text(json_text.write(body), status)


def reply_text(text: str, status: int = 200) -> Response:
    return Response(text, status, mimetype="application/json")
