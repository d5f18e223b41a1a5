"""What happens to a request before any resource sees it: token, key, rate, faults, namespace, media type."""

import time
from datetime import timedelta

from flask import Response, g, request

from connector import json_text
from connector.sandbox.siigo.answers import Dropped, reply
from connector.sandbox.siigo.faults import Fault
from connector.sandbox.siigo_legacy.company import Company
from connector.sandbox.siigo_legacy.options import Options
from connector.sandbox.siigo_legacy.refusals import Problem, Refused, body_of
from connector.sandbox.siigo_legacy.state import State

ROOT = "/siigo/api/v1"
SIGN_IN = "/connect/token"
WINDOW = timedelta(seconds=60)


def place() -> str:
    """The request's route as faults and counts name it: "POST /Invoice/Save", "GET /Accounts/GetByID/{id}"."""
    rule = request.url_rule.rule if request.url_rule else "unknown"
    return f"{request.method} {rule.removeprefix(ROOT).replace('<id_>', '{id}')}"


def is_ours() -> bool:
    """Whether the request is for the sandbox's operator."""
    return request.path.startswith("/_emulator")


def enter(state: State, options: Options) -> Response | None:
    """Raises Refused; an answer given here is final."""
    g.company, g.fault, g.token = None, None, ""
    if is_ours():
        return None
    if request.path != SIGN_IN:
        g.company = _company(state, options)
        check_rate(g.company)
    g.fault = state.fault_at(place())
    if g.fault is not None and (answer := _spoil(state, g.fault)):
        return answer
    if request.path != SIGN_IN:
        _check_call()
    return None


def leave(state: State, response: Response, options: Options) -> Response:
    """Faults that strike after the work was done, then the count of calls."""
    if is_ours():
        return response
    fault: Fault | None = g.get("fault")
    if fault is not None and fault.what == "500_after":
        response = refusal(_unhandled(), options)
    if fault is not None and fault.what == "drop_after":
        response = Dropped()
    state.count(place(), "dropped" if isinstance(response, Dropped) else str(response.status_code))
    return response


def refusal(error: Refused, options: Options) -> Response:
    response = reply(body_of(error, options), error.status)
    if g.get("retry_after"):
        response.headers["Retry-After"] = str(g.retry_after)
    return response


def body() -> object:
    """The request's JSON. Raises Refused."""
    try:
        return json_text.parse(request.get_data())
    except json_text.NotJson as error:
        raise Refused(Problem("invalid_json", f"The body is not JSON: {error}")) from None


def check_rate(company: Company) -> None:
    """Refused requests do not count."""
    limit = company.options.rate_per_minute
    if limit is None:
        return
    with company.lock:
        now = company.now()
        while company.calls and now - company.calls[0] >= WINDOW:
            company.calls.popleft()
        if len(company.calls) >= limit:
            raise _too_many((WINDOW - (now - company.calls[0])).seconds + 1)
        company.calls.append(now)


def _company(state: State, options: Options) -> Company:
    """`Bearer <token>` and the bare token are the same."""
    if options.subscription_key and request.headers.get("Ocp-Apim-Subscription-Key") != options.subscription_key:
        message = "Access denied due to missing or invalid subscription key"
        raise Refused(Problem("invalid_subscription_key", message), status=401)
    g.token = request.headers.get("Authorization", "").removeprefix("Bearer ").strip()
    company = state.company_of(g.token)
    if company is None:
        raise _unauthorized()
    return company


def _check_call() -> None:
    """Every call says `namespace=v1`; a body is JSON and says so."""
    namespace = request.args.get("namespace")
    if namespace != "v1":
        raise Refused(Problem("invalid_namespace", f"The namespace is {namespace}; expected v1", "namespace"))
    if request.content_length and request.mimetype != "application/json":
        raise Refused(Problem("invalid_media_type", "The body must be application/json"), status=415)


def _spoil(state: State, fault: Fault) -> Response | None:
    match fault.what:
        case "drop_before":
            return Dropped()
        case "429":
            raise _too_many(int(fault.seconds))
        case "token_expired":
            state.drop_token(g.token)
            raise _unauthorized()
        case "503":
            raise Refused(Problem("service_unavailable", "The service is currently unavailable"), status=503)
        case "500_before":
            raise _unhandled()
        case "delay":
            time.sleep(timedelta(milliseconds=int(fault.seconds * 1000)).total_seconds())
    return None


def _unauthorized() -> Refused:
    return Refused(Problem("unauthorized", "The access token is missing, invalid or expired"), status=401)


def _too_many(seconds: int) -> Refused:
    g.retry_after = seconds
    return Refused(Problem("requests_limit", f"Rate limit is exceeded. Try again in {seconds} seconds."), status=429)


def _unhandled() -> Refused:
    return Refused(Problem("unhandled_error", "An unhandled error has occurred"), status=500)
