"""The invoice on the order's page in WooCommerce: fields of our own, and one note for each document, never two.

Calls: 1 when nothing is new; 2 when a field is; one more for reading the notes and one for each new note where a
document is new: 4 for an invoice. Only the fields make the shop send `order.updated` (store-protocols.md 9.5, 13).
"""

import re
from collections.abc import Iterator, Mapping
from html import unescape
from urllib.parse import quote

from connector.errors import RemoteRejected
from connector.messages import say
from connector.model.documents import News
from connector.reading import Reader, without_holes
from connector.stores.woocommerce.client import WooClient
from connector.stores.woocommerce.lines import meta_of

PREFIX = "_siigo_connector_"
"""Of our fields: names that no other connector looks for, hidden in the shop's admin by the underscore."""

NOTED = f"{PREFIX}noted"
"""The documents that have their note. Written after the notes, so that none is lost; who writes one looks first."""

FINAL = frozenset({"", "Accepted", "Booked"})
"""Where an invoice stands when the buyer may hear of it: not electronic, accepted by DIAN, or in a ledger that tells no
more."""


def show(client: WooClient, order_id: str, news: News, *, to_buyer: bool) -> None:
    """Write what the order does not say yet. Raises RemoteError; doing it again finishes what was begun."""
    path = f"orders/{quote(order_id, safe='')}"
    known = _known(client, order_id, path)
    noted = [name for name in known.get(NOTED, "").split(", ") if name]
    new = {name: text for name, text in _notes(news, to_buyer=to_buyer) if name not in noted}
    if new:
        _write_notes(client, path, new, to_buyer=to_buyer)
    fields = {**_fields(news), NOTED: ", ".join([*noted, *new])}
    changed = {key: value for key, value in fields.items() if known.get(key, "") != value}
    if changed:
        # by key, not by id: then WooCommerce also deletes other fields of the same name
        client.write("PUT", path, {"meta_data": [{"key": key, "value": value} for key, value in changed.items()]})


def _known(client: WooClient, order_id: str, path: str) -> Mapping[str, str]:
    """Our fields, as texts. Raises RemoteRejected when the order is gone."""
    try:
        order = client.get(path, {"_fields": "id,meta_data"})
    except RemoteRejected as error:
        if error.status == 404:
            words = say("woocommerce.no_order_to_tell", order=order_id)
            raise RemoteRejected(words, status=404, code=error.code) from error
        raise
    meta = meta_of(Reader(order)) if isinstance(order, dict) else {}
    return {key: str(value) for key, value in meta.items() if key.startswith(PREFIX)}


def _fields(news: News) -> dict[str, str]:
    return {
        f"{PREFIX}invoice": news.invoice,
        f"{PREFIX}status": news.status,
        f"{PREFIX}cufe": news.cufe,
        f"{PREFIX}url": news.url,
        f"{PREFIX}credit_notes": ", ".join(news.credit_notes),
    }


def _notes(news: News, *, to_buyer: bool) -> Iterator[tuple[str, str]]:
    """(document, note), the invoice's for the buyer only when it stands."""
    if not to_buyer or news.status in FINAL:
        what = say("woocommerce.note_invoice", name=news.invoice)
        yield news.invoice, say("woocommerce.note_link", what=what, url=news.url) if news.url else what
    for name in news.credit_notes:
        yield name, say("woocommerce.note_credit_note", name=name)


def _write_notes(client: WooClient, path: str, new: Mapping[str, str], *, to_buyer: bool) -> None:
    """Those that are not there: a try before this one may have come so far."""
    there = _texts(client.get(f"{path}/notes"), to_buyer=to_buyer)
    for name, text in new.items():
        if not any(_names(name, found) for found in there):
            client.write("POST", f"{path}/notes", {"note": text, "customer_note": to_buyer})


def _texts(notes: object, *, to_buyer: bool) -> list[str]:
    """Of the notes that the buyer got, or of all."""
    found = without_holes(notes)
    rows = [note for note in found if isinstance(note, dict)] if isinstance(found, list) else []
    return [unescape(str(note.get("note"))) for note in rows if note.get("customer_note") or not to_buyer]


def _names(document: str, text: str) -> bool:
    """Whether the text names it, and not FV-2-221 for FV-2-22."""
    return bool(re.search(rf"(?<![\w-]){re.escape(document)}(?![\w-])", text))
