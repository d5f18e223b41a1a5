"""The tables of `data/`, read once: DANE's municipalities, the codes of departments, the names people use."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Municipality:
    """One row of DIVIPOLA."""

    department_code: str
    department: str
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Alias:
    """A usual name of a municipality. `is_national`: safe without the department."""

    name: str
    department_code: str
    code: str
    is_national: bool


@cache
def municipalities() -> tuple[Municipality, ...]:
    """All 1,122, in the order of their codes."""
    return tuple(
        Municipality(row["department_code"], row["department"], row["municipality_code"], row["municipality"])
        for row in _rows("divipola.csv")
    )


@cache
def city_aliases() -> tuple[Alias, ...]:
    """Usual names that are not the official one."""
    return tuple(
        Alias(row["alias"], row["department_code"], row["municipality_code"], row["scope"] == "national")
        for row in _rows("city_aliases.csv")
    )


@cache
def department_words() -> tuple[tuple[str, str], ...]:
    """Every code and name of a department with its two digits: ("CO-ANT", "05"), ("Antioquia", "05") …"""
    words = [(row["alias"], row["department_code"]) for row in _rows("province_aliases.csv")]
    for row in _rows("province_codes.csv"):
        words += [
            (row[column], row["department_code"]) for column in ("shopify_code", "woocommerce_code", "department")
        ]
    return tuple(words)


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (files("connector.colombia") / "data" / name).open(encoding="utf-8") as table:
        yield from csv.DictReader(table)
