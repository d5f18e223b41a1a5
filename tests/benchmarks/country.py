"""(b) Finding an order's city and the buyer's identification among a shop's fields, against reading the order."""

from collections.abc import Callable, Iterator
from itertools import count

from connector import json_text
from connector.colombia.candidates import best, candidates
from connector.colombia.places import find_city
from tests.benchmarks.lines import Line, aim
from tests.benchmarks.orders import WOOCOMMERCE
from tests.benchmarks.solver import microseconds

LIMIT = 200
"""Microseconds aimed at for each."""

FIELDS: dict[str, object] = {f"_plugin_{number}": "value" for number in range(60)} | {
    "_billing_dni": "900123456-8",
    "_billing_type_document": "NIT",
    "Cédula": "13832081",
}


def country(seconds: float) -> Iterator[Line]:
    typed = (f"Bucarmanga{'!' * (number % 1000)}" for number in count())
    work: dict[str, Callable[[], object]] = {
        "a city as the shop writes it": lambda: find_city(country="CO", state="ANT", city="Medellín"),
        "a city with a slip of the keyboard, a new one each time": lambda: find_city(
            country="CO", state="CO-SAN", city=next(typed)
        ),
        f"the identification among {len(FIELDS)} fields": lambda: best(
            candidates(FIELDS, company="13832081"), phone="3001112234"
        ),
    }
    floor = microseconds(lambda: json_text.parse(WOOCOMMERCE), seconds / 4)
    for name, find in work.items():
        took = microseconds(find, seconds / 4)
        yield Line(
            what=f"b finding {name}: µs CPU",
            figure=f"{took:.0f} µs",
            floor=f"parse {floor:.0f} µs",
            ratio=f"{took / floor:.1f}",
            aim=aim(f"< {LIMIT / 1000:g} ms", took < LIMIT),
        )
