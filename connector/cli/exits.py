"""Exit codes, the same for every command."""

OK = 0
PROBLEMS = 1
"""The command ran and found something that a person must mend: lint problems, failed cases."""
USAGE = 2
"""The command line itself is wrong (click's own)."""
CONFIG = 3
"""The installation cannot start as it is configured: settings, mapping files, database."""
BUSY = 4
"""Another worker holds the SQLite file."""
