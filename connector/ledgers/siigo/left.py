"""What earlier credit notes left of an invoice: units and money of each item, money of each group of taxes. Pure."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import cast

from connector.ledgers.item_lines import PART
from connector.ledgers.siigo.amounts import ADDED, Formula, LineAmounts, Rate
from connector.ledgers.siigo.facts import TaxType
from connector.ledgers.values import Fields, integer_of
from connector.model.documents import Booked, DocumentLine, GivenBack
from connector.model.money import HUNDRED, ZERO, half_up, money_of

Taxes = tuple[int, ...]
"""The ids of an item's taxes, in order: items that bear the same ones are a group."""

NOTHING = (ZERO, ZERO)
"""Units and money that no note has taken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftItem:
    """One item of the invoice, and what no earlier note has taken of it."""

    line_id: str
    """Empty for an item that stands for no line of the order."""
    body: Fields
    quantity: Decimal
    gross: Decimal
    """As invoiced, taxes included, before anything is withheld."""
    units: Decimal
    worth: Decimal
    """Money that is left, taxes included."""
    taxes: Taxes

    @property
    def is_goods(self) -> bool:
        """Whether units can go back on stock; shipping, fees and tips are given back in money alone."""
        return self.line_id.startswith("product:")

    @property
    def is_gift(self) -> bool:
        return bool(self.body.get("taxpayer"))

    def value_of(self, units: Decimal) -> Decimal:
        """What so many units were invoiced for, to the last digit."""
        return self.gross * units / self.quantity if self.quantity else ZERO

    def is_of(self, line_id: str) -> bool:
        """Whether it is the line, or a part of it by another rate."""
        return self.line_id == line_id or self.line_id.startswith(f"{line_id}{PART}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    items: Sequence[LeftItem]
    groups: Mapping[Taxes, Decimal]
    """Money by group of taxes."""
    lines: Mapping[str, Decimal]
    """Money by line, also of one whose units are all back."""
    total: Decimal
    """Money of the whole document; with discounts of the whole document it is not the sum of the groups."""
    is_known: bool
    """Whether every earlier note says what it took; one made by hand does not."""


def left_of(given_back: GivenBack, taxes: Mapping[int, TaxType], formula: Formula) -> Left:
    """Everything in money is before withholding. `taxes`: at least those that the documents name."""
    invoice, earlier = given_back.invoice, given_back.earlier
    groups: dict[Taxes, Decimal] = defaultdict(Decimal)
    for body, line in _rows(invoice):
        groups[_taxes(body)] += _gross(line)
    taken: dict[str, tuple[Decimal, Decimal]] = {}
    for note in earlier:
        for body, line in _rows(note):
            groups[_taxes(body)] -= _gross(line)
            if line.line_id:
                units, money = taken.get(line.line_id, NOTHING)
                taken[line.line_id] = units + line.quantity, money + _gross(line)
    total = gross_of(invoice, taxes, formula) - sum((gross_of(note, taxes, formula) for note in earlier), ZERO)
    by_line = _by_line(invoice)
    lines = {id_: _money_left(rows, taken.get(id_, NOTHING)) for id_, rows in by_line.items()}
    items = [item for id_, rows in by_line.items() for item in _left(rows, lines[id_], taken.get(id_, NOTHING)[0])]
    return Left(
        items=items,
        groups=groups,
        lines=lines,
        total=total,
        is_known=all(note.lines or not note.total for note in earlier),
    )


def gross_of(booked: Booked, taxes: Mapping[int, TaxType], formula: Formula) -> Decimal:
    """What the document is for, what the buyer withholds included."""
    lines = [_amounts(body, line, taxes) for body, line in _rows(booked)]
    rows = cast(list[Fields], booked.body.get("retentions") or [])
    found = [taxes[id_] for row in rows if (id_ := integer_of(row.get("id"))) in taxes and id_ is not None]
    rates = [Rate(type=tax.type, percentage=tax.percentage) for tax in found]
    return booked.total + formula.document(lines, retentions=rates).withheld


def _rows(booked: Booked) -> Iterator[tuple[Fields, DocumentLine]]:
    """Each item beside its line; nothing for a document of which only the total is known."""
    return zip(cast(list[Fields], booked.body.get("items") or []), booked.lines, strict=False)


def _gross(line: DocumentLine) -> Decimal:
    return line.base + line.tax


def _taxes(body: Fields) -> Taxes:
    rows = cast(list[Fields], body.get("taxes") or [])
    return tuple(sorted(id_ for row in rows if (id_ := integer_of(row.get("id"))) is not None))


def _amounts(body: Fields, line: DocumentLine, taxes: Mapping[int, TaxType]) -> LineAmounts:
    kinds = [taxes[id_] for id_ in _taxes(body) if id_ in taxes and taxes[id_].type in ADDED]
    added = sum((tax.percentage for tax in kinds), ZERO)
    vat = sum((tax.percentage for tax in kinds if tax.type == "IVA"), ZERO)
    share = line.tax if vat == added else half_up(line.base * vat / HUNDRED)
    return LineAmounts(base=line.base, vat=share, gross=_gross(line), withheld=_gross(line) - line.total)


def _by_line(invoice: Booked) -> dict[str, list[tuple[Fields, DocumentLine]]]:
    rows: dict[str, list[tuple[Fields, DocumentLine]]] = defaultdict(list)
    for body, line in _rows(invoice):
        rows[line.line_id].append((body, line))
    return rows


def _money_left(rows: Sequence[tuple[Fields, DocumentLine]], taken: tuple[Decimal, Decimal]) -> Decimal:
    return max(sum((_gross(line) for _, line in rows), ZERO) - taken[1], ZERO)


def _left(rows: Sequence[tuple[Fields, DocumentLine]], money: Decimal, taken: Decimal) -> Iterator[LeftItem]:
    """The items of one line: units are taken from them in their order, money by what their units are worth."""
    items = []
    for body, line in rows:
        off = min(taken, line.quantity)
        taken -= off
        items.append(_item(body, line, line.quantity - off))
    if money and not items[0].is_goods:
        items = [replace(item, units=item.quantity) for item in items]
    whole = sum((item.value_of(item.units) for item in items), ZERO)
    for item in items:
        yield replace(item, worth=money * item.value_of(item.units) / whole if whole else ZERO)


def _item(body: Fields, line: DocumentLine, units: Decimal) -> LeftItem:
    return LeftItem(
        line_id=line.line_id,
        body=body,
        quantity=line.quantity,
        gross=_gross(line),
        units=units,
        worth=ZERO,
        taxes=_taxes(body),
    )


def price_of(body: Fields, name: str) -> Decimal | None:
    """A number of an item as it was sent, whatever way the books keep it."""
    return money_of(body[name]) if name in body and body[name] is not None else None
