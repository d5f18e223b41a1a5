"""What an invoice has left to give back after its earlier credit notes, by line and row, and its money by row. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import cast

from connector.ledgers.siigo_pyme.rows import MONEY
from connector.ledgers.values import Fields
from connector.model.documents import Booked, GivenBack
from connector.model.money import ZERO, money_of

Amounts = Mapping[int, Decimal]
"""By sequence of the invoice's row. Of the sale: a credit is above zero; of money: a debit is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftLine:
    line_id: str
    name: str
    is_goods: bool
    quantity: Decimal
    """Sold."""
    units: Decimal
    """Left of them."""
    sold: Decimal
    """What the whole line came to, taxes included."""
    parts: Amounts
    """Left of it."""

    @property
    def worth(self) -> Decimal:
        return sum(self.parts.values(), ZERO)


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    rows: Mapping[int, Fields]
    """Of the invoice, by sequence."""
    roles: Mapping[int, str]
    own_crosses: frozenset[int]
    receivables: frozenset[int]
    lines: tuple[LeftLine, ...]
    money: Amounts
    """Left on each row of the money side; of a receivable, what nobody has paid yet."""
    received: Decimal
    """What receipts took in of the receivables, and no note gave back."""

    @property
    def total(self) -> Decimal:
        return sum((line.worth for line in self.lines), ZERO)


def not_ours(given_back: GivenBack) -> str:
    """The name of the invoice, or the earlier note, whose rows the books do not hold: somebody else made it."""
    invoice, notes = given_back.invoice, given_back.earlier
    wanted: list[tuple[Booked, tuple[str, ...]]] = [
        (invoice, ("rows", "_roles", "_lines", "_own_crosses", "_receivables"))
    ]
    wanted += [(note, ("_lines", "_money")) for note in notes]
    names = (each.name for each, lists in wanted if not all(isinstance(each.body.get(name), list) for name in lists))
    return next(names, "")


def left_of(given_back: GivenBack) -> Left:
    """Of an invoice and notes that are ours."""
    body = given_back.invoice.body
    rows = dict(enumerate(cast(list[Fields], body["rows"]), 1))
    roles = dict(enumerate(cast(list[str], body["_roles"]), 1))
    backs = [line for note in given_back.earlier for line in _entries(note, "_lines")]
    moved = [pair for note in given_back.earlier for pair in _pairs(note.body.get("_money"))]
    money = {place: _debit(row) - _sum(moved, place) for place, row in rows.items() if roles[place] in MONEY}
    receivables = frozenset(map(_whole, cast(list[object], body["_receivables"])))
    paid = _paid(money, receivables, given_back.received)
    back = sum((money_of(note.body.get("_received", 0)) for note in given_back.earlier), ZERO)
    return Left(
        rows=rows,
        roles=roles,
        own_crosses=frozenset(map(_whole, cast(list[object], body["_own_crosses"]))),
        receivables=receivables,
        lines=tuple(_line(line, backs) for line in cast(list[Fields], body["_lines"])),
        money={place: amount - paid.get(place, ZERO) for place, amount in money.items()},
        received=sum(paid.values(), ZERO) - back,
    )


def _paid(money: Amounts, receivables: frozenset[int], received: Decimal) -> Amounts:
    """What receipts closed of each receivable, one after the other."""
    found: dict[int, Decimal] = {}
    for place in sorted(receivables):
        found[place] = min(max(money[place], ZERO), received)
        received -= found[place]
    return found


def _line(line: Fields, backs: Sequence[Fields]) -> LeftLine:
    of_line = [back for back in backs if back.get("line_id") == line["line_id"]]
    taken = [pair for back in of_line for pair in _pairs(back.get("parts"))]
    sold = {place: -amount for place, amount in _pairs(line["parts"])}
    quantity = money_of(line["quantity"])
    return LeftLine(
        line_id=str(line["line_id"]),
        name=str(line["name"]),
        is_goods=line["is_goods"] is True,
        quantity=quantity,
        units=quantity - sum((money_of(back.get("quantity", 0)) for back in of_line), ZERO),
        sold=sum(sold.values(), ZERO),
        parts={place: amount - _sum(taken, place) for place, amount in sold.items()},
    )


def _entries(note: Booked, name: str) -> list[Fields]:
    rows = note.body.get(name)
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def _pairs(pairs: object) -> list[tuple[int, Decimal]]:
    rows = pairs if isinstance(pairs, list | tuple) else []
    return [(_whole(place), money_of(amount)) for place, amount in rows]


def _sum(pairs: Sequence[tuple[int, Decimal]], wanted: int) -> Decimal:
    return sum((amount for place, amount in pairs if place == wanted), ZERO)


def _debit(row: Fields) -> Decimal:
    amount = money_of(row["sequence_value"])
    return amount if row["debit_or_credit"] == "D" else -amount


def _whole(place: object) -> int:
    return int(money_of(place))
