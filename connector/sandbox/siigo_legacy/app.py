"""The emulator as a Flask application: the gate, the routes, the errors."""

from flask import Flask
from werkzeug.exceptions import MethodNotAllowed, NotFound

from connector.sandbox.siigo_legacy import admin, gate, routes, signing_in
from connector.sandbox.siigo_legacy.options import Options
from connector.sandbox.siigo_legacy.refusals import Problem, Refused
from connector.sandbox.siigo_legacy.state import State

DEFAULT = Options()


def create_app(state: State | None = None, *, options: Options = DEFAULT) -> Flask:
    """A Siigo Nube of one's own. The same `state` may be shared by several applications of one process."""
    books = state if state is not None else State()
    app = Flask(__name__, static_folder=None)
    app.before_request(lambda: gate.enter(books, options))
    app.after_request(lambda response: gate.leave(books, response, options))
    app.register_error_handler(Refused, lambda error: gate.refusal(error, options))
    missing = Refused(Problem("not_found", "The resource was not found"), status=404)
    app.register_error_handler(NotFound, lambda _error: gate.refusal(missing, options))
    app.register_error_handler(MethodNotAllowed, lambda _error: gate.refusal(missing, options))
    app.add_url_rule(
        gate.SIGN_IN, view_func=lambda: signing_in.answer(books, options), methods=["POST"], endpoint="token"
    )
    routes.add_routes(app)
    admin.add_routes(app, books, options)
    return app
