"""`python -m tests.benchmarks.load`: a shop of its own process that POSTs signed orders and says how it went, as JSON.

Closed loop: each client sends its next order when the last was answered. Paced (`--rate`): orders leave on a fixed
schedule whatever the answers, and latency counts from the moment an order should have left.
"""

import argparse
import itertools
import socket as sockets
import threading
import time
from collections import Counter
from dataclasses import dataclass, field

from connector.json_text import write
from tests.benchmarks.orders import woocommerce_headers, woocommerce_order

SECOND = 1_000_000_000


@dataclass
class Client:
    """HTTP/1.1 over one socket, which stays open when `keep`; no more of it than a benchmark needs."""

    port: int
    keep: bool
    socket: sockets.socket | None = None

    def post(self, path: str, headers: dict[str, str], body: bytes) -> int:
        if self.socket is None:
            self.socket = sockets.create_connection(("127.0.0.1", self.port), timeout=30)
            self.socket.setsockopt(sockets.IPPROTO_TCP, sockets.TCP_NODELAY, 1)
        lines = [f"POST {path} HTTP/1.1", "Host: 127.0.0.1", f"Content-Length: {len(body)}"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        lines.append(f"Connection: {'keep-alive' if self.keep else 'close'}")
        self.socket.sendall("\r\n".join([*lines, "", ""]).encode() + body)
        status = self._answer(self.socket)
        if not self.keep:
            self.socket.close()
            self.socket = None
        return status

    def _answer(self, connection: sockets.socket) -> int:
        received = b""
        while b"\r\n\r\n" not in received:
            received += self._more(connection)
        head, _, body = received.partition(b"\r\n\r\n")
        length = next((line[15:] for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")), b"0")
        while len(body) < int(length):
            body += self._more(connection)
        return int(head[9:12])

    def _more(self, connection: sockets.socket) -> bytes:
        received = connection.recv(65536)
        if not received:
            raise ConnectionError("the server closed the connection before it answered")
        return received


@dataclass
class Shop:
    """All clients of one run."""

    port: int
    names: list[str]
    keep: bool
    first: int
    last: int
    """Number of the last order; the run may end earlier."""
    ends_at: int
    starts_at: int
    gap: int
    """Nanoseconds between two orders when paced; 0: as fast as the answers come."""
    statuses: Counter[str] = field(default_factory=Counter)
    latencies: list[int] = field(default_factory=list)
    """Microseconds."""

    def __post_init__(self) -> None:
        self.numbers = itertools.count(self.first)

    def run(self, clients: int) -> None:
        threads = [threading.Thread(target=self._client) for _ in range(clients)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def _client(self) -> None:
        client = Client(self.port, self.keep)
        while (number := next(self.numbers)) <= self.last:
            name = self.names[number % len(self.names)]
            body = woocommerce_order(number, number)
            headers = woocommerce_headers(body)
            due = self._due(number)
            if due > self.ends_at:
                return
            status = client.post(f"/hooks/{name}", headers, body)
            self.latencies.append((time.perf_counter_ns() - due) // 1000)
            self.statuses[str(status)] += 1

    def _due(self, number: int) -> int:
        """When the order leaves, after waiting for it."""
        now = time.perf_counter_ns()
        if not self.gap:
            return now
        due = self.starts_at + (number - self.first) * self.gap
        if now < due <= self.ends_at:
            time.sleep((due - now) / SECOND)
        return due


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--names", nargs="+", required=True)
    parser.add_argument("--first", type=int, required=True)
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--keep", action="store_true")
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--count", type=int, default=10_000_000)
    parser.add_argument("--rate", type=int, default=0)
    given = parser.parse_args()
    start = time.perf_counter_ns()
    shop = Shop(
        port=given.port,
        names=given.names,
        keep=given.keep,
        first=given.first,
        last=given.first + given.count - 1,
        starts_at=start,
        ends_at=start + int(given.seconds * SECOND),
        gap=SECOND // given.rate if given.rate else 0,
    )
    shop.run(given.clients)
    took = (time.perf_counter_ns() - start) // 1000
    print(write({"microseconds": took, "statuses": dict(shop.statuses), "latencies": shop.latencies}))


if __name__ == "__main__":
    main()
