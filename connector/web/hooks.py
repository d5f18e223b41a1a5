"""The intake: signature over the exact bytes, one durable transaction, 200. No network, no mapping.

Answers: 200 stored (or known, or nothing to do), 400 garbage, 401 signature, 404 connection, 405 method, 413 too large,
503 when it could not be stored, or when the connection may stand in a file that is broken: nothing was written; Shopify
sends it again. Never another 5xx, never a redirect.
"""

import hashlib
import logging
from collections.abc import Callable, Mapping

from flask import Blueprint, current_app, request
from sqlalchemy import Connection as Database
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from connector import clock
from connector.db.database import at_once, writing
from connector.db.intake import count, keep_delivery, keep_with_order
from connector.db.types import storable
from connector.errors import DeliveryRefused
from connector.issuing.connection import Connection
from connector.json_text import write
from connector.messages import say
from connector.ports import Received
from connector.wiring import Installation

log = logging.getLogger("connector.hooks")
hooks = Blueprint("hooks", __name__)

Answer = tuple[str, int]

KEPT_HEADERS = ("content-type", "user-agent", "date")
KEPT_PREFIXES = ("x-wc-", "x-shopify-", "shopify-")
"""Headers that are stored; the rest (cookies, proxies, addresses) is nobody's business."""


@hooks.post("/hooks/<name>")
def receive(name: str) -> Answer:
    """One delivery."""
    installation: Installation = current_app.extensions["connector"]
    connection = installation.connections.find(name)
    if connection is None:
        return _unknown(installation)
    try:
        body = _body(installation.settings.max_body)
        headers = {key.lower(): value for key, value in request.headers}
        received = _sound(connection.store.receive(headers, body))
    except DeliveryRefused as refusal:
        _count(installation, f"refused:{name}:{refusal.status}")
        log.warning("%s delivery refused with %d: %s", name, refusal.status, refusal)
        return f"{refusal}\n", refusal.status
    try:
        _store_surely(installation, connection, received, headers, body)
    except (SQLAlchemyError, OSError) as error:
        log.error("%s delivery not stored: %s", name, type(error).__name__)
        return "not stored\n", 503
    return "", 200


def _unknown(installation: Installation) -> Answer:
    """404 is only said when it is sure: to the shop it is the end, 503 is not."""
    answer = ("connection not ready\n", 503) if installation.connections.is_broken else ("unknown connection\n", 404)
    _count(installation, f"refused::{answer[1]}")
    log.warning("delivery for an unknown connection refused with %d", answer[1])
    return answer


def _body(limit: int) -> bytes:
    """The exact bytes, never more than `limit` of them in memory. Raises DeliveryRefused(413)."""
    if (request.content_length or 0) > limit:
        raise DeliveryRefused(413, say("hooks.too_large", limit=limit))
    body = request.stream.read(limit + 1)
    if len(body) > limit:
        raise DeliveryRefused(413, say("hooks.too_large", limit=limit))
    return body


def _sound(received: Received) -> Received:
    """An order id that a database can keep. Raises DeliveryRefused(400)."""
    if len(received.order_id) > 100 or not received.order_id.isprintable():
        raise DeliveryRefused(400, say("hooks.bad_order_id"))
    return received


def _store_surely(
    installation: Installation, connection: Connection, received: Received, headers: Mapping[str, str], body: bytes
) -> None:
    """Once more when the database closed the connection behind our back: the pool then makes new ones."""
    try:
        _store(installation, connection, received, headers, body)
    except DBAPIError as error:
        if not error.connection_invalidated:
            raise
        _store(installation, connection, received, headers, body)


def _store(
    installation: Installation, connection: Connection, received: Received, headers: Mapping[str, str], body: bytes
) -> None:
    delivery, order = _rows(connection, received, headers, body)
    if received.ignored or not received.order_id:
        _durably(installation, lambda database: keep_delivery(database, delivery))
    elif installation.together:
        installation.together.write(lambda database: _keep_and_wake(installation, database, delivery, order))
    else:
        with at_once(installation.engine) as database:
            arrived = keep_with_order(database, delivery, order)
        if arrived and not arrived.is_queued:  # were we to die here, the worker's clock would wake the lane
            with writing(installation.engine) as database:
                installation.lanes.wake(database, arrived.lane)


def _rows(
    connection: Connection, received: Received, headers: Mapping[str, str], body: bytes
) -> tuple[dict[str, object], dict[str, object]]:
    """The delivery, and the order that it is about, as they are stored."""
    now = clock.now()
    delivery: dict[str, object] = {
        "connection": connection.name,
        "dedupe": _short(storable(received.dedupe)),
        "topic": storable(received.topic, 100),
        "order_id": received.order_id,
        "headers": storable(write({key: value for key, value in headers.items() if _is_kept(key)})),
        "body": body,
        "received_at": now,
        "ignored": storable(received.ignored),
    }

    order: dict[str, object] = {
        "connection": connection.name,
        "order_id": received.order_id,
        "why": say("issuing.received"),
        "lane": connection.lane_of(received.order_id),
        "due_at": now,
        "first_seen_at": now,
        "changed_at": now,
    }
    return delivery, order


def _keep_and_wake(
    installation: Installation, database: Database, delivery: Mapping[str, object], order: Mapping[str, object]
) -> None:
    if arrived := keep_with_order(database, delivery, order):
        installation.lanes.wake(database, arrived.lane)


def _durably(installation: Installation, piece: Callable[[Database], object]) -> None:
    """Returns when it is committed: with its neighbours on SQLite, alone on PostgreSQL."""
    if installation.together:
        installation.together.write(piece)
        return
    with writing(installation.engine) as database:
        piece(database)


def _count(installation: Installation, name: str) -> None:
    """A refused delivery leaves a number and nothing else; not even that when the database is away."""
    try:
        with writing(installation.engine) as database:
            count(database, name[:200])
    except (SQLAlchemyError, OSError) as error:
        log.error("counter %s not kept: %s", name, type(error).__name__)


def _short(dedupe: str) -> str:
    return dedupe if len(dedupe) <= 200 else hashlib.sha256(dedupe.encode()).hexdigest()


def _is_kept(header: str) -> bool:
    return header in KEPT_HEADERS or (header.startswith(KEPT_PREFIXES) and "hmac" not in header)
