"""As much of GraphQL as the connector writes: a document's text read into fields."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from connector import json_text

_TOKEN = re.compile(r'[\s,]+|#[^\n]*|(\.\.\.|[{}()\[\]:!=@]|\$?[A-Za-z_]\w*|-?\d+|"(?:[^"\\]|\\.)*")')


class GraphqlError(Exception):
    """An entry of the answer's `errors`; with a path, the field is null and the rest is answered."""

    def __init__(self, message: str, code: str, path: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.entry: dict[str, Any] = {"message": message, "extensions": {"code": code}}
        if path:
            self.entry["path"] = list(path)


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    name: str
    alias: str
    arguments: Mapping[str, Any]
    directives: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """Arguments by name: include, idempotent."""
    fields: tuple["Field | str", ...] = ()
    """A text is a fragment's name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    kind: str
    """query, mutation"""
    name: str
    required: tuple[str, ...]
    """Variables that must be given."""
    fields: tuple[Field | str, ...]
    fragments: Mapping[str, tuple[Field | str, ...]]


@dataclass(frozen=True, slots=True)
class Variable:
    name: str


@dataclass(slots=True)
class _Tokens:
    text: str
    found: list[str] = field(init=False)

    def __post_init__(self) -> None:
        at, self.found = 0, []
        while at < len(self.text):
            match = _TOKEN.match(self.text, at)
            if match is None:
                raise GraphqlError(f"syntax error, unexpected {self.text[at]!r}", "parseError")
            self.found += [match[1]] if match[1] else []
            at = match.end()
        self.found.reverse()

    def next(self, *expected: str) -> str:
        if not self.found:
            raise GraphqlError("syntax error, unexpected end of file", "parseError")
        token = self.found.pop()
        if expected and token not in expected:
            raise GraphqlError(f"syntax error, unexpected {token}, expecting {' or '.join(expected)}", "parseError")
        return token

    def skip(self, token: str) -> bool:
        if self.found and self.found[-1] == token:
            self.found.pop()
            return True
        return False


def read(text: str) -> Document:
    """One operation and its fragments. Raises GraphqlError."""
    tokens = _Tokens(text)
    kind, name = tokens.next("query", "mutation"), tokens.next()
    required = tuple(_required(tokens)) if tokens.skip("(") else ()
    fields = _fields(tokens)
    fragments: dict[str, tuple[Field | str, ...]] = {}
    while tokens.found:
        tokens.next("fragment")
        fragment = tokens.next()
        tokens.next("on")
        tokens.next()
        fragments[fragment] = _fields(tokens)
    return Document(kind=kind, name=name, required=required, fields=fields, fragments=fragments)


def _required(tokens: _Tokens) -> Iterator[str]:
    """The variables whose type ends with an exclamation mark."""
    while not tokens.skip(")"):
        name = tokens.next().removeprefix("$")
        tokens.next(":")
        end = ""
        while tokens.found and not tokens.found[-1].startswith("$") and tokens.found[-1] != ")":
            end = tokens.next()
        if end == "!":
            yield name


def _fields(tokens: _Tokens) -> tuple[Field | str, ...]:
    tokens.next("{")
    found: list[Field | str] = []
    while not tokens.skip("}"):
        found += _spread(tokens) if tokens.skip("...") else [_field(tokens)]
    return tuple(found)


def _spread(tokens: _Tokens) -> Sequence[Field | str]:
    """A fragment's name, or the fields of an inline one, whose type is taken on trust."""
    name = tokens.next()
    if name != "on":
        return [name]
    tokens.next()
    return _fields(tokens)


def _field(tokens: _Tokens) -> Field:
    alias = name = tokens.next()
    if tokens.skip(":"):
        name = tokens.next()
    arguments = _arguments(tokens) if tokens.skip("(") else {}
    directives = {}
    while tokens.skip("@"):
        directive = tokens.next("include", "idempotent")
        tokens.next("(")
        directives[directive] = _arguments(tokens)
    fields = _fields(tokens) if tokens.found and tokens.found[-1] == "{" else ()
    return Field(name=name, alias=alias, arguments=arguments, directives=directives, fields=fields)


def _arguments(tokens: _Tokens, end: str = ")") -> dict[str, Any]:
    found: dict[str, Any] = {}
    while not tokens.skip(end):
        name = tokens.next()
        tokens.next(":")
        found[name] = _value(tokens)
    return found


def _value(tokens: _Tokens) -> Any:
    """A literal: a text, a number, a list, an object; an enum's word is a text."""
    word = tokens.next()
    if word == "[":
        found = []
        while not tokens.skip("]"):
            found.append(_value(tokens))
        return found
    if word == "{":
        return _arguments(tokens, "}")
    if word.startswith("$"):
        return Variable(word[1:])
    if word.startswith('"'):
        return json_text.parse(word)
    return {"true": True, "false": False, "null": None}.get(word, int(word) if word.lstrip("-").isdigit() else word)
