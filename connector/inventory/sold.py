"""Open orders as units of the ledger's codes: what each balance does not know of yet. Pure, but for its arguments."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal

from connector.db.stock_tables import BalanceRow
from connector.inventory.connection import StockConnection
from connector.inventory.matching import Match, Matcher
from connector.inventory.open_orders import OpenOrder
from connector.inventory.policy import Inventory
from connector.model.money import ZERO


class Codes:
    """The code that a line of an order takes from: by its SKU as it was sold, in the way of its own shop."""

    def __init__(
        self,
        connection: StockConnection,
        matcher: Matcher,
        matches: Mapping[str, Match],
        by_barcode: Mapping[tuple[str, str], str] | None = None,
    ) -> None:
        """`by_barcode`: codes that other shops have found so, by connection and variant."""
        self.name = connection.name
        self._by_barcode = by_barcode or {}
        self._matcher = matcher
        self._matches = matches
        self._others = {
            sibling.name: matcher.as_read_by(sibling.policy)
            for sibling in connection.siblings()
            if sibling.policy is not None and sibling.name != connection.name
        }

    def of(self, connection: str, variant_id: str, sku: str) -> str:
        """Empty where no product is known."""
        code = self._others.get(connection, self._matcher).code_of(sku)
        if code or connection != self.name:
            return code or self._by_barcode.get((connection, variant_id), "")
        match = self._matches.get(variant_id)
        return match.code if match else ""

    def parts(self, code: str) -> Sequence[tuple[str, Decimal]]:
        """What one of it takes from the shelf: a combo its components."""
        product = self._matcher.product(code)
        if product is None:
            return ()
        if product.kind == "combo" and product.components:
            return list(product.components.items())
        return ((code, Decimal(1)),)


def sold_units(
    orders: Iterable[OpenOrder], codes: Codes, balances: Mapping[str, BalanceRow], policy: Inventory
) -> dict[str, Decimal]:
    """Units by code that its balance does not know of. What the shop itself keeps `on_hand` counts once it was sent;
    for what another shop has sold it keeps nothing.
    """
    sold: dict[str, Decimal] = {}
    for order in orders:
        if policy.quantity == "on_hand" and not order.is_sent and order.connection == codes.name:
            continue
        for line in order.lines:
            for part, count in codes.parts(codes.of(order.connection, line.variant_id, line.sku)):
                row = balances.get(part)
                if row is not None and (units := order.missing_in(row.read_at, line)):
                    sold[part] = sold.get(part, ZERO) + count * units
    return sold


def moved_codes(orders: Iterable[OpenOrder], codes: Codes) -> dict[str, datetime]:
    """Codes that the shop itself has sold or taken back, and when we learnt of it."""
    moved: dict[str, datetime] = {}
    for order in orders:
        for line in order.lines if order.connection == codes.name else ():
            code = codes.of(order.connection, line.variant_id, line.sku)
            moved[code] = max(order.read_at, moved.get(code, order.read_at))
    return moved
