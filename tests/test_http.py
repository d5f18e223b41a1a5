"""What broke before the request left is unavailable; whatever may have broken afterwards is unknown."""

import shutil
import socket
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import requests

from connector.errors import OutcomeUnknown, RemoteUnavailable
from connector.http import call, new_session, retry_after

Behaviour = Callable[[socket.socket], None]
Serve = Callable[[Behaviour], int]


@pytest.fixture(autouse=True)
def _no_certificates_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def serve() -> Iterator[Serve]:
    """`serve(behaviour)`: a port at which one connection meets the behaviour."""
    servers: list[socket.socket] = []
    threads: list[threading.Thread] = []

    def start(behave: Behaviour) -> int:
        server = socket.create_server(("127.0.0.1", 0))
        servers.append(server)

        def once() -> None:
            connection = server.accept()[0]
            with connection:
                behave(connection)

        threads.append(threading.Thread(target=once, daemon=True))
        threads[-1].start()
        port: int = server.getsockname()[1]
        return port

    yield start
    for thread in threads:
        thread.join(5)
    for server in servers:
        server.close()


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Certificate and key of localhost in one file, signed by itself."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("openssl is not installed")
    file = tmp_path_factory.mktemp("tls") / "localhost.pem"
    wanted = "-x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost"
    subprocess.run(
        [openssl, "req", *wanted.split(), "-keyout", str(file), "-out", str(file) + ".crt"],
        check=True,
        capture_output=True,
    )
    file.write_text(file.read_text() + Path(f"{file}.crt").read_text())
    return file


def over_tls(certificate: Path, behave: Behaviour) -> Behaviour:
    """`behave` gets the bare socket, after the request was read through TLS."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)

    def behaviour(connection: socket.socket) -> None:
        bare = connection.dup()
        try:
            with context.wrap_socket(connection, server_side=True) as tls:
                tls.recv(65536)
                behave(bare)
        except ssl.SSLError:
            pass  # the client has broken off
        finally:
            bare.close()

    return behaviour


def post(url: str, certificate: Path | None = None) -> None:
    with new_session() as session:
        session.verify = True if certificate is None else str(certificate)
        call(session, "POST", url, side="Siigo", body=b"{}", read_seconds=3)


def test_a_certificate_that_is_not_trusted_gets_nothing_sent(serve: Serve, certificate: Path) -> None:
    port = serve(over_tls(certificate, lambda bare: None))
    with pytest.raises(RemoteUnavailable, match="No hay conexión con Siigo"):
        post(f"https://localhost:{port}/")


def test_a_certificate_of_somebody_else_gets_nothing_sent(serve: Serve, certificate: Path) -> None:
    port = serve(over_tls(certificate, lambda bare: None))
    with pytest.raises(RemoteUnavailable, match="No hay conexión con Siigo"):
        post(f"https://127.0.0.1:{port}/", certificate)


def test_a_handshake_that_is_refused_gets_nothing_sent(serve: Serve) -> None:
    def refuse(connection: socket.socket) -> None:
        connection.recv(65536)
        connection.sendall(bytes([21, 3, 3, 0, 2, 2, 40]))  # alert: handshake_failure
        connection.recv(65536)

    with pytest.raises(RemoteUnavailable, match="No hay conexión con Siigo"):
        post(f"https://localhost:{serve(refuse)}/")


@pytest.mark.parametrize("rubbish", [b"", b"no TLS record at all", b"\x17\x03\x03\x00\x20" + b"x" * 32])
def test_tls_that_breaks_after_the_request_leaves_the_outcome_unknown(
    serve: Serve, certificate: Path, rubbish: bytes
) -> None:
    def break_off(bare: socket.socket) -> None:
        bare.sendall(rubbish)
        bare.shutdown(socket.SHUT_WR)

    with pytest.raises(OutcomeUnknown, match="Se perdió la conexión con Siigo"):
        post(f"https://localhost:{serve(over_tls(certificate, break_off))}/", certificate)


def test_a_port_that_nobody_serves_gets_nothing_sent() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    with pytest.raises(RemoteUnavailable, match="No hay conexión con Siigo"):
        post(f"http://127.0.0.1:{port}/")


def test_a_name_that_is_not_found_gets_nothing_sent() -> None:
    with pytest.raises(RemoteUnavailable, match="No hay conexión con Siigo"):
        post("http://siigo.invalid/")


def test_a_connection_that_closes_without_an_answer_leaves_the_outcome_unknown(serve: Serve) -> None:
    def read_and_close(connection: socket.socket) -> None:
        connection.recv(65536)

    with pytest.raises(OutcomeUnknown, match="Se perdió la conexión con Siigo"):
        post(f"http://127.0.0.1:{serve(read_and_close)}/")


@pytest.mark.parametrize(
    ("text", "seconds"), [("7", 7), ("99999", 3600), ("", None), ("soon", None), ("²", None), ("9" * 5000, 3600)]
)
def test_a_pause_that_is_asked_for_in_digits_is_kept(text: str, seconds: float | None) -> None:
    answer = requests.Response()
    answer.headers["Retry-After"] = text
    assert retry_after(answer) == seconds
