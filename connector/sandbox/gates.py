"""What happens alike to a request at every gate of companies: the operator passes, a token, a rate, faults, counts."""

from collections.abc import Callable
from typing import Any

from flask import Response, g, request

from connector.sandbox.answers import Dropped
from connector.sandbox.companies import COMPANY, Companies
from connector.sandbox.faults import Fault
from connector.sandbox.memory import Memory
from connector.sandbox.rate import seconds_to_wait


def is_ours() -> bool:
    """Whether the request is for the sandbox's operator."""
    return request.path.startswith("/_emulator")


def place(root: str = "") -> str:
    """The request's route after `root`, as faults and counts name it: "GET /v1/invoices/{id}"."""
    rule = request.url_rule.rule if request.url_rule else "unknown"
    return f"{request.method} {rule.removeprefix(root).replace('<id_>', '{id}')}"


def company_of(state: Companies[COMPANY, Any]) -> COMPANY | None:
    """Whose token the request carries; `g.token` is the token. The word Bearer may be missing."""
    g.token = request.headers.get("Authorization", "").removeprefix("Bearer ").strip()
    return state.company_of(g.token)


def seconds_until_turn(company: COMPANY) -> int:
    """0 when the company may call now, which is counted; refused calls are not."""
    with company.lock:
        return seconds_to_wait(company.calls, company.options.rate_per_minute, company.now())


def left(state: Memory, where: str, response: Response, broken: Callable[[], Response]) -> Response:
    """Faults that strike after the work was done, then the count of calls at `where`. `broken` makes a 500."""
    if is_ours():
        return response
    fault: Fault | None = g.get("fault")
    if fault is not None and fault.what == "500_after":
        response = broken()
    if fault is not None and fault.what == "drop_after":
        response = Dropped()
    state.count(where, "dropped" if isinstance(response, Dropped) else str(response.status_code))
    return response
