"""HTTP with the older Siigo Nube API: signs in, paces every request, makes JSON or one of our errors of each answer.

Never retries; the one exception is a 401, which means "not executed": the token is renewed once and the request sent
again.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from urllib.parse import quote, urlencode

import requests

from connector import json_text
from connector.errors import RemoteError, RemoteRejected, RemoteUnavailable
from connector.http import call
from connector.ledgers.lost_answers import answer_may_be_lost, json_in
from connector.ledgers.siigo_legacy.answers import LegacyRejected, error_of, faults_of
from connector.ledgers.siigo_legacy.settings import Settings
from connector.ledgers.tokens import TOKENS, Token, TokenKey, Tokens, token_in
from connector.messages import say
from connector.ports import Pace

SIDE = "Siigo Nube"
SIGN_IN_READ_SECONDS = 30
DEFAULT_LIFE_SECONDS = 3600
"""Of a token whose answer does not say: what most servers of this kind give."""


class LegacyClient:
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
        self._paths = settings.all_paths
        self._session = session
        self._pace = pace
        self._now = now
        self._tokens = tokens
        self._key = TokenKey.of(settings.sign_in_url, settings.username, settings.password.get_secret_value())

    def get(self, name: str, **params: str) -> object:
        """JSON of the answer, None where it is empty. `name` as in `paths.py`; an `id` goes into the path.

        Raises RemoteUnavailable or RemoteRejected, never OutcomeUnknown.
        """
        return _json(self._answer("GET", name, params), is_repeatable=True)

    def post(self, name: str, body: Mapping[str, object], *, is_repeatable: bool = False) -> object:
        """JSON of the answer. Nothing makes a POST safe to send twice unless the caller knows better.

        Raises RemoteError: OutcomeUnknown where the document may have been made all the same.
        """
        answer = self._answer("POST", name, {}, body=body, is_repeatable=is_repeatable)
        return _json(answer, is_repeatable=is_repeatable)

    def rows(self, name: str, *, knows_pages: bool = True, **params: str) -> Iterator[object]:
        """Every row of a list: page after page until an empty one.

        A 204, and after the first page a 404, is the end too (some companies were seen to send them). Without
        `knows_pages` the same page again is the end, of a list that is given whole each time. Raises RemoteUnavailable
        for what is no list, RemoteRejected for a list that does not end.
        """
        before: object = None
        for number in range(self._settings.lookup_pages):
            page = self._page(name, number, params)
            if not page:
                return
            if page == before:
                if not knows_pages:
                    return
                raise RemoteUnavailable(say("siigo_legacy.same_page", path=name, number=number))
            yield from page
            before = page
        raise RemoteRejected(say("siigo_legacy.endless", path=name, pages=self._settings.lookup_pages), code="pages")

    def sign_in(self) -> None:
        """Make sure that there is a token. Raises RemoteError."""
        self._token()

    def _page(self, name: str, number: int, params: Mapping[str, str]) -> list[object]:
        """What is no list must not pass for an empty one: a look-up that finds nothing makes us issue again."""
        try:
            answer = self._answer("GET", name, {"numberPage": str(number), **params})
        except LegacyRejected as refused:
            if number and refused.status == 404:
                return []
            raise
        if answer.status_code == 204:
            return []
        page = _json(answer, is_repeatable=True)
        if not isinstance(page, list):
            raise RemoteUnavailable(say("siigo_legacy.no_list", path=name))
        return page

    def _answer(
        self,
        method: str,
        name: str,
        params: Mapping[str, str],
        *,
        body: Mapping[str, object] | None = None,
        is_repeatable: bool = False,
    ) -> requests.Response:
        """One that says that the call was carried out. Raises RemoteError."""
        is_repeatable = is_repeatable or method == "GET"
        token = self._token()
        response = self._send(method, name, token, params, body, is_repeatable)
        if response.status_code == 401:
            response = self._send(method, name, self._token(refused=token), params, body, is_repeatable)
        if response.status_code == 401:
            raise _unauthorized(response)
        if response.status_code >= 300:
            raise error_of(response.status_code, response.headers, response.content, is_repeatable=is_repeatable)
        return response

    def _send(
        self,
        method: str,
        name: str,
        token: str,
        params: Mapping[str, str],
        body: Mapping[str, object] | None,
        is_repeatable: bool,
    ) -> requests.Response:
        self._pace()
        with answer_may_be_lost(is_repeatable=is_repeatable):
            return call(
                self._session,
                method,
                self._url(name, params),
                side=SIDE,
                headers=self._headers(token),
                params={key: value for key, value in params.items() if key != "id"}
                | {"namespace": self._settings.namespace},
                body=None if body is None else json_text.write(body).encode(),
                read_seconds=self._settings.read_seconds,
            )

    def _url(self, name: str, params: Mapping[str, str]) -> str:
        path = self._paths[name].replace("{id}", quote(params.get("id", ""), safe=""))
        return f"{self._settings.base_url}/{path}"

    def _headers(self, token: str) -> dict[str, str]:
        key = self._settings.subscription_key
        return {
            "Content-Type": "application/json",
            "Authorization": token if self._settings.scheme == "none" else f"{self._settings.scheme} {token}",
            **({"Ocp-Apim-Subscription-Key": key.get_secret_value()} if key else {}),
        }

    def _token(self, refused: str = "") -> str:
        return self._tokens.token(self._key, self._sign_in, now=self._now(), refused=refused)

    def _sign_in(self) -> Token:
        self._pace()
        response = self._post_credentials()
        if response.status_code in (400, 401, 403):
            raise _unauthorized(response)
        if response.status_code >= 300:
            raise error_of(response.status_code, response.headers, response.content, is_repeatable=True)
        answer = _json(response, is_repeatable=True)
        token = token_in(answer, now=self._now(), usual_seconds=DEFAULT_LIFE_SECONDS)
        if token is None:
            raise RemoteUnavailable(say("siigo_legacy.no_token"), status=response.status_code)
        return token

    def _post_credentials(self) -> requests.Response:
        """Signing in twice harms nothing, so a lost answer means "try again"."""
        settings = self._settings
        form = {
            "grant_type": "password",
            "username": settings.username,
            "password": settings.password.get_secret_value(),
            "scope": settings.scope,
        }
        with answer_may_be_lost(is_repeatable=True):
            return call(
                self._session,
                "POST",
                settings.sign_in_url,
                side=SIDE,
                headers={
                    "Content-Type": "application/x-www-form-urlencoded",
                    "Authorization": f"Basic {settings.basic.get_secret_value()}",
                },
                body=urlencode(form).encode(),
                read_seconds=SIGN_IN_READ_SECONDS,
            )


def _unauthorized(response: requests.Response) -> RemoteError:
    """What people have to do is in the settings; a token server answers 400 for a wrong user (OAuth 2)."""
    fault = faults_of(response.status_code, response.content)[0]
    words = say("siigo_legacy.unauthorized", found=fault.message or fault.code)
    return RemoteRejected(words, status=response.status_code, code="unauthorized")


def _json(response: requests.Response, *, is_repeatable: bool) -> object:
    """None for an empty answer to what may be asked again."""
    if not response.content.strip() and is_repeatable:
        return None
    return json_in(response, "siigo_legacy.not_json", is_repeatable=is_repeatable)
