"""Is it alive, is it ready, what has it counted: for load balancers, monitors and Prometheus."""

from flask import Blueprint, current_app
from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import col

from connector import clock
from connector.db.database import reading
from connector.db.orders import count_by_state
from connector.db.runs import last_good_runs
from connector.db.stock import alarms_by_connection, drift_by_connection
from connector.db.tables import CounterRow, OrderRow, WorkerRow
from connector.json_text import write
from connector.wiring import Installation

health = Blueprint("health", __name__)

Answer = tuple[str, int, dict[str, str]]
JSON = {"Content-Type": "application/json"}
TEXT = {"Content-Type": "text/plain; version=0.0.4"}


@health.get("/health")
def alive() -> Answer:
    """200 as long as the process serves; what is wrong with the mapping files stands in it."""
    installation: Installation = current_app.extensions["connector"]
    problems = list(installation.connections.current_problems())
    return write({"alive": True, "problems": problems}), 200, JSON


@health.get("/ready")
def ready() -> Answer:
    """200 when deliveries can be stored and a worker lives, else 503; what is wrong with inventories stands in it."""
    installation: Installation = current_app.extensions["connector"]
    try:
        with reading(installation.engine) as connection:
            beats = connection.execute(select(func.max(col(WorkerRow.beat_at)))).scalar()
            told = alarms_by_connection(connection)
    except SQLAlchemyError as error:
        return write({"ready": False, "database": type(error).__name__}), 503, JSON
    alarms = [f"{one.name}: {told[one.name]}" for one in installation.connections.stocks() if one.name in told]
    age = None if beats is None else (clock.now() - beats).total_seconds()
    is_working = age is not None and age < installation.settings.worker_ttl
    answer = {"ready": is_working, "worker": is_working, "alarms": alarms}
    return write(answer), 200 if is_working else 503, JSON


@health.get("/metrics")
def metrics() -> Answer:
    """Orders by state, deliveries refused, the oldest order that is due; wrong stock, age of the last good run."""
    installation: Installation = current_app.extensions["connector"]
    try:
        with reading(installation.engine) as connection:
            states = count_by_state(connection)
            counters = connection.execute(select(col(CounterRow.name), col(CounterRow.count))).all()
            oldest = connection.execute(select(func.min(col(OrderRow.due_at)))).scalar()
            drift, synced = drift_by_connection(connection), last_good_runs(connection)
    except SQLAlchemyError as error:
        return f"# database away: {type(error).__name__}\n", 503, TEXT
    lines = ["# TYPE connector_orders gauge"]
    lines += [
        f'connector_orders{{connection="{name}",state="{state}"}} {number}'
        for (name, state), number in sorted(states.items())
    ]
    lines.append("# TYPE connector_refused_total counter")
    for name, number in sorted(counters):
        _, connection_name, status = name.split(":", 2)
        lines.append(f'connector_refused_total{{connection="{connection_name}",status="{status}"}} {number}')
    late = 0 if oldest is None else max((clock.now() - oldest).total_seconds(), 0)
    lines += ["# TYPE connector_oldest_due_seconds gauge", f"connector_oldest_due_seconds {late:.1f}"]
    lines += ["# TYPE connector_stock_drift gauge", "# TYPE connector_stock_age_seconds gauge"]
    for name, ended_at in sorted(synced.items()):
        age = (clock.now() - ended_at).total_seconds()
        lines.append(f'connector_stock_drift{{connection="{name}"}} {drift.get(name, 0)}')
        lines.append(f'connector_stock_age_seconds{{connection="{name}"}} {age:.0f}')
    return "\n".join(lines) + "\n", 200, TEXT
