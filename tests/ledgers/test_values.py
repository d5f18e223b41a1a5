"""Texts as they are read: what no request, no database and no file can hold is a blank."""

from decimal import Decimal

import pytest

from connector.json_text import write
from connector.ledgers.problems import Problems
from connector.ledgers.values import FieldReader, Limits
from connector.model.schema import Field

SCHEMA = {"note": Field(kind="text", about="Nota")}


def read(text: str) -> object:
    problems = Problems({})
    found = FieldReader(Limits(amount_max=Decimal(1)), problems, lambda _id, _catalogue: None).fields(
        {"note": text}, SCHEMA
    )
    assert not problems.any
    return found.get("note")


@pytest.mark.parametrize("odd", ["\x00", "\x1f", "\r", "\x7f", "\ud83d", "\ufffe", "\uffff"])
def test_what_is_no_character_is_a_blank(odd: str) -> None:
    """Half an emoji comes from an app that cut a note; as it is it could not be sent at all."""
    found = read(f"Dejar en portería{odd}gracias{odd}")
    assert found == "Dejar en portería gracias"
    write(found).encode()
    assert read(odd) is None


@pytest.mark.parametrize("text", ["ñandú", "Łódź", "東京", "😀", "uno\ndos", "uno\tdos", "«€»"])
def test_every_character_stays(text: str) -> None:
    assert read(text) == text
