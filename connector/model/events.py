"""What a delivery means to us. Topics are unordered and late, so only the order's newest state counts."""

from dataclasses import dataclass

from connector.model.order import Order


@dataclass(frozen=True, slots=True)
class OrderSeen:
    """The newest state of an order that we know."""

    order: Order


@dataclass(frozen=True, slots=True)
class OrderDeleted:
    """The shop says the order is gone; only its id is left."""

    order_id: str


@dataclass(frozen=True, slots=True)
class Ignored:
    """Nothing for us to do, and why."""

    why: str


@dataclass(frozen=True, slots=True)
class Unreadable:
    """The order cannot be known until a person acts: what its shop says makes no sense, or it says nothing."""

    why: str


Event = OrderSeen | OrderDeleted | Ignored
