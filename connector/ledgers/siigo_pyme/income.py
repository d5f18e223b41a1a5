"""The sale's side of an invoice: income line by line, discounts, taxes by rate; and what row holds what. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import cast

from connector.colombia.sale import VAT_RATES
from connector.ledgers.problems import Problems
from connector.ledgers.siigo_pyme.heading import about
from connector.ledgers.siigo_pyme.rows import Movement, own_fields
from connector.ledgers.siigo_pyme.sold import SoldLine, bases_of
from connector.ledgers.values import Fields
from connector.model.money import ZERO, half_up, plain
from connector.model.order import Order

GOODS = frozenset({"product_line", "product_group", "product_code"})

QUANTITY_PLACES = 5
"""Decimals of a quantity in Siigo Pyme."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sale:
    """Movements, and by line the place of those that hold a part of it with the part; credits below zero."""

    movements: Sequence[Movement]
    parts: Sequence[Sequence[tuple[int, Decimal]]]
    """By line; the first part is its income. Places are counted from 0 within `movements`."""


def sale_of(
    fields: Fields, lines: Sequence[SoldLine], order: Order, line_ids: Mapping[str, str], problems: Problems
) -> Sale:
    """Discounts stand first, then income in the order of the lines, then taxes by rate."""
    items = _items(fields, lines, line_ids, problems)
    accounts = _tax_accounts(fields, lines, problems)
    if problems.any:
        return Sale(movements=(), parts=())
    before = cast(Mapping[str, object] | None, fields.get("discounts"))
    off = [line.discount if before else ZERO for line in lines]
    discounts = _discounts(before, sum(off, ZERO))
    has_vat = fields.get("vat_on_lines") is True
    words = {} if "sequence_description" in fields else {line.line.id: about(order, line.line.name) for line in lines}
    income = [
        _income(line, less, items[line.line.id], words.get(line.line.id), has_vat)
        for line, less in zip(lines, off, strict=True)
    ]
    taxes = _taxes(lines, accounts)
    places = {rate: len(discounts) + len(income) + place for place, rate in enumerate(taxes)}
    parts = [
        _parts(line, less, len(discounts) + place, places)
        for place, (line, less) in enumerate(zip(lines, off, strict=True))
    ]
    return Sale(movements=[*discounts, *income, *taxes.values()], parts=parts)


def _parts(line: SoldLine, less: Decimal, place: int, taxes: Mapping[Decimal, int]) -> list[tuple[int, Decimal]]:
    """Each row once, the income first."""
    found = {place: -(line.net + less)}
    if less:
        found[0] = less
    for rate, amount in line.taxes:
        if amount:
            found[taxes[rate]] = found.get(taxes[rate], ZERO) - amount
    return list(found.items())


def _items(
    fields: Fields, lines: Sequence[SoldLine], line_ids: Mapping[str, str], problems: Problems
) -> Mapping[str, Fields]:
    """The mapped row of each line: none may be without, none may have two."""
    rows = cast(list[Fields], fields.get("items", []))
    found: dict[str, Fields] = {}
    for index, row in enumerate(rows):
        line_id = line_ids.get(f"items[{index}]", "")
        if not line_id or line_id in found:
            problems.add(f"items[{index}]", "siigo_pyme.item_without_line")
        found[line_id] = row
    for sold in lines:
        if sold.line.id not in found:
            problems.add("items", "siigo_pyme.line_without_item", name=sold.line.name, id=sold.line.id)
    return found


def _tax_accounts(fields: Fields, lines: Sequence[SoldLine], problems: Problems) -> Mapping[Decimal, Fields]:
    """By rate. The same rate may be named again in the same words; a rate that was charged must be named."""
    found: dict[Decimal, Fields] = {}
    for index, row in enumerate(cast(list[Fields], fields.get("taxes", []))):
        if "rate" not in row:
            continue
        rate = cast(Decimal, row["rate"])
        if found.setdefault(rate, own_fields(row)) != own_fields(row):
            problems.add(f"taxes[{index}].rate", "siigo_pyme.rate_twice", rate=plain(rate))
    charged = {tax.rate for sold in lines for tax in sold.line.taxes if tax.amount}
    for rate in sorted(charged - found.keys()):
        problems.add("taxes", "siigo_pyme.rate_without_account", rate=plain(rate))
    return found


def _discounts(account: Mapping[str, object] | None, amount: Decimal) -> list[Movement]:
    return [Movement(role="discount", fields=own_fields(account), amount=amount)] if account and amount else []


def _income(line: SoldLine, less: Decimal, row: Fields, words: str | None, has_vat: bool) -> Movement:
    """With the units where it names goods of the catalogue; a gift is a row of nothing that moves its units."""
    filled: Fields = {"sequence_description": words} if words else {}
    if GOODS & row.keys():
        filled["quantity"] = Decimal(plain(half_up(line.line.quantity, QUANTITY_PLACES)))
    if has_vat:
        filled |= _vat(line)
    return Movement(role="income", fields={**filled, **own_fields(row)}, amount=-(line.net + less), is_credit=True)


def _vat(line: SoldLine) -> Fields:
    """IVA and impoconsumo of the line beside its income; the amounts themselves stand on the rows of the taxes."""
    vat = [(rate, amount) for rate, amount in line.taxes if rate in VAT_RATES]
    excise = [amount for rate, amount in line.taxes if rate not in VAT_RATES]
    found: Fields = {"withholding_base": abs(line.net)} if line.taxes else {}
    if vat:
        found["sequence_vat_percentage"] = vat[0][0]
        found["sequence_vat_value"] = abs(sum((amount for _, amount in vat), ZERO))
    if excise:
        found["sequence_total_excise_tax_value"] = abs(sum(excise, ZERO))
    return found


def _taxes(lines: Sequence[SoldLine], accounts: Mapping[Decimal, Fields]) -> Mapping[Decimal, Movement]:
    """In the order of the rates; each says what it was taken of. A rate of 0 is no movement."""
    amounts: dict[Decimal, Decimal] = {}
    for rate, amount in (tax for line in lines for tax in line.taxes if tax[1]):
        amounts[rate] = amounts.get(rate, ZERO) + amount
    bases = bases_of(lines)
    return {
        rate: Movement(
            role="tax", fields={"withholding_base": abs(bases[rate]), **accounts[rate]}, amount=-amounts[rate]
        )
        for rate in sorted(amounts)
    }
