"""Numbers of documents in the outbox: each series without gaps, none twice, and none that belongs to somebody else."""

from sqlalchemy import ColumnElement, Connection, func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import col

from connector.db.outbox_tables import ParcelRow, SeriesRow
from connector.errors import OrderHeld
from connector.messages import say
from connector.model.outbox import Packed

EVERYBODY = ""
"""A series without documents, whose row whoever puts something in holds: one after the other, also on PostgreSQL."""

IS_LEFT = (col(ParcelRow.state) == "withdrawn") & ~col(ParcelRow.is_burnt)
"""Of parcels whose number another may have."""


def begin_series(database: Connection, company: str, name: str, first: int) -> int:
    """Its next number; its row is there, and changed by us alone until the transaction ends."""
    insert = sqlite.insert if database.dialect.name == "sqlite" else postgresql.insert
    made = {"company": company, "name": name, "next_number": first}
    same = {"next_number": col(SeriesRow.next_number)}
    at = [col(SeriesRow.company), col(SeriesRow.name)]
    database.execute(insert(SeriesRow).values(made).on_conflict_do_update(index_elements=at, set_=same))
    return int(database.execute(select(col(SeriesRow.next_number)).where(_is_series(company, name))).scalar_one())


def number_for(database: Connection, company: str, packed: Packed) -> int:
    """What the merchant gives, what was left behind, or the next. Raises OrderHeld where the given one is taken."""
    of_series = (col(ParcelRow.company) == company) & (col(ParcelRow.series) == packed.series)
    if packed.number is not None:
        _free(database, of_series, packed.number)
        _must_be_free(database, of_series, packed)
        return packed.number
    following = begin_series(database, company, packed.series, packed.first_number)
    number = _left_behind(database, of_series, packed.first_number, following)
    if number is None:
        number = _next(database, of_series, max(following, packed.first_number))
        after = {"next_number": number + 1}
        database.execute(update(SeriesRow).where(_is_series(company, packed.series)).values(after))
    _free(database, of_series, number)
    return number


def _left_behind(database: Connection, of_series: ColumnElement[bool], first: int, following: int) -> int | None:
    """The least of those that were passed: one that was given by hand far ahead is nobody's."""
    number = col(ParcelRow.number)
    is_passed = (number >= first) & (number < following)
    return database.execute(select(func.min(number)).where(of_series, IS_LEFT, is_passed)).scalar()


def _next(database: Connection, of_series: ColumnElement[bool], number: int) -> int:
    """From this one on, the first that no document has."""
    while database.execute(select(col(ParcelRow.id)).where(_has(of_series, number), ~IS_LEFT)).first():
        number += 1
    return number


def _free(database: Connection, of_series: ColumnElement[bool], number: int) -> None:
    """Whoever left it has it no more."""
    database.execute(update(ParcelRow).where(_has(of_series, number), IS_LEFT).values(number=None))


def _must_be_free(database: Connection, of_series: ColumnElement[bool], packed: Packed) -> None:
    is_taken = _has(of_series, packed.number or 0)
    other = database.execute(select(col(ParcelRow.order_id)).where(is_taken)).scalar()
    if other is not None:
        raise OrderHeld(say("outbox.number_taken", name=f"{packed.series}-{packed.number}", order=other))


def _has(of_series: ColumnElement[bool], number: int) -> ColumnElement[bool]:
    return of_series & (col(ParcelRow.number) == number)


def _is_series(company: str, name: str) -> ColumnElement[bool]:
    return (col(SeriesRow.company) == company) & (col(SeriesRow.name) == name)
