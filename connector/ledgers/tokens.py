"""Access tokens: one sign-in for all threads, renewed early, and once for each token that was refused.

Neither Siigo refreshes a token: it is only asked for again (siigo-api.md 3, seed 000).
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


def token_in(answer: object, *, now: datetime, usual_seconds: int) -> Token | None:
    """What a sign-in was answered with; None without a token. `usual_seconds`: its life where the answer says none."""
    fields = answer if isinstance(answer, dict) else {}
    text, seconds = fields.get("access_token"), fields.get("expires_in")
    if not isinstance(text, str) or not text:
        return None
    life = seconds if isinstance(seconds, int) and seconds > 0 else usual_seconds
    return Token(text=text, expires_at=now + timedelta(seconds=life))


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenKey:
    """Whose token: the hash of the secret is part of it, so that a rotated one never meets an old token."""

    address: str
    username: str
    secret_hash: str

    @classmethod
    def of(cls, address: str, username: str, secret: str) -> "TokenKey":
        return cls(address=address, username=username, secret_hash=hashlib.sha256(secret.encode()).hexdigest())


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
        """A token good for five minutes more. `refused` is the token that was just answered with 401.

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
