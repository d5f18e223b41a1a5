"""Rows 32-35 of siigo-api.md 21: the payments, and that they come to the total."""

from decimal import Decimal

from connector.model.money import ZERO, plain
from connector.sandbox.siigo import problems
from connector.sandbox.siigo.amounts import Totals
from connector.sandbox.siigo.case import Case
from connector.sandbox.siigo.problems import Problem

MOST_PAYMENTS = Decimal("9999999999999.99")


def payments(case: Case) -> list[Problem]:
    """Rows 32-34."""
    found, with_due_date = [], False
    for at, entry in enumerate(case.sent["payments"]):
        type_ = case.company.payment_types[entry["id"]]
        with_due_date = with_due_date or type_["due_date"]
        if case.document_class not in type_["_classes"]:
            found.append(problems.invalid("invalid_payment", f"payments[{at}].id"))
        if type_["due_date"] and "due_date" not in entry:
            found.append(problems.required(f"payments[{at}].due_date"))
    if with_due_date and len(case.sent["payments"]) > 1:
        found.append(problems.invalid("invalid_array", "payments"))
    return found


def amounts(case: Case, totals: Totals) -> list[Problem]:
    """Row 35, and the bounds that only the computed amounts show (12.1, 5.2)."""
    found = [
        problems.invalid("invalid_amount", f"items[{at}].discount")
        for at, line in enumerate(totals.lines)
        if line.base < ZERO
    ]
    if "advance_payment" in case.sent and case.sent["advance_payment"] > totals.owed:
        found.append(problems.invalid("invalid_amount", "advance_payment"))
    paid = sum((entry["value"] for entry in case.sent["payments"]), ZERO)
    if paid > MOST_PAYMENTS:
        found.append(problems.invalid("invalid_amount", "payments"))
    if not found and paid != totals.total:
        found.append(_mismatch(totals.total))
    return found


def _mismatch(total: Decimal) -> Problem:
    message = f"The total payments must be equal to the total invoice. The total invoice calculated is {plain(total)}"
    return Problem("invalid_total_payments", message, ("payments",))
