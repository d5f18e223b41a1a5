"""The instalment of an invoice that a receipt pays: Siigo knows it by prefix, number, quote and due date. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from connector.ledgers.problems import Problems
from connector.ledgers.values import Fields
from connector.model.documents import Booked
from connector.model.money import money_of

_NAME = re.compile(r"(FV-[0-9A-Za-z]+)-([0-9]{1,11})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Instalment:
    due: Fields
    value: Decimal
    """What the invoice left to be paid later."""


def instalment_of(invoice: Booked, problems: Problems) -> Instalment | None:
    """Its one payment with a due date, since Siigo takes no more (siigo-api.md 12.1, 15); None after a problem."""
    rows = invoice.body.get("payments")
    due = [row for row in rows if isinstance(row, Mapping) and row.get("due_date")] if isinstance(rows, list) else []
    name = _NAME.fullmatch(invoice.name)
    if not due:
        problems.add("", "siigo_receipt.no_receivable", name=invoice.name)
    elif len(due) > 1:
        problems.add("", "siigo_receipt.several_instalments", name=invoice.name, count=len(due))
    elif not name:
        problems.add("", "siigo_receipt.odd_name", name=invoice.name or "—")
    else:
        day = date.fromisoformat(str(due[0]["due_date"])[:10]).isoformat()
        parts: Fields = {"prefix": name[1], "consecutive": int(name[2]), "quote": 1, "date": day}
        return Instalment(due=parts, value=money_of(due[0].get("value")))
    return None
