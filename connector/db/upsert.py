"""Rows inserted or changed many at a time, on either database: columns that are not given keep what they hold."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, inspect, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import SQLModel

from connector.db.types import storable

Values = Mapping[str, object]


def upsert(
    connection: Connection,
    table: type[SQLModel],
    rows: Sequence[Values],
    key: tuple[str, ...],
    *,
    newest: str = "",
) -> None:
    """Insert whole rows, or change those columns that are given. Columns that are absent get the table's defaults.

    The rows must have the same columns, and each key once.
    """
    if not rows:
        return
    insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    columns: Any = inspect(table).columns
    names = [name for name in rows[0] if name not in key]
    defaults = {
        name: column.default.arg
        for name, column in columns.items()
        if column.default is not None and not callable(column.default.arg)
    }
    defaults |= {name: field.default for name, field in table.model_fields.items() if name in columns and name != "id"}
    given = [{**_plain_defaults(defaults), **_stored(row, columns)} for row in rows]
    statement = insert(table).values({name: bindparam(name, type_=columns[name].type) for name in given[0]})
    changed = {name: statement.excluded[name] for name in names}
    where = columns[newest] <= statement.excluded[newest] if newest else None
    if changed:
        statement = statement.on_conflict_do_update(index_elements=list(key), set_=changed, where=where)
    else:
        statement = statement.on_conflict_do_nothing()
    connection.execute(statement, given)


def _plain_defaults(defaults: Values) -> dict[str, object]:
    """Defaults that can be written as they are; a column without one must be given."""
    return {name: value for name, value in defaults.items() if value is None or isinstance(value, str | int | bool)}


def _stored(row: Values, columns: Any) -> dict[str, object]:
    """Texts as the columns take them."""
    return {
        name: storable(value, getattr(columns[name].type, "length", None)) if isinstance(value, str) else value
        for name, value in row.items()
    }


def update_rows(connection: Connection, table: type[SQLModel], rows: Sequence[Values]) -> None:
    if not rows:
        return
    columns: Any = inspect(table).columns
    names = [name for name in rows[0] if name != "id"]
    statement = (
        update(table)
        .where(columns["id"] == bindparam("row_id", type_=columns["id"].type))
        .values({name: bindparam(f"new_{name}", type_=columns[name].type) for name in names})
    )
    given = [
        {"row_id": row["id"], **{f"new_{name}": value for name, value in _stored(row, columns).items() if name != "id"}}
        for row in rows
    ]
    connection.execute(statement, given)
