"""`python -m tests.benchmarks.floor`: `connector web` that does everything but the database, and answers 200.

Same waitress, Flask, routing, body, signature, reading of the JSON; only the function that stores does nothing.
"""

import sys
from importlib import import_module

from connector.cli import main

if __name__ == "__main__":
    hooks = import_module("connector.web.hooks")
    assert callable(hooks._store)
    setattr(hooks, "_store", lambda *_given: None)  # noqa: B010 - mypy knows it as a function
    sys.argv = ["connector", "web"]
    main()
