"""Serves the emulator on loopback, each call through its Flask application and nothing in between."""

import io
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import unquote, urlsplit

from connector.sandbox.server import Call, Reply, Server, served
from connector.sandbox.siigo.app import DEFAULT, create_app
from connector.sandbox.siigo.options import Options
from connector.sandbox.siigo.state import State

App = Callable[..., Iterable[bytes]]
"""WSGI."""


@dataclass(frozen=True, slots=True)
class Running:
    """An emulator that is being served."""

    url: str
    """Without a slash at its end."""
    state: State


def serve(port: int, *, options: Options = DEFAULT, host: str = "127.0.0.1") -> None:
    """Serve until interrupted. Raises OSError when the port is taken."""
    with Server(host, port, partial(_answered, create_app(options=options))) as server:
        server.serve_forever()


@contextmanager
def running(options: Options = DEFAULT, *, port: int = 0, state: State | None = None) -> Iterator[Running]:
    """Serve in a thread of its own while the block runs, on a free port unless one is given."""
    books = state if state is not None else State()
    with served(partial(_answered, create_app(books, options=options)), port=port) as url:
        yield Running(url, books)


def _answered(app: App, call: Call) -> Reply | None:
    """The application raises ConnectionResetError for a connection that breaks."""
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
