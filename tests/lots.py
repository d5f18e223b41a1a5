"""What is shown in small every day: by a lot that is always the same; with CONNECTOR_TEST_EVERYTHING=1 all of it."""

import os
from zlib import crc32

from tests import postgres

EVERYTHING = os.environ.get("CONNECTOR_TEST_EVERYTHING") == "1"
"""Whether what is shown in small every day is shown whole: in many more minutes."""


def by_lot(name: str, of: int = 2) -> int:
    """From 0, always the same for this name."""
    return crc32(name.encode()) % of


def database_of(test: str) -> str:
    """The kind of database that is this test's lot; SQLite where there is no PostgreSQL."""
    return "sqlite" if postgres.programs() is None else ("sqlite", "postgresql")[by_lot(test)]
