"""Siigo (Siigo Nube, API v1, Colombia): documents of sales, products and their stock. See README.md for its quirks."""

from collections.abc import Callable
from datetime import datetime

import requests

from connector.ledgers.siigo.ledger import SiigoLedger
from connector.ledgers.siigo.offline import compose_credit_note_offline, compose_offline
from connector.ledgers.siigo.probing import probe
from connector.ledgers.siigo.product_schema import PRODUCT as PRODUCT_SCHEMA
from connector.ledgers.siigo.schema import SCHEMAS
from connector.ledgers.siigo.settings import Settings
from connector.ledgers.siigo.stock import SiigoStock
from connector.ports import Ledger, Outbox, Pace
from connector.stock_ports import StockLedger

__all__ = [
    "PRODUCT_SCHEMA",
    "SCHEMAS",
    "Settings",
    "compose_credit_note_offline",
    "compose_offline",
    "open_ledger",
    "open_stock",
    "probe",
]


def open_ledger(
    settings: Settings, *, session: requests.Session, pace: Pace, now: Callable[[], datetime], outbox: Outbox | None
) -> Ledger:
    """A ledger over checked settings. Makes no call yet; tokens and catalogues are shared within the process."""
    del outbox  # each document goes by itself
    return SiigoLedger(settings, session=session, pace=pace, now=now)


def open_stock(
    settings: Settings, *, session: requests.Session, pace: Pace, now: Callable[[], datetime]
) -> StockLedger:
    """The company's products and balances. Makes no call yet; signed in together with the ledger."""
    return SiigoStock(settings, session=session, pace=pace, now=now)
