"""The README's table of fields, the emulator's tables of seed 000 and our schemas tell the same, field by field."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from connector.ledgers import siigo_legacy
from connector.ledgers.siigo_legacy.annexes import CURRENCIES, ID_TYPES, RESPONSIBILITIES
from connector.ledgers.siigo_legacy.customer_schema import ACCOUNT_ON_INVOICE, CONTACT, CONTACT_ON_INVOICE, CUSTOMER
from connector.ledgers.siigo_legacy.product_schema import PRODUCT
from connector.ledgers.siigo_legacy.receipt_schema import RECEIPT_HEADER, RECEIPT_ITEM
from connector.ledgers.siigo_legacy.schema import HEADER, ITEM, OURS_ON_HEADER, OURS_ON_ITEM, PAYMENT
from connector.model.schema import Field, Schema
from connector.sandbox.siigo_legacy import annexes, more_tables, tables
from connector.sandbox.siigo_legacy.fields import Spec, Table

README = Path(siigo_legacy.__file__).with_name("README.md").read_text(encoding="utf-8")
TESTS = Path(__file__).parent

_HEADING = re.compile(r"^\| (.+) \| where it comes from \| tested \|$")
_ROW = re.compile(r"^\| `([^`]+)` \| (.+) \| `(\w+\.py)` \|$")


def tables_told() -> dict[str, dict[str, tuple[str, str]]]:
    """Heading -> field -> (where it comes from, the test)."""
    found: dict[str, dict[str, tuple[str, str]]] = {}
    heading = ""
    for text in README.splitlines():
        if begins := _HEADING.match(text):
            heading = begins[1]
            found[heading] = {}
        elif heading and (row := _ROW.match(text)):
            assert row[1] not in found[heading], row[1]
            found[heading][row[1]] = (row[2], row[3])
    return found


TOLD = tables_told()


def only(schema: Schema, names: tuple[str, ...]) -> Schema:
    return {name: schema[name] for name in names}


ALL: Mapping[str, tuple[Table, Schema]] = {
    "`Header`": ({name: spec for name, spec in tables.HEADER.items() if name not in ("Account", "Contact")}, HEADER),
    "`Header.Account`": (tables.ACCOUNT, only(CUSTOMER, ACCOUNT_ON_INVOICE)),
    "`Header.Contact`": (tables.CONTACT, only(CONTACT, CONTACT_ON_INVOICE)),
    "`Items`": (tables.ITEM, ITEM),
    "`Payments`": (tables.PAYMENT, PAYMENT),
    "third party (`Accounts/Create`)": (
        more_tables.ACCOUNT,
        {name: wanted for name, wanted in CUSTOMER.items() if name != "Contact"},
    ),
    "contact (`Contacts/Create`)": (more_tables.CONTACT, CONTACT),
    "product (`Products/Create`)": (more_tables.PRODUCT, PRODUCT),
    "receipt: `Header`": (more_tables.VOUCHER_HEADER, RECEIPT_HEADER),
    "receipt: `Items`": (more_tables.VOUCHER_ITEM, RECEIPT_ITEM),
}

NOT_MAPPED = {"AccountID": "computed"}
"""Fields that are sent though no mapping may name them."""


def paths(fields: Mapping[str, Spec] | Mapping[str, Field], prefix: str = "") -> Iterator[tuple[str, Spec | Field]]:
    for name, one in fields.items():
        yield prefix + name, one
        yield from paths(one.fields, f"{prefix}{name}.")


def test_every_table_of_the_seed_is_told() -> None:
    assert TOLD.keys() == ALL.keys()


@pytest.mark.parametrize("heading", ALL)
def test_every_field_of_the_seed_is_told(heading: str) -> None:
    table, _ = ALL[heading]
    assert list(TOLD[heading]) == [path for path, _ in paths(table)]


@pytest.mark.parametrize("heading", ALL)
def test_what_is_told_is_what_may_be_mapped(heading: str) -> None:
    _, schema = ALL[heading]
    sent = {path for path, (what, _) in TOLD[heading].items() if not what.startswith("never")}
    assert sent - NOT_MAPPED.keys() == {path for path, _ in paths(schema)}


@pytest.mark.parametrize("heading", ALL)
def test_what_is_never_sent_is_an_answer_or_obsolete(heading: str) -> None:
    table, _ = ALL[heading]
    specs = dict(paths(table))
    for path, (what, _) in TOLD[heading].items():
        if what.startswith("never"):
            assert path == "Id" or getattr(specs[path], "kind", "") == "obsolete", path


@pytest.mark.parametrize("heading", ALL)
def test_sizes_are_the_seeds(heading: str) -> None:
    table, schema = ALL[heading]
    fields = dict(paths(schema))
    for path, spec in paths(table):
        found = fields.get(path)
        if isinstance(found, Field) and isinstance(spec, Spec) and found.kind == "text" and not found.values:
            assert spec.size is None or found.max_length == spec.size, path


@pytest.mark.parametrize("heading", ALL)
def test_what_the_seed_demands_is_required_or_filled(heading: str) -> None:
    table, schema = ALL[heading]
    fields = dict(paths(schema))
    for path, spec in paths(table):
        found = fields.get(path)
        if isinstance(found, Field) and isinstance(spec, Spec) and spec.need == "si" and "." not in path:
            assert found.required or found.computed, path


def test_every_test_that_is_named_is_there() -> None:
    names = {test for rows in TOLD.values() for _, test in rows.values()}
    assert not [name for name in names if not (TESTS / name).exists()]


def test_what_is_computed_is_told_so() -> None:
    for heading, ours in (("`Header`", OURS_ON_HEADER), ("`Items`", OURS_ON_ITEM)):
        told = {path for path, (what, _) in TOLD[heading].items() if what == "computed, never mapped"}
        assert told == set(ours)


def test_the_annexes_are_the_seeds() -> None:
    assert set(ID_TYPES) == annexes.IDENTIFICATION_TYPES
    assert set(CURRENCIES) == annexes.CURRENCIES
    assert set(RESPONSIBILITIES) == annexes.RESPONSIBILITIES
    assert (len(ID_TYPES), len(CURRENCIES), len(RESPONSIBILITIES)) == (13, 22, 115)


@pytest.mark.parametrize("schema", [HEADER, ITEM, PAYMENT, CUSTOMER])
def test_every_field_has_a_line_for_people(schema: Schema) -> None:
    assert not [path for path, one in paths(schema) if isinstance(one, Field) and not one.about]


def test_every_setting_is_told() -> None:
    told = set(re.findall(r"`(\w+)`", README.split("## Settings")[1].split("## Mapping")[0]))
    assert siigo_legacy.Settings.model_fields.keys() - {"system"} <= told
