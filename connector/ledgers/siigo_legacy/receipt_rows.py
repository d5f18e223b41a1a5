"""The rows of a receipt: the quotes that it pays, oldest first, or an entry whose one open credit is filled. Pure."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import cast

from connector.ledgers.problems import Problems
from connector.ledgers.siigo_legacy.receipt_schema import CREDIT, DEBIT, DUE, RECEIPT_ITEM
from connector.ledgers.values import Fields, integer_of
from connector.model.documents import Booked
from connector.model.money import ZERO, NotMoney, money_of, plain

_NAME = re.compile(r"(FV-[0-9A-Za-z]+)-([0-9]{1,11})")

QuoteKey = tuple[int, str]
"""(number of the quote, its due date as yyyymmdd): two means of one invoice may both have a first quote."""

Settled = Mapping[QuoteKey, Decimal]
"""What earlier receipts have paid of each quote of one invoice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """One instalment of an invoice: by what a row names it, and what is left of it."""

    due: Fields
    left: Decimal


def quotes_of(invoice: Booked, settled: Settled, problems: Problems) -> list[Quote] | None:
    """Those of which anything is left, oldest first, by what the books say was sent; None after a problem."""
    rows = _due_rows(invoice.body)
    name = _NAME.fullmatch(invoice.name)
    if not rows:
        problems.add("", "siigo_legacy_receipt.no_receivable", name=invoice.name or "—")
    elif not name:
        problems.add("", "siigo_legacy_receipt.odd_name", name=invoice.name or "—")
    else:
        of_invoice = {"DuePrefix": name[1], "DueConsecutive": int(name[2])}
        owed: dict[QuoteKey, Decimal] = {}
        for row in rows:
            owed[_key(row)] = owed.get(_key(row), ZERO) + _value(row)
        return [
            Quote(due={**of_invoice, "DueQuote": key[0], "DueDate": key[1]}, left=left)
            for key in sorted(owed, key=lambda key: (key[1], key[0]))
            if (left := owed[key] - settled.get(key, ZERO)) > ZERO
        ]
    return None


def settled_by(receipts: Iterable[Mapping[str, object]], invoice_name: str) -> dict[QuoteKey, Decimal]:
    """What these receipts, as they were sent or as the ledger lists them, have paid of each quote of the invoice."""
    paid: dict[QuoteKey, Decimal] = {}
    for row in (row for receipt in receipts for row in _rows(receipt.get("Items"))):
        if named_invoice(row) == invoice_name:
            paid[_key(row)] = paid.get(_key(row), ZERO) + (_value(row) if is_credit(row) else -_value(row))
    return paid


def named_invoice(row: Mapping[str, object]) -> str:
    """FV-1-22, of a row that names one."""
    return f"{row['DuePrefix']}-{integer_of(row.get('DueConsecutive'))}" if row.get("DuePrefix") else ""


def is_credit(row: Mapping[str, object]) -> bool:
    return str(row.get("DC")) == str(CREDIT)


def debt_rows(rows: Sequence[Fields], amount: Decimal, quotes: Sequence[Quote], problems: Problems) -> list[Fields]:
    """Of an Abono a deuda: a credit of the receivable for each quote that the amount pays, as the mapped row says."""
    if len(rows) > 1:
        problems.add("Items", "siigo_legacy_receipt.one_row", found=len(rows))
    row = rows[0] if rows else {}
    if "ACAccountCode" not in row:
        problems.add("Items[0].ACAccountCode", "siigo_legacy_receipt.no_account")
    if row.get("DC", CREDIT) != CREDIT:
        problems.add("Items[0].DC", "siigo_legacy_receipt.debt_is_credit")
    if (value := cast(Decimal, row.get("Value", amount))) != amount:
        problems.add("Items[0].Value", "siigo_legacy_receipt.value_differs", found=plain(value), amount=plain(amount))
    if problems.touch("Items"):
        return []
    return _checked(list(_spread({**row, "DC": CREDIT, "Value": amount}, quotes)), problems)


def entry_rows(rows: Sequence[Fields], amount: Decimal, quotes: Sequence[Quote], problems: Problems) -> list[Fields]:
    """Of an Avanzado: the mapped rows; the credit without value takes the amount, and pays the quotes with it.

    A row of 0 (a gateway that kept nothing) is left out. A row that pays none names no instalment: it would change what
    is owed of it. Where the mapping names a part of one, the rest is that of the oldest. `quotes` is empty where the
    mapping names them all itself.
    """
    _check_sides(rows, problems)
    if problems.touch("Items"):
        return []
    paying = paying_rows(rows)
    credited = sum((cast(Decimal, row.get("Value", amount)) for row in paying), ZERO)
    if credited != amount:
        found = {"found": plain(credited), "amount": plain(amount)}
        problems.add("Items", "siigo_legacy_receipt.credits_differ", **found)
        return []
    found_rows: list[Fields] = []
    for row in (row for row in rows if row.get("Value") != ZERO):
        if any(row is one for one in paying):
            found_rows += _spread({**row, "Value": row.get("Value", amount)}, quotes)
        else:
            is_partly_named = any(name in row for name in DUE)
            found_rows.append({**(quotes[0].due if quotes and is_partly_named else {}), **row})
    return _checked(found_rows, problems)


def taken_in(rows: Sequence[Fields]) -> Decimal:
    """What of the rows came as money: the credits less the debits."""
    return sum((-cast(int, row["DC"]) * cast(Decimal, row["Value"]) for row in rows), ZERO)


def _check_sides(rows: Sequence[Fields], problems: Problems) -> None:
    for index, row in enumerate(rows):
        for name in ("DC", "ACAccountCode"):
            if name not in row:
                problems.add(f"Items[{index}].{name}", "siigo_legacy_receipt.missing_in_entry")
        if row.get("DC") == DEBIT and "Value" not in row:
            problems.add(f"Items[{index}].Value", "siigo_legacy_receipt.missing_in_entry")
    open_ = [row for row in rows if row.get("DC") == CREDIT and "Value" not in row]
    if len(open_) > 1 or not any(row.get("DC") == CREDIT for row in rows):
        problems.add("Items", "siigo_legacy_receipt.sides")


def paying_rows(rows: Sequence[Fields]) -> list[Fields]:
    """The credits that the money is for: the open one, else those that name an instalment, else all."""
    credits = [row for row in rows if row.get("DC", CREDIT) == CREDIT]
    open_ = [row for row in credits if "Value" not in row]
    return open_ or [row for row in credits if is_named(row)] or credits


def is_named(row: Fields) -> bool:
    """Whether it names an instalment in full."""
    return all(name in row for name in DUE)


def _spread(row: Fields, quotes: Sequence[Quote]) -> Iterator[Fields]:
    """The row once for each quote that its value pays, oldest first; whole where it names its own instalment."""
    rest = cast(Decimal, row["Value"])
    if is_named(row) or not quotes:
        yield row
        return
    for quote in quotes:
        paid = min(rest, quote.left)
        if paid > ZERO:
            yield {**quote.due, **row, "Value": paid}
        rest -= paid


def _checked(rows: Sequence[Fields], problems: Problems) -> list[Fields]:
    """In the schema's order, numbered; an instalment is named by all its parts."""
    for index, row in enumerate(rows):
        for name in DUE if any(name in row for name in DUE) else ():
            if name not in row:
                problems.add(f"Items[{index}].{name}", "siigo_legacy_receipt.no_instalment")
    numbered = [{**row, "Order": order} for order, row in zip(_orders(rows), rows, strict=True)]
    return [{name: row[name] for name in RECEIPT_ITEM if name in row} for row in numbered]


def _orders(rows: Sequence[Fields]) -> list[object]:
    """As mapped where each row has one of its own; a row that pays several quotes became several."""
    counted = list(range(1, len(rows) + 1))
    orders = [row.get("Order", number) for number, row in zip(counted, rows, strict=True)]
    return orders if len(set(orders)) == len(orders) else [*counted]


def _due_rows(body: Mapping[str, object]) -> list[Mapping[str, object]]:
    """The payments of an invoice that come later: only means of credit carry a due date (seed 000)."""
    return [row for row in _rows(body.get("Payments")) if row.get("DueDate")]


def _rows(value: object) -> list[Mapping[str, object]]:
    return [row for row in value if isinstance(row, Mapping)] if isinstance(value, list) else []


def _key(row: Mapping[str, object]) -> QuoteKey:
    return integer_of(row.get("DueQuote")) or 1, compact(str(row.get("DueDate") or ""))


def _value(row: Mapping[str, object]) -> Decimal:
    try:
        return money_of(row.get("Value"))
    except NotMoney:
        return ZERO


def compact(text: str) -> str:
    """A day as seed 000 writes it: 20261221. What is no day stays as it is."""
    try:
        return f"{date.fromisoformat(text[:10]):%Y%m%d}"
    except ValueError:
        return text
