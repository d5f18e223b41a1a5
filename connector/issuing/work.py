"""The shell: takes what is due in a lane, gathers, lets `plan` decide, does it, and writes down the order's state."""

import logging
import random
import time
import traceback
from collections.abc import Callable

from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from connector import clock
from connector.db.database import reading, writing
from connector.db.orders import deliveries_of, due_orders, is_due
from connector.db.put_back import bring_orders_back
from connector.db.tables import OrderRow
from connector.engine import Lanes
from connector.errors import ConnectorError, OrderHeld, RemoteRejected, RemoteUnavailable
from connector.issuing.carrying import Carrying
from connector.issuing.connection import Connection
from connector.issuing.events import newest_event
from connector.issuing.outcome import Outcome, write
from connector.issuing.retry import Hold, Park, TryAgain, decide
from connector.messages import say
from connector.model.events import Event, OrderSeen, Unreadable
from connector.model.order import Order

log = logging.getLogger("connector.work")

TOO_MANY_REQUESTS = 429
HOLD_BACK_SECONDS = 10.0
"""How long a company is left alone after a 429 that does not say how long."""

ORDERS_PER_RUN = 25
MOST_STEPS = 20
"""Of one order in one run; what is left is done in the next."""

SECONDS_PER_RUN = 5.0
"""A run of a lane ends after so much, so that other lanes get their turn (engine.md 6)."""


class Work:
    """What a worker does. `find` gives the connection, or says in a sentence why there is none."""

    def __init__(
        self,
        engine: Engine,
        lanes: Lanes,
        find: Callable[[str], Connection | str],
        *,
        retry_base: float,
        retry_cap: float,
    ) -> None:
        self._engine = engine
        self._lanes = lanes
        self._find = find
        self._retry_base = retry_base
        self._retry_cap = retry_cap

    def tick(self) -> None:
        """Wake every lane in which something has become due, or is because the clock has been put back."""
        now = clock.now()
        bring_orders_back(self._engine, now)
        self._lanes.wake_those_due(now)

    def run_lane(self, lane: str) -> bool:
        """Work on what is due in the lane; True when more is due already."""
        end = time.monotonic() + SECONDS_PER_RUN
        with reading(self._engine) as connection:
            orders = due_orders(connection, lane, clock.now(), ORDERS_PER_RUN)
        for order in orders:
            self.work_on(order)
            if time.monotonic() > end:
                break
        with reading(self._engine) as connection:
            return is_due(connection, lane, clock.now())

    def work_on(self, row: OrderRow) -> Outcome:
        """Bring one order to its next state. Raises only when the database itself fails."""
        began = time.monotonic()
        outcome = self._outcome_of(row)
        if not outcome.is_written:
            self._settle(row, outcome)
        milliseconds = int((time.monotonic() - began) * 1000)
        log.info("%s order %s %s in %d ms", row.connection, row.order_id, outcome.state, milliseconds)
        return outcome

    def _settle(self, row: OrderRow, outcome: Outcome) -> None:
        """Only a database that is away may keep an order from its state: a value it refuses parks the order."""
        try:
            with writing(self._engine) as connection:
                write(connection, row, outcome)
        except (OperationalError, PoolTimeout):
            raise
        except (SQLAlchemyError, ValueError) as error:
            log.error("%s order %s: its state cannot be kept: %s", row.connection, row.order_id, type(error).__name__)
            why = say("issuing.bug", error=type(error).__name__)
            with writing(self._engine) as connection:
                write(connection, row, Outcome(state="parked", why=why, tries=row.tries))

    def _outcome_of(self, row: OrderRow) -> Outcome:
        seen: list[Order] = []
        try:
            connection = self._find(row.connection)
            if isinstance(connection, str):
                return Outcome(state="parked", why=connection, tries=row.tries)
            return self._carry_out(connection, row, seen)
        except (OperationalError, PoolTimeout):
            raise
        except ConnectorError as error:
            return self._after_error(row, error, seen[-1] if seen else None)
        except Exception as error:  # the one place: a bug parks its order, loudly
            frames = "".join(traceback.format_tb(error.__traceback__))  # its message may hold what a buyer typed
            log.error("%s order %s: %s\n%s", row.connection, row.order_id, type(error).__name__, frames)
            why = say("issuing.bug", error=type(error).__name__)
            return Outcome(state="parked", why=why, tries=row.tries, order=seen[-1] if seen else None)

    def _carry_out(self, connection: Connection, row: OrderRow, seen: list[Order]) -> Outcome:
        """From the order's newest state to what the books say of it; a 429 of the shop is no affair of the ledger."""
        with reading(self._engine) as database:
            deliveries = deliveries_of(database, row.connection, row.order_id, limit=50)
        event: Event | Unreadable
        try:
            event = newest_event(connection, row.order_id, deliveries, row.tries)
        except (OrderHeld, RemoteRejected) as error:  # its documents are followed all the same
            event = Unreadable(str(error))
        order = event.order if isinstance(event, OrderSeen) else None
        if order:
            seen.append(order)
        try:
            return _in_steps(Carrying(self._engine, connection, row, event))
        except RemoteUnavailable as error:
            if error.status == TOO_MANY_REQUESTS:
                connection.hold_back(error.retry_after or HOLD_BACK_SECONDS)
            raise

    def _after_error(self, row: OrderRow, error: ConnectorError, order: Order | None) -> Outcome:
        chance = random.random()  # noqa: S311 - spreads retries, guards nothing
        verdict = decide(error, tries=row.tries, base=self._retry_base, cap=self._retry_cap, chance=chance)
        match verdict:
            case TryAgain():
                return Outcome(
                    state="waiting", why=verdict.why, again_in=verdict.seconds, tries=verdict.tries, order=order
                )
            case Hold():
                return Outcome(state="held", why=verdict.why, order=order)
            case Park():
                return Outcome(state="parked", why=verdict.why, tries=row.tries, order=order)


def _in_steps(carrying: Carrying) -> Outcome:
    """One step after the other, each decided anew from the books, until nothing more is to be done now."""
    for _ in range(MOST_STEPS):
        try:
            steps = carrying.plan()
            outcome = carrying.end(steps[0]) or carrying.out(steps)
        except OrderHeld:
            if not carrying.clear():
                raise
            continue
        if outcome:
            return outcome
    raise RemoteUnavailable(say("issuing.many_steps"), counts=False)
