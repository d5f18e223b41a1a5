"""YAML text into a tree whose every value knows its line and column; whatever the text is, this ends and never crashes.

Scalars are resolved here and not by the YAML library: `true`, `false`, whole numbers, numbers with a point (Decimal,
never float), empty; everything else is text. What could mean two things (`05`, `1e3`, `0x1F`, `1_000`) is refused.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.composer import Composer, MaxDepthExceededError
from ruamel.yaml.error import MarkedYAMLError, YAMLError, YAMLStreamError
from ruamel.yaml.nodes import MappingNode, ScalarNode

from connector.mapping.spots import Findings, Spot, shown
from connector.mapping.syntax import note_syntax, spot_of
from connector.system_errors import system_words

MAX_BYTES = 1_000_000
MAX_NODES = 20_000
MAX_DEPTH = 40

Scalar = str | int | Decimal | bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """One value of a file: a scalar, a tuple of nodes, or a dict of them by the text of the key."""

    value: "Scalar | tuple[Node, ...] | dict[str, Node]"
    at: Spot
    """Where it begins."""
    key_at: Spot
    """Where its key stands; the same as `at` for an element of a list."""
    is_number_key: bool = False
    """Its key was written as a number: `19`, not `'19'`."""
    is_doubtful: bool = False
    """A text that looks like a number, and was noted as such."""


def read(path: Path, label: str, findings: Findings) -> Node | None:
    """The file's only document. None, with the problem in `findings`, when there is nothing that can be read."""
    start = Spot(label, 1, 1)
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        findings.add(start, "mapping.unreadable", why=system_words(error))
        return None
    if len(data) > MAX_BYTES:
        findings.add(start, "mapping.too_big", limit=f"{MAX_BYTES:,}")
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        findings.add(Spot(label, line, 1), "mapping.not_utf8", byte=f"0x{data[error.start]:02X}")
        return None
    return read_text(text, label, findings)


def read_text(text: str, label: str, findings: Findings) -> Node | None:
    """The same for text that is already there."""
    if control := _CONTROL.search(text):
        findings.add(_at(control.start(), text, label), "mapping.control_character", code=f"U+{ord(control[0]):04X}")
        return None
    if tag := _LONG_TAG.search(text):
        findings.add(_at(tag.start(), text, label), "mapping.tag", tag=shown(tag[0]))
        return None
    root = _composed(text, label, findings)
    if root is None:
        return None
    try:
        return _Walk(label, text, findings).node(root, None, 0)
    except _TooMuch as much:
        findings.add(much.at, "mapping.too_much", limit=f"{MAX_NODES:,}", depth=MAX_DEPTH)
        return None


_CONTROL = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


_LONG_TAG = re.compile(r"!\S{200}")
"""The library's time for one tag grows with the square of its length."""


def _at(index: int, text: str, label: str) -> Spot:
    return Spot(label, text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index))


class _TooMuch(Exception):
    def __init__(self, at: Spot) -> None:
        super().__init__(str(at))
        self.at = at


class _BoundedComposer(Composer):
    """Stops at MAX_NODES while parsing, so that a file of a million dashes costs no more than a large one."""

    made = 0

    def compose_node(self, parent: Any, index: Any) -> Any:
        self.made += 1
        if self.made > MAX_NODES:
            mark = self.parser.peek_event().start_mark
            raise MaxDepthExceededError(problem_mark=mark)
        return super().compose_node(parent, index)


def _composed(text: str, label: str, findings: Findings) -> Any:
    yaml = YAML(typ="safe", pure=True)
    yaml.Composer = _BoundedComposer
    yaml.max_depth = MAX_DEPTH
    yaml.composer.warn_double_anchors = False
    try:
        root = yaml.compose(text)
    except MaxDepthExceededError as error:
        findings.add(spot_of(label, error.problem_mark), "mapping.too_much", limit=f"{MAX_NODES:,}", depth=MAX_DEPTH)
    except MarkedYAMLError as error:
        note_syntax(error, label, findings)
    except (
        YAMLError,
        YAMLStreamError,
        ValueError,
        TypeError,
        AttributeError,
        AssertionError,
        LookupError,
        OverflowError,
    ):
        # the library answers some broken escapes, tags and directives with Python's own errors
        findings.add(Spot(label, 1, 1), "mapping.yaml_unknown")
    else:
        if root is None:
            findings.add(Spot(label, 1, 1), "mapping.empty_file")
        return root
    return None


class _Walk:
    """From the library's nodes to ours. Aliases are written out, so what they expand to is counted again."""

    def __init__(self, label: str, text: str, findings: Findings) -> None:
        self._label = label
        self._text = text
        self._findings = findings
        self._made = 0

    def node(self, node: Any, key: Any, depth: int) -> Node:
        at = spot_of(self._label, node.start_mark)
        key_at = at if key is None else spot_of(self._label, key.start_mark)
        self._made += 1
        if self._made > MAX_NODES or depth > MAX_DEPTH:
            raise _TooMuch(at)
        is_number = key is not None and key.style is None and _NUMBER.fullmatch(key.value) is not None
        is_doubtful = isinstance(node, ScalarNode) and _is_doubtful(node)
        value = self._value(node, at, depth)
        return Node(value=value, at=at, key_at=key_at, is_number_key=is_number, is_doubtful=is_doubtful)

    def _value(self, node: Any, at: Spot, depth: int) -> "Scalar | tuple[Node, ...] | dict[str, Node]":
        if str(node.tag) not in _TAGS:
            self._findings.add(at, "mapping.tag", tag=shown(node.tag))
        if isinstance(node, ScalarNode):
            return self._scalar(node, at)
        if isinstance(node, MappingNode):
            return self._mapping(node, depth)
        return tuple(self.node(element, None, depth + 1) for element in node.value)

    def _mapping(self, node: Any, depth: int) -> dict[str, Node]:
        found: dict[str, Node] = {}
        for key, value in node.value:
            key_at = spot_of(self._label, key.start_mark)
            if not isinstance(key, ScalarNode) or key.value == "":
                self._findings.add(key_at, "mapping.key_not_text")
            elif key.value == "<<" and key.style is None:
                self._findings.add(key_at, "mapping.merge_key")
            elif key.value in found:
                first = found[key.value].key_at
                self._findings.add(key_at, "mapping.duplicate_key", name=shown(key.value), line=first.line)
            else:
                found[key.value] = self.node(value, key, depth + 1)
        return found

    def _scalar(self, node: Any, at: Spot) -> Scalar:
        text: str = node.value
        if _is_text(node):
            self._note_comment(node, at)
            return text
        if text in ("", "~", "null", "Null", "NULL"):
            return None
        if text.lower() in ("true", "false"):
            return text.lower() == "true"
        if _NUMBER.fullmatch(text):
            return Decimal(text) if "." in text else int(text)
        if _is_doubtful(node):
            self._findings.add(at, "mapping.doubtful_number", text=shown(text))
        return text

    def _note_comment(self, node: ScalarNode, at: Spot) -> None:
        """`Calle 10 # 43-12` without quotes is `Calle 10`: an address that nobody would miss before it is sent."""
        comment = _COMMENT.match(self._text, node.end_mark.index) if node.style is None else None
        if comment:
            whole = shown(node.value + comment[0].replace('"', "").rstrip())
            self._findings.notice(at, "mapping.comment", found=shown(node.value), whole=whole)


def _is_text(node: ScalarNode) -> bool:
    """In quotes, or of several lines, or said to be text: never anything else."""
    return node.style is not None or str(node.tag) == "tag:yaml.org,2002:str"


def _is_doubtful(node: ScalarNode) -> bool:
    if _is_text(node) or _NUMBER.fullmatch(node.value):
        return False
    return _DOUBTFUL.fullmatch(node.value) is not None


_TAGS = {
    f"tag:yaml.org,2002:{name}"
    for name in ("str", "int", "float", "bool", "null", "timestamp", "merge", "value", "map", "seq")
}
_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,17})(\.[0-9]{1,12})?")
_COMMENT = re.compile(r"[ \t]+#[ \t]*[0-9][^\r\n]*")
_DOUBTFUL = re.compile(
    r"[-+]?[0-9][0-9_]*(\.[0-9_]*)?([eE][-+]?[0-9]+)?|[-+]?0[xob][0-9a-fA-F_]+|[-+]?\.[0-9]+|[-+]?\.(inf|nan)", re.I
)
