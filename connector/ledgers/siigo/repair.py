"""When Siigo computes another total than we did: cents are taken over, once; anything more is judged and held. Pure.

Never "again with whatever number the error names" (colombia.md 3.4): a wrong tax or discount would be invoiced.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, cast

from connector.ledgers.paid import balanced
from connector.ledgers.siigo.answers import Fault, SiigoRejected
from connector.ledgers.totals import tolerance_of
from connector.ledgers.values import Fields
from connector.messages import say
from connector.model.documents import Document, DocumentLine
from connector.model.money import HUNDRED, ZERO, NotMoney, half_up, money_of, plain

TOTAL_REFUSED = "invalid_total_payments"

KEY_LENGTH = 30
"""Siigo's longest (siigo-api.md 6)."""

RATES = tuple(map(Decimal, (19, 5, 8, 14, 11, 3)))
"""Per cent: the taxes of a sale, and the differences between two of them."""

_CALCULATED = re.compile(r"calculated is\s*((?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d{1,2})?)(?![\d,]|\.\d)", re.ASCII)


@dataclass(frozen=True, slots=True)
class _Suspect:
    """What Siigo's total less ours would be, if this were the reason."""

    off: Decimal
    words: str


def repaired_body(document: Document, refused: SiigoRejected) -> Mapping[str, object] | None:
    """The invoice with payments that come to Siigo's total, the split kept; None when that must not be done.

    Only for a refusal of nothing but the total, and within a peso or a cent a line (siigo-api.md 13.7).
    """
    if [fault.code for fault in refused.faults] != [TOTAL_REFUSED]:
        return None
    theirs = total_in(refused.faults[0].message)
    if not theirs or abs(theirs - paid(document)) > _tolerance(document):
        return None
    entries = _rows(document, "payments")
    shares = balanced([cast(Decimal, entry["value"]) for entry in entries], theirs)
    payments = [{**entry, "value": share} for entry, share in zip(entries, shares, strict=True) if share]
    return {**document.body, "payments": payments}


def repair_key(key: str) -> str:
    """The idempotency key of the repaired invoice: always the same for `key`, which its refusal may have burnt."""
    return hashlib.sha256(f"{key}\nrepaired".encode()).hexdigest()[:KEY_LENGTH]


def total_in(message: str) -> Decimal | None:
    """Siigo's number: a decimal point, no zeros at the end, perhaps thousands commas (13.1). None without one."""
    found = _CALCULATED.search(message)
    try:
        return money_of(found[1].replace(",", "")) if found else None
    except NotMoney:
        return None


def paid(document: Document) -> Decimal:
    """What the payments come to, as they are in the body."""
    return sum((cast(Decimal, entry["value"]) for entry in _rows(document, "payments")), ZERO)


def held_words(fault: Fault, document: Document) -> str:
    """All totals, and why they are likely to differ."""
    theirs = total_in(fault.message)
    return say(
        "siigo_payments.total_refused",
        theirs="—" if theirs is None else plain(theirs),
        ours=plain(paid(document)),
        order=plain(document.order_total),
        cause=likely_cause(document, theirs),
        code=fault.code,
    )


def likely_cause(document: Document, theirs: Decimal | None) -> str:
    """A sentence: the suspect that explains the difference best, the first of equals; general words without one."""
    if theirs is None:
        return say("siigo_payments.cause_unknown")
    off, slack = theirs - paid(document), _tolerance(document)
    if abs(off) <= slack:
        return say("siigo_payments.cause_rounding")
    near = [suspect for suspect in _suspects(document) if suspect.off and abs(suspect.off - off) <= slack]
    if near:
        return min(near, key=lambda suspect: abs(suspect.off - off)).words
    if off < ZERO and _rows(document, "retentions"):
        return say("siigo_payments.cause_withheld")
    return say("siigo_payments.cause_unknown")


def _suspects(document: Document) -> Iterator[_Suspect]:
    yield from _taxes(document)
    yield from _lost_lines(document)
    yield from _discounts(document)
    yield from _either_way(document.withheld, say("siigo_payments.cause_withheld"))
    yield from _either_way(_money(document.body, "advance_payment"), say("siigo_payments.cause_advance"))
    yield from _rates(document)


def _either_way(amount: Decimal, words: str) -> Iterator[_Suspect]:
    yield _Suspect(-amount, words)
    yield _Suspect(amount, words)


def _taxes(document: Document) -> Iterator[_Suspect]:
    """Missing over there, or counted twice."""
    yield from _either_way(sum((line.tax for line in document.lines), ZERO), say("siigo_payments.cause_tax"))
    for line in document.lines:
        yield from _either_way(line.tax, say("siigo_payments.cause_line_tax", code=line.code))


def _lost_lines(document: Document) -> Iterator[_Suspect]:
    for line in document.lines:
        key = "siigo_payments.cause_shipping" if line.line_id.startswith("shipping:") else "siigo_payments.cause_line"
        yield _Suspect(-line.total, say(key, code=line.code))


def _discounts(document: Document) -> Iterator[_Suspect]:
    """Of the lines and of the whole document: not taken off, taken off twice, or read as the other kind."""
    lost, twice = say("siigo_payments.cause_discount_lost"), say("siigo_payments.cause_discount_twice")
    lines = list(_discounted(document))
    gross = sum((line.base + line.tax for line in document.lines), ZERO)
    amounts = [sum((_taxed(line, off) for line, off, _ in lines), ZERO)]
    amounts += [_taxed(line, off) for line, off, _ in lines]
    amounts += [_global(row, gross) for row in _rows(document, "global_discounts")]
    for amount in amounts:
        yield _Suspect(amount, lost)
        yield _Suspect(-amount, twice)
    other = sum((_taxed(line, off - as_other) for line, off, as_other in lines), ZERO)
    yield _Suspect(other, say("siigo_payments.cause_discount_kind"))


def _discounted(document: Document) -> Iterator[tuple[DocumentLine, Decimal, Decimal]]:
    """Each line with a discount, the money that we took off its base, and the money that the other kind would."""
    for item, line in zip(_rows(document, "items"), document.lines, strict=False):
        discount = _money(item, "discount")
        if discount:
            before = line.quantity * line.unit_price
            of_percentage = half_up(before * discount / HUNDRED)
            off = half_up(before) - line.base
            is_money = abs(off - discount) <= abs(off - of_percentage)
            yield line, off, of_percentage if is_money else discount


def _taxed(line: DocumentLine, off: Decimal) -> Decimal:
    """What so much off the base is with the line's taxes."""
    return half_up(off * (line.base + line.tax) / line.base) if line.base else off


def _global(row: Mapping[str, Any], gross: Decimal) -> Decimal:
    percentage = row.get("percentage")
    return half_up(gross * percentage / HUNDRED) if isinstance(percentage, Decimal) else _money(row, "value")


def _rates(document: Document) -> Iterator[_Suspect]:
    """A tax of another rate than ours."""
    base = sum((line.base for line in document.lines), ZERO)
    for rate in RATES:
        shown = plain(rate)
        yield from _either_way(half_up(base * rate / HUNDRED), say("siigo_payments.cause_rate", percentage=shown))
        for line in document.lines:
            words = say("siigo_payments.cause_line_rate", percentage=shown, code=line.code)
            yield from _either_way(half_up(line.base * rate / HUNDRED), words)


def _tolerance(document: Document) -> Decimal:
    return tolerance_of(len(_rows(document, "items")), is_foreign="currency" in document.body)


def _rows(document: Document, name: str) -> list[Fields]:
    rows = document.body.get(name)
    return rows if isinstance(rows, list) else []


def _money(row: Mapping[str, object], name: str) -> Decimal:
    amount = row.get(name)
    return amount if isinstance(amount, Decimal) else ZERO
