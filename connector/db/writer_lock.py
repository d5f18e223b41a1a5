"""One writer of a file at a time, over threads and processes; nobody waits longer than asked."""

import fcntl
import os
import threading
import time
from concurrent.futures import Future


class WriterLock:
    """Threads stand in a row of their own, so that one a process waits for the other processes."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._threads = threading.Lock()
        self._held = -1

    def take(self, seconds: float) -> None:
        """Raises TimeoutError when it is not ours after `seconds`, OSError when the file cannot be opened."""
        end = time.monotonic() + seconds
        if not self._threads.acquire(timeout=seconds):
            raise TimeoutError(self._file)
        try:
            self._held = _locked(self._file, end)
        finally:
            if self._held < 0:
                self._threads.release()

    def give(self) -> None:
        """Let the next one in. Only by who took it, once."""
        held, self._held = self._held, -1
        fcntl.flock(held, fcntl.LOCK_UN)
        os.close(held)
        self._threads.release()


def _locked(file: str, end: float) -> int:
    """An open file that holds the lock."""
    opened = os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        _wait(opened, end)
    return opened


def _wait(opened: int, end: float) -> None:
    """`flock` has no time-out, so a thread waits in it. Asking again and again instead would let a busy neighbour,
    which is back sooner than we ask, go first a hundred times."""
    turn: Future[None] = Future()
    threading.Thread(target=_wait_in_kernel, args=(opened, turn), daemon=True).start()
    try:
        turn.result(max(end - time.monotonic(), 0))
    except OSError:
        if not turn.cancel():  # it came in the last moment
            os.close(opened)
        raise


def _wait_in_kernel(opened: int, turn: Future[None]) -> None:
    failed: OSError | None = None
    try:
        fcntl.flock(opened, fcntl.LOCK_EX)
    except OSError as error:
        failed = error
    if not turn.set_running_or_notify_cancel():
        os.close(opened)  # nobody waits any more
    elif failed:
        turn.set_exception(failed)
    else:
        turn.set_result(None)
