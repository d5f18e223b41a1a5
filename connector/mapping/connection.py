"""One connection file, ready to use: `load` reads it with its presets and reports everything wrong with it at once."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from connector.colombia.sale import SaleRules, as_sold, cards_sold, sells_only_gift_cards
from connector.errors import MappingError
from connector.mapping.buyers import BuyerPolicy, policy_of
from connector.mapping.compiling import Compiler
from connector.mapping.conditions import holds, why_not
from connector.mapping.constants import catalogue_ids
from connector.mapping.drafting import Drafting
from connector.mapping.ledger_fields import schema_of
from connector.mapping.merge import label_of, read_with_presets
from connector.mapping.read import Node
from connector.mapping.sale import sale_of
from connector.mapping.sections import Section, section_of
from connector.mapping.spec import RULE_SECTIONS, TOP_WORDS, Fields, RuleTree, Table, Tests
from connector.mapping.spots import Findings, Spot, did_you_mean, shown
from connector.mapping.tables import compile_tables
from connector.mapping.transforms import transforms_for
from connector.mapping.view import Scope, order_view
from connector.messages import say
from connector.model.documents import DocumentKind, Draft
from connector.model.order import Line, Order
from connector.model.schema import Schema

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")


@dataclass(kw_only=True)
class ConnectionFile:
    """What one YAML file says, with everything it inherits."""

    name: str
    path: Path
    label: str
    """The file as messages call it."""
    store: Section
    ledger: Section
    inventory: Section | None
    after_sale: Section
    shadow: bool
    """Everything is worked out and nothing is sent."""
    makes_products: bool
    """`missing_products: create`: products that an invoice names and the ledger lacks are made by `product:`."""
    options: Section
    """The other plain words at the top: `buyer`, `sale`."""
    rules: Mapping[str, RuleTree]
    """By section: customer, invoice, credit_note, receipt; absent where the file has none."""
    tables: Mapping[str, Table]
    buyer: BuyerPolicy
    sale: SaleRules = field(default_factory=SaleRules)
    invoice_when: Tests | None = None
    receipt_when: Tests | None = None
    warnings: tuple[str, ...] = ()
    """What is odd and yet can be carried out; `lint` says it too."""
    schemas: Mapping[str, Schema] = field(default_factory=dict)
    """The ledger's, put here by whoever joins both: then `draft` holds what the ledger requires and comes out empty."""

    def due(self, order: Order) -> bool:
        """Whether `invoice_when` holds (true without it), and there is more to it than gift cards by `sale`."""
        if sells_only_gift_cards(order, self.sale):
            return False
        return self.invoice_when is None or holds(self.invoice_when, Scope(order_view(order)).find)

    def receipt_due(self, order: Order) -> bool:
        """Whether `receipt_when` holds (true without it)."""
        return self.receipt_when is None or holds(self.receipt_when, Scope(order_view(order)).find)

    def why_not_due(self, order: Order) -> str:
        """The first test that failed of each way, where it stands and what was found; empty when the order is due."""
        if sells_only_gift_cards(order, self.sale):
            return say("mapping.only_gift_cards")
        why = "" if self.invoice_when is None else why_not(self.invoice_when, Scope(order_view(order)).find)
        return why and say("mapping.not_due", why=why)

    def cards(self, order: Order) -> tuple[Line, ...]:
        """The gift cards that the order sells, also those that `sale` names by their SKU."""
        return cards_sold(order, self.sale)

    def as_sold(self, order: Order) -> Order:
        """The order as it is to be invoiced, by what `sale` says; everything after deciding works on it.

        Raises OrderHeld where `sale` says hold. Pure; doing it twice changes nothing more.
        """
        return as_sold(order, self.sale)

    def draft(self, kind: DocumentKind, order: Order) -> Draft:
        """What the rules make of the order; an invoice holds its customer under `customer`, a receipt who paid.

        Raises OrderHeld with every problem, each `file:line:column: target: what, and what to do`. Pure.
        """
        drafting = Drafting(kind, order, self.buyer)
        values: dict[str, object] = {}
        if kind == "invoice" and "customer" in self.rules:
            customer = drafting.section(self.rules["customer"], "customer", schema_of(self.schemas, "customer"))
            values = {"customer": customer} if customer else {}
        if kind == "receipt" and (payer := self._payer()):
            customer = drafting.section(payer, "customer", None)
            values = {"customer": customer} if customer else {}
        if kind in self.rules:
            values |= drafting.section(self.rules[kind], kind, schema_of(self.schemas, kind))
        return drafting.finish(values)

    def product_draft(self, order: Order, line: Line) -> Draft:
        """What the rules of `product:` make of a line. Raises OrderHeld as `draft` does. Pure."""
        drafting = Drafting("product", order, self.buyer)
        values = drafting.of_line(self.rules["product"], "product", schema_of(self.schemas, "product"), line.id)
        return drafting.finish(values)

    def _payer(self) -> Fields | None:
        """The rules of the customer that a receipt of the ledger names; None where it names none."""
        named = self.schemas.get("receipt", {}).get("customer")
        if named is None or "customer" not in self.rules:
            return None
        rules = self.rules["customer"]
        return Fields(fields={name: rule for name, rule in rules.fields.items() if name in named.fields}, at=rules.at)

    def constants(self, schemas: Mapping[str, Schema]) -> dict[str, dict[object, str]]:
        """For `doctor`: catalogue name -> every id that this file can send -> the first place where it stands."""
        return catalogue_ids(self.rules, schemas)


def load(path: Path, *, environ: Mapping[str, str], presets: Path) -> ConnectionFile:
    """The file laid over the presets it extends (`presets` is the folder in which `base/woocommerce` is looked up).

    Raises MappingError with every problem of the file and its presets.
    """
    findings = Findings()
    root = read_with_presets(path, presets, findings)
    if root is None or not isinstance(root.value, dict):
        raise MappingError(findings.sentences())
    loaded = _connection(root, root.value, path, label_of(path, presets), environ, findings)
    if sentences := findings.sentences():
        raise MappingError(sentences)
    return loaded


def load_all(folder: Path, *, environ: Mapping[str, str]) -> tuple[list[ConnectionFile], list[str]]:
    """Every connection file of the folder, by name, and the problems of those that cannot be used.

    Presets (in folders below) and `*.cases.yaml` are no connections. A broken file does not hide the others;
    of two files with one `connection:` name neither is used.
    """
    loaded: list[ConnectionFile] = []
    problems: list[str] = []
    for path in sorted(folder.glob("*.yaml")):
        if path.name.startswith(".") or path.name.endswith(".cases.yaml"):
            continue
        try:
            loaded.append(load(path, environ=environ, presets=folder))
        except MappingError as error:
            problems.extend(error.problems)
    names = [each.name for each in loaded]
    for each in loaded:
        if names.count(each.name) > 1:
            others = ", ".join(other.label for other in loaded if other.name == each.name and other is not each)
            problems.append(f"{Spot(each.label, 1, 1)}: {say('mapping.same_name', name=each.name, others=others)}")
    return [each for each in loaded if names.count(each.name) == 1], problems


def _connection(
    root: Node, words: dict[str, Node], path: Path, label: str, environ: Mapping[str, str], findings: Findings
) -> ConnectionFile:
    for word in words.keys() - set(TOP_WORDS):
        near = did_you_mean(word, TOP_WORDS)
        findings.add(words[word].key_at, "mapping.unknown_word", word=shown(word), near=near)
    tables = compile_tables(words.get("tables"), environ, findings)
    plain: dict[str, Node] = {word: words[word] for word in ("buyer", "sale") if word in words}
    options = section_of("options", Node(value=plain, at=root.at, key_at=root.key_at), environ, findings)
    buyer = policy_of(options, findings)
    compiler = Compiler(environ, tables, transforms_for(buyer.single_name), findings)
    rules = {name: compiler.section(words[name], name) for name in RULE_SECTIONS if name in words}
    if "invoice" in rules and "customer" in rules["invoice"].fields:
        findings.add(rules["invoice"].fields["customer"].at, "mapping.customer_in_invoice")
    return ConnectionFile(
        name=_name(root, words, findings),
        path=path,
        label=label,
        store=_settings(root, words, "store", environ, findings),
        ledger=_settings(root, words, "ledger", environ, findings),
        inventory=section_of("inventory", words["inventory"], environ, findings) if "inventory" in words else None,
        after_sale=section_of("after_sale", words.get("after_sale", _nothing(root)), environ, findings),
        shadow=_shadow(words, findings),
        makes_products=_makes_products(words, findings),
        options=options,
        rules=rules,
        tables=tables,
        buyer=buyer,
        sale=sale_of(options, findings),
        invoice_when=_tests(compiler, words, "invoice_when"),
        receipt_when=_tests(compiler, words, "receipt_when"),
        warnings=tuple(findings.notices()),
    )


def _tests(compiler: Compiler, words: dict[str, Node], word: str) -> Tests | None:
    return compiler.tests(words[word], word) if word in words else None


def _name(root: Node, words: dict[str, Node], findings: Findings) -> str:
    node = words.get("connection")
    if node is None:
        findings.add(root.at, "mapping.no_name")
    elif not isinstance(node.value, str) or not _NAME.fullmatch(node.value):
        findings.add(node.at, "mapping.bad_name", found=shown(node.value))
    else:
        return node.value
    return ""


def _shadow(words: dict[str, Node], findings: Findings) -> bool:
    node = words.get("shadow")
    if node is None or isinstance(node.value, bool):
        return node is not None and node.value is True
    findings.add(node.at, "mapping.shadow", found=shown(node.value))
    return False


def _makes_products(words: dict[str, Node], findings: Findings) -> bool:
    node = words.get("missing_products")
    if node is None or node.value in ("hold", "create"):
        is_wanted = node is not None and node.value == "create"
        if node is not None and is_wanted and "product" not in words:
            findings.add(node.at, "mapping.no_product_rules")
        return is_wanted
    findings.add(node.at, "mapping.missing_products", found=shown(node.value))
    return False


def _settings(root: Node, words: dict[str, Node], word: str, environ: Mapping[str, str], findings: Findings) -> Section:
    if word not in words:
        findings.add(root.at, "mapping.no_section", word=word)
    return section_of(word, words.get(word, _nothing(root)), environ, findings, has_secrets=True)


def _nothing(root: Node) -> Node:
    return Node(value={}, at=root.at, key_at=root.at)
