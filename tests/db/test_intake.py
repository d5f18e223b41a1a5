"""A delivery is stored once; its order is due; a later one never loses an order its state."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import Engine, select
from sqlmodel import col

from connector.db.database import reading, writing
from connector.db.intake import count, keep_delivery, order_arrived
from connector.db.orders import due_lanes, due_orders, find_orders, is_due, make_due, settle
from connector.db.tables import CounterRow, DeliveryRow, OrderRow

NOW = datetime(2026, 11, 21, 12, 0, 0, 123456, tzinfo=UTC)


def delivery(dedupe: str = "a", order_id: str = "1") -> dict[str, object]:
    row = DeliveryRow(
        connection="tienda", dedupe=dedupe, topic="order.updated", order_id=order_id, headers="{}",
        body=b'{"id": 1, "x": "\\u00f3\\/"}', received_at=NOW,
    )  # fmt: skip
    return row.model_dump(exclude={"id"})


def order(newest: int = 1, **given: object) -> OrderRow:
    values: dict[str, object] = {
        "connection": "tienda", "order_id": "1", "state": "waiting", "why": "recibido", "lane": "c#0",
        "due_at": NOW, "newest_delivery": newest, "first_seen_at": NOW, "changed_at": NOW,
    }  # fmt: skip
    return OrderRow(**{**values, **given})


def only(engine: Engine) -> OrderRow:
    with reading(engine) as connection:
        [row] = find_orders(connection)
    return row


def test_a_delivery_is_stored_once_and_its_bytes_come_back(engine: Engine) -> None:
    with writing(engine) as connection:
        assert keep_delivery(connection, delivery()) is not None
        assert keep_delivery(connection, delivery()) is None
        assert keep_delivery(connection, delivery("b")) is not None
    with reading(engine) as connection:
        rows = connection.execute(select(col(DeliveryRow.body), col(DeliveryRow.received_at))).all()
    assert [tuple(row) for row in rows] == [(b'{"id": 1, "x": "\\u00f3\\/"}', NOW)] * 2


def test_an_order_is_due_where_it_belongs(engine: Engine) -> None:
    with writing(engine) as connection:
        order_arrived(connection, order().model_dump(exclude={"id"}))
    with reading(engine) as connection:
        assert due_lanes(connection, NOW) == ["c#0"]
        assert due_lanes(connection, NOW - timedelta(seconds=1)) == []
        assert [row.order_id for row in due_orders(connection, "c#0", NOW, 10)] == ["1"]
        assert not is_due(connection, "c#1", NOW)


def test_settling_writes_the_state_and_the_time(engine: Engine) -> None:
    with writing(engine) as connection:
        order_arrived(connection, order().model_dump(exclude={"id"}))
    row = only(engine)
    later = NOW + timedelta(minutes=5)
    with writing(engine) as connection:
        settle(
            connection, row, state="waiting", why="sin conexión", now=NOW, due_at=later, tries=1,
            number="#1", total=Decimal("59900.00"), currency="COP",
        )  # fmt: skip
    row = only(engine)
    assert (row.state, row.why, row.due_at, row.tries, row.number, row.total) == (
        "waiting", "sin conexión", later, 1, "#1", Decimal("59900.00"),
    )  # fmt: skip


def test_a_delivery_that_comes_while_we_work_keeps_the_order_due(engine: Engine) -> None:
    with writing(engine) as connection:
        order_arrived(connection, order(1).model_dump(exclude={"id"}))
    row = only(engine)
    with writing(engine) as connection:
        order_arrived(connection, order(2).model_dump(exclude={"id"}))
    with writing(engine) as connection:
        settle(connection, row, state="issued", why="", now=NOW)
    after = only(engine)
    assert after.state == "issued"
    assert after.due_at == NOW


def test_a_new_delivery_leaves_the_state_and_its_reason_until_the_order_is_looked_at(engine: Engine) -> None:
    with writing(engine) as connection:
        order_arrived(connection, order(1).model_dump(exclude={"id"}))
        settle(connection, order(1, id=1), state="held", why="falta la cédula", now=NOW)
    with writing(engine) as connection:
        order_arrived(connection, order(2).model_dump(exclude={"id"}))
    after = only(engine)
    assert (after.state, after.why, after.due_at) == ("held", "falta la cédula", NOW)


def test_replay_makes_it_due_again(engine: Engine) -> None:
    with writing(engine) as connection:
        order_arrived(connection, order(1).model_dump(exclude={"id"}))
    row = only(engine)
    with writing(engine) as connection:
        settle(connection, row, state="parked", why="?", now=NOW, tries=7)
    with writing(engine) as connection:
        make_due(connection, row.id or 0, NOW)
    after = only(engine)
    assert (after.state, after.due_at, after.tries) == ("waiting", NOW, 0)


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, 1),
        ({"names": ["tienda"]}, 1),
        ({"names": ["otra"]}, 0),
        ({"states": ["waiting", "held"]}, 1),
        ({"states": ["issued"]}, 0),
        ({"which": ["1"]}, 1),
        ({"which": ["1001"]}, 1),
        ({"which": ["#1001"]}, 1),
        ({"which": ["1002"]}, 0),
    ],
)
def test_orders_are_found_by_connection_state_and_number(
    engine: Engine, filters: dict[str, list[str]], found: int
) -> None:
    with writing(engine) as connection:
        order_arrived(connection, order(number="#1001").model_dump(exclude={"id"}))
    with reading(engine) as connection:
        assert len(find_orders(connection, **filters)) == found


def test_counters_count(engine: Engine) -> None:
    for _ in range(3):
        with writing(engine) as connection:
            count(connection, "refused:tienda:401")
    with reading(engine) as connection:
        assert connection.execute(select(col(CounterRow.count))).scalar_one() == 3


def test_a_replay_while_we_work_is_not_undone(engine: Engine) -> None:
    with writing(engine) as connection:
        order_arrived(connection, order(1).model_dump(exclude={"id"}))
    row = only(engine)
    later = NOW + timedelta(seconds=3)
    with writing(engine) as connection:
        make_due(connection, row.id or 0, later)
    with writing(engine) as connection:
        settle(connection, row, state="held", why="falta la ciudad", now=later)
    after = only(engine)
    assert (after.state, after.due_at) == ("waiting", later)


def test_a_worker_that_comes_late_does_not_undo_the_state_of_another(engine: Engine) -> None:
    with writing(engine) as connection:
        order_arrived(connection, order(1).model_dump(exclude={"id"}))
    row = only(engine)
    with writing(engine) as connection:
        settle(connection, row, state="issued", why="", now=NOW + timedelta(seconds=1))
    with writing(engine) as connection:
        settle(connection, row, state="waiting", why="sin conexión", now=NOW + timedelta(seconds=9), due_at=NOW)
    assert only(engine).state == "issued"
    with writing(engine) as connection:
        settle(
            connection, row, state="issued_with_warnings", why="dos documentos", now=NOW + timedelta(seconds=9),
            with_link=True,
        )  # fmt: skip
    assert only(engine).state == "issued_with_warnings"


def test_a_delivery_committed_out_of_order_is_not_overlooked(engine: Engine) -> None:
    """PostgreSQL gives ids before it commits: number 1 may appear after number 2 has been worked on."""
    with writing(engine) as connection:
        order_arrived(connection, order(2).model_dump(exclude={"id"}))
    row = only(engine)
    later = NOW + timedelta(seconds=1)
    with writing(engine) as connection:
        order_arrived(connection, order(1, due_at=later).model_dump(exclude={"id"}))
    with writing(engine) as connection:
        settle(connection, row, state="skipped", why="pendiente", now=later)
    after = only(engine)
    assert (after.newest_delivery, after.due_at) == (2, later)


def test_an_order_keeps_its_lane_when_the_number_of_lanes_changes(engine: Engine) -> None:
    with writing(engine) as connection:
        assert order_arrived(connection, order(1).model_dump(exclude={"id"})) == "c#0"
        assert order_arrived(connection, order(2, lane="c#7").model_dump(exclude={"id"})) == "c#0"


def test_texts_that_no_column_takes_are_kept_as_well_as_can_be(engine: Engine) -> None:
    with writing(engine) as connection:
        order_arrived(connection, order(1).model_dump(exclude={"id"}))
    with writing(engine) as connection:
        settle(connection, only(engine), state="held", why="ciudad \ud83d\x00", now=NOW, number="9" * 300)
    after = only(engine)
    assert (after.why, after.number) == ("ciudad ??", "9" * 100)
