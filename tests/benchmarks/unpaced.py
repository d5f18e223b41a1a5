"""`python -m tests.benchmarks.unpaced`: `connector work` whose limiter asks the database each time and never waits."""

import sys

from connector.cli import main
from connector.db import limiter

if __name__ == "__main__":
    assert limiter.SAFETY > 1
    limiter.SAFETY = 0
    sys.argv = ["connector", "work"]
    main()
