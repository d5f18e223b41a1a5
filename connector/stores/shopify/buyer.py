"""Who buys in a Shopify order: names, addresses, and everything that may be an identity document. Pure."""

from collections.abc import Mapping, Sequence

from connector.colombia.candidates import best, candidates
from connector.model.order import Buyer, Place
from connector.reading import Reader

NUMBER_KEYS = ("TAX_CREDENTIAL_CO",)
TYPE_KEYS = ("TAX_CREDENTIAL_TYPE_CO",)
"""Shopify's own localized fields: asked for by name at checkout, so believed first (colombia.md 6.2)."""


def place_of(address: Reader) -> Place:
    """An address; an absent one is empty. Province codes are ISO 3166-2 without `CO-` (store-protocols.md 5)."""
    first, last = address.text("first_name", ""), address.text("last_name", "")
    return Place(
        first_name=first if first or last else address.text("name", ""),
        last_name=last,
        company=address.text("company", ""),
        line_1=address.text("address1", ""),
        line_2=address.text("address2", ""),
        city=address.text("city", ""),
        state=address.text("province_code", "") or address.text("province", ""),
        postal_code=address.text("zip", ""),
        country=address.text("country_code", "") or address.text("country", ""),
        phone=address.text("phone", ""),
    )


def buyer_of(order: Reader, meta: Mapping[str, object], document_keys: Mapping[str, Sequence[str]]) -> Buyer:
    """Billing first, then shipping, then the customer's default address; any of them may be missing."""
    customer = order.object("customer")
    billing, shipping, default = places = (
        place_of(order.object("billing_address")),
        place_of(order.object("shipping_address")),
        place_of(customer.object("default_address")),
    )
    first_name, last_name = _name(billing, customer, shipping, default)
    company = next((place.company for place in places if place.company), "")
    phone = _first(order.text("phone", ""), *(place.phone for place in places), customer.text("phone", ""))
    found = candidates(
        meta,
        company=billing.company,
        extra_sources=_relabelled(order, billing, shipping),
        number_keys=(*NUMBER_KEYS, *document_keys.get("number", ())),
        type_keys=(*TYPE_KEYS, *document_keys.get("type", ())),
    )
    return Buyer(
        id=customer.text("id", ""),
        first_name=first_name,
        last_name=last_name,
        company=company if any(letter.isalpha() for letter in company) else "",
        email=_first(order.text("email", ""), order.text("contact_email", ""), customer.text("email", "")),
        phone=phone,
        place=next((place for place in places if not place.is_empty), billing),
        identification=best(found, phone=phone),
        candidates=found,
    )


def _relabelled(order: Reader, billing: Place, shipping: Place) -> tuple[tuple[str, str], ...]:
    """Fields that merchants relabel as the document, or buyers use for it (colombia.md 6.2); never a postal code."""
    sources = (
        ("shipping.company", shipping.company, shipping.postal_code),
        ("billing.line_2", billing.line_2, billing.postal_code),
        ("shipping.line_2", shipping.line_2, shipping.postal_code),
        ("note", order.text("note", ""), billing.postal_code),
    )
    return tuple((source, text) for source, text, postal_code in sources if text and text != postal_code)


def _name(billing: Place, customer: Reader, shipping: Place, default: Place) -> tuple[str, str]:
    names = (
        (billing.first_name, billing.last_name),
        (customer.text("first_name", ""), customer.text("last_name", "")),
        (shipping.first_name, shipping.last_name),
        (default.first_name, default.last_name),
    )
    return next((name for name in names if any(name)), ("", ""))


def _first(*texts: str) -> str:
    return next((text for text in texts if text), "")
