"""Shopify's order JSON (a webhook body, or fetched and brought into that shape) read into our Order. Pure."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime

from connector.errors import OrderHeld
from connector.messages import say
from connector.model.order import Order, Refund
from connector.reading import Reader
from connector.stores.refunds import with_fullness
from connector.stores.shopify.buyer import buyer_of, place_of
from connector.stores.shopify.claims import Signs, claims_of
from connector.stores.shopify.fields import named_values
from connector.stores.shopify.lines import Terms, odd_taxes
from connector.stores.shopify.payments import paid
from connector.stores.shopify.refunds import exchanged, refunds, units_given_back
from connector.stores.shopify.sums import Sold, of_the_sale, paid_for, settled, sold, tips

PAID = frozenset({"paid", "partially_refunded", "refunded"})

CALLED_OFF = frozenset({"cancelled", "error", "failure"})
"""States of a fulfillment that was not carried out."""

CHANNELS = {"web": "checkout", "pos": "pos", "shopify_draft_order": "admin"}
"""`source_name` -> channel; any other, such as an app's id, stays as it is."""


def to_order(
    payload: object, *, document_keys: Mapping[str, Sequence[str]] | None = None, signs: Signs | None = None
) -> Order:
    """Only the shop's own currency is read, never what the buyer saw (colombia.md 3.8).

    `document_keys` has the merchant's names for the identity document: `{"number": […], "type": […]}`; `signs` says by
    what an order is known as invoiced, where that is not as usual.
    Raises OrderHeld naming the field, or the sum that does not come out and both numbers (see `sums.py`).
    """
    order = Reader(payload)
    what, refunded, odd = _sale(order)
    meta = {**named_values(order, "note_attributes"), **_localized(order)}
    status = order.text("financial_status", "").lower()
    currency = _currency(order)
    money = paid(order, what.total)
    tags = _tags(order)
    return Order(
        id=order.text("id"),
        number=order.text("name", "") or order.text("id"),
        placed_at=_moment(order, "processed_at", "created_at"),
        updated_at=_moment(order, "updated_at", "created_at"),
        status=status,
        fulfillment=order.text("fulfillment_status", "").lower(),
        is_delivered=_is_delivered(order),
        takes_stock=not order.has("cancelled_at"),
        is_paid=status in PAID,
        is_test=order.flag("test"),
        cancelled_at=order.moment("cancelled_at"),
        is_cancelled=order.has("cancelled_at"),
        channel=_channel(order),
        currency=currency,
        buyer_currency=order.text("presentment_currency", "") or currency,
        taxes_included=order.flag("taxes_included"),
        total=what.total,
        tax_total=what.tax,
        buyer=buyer_of(order, meta, document_keys or {}),
        billing=place_of(order.object("billing_address")),
        shipping=place_of(order.object("shipping_address")),
        lines=what.lines,
        gift_cards=what.gift_cards,
        payments=money.payments,
        refunds=with_fullness(refunded, total=what.total, tax=what.tax),
        note=order.text("note", ""),
        tags=tags,
        meta=meta,
        claims=claims_of(order, meta, tags, signs or Signs()),
        raw=payload,
        notes=(*odd_taxes(what.lines), *money.notes, *odd),
    )


def _sale(order: Reader) -> tuple[Sold, tuple[Refund, ...], tuple[str, ...]]:
    """What was sold, what was given back, and what is to be told of it.

    An exchange leaves the sale as it was, where the money says so: then what was taken in place of something else is
    not billed beside it. Where the buyer paid more for it, the order is read as it is now, like any edit.
    """
    if new := exchanged(order):
        what, refunded = _read(order, _terms(order, new))
        if what.total == paid_for(order, refunded):
            names = ", ".join(item.text("title", "") for item in order.each("line_items") if item.text("id") in new)
            return settled(order, what, refunded), refunded, (say("shopify.note_exchange", names=names),)
    what, refunded = _read(order, _terms(order))
    return settled(order, what, refunded), refunded, ()


def _read(order: Reader, terms: Terms) -> tuple[Sold, tuple[Refund, ...]]:
    what = sold(order, terms)
    found = refunds(order, what.lines, {item.text("id") for item in tips(order)})
    return what, of_the_sale(order, what, found)


def _terms(order: Reader, exchanged: frozenset[str] = frozenset()) -> Terms:
    return Terms(
        taxes_included=order.flag("taxes_included"),
        is_cancelled=order.has("cancelled_at"),
        given_back=units_given_back(order, with_exchanges=bool(exchanged)),
        exchanged=exchanged,
    )


def _moment(order: Reader, *names: str) -> datetime:
    """The first that is there: `processed_at` is the business date, which imports backdate."""
    for name in names:
        if moment := order.moment(name):
            return moment
    raise OrderHeld(say("reading.missing", path=order.at(names[0])))


def _currency(order: Reader) -> str:
    currency = order.text("currency")
    if not re.fullmatch(r"[A-Z]{3}", currency):
        raise OrderHeld(say("shopify.currency", found=currency[:20]))
    return currency


def _channel(order: Reader) -> str:
    source = order.text("source_name", "")
    return CHANNELS.get(source, source)


def _is_delivered(order: Reader) -> bool:
    """Parcels that nobody tracks have no shipment status, so they are never delivered for the shop."""
    parcels = [each for each in order.each("fulfillments") if each.text("status", "").lower() not in CALLED_OFF]
    is_all_sent = order.text("fulfillment_status", "").lower() == "fulfilled"
    return is_all_sent and bool(parcels) and all(_arrived(each) for each in parcels)


def _arrived(parcel: Reader) -> bool:
    return parcel.text("shipment_status", "").lower() == "delivered"


def _tags(order: Reader) -> tuple[str, ...]:
    """One text with commas."""
    return tuple(tag.strip() for tag in order.text("tags", "").split(",") if tag.strip())


def _localized(order: Reader) -> Mapping[str, object]:
    """Checkout's own fields for the country's identity documents; fetched orders only (colombia.md 6.2)."""
    return {item.text("key"): item.text("value", "") for item in order.each("localized_fields")}
