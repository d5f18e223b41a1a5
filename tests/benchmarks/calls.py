"""(d) Calls to Siigo for one order, as the emulated Siigo counts them."""

from collections.abc import Iterator

from tests.benchmarks.lines import Line
from tests.benchmarks.orders import moved, woocommerce_order
from tests.benchmarks.place import Place, database, place

WAYS = ("inline", "find_or_create", "update")
"""How a connection treats customers: `ledger.customers`."""


def calls() -> Iterator[Line]:
    for customers in WAYS:
        with database("") as url, place(url, ["uno"], customers) as here:
            here.emulator()
            here.web()
            here.start(["tests.benchmarks.unpaced"])
            once = _calls_of(here, 1, woocommerce_order(1, buyer=1))
            new = _calls_of(here, 2, woocommerce_order(2, buyer=2))
            again = _calls_of(here, 3, woocommerce_order(3, buyer=2))
            elsewhere = _calls_of(here, 4, moved(woocommerce_order(4, buyer=2)))
        shared = {place: number for place, number in once.items() if place not in new}
        yield _line(customers, "new buyer", new)
        yield _line(customers, "returning buyer", again)
        yield _line(customers, "returning buyer who moved", elsewhere)
        yield _line(customers, "once a worker process (token 24 h, catalogues 30 min)", shared)


def _calls_of(here: Place, order: int, body: bytes) -> dict[str, int]:
    """Method and path -> how often, for this one order."""
    before = _counted(here)
    here.post_order(body)
    rows = here.settled(order)
    assert rows[str(order)].state == "issued", rows[str(order)].why
    after = _counted(here)
    return {place: number - before.get(place, 0) for place, number in after.items() if number > before.get(place, 0)}


def _counted(here: Place) -> dict[str, int]:
    return {place: sum(outcomes.values()) for place, outcomes in here.siigo_state()["calls"].items()}


def _line(customers: str, whose: str, found: dict[str, int]) -> Line:
    names = ", ".join(f"{number} {place.replace('/v1/', '')}" for place, number in sorted(found.items()))
    return Line(what=f"d customers: {customers}, {whose}: {names}", figure=f"calls: {sum(found.values())}")
