"""`connector lint`: everything about a connection file that can be known wrong before the first order."""

import re
from collections.abc import Mapping

from connector.mapping.connection import ConnectionFile
from connector.mapping.fits import constant_problem, kind_name, shape_problem
from connector.mapping.ledger_fields import element_of, schema_of
from connector.mapping.lint_paths import PathLinter
from connector.mapping.outcomes import constants_of, tables_of
from connector.mapping.shapes import WHOLE, Free, ListOf, Shape, Thing, describe
from connector.mapping.spec import Each, Fields, Items, Rule, Tree, When
from connector.mapping.spots import Findings, Spot, did_you_mean
from connector.messages import say
from connector.model.order import Line
from connector.model.schema import Field, Schema

_NOTICE = re.compile(r".*?:\d+:\d+: (aviso|notice): ")


def lint(file: ConnectionFile, schemas: Mapping[str, Schema]) -> list[str]:
    """Sentences `file:line:column: target: what, and what to do`, by file and line; none when all is well.

    Paths are checked against our Order, targets and constants against the ledger's `schemas` (by kind of document).
    """
    findings = Findings()
    linter = _Linter(findings)
    if file.invoice_when is not None:
        linter.paths.tests(file.invoice_when, WHOLE, "invoice_when")
    if file.receipt_when is not None:
        linter.paths.tests(file.receipt_when, WHOLE, "receipt_when")
    for name, tree in file.rules.items():
        linter.section(name, tree, schemas)
    for name in ("customer", "invoice"):
        if schema_of(schemas, name) and name not in file.rules:
            findings.add(Spot(file.label, 1, 1), "mapping.no_rules", name=name)
    used = {table.name for tree in file.rules.values() for table in tables_of(tree)}
    for name, table in file.tables.items():
        if name not in used:
            findings.add(table.at, "mapping.unused_table", name=name)
    return [*file.warnings, *findings.sentences()]


def is_notice(sentence: str) -> bool:
    """Whether a sentence of `lint` is only for information and no reason to refuse the file."""
    return _NOTICE.match(sentence) is not None


class _Linter:
    """Walks the rules, the shape of what paths see, and the ledger's fields side by side."""

    def __init__(self, findings: Findings) -> None:
        self._findings = findings
        self.paths = PathLinter(findings)

    def section(self, name: str, tree: Fields, schemas: Mapping[str, Schema]) -> None:
        schema = schema_of(schemas, name)
        if schemas and schema is None:
            self._findings.add(tree.at, "mapping.no_such_document", target=name, known=", ".join(sorted(schemas)))
        whole = Field(kind="object", fields=schema) if schema is not None else None
        self._fields(tree, Thing(Line) if name == "product" else WHOLE, name, whole)

    def _tree(self, tree: Tree, scope: Shape, target: str, wanted: Field | None) -> None:
        match tree:
            case Fields():
                self._fields(tree, scope, target, wanted)
            case Items(items=items):
                self._expect_list(tree.at, target, wanted)
                for index, item in enumerate(items):
                    self._tree(item, scope, f"{target}[{index}]", element_of(wanted))
            case Rule():
                self._rule(tree, scope, target, wanted)

    def _fields(self, tree: Fields, scope: Shape, target: str, wanted: Field | None) -> None:
        if wanted is not None and wanted.kind != "object":
            key = "mapping.list_expected" if wanted.kind == "list" else "mapping.scalar_expected"
            self._findings.add(tree.at, key, target=target, wanted=kind_name(wanted))
        known = wanted.fields if wanted is not None and wanted.kind == "object" else {}
        for name, child in tree.fields.items():
            if known and name not in known:
                near = did_you_mean(name, [other for other, field in known.items() if not field.never_mapped])
                self._findings.add(child.at, "mapping.unknown_target", target=f"{target}.{name}", name=name, near=near)
            self._tree(child, scope, f"{target}.{name}", self._mappable(child.at, f"{target}.{name}", known.get(name)))
        for name, field in known.items():
            if field.required and not field.computed and name not in tree.fields:
                self._findings.add(tree.at, "mapping.required_absent", target=f"{target}.{name}")

    def _mappable(self, at: Spot, target: str, wanted: Field | None) -> Field | None:
        """None for a field that is never mapped: of its line only the paths are judged."""
        if wanted is None or not wanted.never_mapped:
            return wanted
        self._findings.add(at, "mapping.target", target=target, problem=say("mapping.computed"))
        return None

    def _rule(self, rule: Rule, scope: Shape, target: str, wanted: Field | None) -> None:
        match rule.source:
            case Each() as each:
                self._expect_list(rule.at, target, wanted)
                element = self._element(each, scope, target)
                self._tree(each.item, element, f"{target}[]", element_of(wanted))
            case When(branches=branches):
                for branch in branches:
                    if branch.tests is not None:
                        self.paths.tests(branch.tests, scope, target)
                    self._tree(branch.then, scope, target, wanted)
                self._constants(rule, target, wanted)
            case _:
                self._plain(rule, scope, target, wanted)

    def _plain(self, rule: Rule, scope: Shape, target: str, wanted: Field | None) -> None:
        made = self.paths.made_by(rule, scope, target)
        self._constants(rule, target, wanted)
        if wanted is None or rule.table is not None:
            return
        for text, shape in made:
            if problem := shape_problem(shape, wanted):
                self._findings.add(rule.at, "mapping.about", target=target, what=text, problem=problem)

    def _constants(self, rule: Rule, target: str, wanted: Field | None) -> None:
        if wanted is None:
            return
        for constant in constants_of(rule):
            if problem := constant_problem(constant.value, wanted, is_rule=constant is rule.source):
                self._findings.add(constant.at, "mapping.target", target=target, problem=problem)

    def _element(self, each: Each, scope: Shape, target: str) -> Shape:
        shape = self.paths.shape(each.path, scope, target)
        match shape:
            case ListOf(element=element):
                return element
            case None | Free():
                return Free()
            case _:
                kind = describe(shape)
                self._findings.add(each.path.at, "mapping.each_over", target=target, path=each.path.text, kind=kind)
                return Free()

    def _expect_list(self, at: Spot, target: str, wanted: Field | None) -> None:
        if wanted is not None and wanted.kind != "list":
            self._findings.add(at, "mapping.list_not_expected", target=target, wanted=kind_name(wanted))
