"""Never twice: which idempotency key a document is sent with, and what must happen before it is sent again. Pure.

Siigo answers a known key with the document it made before, but a 500 may burn the key, and nobody can ask "what became
of my key?" (siigo-api.md 6). Hence, after an answer that does not tell whether a document was made:
(1) the same key once more, (2) look for our marker in the ledger, (3) only then a new key.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

Outcome = Literal["sending", "issued", "refused", "unavailable", "unknown", "lost", "absent", "given_up", "cleared"]
"""unknown: an answer that does not tell. lost: no answer, so that the ledger may still be at it. absent: looked for and
not there. given_up: a person was asked. cleared: looked for again after that, not there."""

MAX_ATTEMPTS = 4
"""Keys that one document may use up before a person must look; as many again after a replay."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One key and what became of it."""

    id: int
    number: int
    key: str
    sends: int
    """Sends whose outcome stayed unknown, plus the one in progress."""
    outcome: Outcome
    """`sending` in the books means: the process died while it sent."""
    started_at: datetime
    """The last send with it."""
    ended_at: datetime | None
    request: str = ""
    """The document as it was sent, JSON."""
    first_sent_at: datetime | None = None
    """None: it was sent once."""
    made_of: str = ""
    """What the books keep beside it, JSON (`issuing.made`)."""

    @property
    def since(self) -> datetime:
        """Nothing that it made is older."""
        return self.first_sent_at or self.started_at

    @property
    def is_open(self) -> bool:
        """Whether the ledger may have made the document without our knowing."""
        was_repeated = self.outcome == "unavailable" and self.sends > 1
        return was_repeated or self.outcome in ("sending", "lost", "unknown")

    @property
    def was_not_carried_out(self) -> bool:
        """Whether the ledger has certainly made nothing of it."""
        return self.outcome in ("refused", "absent", "cleared") or (self.outcome == "unavailable" and self.sends <= 1)


@dataclass(frozen=True, slots=True)
class SendNew:
    """A key never used before."""

    number: int


@dataclass(frozen=True, slots=True)
class SendAgain:
    """The same key once more."""

    attempt: Attempt


@dataclass(frozen=True, slots=True)
class LookUp:
    """Look for the marker in the ledger before anything else."""

    attempt: Attempt


@dataclass(frozen=True, slots=True)
class WaitUntil:
    """Too early: the ledger may still be working on what we sent."""

    moment: datetime


@dataclass(frozen=True, slots=True)
class GiveUp:
    """A person must look; when the order is replayed, we look once more and go on."""

    attempt: Attempt


Move = SendNew | SendAgain | LookUp | WaitUntil | GiveUp


def next_move(
    attempts: Sequence[Attempt],
    now: datetime,
    settle: timedelta,
    in_flight: timedelta,
    *,
    request: str,
    keeps_keys: bool = True,
) -> Move:
    """What to do next for a document that is not linked yet. `attempts` oldest first.

    `settle`: how long after the ledger has finished a look-up that finds nothing can be believed. `in_flight`: how long
    it may go on working on a request whose answer was lost (siigo-api.md 4: it goes on after we hang up). `request`:
    the document as it would be sent now, JSON. A key whose outcome is open is never sent with another one: the ledger
    may have made the first under a key derived from it. A ledger that keeps no keys is looked through before anything
    is sent again that it may have made.
    """
    if not attempts:
        return SendNew(1)
    last = attempts[-1]
    is_fresh = keeps_keys and last.sends <= 1 and last.request == request
    match last.outcome:
        case "absent" if last.number % MAX_ATTEMPTS == 0:
            return GiveUp(last)
        case "refused" | "absent" | "cleared":
            return SendNew(last.number + 1)
        case "sending" | "lost":
            return SendAgain(last) if is_fresh else _look_up(last, last.started_at + in_flight + settle, now)
        case "unavailable" if last.sends <= 1:
            return SendAgain(last)
        case "unknown" | "unavailable":
            ended_at = last.ended_at or last.started_at
            return SendAgain(last) if is_fresh else _look_up(last, ended_at + settle, now)
        case "given_up" | "issued":
            return LookUp(last)


def to_clear(attempt: Attempt, now: datetime, settle: timedelta, in_flight: timedelta) -> Move:
    """What to do about an open attempt at a document that nobody asks for any more."""
    if attempt.outcome in ("sending", "lost"):
        return _look_up(attempt, attempt.started_at + in_flight + settle, now)
    return _look_up(attempt, (attempt.ended_at or attempt.started_at) + settle, now)


def _look_up(attempt: Attempt, ready_at: datetime, now: datetime) -> Move:
    return LookUp(attempt) if now >= ready_at else WaitUntil(ready_at)


def sends_after(attempt: Attempt) -> int:
    """The count to write before sending again: an attempt that was certainly not carried out does not count."""
    return attempt.sends if attempt.outcome == "unavailable" else attempt.sends + 1


def key_of(connection: str, kind: str, source_id: str, number: int) -> str:
    """30 hexadecimal digits, the same for the same document and attempt (siigo-api.md 6: alphanumeric, at most 30)."""
    return hashlib.sha256(f"{connection}\n{kind}\n{source_id}\n{number}".encode()).hexdigest()[:30]


def marker_of(connection: str, kind: str, source_id: str) -> str:
    """Text written into the document, by which it is found again; the same in every attempt."""
    return "ref:" + hashlib.sha256(f"{connection}\n{kind}\n{source_id}".encode()).hexdigest()[:16]
