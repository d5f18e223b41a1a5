"""Plain settings of a connection file (`store`, `ledger`, `inventory`, `buyer`): values with `${}` expanded."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from connector.mapping.environment import expand
from connector.mapping.read import Node
from connector.mapping.spots import Findings, Spot

_SECRET_WORDS = ("secret", "password", "token", "key")


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Plain str, int, Decimal, bool, list and dict; the keys of every dict are text."""

    values: dict[str, object] = field(default_factory=dict)
    spots: Mapping[tuple[str | int, ...], Spot]

    def spot(self, *keys: str | int) -> Spot:
        """Where this key stands; of a key that is absent, where the innermost one that is there stands."""
        while keys not in self.spots:
            keys = keys[:-1]
        return self.spots[keys]

    def at(self, *keys: str | int) -> str:
        """`mappings/x.yaml:12:5` of `spot`."""
        return str(self.spot(*keys))


def section_of(
    name: str, node: Node, environ: Mapping[str, str], findings: Findings, *, has_secrets: bool = False
) -> Section:
    """A section from its node. An empty value is a problem; so is a secret in clear where there may be some."""
    spots: dict[tuple[str | int, ...], Spot] = {}
    values = _plain(node, (), spots, environ, findings)
    if has_secrets:
        _refuse_secrets(node, "", findings)
    if not isinstance(values, dict):
        key = "mapping.no_value" if values is None else "mapping.section_not_object"
        findings.add(node.key_at, key, name=name)
        values = {}
    return Section(values=values, spots=spots)


def _plain(
    node: Node,
    keys: tuple[str | int, ...],
    spots: dict[tuple[str | int, ...], Spot],
    environ: Mapping[str, str],
    findings: Findings,
) -> object:
    spots[keys] = node.key_at
    match node.value:
        case dict() as children:
            return {name: _plain(child, (*keys, name), spots, environ, findings) for name, child in children.items()}
        case tuple() as children:
            return [_plain(child, (*keys, index), spots, environ, findings) for index, child in enumerate(children)]
        case str() as text:
            return expand(text, environ, node.at, findings)
        case None:
            if keys:
                findings.add(node.key_at, "mapping.no_value", name=keys[-1])
            return None
        case int() | Decimal() as value:
            return value


def _refuse_secrets(node: Node, name: str, findings: Findings) -> None:
    """`name` is the key above that sounds like a secret, or empty. Lists of names such as `document_keys` are none."""
    match node.value:
        case dict() as children:
            for key, child in children.items():
                sounds_secret = any(word in key.lower() for word in _SECRET_WORDS)
                _refuse_secrets(child, key if sounds_secret else name, findings)
        case tuple() as children:
            for child in children:
                _refuse_secrets(child, "" if name.lower().endswith("_keys") else name, findings)
        case str() as text:
            if name and "${" not in text:
                findings.add(node.key_at, "mapping.secret", name=name, suggestion=f"${{{name.upper()}}}")
        case int() | Decimal() as value:
            if name and not isinstance(value, bool):
                findings.add(node.key_at, "mapping.secret", name=name, suggestion=f"${{{name.upper()}}}")
