"""Siigo's access token: one sign-in for all threads, renewed early, and once for each token that was refused.

Tokens live 24 hours and cannot be refreshed, only asked for again (siigo-api.md 3).
"""

import hashlib
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

EARLY = timedelta(minutes=5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    text: str = field(repr=False)
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenKey:
    """Whose token: the hash of the access key is part of it, so that a rotated key never meets an old token."""

    base_url: str
    username: str
    key_hash: str

    @classmethod
    def of(cls, base_url: str, username: str, access_key: str) -> "TokenKey":
        return cls(base_url=base_url, username=username, key_hash=hashlib.sha256(access_key.encode()).hexdigest())


@dataclass(slots=True)
class _Slot:
    lock: threading.Lock = field(default_factory=threading.Lock)
    token: Token | None = None


class Tokens:
    """Tokens by owner, safe for many threads. Whoever comes while another one signs in waits for that token."""

    def __init__(self) -> None:
        self._slots: dict[TokenKey, _Slot] = {}
        self._lock = threading.Lock()

    def token(self, key: TokenKey, sign_in: Callable[[], Token], *, now: datetime, refused: str = "") -> str:
        """A token good for five minutes more. `refused` is the token that Siigo has just answered 401 to.

        Raises what `sign_in` raises.
        """
        slot = self._slot(key)
        with slot.lock:
            held = slot.token
            if held is None or held.text == refused or held.expires_at - EARLY <= now:
                held = slot.token = sign_in()
            return held.text

    def _slot(self, key: TokenKey) -> _Slot:
        with self._lock:
            return self._slots.setdefault(key, _Slot())


TOKENS = Tokens()
"""Of this process; shared by every connection to the same company."""
