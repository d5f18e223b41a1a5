"""Rows of invented orders for the commands' tests."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Engine
from sqlmodel import Session

from connector.db.tables import AnswerRow, AttemptRow, DeliveryRow, LinkRow, OrderRow

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


def an_order_row(order_id: str, **given: Any) -> OrderRow:
    values: dict[str, Any] = {
        "connection": "tienda", "order_id": order_id, "number": f"#{order_id}", "state": "issued", "lane": "c#0",
        "total": Decimal("59900.00"), "currency": "COP", "first_seen_at": NOW, "changed_at": NOW,
    }  # fmt: skip
    return OrderRow(**{**values, **given})


def a_link(order_id: str, **given: Any) -> LinkRow:
    values: dict[str, Any] = {
        "connection": "tienda", "kind": "invoice", "source_id": order_id, "order_id": order_id, "ledger_id": "abc-1",
        "name": "FV-2-22", "total": Decimal("59900.00"), "status": "Accepted", "created_at": NOW,
    }  # fmt: skip
    return LinkRow(**{**values, **given})


def an_attempt(order_id: str, **given: Any) -> AttemptRow:
    values: dict[str, Any] = {
        "connection": "tienda", "kind": "invoice", "source_id": order_id, "order_id": order_id, "number": 1,
        "key": "a1b2c3", "sends": 1, "outcome": "issued", "first_sent_at": NOW, "started_at": NOW, "ended_at": NOW,
    }  # fmt: skip
    return AttemptRow(**{**values, **given})


def a_delivery(order_id: str, body: bytes, **given: Any) -> DeliveryRow:
    values: dict[str, Any] = {
        "connection": "tienda", "dedupe": order_id, "topic": "order.updated", "order_id": order_id, "headers": "{}",
        "body": body, "received_at": NOW,
    }  # fmt: skip
    return DeliveryRow(**{**values, **given})


def keep(engine: Engine, *rows: OrderRow | LinkRow | AttemptRow | DeliveryRow | AnswerRow) -> None:
    with Session(engine) as session:
        session.add_all(rows)
        session.commit()
