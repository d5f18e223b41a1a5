"""Help and mistakes of the command line in Spanish, and in English on request."""

import ast
import inspect
import string
import subprocess
import sys

import click
import pytest

from connector.cli.main import Family
from connector.cli.words import MODULES, sentences
from tests.cli.conftest import Run

COMMANDS = sorted(Family.COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_and_option_explains_itself_in_both_languages(run: Run, command: str) -> None:
    spanish, english = run(command, "--help"), run("--lang", "en", command, "--help")
    assert (spanish.exit_code, english.exit_code) == (0, 0)
    assert spanish.stdout.startswith(f"Uso: connector {command} [OPCIONES]")
    assert "Muestra esta ayuda y termina." in spanish.stdout
    assert english.stdout.startswith(f"Usage: connector {command} [OPTIONS]")
    assert "Show this message and exit." in english.stdout


def test_the_group_names_every_command_and_exit_code(run: Run) -> None:
    text = run("--help").stdout
    assert text.startswith("Uso: connector [OPCIONES] COMANDO [ARGUMENTOS]...\n")
    assert "\n  Códigos de salida:\n    0  todo bien\n    1  hay algo que corregir\n" in text
    assert all(f"\n  {command} " in text for command in COMMANDS)


@pytest.mark.parametrize("language", ["es", "en"])
def test_help_fits_a_terminal_of_80_columns(run: Run, language: str) -> None:
    """Of a list of commands, what does not fit would end in three dots."""
    for command in ([], *([name] for name in COMMANDS)):
        usage, *lines = run("--lang", language, *command, "--help").stdout.splitlines()
        assert len(usage) <= 80
        assert not [line for line in lines if len(line) > 80 or line.endswith("...")]


def test_the_language_of_the_environment(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    assert run("orders", "--help").stdout.startswith("Usage: connector orders [OPTIONS]\n")
    assert run("--lang", "es", "orders", "--help").stdout.startswith("Uso: connector orders [OPCIONES]\n")


def test_a_wrong_option(run: Run) -> None:
    result = run("orders", "--estate")
    assert result.exit_code == 2
    assert result.stderr == (
        "Uso: connector orders [OPCIONES]\nVea la ayuda con 'connector orders --help'.\n\n"
        "Error: No existe la opción '--estate'. ¿Quiso decir '--state'?\n"
    )


def test_a_wrong_value(run: Run) -> None:
    result = run("replay", "--state", "issued")
    assert result.exit_code == 2
    assert result.stderr.splitlines()[-1] == (
        "Error: Valor no válido para '--state' / '-s': "
        "'issued' no es ninguno de 'held', 'parked', 'waiting', 'skipped'."
    )


def test_what_is_translated_is_what_click_says() -> None:
    """After an upgrade of click a sentence that it no longer has is found here, not by a merchant."""
    said = {
        node.value
        for module in MODULES
        for node in ast.walk(ast.parse(inspect.getsource(module)))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert set(sentences()) <= said
    for english, spanish in sentences().items():
        assert _names(english) == _names(spanish)


def _names(text: str) -> set[str | None]:
    return {name for _, name, _, _ in string.Formatter().parse(text)} - {None}


def test_the_words_are_put_where_click_looks() -> None:
    assert click.formatting._("Usage:") == "Uso:"  # type: ignore[attr-defined]


def test_the_list_of_commands_imports_none_of_them() -> None:
    program = (
        "import sys\nfrom connector.cli.main import main\n"
        "try:\n    main()\nfinally:\n    assert not {'sqlalchemy', 'requests', 'flask'} & set(sys.modules)"
    )
    told = subprocess.run([sys.executable, "-c", program, "--help"], capture_output=True, text=True, check=True)
    assert "\n  orders " in told.stdout
