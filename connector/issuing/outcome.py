"""An order's next state, as a value, and how it is written."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection as Database

from connector import clock
from connector.db.orders import settle
from connector.db.tables import OrderRow, OrderState
from connector.issuing.steps import Ask, Done, Later, Skip, Step
from connector.model.order import Order


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """An order's next state."""

    state: OrderState
    why: str = ""
    again_in: float | None = None
    """Seconds until it is looked at again."""
    again_at: datetime | None = None
    """The same as a time. Neither: until something new arrives."""
    tries: int = 0
    order: Order | None = None
    """As last read, for its number, and for its total while there is no invoice."""
    invoiced: Decimal | None = None
    """What the order asked to be invoiced, once it is."""
    is_invoiced: bool = False
    is_written: bool = False
    """Already in the database, with the link that it follows from."""

    @property
    def total(self) -> Decimal | None:
        """What is to be written down as the order's; None leaves what stands there."""
        if self.invoiced is not None or self.is_invoiced or self.order is None:
            return self.invoiced
        return self.order.invoice_total


@dataclass(frozen=True, slots=True)
class Untold:
    """The shop's page could not be written."""

    why: str
    again_in: float | None
    tries: int

    def on(self, outcome: Outcome) -> Outcome:
        """The state with this said, and looked at again at the sooner of both."""
        now = clock.now()
        times = [now + timedelta(seconds=self.again_in)] if self.again_in is not None else []
        times += [outcome.again_at] if outcome.again_at else []
        state: OrderState = "issued_with_warnings" if outcome.state == "issued" else outcome.state
        why = "\n".join(filter(None, [outcome.why, self.why]))
        return replace(outcome, state=state, why=why, again_at=min(times, default=None), tries=self.tries)


def ended(step: Step, order: Order | None, *, is_invoiced: bool) -> Outcome | None:
    """The state that an End means; None for a step that is still to be carried out."""
    known: dict[str, Any] = {"order": order, "is_invoiced": is_invoiced}
    match step:
        case Skip(why, at):
            return Outcome(state="skipped", why=why, again_at=at, **known)
        case Ask(why, at):
            return Outcome(state="held", why=why, again_at=at, **known)
        case Done(warnings):
            return Outcome(state=_state(warnings), why="\n".join(warnings), **known)
        case Later(at, warnings):
            return Outcome(state=_state(warnings), why="\n".join(warnings), again_at=at, **known)
        case _:
            return None


def write(database: Database, row: OrderRow, outcome: Outcome, *, with_link: bool = False) -> None:
    """Bring the order's row to this state."""
    now, order = clock.now(), outcome.order
    again_at = outcome.again_at if outcome.again_in is None else now + timedelta(seconds=outcome.again_in)
    settle(
        database,
        row,
        state=outcome.state,
        why=outcome.why,
        now=now,
        due_at=again_at,
        tries=outcome.tries,
        number=order.number if order else None,
        total=outcome.total,
        currency=order.currency if order else None,
        with_link=with_link,
    )


def _state(warnings: tuple[str, ...]) -> OrderState:
    return "issued_with_warnings" if warnings else "issued"
