"""Settings put into a connection file by the smallest edit of its text: every other byte stays, comments too. Pure.

An edit is given back only if the new text, read again, means what the old one meant and the settings.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.nodes import CollectionNode, MappingNode, ScalarNode

from connector.mapping.read import Node, read_text
from connector.mapping.spots import Findings

INDENT = "  "

Path = tuple[str, ...]


def with_settings(text: str, section: Path, values: Mapping[str, str]) -> str | None:
    """The text of a file with these words in a section (`("ledger", "arithmetic")`), which is made where it is missing.

    None where a text edit cannot do it safely (aliases, texts over several lines, values that are no sections).
    """
    meaning = _meaning(text)
    for name, value in values.items():
        edited = _with_one(text, (*section, name), value) if isinstance(meaning, dict) else None
        meaning = _merged(meaning, (*section, name), value)
        if edited is None or _meaning(edited) != meaning:
            return None
        text = edited
    return text


def lines_for(section: Path, values: Mapping[str, str]) -> list[str]:
    """The settings as they would stand in a file, for somebody who pastes them."""
    above = [f"{INDENT * depth}{word}:" for depth, word in enumerate(section)]
    return [*above, *(f"{INDENT * len(section)}{name}: {value}" for name, value in values.items())]


@dataclass(frozen=True, slots=True)
class _Edit:
    """What stands at text[start:end] is replaced."""

    start: int
    end: int
    words: str


def _with_one(text: str, path: Path, value: str) -> str | None:
    node = _composed(text)
    for depth, word in enumerate(path):
        if not isinstance(node, MappingNode):
            return None
        found = next((child for key, child in node.value if key.value == word), None)
        if found is None:
            return _applied(text, _addition(text, node, path[depth:], value))
        node = found
    return _applied(text, _replacement(node, value))


def _composed(text: str) -> Any:
    """Of a text that was read before, so that nothing is raised."""
    yaml = YAML(typ="safe", pure=True)
    yaml.composer.warn_double_anchors = False
    return yaml.compose(text)


def _applied(text: str, edit: _Edit | None) -> str | None:
    return None if edit is None else text[: edit.start] + edit.words + text[edit.end :]


def _replacement(node: Any, value: str) -> _Edit | None:
    if not isinstance(node, ScalarNode) or node.start_mark.line != node.end_mark.line:
        return None
    return _Edit(node.start_mark.index, node.end_mark.index, value)


def _addition(text: str, node: Any, path: Path, value: str) -> _Edit | None:
    """After the last entry of the mapping, in its own style."""
    if node.flow_style:
        words = "".join(f"{word}: {{" for word in path[:-1]) + f"{path[-1]}: {value}" + "}" * (len(path) - 1)
        after = node.value[-1][1].end_mark.index if node.value else node.start_mark.index + 1
        return _Edit(after, after, f", {words}" if node.value else words)
    if not node.value:
        return None
    newline = "\r\n" if "\r\n" in text else "\n"
    indent = " " * node.value[0][0].start_mark.column
    lines = [f"{indent}{line}" for line in lines_for(path[:-1], {path[-1]: value})]
    end = _end_of_line(text, _end_of(text, node))
    return _Edit(end, end, "".join(newline + line for line in lines))


def _end_of(text: str, node: Any) -> int:
    """Where the last word of a block ends; the library's own mark of a block stands after the comments below it."""
    while isinstance(node, CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        key, node = last if isinstance(last, tuple) else (last, last)
        if isinstance(node, ScalarNode) and node.style is None and not node.value:
            node = key
    end: int = node.end_mark.index
    return len(text[:end].rstrip()) if isinstance(node, ScalarNode) and node.style in ("|", ">") else end


def _end_of_line(text: str, index: int) -> int:
    """Before the line's end, whichever it is."""
    end = text.find("\n", index)
    end = len(text) if end < 0 else end
    return end - 1 if text[index:end].endswith("\r") else end


def _meaning(text: str) -> object:
    """Values without their places; None for a text that cannot be read."""
    findings = Findings()
    node = read_text(text, "", findings)
    return None if node is None or len(findings) else _plain(node)


def _plain(node: Node) -> object:
    match node.value:
        case dict() as children:
            return {name: _plain(child) for name, child in children.items()}
        case tuple() as children:
            return [_plain(child) for child in children]
        case value:
            return type(value), value


def _merged(before: object, path: Path, value: str) -> object:
    """The meaning of a file with one value in it."""
    if not path:
        return str, value
    word, *below = path
    within = before if isinstance(before, dict) else {}
    return {**within, word: _merged(within.get(word), tuple(below), value)}
