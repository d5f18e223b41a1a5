"""The order that a person means by its number or id; never a guess between two connections."""

from collections.abc import Sequence

from sqlalchemy import Connection

from connector.db.orders import find_orders
from connector.db.tables import OrderRow
from connector.errors import ConnectorError
from connector.messages import say


class NotFound(ConnectorError):
    """No order is called so, or orders of several connections are."""


def named_orders(database: Connection, names: Sequence[str], connection: str | None) -> list[OrderRow]:
    """The orders with these ids or numbers, each once; an id wins. Raises NotFound: a sentence for each that fails."""
    found: dict[int, OrderRow] = {}
    problems: list[str] = []
    for name in dict.fromkeys(names):
        rows = find_orders(database, names=[connection] if connection else [], which=[name])
        exact = [row for row in rows if row.order_id == name] or rows
        where = sorted({row.connection for row in rows})
        if not rows:
            problems.append(say("cli.no_order", order=name))
        elif len(where) > 1:
            problems.append(say("cli.order_in_several", order=name, connections=", ".join(where)))
        else:
            found.update({row.id or 0: row for row in exact})
    if problems:
        raise NotFound("\n".join(problems))
    return list(found.values())
