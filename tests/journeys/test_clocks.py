"""The clock of the machine was hours ahead and stays so or is put right: nothing waits until it is that late again, and
nothing is made twice."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from connector.cli.replaying import replay_orders
from connector.sandbox.shop.sending import place as place_in
from tests.journeys.aftermath import MORNING, Place, a_place, an_order
from tests.journeys.test_odd_lives import WOO, changed, fault, once, ordered, standing_invoices

AHEAD = timedelta(hours=2)
RIGHT: dict[str, Any] = {"clock": lambda: MORNING}
"""Siigo's own clock is right all the time."""


def put_right(place: Place) -> datetime:
    """The moment at which the clock is put right, and looked at."""
    place.moment = MORNING + timedelta(minutes=1)
    place.work.tick()
    return place.moment


def test_an_invoice_that_was_lost_before_is_found_and_not_made_again(tmp_path: Path, lot_engine: Engine) -> None:
    with a_place(tmp_path, lot_engine, WOO, options=RIGHT) as place:
        place.moment = MORNING + AHEAD
        fault(place, "drop_after")
        ordered(place)
        fault(place, "500_before")
        once(place)
        put_right(place)
        place.settle()
        assert standing_invoices(place) == ["122100.00"], place.state()
        assert [link.kind for link in place.links()] == ["invoice"]


@pytest.mark.parametrize("rules", [{}, {"buyer": {"when_no_id": "final_consumer"}}])
def test_while_it_is_ahead_an_invoice_that_was_lost_is_found_too(
    rules: dict[str, Any], tmp_path: Path, lot_engine: Engine
) -> None:
    with a_place(tmp_path, lot_engine, WOO, options=RIGHT, rules=rules) as place:
        place.moment = MORNING + AHEAD
        fault(place, "drop_after")
        ordered(place, **({"meta_data": []} if rules else {}))
        fault(place, "500_before")
        place.settle()
        assert standing_invoices(place) == ["122100.00"], place.state()


@pytest.mark.parametrize("how", ["new", "known", "replayed", "tried"])
def test_an_order_is_not_hours_away(how: str, tmp_path: Path, lot_engine: Engine) -> None:
    with a_place(tmp_path, lot_engine, WOO, options=RIGHT) as place:
        if how != "new":
            fault(place, "503", times=None)
            ordered(place)
        place.moment = MORNING + AHEAD
        if how == "new":
            place.send(place_in(place.shop.shop, an_order(WOO)))
        elif how == "known":
            changed(place, status="completed")
        elif how == "replayed":
            replay_orders(place.engine, place.rows())
        else:
            fault(place, "503", times=None)
            once(place)
        now = put_right(place)
        [row] = place.rows()
        assert row.due_at is not None
        assert row.due_at <= now + timedelta(minutes=2)
        once(place)
        assert place.moment < now + timedelta(minutes=3)


def test_dians_answer_is_not_hours_away(tmp_path: Path, lot_engine: Engine) -> None:
    with a_place(tmp_path, lot_engine, WOO, options={**RIGHT, "stamp_after_polls": 3}) as place:
        place.moment = MORNING + AHEAD
        ordered(place)
        once(place)
        now = put_right(place)
        place.settle()
        [invoice] = place.links()
        assert (invoice.status, place.state()) == ("Accepted", ("issued", ""))
        assert place.moment < now + timedelta(hours=1)
