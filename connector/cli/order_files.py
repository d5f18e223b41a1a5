"""An order in a file: the shop's own JSON, or the body of a webhook, understood by the connection's store."""

from pathlib import Path

from connector.errors import OrderHeld
from connector.json_text import parse
from connector.messages import say
from connector.model.events import Ignored, OrderDeleted, OrderSeen
from connector.model.order import Order
from connector.ports import Store


def read_order(store: Store, path: Path) -> Order:
    """Raises NotJson; OrderHeld when it is not an order, or one that makes no sense; OSError."""
    match store.read("", parse(path.read_bytes())):
        case OrderSeen(order):
            return order
        case Ignored(why):
            raise OrderHeld(why)
        case OrderDeleted():
            raise OrderHeld(say("cli.only_an_id"))
