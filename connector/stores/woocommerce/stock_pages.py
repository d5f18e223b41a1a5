"""Every variant of a WooCommerce shop, page by page; the cursor is a text that holds all that is needed to go on.

Variations come first: the first call tells whether the shop can list them all (WooCommerce 10.3 and later). Where it
cannot, each page of products is followed by the variations of the parents on it, one call for a parent.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from connector.errors import RemoteRejected
from connector.model.stock import Variant
from connector.stores.woocommerce.client import WooClient
from connector.stores.woocommerce.stock_reading import IN_ORDER, rows_of, rows_of_parent
from connector.stores.woocommerce.stock_rows import led_by_parent, parents_in, variants_of

NO_ROUTE = "rest_no_route"
"""What WordPress says of a path that this version does not have."""

_CURSOR = re.compile(r"(variations|products|each):(\d+)(?::(\d+):([\d,]+))?", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where the reading stands."""

    walk: str
    """`variations`, and then `products`; or `each`: products, and the variations of each parent among them."""
    page: int = 1
    """The next of the list; 0: it has no more."""
    parents: tuple[str, ...] = ()
    """Whose variations come before that page."""
    inner: int = 1
    """Page of the first parent's variations."""

    @property
    def cursor(self) -> str:
        """Empty at the end."""
        if self.parents:
            return f"{self.walk}:{self.page}:{self.inner}:{','.join(self.parents)}"
        return f"{self.walk}:{self.page}" if self.page else ""


def read_page(client: WooClient, cursor: str) -> tuple[list[Variant], str]:
    """One call. A cursor that is not ours begins anew. Raises RemoteError."""
    place = _place(cursor)
    if place.parents:
        return _of_parent(client, place)
    return _of_variations(client, place) if place.walk == "variations" else _of_products(client, place)


def _place(cursor: str) -> Place:
    match = _CURSOR.fullmatch(cursor)
    if match is None:
        return Place(walk="variations")
    parents = tuple(match[4].split(",")) if match[4] else ()
    return Place(walk=match[1], page=int(match[2]), parents=parents, inner=int(match[3] or 1))


def _of_variations(client: WooClient, place: Place) -> tuple[list[Variant], str]:
    try:
        rows, more = rows_of(client, "variations", IN_ORDER, place.page)
    except RemoteRejected as error:
        if error.code != NO_ROUTE:
            raise
        return [], Place(walk="each").cursor
    after = replace(place, page=place.page + 1) if more else Place(walk="products")
    return _without_echoes(client, rows, variants_of(rows, "variations")), after.cursor


def _of_products(client: WooClient, place: Place) -> tuple[list[Variant], str]:
    rows, more = rows_of(client, "products", IN_ORDER, place.page)
    parents = tuple(parents_in(rows)) if place.walk == "each" else ()
    after = replace(place, page=place.page + 1 if more else 0, parents=parents)
    return variants_of(rows, "products"), after.cursor


def _of_parent(client: WooClient, place: Place) -> tuple[list[Variant], str]:
    parent, *others = place.parents
    rows, more = rows_of_parent(client, parent, place.inner)
    variants = variants_of(rows, f"products/{parent}/variations", parent)
    after = replace(place, inner=place.inner + 1) if more else replace(place, parents=tuple(others), inner=1)
    return _without_echoes(client, rows, variants), after.cursor


def _without_echoes(client: WooClient, rows: Sequence[object], variants: list[Variant]) -> list[Variant]:
    """Without the variations that their parent counts for and that have no SKU of their own: it stands for them.

    WooCommerce shows them under the parent's SKU, and that would seem to be several products with one. A call more,
    where there are such variations.
    """
    led = led_by_parent(rows)
    parents = sorted({variant.parent_id for variant in variants if variant.id in led and variant.sku})
    skus = _skus_of(client, parents) if parents else {}
    return [
        variant for variant in variants if variant.id not in led or variant.sku not in ("", skus.get(variant.parent_id))
    ]


def _skus_of(client: WooClient, ids: Sequence[str]) -> dict[str, str]:
    """Of products, at most 100."""
    rows, _ = rows_of(client, "products", {**IN_ORDER, "include": ",".join(ids), "_fields": "id,sku"}, 1)
    return {str(row.get("id")): str(row.get("sku", "")).strip() for row in rows if isinstance(row, dict)}
