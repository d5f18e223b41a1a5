"""The ledger's notices of stock changes: a secret address, whose body is not believed and not even read through.

Answers: 200 noted, 404 for an address that is none, 503 when it could not be noted. What is noted is that balances are
to be read soon; a notice that is lost costs time until the next scheduled run, and nothing else.
"""

import logging

from flask import Blueprint, current_app
from sqlalchemy.exc import SQLAlchemyError

from connector import clock
from connector.db.database import reading
from connector.db.stock import company_by_hook
from connector.inventory.hooks import PATH
from connector.inventory.wanting import want_after_change
from connector.wiring import Installation

log = logging.getLogger("connector.notices")
notices = Blueprint("notices", __name__)


@notices.post(f"{PATH}<hook>")
def notice(hook: str) -> tuple[str, int]:
    """One notice, of whichever product."""
    installation: Installation = current_app.extensions["connector"]
    try:
        with reading(installation.engine) as database:
            company = company_by_hook(database, hook)
        if not company:
            return "unknown address\n", 404
        concerned = [one for one in installation.connections.stocks() if one.ledger.company == company]
        want_after_change(installation.engine, concerned, clock.now())
    except (SQLAlchemyError, OSError) as error:
        log.error("notice not kept: %s", type(error).__name__)
        return "not noted\n", 503
    return "", 200
