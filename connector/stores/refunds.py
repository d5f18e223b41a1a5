"""What refunds are on every platform: whether nothing is left after one, and the tax of what was left. Pure."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from connector.model.money import ZERO
from connector.model.order import Refund


def with_fullness(refunds: Iterable[Refund], *, total: Decimal, tax: Decimal) -> tuple[Refund, ...]:
    """The refunds, oldest first, marked `is_full` where they and those before come to the order's `total`.

    A full one without lines gives back everything that was left, so also the `tax` that was.
    """
    left, tax_left, marked = total, tax, []
    for refund in refunds:
        left -= refund.amount
        is_full = left <= ZERO < total
        stated = refund.tax if refund.lines or not is_full else max(tax_left, ZERO)
        tax_left -= stated
        marked.append(replace(refund, is_full=is_full, tax=stated))
    return tuple(marked)
