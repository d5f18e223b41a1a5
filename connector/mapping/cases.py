"""`*.cases.yaml`: a merchant's tests beside a mapping. Order in; fields out, a refusal's words, or its invoice."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from connector.errors import MappingError, OrderHeld
from connector.json_text import NotJson
from connector.mapping.conditions import is_empty
from connector.mapping.connection import ConnectionFile
from connector.mapping.explain import flat
from connector.mapping.merge import label_of
from connector.mapping.read import Node, read
from connector.mapping.spots import Findings, Spot, did_you_mean, shown
from connector.messages import say
from connector.model.documents import DocumentKind
from connector.model.money import plain
from connector.model.order import Order

_ENDS = ("expect", "held", "not_due", "linked")
_WORDS = ("case", "order", *_ENDS)


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseResult:
    name: str
    ok: bool
    message: str = ""
    """Empty when ok; else `file:line:column: …` for everything that differs, a line each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Case:
    name: str
    order: str
    order_at: Spot
    end: str
    """One of _ENDS."""
    expected: Node


def run_cases(file: ConnectionFile, cases: Path, read_order: Callable[[Path], Order]) -> list[CaseResult]:
    """Every case of the file `cases`, in order; `order:` names files from its folder, which `read_order` understands.

    Raises MappingError when the file itself is not as it should be.
    """
    findings = Findings()
    root = read(cases, label_of(cases, file.path.parent), findings)
    found = _cases(root, findings) if root is not None else []
    if sentences := findings.sentences():
        raise MappingError(sentences)
    return [_run(case, file, cases.parent, read_order) for case in found]


def _cases(root: Node, findings: Findings) -> list[_Case]:
    if not isinstance(root.value, tuple):
        findings.add(root.at, "mapping.cases_not_list")
        return []
    cases = [_case(node, findings) for node in root.value]
    return [case for case in cases if case is not None]


def _case(node: Node, findings: Findings) -> _Case | None:
    words = node.value if isinstance(node.value, dict) else {}
    for word in words.keys() - set(_WORDS):
        near = did_you_mean(word, _WORDS)
        findings.add(words[word].key_at, "mapping.case_word", word=shown(word), near=near)
    name, order = words.get("case"), words.get("order")
    if name is None or order is None or not isinstance(name.value, str) or not isinstance(order.value, str):
        findings.add(node.at, "mapping.case_names")
        return None
    ends = [end for end in _ENDS if end in words]
    if len(ends) != 1 or not _is_good_end(ends[0], words[ends[0]]):
        findings.add(node.at, "mapping.case_end", name=name.value)
        return None
    return _Case(name=name.value, order=order.value, order_at=order.at, end=ends[0], expected=words[ends[0]])


def _is_good_end(word: str, node: Node) -> bool:
    match word, node.value:
        case "expect", dict() as targets:
            return bool(targets)
        case "held" | "linked", str() as words:
            return bool(words)
        case _, value:
            return word == "not_due" and value is True


def _run(case: _Case, file: ConnectionFile, folder: Path, read_order: Callable[[Path], Order]) -> CaseResult:
    path = folder / case.order
    if not path.is_file() or not path.resolve().is_relative_to(folder.resolve()):
        return _failed(case, f"{case.order_at}: {say('mapping.case_no_order', path=shown(case.order))}")
    try:
        order = read_order(path)
        differences = _differences(case, file, order)
    except NotJson as error:
        differences = [f"{case.order_at}: {say('mapping.case_not_json', path=case.order, why=error)}"]
    except OrderHeld as held:
        differences = _unlike(case, held)
    return _failed(case, *differences) if differences else CaseResult(name=case.name, ok=True)


def _failed(case: _Case, *differences: str) -> CaseResult:
    return CaseResult(name=case.name, ok=False, message="\n".join(differences))


def _differences(case: _Case, file: ConnectionFile, order: Order) -> list[str]:
    """Raises OrderHeld."""
    at = case.expected.key_at
    if case.end == "not_due":
        return [f"{at}: {say('mapping.case_due')}"] if file.due(order) else []
    if case.end == "linked":
        return _not_linked(case, file, order)
    order = file.as_sold(order)
    if case.end == "held":
        file.draft("invoice", order)
        return [f"{at}: {say('mapping.case_not_held', words=shown(case.expected.value))}"]
    targets = case.expected.value if isinstance(case.expected.value, dict) else {}
    found: dict[str, dict[str, object]] = {}
    for kind in sorted({_kind_of(target) for target in targets}):
        found[kind] = _addressed(dict(file.draft(kind, order).values))
    sentences = (_difference(target, node, found[_kind_of(target)]) for target, node in targets.items())
    return [sentence for sentence in sentences if sentence]


def _not_linked(case: _Case, file: ConnectionFile, order: Order) -> list[str]:
    """`linked` names an invoice that the order says it has; whether that is in Siigo is not looked at here."""
    at, wanted = case.expected.key_at, case.expected.value
    if file.after_sale.values.get("adopt") == "never":
        return [f"{at}: {say('mapping.case_never_linked')}"]
    claims = [f"{claim.text} ({claim.source})" for claim in order.claims]
    if any(claim.text == wanted for claim in order.claims):
        return []
    found = ", ".join(claims) or say("mapping.found_empty")
    return [f"{at}: {say('mapping.case_not_claimed', wanted=shown(wanted), found=found)}"]


def _unlike(case: _Case, held: OrderHeld) -> list[str]:
    words = case.expected.value
    if case.end == "held" and isinstance(words, str) and words in str(held):
        return []
    return [f"{case.expected.key_at}: {say('mapping.case_held', problems=' · '.join(held.problems))}"]


def _kind_of(target: str) -> DocumentKind:
    section = target.partition(".")[0]
    return "credit_note" if section == "credit_note" else "receipt" if section == "receipt" else "invoice"


def _addressed(values: dict[str, object]) -> dict[str, object]:
    """Every scalar, list and object of a draft by its target."""
    found = dict(flat(values))
    open_values: list[tuple[str, object]] = list(values.items())
    while open_values:
        target, value = open_values.pop()
        found[target] = value
        if isinstance(value, dict):
            open_values += [(f"{target}.{name}", child) for name, child in value.items()]
        elif isinstance(value, list):
            open_values += [(f"{target}[{index}]", child) for index, child in enumerate(value)]
    return found


def _difference(target: str, node: Node, found: dict[str, object]) -> str:
    expected = _plain(node)
    value = found.get(target.removeprefix(f"{_kind_of(target)}."))
    if _readable(value) == _readable(expected):
        return ""
    shown_value = say("mapping.found_empty") if is_empty(value) else shown(_readable(value))
    wanted = say("mapping.found_empty") if expected is None else shown(_readable(expected))
    return f"{node.key_at}: {say('mapping.case_differs', target=target, found=shown_value, wanted=wanted)}"


def _plain(node: Node) -> object:
    match node.value:
        case dict() as children:
            return {name: _plain(child) for name, child in children.items()}
        case tuple() as children:
            return [_plain(child) for child in children]
        case value:
            return value


def _readable(value: object) -> object:
    """Numbers as themselves without useless zeros, dates as text; text in quotes, so that '13' and 13 differ."""
    match value:
        case bool() | None:
            return value
        case int() | Decimal():
            return plain(Decimal(value))
        case dict():
            return {name: _readable(child) for name, child in value.items()}
        case list():
            return [_readable(child) for child in value]
        case _:
            return f"'{value}'"
