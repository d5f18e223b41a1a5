"""Between the database's rows and our nouns: products, variants, levels."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from connector.db.stock_tables import BalanceRow, LevelRow, VariantRow
from connector.json_text import parse, write
from connector.model.money import plain
from connector.model.stock import Level, Product, ProductKind, Variant

KINDS: Mapping[str, ProductKind] = {
    "product": "product",
    "service": "service",
    "consumable": "consumable",
    "combo": "combo",
}


def balance_values(company: str, product: Product, read_at: datetime) -> dict[str, object]:
    """Columns of `balances`."""
    return {
        "company": company,
        "code": product.code,
        "product_id": product.id,
        "name": product.name,
        "kind": product.kind,
        "is_counted": product.is_counted,
        "is_active": product.is_active,
        "is_readable": product.is_readable,
        "balances": _decimals(product.balances),
        "barcode": product.barcode,
        "group_id": product.group,
        "prices": _decimals(product.prices),
        "has_vat_inside": product.has_vat_inside,
        "vat": product.vat,
        "components": _decimals(product.components),
        "read_at": read_at,
    }


def product_of(row: BalanceRow) -> Product:
    return Product(
        code=row.code,
        id=row.product_id,
        name=row.name,
        kind=KINDS[row.kind],
        is_counted=row.is_counted,
        is_active=row.is_active,
        is_readable=row.is_readable,
        balances=_texts(row.balances),
        barcode=row.barcode,
        group=row.group_id,
        prices={int(position): value for position, value in _texts(row.prices).items()},
        has_vat_inside=row.has_vat_inside,
        vat=row.vat,
        components=_texts(row.components),
    )


def variant_values(name: str, variant: Variant, run: int | None) -> dict[str, object]:
    """Columns of `variants` that the shop tells; `run` where all of it is read: then a refused price is tried anew."""
    values: dict[str, object] = {
        "connection": name,
        "variant_id": variant.id,
        "item_id": variant.item_id,
        "parent_id": variant.parent_id,
        "sku": variant.sku,
        "barcode": variant.barcode,
        "title": variant.title,
        "price": variant.price,
        "is_counted": variant.is_counted,
        "is_offered": variant.is_offered,
        "refusal": variant.refusal,
    }
    return values if run is None else {**values, "seen_in": run, "price_refused": None, "price_why": ""}


def level_values(name: str, variant: Variant, places: Sequence[str], now: datetime) -> list[dict[str, object]]:
    """Columns of `levels` that the shop tells, one row for each location of ours; without stock there, empty."""
    return [_level(name, variant.id, place, variant.level(place), now) for place in places]


def _level(name: str, variant_id: str, place: str, level: Level | None, now: datetime) -> dict[str, object]:
    return {
        "connection": name,
        "variant_id": variant_id,
        "location_id": place,
        "available": level.available if level else None,
        "on_hand": level.on_hand if level else None,
        "committed": level.committed if level else 0,
        "is_active": level.is_active if level else False,
        "looked_at": now,
    }


def variant_of(row: VariantRow, levels: Iterable[LevelRow] = ()) -> Variant:
    return Variant(
        id=row.variant_id,
        item_id=row.item_id,
        parent_id=row.parent_id,
        sku=row.sku,
        barcode=row.barcode,
        title=row.title,
        is_counted=row.is_counted,
        is_offered=row.is_offered,
        refusal=row.refusal,
        price=row.price,
        levels=tuple(_level_of(level) for level in levels if level.available is not None),
    )


def _level_of(row: LevelRow) -> Level:
    return Level(
        location_id=row.location_id,
        available=row.available or 0,
        on_hand=row.on_hand,
        committed=row.committed,
        is_active=row.is_active,
    )


def _decimals(values: Mapping[Any, Decimal]) -> str:
    return write({str(key): plain(value) for key, value in values.items()})


def _texts(text: str) -> dict[str, Decimal]:
    return {} if text == "{}" else {key: Decimal(value) for key, value in parse(text).items()}
