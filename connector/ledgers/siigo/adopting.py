"""An invoice that another connector or a person made of an order, found in Siigo and read back."""

from connector.ledgers.siigo.client import SiigoClient
from connector.model.documents import Adopted, Trace
from connector.model.order import Order


def made_elsewhere(client: SiigoClient, order: Order, trace: Trace) -> Adopted | None:
    """Raises OrderHeld where the trace leads to several invoices, RemoteError."""
    raise NotImplementedError((client, order, trace))
