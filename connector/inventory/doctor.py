"""What `connector doctor` looks at for an inventory: permissions, locations and warehouses; nothing is raised."""

from collections.abc import Iterator

from connector.errors import RemoteError
from connector.inventory.connection import StockConnection
from connector.inventory.places import resolved
from connector.inventory.policy import ALL
from connector.inventory.problems import StockProblem
from connector.messages import say
from connector.ports import Check


def checks(connection: StockConnection) -> Iterator[Check]:
    """The shop first."""
    yield from connection.shop.check()
    yield _locations(connection)
    yield _warehouses(connection)


def _locations(connection: StockConnection) -> Check:
    name = say("inventory.check_locations")
    try:
        found = resolved(connection.policy.locations, connection.shop.locations())
    except (RemoteError, StockProblem) as error:
        return Check(name=name, ok=False, detail=str(error))
    return Check(name=name, ok=True, detail=", ".join(f"{place or say('inventory.only_location')}" for place in found))


def _warehouses(connection: StockConnection) -> Check:
    name, wanted = say("inventory.check_warehouses"), [one for one in connection.policy.warehouses if one != ALL]
    try:
        known = connection.ledger.warehouses()
    except RemoteError as error:
        return Check(name=name, ok=False, detail=str(error))
    shown = ", ".join(f"{label} ({id_})" for id_, label in known.items()) or "-"
    if missing := [one for one in wanted if one not in known]:
        detail = say("inventory.no_such_warehouse", ids=", ".join(missing), known=shown)
        return Check(name=name, ok=False, detail=detail, fix=say("inventory.fix_warehouse"))
    return Check(name=name, ok=True, detail=shown)
