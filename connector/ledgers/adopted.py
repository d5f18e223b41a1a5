"""An invoice that somebody else made of an order: whose it is, and what of it cannot be told. Pure."""

from collections.abc import Iterator

from connector.colombia.identification import FINAL_CONSUMER
from connector.ledgers.item_lines import PART
from connector.messages import say
from connector.model.documents import Document
from connector.model.money import plain
from connector.model.order import Order


def is_somebody(identification: str) -> bool:
    """Neither unknown nor the final consumer, who may be anybody."""
    return identification not in ("", FINAL_CONSUMER)


def are_two_buyers(one: str, other: str) -> bool:
    """Where both identifications are somebody's."""
    return is_somebody(one) and is_somebody(other) and one != other


def doubts_about(document: Document, order: Order, name: str) -> Iterator[str]:
    """What a person should look at: another total than the order's, and lines of which no item is known."""
    if document.off:
        shown = {"total": plain(document.total + document.withheld), "order": plain(document.order_total)}
        yield say("siigo_adopting.total_differs", invoice=name, **shown)
    known = {line.line_id.partition(PART)[0] for line in document.lines}
    if apart := [line.name for line in order.lines if line.gross and line.id not in known]:
        lines = ", ".join(f"«{text[:60]}»" for text in apart)
        yield say("siigo_adopting.lines_apart", invoice=name, lines=lines)
