"""Invoices: create, replace, delete, annul, and their stock and instalments (siigo-api.md 12 and 21)."""

from typing import Any

from connector.model.money import ZERO
from connector.sandbox.clock import timestamp
from connector.sandbox.siigo import problems, sales, stamps
from connector.sandbox.siigo.amounts import Totals
from connector.sandbox.siigo.case import Case, find_customer
from connector.sandbox.siigo.company import Body, Company, Due, Paper, new_id
from connector.sandbox.siigo.document_schemas import INVOICE
from connector.sandbox.siigo.problems import Problem, Refused
from connector.sandbox.siigo.shape import checked

MAIL_NOT_SENT = {"status": "not_sent", "observations": "The invoice has not been sent by mail"}


def create(company: Company, body: object, key: str = "") -> Paper:
    """Raises Refused; then nothing has changed."""
    case = _case(company, body)
    totals = sales.judge(case)
    number = case.sent.get("number") or company.next_number(case.type)
    now = company.now()
    answer = _answer(case, totals, new_id(), number)
    answer["metadata"] = {"created": timestamp(now)}
    paper = Paper(answer, case.type, now, now, key=key)
    company.papers["invoices"][paper.id] = paper
    company.take_number(case.type, number)
    _take_effect(case, paper)
    return paper


def replace(company: Company, id_: str, body: object) -> Paper:
    """A full replacement. Raises Refused: not_found, `non_editable`, any rule of the table."""
    paper = get(company, id_)
    _must_be_free(company, paper, "non_editable")
    case = _case(company, body, paper)
    if found := _frozen(case, paper):
        raise Refused(*found)
    company.move_stock(paper.moves, -1)
    try:
        totals = sales.judge(case)
    except Refused:
        company.move_stock(paper.moves)
        raise
    paper.touched = company.now()
    paper.answer = _answer(case, totals, paper.id, paper.answer["number"]) | {
        "metadata": paper.answer["metadata"] | {"last_updated": timestamp(paper.touched)}
    }
    paper.stamp = None
    _take_effect(case, paper)
    return paper


def delete(company: Company, id_: str) -> Body:
    """Raises Refused: not_found, `delete_not_allowed`."""
    paper = get(company, id_)
    _must_be_free(company, paper, "delete_not_allowed")
    company.move_stock(paper.moves, -1)
    del company.papers["invoices"][id_]
    company.numbers[paper.type["id"]].discard(paper.answer["number"])
    return {"id": id_, "deleted": True}


def annul(company: Company, id_: str) -> Body:
    """The invoice stays, without effects. Raises Refused: not_found, `non_editable`."""
    paper = get(company, id_)
    _must_be_free(company, paper, "non_editable")
    company.move_stock(paper.moves, -1)
    paper.moves, paper.dues = (), []
    paper.touched = company.now()
    paper.answer |= {"annulled": True, "balance": ZERO}
    return {"id": id_, company.options.annul_answer: True}


def get(company: Company, id_: str) -> Paper:
    """Raises Refused: not_found."""
    paper = company.papers["invoices"].get(id_)
    if paper is None:
        raise problems.not_found()
    return paper


def lower_balance(paper: Paper, amount: Any) -> None:
    """Money or a credit note came in for this invoice; what is left over lowers nothing."""
    for due in paper.dues:
        part = min(due.balance, amount)
        due.balance -= part
        amount -= part
    paper.answer["balance"] = sum((due.balance for due in paper.dues), ZERO)


def _case(company: Company, body: object, replaced: Paper | None = None) -> Case:
    sent = checked(INVOICE, body)
    case = Case(company=company, document_class="FV", sent=sent, replaced=replaced)
    find_customer(case, sent["customer"], body.get("customer") if isinstance(body, dict) else None)
    return case


def _must_be_free(company: Company, paper: Paper, code: str) -> None:
    """Row 42."""
    stamps.refresh(company, paper)
    if stamps.is_sending(paper):
        why = "it is being sent to DIAN"
    elif stamps.is_accepted(paper):
        why = "it was accepted by DIAN"
    elif paper.related:
        why = f"it has related documents: {', '.join(paper.related)}"
    elif paper.answer.get("annulled"):
        why = "it is annulled"
    else:
        return
    problem = Problem(code, f"The invoice cannot be modified, {why}", ("id",))
    raise Refused(problem, status=company.options.conflict_status)


def _frozen(case: Case, paper: Paper) -> list[Problem]:
    """12.3: what a PUT may not change."""
    sent, old = case.sent, paper.answer
    pairs = {
        "document.id": (sent["document"]["id"], old["document"]["id"]),
        "customer.identification": (sent["customer"]["identification"], old["customer"]["identification"]),
        "currency.code": (sent.get("currency", {}).get("code"), old.get("currency", {}).get("code")),
        "number": (sent.get("number", old["number"]), old["number"]),
    }
    return [problems.invalid("non_editable", path) for path, (new, before) in pairs.items() if new != before]


def _answer(case: Case, totals: Totals, id_: str, number: int) -> Body:
    type_, sent = case.type, case.sent
    answer: Body = {"id": id_, "document": {"id": type_["id"]}}
    if type_["prefix"]:
        answer["prefix"] = type_["prefix"]
    answer |= {"number": number, "name": f"FV-{type_['code']}-{number}", "date": sent["date"].isoformat()}
    answer |= {"customer": sales.settle_customer(case), "seller": sent["seller"]}
    answer |= sales.optional(case, "cost_center", "currency", "advance_payment")
    if totals.retentions:
        answer["retentions"] = [sales.tax_row(entry) for entry in totals.retentions]
    answer |= {"total": totals.total, "balance": sales.credit_of(case)}
    answer |= sales.optional(case, "observations", "global_discounts", "global_charges")
    answer |= {"items": sales.item_rows(case, totals), "payments": sales.payment_rows(case)}
    if "additional_fields" in sent:
        answer["additional_fields"] = _additional_fields(sent["additional_fields"])
    mailed = sent.get("mail", {}).get("send")
    answer["mail"] = {"status": "sent", "observations": ""} if mailed else dict(MAIL_NOT_SENT)
    return answer | {"public_url": f"https://documentview.siigo.com/document?data={id_}"}


def _additional_fields(fields: Body) -> Body:
    order = fields.get("delivery_order", {})
    if "date" not in order:
        return fields
    return fields | {"delivery_order": order | {"date": order["date"].isoformat()}}


def _take_effect(case: Case, paper: Paper) -> None:
    """21, side effects: stock goes out, instalments open, DIAN is asked."""
    paper.moves = sales.stock_moves(case, -1)
    case.company.move_stock(paper.moves)
    types = case.company.payment_types
    prefix = f"FV-{case.type['code']}"
    paper.dues = [
        Due(prefix, paper.answer["number"], quote, entry["due_date"], entry["value"])
        for quote, entry in enumerate(case.sent["payments"], start=1)
        if types[entry["id"]]["due_date"]
    ]
    if case.sent.get("stamp", {}).get("send"):
        stamps.send(case.company, paper)
