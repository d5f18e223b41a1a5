"""The mapped items, each joined to its order line and checked, its price still open unless it was mapped. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import cast

from connector.ledgers.order_lines import check_every_line, named, quantity_in
from connector.ledgers.problems import Problems
from connector.ledgers.siigo.amounts import Discount, Item, Rate
from connector.ledgers.siigo.facts import CompanyFacts, DocumentType
from connector.ledgers.siigo.item_taxes import agrees, taxes_of
from connector.ledgers.siigo.limits import AMOUNT_MAX, QUANTITY_MAX
from connector.ledgers.values import Fields, money_in
from connector.model.money import HUNDRED, ZERO, plain
from connector.model.order import Line, Order

MAX_ITEMS = 500
CODE = re.compile(r"[^'\s]+")
"""Of a product (siigo-api.md 5.2, `invalid_code`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One item as mapped, and the order line that it stands for."""

    path: str
    body: Fields
    line: Line | None
    quantity: Decimal
    rates: tuple[Rate, ...]
    discount: Discount | None
    """As mapped."""
    priced: Item | None
    """The numbers that Siigo computes from, where the mapping gives them; None: the price is ours to find."""


def read_items(
    fields: Fields,
    order: Order,
    *,
    line_ids: Mapping[str, str],
    company: CompanyFacts,
    document_type: DocumentType | None,
    problems: Problems,
) -> list[Row]:
    """Every item that can be priced; a problem for each that cannot, and for each order line without an item."""
    rows = cast(list[Fields], fields.get("items", []))
    lines = {line.id: line for line in order.lines}
    if len(rows) > MAX_ITEMS:
        problems.add("items", "siigo.too_many_items", found=len(rows), limit=MAX_ITEMS)
    taken = [line_ids.get(f"items[{index}]", "") for index in range(len(rows))]
    read = [
        _read(row, lines.get(line_id), company, document_type, problems, f"items[{index}]")
        for index, (row, line_id) in enumerate(zip(rows, taken, strict=True))
    ]
    check_every_line(order, taken, "items", problems)
    return [row for row in read if row]


def _read(
    row: Fields,
    line: Line | None,
    company: CompanyFacts,
    document_type: DocumentType | None,
    problems: Problems,
    path: str,
) -> Row | None:
    taxes = taxes_of(row, company, problems, path)
    _check_code(row, problems, path)
    if "total_price" in row:
        problems.warn(f"{path}.total_price", "siigo.total_price_unproven")
    is_taxed_alike = line is None or agrees(line, taxes, problems, path)
    quantity = quantity_in(row, "quantity", line, most=QUANTITY_MAX, path=path, problems=problems)
    discount = _discount(row, document_type, problems, path)
    if quantity is None or not is_taxed_alike:
        return None
    rates = tuple(Rate(type=tax.type, percentage=tax.percentage) for tax in taxes)
    taxed, price = money_in(row, "taxed_price"), money_in(row, "price")
    if taxed and discount:
        problems.add(path, "siigo.taxed_price_and_discount")
    priced = None
    if taxed or price is not None or not (line and line.gross):
        priced = _priced(row, line, quantity, discount, rates, problems, path)
        if priced is None:
            return None
    elif line and (line.gross < ZERO or line.net < ZERO):
        problems.add(path, "siigo.negative_line", line=named(line), gross=plain(line.gross))
        return None
    return Row(path=path, body=row, line=line, quantity=quantity, rates=rates, discount=discount, priced=priced)


def _priced(
    row: Fields,
    line: Line | None,
    quantity: Decimal,
    discount: Discount | None,
    rates: tuple[Rate, ...],
    problems: Problems,
    path: str,
) -> Item | None:
    """An item whose numbers are given, or a gift; None and a problem when they are not to be had."""
    taxed, price = money_in(row, "taxed_price"), money_in(row, "price")
    if taxed:
        return Item(quantity=quantity, price=price or ZERO, taxed_price=taxed, rates=rates)
    if price is None and line is None:
        problems.add(f"{path}.price", "siigo.no_line_price")
        return None
    if not price:
        return _gift(row, quantity, rates, problems, path)
    if price > AMOUNT_MAX:
        problems.add(f"{path}.price", "siigo.too_much", found=plain(price), limit=plain(AMOUNT_MAX))
    return Item(quantity=quantity, price=price, discount=discount, rates=rates)


def _gift(row: Fields, quantity: Decimal, rates: tuple[Rate, ...], problems: Problems, path: str) -> Item | None:
    """Price 0 needs the real value and who pays its VAT (siigo-api.md 12.1)."""
    base, taxpayer = money_in(row, "tax_base"), row.get("taxpayer")
    if not base or not taxpayer:
        problems.add(path, "siigo.gift")
        return None
    return Item(quantity=quantity, rates=rates, gift_base=base, gift_taxpayer=str(taxpayer))


def _discount(row: Fields, document_type: DocumentType | None, problems: Problems, path: str) -> Discount | None:
    """The document type says what the number means; a wrong guess makes a wrong invoice without an error (13.2)."""
    amount = money_in(row, "discount")
    if not amount or document_type is None:
        return None
    match document_type.discount_type:
        case "Value":
            return Discount(kind="Value", amount=amount)
        case "Percentage" if amount < HUNDRED:
            return Discount(kind="Percentage", amount=amount)
        case "Percentage":
            problems.add(f"{path}.discount", "siigo.discount_too_big", found=plain(amount))
        case found:
            problems.add(f"{path}.discount", "siigo.discount_kind", name=document_type.name, found=found)
    return None


def _check_code(row: Fields, problems: Problems, path: str) -> None:
    code = row.get("code")
    if isinstance(code, str) and not CODE.fullmatch(code):
        problems.add(f"{path}.code", "siigo.code", found=code)
