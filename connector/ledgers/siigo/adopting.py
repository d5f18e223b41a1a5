"""An invoice that another connector or a person made of an order: found in Siigo, and read back.

What the order says comes first, then our own marker, then the order's number on the invoice. Nothing is guessed: where
there are several, or where it can hardly be the order's, a person decides.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from urllib.parse import quote

from connector.colombia.dates import bogota_date
from connector.errors import OrderHeld
from connector.ledgers.adopted import are_two_buyers, is_somebody
from connector.ledgers.siigo.answers import SiigoRejected
from connector.ledgers.siigo.arithmetic import Arithmetic
from connector.ledgers.siigo.back import SLACK
from connector.ledgers.siigo.catalogue import Catalogue
from connector.ledgers.siigo.client import PAGE_SIZE, SiigoClient
from connector.ledgers.siigo.issued import holds_marker
from connector.ledgers.siigo.read_back import ids_in, read_back
from connector.ledgers.siigo.standing import is_gone
from connector.messages import say, typed
from connector.model.documents import Adopted, Trace
from connector.model.money import NotMoney, money_of, plain
from connector.model.order import Order

INVOICE_CLASS = "FV"

DAY = timedelta(days=1)
"""Siigo's days are UTC, ours Bogotá's: an invoice of the order's day may stand under the day before."""

Row = Mapping[str, Any]

_ID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_NAME = re.compile(r"[A-Za-z]+-\w+-\d+")


def made_elsewhere(
    client: SiigoClient, order: Order, trace: Trace, *, catalogue: Catalogue, arithmetic: Arithmetic
) -> Adopted | None:
    """Raises OrderHeld where the trace leads to several invoices or to one of something else, RemoteError."""
    found = list(_claimed(client, trace)) or _recognised(client, order, trace)
    if not found:
        return None
    if len(found) > 1:
        names = ", ".join(sorted(_text(row, "name") for row in found))
        raise OrderHeld(say("siigo_adopting.several", names=names, order=typed(order.number)))
    [invoice] = found
    _must_be_the_orders(invoice, order, trace)
    company = catalogue.facts(INVOICE_CLASS, ids_in(invoice))
    try:
        made = read_back(invoice, order, trace.marker, company=company, arithmetic=arithmetic)
    except OrderHeld as held:
        where = held.problems[0].partition(": ")[0]
        words = say("siigo_adopting.unreadable", invoice=_text(invoice, "name"), where=where, order=typed(order.number))
        raise OrderHeld(words) from held
    if not are_two_buyers(_identification(invoice), trace.identification):
        return made
    warning = say("siigo_adopting.other_buyer", invoice=made.issued.name)
    return replace(made, issued=replace(made.issued, warnings=(warning,)))


def _claimed(client: SiigoClient, trace: Trace) -> Iterator[Row]:
    """What the order names, as Siigo has it; what is annulled or gone is nothing."""
    ids = {text.lower(): None for text in trace.ids if _ID.fullmatch(text)}
    names = [text for text in (*trace.names, *trace.ids) if text.lower() not in ids]
    found = {id_: row for id_ in ids if (row := _read(client, id_))}
    missing = [name for name in names if not any(_is_called(row, name) for row in found.values())]
    for id_ in _named(client, trace, missing):
        if id_ not in found and (row := _read(client, id_)):
            found[id_] = row
    yield from found.values()


def _named(client: SiigoClient, trace: Trace, names: Sequence[str]) -> Iterator[str]:
    """Ids. A whole name has a filter of its own; a number or a prefix with a number is sought since the order's day."""
    open_ = list(dict.fromkeys(names))
    for name in [name for name in open_ if _NAME.fullmatch(name)]:
        rows = client.rows("invoices", name=name, page_size=str(PAGE_SIZE))
        if ids := [str(row["id"]) for row in rows if _is_in_force(row) and _is_called(row, name)]:
            open_.remove(name)
            yield from ids
    if not open_:
        return
    since = list(client.rows("invoices", created_start=_start(trace), page_size=str(PAGE_SIZE)))
    for name in open_:
        same = [row for row in since if _is_in_force(row) and _is_called(row, name)]
        of_buyer = [row for row in same if trace.identification and _identification(row) == trace.identification]
        yield from (str(row["id"]) for row in of_buyer or same)


def _recognised(client: SiigoClient, order: Order, trace: Trace) -> list[Row]:
    """By our marker; without one, by the order's number as a purchase order."""
    marked, ordered = [], []
    for row in _since(client, order, trace):
        told = row if _tells_all(row) else _read(client, str(row["id"]))
        if told and trace.marker and holds_marker(told.get("observations"), trace.marker):
            marked.append(str(row["id"]))
        elif told and _is_for(told, trace.purchase_order):
            ordered.append(str(row["id"]))
    return [whole for id_ in marked or ordered if (whole := _read(client, id_))]


def _since(client: SiigoClient, order: Order, trace: Trace) -> Iterator[Row]:
    """Of a buyer of its own all; of the final consumer or of nobody known, those for the order's money: to read each
    would take as many calls as the shop has orders."""
    params = {"created_start": _start(trace), "page_size": str(PAGE_SIZE)}
    if trace.identification:
        params["customer_identification"] = trace.identification
    for row in client.rows("invoices", **params):
        if _is_in_force(row) and (is_somebody(trace.identification) or _is_of_its_money(row, order)):
            yield row


def _tells_all(row: Row) -> bool:
    """Lists mostly leave the observations out (siigo-api.md 7); whether they have the other fields is not known."""
    return isinstance(row.get("observations"), str) and "additional_fields" in row


def _read(client: SiigoClient, id_: str) -> Row | None:
    """None where it is gone or annulled. Lists leave out the stamp, and mostly the observations (siigo-api.md 7)."""
    try:
        answer = client.get(f"invoices/{quote(id_, safe='')}")
    except SiigoRejected as refused:
        if is_gone(refused):
            return None
        raise
    return answer if isinstance(answer, Mapping) and _is_in_force(answer) else None


def _must_be_the_orders(invoice: Row, order: Order, trace: Trace) -> None:
    """Fields of an order are copied into others, by renewals and by people: a claim alone proves nothing."""
    shown = {"invoice": _text(invoice, "name"), "order": typed(order.number)}
    newest = max(_text(invoice, "date")[:10], _created(invoice))
    if newest and newest < _start(trace):
        raise OrderHeld(say("siigo_adopting.older", date=newest, placed=trace.since.isoformat(), **shown))
    if are_two_buyers(_identification(invoice), trace.identification) and not _is_of_its_money(invoice, order):
        amounts = {"total": plain(money_of(invoice["total"])), "asked": plain(order.invoice_total)}
        raise OrderHeld(say("siigo_adopting.another", **amounts, **shown))


def _is_in_force(row: Row) -> bool:
    return bool(row.get("id")) and row.get("annulled") is not True


def _is_called(row: Row, text: str) -> bool:
    """FV-2-22 as FV-002-22, 22, and SETT22 or SETT-22 with the prefix of its numbering."""
    number, prefix = _text(row, "number"), _text(row, "prefix")
    names = {_words(name) for name in (_text(row, "name"), number, f"{prefix}{number}", f"{prefix}-{number}")}
    return _words(text) in names - {()}


def _words(text: str) -> tuple[str, ...]:
    """Runs of letters and of digits, without capitals, zeros before a number, and what stands between."""
    return tuple(part.lstrip("0") or "0" for part in re.findall(r"[^\W\d_]+|\d+", text.casefold()))


def _is_for(row: Row, number: str) -> bool:
    fields = row.get("additional_fields")
    order = fields.get("purchase_order") if isinstance(fields, Mapping) else None
    found = str(order.get("number") or "").strip() if isinstance(order, Mapping) else ""
    return bool(found.lstrip("#")) and found.lstrip("#") == number.strip().lstrip("#")


def _is_of_its_money(row: Row, order: Order) -> bool:
    """Within rounding of what the order is for, or of what refunds left of it; unknown counts as yes."""
    try:
        total = money_of(row.get("total"))
    except NotMoney:
        return True
    asked: Iterable[Decimal] = (order.invoice_total, order.invoice_total - order.refunded)
    return any(abs(total - amount) <= SLACK for amount in asked)


def _identification(row: Row) -> str:
    customer = row.get("customer")
    return str(customer.get("identification") or "").strip() if isinstance(customer, Mapping) else ""


def _start(trace: Trace) -> str:
    return (trace.since - DAY).isoformat()


def _created(row: Row) -> str:
    """The day in Bogotá on which it was made, as text; what cannot be read is none. Siigo tells it in UTC."""
    metadata = row.get("metadata")
    text = str(metadata.get("created") or "") if isinstance(metadata, Mapping) else ""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return ""
    return bogota_date(moment if moment.tzinfo else moment.replace(tzinfo=UTC)).isoformat()


def _text(row: Row, name: str) -> str:
    return str(row.get(name) or "").strip()
