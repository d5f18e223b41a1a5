"""Orders, mappings and refunds at random, the same for the same seed."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from random import Random
from typing import Any

from connector.model.money import ZERO, half_up
from connector.model.order import Line, Order, Payment, Refund, RefundLine, Tax
from tests.ledgers.siigo_pyme.drafts import ADVANCE, BANK, DISCOUNT, RECEIVABLE, WITHHELD
from tests.orders import a_line, an_order

RATES = [Decimal(rate) for rate in (0, 5, 8, 19)]


@dataclass(frozen=True)
class Case:
    order: Order
    mapped: dict[str, Any]


def a_case(random: Random) -> Case:
    lines = tuple(_line(random, place) for place in range(random.randint(1, 7)))
    total = sum((line.gross for line in lines), ZERO)
    is_split = random.random() < 0.3 and total > 10
    first = half_up(total / random.randint(2, 5)) if is_split else total
    payments = [Payment(method="wompi", amount=first)]
    if is_split:
        payments.append(Payment(method="cod", amount=total - first))
    advanced = half_up(total / 3) if not is_split and random.random() < 0.2 else ZERO
    order = an_order(
        id=str(random.randint(1, 10**9)), lines=lines, total=total, payments=tuple(payments), advanced=advanced
    )
    return Case(order=order, mapped=_mapped(random, is_split=is_split))


def refunds_of(random: Random, order: Order, left: Decimal) -> Sequence[Refund]:
    """Some parts, then the rest; what they come to is what the invoice is for."""
    found: list[Refund] = []
    units = {line.id: line.quantity for line in order.lines}
    for place in range(random.randint(0, 4)):
        refund = _lines_back(random, order, units, f"{order.id}-{place}") if random.random() < 0.5 else None
        refund = refund or Refund(id=f"{order.id}-{place}", amount=_share(random, left))
        if not ZERO < refund.amount <= left - 2:
            continue
        for line in refund.lines:
            units[line.line_id] -= line.quantity
        left -= refund.amount
        found.append(refund)
    return [*found, Refund(id=f"{order.id}-rest", amount=left)]


def _lines_back(random: Random, order: Order, units: dict[str, Decimal], id_: str) -> Refund | None:
    """Whole units of some lines; sometimes the shop keeps a fee, sometimes it states no money by line."""
    some = [line for line in order.lines if units[line.id] >= 1 and line.gross > 0]
    lines = random.sample(some, min(len(some), random.randint(1, 3)))
    backs = [(line, Decimal(random.randint(1, int(units[line.id])))) for line in lines]
    if not backs:
        return None
    money = [half_up(line.gross * quantity / line.quantity) for line, quantity in backs]
    is_stated = random.random() < 0.7
    entries = tuple(
        RefundLine(
            line_id=line.id,
            quantity=quantity,
            net=half_up(line.net * quantity / line.quantity) if is_stated else ZERO,
            tax=value - half_up(line.net * quantity / line.quantity) if is_stated else ZERO,
        )
        for (line, quantity), value in zip(backs, money, strict=True)
    )
    amount = sum(money, ZERO) - (Decimal(random.randint(0, 500)) if random.random() < 0.3 else ZERO)
    return Refund(id=id_, amount=amount, lines=entries)


def _share(random: Random, left: Decimal) -> Decimal:
    return half_up(left * random.randint(1, 60) / 100)


def _line(random: Random, place: int) -> Line:
    kind = "product" if place == 0 or random.random() < 0.7 else random.choice(["shipping", "fee"])
    quantity = Decimal(random.randint(1, 9))
    places = random.choice([0, 2, 2, 4, 6])
    net = Decimal(random.randint(1, 900_000 * 10**places)).scaleb(-places)
    if place and kind == "product" and random.random() < 0.05:
        net = ZERO
    if place and kind == "fee" and random.random() < 0.2:
        net = -Decimal(random.randint(1, 30)) / 100
    taxes = [Tax(name="IVA", rate=rate, amount=_tax(random, net, rate)) for rate in _rates(random)]
    discount = half_up(abs(net) * random.randint(1, 40) / 100) if random.random() < 0.4 else ZERO
    return a_line(id=f"{kind}:{place}", kind=kind, quantity=quantity, net=net, taxes=tuple(taxes), discount=discount)


def _rates(random: Random) -> list[Decimal]:
    if random.random() < 0.1:
        return [Decimal(8), Decimal(19)]
    return [random.choice(RATES)] if random.random() < 0.9 else []


def _tax(random: Random, net: Decimal, rate: Decimal) -> Decimal:
    return half_up(net * rate / 100, random.choice([2, 4]))


def _mapped(random: Random, *, is_split: bool) -> dict[str, Any]:
    credit = {"accounting_account": RECEIVABLE, "is_receivable": True}
    cash = {"accounting_account": BANK}
    mapped: dict[str, Any] = {"payments": [cash, credit] if is_split else [random.choice([cash, credit])]}
    if random.random() < 0.5:
        mapped["discounts"] = {"accounting_account": DISCOUNT}
    if random.random() < 0.3:
        base = random.choice(["net", "vat", "total"])
        mapped["withholdings"] = [{"accounting_account": WITHHELD, "percentage": Decimal("2.5"), "base": base}]
    if random.random() < 0.5:
        mapped["advance"] = {"accounting_account": ADVANCE}
    if random.random() < 0.3:
        mapped["vat_on_lines"] = True
    return mapped
