"""The rules of taste that a machine can see, over every file of the package."""

import re
from pathlib import Path
from string import Formatter

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "connector"
SOURCES = sorted(PACKAGE.rglob("*.py"))
FORBIDDEN_NAMES = {"utils", "helpers", "common", "base", "manager", "services", "core", "misc"}

RULES = [
    # (pattern, why, the only files where it may stand)
    (r"(?<!case )\bfloat\(", "money and numbers of others are Decimal", {"model/money.py"}),
    (r"\bround\(", "rounding is named: model/money.py", {"model/money.py"}),
    (r"datetime\.now\(", "now is an argument", {"clock.py", "sandbox/clock.py"}),
    (r"utcnow|date\.today\(", "dates are Bogotá's and given", set()),
    (r"\bimport json\b|\bjson\.loads\(|\bjson\.dumps\(", "JSON goes through json_text", {"json_text.py"}),
    (r"\.json\(\)", "requests would parse money as float: json_text.parse(response.content)", set()),
    (r"\b(TODO|FIXME|XXX|HACK)\b", "finish it or write an issue", set()),
    (r"except Exception", "never catch what you cannot name", {"issuing/work.py", "inventory/work.py"}),
    (r"except:|except BaseException:\s*$", "never catch what you cannot name", {"db/database.py"}),
    (r"# noqa(?!: )|type: ignore(?!\[)", "name what is ignored", set()),
    (r"\bprint\(", "commands echo, services log", set()),
    (r"NotImplementedError", "no stub called done", set()),
    (r"pragma: no cover", "test it or delete it", set()),
    (r"/work/|/tmp/|/root/", "no path of one machine", set()),
]


@pytest.mark.parametrize(("pattern", "why", "allowed"), RULES, ids=[rule[0] for rule in RULES])
def test_rule(pattern: str, why: str, allowed: set[str]) -> None:
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in SOURCES
        if str(path.relative_to(PACKAGE)) not in allowed
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if re.search(pattern, line)
    ]
    assert not found, why


def test_a_shops_words_end_at_to_order() -> None:
    assert not _outside("line_items", {"stores", "messages", "sandbox"})


def test_a_ledgers_words_begin_at_compose() -> None:
    """`siigo` is a word of the ledgers, the sandbox and of what people read; nobody else branches on it."""
    lines = _outside(r"\bsiigo\b", {"ledgers", "sandbox", "messages", "cli"})
    assert not [line for line in lines if not _is_prose(line)]


def test_modules_are_named_after_what_they_hold() -> None:
    assert not [str(path) for path in SOURCES if path.stem in FORBIDDEN_NAMES]


def test_modules_say_what_they_promise() -> None:
    silent = [
        str(path.relative_to(ROOT))
        for path in SOURCES
        if path.stat().st_size and not path.read_text(encoding="utf-8").startswith('"""')
    ]
    assert not silent


def test_messages_have_both_languages_with_the_same_names() -> None:
    from connector.messages import catalogue

    for key, (spanish, english) in catalogue().items():
        assert spanish, key
        assert english, key
        assert _names(spanish) == _names(english), key


def _names(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_every_message_is_used_and_every_used_message_exists() -> None:
    from connector.messages import catalogue

    code = "\n".join(path.read_text(encoding="utf-8") for path in SOURCES if "messages" not in path.parts)
    used = set(re.findall(r"""["']([a-z_]+\.[a-z0-9_.]+)["']""", code))
    families = r"""(?:f["']([a-z_]+\.[a-z_.]*)\{|startswith\(["']([a-z_]+\.[a-z_.]*)["'])"""
    prefixes = tuple("".join(found) for found in re.findall(families, code))
    known = set(catalogue())
    said = set(re.findall(r"""say\(\s*["']([a-z_]+\.[a-z0-9_.]+)["']""", code))
    assert said <= known, said - known
    unused = {key for key in known - used if not key.startswith(prefixes)}
    assert not unused


def _outside(pattern: str, folders: set[str]) -> list[str]:
    return [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in SOURCES
        if path.relative_to(PACKAGE).parts[0] not in folders
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if re.search(pattern, line)
    ]


def _is_prose(line: str) -> bool:
    """A comment, a docstring's reference (`siigo-api.md`) or the package's own name in a user agent."""
    return bool(re.search(r"siigo-api\.md|siigo-connector|#.*siigo", line))
