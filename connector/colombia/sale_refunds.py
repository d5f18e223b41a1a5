"""A refund without the gift cards that came back in it: they are no sale, and on no invoice (colombia.md 3.6). Pure."""

from collections.abc import Collection
from dataclasses import replace
from decimal import Decimal

from connector.model.money import ZERO
from connector.model.order import Line, Refund

PESO = Decimal("1.00")
"""What rounding may come to, and no more (siigo-api.md 13.7)."""


def of_the_sale(refund: Refund, cards: Collection[Line], left: Decimal) -> Refund:
    """What the refund takes back of the sale; an amount of 0 or less: nothing. Doing it twice changes nothing more.

    `cards` are the order's gift cards sold, `left` is what earlier credit notes left of its invoice. Money without
    lines is taken to be of the sale; but when it is more than what is left, and leaves nothing of the order or is just
    what is left with all cards, the rest of it is of cards.
    """
    ids = {card.id for card in cards}
    lines = tuple(line for line in refund.lines if line.line_id not in ids)
    off = sum((line.net + line.tax for line in refund.lines if line.line_id in ids), ZERO)
    sold = sum((card.gross for card in cards), ZERO)
    more = refund.amount - left
    if not refund.lines and PESO < more <= sold + PESO and (refund.is_full or more >= sold - PESO):
        off = more
    return replace(refund, lines=lines, amount=refund.amount - off) if off or lines != refund.lines else refund
