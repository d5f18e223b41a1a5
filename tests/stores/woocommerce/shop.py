"""Orders with amounts as WooCommerce computes them: class-wc-cart-totals.php, and abstract-wc-order.php by hand."""

from dataclasses import dataclass
from decimal import ROUND_HALF_DOWN, ROUND_HALF_UP, Decimal
from typing import Any

ZERO = Decimal(0)
Taxes = dict[int, Decimal]


@dataclass(frozen=True)
class Shop:
    decimals: int = 0
    with_tax: bool = True
    """Prices are entered with tax."""
    at_subtotal: bool = False
    """woocommerce_tax_round_at_subtotal"""
    by_hand: bool = False
    """The order was recalculated in the admin; else it comes from the cart."""
    dp: int | None = None
    """The order was asked for with `?dp=`."""


@dataclass(frozen=True)
class Row:
    """A product, or shipping or a fee, whose amounts are always without tax."""

    amount: Decimal
    """Price of one."""
    rates: tuple[int, ...] = ()
    quantity: Decimal = Decimal(1)
    off: Decimal = ZERO
    """What coupons take from the whole line, in the shop's way of showing prices."""


def order(shop: Shop, products: list[Row], shipping: list[Row], fees: list[Row]) -> dict[str, Any]:
    """The amounts of the order; the rest of an order is not here."""
    goods = [_product(shop, row) for row in products]
    carriage = [_charge(row.amount, _on_top(row.amount, row.rates)) for row in shipping]
    charges = [_charge(row.amount, _fee_taxes(row, goods)) for row in fees]
    everything = goods + carriage + charges
    total_tax = _total_tax(shop, goods, charges, carriage)
    rates = sorted({rate for one in everything for rate in one["taxes"]})
    return {
        "prices_include_tax": shop.with_tax,
        "total": _shown(shop, _round(shop, _total(shop, goods, charges, carriage))),
        "total_tax": _shown(shop, total_tax),
        "shipping_total": _shown(shop, sum((one["total"] for one in carriage), ZERO)),
        "discount_total": _shown(shop, _discount(shop, goods, "subtotal", "total")),
        "discount_tax": _shown(
            shop, sum((sum(one["before"].values()) - sum(one["taxes"].values()) for one in goods), ZERO)
        ),
        "line_items": [_item(shop, i, one) for i, one in enumerate(goods, 1)],
        "shipping_lines": [_item(shop, 50 + i, one) for i, one in enumerate(carriage)],
        "fee_lines": [_item(shop, 80 + i, one) for i, one in enumerate(charges)],
        "tax_lines": [
            {
                "rate_id": rate,
                "label": f"IVA {rate}%",
                "rate_percent": rate,
                "tax_total": _shown(
                    shop, sum((_kept(shop, one["taxes"].get(rate, ZERO)) for one in goods + charges), ZERO)
                ),
                "shipping_tax_total": _shown(
                    shop, sum((_kept(shop, one["taxes"].get(rate, ZERO)) for one in carriage), ZERO)
                ),
            }
            for rate in rates
        ],
    }


def _product(shop: Shop, row: Row) -> dict[str, Any]:
    price = row.amount * row.quantity
    before, after = _taxes(shop, price, row.rates), _taxes(shop, price - row.off, row.rates)
    inside = 1 if shop.with_tax else 0
    return {
        "quantity": row.quantity,
        "subtotal": price - inside * sum(before.values()),
        "total": price - row.off - inside * sum(after.values()),
        "before": before,
        "taxes": after,
    }


def _charge(amount: Decimal, taxes: Taxes) -> dict[str, Any]:
    return {"total": amount, "taxes": taxes}


def _taxes(shop: Shop, price: Decimal, rates: tuple[int, ...]) -> Taxes:
    return _on_top(price / (1 + Decimal(sum(rates)) / 100) if shop.with_tax else price, rates)


def _on_top(net: Decimal, rates: tuple[int, ...]) -> Taxes:
    """Kept with six decimals, like WooCommerce's rounding precision."""
    return {rate: (net * rate / 100).quantize(Decimal("1e-6"), ROUND_HALF_UP) for rate in rates}


def _fee_taxes(row: Row, goods: list[dict[str, Any]]) -> Taxes:
    """A negative fee is taxed in proportion to the goods of each rate, whatever its own tax status is."""
    cost = sum((one["total"] for one in goods), ZERO)
    if row.amount >= 0 or not cost:
        return _on_top(row.amount, row.rates if row.amount >= 0 else ())
    taxes: Taxes = {}
    for one in goods:
        for rate, amount in _on_top(row.amount * one["total"] / cost, tuple(one["taxes"])).items():
            taxes[rate] = taxes.get(rate, ZERO) + amount
    return taxes


def _round(shop: Shop, amount: Decimal) -> Decimal:
    return amount.quantize(Decimal(1).scaleb(-shop.decimals), ROUND_HALF_UP)


def _kept(shop: Shop, tax: Decimal) -> Decimal:
    """A tax as it goes into sums: rounded by line, and down at the half where prices hold it."""
    mode = ROUND_HALF_DOWN if shop.with_tax else ROUND_HALF_UP
    return tax if shop.at_subtotal else tax.quantize(Decimal(1).scaleb(-shop.decimals), mode)


def _sum_of_taxes(shop: Shop, rows: list[dict[str, Any]]) -> Decimal:
    return sum((_kept(shop, tax) for one in rows for tax in one["taxes"].values()), ZERO)


def _total_tax(shop: Shop, goods: Any, charges: Any, carriage: Any) -> Decimal:
    apart = _sum_of_taxes(shop, charges + carriage)
    return _sum_of_taxes(shop, goods) + (apart if shop.by_hand else _round(shop, apart))


def _total(shop: Shop, goods: Any, charges: Any, carriage: Any) -> Decimal:
    items = sum((one["total"] if shop.at_subtotal else _round(shop, one["total"]) for one in goods), ZERO)
    ship = sum((_round(shop, one["total"]) if shop.by_hand else one["total"] for one in carriage), ZERO)
    fees = sum((one["total"] for one in charges), ZERO)
    return items + ship + fees + _sum_of_taxes(shop, goods + charges + carriage)


def _discount(shop: Shop, goods: Any, before: str, after: str) -> Decimal:
    """The cart adds what coupons took unrounded; the admin adds lines as they are rounded."""
    by_line = shop.by_hand and not shop.at_subtotal
    return sum(
        (
            _round(shop, one[before]) - _round(shop, one[after]) if by_line else one[before] - one[after]
            for one in goods
        ),
        ZERO,
    )


def _shown(shop: Shop, amount: Decimal) -> str:
    dp = shop.decimals if shop.dp is None else shop.dp
    return f"{amount.quantize(Decimal(1).scaleb(-dp), ROUND_HALF_UP):f}"


def _item(shop: Shop, number: int, one: dict[str, Any]) -> dict[str, Any]:
    tax = sum((_kept(shop, tax) for tax in one["taxes"].values()), ZERO)
    shown = {
        "id": number,
        "name": f"Línea {number}",
        "method_title": f"Línea {number}",
        "total": _shown(shop, one["total"]),
        "total_tax": _shown(shop, tax),
        "taxes": [{"id": rate, "total": _shown(shop, amount)} for rate, amount in one["taxes"].items()],
    }
    if "quantity" not in one:
        return shown
    before = sum((_kept(shop, tax) for tax in one["before"].values()), ZERO)
    return shown | {
        "quantity": one["quantity"],
        "subtotal": _shown(shop, one["subtotal"]),
        "subtotal_tax": _shown(shop, before),
    }
