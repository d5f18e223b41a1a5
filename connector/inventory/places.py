"""The locations of a connection file found in the shop, by id or by name. Pure."""

from collections.abc import Sequence

from connector.inventory.problems import StockProblem
from connector.messages import say
from connector.model.stock import ONLY_LOCATION, Location


def resolved(names: Sequence[str], locations: Sequence[Location]) -> dict[str, str]:
    """The shop's id of each location that the file names. Raises StockProblem for one that cannot be written."""
    found = {name: _find(name, locations) for name in names}
    ids = list(found.values())
    for name, id_ in found.items():
        if ids.count(id_) > 1:
            raise StockProblem(say("inventory.same_location", name=name))
    return found


def _find(name: str, locations: Sequence[Location]) -> str:
    usable = [location for location in locations if location.is_active and location.is_writable]
    known = ", ".join(f"{location.name} ({location.id})" for location in usable if location.id) or "-"
    if name == ONLY_LOCATION:
        if len(usable) != 1:
            raise StockProblem(say("inventory.which_location", count=len(usable), known=known))
        return usable[0].id
    wanted = [location for location in locations if name in (location.id, location.name)]
    if len(wanted) != 1:
        key = "inventory.no_location" if not wanted else "inventory.several_locations"
        raise StockProblem(say(key, name=name, known=known))
    if not wanted[0].is_active:
        raise StockProblem(say("inventory.closed_location", name=name))
    if not wanted[0].is_writable:
        raise StockProblem(say("inventory.foreign_location", name=name))
    return wanted[0].id
