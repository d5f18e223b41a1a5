"""What the emulated Siigo and shop of benchmark h hold, and the fewest calls that can bring them together. Pure."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from connector.sandbox.shop.state import Platform

MAIN, SECOND = 1270, 1271
"""Warehouses of the emulated Siigo."""

CENTRAL, SOUTH = "77001", "77002"
"""Locations of the emulated Shopify."""

LEDGER_PAGE, WOO_PAGE, WOO_BATCH, SHOPIFY_BATCH = 100, 100, 100, 250
KIN = 5
"""Variations of one parent."""

DEAREST = 1000
"""Points of one Shopify query (store-protocols.md 6.3)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Goods:
    """`skus` products with the codes that the shop has as SKUs; every second one lies in two warehouses."""

    name: str
    platform: Platform
    skus: int
    variations: int = 0
    """Of ten SKUs of WooCommerce."""
    places: tuple[str, ...] = ("",)

    @property
    def policy(self) -> dict[str, object]:
        """The `inventory:` section."""
        if len(self.places) == 1:
            return {}
        return {"warehouses": {str(MAIN): CENTRAL, str(SECOND): SOUTH}}

    def is_variation(self, number: int) -> bool:
        return number % 10 < self.variations

    def parent(self, number: int) -> int:
        """Of a variation, counted from 0."""
        return (number // 10 * self.variations + number % 10) // KIN

    def right(self, number: int, place: str) -> int:
        """What the shop shall show before anything changes in Siigo."""
        main, second = balances(number)
        if len(self.places) == 1:
            return main + second
        return main if place == self.places[0] else second

    def wrong(self, number: int, place: str) -> int:
        """What it shows at first: too many of two in three, too few of the others."""
        right = self.right(number, place)
        return right - 1 if right and number % 3 == 0 else right + 3

    def changed(self) -> list[int]:
        """One in a hundred, as many variations among them as among all."""
        spread = (start + start // 100 % 10 for start in range(0, self.skus, 100))
        return [number for number in spread if number < self.skus]


@dataclass(frozen=True, slots=True, kw_only=True)
class Least:
    """The fewest calls of one run."""

    ledger: int
    reads: int
    """Pages of the whole shop."""
    looks: int
    """Reads of some variants before they are written."""
    writes: int


def code(number: int) -> str:
    return f"PRD-{number:05d}"


def balances(number: int) -> tuple[int, int]:
    """Units by warehouse."""
    return 10 + number % 37, 5 + number % 11 if number % 2 == 0 else 0


def least(goods: Goods, *, is_full: bool, seen: Sequence[int], written: Sequence[int]) -> Least:
    """`seen`: the products that an incremental run finds changed; `written`: those whose numbers are wrong.

    A full run finds what the shop shows as it reads it, an incremental one looks at what has changed. WooCommerce
    compares nothing by itself, so each of its writes has a look just before.
    """
    ledger = _pages(goods.skus if is_full else len(seen), LEDGER_PAGE)
    if goods.platform == "shopify":
        size = shopify_page(goods)
        levels = len(written) * (len(goods.places) if is_full else 1)
        return Least(
            ledger=ledger,
            reads=_pages(goods.skus, size) if is_full else 0,
            looks=0 if is_full else -(-len(written) // size),
            writes=-(-levels // SHOPIFY_BATCH),
        )
    writes = woo_writes(goods, written)
    return Least(
        ledger=ledger,
        reads=woo_reads(goods) if is_full else 0,
        looks=writes + (0 if is_full else woo_looks(goods, written)),
        writes=writes,
    )


def shopify_page(goods: Goods) -> int:
    """Variants of one query: a connection costs 2; each variant itself, its product, its item, two objects a place."""
    return min(250, (DEAREST - 2) // (3 + 2 * len(goods.places)))


def woo_reads(goods: Goods) -> int:
    """WooCommerce has two lists, and an empty one has a page too: products with parents, and variations."""
    numbers = range(goods.skus)
    variations = sum(goods.is_variation(number) for number in numbers)
    parents = len(_parents(goods, numbers))
    return _pages(variations, WOO_PAGE) + _pages(goods.skus - variations + parents, WOO_PAGE)


def woo_looks(goods: Goods, numbers: Sequence[int]) -> int:
    """Products are looked at by id, variations of several parents by SKU."""
    variations = sum(goods.is_variation(number) for number in numbers)
    return -(-variations // WOO_PAGE) + -(-(len(numbers) - variations) // WOO_PAGE)


def woo_writes(goods: Goods, numbers: Sequence[int]) -> int:
    """A batch is of products, or of the variations of one parent."""
    simple = sum(not goods.is_variation(number) for number in numbers)
    kin = Counter(goods.parent(number) for number in numbers if goods.is_variation(number))
    return -(-simple // WOO_BATCH) + sum(-(-count // WOO_BATCH) for count in kin.values())


def _parents(goods: Goods, numbers: Iterable[int]) -> set[int]:
    return {goods.parent(number) for number in numbers if goods.is_variation(number)}


def _pages(rows: int, size: int) -> int:
    """An empty list takes a call too."""
    return max(1, -(-rows // size))
