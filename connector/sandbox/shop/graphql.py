"""As much of GraphQL as the connector writes: a document read into fields, and fields picked out of values.

A field that a value does not have is an error, as it would be at Shopify; so is an argument that is missing.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

_TOKEN = re.compile(r'[\s,]+|#[^\n]*|(\.\.\.|[{}()\[\]:!=@]|\$?[A-Za-z_]\w*|-?\d+|"(?:[^"\\]|\\.)*")')

MOST = 250
"""Elements of a connection that may be asked for."""


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
    include: Any = True
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


@dataclass(frozen=True, slots=True)
class Connection:
    """A list that is read in pages."""

    nodes: Sequence[Any]


Resolver = Callable[[Mapping[str, Any]], Any]
"""A field with arguments; may raise GraphqlError."""


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
        found.append(tokens.next() if tokens.skip("...") else _field(tokens))
    return tuple(found)


def _field(tokens: _Tokens) -> Field:
    alias = name = tokens.next()
    if tokens.skip(":"):
        name = tokens.next()
    arguments = _arguments(tokens) if tokens.skip("(") else {}
    include: Any = True
    if tokens.skip("@"):
        tokens.next("include")
        tokens.next("(")
        include = _arguments(tokens)["if"]
    fields = _fields(tokens) if tokens.found and tokens.found[-1] == "{" else ()
    return Field(name=name, alias=alias, arguments=arguments, include=include, fields=fields)


def _arguments(tokens: _Tokens) -> dict[str, Any]:
    found: dict[str, Any] = {}
    while not tokens.skip(")"):
        name = tokens.next()
        tokens.next(":")
        found[name] = _value(tokens.next())
    return found


def _value(token: str) -> Any:
    if token.startswith("$"):
        return Variable(token[1:])
    if token.startswith('"'):
        return token[1:-1]
    return {"true": True, "false": False, "null": None}.get(token, int(token) if token.lstrip("-").isdigit() else token)


@dataclass(slots=True)
class Run:
    """One document carried out with its variables. `errors` are those of single fields."""

    document: Document
    variables: Mapping[str, Any]
    errors: list[dict[str, Any]] = field(default_factory=list)

    def data(self, roots: Mapping[str, Resolver]) -> dict[str, Any]:
        """Raises GraphqlError for what spoils the whole answer."""
        missing = [name for name in self.document.required if self.variables.get(name) is None]
        if missing:
            message = f"Variable ${missing[0]} of type required was provided invalid value"
            raise GraphqlError(message, "INVALID_VARIABLE")
        return self._picked(self.document.fields, roots, ())

    def _picked(self, fields: Sequence[Field | str], owner: Mapping[str, Any], path: tuple[str, ...]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for one in fields:
            if isinstance(one, str):
                found |= self._picked(self.document.fragments[one], owner, path)
            elif self._given(one.include):
                found[one.alias] = self._field(one, owner, (*path, one.alias))
        return found

    def _field(self, one: Field, owner: Mapping[str, Any], path: tuple[str, ...]) -> Any:
        if one.name not in owner:
            raise GraphqlError(f"Field '{one.name}' doesn't exist at {'.'.join(path)}", "undefinedField")
        value = owner[one.name]
        arguments = {name: self._given(value) for name, value in one.arguments.items()}
        try:
            value = value(arguments) if callable(value) else value
        except GraphqlError as error:
            self.errors.append(error.entry | {"path": list(path)})
            return None
        return self._shown(one, _paged(value, arguments, path), path)

    def _shown(self, one: Field, value: Any, path: tuple[str, ...]) -> Any:
        if isinstance(value, list):
            return [self._shown(one, item, path) for item in value]
        if isinstance(value, Mapping) != bool(one.fields) and value is not None:
            raise GraphqlError(
                f"Selections do not fit the type of '{one.name}' at {'.'.join(path)}", "selectionMismatch"
            )
        return self._picked(one.fields, value, path) if isinstance(value, Mapping) else value

    def _given(self, value: Any) -> Any:
        return self.variables.get(value.name) if isinstance(value, Variable) else value


def _paged(value: Any, arguments: Mapping[str, Any], path: tuple[str, ...]) -> Any:
    """The page of a connection; the cursor is the number of elements before."""
    if not isinstance(value, Connection):
        return value[: arguments["first"]] if isinstance(value, list) and "first" in arguments else value
    first, start = arguments.get("first"), int(arguments.get("after") or 0)
    if not isinstance(first, int) or not 1 <= first <= MOST:
        raise GraphqlError(f"you must provide one of first or last at {'.'.join(path)}", "BAD_REQUEST")
    nodes = list(value.nodes[start : start + first])
    page = {"hasNextPage": start + first < len(value.nodes), "endCursor": str(start + len(nodes))}
    return {"nodes": nodes, "pageInfo": page}
