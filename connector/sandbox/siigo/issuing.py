"""POST of a document under an Idempotency-Key: one key never makes a second one (siigo-api.md 6)."""

import re
from collections.abc import Callable

from connector import json_text
from connector.sandbox.siigo.company import Body, Company, Paper, Resource
from connector.sandbox.siigo.problems import Problem, Refused

KEY = re.compile(r"[A-Za-z0-9]{1,30}", re.ASCII)

Make = Callable[[Company, object, str], Paper]


def check_key(key: str | None) -> str:
    """Row 6. Empty when the header was not sent."""
    if key is not None and not KEY.fullmatch(key):
        message = "The header Idempotency-Key has an invalid value"
        raise Refused(Problem("invalid_idempotency_key", message, ("Idempotency-Key",)))
    return key or ""


def issue(
    company: Company,
    resource: Resource,
    key: str,
    raw: bytes,
    read: Callable[[], object],
    make: Make,
    pause: Callable[[], None],
) -> str:
    """The document as JSON text. Looking and making are one step for each company.

    Without a key the same bytes at the same moment count as the same document. Raises Refused.
    """
    slot = (resource, key or raw)
    with company.lock:
        if earlier := _earlier(company, resource, key):
            return earlier
        if slot in company.in_flight:
            raise Refused(_SIMULTANEOUS)
        company.in_flight.add(slot)
    try:
        pause()
        body = read()
        with company.lock:
            paper = make(company, body, key)
            if key:
                company.keys[(resource, key)] = paper.id
            return json_text.write(paper.answer)
    finally:
        with company.lock:
            company.in_flight.discard(slot)


_SIMULTANEOUS = Problem(
    "duplicated_document",
    "The document already exists. This occurs if you are making duplicate requests simultaneously.",
)


def _earlier(company: Company, resource: Resource, key: str) -> str:
    if (resource, key) in company.burnt:
        raise unhandled()
    paper = company.papers[resource].get(company.keys.get((resource, key), ""))
    return json_text.write(paper.answer) if paper else ""


def burn(company: Company, resource: Resource, key: str) -> None:
    """After a 500 the key keeps failing although no document exists."""
    with company.lock:
        company.burnt.add((resource, key))


def unhandled() -> Refused:
    message = "An unhandled error has occurred. Write to soporteapi@siigo.com"
    return Refused(Problem("unhandled_error", message), status=500)


def listed(answer: Body) -> Body:
    """An invoice or receipt as the list shows it: without its stamp, its observations empty (siigo-api.md 7)."""
    return {name: value for name, value in answer.items() if name != "stamp"} | {"observations": None}
