"""Movements before they are numbered, and the rows that they become: sides, sequence, order of the fields. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Literal

from connector.ledgers.siigo_pyme.fields import MOVEMENT
from connector.ledgers.values import Fields
from connector.model.money import ZERO

Role = Literal["payment", "advance", "withholding", "rounding", "discount", "income", "tax", "fee"]

MONEY: frozenset[Role] = frozenset({"payment", "advance", "withholding", "rounding"})
"""What stands against the sale itself."""

OF_THIRD_PARTY = ("nit", "branch", "city_code")

WORDS = frozenset({"rate", "percentage", "base", "is_receivable", "due_date", "sequence_value"})
"""What a mapped row says to us and not to the bridge."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """One row of a document without what the whole document says."""

    role: Role
    fields: Mapping[str, object]
    amount: Decimal
    """A debit is above zero, a credit below."""
    is_credit: bool = False
    """Where the amount is zero."""
    is_receivable: bool = False
    """Money that is to come later."""
    crosses_itself: bool = False
    """A receivable that crosses with its own document, whose number is not known yet."""

    @property
    def side(self) -> str:
        return "C" if self.amount < ZERO or (self.is_credit and not self.amount) else "D"


def own_fields(mapped: Mapping[str, object]) -> Fields:
    """What of a mapped row goes into the row."""
    return {name: value for name, value in mapped.items() if name not in WORDS}


def joined(movements: Sequence[Movement]) -> list[Movement]:
    """Those that say the same in one, in the order of their first; what comes to nothing is left out."""
    found: list[Movement] = []
    for movement in movements:
        for index, before in enumerate(found):
            if (before.role, before.fields) == (movement.role, movement.fields):
                found[index] = replace(before, amount=before.amount + movement.amount)
                break
        else:
            found.append(movement)
    return [movement for movement in found if movement.amount]


def rows_of(movements: Sequence[Movement], header: Mapping[str, object], marker: str) -> list[Fields]:
    """Numbered from 1; what the row says goes before what the document says, and each says the marker."""
    return [_row(movement, header, marker, place) for place, movement in enumerate(movements, 1)]


def own_crosses(movements: Sequence[Movement]) -> list[int]:
    """Sequences of the rows whose cross document is their own."""
    return [place for place, movement in enumerate(movements, 1) if movement.crosses_itself]


def receivables(movements: Sequence[Movement]) -> list[int]:
    """Sequences of the rows that a receipt may pay."""
    return [place for place, movement in enumerate(movements, 1) if movement.is_receivable]


def day_of(dated_on: date) -> Fields:
    return {"document_year": dated_on.year, "document_month": dated_on.month, "document_day": dated_on.day}


def with_marker(mapped: object, marker: str) -> str:
    """The marker stands last and whole."""
    return f"{mapped} {marker}".strip() if isinstance(mapped, str) else marker


def _row(movement: Movement, header: Mapping[str, object], marker: str, place: int) -> Fields:
    filled: Fields = {
        **header,
        **movement.fields,
        "debit_or_credit": movement.side,
        "sequence_value": abs(movement.amount),
        "sequence": place,
    }
    filled["comments_description"] = with_marker(filled.get("comments_description"), marker)
    return {name: filled[name] for name in MOVEMENT if filled.get(name) not in (None, "")}
