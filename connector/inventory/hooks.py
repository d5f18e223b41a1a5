"""The ledger's notices that stock has changed: an address that cannot be guessed, subscribed and looked after."""

from datetime import datetime
from secrets import token_urlsafe

from sqlalchemy import Engine

from connector.db.database import reading, writing
from connector.db.stock import claim_hook, company_of, keep_company
from connector.errors import RemoteError
from connector.inventory.connection import StockConnection

PATH = "/stock/"
"""Below the public address; what follows is secret, since the ledger signs nothing (siigo-api.md 17)."""


def watch(engine: Engine, connection: StockConnection, now: datetime) -> None:
    """Subscribed as it should be, or in words why not: without notices the schedule finds every change all the same."""
    if not connection.wants_notices:
        return
    company = connection.ledger.company
    with reading(engine) as database:
        hook = company_of(database, company).hook
    if not hook:
        new = token_urlsafe(24)
        with writing(engine) as database:
            hook = claim_hook(database, company, new)
    try:
        watched = connection.ledger.watch(f"{connection.hook_url.rstrip('/')}{PATH}{hook}")
        is_on, detail = watched.is_on, watched.detail
    except RemoteError as error:
        is_on, detail = False, str(error)
    with writing(engine) as database:
        keep_company(database, company, is_hooked=is_on, hook_detail=detail, hooked_at=now)
