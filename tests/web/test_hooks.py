"""Every POST gets its stated answer, and what was answered 200 is in the database."""

import base64
import fcntl
import gzip
import hashlib
import hmac
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, event, select, text
from sqlmodel import col

from connector.db import database
from connector.db.database import open_database, reading
from connector.db.orders import find_orders
from connector.db.tables import CounterRow, DeliveryRow, WakeRow
from connector.db.together import Together
from connector.engine import Lanes
from connector.http import new_session
from connector.issuing.connection import Connection
from connector.issuing.plan import Rules
from connector.settings import Settings
from connector.stores import store_module
from connector.web import create_app
from connector.wiring import Installation
from tests.stores.woocommerce.evidence import SECRET, captures

OLD_SECRET = "el-secreto-anterior"


class FakeLedger:
    """As much of a ledger as the intake looks at."""

    system = "siigo"
    company = "empresa"
    lanes = 4


@dataclass
class FakeConnections:
    connection: Connection
    is_broken: bool = False

    def stocks(self) -> list[object]:
        return []

    def current_problems(self) -> list[str]:
        return ["otra.yaml:1:1: broken"] if self.is_broken else []

    def find(self, name: str) -> Connection | None:
        return self.connection if name == self.connection.name else None


def a_connection() -> Connection:
    module = store_module("woocommerce")
    section = module.Settings(url="http://127.0.0.1:8089", webhook_secret=[OLD_SECRET, SECRET])
    return Connection(
        name="tienda",
        store=module.open_store(section, session=new_session()),
        ledger=FakeLedger(),  # type: ignore[arg-type]
        rules=Rules(due=lambda order: True, why_not_due=lambda order: ""),
        shadow=False,
        as_sold=lambda order: order,
        draft=lambda kind, order: None,  # type: ignore[arg-type,return-value]
        refetch=False,
        hold_back=lambda seconds: None,
        in_flight=timedelta(seconds=1),
        settle=timedelta(seconds=1),
    )


@pytest.fixture
def client(engine: Engine) -> FlaskClient:
    return client_of(engine)


def client_of(engine: Engine, *, is_broken: bool = False) -> FlaskClient:
    installation = Installation(
        settings=Settings(database_url="sqlite:///unused", max_body=100_000),
        engine=engine,
        lanes=Lanes(engine),
        connections=FakeConnections(a_connection(), is_broken),  # type: ignore[arg-type]
        together=Together(engine) if engine.dialect.name == "sqlite" else None,
    )
    return create_app(installation).test_client()


def signed(body: bytes, topic: str = "order.updated", secret: str = SECRET, **headers: str) -> dict[str, Any]:
    signature = base64.b64encode(hmac.new(secret.encode(), body, hashlib.sha256).digest()).decode()
    return {
        "data": body,
        "headers": {
            "Content-Type": "application/json",
            "X-WC-Webhook-Topic": topic,
            "X-WC-Webhook-Signature": signature,
            "X-WC-Webhook-ID": "2",
            **headers,
        },
    }


def stored(engine: Engine) -> list[tuple[str, str, bool]]:
    with reading(engine) as connection:
        rows = connection.execute(
            select(col(DeliveryRow.topic), col(DeliveryRow.order_id), col(DeliveryRow.ignored)).order_by(
                col(DeliveryRow.id)
            )
        ).all()
    return [(topic, order_id, bool(ignored)) for topic, order_id, ignored in rows]


def counters(engine: Engine) -> dict[str, int]:
    with reading(engine) as connection:
        return {row[0]: row[1] for row in connection.execute(select(col(CounterRow.name), col(CounterRow.count)))}


ORDER = b'{"id":7,"status":"processing","note":"\\u00f3 \\/"}'


def test_every_delivery_of_a_real_store_is_answered_200_and_kept_byte_for_byte(
    client: FlaskClient, engine: Engine
) -> None:
    sent = [(capture.headers, capture.body) for capture in captures()]
    assert len(sent) == 49
    for headers, body in sent:
        assert client.post("/hooks/tienda", data=body, headers=headers).status_code == 200
    with reading(engine) as connection:
        bodies = set(connection.execute(select(col(DeliveryRow.body))).scalars())
        orders = {row.order_id for row in find_orders(connection)}
    assert {body for _, body in sent} == bodies
    assert orders == {"23", "24", "25", "27", "28", "29", "31", "32"}


def test_the_same_delivery_again_is_stored_once(client: FlaskClient, engine: Engine) -> None:
    for _ in range(3):
        assert client.post("/hooks/tienda", **signed(ORDER)).status_code == 200
    assert stored(engine) == [("order.updated", "7", False)]


def test_an_older_secret_is_still_accepted(client: FlaskClient) -> None:
    assert client.post("/hooks/tienda", **signed(ORDER, secret=OLD_SECRET)).status_code == 200


def test_the_headers_kept_are_the_shops_own(client: FlaskClient, engine: Engine) -> None:
    client.post("/hooks/tienda", **signed(ORDER, Cookie="secreto", Authorization="secreto"))
    with reading(engine) as connection:
        [headers] = connection.execute(select(col(DeliveryRow.headers))).scalars()
    assert "secreto" not in headers
    assert '"x-wc-webhook-topic":"order.updated"' in headers


@pytest.mark.parametrize(
    ("post", "status"),
    [
        (signed(ORDER, secret="otro"), 401),
        ({"data": ORDER, "headers": {"X-WC-Webhook-Topic": "order.updated"}}, 401),
        (signed(ORDER) | {"data": ORDER.replace(b"\\/", b"/")}, 401),
        (signed(b'{"id":7,'), 400),
        (signed(b'{"id":7,"x":"\xff"}'), 400),
        (signed(b"<html>mantenimiento</html>"), 400),
        (signed(gzip.compress(b"0" * 10_000_000), **{"Content-Encoding": "gzip"}), 400),
        (signed(b'{"id":7,"x":' + b"[" * 5000 + b"]" * 5000 + b"}"), 400),
        (signed(b'{"id":7,"x":NaN}'), 400),
        (signed(b'{"id":7,"x":' + b"9" * 6000 + b"}"), 400),
        (signed(b'{"id":"' + b"7" * 200 + b'"}'), 400),
        (signed(b'{"id":"a\\u0000b"}'), 400),
        (signed(b"x" * 100_001), 413),
    ],
    ids=[
        "wrong secret", "unsigned", "re-serialised", "truncated", "invalid UTF-8", "html", "gzip bomb", "deep", "NaN",
        "number of thousands of digits", "long id", "NUL in the id", "too large",
    ],
)  # fmt: skip
def test_what_is_refused_leaves_a_counter_and_nothing_else(
    client: FlaskClient, engine: Engine, post: dict[str, Any], status: int
) -> None:
    assert client.post("/hooks/tienda", **post).status_code == status
    assert stored(engine) == []
    assert counters(engine) == {f"refused:tienda:{status}": 1}


def test_a_body_without_a_stated_length_is_cut_off_at_the_limit(client: FlaskClient, engine: Engine) -> None:
    post = signed(b"x" * 200_000)
    answer = client.post(
        "/hooks/tienda", **post, environ_overrides={"CONTENT_LENGTH": "", "wsgi.input_terminated": True}
    )
    assert answer.status_code == 413
    assert stored(engine) == []


def test_numbers_beyond_any_money_are_stored_since_reading_comes_later(client: FlaskClient, engine: Engine) -> None:
    assert client.post("/hooks/tienda", **signed(b'{"id":7,"total":1e400}')).status_code == 200
    assert stored(engine) == [("order.updated", "7", False)]


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("post", "/hooks/otra", 404),
        ("post", "/hooks/", 404),
        ("get", "/hooks/tienda", 405),
        ("put", "/hooks/tienda", 405),
        ("get", "/nada", 404),
    ],
)
def test_other_paths_and_methods(client: FlaskClient, method: str, path: str, status: int) -> None:
    answer = getattr(client, method)(path)
    assert answer.status_code == status
    assert "Location" not in answer.headers


@pytest.mark.parametrize("path", ["/hooks/tienda/", "//hooks/tienda", "/hooks//tienda"])
def test_a_sloppy_address_is_never_redirected(client: FlaskClient, path: str) -> None:
    assert client.post(path, **signed(ORDER)).status_code in (200, 404)


def test_405_says_what_is_allowed(client: FlaskClient) -> None:
    assert "POST" in client.get("/hooks/tienda").headers["Allow"]


def test_a_thousand_duplicates_at_once_are_one(client: FlaskClient, engine: Engine) -> None:
    app = client.application

    def post(number: int) -> int:
        body = b'{"id":%d,"status":"processing"}' % (number % 10)
        return app.test_client().post("/hooks/tienda", **signed(body)).status_code

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(post, range(1, 101))) <= {200, 400}
    assert len(stored(engine)) == 9  # order id 0 is none


def test_a_lane_is_woken_once_for_many_deliveries(client: FlaskClient, engine: Engine) -> None:
    for number in range(1, 40):
        client.post("/hooks/tienda", **signed(b'{"id":%d}' % number))
    with reading(engine) as connection:
        lanes = list(connection.execute(select(col(WakeRow.lane))).scalars())
        runs = connection.execute(text(f"select count(*) from {_runs(engine)}")).scalar_one()
    assert sorted(lanes) == [f"empresa#{shard}" for shard in range(4)]
    assert runs == 4


def _runs(engine: Engine) -> str:
    return "workflow_status" if engine.dialect.name == "sqlite" else "dbos.workflow_status"


def test_when_the_database_is_gone_the_shop_is_told_to_send_again(client: FlaskClient, engine: Engine) -> None:
    @event.listens_for(engine, "before_cursor_execute")
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    try:
        assert client.post("/hooks/tienda", **signed(ORDER)).status_code == 503
        assert client.post("/hooks/tienda", **signed(ORDER, secret="otro")).status_code == 401
    finally:
        event.remove(engine, "before_cursor_execute", fail)
    assert stored(engine) == []
    assert client.post("/hooks/tienda", **signed(ORDER)).status_code == 200


@pytest.fixture
def locked(tmp_path: Any, engine: Engine) -> Iterator[None]:
    """Another program holds SQLite's write lock without queueing for it."""
    if engine.dialect.name != "sqlite":
        pytest.skip("a file lock is SQLite's")
    import sqlite3

    other = sqlite3.connect(engine.url.database or "", isolation_level=None)
    other.execute("begin immediate")
    yield
    other.execute("rollback")
    other.close()


@pytest.mark.usefixtures("locked")
def test_a_locked_database_is_503(client: FlaskClient) -> None:
    """Within the five seconds that a shop waits: see `test_database.py`."""
    assert client.post("/hooks/tienda", **signed(ORDER)).status_code == 503


def test_readers_do_not_keep_deliveries_waiting(client: FlaskClient, engine: Engine) -> None:
    release = threading.Event()

    def read() -> None:
        other = open_database(engine.url.render_as_string(hide_password=False))
        with reading(other) as connection:
            find_orders(connection)
            release.wait(60)
        other.dispose()

    reader = threading.Thread(target=read)
    reader.start()
    assert client.post("/hooks/tienda", **signed(ORDER)).status_code == 200
    assert reader.is_alive()
    release.set()
    reader.join()


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=st.binary(max_size=300), topic=st.text(max_size=30), good=st.booleans())
def test_the_intake_never_answers_5xx(client: FlaskClient, body: bytes, topic: str, good: bool) -> None:
    post = signed(body, secret=SECRET if good else "x")
    post["headers"]["X-WC-Webhook-Topic"] = topic.encode("ascii", "ignore").decode().translate({10: 32, 13: 32})
    assert client.post("/hooks/tienda", **post).status_code in (200, 400, 401)


def test_health_and_metrics_tell(client: FlaskClient) -> None:
    client.post("/hooks/tienda", **signed(ORDER))
    client.post("/hooks/tienda", **signed(ORDER, secret="otro"))
    assert client.get("/health").get_data(as_text=True) == '{"alive":true,"problems":[]}'
    assert client.get("/ready").status_code == 503  # no worker yet
    metrics = client.get("/metrics").get_data(as_text=True)
    assert 'connector_orders{connection="tienda",state="waiting"} 1' in metrics
    assert 'connector_refused_total{connection="tienda",status="401"} 1' in metrics


@pytest.mark.postgres
def test_a_restarted_database_costs_no_delivery(postgres_url: str) -> None:
    """Every pooled connection is dead after a restart; the first delivery afterwards is stored all the same."""
    from connector.db import schema
    from connector.engine import migrate

    engine = open_database(postgres_url)
    schema.upgrade(engine)
    migrate(postgres_url)
    client = client_of(engine)
    assert client.post("/hooks/tienda", **signed(ORDER)).status_code == 200
    with engine.connect() as connection:
        ours = connection.execute(text("select pg_backend_pid()")).scalar_one()
        connection.execute(
            text(
                "select pg_terminate_backend(pid) from pg_stat_activity "
                "where datname = current_database() and pid <> :me"
            ),
            {"me": ours},
        )
    other = open_database(postgres_url)
    with other.connect() as connection:
        connection.execute(text("select pg_terminate_backend(:pid)"), {"pid": ours})
    other.dispose()
    assert client.post("/hooks/tienda", **signed(ORDER.replace(b"7", b"8"))).status_code == 200
    assert {order_id for _, order_id, _ in stored(engine)} == {"7", "8"}
    engine.dispose()


def test_a_connection_that_may_stand_in_a_broken_file_is_asked_to_come_again(engine: Engine) -> None:
    client = client_of(engine, is_broken=True)
    assert client.post("/hooks/otra", **signed(ORDER)).status_code == 503
    assert client.post("/hooks/tienda", **signed(ORDER)).status_code == 200
    assert client.get("/health").get_json() == {"alive": True, "problems": ["otra.yaml:1:1: broken"]}
    assert counters(engine) == {"refused::503": 1}


def test_a_writer_that_stands_still_gives_503_before_the_shop_hangs_up(
    engine: Engine, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    if engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL waits for rows, not for a file")
    monkeypatch.setattr(database, "LOCK_SECONDS", 0.2)
    with open(f"{engine.url.database}.wlock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert client.post("/hooks/tienda", **signed(ORDER)).status_code == 503
    assert client.post("/hooks/tienda", **signed(ORDER)).status_code == 200
    assert len(stored(engine)) == 1
