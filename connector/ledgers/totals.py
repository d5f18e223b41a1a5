"""A document's total beside the order's: what is rounding, and the likely cause of what is more. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Generic, TypeVar

from connector.ledgers.amount_rules import AmountRules
from connector.ledgers.problems import Problems
from connector.messages import say
from connector.model.money import CENT, plain

PRICED = TypeVar("PRICED")
AMOUNTS = TypeVar("AMOUNTS")

WHOLE_PESO = Decimal("1.00")

ADJUSTMENT = "Ajuste de centavos"
"""What the invoice calls the adjustment line, in the language of invoices (colombia.md 3.8)."""

Cause = tuple[Decimal, str]
"""An amount that a document may be wrong by, and the key of how that comes about."""


@dataclass(frozen=True, kw_only=True)
class Counted(Generic[PRICED, AMOUNTS]):
    """The items with their prices and what the document comes to."""

    items: Sequence[PRICED]
    amounts: AMOUNTS
    order_total: Decimal
    """What the order's lines come to, in cents."""
    tolerance: Decimal
    """What is still rounding."""
    is_right: bool
    """Whether payments can be laid against the total: nothing is missing and it is the order's but for rounding."""


def tolerance_of(lines: int, *, is_foreign: bool) -> Decimal:
    """More than a cent a line, or a peso, is no rounding but a mistake (siigo-api.md 13.7, colombia.md 3.4).

    A peso is noise; a whole dollar is not, so in another currency only the cents count.
    """
    cents = CENT * lines
    return cents if is_foreign else max(WHOLE_PESO, cents)


def is_the_orders(
    total: Decimal,
    order_total: Decimal,
    *,
    tolerance: Decimal,
    causes: Sequence[Cause],
    rules: AmountRules,
    problems: Problems,
) -> bool:
    """Whether a total, before anything is withheld, is the order's but for what the merchant accepts."""
    off = total - order_total
    shown = {"total": plain(total), "order": plain(order_total), "off": plain(abs(off))}
    if abs(off) > tolerance:
        problems.add("", "siigo.total_differs", cause=_likely(abs(off), causes, tolerance), **shown)
        return False
    if off and rules.residue == "hold":
        problems.add("", "siigo.residue_held", **shown)
        return False
    if abs(off) > rules.warn_above:
        problems.warn("", "siigo.total_off_by_cents", **shown)
    return True


def _likely(off: Decimal, causes: Sequence[Cause], tolerance: Decimal) -> str:
    """The first whose amount is the difference, in words."""
    for amount, key in causes:
        if amount and abs(off - amount) <= tolerance:
            return say(key)
    return say("siigo.cause_price")
