"""The items of an invoice and the order's lines that they stand for; what they lack is found before pricing. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import cast

from connector.colombia.text import safe_text
from connector.ledgers.order_lines import check_every_line, named, quantity_in
from connector.ledgers.problems import Problems
from connector.ledgers.siigo_legacy.amounts import Item
from connector.ledgers.siigo_legacy.facts import CompanyFacts
from connector.ledgers.siigo_legacy.fields import check_text_entry
from connector.ledgers.siigo_legacy.item_taxes import ItemTaxes, agrees, taxes_of
from connector.ledgers.siigo_legacy.limits import AMOUNT_MAX, QUANTITY_MAX
from connector.ledgers.siigo_legacy.schema import ITEM
from connector.ledgers.values import SHORT, Fields, money_in
from connector.model.money import HUNDRED, ZERO, half_up, percent_of, plain
from connector.model.order import Line, Order

MAX_ITEMS = 500
"""Of Siigo's newer API; seed 000 says none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One item as mapped, and the order line that it stands for."""

    path: str
    body: Fields
    line: Line | None
    quantity: Decimal
    taxes: ItemTaxes
    discount: Decimal | None
    """Money, as mapped."""
    discount_percentage: Decimal | None
    """As mapped; then the money follows from the price."""
    priced: Item | None
    """With the price that the mapping gives; None: it is ours to find."""

    @property
    def has_discount(self) -> bool:
        return bool(self.discount or self.discount_percentage)


def read_items(
    fields: Fields, order: Order, *, line_ids: Mapping[str, str], company: CompanyFacts, problems: Problems
) -> list[Row]:
    """Every item that can be priced; a problem for each that cannot, and for each order line without an item."""
    rows = cast(list[Fields], fields.get("Items", []))
    lines = {line.id: line for line in order.lines}
    if len(rows) > MAX_ITEMS:
        problems.add("Items", "siigo.too_many_items", found=len(rows), limit=MAX_ITEMS)
    taken = [line_ids.get(f"Items[{index}]", "") for index in range(len(rows))]
    read = [
        _read(row, lines.get(line_id), company, problems, f"Items[{index}]")
        for index, (row, line_id) in enumerate(zip(rows, taken, strict=True))
    ]
    check_every_line(order, taken, "Items", problems)
    return [row for row in read if row]


def _read(row: Fields, line: Line | None, company: CompanyFacts, problems: Problems, path: str) -> Row | None:
    for name in ("WareHouseCode", "SalesmanIdentification"):
        check_text_entry(row, name, ITEM[name], company, problems, path)
    taxes = taxes_of(row, company, problems, path)
    is_taxed_alike = line is None or agrees(line, taxes, problems, path)
    quantity = quantity_in(row, "Quantity", line, most=QUANTITY_MAX, path=path, problems=problems)
    body = _described(row, line, problems, path)
    is_priced = _is_worth_something(row, line, problems, path)
    if quantity is None or not (is_taxed_alike and is_priced):
        return None
    read = Row(
        path=path,
        body=body,
        line=line,
        quantity=quantity,
        taxes=taxes,
        discount=money_in(row, "DiscountValue"),
        discount_percentage=_percentage(row, problems, path),
        priced=None,
    )
    return _with_price(read, _unit(row, line), problems)


def _is_worth_something(row: Fields, line: Line | None, problems: Problems, path: str) -> bool:
    if line and "UnitValue" not in row and (line.gross < ZERO or line.net < ZERO):
        problems.add(path, "siigo.negative_line", line=named(line), gross=plain(line.gross))
        return False
    if line is None and "UnitValue" not in row:
        problems.add(f"{path}.UnitValue", "siigo_legacy.no_line_price")
        return False
    return True


def _unit(row: Fields, line: Line | None) -> Decimal | None:
    """As mapped; nothing for what was given away."""
    unit = money_in(row, "UnitValue")
    return ZERO if unit is None and line and not line.gross else unit


def _with_price(row: Row, unit: Decimal | None, problems: Problems) -> Row | None:
    if unit is None:
        return _with_something_left(row, problems)
    if unit > AMOUNT_MAX:
        problems.add(f"{row.path}.UnitValue", "siigo.too_much", found=plain(unit), limit=plain(AMOUNT_MAX))
    if not unit:
        problems.warn(f"{row.path}.UnitValue", "siigo_legacy.free_item")
    before = half_up(unit * row.quantity)
    discount = percent_of(before, row.discount_percentage) if row.discount_percentage else row.discount or ZERO
    if discount > before:
        problems.add(f"{row.path}.DiscountValue", "siigo.discount_too_big", found=plain(discount))
    taxes = row.taxes
    item = Item(
        quantity=row.quantity, unit=unit, discount=discount, add=taxes.add, add_2=taxes.add_2, withheld=taxes.withheld
    )
    return replace(row, priced=item)


def _with_something_left(row: Row, problems: Problems) -> Row | None:
    """No price, less all of it, comes to what the buyer paid."""
    if row.discount_percentage != HUNDRED:
        return row
    problems.add(f"{row.path}.DiscountPercentage", "siigo_legacy.all_off")
    return None


def _described(row: Fields, line: Line | None, problems: Problems, path: str) -> Fields:
    """With a description, which is obligatory: the mapping's, else the line's name, else the product's code."""
    if "Description" in row:
        return row
    text = safe_text(line.name, max_length=SHORT) if line else ""
    if not text and line is None:
        problems.add(f"{path}.Description", "siigo.required")
    return {**row, "Description": text or row.get("ProductCode", "")}


def _percentage(row: Fields, problems: Problems, path: str) -> Decimal | None:
    percentage = money_in(row, "DiscountPercentage")
    if percentage and money_in(row, "DiscountValue"):
        problems.add(path, "siigo_legacy.two_discounts")
    return percentage
