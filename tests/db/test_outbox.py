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
    assert put("b").batch.id == one.batch.id
    assert len(outbox.take(one.batch.id, now=later, states={"open"})) == 2


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
