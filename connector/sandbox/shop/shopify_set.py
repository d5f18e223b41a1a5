"""Quantities of an emulated Shopify set: with a key, compared, all or nothing (store-protocols.md 7.2-7.4)."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from connector import json_text
from connector.sandbox.shop.graphql import GraphqlError
from connector.sandbox.shop.shelf import Item, Stock, StockWrite
from connector.sandbox.shop.state import Body, Shop

MOST = 250
HIGHEST = 1_000_000_000
INTEGERS = range(-(2**31), 2**31)
REASONS = frozenset(
    {
        *("correction", "cycle_count_available", "damaged", "movement_canceled", "movement_created"),
        *("movement_received", "movement_updated", "other", "promotion", "quality_control", "received"),
        *("reservation_created", "reservation_deleted", "reservation_updated", "restock", "safety_stock", "shrinkage"),
    }
)
KNOWN = frozenset({"name", "reason", "referenceDocumentUri", "quantities"})
KNOWN_OF_ENTRY = frozenset({"inventoryItemId", "locationId", "quantity", "changeFromQuantity"})


class Trouble(NamedTuple):
    """An error of the whole input (no entry) or of one entry's field."""

    code: str
    message: str
    field: tuple[str, ...] = ()

    @property
    def body(self) -> Body:
        return {"field": ["input", *self.field], "message": self.message, "code": self.code}


def number(gid: str, kind: str) -> str:
    prefix = f"gid://shopify/{kind}/"
    if not str(gid).startswith(prefix):
        raise GraphqlError(f"Invalid global id '{gid}'", "INVALID_VARIABLE")
    return str(gid).removeprefix(prefix)


def quantities_set(shop: Shop, sent: Mapping[str, Any]) -> Body:
    """Raises GraphqlError for what is wrong with the request rather than with its numbers."""
    given = sent["input"]
    key = _key(sent)
    _check_shape(given)
    return _once(shop, key, json_text.write(["set", given]), lambda: _set(shop, given), "inventoryAdjustmentGroup")


def activated(shop: Shop, sent: Mapping[str, Any]) -> Body:
    """An item that was stocked there before has the units that it had then."""
    key = _key(sent)
    asked = {name: sent[name] for name in ("inventoryItemId", "locationId")}
    return _once(shop, key, json_text.write(["activate", asked]), lambda: _activate(shop, sent), "inventoryLevel")


def _key(sent: Mapping[str, Any]) -> str:
    if "@idempotent" not in sent:
        message = "The @idempotent directive is required for this mutation but was not provided."
        raise GraphqlError(message, "BAD_REQUEST")
    key = sent["@idempotent"].get("key")
    if not isinstance(key, str) or not key.strip():
        raise GraphqlError("The idempotency key must not be blank.", "BAD_REQUEST")
    return key


def _check_shape(given: Body) -> None:
    unknown = set(given) - KNOWN or {name for entry in given["quantities"] for name in set(entry) - KNOWN_OF_ENTRY}
    if unknown:
        message = f"invalid value for {min(unknown)} (Field is not defined on InventorySetQuantitiesInput)"
        raise GraphqlError(f"Variable $input was provided {message}", "INVALID_VARIABLE")
    if len(given["quantities"]) > MOST:
        size = len(given["quantities"])
        message = f"The input array size of {size} is greater than the maximum allowed of {MOST}."
        raise GraphqlError(message, "MAX_INPUT_SIZE_EXCEEDED")
    for entry in given["quantities"]:
        if not isinstance(entry["quantity"], int) or entry["quantity"] not in INTEGERS:
            raise GraphqlError("Variable $input was provided invalid value for quantity", "INVALID_VARIABLE")
        if "changeFromQuantity" not in entry:
            message = "InventoryQuantityInput must include the following argument: changeFromQuantity."
            raise GraphqlError(message, "INVALID_FIELD_ARGUMENTS")


def _once(shop: Shop, key: str, sent: str, run: Callable[[], Body], result: str) -> Body:
    """The same key with the same input is answered as the first time, and nothing is done."""
    if key not in shop.keys:
        answer = run()
        shop.keys[key] = (sent, None if answer["userErrors"] else answer)
        return answer
    first, answered = shop.keys[key]
    if first != sent:
        message = "The same idempotency key cannot be used with different operation parameters."
        trouble = Trouble("IDEMPOTENCY_KEY_PARAMETER_MISMATCH", message)
    elif answered is None:
        message = "A previous request with this idempotency key failed. Retry with a new idempotency key."
        trouble = Trouble("IDEMPOTENCY_PREVIOUS_ATTEMPT_FAILED", message)
    else:
        return answered
    return {result: None, "userErrors": [trouble.body]}


def _set(shop: Shop, given: Body) -> Body:
    troubles = [*_of_input(given), *_of_entries(shop, given)]
    if troubles:
        return {"inventoryAdjustmentGroup": None, "userErrors": [trouble.body for trouble in troubles]}
    changes = [change for entry in given["quantities"] for change in _write(shop, given["name"], entry)]
    group = {
        "createdAt": f"{shop.now()}Z",
        "reason": given["reason"],
        "referenceDocumentUri": given.get("referenceDocumentUri"),
        "changes": changes,
    }
    return {"inventoryAdjustmentGroup": group if changes else None, "userErrors": []}


def _of_input(given: Body) -> Iterator[Trouble]:
    uri = given.get("referenceDocumentUri")
    scheme, _, rest = str(uri).partition("://")
    if given["name"] not in ("available", "on_hand"):
        yield Trouble("INVALID_NAME", "The quantity name must be either 'available' or 'on_hand'.", ("name",))
    if given["reason"] not in REASONS:
        yield Trouble("INVALID_REASON", "The specified reason is invalid.", ("reason",))
    if uri is not None and (not scheme or not rest or " " in uri or uri.startswith("gid://shopify/")):
        message = "The specified reference document is invalid."
        yield Trouble("INVALID_REFERENCE_DOCUMENT", message, ("referenceDocumentUri",))


def _of_entries(shop: Shop, given: Body) -> Iterator[Trouble]:
    seen = set()
    for index, entry in enumerate(given["quantities"]):
        pair = (entry["inventoryItemId"], entry["locationId"])
        if pair in seen:
            message = "The combination of inventoryItemId and locationId must be unique."
            code = "NO_DUPLICATE_INVENTORY_ITEM_ID_GROUP_ID_PAIR"
            yield Trouble(code, message, ("quantities", str(index), "locationId"))
        seen.add(pair)
        for code, message, name in _of_entry(shop, given["name"], entry):
            yield Trouble(code, message, ("quantities", str(index), name))


def _of_entry(shop: Shop, name: str, entry: Body) -> Iterator[tuple[str, str, str]]:
    item, stock = _found(shop, entry)
    place = shop.places.get(number(entry["locationId"], "Location"))
    if item is None:
        yield "INVALID_INVENTORY_ITEM", "The specified inventory item could not be found.", "inventoryItemId"
    elif item.kind == "bundle":
        message = "The specified inventory item is not allowed to be adjusted via API."
        yield "NON_MUTABLE_INVENTORY_ITEM", message, "inventoryItemId"
    if place is None or not place.is_active or place.is_service:
        yield "INVALID_LOCATION", "The specified location could not be found.", "locationId"
    elif item is not None and (stock is None or not stock.is_active):
        message = "The specified inventory item is not stocked at the location."
        yield "ITEM_NOT_STOCKED_AT_LOCATION", message, "locationId"
    yield from _of_number(name, entry["quantity"])
    if stock is not None and entry["changeFromQuantity"] not in (None, _shown(stock, name)):
        message = "The changeFromQuantity value does not match persisted value."
        yield "CHANGE_FROM_QUANTITY_STALE", message, "changeFromQuantity"


def _of_number(name: str, quantity: int) -> Iterator[tuple[str, str, str]]:
    if quantity > HIGHEST:
        yield "INVALID_QUANTITY_TOO_HIGH", "The total quantity can't be higher than 1,000,000,000.", "quantity"
    elif name == "on_hand" and quantity < 0:
        yield "INVALID_QUANTITY_NEGATIVE", "The quantity can't be negative.", "quantity"
    elif quantity < -HIGHEST:
        yield "INVALID_QUANTITY_TOO_LOW", "The quantity can't be lower than -1,000,000,000.", "quantity"


def _write(shop: Shop, name: str, entry: Body) -> list[Body]:
    """Either name moves both numbers by the same; what is committed stays."""
    item, stock = _found(shop, entry)
    if item is None or stock is None:  # looked at before
        return []
    before = _shown(stock, name)
    delta = entry["quantity"] - before
    if delta == 0:
        return []
    stock.available += delta
    shop.stock_writes.append(
        StockWrite(
            item_id=item.id,
            location_id=number(entry["locationId"], "Location"),
            name=name,
            before=before,
            after=entry["quantity"],
        )
    )
    ids = {"item": {"id": entry["inventoryItemId"]}, "location": {"id": entry["locationId"]}}
    return [ids | {"name": moved, "delta": delta, "quantityAfterChange": None} for moved in ("available", "on_hand")]


def _activate(shop: Shop, sent: Mapping[str, Any]) -> Body:
    item, stock = _found(shop, sent)
    location = number(sent["locationId"], "Location")
    place = shop.places.get(location)
    if item is None:
        return _not_activated("inventoryItemId", "The inventory item couldn't be found.")
    if place is None or not place.is_active:
        return _not_activated("locationId", "The location couldn't be found.")
    if place.is_service:
        return _not_activated("locationId", "The location is managed by a fulfillment service.")
    if stock is None:
        item.stock[location] = Stock()
    else:
        stock.is_active = True
    level = {"id": f"gid://shopify/InventoryLevel/{location}?inventory_item_id=9{item.id}", "isActive": True}
    return {"inventoryLevel": level, "userErrors": []}


def _not_activated(name: str, message: str) -> Body:
    return {"inventoryLevel": None, "userErrors": [{"field": [name], "message": message}]}


def _found(shop: Shop, entry: Mapping[str, Any]) -> tuple[Item | None, Stock | None]:
    item_id = number(entry["inventoryItemId"], "InventoryItem")
    item = shop.items.get(item_id.removeprefix("9")) if item_id.startswith("9") else None
    return item, item.stock.get(number(entry["locationId"], "Location")) if item else None


def _shown(stock: Stock, name: str) -> int:
    return stock.on_hand if name == "on_hand" else stock.available
