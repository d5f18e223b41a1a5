"""Serves the emulator on loopback."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial

from connector.sandbox.server import Server, served
from connector.sandbox.siigo_pyme.answering import answered
from connector.sandbox.siigo_pyme.options import Options
from connector.sandbox.siigo_pyme.state import State

DEFAULT = Options()


@dataclass(frozen=True, slots=True)
class Running:
    """An emulator that is being served."""

    url: str
    """Without a slash at its end."""
    state: State


def serve(port: int, *, options: Options = DEFAULT, host: str = "127.0.0.1") -> None:
    """Serve until interrupted. Raises OSError when the port is taken."""
    with Server(host, port, partial(answered, State(), options)) as server:
        server.serve_forever()


@contextmanager
def running(options: Options = DEFAULT, *, port: int = 0, state: State | None = None) -> Iterator[Running]:
    """Serve in a thread of its own while the block runs, on a free port unless one is given."""
    books = state if state is not None else State()
    with served(partial(answered, books, options), port=port) as url:
        yield Running(url, books)
