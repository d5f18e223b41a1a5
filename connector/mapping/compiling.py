"""From the tree of a file to rules that can run. Every problem is noted with its place; nothing is raised."""

from collections.abc import Mapping

from connector.mapping.applying import Known, check_counts, compile_apply, compile_words
from connector.mapping.conditions import compile_tests
from connector.mapping.defaults import compile_default
from connector.mapping.paths import NotAPath, Path, compile_path
from connector.mapping.pieces import NotAPiece, split_piece, split_slot
from connector.mapping.read import Node
from connector.mapping.spec import (
    RULE_WORDS,
    SOURCE_WORDS,
    Branch,
    Constant,
    Each,
    Fields,
    FirstOf,
    Items,
    Paths,
    Piece,
    Pieces,
    Rule,
    Slot,
    Table,
    Tests,
    Tree,
    When,
)
from connector.mapping.spots import Findings, Spot, did_you_mean, shown
from connector.mapping.tables import constant_of

Words = dict[str, Node]


class Compiler:
    """Compiles the rules of one file; `tables` are the ones that it and its presets define."""

    def __init__(
        self, environ: Mapping[str, str], tables: Mapping[str, Table], transforms: Known, findings: Findings
    ) -> None:
        self._environ = environ
        self._tables = tables
        self._transforms = transforms
        self._findings = findings

    def section(self, node: Node, name: str) -> Fields:
        """The rules under `customer:`, `invoice:` …"""
        if not isinstance(node.value, dict):
            self._findings.add(node.key_at, "mapping.rules_not_object", target=name)
            return Fields(fields={}, at=node.key_at)
        return self._fields(node.value, node, name)

    def tests(self, node: Node, target: str) -> Tests:
        return compile_tests(node, target, self._path, self._findings)

    def _tree(self, node: Node, target: str) -> Tree | None:
        match node.value:
            case dict() as words if RULE_WORDS & words.keys():
                return self._rule(node, words, target)
            case dict() as words:
                return self._fields(words, node, target)
            case tuple() as elements:
                trees = (self._tree(element, f"{target}[{index}]") for index, element in enumerate(elements))
                return Items(items=tuple(tree for tree in trees if tree is not None), at=node.key_at)
            case str() as text:
                path = self._path_at(node, text, target)
                return None if path is None else Rule(at=node.key_at, source=Paths(paths=(path,)))
            case _:
                constant = constant_of(node, target, self._environ, self._findings)
                return None if constant is None else Rule(at=node.key_at, source=constant)

    def _fields(self, words: Words, node: Node, target: str) -> Fields:
        trees = {name: self._tree(child, f"{target}.{name}") for name, child in words.items()}
        return Fields(fields={name: tree for name, tree in trees.items() if tree is not None}, at=node.key_at)

    def _rule(self, node: Node, words: Words, target: str) -> Rule | None:
        for word in words.keys() - RULE_WORDS:
            near = did_you_mean(word, RULE_WORDS)
            self._findings.add(words[word].key_at, "mapping.mixed_word", target=target, word=shown(word), near=near)
        sources = sorted(SOURCE_WORDS & words.keys(), key=lambda word: words[word].key_at)
        if not sources:
            self._findings.add(node.key_at, "mapping.no_source", target=target, words=", ".join(sorted(words)))
            return None
        if len(sources) > 1:
            at = words[sources[1]].key_at
            self._findings.add(at, "mapping.two_sources", target=target, words=", ".join(sources))
            return None
        self._check_companions(words, sources[0], target)
        source = self._source(words, sources[0], target)
        rule = None if source is None else self._with_words(source, words, node, target)
        if rule is not None:
            check_counts(rule, target, self._findings)
        return rule

    def _with_words(
        self, source: Constant | Paths | FirstOf | Pieces | When | Each, words: Words, node: Node, target: str
    ) -> Rule:
        apply = compile_apply(words["apply"], target, self._transforms, self._findings) if "apply" in words else ()
        default = words.get("default")
        given = () if "table" in words else apply
        return Rule(
            at=node.key_at,
            source=source,
            apply=apply,
            table=self._table(words["table"], target) if "table" in words else None,
            default=compile_default(default, given, target, self._environ, self._findings) if default else None,
            required=self._flag(words["required"], target) if "required" in words else False,
        )

    def _check_companions(self, words: Words, source: str, target: str) -> None:
        """Words that only make sense beside another: `join` with `pieces`, `item` with `each`."""
        for word, partner in (("join", "pieces"), ("item", "each")):
            if word in words and source != partner:
                self._findings.add(words[word].key_at, "mapping.only_with", target=target, word=word, partner=partner)
        outside = {"each": {"apply", "table", "default"}, "when": {"apply", "table"}}.get(source, set())
        for word in sorted(outside & words.keys()):
            self._findings.add(words[word].key_at, f"mapping.not_with_{source}", target=target, word=word)

    def _source(self, words: Words, word: str, target: str) -> Constant | Paths | FirstOf | Pieces | When | Each | None:
        node = words[word]
        match word:
            case "const":
                return constant_of(node, target, self._environ, self._findings)
            case "from":
                several = isinstance(node.value, tuple)
                paths = self._paths(node, word, target)
                return Paths(paths=paths, several=several) if paths else None
            case "first_of":
                paths = self._paths(node, word, target)
                return FirstOf(paths=paths) if paths else None
            case "pieces":
                return self._pieces(node, words.get("join"), target)
            case "when":
                return self._when(node, target)
            case _:
                return self._each(node, words.get("item"), target)

    def _paths(self, node: Node, word: str, target: str) -> tuple[Path, ...]:
        elements = node.value if isinstance(node.value, tuple) else (node,)
        found: list[Path] = []
        for element in elements:
            if not isinstance(element.value, str):
                self._findings.add(element.at, "mapping.not_a_path", target=target, word=word, found=_shown(element))
            elif path := self._path_at(element, element.value, target):
                found.append(path)
        if not elements:
            self._findings.add(node.key_at, "mapping.no_paths", target=target, word=word)
        return tuple(found) if len(found) == len(elements) else ()

    def _path_at(self, node: Node, text: str, target: str) -> Path | None:
        """The path that a node is. Quotes make no text of `05` where a path is read, so the remedy is another."""
        if not node.is_doubtful:
            return self._path(text, node.at, target)
        self._findings.replace(node.at, "mapping.doubtful_path", target=target, text=shown(text))
        return None

    def _path(self, text: str, at: Spot, target: str) -> Path | None:
        try:
            return compile_path(text, at)
        except NotAPath as error:
            self._findings.add(at, "mapping.path", target=target, path=shown(text), why=error)
            return None

    def _pieces(self, node: Node, join: Node | None, target: str) -> Pieces | None:
        elements = node.value if isinstance(node.value, tuple) else (node,)
        pieces = [self._piece(element, target) for element in elements]
        if not elements:
            self._findings.add(node.key_at, "mapping.no_pieces", target=target)
        if join is not None and not isinstance(join.value, str):
            self._findings.add(join.key_at, "mapping.join_not_text", target=target)
        between = join.value if join is not None and isinstance(join.value, str) else " "
        good = tuple(piece for piece in pieces if piece is not None)
        return Pieces(pieces=good, join=between) if len(good) == len(elements) and good else None

    def _piece(self, node: Node, target: str) -> Piece | None:
        if not isinstance(node.value, str):
            self._findings.add(node.at, "mapping.piece_not_text", target=target)
            return None
        try:
            split = split_piece(node.value)
        except NotAPiece as error:
            self._findings.add(node.at, str(error), target=target, piece=shown(node.value))
            return None
        parts = tuple(self._slot(text, node.at, target) if is_slot else text for text, is_slot in split)
        good = tuple(part for part in parts if part is not None)
        return Piece(parts=good, at=node.at) if len(good) == len(parts) else None

    def _slot(self, text: str, at: Spot, target: str) -> Slot | None:
        before, words = split_slot(text)
        path = self._path(before, at, target)
        apply = compile_words([(word, at) for word in words], target, self._transforms, self._findings)
        if path is None:
            return None
        check_counts(Rule(at=at, source=Paths(paths=(path,)), apply=apply), target, self._findings)
        return Slot(path=path, apply=apply)

    def _when(self, node: Node, target: str) -> When | None:
        if not isinstance(node.value, tuple) or not node.value:
            self._findings.add(node.key_at, "mapping.when_not_list", target=target)
            return None
        last = len(node.value) - 1
        branches = [self._branch(child, index == last, target) for index, child in enumerate(node.value)]
        good = tuple(branch for branch in branches if branch is not None)
        return When(branches=good) if len(good) == len(branches) else None

    def _branch(self, node: Node, is_last: bool, target: str) -> Branch | None:
        words = node.value if isinstance(node.value, dict) else {}
        if words.keys() == {"otherwise"} and is_last:
            then = self._tree(words["otherwise"], target)
            return None if then is None else Branch(tests=None, then=then)
        if words.keys() == {"if", "then"}:
            tests = self.tests(words["if"], target)
            then = self._tree(words["then"], target)
            return None if then is None else Branch(tests=tests, then=then)
        self._findings.add(node.at, "mapping.branch", target=target)
        return None

    def _each(self, node: Node, item: Node | None, target: str) -> Each | None:
        if not isinstance(node.value, str):
            self._findings.add(node.at, "mapping.not_a_path", target=target, word="each", found=_shown(node))
            return None
        path = self._path_at(node, node.value, target)
        if item is None:
            self._findings.add(node.key_at, "mapping.each_without_item", target=target)
            return None
        tree = self._tree(item, f"{target}[]")
        return None if path is None or tree is None else Each(path=path, item=tree)

    def _table(self, node: Node, target: str) -> Table | None:
        table = self._tables.get(node.value) if isinstance(node.value, str) else None
        if table is None:
            near = did_you_mean(str(node.value), self._tables)
            self._findings.add(node.at, "mapping.no_table", target=target, name=_shown(node), near=near)
        return table

    def _flag(self, node: Node, target: str) -> bool:
        if not isinstance(node.value, bool):
            self._findings.add(node.at, "mapping.required_not_flag", target=target)
            return False
        return node.value


def _shown(node: Node) -> str:
    return "[…]" if isinstance(node.value, tuple) else "{…}" if isinstance(node.value, dict) else shown(node.value)
