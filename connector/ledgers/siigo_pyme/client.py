"""HTTP with the bridge: one POST, its answer as it came or one of our errors. Never retries."""

import requests

from connector import json_text
from connector.errors import RemoteUnavailable
from connector.http import call, error_of, retry_after
from connector.ledgers.siigo_pyme.settings import Settings
from connector.ledgers.values import Fields
from connector.messages import say
from connector.ports import Pace

SIDE = "Siigo Pyme (iFactory)"

NOT_ENTERED = (401, 403)


class Bridge:
    """Of one company. Safe to share between threads."""

    def __init__(self, settings: Settings, *, session: requests.Session, pace: Pace) -> None:
        self._settings = settings
        self._session = session
        self.pace = pace

    def send(self, request: Fields) -> requests.Response:
        """The answer, whatever it says of the documents; `pace` is the caller's to wait for.

        Raises RemoteUnavailable where nothing was done (no connection, 429, 503, a key that does not enter, which
        somebody changes while documents wait), OutcomeUnknown where nobody knows.
        """
        response = self._call("POST", json_text.write(request).encode(), self._settings.read_seconds)
        status = response.status_code
        if status in NOT_ENTERED:
            words, pause = say("siigo_pyme.not_entered", status=status), self._settings.pause_seconds
            raise RemoteUnavailable(words, status=status, code="unauthorized", retry_after=pause)
        if status in (408, 429) or status >= 500 or 300 <= status < 400:
            words = say("siigo_pyme.answered", status=status, message=_shown(response))
            raise error_of(status if status >= 400 else 503, words, retry_after=retry_after(response))
        return response

    def reach(self) -> None:
        """A GET of what takes POST alone: whatever is answered, somebody is there. Raises RemoteError."""
        self.pace()
        self._call("GET", None, 30)

    def _call(self, method: str, body: bytes | None, seconds: int) -> requests.Response:
        key = self._settings.api_key.get_secret_value()
        if not key:
            raise RemoteUnavailable(say("siigo_pyme.is_by_hand"), counts=False)
        return call(
            self._session,
            method,
            f"{self._settings.base_url}{self._settings.path}",
            side=SIDE,
            headers={
                "Content-Type": "application/json",
                "Accept": "application/json",
                "Authorization": f"Bearer {key}",
            },
            body=body,
            read_seconds=seconds,
        )


def _shown(response: requests.Response) -> str:
    return " ".join(response.text[:200].split())
