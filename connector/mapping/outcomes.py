"""What a rule can come to that stands in the file itself, and the tables it looks in."""

from collections.abc import Iterator

from connector.mapping.spec import Constant, Each, Fields, Items, Rule, Table, Tree, When


def constants_of(rule: Rule) -> Iterator[Constant]:
    """`const`, the values of its table, its `default`: whatever reaches the target as it stands."""
    if rule.table is not None:
        yield from rule.table.rows.values()
    elif isinstance(rule.source, Constant) and not rule.apply:
        yield rule.source
    if rule.default is not None:
        yield rule.default


def tables_of(tree: Tree) -> Iterator[Table]:
    """Every table that the tree looks in."""
    match tree:
        case Fields(fields=fields):
            for child in fields.values():
                yield from tables_of(child)
        case Items(items=items):
            for child in items:
                yield from tables_of(child)
        case Rule(source=Each(item=item)):
            yield from tables_of(item)
        case Rule(source=When(branches=branches)):
            for branch in branches:
                yield from tables_of(branch.then)
        case Rule(table=Table() as table):
            yield table
