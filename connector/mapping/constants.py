"""Every id that a mapping can send, by the ledger's catalogue it must stand in: what `doctor` looks up."""

from collections.abc import Iterator, Mapping

from connector.mapping.ledger_fields import element_of, schema_of
from connector.mapping.outcomes import constants_of
from connector.mapping.spec import Constant, Each, Fields, Items, Rule, RuleTree, Tree, When
from connector.model.schema import Field, Schema


def catalogue_ids(rules: Mapping[str, RuleTree], schemas: Mapping[str, Schema]) -> dict[str, dict[object, str]]:
    """Catalogue name -> each constant that can reach a field of it -> the first place where it stands."""
    found: dict[str, dict[object, str]] = {}
    for section, tree in rules.items():
        whole = Field(kind="object", fields=schema_of(schemas, section) or {})
        for constant, catalogue in _reaching(tree, whole):
            if isinstance(constant.value, Mapping):  # no catalogue holds objects; lint refuses such a `default`
                continue
            found.setdefault(catalogue, {}).setdefault(constant.value, str(constant.at))
    return found


def _reaching(tree: Tree, wanted: Field | None) -> Iterator[tuple[Constant, str]]:
    if wanted is None:
        return
    match tree:
        case Fields(fields=fields):
            for name, child in fields.items():
                yield from _reaching(child, wanted.fields.get(name))
        case Items(items=items):
            for child in items:
                yield from _reaching(child, element_of(wanted))
        case Rule(source=Each(item=item)):
            yield from _reaching(item, element_of(wanted))
        case Rule(source=When(branches=branches)):
            for branch in branches:
                yield from _reaching(branch.then, wanted)
            if tree.default is not None and wanted.catalogue:
                yield tree.default, wanted.catalogue
        case Rule() if wanted.catalogue:
            for constant in constants_of(tree):
                yield constant, wanted.catalogue
