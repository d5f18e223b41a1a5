"""What the engine's own tables need: migrations, and forgetting what is long over."""

from datetime import timedelta

from dbos import DBOS, DBOSClient
from sqlalchemy import Engine, make_url

from connector.clock import now

OVER = ["SUCCESS", "ERROR", "CANCELLED", "MAX_RECOVERY_ATTEMPTS_EXCEEDED"]
AT_ONCE = 2000


def migrate(url: str) -> None:
    """Make or upgrade the engine's own tables. Safe to call twice."""
    driver = "sqlite" if url.startswith("sqlite") else "postgresql"
    DBOS.migrate(make_url(url).set(drivername=driver).render_as_string(hide_password=False))


def forget_runs(engine: Engine, *, older_than: timedelta = timedelta(days=1)) -> int:
    """Delete the engine's records of runs that are over; how many. Harmless when several processes do it."""
    client = DBOSClient(system_database_engine=engine, lazy=True)
    before, forgotten = (now() - older_than).isoformat(), 0
    try:
        while True:
            over = client.list_workflows(
                status=OVER, end_time=before, limit=AT_ONCE, load_input=False, load_output=False
            )
            client.delete_workflows([run.workflow_id for run in over])
            forgotten += len(over)
            if len(over) < AT_ONCE:
                return forgotten
    finally:
        client.destroy()
