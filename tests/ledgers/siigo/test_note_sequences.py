"""2,000 random invoices with their refunds: the emulated Siigo takes every note, and what all comes back nets to 0."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from decimal import Decimal
from random import Random
from typing import Any, cast

import pytest

from connector import json_text
from connector.ledgers.amount_rules import AmountRules
from connector.ledgers.siigo.arithmetic import Arithmetic
from connector.ledgers.siigo.compose import compose
from connector.ledgers.siigo.credit_note import compose_credit_note
from connector.ledgers.siigo.facts import CompanyFacts, DocumentType, PaymentType, TaxType, User, by_id
from connector.model.documents import Booked, Document, Draft, GivenBack
from connector.model.money import half_up
from connector.model.order import Kind, Line, Order, Refund, RefundLine
from connector.sandbox.siigo import Options, State, credit_notes, invoices
from connector.sandbox.siigo.catalogue import public
from connector.sandbox.siigo.company import Company
from tests.ledgers.siigo.company import CUSTOMER, line, order

NOW = datetime(2026, 11, 21, 15, tzinfo=UTC)
TODAY = NOW.date()
OPTIONS = Options(any_product=True, rate_per_minute=None, clock=lambda: NOW, stamp_after_polls=0)
RULES = {
    "as shipped": AmountRules(refund_code="DEVOLUCION"),
    "prices without VAT": AmountRules(refund_code="DEVOLUCION", taxed_prices="never", split_lines=False),
    "discounts shown": AmountRules(refund_code="DEVOLUCION", discounts="shown"),
    "adjusted": AmountRules(refund_code="DEVOLUCION", residue="adjustment_line", adjustment_code="AJUSTE"),
}
"""With a product for money without goods every amount can be had."""
ELECTRONIC, NOTE, PAID, SELLER = 24446, 77775, 5640, 629
TAX_IDS = {"19": 13156, "5": 13157, "0": 13158, "8": 7081}
PESO = Decimal(1)
PRICES = (8900, 17000, 23500, 59900, 64990, 100000, 149900, 1234567)


@dataclass
class Books:
    """One company, its facts, and one order on its way."""

    company: Company = field(default_factory=lambda: State().company("notas", OPTIONS))

    def __post_init__(self) -> None:
        kinds = {class_: _types(self.company, class_) for class_ in ("FV", "NC")}
        facts = {
            "payment_types": by_id(
                PaymentType.model_validate(public(row)) for row in self.company.payment_types.values()
            ),
            "taxes": by_id(TaxType.model_validate(public(row)) for row in self.company.taxes.values()),
            "users": by_id(User.model_validate(public(row)) for row in self.company.users.values()),
        }
        self.sale = CompanyFacts(document_types=kinds["FV"], **facts)
        self.back = CompanyFacts(document_types=kinds["NC"], **facts)

    def invoice(self, one: Order, rules: AmountRules) -> Booked:
        draft = Draft(values=_invoice(one), line_ids={f"items[{i}]": each.id for i, each in enumerate(one.lines)})
        document = compose(
            "invoice",
            draft,
            one,
            company=self.sale,
            customers="inline",
            rules=rules,
            arithmetic=Arithmetic(),
            today=TODAY,
            marker="ref:1",
        )
        paper = invoices.create(self.company, _as_json(document))
        assert paper.answer["stamp"]["status"] == "Accepted"
        return _booked("invoice", document, paper.answer["id"], "1001")

    def note(self, one: Order, given_back: GivenBack, rules: AmountRules) -> Booked:
        """Refused by the emulator unless its payments come to the cent to what it computes itself."""
        document = compose_credit_note(
            Draft(values={"document": {"id": NOTE}, "payments": [{"id": PAID}], "stamp": {"send": True}}),
            one,
            given_back,
            company=self.back,
            rules=rules,
            arithmetic=Arithmetic(),
            today=TODAY,
            marker="ref:2",
        )
        paper = credit_notes.create(self.company, _as_json(document))
        assert paper.answer["total"] == document.total
        return _booked("credit_note", document, paper.answer["id"], given_back.refund.id)


def _types(company: Company, class_: str) -> dict[int, DocumentType]:
    rows = [public(row) for row in company.document_types.values() if row["type"] == class_]
    return by_id(DocumentType.model_validate(row) for row in rows)


def _as_json(document: Document) -> object:
    return json_text.parse(json_text.write(document.body))


def _booked(kind: Any, document: Document, id_: str, source: str) -> Booked:
    body = json_text.parse(json_text.write(document.body))
    assert isinstance(body, dict)
    return Booked(
        kind=kind,
        source_id=source,
        ledger_id=id_,
        name=id_,
        total=document.total,
        dated_on=TODAY,
        body=body,
        lines=document.lines,
    )


def _invoice(one: Order) -> dict[str, Any]:
    items = [
        {
            "code": f"P{index}",
            **({"taxes": [{"id": TAX_IDS[str(tax.rate)]} for tax in each.taxes]} if each.taxes else {}),
        }
        for index, each in enumerate(one.lines)
    ]
    return {
        "document": {"id": ELECTRONIC},
        "customer": CUSTOMER,
        "seller": SELLER,
        "items": items,
        "payments": [{"id": PAID}],
        "stamp": {"send": True},
    }


def _cart(random: Random) -> Order:
    lines = [_line(random, number, "product") for number in range(1, random.randint(1, 4) + 1)]
    if random.random() < 0.6:
        lines.append(_line(random, 90, "shipping"))
    if random.random() < 0.1:
        shipping = _line(random, 91, "shipping")
        lines += [replace(shipping, id="shipping:91~19"), replace(_line(random, 91, "shipping"), id="shipping:91~5")]
    return order(*lines)


def _line(random: Random, number: int, kind: Kind) -> Line:
    rate = random.choice(["19", "19", "19", "5", "0", "8", ""])
    quantity = random.choice([1, 1, 1, 2, 3, 5]) if kind == "product" else 1
    price = random.choice(PRICES) if random.random() < 0.7 else random.randint(1, 20_000_000) / Decimal(100)
    discount = random.choice(["0", "0", "1000", "12.5"])
    return line(number, str(price * quantity), rate=rate, quantity=str(quantity), kind=kind, discount=discount)


@dataclass
class Shop:
    """What the shop gives back of one order, in pieces that come to what was paid."""

    random: Random
    order: Order

    def __post_init__(self) -> None:
        self.left = self.order.invoice_total
        self.units = {each.id: each.quantity for each in self.order.lines if each.kind == "product"}
        self.shipping = sorted({each.id.partition("~")[0] for each in self.order.lines if each.kind == "shipping"})

    def refunds(self) -> Iterator[Refund]:
        for number in range(self.random.randint(1, 4)):
            if self.left > PESO and (refund := self._refund(str(number))):
                yield refund
        if self.left > PESO and self.random.random() < 0.7:
            yield self._of(self.left, (), "rest")

    def _refund(self, id_: str) -> Refund | None:
        how = self.random.choice(["lines", "lines", "lines", "money", "shipping", "fee", "more"])
        if how == "money":
            return self._of(Decimal(self.random.randint(100, 3_000_000)) / 100, (), id_)
        if how == "shipping":
            lines = [self._shipping(self.shipping.pop())] if self.shipping else []
        else:
            lines = [self._units(each) for each in self.order.lines if self.units.get(each.id) and self._heads()]
        if not lines:
            return None
        worth = sum((one.net + one.tax for one in lines), Decimal(0))
        fee = {"fee": -min(Decimal(1500), worth / 2), "more": Decimal(2500)}.get(how, Decimal(0))
        return self._of(worth + fee, tuple(lines), id_)

    def _heads(self) -> bool:
        return self.random.random() < 0.6

    def _units(self, one: Line) -> RefundLine:
        """The last units take what rounding left."""
        before = self.units[one.id]
        count = Decimal(self.random.randint(1, int(before)))
        self.units[one.id] -= count
        money = half_up(one.gross * before / one.quantity) - half_up(one.gross * (before - count) / one.quantity)
        return RefundLine(line_id=one.id, quantity=count, net=money)

    def _shipping(self, id_: str) -> RefundLine:
        money = sum((one.gross for one in self.order.lines if one.id.partition("~")[0] == id_), Decimal(0))
        return RefundLine(line_id=id_, quantity=Decimal(1), net=money)

    def _of(self, amount: Decimal, lines: tuple[RefundLine, ...], id_: str) -> Refund:
        amount = min(half_up(amount), self.left)
        self.left -= amount
        return Refund(id=id_, amount=amount, lines=lines)


def goods(booked: Booked) -> Counter[str]:
    """Units by code of what goes on or off stock."""
    found: Counter[str] = Counter()
    for item, line_ in zip(cast(list[dict[str, Any]], booked.body["items"]), booked.lines, strict=True):
        if line_.line_id.startswith("product:"):
            found[item["code"]] += int(item["quantity"])
    return found


def wanted_goods(refund: Refund) -> Counter[str]:
    lines = [one for one in refund.lines if one.line_id.startswith("product:")]
    return Counter({f"P{int(one.line_id[8:]) - 1}": int(one.quantity) for one in lines})


@dataclass
class Tally:
    notes: int = 0
    nets: int = 0
    off: int = 0


def tried(books: Books, random: Random, rules: AmountRules, tally: Tally) -> None:
    one = _cart(random)
    invoice = books.invoice(one, rules)
    shop, earlier = Shop(random, one), []
    for refund in shop.refunds():
        given_back = GivenBack(invoice=invoice, refund=refund, earlier=tuple(earlier), reason=1)
        earlier.append(books.note(one, given_back, rules))
        given = sum((note.total for note in earlier), Decimal(0))
        assert given <= invoice.total, (one.lines, earlier)
        units = sum((goods(note) for note in earlier), Counter())
        assert units <= goods(invoice), (one.lines, refund, earlier)
        assert goods(earlier[-1]) == wanted_goods(refund) or not refund.lines
        tally.notes += 1
        if shop.left > PESO:
            tally.off += earlier[-1].total != refund.amount
        else:
            assert given == invoice.total, (one.lines, refund, earlier)
            tally.nets += 1


@pytest.mark.parametrize("choice", RULES)
def test_every_note_is_accepted_and_all_of_them_net_the_invoice(choice: str) -> None:
    random, tally = Random(f"notes {choice}"), Tally()
    for _round in range(25):
        books = Books()
        for _ in range(20):
            tried(books, random, RULES[choice], tally)
    assert tally.off == 0
    assert tally.nets > 250
    assert tally.notes > 800
