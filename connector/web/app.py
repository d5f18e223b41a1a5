"""The Flask application: hooks, health, metrics. It answers from the database alone and calls nobody."""

from flask import Flask
from werkzeug.exceptions import HTTPException

from connector.web.health import health
from connector.web.hooks import hooks
from connector.web.notices import notices
from connector.wiring import Installation


def create_app(installation: Installation) -> Flask:
    """Ready to serve; safe under threads."""
    app = Flask("connector.web", static_folder=None)
    app.url_map.strict_slashes = False
    app.url_map.redirect_defaults = False
    app.url_map.merge_slashes = False  # a redirect is a lost delivery at both platforms
    app.extensions["connector"] = installation
    app.register_blueprint(hooks)
    app.register_blueprint(notices)
    app.register_blueprint(health)
    app.register_error_handler(HTTPException, _plain)
    return app


def _plain(error: HTTPException) -> tuple[str, int, dict[str, str]]:
    """A short text instead of a page, and never a redirect."""
    status = error.code or 500
    allow = {name: value for name, value in error.get_headers() if name == "Allow"}
    return f"{error.name}\n", status if status < 300 or status >= 400 else 404, allow
