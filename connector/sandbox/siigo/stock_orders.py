"""Stock that a person moves in Siigo's own pages: seen by `updated_start` and told to webhooks like any other."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from connector.sandbox.operator_routes import BadOrder
from connector.sandbox.siigo.company import Body, Company, Move, Record

WORDS = {"code", "warehouse", "quantity", "move"}


@dataclass(frozen=True, slots=True)
class _Order:
    code: str
    warehouse: int | None
    number: Decimal
    is_relative: bool


def carry_out(companies: Sequence[Company], entries: Sequence[Body]) -> int:
    """The number of entries. `quantity` is the balance that the warehouse shall have, `move` what comes or goes.

    Without `warehouse` it is the first. A product counts for every company that has it. Raises BadOrder.
    """
    orders = [_read(entry) for entry in entries]
    for order in orders:
        if not [_warehouse(company, order) for company in companies if company.product(order.code)]:
            raise BadOrder(f"no company has a product {order.code!r}")
    for order in orders:
        for company in companies:
            with company.lock:
                if product := company.product(order.code):
                    _move(company, product, order)
    return len(orders)


def _read(entry: Body) -> _Order:
    if unknown := set(entry) - WORDS:
        raise BadOrder(f"unknown words: {', '.join(sorted(unknown))}")
    if ("quantity" in entry) == ("move" in entry):
        raise BadOrder("either 'quantity' or 'move' is expected")
    value = entry.get("quantity", entry.get("move"))
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        raise BadOrder(f"{value!r} is no number of units")
    return _Order(str(entry.get("code", "")), entry.get("warehouse"), number, "move" in entry)


def _warehouse(company: Company, order: _Order) -> int:
    product, wanted = company.product(order.code), order.warehouse
    if product is not None and not product.answer["stock_control"]:
        raise BadOrder(f"the product {order.code!r} has no stock control")
    if wanted is not None and wanted not in company.warehouses:
        raise BadOrder(f"there is no warehouse {wanted!r}")
    return company.first_warehouse() if wanted is None else wanted


def _move(company: Company, product: Record, order: _Order) -> None:
    warehouse = _warehouse(company, order)
    entry = next(entry for entry in product.answer["warehouses"] if entry["id"] == warehouse)
    change = order.number if order.is_relative else order.number - entry["quantity"]
    if change:
        product.movements += 1
        company.move_stock([Move(product.answer["id"], warehouse, change)])
