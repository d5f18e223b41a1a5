"""What happens to a request before any resource sees it: token, key, rate, faults, namespace, media type."""

from flask import Response, g, request

from connector import json_text
from connector.sandbox import gates
from connector.sandbox.answers import Dropped, reply
from connector.sandbox.faults import Fault
from connector.sandbox.siigo_legacy.company import Company
from connector.sandbox.siigo_legacy.options import Options
from connector.sandbox.siigo_legacy.refusals import Problem, Refused, body_of
from connector.sandbox.siigo_legacy.state import State

ROOT = "/siigo/api/v1"
SIGN_IN = "/connect/token"


def enter(state: State, options: Options) -> Response | None:
    """Raises Refused; an answer given here is final."""
    g.company, g.fault, g.token = None, None, ""
    if gates.is_ours():
        return None
    if request.path != SIGN_IN:
        g.company = _company(state, options)
        check_rate(g.company)
    g.fault = state.fault_at(gates.place(ROOT))
    if g.fault is not None and (answer := _spoil(state, g.fault)):
        return answer
    if request.path != SIGN_IN:
        _check_call()
    return None


def leave(state: State, response: Response, options: Options) -> Response:
    """Faults that strike after the work was done, then the count of calls."""
    return gates.left(state, gates.place(ROOT), response, lambda: refusal(_unhandled(), options))


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
    """Raises Refused for a company that has called too often."""
    if seconds := gates.seconds_until_turn(company):
        raise _too_many(seconds)


def _company(state: State, options: Options) -> Company:
    """`Bearer <token>` and the bare token are the same."""
    if options.subscription_key and request.headers.get("Ocp-Apim-Subscription-Key") != options.subscription_key:
        message = "Access denied due to missing or invalid subscription key"
        raise Refused(Problem("invalid_subscription_key", message), status=401)
    company = gates.company_of(state)
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
            fault.hold_up()
    return None


def _unauthorized() -> Refused:
    return Refused(Problem("unauthorized", "The access token is missing, invalid or expired"), status=401)


def _too_many(seconds: int) -> Refused:
    g.retry_after = seconds
    return Refused(Problem("requests_limit", f"Rate limit is exceeded. Try again in {seconds} seconds."), status=429)


def _unhandled() -> Refused:
    return Refused(Problem("unhandled_error", "An unhandled error has occurred"), status=500)
