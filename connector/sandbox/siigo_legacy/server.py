"""Serves the emulator on loopback, each call through its Flask application and nothing in between."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial

from flask import Flask

from connector.sandbox.server import Call, Reply, Server, served
from connector.sandbox.siigo_legacy.app import DEFAULT, create_app
from connector.sandbox.siigo_legacy.gate import ROOT, SIGN_IN
from connector.sandbox.siigo_legacy.options import Options
from connector.sandbox.siigo_legacy.state import State


@dataclass(frozen=True, slots=True)
class Running:
    """An emulator that is being served."""

    url: str
    """Without a slash at its end."""
    state: State

    @property
    def base_url(self) -> str:
        """Before `/Invoice/Save`."""
        return self.url + ROOT

    @property
    def token_url(self) -> str:
        return self.url + SIGN_IN


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


def _answered(app: Flask, call: Call) -> Reply | None:
    """The application raises ConnectionResetError for a connection that breaks."""
    client = app.test_client(use_cookies=False)
    try:
        answer = client.open(call.target, method=call.method, headers=list(call.headers.items()), data=call.body)
    except ConnectionResetError:
        return None
    return Reply(answer.status, list(answer.headers.items()), answer.data)
