"""Random invoices with their refunds: the emulated Siigo takes every note, and what all comes back nets to 0.00.

NOTE_SEQUENCES in the environment says how many invoices; 600 without it.
"""

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from decimal import Decimal
from random import Random
from typing import Any, cast

import pytest

from connector import json_text
from connector.colombia.sale_refunds import of_the_sale
from connector.ledgers.amount_rules import AmountRules
from connector.ledgers.siigo.compose import compose
from connector.ledgers.siigo.credit_note import compose_credit_note
from connector.ledgers.siigo.facts import CompanyFacts, DocumentType, PaymentType, TaxType, User, by_id
from connector.ledgers.siigo.settings import Choices
from connector.model.documents import Booked, Document, Draft, GivenBack
from connector.model.money import HUNDRED, ZERO, half_up
from connector.model.order import Kind, Line, Order, Refund, RefundLine, Tax
from connector.sandbox.siigo import Options, State, credit_notes, invoices
from connector.sandbox.siigo.catalogue import public
from connector.sandbox.siigo.company import Company
from tests.ledgers.siigo.company import CUSTOMER, line, order

SEQUENCES = int(os.environ.get("NOTE_SEQUENCES", "600"))
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
ELECTRONIC, NOTE, PAID, SELLER, RETE_IVA = 24446, 77775, 5640, 629, 34072
TAX_IDS = {"19": 13156, "5": 13157, "0": 13158, "8": 7081}
PESO, CENTS = Decimal(1), Decimal("0.05")
PRICES = (8900, 17000, 23500, 59900, 64990, 100000, 149900, 1234567)


@dataclass(frozen=True, kw_only=True)
class Setup:
    """How a company set up its document types, and how its shop charges."""

    sale: dict[str, Any] = field(default_factory=dict)
    note: dict[str, Any] = field(default_factory=dict)
    places: int = 2
    """Decimals of the shop's amounts."""
    taxes_included: bool = True
    retentions: tuple[int, ...] = ()


PER_CENT = {"discount_type": "Percentage"}
WHOLE = {"decimals": False}
SETUPS = (
    Setup(),
    Setup(taxes_included=False),
    Setup(sale=WHOLE, note=WHOLE, places=0),
    Setup(sale=WHOLE, note=WHOLE, places=0, taxes_included=False),
    Setup(sale=PER_CENT, note=PER_CENT),
    Setup(sale=PER_CENT),
    Setup(note=PER_CENT),
    Setup(retentions=(RETE_IVA,)),
)


@dataclass
class Books:
    """One company, its facts, and one order on its way."""

    setup: Setup
    company: Company = field(default_factory=lambda: State().company("notas", OPTIONS))

    def __post_init__(self) -> None:
        self.company.document_types[ELECTRONIC].update(self.setup.sale)
        self.company.document_types[NOTE].update(self.setup.note)
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

    def invoice(self, one: Order, rules: AmountRules) -> tuple[Booked, Decimal]:
        """And what it is for, withholding included."""
        values = _invoice(one, self.setup)
        draft = Draft(values=values, line_ids={f"items[{i}]": each.id for i, each in enumerate(one.lines)})
        document = compose(
            "invoice",
            draft,
            one,
            company=self.sale,
            choices=Choices(rules=rules),
            today=TODAY,
            marker="ref:1",
        )
        paper = invoices.create(self.company, _as_json(document))
        assert paper.answer["stamp"]["status"] == "Accepted"
        return _booked("invoice", document, paper.answer["id"], "1001"), document.total + document.withheld

    def note(self, one: Order, given_back: GivenBack, rules: AmountRules) -> tuple[Booked, Decimal]:
        """And what it is for. Refused by the emulator unless its payments are to the cent what it computes itself."""
        document = compose_credit_note(
            Draft(values={"document": {"id": NOTE}, "payments": [{"id": PAID}], "stamp": {"send": True}}),
            one,
            given_back,
            company=self.back,
            choices=Choices(rules=rules),
            today=TODAY,
            marker="ref:2",
        )
        paper = credit_notes.create(self.company, _as_json(document))
        assert paper.answer["total"] == document.total
        assert not any(row.line_id.startswith("product:6") for row in document.lines), "a gift card is on a note"
        worth = document.total + document.withheld
        return _booked("credit_note", document, paper.answer["id"], given_back.refund.id), worth


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


def _invoice(one: Order, setup: Setup) -> dict[str, Any]:
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
        **({"retentions": [{"id": id_} for id_ in setup.retentions]} if setup.retentions else {}),
    }


# --- what a shop sells ------------------------------------------------------------------------------------------------


def _cart(random: Random, setup: Setup) -> Order:
    lines = [_line(random, number, "product", setup) for number in range(1, random.randint(1, 4) + 1)]
    if random.random() < 0.6:
        lines.append(_line(random, 90, "shipping", setup))
    if random.random() < 0.1:
        shipping = _line(random, 91, "shipping", setup)
        lines += [
            replace(shipping, id="shipping:91~19"),
            replace(_line(random, 91, "shipping", setup), id="shipping:91~5"),
        ]
    if random.random() < 0.2:
        lines.append(_line(random, 95, "fee", setup))
    if random.random() < 0.1:
        lines.append(replace(_line(random, 1, "tip", setup), taxes=()))
    cards = [_card(random, number) for number in range(60, 60 + random.choice((0, 0, 0, 0, 1, 2)))]
    sold = sum((each.gross for each in (*lines, *cards)), ZERO)
    return replace(order(*lines), gift_cards=tuple(cards), total=sold, taxes_included=setup.taxes_included, payments=())


def _card(random: Random, number: int) -> Line:
    amount = Decimal(random.choice((50_000, 100_000, 17_000)))
    return Line(id=f"product:{number}", name="Tarjeta", quantity=Decimal(1), list_price=amount, net=amount)


def _line(random: Random, number: int, kind: Kind, setup: Setup) -> Line:
    rate = random.choice(["19", "19", "19", "5", "0", "8", ""])
    quantity = Decimal(random.choice(["1", "1", "1", "2", "3", "5", "1.5"]) if kind == "product" else "1")
    cents = setup.places and random.random() < 0.3
    price = random.randint(1, 20_000_000) / Decimal(100) if cents else Decimal(random.choice(PRICES))
    paid = half_up(price * quantity, setup.places)
    tax = half_up(
        paid * Decimal(rate or 0) / (HUNDRED + (Decimal(rate or 0) if setup.taxes_included else 0)), setup.places
    )
    net = paid - tax if setup.taxes_included else paid
    return Line(
        id=f"{kind}:{number}",
        kind=kind,
        sku=f"{kind}-{number}",
        name="Camiseta",
        quantity=quantity,
        list_price=price,
        discount=Decimal(random.choice(["0", "0", "1000", "12.5"])),
        net=net,
        taxes=(Tax(name="IVA", rate=Decimal(rate), amount=tax),) if rate else (),
    )


# --- and gives back ---------------------------------------------------------------------------------------------------


@dataclass
class Shop:
    """What the shop gives back of one order, in pieces that come to what was paid."""

    random: Random
    order: Order
    places: int

    def __post_init__(self) -> None:
        self.left = self.order.invoice_total
        self.units = {each.id: each.quantity for each in self.order.lines if each.kind == "product"}
        others = (each.id for each in self.order.lines if each.kind != "product")
        self.others = sorted({id_.partition("~")[0] for id_ in others})
        self.cards = {card.id: card.gross for card in self.order.gift_cards}

    def refunds(self) -> Iterator[Refund]:
        for number in range(self.random.randint(1, 4)):
            if self.left > PESO and (refund := self._refund(str(number))):
                yield refund
        if self.left > PESO and self.random.random() < 0.7:
            cards = [self.cards.pop(id_) for id_ in list(self.cards)] if self._heads() else []
            yield self._of(self.left, (), "rest", sum(cards, ZERO))

    def _refund(self, id_: str) -> Refund | None:
        how = self.random.choice(["lines", "lines", "lines", "money", "other", "fee", "more", "card"])
        if how == "money":
            return self._of(Decimal(self.random.randint(100, 3_000_000)) / 100, (), id_)
        lines = [self._card(card) for card in list(self.cards) if how == "card" or self.random.random() < 0.2]
        of_cards = sum((one.net for one in lines), ZERO)
        if how == "other":
            lines += [self._other(self.others.pop())] if self.others else []
        elif how != "card":
            lines += [self._units(each) for each in self.order.lines if self.units.get(each.id) and self._heads()]
        if not lines:
            return None
        worth = sum((one.net + one.tax for one in lines), ZERO) - of_cards
        fee = {"fee": -min(Decimal(1500), worth / 2), "more": Decimal(2500)}.get(how, ZERO)
        return self._of(worth + fee, tuple(lines), id_, of_cards)

    def _heads(self) -> bool:
        return self.random.random() < 0.6

    def _units(self, one: Line) -> RefundLine:
        """The last units take what rounding left."""
        before = self.units[one.id]
        count = min(Decimal(self.random.randint(1, int(before) or 1)), before)
        self.units[one.id] -= count
        share = [half_up(one.gross * units / one.quantity, self.places) for units in (before, before - count)]
        return RefundLine(line_id=one.id, quantity=count, net=share[0] - share[1])

    def _other(self, id_: str) -> RefundLine:
        money = sum((one.gross for one in self.order.lines if one.id.partition("~")[0] == id_), ZERO)
        return RefundLine(line_id=id_, quantity=Decimal(1), net=money)

    def _card(self, id_: str) -> RefundLine:
        return RefundLine(line_id=id_, quantity=Decimal(1), net=self.cards.pop(id_))

    def _of(self, amount: Decimal, lines: tuple[RefundLine, ...], id_: str, of_cards: Decimal = ZERO) -> Refund:
        amount = min(half_up(amount, self.places), self.left)
        self.left -= amount
        is_full = self.left <= ZERO and not self.cards
        return Refund(id=id_, amount=amount + of_cards, lines=lines, is_full=is_full)


def goods(booked: Booked) -> Counter[str]:
    """Units by code of what goes on or off stock."""
    found: Counter[str] = Counter()
    for item, line_ in zip(cast(list[dict[str, Any]], booked.body["items"]), booked.lines, strict=True):
        if line_.line_id.startswith("product:"):
            found[item["code"]] += item["quantity"]
    return found


def taxes(booked: Booked) -> Counter[int]:
    """Money of each tax; no line of these invoices has two."""
    found: Counter[int] = Counter()
    for item, line_ in zip(cast(list[dict[str, Any]], booked.body["items"]), booked.lines, strict=True):
        for tax in item.get("taxes", []):
            found[tax["id"]] += line_.tax  # type: ignore[assignment]
    return found


def wanted_goods(refund: Refund, one: Order) -> Counter[str]:
    found: Counter[str] = Counter()
    places = {each.id: index for index, each in enumerate(one.lines)}
    for back in refund.lines:
        if back.line_id.startswith("product:") and back.line_id in places:
            found[f"P{places[back.line_id]}"] += back.quantity  # type: ignore[assignment]  # Decimal counts as well
    return found


@dataclass
class Tally:
    sequences: int = 0
    notes: int = 0
    nets: int = 0
    cards_alone: int = 0
    off: int = 0
    """Notes before the last that are not what the refund says."""
    withheld_off: Decimal = ZERO
    """The most by which what buyers withheld does not net, by its rounding on each document."""
    uneven: int = 0
    """Orders given back whole of which some tax does not net: goods came back when their money had gone before."""


def tried(books: Books, random: Random, rules: AmountRules, tally: Tally) -> None:
    one = _cart(random, books.setup)
    invoice, worth = books.invoice(one, rules)
    shop, earlier, given = Shop(random, one, books.setup.places), [], ZERO
    tally.sequences += 1
    for refund in shop.refunds():
        sale = of_the_sale(refund, one.gift_cards, worth - given)
        if sale.amount <= 0:
            assert {back.line_id for back in refund.lines} <= {card.id for card in one.gift_cards}
            tally.cards_alone += 1
            continue
        given_back = GivenBack(invoice=invoice, refund=refund, earlier=tuple(earlier), reason=1)
        note, note_worth = books.note(one, given_back, rules)
        earlier.append(note)
        given += note_worth
        tally.notes += 1
        assert given <= worth, (one.lines, earlier)
        assert sum((goods(each) for each in earlier), Counter()) <= goods(invoice), (one.lines, refund, earlier)
        assert goods(note) == wanted_goods(refund, one) or not sale.lines
        if shop.left > PESO:
            tally.off += note_worth != sale.amount
        else:
            assert given == worth, (one.lines, refund, earlier)
            totals = sum((each.total for each in earlier), ZERO)
            tally.withheld_off = max(tally.withheld_off, abs(invoice.total - totals))
            of_notes = sum((taxes(each) for each in earlier), Counter())
            tally.uneven += any(abs(amount - of_notes[id_]) > CENTS for id_, amount in taxes(invoice).items())
            tally.nets += 1


@pytest.mark.parametrize("choice", RULES)
def test_every_note_is_accepted_and_all_of_them_net_the_invoice(choice: str) -> None:
    random, tally = Random(f"notes {choice}"), Tally()
    count = SEQUENCES // len(RULES)
    while tally.sequences < count:
        for setup in SETUPS:
            books = Books(setup)
            for _ in range(20):
                tried(books, random, RULES[choice], tally)
    print(tally)
    assert tally.off == 0
    assert tally.withheld_off <= CENTS
    assert tally.uneven <= tally.nets // 200
    assert tally.nets > count // 2
    assert tally.notes > count * 3 // 2
    assert tally.cards_alone > count // 100


def test_goods_bring_back_no_more_of_a_tax_than_is_left_of_it() -> None:
    """15,000 of goodwill took 10,000 of the shirt's 19 % and 5,000 of the book; then the shirt comes back whole."""
    books, rules = Books(Setup()), RULES["as shipped"]
    shirt, book = line(1, "100000"), line(2, "50000", rate="0")
    one = order(shirt, book)
    invoice, _ = books.invoice(one, rules)
    back = RefundLine(line_id="product:1", quantity=Decimal(1), net=Decimal(100000))
    refunds = [
        Refund(id="1", amount=Decimal(15000)),
        Refund(id="2", amount=Decimal(100000), lines=(back,)),
        Refund(id="3", amount=Decimal(35000), is_full=True),
    ]
    earlier: list[Booked] = []
    for refund in refunds:
        given_back = GivenBack(invoice=invoice, refund=refund, earlier=tuple(earlier), reason=1)
        earlier.append(books.note(one, given_back, rules)[0])
    assert [[(row.code, row.base + row.tax) for row in note.lines] for note in earlier] == [
        [("DEVOLUCION", 10000), ("DEVOLUCION", 5000)],
        [("P0", 90000), ("DEVOLUCION", 10000)],
        [("P1", 35000)],
    ]
    assert sum((taxes(note) for note in earlier), Counter()) == taxes(invoice)
