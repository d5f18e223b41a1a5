"""The number that the shop shall show: the ledger's units by warehouse, less open orders, by the formula. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal

from connector.inventory.policy import ALL, Formula, Inventory
from connector.model.money import HUNDRED, ZERO, plain
from connector.model.stock import Product, Quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class Reckoned:
    """How a number came about."""

    quantity: int
    by_warehouse: Mapping[str, Decimal]
    """The location's share of each warehouse's units."""
    open_units: Decimal
    """Sold and not in the ledger yet, taken off here."""

    def as_kept(self, number: Quantity) -> dict[str, object]:
        """For the database and for people; `number`: which one of the shop it is."""
        shares = {warehouse: plain(units) for warehouse, units in self.by_warehouse.items()}
        return {"warehouses": shares, "open": plain(self.open_units), "quantity": self.quantity, "number": number}


def reckon(
    product: Product,
    places: Sequence[str],
    policy: Inventory,
    *,
    open_units: Decimal,
    committed: Mapping[str, int],
    first: str,
    showing: Mapping[str, int] | None = None,
) -> dict[str, Reckoned]:
    """By location, as the file names it. `committed`: units that the shop keeps for orders at each location.

    `showing`: what the shop shows there; where it is less than the ledger's units make, the open units were sold.
    `first` is the location that they are taken from where the shop does not say.
    """
    shares = {place: _shares(product, place, policy) for place in places}
    held = {place: sum(shares[place].values(), ZERO) for place in places}
    there = showing or {}
    missing = {place: max(shown(held[place], policy.formula) - there.get(place, 0), 0) for place in there}
    unsent = committed if policy.quantity == "available" else {}  # of what is on hand only what was sent is taken off
    taken = spread(open_units, held, missing, unsent, first)
    return {
        place: Reckoned(
            quantity=shown(held[place] - taken[place], policy.formula),
            by_warehouse=shares[place],
            open_units=taken[place],
        )
        for place in places
    }


def shown(free: Decimal, formula: Formula) -> int:
    """Whole units, rounded down; never below zero."""
    units = free * formula.percentage / HUNDRED - formula.buffer
    whole = int(units.to_integral_value(rounding=ROUND_FLOOR))
    if whole < max(formula.minimum, 1):
        return 0
    return whole if formula.cap is None else min(whole, formula.cap)


def spread(
    units: Decimal, held: Mapping[str, Decimal], missing: Mapping[str, int], committed: Mapping[str, int], first: str
) -> dict[str, Decimal]:
    """Open units by location: where the shop shows so many too few as it keeps for orders, then where it shows too few,
    then where it keeps some, the rest at `first`.

    What a location does not have is taken from the others, so that no unit is promised twice.
    """
    taken = dict.fromkeys(held, ZERO)
    left = units
    for there in _clues(held, missing, committed) if len(held) > 1 else ():
        for place, count in there:
            part = max(min(left, count - taken[place]), ZERO)
            taken[place], left = taken[place] + part, left - part
    taken[first] += left
    return _moved(taken, held)


def _clues(
    places: Iterable[str], missing: Mapping[str, int], committed: Mapping[str, int]
) -> Iterator[list[tuple[str, int]]]:
    """Where units were sold, and how many, the surest first.

    Too few are shown also where the ledger has received some; those are more than the shop keeps for orders.
    """
    few, kept = ({place: there.get(place, 0) for place in places} for there in (missing, committed))
    surest = sorted(few, key=lambda place: few[place] - kept[place])
    yield [(place, min(few[place], kept[place])) for place in surest]
    for there in (few, kept):
        yield sorted(there.items(), key=lambda one: -one[1])


def _moved(taken: dict[str, Decimal], held: Mapping[str, Decimal]) -> dict[str, Decimal]:
    for place in held:
        over = min(taken[place], taken[place] - held[place])
        for other in held:
            room = held[other] - taken[other]
            if over <= ZERO or other == place or room <= ZERO:
                continue
            moved = min(over, room)
            taken[place], taken[other], over = taken[place] - moved, taken[other] + moved, over - moved
    return taken


def _shares(product: Product, place: str, policy: Inventory) -> dict[str, Decimal]:
    """Of each warehouse that the place gets units from, those that are its own."""
    shares = policy.shares_of(place)
    if ALL in shares:
        return {warehouse: units * shares[ALL] / HUNDRED for warehouse, units in product.balances.items()}
    return {
        warehouse: product.balances.get(warehouse, ZERO) * percent / HUNDRED for warehouse, percent in shares.items()
    }
