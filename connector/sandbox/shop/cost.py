"""What a GraphQL document costs by Shopify's published rules, and the leaky bucket that pays (store-protocols.md 6.3).

A scalar costs 0, an object 1, a list what one of it costs, a connection 2 and its whole size, a mutation 10 and what
it selects below its payload. The published rules do not say how size counts: this is the dearest reading.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from connector.sandbox.shop.graphql import Document, Field, GraphqlError
from connector.sandbox.shop.graphql_run import given

DEAREST = 1000
LARGEST = Decimal(2000)
RATE = Decimal(100)
"""Points a second."""

MUTATION = 10


def cost_of(document: Document, variables: Mapping[str, Any]) -> int:
    """The `requestedQueryCost`. Raises GraphqlError when it is more than one query may cost."""
    price = _Price(document, variables)
    if document.kind == "mutation":
        cost = sum(MUTATION + price.below_payload(one) for one in price.flat(document.fields))
    else:
        cost = price.of(document.fields)
    if cost > DEAREST:
        message = f"Query cost is {cost}, which exceeds the single query max cost limit ({DEAREST})."
        error = GraphqlError(message, "MAX_COST_EXCEEDED")
        error.entry["extensions"] |= {"cost": cost, "maxCost": DEAREST}
        raise error
    return cost


@dataclass(frozen=True, slots=True)
class _Price:
    document: Document
    variables: Mapping[str, Any]

    def flat(self, fields: Sequence[Field | str]) -> list[Field]:
        """With the fields of fragments in their place."""
        found: list[Field] = []
        for one in fields:
            found += self.flat(self.document.fragments.get(one, ())) if isinstance(one, str) else [one]
        return [one for one in found if self._is_included(one)]

    def of(self, fields: Sequence[Field | str]) -> int:
        return sum(self._field(one) for one in self.flat(fields))

    def below_payload(self, mutation: Field) -> int:
        """The objects of the payload itself are in the ten: recorded were 13, 15, 11 and 10 (source S8)."""
        return sum(
            self._field(one) if _is_sized(one) else self.of(one.fields)
            for one in self.flat(mutation.fields)
            if one.name != "userErrors"
        )

    def _field(self, one: Field) -> int:
        if not one.fields or one.name == "pageInfo":
            return 0
        if _is_sized(one):
            inner = [below for below in self.flat(one.fields) if below.name in ("nodes", "edges")] or [one]
            return 2 + self._size(one) * (1 + self.of(inner[0].fields))
        if one.name == "nodes":  # the root of that name: as many objects as ids
            return len(given(one.arguments.get("ids"), self.variables) or ()) * (1 + self.of(one.fields))
        return 1 + self.of(one.fields)

    def _size(self, one: Field) -> int:
        first = given(one.arguments["first"], self.variables)
        return first if isinstance(first, int) else 0

    def _is_included(self, one: Field) -> bool:
        return bool(given(one.directives.get("include", {"if": True}), self.variables)["if"])


def _is_sized(one: Field) -> bool:
    return "first" in one.arguments


@dataclass(slots=True)
class Bucket:
    """The app's points in the shop. The shop's lock must be held."""

    left: Decimal = LARGEST
    told_at: datetime | None = None

    def spend(self, cost: int, now: datetime) -> bool:
        """Whether the points were there; a query is charged what was requested."""
        if self.told_at is not None:
            seconds = Decimal(str((now - self.told_at).total_seconds()))
            self.left = min(LARGEST, self.left + seconds * RATE)
        self.told_at = now
        if cost > self.left:
            return False
        self.left -= cost
        return True

    def status(self, cost: int) -> dict[str, Any]:
        """`extensions.cost` of an answer."""
        return {
            "requestedQueryCost": cost,
            "actualQueryCost": cost,
            "throttleStatus": {"maximumAvailable": LARGEST, "currentlyAvailable": self.left, "restoreRate": RATE},
        }
