"""`default`: one fixed value; where a transform gives an object, an object of them or the code that stands for it."""

from collections.abc import Mapping

from connector.mapping.read import Node
from connector.mapping.spec import Applied, Constant, Value
from connector.mapping.spots import Findings, shown
from connector.mapping.tables import constant_of


def compile_default(
    node: Node, apply: tuple[Applied, ...], target: str, environ: Mapping[str, str], findings: Findings
) -> Constant | None:
    """None, and a problem, for what cannot stand there."""
    last = apply[-1].transform if apply else None
    if last is None or last.of_code is None:
        return constant_of(node, target, environ, findings)
    if isinstance(node.value, dict):
        return _object(node, node.value, target, environ, findings)
    code = constant_of(node, target, environ, findings)
    if code is None:
        return None
    made = last.of_code(code.value) if isinstance(code.value, str) else None
    if made is None:
        found = f"'{shown(code.value)}'" if isinstance(code.value, str) else shown(code.value)
        findings.add(node.at, "mapping.default_code", target=target, name=last.name, found=found)
        return None
    return Constant(value=made, at=node.at)


def _object(
    node: Node, children: Mapping[str, Node], target: str, environ: Mapping[str, str], findings: Findings
) -> Constant:
    values: dict[str, Value] = {}
    for name, child in children.items():
        constant = constant_of(child, f"{target}.{name}", environ, findings)
        if constant is not None and not isinstance(constant.value, Mapping):
            values[name] = constant.value
    return Constant(value=values, at=node.at)
