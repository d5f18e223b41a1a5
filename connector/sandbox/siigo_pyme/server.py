"""Serves the emulator on loopback."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from connector.sandbox import server
from connector.sandbox.siigo_pyme.answering import answered
from connector.sandbox.siigo_pyme.options import Options
from connector.sandbox.siigo_pyme.state import State

DEFAULT = Options()


class Running(server.Running[State]):
    """A bridge to Siigo Pyme that is being served."""


def serve(port: int, *, options: Options = DEFAULT, host: str = "127.0.0.1") -> None:
    """Serve until interrupted. Raises OSError when the port is taken."""
    server.serve(partial(answered, State(), options), port=port, host=host)


@contextmanager
def running(options: Options = DEFAULT, *, port: int = 0, state: State | None = None) -> Iterator[Running]:
    """Serve in a thread of its own while the block runs, on a free port unless one is given."""
    books = state if state is not None else State()
    with server.served(partial(answered, books, options), port=port) as url:
        yield Running(url, books)
