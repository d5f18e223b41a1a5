"""JSON text that any file, terminal and connection takes."""

import pytest

from connector.json_text import parse, write, write_pretty


@pytest.mark.parametrize(
    "text", ["Ana \ud83d", "\udc00\ud800", "Ñáñez 🎉"], ids=["one half", "two the wrong way", "whole"]
)
def test_half_a_character_is_written_as_it_came(text: str) -> None:
    for written in (write({"name": text}), write_pretty({"name": text})):
        assert parse(written.encode()) == {"name": text}


def test_what_is_whole_is_written_as_itself() -> None:
    assert write(["Ñáñez 🎉"]) == '["Ñáñez 🎉"]'
