"""Cash receipts: DebtPayment, AdvancePayment, MiscIncome and the legacy Detailed (siigo-api.md 15 and 21)."""

from collections.abc import Iterator
from decimal import Decimal

from connector.model.money import ZERO
from connector.sandbox.clock import timestamp
from connector.sandbox.siigo import invoices, problems, settings_rules
from connector.sandbox.siigo.catalogue import EXPENSES, MISC_INCOMES
from connector.sandbox.siigo.company import Body, Company, Due, Paper, Record, new_id
from connector.sandbox.siigo.document_schemas import VOUCHER
from connector.sandbox.siigo.problems import Problem, Refused
from connector.sandbox.siigo.shape import checked


def create(company: Company, body: object, key: str = "") -> Paper:
    """Raises Refused; then nothing has changed."""
    sent = checked(VOUCHER, body)
    customer = company.customer(sent["customer"])
    for stage in (_required, _arrays, _references, _inactive, _settings, _dues, _balances):
        if found := list(stage(company, sent)):
            raise Refused(*found)
    if customer is None:
        raise AssertionError("the reference stage lets no receipt without a customer through")
    type_ = company.document_types[sent["document"]["id"]]
    number = sent.get("number") or company.next_number(type_)
    now = company.now()
    answer = _answer(company, sent, customer, number) | {"metadata": {"created": timestamp(now), "last_updated": None}}
    paper = Paper(answer, type_, now, now, key=key)
    company.papers["vouchers"][paper.id] = paper
    company.take_number(type_, number)
    for _, row in _paying(sent):
        if opened := _invoice_of(company, sent, row):
            invoices.lower_balance(opened[0], row["value"])
            opened[0].related.append(answer["name"])
    return paper


def _required(_company: Company, sent: Body) -> Iterator[Problem]:
    kind = sent["type"]
    if kind in ("DebtPayment", "Detailed") and not sent.get("items"):
        yield problems.required("items")
    if kind != "Detailed" and "payment" not in sent:
        yield problems.required("payment")
    if kind == "MiscIncome" and "income" not in sent:
        yield problems.required("income")
    for at, row in enumerate(sent.get("items", ())):
        name = {"DebtPayment": "due", "Detailed": "account"}.get(kind)
        if name is not None and name not in row:
            yield problems.required(f"items[{at}].{name}")


def _arrays(_company: Company, sent: Body) -> Iterator[Problem]:
    """Row 40."""
    kind, items = sent["type"], sent.get("items", [])
    if kind in ("AdvancePayment", "MiscIncome") and items:
        yield problems.invalid("invalid_array", "items")
    if kind == "DebtPayment":
        dues = [_due_key(row["due"]) for row in items]
        if len(set(dues)) < len(dues):
            yield problems.invalid("invalid_array", "items")
    if kind == "Detailed" and "payment" in sent:
        yield problems.invalid("invalid_payment", "payment")


def _references(company: Company, sent: Body) -> Iterator[Problem]:
    if sent["document"]["id"] not in company.document_types:
        yield problems.unknown("document.id", sent["document"]["id"])
    if company.customer(sent["customer"]) is None:
        yield problems.unknown("customer.identification", sent["customer"]["identification"], "customer")
    if "payment" in sent and sent["payment"]["id"] not in company.payment_types:
        yield problems.unknown("payment.id", sent["payment"]["id"])
    if "income" in sent and sent["income"]["id"] not in MISC_INCOMES:
        yield problems.unknown("income.id", sent["income"]["id"])
    if "cost_center" in sent and sent["cost_center"] not in company.cost_centers:
        yield problems.invalid("invalid_cost_center", "cost_center")
    for path, id_ in _taxes(sent):
        if id_ not in company.taxes:
            yield problems.unknown(path, id_)
    for at, row in enumerate(sent.get("items", ())):
        for nth, discount in enumerate(row.get("discounts", ())):
            if discount["id"] not in EXPENSES:
                yield problems.unknown(f"items[{at}].discounts[{nth}].id", discount["id"])


def _taxes(sent: Body) -> Iterator[tuple[str, int]]:
    for at, row in enumerate(sent.get("items", ())):
        if "tax" in row:
            yield f"items[{at}].tax.id", row["tax"]["id"]
        yield from ((f"items[{at}].taxes[{nth}].id", tax["id"]) for nth, tax in enumerate(row.get("taxes", ())))


def _inactive(company: Company, sent: Body) -> Iterator[Problem]:
    if not company.document_types[sent["document"]["id"]]["active"]:
        yield problems.inactive("document.id", sent["document"]["id"])
    if "payment" in sent and not company.payment_types[sent["payment"]["id"]]["active"]:
        yield problems.inactive("payment.id", sent["payment"]["id"])
    if "cost_center" in sent and not company.cost_centers[sent["cost_center"]]["active"]:
        yield problems.inactive("cost_center", sent["cost_center"])
    for path, id_ in _taxes(sent):
        if not company.taxes[id_]["active"]:
            yield problems.inactive(path, id_)
    customer = company.customer(sent["customer"])
    if customer is not None and not customer.answer["active"]:
        yield problems.inactive("customer.identification", sent["customer"]["identification"])


def _settings(company: Company, sent: Body) -> Iterator[Problem]:
    """Rows 18-22, 27 and 29, and a method that settles at once (15)."""
    type_ = company.document_types[sent["document"]["id"]]
    if type_["type"] != "RC":
        yield problems.invalid("invalid_document", "document.id")
    yield from settings_rules.number(company, type_, sent)
    if type_["cost_center_mandatory"] and "cost_center" not in sent:
        yield problems.required("cost_center")
    if "cost_center" in sent and not type_["cost_center"]:
        yield problems.not_in_settings("cost_center")
    yield from settings_rules.currency(company, sent)
    yield from settings_rules.lock_date(company, sent)
    if "payment" in sent:
        method = company.payment_types[sent["payment"]["id"]]
        if "RC" not in method["_classes"] or method["due_date"]:
            yield problems.invalid("invalid_payment", "payment.id")


def _dues(company: Company, sent: Body) -> Iterator[Problem]:
    """Row 38."""
    for at, row in enumerate(sent.get("items", ())):
        if "due" in row and not _invoice_of(company, sent, row):
            due = row["due"]
            yield problems.unknown(f"items[{at}].due", f"{due['prefix']}-{due['consecutive']}")


def _balances(company: Company, sent: Body) -> Iterator[Problem]:
    """Row 39; then that the rows come to the payment, and debits to credits.

    What withheld taxes and discounts do to the payment is not documented (15): it may be lower by them, or not.
    """
    taken: dict[tuple[object, ...], Decimal] = {}
    for at, row in _paying(sent):
        found = _invoice_of(company, sent, row)
        key = _due_key(row["due"]) if found else ()
        taken[key] = taken.get(key, ZERO) + row["value"]
        if found and taken[key] > found[1].balance:
            yield problems.invalid("invalid_amount", f"items[{at}].value")
    rows = sum((row["value"] for row in sent.get("items", ())), ZERO)
    if sent["type"] == "DebtPayment" and not rows - _kept_back(sent) <= sent["payment"]["value"] <= rows:
        yield problems.invalid("invalid_amount", "payment.value")
    if sent["type"] == "Detailed" and _balance(sent):
        yield problems.invalid("invalid_balance", "items")


def _kept_back(sent: Body) -> Decimal:
    parts = [part for row in sent["items"] for name in ("taxes", "discounts") for part in row.get(name, ())]
    return sum((part["value"] for part in parts), ZERO)


def _balance(sent: Body) -> object:
    sides = [row["value"] if row["account"]["movement"] == "Debit" else -row["value"] for row in sent["items"]]
    return sum(sides, ZERO)


def _paying(sent: Body) -> Iterator[tuple[int, Body]]:
    """The rows that lower a balance: those of debts, and the credits of an entry."""
    for at, row in enumerate(sent.get("items", ())):
        if sent["type"] == "DebtPayment" or row.get("account", {}).get("movement") == "Credit":
            yield at, row


def _due_key(due: Body) -> tuple[object, ...]:
    return (due["prefix"], due["consecutive"], due["quote"], due["date"])


def _invoice_of(company: Company, sent: Body, row: Body) -> tuple[Paper, Due] | None:
    """The customer's invoice with this instalment still open."""
    if "due" not in row:
        return None
    wanted = _due_key(row["due"])
    for paper in company.papers["invoices"].values():
        if paper.answer["customer"]["identification"] == sent["customer"]["identification"]:
            for due in paper.dues:
                if (due.prefix, due.consecutive, due.quote, due.date) == wanted and due.balance:
                    return paper, due
    return None


def _answer(company: Company, sent: Body, customer: Record, number: int) -> Body:
    type_ = company.document_types[sent["document"]["id"]]
    answer: Body = {
        "id": new_id(),
        "document": {"id": type_["id"]},
        "number": number,
        "name": f"RC-{type_['code']}-{number}",
        "date": sent["date"].isoformat(),
        "type": sent["type"],
        "customer": {name: customer.answer[name] for name in ("id", "identification", "branch_office")},
    }
    answer |= {name: sent[name] for name in ("cost_center", "currency", "observations", "income") if name in sent}
    if "items" in sent:
        answer["items"] = [_row(row) for row in sent["items"]]
    if "payment" in sent:
        method = company.payment_types[sent["payment"]["id"]]
        answer["payment"] = {"id": method["id"], "name": method["name"], "value": sent["payment"]["value"]}
    return answer | {"balance": 0}


def _row(row: Body) -> Body:
    if "due" not in row:
        return row
    return row | {"due": row["due"] | {"date": row["due"]["date"].isoformat()}}
