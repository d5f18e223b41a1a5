"""HTTP with Siigo v1: signs in, paces every request, makes JSON or one of our errors of each answer. Never retries.

The one exception is a 401, which means "not executed": the token is renewed once and the request sent again.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import parse_qsl, urlsplit

import requests

from connector import json_text
from connector.errors import OutcomeUnknown, RemoteError, RemoteRejected, RemoteUnavailable
from connector.http import call
from connector.ledgers.lost_answers import answer_may_be_lost, json_in
from connector.ledgers.siigo.answers import error_of, faults_of
from connector.ledgers.siigo.settings import Settings
from connector.ledgers.tokens import TOKENS, Token, TokenKey, Tokens, token_in
from connector.messages import say
from connector.ports import Pace

SIDE = "Siigo"
NOT_JSON = "siigo.not_json"
SIGN_IN_READ_SECONDS = 30
DEFAULT_LIFE_SECONDS = 86400
"""Siigo's `expires_in` is in seconds, though its documentation says milliseconds (siigo-api.md 3)."""

PAGE_SIZE = 100
MAX_PAGES = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One answer to a list."""

    rows: Sequence[object]
    following: int
    """The number of the next page; 0 with the last one, and where Siigo sends a plain array."""
    total: int | None
    """Rows of the whole list, where the answer says it."""
    size: int
    """Rows that a page has, which need not be what was asked for (siigo-api.md 7)."""


class SiigoClient:
    """One company's API. Safe to share between threads."""

    def __init__(
        self,
        settings: Settings,
        *,
        session: requests.Session,
        pace: Pace,
        now: Callable[[], datetime],
        tokens: Tokens = TOKENS,
    ) -> None:
        self._settings = settings
        self._session = session
        self._pace = pace
        self._now = now
        self.skew = timedelta()
        """Our clock less Siigo's, as its last answer shows."""
        self._tokens = tokens
        self._key = TokenKey.of(settings.base_url, settings.username, settings.access_key.get_secret_value())

    def get(self, path: str, **params: str) -> object:
        """JSON of `/v1/<path>`. Raises RemoteUnavailable or RemoteRejected, never OutcomeUnknown."""
        return self._ask("GET", path, params=params)

    def post(self, path: str, body: Mapping[str, object], *, key: str = "") -> object:
        """JSON of the answer. `key`: the Idempotency-Key, at most 30 letters and digits. Raises RemoteError."""
        headers = {"Idempotency-Key": key} if key else {}
        return self._ask("POST", path, body=body, headers=headers)

    def put(self, path: str, body: Mapping[str, object]) -> object:
        """JSON of the answer. A PUT replaces everything (siigo-api.md 8), so it is repeatable like a GET."""
        return self._ask("PUT", path, body=body)

    def delete(self, path: str) -> object:
        """JSON of the answer. Deleting what is gone is refused with 404, so it is repeatable too."""
        return self._ask("DELETE", path)

    def act(self, path: str) -> object:
        """A POST without a body that changes a state: done twice it is done once, so its outcome is never unknown."""
        try:
            return self._ask("POST", path)
        except OutcomeUnknown as error:
            raise RemoteUnavailable(str(error), status=error.status, code=error.code) from error

    def rows(self, path: str, **params: str) -> Iterator[dict[str, object]]:
        """The objects of a list, which Siigo sends as an array or as pages that are linked by `_links.next.href`."""
        page = self.page(path, **params)
        for _ in range(MAX_PAGES):
            yield from (row for row in page.rows if isinstance(row, dict))
            if not page.following:
                return
            page = self.page(path, **{**params, "page": str(page.following)})
        raise RemoteRejected(say("siigo.endless", path=path, pages=MAX_PAGES), code="pages")

    def page(self, path: str, **params: str) -> Page:
        """One page of a list, or all of a list that comes as an array. Raises as `get` does."""
        answer = self.get(path, **params)
        return Page(
            rows=_results(answer, path),
            following=_next_page(answer),
            total=_counted(answer, "total_results"),
            size=_counted(answer, "page_size") or PAGE_SIZE,
        )

    def sign_in(self) -> None:
        """Make sure that there is a token. Raises RemoteError."""
        self._token()

    def _ask(
        self,
        method: str,
        path: str,
        *,
        params: Mapping[str, str] | None = None,
        body: Mapping[str, object] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> object:
        token = self._token()
        response = self._send(method, path, token, params, body, headers)
        if response.status_code == 401:
            response = self._send(method, path, self._token(refused=token), params, body, headers)
        if response.status_code == 401:
            raise self._unauthorized(response)
        is_repeatable = method != "POST"
        if response.status_code >= 300:
            raise error_of(response.status_code, response.headers, response.content, is_repeatable=is_repeatable)
        return json_in(response, NOT_JSON, is_repeatable=is_repeatable)

    def _send(
        self,
        method: str,
        path: str,
        token: str,
        params: Mapping[str, str] | None,
        body: Mapping[str, object] | None,
        headers: Mapping[str, str] | None,
    ) -> requests.Response:
        self._pace()
        with answer_may_be_lost(is_repeatable=method != "POST"):
            response = call(
                self._session,
                method,
                f"{self._settings.base_url}/v1/{path}",
                side=SIDE,
                headers={**self._headers(), "Authorization": f"Bearer {token}", **(headers or {})},
                params=params,
                body=None if body is None else json_text.write(body).encode(),
                read_seconds=self._settings.read_seconds,
            )
        self._compare_clocks(response)
        return response

    def _token(self, refused: str = "") -> str:
        return self._tokens.token(self._key, self._sign_in, now=self._now(), refused=refused)

    def _sign_in(self) -> Token:
        self._pace()
        credentials = {
            "username": self._settings.username,
            "access_key": self._settings.access_key.get_secret_value(),
        }
        response = self._post_auth(json_text.write(credentials).encode())
        if response.status_code == 401:
            raise self._unauthorized(response)
        if response.status_code >= 300:
            raise error_of(response.status_code, response.headers, response.content, is_repeatable=True)
        answer = json_in(response, NOT_JSON, is_repeatable=True)
        token = token_in(answer, now=self._now(), usual_seconds=DEFAULT_LIFE_SECONDS)
        if token is None:
            raise RemoteUnavailable(say("siigo.no_token"), status=response.status_code)
        return token

    def _post_auth(self, body: bytes) -> requests.Response:
        """Signing in twice harms nothing, so a lost answer means "try again"."""
        url = f"{self._settings.base_url}/auth"
        with answer_may_be_lost(is_repeatable=True):
            response = call(
                self._session,
                "POST",
                url,
                side=SIDE,
                headers=self._headers(),
                body=body,
                read_seconds=SIGN_IN_READ_SECONDS,
            )
        self._compare_clocks(response)
        return response

    def _compare_clocks(self, response: requests.Response) -> None:
        try:
            theirs = parsedate_to_datetime(response.headers.get("Date", "")).replace(tzinfo=UTC)
        except ValueError:
            return
        self.skew = self._now() - theirs

    def _headers(self) -> dict[str, str]:
        return {"Content-Type": "application/json", "Partner-Id": self._settings.partner_id}

    def _unauthorized(self, response: requests.Response) -> RemoteError:
        fault = faults_of(401, response.headers, response.content)[0]
        words = say("siigo.unauthorized", found=fault.message or fault.code)
        return RemoteRejected(words, status=401, code="unauthorized")


def _results(page: object, path: str) -> list[object]:
    """What is no list must not pass for an empty one: a look-up that finds nothing makes us issue again."""
    rows = page.get("results", page) if isinstance(page, dict) else page
    if rows is None and page is not None:
        return []
    if not isinstance(rows, list):
        raise RemoteUnavailable(say("siigo.no_list", path=path))
    return rows


def _next_page(page: object) -> int:
    """The number in `_links.next.href` (`__links` in the SDK); only the number: no answer sends us elsewhere."""
    if not isinstance(page, dict):
        return 0
    links = page.get("_links") or page.get("__links")
    following = links.get("next") if isinstance(links, dict) else None
    href = following.get("href") if isinstance(following, dict) else None
    query = parse_qsl(urlsplit(href).query) if isinstance(href, str) else []
    numbers = (int(value) for name, value in query if name == "page" and value.isdecimal() and len(value) < 10)
    return next(numbers, 0)


def _counted(page: object, name: str) -> int | None:
    """A number of `pagination`; None where it is not there."""
    pagination = page.get("pagination") if isinstance(page, dict) else None
    number = pagination.get(name) if isinstance(pagination, dict) else None
    return number if isinstance(number, int) and not isinstance(number, bool) and number >= 0 else None
