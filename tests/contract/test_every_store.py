"""What every store must do, whatever the platform. A store joins by its `tests/stores/<platform>/contract.py`."""

import copy
from base64 import b64encode
from collections.abc import Mapping
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
from connector.errors import DeliveryRefused, OrderHeld
from connector.model.events import OrderSeen
from connector.model.money import ZERO
from connector.model.order import Order
from connector.ports import Received, Store
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
