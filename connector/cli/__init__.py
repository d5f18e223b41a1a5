"""The command line: `connector COMMAND`. Exit codes: see `connector.cli.exits`."""

from connector.cli.main import main

__all__ = ["main"]
