"""One way for each line: nearest to the total, then fewest lines touched, then the heaviest; against brute force."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from connector.ledgers.exact import Choice, OpenLine, Solution, solve
from tests.lots import EVERYTHING


def open_line(weight: int, natural: int, *others: int) -> OpenLine[str]:
    """A line whose ways are named after how far they are off."""
    return OpenLine(
        weight=Decimal(weight),
        natural=Choice(natural, str(natural)),
        others=lambda: [Choice(off, str(off)) for off in others],
    )


def offs(solution: Solution[str]) -> list[int]:
    return [choice.off for choice in solution.chosen]


def test_lines_that_are_exact_stay_as_they_are() -> None:
    def never() -> list[Choice[str]]:
        raise AssertionError("the ways beside the natural one are not looked for")

    lines = [OpenLine(weight=Decimal(1), natural=Choice(0, "plain"), others=never) for _ in range(3)]
    assert solve(lines) == Solution(tuple(line.natural for line in lines), 0)


def test_nothing_comes_to_nothing() -> None:
    assert solve([]) == Solution((), 0)
    assert solve([], wanted=3) == Solution((), -3)


def test_two_lines_that_miss_cancel_out() -> None:
    solution = solve([open_line(20, -1, 1), open_line(10, -1, 1)])
    assert (sorted(offs(solution)), solution.off) == ([-1, 1], 0)


def test_the_heaviest_line_that_can_gives_the_cent() -> None:
    lines = [open_line(10, 0, 1, -1), open_line(900, 0, 2, -2), open_line(500, 0, 1, -1), open_line(20, -1)]
    assert offs(solve(lines)) == [0, 0, 1, -1]


def test_of_equally_heavy_lines_the_first_gives_it() -> None:
    assert offs(solve([open_line(5, 0, 1), open_line(5, 0, 1), open_line(5, -1)])) == [1, 0, -1]


def test_one_line_of_two_cents_is_touched_rather_than_two_of_one() -> None:
    lines = [open_line(50, 0, 1, -1), open_line(40, 0, 1, -1), open_line(30, 0, 2, -2), open_line(20, -2)]
    assert offs(solve(lines)) == [0, 0, 2, -2]


def test_a_cent_that_nobody_has_is_missing_rather_than_too_much() -> None:
    assert solve([open_line(1, 1, -1)]).off == -1
    assert solve([open_line(1, 1)]).off == 1


def test_never_above_takes_a_larger_miss_below() -> None:
    line = open_line(1, 1, -3)
    assert solve([line]).off == 1
    assert solve([line], never_above=True).off == -3
    assert solve([open_line(1, 1)], never_above=True).off == 1, "where there is nothing else"


def test_what_is_wanted_is_reached_by_touching_exact_lines() -> None:
    solution = solve([open_line(1, 0, 1, -1), open_line(2, 0, 1, -1)], wanted=2)
    assert (offs(solution), solution.off) == ([1, 1], 0)


def test_a_line_has_one_way_for_each_miss_and_the_natural_one_wins() -> None:
    line = OpenLine(
        weight=Decimal(1), natural=Choice(-1, "natural"), others=lambda: [Choice(-1, "other"), Choice(1, "above")]
    )
    assert [choice.way for choice in line.choices] == ["natural", "above"]


# --- against brute force ----------------------------------------------------------------------------------------------


@st.composite
def carts(draw: st.DrawFn) -> list[OpenLine[str]]:
    """Up to four lines. The natural way is the nearest, so that one which misses cannot be exact by itself."""
    lines = []
    for _ in range(draw(st.integers(1, 4))):
        natural = draw(st.sampled_from((0, 0, 0, -1, 1, -2)))
        others = draw(st.lists(st.integers(-4, 4).filter(lambda off, least=natural: abs(off) > abs(least)), max_size=4))
        lines.append(open_line(draw(st.integers(1, 4)), natural, *others, *draw(st.sampled_from(((), (-natural,))))))
    return lines


def every(lines: Sequence[OpenLine[str]]) -> list[tuple[int, ...]]:
    return list(product(*([choice.off for choice in line.choices] for line in lines)))


def touched_weights(lines: Sequence[OpenLine[str]], chosen: Sequence[int]) -> list[Decimal]:
    return sorted((line.weight for line, off in zip(lines, chosen, strict=True) if off), reverse=True)


@settings(max_examples=1500 if EVERYTHING else 250, deadline=None)
@given(carts(), st.integers(-3, 3), st.booleans())
def test_nothing_is_nearer_and_nothing_as_near_touches_less(
    lines: list[OpenLine[str]], wanted: int, never_above: bool
) -> None:
    def miss(chosen: Sequence[int]) -> tuple[bool, int, bool]:
        off = sum(chosen) - wanted
        return never_above and off > 0, abs(off), off > 0

    solution = solve(lines, wanted=wanted, never_above=never_above)
    chosen = offs(solution)
    assert solution.off == sum(chosen) - wanted
    ways = every(lines)
    natural = tuple(line.natural.off for line in lines)
    if sum(natural) == wanted:  # exact as they are
        assert chosen == list(natural)
        return
    best = min(map(miss, ways))
    assert miss(chosen) == best
    as_near = [way for way in ways if miss(way) == best]
    fewest = min(sum(map(bool, way)) for way in as_near)
    assert sum(map(bool, chosen)) == fewest
    cheapest = [way for way in as_near if sum(map(bool, way)) == fewest]
    least = min(sum(map(abs, way)) for way in cheapest)
    assert sum(map(abs, chosen)) == least
    heaviest = max(touched_weights(lines, way) for way in cheapest if sum(map(abs, way)) == least)
    assert touched_weights(lines, chosen) == heaviest


@settings(max_examples=500 if EVERYTHING else 150, deadline=None)
@given(carts(), st.integers(-3, 3), st.randoms(use_true_random=False))
def test_another_order_of_the_lines_comes_to_the_same_total(lines: list[OpenLine[str]], wanted: int, random) -> None:
    solution = solve(lines, wanted=wanted)
    assert solve(lines, wanted=wanted) == solution
    shuffled = random.sample(lines, len(lines))
    assert solve(shuffled, wanted=wanted).off == solution.off


def test_sixty_lines_that_miss_alike_come_to_the_total() -> None:
    """More sums than are kept while lines are joined."""
    lines = [open_line(number, -1, 1, 2, -2) for number in range(1, 61)]
    solution = solve(lines)
    assert (solution.off, sum(map(bool, offs(solution)))) == (0, 60)
