"""A product as Siigo answers it, read into ours; one that cannot be read is logged and said to be so, never guessed."""

import logging
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal

from connector.errors import OrderHeld
from connector.ledgers.values import integer_of
from connector.messages import say
from connector.model.money import ZERO
from connector.model.stock import Product, ProductKind
from connector.reading import Reader

log = logging.getLogger("connector.siigo")

NO_WAREHOUSE = ""
"""The one place of a company that has warehouses switched off."""

PESOS = "COP"

_KINDS: Mapping[str, ProductKind] = {
    "product": "product",
    "service": "service",
    "consumergood": "consumable",
    "combo": "combo",
}
"""By Siigo's `type` in lower case: its spelling of sets varies (siigo-api.md 8)."""


def read_products(rows: Sequence[object]) -> list[Product]:
    """The rows, those that cannot be read by their code alone; a line in the log for each of these."""
    return [product for row in rows if (product := _read_or_told(row))]


def read_product(row: object) -> Product:
    """Raises OrderHeld naming the field: `warehouses[0].quantity`."""
    fields = Reader(row)
    is_counted = fields.flag("stock_control")
    warehouses = {place.text("id"): place for place in _each_once(fields)}
    balances = {id_: place.money("quantity") for id_, place in warehouses.items()}
    return Product(
        code=fields.text("code"),
        id=fields.text("id"),
        name=fields.text("name", ""),
        kind=_kind(fields),
        is_counted=is_counted,
        is_active=fields.flag("active", True),
        balances=balances or (_only_balance(fields) if is_counted else {}),
        warehouse_names={id_: place.text("name", "") for id_, place in warehouses.items()},
        barcode=fields.object("additional_fields").text("barcode", ""),
        group=fields.object("account_group").text("id", ""),
        prices=dict(_prices(fields)),
        has_vat_inside=fields.flag("tax_included"),
        vat=_vat(fields),
        components=_components(fields),
        changed_at=_changed_at(fields),
    )


def _read_or_told(row: object) -> Product | None:
    """Without a code there is nothing to name."""
    try:
        return read_product(row)
    except OrderHeld as error:
        code = code_of(row)
        log.warning("product %s of Siigo cannot be read: %s", (code or "?")[:60], error)
        return Product(code=code, id="", is_readable=False) if code else None


def code_of(row: object) -> str:
    """As `read_product` reads it; empty where there is none."""
    try:
        return Reader(row).text("code")
    except OrderHeld:
        return ""


def _kind(fields: Reader) -> ProductKind:
    text = fields.text("type", "Product")
    if text.lower() not in _KINDS:
        raise OrderHeld(say("siigo_stock.unknown_type", path=fields.at("type"), found=text[:40]))
    return _KINDS[text.lower()]


def _each_once(fields: Reader) -> Iterator[Reader]:
    """The warehouses; of one that comes twice nobody knows which balance it has."""
    known: set[str] = set()
    for place in fields.each("warehouses"):
        if (id_ := place.text("id")) in known:
            raise OrderHeld(say("siigo_stock.warehouse_twice", path=place.at("id"), found=id_))
        known.add(id_)
        yield place


def _only_balance(fields: Reader) -> dict[str, Decimal]:
    return {NO_WAREHOUSE: fields.money("available_quantity")}


def _prices(fields: Reader) -> Iterator[tuple[int, Decimal]]:
    """A price list without a price is none."""
    for price in fields.each("prices"):
        if price.text("currency_code").upper() != PESOS:
            continue
        for row in price.each("price_list"):
            position = integer_of(row.raw("position"))
            if position is not None and row.has("value"):
                yield position, row.money("value")


def _vat(fields: Reader) -> Decimal | None:
    rates = [tax.money("percentage") for tax in fields.each("taxes") if tax.text("type").upper() == "IVA"]
    return rates[0] if rates else None


def _components(fields: Reader) -> dict[str, Decimal]:
    """One that is named twice counts twice."""
    units: dict[str, Decimal] = {}
    for part in fields.each("components"):
        code = part.text("code")
        units[code] = units.get(code, ZERO) + part.money("quantity")
    return units


def _changed_at(fields: Reader) -> datetime | None:
    """The latest of all: `stock_updated` and `last_updated` are null until something happens."""
    metadata = fields.object("metadata")
    moments = [metadata.utc(name) for name in ("created", "last_updated", "stock_updated")]
    return max((moment for moment in moments if moment), default=None)
