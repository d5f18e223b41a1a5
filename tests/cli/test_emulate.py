"""`connector emulate`: answers like the accounting system until Ctrl-C, and keeps nothing."""

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from typing import NoReturn

import pytest
import requests

from connector.sandbox import siigo, siigo_legacy
from tests.cli.conftest import Run


@pytest.fixture(autouse=True)
def _in_the_background() -> Iterator[None]:
    """As a shell without job control starts a program with `&`: SIGINT is ignored unless the program wants it."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_until_interrupted(sent: signal.Signals) -> None:
    environ = {**os.environ, "CONNECTOR_LANG": "es", "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "connector", "emulate", "siigo", "--port", "0"]
    with subprocess.Popen(command, env=environ, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        first = process.stdout.readline()
        url = re.search(r"http://127\.0\.0\.1:\d+", first)
        assert url is not None
        answer = requests.post(f"{url[0]}/auth", json={"username": "ana@example.co", "access_key": "x"}, timeout=10)
        process.send_signal(sent)
        process.wait(60)
        rest = process.stdout.read()
    assert first == f"siigo emulado en {url[0]}\n"
    assert answer.status_code < 300
    assert rest == (
        f"En el mapeo: `ledger: {{base_url: {url[0]}}}`; acepta cualquier usuario y llave. Ctrl-C termina\n"
        "Terminado; nada se guardó\n"
    )
    assert process.returncode == 0


@pytest.mark.parametrize(
    ("options", "makes"), [([], False), (["--any-product"], True)], ids=["as Siigo does", "--any-product"]
)
@pytest.mark.parametrize("system", ["siigo", "siigo-legacy"])
def test_products_that_do_not_exist(
    run: Run, monkeypatch: pytest.MonkeyPatch, system: str, options: list[str], makes: bool
) -> None:
    made: list[bool] = []
    module = {"siigo": siigo, "siigo-legacy": siigo_legacy}[system]

    def noted(given: siigo.Options | siigo_legacy.Options, *, port: int) -> NoReturn:
        made.append(given.any_product)
        raise OSError(f"port {port} is taken")

    monkeypatch.setattr(module, "running", noted)
    assert run("emulate", system, *options).exit_code == 3
    assert made == [makes]


def test_a_port_that_is_taken(run: Run) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = run("emulate", "siigo", "--port", str(port))
    assert result.exit_code == 3
    assert result.stderr == f"--port {port}: no se puede usar (otro programa lo usa); indique otro\n"


def test_only_what_can_be_emulated(run: Run) -> None:
    result = run("emulate", "otro")
    assert result.exit_code == 2
    assert "'otro' no es ninguno de 'siigo', 'siigo-legacy', 'siigo-pyme'" in result.stderr


@pytest.mark.parametrize(
    ("system", "section", "asked"),
    [
        ("siigo-legacy", "{base_url: URL/siigo/api/v1, sign_in_url: URL/connect/token}", "/connect/token"),
        ("siigo-pyme", "{base_url: URL}", "/api/v1/siigo-pyme/send"),
    ],
)
def test_the_other_systems_say_what_the_mapping_needs(system: str, section: str, asked: str) -> None:
    environ = {**os.environ, "CONNECTOR_LANG": "es", "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "connector", "emulate", system, "--port", "0"]
    with subprocess.Popen(command, env=environ, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        found = re.search(r"http://127\.0\.0\.1:\d+", process.stdout.readline())
        assert found is not None
        said = process.stdout.readline()
        status = requests.post(f"{found[0]}{asked}", timeout=10).status_code
        process.send_signal(signal.SIGINT)
        process.wait(60)
    assert f"ledger: {section.replace('URL', found[0])}`" in said
    assert 400 <= status < 500
