"""Error answers of the older Siigo Nube API, whatever their shape, as one of our three remote errors. Pure.

Seed 000 prints none: `{Code, Message, Params}`, a list of them, one under `Errors`, and plain text are understood.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from connector.errors import OutcomeUnknown, RemoteError, RemoteRejected, RemoteUnavailable
from connector.json_text import NotJson, parse
from connector.messages import say
from connector.pauses import seconds_in

_TAGS = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing that was refused."""

    code: str
    message: str = ""
    params: tuple[str, ...] = ()


class LegacyRejected(RemoteRejected):
    """A refusal with every fault that was named, the first one's code in `code`."""

    def __init__(self, message: str, *, status: int, faults: tuple[Fault, ...]) -> None:
        params = tuple(param for fault in faults for param in fault.params)
        super().__init__(message, status=status, code=faults[0].code, params=params)
        self.faults = faults


def error_of(status: int, headers: Mapping[str, str], body: bytes, *, is_repeatable: bool) -> RemoteError:
    """The error that an answer of status >= 300 means. `is_repeatable`: doing the request again harms nothing."""
    faults = faults_of(status, body)
    message = say("siigo_legacy.answered", status=status, shown="; ".join(_one(fault) for fault in faults))
    if status in (429, 503):
        return RemoteUnavailable(message, status=status, code=faults[0].code, retry_after=_wait(headers))
    if status == 408 or status >= 500:
        if is_repeatable:
            return RemoteUnavailable(message, status=status, code=faults[0].code)
        return OutcomeUnknown(message, status=status, code=faults[0].code)
    return LegacyRejected(message, status=status, faults=faults)


def faults_of(status: int, body: bytes) -> tuple[Fault, ...]:
    """At least one fault; its code is `http_<status>` where the answer names none."""
    try:
        answer = parse(body)
    except NotJson:
        answer = _TAGS.sub(" ", body.decode("utf-8", errors="replace"))
    fallback = f"http_{status}"
    return tuple(_fault(entry, fallback) for entry in _entries(answer)) or (Fault(code=fallback),)


def _entries(answer: object) -> list[object]:
    if isinstance(answer, Mapping):
        listed = _lower(answer).get("errors")
        return listed if isinstance(listed, list) and listed else [answer]
    return answer if isinstance(answer, list) else [answer]


def _fault(entry: object, fallback: str) -> Fault:
    if not isinstance(entry, Mapping):
        return Fault(code=fallback, message=_text(entry))
    fields = _lower(entry)
    message = fields.get("message") or fields.get("error_description") or fields.get("detail")
    code = _text(fields.get("code")) or _text(fields.get("error"))
    return Fault(code=code or fallback, message=_text(message), params=_texts(fields.get("params")))


def _one(fault: Fault) -> str:
    where = f" [{', '.join(fault.params)}]" if fault.params else ""
    return f"{fault.code}{where}: {fault.message}" if fault.message else f"{fault.code}{where}"


def _wait(headers: Mapping[str, str]) -> float | None:
    return seconds_in(headers.get("Retry-After", ""))


def _lower(fields: Mapping[object, object]) -> dict[str, object]:
    return {str(name).lower(): value for name, value in fields.items()}


def _text(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    return " ".join(str(value).split())[:500]


def _texts(params: object) -> tuple[str, ...]:
    some = params if isinstance(params, list) else [params]
    return tuple(text[:100] for param in some if (text := _text(param)))
