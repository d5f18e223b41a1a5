"""Siigo's error answers, whatever their shape, as one of our three remote errors. Pure.

Branches on the code, not on the status: Siigo sends passing failures as 400 too (siigo-api.md 5.1).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from connector.errors import OutcomeUnknown, RemoteError, RemoteRejected, RemoteUnavailable
from connector.json_text import NotJson, parse
from connector.messages import say
from connector.pauses import seconds_in

BUSY = frozenset({"requests_limit", "service_unavailable"})
"""Nothing was done."""

UNCERTAIN = frozenset(
    {
        "documents_service",
        "general_service",
        "entry_service",
        "payment_types_service",
        "duplicated_document",
        "request_timeout",
        "unhandled_error",
    }
)
"""A document may have been made all the same (siigo-api.md 5.2, column R)."""

_SECONDS = re.compile(r"\bin ([0-9]{1,5}) seconds?\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One entry of Siigo's `Errors`."""

    code: str
    message: str = ""
    params: tuple[str, ...] = ()


class SiigoRejected(RemoteRejected):
    """A refusal with every fault that Siigo named, the first one's code in `code`."""

    def __init__(self, message: str, *, status: int, faults: tuple[Fault, ...]) -> None:
        params = tuple(param for fault in faults for param in fault.params)
        super().__init__(message, status=status, code=faults[0].code, params=params)
        self.faults = faults


def error_of(status: int, headers: Mapping[str, str], body: bytes, *, is_repeatable: bool) -> RemoteError:
    """The error that an answer of status >= 300 means. `is_repeatable`: doing the request again harms nothing."""
    faults = faults_of(status, headers, body)
    codes = {fault.code for fault in faults}
    message = _words(status, faults)
    if status in (429, 503) or codes & BUSY:
        wait = _wait(headers, faults)
        return RemoteUnavailable(message, status=status, code=faults[0].code, retry_after=wait)
    if status == 408 or status >= 500 or codes & UNCERTAIN:
        if is_repeatable:
            return RemoteUnavailable(message, status=status, code=faults[0].code)
        return OutcomeUnknown(message, status=status, code=faults[0].code)
    return SiigoRejected(message, status=status, faults=faults)


def faults_of(status: int, headers: Mapping[str, str], body: bytes) -> tuple[Fault, ...]:
    """At least one fault. Reads `Errors` and `errors`, a bare `Message`, the code header, or only the status."""
    header = headers.get("siigoapi-error-code", "")
    try:
        answer = parse(body)
    except NotJson:
        answer = None
    fields = _lower(answer)
    entries = fields.get("errors")
    named = [_lower(entry) for entry in entries if isinstance(entry, dict)] if isinstance(entries, list) else []
    faults = tuple(
        Fault(code=_text(entry.get("code")) or header, message=_text(entry.get("message")), params=_texts(entry))
        for entry in named or [fields]
    )
    if faults[0].code:
        return faults
    return (Fault(code=header or f"http_{status}", message=faults[0].message, params=faults[0].params), *faults[1:])


def _words(status: int, faults: tuple[Fault, ...]) -> str:
    shown = "; ".join(_one(fault) for fault in faults)
    return say("siigo.answered", status=status, shown=shown)


def _one(fault: Fault) -> str:
    where = f" [{', '.join(fault.params)}]" if fault.params else ""
    return f"{fault.code}{where}: {fault.message}" if fault.message else f"{fault.code}{where}"


def _wait(headers: Mapping[str, str], faults: tuple[Fault, ...]) -> float | None:
    """Nobody has recorded a live `Retry-After`; the text "Try again in N seconds" was seen (siigo-api.md 4)."""
    stated = seconds_in(headers.get("Retry-After", ""))
    if stated is not None:
        return stated
    found = next((match for fault in faults if (match := _SECONDS.search(fault.message))), None)
    return seconds_in(found[1]) if found else None


def _lower(value: object) -> dict[str, object]:
    """The fields of an object by lower-case name: Siigo's answers use `Errors`, its batch notices `errors`."""
    return {str(name).lower(): item for name, item in value.items()} if isinstance(value, dict) else {}


def _text(value: object) -> str:
    return value.strip()[:500] if isinstance(value, str) else ""


def _texts(entry: Mapping[str, object]) -> tuple[str, ...]:
    params = entry.get("params")
    return tuple(str(param)[:100] for param in params if param) if isinstance(params, list) else ()
