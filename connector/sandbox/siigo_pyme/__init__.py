"""Siigo Pyme behind the iFactory bridge, in memory: it keeps balanced documents and refuses others (seed 003)."""

from connector.sandbox.siigo_pyme.options import Options
from connector.sandbox.siigo_pyme.server import Running, running, serve
from connector.sandbox.siigo_pyme.state import State

__all__ = ["Options", "Running", "State", "running", "serve"]
