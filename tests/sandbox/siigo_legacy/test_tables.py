"""Every field of every table of seed 000: kind, size, obligation, and no field besides."""

from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from typing import Any

import pytest

from connector.sandbox.siigo_legacy.fields import Table
from connector.sandbox.siigo_legacy.more_tables import ACCOUNT, CONTACT, PRODUCT, VOUCHER
from connector.sandbox.siigo_legacy.tables import INVOICE
from tests.sandbox.conftest import changed
from tests.sandbox.siigo_legacy import bodies
from tests.sandbox.siigo_legacy.bodies import Body
from tests.sandbox.siigo_legacy.conftest import Nube, found_in
from tests.sandbox.siigo_legacy.rows import ROWS, Row

TABLES: dict[str, tuple[Table, Body]] = {
    "Invoice/Save": (INVOICE, bodies.FULL_INVOICE),
    "Accounts/Create": (ACCOUNT, bodies.ACCOUNT),
    "Contacts/Create": (CONTACT, bodies.CONTACT),
    "Products/Create": (PRODUCT, bodies.PRODUCT),
    "Voucher/Save": (VOUCHER, bodies.RECEIPT),
}

WRONG_KIND: dict[str, list[Any]] = {
    "N": ["12", True, {"a": 1}],
    "A": [12, False, ["x"]],
    "B": [1, "true"],
    "D": [20261121, "2026-11-21", "20260230", "2026112"],
    "O": ["x", [1]],
    "L": ["x", {"a": 1}, ["x", 1][1:]],
    "-": [True, {"a": 1}],
}


@cache
def asked(table: str) -> tuple[Nube, Body]:
    """A company that is only asked what it refuses, which changes nothing."""
    nube = Nube(alone=True).enter()
    return nube, prepared(nube, table)


def names(row: object) -> str:
    return f"{row.table} {row.path}" if isinstance(row, Row) else repr(row)


def prepared(nube: Nube, table: str) -> Body:
    """The full body, and what it speaks of put into the books."""
    body = deepcopy(TABLES[table][1])
    if table == "Contacts/Create":
        body["AccountID"] = nube.saved("Accounts/Create", bodies.ACCOUNT)["Id"]
    if table == "Voucher/Save":
        nube.saved("Invoice/Save", bodies.CREDIT)
    return body


def paths_of(table: Table, before: str = "") -> Iterator[str]:
    for name, spec in table.items():
        yield before + name
        yield from paths_of(spec.fields, f"{before}{name}{'[0]' if spec.kind == 'list' else ''}.")


def value_at(body: Body, way: str) -> Any:
    place: Any = body
    for step in way.split("."):
        place = place[int(step)] if step.isdigit() else place[step]
    return place


@pytest.mark.parametrize("table", TABLES)
def test_the_emulator_has_the_fields_of_the_manual_and_no_others(table: str) -> None:
    assert sorted(paths_of(TABLES[table][0])) == sorted(row.path for row in ROWS if row.table == table)


@pytest.mark.parametrize("table", TABLES)
def test_a_body_with_every_field_is_taken(nube: Nube, table: str) -> None:
    body = prepared(nube, table)
    assert all(value_at(body, row.way) is not None for row in ROWS if row.table == table)
    assert nube.post(table, body).status == 200


@pytest.mark.parametrize("row", [row for row in ROWS if row.kind != "X"], ids=names)
def test_a_value_of_another_kind_is_refused(row: Row) -> None:
    nube, body = asked(row.table)
    for value in WRONG_KIND[row.kind]:
        answer = nube.post(row.table, changed(body, {row.way: value}))
        assert {path.partition("[0]")[0] for _, path in found_in(answer)} >= {row.path.partition("[0]")[0]}, value


@pytest.mark.parametrize("row", [row for row in ROWS if row.kind == "X"], ids=names)
def test_an_obsolete_field_may_be_anything(nube: Nube, row: Row) -> None:
    body = prepared(nube, row.table)
    assert nube.post(row.table, changed(body, {row.way: [1, {"a": "x"}]})).status == 200


@pytest.mark.parametrize("row", [row for row in ROWS if row.size], ids=names)
def test_one_character_more_than_the_size_is_refused(nube: Nube, row: Row) -> None:
    asker, body = asked(row.table)
    answer = asker.post(row.table, changed(body, {row.way: longest(row, row.size + 1)}))
    assert any(path == row.path for _, path in found_in(answer))
    if row.kind == "D" or row.path.endswith("MoneyCode"):
        return  # a day has eight characters, a currency three: there is no longer or shorter one
    fitting = nube.post(row.table, changed(prepared(nube, row.table), {row.way: longest(row, row.size)}))
    # a longest identification is nobody's, and its check digit another's: only the length is meant here
    assert fitting.status == 200 or "length_max" not in {code for code, _ in found_in(fitting)}


def longest(row: Row, size: int) -> Any:
    if row.kind == "N":
        return int("1" * size)
    if row.path.endswith("Email"):
        return "a" * (size - 11) + "@example.co"
    return "1" * size


@pytest.mark.parametrize("row", [row for row in ROWS if row.need == "SI"], ids=names)
@pytest.mark.parametrize("empty", ["absent", "null", "empty"])
def test_what_is_obligatory_cannot_be_left_out(row: Row, empty: str) -> None:
    if empty == "empty" and row.kind not in ("A", "D", "O", "L"):
        empty = "null"
    nube, body = asked(row.table)
    if empty == "absent":
        body = changed(body, {row.way: None})
    else:
        body = deepcopy(body)
        *way, last = row.way.split(".")
        place = value_at(body, ".".join(way)) if way else body
        place[last] = None if empty == "null" else {"A": "", "D": "", "O": {}, "L": []}[row.kind]
    assert ("parameter_required", row.path) in found_in(nube.post(row.table, body))


@pytest.mark.parametrize("row", [row for row in ROWS if row.need == "NO"], ids=names)
def test_what_is_not_obligatory_may_be_left_out(nube: Nube, row: Row) -> None:
    body = changed(prepared(nube, row.table), {row.way: None})
    answer = nube.post(row.table, body)
    missing = answer.status == 400 and [problem for problem in found_in(answer) if problem[0] == "parameter_required"]
    # a foreign currency needs its rate, which has a test of its own
    assert not missing or row.path == "Header.ExchangeValue"


COMPANY = [row for row in ROWS if row.need == "EMPRESA"]
PERSON = [row for row in ROWS if row.need == "PERSONA"]


@pytest.mark.parametrize("row", COMPANY + PERSON, ids=names)
def test_a_company_and_a_person_need_names_of_their_own(nube: Nube, row: Row) -> None:
    body = prepared(nube, row.table)
    flag = row.way.rpartition(".")[0] + ".IsSocialReason" if "." in row.way else "IsSocialReason"
    body = changed(body, {row.way: None})
    needed = nube.post(row.table, changed(body, {flag: row.need == "EMPRESA"}))
    assert ("parameter_required", row.path) in found_in(needed)
    assert nube.post(row.table, changed(body, {flag: row.need != "EMPRESA"})).status == 200


@pytest.mark.parametrize(
    "row", [row for row in ROWS if row.kind in "OL" and row.path != "FiscalResponsibilities"], ids=names
)
def test_a_field_that_no_table_has_is_refused_in_every_object(row: Row) -> None:
    way = f"{row.way}{'.0' if row.kind == 'L' else ''}.Invento"
    nube, body = asked(row.table)
    body = changed(body, {way: 1})
    path = f"{row.path}{'[0]' if row.kind == 'L' else ''}.Invento"
    assert found_in(nube.post(row.table, body)) == [("unknown_field", path)]


@pytest.mark.parametrize("table", TABLES)
def test_a_lenient_one_drops_what_it_does_not_know(table: str) -> None:
    nube = Nube(lenient=True).enter()
    saved = nube.saved(table, prepared(nube, table) | {"Invento": 1})
    assert "Invento" not in saved


def test_the_seeds_own_spelling_is_the_one_that_counts(nube: Nube) -> None:
    body = changed(bodies.INVOICE, {"Header.Contact.Email": None, "Header.Contact.EMail": "laura.rios@example.co"})
    assert found_in(nube.post("Invoice/Save", body)) == [
        ("unknown_field", "Header.Contact.EMail"),
        ("parameter_required", "Header.Contact.Email"),
    ]
