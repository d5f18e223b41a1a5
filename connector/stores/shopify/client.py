"""Shopify's GraphQL Admin API: one document out, its data back, or one of our errors. Never retries.

Errors stand in three places (store-protocols.md 6.3): the HTTP status, top-level `errors` with HTTP 200, and
`userErrors` of mutations. A read may be repeated, and so may our mutations, which say how something shall be or have
a key of their own: an outcome that is unknown is just "not now".
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING
from importlib.resources import files
from typing import Any

import requests

from connector.errors import OutcomeUnknown, RemoteRejected, RemoteUnavailable
from connector.http import call
from connector.json_text import NotJson, parse, write
from connector.messages import say
from connector.pauses import LONGEST, seconds_in
from connector.stores.shopify.points import Points, cost_of
from connector.stores.shopify.tokens import Tokens

SIDE = "Shopify"

_ADVICE = {
    401: "shopify.status_401",
    402: "shopify.status_402",
    403: "shopify.status_403",
    404: "shopify.status_404",
    423: "shopify.status_423",
}


@dataclass(frozen=True, slots=True)
class Answer:
    data: Mapping[str, Any]
    api_version: str
    """The version that served the request; another than the one asked for when that one is no longer supported."""


class Client:
    """Safe to share between threads as long as nobody changes the session."""

    def __init__(
        self, session: requests.Session, *, url: str, api_version: str, tokens: Tokens, points: Points | None = None
    ) -> None:
        self._session = session
        self._url = f"{url}/admin/api/{api_version}/graphql.json"
        self._tokens = tokens
        self._points = points or Points()

    def query(self, document: str, variables: Mapping[str, object], *, optional: Collection[str] = ()) -> Answer:
        """Run `queries/<document>.graphql`. Fields named in `optional` may be denied to us and come back null.

        Raises RemoteUnavailable (throttled: with `retry_after`), RemoteRejected saying what to do, also for the
        `userErrors` of any mutation in the document.
        """
        answer = self.attempt(document, variables, optional=optional)
        _raise_user_errors(answer.data)
        return answer

    def attempt(
        self,
        document: str,
        variables: Mapping[str, object],
        *,
        fragments: str = "",
        optional: Collection[str] = (),
    ) -> Answer:
        """The same, with the mutations' `userErrors` handed back in the data, and `fragments` added to the document.

        Waits first for the points that the document cost last time.
        """
        body = write({"query": _document(document) + fragments, "variables": dict(variables)}).encode()
        self._points.wait_for(document)
        answer = self._with_token(body)
        if answer.status_code >= 300:
            raise _status_error(answer)
        fields = _json(answer)
        self._points.note(document, fields)
        _raise_errors(fields, optional)
        data = fields.get("data")
        if not isinstance(data, dict):
            raise RemoteRejected(say("shopify.no_data"), status=answer.status_code)
        return Answer(data, answer.headers.get("X-Shopify-API-Version", ""))

    def _with_token(self, body: bytes) -> requests.Response:
        """One call, and one more with a new token when the first was refused."""
        token = self._tokens.current()
        answer = self._call(body, token)
        if answer.status_code == 401 and (other := self._tokens.renewed(token)) is not None:
            return self._call(body, other)
        return answer

    def _call(self, body: bytes, token: str) -> requests.Response:
        headers = {"Content-Type": "application/json", "X-Shopify-Access-Token": token}
        try:
            return call(self._session, "POST", self._url, side=SIDE, headers=headers, body=body)
        except OutcomeUnknown as error:
            raise RemoteUnavailable(str(error)) from error


def _document(name: str) -> str:
    return files("connector.stores.shopify").joinpath("queries", f"{name}.graphql").read_text(encoding="utf-8")


def _status_error(answer: requests.Response) -> RemoteUnavailable | RemoteRejected:
    status = answer.status_code
    if status in (408, 429) or status >= 500:
        return RemoteUnavailable(
            say("shopify.not_now", status=status),
            status=status,
            retry_after=_seconds(answer.headers.get("Retry-After", "")),
        )
    return RemoteRejected(say(_ADVICE.get(status, "shopify.status_other"), status=status), status=status)


def _seconds(stated: str) -> float | None:
    """Shopify writes "2.0"."""
    seconds = seconds_in(stated.strip().partition(".")[0])
    return None if seconds is None else min(seconds + 1, LONGEST)


def _json(answer: requests.Response) -> Mapping[str, Any]:
    """A page of HTML with status 200 is the shop's front door or a proxy, not the API."""
    try:
        fields = parse(answer.content)
    except NotJson:
        fields = None
    if not isinstance(fields, dict):
        raise RemoteRejected(say("shopify.not_the_api"), status=answer.status_code)
    return fields


def _raise_errors(fields: Mapping[str, Any], optional: Collection[str]) -> None:
    errors = [error for error in _listed(fields.get("errors")) if not _is_tolerated(error, optional)]
    if not errors:
        return
    codes = tuple(_code(error) for error in errors)
    words = "; ".join(str(error.get("message", "")) for error in errors)[:300]
    if "THROTTLED" in codes:
        raise RemoteUnavailable(
            say("shopify.throttled"), status=200, code="THROTTLED", retry_after=_wait(fields.get("extensions"))
        )
    if "INTERNAL_SERVER_ERROR" in codes:
        raise RemoteUnavailable(say("shopify.not_now", status=200), status=200, code="INTERNAL_SERVER_ERROR")
    key = "shopify.denied" if "ACCESS_DENIED" in codes else "shopify.refused"
    raise RemoteRejected(say(key, words=words), status=200, code=codes[0], params=_paths(errors))


def _raise_user_errors(data: Mapping[str, Any]) -> None:
    """Of every mutation in the answer; a text without a code is all that some have."""
    results = [result for result in data.values() if isinstance(result, dict)]
    errors = [error for result in results for error in _listed(result.get("userErrors"))]
    if errors:
        words = "; ".join(str(error.get("message", "")) for error in errors)[:300]
        params = tuple(".".join(str(step) for step in error.get("field") or ()) for error in errors)
        code = str(errors[0].get("code") or "")
        raise RemoteRejected(say("shopify.user_errors", words=words), status=200, code=code, params=params)


def _listed(errors: object) -> list[dict[str, Any]]:
    """Usually a list of objects; a bare text for some refusals."""
    if not errors:
        return []
    items = errors if isinstance(errors, list) else [errors]
    return [item if isinstance(item, dict) else {"message": str(item)} for item in items]


def _code(error: Mapping[str, Any]) -> str:
    extensions = error.get("extensions")
    return str(extensions.get("code", "")) if isinstance(extensions, dict) else ""


def _is_tolerated(error: Mapping[str, Any], optional: Collection[str]) -> bool:
    path = error.get("path")
    return _code(error) == "ACCESS_DENIED" and isinstance(path, list) and bool(path) and path[-1] in optional


def _paths(errors: list[dict[str, Any]]) -> tuple[str, ...]:
    paths = (error.get("path") for error in errors)
    return tuple(".".join(str(step) for step in path) for path in paths if isinstance(path, list))


def _wait(extensions: object) -> int | None:
    """(requested - available) / restore rate, in whole seconds (store-protocols.md 6.3)."""
    cost = cost_of(extensions)
    return None if cost is None else min(max(1, int(cost.wait.to_integral_value(rounding=ROUND_CEILING))), LONGEST)
