"""Siigo Pyme through the iFactory bridge: balanced movement rows instead of documents (seed 003). See README.md."""

from collections.abc import Callable
from datetime import datetime

import requests

from connector.ledgers.siigo_pyme.envelope import rows_of
from connector.ledgers.siigo_pyme.fields import HEADINGS
from connector.ledgers.siigo_pyme.ledger import PymeLedger
from connector.ledgers.siigo_pyme.offline import compose_credit_note_offline, compose_offline
from connector.ledgers.siigo_pyme.schema import SCHEMAS
from connector.ledgers.siigo_pyme.settings import Settings
from connector.ports import Ledger, Outbox, Pace

__all__ = [
    "HEADINGS",
    "SCHEMAS",
    "Settings",
    "compose_credit_note_offline",
    "compose_offline",
    "open_ledger",
    "rows_of",
]


def open_ledger(
    settings: Settings,
    *,
    session: requests.Session,
    pace: Pace,
    now: Callable[[], datetime],
    outbox: Outbox | None,
) -> Ledger:
    """A ledger over checked settings. Makes no call yet; without an outbox it composes and issues nothing."""
    return PymeLedger(settings, session=session, pace=pace, now=now, outbox=outbox)
