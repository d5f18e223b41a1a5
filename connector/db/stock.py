"""Questions about balances, variants and levels, and how what was read is kept."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, exists, func, inspect, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col
from sqlmodel import select as select_rows

from connector.db.stock_tables import BalanceRow, CompanyRow, LevelRow, StockRow, VariantRow
from connector.db.types import EPOCH, storable
from connector.db.upsert import Values, update_rows, upsert

AT_ONCE = 500


def keep_balances(connection: Connection, rows: Sequence[Values]) -> None:
    """Products as read, by company and code. What was read later stays: two readers may overlap.

    A product whose code has changed leaves nothing under the old one.
    """
    codes = {row["product_id"]: row["code"] for row in rows if row["product_id"]}
    known = select(col(BalanceRow.id), col(BalanceRow.product_id), col(BalanceRow.code)).where(
        col(BalanceRow.company) == (rows[0]["company"] if rows else ""), col(BalanceRow.product_id).in_(codes)
    )
    renamed = [id_ for id_, product, code in connection.execute(known) if codes[product] != code]
    if renamed:
        connection.execute(delete(BalanceRow).where(col(BalanceRow.id).in_(renamed)))
    upsert(connection, BalanceRow, rows, ("company", "code"), newest="read_at")


def balances_of(connection: Connection, company: str, codes: Collection[str] | None = None) -> list[BalanceRow]:
    """All of a company, or those with these codes."""
    question = select_rows(BalanceRow).where(BalanceRow.company == company)
    return _rows(connection, question, col(BalanceRow.code), codes)


def not_read_since(connection: Connection, company: str, moment: datetime, limit: int) -> list[str]:
    """Codes that a reading of everything, begun then, has not met."""
    question = (
        select(col(BalanceRow.code))
        .where(col(BalanceRow.company) == company, col(BalanceRow.read_at) < moment)
        .order_by(col(BalanceRow.code))
        .limit(limit)
    )
    return list(connection.execute(question).scalars())


def forget_balances(connection: Connection, company: str, codes: Sequence[str]) -> None:
    """The ledger has no such products any more."""
    connection.execute(delete(BalanceRow).where(col(BalanceRow.company) == company, col(BalanceRow.code).in_(codes)))


def company_of(connection: Connection, company: str) -> CompanyRow:
    """What is known of the company; an empty row where nothing is."""
    with Session(connection) as session:
        found = session.exec(select_rows(CompanyRow).where(CompanyRow.company == company)).first()
    return found or CompanyRow(company=company)


def company_by_hook(connection: Connection, hook: str) -> str:
    """The company whose ledger posts to this address; empty where none does."""
    hook = storable(hook, 100)
    question = select(col(CompanyRow.company)).where(col(CompanyRow.hook) == hook, col(CompanyRow.hook) != "")
    return connection.execute(question).scalar() or ""


def keep_company(connection: Connection, company: str, **values: object) -> None:
    """Some columns of the company's row, which is made where it is missing."""
    upsert(connection, CompanyRow, [{"company": company, **values}], ("company",))


def claim_hook(connection: Connection, company: str, new: str) -> str:
    """The secret part of the company's address: the one that it has, else `new`; of two who claim at once the first."""
    keep_company(connection, company)
    mine = (col(CompanyRow.company) == company, col(CompanyRow.hook) == "")
    connection.execute(update(CompanyRow).where(*mine).values(hook=new))
    return company_of(connection, company).hook


def stock_of(connection: Connection, name: str, *, for_update: bool = False) -> StockRow:
    """What is known of a connection's inventory; an empty row where nothing is.

    `for_update` holds it until the transaction ends, and makes it first, so that one decides at a time.
    """
    if for_update:
        insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
        row = StockRow(connection=name).model_dump()
        connection.execute(insert(StockRow).values(**row).on_conflict_do_nothing())
    question = select_rows(StockRow).where(StockRow.connection == name)
    with Session(connection) as session:
        found = session.exec(question.with_for_update() if for_update else question).first()
    return found or StockRow(connection=name)


def keep_stock(connection: Connection, name: str, **values: object) -> None:
    """Some columns of the connection's row, which is made where it is missing."""
    upsert(connection, StockRow, [{"connection": name, **values}], ("connection",))


def keep_variants(connection: Connection, rows: Sequence[Values]) -> None:
    """Variants as the shop shows them, by connection and id; what was matched stays."""
    upsert(connection, VariantRow, rows, ("connection", "variant_id"))


def keep_levels(connection: Connection, rows: Sequence[Values]) -> None:
    """Levels as the shop shows them, by connection, variant and location; what was expected stays."""
    upsert(connection, LevelRow, rows, ("connection", "variant_id", "location_id"))


def variants_of(
    connection: Connection, name: str, ids: Collection[str] | None = None, *, limit: int | None = None
) -> list[VariantRow]:
    """All of a connection in the order of their rows, the first of them, or those with these ids."""
    question = select_rows(VariantRow).where(VariantRow.connection == name).order_by(col(VariantRow.id)).limit(limit)
    return _rows(connection, question, col(VariantRow.variant_id), ids)


def codes_by_barcode(connection: Connection, names: Collection[str]) -> dict[tuple[str, str], str]:
    """Codes that these connections have found by barcode, by connection and variant id."""
    columns = (col(VariantRow.connection), col(VariantRow.variant_id), col(VariantRow.code))
    question = select(*columns).where(col(VariantRow.connection).in_(list(names)), col(VariantRow.how) == "barcode")
    return {(name, variant_id): code for name, variant_id, code in connection.execute(question)}


def levels_of(
    connection: Connection, name: str, ids: Collection[str] | None = None, *, to_do: str = ""
) -> list[LevelRow]:
    """All of a connection in the order of their rows; those of these variants; those where this is to be done."""
    question = select_rows(LevelRow).where(LevelRow.connection == name).order_by(col(LevelRow.id))
    if to_do:
        question = question.where(LevelRow.to_do == to_do)
    return _rows(connection, question, col(LevelRow.variant_id), ids)


def variants_to_look_at(connection: Connection, name: str, limit: int) -> list[str]:
    """Ids of variants of which a level is to be looked at."""
    question = (
        select(col(LevelRow.variant_id))
        .where(col(LevelRow.connection) == name, col(LevelRow.to_do) == "look")
        .group_by(col(LevelRow.variant_id))
        .order_by(func.min(col(LevelRow.id)))
        .limit(limit)
    )
    return list(connection.execute(question).scalars())


def forget_variants(connection: Connection, name: str, ids: Collection[str]) -> None:
    """The shop has no such variants any more."""
    for some in _chunks(ids):
        for table in (LevelRow, VariantRow):
            gone = (col(table.connection) == name, col(table.variant_id).in_(some))
            connection.execute(delete(table).where(*gone))


def unseen_variants(connection: Connection, name: str, run: int, limit: int) -> list[VariantRow]:
    """Variants that a reading of the whole shop has not met."""
    question = select_rows(VariantRow).where(VariantRow.connection == name, VariantRow.seen_in != run)
    return _rows(connection, question.order_by(col(VariantRow.id)).limit(limit), col(VariantRow.variant_id), None)


def has_times_to_come(connection: Connection, company: str, moment: datetime) -> bool:
    """Whether a balance is said to have been read after it."""
    return bool(connection.scalar(select(exists().where(*_ahead(company, moment)))))


def forget_times_to_come(connection: Connection, company: str, moment: datetime) -> None:
    """Balances that are said to have been read after it are as good as never read."""
    connection.execute(update(BalanceRow).where(*_ahead(company, moment)).values(read_at=EPOCH))


def _ahead(company: str, moment: datetime) -> tuple[ColumnElement[bool], ...]:
    return col(BalanceRow.company) == company, col(BalanceRow.read_at) > moment


def forget_other_places(connection: Connection, name: str, places: Collection[str]) -> None:
    """Levels at locations that the connection no longer writes."""
    others = (col(LevelRow.connection) == name, col(LevelRow.location_id).not_in(places))
    connection.execute(delete(LevelRow).where(*others))


def change_variants(connection: Connection, rows: Sequence[Values]) -> None:
    """Columns of variants, each row with its `id`; all rows with the same columns."""
    update_rows(connection, VariantRow, rows)


def change_levels(connection: Connection, rows: Sequence[Values]) -> None:
    """Columns of levels, each row with its `id`; all rows with the same columns."""
    update_rows(connection, LevelRow, rows)


def count_drift(connection: Connection, name: str) -> tuple[int, datetime | None]:
    """How many levels show something else than they should, and since when the oldest does."""
    question = select(func.count(), func.min(col(LevelRow.drift_since))).where(
        col(LevelRow.connection) == name, col(LevelRow.drift_since).is_not(None)
    )
    count, oldest = connection.execute(question).one()
    return int(count), oldest


def inventory_names(connection: Connection) -> list[str]:
    """Connections whose shop has been read."""
    question = select(col(VariantRow.connection)).distinct().order_by(col(VariantRow.connection))
    return list(connection.execute(question).scalars())


def drift_by_connection(connection: Connection) -> dict[str, int]:
    """How many levels of each connection show something else than they should."""
    question = (
        select(col(LevelRow.connection), func.count())
        .where(col(LevelRow.drift_since).is_not(None))
        .group_by(col(LevelRow.connection))
    )
    return {name: int(count) for name, count in connection.execute(question)}


def alarms_by_connection(connection: Connection) -> dict[str, str]:
    """What is wrong with inventories, in words."""
    question = select(col(StockRow.connection), col(StockRow.alarm)).where(col(StockRow.alarm) != "")
    return {row.connection: row.alarm for row in connection.execute(question)}


def _rows(connection: Connection, question: Any, column: Any, wanted: Collection[str] | None) -> list[Any]:
    """Plain rows with the table's columns: of tens of thousands, objects that the session watches cost twice as much.

    In chunks where some are wanted: a statement takes only so many values.
    """
    table: Any = inspect(question.column_descriptions[0]["entity"]).local_table
    plain = question.with_only_columns(*table.c)
    if wanted is None:
        return list(connection.execute(plain))
    return [row for some in _chunks(wanted) for row in connection.execute(plain.where(column.in_(some)))]


def _chunks(values: Collection[str]) -> Iterable[list[str]]:
    listed = list(values)
    return (listed[start : start + AT_ONCE] for start in range(0, len(listed), AT_ONCE))
