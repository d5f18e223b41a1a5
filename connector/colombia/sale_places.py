"""The departments where goods are delivered without IVA, all of them or some (colombia.md 3.2). Pure."""

from connector.colombia.doubt import Doubt
from connector.colombia.places import department_of, find_city
from connector.colombia.tables import municipalities
from connector.colombia.text import fold
from connector.model.order import Order, Place

VAT_FREE = frozenset({"88", "91", "94", "95", "97", "99"})
"""San Andrés y Providencia; Amazonas, Guainía, Guaviare, Vaupés, Vichada (ET 424, Decreto 1807 de 2019)."""

_AT_HOME = frozenset({"", "co", "col", "colombia"})


def vat_free_department(order: Order) -> str:
    """The name of such a department where the order goes to one; else ""."""
    code = _department(_delivered_to(order))
    if code not in VAT_FREE:
        return ""
    return next(place.department for place in municipalities() if place.department_code == code)


def _delivered_to(order: Order) -> Place:
    """Shops leave the shipping address empty where it is the billing one; at the counter nothing is delivered."""
    return order.shipping if order.channel == "pos" or not order.shipping.is_empty else order.buyer.place


def _department(place: Place) -> str:
    """Two digits, by the state, or by the city where the state says nothing; "" abroad and where neither tells."""
    if fold(place.country) not in _AT_HOME:
        return ""
    if code := department_of(place.state):
        return code
    try:
        return find_city(country=place.country, state=place.state, city=place.city).department_code
    except Doubt:
        return ""
