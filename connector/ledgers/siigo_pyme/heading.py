"""What a whole document says on each of its rows: voucher, day, third party. Pure."""

from collections.abc import Mapping
from datetime import date
from typing import cast

from connector.colombia.text import safe_text
from connector.ledgers.problems import Problems
from connector.ledgers.siigo_pyme.fields import DESCRIPTION_MAX
from connector.ledgers.siigo_pyme.rows import day_of
from connector.ledgers.siigo_pyme.schema import HEADER
from connector.ledgers.values import Fields, integer_of, shown
from connector.model.order import Order

LOCAL_CURRENCY = "COP"

_DAY = ("document_year", "document_month", "document_day")


def heading_of(fields: Mapping[str, object], dated_on: date, order: Order) -> Fields:
    """The mapped fields of the document, the third party's and the day; each row of its own goes before them."""
    mapped = {name: value for name, value in fields.items() if name in HEADER and name != "date"}
    words: Fields = {"sequence_description": about(order)}
    return {**words, **_third_party(fields.get("customer")), **mapped, **day_of(dated_on)}


def about(order: Order, what: str = "") -> str:
    """«Pedido #1001 Camiseta», in characters that Siigo takes."""
    return safe_text(f"Pedido {order.number} {what}", max_length=DESCRIPTION_MAX)


def dated(fields: Mapping[str, object], today: date, problems: Problems) -> date:
    """`date`, or the three parts of a day together; else today."""
    if "date" in fields:
        return date.fromisoformat(str(fields["date"]))
    parts = [fields.get(name) for name in _DAY]
    if not any(parts):
        return today
    try:
        year, month, day = (cast(int, part) for part in parts)
        return date(year, month, day)
    except (TypeError, ValueError):
        found = "-".join(str(part) for part in parts if part)
        problems.add("document_day", "siigo_pyme.odd_day", found=shown(found))
        return today


def with_digits(values: Mapping[str, object], problems: Problems) -> Mapping[str, object]:
    """The draft's values; a third party whose document is no number is a problem of its own, said in its own words."""
    customer = values.get("customer")
    if not isinstance(customer, Mapping) or "nit" not in customer or integer_of(customer["nit"]) is not None:
        return values
    problems.add("customer.nit", "siigo_pyme.nit_digits", found=shown(customer["nit"]))
    return {**values, "customer": {**customer, "nit": "0"}}


def series_of(fields: Mapping[str, object]) -> str:
    """What the document's number counts in: "F-1"."""
    return f"{fields.get('voucher_type')}-{fields.get('voucher_code')}"


def check_currency(fields: Mapping[str, object], order: Order, problems: Problems) -> None:
    """Amounts go as the shop has them, and without `currency_type` they are pesos."""
    if order.currency != LOCAL_CURRENCY and "currency_type" not in fields:
        problems.add("currency_type", "siigo_pyme.foreign_currency", currency=order.currency)


def _third_party(customer: object) -> Fields:
    if not isinstance(customer, Mapping):
        return {}
    found: Fields = {name: integer_of(customer[name]) for name in ("nit", "branch") if name in customer}
    city = customer.get("city")
    code = integer_of(city.get("city_code")) if isinstance(city, Mapping) else None
    return found if code is None else {**found, "city_code": code}
