"""Credit notes: create, give stock back, lower the invoice's balance (siigo-api.md 14 and 21)."""

from connector.sandbox.clock import timestamp
from connector.sandbox.siigo import invoices, problems, sales, stamps
from connector.sandbox.siigo.amounts import Totals
from connector.sandbox.siigo.case import Case, find_customer
from connector.sandbox.siigo.company import Body, Company, Paper, new_id
from connector.sandbox.siigo.document_schemas import CREDIT_NOTE
from connector.sandbox.siigo.problems import Problem, Refused
from connector.sandbox.siigo.shape import checked

ANNULMENT = 2
"""The reason that needs the number and CUFE of an invoice outside these books (seed 002)."""


def create(company: Company, body: object, key: str = "") -> Paper:
    """Raises Refused; then nothing has changed."""
    case = _case(company, body)
    totals = sales.judge(case)
    for stage in (_required, _invoice, _currency):
        if found := stage(case):
            raise Refused(*found)
    number = case.sent.get("number") or company.next_number(case.type)
    now = company.now()
    answer = _answer(case, totals, new_id(), number) | {"metadata": {"created": timestamp(now)}}
    paper = Paper(answer, case.type, now, now, key=key)
    company.papers["credit-notes"][paper.id] = paper
    company.take_number(case.type, number)
    _take_effect(case, paper)
    return paper


def _case(company: Company, body: object) -> Case:
    sent = checked(CREDIT_NOTE, body)
    case = Case(company=company, document_class="NC", sent=sent)
    if "invoice" not in sent:
        if missing := [problems.required(name) for name in ("customer", "seller", "invoice_data") if name not in sent]:
            raise Refused(*(missing if "invoice_data" in sent else [problems.required("invoice")]))
        find_customer(case, sent["customer"], None)
        return case
    case.origin = company.papers["invoices"].get(sent["invoice"])
    if case.origin is None:
        raise Refused(problems.unknown("invoice", sent["invoice"]))
    case.customer = company.customers[case.origin.answer["customer"]["id"]]
    return case


def _required(case: Case) -> list[Problem]:
    """14: an electronic note needs a reason; annulling an invoice of another system needs its number and CUFE."""
    found = []
    if "reason" not in case.sent and case.company.electronic_kind(case.type):
        found.append(problems.required("reason"))
    data = case.sent.get("invoice_data")
    if case.origin is None and data is not None:
        if case.sent.get("reason") == ANNULMENT:
            found += [problems.required(f"invoice_data.{name}") for name in ("number", "cufe") if name not in data]
        if data["date"] >= case.sent["date"]:
            found.append(problems.invalid("invalid_date", "invoice_data.date"))
    return found


def _invoice(case: Case) -> list[Problem]:
    """Row 36."""
    if case.origin is None:
        return []
    stamps.refresh(case.company, case.origin)
    electronic = case.company.electronic_kind(case.type)
    if electronic == case.origin.electronic and (not electronic or stamps.is_accepted(case.origin)):
        return []
    return [problems.invalid("invalid_document", "invoice")]


def _currency(case: Case) -> list[Problem]:
    """Row 37."""
    before = case.origin.answer.get("currency", {}).get("code") if case.origin else None
    after = case.sent.get("currency", {}).get("code")
    same = case.origin is None or before == after
    return [] if same else [problems.invalid("invalid_currency", "currency")]


def _answer(case: Case, totals: Totals, id_: str, number: int) -> Body:
    type_, sent = case.type, case.sent
    answer: Body = {
        "id": id_,
        "document": {"id": type_["id"]},
        "number": number,
        "name": f"NC-{type_['code']}-{number}",
        "date": sent["date"].isoformat(),
    }
    if case.origin is not None:
        answer["invoice"] = {name: case.origin.answer[name] for name in ("id", "name")}
    else:
        answer["invoice_data"] = sent["invoice_data"] | {"date": sent["invoice_data"]["date"].isoformat()}
    answer["customer"] = sales.settle_customer(case)
    answer |= sales.optional(case, "reason", "cost_center", "currency", "advance_payment")
    answer["seller"] = sent["seller"] if case.origin is None else case.origin.answer["seller"]
    if totals.retentions:
        answer["retentions"] = [sales.tax_row(entry) for entry in totals.retentions]
    answer |= {"total": totals.total} | sales.optional(case, "observations")
    return answer | {"items": sales.item_rows(case, totals), "payments": sales.payment_rows(case)}


def _take_effect(case: Case, paper: Paper) -> None:
    paper.moves = sales.stock_moves(case, 1)
    case.company.move_stock(paper.moves)
    if case.origin is not None:
        case.origin.related.append(paper.answer["name"])
        invoices.lower_balance(case.origin, paper.answer["total"])
    if case.sent.get("stamp", {}).get("send"):
        stamps.send(case.company, paper)
