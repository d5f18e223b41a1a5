"""Writes prices, product by product, and makes the shop count: what is refused is told by id, the rest is written."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from connector.messages import say
from connector.model.stock import PriceChange, Variant
from connector.stores.shopify.client import Client
from connector.stores.shopify.stock_variants import MOST, gid
from connector.stores.shopify.stock_writing import entry_of, words_of


def write_prices(client: Client, changes: Sequence[PriceChange]) -> Mapping[str, str]:
    """By variant id why its price was refused. Raises RemoteError."""
    products: dict[str, list[PriceChange]] = {}
    for change in changes:
        products.setdefault(change.variant.parent_id, []).append(change)
    refused: dict[str, str] = {}
    for product, all_of_it in products.items():
        for start in range(0, len(all_of_it), MOST):
            refused |= _refusals(
                all_of_it[start : start + MOST], _sent(client, product, all_of_it[start : start + MOST])
            )
    return refused


def count(client: Client, variants: Sequence[Variant]) -> Mapping[str, str]:
    """By id why the stock of a variant cannot be counted. Raises RemoteError."""
    return {variant.id: why for variant in variants if (why := _not_counted(client, variant))}


def _sent(client: Client, product: str, changes: Sequence[PriceChange]) -> list[Mapping[str, Any]]:
    variants = [
        {"id": gid("ProductVariant", change.variant.id), "price": format(change.price, "f")} for change in changes
    ]
    variables = {"product": gid("Product", product), "variants": variants}
    errors: list[Mapping[str, Any]]
    errors = client.attempt("set_prices", variables).data["productVariantsBulkUpdate"]["userErrors"]
    return errors


def _refusals(changes: Sequence[PriceChange], errors: Sequence[Mapping[str, Any]]) -> Mapping[str, str]:
    """An error that names no variant is about the product, and so about all of them."""
    return {changes[at].variant.id: why for error in errors for at, why in _told(error, len(changes))}


def _told(error: Mapping[str, Any], variants: int) -> Iterator[tuple[int, str]]:
    why, index = say("shopify_stock.price_refused", words=words_of([error])), entry_of(error)
    for at in range(variants):
        if index in (None, at):
            yield at, why


def _not_counted(client: Client, variant: Variant) -> str:
    errors = client.attempt("count_stock", {"id": gid("InventoryItem", variant.item_id)}).data["inventoryItemUpdate"][
        "userErrors"
    ]
    return say("shopify_stock.not_counted", words=words_of(errors)) if errors else ""
