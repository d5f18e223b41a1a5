"""Tables: drawn for a person, plain for a pipe, and what a shop wrote is only ever text."""

import io
import sys

import pytest

from connector.cli.tables import clean, plain_lines, show_table


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_plain_columns_are_aligned() -> None:
    assert plain_lines(["a", "total"], [["uno", "5"], ["b\nc", "12345"]], right=[1]) == [
        "a      total",
        "uno        5",
        "b | c  12345",
    ]


def test_a_terminal_gets_a_drawn_table(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stdout", terminal)
    monkeypatch.setenv("COLUMNS", "60")
    monkeypatch.setenv("NO_COLOR", "1")
    show_table(["pedido", "total"], [["[red]#1[/red]", "5"]], right=[1])
    drawn = terminal.getvalue()
    assert "│ [red]#1[/red] │     5 │" in drawn
    assert "┏" in drawn


@pytest.mark.parametrize("text", ["\x1b[2J", "\x9b2J", "\x07", "a\rb", "\u202egnp"])
def test_control_characters_never_pass(text: str) -> None:
    assert all(letter.isprintable() for letter in clean(text))


def test_letters_and_lines_do() -> None:
    assert clean("Camión «ñ»\nsegunda") == "Camión «ñ»\nsegunda"
