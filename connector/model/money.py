"""Money is Decimal. Here is how text becomes money and how it is rounded; nowhere else.

Amounts are pesos (or the order's currency) with as many decimals as the source gave.
"""

from collections.abc import Sequence
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal, InvalidOperation

ZERO = Decimal(0)
CENT = Decimal("0.01")
HUNDRED = Decimal(100)

LIMIT = Decimal("1e13")
"""Siigo's bound for a sum of payments is 9,999,999,999,999.99 (siigo-api.md 5.4); nothing we read may reach 1e13."""

SMALLEST = Decimal("1e-12")

_FINEST = 12
"""Decimals of the finest amount: what `SMALLEST` has."""


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


def in_cents(amounts: Sequence[Decimal]) -> list[Decimal]:
    """Each amount in cents, their sum the sum half up to cents, by the largest-remainder method (colombia.md 3.6).

    None moves by a whole cent; what is in cents stays.
    """
    total = int(half_up(sum(amounts, ZERO)).scaleb(2))
    units = _by_largest_remainder([_finest(amount) for amount in amounts], 10 ** (_FINEST - 2), total)
    return [Decimal(unit).scaleb(-2) for unit in units]


def shares(amount: Decimal, weights: Sequence[Decimal]) -> list[Decimal]:
    """The amount in proportion to the weights (some above 0, none below), by the largest-remainder method in cents.

    An amount with more decimals is shared in those. A weight that is no whole cent may be less than its share in
    cents; where the weights together are not less than the amount, all is then shared in their decimals.
    """
    found = _shared(amount, weights, _places(amount))
    if amount > sum(weights) or all(share <= weight for share, weight in zip(found, weights, strict=True)):
        return found
    return _shared(amount, weights, max(map(_places, (amount, *weights))))


def _places(amount: Decimal) -> int:
    """Its decimals, at least those of cents."""
    exponent = amount.as_tuple().exponent
    return max(2, -exponent if isinstance(exponent, int) else 2)


def _shared(amount: Decimal, weights: Sequence[Decimal], places: int) -> list[Decimal]:
    total, scaled = int(amount.scaleb(places)), [_finest(weight) for weight in weights]
    units = _by_largest_remainder([total * weight for weight in scaled], sum(scaled), total)
    return [Decimal(unit).scaleb(-places) for unit in units]


def plain(amount: Decimal) -> str:
    """Digits without exponent or useless zeros: 59900, 0.5."""
    text = format(amount, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _finest(amount: Decimal) -> int:
    return int(amount.scaleb(_FINEST))


def _by_largest_remainder(parts: Sequence[int], whole: int, total: int) -> list[int]:
    """Each part in wholes, `total` of them together; of equal remainders the first is rounded up."""
    found = [part // whole for part in parts]
    by_remainder = sorted(range(len(parts)), key=lambda index: -(parts[index] % whole))
    for index in by_remainder[: total - sum(found)]:
        found[index] += 1
    return found
