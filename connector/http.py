"""One factory of HTTP sessions: user agent, time-outs, certificates, and what an answer means for us.

Never follows redirects, never retries, never writes a credential to a log.
"""

import ssl
from collections.abc import Mapping
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from requests.auth import AuthBase
from urllib3.exceptions import MaxRetryError, NameResolutionError, NewConnectionError, SSLError

from connector import __version__
from connector.errors import OutcomeUnknown, RemoteError, RemoteRejected, RemoteUnavailable
from connector.messages import say
from connector.pauses import seconds_in

USER_AGENT = f"siigo-connector/{__version__}"
CONNECT_SECONDS = 10
READ_SECONDS = 30

HANDSHAKE_FAILURES = ("SSLV3_ALERT_HANDSHAKE_FAILURE", "TLSV1_ALERT_PROTOCOL_VERSION", "UNSUPPORTED_PROTOCOL")
"""OpenSSL's reasons that only occur before the first byte of a request."""


def new_session(pool_size: int = 16) -> requests.Session:
    """A session that is safe to share between threads as long as nobody changes it."""
    session = requests.Session()
    session.headers["User-Agent"] = USER_AGENT
    session.headers["Accept"] = "application/json"
    adapter = HTTPAdapter(pool_connections=pool_size, pool_maxsize=pool_size, max_retries=0)
    session.mount("https://", adapter)
    session.mount("http://", adapter)
    return session


def call(
    session: requests.Session,
    method: str,
    url: str,
    *,
    side: str,
    headers: Mapping[str, str] | None = None,
    params: Mapping[str, str] | None = None,
    body: bytes | None = None,
    auth: AuthBase | tuple[str, str] | None = None,
    read_seconds: float = READ_SECONDS,
) -> requests.Response:
    """One request, one answer. `side` names the other side in messages: "Siigo", "WooCommerce".

    Raises RemoteUnavailable when no connection was made (nothing was sent), OutcomeUnknown when it broke
    after the request left, or perhaps after. Any HTTP status is an answer, not an error: see `error_of`.
    """
    try:
        return session.request(
            method,
            url,
            headers=dict(headers or {}),
            params=dict(params or {}),
            data=body,
            auth=auth,
            timeout=(CONNECT_SECONDS, read_seconds),
            allow_redirects=False,
        )
    except requests.ConnectTimeout as error:
        raise RemoteUnavailable(say("http.no_connection", side=side, why=type(error).__name__)) from error
    except requests.ConnectionError as error:
        if _never_connected(error):
            raise RemoteUnavailable(say("http.no_connection", side=side, why=type(error).__name__)) from error
        raise OutcomeUnknown(say("http.lost", side=side)) from error
    except requests.Timeout as error:
        raise OutcomeUnknown(say("http.no_answer", side=side, seconds=read_seconds)) from error
    except requests.RequestException as error:
        raise OutcomeUnknown(say("http.lost", side=side)) from error


def error_of(
    status: int, message: str, *, code: str = "", params: tuple[str, ...] = (), retry_after: float | None = None
) -> RemoteError:
    """The error that an HTTP status >= 300 means: 429 and 503 nothing done; 408 and other 5xx unknown; else refused."""
    if status in (429, 503):
        return RemoteUnavailable(message, status=status, code=code, retry_after=retry_after)
    if status == 408 or status >= 500:
        return OutcomeUnknown(message, status=status, code=code, params=params)
    return RemoteRejected(message, status=status, code=code, params=params)


def retry_after(response: requests.Response) -> float | None:
    """Seconds asked for by a `Retry-After` header of digits; None otherwise."""
    return seconds_in(response.headers.get("Retry-After", ""))


def _never_connected(error: BaseException) -> bool:
    """Whether the connection was refused, not found or not trusted, so that no byte of the request was sent."""
    reason = _cause(error)
    if isinstance(reason, SSLError):
        broken = _cause(reason)
        return isinstance(broken, ssl.SSLCertVerificationError) or (
            isinstance(broken, ssl.SSLError) and broken.reason in HANDSHAKE_FAILURES
        )
    return isinstance(reason, NewConnectionError | NameResolutionError)


def _cause(error: BaseException) -> object:
    """What requests and urllib3 have wrapped, one layer deeper."""
    inner = error.args[0] if error.args else None
    return getattr(inner, "reason", None) if isinstance(inner, MaxRetryError) else inner


class Calls:
    """How many requests have left through a session."""

    def __init__(self) -> None:
        self.count = 0


class _Counting(HTTPAdapter):
    def __init__(self, calls: Calls, pool_size: int) -> None:
        super().__init__(pool_connections=pool_size, pool_maxsize=pool_size, max_retries=0)
        self._calls = calls

    def send(self, *arguments: Any, **options: Any) -> requests.Response:
        self._calls.count += 1
        return super().send(*arguments, **options)


def counted_session(calls: Calls, pool_size: int = 4) -> requests.Session:
    """A session as `new_session` makes it, of which each request is counted."""
    session = new_session(pool_size)
    session.mount("https://", _Counting(calls, pool_size))
    session.mount("http://", _Counting(calls, pool_size))
    return session
