"""What every store must do, whatever the platform. A store joins by its `tests/stores/<platform>/contract.py`."""

import copy
from base64 import b64encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from hmac import digest
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import connector.stores
from connector import http, json_text
from connector.errors import DeliveryRefused, OrderHeld, RemoteRejected, RemoteUnavailable
from connector.model.documents import News
from connector.model.events import OrderSeen
from connector.model.fingerprint import fingerprint
from connector.model.money import ZERO
from connector.model.order import Order
from connector.ports import Received, Store
from connector.sandbox.faults import Fault
from connector.sandbox.shop.serving import RunningShop, running_shop
from connector.stores import PLATFORMS, store_module

STORES = Path(connector.stores.__file__).parent
CONTRACTS = {
    platform: import_module(f"tests.stores.{platform}.contract")
    for platform in PLATFORMS
    if find_spec(f"tests.stores.{platform}") and find_spec(f"tests.stores.{platform}.contract")
}
NEW, OLD = "el-secreto-nuevo-de-la-tienda", "el-secreto-anterior-de-la-tienda"


@pytest.fixture(params=CONTRACTS)
def contract(request: pytest.FixtureRequest) -> ModuleType:
    return CONTRACTS[request.param]


@pytest.fixture
def store(contract: ModuleType) -> Store:
    return opened(contract)


def opened(contract: ModuleType, **changes: object) -> Store:
    module = store_module(contract.PLATFORM)
    found: Store = module.open_store(module.Settings(**{**contract.SETTINGS, **changes}), session=http.new_session())
    return found


def first(contract: ModuleType) -> tuple[dict[str, str], bytes]:
    headers, body = contract.SIGNED[0]
    return dict(headers), body


def named(headers: Mapping[str, str], *endings: str) -> str:
    """The header of this meaning, whatever the platform calls it."""
    (name,) = (name for name in headers if name.startswith("x-") and name.endswith(endings))
    return name


def signed(headers: Mapping[str, str], body: bytes, secret: str) -> dict[str, str]:
    signature = b64encode(digest(secret.encode(), body, sha256)).decode()
    return {**headers, named(headers, "-signature", "-hmac-sha256"): signature}


def resigned(contract: ModuleType, body: bytes, **changes: str) -> tuple[Store, dict[str, str]]:
    """A store, and the headers of a delivery of `body` that it believes."""
    return opened(contract, webhook_secret=NEW), signed({**first(contract)[0], **changes}, body, NEW)


def refusal(store: Store, headers: Mapping[str, str], body: bytes) -> int:
    with pytest.raises(DeliveryRefused) as error:
        store.receive(headers, body)
    assert str(error.value)
    return error.value.status


def test_every_registered_platform_is_tried_here() -> None:
    written = {platform for platform in PLATFORMS if (STORES / platform / "store.py").exists()}
    assert set(CONTRACTS) == written
    assert all(platform == contract.PLATFORM for platform, contract in CONTRACTS.items())


def test_the_store_says_what_it_is(contract: ModuleType, store: Store) -> None:
    assert store.platform == contract.PLATFORM
    assert store.can_fetch is False


def test_a_good_delivery_is_about_an_order(contract: ModuleType, store: Store) -> None:
    for headers, body in contract.SIGNED:
        received = store.receive(headers, body)
        assert (bool(received.topic), bool(received.order_id), received.ignored) == (True, True, "")


@pytest.mark.parametrize("secret", [NEW, OLD])
def test_each_of_two_secrets_is_accepted(contract: ModuleType, secret: str) -> None:
    headers, body = first(contract)
    store = opened(contract, webhook_secret=[NEW, OLD])
    assert store.receive(signed(headers, body, secret), body).order_id
    assert refusal(store, signed(headers, body, "otro"), body) == 401


def test_one_byte_changed_is_refused(contract: ModuleType, store: Store) -> None:
    headers, body = first(contract)
    for index in (0, len(body) // 2, len(body) - 1):
        changed = body[:index] + bytes([body[index] ^ 1]) + body[index + 1 :]
        assert refusal(store, headers, changed) == 401
    assert refusal(store, headers, body + b"\n") == 401


def test_a_missing_or_garbled_signature_is_refused(contract: ModuleType, store: Store) -> None:
    headers, body = first(contract)
    name = named(headers, "-signature", "-hmac-sha256")
    assert refusal(store, {key: value for key, value in headers.items() if key != name}, body) == 401
    for garbage in ("", " ", "ñ", "====", headers[name][:-2], headers[name].swapcase()):
        assert refusal(store, {**headers, name: garbage}, body) == 401


def test_a_reserialised_body_is_refused(contract: ModuleType, store: Store) -> None:
    changed = 0
    for headers, body in contract.SIGNED:
        again = json_text.write(json_text.parse(body)).encode()
        if again != body:
            changed += 1
            assert refusal(store, headers, again) == 401
    assert changed


@pytest.mark.parametrize("bad", [b'{"id": 1, "total"', b"\xff\xfe{}", b"<html></html>", b'{"id": NaN}', b"[" * 99])
def test_signed_bytes_that_are_not_json_are_refused_as_such(contract: ModuleType, bad: bytes) -> None:
    assert refusal(*resigned(contract, bad), bad) == 400


def test_signed_json_of_another_shape_is_refused_as_such(contract: ModuleType) -> None:
    for bad in (b"[]", b"7", b"null", b'"x"', b"{}"):
        assert refusal(*resigned(contract, bad), bad) == 400


def test_an_unknown_topic_is_ignored_and_says_why(contract: ModuleType) -> None:
    headers, body = first(contract)
    store, headers = resigned(contract, body, **{named(headers, "-topic"): "nunca/visto.antes"})
    received = store.receive(headers, body)
    assert received.topic == "nunca/visto.antes"
    assert "nunca/visto.antes" in received.ignored


def test_a_repeated_delivery_has_the_same_key(contract: ModuleType, store: Store) -> None:
    for headers, body in contract.SIGNED:
        assert store.receive(headers, body) == store.receive(dict(headers), bytes(body))


def test_another_delivery_has_another_key(contract: ModuleType) -> None:
    headers, body = first(contract)
    other = body + b" "
    store, again = resigned(contract, other, **{named(headers, "-webhook-id"): "otra"})
    assert store.receive(again, other).dedupe != store.receive(signed(headers, body, NEW), body).dedupe


def test_an_order_is_read_exact_to_its_total(contract: ModuleType, store: Store) -> None:
    for headers, body in contract.SIGNED:
        order = seen(store, store.receive(headers, body), body)
        assert sum((line.gross for line in order.lines + order.gift_cards), ZERO) == order.total
        assert len({line.id for line in order.lines + order.gift_cards}) == len(order.lines + order.gift_cards)
        assert order.placed_at.tzinfo is not None
        assert order.updated_at.tzinfo is not None


def test_an_order_is_the_one_that_its_delivery_names(contract: ModuleType, store: Store) -> None:
    for headers, body in contract.SIGNED:
        received = store.receive(headers, body)
        assert seen(store, received, body).id == received.order_id


def test_reading_twice_gives_equal_orders(contract: ModuleType, store: Store) -> None:
    payload = copy.deepcopy(contract.PAID_ORDER)
    assert store.read("", payload) == store.read("", payload)
    assert payload == contract.PAID_ORDER


def test_the_paid_order_is_paid_in_full(contract: ModuleType, store: Store) -> None:
    event = store.read("", contract.PAID_ORDER)
    assert isinstance(event, OrderSeen)
    assert event.order.is_paid
    assert sum((payment.amount for payment in event.order.payments), ZERO) == event.order.total > 0


def test_without_credentials_the_check_says_so_without_a_call(contract: ModuleType, store: Store) -> None:
    checks = list(store.check())
    assert checks
    assert all(check.name and (check.ok or check.fix) for check in checks)


def seen(store: Store, received: Received, body: bytes) -> Order:
    event = store.read(received.topic, json_text.parse(body))
    assert isinstance(event, OrderSeen)
    return event.order


# Whatever comes

ALL = {platform: opened(contract) for platform, contract in CONTRACTS.items()}
TRUSTING = {platform: opened(contract, webhook_secret=NEW) for platform, contract in CONTRACTS.items()}
HEADER_NAMES = sorted({name for one in CONTRACTS.values() for headers, _ in one.SIGNED for name in headers})
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.decimals(allow_nan=False, allow_infinity=False)
    | st.text(max_size=12)
    | st.sampled_from(["0", "-1", "1e12", "1E-9", "2026-01-01T00:00:00", "COP", " ", "ñ"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=4,
)


@given(
    platform=st.sampled_from(sorted(CONTRACTS)),
    headers=st.dictionaries(st.sampled_from(HEADER_NAMES), st.text(max_size=30)),
    body=st.binary(max_size=80),
)
@settings(max_examples=300, deadline=None)
def test_unsigned_bytes_are_refused_or_a_ping(platform: str, headers: dict[str, str], body: bytes) -> None:
    answer = answered(ALL[platform], headers, body)
    assert answer in (400, 401) or (isinstance(answer, Received) and answer.ignored)


@given(
    platform=st.sampled_from(sorted(CONTRACTS)),
    headers=st.dictionaries(st.sampled_from(HEADER_NAMES), st.text(max_size=30), max_size=3),
    body=st.binary(max_size=60) | JSON.map(lambda value: json_text.write(value).encode()),
)
@settings(max_examples=300, deadline=None)
def test_signed_bytes_are_received_or_refused(platform: str, headers: dict[str, str], body: bytes) -> None:
    good = signed(first(CONTRACTS[platform])[0], body, NEW)
    name = named(good, "-signature", "-hmac-sha256")
    answer = answered(TRUSTING[platform], {**good, **headers, name: good[name]}, body)
    assert answer == 400 or (isinstance(answer, Received) and (answer.order_id or answer.ignored))


@given(platform=st.sampled_from(sorted(CONTRACTS)), data=st.data())
@settings(max_examples=300, deadline=None)
def test_a_spoilt_order_is_read_or_held(platform: str, data: st.DataObject) -> None:
    payload: Any = copy.deepcopy(CONTRACTS[platform].PAID_ORDER)
    for _ in range(data.draw(st.integers(1, 4))):
        payload = spoilt(payload, data)
    assert understood(ALL[platform], payload)


def answered(store: Store, headers: Mapping[str, str], body: bytes) -> Received | int:
    try:
        return store.receive(headers, body)
    except DeliveryRefused as refused:
        return refused.status


def understood(store: Store, payload: object) -> str:
    """The event's kind, or why the order is held; anything else that is raised is a defect."""
    try:
        return type(store.read("", payload)).__name__
    except OrderHeld as held:
        return str(held)


def spoilt(value: Any, data: st.DataObject) -> Any:
    """The value with something at a random place in it deleted or replaced."""
    if not isinstance(value, dict | list) or not value or data.draw(st.integers(0, 5)) == 0:
        return data.draw(JSON)
    key = data.draw(st.sampled_from(sorted(value) if isinstance(value, dict) else range(len(value))))
    if data.draw(st.integers(0, 5)) == 0:
        del value[key]
    else:
        value[key] = spoilt(value[key], data)
    return value


# The invoice on the order's page, in an emulated shop

NEWS = News(invoice="FV-2-22", status="Sending", url="https://facturas.example/22")
LATER = replace(NEWS, status="Accepted", cufe="c1" * 48, credit_notes=("NC-1-5",))
CALLS = {"woocommerce": (4, 1, 4), "shopify": (2, 1, 2)}
"""Of the first telling, of the same again, and of other news with a credit note."""
BROKEN = ("500_before", "500_after", "503", "429", "drop_before", "drop_after")


@pytest.fixture
def place(contract: ModuleType) -> Iterator[RunningShop]:
    with running_shop(contract.PLATFORM, [contract.PAID_ORDER]) as running:
        yield running


def joined(place: RunningShop, **changes: object) -> Store:
    module = store_module(place.shop.platform)
    found: Store = module.open_store(module.Settings(**{**place.section, **changes}), session=http.new_session())
    return found


def only_id(place: RunningShop) -> str:
    (order_id,) = place.shop.orders
    return order_id


def shown(place: RunningShop) -> object:
    """Everything that was written, without the times."""
    shop, order = place.shop, place.shop.orders[only_id(place)]
    notes = [(note["note"], note["customer_note"]) for note in shop.notes.get(only_id(place), [])]
    fields = [(row["key"], row["value"]) for row in order.get("meta_data", [])]
    return copy.deepcopy((notes, fields, shop.metafields, order.get("tags")))


def test_telling_shows_the_invoice_and_telling_again_changes_nothing(place: RunningShop) -> None:
    store, before = joined(place), shown(place)
    assert store.can_write
    counts = []
    for news in (NEWS, NEWS, LATER, LATER):
        place.shop.calls.clear()
        store.tell(only_id(place), news)
        counts.append(len(place.shop.calls))
        if news is NEWS:
            first = shown(place)
    first_calls, again, later = CALLS[place.shop.platform]
    assert counts == [first_calls, again, later, again]
    assert before != first != shown(place)
    for text in ("FV-2-22", "https://facturas.example/22"):
        assert text in str(first)
    for text in ("FV-2-22", "Accepted", LATER.cufe, "NC-1-5"):
        assert text in str(shown(place))
    sent = len(place.shop.outbox)
    store.tell(only_id(place), LATER)
    assert len(place.shop.outbox) == sent


def test_the_shops_echo_is_the_same_order(place: RunningShop) -> None:
    store, order_id = joined(place), only_id(place)
    before = store.read("", store.fetch(order_id))
    store.tell(order_id, NEWS)
    store.tell(order_id, LATER)
    assert isinstance(before, OrderSeen)
    assert place.shop.outbox
    for echo in place.shop.outbox:
        received = store.receive({name.lower(): value for name, value in echo.headers.items()}, echo.body)
        assert (received.order_id, received.ignored) == (order_id, "")
        for payload, topic in ((json_text.parse(echo.body), received.topic), (store.fetch(order_id), "")):
            after = store.read(topic, payload)
            assert isinstance(after, OrderSeen)
            assert fingerprint(after.order) == fingerprint(before.order)
            if not topic:  # a webhook's body tells less than a fetched order does
                told = {name: getattr(before.order, name) for name in ("updated_at", "meta", "tags", "claims", "raw")}
                assert replace(after.order, **told) == before.order
                assert {(claim.kind, claim.text) for claim in after.order.claims} == {("name", "FV-2-22")}


@pytest.mark.parametrize(
    ("key", "changes", "kind"),
    [
        ("_siigo_invoice_id", {}, "id"),
        ("siigo_invoice_name", {}, "name"),
        ("_invoice_number_siigo", {}, "name"),
        ("Factura_Externa", {"invoice_keys": ["factura_externa"]}, "name"),
        ("factura_externa", {}, ""),
    ],
)
def test_what_another_connector_wrote_is_claimed(
    contract: ModuleType, key: str, changes: dict[str, object], kind: str
) -> None:
    store = opened(contract, **changes)
    written = {"woocommerce": ("meta_data", "key"), "shopify": ("note_attributes", "name")}
    rows, name = written[contract.PLATFORM]
    for value, expected in ((" FV-2-22 ", ["FV-2-22"]), ("", []), (None, []), (1042, ["1042"])):
        payload = copy.deepcopy(contract.PAID_ORDER)
        payload[rows] = [*payload[rows], {name: key, "value": value}]
        event = store.read("", payload)
        assert isinstance(event, OrderSeen)
        found = [(claim.kind, claim.text, claim.source) for claim in event.order.claims]
        assert found == [(kind, text, f"meta.{key}") for text in expected if kind]


@pytest.mark.parametrize("what", BROKEN)
def test_telling_a_shop_that_fails_is_finished_later_without_a_second_note(contract: ModuleType, what: str) -> None:
    with running_shop(contract.PLATFORM, [contract.PAID_ORDER]) as whole:
        joined(whole).tell(only_id(whole), LATER)
        expected, steps = shown(whole), len(whole.shop.calls)
    for step in range(steps):
        with running_shop(contract.PLATFORM, [contract.PAID_ORDER]) as place:
            place.shop.faults = [At(where="*", what=what, step=step)]
            with pytest.raises(RemoteUnavailable):
                joined(place).tell(only_id(place), LATER)
            assert len(place.shop.calls) == step + 1
            joined(place).tell(only_id(place), LATER)
            assert shown(place) == expected


@dataclass(slots=True, kw_only=True)
class At(Fault):
    """Spoils one request: number `step`, counted from 0."""

    step: int

    def strikes(self, where: str) -> bool:
        self.step -= 1
        return self.step == -1


def test_a_shop_that_is_down_is_told_later(contract: ModuleType) -> None:
    with running_shop(contract.PLATFORM, [contract.PAID_ORDER]) as place:
        store, order_id = joined(place), only_id(place)
    with pytest.raises(RemoteUnavailable):
        store.tell(order_id, NEWS)


def test_telling_with_wrong_credentials_is_refused_in_words(place: RunningShop) -> None:
    name = "access_token" if "access_token" in place.section else "consumer_secret"
    with pytest.raises(RemoteRejected) as refused:
        joined(place, **{name: "equivocada"}).tell(only_id(place), NEWS)
    assert refused.value.status == 401
    assert len(str(refused.value)) > 40


def test_telling_without_the_right_to_write_says_so_and_what_to_do(place: RunningShop) -> None:
    place.shop.may_write = False
    before = shown(place)
    with pytest.raises(RemoteRejected) as refused:
        joined(place).tell(only_id(place), NEWS)
    assert "tell: none" in str(refused.value)
    assert shown(place) == before
    warned = [check for check in joined(place).check() if not check.ok]
    assert [check.severity for check in warned] == ["warning"]


def test_telling_of_an_order_that_is_gone_is_refused_in_words(place: RunningShop) -> None:
    with pytest.raises(RemoteRejected) as refused:
        joined(place).tell("987654321", NEWS)
    assert "987654321" in str(refused.value)


def test_nothing_is_told_without_credentials_or_where_the_merchant_says_none(
    contract: ModuleType, place: RunningShop
) -> None:
    assert not opened(contract).can_write
    with pytest.raises(RemoteRejected):
        opened(contract).tell("1", NEWS)
    silent = joined(place, tell="none")
    assert (silent.can_write, silent.can_fetch) == (False, True)
    silent.tell(only_id(place), NEWS)
    assert place.shop.calls == []


def test_a_healthy_shop_is_found_healthy(place: RunningShop) -> None:
    place.shop.hook_url = "http://127.0.0.1:9/hooks/tienda"
    assert [check.name for check in joined(place).check() if not check.ok] == []
