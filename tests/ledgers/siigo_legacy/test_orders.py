"""Random orders: composed, taken by the strict emulator, for the order's total to the cent or as the rules say.

300 of them; `LEGACY_ORDERS=5000` for more.
"""

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from random import Random
from typing import Any
from uuid import uuid4

import pytest

from connector import clock
from connector.http import new_session
from connector.ledgers.amount_rules import AmountRules
from connector.ledgers.siigo_legacy.ledger import SiigoLegacyLedger
from connector.ledgers.siigo_legacy.settings import Settings
from connector.model.documents import Draft
from connector.model.order import Line, Order
from connector.sandbox.siigo_legacy import Running
from tests.ledgers.siigo_legacy import contract
from tests.ledgers.siigo_legacy.company import CREDIT, CUSTOMER, RETE_ICA, RETE_IVA, WITHHOLDING, item, line, order

ORDERS = int(os.environ.get("LEGACY_ORDERS", "300"))
TODAY = (clock.now() - timedelta(hours=5)).date()
RATES: list[tuple[str, ...]] = [("19",), ("19",), ("19",), ("5",), ("0",), ("8",), ("19", "8"), ()]
RULES = [
    AmountRules(),
    AmountRules(discounts="shown"),
    AmountRules(residue="adjustment_line", adjustment_code="AJUSTE"),
    AmountRules(split_lines=False),
]


class Unpaced:
    def __call__(self) -> None: ...

    def hold_back(self, seconds: float) -> None: ...


@pytest.fixture(scope="module")
def siigo() -> Iterator[Running]:
    with contract.emulator() as emulator:
        yield emulator


def ledger(siigo: Running, rules: AmountRules) -> SiigoLegacyLedger:
    settings = Settings.model_validate({**contract.settings(siigo.url), "amounts": rules, "username": f"C{uuid4()}\\a"})
    return SiigoLegacyLedger(settings, session=new_session(), pace=Unpaced(), now=clock.now)


def a_line(random: Random, number: int) -> Line:
    quantity = random.choice(["1", "1", "2", "3", "7", "12", "0.35", "1.5"])
    gross = random.choice([random.randrange(50, 900000), random.randrange(1, 9000) * 100, random.randrange(5, 500)])
    cents = random.choice(["", "", "", ".5", ".37", ".333333"])
    discount = random.choice(["0", "0", str(random.randrange(1, 20000))])
    rates = random.choice(RATES)
    return line(number, f"{gross}{cents}", rates=rates, quantity=quantity, discount=discount, sku=f"SKU-{number}")


def an_order_and_draft(random: Random) -> tuple[Order, Draft]:
    lines = [a_line(random, number) for number in range(1, random.choice([2, 2, 3, 5, 9]))]
    one = order(*lines, is_paid=random.random() < 0.8)
    withheld = {"TaxDiscountId": WITHHOLDING} if random.random() < 0.2 else {}
    header: dict[str, Any] = {"DocCode": 24445, "SalesmanIdentification": "1000000001", "Observations": "x" * 1200}
    if random.random() < 0.2:
        header |= {"RetVATTotalID": RETE_IVA, "RetICATotalID": RETE_ICA}
    means = [{"PaymentMeansCode": random.choice([5638, 5640, CREDIT])}]
    if random.random() < 0.3:
        means = [{"PaymentMeansCode": CREDIT, "DueDate": TODAY + timedelta(days=days)} for days in (30, 60, 90)]
    values = {
        "customer": CUSTOMER,
        "Header": header,
        "Items": [item(each, **withheld) for each in lines],
        "Payments": means,
    }
    ids = {f"Items[{index}]": each.id for index, each in enumerate(lines)}
    return one, Draft(values=values, line_ids=ids)


def test_every_order_is_invoiced_for_its_total(siigo: Running) -> None:
    random, ledgers = Random(20261121), [ledger(siigo, rules) for rules in RULES]
    exact = 0
    for number in range(ORDERS):
        one, draft = an_order_and_draft(random)
        books = ledgers[number % len(ledgers)]
        document = books.compose("invoice", draft, one, today=TODAY, marker=f"ref:{number:016}")
        issued = books.issue(document, key="")
        assert issued.total == document.total, number
        assert abs(document.off) <= Decimal("0.01") * max(len(one.lines), 1), (number, one.lines)
        if RULES[number % len(RULES)].residue == "adjustment_line":
            assert document.off == 0, (number, one.lines)
        exact += not document.off
        assert len(str(document.body["Header"]["Observations"])) <= 1000  # type: ignore[index]
        assert document.receivable in (0, document.total)
    assert exact >= ORDERS * 9 // 10


def test_composing_again_gives_the_same(siigo: Running) -> None:
    books = ledger(siigo, RULES[0])
    one, draft = an_order_and_draft(Random(1))
    composed = [books.compose("invoice", draft, one, today=TODAY, marker="ref:1") for _ in range(2)]
    assert composed[0] == composed[1]
    assert composed[0] != books.compose("invoice", replace(draft), one, today=TODAY, marker="ref:2")
