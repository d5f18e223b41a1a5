"""A product and its balance as Siigo Nube answers them; what cannot be read is said to be so, never guessed. Pure.

Seed 000 prints neither answer: a product comes in the shape that was saved, a balance in any of three shapes.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from connector.errors import OrderHeld
from connector.ledgers.siigo_legacy.facts import TaxType
from connector.ledgers.siigo_legacy.product_schema import PRICE_LISTS
from connector.ledgers.values import integer_of
from connector.messages import say
from connector.model.money import NotMoney, money_of
from connector.model.stock import Product, ProductKind
from connector.reading import Reader

NO_WAREHOUSE = ""
"""The one place of a balance that names none."""

QUANTITIES = ("Quantity", "Balance")

_KINDS: Mapping[str, ProductKind] = {
    "producttype_product": "product",
    "producttype_service": "service",
    "producttype_consumer": "consumable",
}


def read_facts(row: object, taxes: Mapping[str, TaxType]) -> Product:
    """Without its balances. Raises OrderHeld naming the field."""
    fields = Reader(row)
    kind = _kind(fields)
    return Product(
        code=fields.text("Code"),
        id=fields.text("Id"),
        name=fields.text("Description", ""),
        kind=kind,
        is_counted=fields.flag("IsInventoryControl") and kind == "product",
        is_active=_is_active(fields),
        barcode=fields.text("CodeBars", ""),
        group=fields.text("AccountGroupID", ""),
        prices=dict(_prices(fields)),
        has_vat_inside=fields.flag("IsIncluded"),
        vat=_vat(fields, taxes),
    )


def with_balance(facts: Product, answer: object) -> Product:
    """Raises OrderHeld for an answer that is neither a number, an object with one, nor a list of warehouses."""
    match answer:
        case list():
            rows = [Reader(row, f"[{index}]") for index, row in enumerate(answer)]
        case dict():
            rows = [Reader(answer)]
        case _:
            return replace(facts, balances={NO_WAREHOUSE: _number(answer)})
    balances: dict[str, Decimal] = {}
    for row in rows:
        place = row.text("WarehouseCode", NO_WAREHOUSE)
        if place in balances or (isinstance(answer, list) and not place):
            raise OrderHeld(say("siigo_legacy_stock.odd_warehouse", path=row.at("WarehouseCode"), found=place or "—"))
        balances[place] = _quantity(row)
    names = {row.text("WarehouseCode", NO_WAREHOUSE): row.text("WarehouseName", "") for row in rows}
    return replace(facts, balances=balances, warehouse_names={id_: name for id_, name in names.items() if name})


def unreadable(code: str) -> Product:
    return Product(code=code, id="", is_readable=False)


def _quantity(row: Reader) -> Decimal:
    """Of the names that it may have exactly one."""
    found = [name for name in QUANTITIES if row.has(name) or row.raw(name) == 0]
    if len(found) != 1:
        raise OrderHeld(say("siigo_legacy_stock.no_quantity", path=row.path or "$", names=", ".join(QUANTITIES)))
    return row.money(found[0])


def _number(answer: object) -> Decimal:
    try:
        return money_of(answer)
    except NotMoney:
        raise OrderHeld(say("siigo_legacy_stock.odd_balance", found=repr(answer)[:40])) from None


def _kind(fields: Reader) -> ProductKind:
    text = fields.text("ProductTypeKey", "ProductType_Product")
    if text.lower() not in _KINDS:
        raise OrderHeld(say("siigo_legacy_stock.unknown_type", path=fields.at("ProductTypeKey"), found=text[:40]))
    return _KINDS[text.lower()]


def _is_active(fields: Reader) -> bool:
    """1 is active, 0 is not; a flag is taken too."""
    state = fields.raw("State")
    if isinstance(state, bool):
        return state
    return state is None or integer_of(state) == 1


def _prices(fields: Reader) -> Iterator[tuple[int, Decimal]]:
    """A list of 0 is one that nobody filled: nothing is given away."""
    for number in PRICE_LISTS:
        if price := fields.money_or_zero(f"PriceList{number}"):
            yield number, price


def _vat(fields: Reader, taxes: Mapping[str, TaxType]) -> Decimal | None:
    ids = (integer_of(fields.raw(name)) for name in ("TaxAddID", "TaxAdd2ID"))
    rates = [taxes[str(id_)].percentage for id_ in ids if str(id_) in taxes and taxes[str(id_)].kind == "IVA"]
    return rates[0] if rates else None
