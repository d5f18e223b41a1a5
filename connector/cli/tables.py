"""Rows under headings: drawn in a terminal, plain columns elsewhere; no control character of a shop reaches either."""

import sys
from collections.abc import Sequence
from typing import Literal

import click
from rich import print as show
from rich.table import Table
from rich.text import Text

Rows = Sequence[Sequence[str]]


def show_table(headings: Sequence[str], rows: Rows, *, right: Sequence[int] = (), whole: Sequence[int] = ()) -> None:
    """To stdout. `right`: the columns that hold numbers, from 0; `whole`: those whose cells a terminal may not fold."""
    cells = [[clean(cell) for cell in row] for row in rows]
    if sys.stdout.isatty():
        _draw(headings, cells, right, whole)
        return
    for line in plain_lines(headings, cells, right):
        click.echo(line)


def show_full_columns(
    headings: Sequence[str], rows: Rows, *, right: Sequence[int] = (), whole: Sequence[int] = ()
) -> None:
    """The same without columns in which no row has anything."""
    kept = [column for column in range(len(headings)) if any(row[column] for row in rows)]
    show_table(
        [headings[column] for column in kept],
        [[row[column] for column in kept] for row in rows],
        right=[at for at, column in enumerate(kept) if column in right],
        whole=[at for at, column in enumerate(kept) if column in whole],
    )


def plain_lines(headings: Sequence[str], rows: Rows, right: Sequence[int] = ()) -> list[str]:
    """Columns with two blanks between them; what has several lines becomes one."""
    flat = [[cell.replace("\n", " | ") for cell in row] for row in [headings, *rows]]
    widths = [max(len(row[column]) for row in flat) for column in range(len(headings))]
    return ["  ".join(_padded(row, widths, right)).rstrip() for row in flat]


def clean(text: str) -> str:
    """A shop's text as a terminal may see it: nothing in it moves the cursor or changes colours."""
    return "".join(letter if letter.isprintable() or letter == "\n" else "�" for letter in text)


def _padded(row: Sequence[str], widths: Sequence[int], right: Sequence[int]) -> list[str]:
    return [
        cell.rjust(width) if column in right else cell.ljust(width)
        for column, (cell, width) in enumerate(zip(row, widths, strict=True))
    ]


def _draw(headings: Sequence[str], rows: Rows, right: Sequence[int], whole: Sequence[int]) -> None:
    table = Table(header_style="bold")
    for column, heading in enumerate(headings):
        justify: Literal["right", "left"] = "right" if column in right else "left"
        table.add_column(heading, justify=justify, overflow="fold", no_wrap=column in right or column in whole)
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    show(table, file=sys.stdout)
