"""An invoice that another program or a person made of an order: found in Siigo Nube, and read back as one of ours.

What the order says comes first, then our own marker, then the order's number in the observations of an invoice of the
same buyer. Nothing is guessed: where there are several, or where it can hardly be the order's, a person decides.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from connector.errors import OrderHeld
from connector.ledgers.adopted import are_two_buyers, is_somebody
from connector.ledgers.siigo_legacy.catalogue import Catalogue
from connector.ledgers.siigo_legacy.client import LegacyClient
from connector.ledgers.siigo_legacy.read_back import read_back
from connector.ledgers.siigo_legacy.saved import dated_on, header_of, holds_marker, name_of, number_of, papers_of
from connector.ledgers.totals import WHOLE_PESO
from connector.ledgers.values import integer_of
from connector.messages import say, typed
from connector.model.documents import Adopted, Trace
from connector.model.money import ZERO, NotMoney, money_of, plain
from connector.model.order import Order

Row = Mapping[str, object]

_WITHHELD = ("TaxDiscTotalValue", "RetVATTotalValue", "RetICATotalValue")


def made_elsewhere(client: LegacyClient, order: Order, trace: Trace, *, catalogue: Catalogue) -> Adopted | None:
    """One pass over all invoices: the list takes no filter. Raises OrderHeld where the trace leads to several invoices
    or to one of something else, RemoteError."""
    codes = {key: entry.code for key, entry in catalogue.entries("document_types").items()}
    found = _found(papers_of(client.rows("Invoice/GetAll")), order, trace, codes)
    if not found:
        return None
    if len(found) > 1:
        names = ", ".join(sorted(_name(row, codes) for row in found))
        raise OrderHeld(say("siigo_adopting.several", names=names, order=typed(order.number)))
    [invoice] = found
    name = _name(invoice, codes)
    _must_be_the_orders(invoice, name, order, trace)
    try:
        made = read_back(invoice, order, trace.marker, codes=codes)
    except OrderHeld as held:
        where = held.problems[0].partition(": ")[0]
        words = say("siigo_adopting.unreadable", invoice=name, where=where, order=typed(order.number))
        raise OrderHeld(words) from held
    if not are_two_buyers(_identification(invoice), trace.identification):
        return made
    warning = say("siigo_adopting.other_buyer", invoice=name)
    return replace(made, issued=replace(made.issued, warnings=(warning,)))


def _found(rows: Iterable[Row], order: Order, trace: Trace, codes: Mapping[str, str]) -> Sequence[Row]:
    """By the first of the ways that leads to any, each row by its id: a list that grows meanwhile tells some twice."""
    claimed, named, marked, ordered = {}, {}, {}, {}
    for row in rows:
        id_ = integer_of(header_of(row).get("Id"))
        if not id_:
            continue
        if str(id_) in (number_of(claim) for claim in trace.ids):
            claimed[id_] = row
        elif any(_is_called(row, text, trace, codes) for text in (*trace.names, *trace.ids)):
            named[id_] = row
        elif trace.marker and holds_marker(header_of(row).get("Observations"), trace.marker):
            marked[id_] = row
        elif _is_for(row, order, trace):
            ordered[id_] = row
    of_buyer = {id_: row for id_, row in named.items() if _is_the_buyers(row, trace)}
    return list((claimed or of_buyer or named or marked or ordered).values())


def _is_called(row: Row, text: str, trace: Trace, codes: Mapping[str, str]) -> bool:
    """FV-1-22 as FV-001-22, whenever it is of; 1-22, and 22 alone, since the order's day."""
    number = integer_of(header_of(row).get("Number"))
    if not number:
        return False
    words = _words(text)
    code = codes.get(str(integer_of(header_of(row).get("DocCode"))), "")
    if words == _words(name_of("invoice", code, number)):
        return True
    return words in (_words(f"{code}-{number}"), _words(str(number))) and not _is_older(row, trace)


def _words(text: str) -> tuple[str, ...]:
    """Runs of letters and of digits, without capitals, zeros before a number, and what stands between."""
    return tuple(part.lstrip("0") or "0" for part in re.findall(r"[^\W\d_]+|\d+", text.casefold()))


def _is_for(row: Row, order: Order, trace: Trace) -> bool:
    """Of the same buyer, since the order's day, for its money, and with its number as a word of the observations."""
    number = trace.purchase_order.strip().lstrip("#")
    if not number or not is_somebody(trace.identification) or _identification(row) != trace.identification:
        return False
    whole = re.compile(rf"(?<![\w.-])#?{re.escape(number)}(?![\w-])")
    is_named = whole.search(str(header_of(row).get("Observations") or "")) is not None
    return is_named and not _is_older(row, trace) and _is_of_its_money(row, order)


def _must_be_the_orders(invoice: Row, name: str, order: Order, trace: Trace) -> None:
    """Fields of an order are copied into others, by renewals and by people: a claim alone proves nothing."""
    shown = {"invoice": name, "order": typed(order.number)}
    if _is_older(invoice, trace):
        day = dated_on(header_of(invoice))
        raise OrderHeld(say("siigo_adopting.older", date=day, placed=trace.since.isoformat(), **shown))
    if are_two_buyers(_identification(invoice), trace.identification) and not _is_of_its_money(invoice, order):
        amounts = {"total": plain(_total(invoice) or ZERO), "asked": plain(order.invoice_total)}
        raise OrderHeld(say("siigo_adopting.another", **amounts, **shown))


def _is_older(row: Row, trace: Trace) -> bool:
    day = dated_on(header_of(row))
    return day is not None and day < trace.since


def _is_of_its_money(row: Row, order: Order) -> bool:
    """Within rounding of what the order is for, or of what refunds left of it; unknown counts as yes."""
    total = _total(row)
    asked = (order.invoice_total, order.invoice_total - order.refunded)
    return total is None or any(abs(total - amount) <= WHOLE_PESO for amount in asked)


def _total(row: Row) -> Decimal | None:
    """What the invoice is for, withheld or not."""
    header = header_of(row)
    try:
        kept = [money_of(header.get(name) or 0) for name in _WITHHELD]
        return money_of(header.get("TotalValue")) + sum((value for value in kept if value > ZERO), ZERO)
    except NotMoney:
        return None


def _is_the_buyers(row: Row, trace: Trace) -> bool:
    return bool(trace.identification) and _identification(row) == trace.identification


def _identification(row: Row) -> str:
    account = header_of(row).get("Account")
    return str(account.get("Identification") or "").strip() if isinstance(account, Mapping) else ""


def _name(row: Row, codes: Mapping[str, str]) -> str:
    header = header_of(row)
    code = codes.get(str(integer_of(header.get("DocCode"))), "")
    return name_of("invoice", code, integer_of(header.get("Number")) or 0)
