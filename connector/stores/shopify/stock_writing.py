"""Writes quantities: one batch is written whole, less the entries that Shopify names; nothing over a number not seen.

A batch is all or nothing (store-protocols.md 7.2), so the entries that are named are taken out and the others are sent
again at once, with a key derived from the first.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import quote
from uuid import uuid4

from connector.errors import RemoteRejected, RemoteUnavailable
from connector.messages import say
from connector.model.stock import Change, Written
from connector.stores.shopify.client import Client
from connector.stores.shopify.stock_variants import MOST, gid

ROUNDS = 10
"""Times that what is left of a batch is sent. Shopify names all that it minds at once, so two or three do."""

HIGHEST = 1_000_000_000
"""Units that a level may show, and their negative (store-protocols.md 7.2)."""

REASON = "correction"

STALE = frozenset({"CHANGE_FROM_QUANTITY_STALE", "COMPARE_QUANTITY_STALE"})
USED_KEY = frozenset({"IDEMPOTENCY_KEY_PARAMETER_MISMATCH", "IDEMPOTENCY_PREVIOUS_ATTEMPT_FAILED"})
WHY = {
    "INVALID_INVENTORY_ITEM": "shopify_stock.gone",
    "INVALID_LOCATION": "shopify_stock.no_location",
    "ITEM_NOT_STOCKED_AT_LOCATION": "shopify_stock.not_stocked",
    "NON_MUTABLE_INVENTORY_ITEM": "shopify_stock.bundle",
    "INVALID_QUANTITY_NEGATIVE": "shopify_stock.negative",
    "INVALID_QUANTITY_TOO_HIGH": "shopify_stock.too_high",
    "INVALID_QUANTITY_TOO_LOW": "shopify_stock.too_low",
}

Outcomes = dict[int, Written]
"""By the change's place in the batch."""


def batches(changes: Sequence[Change]) -> list[list[Change]]:
    """At most 250 of one name, and no item twice at a location: a later change of a pair is in a later batch."""
    found: list[tuple[str, dict[tuple[str, str], Change]]] = []
    for change in changes:
        pair = (change.variant.item_id, change.location_id)
        free = (batch for what, batch in found if what == change.what and pair not in batch and len(batch) < MOST)
        batch = next(free, None)
        if batch is None:
            batch = {}
            found.append((change.what, batch))
        batch[pair] = change
    return [list(batch.values()) for _, batch in found]


def write_batch(client: Client, changes: Sequence[Change], *, key: str, reference: str) -> list[Written]:
    """One Written for each change. Raises RemoteError: then some may be written, and looking shows which."""
    outcomes: Outcomes = {}
    for at, change in enumerate(changes):
        if why := _beyond(change) or _not_activated(client, change):
            outcomes[at] = _refused(change, why)
    for turn in range(1, ROUNDS + 1):
        left = [at for at in range(len(changes)) if at not in outcomes]
        if not left:
            break
        errors = _sent(client, [changes[at] for at in left], key if turn == 1 else f"{key}-{turn}", reference)
        outcomes |= _outcomes(changes, left, errors)
    return [outcomes.get(at) or Written(change=change, outcome="stale") for at, change in enumerate(changes)]


def _beyond(change: Change) -> str:
    """What Shopify's integers cannot hold would spoil the whole batch."""
    if change.quantity > HIGHEST:
        return say("shopify_stock.too_high")
    return say("shopify_stock.too_low") if change.quantity < -HIGHEST else ""


def _not_activated(client: Client, change: Change) -> str:
    """Why the item cannot be stocked at the location; empty where it is, also when that was done just now.

    A new key each time: activating twice changes nothing, and a key that failed once is dead.
    """
    level = change.variant.level(change.location_id)
    if level is None or level.is_active:
        return ""
    variables = {
        "item": gid("InventoryItem", change.variant.item_id),
        "location": gid("Location", change.location_id),
        "key": uuid4().hex,
    }
    errors = client.attempt("activate", variables).data["inventoryActivate"]["userErrors"]
    return say("shopify_stock.not_activated", words=words_of(errors)) if errors else ""


def _sent(client: Client, changes: Sequence[Change], key: str, reference: str) -> list[Mapping[str, Any]]:
    variables = {
        "key": key,
        "input": {
            "name": changes[0].what,
            "reason": REASON,
            "referenceDocumentUri": f"gid://siigo-connector/StockSync/{quote(reference, safe='')}",
            "quantities": [_entry(change) for change in changes],
        },
    }
    errors: list[Mapping[str, Any]]
    errors = client.attempt("set_stock", variables).data["inventorySetQuantities"]["userErrors"]
    return errors


def _entry(change: Change) -> dict[str, object]:
    """`changeFromQuantity` must be there, also as null (store-protocols.md 7.2)."""
    return {
        "inventoryItemId": gid("InventoryItem", change.variant.item_id),
        "locationId": gid("Location", change.location_id),
        "quantity": change.quantity,
        "changeFromQuantity": change.seen,
    }


def _outcomes(changes: Sequence[Change], left: Sequence[int], errors: Sequence[Mapping[str, Any]]) -> Outcomes:
    """All of `left` where there is no error, else those that the errors name; none where only the key is to blame."""
    if not errors:
        return {at: Written(change=changes[at], outcome="written", after=changes[at].quantity) for at in left}
    codes = {str(error.get("code")) for error in errors}
    if "IDEMPOTENCY_CONCURRENT_REQUEST" in codes:
        raise RemoteUnavailable(say("shopify_stock.running"), code="IDEMPOTENCY_CONCURRENT_REQUEST", retry_after=2)
    if codes & USED_KEY:
        return {}
    named = dict(_named(errors, len(left)))
    if not named:
        code = str(errors[0].get("code") or "")
        raise RemoteRejected(say("shopify_stock.refused", words=words_of(errors)), status=200, code=code)
    return {left[index]: _judged(changes[left[index]], error) for index, error in named.items()}


def _named(errors: Sequence[Mapping[str, Any]], entries: int) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """By entry the error that says most of it: what refuses it for good comes after what is stale, and wins."""
    for error in sorted(errors, key=lambda error: str(error.get("code")) not in STALE):
        index = entry_of(error)
        if index is not None and index < entries:
            yield index, error


def entry_of(error: Mapping[str, Any]) -> int | None:
    """`["input", "quantities", "3", "quantity"]` names the entry 3."""
    steps = (str(step) for step in error.get("field") or ())
    return next((int(step) for step in steps if step.isascii() and step.isdigit()), None)


def words_of(errors: Sequence[Mapping[str, Any]]) -> str:
    """Shopify's own, for the middle of a sentence."""
    return "; ".join(str(error.get("message", "")).removesuffix(".") for error in errors)[:300]


def _judged(change: Change, error: Mapping[str, Any]) -> Written:
    code = str(error.get("code"))
    if code in STALE:
        return Written(change=change, outcome="stale")
    return _refused(change, say(WHY[code]) if code in WHY else say("shopify_stock.refused", words=words_of([error])))


def _refused(change: Change, why: str) -> Written:
    return Written(change=change, outcome="refused", why=why)
