"""What merchants and operators read, in Spanish, and in English on request: one catalogue.

Each module of this folder holds `TEXTS`: key -> (Spanish, English), both with the same `{names}`.
A key begins with its module's name: `mapping.unknown_path` stands in `mapping.py`.
"""

import os
import shlex
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Literal

Language = Literal["es", "en"]


def language_of(environ: Mapping[str, str]) -> Language:
    """CONNECTOR_LANG wins, then LC_ALL, LC_MESSAGES, LANG; English only when asked for, else Spanish."""
    for name in ("CONNECTOR_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        if value := environ.get(name, ""):
            return "en" if value.lower().startswith("en") else "es"
    return "es"


_of_process: Language = language_of(os.environ)
_language: ContextVar[Language | None] = ContextVar("language", default=None)


def set_language(language: Language) -> None:
    """The language of the whole process, in every thread that does not say otherwise."""
    global _of_process  # noqa: PLW0603 - a process speaks one language
    _of_process = language


@contextmanager
def speaking(language: Language) -> Iterator[None]:
    """Every `say` inside is in this language."""
    token = _language.set(language)
    try:
        yield
    finally:
        _language.reset(token)


def say(key: str, **values: object) -> str:
    """The sentence in the language in force. Raises KeyError for an unknown key or a missing value."""
    spanish, english = catalogue()[key]
    return (english if (_language.get() or _of_process) == "en" else spanish).format(**values)


def typed(text: str) -> str:
    """As one word of a command that people copy from a sentence: a shell takes `#1001` for a comment."""
    return shlex.quote(text.removeprefix("#"))


@cache
def catalogue() -> dict[str, tuple[str, str]]:
    """Every text of every module. Raises ValueError for a key in the wrong module."""
    texts: dict[str, tuple[str, str]] = {}
    for module in iter_modules(__path__):
        for key, pair in import_module(f"{__name__}.{module.name}").TEXTS.items():
            if not key.startswith(f"{module.name}."):
                raise ValueError(f"{key} belongs in messages/{key.partition('.')[0]}.py")
            texts[key] = pair
    return texts
