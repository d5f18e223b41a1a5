"""The items of a receipt: the instalment that it pays, or a journal entry whose open lines are filled. Pure."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import cast

from connector.ledgers.problems import Problems
from connector.ledgers.siigo.receipt_schema import DUE, RECEIPT_ITEM
from connector.ledgers.values import Fields
from connector.model.money import ZERO, plain

OF_ENTRIES = ("account", "description", "tax")
"""What only the line of a journal entry has (Detailed)."""

OF_DEBTS = ("taxes", "discounts")
"""What only the payment of a debt has."""


def debt_rows(rows: Sequence[Fields], amount: Decimal, due: Fields, problems: Problems) -> list[Fields]:
    """The one row of a DebtPayment: the whole amount on the instalment, what was mapped laid over it."""
    if len(rows) > 1:
        problems.add("items", "siigo_receipt.one_row", found=len(rows))
    row = rows[0] if rows else {}
    _only(row, OF_ENTRIES, "Detailed", problems, "items[0]")
    value = cast(Decimal, row.get("value", amount))
    if value != amount:
        problems.add("items[0].value", "siigo_receipt.value_differs", found=plain(value), amount=plain(amount))
    return _checked([{**row, "due": _over(due, row), "value": value}], problems)


def entry_rows(rows: Sequence[Fields], amount: Decimal, due: Fields, problems: Problems) -> list[Fields]:
    """The lines of a Detailed receipt, debits equal to credits (siigo-api.md 15). `due` is empty for an advance.

    The credit without value takes the amount, and pays the instalment; the debit without value takes what is left of
    the credits. A line of 0 (a gateway that kept nothing) is left out.
    """
    for index, row in enumerate(rows):
        _only(row, OF_DEBTS, "DebtPayment", problems, f"items[{index}]")
        if "account" not in row:
            problems.add(f"items[{index}].account", "siigo.required")
    if problems.touch("items"):
        return []
    filled: list[Fields] = [{**row} for row in rows if row.get("value") != ZERO]
    credits, debits = _side(filled, "Credit"), _side(filled, "Debit")
    if not credits or not debits or max(len(_open(credits)), len(_open(debits))) > 1:
        problems.add("items", "siigo_receipt.sides")
        return []
    _fill_credit(credits, amount, due, problems)
    _fill_debit(debits, _sum(credits), problems)
    return _checked(filled, problems)


def _fill_credit(credits: Sequence[Fields], amount: Decimal, due: Fields, problems: Problems) -> None:
    for row in _open(credits) or credits[: len(credits) == 1]:
        row.setdefault("value", amount)
        if due:
            row["due"] = _over(due, row)
    paid = _sum(row for row in credits if "due" in row) if due else _sum(credits)
    if paid != amount:
        problems.add("items", "siigo_receipt.credits_differ", found=plain(paid), amount=plain(amount))


def _fill_debit(debits: Sequence[Fields], credited: Decimal, problems: Problems) -> None:
    mapped, open_ = _sum(debits), _open(debits)
    rest = credited - mapped
    if open_ and rest > ZERO:
        open_[0]["value"] = rest
    elif open_ or rest:
        problems.add("items", "siigo_receipt.unbalanced", debits=plain(mapped), credits=plain(credited))


def _side(rows: Iterable[Fields], movement: str) -> list[Fields]:
    return [row for row in rows if cast(Fields, row["account"]).get("movement") == movement]


def _open(rows: Iterable[Fields]) -> list[Fields]:
    return [row for row in rows if "value" not in row]


def _sum(rows: Iterable[Fields]) -> Decimal:
    return sum((cast(Decimal, row.get("value", ZERO)) for row in rows), ZERO)


def _over(due: Fields, row: Fields) -> Fields:
    """The instalment, with what the mapping says of it."""
    mapped = cast(Fields, row.get("due", {}))
    return {name: mapped.get(name, due.get(name)) for name in DUE if name in mapped or name in due}


def _only(row: Fields, names: Iterable[str], type_: str, problems: Problems, path: str) -> None:
    for name in names:
        if name in row:
            problems.add(f"{path}.{name}", "siigo_receipt.only_in", type=type_)


def _checked(rows: Sequence[Fields], problems: Problems) -> list[Fields]:
    """In the schema's order; an instalment is named by all its parts."""
    for index, row in enumerate(rows):
        for name in DUE:
            if "due" in row and name not in cast(Fields, row["due"]):
                problems.add(f"items[{index}].due.{name}", "siigo.required")
    return [{name: row[name] for name in RECEIPT_ITEM if name in row} for row in rows]
