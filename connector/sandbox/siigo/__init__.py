"""A stateful Siigo v1 in memory that refuses what Siigo refuses (siigo-api.md 21); it knows no ledger of ours."""

from connector.sandbox.siigo.app import create_app
from connector.sandbox.siigo.options import Options
from connector.sandbox.siigo.server import Running, running, serve
from connector.sandbox.siigo.state import State

__all__ = ["Options", "Running", "State", "create_app", "running", "serve"]
