"""One run, step by step: each step is one question or one write far away, kept with the run's place in one commit.

A process that dies goes on with the step that it had not kept; every step may be done twice.
"""

from collections.abc import Callable, Mapping

from connector.inventory import read_steps, write_steps
from connector.inventory.run import Run

PHASES: Mapping[str, Callable[[Run], None]] = {
    "": read_steps.begin,
    "warehouses": read_steps.warehouses,
    "places": read_steps.places,
    "ledger": read_steps.ledger,
    "gone": read_steps.gone,
    "shop": read_steps.shop,
    "codes": read_steps.codes,
    "plan": write_steps.plan,
    "count": write_steps.count,
    "look": write_steps.look,
    "orders": write_steps.orders,
    "write": write_steps.write,
    "prices": write_steps.prices,
    "watch": write_steps.watch,
    "end": write_steps.end,
}
"""In the order in which a full run meets them."""


def step(run: Run) -> None:
    """The next step. Raises RemoteError, OrderHeld (an answer that cannot be read), StockProblem."""
    PHASES[run.row.phase](run)
