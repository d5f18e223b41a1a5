"""Lanes: durable, one run at a time per lane, brought back when a worker dies. The only folder that knows the vendor.

A *lane* is a queue of one: orders of one company (or a shard of them) are worked on in it, one after another.
What is to be done stands in our own tables (`orders.due_at`); a run of a lane asks them. The engine only promises that
a lane that was woken in a committed transaction runs at least once afterwards, never twice at the same time
while its worker lives, on whichever worker is alive.
"""

from connector.engine.filelock import AnotherWorker
from connector.engine.housekeeping import forget_runs, migrate
from connector.engine.lanes import Lanes
from connector.engine.liveness import Liveness
from connector.engine.worker import Worker

__all__ = ["AnotherWorker", "Lanes", "Liveness", "Worker", "forget_runs", "migrate"]
