"""`POST /connect/token` as seed 000 prints it: a form, a fixed Basic header, CLAVE\\usuario, and a scope."""

from flask import Response, request

from connector.sandbox.answers import reply
from connector.sandbox.siigo_legacy import gate
from connector.sandbox.siigo_legacy.options import Options
from connector.sandbox.siigo_legacy.state import State

WRONG = "wrong"
"""The one password that is refused."""

SCOPES = frozenset({"WebApi", "offline_access"})


def answer(state: State, options: Options) -> Response:
    """OAuth2's own errors: invalid_client 401, the rest 400."""
    if request.headers.get("Authorization") != f"Basic {options.basic}":
        return reply({"error": "invalid_client"}, 401)
    if error := _error():
        return reply({"error": error}, 400)
    company = state.company(request.form["username"].partition("\\")[0], options)
    gate.check_rate(company)
    return reply(
        {
            "access_token": state.new_token(company),
            "expires_in": options.token_seconds,
            "token_type": "Bearer",
            "scope": request.form["scope"],
        }
    )


def _error() -> str:
    form = request.form
    if request.mimetype != "application/x-www-form-urlencoded":
        return "invalid_request"
    if form.get("grant_type") != "password":
        return "unsupported_grant_type"
    if not set(form.get("scope", "").split()) >= SCOPES:
        return "invalid_scope"
    company, _, user = form.get("username", "").partition("\\")
    if not (company and user and form.get("password")) or form["password"] == WRONG:
        return "invalid_grant"
    return ""
