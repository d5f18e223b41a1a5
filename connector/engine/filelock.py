"""SQLite: one worker a database file, held by a lock on a file beside it."""

import fcntl
import os
from typing import TextIO

from sqlalchemy import Engine


class AnotherWorker(Exception):
    """A worker already runs on this SQLite file."""


class FileLock:
    """Held until the process ends."""

    def __init__(self, engine: Engine) -> None:
        self._name = f"{engine.url.database}.worker"
        self._held: TextIO | None = None

    def take(self) -> None:
        """Raises AnotherWorker."""
        self._held = open(self._name, "w", encoding="ascii")  # noqa: SIM115 - held as long as the process lives
        try:
            fcntl.flock(self._held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AnotherWorker(self._name) from None

    @property
    def is_held(self) -> bool:
        """False when somebody removed the file: then another worker may hold a new one of that name."""
        try:
            return self._held is not None and os.fstat(self._held.fileno()).st_ino == os.stat(self._name).st_ino
        except OSError:
            return False
