"""The command-line library's own sentences in the language in force; one that we do not know stays as it is."""

from functools import cache

import click

from connector.messages import catalogue, say

MODULES = (click.core, click.decorators, click.exceptions, click.formatting, click.parser, click.termui, click.types)


def translate_click() -> None:
    """Put our lookup where click asks gettext. May be called twice."""
    for module in MODULES:
        names = vars(module)
        names.update({name: lookup for name, lookup in (("_", _text), ("ngettext", _numbered)) if name in names})


@cache
def sentences() -> dict[str, str]:
    """click's English -> Spanish: the texts `cli.click.…` of the catalogue."""
    return {english: spanish for key, (spanish, english) in catalogue().items() if key.startswith("cli.click.")}


def _text(english: str) -> str:
    return sentences().get(english, english) if say("cli.language") == "es" else english


def _numbered(one: str, many: str, count: int) -> str:
    return _text(one if count == 1 else many)
