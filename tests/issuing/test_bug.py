"""A bug parks its order, loudly, and tells the log where it happened but nothing that a buyer typed."""

import logging

import pytest
from sqlalchemy import Engine

from connector.db.database import reading, writing
from connector.db.intake import order_arrived
from connector.db.orders import find_orders
from connector.engine import Lanes
from connector.issuing.work import Work
from tests.orders import PLACED_AT


def test_a_bug_is_parked_and_its_words_are_not_logged(engine: Engine, caplog: pytest.LogCaptureFixture) -> None:
    mail = "laura.rios@example.co"

    def broken(_name: str) -> str:
        raise ValueError(mail)

    given = {"connection": "tienda", "order_id": "1", "lane": "c#0", "due_at": PLACED_AT, "newest_delivery": 1}
    with writing(engine) as connection:
        order_arrived(connection, {**given, "first_seen_at": PLACED_AT, "changed_at": PLACED_AT})
    with reading(engine) as connection:
        [row] = find_orders(connection)
    with caplog.at_level(logging.INFO):
        Work(engine, Lanes(engine), broken, retry_base=1, retry_cap=1).work_on(row)
    with reading(engine) as connection:
        [after] = find_orders(connection)
    assert after.state == "parked"
    assert "ValueError" in after.why
    assert "ValueError" in caplog.text
    assert "in broken" in caplog.text
    assert "laura" not in caplog.text + after.why
