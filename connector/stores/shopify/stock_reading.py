"""Reads a shop's variants with their stock: page by page, some by id, some by SKU. Writes nothing."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Any, NamedTuple, TypeVar

from connector.errors import RemoteRejected
from connector.messages import say
from connector.model.stock import Location, Placed, Variant
from connector.stores.shopify.client import Client
from connector.stores.shopify.stock_variants import MOST, gid, levels_of, most_variants, variant_of

Found = TypeVar("Found")

DEEPEST = 20_000
"""Variants that one search is paged through; Shopify ends it at 25,000 (store-protocols.md 6.3)."""

MOST_PAGES = 100
"""Of one search by SKU, of locations: no answer may keep us asking for ever."""

SKUS = 25
"""Of one search; each may bring others that are only like it."""


class Place(NamedTuple):
    """Where reading goes on, as the cursor's text says it."""

    read: int = 0
    """Variants of this search before."""
    above: str = "0"
    """This search finds those with a higher id."""
    after: str = ""
    """Shopify's own cursor; empty where the search begins."""

    @classmethod
    def of(cls, cursor: str) -> "Place":
        if not cursor:
            return cls()
        read, above, after = cursor.split("/", 2)
        return cls(int(read), above, after)

    @property
    def cursor(self) -> str:
        return f"{self.read}/{self.above}/{self.after}"


class VariantReader:
    """Remembers how many variants the shop allows in one query. Safe to share between threads."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._allowed = MOST

    def page(self, cursor: str, locations: Sequence[str]) -> tuple[Sequence[Variant], str]:
        """Raises RemoteError."""
        place = Place.of(cursor)
        query = f"id:>{place.above}" if place.above != "0" else None
        found = self._page(query, place.after, locations)
        variants = [variant_of(node, locations) for node in found["nodes"]]
        if not found["pageInfo"]["hasNextPage"] or not variants:
            return variants, ""
        going_on = Place(place.read + len(variants), place.above, found["pageInfo"]["endCursor"])
        return variants, (Place(above=variants[-1].id) if going_on.read >= DEEPEST else going_on).cursor

    def look(self, ids: Sequence[str], locations: Sequence[str]) -> Iterator[Variant]:
        """Those that are still there. Raises RemoteError."""
        left = list(ids)
        while left:
            nodes, asked = self._sized(partial(self._nodes, left, locations), locations)
            yield from (variant_of(node, locations) for node in nodes if node)
            left = left[asked:]

    def find(self, skus: Iterable[str], locations: Sequence[str]) -> Iterator[Variant]:
        """Shopify's search finds others too: by other case, by a part (store-protocols.md 7.6). Raises RemoteError."""
        wanted = list(dict.fromkeys(sku.strip() for sku in skus if sku.strip()))
        for start in range(0, len(wanted), SKUS):
            some = wanted[start : start + SKUS]
            query = " OR ".join(f"sku:'{_escaped(sku)}'" for sku in some)
            found = (variant_of(node, locations) for node in self._all(query, locations))
            yield from (variant for variant in found if variant.sku in some)

    def _all(self, query: str, locations: Sequence[str]) -> Iterator[Mapping[str, Any]]:
        after = ""
        for _ in range(MOST_PAGES):
            found = self._page(query, after, locations)
            yield from found["nodes"]
            if not found["pageInfo"]["hasNextPage"]:
                return
            after = found["pageInfo"]["endCursor"]
        raise RemoteRejected(say("shopify_stock.endless", what=query[:60]))

    def _page(self, query: str | None, after: str, locations: Sequence[str]) -> Mapping[str, Any]:
        def ask(most: int) -> Mapping[str, Any]:
            variables = {"first": most, "after": after or None, "query": query}
            answer = self._client.attempt("stock_page", variables, fragments=levels_of(locations))
            found: Mapping[str, Any] = answer.data["productVariants"]
            return found

        return self._sized(ask, locations)[0]

    def _nodes(self, ids: Sequence[str], locations: Sequence[str], most: int) -> Sequence[Mapping[str, Any] | None]:
        variables = {"ids": [gid("ProductVariant", number) for number in ids[:most]]}
        answer = self._client.attempt("stock_look", variables, fragments=levels_of(locations))
        nodes: Sequence[Mapping[str, Any] | None] = answer.data["nodes"]
        return nodes

    def _sized(self, ask: Callable[[int], Found], locations: Sequence[str]) -> tuple[Found, int]:
        """The answer, and how many were asked for: half as many each time that they are too dear."""
        most = min(self._allowed, most_variants(len(locations)))
        while True:
            try:
                return ask(most), most
            except RemoteRejected as error:
                if error.code != "MAX_COST_EXCEEDED" or most == 1:
                    raise
                most = self._allowed = most // 2


def locations_of(client: Client) -> Sequence[Location]:
    """All of them. A fulfilment service counts its own stock (store-protocols.md 7.6). Raises RemoteError."""
    found: list[Location] = []
    after = None
    for _ in range(MOST_PAGES):
        page = client.attempt("locations", {"after": after}).data["locations"]
        found += (
            Location(
                id=str(node["legacyResourceId"]),
                name=node["name"],
                is_active=node["isActive"],
                is_writable=not node["isFulfillmentService"],
            )
            for node in page["nodes"]
        )
        if not page["pageInfo"]["hasNextPage"]:
            return found
        after = page["pageInfo"]["endCursor"]
    raise RemoteRejected(say("shopify_stock.endless", what="locations"))


def orders_since(client: Client, moment: datetime, *, most: int) -> Sequence[Placed] | None:
    """The orders that changed then or later; None for more than `most`. Raises RemoteError."""
    query = f"updated_at:>='{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}'"
    found: dict[str, Placed] = {}
    after = None
    for _ in range(most // MOST + MOST_PAGES):
        variables = {"first": min(MOST, most + 1), "after": after, "query": query}
        page = client.attempt("orders_since", variables).data["orders"]
        found |= {placed.id: placed for placed in map(_placed, page["nodes"])}  # one that changes meanwhile comes again
        if len(found) > most:
            return None
        if not page["pageInfo"]["hasNextPage"]:
            return list(found.values())
        after = page["pageInfo"]["endCursor"]
    raise RemoteRejected(say("shopify_stock.endless", what="orders"))


def _placed(node: Mapping[str, Any]) -> Placed:
    return Placed(id=str(node["legacyResourceId"]), updated_at=datetime.fromisoformat(node["updatedAt"]))


def _escaped(sku: str) -> str:
    return sku.replace("\\", "\\\\").replace("'", "\\'")
