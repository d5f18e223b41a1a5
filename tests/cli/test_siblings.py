"""Connections of one company that must agree, and do not: told with both places, and the second takes no effect."""

import shutil
from pathlib import Path

import pytest

from connector.checking import read_folder
from tests.cli.conftest import Run

MAPPINGS = Path(__file__).parent.parent.parent / "mappings"
ENVIRON = {
    "TIENDA_URL": "https://tienda.example.co",
    "TIENDA_WEBHOOK_SECRET": "un-secreto",
    "SIIGO_PYME_CONNECTION": "77",
    "SIIGO_PYME_KEY": "una-llave",
    "OTRA": "78",
}
COMPANY = "  company: mi-empresa"
WORDS = (
    "no dice lo mismo que {there}: las conexiones de la empresa mi-empresa comparten lotes, y cada lote sale como diga "
    "cualquiera de ellas; escriba el mismo valor en ambas"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    found = tmp_path / "mappings"
    shutil.copytree(MAPPINGS / "base", found / "base")
    return found


def write(folder: Path, name: str, *changes: tuple[str, str]) -> None:
    text = (MAPPINGS / "tienda-pyme.yaml").read_text(encoding="utf-8")
    for old, new in (("connection: tienda-pyme", f"connection: {name}"), *changes):
        assert old in text
        text = text.replace(old, new, 1)
    (folder / f"{name}.yaml").write_text(text, encoding="utf-8")


def test_two_that_agree_are_two_connections(folder: Path) -> None:
    write(folder, "norte")
    write(folder, "sur", ("numbers: {F-1: 1001, N-1: 1, R-1: 1}", "numbers: {F-2: 1}"))
    checked, problems = read_folder(folder, ENVIRON)
    assert (len(checked), problems) == (2, [])


@pytest.mark.parametrize(
    ("old", "new", "field", "place", "there"),
    [
        (COMPANY, f'  modify_documents: "S"\n{COMPANY}', "modify_documents", "sur.yaml:15:3", "norte.yaml:14:1"),
        ("${SIIGO_PYME_CONNECTION}", "${OTRA}", "id_connection", "sur.yaml:16:3", "norte.yaml:16:3"),
        (COMPANY, f"  by_hand: true\n{COMPANY}", "by_hand", "sur.yaml:15:3", "norte.yaml:14:1"),
    ],
)
def test_one_that_does_not_is_refused(folder: Path, old: str, new: str, field: str, place: str, there: str) -> None:
    write(folder, "norte")
    write(folder, "sur", (old, new))
    checked, problems = read_folder(folder, ENVIRON)
    assert [one.file.path.name for one in checked] == ["norte.yaml"]
    assert problems == [f"mappings/{place}: ledger.{field}: {WORDS.format(there=f'mappings/{there}')}"]


def test_of_another_company_it_may_say_what_it_likes(folder: Path) -> None:
    write(folder, "norte")
    write(folder, "sur", (COMPANY, '  modify_documents: "S"\n  company: otra-empresa'))
    assert len(read_folder(folder, ENVIRON)[0]) == 2


def test_lint_says_it_without_secrets(folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder.parent)
    write(folder, "norte")
    write(folder, "sur", (COMPANY, f'  modify_documents: "S"\n{COMPANY}'), ("${SIIGO_PYME_CONNECTION}", '"78"'))
    result = run("lint")
    assert result.exit_code == 1
    assert "mappings/sur.yaml:15:3: ledger.modify_documents: no dice lo mismo que mappings/norte.yaml" in result.stdout
    assert "id_connection: no dice" not in result.stdout  # what a name stands for is not known here
