"""What follows from an error, as a pure function: who must act, and when we try again."""

from dataclasses import dataclass

from connector.errors import (
    MappingError,
    OrderHeld,
    OutcomeUnknown,
    RemoteRejected,
    RemoteUnavailable,
)

MAX_TRIES = 120
"""With waits of at most an hour: about five days of the other side being down. Documents whose outcome stays unknown
are given up after `keys.MAX_ATTEMPTS` keys; the count of failures in a row tells nothing of them, since it holds every
look-up in between that failed too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TryAgain:
    """We act: in `seconds`. `tries` is the number of failed tries to write down."""

    seconds: float
    tries: int
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """The merchant acts."""

    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Park:
    """The operator acts."""

    why: str


Verdict = TryAgain | Hold | Park


def decide(error: Exception, *, tries: int, base: float, cap: float, chance: float) -> Verdict:
    """`tries` failed before this one; `chance` in [0, 1) spreads the waits, so that a crowd does not return at once."""
    why = str(error)
    match error:
        case OrderHeld() | MappingError():
            return Hold(why=why)
        case RemoteUnavailable(counts=False):
            return TryAgain(seconds=(error.retry_after or base) + base * chance, tries=tries, why=why)
        case RemoteUnavailable() if tries < MAX_TRIES:
            wait = max(backoff(tries, base, cap, chance), error.retry_after or 0)
            return TryAgain(seconds=wait, tries=tries + 1, why=why)
        case OutcomeUnknown() if tries < MAX_TRIES:
            return TryAgain(seconds=backoff(tries, base, cap, chance), tries=tries + 1, why=why)
        case RemoteRejected():
            return Hold(why=why)
        case _:
            return Park(why=why)


def backoff(tries: int, base: float, cap: float, chance: float) -> float:
    """Seconds: base, doubled each time up to `cap`, of which the second half is left to `chance`."""
    full: float = min(cap, base * (1 << min(tries, 30)))
    return full * (0.5 + chance / 2)
