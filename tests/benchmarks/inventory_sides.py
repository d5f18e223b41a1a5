"""`python -m tests.benchmarks.inventory_sides`: an emulated Siigo and shop full of goods, in a process of their own.

The goods come as JSON on the first line of standard input, the addresses go out as JSON; then each line is a question:
`counts` is answered with the calls so far and how many numbers of the shop are wrong, `change` changes one in a hundred
products of Siigo. The end of the input is the end of the process. A third address answers `/N` with N bytes.
"""

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from connector.json_text import parse, write
from connector.sandbox.clock import system_clock
from connector.sandbox.server import Call, Reply, served
from connector.sandbox.shop import woocommerce_stock
from connector.sandbox.shop.exchange import Answer, Request
from connector.sandbox.shop.serving import RunningShop, running_shop
from connector.sandbox.shop.shelf import Item, Place, Stock
from connector.sandbox.shop.woocommerce_answers import a_page, in_order
from connector.sandbox.siigo import Options, State, running
from connector.sandbox.siigo import products as siigo_products
from connector.sandbox.siigo.company import Company
from connector.sandbox.siigo.stock_orders import carry_out
from tests.benchmarks.inventory_goods import CENTRAL, MAIN, SECOND, SOUTH, Goods, balances, code

USERNAME = "tienda@example.co"
FIRST_ID, FIRST_PARENT = 100_000, 900_000
MOVED = 4
"""Units that come to the first warehouse."""


class Clock:
    """Siigo's: what is seeded was made yesterday."""

    def __init__(self) -> None:
        self.behind = timedelta(days=1)

    def __call__(self) -> datetime:
        return system_clock() - self.behind


class Later(dict[str, Any]):
    """A row that is made when it is shown: a list of 10,000 shows 100."""

    def __init__(self, item: Item, row: Callable[[Item], dict[str, Any]]) -> None:
        super().__init__(id=int(item.id))
        self._show = row, item

    def items(self) -> Any:
        row, item = self._show
        return row(item).items()


@dataclass
class Sides:
    goods: Goods
    company: Company
    siigo: State
    shop: RunningShop

    def counts(self) -> dict[str, Any]:
        siigo = {where: sum(outcomes.values()) for where, outcomes in self.siigo.calls.items()}
        return {"siigo": siigo, "shop": dict(Counter(self.shop.shop.calls)), "wrong": self._wrong()}

    def change(self) -> dict[str, Any]:
        entries = [{"code": code(number), "warehouse": MAIN, "move": MOVED} for number in self.goods.changed()]
        return {"changed": carry_out([self.company], entries)}

    def _wrong(self) -> int:
        return sum(
            stock.available != self._truth(number, place)
            for number in range(self.goods.skus)
            for place, stock in self.shop.shop.items[str(FIRST_ID + number)].stock.items()
        )

    def _truth(self, number: int, place: str) -> Decimal:
        """Units in Siigo now."""
        product = self.company.product(code(number))
        assert product is not None
        found: dict[int, Decimal] = {entry["id"]: entry["quantity"] for entry in product.answer["warehouses"]}
        if len(self.goods.places) == 1:
            return found[MAIN] + found[SECOND]
        return found[MAIN if place == CENTRAL else SECOND]


def main() -> None:
    goods = Goods(**_goods(parse(sys.stdin.readline())))
    setattr(woocommerce_stock, "_list", _list)  # noqa: B010 - mypy knows it as a function
    with ExitStack() as stack:
        clock, state = Clock(), State()
        options = Options(rate_per_minute=None, clock=clock)
        company = filled(state.company(USERNAME, options), goods)
        clock.behind = timedelta(0)
        siigo = stack.enter_context(running(options, state=state))
        shop = stack.enter_context(running_shop(goods.platform))
        shop.shop.places = {CENTRAL: Place(id=CENTRAL, name="Central"), SOUTH: Place(id=SOUTH, name="Sur")}
        shop.shop.items = {item.id: item for item in items_of(goods)}
        if len(goods.places) == 1:
            del shop.shop.places[SOUTH]
        bytes_ = stack.enter_context(served(_bytes))
        _say({"siigo": siigo.url, "shop": shop.section, "bytes": bytes_, "username": USERNAME})
        sides = Sides(goods, company, state, shop)
        for line in sys.stdin:
            _say(sides.counts() if line.strip() == "counts" else sides.change())


def filled(company: Company, goods: Goods) -> Company:
    """With these products and no others."""
    company.products.clear()
    company.product_ids.clear()
    for number in range(goods.skus):
        main, second = balances(number)
        price = {"position": 1, "value": Decimal(10_000 + number)}
        entry = {
            "code": code(number),
            "name": f"Producto {number}",
            "account_group": 1253,
            "taxes": [{"id": 13156}],
            "prices": [{"currency_code": "COP", "price_list": [price]}],
            "additional_fields": {"barcode": f"770{number:010d}"},
            "warehouses": [{"id": MAIN, "quantity": main}, {"id": SECOND, "quantity": second}],
        }
        siigo_products.seed(company, entry)
    company.changes.clear()
    return company


def items_of(goods: Goods) -> Iterator[Item]:
    """What the shop sells, every number of it wrong."""
    parents = set()
    for number in range(goods.skus):
        parent = str(FIRST_PARENT + goods.parent(number)) if goods.is_variation(number) else ""
        if parent and parent not in parents:
            parents.add(parent)
            yield Item(id=parent, sku="", title=f"Camiseta {parent}", kind="variable", is_counted=False)
        yield Item(
            id=str(FIRST_ID + number),
            sku=code(number),
            title=f"Producto {number}",
            product_id=parent,
            price=Decimal(11_900 + number),
            stock={place: Stock(available=goods.wrong(number, place)) for place in _shelves(goods)},
        )


def _shelves(goods: Goods) -> tuple[str, ...]:
    return (CENTRAL,) if goods.platform == "shopify" and len(goods.places) == 1 else goods.places


def _goods(values: dict[str, Any]) -> dict[str, Any]:
    return values | {"places": tuple(values["places"])}


def _list(request: Request, items: list[Item], row: Callable[[Item], dict[str, Any]]) -> Answer:
    """As the emulated WooCommerce lists, without making the rows of the other pages."""
    return a_page(request, in_order(request, [Later(item, row) for item in items]))


def _bytes(call: Call) -> Reply:
    return Reply("200 OK", (("Content-Type", "application/json"),), b"0" * int(call.target.partition("?")[0][1:]))


def _say(value: object) -> None:
    print(write(value), flush=True)


if __name__ == "__main__":
    main()
