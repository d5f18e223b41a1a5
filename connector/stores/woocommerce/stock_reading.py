"""WooCommerce's variants read again: by id, by SKU, by parent, always past the caches; and the orders of late.

Calls of `look`: one for up to 100 products, one for the variations of one parent. Where there are several parents, one
for up to 100 SKUs, and then one for each parent of those that did not show up under theirs.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import groupby
from secrets import token_hex
from urllib.parse import quote

from connector.errors import OrderHeld, RemoteRejected
from connector.messages import say
from connector.model.stock import Placed, Variant
from connector.reading import Reader
from connector.stores.woocommerce.client import PER_PAGE, WooClient, endless
from connector.stores.woocommerce.stock_rows import FIELDS, variants_of
from connector.stores.woocommerce.webhook import DRAFTS

IN_ORDER = {"status": "any", "orderby": "id", "order": "asc", "_fields": FIELDS}
"""Every status but the trash, oldest first: what is added meanwhile comes last."""

MOST_OF_SKUS = 1500
"""Characters of one question, encoded: WooCommerce takes more, some firewalls do not."""

MOST_PAGES = 300
"""Of one search by SKU, of the orders of late: no answer may keep us asking for ever."""

ORDER_FIELDS = "id,status,date_created_gmt,date_modified_gmt"
NO_ORDER = DRAFTS | {"trash"}


def rows_of(client: WooClient, path: str, params: Mapping[str, str], page: int) -> tuple[list[object], bool]:
    """One page of a list as the shop has it now, and whether another follows.

    Since 10.5 WooCommerce itself may answer from a cache, unless `_skip_cache` says no; caches in front of it, such as
    LiteSpeed's, are passed by an address that nobody asked for before. An old number would be added to twice.
    """
    return client.listed(path, {**params, "_skip_cache": "1", "_fresh": token_hex(6)}, page)


def rows_of_parent(
    client: WooClient, parent_id: str, page: int, params: Mapping[str, str] | None = None
) -> tuple[list[object], bool]:
    """One page of a parent's variations, and whether another follows; nothing where the parent is gone."""
    try:
        return rows_of(client, f"products/{parent_id}/variations", {**IN_ORDER, **(params or {})}, page)
    except RemoteRejected as error:
        if error.status == 404 and "_invalid_" in error.code:
            return [], False
        raise


def look(client: WooClient, variants: Sequence[Variant]) -> dict[str, Variant]:
    """As they are now, by id. Those without an answer of their own are gone. Raises RemoteError."""
    found: dict[str, Variant] = {}
    products = [variant.id for variant in variants if not variant.parent_id]
    for start in range(0, len(products), PER_PAGE):
        included = {"include": ",".join(products[start : start + PER_PAGE])}
        rows, _ = rows_of(client, "products", IN_ORDER | included, 1)
        found |= {variant.id: variant for variant in variants_of(rows, "products")}
    variations = [variant for variant in variants if variant.parent_id]
    if len({variant.parent_id for variant in variations}) > 1:
        wanted = {variant.id for variant in variations}
        skus = [variant.sku for variant in variations if variant.sku and "," not in variant.sku]
        found |= {variant.id: variant for variant in _by_sku(client, skus) if variant.id in wanted}
    for parent, ids in _by_parent(variant for variant in variations if variant.id not in found):
        for start in range(0, len(ids), PER_PAGE):
            included = {"include": ",".join(ids[start : start + PER_PAGE])}
            rows, _ = rows_of_parent(client, parent, 1, included)
            path = f"products/{parent}/variations"
            found |= {variant.id: variant for variant in variants_of(rows, path, parent)}
    return found


def find(client: WooClient, skus: Sequence[str]) -> list[Variant]:
    """Every variant whose SKU is exactly one of these; the shop's own search knows no case. Raises RemoteError."""
    wanted = {sku for sku in skus if sku}
    found = {variant.id: variant for variant in _by_sku(client, sorted(wanted)) if variant.sku in wanted}
    return list(found.values())


def orders_since(client: WooClient, moment: datetime, *, most: int) -> list[Placed] | None:
    """The orders changed at the moment or later; None when there are more than `most`. Raises RemoteError.

    By id, not by time of change: an order that changes while we read would pull the next ones onto the page before.
    """
    since = moment.astimezone(UTC) - timedelta(seconds=1)  # `modified_after` leaves its own second out
    params = {"status": "any", "orderby": "id", "order": "asc", "_fields": ORDER_FIELDS, "dates_are_gmt": "true"}
    params["modified_after"] = f"{since:%Y-%m-%dT%H:%M:%S}"
    found: dict[str, Placed] = {}
    for row in _all(client, "orders", params):
        found |= _placed(row)
        if len(found) > most:
            return None
    return list(found.values())


def _placed(row: object) -> dict[str, Placed]:
    """By id; empty for a cart that became no order. The time is that of `to_order`."""
    try:
        order = Reader(row)
        if order.text("status", "") in NO_ORDER:
            return {}
        changed = order.utc("date_modified_gmt") or order.utc("date_created_gmt")
        if changed is None:
            raise OrderHeld(say("reading.missing", path="date_modified_gmt"))
        return {order.text("id"): Placed(id=order.text("id"), updated_at=changed)}
    except OrderHeld as error:
        raise RemoteRejected(say("woocommerce_stock.not_understood", path="orders", why=error)) from error


def _by_sku(client: WooClient, skus: Sequence[str]) -> Iterator[Variant]:
    """Products and variations; a SKU may be shared, and the database's comparison is not ours."""
    for lot in _lots(skus):
        rows = _all(client, "products", {**IN_ORDER, "sku": ",".join(lot)})
        yield from variants_of(rows, "products")


def _lots(skus: Sequence[str]) -> Iterator[list[str]]:
    """At most 100, in an address that is not too long; a SKU with a comma alone, for the comma parts the others."""
    lot: list[str] = []
    for sku in skus:
        if "," in sku:
            yield [sku]
            continue
        if lot and (len(lot) == PER_PAGE or len(quote(",".join([*lot, sku]), safe="")) > MOST_OF_SKUS):
            yield lot
            lot = []
        lot.append(sku)
    if lot:
        yield lot


def _all(client: WooClient, path: str, params: Mapping[str, str]) -> Iterator[object]:
    for page in range(1, MOST_PAGES + 1):
        rows, more = rows_of(client, path, params, page)
        yield from rows
        if not more:
            return
    raise endless(path, MOST_PAGES)


def _by_parent(variants: Iterator[Variant]) -> Iterator[tuple[str, list[str]]]:
    ordered = sorted(variants, key=lambda variant: variant.parent_id)
    for parent, kin in groupby(ordered, key=lambda variant: variant.parent_id):
        yield parent, [variant.id for variant in kin]
