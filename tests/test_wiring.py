"""Connection files become connections, or every problem of all of them is told at once, with its place."""

import shutil
import time
from pathlib import Path

import pytest

from connector import wiring
from connector.checking import check_folder, read_folder
from connector.connecting import unpaced
from connector.db import schema
from connector.db.database import open_database
from connector.errors import ConfigError, MappingError
from connector.settings import Settings, load_settings
from connector.wiring import Connections, install
from tests.journeys.world import MAPPING

ENVIRON = {"TIENDA_SECRET": "un-secreto", "SIIGO_URL": "https://api.siigo.com"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copy(MAPPING, tmp_path / "tienda.yaml")
    return tmp_path


def changed(folder: Path, old: str, new: str, name: str = "tienda.yaml") -> None:
    text = MAPPING.read_text()
    assert old in text
    (folder / name).write_text(text.replace(old, new))


def problems(folder: Path) -> list[str]:
    return [text.removeprefix(f"{folder.name}/") for text in read_folder(folder, ENVIRON)[1]]


def test_a_good_file_is_a_connection(folder: Path) -> None:
    connections = Connections(folder, unpaced, ENVIRON)
    connections.load()
    connection = connections.find("tienda")
    assert connection is not None
    assert connection.store.platform == "woocommerce"
    assert connection.ledger.system == "siigo"
    assert not connection.refetch  # no credentials were given
    assert connections.find("otra") is None


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("  platform: woocommerce\n", "", "tienda.yaml:3:1: store.platform: falta; agréguelo"),
        ("  partner_id: Pruebas\n", "", "tienda.yaml:7:1: ledger.partner_id: falta; agréguelo"),
        (
            "partner_id: Pruebas",
            "partner_id: con-guion",
            "tienda.yaml:12:3: ledger.partner_id: no tiene la forma esperada (^[A-Za-z0-9]{3,100}$)",
        ),
        (
            "settle_seconds: 1",
            "setle_seconds: 1",
            "tienda.yaml:14:3: ledger.setle_seconds: esta palabra no existe aquí; ¿quiso decir 'settle_seconds'?",
        ),
        (
            "rate_per_minute: 1000",
            "rate_per_minute: 0",
            "tienda.yaml:15:3: ledger.rate_per_minute: es 0 y debe ser 1 o más",
        ),
    ],
)
def test_a_wrong_section_is_told_with_its_place(folder: Path, old: str, new: str, expected: str) -> None:
    changed(folder, old, new)
    assert expected in problems(folder)


def test_all_problems_of_all_files_are_told_at_once(folder: Path) -> None:
    changed(folder, "seller: 629", "seler: 629")
    changed(folder, "platform: woocommerce", "platform: tiendanube", "otra.yaml")
    found = problems(folder)
    assert any(text.startswith("tienda.yaml:") for text in found)
    assert any(text.startswith("otra.yaml:") for text in found)


def test_a_file_that_breaks_leaves_its_last_good_version(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wiring, "LOOK_EVERY", 0.0)
    connections = Connections(folder, unpaced, ENVIRON)
    connections.load()
    changed(folder, "seller: 629", "seler: 629")
    assert connections.find("tienda") is not None
    assert connections.current_problems()
    changed(folder, "seller: 629", "seller: 630")
    assert connections.find("tienda") is not None
    assert not connections.current_problems()


def test_a_file_that_goes_away_takes_its_connection_along(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wiring, "LOOK_EVERY", 0.0)
    connections = Connections(folder, unpaced, ENVIRON)
    connections.load()
    changed(folder, "connection: tienda", "connection: nueva", "nueva.yaml")
    (folder / "tienda.yaml").unlink()
    assert connections.find("tienda") is not None  # it may be on its way back
    assert connections.find("tienda") is None
    assert connections.names() == ["nueva"]


def test_a_file_that_is_replaced_keeps_its_connection(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wiring, "LOOK_EVERY", 0.0)
    connections = Connections(folder, unpaced, ENVIRON)
    connections.load()
    for _ in range(2):
        (folder / "tienda.yaml").unlink()
        assert connections.find("tienda") is not None
        shutil.copy(MAPPING, folder / "tienda.yaml")
        assert connections.find("tienda") is not None


def test_a_connection_that_is_renamed_in_its_file_is_the_other_at_once(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wiring, "LOOK_EVERY", 0.0)
    connections = Connections(folder, unpaced, ENVIRON)
    connections.load()
    changed(folder, "connection: tienda", "connection: nueva")
    assert connections.names() == ["nueva"]


def test_a_file_that_goes_away_does_so_beside_a_broken_one(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wiring, "LOOK_EVERY", 0.0)
    changed(folder, "connection: tienda", "connection: otra", "otra.yaml")
    connections = Connections(folder, unpaced, ENVIRON)
    connections.load()
    changed(folder, "connection: tienda\n", "connection: otra\nseler: 1\n", "otra.yaml")
    (folder / "tienda.yaml").unlink()
    connections.names()
    assert connections.names() == ["otra"]


def test_a_folder_that_is_away_takes_nothing_along(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wiring, "LOOK_EVERY", 0.0)
    connections = Connections(folder, unpaced, ENVIRON)
    connections.load()
    folder.rename(folder.with_name("fuera"))
    for _ in range(3):
        assert connections.find("tienda") is not None
    assert connections.is_broken
    folder.with_name("fuera").rename(folder)
    assert not connections.is_broken


def test_files_of_an_editor_are_not_looked_at(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wiring, "LOOK_EVERY", 0.0)
    connections = Connections(folder, unpaced, ENVIRON)
    connections.load()
    monkeypatch.setattr(wiring, "read_folder", lambda *_: pytest.fail("nothing changed"))
    (folder / ".tienda.yaml").write_text("half a fi")
    (folder / "..2026_11_21").mkdir()
    (folder / "..2026_11_21" / "tienda.yaml").write_text("somebody delivers")
    (folder / "vanished.yaml").symlink_to(folder / "nowhere")
    assert connections.find("tienda") is not None


def test_a_broken_file_stops_no_other_connection(
    folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    for name, value in ENVIRON.items():
        monkeypatch.setenv(name, value)
    changed(folder, "connection: tienda", "connection: [", "otra.yaml")
    connections = install(Settings(database_url=f"sqlite:///{folder}/x.db", mappings=folder)).connections
    assert connections.names() == ["tienda"]
    assert connections.is_broken
    assert any("otra.yaml:" in text for text in connections.current_problems())
    assert any("otra.yaml:" in record.getMessage() for record in caplog.records)
    with pytest.raises(MappingError, match=r"otra\.yaml:"):
        check_folder(folder)


def test_nothing_starts_without_one_good_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in ENVIRON.items():
        monkeypatch.setenv(name, value)
    changed(folder, "seller: 629", "seler: 629")
    with pytest.raises(MappingError, match="seler"):
        install(Settings(database_url=f"sqlite:///{folder}/x.db", mappings=folder))


def test_no_folder_and_no_connection_are_said(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/x.db"
    with pytest.raises(MappingError, match="no existe la carpeta de mapeos"):
        install(Settings(database_url=url, mappings=tmp_path / "nada"))
    (tmp_path / "vacia").mkdir()
    with pytest.raises(ConfigError, match="no hay ninguna conexión"):
        install(Settings(database_url=url, mappings=tmp_path / "vacia"))


def test_the_files_are_looked_at_once_in_a_while(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wiring, "LOOK_EVERY", 3600)
    connections = Connections(folder, unpaced, ENVIRON)
    connections.load()
    looks = []
    monkeypatch.setattr(connections, "_fingerprint", lambda: looks.append("") or {})
    for _ in range(1000):
        assert connections.find("tienda") is not None
    assert len(looks) == 1


def test_every_wrong_setting_is_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONNECTOR_PORT", "ochenta")
    monkeypatch.setenv("CONNECTOR_DATABASE_URL", "mysql://x")
    with pytest.raises(ConfigError) as caught:
        load_settings()
    assert len(caught.value.problems) == 2
    assert caught.value.problems[0].startswith("CONNECTOR_DATABASE_URL: se espera sqlite:///archivo o ")
    assert caught.value.problems[1].startswith("CONNECTOR_PORT='ochenta': ")


def test_a_worker_that_stood_still_calls_nobody(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in ENVIRON.items():
        monkeypatch.setenv(name, value)
    url = f"sqlite:///{tmp_path}/x.db"
    engine = open_database(url)
    schema.upgrade(engine)
    engine.dispose()
    installation = install(Settings(database_url=url, mappings=folder))
    installation.liveness.extend(time.monotonic() - 30, 15)
    connection = installation.connections.find("tienda")
    assert connection is not None
    [sign_in] = list(connection.ledger.check({}))
    assert not sign_in.ok
    assert sign_in.detail.startswith("Este proceso estuvo detenido demasiado tiempo")
    installation.engine.dispose()
