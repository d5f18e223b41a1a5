"""A product or variation of WooCommerce's REST API, read into our Variant. Pure."""

from collections.abc import Iterable
from decimal import ROUND_FLOOR, Decimal
from html import unescape

from connector.errors import OrderHeld, RemoteRejected
from connector.messages import say
from connector.model.money import NotMoney, money_of
from connector.model.stock import Level, Variant
from connector.reading import Reader

FIELDS = "id,type,parent_id,name,sku,global_unique_id,status,manage_stock,stock_quantity,regular_price"
"""What is asked for. `global_unique_id` (the barcode) and a variation's `type`, `name` and `parent_id` are younger than
the rest: a shop that does not know one leaves it out."""

LEFT_OUT = frozenset({"grouped", "external"})
"""Types without stock: a list of other products, a link to another shop."""

GONE = frozenset({"trash", "auto-draft"})
HIDDEN = frozenset({"draft", "pending", "private", "future"})
"""What buyers do not see; a variation that is switched off is private."""

PARENT = "parent"
"""`manage_stock` of a variation whose stock its parent keeps (store-protocols.md 12)."""


def variants_of(rows: Iterable[object], path: str, parent_id: str = "") -> list[Variant]:
    """What has stock among the rows of a list; `parent_id` of all, where the path says it.

    Raises RemoteRejected naming the field that cannot be understood.
    """
    try:
        read = [_variant(Reader(row, f"[{index}]"), parent_id) for index, row in enumerate(rows)]
    except OrderHeld as error:
        raise RemoteRejected(say("woocommerce_stock.not_understood", path=path, why=error)) from error
    return [variant for variant in read if variant]


def parents_in(rows: Iterable[object]) -> list[str]:
    """Ids of the products with variations, whatever plugin's kind they are."""
    found = [row for row in rows if isinstance(row, dict) and _has_variations(str(row.get("type")))]
    return [parent for row in found if (parent := str(row.get("id"))).isdecimal()]


def led_by_parent(rows: Iterable[object]) -> set[str]:
    """Ids of the variations whose stock their parent keeps."""
    return {str(row.get("id")) for row in rows if isinstance(row, dict) and row.get("manage_stock") == PARENT}


def number_in(value: object) -> int | None:
    """A quantity in whole units, fractions of a plugin rounded down; None where nothing is counted. Raises NotMoney."""
    if value is None or value == "":
        return None
    return int(money_of(value).to_integral_value(ROUND_FLOOR))


def _variant(fields: Reader, parent_id: str) -> Variant | None:
    kind = fields.text("type", "variation" if parent_id else "simple")
    parent = (parent_id or fields.text("parent_id", "")) if kind.endswith("variation") else ""
    counts = fields.raw("manage_stock")
    if kind in LEFT_OUT or fields.text("status", "") in GONE or (_has_variations(kind) and counts is not True):
        return None
    if kind.endswith("variation") and parent in ("", "0"):
        return None  # its parent was deleted behind WooCommerce's back: nobody can buy it
    key = fields.text("id", "")
    if not key.isdecimal():
        raise OrderHeld(say("woocommerce_stock.no_id", path=fields.at("id"), found=repr(key)[:40]))
    quantity, refusal = _quantity(fields)
    if counts == PARENT:
        refusal = say("woocommerce_stock.parent_counts", parent=parent)
    is_counted = counts in (True, PARENT)
    return Variant(
        id=key,
        parent_id=parent,
        sku=fields.text("sku", ""),
        barcode=fields.text("global_unique_id", ""),
        title=unescape(fields.text("name", "")),
        is_counted=is_counted,
        is_offered=fields.text("status", "") not in HIDDEN,
        refusal=refusal,
        levels=(Level(available=quantity),) if is_counted and quantity is not None else (),
        price=_price(fields.raw("regular_price")),
    )


def _has_variations(kind: str) -> bool:
    """ "variable", and "variable-subscription" of a plugin."""
    return kind.startswith("variable")


def _quantity(fields: Reader) -> tuple[int | None, str]:
    """The number, or why there is none that can be compared."""
    found = fields.raw("stock_quantity")
    try:
        return number_in(found), ""
    except NotMoney:
        return None, say("woocommerce_stock.odd_quantity", found=repr(found)[:40])


def _price(value: object) -> Decimal | None:
    """The regular price, not the one of a sale; None where the shop has none."""
    try:
        return money_of(value)
    except NotMoney:
        return None
