"""The messages of these tests are in Spanish wherever they run; `english` asks for the other half."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from connector.mapping import ConnectionFile, load
from connector.messages import speaking

HEADER = "mapping: 1\nconnection: prueba\nstore: {platform: woocommerce}\nledger: {system: example}\n"
"""Four lines: what a test adds begins in line 5."""

Connect = Callable[..., ConnectionFile]


@pytest.fixture(autouse=True)
def _spanish() -> Iterator[None]:
    with speaking("es"):
        yield


@pytest.fixture
def connect(tmp_path: Path) -> Connect:
    """Loads the header and these lines as `mappings/prueba.yaml`."""

    def loaded(lines: str, **environ: str) -> ConnectionFile:
        folder = tmp_path / "mappings"
        folder.mkdir(exist_ok=True)
        path = folder / "prueba.yaml"
        path.write_text(HEADER + lines, encoding="utf-8")
        return load(path, environ=environ, presets=folder)

    return loaded
