"""Serves the emulator on loopback: a thread a connection, HTTP/1.1 kept alive, and a socket that closes for a drop.

Werkzeug's own server closes every connection after one answer, and waitress cannot drop one; hence these few lines.
"""

import io
import socket
import struct
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import unquote, urlsplit

from connector.sandbox.siigo.app import DEFAULT, create_app
from connector.sandbox.siigo.options import Options
from connector.sandbox.siigo.state import State

CLOSE_WITH_RESET = struct.pack("ii", 1, 0)
"""SO_LINGER on, zero seconds: the other side sees a reset, not a polite end."""

LARGEST_BODY = 8 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Running:
    """An emulator that is being served."""

    url: str
    """Without a slash at its end."""
    state: State


def serve(port: int, *, options: Options = DEFAULT, host: str = "127.0.0.1") -> None:
    """Serve until interrupted. Raises OSError when the port is taken."""
    with _Server((host, port), create_app(options=options)) as server:
        server.serve_forever()


@contextmanager
def running(options: Options = DEFAULT, *, port: int = 0, state: State | None = None) -> Iterator[Running]:
    """Serve in a thread of its own while the block runs, on a free port unless one is given."""
    books = state if state is not None else State()
    with _Server(("127.0.0.1", port), create_app(books, options=options)) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield Running(f"http://127.0.0.1:{server.server_address[1]}", books)
        finally:
            server.shutdown()
            thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def __init__(self, address: tuple[str, int], app: Callable[..., Iterable[bytes]]) -> None:
        super().__init__(address, _Handler)
        self.app = app

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that goes away is no news; anything else is."""
        if not isinstance(sys.exception(), ConnectionError | TimeoutError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    timeout = 120
    wbufsize = -1
    server: _Server

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
        try:
            chunks = self.server.app(self._environ(body), self._start)
        except ConnectionResetError:
            self._drop()
            return
        self._finish(b"".join(chunks))

    def _drop(self) -> None:
        self.close_connection = True
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, CLOSE_WITH_RESET)
        self.connection.close()

    def _start(self, status: str, headers: list[tuple[str, str]], _error: object = None) -> Callable[[bytes], object]:
        self._status, self._headers = status, headers
        return self._finish

    def _finish(self, body: bytes) -> None:
        lines = [f"HTTP/1.1 {self._status}", *(f"{name}: {value}" for name, value in self._headers)]
        if not any(name.lower() == "content-length" for name, _ in self._headers):
            lines.append(f"Content-Length: {len(body)}")
        head = "\r\n".join(lines) + "\r\n\r\n"
        self.wfile.write(head.encode("latin-1") + (b"" if self.command == "HEAD" else body))
        self.wfile.flush()

    def _environ(self, body: bytes) -> dict[str, Any]:
        url = urlsplit(self.path)
        environ: dict[str, Any] = {
            "REQUEST_METHOD": self.command,
            "SCRIPT_NAME": "",
            "PATH_INFO": unquote(url.path, "latin-1"),
            "QUERY_STRING": url.query,
            "SERVER_NAME": "127.0.0.1",
            "SERVER_PORT": str(self.server.server_address[1]),
            "SERVER_PROTOCOL": self.request_version,
            "REMOTE_ADDR": self.client_address[0],
            "CONTENT_TYPE": self.headers.get("Content-Type", ""),
            "CONTENT_LENGTH": str(len(body)),
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(body),
            "wsgi.errors": sys.stderr,
            "wsgi.multithread": True,
            "wsgi.multiprocess": False,
            "wsgi.run_once": False,
        }
        environ |= {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in self.headers.items()}
        return environ
