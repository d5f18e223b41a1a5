"""An installation in a folder of its own: SQLite, no settings from outside, and `run` for a command line."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import Engine

from connector.cli.main import connector
from connector.cli.words import translate_click
from connector.db.database import open_database
from connector.messages import language_of, set_language
from tests.migrated import sqlite_database

Run = Callable[..., Result]


@pytest.fixture(autouse=True)
def _spanish(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The commands choose the language themselves, from an environment that says nothing."""
    for name in list(os.environ):
        if name.startswith(("CONNECTOR_", "LC_", "LANG")):
            monkeypatch.delenv(name)
    translate_click()
    set_language("es")
    yield
    set_language(language_of(os.environ))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working directory of the command."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run(folder: Path) -> Run:
    """`run("orders", "--json")`; standard error is apart, in `stderr`."""

    def invoke(*arguments: str, **given: object) -> Result:
        return CliRunner().invoke(connector, arguments, prog_name="connector", catch_exceptions=False, **given)  # type: ignore[arg-type]

    return invoke


@pytest.fixture
def books(folder: Path) -> Iterator[Engine]:
    """The installation's database, migrated, where CONNECTOR_DATABASE_URL expects it."""
    (folder / "var").mkdir(mode=0o700)
    sqlite_database(folder / "var" / "connector.db")
    engine = open_database("sqlite:///var/connector.db")
    yield engine
    engine.dispose()


@pytest.fixture
def mappings(folder: Path) -> Path:
    """A copy of `samples/mappings` where CONNECTOR_MAPPINGS expects it: one connection, `tienda`."""
    shutil.copytree(Path(__file__).parent / "samples" / "mappings", folder / "mappings")
    return folder / "mappings"


SECRETS = {
    "TIENDA_URL": "https://tienda.example",
    "TIENDA_WEBHOOK_SECRET": "secreto-del-webhook",
    "SIIGO_URL": "http://127.0.0.1:9",
    "SIIGO_USERNAME": "sandbox@example.co",
    "SIIGO_ACCESS_KEY": "llave-muy-secreta",
}


@pytest.fixture
def secrets(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Every value that the sample connection wants from its environment."""
    for name, value in SECRETS.items():
        monkeypatch.setenv(name, value)
    return SECRETS
