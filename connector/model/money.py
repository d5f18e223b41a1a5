"""Money is Decimal. Here is how text becomes money and how it is rounded; nowhere else.

Amounts are pesos (or the order's currency) with as many decimals as the source gave.
"""

from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal, InvalidOperation

ZERO = Decimal(0)
CENT = Decimal("0.01")
HUNDRED = Decimal(100)

LIMIT = Decimal("1e13")
"""Siigo's bound for a sum of payments is 9,999,999,999,999.99 (siigo-api.md 5.4); nothing we read may reach 1e13."""

SMALLEST = Decimal("1e-12")


class NotMoney(ValueError):
    """The value cannot be an amount of money."""


def money_of(value: object) -> Decimal:
    """Decimal from JSON text or number ("59900.00", 199, Decimal). Raises NotMoney for anything else.

    Refuses bool, float, NaN, infinities, |value| >= 1e13 and exponents below 1e-12, so that no later
    arithmetic can overflow or hang.
    """
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
        raise NotMoney(f"{value!r} is not money")
    try:
        amount = Decimal(value.strip() if isinstance(value, str) else value)
    except (InvalidOperation, ValueError):
        raise NotMoney(f"{value!r} is not money") from None
    if not amount.is_finite():
        raise NotMoney(f"{value!r} is not money")
    if amount and (amount.adjusted() >= LIMIT.adjusted() or amount.adjusted() < SMALLEST.adjusted()):
        raise NotMoney(f"{str(value)[:40]!r} is out of any range that money has")
    return amount + ZERO if amount else ZERO


def half_up(amount: Decimal, places: int = 2) -> Decimal:
    """Round half away from zero, which Siigo's own samples agree with (siigo-api.md 13.1)."""
    return amount.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def half_even(amount: Decimal, places: int = 2) -> Decimal:
    """Round half to the even neighbour: what some systems do, and Siigo may (siigo-api.md 13.1)."""
    return amount.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_EVEN)


def percent_of(base: Decimal, percentage: Decimal) -> Decimal:
    """`percentage` (19 for 19 %) of `base`, rounded half up to cents: Siigo's tax of one line (siigo-api.md 13.1)."""
    return half_up(base * percentage / HUNDRED)


def plain(amount: Decimal) -> str:
    """Digits without exponent or useless zeros: 59900, 0.5."""
    text = format(amount, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
