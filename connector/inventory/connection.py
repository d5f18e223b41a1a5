"""One shop whose stock follows one company's balances: what `wiring` makes of a connection file with `inventory:`."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from connector.http import Calls
from connector.inventory.policy import Inventory
from connector.ports import Store
from connector.stock_ports import StockLedger, StockStore

LANE = "stock:"
"""Beginning of the lanes in which inventories are worked on, one for each connection."""


def lane_of(name: str) -> str:
    return f"{LANE}{name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sibling:
    """A connection to the same company: its open orders take from the same warehouses."""

    name: str
    store: Store
    policy: Inventory | None = None
    """How its SKUs stand for codes; None: as ours do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StockConnection:
    name: str
    store: Store
    """Reads orders."""
    shop: StockStore
    ledger: StockLedger
    policy: Inventory
    siblings: Callable[[], Sequence[Sibling]]
    """Every connection to the company, this one too."""
    is_shadow: bool = False
    """Everything is worked out and nothing is written."""
    hook_url: str = ""
    """Public address below which the ledger may post its stock changes; empty: there is none."""
    hold_back: Callable[[float], None]
    """Nobody calls the company for so many seconds: it said 429."""
    ledger_calls: Calls
    shop_calls: Calls

    @property
    def lane(self) -> str:
        return lane_of(self.name)

    @property
    def wants_notices(self) -> bool:
        """The ledger is to post its changes, and there is an address for them."""
        return bool(self.hook_url) and self.policy.on_change and self.ledger.lists_changes
