"""The older Siigo Nube API (seed 000): customers, invoices, cash receipts, products and balances. Quirks: README.md."""

from collections.abc import Callable
from datetime import datetime

import requests

from connector.ledgers.siigo_legacy.ledger import SiigoLegacyLedger
from connector.ledgers.siigo_legacy.offline import compose_credit_note_offline, compose_offline
from connector.ledgers.siigo_legacy.product_schema import PRODUCT as PRODUCT_SCHEMA
from connector.ledgers.siigo_legacy.schema import SCHEMAS
from connector.ledgers.siigo_legacy.settings import Settings
from connector.ledgers.siigo_legacy.stock import LegacyStock
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
]


def open_ledger(
    settings: Settings,
    *,
    session: requests.Session,
    pace: Pace,
    now: Callable[[], datetime],
    outbox: Outbox | None = None,
) -> Ledger:
    """A ledger over checked settings. Makes no call yet; nothing waits in an outbox."""
    del outbox
    return SiigoLegacyLedger(settings, session=session, pace=pace, now=now)


def open_stock(
    settings: Settings, *, session: requests.Session, pace: Pace, now: Callable[[], datetime]
) -> StockLedger:
    """The company's products and balances. Makes no call yet; signed in together with the ledger."""
    return LegacyStock(settings, session=session, pace=pace, now=now)
