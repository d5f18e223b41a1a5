"""WooCommerce's REST API v3: one call, one answer or one of our errors. Never retries."""

import re
from codecs import BOM_UTF8
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Literal
from urllib.parse import quote

import requests
from requests.auth import AuthBase
from requests_oauthlib import OAuth1

from connector import http, json_text
from connector.errors import OutcomeUnknown, RemoteError, RemoteRejected, RemoteUnavailable
from connector.messages import say
from connector.stores.woocommerce.settings import Settings

SIDE = "WooCommerce"
API = "/wp-json/wc/v3/"
PER_PAGE = 100
MAX_PAGES = 1000

MOST_LISTED = 10_000
"""Pages of a list that is read page by page: a million products."""

NO_SUCH_ORDER = "woocommerce_rest_shop_order_invalid_id"

DIED = 500
"""Of PHP itself: what it has not done by then it will not do. A gateway's 504 says nothing of that kind."""

MAX_STARTS = 20
"""Brackets that are tried as the beginning of the JSON, in an answer that begins with something else."""

_JSON_START = re.compile(rb"(?:[>\n]|\xef\xbb\xbf)(?:\s|\xef\xbb\xbf)*([\[{])")
"""After a notice's last tag or line, or the byte-order marks of plugins' files."""


class WooClient:
    """One shop. Every method raises RemoteRejected or RemoteUnavailable.

    An outcome that is unknown is just "not now": a GET is safe to repeat, a PUT says how something shall be, and
    who writes a note has looked whether it is there (`telling.py`).
    """

    def __init__(self, settings: Settings, session: requests.Session) -> None:
        self._url = settings.url
        self._session = session
        self._auth = auth_of(settings)

    def get_order(self, order_id: str) -> object | None:
        """The order as JSON, its status "trash" when it is in the bin; None when there is none."""
        try:
            return self.get(f"orders/{quote(order_id, safe='')}")
        except RemoteRejected as error:
            if error.status == 404 and error.code == NO_SUCH_ORDER:
                return None
            raise

    def refunds(self, order_id: str) -> list[object]:
        """The order's refunds with their lines."""
        return list(self.pages(f"orders/{quote(order_id, safe='')}/refunds", {}))

    def pages(self, path: str, params: Mapping[str, str]) -> Iterator[object]:
        """Every element of a list, page after page. RemoteRejected too for a list that does not end."""
        for page in range(1, MAX_PAGES + 1):
            items = self.get(path, {**params, "per_page": str(PER_PAGE), "page": str(page)})
            if not isinstance(items, list):
                raise RemoteRejected(say("woocommerce.not_list", path=path))
            yield from items
            if len(items) < PER_PAGE:
                return
        raise endless(path, MAX_PAGES)

    def listed(self, path: str, params: Mapping[str, str], page: int) -> tuple[list[object], bool]:
        """One page of a list, and whether another follows. RemoteRejected too for a list that does not end.

        The header says it, where a proxy left it there: a page is short where WooCommerce could not show an element.
        """
        if page > MOST_LISTED:
            raise endless(path, MOST_LISTED)
        asked = {**params, "per_page": str(PER_PAGE), "page": str(page)}
        items, headers = self._call("GET", path, params=asked)
        if not isinstance(items, list):
            raise RemoteRejected(say("woocommerce.not_list", path=path))
        last = headers.get("X-WP-TotalPages", "")
        return items, page < int(last) if last.isdecimal() else len(items) >= PER_PAGE

    def get(self, path: str, params: Mapping[str, str] | None = None) -> object:
        """One GET below /wp-json/wc/v3/."""
        return self._call("GET", path, params=params)[0]

    def write(
        self,
        method: Literal["POST", "PUT"],
        path: str,
        fields: Mapping[str, object],
        *,
        refused: str = "woocommerce.may_not_write",
        settles: float | None = None,
    ) -> object:
        """One POST or PUT of these fields below /wp-json/wc/v3/.

        RemoteRejected too where the key may only read: `refused` is the message that says so. `settles`: seconds in
        which the shop may still carry out what it did not answer in time, so that nobody asks again before.
        """
        try:
            return self._call(method, path, body=json_text.write(dict(fields)).encode(), settles=settles)[0]
        except RemoteRejected as error:
            if error.status not in (401, 403):
                raise
            raise RemoteRejected(say(refused, words=error.code), status=error.status, code=error.code) from error

    def _call(
        self,
        method: str,
        path: str,
        *,
        params: Mapping[str, str] | None = None,
        body: bytes | None = None,
        settles: float | None = None,
    ) -> tuple[object, Mapping[str, str]]:
        headers = {"Content-Type": "application/json"} if body else {}
        url = self._url + API + path
        try:
            response = http.call(
                self._session, method, url, side=SIDE, headers=headers, params=params, body=body, auth=self._auth
            )
            return _answer(response, path), response.headers
        except OutcomeUnknown as error:
            wait = None if error.status == DIED else settles
            raise RemoteUnavailable(str(error), status=error.status, code=error.code, retry_after=wait) from error


def endless(path: str, pages: int) -> RemoteRejected:
    """Of a shop that always answers another full page: something before it does not know `page`."""
    return RemoteRejected(say("woocommerce.endless", path=path, pages=pages), code="pages")


def auth_of(settings: Settings) -> AuthBase | tuple[str, str]:
    """Basic over https; over plain http WooCommerce takes OAuth 1.0a only (store-protocols.md 13)."""
    if settings.consumer_key is None or settings.consumer_secret is None:
        raise RemoteRejected(say("woocommerce.no_credentials"))
    key, secret = settings.consumer_key.get_secret_value(), settings.consumer_secret.get_secret_value()
    if settings.url.startswith("https:"):
        return key, secret
    return OAuth1(
        key,
        client_secret=secret,
        signature_method="HMAC-SHA256",
        signature_type="QUERY",
    )


def _answer(response: requests.Response, path: str) -> object:
    if 300 <= response.status_code < 400:
        raise RemoteRejected(_redirect(response), status=response.status_code)
    try:
        value = json_in(response.content)
    except json_text.NotJson:
        raise _page_error(response) from None
    if response.status_code < 300:
        return value
    raise _error(response, value, path)


def json_in(body: bytes) -> object:
    """The JSON of an answer, past the notices that PHP plugins print before it. Raises NotJson."""
    starts = [] if _is_page_or_json(body) else [match.start(1) for match in _JSON_START.finditer(body)]
    for start in [0, *starts[:MAX_STARTS]]:
        with suppress(json_text.NotJson):
            return _parsed(body[start:])
    raise json_text.NotJson("a page")


def _is_page_or_json(body: bytes) -> bool:
    """No notice stands before it: what is inside a page, or JSON that was cut off, is not the answer."""
    return body.removeprefix(BOM_UTF8).lstrip().lower().startswith((b"<!doctype", b"<html", b"{", b"["))


def _parsed(body: bytes) -> object:
    value: object = json_text.parse(body)
    return value


def _redirect(response: requests.Response) -> str:
    target = response.headers.get("Location", "").partition("?")[0]
    return say("woocommerce.redirect", found=target.partition("/wp-json/")[0] or "?")


def _page_error(response: requests.Response) -> RemoteError:
    """A firewall's or a maintenance page; with 200 it may be gone in a while."""
    message = say("woocommerce.page_not_json", status=response.status_code)
    if response.status_code < 300:
        return RemoteUnavailable(message, status=response.status_code)
    return http.error_of(response.status_code, message, retry_after=http.retry_after(response))


def _error(response: requests.Response, value: object, path: str) -> RemoteError:
    status = response.status_code
    code, words = _words(value)
    if status == 401:
        return RemoteRejected(say("woocommerce.unauthorized", words=words or code), status=status, code=code)
    message = say("woocommerce.refused", status=status, path=path, words=words or code)
    return http.error_of(status, message, code=code, retry_after=http.retry_after(response))


def _words(value: object) -> tuple[str, str]:
    match value:
        case {"code": str(code), "message": str(message)}:
            return code, message[:200]
        case _:
            return "", ""
