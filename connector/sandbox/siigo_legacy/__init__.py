"""A stateful older Siigo Nube in memory that refuses what its manual forbids (seed 000); it knows no ledger of ours."""

from connector.sandbox.siigo_legacy.app import create_app
from connector.sandbox.siigo_legacy.options import Options
from connector.sandbox.siigo_legacy.server import Running, running, serve
from connector.sandbox.siigo_legacy.state import State

__all__ = ["Options", "Running", "State", "create_app", "running", "serve"]
