"""What is known of a connection's shop and its company, as a plan reads it from the database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine

from connector.db.database import reading
from connector.db.runs import last_good_began
from connector.db.stock import balances_of, company_of, levels_of, stock_of, variants_of
from connector.db.stock_tables import BalanceRow, LevelRow, VariantRow
from connector.inventory.connection import StockConnection
from connector.inventory.matching import Match
from connector.json_text import parse


@dataclass(frozen=True, slots=True, kw_only=True)
class Books:
    """What was read of the database to plan."""

    places: Mapping[str, str]
    """The shop's location by its name in the file."""
    variants: Sequence[VariantRow]
    levels: Mapping[str, Mapping[str, LevelRow]]
    """By variant id, then location."""
    balances: Mapping[str, BalanceRow]
    read_from: datetime | None
    """None where the ledger has never been read page by page."""
    last_run: datetime | None
    """When the last run that ended well began."""


def read_books(engine: Engine, connection: StockConnection) -> Books:
    """As they are now."""
    with reading(engine) as database:
        company = company_of(database, connection.ledger.company)
        balances = balances_of(database, connection.ledger.company)
        places = parse(stock_of(database, connection.name).places)
        variants = variants_of(database, connection.name)
        rows = levels_of(database, connection.name)
        last_run = last_good_began(database, connection.name)
    levels: dict[str, dict[str, LevelRow]] = {}
    for row in rows:
        levels.setdefault(row.variant_id, {})[row.location_id] = row
    return Books(
        places=places,
        variants=variants,
        levels=levels,
        balances={row.code: row for row in balances},
        read_from=company.read_from,
        last_run=last_run,
    )


def oldest_of(books: Books, matches: Mapping[str, Match], now: datetime) -> datetime:
    """When the oldest of the balances that matter was read; the others may be those of products long left."""
    codes = {match.code for match in matches.values()} & books.balances.keys()
    return min((books.balances[code].read_at for code in codes), default=now)
