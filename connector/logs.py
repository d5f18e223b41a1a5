"""One line an event, to standard error, without personal data: order ids and states, never names, mails or bodies."""

import logging
import sys


def start(level: str) -> None:
    """Set up logging for a process of ours. Calling it again changes only the level."""
    logging.basicConfig(
        level=level,
        stream=sys.stderr,
        format="%(asctime)s %(levelname)s %(name)s %(message)s",
        datefmt="%Y-%m-%dT%H:%M:%S%z",
    )
    logging.getLogger().setLevel(level)
    logging.getLogger("dbos").setLevel(logging.ERROR)
    for noisy in ("apscheduler", "alembic", "waitress", "werkzeug", "urllib3"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
