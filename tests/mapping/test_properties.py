"""Whatever the file, load and lint raise only MappingError; whatever the order, draft raises only OrderHeld."""

import tempfile
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connector import json_text
from connector.errors import MappingError, OrderHeld
from connector.mapping import ConnectionFile, Placeholders, explain, lint, load
from connector.mapping.spec import RULE_WORDS, TEST_WORDS, TOP_WORDS
from connector.model.order import Buyer, Identification, Line, Order, Payment, Place, Tax
from tests.mapping.conftest import HEADER
from tests.mapping.orders import BUYER, order
from tests.mapping.schemas import SCHEMAS

SAMPLES = Path(__file__).parent / "samples"
FOLDER = Path(tempfile.mkdtemp())

PATHS = ("number", "lines", "lines[].sku", "payment.method", "note", "meta.x", "buyer.place", "placed_at", "sku", "raw")
WORDS = st.sampled_from(
    sorted(
        {*RULE_WORDS, *TEST_WORDS, *TOP_WORDS, "if", "then", "otherwise", "seller", "items", "document", "id", "name"}
    )
)
SCALARS = st.one_of(
    st.sampled_from(
        [*PATHS, "digits", "limit:5", "t", "{number}", "{note:upper}", "order.number", "processing", "", "${X}"]
    ),
    st.integers(-5, 10**6),
    st.booleans(),
    st.none(),
    st.decimals(-100, 100, places=2),
)
TREES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(WORDS, inner, max_size=4)),
    max_leaves=12,
)


def try_file(text: str) -> ConnectionFile | None:
    """Loads, lints and asks for constants; None when the file is refused."""
    path = FOLDER / "x.yaml"
    path.write_text(text, encoding="utf-8", errors="replace")
    try:
        file = load(path, environ=Placeholders({}), presets=SAMPLES)
    except MappingError:
        return None
    lint(file, SCHEMAS)
    lint(file, {})
    file.constants(SCHEMAS)
    return file


@settings(max_examples=150, deadline=None)
@given(text=st.one_of(st.text(), st.text("abc:-[]{}'\"|>&*!%@`#?, \n\t0", max_size=60)))
def test_any_text(text: str) -> None:
    try_file(text)
    try_file(HEADER + "invoice:\n" + text)


@settings(max_examples=250, deadline=None)
@given(sections=st.dictionaries(st.sampled_from(TOP_WORDS[3:]), TREES, max_size=4))
def test_any_tree_of_our_own_words(sections: dict[str, object]) -> None:
    """JSON is YAML, so a random tree is written as JSON."""
    rest = {word: value for word, value in sections.items() if word not in ("store", "ledger")}
    text = HEADER + "".join(f"{word}: {json_text.write(value)}\n" for word, value in rest.items())
    file = try_file(text)
    if file is not None:
        for kind in ("customer", "invoice", "credit_note", "receipt"):
            with suppress(OrderHeld):
                explain(file.draft(kind, order()))
        file.why_not_due(order())


TEXT = st.one_of(
    st.text(max_size=12), st.sampled_from(["", "CC", "900123456-8", "Medellín", "CO-ANT", "1020304050", "CO"])
)
MONEY = st.decimals(-(10**6), 10**6, places=4)
META = st.dictionaries(TEXT, st.recursive(st.one_of(TEXT, MONEY, st.none(), st.booleans()), st.lists), max_size=3)
PLACE = st.builds(Place, line_1=TEXT, line_2=TEXT, city=TEXT, state=TEXT, country=TEXT, postal_code=TEXT)
LINES = st.builds(
    Line,
    id=st.uuids().map(str),
    sku=TEXT,
    name=TEXT,
    variant=TEXT,
    quantity=MONEY,
    list_price=MONEY,
    net=MONEY,
    taxes=st.lists(st.builds(Tax, name=TEXT, rate=MONEY, amount=MONEY), max_size=2).map(tuple),
    meta=META,
)
BUYERS = st.builds(
    Buyer,
    first_name=TEXT,
    last_name=TEXT,
    company=TEXT,
    email=TEXT,
    phone=TEXT,
    place=PLACE,
    identification=st.one_of(st.none(), st.builds(Identification, type=TEXT, number=TEXT, source=TEXT)),
)
PAYMENTS = st.builds(Payment, method=st.sampled_from(["wompi", "cod", "?"]), title=TEXT, amount=MONEY)
MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))
WOMPI = Payment(method="wompi", title="Tarjeta", amount=Decimal(10))
ORDERS = st.builds(
    order,
    number=TEXT,
    placed_at=MOMENTS,
    status=TEXT,
    channel=st.sampled_from(["pos", "checkout"]),
    total=MONEY,
    buyer=st.one_of(st.just(BUYER), st.just(replace(BUYER, identification=None)), BUYERS),
    lines=st.lists(LINES, min_size=1, max_size=3, unique_by=lambda line: line.id).map(tuple),
    payments=st.one_of(st.just((WOMPI,)), st.lists(PAYMENTS, max_size=2).map(tuple)),
    note=TEXT,
    meta=META,
    raw=META,
)


TIENDA = load(SAMPLES / "tienda.yaml", environ=Placeholders({}), presets=SAMPLES)
TIENDA.schemas = SCHEMAS


@settings(max_examples=60, deadline=None)
@given(given_order=ORDERS)
def test_any_order(given_order: Order) -> None:
    assert TIENDA.due(given_order) is (TIENDA.why_not_due(given_order) == "")
    with suppress(OrderHeld):
        draft = TIENDA.draft("invoice", given_order)
        rows = explain(draft)
        assert {row.target for row in rows} == set(draft.origins)
        assert len(draft.line_ids) == len(draft.values["items"])
        assert not any(row.value in (None, "") or isinstance(row.value, float) for row in rows)


@pytest.mark.parametrize("places", [Decimal("1E+3"), Decimal("-0.00"), Decimal("0.000001")])
def test_odd_decimals_pass(places: Decimal) -> None:
    file = try_file(HEADER + "invoice: {a: total, b: {pieces: ['{total}']}}\n")
    assert file is not None
    assert file.draft("invoice", order(total=places)).values["a"] is places
