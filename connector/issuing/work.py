"""The shell: takes what is due in a lane, gathers, lets `plan` decide, does it, and writes down the order's state."""

import logging
import random
import time
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from sqlalchemy import Connection as Database
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from connector import clock
from connector.db.database import reading, writing
from connector.db.orders import deliveries_of, due_orders, is_due, links_of, settle
from connector.db.tables import LinkRow, OrderRow, OrderState
from connector.engine import Lanes
from connector.errors import ConnectorError, RemoteUnavailable
from connector.issuing.connection import Connection
from connector.issuing.documents import Desk
from connector.issuing.events import newest_event
from connector.issuing.plan import Books, Done, IssueInvoice, SaveCustomer, Skip, Step, plan
from connector.issuing.retry import Hold, Park, TryAgain, decide
from connector.messages import say
from connector.model.events import OrderSeen
from connector.model.order import Order

log = logging.getLogger("connector.work")

TOO_MANY_REQUESTS = 429
HOLD_BACK_SECONDS = 10.0
"""How long a company is left alone after a 429 that does not say how long."""

ORDERS_PER_RUN = 25
SECONDS_PER_RUN = 5.0
"""A run of a lane ends after so much, so that other lanes get their turn (engine.md 6)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """An order's next state."""

    state: OrderState
    why: str = ""
    again_in: float | None = None
    """Seconds until it is looked at again; None: until something new arrives."""
    tries: int = 0
    order: Order | None = None
    """As last read, for its number and total."""
    is_written: bool = False
    """Already in the database, with the link that it follows from."""


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
        """Wake every lane in which something has become due."""
        self._lanes.wake_those_due(clock.now())

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
                _write(connection, row, outcome)
        except (OperationalError, PoolTimeout):
            raise
        except (SQLAlchemyError, ValueError) as error:
            log.error("%s order %s: its state cannot be kept: %s", row.connection, row.order_id, type(error).__name__)
            why = say("issuing.bug", error=type(error).__name__)
            with writing(self._engine) as connection:
                _write(connection, row, Outcome(state="parked", why=why, tries=row.tries))

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
            if isinstance(error, RemoteUnavailable) and error.status == TOO_MANY_REQUESTS:
                self._hold_back(row, error.retry_after or HOLD_BACK_SECONDS)
            return self._after_error(row, error, seen[-1] if seen else None)
        except Exception as error:  # the one place: a bug parks its order, loudly
            frames = "".join(traceback.format_tb(error.__traceback__))  # its message may hold what a buyer typed
            log.error("%s order %s: %s\n%s", row.connection, row.order_id, type(error).__name__, frames)
            why = say("issuing.bug", error=type(error).__name__)
            return Outcome(state="parked", why=why, tries=row.tries, order=seen[-1] if seen else None)

    def _carry_out(self, connection: Connection, row: OrderRow, seen: list[Order]) -> Outcome:
        with reading(self._engine) as database:
            deliveries = deliveries_of(database, row.connection, row.order_id, limit=50)
        event = newest_event(connection, row.order_id, deliveries, row.tries)
        order = event.order if isinstance(event, OrderSeen) else None
        if order:
            seen.append(order)
        links = self._links(row)
        outcomes: list[Outcome] = []

        def remember(database: Database, link: LinkRow) -> None:
            """With its link, the order's state: decided again now that the books hold the document."""
            links.append(link)
            steps = plan(event, _books(links), connection.rules)
            if isinstance(steps[0], Done):
                outcomes.append(replace(_done(steps[0].warnings, order), is_written=True))
                _write(database, row, outcomes[-1], with_link=True)

        steps = plan(event, _books(links), connection.rules)
        match steps:
            case [Skip(why)]:
                return Outcome(state="skipped", why=why, order=order)
            case [Done(warnings)]:
                return _done(warnings, order)
        _do(steps, Desk(self._engine, connection, remember))
        return outcomes[-1]

    def _hold_back(self, row: OrderRow, seconds: float) -> None:
        connection = self._find(row.connection)
        if not isinstance(connection, str):
            connection.hold_back(seconds)

    def _links(self, row: OrderRow) -> list[LinkRow]:
        with reading(self._engine) as connection:
            return links_of(connection, [row]).get((row.connection, row.order_id), [])

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


def _do(steps: Sequence[Step], desk: Desk) -> None:
    """Everything is composed before anything is sent: an order that must be held costs no call."""
    composed = [
        desk.compose("customer" if isinstance(step, SaveCustomer) else "invoice", step.order, step.order.id)
        for step in steps
        if isinstance(step, SaveCustomer | IssueInvoice)
    ]
    for document in composed:
        if document.kind == "customer":
            desk.save_customer(document)
        else:
            desk.make(document, document.order_id)


def _write(database: Database, row: OrderRow, outcome: Outcome, *, with_link: bool = False) -> None:
    now, order = clock.now(), outcome.order
    settle(
        database,
        row,
        state=outcome.state,
        why=outcome.why,
        now=now,
        due_at=None if outcome.again_in is None else now + timedelta(seconds=outcome.again_in),
        tries=outcome.tries,
        number=order.number if order else None,
        total=order.invoice_total if order else None,
        currency=order.currency if order else None,
        with_link=with_link,
    )


def _books(links: Sequence[LinkRow]) -> Books:
    warnings = [line for link in links for line in link.warnings.splitlines()]
    return Books(documents={link.kind: link.name for link in links}, warnings=tuple(dict.fromkeys(warnings)))


def _done(warnings: tuple[str, ...], order: Order | None) -> Outcome:
    state: OrderState = "issued_with_warnings" if warnings else "issued"
    return Outcome(state=state, why="\n".join(warnings), order=order)
