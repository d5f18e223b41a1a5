"""Paths: a checked subset of JMESPath that only selects. No path can loop, compute, or fail once it is compiled."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from jmespath.exceptions import JMESPathError
from jmespath.functions import Functions, signature
from jmespath.parser import Parser
from jmespath.visitor import Options, TreeInterpreter

from connector.mapping.spots import Spot, did_you_mean, shown
from connector.messages import say

MAX_LENGTH = 200

FUNCTIONS = {"contains": 2, "starts_with": 2, "ends_with": 2, "not_null": None, "length": 1}
"""Name -> how many values it takes; None: one or more."""


class NotAPath(ValueError):
    """The text cannot be used as a path; `str()` says what is wrong and what to write instead."""


@dataclass(frozen=True, slots=True)
class Path:
    """A compiled path. `tree` is JMESPath's own syntax tree, of which only allowed kinds of node are left."""

    text: str
    tree: Any
    at: Spot
    needs_order: bool
    """Inside `item`: begins, somewhere, with `order.`."""

    def find(self, scope: object) -> Any:
        """The value in this scope, None where there is none. Raises nothing."""
        return _INTERPRETER.visit(self.tree, scope)


def compile_path(text: str, at: Spot) -> Path:
    """Raises NotAPath for what is no JMESPath, and for the parts of it that mappings cannot use."""
    if not text.strip():
        raise NotAPath(say("mapping.path_empty"))
    if len(text) > MAX_LENGTH:
        raise NotAPath(say("mapping.path_too_long", limit=MAX_LENGTH))
    if "`" in text:
        raise NotAPath(say("mapping.path_literal"))
    try:
        tree = Parser().parse(text).parsed
    except (JMESPathError, ValueError, IndexError) as error:
        raise NotAPath(_syntax(text, error)) from None
    _check(tree)
    return Path(text, tree, at, needs_order="order" in roots(tree))


def roots(tree: Any) -> set[str]:
    """The names that are looked up in the scope itself: `payment` and `note` for `payment.title || note`."""
    match tree["type"]:
        case "field":
            return {tree["value"]}
        case "subexpression" | "index_expression" | "projection" | "filter_projection" | "flatten" | "pipe":
            return roots(tree["children"][0])
        case _:
            return {name for child in tree["children"] for name in roots(child)} if "children" in tree else set()


def _syntax(text: str, error: Exception) -> str:
    if "${" in text:
        return say("mapping.path_variable", text=shown(text))
    if odd := _ODD_NAME.search(text):
        return say("mapping.path_odd_name", name=shown(odd[0]))
    if text.count("'") % 2 or text.count('"') % 2:
        return say("mapping.path_quotes")
    position = getattr(error, "lex_position", None)
    if isinstance(position, int) and position < len(text):
        return say("mapping.path_syntax_at", rest=text[position : position + 20])
    return say("mapping.path_syntax")


_ODD_NAME = re.compile(r"[\w/:#$%-]*([/:#$%-]|[^\x00-\x7f])[\w/:#$%-]*")


_REFUSED = {
    "slice": "mapping.path_slice",
    "value_projection": "mapping.path_star",
    "multi_select_list": "mapping.path_multi",
    "multi_select_dict": "mapping.path_multi",
    "expref": "mapping.path_expref",
}


def _check(tree: Any) -> None:
    for node in _nodes(tree):
        kind = node["type"]
        if kind in _REFUSED:
            raise NotAPath(say(_REFUSED[kind]))
        if kind == "projection" and node["children"][0]["type"] != "flatten":
            inner = node["children"][0]
            is_slice = inner["type"] == "index_expression" and inner["children"][-1]["type"] == "slice"
            raise NotAPath(say("mapping.path_slice" if is_slice else "mapping.path_star"))
        if kind == "comparator" and node["value"] not in ("eq", "ne"):
            raise NotAPath(say("mapping.path_order_comparison"))
        if kind == "function_expression":
            _check_function(node["value"], len(node["children"]))


def _check_function(name: str, given: int) -> None:
    if name not in FUNCTIONS:
        raise NotAPath(say("mapping.path_function", name=name, near=did_you_mean(name, FUNCTIONS)))
    wanted = FUNCTIONS[name]
    if given != wanted and (wanted is not None or not given):
        raise NotAPath(say("mapping.path_arguments", name=name, wanted=wanted or 1, given=given))


def _nodes(tree: Any) -> Iterator[Any]:
    yield tree
    for child in tree.get("children", ()):
        if isinstance(child, dict):
            yield from _nodes(child)


class _Functions(Functions):
    """JMESPath's functions, of which the allowed ones answer null or false instead of failing on an odd value."""

    @signature({"types": []}, {"types": []})
    def _func_contains(self, subject: Any, search: Any) -> bool:
        if isinstance(subject, str):
            return isinstance(search, str) and search in subject
        return isinstance(subject, list) and search in subject

    @signature({"types": []}, {"types": []})
    def _func_starts_with(self, subject: Any, search: Any) -> bool:
        return isinstance(subject, str) and isinstance(search, str) and subject.startswith(search)

    @signature({"types": []}, {"types": []})
    def _func_ends_with(self, subject: Any, search: Any) -> bool:
        return isinstance(subject, str) and isinstance(search, str) and subject.endswith(search)

    @signature({"types": []})
    def _func_length(self, subject: Any) -> int | None:
        return len(subject) if isinstance(subject, str | list | dict) else None


_INTERPRETER = TreeInterpreter(Options(custom_functions=_Functions()))
