"""Quantities written: never over a number that was not seen, one bad entry never stops the others, twice is once."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
import responses
from hypothesis import given, settings
from hypothesis import strategies as st

from connector import http, json_text
from connector.errors import RemoteRejected, RemoteUnavailable
from connector.messages import speaking
from connector.model.stock import Change, Level, Variant, Written
from connector.sandbox.shop.faults import fault
from connector.sandbox.shop.shelf import Item, Stock, StockWrite, sell
from connector.stock_ports import StockStore
from connector.stores.shopify import Settings, open_stock
from connector.stores.shopify.stock_writing import ROUNDS, batches
from tests.stores.shopify.shelves import CLOSED, MAIN, SECOND, SERVICE, change, item, read, shop_of, stock_of

URL = "https://tienda-ejemplo.myshopify.com"
ENDPOINT = f"{URL}/admin/api/2026-10/graphql.json"


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with speaking("en"):
        yield


def outcomes(written: Any) -> list[tuple[str, str, int | None]]:
    return [(one.change.variant.id, one.outcome, one.after) for one in written]


def available(shop: Any, *numbers: int) -> list[int]:
    return [shop.items[str(number)].stock[MAIN].available for number in numbers]


# one batch


def test_a_batch_is_written_in_one_call_and_says_what_the_shop_shows_now() -> None:
    with shop_of(item(1, available=5, committed=2), item(2, available=5)) as running:
        stock = stock_of(running)
        seen = read(stock)
        running.shop.calls.clear()
        changes = [change(seen["1"], 9), change(seen["2"], 5)]
        written = stock.write(changes, key="k1", reference="2026-11-21T06:00")
        assert written == [Written(change=one, outcome="written", after=one.quantity) for one in changes]
        assert running.shop.calls == ["mutation SetStock"]
        assert running.shop.stock_writes == [
            StockWrite(item_id="1", location_id=MAIN, name="available", before=5, after=9)
        ]
        assert running.shop.items["1"].stock[MAIN].on_hand == 11
        ((sent, _),) = running.shop.keys.values()
        assert json_text.parse(sent)[1] == {
            "name": "available",
            "reason": "correction",
            "referenceDocumentUri": "gid://siigo-connector/StockSync/2026-11-21T06%3A00",
            "quantities": [
                {
                    "inventoryItemId": f"gid://shopify/InventoryItem/9{number}",
                    "locationId": f"gid://shopify/Location/{MAIN}",
                    "quantity": quantity,
                    "changeFromQuantity": 5,
                }
                for number, quantity in ((1, 9), (2, 5))
            ],
        }


def test_on_hand_is_compared_with_on_hand() -> None:
    with shop_of(item(1, available=5, committed=2)) as running:
        stock = stock_of(running)
        asked = change(read(stock)["1"], 10, what="on_hand", seen=7)
        assert outcomes(stock.write([asked], key="k", reference="r")) == [("1", "written", 10)]
        assert (available(running.shop, 1), running.shop.items["1"].stock[MAIN].on_hand) == ([8], 10)


def test_nothing_seen_is_nothing_compared() -> None:
    with shop_of(item(1, available=5)) as running:
        stock = stock_of(running)
        stock.write([change(read(stock)["1"], 10, seen=None)], key="k", reference="r")
        assert available(running.shop, 1) == [10]


def test_one_bad_and_two_stale_do_not_stop_247_good_ones() -> None:
    with shop_of(*(item(number) for number in range(1, 251))) as running:
        stock = stock_of(running)
        changes = [change(variant, 20) for variant in read(stock).values()]
        del running.shop.items["100"]
        sell(running.shop.items["7"], 1, MAIN)
        sell(running.shop.items["250"], 3, MAIN)
        running.shop.calls.clear()
        written = stock.write(changes, key="k", reference="r")
        assert running.shop.calls == ["mutation SetStock"] * 2
        assert sorted(running.shop.keys) == ["k", "k-2"]
        found = {one.change.variant.id: one for one in written}
        assert [one.change for one in written] == changes
        assert (found["7"].outcome, found["250"].outcome, found["7"].after) == ("stale", "stale", None)
        assert (found["100"].outcome, found["100"].why) == (
            "refused",
            "Shopify has this product no longer: it was deleted in the shop after it was read",
        )
        assert sum(one.outcome == "written" for one in written) == 247
        assert available(running.shop, 1, 7, 250) == [20, 4, 2]
        assert len(running.shop.stock_writes) == 247


def test_a_sale_between_looking_and_writing_is_not_overwritten() -> None:
    with shop_of(item(1, available=5)) as running:
        stock = stock_of(running)
        asked = change(read(stock)["1"], 8)
        sell(running.shop.items["1"], 2, MAIN)
        assert outcomes(stock.write([asked], key="k", reference="r")) == [("1", "stale", None)]
        assert (available(running.shop, 1), running.shop.stock_writes) == ([3], [])
        again = change(stock.look([asked.variant], [MAIN])["1"], 6)
        assert outcomes(stock.write([again], key="k2", reference="r")) == [("1", "written", 6)]


@pytest.mark.parametrize(
    ("location", "why"),
    [
        (
            CLOSED,
            "Shopify does not let us write at the location: it is inactive, was deleted or belongs to a fulfilment "
            "service. Change the location in the connection or activate it in the shop",
        ),
        (
            SERVICE,
            "Shopify does not let us write at the location: it is inactive, was deleted or belongs to a fulfilment "
            "service. Change the location in the connection or activate it in the shop",
        ),
        (
            SECOND,
            "The product is not stocked at that location of Shopify: tick it in the product (Inventory > Edit "
            "locations)",
        ),
    ],
)
def test_a_location_where_nothing_can_be_written(location: str, why: str) -> None:
    stock_there = {location: Stock(available=1)} if location != SECOND else {}
    with shop_of(item(1, stock={MAIN: Stock(available=1)} | stock_there)) as running:
        stock = stock_of(running)
        variant = read(stock)["1"]
        asked = [Change(variant=variant, location_id=location, quantity=4, seen=1), change(variant, 4)]
        refused, written = stock.write(asked, key="k", reference="r")
        assert (refused.outcome, refused.why, written.outcome) == ("refused", why, "written")


@pytest.mark.parametrize(
    ("changes", "fields", "why"),
    [
        ({}, {"kind": "bundle"}, "It is a bundle of other products: Shopify computes its stock from its components"),
        ({"quantity": -1, "what": "on_hand"}, {}, "Shopify takes no negative stock on hand: correct the balance in "),
        ({"quantity": 10**9 + 1}, {}, "Shopify takes at most 1,000,000,000 units: correct the balance in Siigo"),
        ({"quantity": 3 * 10**9}, {}, "Shopify takes at most 1,000,000,000 units: correct the balance in Siigo"),
        ({"quantity": -(10**9) - 1}, {}, "Shopify takes -1,000,000,000 units or more: correct the balance in Siigo"),
    ],
)
def test_what_is_refused_for_good(changes: dict[str, Any], fields: dict[str, Any], why: str) -> None:
    with shop_of(item(1, **fields), item(2)) as running:
        stock = stock_of(running)
        seen = read(stock)
        what = {"what": changes["what"]} if "what" in changes else {}
        asked = [change(seen["1"], **{"quantity": 9} | changes), change(seen["2"], 9, **what)]
        refused, written = stock.write(asked, key="k", reference="r")
        assert (refused.outcome, refused.why.startswith(why), written.outcome) == ("refused", True, "written")
        assert available(running.shop, 1, 2) == [5, 9]


def test_negative_available_is_the_merchants_to_want() -> None:
    with shop_of(item(1)) as running:
        stock = stock_of(running)
        stock.write([change(read(stock)["1"], -3)], key="k", reference="r")
        assert available(running.shop, 1) == [-3]


def test_refusal_wins_over_stale() -> None:
    """Looking again would not help."""
    with shop_of(item(1, kind="bundle")) as running:
        stock = stock_of(running)
        asked = change(read(stock)["1"], 9, seen=4)
        assert outcomes(stock.write([asked], key="k", reference="r")) == [("1", "refused", None)]


# locations


def test_two_locations_are_two_entries_of_one_batch() -> None:
    both = {MAIN: Stock(available=1), SECOND: Stock(available=2)}
    with shop_of(item(1, stock=both)) as running:
        stock = stock_of(running)
        variant = read(stock, MAIN, SECOND)["1"]
        (batch,) = stock.batches([change(variant, 10), change(variant, 20, SECOND)])
        stock.write(batch, key="k", reference="r")
        assert [running.shop.items["1"].stock[at].available for at in (MAIN, SECOND)] == [10, 20]


def test_an_item_is_stocked_at_the_location_first() -> None:
    off = {MAIN: Stock(available=1), SECOND: Stock(available=7, is_active=False)}
    with shop_of(item(1, stock=off), item(2)) as running:
        stock = stock_of(running)
        seen = read(stock, SECOND)
        asked = [change(seen["1"], 20, SECOND), change(seen["2"], 30, SECOND)]
        running.shop.calls.clear()
        assert outcomes(stock.write(asked, key="k", reference="r")) == [("1", "written", 20), ("2", "written", 30)]
        assert running.shop.calls == ["mutation Activate"] * 2 + ["mutation SetStock"]
        assert [running.shop.items[one].stock[SECOND] for one in "12"] == [Stock(available=20), Stock(available=30)]


def test_an_item_that_cannot_be_stocked_is_refused_alone() -> None:
    with shop_of(item(1), item(2)) as running:
        stock = stock_of(running)
        seen = read(stock, MAIN, SERVICE)
        refused, written = stock.write([change(seen["1"], 2, SERVICE), change(seen["2"], 2)], key="k", reference="r")
        assert (refused.outcome, written.outcome) == ("refused", "written")
        assert refused.why == (
            "The product is not stocked at that location, and Shopify did not let us activate it: The location is "
            "managed by a fulfillment service. Tick it in the product (Inventory > Edit locations) or change the "
            "location in the connection"
        )


def test_a_batch_of_which_nothing_is_left_is_not_sent() -> None:
    with shop_of(item(1)) as running:
        stock = stock_of(running)
        asked = change(read(stock)["1"], 2 * 10**9)
        running.shop.calls.clear()
        assert outcomes(stock.write([asked], key="k", reference="r")) == [("1", "refused", None)]
        assert stock.write([], key="k", reference="r") == []
        assert running.shop.calls == []


def test_a_refused_activation_says_the_same_again() -> None:
    with shop_of(item(1)) as running:
        stock = stock_of(running)
        asked = [change(read(stock, CLOSED)["1"], 2, CLOSED)]
        first, second = (stock.write(asked, key="k", reference="r")[0].why for _ in range(2))
        assert first == second
        assert "The location couldn't be found" in first


# everything twice


@pytest.mark.parametrize("what", ["drop_after", "500_after", "drop_before", "500_before", "503", "429", "throttled"])
def test_the_same_key_after_a_lost_answer_writes_once(what: str) -> None:
    with shop_of(item(1), item(2)) as running:
        stock = stock_of(running)
        changes = [change(variant, 9) for variant in read(stock).values()]
        running.shop.faults = [fault(what, "mutation SetStock", times=1)]
        with pytest.raises(RemoteUnavailable):
            stock.write(changes, key="k", reference="r")
        assert outcomes(stock.write(changes, key="k", reference="r")) == [("1", "written", 9), ("2", "written", 9)]
        assert len(running.shop.stock_writes) == 2


def test_a_sale_after_the_lost_answer_is_kept() -> None:
    """The first answer comes again; the number that a buyer has changed since is not touched."""
    with shop_of(item(1)) as running:
        stock = stock_of(running)
        changes = [change(read(stock)["1"], 9)]
        running.shop.faults = [fault("drop_after", "mutation SetStock", times=1)]
        with pytest.raises(RemoteUnavailable):
            stock.write(changes, key="k", reference="r")
        sell(running.shop.items["1"], 4, MAIN)
        assert outcomes(stock.write(changes, key="k", reference="r")) == [("1", "written", 9)]
        assert available(running.shop, 1) == [5]


def test_an_answer_lost_after_a_bad_entry_was_taken_out_writes_once() -> None:
    """Shopify keeps both keys: the whole batch failed with the first, and its rest was written with the second."""
    with shop_of(item(1), item(2)) as running:
        stock = stock_of(running)
        changes = [change(variant, 9) for variant in read(stock).values()]
        del running.shop.items["1"]
        in_time, dropped = (fault(what, "mutation SetStock", times=1, seconds="0") for what in ("delay", "drop_after"))
        running.shop.faults = [in_time, dropped]
        with pytest.raises(RemoteUnavailable):
            stock.write(changes, key="k", reference="r")
        assert outcomes(stock.write(changes, key="k", reference="r")) == [("1", "refused", None), ("2", "stale", None)]
        assert (available(running.shop, 2), len(running.shop.stock_writes)) == ([9], 1)


def test_activating_again_is_harmless() -> None:
    with shop_of(item(1)) as running:
        stock = stock_of(running)
        asked = [change(read(stock, SECOND)["1"], 9, SECOND)]
        running.shop.faults = [fault("drop_after", "mutation Activate", times=1)]
        with pytest.raises(RemoteUnavailable):
            stock.write(asked, key="k", reference="r")
        assert outcomes(stock.write(asked, key="k", reference="r")) == [("1", "written", 9)]


# shapes that the emulator does not give


def errors_of(*errors: dict[str, Any]) -> dict[str, Any]:
    return {"data": {"inventorySetQuantities": {"userErrors": list(errors)}}}


def error(code: str, *field: str) -> dict[str, Any]:
    return {"code": code, "message": f"About {code}", "field": ["input", *field] if field else None}


def fake() -> StockStore:
    shop = Settings(url=URL, webhook_secret="x", access_token="t")
    stock = open_stock(shop, session=http.new_session())
    assert stock is not None
    return stock


def changes_of(count: int) -> list[Change]:
    variants = [
        Variant(id=str(number), item_id=f"9{number}", levels=(Level(location_id=MAIN, available=1),))
        for number in range(count)
    ]
    return [change(variant, 9) for variant in variants]


def keys_sent() -> list[str]:
    return [json_text.parse(call.request.body or b"")["variables"]["key"] for call in responses.calls]


@responses.activate
def test_a_key_that_is_still_at_work_is_asked_again_soon() -> None:
    responses.post(ENDPOINT, json=errors_of(error("IDEMPOTENCY_CONCURRENT_REQUEST")))
    with pytest.raises(RemoteUnavailable) as refused:
        fake().write(changes_of(2), key="k", reference="r")
    assert (str(refused.value), refused.value.retry_after) == (
        "Shopify is still writing this same batch: we ask again in some seconds",
        2,
    )


@responses.activate
@pytest.mark.parametrize("code", ["IDEMPOTENCY_KEY_PARAMETER_MISMATCH", "IDEMPOTENCY_PREVIOUS_ATTEMPT_FAILED"])
def test_a_used_key_is_replaced(code: str) -> None:
    responses.post(ENDPOINT, json=errors_of(error(code)))
    responses.post(ENDPOINT, json=errors_of())
    assert [one.outcome for one in fake().write(changes_of(2), key="k", reference="r")] == ["written"] * 2
    assert keys_sent() == ["k", "k-2"]


@responses.activate
def test_keys_do_not_go_on_for_ever_and_what_is_left_is_looked_at_again() -> None:
    responses.post(ENDPOINT, json=errors_of(error("IDEMPOTENCY_PREVIOUS_ATTEMPT_FAILED")))
    assert [one.outcome for one in fake().write(changes_of(2), key="k", reference="r")] == ["stale"] * 2
    assert (len(keys_sent()), len(set(keys_sent()))) == (ROUNDS, ROUNDS)


@responses.activate
def test_a_code_of_tomorrow_is_told_in_shopifys_words() -> None:
    responses.post(ENDPOINT, json=errors_of(error("NEW_RULE", "quantities", "1", "quantity")))
    responses.post(ENDPOINT, json=errors_of())
    written, refused = fake().write(changes_of(2), key="k", reference="r")
    assert (written.outcome, refused.outcome, refused.why) == (
        "written",
        "refused",
        "Shopify did not accept the stock: About NEW_RULE",
    )


@responses.activate
@pytest.mark.parametrize("field", [("reason",), (), ("quantities", "7", "quantity")])
def test_an_error_that_names_no_entry_refuses_the_call(field: tuple[str, ...]) -> None:
    responses.post(ENDPOINT, json=errors_of(error("INVALID_REASON", *field)))
    with pytest.raises(RemoteRejected) as refused:
        fake().write(changes_of(2), key="k", reference="r")
    assert (str(refused.value), refused.value.code) == (
        "Shopify did not accept the stock: About INVALID_REASON",
        "INVALID_REASON",
    )


# batches


def test_251_changes_are_two_batches() -> None:
    assert [len(batch) for batch in batches(changes_of(251))] == [250, 1]


pairs = st.tuples(st.sampled_from("123"), st.sampled_from([MAIN, SECOND]), st.sampled_from(["available", "on_hand"]))


@given(st.lists(pairs, max_size=600))
def test_batches_of_any_changes(asked: list[tuple[str, str, Any]]) -> None:
    """Each change once; 250 at most; one name; no pair twice; and of a pair the later change is in a later batch."""
    changes = [
        Change(variant=Variant(id=one, item_id=one), location_id=at, what=what, quantity=number, seen=0)
        for number, (one, at, what) in enumerate(asked)
    ]
    found = batches(changes)
    assert sorted(one.quantity for batch in found for one in batch) == list(range(len(asked)))
    where = {one.quantity: index for index, batch in enumerate(found) for one in batch}
    for batch in found:
        assert 1 <= len(batch) <= 250
        assert len({one.what for one in batch}) == 1
        assert len({(one.variant.item_id, one.location_id) for one in batch}) == len(batch)
    for key in set(asked):
        mine = [number for number, other in enumerate(asked) if other == key]
        assert all(where[one] < where[other] for one, other in pairwise(mine))


def items_with(*numbers: int) -> list[Item]:
    return [item(number) for number in numbers]


@settings(max_examples=25, deadline=None)
@given(st.dictionaries(st.integers(1, 9), st.integers(-5, 30), min_size=1), st.sets(st.integers(1, 9)))
def test_whatever_is_sold_meanwhile_is_never_lost(wanted: dict[int, int], sold: set[int]) -> None:
    """Properties of a write: written numbers are there, all others are as the buyers left them."""
    with shop_of(*items_with(*range(1, 10))) as running:
        stock = stock_of(running)
        seen = read(stock)
        for number in sold:
            sell(running.shop.items[str(number)], 1, MAIN)
        stock.write([change(seen[str(number)], to) for number, to in wanted.items()], key="k", reference="r")
        for number in range(1, 10):
            expected = 4 if number in sold else wanted.get(number, 5)
            assert available(running.shop, number) == [expected]
