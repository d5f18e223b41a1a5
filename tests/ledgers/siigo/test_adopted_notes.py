"""300 random invoices of other connectors, adopted: the emulated Siigo takes each again as it is kept, then two notes.

One is of a single unit, the other of all that is left; both come to what was given back, to the cent.
"""

from datetime import UTC, datetime
from decimal import Decimal
from random import Random
from typing import Any

import pytest

from connector import json_text
from connector.ledgers.amount_rules import AmountRules
from connector.ledgers.siigo.arithmetic import Arithmetic
from connector.ledgers.siigo.credit_note import compose_credit_note
from connector.ledgers.siigo.facts import CompanyFacts, DocumentType, PaymentType, TaxType, User, by_id
from connector.ledgers.siigo.read_back import read_back
from connector.ledgers.siigo.repair import total_in
from connector.ledgers.siigo.settings import Choices
from connector.model.documents import Booked, Document, Draft, GivenBack
from connector.model.money import half_up
from connector.model.order import Order, Refund, RefundLine
from connector.sandbox.siigo import Options, State, credit_notes, invoices
from connector.sandbox.siigo.catalogue import public
from connector.sandbox.siigo.company import Body, Company
from connector.sandbox.siigo.problems import Refused
from tests.ledgers.siigo.company import line, order

NOW = datetime(2026, 11, 21, 15, tzinfo=UTC)
TODAY = NOW.date()
OPTIONS = Options(any_product=True, rate_per_minute=None, clock=lambda: NOW)
RULES = AmountRules(refund_code="DEVOLUCION")
PLAIN, PERCENT, NOTE, PAID, SELLER = 24445, 24448, 77776, 5640, 629
IVA, RETE_IVA = 13156, 34072
TAXES = ((IVA,), (13157,), (13158,), (7081,), (13157, 7081), (IVA, 13456), ())


def an_item(random: Random, number: int, *, is_percent: bool) -> Body:
    """Priced in any way that Siigo takes."""
    places = random.choice((0, 2, 6))
    price = half_up(Decimal(random.randrange(100_000, 30_000_000)) / 97, places)
    taxes = random.choice(TAXES)
    item: Body = {"code": f"A-{number}", "quantity": random.choice((1, 1, 2, 3, 7)), "price": price}
    item["taxes"] = [{"id": id_} for id_ in taxes]
    match random.randrange(4):
        case 0 if taxes == (IVA,):
            item["taxed_price"] = item.pop("price")
        case 1 if is_percent:
            item["discount"] = half_up(Decimal(random.randrange(100, 9000)) / 100)
        case 1:
            item["discount"] = half_up(price * Decimal(random.randrange(1, 90)) / 100)
    return item


def by_another(company: Company, random: Random) -> Body:
    kind = random.choice((PLAIN, PERCENT))
    items = [an_item(random, number, is_percent=kind == PERCENT) for number in range(1, random.randrange(2, 6))]
    body: dict[str, Any] = {
        "document": {"id": kind},
        "date": TODAY.isoformat(),
        "customer": {"identification": "222222222222"},
        "seller": SELLER,
        "items": items,
        "payments": [{"id": PAID, "value": 1}],
        "retentions": [{"id": RETE_IVA}] if random.randrange(4) == 0 else [],
    }
    with pytest.raises(Refused) as refused:
        invoices.create(company, as_json(body))
    body["payments"] = [{"id": PAID, "value": total_in(refused.value.problems[0].message)}]
    return invoices.create(company, as_json(body)).answer


def as_json(body: object) -> Any:
    return json_text.parse(json_text.write(body))


def facts(company: Company, class_: str) -> CompanyFacts:
    rows = [public(row) for row in company.document_types.values() if row["type"] == class_]
    return CompanyFacts(
        document_class=class_,
        document_types=by_id(DocumentType.model_validate(row) for row in rows),
        payment_types=by_id(PaymentType.model_validate(public(row)) for row in company.payment_types.values()),
        taxes=by_id(TaxType.model_validate(public(row)) for row in company.taxes.values()),
        users=by_id(User.model_validate(public(row)) for row in company.users.values()),
    )


def kept(document: Document, answer: Body) -> Booked:
    return Booked(
        kind=document.kind,
        source_id="1",
        ledger_id=answer["id"],
        name=answer["name"],
        total=Decimal(answer["total"]),
        dated_on=TODAY,
        body=as_json(document.body),
        lines=document.lines,
    )


def noted(company: Company, one: Order, back: GivenBack) -> tuple[Booked, Decimal]:
    """And what it is for, withholding included. Refused unless its payments are what the emulator computes itself."""
    document = compose_credit_note(
        Draft(values={"document": {"id": NOTE}, "payments": [{"id": PAID}]}),
        one,
        back,
        company=facts(company, "NC"),
        choices=Choices(rules=RULES),
        today=TODAY,
        marker="ref:2",
    )
    return kept(
        document, credit_notes.create(company, as_json(document.body)).answer
    ), document.total + document.withheld


def test_every_note_of_an_adopted_invoice_is_exact() -> None:
    company, random = State().company("otros", OPTIONS), Random(4)
    sale = facts(company, "FV")
    for _ in range(300):
        answer = by_another(company, random)
        one = the_order(read_back(answer, order(), "ref:1", company=sale, arithmetic=Arithmetic()).document)
        document = read_back(answer, one, "ref:1", company=sale, arithmetic=Arithmetic()).document
        assert [row.line_id for row in document.lines] == [each.id for each in one.lines]
        assert document.warnings == ()
        total, before = answer["total"], amounts(answer)
        again = invoices.replace(company, answer["id"], as_json(document.body)).answer
        assert (again["total"], amounts(again)) == (total, before)
        both_notes(company, one, kept(document, answer))


def amounts(answer: Body) -> list[object]:
    return [(row["code"], row["quantity"], row["total"], row.get("taxes")) for row in answer["items"]]


def the_order(document: Document) -> Order:
    """Of the same lines, whose SKUs are the codes."""
    lines = [
        line(number, str(row.base + row.tax), quantity=str(row.quantity), sku=row.code.lower(), rate="")
        for number, row in enumerate(document.lines, start=1)
    ]
    return order(*lines)


def both_notes(company: Company, one: Order, invoice: Booked) -> None:
    """One unit of the first line, then what is left."""
    first = one.lines[0]
    amount = half_up(first.gross / first.quantity)
    unit = RefundLine(line_id=first.id, quantity=Decimal(1), net=amount)
    refund = Refund(id="1", amount=amount, lines=(unit,))
    part, worth = noted(company, one, GivenBack(invoice=invoice, refund=refund, reason=1))
    assert worth == amount
    if rest := one.invoice_total - worth:
        refund = Refund(id="2", amount=rest)
        back = GivenBack(invoice=invoice, refund=refund, earlier=(part,), reason=1)
        assert noted(company, one, back)[1] == rest
