"""Compiled rules and an order make a Draft: each value with its origin, every problem at once."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Literal

from connector.colombia.doubt import Doubt
from connector.errors import OrderHeld
from connector.mapping.buyers import BuyerPolicy, NoDocument, Problem, each_once, reads_document
from connector.mapping.colombian import Absent
from connector.mapping.conditions import holds, is_empty
from connector.mapping.ledger_fields import element_of
from connector.mapping.spec import Each, Fields, Items, Rule, Tree, When
from connector.mapping.texts import Unfit
from connector.mapping.values import Found, paths_of, value_of
from connector.mapping.view import Scope, order_view
from connector.messages import say
from connector.model.documents import DocumentKind, Draft, Origin
from connector.model.order import Order
from connector.model.schema import Field, Schema


class Drafting:
    """The making of one draft of one kind. Sections are drawn one by one; problems wait for `finish`."""

    def __init__(self, kind: DocumentKind | Literal["product"], order: Order, policy: BuyerPolicy) -> None:
        order = policy.identified(order)
        view = order_view(order)
        lines = view["lines"]
        self._kind = kind
        self._whole = Scope(view)
        self._lines = lines if isinstance(lines, list) else []
        self._line_ids_of = {id(line): line["id"] for line in self._lines}
        self._no_document = NoDocument(policy.sentence(order))
        self._origins: dict[str, Origin] = {}
        self._line_ids: dict[str, str] = {}
        self._problems: list[Problem] = []
        self._warnings: list[str] = [] if kind == "customer" else list(order.notes)

    def section(self, rules: Fields, name: str, schema: Schema | None) -> dict[str, object]:
        """The values of one section; with a schema, what the ledger requires and comes out empty is a problem."""
        whole = Field(kind="object", required=True, fields=schema) if schema is not None else None
        return self._fields(rules, self._whole, name, whole)

    def of_line(self, rules: Fields, name: str, schema: Schema | None, line_id: str) -> dict[str, object]:
        """The same, where paths begin in one line of the order, with the order beside it."""
        whole = Field(kind="object", required=True, fields=schema) if schema is not None else None
        line = next(line for line in self._lines if line["id"] == line_id)
        return self._fields(rules, self._whole.inner(line), name, whole)

    def finish(self, values: Mapping[str, object]) -> Draft:
        """The draft of these values. Raises OrderHeld with every problem met so far."""
        problems = [*self._no_document.all_problems(), *self._problems]
        if problems:
            raise OrderHeld(*each_once(problems))
        warnings = tuple(dict.fromkeys(self._warnings))
        return Draft(values=values, origins=self._origins, line_ids=self._line_ids, warnings=warnings)

    def _tree(self, tree: Tree, scope: Scope, target: str, schema: Field | None) -> object:
        match tree:
            case Fields():
                return self._fields(tree, scope, target, schema)
            case Items(items=items):
                return self._list([(item, scope) for item in items], target, element_of(schema))
            case Rule():
                return self._rule(tree, scope, target, schema)

    def _fields(self, tree: Fields, scope: Scope, target: str, schema: Field | None) -> dict[str, object]:
        expected = schema.fields if schema is not None else {}
        values: dict[str, object] = {}
        missing: list[tuple[Tree, str]] = []
        for name, child in tree.fields.items():
            before = self._count()
            value = self._tree(child, scope, f"{target}.{name}", expected.get(name))
            if not is_empty(value):
                values[name] = value
            elif _is_demanded(expected.get(name)) and self._count() == before:
                missing.append((child, f"{target}.{name}"))
        if values or (schema is not None and schema.required):
            absent = [name for name, wanted in expected.items() if _is_demanded(wanted) and name not in tree.fields]
            for child, place in [*missing, *((tree, f"{target}.{name}") for name in absent)]:
                self._missing(child, place)
        return values

    def _list(self, items: list[tuple[Tree, Scope]], target: str, expected: Field | None) -> list[object]:
        """The elements that are not empty, numbered without gaps."""
        values: list[object] = []
        failed = 0
        for item, scope in items:
            place = f"{target}[{len(values) + failed}]"
            before = self._count()
            value = self._tree(item, scope, place, expected)
            if is_empty(value):
                failed += self._count() > before
                continue
            values.append(value)
            if line_id := self._line_ids_of.get(id(scope.value)):
                self._line_ids[self._key(place)] = line_id
        return values

    def _rule(self, rule: Rule, scope: Scope, target: str, schema: Field | None) -> object:
        before = self._count()
        match rule.source:
            case Each() as each:
                value: object = self._each(rule, each, scope, target, schema)
            case When() as when:
                value = self._when(when, scope, target, schema)
            case _:
                value = self._plain(rule, scope, target)
        if not is_empty(value):
            return value
        if rule.default is not None:
            return self._kept(rule, rule.default.value, target, Found([], "default", rule.default.at))
        if rule.required and self._count() == before:
            self._missing(rule, target)
        elif self._no_document.concerns(rule):
            self._no_document.missed(rule, target, None)
        return None

    def _plain(self, rule: Rule, scope: Scope, target: str) -> object:
        try:
            found = value_of(rule, scope)
        except (Unfit, Doubt) as error:
            if rule.default is None:
                self._problem(rule, target, str(error), is_doubt=isinstance(error, Doubt))
            elif isinstance(error, Doubt) and not isinstance(error, Absent):
                self._warn(rule, target, say("mapping.default_instead", doubt=error))
            return None
        if not found.values:
            return None
        if self._no_document.concerns(rule):
            self._no_document.is_found_elsewhere = True
        for warning in found.warnings:
            self._warn(rule, target, warning)
        return self._kept(rule, found.values[0], target, found)

    def _when(self, when: When, scope: Scope, target: str, schema: Field | None) -> object:
        for branch in when.branches:
            if branch.tests is None or holds(branch.tests, scope.find):
                return self._tree(branch.then, scope, target, schema)
        return None

    def _each(self, rule: Rule, each: Each, scope: Scope, target: str, schema: Field | None) -> object:
        elements = scope.find(each.path)
        if is_empty(elements):
            return None
        if not isinstance(elements, list):
            self._problem(rule, target, say("mapping.each_not_list", path=each.path.text))
            return None
        expected = element_of(schema)
        if expected is not None:  # one result for each element: none may vanish because it came out empty
            expected = replace(expected, required=True)
        return self._list([(each.item, scope.inner(element)) for element in elements], target, expected)

    def _kept(self, rule: Rule, value: object, target: str, found: Found) -> object:
        """The value as it enters the draft, with the origin of each scalar in it."""
        match value:
            case Mapping():
                kept = {name: self._kept(rule, child, f"{target}.{name}", found) for name, child in value.items()}
                return {name: child for name, child in kept.items() if not is_empty(child)}
            case list():
                full = [child for child in value if not is_empty(child)]
                return [self._kept(rule, child, f"{target}[{index}]", found) for index, child in enumerate(full)]
            case datetime():
                self._problem(rule, target, say("mapping.moment_in_draft", path=found.source))
            case _ if not is_empty(value):
                at = found.at
                origin = Origin(file=at.file, line=at.line, column=at.column, source=found.source)
                self._origins[self._key(target)] = origin
                return value
        return None

    def _key(self, target: str) -> str:
        """Origins are named from the document's own root: `invoice.items[0].code` is `items[0].code` of an invoice."""
        return target.removeprefix(f"{self._kind}.")

    def _count(self) -> int:
        return len(self._problems) + len(self._no_document.problems)

    def _problem(self, rule: Rule, target: str, sentence: str, *, is_doubt: bool = False) -> None:
        about_id = is_doubt and reads_document(rule)
        problem = Problem(at=rule.at, target=target, sentence=sentence, is_doubt_of_id=about_id)
        if self._no_document.concerns(rule):
            self._no_document.missed(rule, target, problem)
        else:
            self._problems.append(problem)

    def _warn(self, rule: Rule, target: str, sentence: str) -> None:
        self._warnings.append(f"{rule.at}: {target}: {sentence}")

    def _missing(self, tree: Tree, target: str) -> None:
        tried = ", ".join(path.text for path in paths_of(tree)) if isinstance(tree, Rule) else ""
        sentence = say("mapping.empty", tried=tried) if tried else say("mapping.empty_no_path")
        if isinstance(tree, Rule):
            self._problem(tree, target, sentence)
        else:
            self._problems.append(Problem(at=tree.at, target=target, sentence=sentence))


def _is_demanded(wanted: Field | None) -> bool:
    return wanted is not None and wanted.required and not wanted.computed
