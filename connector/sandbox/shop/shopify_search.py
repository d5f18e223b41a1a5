"""Shopify's search over variants: `id:>5`, `sku:'ABC-1' OR sku:'x'`. It finds more than was asked, as theirs does."""

import re
from collections.abc import Iterable, Iterator

from connector.sandbox.shop.graphql import GraphqlError
from connector.sandbox.shop.shelf import Item

_ABOVE = re.compile(r"id:>(\d+)")
_SKU = re.compile(r"sku:'((?:[^'\\]|\\.)*)'")


def found_variants(items: Iterable[Item], query: str | None) -> Iterator[Item]:
    """Raises GraphqlError for a query that cannot be read; Shopify would warn and leave parts of it out."""
    if not query:
        yield from items
        return
    if above := _ABOVE.fullmatch(query):
        yield from (item for item in items if int(item.id) > int(above[1]))
        return
    wanted = [_words(sku) for sku in _skus(query)]
    yield from (item for item in items if any(words <= _words(item.sku) for words in wanted))


def _skus(query: str) -> list[str]:
    terms = [match[1] for match in _SKU.finditer(query)]
    if _SKU.sub("", query) != " OR " * (len(terms) - 1) or not terms:
        raise GraphqlError(f"Invalid search query: {query}", "BAD_REQUEST")
    return [re.sub(r"\\(.)", r"\1", term) for term in terms]


def _words(sku: str) -> frozenset[str]:
    """Case and signs do not count (store-protocols.md 7.6)."""
    return frozenset(re.findall(r"\w+", sku.casefold()))
