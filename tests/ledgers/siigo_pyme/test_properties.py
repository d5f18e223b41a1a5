"""Any order, any refunds: every document balances, accounts come to the orders' sums, and all nets to nothing.

`PYME_ORDERS=5000` tries more of them.
"""

import os
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from random import Random
from typing import Any

import pytest
import requests

from connector.json_text import parse, write
from connector.ledgers.siigo_pyme.envelope import request_of
from connector.ledgers.siigo_pyme.receipt import compose_receipt
from connector.ledgers.siigo_pyme.settings import Settings
from connector.model.documents import Booked, Document, Draft, PaidIn
from connector.model.money import ZERO, half_up, in_cents
from connector.model.outbox import Batch, Parcel
from connector.sandbox.siigo_pyme import Options, running
from tests.ledgers.siigo_pyme.drafts import (
    BANK,
    RECEIVABLE,
    TODAY,
    VAT,
    WITHHELD,
    balances,
    booked,
    invoice_of,
    note_of,
    sides,
)
from tests.ledgers.siigo_pyme.random_orders import Case, a_case, refunds_of
from tests.orders import PLACED_AT

ORDERS = int(os.environ.get("PYME_ORDERS", "200"))


@dataclass(frozen=True)
class Life:
    case: Case
    invoice: Document
    notes: Sequence[Document]


@pytest.fixture(scope="module")
def lives() -> Sequence[Life]:
    return [_life(seed) for seed in range(ORDERS)]


def _life(seed: int) -> Life:
    random = Random(seed)
    case = a_case(random)
    invoice = invoice_of(case.order, **case.mapped)
    kept, notes = booked(invoice, 1 + seed), []
    for refund in refunds_of(random, case.order, invoice.total + invoice.withheld):
        notes.append(note_of(case.order, kept, refund, *map(booked, notes)))
    return Life(case=case, invoice=invoice, notes=notes)


def test_every_document_balances(lives: Sequence[Life]) -> None:
    for document in (each for life in lives for each in (life.invoice, *life.notes)):
        assert sum(value if side == "D" else -value for _, side, value in sides(document)) == 0
        assert all(value >= 0 for _, _, value in sides(document))


def test_an_invoice_is_for_its_order_and_its_taxes_are_the_orders(lives: Sequence[Life]) -> None:
    for life in lives:
        order, invoice, found = life.case.order, life.invoice, balances([life.invoice])
        assert invoice.off == 0
        assert invoice.order_total == half_up(order.invoice_total)
        assert found.get(WITHHELD, ZERO) == invoice.withheld
        for rate, account in VAT.items():
            charged = sum((tax.amount for line in order.lines for tax in line.taxes if tax.rate == rate), ZERO)
            assert abs(charged + found.get(account, ZERO)) < Decimal("0.01") * (2 * len(order.lines) + 1)


def test_the_accounts_of_all_orders_come_to_their_sums(lives: Sequence[Life]) -> None:
    found = balances([life.invoice for life in lives])
    by_rate: dict[Decimal, Decimal] = defaultdict(Decimal)
    for life in lives:
        amounts = [amount for line in life.case.order.lines for amount in (line.net, *(t.amount for t in line.taxes))]
        rates = [rate for line in life.case.order.lines for rate in (None, *(tax.rate for tax in line.taxes))]
        for rate, amount in zip(rates, in_cents(amounts), strict=True):
            by_rate[rate or ZERO] += amount
    assert {rate: -found[account] for rate, account in VAT.items()} == {rate: by_rate[rate] for rate in VAT}
    money = sum(amount for account, amount in found.items() if str(account).startswith("1") or account == 28050501)
    assert money == sum(life.invoice.order_total for life in lives)


def test_refunds_in_any_parts_net_every_account_and_every_unit(lives: Sequence[Life]) -> None:
    for life in lives:
        assert balances([life.invoice, *life.notes]) == {}
        assert all(note.off <= 1 for note in life.notes)
        assert sum(note.total for note in life.notes) == life.invoice.total
        backs = [line for note in life.notes for line in _lines(note)]
        for line in life.case.order.lines:
            assert sum(back["quantity"] for back in backs if back["line_id"] == line.id) == line.quantity


def test_no_refund_takes_more_of_a_row_than_it_had(lives: Sequence[Life]) -> None:
    for life in lives:
        left = dict(balances([life.invoice]))
        for note in life.notes:
            before = dict(left)
            for account, side, value in sides(note):
                left[account] = left.get(account, ZERO) + (value if side == "D" else -value)
            assert all(abs(left[account]) <= abs(before.get(account, ZERO)) for account in left)


def test_refunds_between_receipts_leave_no_debt_and_no_money_of_nobody() -> None:
    """Whatever was collected when: in the end all has come back, from where it was."""
    for seed in range(ORDERS):
        random = Random(seed)
        case = a_case(random)
        invoice = invoice_of(case.order, **case.mapped)
        kept, documents, notes, received = booked(invoice), [invoice], list[Booked](), ZERO
        for refund in refunds_of(random, case.order, invoice.total + invoice.withheld):
            owed = balances(documents).get(RECEIVABLE, ZERO)
            if (amount := half_up(owed * random.choice([0, 0, 50, 100]) / 100)) > 0:
                documents.append(_receipt(case, kept, amount))
                received += amount
            note = note_of(case.order, kept, refund, *notes, receipts=received, received={"accounting_account": BANK})
            owed_before, documents = balances(documents).get(RECEIVABLE, ZERO), [*documents, note]
            assert owed_before - balances(documents).get(RECEIVABLE, ZERO) == note.receivable
            assert balances(documents).get(RECEIVABLE, ZERO) >= 0
            notes.append(booked(note))
        assert balances(documents) == {}


def _receipt(case: Case, kept: Booked, amount: Decimal) -> Document:
    values = {"voucher_type": "R", "voucher_code": 1, "payment": {"accounting_account": BANK}}
    paid_in = PaidIn(amount=amount, invoice=kept)
    return compose_receipt(Draft(values=values), case.order, paid_in, today=TODAY, marker="ref:r")


def test_the_strict_bridge_takes_all_of_them(lives: Sequence[Life]) -> None:
    settings = Settings(id_connection="pruebas", company="c", api_key="una-llave")
    documents = [document for life in lives for document in (life.invoice, *life.notes)]
    with running(Options(vat_strict=False)) as bridge:
        for parcels in _batches(documents):
            answer = requests.post(
                f"{bridge.url}{settings.path}",
                data=write(request_of(settings, parcels)).encode(),
                headers={"Content-Type": "application/json", "Authorization": "Bearer una-llave"},
                timeout=30,
            )
            assert parse(answer.content)["errors"] is None
        assert set(_balances(bridge.url)) == {"0.00"}


def _lines(note: Document) -> Sequence[Any]:
    lines = note.body["_lines"]
    assert isinstance(lines, list)
    return lines


def _balances(url: str) -> Sequence[str]:
    return list(parse(requests.get(f"{url}/_emulator/state", timeout=30).content)["balances"].values())


def _batches(documents: Sequence[Document]) -> Iterator[Sequence[Parcel]]:
    """A hundred documents in each."""
    batch = Batch(id="2026-11-1", company="", period="2026-11", state="sending", size=0, created_at=PLACED_AT)
    numbers: dict[str, int] = defaultdict(int)
    parcels = []
    for place, document in enumerate(documents):
        series = str(document.body["_series"])
        numbers[series] += 1
        parcels.append(
            Parcel(
                id=f"parcel-{place}",
                kind=document.kind,
                order_id=document.order_id,
                marker=document.marker,
                dated_on=document.dated_on,
                total=document.total,
                series=series,
                number=numbers[series],
                state="sending",
                batch=batch,
                place=1,
                size=len(sides(document)),
                contents=write(document.body),
                created_at=PLACED_AT,
            )
        )
    for start in range(0, len(parcels), 100):
        yield parcels[start : start + 100]
