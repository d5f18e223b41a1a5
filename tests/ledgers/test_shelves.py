"""A company's lists: read once for all threads, again when old or when they lack something; nobody else's."""

import threading
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta

import pytest

from connector.errors import RemoteUnavailable
from connector.ledgers.shelves import Companies, Shelf, Shelves
from connector.ledgers.siigo import catalogue as siigo
from connector.ledgers.siigo_legacy import catalogue as siigo_legacy

NOW = datetime(2026, 11, 21, 15, tzinfo=UTC)

Taxes = Mapping[int, str]


class Reading:
    """Gives what the company has, and counts how often it is asked."""

    def __init__(self, *, before: Callable[[], object] = lambda: None) -> None:
        self.count = 0
        self.before = before
        self.has: Taxes = {13156: "IVA 19%"}

    def __call__(self) -> Taxes:
        self.count += 1
        self.before()
        return dict(self.has)


@pytest.mark.parametrize(
    ("after", "keys", "count"),
    [
        (timedelta(minutes=29, seconds=59), [13156], 1),
        (timedelta(minutes=30), [13156], 2),
        (timedelta(minutes=30), [], 2),
        (timedelta(seconds=59), [7081], 1),
        (timedelta(minutes=1), [13156, 7081], 2),
    ],
)
def test_a_list_is_read_again_when_it_is_old_or_lacks_something(after: timedelta, keys: list[int], count: int) -> None:
    shelf, read = Shelf[Taxes](), Reading()
    shelf.held(read, keys, lambda: NOW)
    assert shelf.held(read, keys, lambda: NOW + after) == read.has
    assert read.count == count


def test_a_list_of_times_to_come_is_read_again_since_the_clock_was_put_back() -> None:
    shelf, read = Shelf[Taxes](), Reading()
    shelf.held(read, [], lambda: NOW)
    read.has = {13156: "IVA 19%", 7081: "IVA 5%"}
    assert [shelf.held(read, [7081], lambda: NOW - timedelta(hours=5)) for _ in range(2)] == [read.has] * 2
    assert read.count == 2


def test_a_list_with_nothing_in_it_was_read_all_the_same() -> None:
    shelf, read = Shelf[Taxes](), Reading()
    read.has = {}
    assert [shelf.held(read, [], lambda: NOW) for _ in range(2)] == [{}, {}]
    assert read.count == 1


def test_its_age_counts_from_when_it_was_there() -> None:
    moment = [NOW]

    def take_ten_minutes() -> None:
        moment[0] += timedelta(minutes=10)

    shelf, read = Shelf[Taxes](), Reading(before=take_ten_minutes)
    shelf.held(read, [], lambda: moment[0])
    for minutes, count in ((39, 1), (40, 2)):
        moment[0] = NOW + timedelta(minutes=minutes)
        shelf.held(read, [], lambda: moment[0])
        assert read.count == count


def test_a_reading_that_failed_leaves_what_was_there() -> None:
    def refuse() -> None:
        raise RemoteUnavailable("503")

    shelf, read = Shelf[Taxes](), Reading()
    shelf.held(read, [], lambda: NOW)
    with pytest.raises(RemoteUnavailable):
        shelf.held(Reading(before=refuse), [7081], lambda: NOW + timedelta(minutes=1))
    assert shelf.held(read, [], lambda: NOW + timedelta(minutes=1)) == read.has
    assert read.count == 1


def test_who_comes_while_it_is_read_waits_for_it() -> None:
    shelf = Shelf[Taxes]()
    is_reading, may_end = threading.Event(), threading.Event()

    def slowly() -> None:
        is_reading.set()
        assert may_end.wait(60)

    read, found = Reading(before=slowly), []
    threads = [threading.Thread(target=lambda: found.append(shelf.held(read, [], lambda: NOW))) for _ in range(4)]
    threads[0].start()
    assert is_reading.wait(60)
    for thread in threads[1:]:
        thread.start()
    may_end.set()
    for thread in threads:
        thread.join(60)
    assert found == [read.has] * 4
    assert read.count == 1


def test_lists_are_apart_by_name_and_companies_by_theirs() -> None:
    companies = Companies(Shelves[Taxes])
    ours = companies.of("empresa-1")
    assert ours.shelf("taxes") is companies.of("empresa-1").shelf("taxes")
    assert ours.shelf("taxes") is not ours.shelf("users")
    assert ours.shelf("taxes") is not companies.of("empresa-2").shelf("taxes")


def test_two_systems_share_nothing_though_a_company_has_one_name_in_both() -> None:
    assert siigo.shelves_of("mi-empresa") is not siigo_legacy.shelves_of("mi-empresa")
