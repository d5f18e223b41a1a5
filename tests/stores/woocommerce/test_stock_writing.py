"""Stock written to WooCommerce: nothing over a number that was not seen, nothing twice, refusals with their reasons."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
import requests
import responses
from hypothesis import given, settings
from hypothesis import strategies as st

from connector import http
from connector.errors import RemoteRejected, RemoteUnavailable
from connector.json_text import parse
from connector.model.stock import ONLY_LOCATION, Change, Level, PriceChange, Variant
from connector.sandbox.shop.faults import fault
from connector.sandbox.shop.shelf import ONLY, give_back, sell
from connector.stores.woocommerce import Settings, open_stock
from connector.stores.woocommerce.stock import WooStock
from connector.stores.woocommerce.stock_writing import send
from tests.stores.woocommerce.evidence import SECRET, URL, rest
from tests.stores.woocommerce.stock_shop import Place, change, opened, parent, place, product, variation

HERE = [ONLY_LOCATION]
GONE = "el producto ya no está en WooCommerce: lo borraron o está en la papelera"
LOOK, WRITE = "GET products", "POST products/batch"
KIN = ["GET products/{id}/variations", "POST products/{id}/variations/batch"]


@pytest.fixture
def small() -> Iterator[Place]:
    with place(
        product(10, 10),
        product(11, 5),
        product(12, None),
        parent(17),
        variation(18, 17, 5),
        variation(19, 17, 3),
        parent(20, 8),
        variation(21, 20, None),
    ) as found:
        yield found


def offline(**settings: object) -> WooStock:
    """Of a shop that is answered for by `responses`."""
    given = {"url": URL, "webhook_secret": SECRET, "consumer_key": "ck", "consumer_secret": "cs"} | settings
    stock = open_stock(Settings.model_validate(given), session=http.new_session())
    assert stock is not None
    return stock


# what a write does


def test_the_difference_is_added_and_the_rest_of_the_shop_stays(small: Place) -> None:
    ten, eleven = small.variants(10, 11)
    changes = [change(ten, 12), change(eleven, 0)]
    done = small.write(*changes)
    assert [(one.change, one.outcome, one.after, one.why) for one in done] == [
        (changes[0], "written", 12, ""),
        (changes[1], "written", 0, ""),
    ]
    assert small.shop.calls == [LOOK, WRITE]
    assert small.writes() == [("10", 10, 12), ("11", 5, 0)]


def test_variations_are_written_under_their_parent(small: Place) -> None:
    done = small.write(*[change(one, 7) for one in small.variants(18, 19)])
    assert [(one.outcome, one.after) for one in done] == [("written", 7), ("written", 7)]
    assert small.shop.calls == KIN
    assert small.shop.items["18"].product_id == "17"


def test_a_parent_that_counts_is_written_like_a_product(small: Place) -> None:
    (counted,) = small.variants(20)
    (done,) = small.write(change(counted, 2))
    assert (done.outcome, done.after, small.units(20)) == ("written", 2, 2)
    assert small.shop.calls == [LOOK, WRITE]


def test_what_is_not_counted_yet_is_counted_and_set(small: Place) -> None:
    (uncounted,) = small.variants(12)
    (done,) = small.write(change(uncounted, 4))
    assert (done.outcome, done.after) == ("written", 4)
    assert (small.shop.items["12"].is_counted, small.units(12)) == (True, 4)


def test_what_is_right_already_is_looked_at_and_not_written(small: Place) -> None:
    (ten,) = small.variants(10)
    (done,) = small.write(change(ten, 10))
    assert (done.outcome, done.after, small.shop.calls) == ("written", 10, [LOOK])


@pytest.mark.parametrize("way", ["delta", "set"])
def test_another_number_than_was_seen_is_never_written_over(small: Place, way: str) -> None:
    ten, eleven = small.variants(10, 11)
    sell(small.shop.items["10"], 3)
    done = opened(small.running, stock_write=way).write(
        [change(ten, 12), change(eleven, 6)], key="k", reference="corrida 1"
    )
    assert [(one.outcome, one.after) for one in done] == [("stale", 7), ("written", 6)]
    assert (small.units(10), small.units(11)) == (7, 6)


def test_a_sale_between_the_look_and_the_write_is_kept(small: Place) -> None:
    """The look shows 10, the buyer takes 4, 12 were wanted: 8 are left, not 12."""
    small.shop.before_write = lambda: sell(small.shop.items["10"], 4)
    (ten,) = small.variants(10)
    (done,) = small.write(change(ten, 12))
    assert (done.outcome, done.after) == ("written", 8)
    assert small.units(10) == 8


@settings(deadline=None, max_examples=50)
@given(st.integers(-50, 500), st.integers(-50, 500), st.integers(0, 60), st.integers(0, 60))
def test_every_unit_sold_meanwhile_is_missing_afterwards(seen: int, wanted: int, before: int, during: int) -> None:
    """Whatever is sold, before the look or during the write, is never given back by a write."""
    with place(product(10, seen)) as shop:
        (ten,) = shop.variants(10)
        sell(shop.shop.items["10"], before)
        if during:
            shop.shop.before_write = lambda: sell(shop.shop.items["10"], during)
        (done,) = shop.write(change(ten, wanted))
        if before:
            assert (done.outcome, done.after, shop.writes()) == ("stale", seen - before, [])
        elif seen == wanted:
            assert (done.outcome, shop.writes()) == ("written", [])
        elif wanted - during != seen:  # else the sale looks like a difference that was swallowed
            assert (done.outcome, done.after, shop.units(10)) == ("written", wanted - during, wanted - during)


def test_a_parent_that_began_to_count_refuses_its_variation(small: Place) -> None:
    (eighteen,) = small.variants(18)
    small.shop.items["18"].parent_counts = True
    small.shop.items["17"].is_counted, small.shop.items["17"].stock = True, {ONLY: small.shop.items["20"].stock[ONLY]}
    (done,) = small.write(change(eighteen, 9))
    assert (done.outcome, done.after, done.why) == (
        "refused",
        8,
        "sus existencias las lleva el producto padre (id 17): poner el código en el SKU del padre, o marcar "
        "«Gestionar inventario» en la variación",
    )
    assert small.writes() == []


def test_a_variation_is_never_moved_to_another_parent(small: Place) -> None:
    """WooCommerce moves it to the parent whose batch it is written in."""
    kin = small.variants(18)
    small.shop.items["18"].product_id = "20"
    (done,) = small.write(change(kin[0], 9))
    assert (done.outcome, small.shop.items["18"].product_id, small.writes()) == ("refused", "20", [])
    others = [replace(kin[0], parent_id="17"), *small.variants(21)]
    done, _ = small.write(*[change(one, 9) for one in others])
    assert (done.outcome, small.shop.items["18"].product_id, small.writes()) == ("stale", "20", [])


def test_the_second_change_of_a_variant_is_stale(small: Place) -> None:
    (ten,) = small.variants(10)
    done = small.write(change(ten, 12), change(ten, 15))
    assert [(one.outcome, one.change.quantity) for one in done] == [("written", 12), ("stale", 15)]
    assert small.writes() == [("10", 10, 12)]


def test_two_products_with_the_same_sku_are_each_written_their_own() -> None:
    with place(product(10, 1, "CAM"), product(11, 2, "CAM"), parent(17), variation(18, 17, 3, "CAM")) as shop:
        found = {one.id: one for one in shop.stock.find(["CAM"], HERE)}
        changes = [change(found[number], 9) for number in ("10", "11", "18")]
        for batch in shop.stock.batches(changes):
            assert {one.outcome for one in shop.write(*batch)} == {"written"}
        assert shop.writes() == [("10", 1, 9), ("11", 2, 9), ("18", 3, 9)]


# refusals


def test_one_bad_item_of_a_hundred_is_refused_alone() -> None:
    with place(*[product(number) for number in range(1, 101)]) as shop:
        changes = [change(one, 3) for one in shop.everything().values()]
        shop.shop.before_write = lambda: shop.shop.items.pop("50", None)
        done = shop.write(*changes)
        assert [(one.change.variant.id, one.why) for one in done if one.outcome != "written"] == [("50", GONE)]
        assert len(shop.writes()) == 99


def test_what_was_deleted_before_the_look_is_refused_without_a_write(small: Place) -> None:
    ten, eighteen = small.variants(10, 18)
    small.shop.items["10"].status = "trash"
    del small.shop.items["18"]
    for one in (ten, eighteen):
        (done,) = small.write(change(one, 3))
        assert (done.outcome, done.why) == ("refused", GONE)
    assert small.writes() == []


def test_a_variation_deleted_between_look_and_write_is_refused(small: Place) -> None:
    changes = [change(one, 9) for one in small.variants(18, 19)]
    small.shop.before_write = lambda: small.shop.items.pop("18", None)
    done = small.write(*changes)
    assert [(one.outcome, one.why) for one in done] == [("refused", GONE), ("written", "")]


def test_a_shop_that_counts_nothing_keeps_no_number(small: Place) -> None:
    small.shop.counts_stock = False
    (ten,) = small.variants(10)
    (done,) = small.write(change(ten, 4))
    assert (done.outcome, done.why) == (
        "refused",
        "WooCommerce sigue sin contar sus existencias: marcar «Activar la gestión de inventario» en WooCommerce › "
        "Ajustes › Productos › Inventario",
    )


def test_a_key_that_may_only_read(small: Place) -> None:
    (ten,) = small.variants(10)
    small.shop.may_write = False
    with pytest.raises(RemoteRejected) as error:
        small.write(change(ten, 4))
    assert str(error.value) == (
        "WooCommerce no deja escribir en los productos (woocommerce_rest_authentication_error). Dar a la clave de "
        "store.consumer_key el permiso de lectura y escritura en WooCommerce › Ajustes › Avanzado › API REST, de un "
        "usuario que administre la tienda"
    )


# a plugin that swallows the difference


def test_a_swallowed_difference_is_written_as_a_number(small: Place) -> None:
    small.shop.knows_delta = False
    done = small.write(*[change(one, 9) for one in small.variants(10, 11)])
    why = (
        "la tienda no sumó la diferencia y se escribió la cantidad. Si pasa seguido, poner stock_write: set en la "
        "conexión"
    )
    assert [(one.outcome, one.after, one.why) for one in done] == [("written", 9, why)] * 2
    assert small.shop.calls == [LOOK, WRITE] * 2


def test_a_sale_of_just_the_difference_is_not_taken_for_a_swallowed_one(small: Place) -> None:
    """The other product moved, so this shop adds: 10 + 2 - 2."""
    small.shop.before_write = lambda: sell(small.shop.items["10"], 2)
    changes = [change(one, 12) for one in small.variants(10, 11)]
    done = small.write(*changes)
    assert [(one.outcome, one.after) for one in done] == [("stale", 10), ("written", 12)]
    assert (small.units(10), small.units(11)) == (10, 12)


def test_a_swallowed_difference_is_not_written_over_a_sale(small: Place) -> None:
    """The sale comes after the first answer: the second look sees it."""
    small.shop.knows_delta = False
    (ten,) = small.variants(10)
    fields = {"id": 10, "sku": "SKU-10", "type": "simple", "manage_stock": True}
    with responses.RequestsMock() as shop:
        for units in (10, 9):
            shop.get(f"{URL}/wp-json/wc/v3/products", json=[fields | {"stock_quantity": units}])
        shop.post(f"{URL}/wp-json/wc/v3/products/batch", json={"update": [fields | {"stock_quantity": 10}]})
        (done,) = offline().write([change(ten, 12)], key="k", reference="r")
        assert (done.outcome, len(shop.calls)) == ("stale", 3)


def test_a_number_that_is_not_kept_is_refused_in_the_end(small: Place) -> None:
    (ten,) = small.variants(10)
    fields = {"id": 10, "sku": "SKU-10", "type": "simple", "manage_stock": True, "stock_quantity": 10}
    with responses.RequestsMock() as shop:
        shop.get(f"{URL}/wp-json/wc/v3/products", json=[fields])
        shop.post(f"{URL}/wp-json/wc/v3/products/batch", json={"update": [fields]})
        (done,) = offline().write([change(ten, 12)], key="k", reference="r")
        sent = [parse(call.request.body or b"") for call in shop.calls if call.request.method == "POST"]
    assert sent == [
        {"update": [{"id": 10, "inventory_delta": 2}]},
        {"update": [{"id": 10, "stock_quantity": 12}]},
    ]
    assert (done.outcome, done.after, done.why) == (
        "refused",
        10,
        "WooCommerce aceptó 12 y sigue mostrando 10: quizás un complemento lleva estas existencias; revisar el "
        "producto en la tienda",
    )


def test_a_shop_that_wants_the_number(small: Place) -> None:
    small.shop.knows_delta = False
    (ten,) = small.variants(10)
    (done,) = opened(small.running, stock_write="set").write([change(ten, 9)], key="k", reference="r")
    assert (done.outcome, done.after, done.why, small.shop.calls) == ("written", 9, "", [LOOK, WRITE])


# batches


def variant(number: int, of: int = 0) -> Variant:
    return Variant(id=str(number), parent_id=str(of or ""), levels=(Level(available=1),))


def test_as_few_batches_as_woocommerce_allows() -> None:
    simple = [variant(number) for number in range(1, 251)]
    variations = [variant(1000 + number, 300 + number % 2) for number in range(40)]
    mixed = [one for pair in zip(simple, variations, strict=False) for one in pair] + simple[40:]
    batches = list(offline().batches([change(one, 5) for one in mixed]))
    assert [(len(batch), batch[0].variant.parent_id) for batch in batches] == [
        (100, ""),
        (100, ""),
        (50, ""),
        (20, "300"),
        (20, "301"),
    ]


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(1, 500)), max_size=120), st.integers(1, 100))
def test_each_change_is_in_one_batch_of_one_parent(things: list[tuple[int, int]], most: int) -> None:
    changes = [change(variant(number, of), 5) for of, number in things]
    batches = list(offline(stock_batch=most).batches(changes))
    assert sorted(id(one) for batch in batches for one in batch) == sorted(id(one) for one in changes)
    for batch in batches:
        assert 0 < len(batch) <= most
        assert len({one.variant.parent_id for one in batch}) == 1


def test_a_batch_that_is_too_large_goes_in_halves() -> None:
    """100, then 50, then 25 twice for each half."""
    with place(*[product(number) for number in range(1, 101)], most_in_batch=30) as shop:
        done = shop.write(*[change(one, 3) for one in shop.everything().values()])
        assert {one.outcome for one in done} == {"written"}
        assert len(shop.writes()) == 100
        assert shop.shop.calls.count(WRITE) == 1 + 2 + 4


def test_a_server_that_takes_not_even_one_is_an_error() -> None:
    with responses.RequestsMock() as shop:
        shop.post(f"{URL}/wp-json/wc/v3/products/batch", body="<html>413</html>", status=413)
        with pytest.raises(RemoteRejected) as error:
            send(offline()._client, [variant(10)], [{"inventory_delta": 1}])
        assert (error.value.status, len(shop.calls)) == (413, 1)


def test_a_batch_is_refused_as_recorded() -> None:
    """The 101st item: the halves go."""
    with responses.RequestsMock() as shop:
        url = f"{URL}/wp-json/wc/v3/products/batch"
        shop.post(url, body=rest("error-413-batch-over-100"), status=413)
        shop.post(url, json={"update": [{"id": 10}]})
        shop.post(url, json={"update": [{"id": 11}]})
        rows = send(offline()._client, [variant(10), variant(11)], [{"inventory_delta": 1}] * 2)
        assert rows == {"10": {"id": 10}, "11": {"id": 11}}


def recorded(name: str) -> dict[str, Any]:
    return parse(rest(name))  # type: ignore[no-any-return]


def test_the_answer_to_a_batch_is_read_as_recorded() -> None:
    """Two products written, one that does not exist."""
    wanted = {10: 77, 12: 0, 999999: 5}
    before = [{"id": number, "type": "simple", "manage_stock": True, "stock_quantity": 40} for number in wanted]
    variants = [Variant(id=str(number), levels=(Level(available=40),)) for number in wanted]
    with responses.RequestsMock() as shop:
        shop.get(f"{URL}/wp-json/wc/v3/products", json=before)
        shop.post(f"{URL}/wp-json/wc/v3/products/batch", body=rest("products-batch-stock"))
        changes = [change(one, wanted[int(one.id)]) for one in variants]
        done = offline().write(changes, key="k", reference="r")
    assert [(one.outcome, one.after, one.why) for one in done] == [
        ("written", 77, ""),
        ("written", 0, ""),
        ("refused", None, GONE),
    ]


def test_a_variation_among_products_is_refused_as_recorded() -> None:
    eighteen = Variant(id="18", levels=(Level(available=5),))
    row = {"id": 18, "type": "simple", "manage_stock": True, "stock_quantity": 5}
    with responses.RequestsMock() as shop:
        shop.get(f"{URL}/wp-json/wc/v3/products", json=[row])
        shop.post(f"{URL}/wp-json/wc/v3/products/batch", body=rest("products-batch-variation-id"))
        (done,) = offline().write([change(eighteen, 9)], key="k", reference="r")
    assert (done.outcome, done.why) == (
        "refused",
        "WooCommerce no lo aceptó: To manipulate product variations you should use the "
        "/products/<product_id>/variations/<id> endpoint. (woocommerce_rest_invalid_product_id). "
        "Revisar el producto en la tienda",
    )


def test_the_answer_of_variations_is_read_as_recorded() -> None:
    rows = [{"id": number, "manage_stock": True, "stock_quantity": 5} for number in (18, 20)]
    variants = [Variant(id=str(number), parent_id="17", levels=(Level(available=5),)) for number in (18, 20)]
    with responses.RequestsMock() as shop:
        shop.get(f"{URL}/wp-json/wc/v3/products/17/variations", json=rows)
        shop.post(f"{URL}/wp-json/wc/v3/products/17/variations/batch", body=rest("variations-batch-stock"))
        done = offline().write([change(variants[0], 50), change(variants[1], 51)], key="k", reference="r")
    assert [(one.outcome, one.after) for one in done] == [("written", 50), ("written", 51)]


# lost answers


def again(shop: Place, changes: list[Change]) -> None:
    """What the core does after an error: look, decide anew on what is there, write."""
    now = shop.stock.look([one.variant for one in changes], HERE)
    decided = [change(now[one.variant.id], one.quantity) for one in changes]
    assert {one.outcome for one in shop.write(*decided)} == {"written"}


@pytest.mark.parametrize("what", ["500_before", "500_after", "503", "429", "drop_before", "drop_after"])
def test_a_lost_answer_adds_nothing_twice(small: Place, what: str) -> None:
    changes = [change(one, 12) for one in small.variants(10, 11)]
    small.shop.faults = [fault(what, WRITE, times=1)]
    with pytest.raises(RemoteUnavailable):
        small.write(*changes)
    repeated = small.write(*changes)
    was_done = what.endswith("_after")
    assert {one.outcome for one in repeated} == ({"stale"} if was_done else {"written"})
    again(small, changes)
    assert small.writes() == [("10", 10, 12), ("11", 5, 12)]


def test_a_firewalls_page_is_an_error_and_nothing_is_written(small: Place) -> None:
    (ten,) = small.variants(10)
    small.shop.faults = [fault("page", WRITE, times=1)]
    with pytest.raises(RemoteRejected):
        small.write(change(ten, 12))
    assert small.writes() == []


def test_a_batch_that_dies_in_its_middle_is_finished_by_the_next() -> None:
    with place(*[product(number) for number in range(1, 21)]) as shop:
        changes = [change(one, 25) for one in shop.everything().values()]
        shop.shop.dies_after = 12
        with pytest.raises(RemoteUnavailable):
            shop.write(*changes)
        assert len(shop.writes()) == 12
        done = shop.write(*changes)
        assert [one.outcome for one in done] == ["stale"] * 12 + ["written"] * 8
        again(shop, changes)
        assert sorted(shop.writes()) == sorted((str(number), 10, 25) for number in range(1, 21))


LOST: list[dict[str, Any]] = [
    {"body": requests.ReadTimeout()},
    {"body": requests.ConnectionError("reset")},
    {"status": 504, "body": "<html>Gateway Time-out</html>"},
    {"status": 524, "body": "<html>A timeout occurred</html>"},
]


@pytest.mark.parametrize("answer", LOST)
def test_a_batch_that_may_still_be_at_work_is_left_alone_for_a_minute(answer: dict[str, Any]) -> None:
    """PHP works on after a gateway has given up: its difference and ours would both be added."""
    row = {"id": 10, "type": "simple", "manage_stock": True, "stock_quantity": 3}
    ten = Variant(id="10", levels=(Level(available=3),))
    with responses.RequestsMock() as shop:
        shop.get(f"{URL}/wp-json/wc/v3/products", json=[row])
        shop.post(f"{URL}/wp-json/wc/v3/products/batch", **answer)
        with pytest.raises(RemoteUnavailable) as lost:
            offline().write([Change(variant=ten, quantity=10, seen=3)], key="k", reference="r")
    assert lost.value.retry_after == 60


@pytest.mark.parametrize(("what", "where"), [("500_before", WRITE), ("429", WRITE), ("drop_before", LOOK)])
def test_what_is_over_or_changes_nothing_is_asked_again_soon(small: Place, what: str, where: str) -> None:
    (ten,) = small.variants(10)
    small.shop.faults = [fault(what, where, times=1)]
    with pytest.raises(RemoteUnavailable) as error:
        small.write(change(ten, 12))
    assert (error.value.retry_after or 0) < 60


def test_a_half_that_fails_leaves_the_other_half_done() -> None:
    with place(*[product(number) for number in range(1, 41)], most_in_batch=20) as shop:
        changes = [change(one, 11) for one in shop.everything().values()]

        def break_the_next() -> None:
            shop.shop.before_write = None
            shop.shop.faults = [fault("500_before", WRITE, times=1)]

        shop.shop.before_write = break_the_next
        with pytest.raises(RemoteUnavailable):
            shop.write(*changes)
        assert len(shop.writes()) == 20
        again(shop, changes)
        assert sorted(shop.writes()) == sorted((str(number), 10, 11) for number in range(1, 41))


def test_an_answer_without_an_item_is_looked_at_again(small: Place) -> None:
    (ten,) = small.variants(10)
    row = {"id": 10, "type": "simple", "manage_stock": True, "stock_quantity": 10}
    answers: list[Any] = [{"update": [{"id": 11}]}, [], {"update": "x"}]
    for answer in answers:
        with responses.RequestsMock() as shop:
            shop.get(f"{URL}/wp-json/wc/v3/products", json=[row])
            shop.post(f"{URL}/wp-json/wc/v3/products/batch", json=answer)
            with pytest.raises(RemoteUnavailable) as error:
                offline().write([change(ten, 12)], key="k", reference="r")
        assert str(error.value) == (
            "WooCommerce respondió a products/batch con algo que no se entiende: no dice qué pasó con el producto 10. "
            "Revisar si un complemento cambia la API REST"
        )


def test_what_is_given_back_meanwhile_is_kept_too(small: Place) -> None:
    small.shop.before_write = lambda: give_back(small.shop.items["10"], 2)
    (ten,) = small.variants(10)
    (done,) = small.write(change(ten, 3))
    assert (done.after, small.units(10)) == (5, 5)


# counting


def test_counting_is_switched_on(small: Place) -> None:
    twelve, twenty_one, eleven = small.variants(12, 21, 11)
    del small.shop.items["11"]
    assert small.stock.count([twelve, twenty_one, eleven]) == {
        "21": "sus existencias las lleva el producto padre (id 20): poner el código en el SKU del padre, o marcar "
        "«Gestionar inventario» en la variación",
        "11": GONE,
    }
    assert small.shop.items["12"].is_counted
    assert small.shop.calls == [WRITE]
    (now,) = small.variants(12)
    assert (now.is_counted, now.levels) == (True, ())
    (done,) = small.write(change(now, 6))
    assert (done.outcome, small.units(12)) == ("written", 6)


def test_counting_again_keeps_the_number(small: Place) -> None:
    ten = small.variants(10)
    assert small.stock.count(ten) == {}
    assert (small.units(10), small.writes()) == (10, [])


def test_a_shop_that_counts_nothing_does_not_begin_to(small: Place) -> None:
    twelve = small.variants(12)
    small.shop.counts_stock = False
    assert list(small.stock.count(twelve)) == ["12"]


# prices


def test_prices_are_written_as_they_are_given(small: Place) -> None:
    ten, eleven, eighteen, twenty = small.variants(10, 11, 18, 20)
    del small.shop.items["11"]
    changes = [
        PriceChange(variant=ten, price=Decimal("64900")),
        PriceChange(variant=eleven, price=Decimal("1")),
        PriceChange(variant=eighteen, price=Decimal("1990.50")),
        PriceChange(variant=twenty, price=Decimal("5")),
    ]
    assert small.stock.write_prices(changes) == {
        "11": GONE,
        "20": "WooCommerce aceptó el precio 5 y muestra '': un producto con variaciones no tiene precio propio; "
        "revisar el producto en la tienda",
    }
    assert [small.shop.items[number].price for number in ("10", "18")] == [Decimal(64900), Decimal("1990.50")]
    assert small.shop.calls == [WRITE, KIN[1]]
    assert small.writes() == []


def test_a_price_is_text_without_an_exponent() -> None:
    with responses.RequestsMock() as shop:
        url = f"{URL}/wp-json/wc/v3/products/batch"
        shop.post(url, json={"update": [{"id": 10, "regular_price": "100"}]})
        assert offline().write_prices([PriceChange(variant=variant(10), price=Decimal("1E+2"))]) == {}
        assert parse(shop.calls[0].request.body or b"") == {"update": [{"id": 10, "regular_price": "100"}]}


# doctor


def test_what_stock_needs_is_there(small: Place) -> None:
    assert [(one.name, one.ok, one.detail) for one in small.stock.check()] == [
        ("lectura de productos", True, "las existencias se pueden leer"),
        ("escritura de productos", True, "las existencias se pueden escribir"),
        ("gestión de inventario", True, "activada en la tienda"),
    ]
    assert small.writes() == []


def test_what_stock_lacks_is_told(small: Place) -> None:
    small.shop.may_write = small.shop.counts_stock = False
    _, writing, counting = small.stock.check()
    assert (writing.ok, writing.fix) == (
        False,
        "Dar a la clave de store.consumer_key el permiso de lectura y escritura",
    )
    assert (counting.ok, counting.severity, counting.detail, counting.fix) == (
        False,
        "error",
        "desactivada en la tienda: WooCommerce no cuenta nada y no guarda ninguna cantidad",
        "Marcar «Activar la gestión de inventario» en WooCommerce › Ajustes › Productos › Inventario",
    )
    small.shop.faults = [fault("503", "GET settings/products/woocommerce_manage_stock")]
    assert list(small.stock.check())[-1].severity == "warning"
    small.shop.faults = [fault("503", "GET products")]
    (reading,) = small.stock.check()
    assert (reading.ok, reading.fix) == (
        False,
        "Dar a la clave de store.consumer_key permiso de lectura, de un usuario que administre la tienda",
    )
