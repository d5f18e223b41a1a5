"""`apply`: the names of transforms compiled, and that each is given as many values as it takes."""

import re
from collections.abc import Mapping, Sequence

from connector.mapping.read import Node
from connector.mapping.spec import Applied, Paths, Rule
from connector.mapping.spots import Findings, Spot, did_you_mean, shown
from connector.mapping.transforms import Transform

Known = Mapping[str, Transform]
"""The transforms that a file may name."""

_WORD = re.compile(r"([a-z_0-9]+)(?::([1-9][0-9]{0,3}))?")


def compile_apply(node: Node, target: str, known: Known, findings: Findings) -> tuple[Applied, ...]:
    """A list of names, or one name."""
    elements = node.value if isinstance(node.value, tuple) else (node,)
    return compile_words([(element.value, element.at) for element in elements], target, known, findings)


def compile_words(
    words: Sequence[tuple[object, Spot]], target: str, known: Known, findings: Findings
) -> tuple[Applied, ...]:
    """Each name with the place where it stands; the unknown ones are problems."""
    found = [_applied(word, at, target, known, findings) for word, at in words]
    return tuple(one for one in found if one is not None)


def check_counts(rule: Rule, target: str, findings: Findings) -> None:
    """A path gives one value, `from` with a list gives several; every transform gives one to the next."""
    several = isinstance(rule.source, Paths) and rule.source.several
    count = len(rule.source.paths) if isinstance(rule.source, Paths) else 1
    if several and not rule.apply and rule.table is None:
        findings.add(rule.at, "mapping.several_values", target=target)
    for applied in rule.apply:
        name, counts = applied.transform.name, applied.transform.counts
        if counts and count not in counts:
            takes = ", ".join(applied.transform.takes)
            findings.add(applied.at, "mapping.apply_count", target=target, name=name, takes=takes, found=count)
        count = 1


def _applied(word: object, at: Spot, target: str, known: Known, findings: Findings) -> Applied | None:
    match = _WORD.fullmatch(word) if isinstance(word, str) else None
    name = match.group(1) if match else str(word)
    transform = known.get(name)
    if match is None or transform is None:
        findings.add(at, "mapping.no_transform", target=target, name=shown(word), near=did_you_mean(name, known))
        return None
    if (match.group(2) is not None) is not transform.has_parameter:
        key = "mapping.parameter_missing" if transform.has_parameter else "mapping.parameter_extra"
        findings.add(at, key, target=target, name=name)
        return None
    return Applied(transform=transform, parameter=int(match.group(2)) if match.group(2) else None, at=at)
