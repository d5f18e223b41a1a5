"""The frame of lives over the older Siigo Nube and Siigo Pyme: told twice or killed anywhere, they end the same."""

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from itertools import cycle, product
from typing import TypeVar

from tests.journeys.aftermath import Points, counting, dying, naming
from tests.journeys.lives import PLATFORMS, Life, change, platform_of
from tests.journeys.other_place import OtherPlace, deaths, goes_on, told_again
from tests.lots import EVERYTHING

OTHER = TypeVar("OTHER", bound=OtherPlace)

LOST = ("500_after", "500_before", "drop_after", "drop_before")
"""Faults after which nobody knows whether the document was made."""


def on_platforms(names: Iterable[str]) -> list[tuple[str, str]]:
    """Each on one of the platforms in turn; EVERYTHING: on all of them."""
    return list(product(names, PLATFORMS) if EVERYTHING else zip(names, cycle(PLATFORMS)))


LOST_ON = on_platforms(LOST)


def goods_leave(place: OtherPlace) -> None:
    if platform_of(place) == "woocommerce":
        change(place, status="completed")
    else:
        change(place, fulfillment_status="fulfilled")


def assert_it_always_ends_the_same(
    journey: str, life: Life[OTHER], new_place: Callable[[], AbstractContextManager[OTHER]], points: Points
) -> None:
    """Killed at points that are the journey's lot; EVERYTHING: at every point that it passes, each time."""
    with new_place() as place:
        with counting(points) as steps:
            life.go(place)
        life.check(place)
        told_again(place)
        life.check(place)
    for point, turn in deaths(journey, steps):
        with new_place() as place, dying(point, turn, points) as died, naming(point, turn):
            goes_on(place)
            life.go(place)
            life.check(place)
        assert died
