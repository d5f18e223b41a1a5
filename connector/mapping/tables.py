"""`tables`: lookups by text. A key that is not there is an error for the merchant, never a guess."""

from collections.abc import Mapping
from decimal import Decimal
from difflib import get_close_matches

from connector.mapping.environment import expand
from connector.mapping.read import Node
from connector.mapping.spec import Constant, Table
from connector.mapping.spots import Findings, shown
from connector.mapping.texts import Unfit, as_text, fold
from connector.messages import say
from connector.model.money import plain

JOINT = " / "
"""Between the values of a key of several: `envío / bogotá`."""


def compile_tables(node: Node | None, environ: Mapping[str, str], findings: Findings) -> dict[str, Table]:
    """Every table by its name."""
    if node is None:
        return {}
    if not isinstance(node.value, dict):
        findings.add(node.key_at, "mapping.tables_not_object")
        return {}
    return {name: _table(name, child, environ, findings) for name, child in node.value.items()}


def constant_of(node: Node, target: str, environ: Mapping[str, str], findings: Findings) -> Constant | None:
    """What the file itself says: text with `${}` expanded, number, true, false. None, and a problem, for the rest."""
    match node.value:
        case str() as text:
            return Constant(value=expand(text, environ, node.at, findings), at=node.at)
        case None:
            findings.add(node.key_at, "mapping.target_no_value", target=target)
            return None
        case dict() | tuple():
            findings.add(node.at, "mapping.not_scalar", target=target)
            return None
        case value:
            return Constant(value=value, at=node.at)


def look_up(table: Table, values: list[object]) -> Constant:
    """The row for these values. Raises Unfit naming the table, what was found, and where to add the line."""
    key = JOINT.join("" if value is None else _key(value) for value in values)
    row = table.rows.get(key) or table.loose.get(fold(key))
    if row is not None:
        return row
    near = get_close_matches(key, table.rows, n=3, cutoff=0.5) or list(table.rows)[:8]
    raise Unfit(
        say("mapping.no_row", table=table.name, found=shown(key), known=", ".join(map(shown, near)) or "—", at=table.at)
    )


def _key(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else as_text(value).strip()


def _table(name: str, node: Node, environ: Mapping[str, str], findings: Findings) -> Table:
    target = f"tables.{name}"
    if not isinstance(node.value, dict):
        findings.add(node.key_at, "mapping.table_not_object", target=target)
        return Table(name=name, at=node.key_at, rows={}, loose={})
    rows: dict[str, Constant] = {}
    loose: dict[str, Constant | None] = {}
    for text, child in node.value.items():
        row = constant_of(child, f"{target}.{text}", environ, findings)
        if row is None:
            continue
        key = plain(Decimal(text)) if child.is_number_key else text
        rows[key] = row
        other = loose.setdefault(fold(key), row)
        if other is not None and other.value != row.value:
            loose[fold(key)] = None
            findings.notice(child.key_at, "mapping.ambiguous_keys", target=target, found=shown(key))
    return Table(name=name, at=node.key_at, rows=rows, loose=loose)
