"""One shop joined to one company, ready to work: what `wiring` makes of a connection file."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from zlib import crc32

from connector.issuing.rules import Rules
from connector.model.documents import DocumentKind, Draft
from connector.model.order import Order
from connector.ports import Ledger, Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Connection:
    name: str
    store: Store
    ledger: Ledger
    rules: Rules
    as_sold: Callable[[Order], Order]
    """The order as it is to be invoiced, which `draft` and the ledger work on. Raises OrderHeld; harmless twice."""
    shadow: bool
    """Everything is worked out and nothing is sent."""
    draft: Callable[[DocumentKind, Order], Draft]
    """Maps an order. Raises OrderHeld with every problem."""
    refetch: bool
    """Whether the newest state is read from the shop before deciding."""
    hold_back: Callable[[float], None]
    """Nobody calls the company for so many seconds: the other side said 429."""
    make_products: Callable[[Order, Sequence[str]], int] | None = None
    """Makes products that the ledger lacks, how many: where the merchant wants that. Raises OrderHeld, RemoteError."""
    in_flight: timedelta
    """How long the ledger may go on working on a request whose answer was lost."""
    settle: timedelta
    """How long after an unclear answer a look-up that finds nothing is believed."""

    def lane_of(self, order_id: str) -> str:
        """The lane that the order is worked on in: always the same, so that one order is never in two hands."""
        return f"{self.ledger.company}#{shard_of(order_id, self.ledger.lanes)}"


def shard_of(order_id: str, lanes: int) -> int:
    """Spread evenly, the same in every process."""
    return crc32(order_id.encode()) % max(lanes, 1)
