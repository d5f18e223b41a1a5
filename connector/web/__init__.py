"""The web application: the intake of webhooks, health and metrics."""

from connector.web.app import create_app

__all__ = ["create_app"]
