"""`export`: the rows of documents that travel in batches, as people load them by hand: JSON, CSV, XLSX."""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Literal

import click

from connector import clock
from connector.cli.database import opened
from connector.cli.outboxes import named_batch, outboxes
from connector.json_text import write_pretty
from connector.messages import say
from connector.model.money import plain
from connector.model.outbox import Parcel
from connector.settings import load_settings

Format = Literal["json", "csv", "xlsx"]
Rows = Sequence[Mapping[str, object]]

NOT_LOADED = frozenset({"waiting", "sending", "unclear"})
"""States of documents that are not known to be in the ledger."""

MOST_DIGITS = 15
"""Of a number that a spreadsheet keeps to the last."""

_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])", re.ASCII)

DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
"""A text that begins so is taken for a formula by spreadsheets."""


def _month(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    """As batches have it: 2026-11."""
    if value and not _MONTH.fullmatch(value):
        raise click.BadParameter(say("outbox.odd_period", period=value))
    return value


@click.command()
@click.argument("connection")
@click.option("--batch", "-b", metavar="B")
@click.option("--period", metavar="AAAA-MM", callback=_month)
@click.option("--all", "every", is_flag=True)
@click.option("--format", "-f", "format_", type=click.Choice(["json", "csv", "xlsx"]), default="json")
@click.option("--output", "-o", type=click.Path(dir_okay=False, writable=True, path_type=Path))
def export(
    connection: str, batch: str | None, period: str | None, every: bool, format_: Format, output: Path | None
) -> None:
    if format_ == "xlsx" and output is None:
        raise click.UsageError(say("outbox.export_where"))
    settings = load_settings()
    with opened(settings.database_url) as engine:
        [box] = outboxes(settings, engine, connection)
        batches = [named_batch([box], batch)[1]] if batch else box.outbox.batches(period or "")
        if box.by_hand:  # before it is read: what comes from now on is in another batch, and in another file
            for one in batches:
                box.outbox.export(one.id, now=clock.now())
        found = [parcel for one in batches for parcel in box.outbox.parcels(one.id)]
    parcels = [parcel for parcel in found if every or _is_written(parcel, whole=batch is not None)]
    rows = [row for parcel in parcels for row in box.module.rows_of(parcel)]
    contents = rendered(rows, box.module.HEADINGS, format_)
    if output is None:
        click.echo(contents.decode(), nl=False)
    else:
        output.write_bytes(contents)
        click.echo(say("outbox.exported", documents=len(parcels), rows=len(rows), file=output), err=True)
    for id_ in sorted({parcel.batch.id for parcel in parcels if parcel.batch.state == "exported"}):
        click.echo(say("outbox.to_be_loaded", batch=id_), err=True)


def _is_written(parcel: Parcel, *, whole: bool) -> bool:
    """Of a whole batch all but what was refused: that is made anew, and its number may be another document's."""
    return parcel.state in NOT_LOADED or (whole and parcel.state != "rejected")


def rendered(rows: Rows, headings: Mapping[str, str], format_: Format) -> bytes:
    """JSON as the bridge takes it; the others with the headings of Siigo's own table, and the columns that are used."""
    if format_ == "json":
        return f"{write_pretty([dict(row) for row in rows])}\n".encode()
    columns = [name for name in headings if any(name in row for row in rows)]
    table: list[list[object]] = [[headings[name] for name in columns]]
    table += ([row.get(name) for name in columns] for row in rows)
    return _csv(table) if format_ == "csv" else _xlsx(table)


def _csv(table: Sequence[Sequence[object]]) -> bytes:
    """As Excel opens it in Spanish: with a mark by which it knows UTF-8, semicolons, and a comma before the cents."""
    stream = io.StringIO()
    csv.writer(stream, delimiter=";").writerows([_text(cell) for cell in row] for row in table)
    return stream.getvalue().encode("utf-8-sig")


def _xlsx(table: Sequence[Sequence[object]]) -> bytes:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    book, stream = Workbook(write_only=True), io.BytesIO()
    sheet = book.create_sheet(say("outbox.sheet"))

    def cell(value: object) -> object:
        """A text as it is: marked for one, so that nobody takes it for a formula or an error."""
        if _is_number(value):
            return value
        text = WriteOnlyCell(sheet, value=str(value))
        text.data_type, text.quotePrefix = "s", str(value).startswith(DANGEROUS)
        return text

    for row in table:
        sheet.append([cell(value) for value in row])
    book.save(stream)
    return stream.getvalue()


def _is_number(value: object) -> bool:
    """Or nothing."""
    return value is None or isinstance(value, Decimal) or (isinstance(value, int) and len(str(value)) <= MOST_DIGITS)


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return plain(value).replace(".", ",")
    text = str(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(DANGEROUS) else text
