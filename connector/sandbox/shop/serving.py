"""Serves an emulated shop on loopback while a block runs: a thread a connection, a socket that closes for a drop."""

import socket
import struct
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any, NamedTuple

from connector.sandbox.shop import shopify, woocommerce
from connector.sandbox.shop.exchange import Answer, Request, read_request
from connector.sandbox.shop.state import Platform, Shop, shop_of


class Side(NamedTuple):
    """What the two platforms do each in its own way."""

    where: Callable[[Request], str]
    answer: Callable[[Shop, Request], Answer]
    error: Callable[[int], Answer]


SIDES: Mapping[Platform, Side] = {
    "woocommerce": Side(woocommerce.where, woocommerce.answer, woocommerce.error),
    "shopify": Side(shopify.where, shopify.answer, shopify.error),
}
CLOSE_WITH_RESET = struct.pack("ii", 1, 0)
"""SO_LINGER on, zero seconds: the other side sees a reset, not a polite end."""


@dataclass(frozen=True, slots=True)
class RunningShop:
    """A shop that is being served."""

    url: str
    """Without a slash at its end."""
    shop: Shop

    @property
    def section(self) -> dict[str, object]:
        """The `store:` section of a connection to it."""
        shared: dict[str, object] = {"platform": self.shop.platform, "url": self.url}
        shared["webhook_secret"] = self.shop.hook_secret
        if self.shop.platform == "shopify":
            return shared | {"access_token": self.shop.token}
        return shared | {"consumer_key": self.shop.key, "consumer_secret": self.shop.secret}


@contextmanager
def running_shop(
    platform: Platform, orders: Iterable[Mapping[str, Any]] = (), *, port: int = 0, **fields: Any
) -> Iterator[RunningShop]:
    """A shop with these orders, as its webhooks write them; `fields` are those of `Shop`."""
    shop = shop_of(platform, orders, **fields)
    with _Server(("127.0.0.1", port), shop) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield RunningShop(f"http://127.0.0.1:{server.server_address[1]}", shop)
        finally:
            server.shutdown()
            thread.join()


def answered(shop: Shop, request: Request) -> Answer | None:
    """None for a connection that breaks."""
    side = SIDES[shop.platform]
    fault = shop.fault_at(side.where(request))
    match fault.what if fault else "":
        case "500_before":
            return side.error(500)
        case "503":
            return side.error(503)
        case "429":
            return side.error(429)
        case "throttled":
            return shopify.throttled()
        case "page":
            return Answer(403, b"<html><body>Blocked</body></html>", {"Content-Type": "text/html"})
        case "drop_before":
            return None
    with shop.lock:
        answer = side.answer(shop, request)
    if fault and fault.what == "delay":
        time.sleep(timedelta(milliseconds=int(fault.seconds * 1000)).total_seconds())
    if fault and fault.what == "500_after":
        return side.error(500)
    return None if fault and fault.what == "drop_after" else answer


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def __init__(self, address: tuple[str, int], shop: Shop) -> None:
        super().__init__(address, _Handler)
        self.shop = shop

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
        body = self.rfile.read(int(length) if length.isdigit() else 0)
        host = self.headers.get("Host", "")
        answer = answered(self.server.shop, read_request(self.command, self.path, host, dict(self.headers), body))
        if answer is None:
            self._drop()
            return
        self.send_response(answer.status)
        for name, value in ({"Content-Type": "application/json"} | answer.headers).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        self.wfile.write(answer.body)
        self.wfile.flush()

    def _drop(self) -> None:
        self.close_connection = True
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, CLOSE_WITH_RESET)
        self.connection.close()
