"""`python -m tests.journeys.dying POINT web|work`: a process of ours that SIGKILLs itself at the given point, once.

Nothing in the product knows of this: the functions at the seams between two steps are wrapped from outside.
"""

import importlib
import os
import signal
import sys
from collections.abc import Callable
from typing import Any

# point: (module, name, die before the call or after it)
POINTS: dict[str, tuple[str, str, str]] = {
    "delivery_not_committed": ("connector.web.hooks", "keep_with_order", "after"),
    "delivery_committed_not_answered": ("connector.web.hooks", "_store", "after"),
    "run_queued_not_begun": ("connector.engine.lanes:Lanes", "begin_run", "before"),
    "run_begun_nothing_read": ("connector.issuing.work", "due_orders", "before"),
    "order_read": ("connector.issuing.work", "newest_event", "after"),
    "planned": ("connector.issuing.carrying:Carrying", "plan", "after"),
    "composed": ("connector.issuing.carrying", "composed", "after"),
    "key_not_committed": ("connector.issuing.documents", "begin_attempt", "after"),
    "key_committed": ("connector.issuing.documents:Desk", "_begin", "after"),
    "siigo_answered": ("connector.ledgers.siigo.ledger:SiigoLedger", "issue", "after"),
    "link_not_committed": ("connector.issuing.documents", "add_link", "after"),
    "link_committed": ("connector.issuing.documents:Desk", "_remember", "after"),
    "state_not_committed": ("connector.issuing.outcome", "settle", "after"),
    "state_committed": ("connector.issuing.work:Work", "work_on", "after"),
    "run_ended": ("connector.issuing.work:Work", "run_lane", "after"),
}

STOCK_POINTS: dict[str, tuple[str, str, str]] = {
    "run_taken": ("connector.inventory.work", "step", "before"),
    "balances_not_committed": ("connector.inventory.read_steps", "keep_balances", "after"),
    "shop_not_committed": ("connector.inventory.run", "keep_levels", "after"),
    "planned_not_committed": ("connector.inventory.planning", "change_levels", "after"),
    "written_not_kept": ("connector.inventory.write_steps", "_keep_written", "before"),
    "written_not_committed": ("connector.inventory.write_steps", "_keep_written", "after"),
    "step_committed": ("connector.inventory.work:InventoryWork", "one_step", "after"),
    "run_over": ("connector.inventory.work", "look_for_alarms", "before"),
}
"""The same for runs of inventories."""


def arm(point: str) -> None:
    place, name, when = {**POINTS, **STOCK_POINTS}[point]
    module, _, owner = place.partition(":")
    target: Any = importlib.import_module(module)
    if owner:
        target = getattr(target, owner)
    setattr(target, name, dying(getattr(target, name), when))


def dying(function: Callable[..., Any], when: str) -> Callable[..., Any]:
    def wrapper(*args: Any, **kwargs: Any) -> Any:
        if when == "after":
            function(*args, **kwargs)
        os.kill(os.getpid(), signal.SIGKILL)

    return wrapper


if __name__ == "__main__":
    arm(sys.argv[1])
    from connector.cli import main

    sys.argv = ["connector", *sys.argv[2:]]
    main()
