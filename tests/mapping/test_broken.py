"""Every file in broken/ says, in the .txt beside it, all that is wrong with it: where, what, and what to do."""

from pathlib import Path

import pytest

from connector.errors import MappingError
from connector.mapping import lint, load
from connector.messages import speaking
from tests.mapping.schemas import SCHEMAS

FOLDER = Path(__file__).parent / "broken"
FILES = sorted(FOLDER.glob("*.yaml"))


def problems_of(path: Path) -> list[str]:
    try:
        return lint(load(path, environ={}, presets=FOLDER), SCHEMAS)
    except MappingError as error:
        return list(error.problems)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_says_exactly_what_stands_beside_it(path: Path) -> None:
    expected = path.with_suffix(".txt").read_text(encoding="utf-8").splitlines()
    assert problems_of(path) == expected
    assert expected


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_says_it_in_english_too_at_the_same_places(path: Path) -> None:
    with speaking("en"):
        english = problems_of(path)
    spanish = problems_of(path)

    def places(sentences: list[str]) -> list[str]:
        return sorted(":".join(sentence.split(":")[:3]) for sentence in sentences)

    assert places(english) == places(spanish)
    assert not set(english) & set(spanish)


def test_there_are_at_least_twenty() -> None:
    assert len(FILES) >= 20
