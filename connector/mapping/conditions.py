"""`if` and `invoice_when`: tests on what paths find. Numbers by value, days by Bogotá's calendar, text exactly."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal

from connector.colombia.dates import bogota_date
from connector.mapping.paths import Path
from connector.mapping.read import Node
from connector.mapping.spec import TEST_WORDS, Test, Tests, Value
from connector.mapping.spots import Findings, Spot, did_you_mean, shown
from connector.messages import say
from connector.model.money import NotMoney, money_of, plain

PathOf = Callable[[str, Spot, str], Path | None]
"""Compiles a path for a target, or notes the problem."""

Find = Callable[[Path], object]
"""What a path finds in the scope in force."""


def is_empty(value: object) -> bool:
    """None, blank text, an empty list or object. Zero and false are values."""
    if isinstance(value, str):
        return not value or value.isspace()
    return value is None or (isinstance(value, list | dict) and not value)


def compile_tests(node: Node, target: str, path_of: PathOf, findings: Findings) -> Tests:
    """`{path: test, …}`, all of which must hold, or a list of such, of which any must."""
    ways = node.value if isinstance(node.value, tuple) else (node,)
    if not ways:
        findings.add(node.key_at, "mapping.tests_empty", target=target)
    return Tests(ways=tuple(_way(way, target, path_of, findings) for way in ways), at=node.key_at)


def holds(tests: Tests, find: Find) -> bool:
    return any(all(_holds(test, find(test.path)) for test in way) for way in tests.ways)


def why_not(tests: Tests, find: Find) -> str:
    """For each way the first test that failed, with what was found; empty when the tests hold."""
    failed = [next((test for test in way if not _holds(test, find(test.path))), None) for way in tests.ways]
    if any(test is None for test in failed):
        return ""
    return f"; {say('mapping.or')} ".join(_failure(test, find(test.path)) for test in failed if test is not None)


def _way(node: Node, target: str, path_of: PathOf, findings: Findings) -> tuple[Test, ...]:
    if not isinstance(node.value, dict) or not node.value:
        findings.add(node.at, "mapping.tests_not_object", target=target)
        return ()
    found: list[Test] = []
    for text, child in node.value.items():
        path = path_of(text, child.key_at, target)
        for word, operand in _operands(child, target, findings):
            expected = _expected(word, operand, target, findings)
            if path is not None and expected is not None:
                found.append(Test(path=path, word=word, expected=expected, at=child.key_at))
    return tuple(found)


def _operands(node: Node, target: str, findings: Findings) -> list[tuple[str, Node]]:
    if not isinstance(node.value, dict):
        return [("equals", node)]
    if not node.value:
        findings.add(node.at, "mapping.test_empty", target=target)
    for word in node.value.keys() - TEST_WORDS:
        near = did_you_mean(word, TEST_WORDS)
        findings.add(node.value[word].key_at, "mapping.test_word", target=target, word=shown(word), near=near)
    return [(word, operand) for word, operand in node.value.items() if word in TEST_WORDS]


def _expected(word: str, node: Node, target: str, findings: Findings) -> Value | tuple[Value, ...] | None:
    """The operand, checked. None, and a problem, when the word cannot take it."""
    value = node.value
    match word, value:
        case "in", tuple() as elements if elements:
            scalars = [element.value for element in elements]
            if all(isinstance(scalar, str | int | Decimal) for scalar in scalars):
                return tuple(scalar for scalar in scalars if isinstance(scalar, str | int | Decimal))
        case "present", bool():
            return value
        case "at_least", int() | Decimal() if not isinstance(value, bool):
            return value
        case "at_least", str() if _day(value):
            return value
        case (("equals" | "contains"), str() | int() | Decimal()):
            return value
    findings.add(node.at if value is not None else node.key_at, f"mapping.test_{word}", target=target)
    return None


def _holds(test: Test, value: object) -> bool:
    match test.word, test.expected:
        case "present", expected:
            return is_empty(value) is not expected
        case "in", tuple() as choices:
            return any(_same(value, choice) for choice in choices)
        case "contains", expected:
            if isinstance(value, list):
                return any(_same(element, expected) for element in value)
            return isinstance(value, str) and str(expected) in value
        case "at_least", int() | Decimal() as least:
            amount = _amount(value)
            return amount is not None and amount >= least
        case "at_least", str() as first_day:
            day, first = _day(value), _day(first_day)
            return day is not None and first is not None and day >= first
        case _, expected:
            return _same(value, expected)


def _same(value: object, expected: object) -> bool:
    """Free fields hold numbers as text or as numbers, so `5` is also the text "5"."""
    if isinstance(value, bool) or isinstance(expected, bool):
        return value is expected
    if isinstance(value, str) is isinstance(expected, str):
        return value == expected
    text, number = (value, expected) if isinstance(value, str) else (expected, value)
    return isinstance(number, int | Decimal) and text == plain(Decimal(number))


def _day(value: object) -> date | None:
    """A day of Bogotá's calendar, from a moment of the order or a text 2026-11-21; None for anything else."""
    if isinstance(value, datetime):
        return bogota_date(value)
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _amount(value: object) -> Decimal | None:
    try:
        return money_of(value)
    except NotMoney:
        return None


def _failure(test: Test, value: object) -> str:
    found = say("mapping.found_empty") if is_empty(value) else shown(value)
    if test.expected is False and test.word == "present":
        return say("mapping.not_empty", at=test.at, path=test.path.text, found=found)
    expected = test.expected if isinstance(test.expected, tuple) else (test.expected,)
    wanted = ", ".join(map(shown, expected))
    return say(f"mapping.not_{test.word}", at=test.at, path=test.path.text, found=found, wanted=wanted)
