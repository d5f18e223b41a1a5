"""Voucher/Save: money for quotes of invoices, an advance, or rows that balance (seed 000, Recibo de caja)."""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from connector.model.money import ZERO
from connector.sandbox.siigo_legacy.company import Company, Due, Paper
from connector.sandbox.siigo_legacy.fields import Body, checked
from connector.sandbox.siigo_legacy.more_tables import VOUCHER
from connector.sandbox.siigo_legacy.papers import center_problems, money_problems, number_problems, type_problems
from connector.sandbox.siigo_legacy.refusals import Problem, raise_any, required, unknown, wrong

DEBT, ADVANCE, ADVANCED = 0, 1, 2
DEBIT, CREDIT = 1, -1

DUE_FIELDS = ("DuePrefix", "DueConsecutive", "DueQuote", "DueDate")


def save(company: Company, body: object) -> Body:
    """The saved receipt in the shape of the body. Raises Refused; then nothing has changed."""
    sent = checked(VOUCHER, body, lenient=company.options.lenient)
    header, items = sent["Header"], sent.get("Items", [])
    if found := list(type_problems(company, header, "RC")):
        raise_any(found)
    type_ = company.document_types[header["DocCode"]]
    found += number_problems(company, header, type_)
    found += money_problems(header)
    found += center_problems(company, header, must=type_["_strict"])
    found += _references(company, header)
    found += _shape(header, items)
    raise_any(found)
    raise_any(_debts(company, header, items))
    raise_any(list(_totals(header, items)))
    number = header.get("Number") or company.next_number(type_["Id"])
    company.take_number(type_["Id"], number)
    header = {"BranchOffice": 0} | header | {"Id": company.new_id(), "Number": number}
    paper = Paper({"Header": header, "Items": items or None}, f"RC-{type_['DocCode']}-{number}")
    company.vouchers[paper.id] = paper
    for row in items:
        if (due := _due(company, row)) is not None:
            due.balance += row["Value"] * row["DC"]
    return paper.answer


def _references(company: Company, header: Body) -> Iterator[Problem]:
    if company.account(header["Identification"], header.get("BranchOffice", 0)) is None:
        yield unknown("Header.Identification", f"{header['Identification']}, branch {header.get('BranchOffice', 0)}")
    mean = company.payment_means.get(header["PaymentMeanCode"])
    if mean is None:
        yield unknown("Header.PaymentMeanCode", header["PaymentMeanCode"])
    elif mean["Type"] not in (0, 2) or mean["IsSystem"] or mean["_credit"]:
        yield wrong(
            "Header.PaymentMeanCode", mean["Name"], "a mean that brings money: Type 0 or 2, no system's, no credit"
        )


def _shape(header: Body, items: list[Body]) -> Iterator[Problem]:
    """Which rows the kind of receipt has, and what each must say."""
    kind = header["VoucherType"]
    if kind == ADVANCE:
        if items:
            yield wrong("Items", f"{len(items)} rows", "null: it is an advance")
        return
    if not items:
        yield required("Items")
    orders = Counter(row["Order"] for row in items)
    for at, row in enumerate(items):
        path = f"Items[{at}]"
        if kind == DEBT and row["DC"] != CREDIT:
            yield wrong(f"{path}.DC", row["DC"], "-1: it lowers a debt")
        if not row["ACAccountCode"].isdigit():
            yield wrong(f"{path}.ACAccountCode", row["ACAccountCode"], "digits")
        if orders[row["Order"]] > 1:
            yield wrong(f"{path}.Order", row["Order"], "an order of its own")
        if kind == DEBT or any(name in row for name in DUE_FIELDS):
            yield from (required(f"{path}.{name}") for name in DUE_FIELDS if name not in row)


def _debts(company: Company, header: Body, items: list[Body]) -> list[Problem]:
    """Each quote exists, is this customer's, is of that day, and owes as much as is paid."""
    found: list[Problem] = []
    owed: dict[int, Decimal] = {}
    for at, row in enumerate(items):
        if "DuePrefix" in row:
            found += _debt(company, header, row, f"Items[{at}]", owed)
    return found


def _debt(company: Company, header: Body, row: Body, path: str, owed: dict[int, Decimal]) -> Iterator[Problem]:
    name, due = _name(row), _due(company, row)
    invoice = company.invoice_named(name)
    account = invoice.answer["Header"]["Account"] if invoice else {}
    mine = (header["Identification"], header.get("BranchOffice", 0))
    if invoice is None or (account["Identification"], account["BranchOffice"]) != mine:
        yield unknown(f"{path}.DueConsecutive", f"{name} of {header['Identification']}")
    elif due is None:
        yield unknown(f"{path}.DueQuote", f"{row['DueQuote']} of {name}")
    elif due.day != row["DueDate"]:
        yield wrong(f"{path}.DueDate", row["DueDate"], due.day, "invalid_date")
    else:
        left = owed.get(id(due), due.balance) + row["Value"] * row["DC"]
        owed[id(due)] = left
        if left < ZERO:
            yield wrong(
                f"{path}.Value", row["Value"], f"at most {left + row['Value']}, which {name} owes", "invalid_amount"
            )


def _totals(header: Body, items: list[Body]) -> Iterator[Problem]:
    """What comes in is the credits less the debits; an advance has no rows to compare."""
    expected = sum((-row["Value"] * row["DC"] for row in items), ZERO)
    if items and expected != header["TotalValue"]:
        yield wrong("Header.TotalValue", header["TotalValue"], f"{expected}, credits less debits", "invalid_amount")


def _name(row: Body) -> str:
    return f"{row['DuePrefix']}-{row['DueConsecutive']}"


def _due(company: Company, row: Body) -> Due | None:
    invoice = company.invoice_named(_name(row)) if "DuePrefix" in row else None
    return next((due for due in invoice.dues if due.quote == row["DueQuote"]), None) if invoice else None
