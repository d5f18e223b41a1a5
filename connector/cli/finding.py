"""The order that a person means by its number or id; never a guess between two."""

from collections.abc import Sequence

from sqlalchemy import Connection

from connector.db.orders import find_orders
from connector.db.tables import OrderRow
from connector.errors import ConnectorError
from connector.messages import say

BY_ID, BY_NUMBER = "id:", "#"
"""What a name begins with that can only be the one or the other."""


class NotFound(ConnectorError):
    """No order is called so, or it cannot be told which of several is meant."""


def named_orders(database: Connection, names: Sequence[str], connection: str | None) -> list[OrderRow]:
    """The orders with these ids or numbers, each once. Raises NotFound: a sentence for each name that fails."""
    found: dict[int, OrderRow] = {}
    problems: list[str] = []
    for name in dict.fromkeys(names):
        rows = _called(database, name, connection)
        if problem := _problem(name, rows):
            problems.append(problem)
        else:
            found.update({row.id or 0: row for row in rows})
    if problems:
        raise NotFound("\n".join(problems))
    return list(found.values())


def named_order(database: Connection, name: str, connection: str | None) -> OrderRow:
    """The one order with this id or number. Raises NotFound."""
    rows = named_orders(database, [name], connection)
    if len(rows) > 1:
        ids = ", ".join(f"{BY_ID}{row.order_id}" for row in rows)
        raise NotFound(say("cli.two_orders", order=name, ids=ids))
    return rows[0]


def _called(database: Connection, name: str, connection: str | None) -> list[OrderRow]:
    text = name.removeprefix(BY_ID).removeprefix(BY_NUMBER)
    rows = find_orders(database, names=[connection] if connection else [], which=[text])
    if name.startswith(BY_ID):
        return [row for row in rows if row.order_id == text]
    if name.startswith(BY_NUMBER):
        return [row for row in rows if row.number.removeprefix(BY_NUMBER) == text]
    return rows


def _problem(name: str, rows: Sequence[OrderRow]) -> str:
    """Empty where it can be told which orders are meant."""
    where = sorted({row.connection for row in rows})
    if not rows:
        return say("cli.no_order", order=name)
    if len(where) > 1:
        return say("cli.order_in_several", order=name, connections=", ".join(where))
    own, other = ([row for row in rows if (row.order_id == name) is is_own] for is_own in (True, False))
    if own and other:
        shown = {"number": own[0].number or "-", "id": ", ".join(row.order_id for row in other)}
        return say("cli.id_and_number", order=name, by_id=f"{BY_ID}{name}", by_number=f"'{BY_NUMBER}{name}'", **shown)
    return ""
