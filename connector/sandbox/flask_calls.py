"""A Flask application as what an emulator does with a call, and nothing in between."""

import io
import sys
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any
from urllib.parse import unquote, urlsplit

from connector.sandbox.server import Answering, Call, Reply

App = Callable[..., Iterable[bytes]]
"""WSGI."""


def answering(app: App) -> Answering:
    """The application raises ConnectionResetError for a connection that breaks."""
    return partial(_answered, app)


def _answered(app: App, call: Call) -> Reply | None:
    started: list[tuple[str, list[tuple[str, str]]]] = []

    def start(status: str, headers: list[tuple[str, str]], _error: object = None) -> None:
        started.append((status, headers))

    try:
        body = b"".join(app(_environ(call), start))
    except ConnectionResetError:
        return None
    return Reply(*started[-1], body)


def _environ(call: Call) -> dict[str, Any]:
    url = urlsplit(call.target)
    environ: dict[str, Any] = {
        "REQUEST_METHOD": call.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote(url.path, "latin-1"),
        "QUERY_STRING": url.query,
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": str(call.port),
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "CONTENT_TYPE": call.headers.get("Content-Type", ""),
        "CONTENT_LENGTH": str(len(call.body)),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(call.body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    return environ | {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in call.headers.items()}
