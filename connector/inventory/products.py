"""Products that the ledger lacks, made by the mapping's `product:` from an order's line or the shop's catalogue."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from connector.db.stock_tables import VariantRow
from connector.errors import OrderHeld
from connector.inventory.kept import variant_of
from connector.model.documents import Draft
from connector.model.money import ZERO
from connector.model.order import Buyer, Line, Order
from connector.model.stock import Product, Variant
from connector.stock_ports import StockLedger


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A product that could be made; `problems` say why not."""

    code: str
    line: Line
    body: Mapping[str, object]
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Products:
    """One connection's way to make products."""

    ledger: StockLedger
    draft: Callable[[Order, Line], Draft]

    def proposed(self, order: Order, codes: Collection[str] | None = None) -> list[Proposal]:
        """What the mapping makes of the order's product lines, each code once: those of `codes`, or those that the
        ledger has not. Raises RemoteError."""
        found = [self._proposal(order, line) for line in order.lines if line.kind == "product"]
        each = {one.code: one for one in reversed(found)}
        if codes is None:
            named = [code for code in each if code]
            known: set[str] = set()
            for start in range(0, len(named), self.ledger.most_codes):
                known |= set(self.ledger.by_code(named[start : start + self.ledger.most_codes]))
            return [one for code, one in each.items() if code not in known]
        return [one for code, one in each.items() if code in codes]

    def create(self, proposal: Proposal) -> Product:
        """Raises OrderHeld with every problem, RemoteError."""
        if proposal.problems:
            raise OrderHeld(*proposal.problems)
        return self.ledger.create(proposal.body)

    def make_missing(self, order: Order, codes: Sequence[str]) -> int:
        """Make the products of these codes; how many. Raises OrderHeld, RemoteError."""
        proposals = self.proposed(order, codes)
        for proposal in proposals:
            self.create(proposal)
        return len(proposals)

    def _proposal(self, order: Order, line: Line) -> Proposal:
        try:
            draft = self.draft(order, line)
            body = self.ledger.compose(
                draft.values, origins={f"product.{key}": at for key, at in draft.origins.items()}
            )
        except OrderHeld as held:
            return Proposal(code=line.sku, line=line, body={}, problems=held.problems)
        return Proposal(code=str(body.get(self.ledger.code_field, "")), line=line, body=body)


def order_of_catalogue(rows: Sequence[VariantRow], now: datetime) -> Order:
    """Variants of the shop as lines of an order that nobody placed, so that the same rules read them."""
    lines = tuple(_line(variant_of(row)) for row in rows)
    return Order(
        id="",
        number="",
        placed_at=now,
        updated_at=now,
        status="",
        currency="COP",
        total=ZERO,
        buyer=Buyer(),
        lines=lines,
    )


def _line(variant: Variant) -> Line:
    price = variant.price or ZERO
    return Line(
        id=f"product:{variant.id}",
        sku=variant.sku,
        name=variant.title or variant.sku,
        product_id=variant.parent_id or variant.id,
        variant_id=variant.id,
        quantity=Decimal(1),
        list_price=price,
        net=price,
    )
