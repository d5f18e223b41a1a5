"""Work of several threads in one durable commit: on SQLite writers stand in a row anyway, so they may share it."""

import threading
from collections.abc import Callable, Sequence

from sqlalchemy import Connection, Engine

from connector.db.database import writing

Piece = Callable[[Connection], object]


class _Job:
    def __init__(self, piece: Piece) -> None:
        self.piece = piece
        self.is_done = False
        self.error: BaseException | None = None


class Together:
    """`write(piece)` returns when the piece is committed, and raises what it raised; then nothing of it was written.

    The first thread whose turn it is takes along all that wait. When a shared commit fails, each piece is tried alone,
    so that one that is bad takes no other with it.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._waiting: list[_Job] = []
        self._mutex = threading.Lock()
        self._turn = threading.Lock()

    def write(self, piece: Piece) -> None:
        job = _Job(piece)
        with self._mutex:
            self._waiting.append(job)
        with self._turn:
            if not job.is_done:
                with self._mutex:
                    batch, self._waiting = self._waiting, []
                self._commit(batch)
        if job.error:
            raise job.error

    def _commit(self, batch: Sequence[_Job]) -> None:
        has_begun = False
        try:
            with writing(self._engine) as connection:
                has_begun = True
                for job in batch:
                    job.piece(connection)
        except BaseException as error:
            if has_begun and len(batch) > 1:
                for job in batch:
                    self._commit([job])
            else:  # nobody's own fault when it could not even begin: waiting again one by one helps nobody
                for job in batch:
                    job.error = error
        for job in batch:
            job.is_done = True
