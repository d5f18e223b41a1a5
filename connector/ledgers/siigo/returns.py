"""From a refund to what comes back of its invoice: units of items with their money, and money without goods. Pure."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from connector.ledgers.problems import Problems
from connector.ledgers.siigo.back import SLACK, Back, in_money, shared, within_groups
from connector.ledgers.siigo.left import Left, LeftItem
from connector.model.money import ZERO, half_up, plain
from connector.model.order import Order, Refund, RefundLine


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a note must come to, and whether that is all that is left of the invoice."""

    amount: Decimal
    stated: Decimal
    """What the shop says; rounding apart the same."""
    is_rest: bool


def wanted_of(refund: Refund, left: Left, problems: Problems) -> Wanted:
    """The refund's money; what is within a peso of all that is left, is all."""
    amount = half_up(refund.amount)
    if amount <= ZERO or (left.total <= ZERO and amount <= SLACK):
        problems.add("", "siigo_after.nothing_back", amount=plain(amount))
    elif amount > left.total + SLACK:
        problems.add("", "siigo_after.too_much_back", amount=plain(amount), left=plain(left.total))
    is_rest = abs(amount - left.total) <= SLACK
    return Wanted(amount=left.total if is_rest else amount, stated=amount, is_rest=is_rest)


def backs_of(refund: Refund, order: Order, left: Left, wanted: Wanted, problems: Problems) -> list[Back]:
    """Their money comes to the wanted amount. A line that is not in the invoice, or no longer, is a problem."""
    stated = _by_line(refund.lines, problems)
    if not any(units or money for units, money in stated.values()):
        if wanted.is_rest and left.is_known:
            return _everything(left, wanted.amount)
        return list(in_money(left.groups, wanted.amount))
    if not left.is_known:
        problems.warn("", "siigo_after.earlier_unknown")
    found: list[Back] = []
    is_stated = any(money for _, money in stated.values())
    for line_id, (units, money) in stated.items():
        if items := [item for item in left.items if item.is_of(line_id)]:
            worth = sum((left.lines[id_] for id_ in {item.line_id for item in items}), ZERO)
            known = worth if money > worth + SLACK else money
            found += _of_line(items, units, known if is_stated else None, problems, _named(order, line_id))
        elif money or _is_sold(order, line_id):
            problems.add("", "siigo_after.unknown_line", line=_named(order, line_id))
    return [] if problems.any else within_groups(_settled(found, left, wanted.amount), left)


def _by_line(lines: Sequence[RefundLine], problems: Problems) -> Mapping[str, tuple[Decimal, Decimal]]:
    """Units and money by line; a shop may give a line back in several entries."""
    found: dict[str, tuple[Decimal, Decimal]] = {}
    for line in lines:
        if line.quantity < ZERO or line.net + line.tax < ZERO:
            shown = {"quantity": plain(line.quantity), "amount": plain(line.net + line.tax)}
            problems.add("", "siigo_after.negative_back", line=line.line_id, **shown)
        units, money = found.get(line.line_id, (ZERO, ZERO))
        found[line.line_id] = units + line.quantity, money + line.net + line.tax
    return found


def _of_line(
    items: Sequence[LeftItem], units: Decimal, money: Decimal | None, problems: Problems, name: str
) -> Iterator[Back]:
    """One refunded line. `money` None: the shop says none at all, so that the invoice says what the units are worth."""
    pieces = list(_pieces(items, units, problems, name))
    values = [item.value_of(quantity) for item, quantity in pieces]
    whole = sum(values, ZERO)
    money = whole if money is None else money
    for (item, quantity), value in zip(pieces, values, strict=True):
        share = value if item.is_gift else (money * value / whole if whole else ZERO)
        if share or item.is_gift:
            yield Back(item=item, taxes=item.taxes, quantity=quantity, money=share)
        else:
            problems.warn("", "siigo_after.back_without_money", line=name, quantity=plain(quantity))
    if not whole and money:
        yield Back(item=None, taxes=items[0].taxes, quantity=Decimal(1), money=money)


def _pieces(
    items: Sequence[LeftItem], units: Decimal, problems: Problems, name: str
) -> Iterator[tuple[LeftItem, Decimal]]:
    """So many units of each part of the line, from its items in their order."""
    parts: dict[str, list[LeftItem]] = defaultdict(list)
    for item in items:
        parts[item.line_id].append(item)
    for rows in parts.values():
        whole = sum((item.units for item in rows), ZERO)
        missing = units if rows[0].is_goods else min(units, whole) or whole
        for item in rows:
            if taken := min(missing, item.units):
                missing -= taken
                yield item, taken
        if missing > ZERO:
            problems.add("", "siigo_after.too_many_back", line=name, quantity=plain(units), left=plain(whole))


def _settled(found: Sequence[Back], left: Left, amount: Decimal) -> list[Back]:
    """A fee that the shop keeps lowers every line; money beyond the lines goes by value over the groups of taxes."""
    gifts = [back for back in found if back.is_gift]
    others = [back for back in found if back not in gifts]
    amount -= sum((half_up(back.money) for back in gifts), ZERO)
    stated = sum((back.money for back in others), ZERO)
    extra = amount - stated if amount > stated + SLACK else ZERO
    backs = _in_order(found, [*gifts, *shared(others, amount - extra)])
    return [*backs, *_beyond(backs, left, extra)] if extra else backs


def _beyond(backs: Sequence[Back], left: Left, extra: Decimal) -> list[Back]:
    """What is left of shipping and fees where it is just that; otherwise money without goods."""
    named = {id(back.item) for back in backs}
    services = [item for item in left.items if not item.is_goods and not item.is_gift and id(item) not in named]
    if services and abs(sum((item.worth for item in services), ZERO) - extra) <= SLACK:
        return shared([_all_of(item, item.worth) for item in services], extra)
    groups = dict(left.groups)
    for back in backs:
        groups[back.taxes] = groups.get(back.taxes, ZERO) - back.money
    return list(in_money(groups, extra))


def _in_order(found: Sequence[Back], backs: Sequence[Back]) -> list[Back]:
    places = {(id(back.item), back.taxes): index for index, back in enumerate(found)}
    return sorted(backs, key=lambda back: places[(id(back.item), back.taxes)])


def _everything(left: Left, amount: Decimal) -> list[Back]:
    """Every item with the units that it has left; money of a group whose goods are all back goes without goods."""
    found: list[Back] = []
    gifts = [item for item in left.items if item.is_gift and item.units]
    given = sum((half_up(item.value_of(item.units)) for item in gifts), ZERO)
    for taxes, money in left.groups.items():
        of_gifts = sum((half_up(item.value_of(item.units)) for item in gifts if item.taxes == taxes), ZERO)
        rest = max(money - of_gifts, ZERO)
        items = [item for item in left.items if item.taxes == taxes and item.worth and not item.is_gift]
        worth = sum((item.worth for item in items), ZERO)
        if items:
            found += [_all_of(item, rest * item.worth / worth) for item in items]
        elif rest:
            found.append(Back(item=None, taxes=taxes, quantity=Decimal(1), money=rest))
    backs = [*shared(found, amount - given), *(_all_of(item, item.value_of(item.units)) for item in gifts)]
    places = {id(item): index for index, item in enumerate(left.items)}
    return sorted(backs, key=lambda back: places.get(id(back.item), len(places)))


def _all_of(item: LeftItem, money: Decimal) -> Back:
    return Back(item=item, taxes=item.taxes, quantity=item.units, money=money)


def _is_sold(order: Order, line_id: str) -> bool:
    return any(line.id == line_id and line.gross for line in order.lines)


def _named(order: Order, line_id: str) -> str:
    name = next((line.name for line in (*order.lines, *order.gift_cards) if line.id == line_id), "")
    return f"«{name[:60]}» ({line_id})" if name else line_id
