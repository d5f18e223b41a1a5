"""One run, step by step: each step is one question or one write far away, kept with the run's place in one commit.

A process that dies goes on with the step that it had not kept; every step may be done twice. A run that stood still for
long, or whose connection file has changed, begins anew: what it had read is no ground to raise a number.
"""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from connector import clock
from connector.clock import AHEAD
from connector.inventory import last_steps, look_steps, read_steps, write_steps
from connector.inventory.problems import StockProblem
from connector.inventory.run import Run, mark_of
from connector.messages import say

PHASES: Mapping[str, Callable[[Run], None]] = {
    "": read_steps.begin,
    "warehouses": read_steps.warehouses,
    "places": read_steps.places,
    "ledger": read_steps.ledger,
    "gone": read_steps.gone,
    "shop": read_steps.shop,
    "unseen": read_steps.unseen,
    "codes": read_steps.codes,
    "plan": write_steps.plan,
    "count": look_steps.count,
    "look": look_steps.look,
    "orders": look_steps.orders,
    "write": write_steps.write,
    "prices": last_steps.prices,
    "watch": last_steps.watch,
    "end": last_steps.end,
}
"""In the order in which a full run meets them."""

STANDSTILL = timedelta(minutes=15)

MOST_ANEW = 5
"""Who is asked to wait for longer than a standstill, again and again, would never come to an end."""


def step(run: Run) -> None:
    """The next step. Raises RemoteError, OrderHeld (an answer that cannot be read), StockProblem, LostRun."""
    if run.row.phase and not _still_holds(run):
        if run.counted("anew") >= MOST_ANEW:
            raise StockProblem(say("inventory.begun_too_often", times=MOST_ANEW, why=run.row.why or "-"))
        run.begins_anew()
    PHASES[run.row.phase](run)


def _still_holds(run: Run) -> bool:
    """What was read is of this file, and not of long ago, nor of times to come: the clock may have been put back."""
    at = datetime.fromisoformat(run.progress["at"]) if "at" in run.progress else clock.now()
    return run.progress.get("policy") == mark_of(run.connection) and -AHEAD < clock.now() - at < STANDSTILL
