"""A connection file changes whole or not at all, and never into one that means something else."""

import os
from pathlib import Path

import pytest

from connector.cli.saving import NotSaved, save_settings

SECTION = ("ledger", "arithmetic")
VALUES = {"rounding": "half_even"}
BEFORE = "ledger:\n  system: siigo\n"
AFTER = "ledger:\n  system: siigo\n  arithmetic:\n    rounding: half_even\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "tienda.yaml"
    path.write_bytes(BEFORE.encode())
    return path


def right(_path: Path) -> bool:
    return True


def refused(file: Path, is_right=right) -> str:
    """Why; and the folder is as it was."""
    before = file.read_bytes()
    with pytest.raises(NotSaved) as caught:
        save_settings(file, SECTION, VALUES, is_right)
    assert [path.name for path in file.parent.iterdir()] == [file.name]
    assert file.read_bytes() == before
    return str(caught.value)


def test_saved(file: Path) -> None:
    file.chmod(0o600)
    save_settings(file, SECTION, VALUES, right)
    assert file.read_text() == AFTER
    assert file.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in file.parent.iterdir()] == [file.name]


def test_the_mark_of_an_editor_stays(file: Path) -> None:
    file.write_bytes(b"\xef\xbb\xbf" + BEFORE.encode())
    save_settings(file, SECTION, VALUES, right)
    assert file.read_bytes() == b"\xef\xbb\xbf" + AFTER.encode()


def test_the_new_file_is_judged_beside_the_old_one_under_a_name_that_is_no_connection(file: Path) -> None:
    seen = []

    def judge(path: Path) -> bool:
        seen.append((path.parent, path.name[0], path.suffix, path.read_text(), file.read_text()))
        return True

    save_settings(file, SECTION, VALUES, judge)
    assert seen == [(file.parent, ".", ".yaml", AFTER, BEFORE)]


def test_another_meaning(file: Path) -> None:
    assert refused(file, lambda _path: False) == "no se escribió: el archivo cambiado no significaría lo mismo"


def test_somebody_else_was_quicker(file: Path) -> None:
    def judge(_path: Path) -> bool:
        file.write_text("ledger: {system: otro}\n")
        return True

    with pytest.raises(NotSaved, match="no se escribió: alguien cambió el archivo mientras tanto"):
        save_settings(file, SECTION, VALUES, judge)
    assert file.read_text() == "ledger: {system: otro}\n"


@pytest.mark.parametrize("data", [b"ledger: siigo\n", b"ledger: {nota: \xff}\n"])
def test_a_file_that_cannot_be_edited(file: Path, data: bytes) -> None:
    file.write_bytes(data)
    assert refused(file) == ("no se escribió: el archivo está escrito de una forma que no se puede cambiar sin riesgo")


def test_a_disk_that_refuses(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_given: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert refused(file) == "no se escribió: el disco está lleno"


def test_a_file_that_is_gone(tmp_path: Path) -> None:
    with pytest.raises(NotSaved, match="no se escribió: no existe"):
        save_settings(tmp_path / "nada.yaml", SECTION, VALUES, right)


def test_a_file_of_somebody_else_stays_theirs(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who may not give it back to its owner does not take it."""
    given = []
    monkeypatch.setattr(os, "geteuid", lambda: file.stat().st_uid + 1)
    monkeypatch.setattr(os, "chown", lambda _name, user, group: given.append((user, group)))
    save_settings(file, SECTION, VALUES, right)
    assert given == [(file.stat().st_uid, file.stat().st_gid)]
