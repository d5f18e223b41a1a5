"""What of a composed document is the same in every system: the end of its notes, a third party without money. Pure."""

from collections.abc import Mapping
from datetime import date

from connector.ledgers.problems import Problems
from connector.model.documents import Document, Draft
from connector.model.money import ZERO
from connector.model.order import Order


def with_marker(mapped: object, marker: str, limit: int) -> str:
    """The marker stands last and whole, however long the mapped text is."""
    text = mapped if isinstance(mapped, str) else ""
    return f"{text[: limit - len(marker) - 1].rstrip()} {marker}".strip()


def customer_document(
    body: Mapping[str, object], draft: Draft, order: Order, *, today: date, marker: str, problems: Problems
) -> Document:
    """The order's buyer as a document of its own, which comes to nothing."""
    return Document(
        kind="customer",
        order_id=order.id,
        dated_on=today,
        body=body,
        total=ZERO,
        order_total=ZERO,
        marker=marker,
        warnings=(*draft.warnings, *problems.warnings),
    )
