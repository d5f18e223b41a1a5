"""What happens to a request before any resource sees it: headers, token, rate, faults, media type (rows 1-5)."""

import ast
import re
from decimal import Decimal
from typing import Any, cast, get_args

from flask import Response, g, request

from connector import json_text
from connector.sandbox import gates
from connector.sandbox.answers import Dropped, reply
from connector.sandbox.faults import Fault
from connector.sandbox.siigo.answers import refusal
from connector.sandbox.siigo.company import Company, Resource
from connector.sandbox.siigo.issuing import burn, unhandled
from connector.sandbox.siigo.options import Options
from connector.sandbox.siigo.problems import Problem, Refused
from connector.sandbox.siigo.state import State

PARTNER_ID = re.compile(r"[A-Za-z0-9]{3,100}", re.ASCII)


def enter(state: State, options: Options) -> Response | None:
    """Raises Refused; an answer given here is final."""
    g.company, g.fault = None, None
    if gates.is_ours():
        return None
    if request.path != "/auth":
        _check_partner()
        g.company = _company(state)
        check_rate(g.company)
    g.fault = state.fault_at(gates.place())
    if g.fault is not None and (answer := _spoil(state, g.fault)):
        return answer
    if request.method in ("POST", "PUT"):
        return _check_media(options)
    return None


def leave(state: State, response: Response) -> Response:
    """Faults that strike after the work was done, then the count of calls."""
    return gates.left(state, gates.place(), response, lambda: refusal(unhandled()))


def check_rate(company: Company) -> None:
    """Row 4."""
    if seconds := gates.seconds_until_turn(company):
        raise _too_many(seconds)


def body() -> object:
    """The request's JSON. Raises NotJson."""
    try:
        return json_text.parse(request.get_data())
    except json_text.NotJson:
        if g.lenient:
            return _python_literal(request.get_data(as_text=True))
        raise


def pause() -> None:
    """Carry out a `delay` fault."""
    if g.fault is not None:
        g.fault.hold_up()


def _too_many(seconds: int) -> Refused:
    g.retry_after = seconds
    return Refused(Problem("requests_limit", f"Too many requests. Try again in {seconds} seconds"), status=429)


def _check_partner() -> None:
    """Rows 1 and 2."""
    partner = request.headers.get("Partner-Id")
    if not partner:
        raise Refused(Problem("header_required", "The header Partner-Id is required", ("Partner-Id",)))
    if not PARTNER_ID.fullmatch(partner):
        raise Refused(Problem("invalid_partner_id", "The header Partner-Id has an invalid value", ("Partner-Id",)))


def _company(state: State) -> Company:
    """Row 3. The word Bearer may be missing, as live clients show."""
    company = gates.company_of(state)
    if company is None:
        raise unauthorized()
    return company


def unauthorized() -> Refused:
    return Refused(Problem("unauthorized", "The access token is invalid or expired"), status=401)


def _spoil(state: State, fault: Fault) -> Response | None:
    match fault.what:
        case "drop_before":
            return Dropped()
        case "429_odd":
            message = f"Rate limit is exceeded. Try again in {fault.seconds:.0f} seconds."
            return reply({"Status": "429", "Message": message}, 429)
        case "429":
            raise _too_many(int(fault.seconds))
        case "token_expired":
            state.drop_token(g.get("token", ""))
            raise unauthorized()
        case "503":
            message = "The service is currently unavailable. Please try in a few minutes"
            raise Refused(Problem("service_unavailable", message), status=503)
        case "documents_service":
            message = "The Documents service is currently unavailable. Please try in a few minutes"
            raise Refused(Problem("documents_service", message))
        case "500_before":
            raise unhandled()
        case "burn_key":
            _burn()
            raise unhandled()
        case "delay" if _resource() is None:
            pause()
    return None


def _burn() -> None:
    resource, key = _resource(), request.headers.get("Idempotency-Key", "")
    if resource is not None and key:
        burn(g.company, resource, key)


def _resource() -> Resource | None:
    """The kind of document that this request makes; its delay happens while the document is in flight."""
    name = request.path.removeprefix("/v1/")
    return cast(Resource, name) if request.method == "POST" and name in get_args(Resource) else None


def _check_media(options: Options) -> Response | None:
    """Row 5. A POST that needs no body may come without one."""
    g.lenient = options.lenient_bodies
    if request.mimetype == "application/json" or options.lenient_bodies or not request.content_length:
        return None
    return not_json()


def not_json() -> Response:
    return reply({"Status": 415, "Message": "The body must be JSON, Content-Type application/json"}, 415)


def _python_literal(text: str) -> object:
    try:
        return _with_decimals(ast.literal_eval(text))
    except (ValueError, SyntaxError):
        raise json_text.NotJson("it is neither JSON nor a Python literal") from None


def _with_decimals(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(name): _with_decimals(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_with_decimals(item) for item in value]
    return Decimal(str(value)) if isinstance(value, float) else value
