"""What one credit note takes back, piece by piece, and how money is shared over the pieces. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from connector.ledgers.siigo.left import Left, LeftItem, Taxes
from connector.model.money import ZERO, in_cents

SLACK = Decimal("1.00")
"""A peso: what rounding may come to, and no more (siigo-api.md 13.7)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Back:
    """Units of one item, or money of one group of taxes (`item` None), and what they are given back for."""

    item: LeftItem | None
    taxes: Taxes
    quantity: Decimal
    money: Decimal

    @property
    def is_gift(self) -> bool:
        return self.item is not None and self.item.is_gift


def shared(backs: Sequence[Back], amount: Decimal) -> list[Back]:
    """The amount in cents in proportion to their money; what comes to nothing is left out."""
    whole = sum((back.money for back in backs), ZERO)
    if not whole:
        return []
    exact = [back.money if whole == amount else back.money * amount / whole for back in backs]
    return [replace(back, money=share) for back, share in zip(backs, in_cents(exact), strict=True) if share]


def in_money(groups: Mapping[Taxes, Decimal], amount: Decimal) -> Iterator[Back]:
    """By what is left of each group of taxes."""
    weights = {taxes: money for taxes, money in groups.items() if money > ZERO}
    backs = [Back(item=None, taxes=taxes, quantity=Decimal(1), money=money) for taxes, money in weights.items()]
    yield from shared(backs, amount)


def within_groups(backs: Sequence[Back], left: Left) -> list[Back]:
    """The same money, none of it beyond what is left of a group of taxes: what earlier refunds of money alone took of
    a group, its goods bring back no more, and that part of them is money of the other groups. So every tax nets when
    all has come back. Nothing changes where it is not known what is left of each.
    """
    room = {taxes: money for taxes, money in left.groups.items() if money > ZERO}
    given = _by_group(backs)
    over = [taxes for taxes, money in given.items() if money > room.get(taxes, ZERO) + SLACK]
    free = {taxes: money - given.get(taxes, ZERO) for taxes, money in room.items() if taxes not in over}
    is_known = left.is_known and abs(sum(room.values(), ZERO) - left.total) <= SLACK
    if not over or not is_known or not any(money > SLACK for money in free.values()):
        return list(backs)
    kept = list(backs)
    for taxes in over:
        kept = _lowered(kept, taxes, room.get(taxes, ZERO))
    missing = sum((back.money for back in backs), ZERO) - sum((back.money for back in kept), ZERO)
    return _with(kept, in_money(free, missing))


def _by_group(backs: Sequence[Back]) -> Mapping[Taxes, Decimal]:
    found: dict[Taxes, Decimal] = {}
    for back in backs:
        found[back.taxes] = found.get(back.taxes, ZERO) + back.money
    return found


def _lowered(backs: Sequence[Back], taxes: Taxes, room: Decimal) -> list[Back]:
    """The group at what is left of it; as it is where nothing is, for goods without money are on no note."""
    gifts = sum((back.money for back in backs if back.taxes == taxes and back.is_gift), ZERO)
    of_group = [back for back in backs if back.taxes == taxes and not back.is_gift]
    if room - gifts <= SLACK * len(of_group):
        return list(backs)
    lower = {id(back): less for back, less in zip(of_group, shared(of_group, room - gifts), strict=True)}
    return [lower.get(id(back), back) for back in backs]


def _with(backs: Sequence[Back], money: Iterator[Back]) -> list[Back]:
    """Money of a group that is given back already is added to it."""
    found = list(backs)
    for more in money:
        same = next((i for i, back in enumerate(found) if back.item is None and back.taxes == more.taxes), None)
        if same is None:
            found.append(more)
        else:
            found[same] = replace(found[same], money=found[same].money + more.money)
    return found
