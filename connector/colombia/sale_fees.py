"""Fees below zero: a discount spread over the goods, or a payment; and fees known by their names. Pure."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from connector.colombia.sale_lines import is_charged, priced
from connector.colombia.text import fold
from connector.errors import OrderHeld
from connector.messages import say
from connector.model.money import ZERO, plain, shares
from connector.model.order import Line, Order, Payment


def word_in(name: str, words: Iterable[str]) -> str:
    """The first of the words that stands in the name, whole or in the plural, whatever accents and case; else ""."""
    folded = fold(name)
    return next((word for word in words if fold(word) and re.search(_pattern(word), folded)), "")


def _pattern(word: str) -> str:
    return rf"\b{'s? '.join(fold(word).split())}s?\b"


def as_payment(order: Order, fee: Line, method: str) -> Order:
    """The order without the fee, whose amount was paid by this method: a card given in payment is no discount
    (colombia.md 3.6), and the total is what both payments come to."""
    paid = Payment(method=method.lower(), title=fee.name, amount=-fee.gross)
    lines = tuple(line for line in order.lines if line.id != fee.id)
    return replace(order, lines=lines, payments=(*order.payments, paid), total=order.total - fee.gross)


def as_discount(order: Order, fee: Line) -> Order:
    """The order without the fee, which lowers what was paid for the goods (ET 454, colombia.md 3.6).

    By gross value over the goods of the fee's own rates; where these do not hold it, over all goods, then over
    shipping and fees too. Raises OrderHeld when not even those do.
    """
    off = -fee.gross
    lines = [line for line in order.lines if line.id != fee.id]
    pools = (_of_rates(fee, lines), _of_kinds(lines, "product"), _of_kinds(lines, "product", "shipping", "fee"))
    pool = next((pool for pool in pools if _paid(pool) >= off), None)
    if pool is None:
        shown = {"name": fee.name, "gross": plain(fee.gross), "limit": plain(_paid(pools[-1]))}
        raise OrderHeld(say("colombia.sale_fee_too_big", **shown))
    share_of = dict(zip((line.id for line in pool), shares(off, [line.gross for line in pool]), strict=True))
    return replace(order, lines=tuple(_lowered(line, share_of.get(line.id, ZERO)) for line in lines))


def _of_rates(fee: Line, lines: Sequence[Line]) -> list[Line]:
    """The goods that bear one of the rates which the shop gave the fee; none for a fee without tax."""
    rates = {tax.rate for tax in fee.taxes} if is_charged(fee) else set()
    return [line for line in _of_kinds(lines, "product") if not rates.isdisjoint(tax.rate for tax in line.taxes)]


def _of_kinds(lines: Sequence[Line], *kinds: str) -> list[Line]:
    return [line for line in lines if line.kind in kinds and line.gross > ZERO]


def _paid(lines: Sequence[Line]) -> Decimal:
    return sum((line.gross for line in lines), ZERO)


def _lowered(line: Line, share: Decimal) -> Line:
    if not share:
        return line
    return priced(replace(line, discount=line.discount + share), line.gross - share, line.taxes)
