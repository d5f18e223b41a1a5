"""The outbox: a key is one parcel, numbers have no gaps, a batch leaves once; on both databases."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import Engine

from connector.db.outbox import DatabaseOutbox
from connector.errors import OrderHeld
from connector.model.outbox import Fate, Landed, Packed, Parcel

NOW = datetime(2026, 11, 28, 15, tzinfo=UTC)
BOOKED = Landed(state="sent", rest=Fate(state="booked"))

Put = Callable[..., Parcel]


def packed(key: str, **changes: Any) -> Packed:
    fields: dict[str, Any] = {
        "key": key,
        "kind": "invoice",
        "order_id": f"order-{key}",
        "marker": f"ref:{key}",
        "dated_on": date(2026, 11, 28),
        "total": Decimal("59900.00"),
        "series": "F-1",
        "size": 3,
        "contents": '{"rows": []}',
    }
    return Packed(**{**fields, **changes})


@pytest.fixture
def outbox(engine: Engine) -> DatabaseOutbox:
    return DatabaseOutbox(engine, "empresa")


@pytest.fixture
def put(outbox: DatabaseOutbox) -> Put:
    def put_(key: str, *, room: int = 100, **changes: Any) -> Parcel:
        return outbox.put(packed(key, **changes), now=NOW, room=room)

    return put_


def test_the_same_key_is_the_same_parcel(outbox: DatabaseOutbox, put: Put) -> None:
    one = put("a")
    assert put("a") == one == outbox.parcel(one.id) == outbox.marked("ref:a")
    assert (one.name, one.place, one.state, one.total, one.dated_on) == (
        *("F-1-1", 1, "waiting", Decimal("59900.00")),
        date(2026, 11, 28),
    )
    assert (one.batch.period, one.batch.size, one.batch.created_at) == ("2026-11", 3, NOW)
    assert outbox.marked("ref:") is None
    assert outbox.parcel("parcel-999") is outbox.parcel("x") is None


def test_another_company_sees_nothing_and_counts_by_itself(outbox: DatabaseOutbox, put: Put, engine: Engine) -> None:
    one, other = put("a"), DatabaseOutbox(engine, "otra")
    assert other.parcel(one.id) is other.marked("ref:a") is None
    assert other.take(one.batch.id, now=NOW, states={"open"}) == ()
    assert not other.withdraw(one.id)
    assert other.put(packed("a"), now=NOW, room=100).name == "F-1-1"


def test_numbers_count_by_series_from_the_first(put: Put) -> None:
    assert [put(key, first_number=1001).name for key in "ab"] == ["F-1-1001", "F-1-1002"]
    assert put("c", series="J-2").name == "J-2-1"
    assert put("d", first_number=2000).name == "F-1-2000"
    assert put("e", first_number=1).name == "F-1-2001"


def test_a_number_that_is_given_is_taken_once(outbox: DatabaseOutbox, put: Put) -> None:
    one = put("a", number=2)
    with pytest.raises(OrderHeld, match="F-1-2 ya es del pedido order-a"):
        put("b", number=2)
    assert [put(key).number for key in "cd"] == [1, 3]
    assert outbox.withdraw(one.id)
    assert put("e", number=2).number == 2


def test_what_is_withdrawn_leaves_its_number(outbox: DatabaseOutbox, put: Put) -> None:
    parcels = [put(key) for key in "abcd"]
    assert outbox.withdraw(parcels[2].id)
    assert outbox.withdraw(parcels[1].id)
    assert not outbox.withdraw(parcels[1].id)
    assert outbox.marked("ref:b") is None
    assert [put(key).number for key in "efg"] == [2, 3, 5]
    assert outbox.withdraw(parcels[0].id)
    assert put("h", first_number=1001).number == 1001, "below the first number nothing is ours any more"
    kept = outbox.parcel(parcels[1].id)
    assert kept is not None
    assert (kept.state, kept.number) == ("withdrawn", 2)


def test_a_number_that_was_left_is_not_below_the_first_that_the_merchant_wants(
    outbox: DatabaseOutbox, put: Put
) -> None:
    one = put("a", first_number=1001)
    assert outbox.withdraw(one.id)
    assert put("b", first_number=5001).number == 5001


def test_a_wrong_number_that_was_given_by_hand_is_not_given_to_another(outbox: DatabaseOutbox, put: Put) -> None:
    """A mapping wrote the date there, and was mended; one that the series has passed leaves no gap."""
    wrong, passed = put("a", number=20261128), put("b", number=1002)
    assert outbox.withdraw(wrong.id)
    assert [put(key, first_number=1001).number for key in "cd"] == [1001, 1003]
    assert outbox.withdraw(passed.id)
    assert [put(key, first_number=1001).number for key in "ef"] == [1002, 1004]


def test_a_series_that_reaches_a_number_that_was_taken_back_has_it(outbox: DatabaseOutbox, put: Put) -> None:
    ahead = put("a", number=2)
    assert outbox.withdraw(ahead.id)
    assert [put(key).number for key in "bcd"] == [1, 2, 3]


def test_numbers_have_room_for_what_the_bridge_takes(outbox: DatabaseOutbox, put: Put) -> None:
    """Up to ten digits."""
    assert put("a", number=9_999_999_999).number == 9_999_999_999
    assert [put(key, first_number=8_000_000_000).number for key in "bc"] == [8_000_000_000, 8_000_000_001]


def test_a_batch_has_room_and_one_month(put: Put) -> None:
    parcels = [put(key, room=7) for key in "abc"]
    december = put("d", dated_on=date(2026, 12, 1))
    large = put("e", room=7, size=20)
    after = put("f", room=7)
    assert [(parcel.batch.id == parcels[0].batch.id, parcel.place) for parcel in parcels] == [
        (True, 1),
        (True, 4),
        (False, 1),
    ]
    assert (december.batch.period, december.place) == ("2026-12", 1)
    assert large.batch.id not in (parcels[0].batch.id, parcels[2].batch.id)
    assert after.batch.id == parcels[2].batch.id


def test_a_batch_leaves_once_and_nothing_joins_it_then(outbox: DatabaseOutbox, put: Put) -> None:
    one, other = put("a"), put("b")
    taken = outbox.take(one.batch.id, now=NOW, states={"open"})
    assert [(parcel.id, parcel.state) for parcel in taken] == [(one.id, "sending"), (other.id, "sending")]
    assert taken[0].batch.sent_at == NOW
    assert outbox.take(one.batch.id, now=NOW, states={"open"}) == ()
    assert not outbox.withdraw(one.id)
    assert put("c").batch.id != one.batch.id
    outbox.land(one.batch.id, BOOKED)
    assert [parcel.state for parcel in outbox.parcels(one.batch.id)] == ["booked", "booked"]
    assert not outbox.withdraw(one.id)


def test_what_was_refused_says_why_and_gives_its_number_back(outbox: DatabaseOutbox, put: Put) -> None:
    one, other = put("a"), put("b")
    outbox.take(one.batch.id, now=NOW, states={"open"})
    fates = {one.id: Fate(state="rejected", errors=("la cuenta 4 no existe", "el NIT no existe"))}
    outbox.land(one.batch.id, Landed(state="sent", fates=fates, rest=Fate(state="booked")))
    refused = outbox.parcel(one.id)
    assert refused is not None
    assert (refused.state, refused.errors) == ("rejected", ("la cuenta 4 no existe", "el NIT no existe"))
    assert (outbox.withdraw(one.id), outbox.withdraw(other.id)) == (True, False)
    assert put("a2").name == "F-1-1"


def test_a_batch_that_did_not_arrive_leaves_again_later(outbox: DatabaseOutbox, put: Put) -> None:
    one = put("a")
    outbox.take(one.batch.id, now=NOW, states={"open"})
    later = NOW + timedelta(minutes=5)
    outbox.land(one.batch.id, Landed(state="open", rest=Fate(state="waiting"), not_before=later, why="sin respuesta"))
    [batch] = outbox.batches()
    assert (batch.state, batch.not_before, batch.why) == ("open", later, "sin respuesta")
    assert outbox.batches("2026-12") == []
    assert outbox.take(one.batch.id, now=later - timedelta(seconds=1), states={"open"}) == ()
    assert len(outbox.take(one.batch.id, now=later, states={"open"})) == 1


@pytest.mark.parametrize("has_left", [True, False])
def test_nothing_joins_what_somebody_over_there_has_seen(outbox: DatabaseOutbox, put: Put, has_left: bool) -> None:
    """Whoever came later would wait for what is wrong with it."""
    one = put("a")
    outbox.take(one.batch.id, now=NOW, states={"open"})
    outbox.land(one.batch.id, Landed(state="open", rest=Fate(state="waiting"), has_left=has_left))
    assert (put("b").batch.id == one.batch.id) == (not has_left)


def test_a_batch_that_was_refused_whole_leaves_in_halves(outbox: DatabaseOutbox, put: Put) -> None:
    """Until whatever is wrong stands alone."""
    parcels = [put(key, size=size) for key, size in zip("abcde", (3, 2, 4, 3, 2), strict=True)]
    refused = Landed(state="open", rest=Fate(state="waiting"), why="no", halves=True)
    for _ in range(3):
        for batch in outbox.batches():
            assert outbox.take(batch.id, now=NOW, states={"open"})
            outbox.land(batch.id, refused)
    now = [found for parcel in parcels if (found := outbox.parcel(parcel.id))]
    assert len({parcel.batch.id for parcel in now}) == 5
    assert [(parcel.place, parcel.batch.size) for parcel in now] == [(1, parcel.size) for parcel in parcels]
    assert {(parcel.batch.why, parcel.batch.created_at, parcel.state) for parcel in now} == {("no", NOW, "waiting")}


def test_an_answer_that_comes_after_the_batch_was_given_up_changes_nothing(outbox: DatabaseOutbox, put: Put) -> None:
    """A sender that slept is taken for dead; a person is asked, and then its answer comes."""
    one = put("a")
    outbox.take(one.batch.id, now=NOW, states={"open"})
    lost = Landed(state="unclear", rest=Fate(state="unclear", errors=("se perdió",)))
    assert outbox.land(one.batch.id, lost)
    assert not outbox.land(one.batch.id, BOOKED)
    assert [(parcel.state, parcel.batch.state) for parcel in outbox.parcels(one.batch.id)] == [("unclear", "unclear")]
    later = NOW + timedelta(hours=1)
    assert outbox.take(one.batch.id, now=later, states={"unclear"})
    assert not outbox.land(one.batch.id, BOOKED, sent_at=NOW), "the answer of the first time is none of the second"
    assert outbox.land(one.batch.id, BOOKED, sent_at=later)


def test_a_batch_of_which_all_was_taken_back_is_not_on_its_way(outbox: DatabaseOutbox, put: Put) -> None:
    one = put("a")
    assert outbox.withdraw(one.id)
    assert outbox.take(one.batch.id, now=NOW, states={"open"}) == ()
    assert [batch.state for batch in outbox.batches()] == ["open"]


# --- what a person says -----------------------------------------------------------------------------------------------


@pytest.fixture
def lost(outbox: DatabaseOutbox, put: Put) -> list[Parcel]:
    """Three documents of which nobody knows."""
    parcels = [put(key) for key in "abc"]
    outbox.take(parcels[0].batch.id, now=NOW, states={"open"})
    later = NOW + timedelta(minutes=5)
    unclear = Landed(state="unclear", rest=Fate(state="unclear", errors=("busque",)), not_before=later, why="se perdió")
    outbox.land(parcels[0].batch.id, unclear)
    return parcels


def seen(outbox: DatabaseOutbox, batch_id: str) -> tuple[str, list[str]]:
    """Of the batch, and of its documents."""
    [batch] = [batch for batch in outbox.batches() if batch.id == batch_id]
    return batch.state, [parcel.state for parcel in outbox.parcels(batch_id)]


def test_one_document_is_answered_and_the_others_are_not(outbox: DatabaseOutbox, lost: list[Parcel]) -> None:
    batch = lost[0].batch.id
    [said] = outbox.settle(batch, Fate(state="booked"), names=["F-1-2"])
    assert said.id == lost[1].id
    assert seen(outbox, batch) == ("unclear", ["unclear", "booked", "unclear"])
    assert len(outbox.settle(batch, Fate(state="booked"))) == 2
    assert seen(outbox, batch) == ("sent", ["booked"] * 3)
    assert outbox.settle(batch, Fate(state="booked")) == ()


def test_one_that_leaves_again_takes_nobody_along(outbox: DatabaseOutbox, lost: list[Parcel], put: Put) -> None:
    batch = lost[0].batch.id
    outbox.settle(batch, Fate(state="waiting"), names=["F-1-2"])
    assert seen(outbox, batch) == ("open", ["unclear", "waiting", "unclear"])
    assert put("d").batch.id != batch
    assert [parcel.name for parcel in outbox.take(batch, now=NOW, states={"open"})] == ["F-1-2"]
    assert outbox.settle(batch, Fate(state="booked"), names=[]) == (), "it is on its way"
    outbox.land(batch, BOOKED)
    assert seen(outbox, batch) == ("sent", ["unclear", "booked", "unclear"])
    assert len(outbox.settle(batch, Fate(state="booked"))) == 2


def test_a_name_of_which_there_is_nothing_to_say_is_told(outbox: DatabaseOutbox, lost: list[Parcel]) -> None:
    batch = lost[0].batch.id
    with pytest.raises(OrderHeld, match=r"F-1-7, F-1-9"):
        outbox.settle(batch, Fate(state="booked"), names=["F-1-1", "F-1-9", "F-1-7"])
    assert seen(outbox, batch) == ("unclear", ["unclear"] * 3)
    assert outbox.settle("2026-11-99", Fate(state="booked")) == ()


def test_a_number_that_belongs_to_another_document_is_never_given_again(
    outbox: DatabaseOutbox, lost: list[Parcel], put: Put
) -> None:
    outbox.settle(lost[0].batch.id, Fate(state="rejected", errors=("de otro",)), names=["F-1-2"], burns=True)
    assert outbox.withdraw(lost[1].id)
    assert [put(key).number for key in "de"] == [4, 5]
    with pytest.raises(OrderHeld, match="F-1-2"):
        put("f", number=2)


def test_what_was_written_out_stays_as_it_is_until_somebody_says_more(outbox: DatabaseOutbox, put: Put) -> None:
    parcels = [put(key) for key in "abc"]
    batch = parcels[0].batch.id
    assert outbox.settle(batch, Fate(state="booked")) == (), "nothing was written out yet"
    assert outbox.export(batch, now=NOW)
    assert not outbox.export(batch, now=NOW)
    assert put("d").batch.id != batch
    assert not outbox.withdraw(parcels[0].id)
    assert outbox.take(batch, now=NOW, states={"open", "exported"}) == ()
    outbox.settle(batch, Fate(state="booked"), names=["F-1-1"])
    assert seen(outbox, batch) == ("exported", ["booked", "waiting", "waiting"])
    outbox.settle(batch, Fate(state="waiting"), names=["F-1-3"])
    assert seen(outbox, batch) == ("exported", ["booked", "waiting"])
    apart = outbox.parcel(parcels[2].id)
    assert apart is not None
    assert (apart.state, apart.batch.state, apart.batch.size, apart.place) == ("waiting", "open", 3, 1)
    assert outbox.withdraw(apart.id)
    outbox.settle(batch, Fate(state="waiting"))
    assert seen(outbox, batch) == ("open", ["booked", "waiting"])


def test_nothing_is_written_out_of_a_batch_in_which_nothing_waits(outbox: DatabaseOutbox, put: Put) -> None:
    one = put("a")
    assert outbox.withdraw(one.id)
    assert not outbox.export(one.batch.id, now=NOW)
    assert put("b").batch.id == one.batch.id


def test_many_at_once_are_numbered_without_gaps(outbox: DatabaseOutbox, put: Put) -> None:
    with ThreadPoolExecutor(8) as pool:
        parcels = list(pool.map(lambda number: put(f"k{number % 40}", room=30), range(80)))
    assert sorted({parcel.number for parcel in parcels}) == list(range(1, 41))
    for batch in outbox.batches():
        inside = outbox.parcels(batch.id)
        assert batch.size == sum(parcel.size for parcel in inside) <= 30
        assert [parcel.place for parcel in inside] == list(range(1, batch.size, 3))


def test_of_many_who_take_a_batch_one_gets_it(outbox: DatabaseOutbox, put: Put) -> None:
    batch = put("a").batch.id
    with ThreadPoolExecutor(8) as pool:
        taken = list(pool.map(lambda _: outbox.take(batch, now=NOW, states={"open"}), range(8)))
    assert sorted(len(parcels) for parcels in taken) == [0] * 7 + [1]
