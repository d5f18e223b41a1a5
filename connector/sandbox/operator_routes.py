"""The operator's routes under /_emulator that emulators of companies have alike: what happened, faults, reset."""

from collections.abc import Callable, Iterable
from typing import Any

from flask import Flask, Response, request

from connector import json_text
from connector.sandbox.answers import reply
from connector.sandbox.faults import BadFault, fault_of
from connector.sandbox.memory import Memory

Rule = tuple[str, str, Callable[..., Response]]
"""Method, path after /_emulator, what answers."""


class BadOrder(ValueError):
    """The operator's request cannot be carried out; `str()` says why."""


def add_routes(
    app: Flask, state: Memory, summary: Callable[[], object], faults: tuple[str, ...], own: Iterable[Rule]
) -> None:
    """`faults`: the kinds that this emulator knows; `own`: the routes that no other one has."""
    alike: tuple[Rule, ...] = (
        ("GET", "/state", lambda: reply(summary())),
        ("POST", "/faults", lambda: reply({"faults": state.add_fault(fault_of(sent(), faults))}, 201)),
        ("DELETE", "/faults", lambda: _end_faults(state)),
        ("DELETE", "", lambda: _forget(state)),
    )
    for method, path, view in (*alike, *own):
        app.add_url_rule(f"/_emulator{path}", view_func=view, methods=[method], endpoint=f"_{method}{path}")
    for error in (BadOrder, BadFault):
        app.register_error_handler(error, lambda why: reply({"error": str(why)}, 400))


def sent() -> dict[str, Any]:
    """The request's object; nothing at all is an empty one. Raises BadOrder."""
    body = json_text.parse(request.get_data() or b"{}")
    if not isinstance(body, dict):
        raise BadOrder("a JSON object is expected")
    return body


def products_of(body: dict[str, Any]) -> list[dict[str, Any]]:
    """Of `{"products": [...]}`, or one product by itself. Raises BadOrder."""
    entries: list[dict[str, Any]] = body.get("products", [body])
    if not all(isinstance(entry, dict) and entry.get("code") for entry in entries):
        raise BadOrder("every product needs a 'code'")
    return entries


def _end_faults(state: Memory) -> Response:
    state.end_faults()
    return reply({"faults": 0})


def _forget(state: Memory) -> Response:
    state.forget()
    return reply({"reset": True})
