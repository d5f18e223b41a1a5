"""A cart in whole cents, as rows that want a price, and as an invoice composed in full for an invented company."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from connector.ledgers.amount_rules import AmountRules
from connector.ledgers.siigo.amounts import Rate
from connector.ledgers.siigo.items import Row
from connector.model.documents import Document
from connector.model.order import Line
from tests.ledgers.siigo.company import (
    BANK,
    CONSUMPTION,
    CUSTOMER,
    INVOICE,
    IVA_0,
    IVA_5,
    IVA_19,
    PERCENT,
    SELLER,
    composed,
    draft_of,
    line,
    order,
)

TAX_IDS = {19: IVA_19, 5: IVA_5, 0: IVA_0, 8: CONSUMPTION}


@dataclass(frozen=True, slots=True)
class Sold:
    """One line of a cart, in whole cents and hundredths of a unit."""

    paid: int
    rate: int | None
    hundredths: int = 100
    off: int = 0
    """What the shop took off, tax included."""
    kind: Any = "product"

    def line(self, number: int) -> Line:
        return line(
            number,
            str(cents(self.paid)),
            rate="" if self.rate is None else str(self.rate),
            quantity=str(cents(self.hundredths)),
            kind=self.kind,
            discount=str(cents(self.off)),
        )


Cart = list[Sold]


def cents(amount: int) -> Decimal:
    return Decimal(amount).scaleb(-2)


def rates_of(sold: Sold) -> tuple[Rate, ...]:
    if sold.rate is None:
        return ()
    return (Rate(type="Impoconsumo" if sold.rate == 8 else "IVA", percentage=Decimal(sold.rate)),)


def rows_of(cart: Cart) -> list[Row]:
    return [
        Row(
            path=f"items[{number}]",
            body={},
            line=(one := sold.line(number)),
            quantity=one.quantity,
            rates=rates_of(sold),
            discount=None,
            priced=None,
        )
        for number, sold in enumerate(cart)
    ]


def document(cart: Cart, rules: AmountRules, kind: str = "Value", discounts: Sequence[Decimal] = ()) -> Document:
    """Composed in full; `discounts`: as the merchant's mapping gives them, by line."""
    sold = [each.line(number) for number, each in enumerate(cart)]
    items: list[dict[str, Any]] = [
        {"code": "X", **({} if each.rate is None else {"taxes": [{"id": TAX_IDS[each.rate]}]})} for each in cart
    ]
    for item, discount in zip(items, discounts, strict=False):
        item["discount"] = discount
    fields = {
        "document": {"id": INVOICE if kind == "Value" else PERCENT},
        "customer": CUSTOMER,
        "seller": SELLER,
        "items": items,
        "payments": [{"id": BANK}],
    }
    one = order(*sold)
    return composed(one, draft_of(fields, one), rules=rules)
