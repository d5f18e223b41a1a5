"""What the rows of a document owe to the order: each of its lines once, in a quantity that can be invoiced. Pure."""

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

from connector.ledgers.problems import Problems
from connector.ledgers.values import Fields, money_in
from connector.model.money import ZERO, half_up, plain
from connector.model.order import Line, Order


def named(line: Line) -> str:
    """The line as the merchant knows it: «Camiseta» (CAM-001)."""
    return f"«{line.name[:60]}»" + (f" ({line.sku})" if line.sku else "")


def check_every_line(order: Order, taken: Sequence[str], items: str, problems: Problems) -> None:
    """What the buyer paid for must be on the invoice, once: items are never dropped in silence.

    `taken`: the ids of the lines that the rows stand for. `items`: what the system calls the rows.
    """
    counts = Counter(taken)
    for line in order.lines:
        if line.gross < ZERO and not counts[line.id]:
            problems.add(items, "siigo.negative_line", line=named(line), gross=plain(line.gross))
        elif line.gross and not counts[line.id]:
            problems.add(items, "siigo.line_missing", line=named(line), gross=plain(line.gross), items=items)
        elif counts[line.id] > 1:
            problems.add(items, "siigo.line_twice", line=named(line), times=counts[line.id], items=items)


def quantity_in(
    row: Fields, name: str, line: Line | None, *, most: Decimal, path: str, problems: Problems
) -> Decimal | None:
    """As mapped in the field `name`, else the line's; None, and a problem, where that cannot be invoiced."""
    mapped, at = money_in(row, name), f"{path}.{name}"
    quantity = line.quantity if mapped is None and line else mapped
    if quantity is None:
        problems.add(at, "siigo.no_line_quantity", name=name)
        return None
    if quantity <= ZERO:
        problems.add(at, "siigo.quantity_not_positive", found=plain(quantity))
        return None
    if half_up(quantity) != quantity:
        problems.add(at, "siigo.quantity_decimals", found=plain(quantity))
        return None
    if quantity > most:
        problems.add(at, "siigo.too_much", found=plain(quantity), limit=plain(most))
        return None
    return Decimal(plain(quantity))
