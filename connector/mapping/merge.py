"""`extends`: a file laid over its preset, and that over its own. Every value keeps the place it came from."""

import os
import re
from dataclasses import replace
from pathlib import Path

from connector.mapping.read import Node, read
from connector.mapping.spec import RULE_WORDS, SOURCE_WORDS
from connector.mapping.spots import Findings, did_you_mean, shown

_NAME = re.compile(r"[A-Za-z0-9_-]+(/[A-Za-z0-9_-]+)*")

NOT_INHERITED = ("mapping", "connection", "extends")


def read_with_presets(path: Path, presets: Path, findings: Findings) -> Node | None:
    """The file's tree with everything it inherits. None when the file itself cannot be read as an object."""
    return _read(path, presets, findings, ())


def label_of(path: Path, presets: Path) -> str:
    """How a file is called in messages: `mappings/tienda.yaml`. Links are not followed: their names mean nothing."""
    here, root = Path(os.path.abspath(path)), Path(os.path.abspath(presets)).parent
    try:
        return here.relative_to(root).as_posix()
    except ValueError:
        return path.as_posix()


def _read(path: Path, presets: Path, findings: Findings, above: tuple[Path, ...]) -> Node | None:
    node = read(path, label_of(path, presets), findings)
    if node is None:
        return None
    if not isinstance(node.value, dict):
        findings.add(node.at, "mapping.not_object")
        return None
    _check_version(node, node.value, findings)
    preset = _preset(node.value, presets, findings, (*above, path.resolve()))
    return node if preset is None else merged(preset, node)


def _check_version(node: Node, words: dict[str, Node], findings: Findings) -> None:
    version = words.get("mapping")
    if version is None:
        findings.add(node.at, "mapping.no_version")
    elif version.value != 1 or isinstance(version.value, bool):
        findings.add(version.at, "mapping.other_version", found=shown(version.value))


def _preset(words: dict[str, Node], presets: Path, findings: Findings, above: tuple[Path, ...]) -> Node | None:
    extends = words.get("extends")
    if extends is None:
        return None
    name = extends.value
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        findings.add(extends.at, "mapping.bad_preset_name", found=shown(name))
        return None
    path = presets / f"{name}.yaml"
    if path.resolve() in above:
        findings.add(extends.at, "mapping.preset_cycle", name=name)
        return None
    if not path.is_file():
        known = (file.relative_to(presets).with_suffix("").as_posix() for file in presets.glob("*/*.yaml"))
        findings.add(extends.at, "mapping.no_preset", name=name, near=did_you_mean(name, known))
        return None
    preset = _read(path, presets, findings, above)
    if preset is None or not isinstance(preset.value, dict):
        return None
    kept = {word: child for word, child in preset.value.items() if word not in NOT_INHERITED}
    return replace(preset, value=kept)


def merged(parent: Node, child: Node) -> Node:
    """Objects are laid over each other, lists and scalars replace, and an empty value drops what was inherited.

    A rule that takes its value in another way (`const` over `from`) replaces the whole inherited rule.
    """
    above, below = parent.value, child.value
    if not isinstance(above, dict) or not isinstance(below, dict) or _is_other_rule(above, below):
        return child
    together = dict(above)
    for name, node in below.items():
        if name not in above:
            together[name] = node
        elif node.value is None:
            del together[name]
        else:
            together[name] = merged(above[name], node)
    return replace(child, value=together)


def _is_other_rule(above: dict[str, Node], below: dict[str, Node]) -> bool:
    before, after = SOURCE_WORDS & above.keys(), SOURCE_WORDS & below.keys()
    if after:
        return before != after
    return bool(before) and not below.keys() <= RULE_WORDS
