"""Siigo (Siigo Nube, API v1, Colombia): customers and sales invoices. See README.md for its quirks."""

from collections.abc import Callable
from datetime import datetime

import requests

from connector.ledgers.siigo.ledger import SiigoLedger
from connector.ledgers.siigo.offline import compose_credit_note_offline, compose_offline
from connector.ledgers.siigo.probing import probe
from connector.ledgers.siigo.schema import SCHEMAS
from connector.ledgers.siigo.settings import Settings
from connector.ports import Ledger, Pace

__all__ = ["SCHEMAS", "Settings", "compose_credit_note_offline", "compose_offline", "open_ledger", "probe"]


def open_ledger(settings: Settings, *, session: requests.Session, pace: Pace, now: Callable[[], datetime]) -> Ledger:
    """A ledger over checked settings. Makes no call yet; tokens and catalogues are shared within the process."""
    return SiigoLedger(settings, session=session, pace=pace, now=now)
