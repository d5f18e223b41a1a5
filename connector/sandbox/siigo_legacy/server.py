"""Serves the emulator on loopback."""

from collections.abc import Iterator
from contextlib import contextmanager

from connector.sandbox import server
from connector.sandbox.flask_calls import answering
from connector.sandbox.siigo_legacy.app import DEFAULT, create_app
from connector.sandbox.siigo_legacy.gate import ROOT, SIGN_IN
from connector.sandbox.siigo_legacy.options import Options
from connector.sandbox.siigo_legacy.state import State


class Running(server.Running[State]):
    """A Siigo Nube that is being served."""

    @property
    def base_url(self) -> str:
        """Before `/Invoice/Save`."""
        return self.url + ROOT

    @property
    def token_url(self) -> str:
        return self.url + SIGN_IN


def serve(port: int, *, options: Options = DEFAULT, host: str = "127.0.0.1") -> None:
    """Serve until interrupted. Raises OSError when the port is taken."""
    server.serve(answering(create_app(options=options)), port=port, host=host)


@contextmanager
def running(options: Options = DEFAULT, *, port: int = 0, state: State | None = None) -> Iterator[Running]:
    """Serve in a thread of its own while the block runs, on a free port unless one is given."""
    books = state if state is not None else State()
    with server.served(answering(create_app(books, options=options)), port=port) as url:
        yield Running(url, books)
