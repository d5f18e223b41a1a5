"""Every text of the catalogue is said somewhere, and both languages say it with the same values."""

import re
from pathlib import Path
from string import Formatter

import pytest

import connector.mapping
from connector.messages.mapping import TEXTS

SOURCE = "\n".join(path.read_text(encoding="utf-8") for path in Path(connector.mapping.__file__).parent.glob("*.py"))
LITERAL = set(re.findall(r"[\"'](mapping\.[a-z_0-9]+)[\"']", SOURCE))
BEGUN = set(re.findall(r"[\"'](mapping\.[a-z_0-9]+_)\{", SOURCE))


def test_every_text_is_said() -> None:
    assert not [key for key in TEXTS if key not in LITERAL and not key.startswith(tuple(BEGUN))]


def test_every_key_has_its_text() -> None:
    assert not [key for key in LITERAL if key not in TEXTS and not key.endswith("_")]


@pytest.mark.parametrize("pair", TEXTS.values(), ids=TEXTS)
def test_both_languages_take_the_same_values(pair: tuple[str, str]) -> None:
    spanish, english = ({name for _, name, _, _ in Formatter().parse(text) if name} for text in pair)
    assert spanish == english
