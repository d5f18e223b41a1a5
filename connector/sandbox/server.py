"""Serves an emulator on loopback: a thread a connection, HTTP/1.1 kept alive, and a socket that closes for a drop.

Werkzeug's own server closes every connection after one answer, and waitress cannot drop one; hence these few lines.
"""

import socket
import struct
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any, Generic, TypeVar

CLOSE_WITH_RESET = struct.pack("ii", 1, 0)
"""SO_LINGER on, zero seconds: the other side sees a reset, not a polite end."""

LARGEST_BODY = 8 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Call:
    """A request as it came."""

    method: str
    target: str
    """Path and query, still encoded."""
    headers: Message
    body: bytes
    port: int
    """Where it was served."""


@dataclass(frozen=True, slots=True)
class Reply:
    status: str
    """`200 OK`."""
    headers: Sequence[tuple[str, str]]
    body: bytes


Answering = Callable[[Call], Reply | None]
"""What an emulator does with a call; None for a connection that breaks."""


STATE = TypeVar("STATE")


@dataclass(frozen=True, slots=True)
class Running(Generic[STATE]):
    """An emulator that is being served."""

    url: str
    """Without a slash at its end."""
    state: STATE


def serve(answering: Answering, *, port: int, host: str) -> None:
    """Serve until interrupted. Raises OSError when the port is taken."""
    with Server(host, port, answering) as server:
        server.serve_forever()


@contextmanager
def served(answering: Answering, *, port: int = 0) -> Iterator[str]:
    """Serve in a thread of its own while the block runs, on a free port unless one is given; the URL, no slash last."""
    with Server("127.0.0.1", port, answering) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()


class Server(ThreadingHTTPServer):
    """Raises OSError when the port is taken."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def __init__(self, host: str, port: int, answering: Answering) -> None:
        super().__init__((host, port), _Handler)
        self.answering = answering

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that goes away is no news; anything else is."""
        if not isinstance(sys.exception(), ConnectionError | TimeoutError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    timeout = 120
    wbufsize = -1
    server: Server

    def __getattr__(self, name: str) -> Any:
        # BaseHTTPRequestHandler looks for do_GET, do_POST, …: one function answers them all
        if name.startswith("do_"):
            return self._answer
        raise AttributeError(name)

    def log_message(self, format: str, *args: object) -> None:
        """Silence."""

    def _answer(self) -> None:
        length = self.headers.get("Content-Length", "0")
        size = int(length) if length.isdigit() else 0
        if size > LARGEST_BODY or "Transfer-Encoding" in self.headers:
            self.close_connection = True
            self.send_error(413 if size > LARGEST_BODY else 411)
            return
        body = self.rfile.read(size)
        call = Call(self.command, self.path, self.headers, body, int(self.server.server_address[1]))
        reply = self.server.answering(call)
        if reply is None:
            self._drop()
        else:
            self._write(reply)

    def _drop(self) -> None:
        self.close_connection = True
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, CLOSE_WITH_RESET)
        self.connection.close()

    def _write(self, reply: Reply) -> None:
        lines = [f"HTTP/1.1 {reply.status}", *(f"{name}: {value}" for name, value in reply.headers)]
        if not any(name.lower() == "content-length" for name, _ in reply.headers):
            lines.append(f"Content-Length: {len(reply.body)}")
        head = "\r\n".join(lines) + "\r\n\r\n"
        self.wfile.write(head.encode("latin-1") + (b"" if self.command == "HEAD" else reply.body))
        self.wfile.flush()
