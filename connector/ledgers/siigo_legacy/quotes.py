"""The rows of an invoice's payments: brought to its total, each quote with a number of its own. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from connector.ledgers.problems import Problems
from connector.ledgers.siigo_legacy.facts import PaymentMeans
from connector.ledgers.values import Fields
from connector.model.money import ZERO


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What goes on one payment means, as one quote of it where it is on credit."""

    path: str
    means: PaymentMeans
    value: Decimal
    due_date: str
    quote: int
    was_paid: bool


def receivable_of(parts: Iterable[Part]) -> Decimal:
    """What is left to be paid later."""
    return sum((part.value for part in parts if part.means.is_credit), ZERO)


def payment_body(part: Part) -> Fields:
    due: Fields = {"DueDate": part.due_date.replace("-", ""), "DueQuote": part.quote} if part.means.is_credit else {}
    return {"PaymentMeansCode": int(part.means.id), "Value": part.value, **due}


def numbered(parts: Sequence[Part], problems: Problems) -> list[Part]:
    """Each quote with a number of its own, over all means on credit: a receipt names the quote by it."""
    taken = {part.quote for part in parts if part.quote}
    numbered: list[Part] = []
    for part in parts:
        quote = part.quote
        if part.means.is_credit and not quote:
            quote = next(number for number in range(1, len(parts) + len(taken) + 1) if number not in taken)
            taken.add(quote)
        elif quote and any(other.quote == quote for other in numbered):
            problems.add(f"{part.path}.DueQuote", "siigo_legacy.quote_twice", quote=quote)
        numbered.append(replace(part, quote=quote))
    return numbered
