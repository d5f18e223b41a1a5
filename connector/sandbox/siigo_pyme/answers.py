"""What the bridge answers: a JSON object with `statusCode`, `message` and `errors`."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from connector import json_text
from connector.sandbox.server import Reply

DONE = "Movimientos contables insertados correctamente en Siigo Pyme"
"""Word for word (seed 003)."""


class Refused(Exception):
    """The whole request is answered with an error and nothing is done."""

    def __init__(self, status: int, message: str, errors: Sequence[dict[str, Any]] | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.errors = errors
        self.retry_after: int | None = None


def reply(status: int, body: object, *headers: tuple[str, str]) -> Reply:
    text = json_text.write(body).encode()
    return Reply(_line(status), [("Content-Type", "application/json; charset=utf-8"), *headers], text)


def answer(status: int, message: str, errors: Sequence[dict[str, Any]] | None = None) -> Reply:
    """In the bridge's shape."""
    return reply(status, _body(status, message, errors))


def refusal(error: Refused) -> Reply:
    headers = [("Retry-After", str(error.retry_after))] if error.retry_after is not None else []
    return reply(error.status, _body(error.status, error.message, error.errors), *headers)


def _body(status: int, message: str, errors: Sequence[dict[str, Any]] | None) -> dict[str, Any]:
    return {"statusCode": status, "message": message, "errors": list(errors) if errors else None}


def _line(status: int) -> str:
    return f"{status} {HTTPStatus(status).phrase}"
