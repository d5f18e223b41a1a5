"""A GraphQL document carried out: its fields picked out of values.

A field that a value does not have is an error, as it would be at Shopify; so is an argument that is missing.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from connector.sandbox.shop.graphql import Document, Field, GraphqlError, Variable

MOST = 250
"""Elements of a connection that may be asked for."""


@dataclass(frozen=True, slots=True)
class Connection:
    """A list that is read in pages."""

    nodes: Sequence[Any]


Resolver = Callable[[Mapping[str, Any]], Any]
"""A field with arguments; may raise GraphqlError. Those of a directive stand under its name: `@idempotent`."""


def given(value: Any, variables: Mapping[str, Any]) -> Any:
    """A literal with its variables filled in."""
    match value:
        case Variable(name):
            return variables.get(name)
        case list():
            return [given(item, variables) for item in value]
        case dict():
            return {name: given(item, variables) for name, item in value.items()}
        case _:
            return value


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
            elif given(one.directives.get("include", {"if": True}), self.variables)["if"]:
                found[one.alias] = self._field(one, owner, (*path, one.alias))
        return found

    def _field(self, one: Field, owner: Mapping[str, Any], path: tuple[str, ...]) -> Any:
        if one.name not in owner:
            raise GraphqlError(f"Field '{one.name}' doesn't exist at {'.'.join(path)}", "undefinedField")
        value = owner[one.name]
        arguments = given(dict(one.arguments), self.variables)
        arguments |= {f"@{name}": given(dict(value), self.variables) for name, value in one.directives.items()}
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
