"""WooCommerce's order JSON, read into our Order. Pure: no clock, no network, no settings."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from html import unescape

from connector.colombia.candidates import best, candidates
from connector.errors import OrderHeld
from connector.messages import say
from connector.model.money import plain
from connector.model.order import Buyer, Identification, Order, Payment, Place
from connector.reading import Reader
from connector.stores.claims import claims_in, without_repeated
from connector.stores.woocommerce.entities import as_typed
from connector.stores.woocommerce.lines import lines_of, meta_of
from connector.stores.woocommerce.precision import as_shown
from connector.stores.woocommerce.refunds import refunds_of
from connector.stores.woocommerce.webhook import DRAFTS

CHANNELS = {"store-api": "checkout", "rest-api": "api"}
"""Woo's `created_via` where it is not already our word."""

CANCELLED = frozenset({"cancelled", "trash"})

PAID = frozenset({"processing", "completed"})
"""Statuses that a paid order has (store-protocols.md 10.4)."""

LEAVES_STOCK = frozenset({*CANCELLED, *DRAFTS, "pending", "failed", "refunded"})
"""WooCommerce reduces stock when an order is paid, on hold or done, and puts it back (store-protocols.md 12)."""

ON_DELIVERY = frozenset({"cod", "wc-gateway-contra-entrega"})
"""Gateways whose orders are in `processing` before anybody has paid (store-protocols.md 10.3, colombia.md 6.3)."""

NAMES = ("first_name", "last_name", "company", "email", "phone")
ADDRESS_FIELDS = frozenset({*NAMES, "address_1", "address_2", "city", "state", "postcode", "country"})
"""What WooCommerce itself writes into `billing`."""


def to_order(
    payload: object, *, document_keys: Mapping[str, Sequence[str]] | None = None, invoice_keys: Sequence[str] = ()
) -> Order:
    """Raises OrderHeld naming the field: `line_items[1].total: is not money: 'gratis'`.

    `document_keys` has further names of fields that hold the buyer's identity document: its "number", its "type";
    `invoice_keys` of fields that hold the name of an invoice.
    """
    order = Reader(as_shown(payload))
    total, currency, placed_at = _total(order), _currency(order), _placed_at(order)
    status = order.text("status").removeprefix("wc-")
    payment = _payment(order, status, total)
    lines, notes = lines_of(order)
    meta = _fields(meta_of(order))
    return Order(
        id=order.text("id"),
        number=order.text("number", "") or order.text("id"),
        placed_at=placed_at,
        updated_at=order.utc("date_modified_gmt") or placed_at,
        status=status,
        is_delivered=status == "completed",
        takes_stock=status not in LEAVES_STOCK,
        is_paid=payment.status == "paid",
        is_draft=status in DRAFTS,
        is_cancelled=status in CANCELLED,
        channel=_channel(order),
        currency=currency,
        buyer_currency=currency,
        taxes_included=order.flag("prices_include_tax"),
        total=total,
        tax_total=order.money_or_zero("total_tax"),
        buyer=_buyer(order, document_keys or {}),
        billing=_place(order.object("billing")),
        shipping=_place(order.object("shipping")),
        lines=lines,
        payments=(payment,) if total else (),
        refunds=refunds_of(order, lines),
        note=as_typed(order.text("customer_note", "")),
        meta=meta,
        claims=without_repeated(claims_in(meta, invoice_keys)),
        raw=payload,
        notes=notes,
    )


def _total(order: Reader) -> Decimal:
    total = order.money("total")
    if total < 0:
        raise OrderHeld(say("woocommerce.negative", found=plain(total)))
    return total


def _placed_at(order: Reader) -> datetime:
    placed_at = order.utc("date_created_gmt")
    if placed_at is None:
        raise OrderHeld(say("reading.missing", path=order.at("date_created_gmt")))
    return placed_at


def _currency(order: Reader) -> str:
    currency = order.text("currency").upper()
    if not (len(currency) == 3 and currency.isascii() and currency.isalpha()):
        raise OrderHeld(say("woocommerce.currency", found=repr(currency[:20])))
    return currency


def _channel(order: Reader) -> str:
    created_via = order.text("created_via", "")
    return CHANNELS.get(created_via, created_via)


def _payment(order: Reader, status: str, total: Decimal) -> Payment:
    method = order.text("payment_method", "").lower()
    paid_at = order.utc("date_paid_gmt")
    is_due_on_delivery = method in ON_DELIVERY and status != "completed"
    is_paid = paid_at is not None or (status in PAID and not is_due_on_delivery)
    return Payment(
        method=method,
        title=unescape(order.text("payment_method_title", "")),
        amount=total,
        status="paid" if is_paid else "pending",
        reference=order.text("transaction_id", ""),
        paid_at=paid_at,
    )


def _buyer(order: Reader, document_keys: Mapping[str, Sequence[str]]) -> Buyer:
    billing, shipping = _place(order.object("billing")), _place(order.object("shipping"))
    named = billing if billing.first_name or billing.last_name else shipping
    company = billing.company or shipping.company
    phone = billing.phone or shipping.phone
    found = _identifications(order, billing, shipping, document_keys)
    return Buyer(
        id=_customer_id(order),
        first_name=named.first_name,
        last_name=named.last_name,
        company=company if any(letter.isalpha() for letter in company) else "",
        email=as_typed(order.object("billing").text("email", "")),
        phone=phone,
        place=shipping if billing.is_empty else billing,
        identification=best(found, phone=phone),
        candidates=found,
    )


def _identifications(
    order: Reader, billing: Place, shipping: Place, document_keys: Mapping[str, Sequence[str]]
) -> tuple[Identification, ...]:
    """Out of the order's free fields, and out of fields that a plugin put beside those of the address."""
    number_keys, type_keys = document_keys.get("number", ()), document_keys.get("type", ())
    in_meta = candidates(
        _fields(meta_of(order)),
        company=billing.company,
        extra_sources=(("shipping.company", shipping.company),),
        number_keys=number_keys,
        type_keys=type_keys,
    )
    raw = order.raw("billing")
    extra = {name: value for name, value in raw.items() if name not in ADDRESS_FIELDS} if isinstance(raw, dict) else {}
    return in_meta + candidates(_fields(extra), number_keys=number_keys, type_keys=type_keys, prefix="billing")


def _fields(found: Mapping[str, object]) -> dict[str, object]:
    return {name: as_typed(value) if isinstance(value, str) else value for name, value in found.items()}


def _customer_id(order: Reader) -> str:
    """Empty for a guest, whom WooCommerce numbers 0."""
    text = order.text("customer_id", "")
    return "" if text == "0" else text


def _place(address: Reader) -> Place:
    def typed(name: str) -> str:
        return as_typed(address.text(name, ""))

    return Place(
        first_name=typed("first_name"),
        last_name=typed("last_name"),
        company=typed("company"),
        line_1=typed("address_1"),
        line_2=typed("address_2"),
        city=typed("city"),
        state=typed("state"),
        postal_code=typed("postcode"),
        country=typed("country"),
        phone=typed("phone"),
    )
