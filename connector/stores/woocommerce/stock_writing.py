"""Stock and prices written to WooCommerce in batches; every answer is read item by item, for 200 may hold refusals.

A write adds the difference (`inventory_delta`): the shop adds it to what it has at that moment, so a sale between our
look and the write is kept. A variant that is not as it was seen is stale, and nothing is written to it.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from html import unescape

from connector.errors import RemoteRejected, RemoteUnavailable
from connector.messages import say
from connector.model.money import NotMoney, money_of
from connector.model.stock import ONLY_LOCATION, Change, PriceChange, Variant, Written
from connector.stores.woocommerce.client import WooClient
from connector.stores.woocommerce.stock_reading import look
from connector.stores.woocommerce.stock_rows import number_in

Fields = Mapping[str, object]

NO_SUCH = frozenset(
    {
        "woocommerce_rest_product_invalid_id",
        "woocommerce_rest_product_variation_invalid_id",
        "woocommerce_rest_product_invalid_parent",
        "woocommerce_rest_product_variation_invalid_parent",
    }
)
"""Codes of an item that is not there any more."""

TOO_LARGE = 413

SETTLES = 60.0
"""Seconds after a batch without an answer: PHP works on when we or a gateway have hung up, and a difference that is
sent again meanwhile would be added twice."""


def write(client: WooClient, changes: Sequence[Change], *, adds: bool) -> list[Written]:
    """Look, then write those that are as seen; all are of one parent, or of none. Raises RemoteError."""
    now = look(client, [change.variant for change in changes])
    settled = [_settled(change, now.get(change.variant.id)) for change in changes]
    due = _once([change for change, known in zip(changes, settled, strict=True) if known is None])
    done = _carried_out(client, due, adds=adds)
    return [
        known or done.get(id(change), Written(change=change, outcome="stale"))
        for change, known in zip(changes, settled, strict=True)
    ]


def count(client: WooClient, variants: Sequence[Variant]) -> dict[str, str]:
    """Switch counting on in one batch; by id why not. Raises RemoteError."""
    problems = {variant.id: variant.refusal for variant in variants if variant.refusal}
    free = [variant for variant in variants if not variant.refusal]
    rows = send(client, free, [{"manage_stock": True} for _ in free])
    for variant in free:
        row = rows[variant.id]
        if why := _error(row):
            problems[variant.id] = why
        elif row.get("manage_stock") is not True:
            problems[variant.id] = say("woocommerce_stock.not_counted")
    return problems


def write_prices(client: WooClient, changes: Sequence[PriceChange]) -> dict[str, str]:
    """Regular prices of one batch; by id why not. Raises RemoteError."""
    texts = [format(change.price, "f") for change in changes]
    rows = send(client, [change.variant for change in changes], [{"regular_price": text} for text in texts])
    problems = {}
    for change, text in zip(changes, texts, strict=True):
        row = rows[change.variant.id]
        found = row.get("regular_price")
        if why := _error(row):
            problems[change.variant.id] = why
        elif _amount(found) != change.price:
            problems[change.variant.id] = say("woocommerce_stock.price_not_kept", wanted=text, found=repr(found))
    return problems


def send(client: WooClient, variants: Sequence[Variant], fields: Sequence[Fields]) -> dict[str, Fields]:
    """One batch; what the shop says of each item, by id. A batch that is too large for it goes in halves.

    Raises RemoteError; an item that the answer leaves out is a RemoteUnavailable: a look tells what became of it.
    """
    if not variants:
        return {}
    parent = variants[0].parent_id
    path = f"products/{parent}/variations/batch" if parent else "products/batch"
    update = [{"id": int(variant.id), **of_it} for variant, of_it in zip(variants, fields, strict=True)]
    try:
        answer = client.write(
            "POST", path, {"update": update}, refused="woocommerce_stock.may_not_write", settles=SETTLES
        )
    except RemoteRejected as error:
        if error.status != TOO_LARGE or len(variants) == 1:
            raise
        half = len(variants) // 2
        return send(client, variants[:half], fields[:half]) | send(client, variants[half:], fields[half:])
    rows = {str(row.get("id")): row for row in _rows(answer)}
    for variant in variants:
        if variant.id not in rows:
            why = say("woocommerce_stock.no_row", id=variant.id)
            raise RemoteUnavailable(say("woocommerce_stock.not_understood", path=path, why=why))
    return rows


def shown(variant: Variant) -> int | None:
    """What the shop shows of it; None where it counts nothing yet."""
    level = variant.level(ONLY_LOCATION)
    return level.available if level else None


def _settled(change: Change, now: Variant | None) -> Written | None:
    """What is to be said without writing; None where it is to be written."""
    if now is None:
        return Written(change=change, outcome="refused", why=say("woocommerce_stock.gone"))
    if now.refusal:
        return Written(change=change, outcome="refused", after=shown(now), why=now.refusal)
    # a batch under the parent of before would move the variation back to it
    if shown(now) != change.seen or now.parent_id != change.variant.parent_id:
        return Written(change=change, outcome="stale", after=shown(now))
    if change.quantity == change.seen:
        return Written(change=change, outcome="written", after=change.seen)
    return None


def _once(changes: Sequence[Change]) -> list[Change]:
    """Each variant once: what would be the second change of it was decided on a number that the first one moves."""
    return list({change.variant.id: change for change in reversed(changes)}.values())[::-1]


def _carried_out(client: WooClient, changes: Sequence[Change], *, adds: bool) -> dict[int, Written]:
    """By the change's identity."""
    rows = _sent(client, changes, adds=adds)
    unmoved = [change for change in changes if adds and _is_as_before(change, rows[change.variant.id])]
    moved = [change for change in changes if change not in unmoved]
    done = {id(change): _written(change, rows[change.variant.id]) for change in moved}
    if any(change.seen is not None and not _error(rows[change.variant.id]) for change in moved):
        # this shop adds: a sale of just the difference came in between, and a look tells what is left to do
        return done | {id(change): Written(change=change, outcome="stale", after=change.seen) for change in unmoved}
    return done | _set_instead(client, unmoved)


def _set_instead(client: WooClient, changes: Sequence[Change]) -> dict[int, Written]:
    """The number itself, once, for differences that a plugin swallowed; those that moved by now are left out."""
    now = look(client, [change.variant for change in changes])
    still = [change for change in changes if _settled(change, now.get(change.variant.id)) is None]
    rows = _sent(client, still, adds=False)
    why = say("woocommerce_stock.delta_ignored")
    return {id(change): _written(change, rows[change.variant.id], why) for change in still}


def _sent(client: WooClient, changes: Sequence[Change], *, adds: bool) -> dict[str, Fields]:
    return send(client, [change.variant for change in changes], [_fields(change, adds=adds) for change in changes])


def _fields(change: Change, *, adds: bool) -> Fields:
    """`stock_quantity` alone is ignored where nothing is counted (store-protocols.md 12)."""
    if change.seen is None:
        return {"manage_stock": True, "stock_quantity": change.quantity}
    if adds:
        return {"inventory_delta": change.quantity - change.seen}
    return {"stock_quantity": change.quantity}


def _is_as_before(change: Change, row: Fields) -> bool:
    return change.seen is not None and not _error(row) and _number(row) == change.seen


def _written(change: Change, row: Fields, why: str = "") -> Written:
    after = _number(row)
    if error := _error(row):
        return Written(change=change, outcome="refused", why=error)
    if after is None:
        return Written(change=change, outcome="refused", why=say("woocommerce_stock.not_counted"))
    if after == change.seen:
        words = say("woocommerce_stock.not_kept", wanted=change.quantity, found=after)
        return Written(change=change, outcome="refused", after=after, why=words)
    return Written(change=change, outcome="written", after=after, why=why)


def _number(row: Fields) -> int | None:
    try:
        return number_in(row.get("stock_quantity"))
    except NotMoney:
        return None


def _amount(value: object) -> Decimal | None:
    try:
        return money_of(value)
    except NotMoney:
        return None


def _error(row: Fields) -> str:
    """Why the shop refused the item; empty when it did not."""
    error = row.get("error")
    if not isinstance(error, dict):
        return ""
    code, words = str(error.get("code", "")), unescape(str(error.get("message", "")))
    if code in NO_SUCH:
        return say("woocommerce_stock.gone")
    return say("woocommerce_stock.refused", words=words[:200], code=code)


def _rows(answer: object) -> Iterator[Fields]:
    rows = answer.get("update") if isinstance(answer, dict) else None
    if isinstance(rows, list):
        yield from (row for row in rows if isinstance(row, dict))
