"""Where the Admin API token comes from: a permanent one, or one of 24 hours asked for again in time.

At most one thread asks at a time; the others wait for its token.
"""

from collections.abc import Callable
from threading import Lock
from time import monotonic
from typing import Protocol
from urllib.parse import urlencode

import requests

from connector.errors import OutcomeUnknown, RemoteRejected, RemoteUnavailable
from connector.http import call, error_of
from connector.json_text import NotJson, parse
from connector.messages import say

EARLY = 300
"""Seconds before its end at which a token is renewed, so that none ends on the way."""


class Tokens(Protocol):
    def current(self) -> str:
        """A token that should work. Raises RemoteError."""

    def renewed(self, refused: str) -> str | None:
        """Another token than `refused`, which got a 401; None when there is no other. Raises RemoteError."""


class PermanentToken:
    """A `shpat_` token of a custom app made in the shop's admin before 2026."""

    def __init__(self, token: str) -> None:
        self._token = token

    def current(self) -> str:
        return self._token

    def renewed(self, refused: str) -> str | None:
        return self._token if self._token != refused else None


class ClientCredentials:
    """Tokens by the client credentials grant (store-protocols.md 6.2). Safe to share between threads.

    `now` is seconds of any clock that never goes back.
    """

    def __init__(
        self,
        session: requests.Session,
        *,
        url: str,
        client_id: str,
        client_secret: str,
        now: Callable[[], float] = monotonic,
    ) -> None:
        self._session = session
        self._url = f"{url}/admin/oauth/access_token"
        self._form = urlencode(
            {"grant_type": "client_credentials", "client_id": client_id, "client_secret": client_secret}
        ).encode()
        self._now = now
        self._lock = Lock()
        self._token = ""
        self._ends_at = 0.0

    def current(self) -> str:
        with self._lock:
            if not self._token or self._now() >= self._ends_at - EARLY:
                self._ask()
            return self._token

    def renewed(self, refused: str) -> str | None:
        """Asks only if no other thread has done so since `refused` was handed out."""
        with self._lock:
            if self._token == refused:
                self._ask()
            return self._token

    def _ask(self) -> None:
        asked_at = self._now()
        answer = self._answer()
        if answer.status_code >= 300:
            message = say("shopify.no_token", status=answer.status_code)
            error = error_of(answer.status_code, message)
            if isinstance(error, OutcomeUnknown):  # another token does no harm
                raise RemoteUnavailable(message, status=answer.status_code)
            raise error
        token, seconds = _read(answer.content)
        self._token, self._ends_at = token, asked_at + seconds

    def _answer(self) -> requests.Response:
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        try:
            return call(self._session, "POST", self._url, side="Shopify", headers=form, body=self._form)
        except OutcomeUnknown as error:
            raise RemoteUnavailable(str(error)) from error


def _read(body: bytes) -> tuple[str, int]:
    try:
        fields = parse(body)
    except NotJson:
        fields = None
    if isinstance(fields, dict):
        token, seconds = fields.get("access_token"), fields.get("expires_in")
        if isinstance(token, str) and token and isinstance(seconds, int):
            return token, seconds
    raise RemoteRejected(say("shopify.token_unreadable"))
