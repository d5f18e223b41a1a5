"""The emulator as a Flask application: the gate, the routes, the errors."""

from flask import Flask, Response, g
from werkzeug.exceptions import MethodNotAllowed, NotFound

from connector.json_text import NotJson
from connector.sandbox.answers import reply
from connector.sandbox.siigo import admin, catalogue_routes, document_routes, gate, problems, record_routes, webhooks
from connector.sandbox.siigo.answers import refusal
from connector.sandbox.siigo.options import Options
from connector.sandbox.siigo.problems import Problem, Refused
from connector.sandbox.siigo.record_schemas import CREDENTIALS
from connector.sandbox.siigo.shape import checked
from connector.sandbox.siigo.state import WRONG_KEY, State

DEFAULT = Options()


def create_app(state: State | None = None, *, options: Options = DEFAULT) -> Flask:
    """A Siigo of one's own. The same `state` may be shared by several applications of one process."""
    books = state if state is not None else State()
    app = Flask(__name__, static_folder=None)
    app.before_request(lambda: gate.enter(books, options))
    app.after_request(lambda response: _leave(books, options, response))
    app.register_error_handler(Refused, _refused)
    app.register_error_handler(NotJson, lambda _error: gate.not_json())
    app.register_error_handler(NotFound, lambda _error: refusal(problems.not_found()))
    app.register_error_handler(MethodNotAllowed, lambda _error: refusal(problems.not_found()))
    app.add_url_rule("/auth", view_func=lambda: _auth(books, options), methods=["POST"], endpoint="auth")
    document_routes.add_routes(app)
    record_routes.add_routes(app)
    catalogue_routes.add_routes(app)
    admin.add_routes(app, books, options)
    return app


def _leave(state: State, options: Options, response: Response) -> Response:
    response.date = options.clock()
    if g.get("retry_after") and g.company is not None and g.company.options.retry_after:
        response.headers["Retry-After"] = str(g.retry_after)
    for company in [g.company] if g.company is not None else list(state.companies.values()):
        if company.changes:
            webhooks.deliver(company)
    return gate.leave(state, response)


def _refused(error: Refused) -> Response:
    return refusal(error)


def _auth(state: State, options: Options) -> Response:
    sent = checked(CREDENTIALS, gate.body())
    if sent["access_key"] == WRONG_KEY:
        raise Refused(Problem("unauthorized", "The username or access_key is invalid"), status=401)
    company = state.company(sent["username"], options)
    gate.check_rate(company)
    company.username = sent["username"]
    answer = {
        "access_token": state.new_token(company),
        "expires_in": options.token_seconds,
        "token_type": "Bearer",
        "scope": "SiigoAPI",
    }
    return reply(answer, options.auth_status)
