"""Random orders whose numbers follow each platform's own arithmetic (store-protocols.md 3.1, 10.1, 10.2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_DOWN, ROUND_HALF_UP, Decimal
from random import Random
from typing import Any

ZERO, CENT, HUNDRED = Decimal(0), Decimal("0.01"), Decimal(100)

RATES = (19, 19, 19, 19, 5, 5, 8, 0, None)
"""Per cent, as often as they are sold; None is untaxed."""

METHODS = ("wompi", "wompi", "addi")

PERSON = {"first_name": "Mariana", "last_name": "Ospina Restrepo", "phone": "+57 300 555 0142"}
DOCUMENT = "1020304050"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ware:
    """Some units of one product, and what discounts take off the whole line, in the shop's way of showing prices."""

    sku: str
    price: Decimal
    quantity: int
    rate: int | None
    off: Decimal = ZERO

    @property
    def shown(self) -> Decimal:
        """The whole line before discounts."""
        return self.price * self.quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class Shop:
    """How one WooCommerce shop is set up."""

    decimals: int
    with_tax: bool
    """Prices are entered with tax."""
    at_subtotal: bool
    """`woocommerce_tax_round_at_subtotal`."""

    @property
    def unit(self) -> Decimal:
        return Decimal(1).scaleb(-self.decimals)


def _wares(random: Random, decimals: int) -> list[Ware]:
    return [
        Ware(
            sku=f"SKU-{number}",
            price=_price(random, decimals),
            quantity=1 if random.random() < 0.5 else random.randint(1, 50),
            rate=random.choice(RATES),
        )
        for number in range(1, random.choice((1, 1, 1, 1, 1, 2, 2, 3, 3, 4, 6, 12)) + 1)
    ]


def _price(random: Random, decimals: int) -> Decimal:
    """Mostly a price that ends in 00 or 900, sometimes any whole peso, seldom one with cents."""
    kind = random.random()
    if kind < 0.6:
        return Decimal(random.randint(10, 4000) * 100)
    if kind < 0.85 or not decimals:
        return Decimal(random.randint(1000, 400_000))
    return Decimal(random.randint(100_000, 40_000_000)).scaleb(-2)


def _tax_lines_of(rates: Sequence[int | None]) -> list[int]:
    return sorted({rate for rate in rates if rate is not None}, reverse=True)


# --- WooCommerce ------------------------------------------------------------------------------------------------------


def woocommerce_order(random: Random, number: int, shop: Shop | None = None) -> dict[str, Any]:
    """A REST order, which is also the body of a webhook; made as class-wc-cart-totals.php makes it."""
    shop = shop or _shop(random)
    wares = _with_coupon(random, _wares(random, shop.decimals), shop)
    goods = [_item(shop, position, ware) for position, ware in enumerate(wares, 1)]
    shipping = [_charge(shop, 50, _pesos(random, 30_000), _accessory_rate(random))] if random.random() < 0.6 else []
    fees = [_charge(shop, 70, _pesos(random, 9000), _accessory_rate(random))] if random.random() < 0.2 else []
    everything = [*goods, *shipping, *fees]
    items = sum((one["net"] if shop.at_subtotal else _rounded(shop, one["net"]) for one in goods), ZERO)
    charges = sum((one["net"] for one in (*shipping, *fees)), ZERO)
    taxes = sum((_kept(shop, one["tax"]) for one in everything), ZERO)
    discount = sum((one["net before"] - one["net"] for one in goods), ZERO)
    discount_tax = sum((one["tax before"] - one["tax"] for one in goods), ZERO)
    return {
        **_woocommerce_frame(random, number),
        "prices_include_tax": shop.with_tax,
        "discount_total": _shown(shop, discount),
        "discount_tax": _shown(shop, discount_tax),
        "shipping_total": _shown(shop, sum((one["net"] for one in shipping), ZERO)),
        "shipping_tax": _shown(shop, sum((_kept(shop, one["tax"]) for one in shipping), ZERO)),
        "cart_tax": _shown(shop, sum((_kept(shop, one["tax"]) for one in (*goods, *fees)), ZERO)),
        "total": _shown(shop, items + charges + taxes),
        "total_tax": _shown(shop, taxes),
        "line_items": [_product_row(shop, one) for one in goods],
        "shipping_lines": [{**_row(shop, one), "method_title": "Envío nacional"} for one in shipping],
        "fee_lines": [{**_row(shop, one), "name": "Recargo"} for one in fees],
        "tax_lines": [_rate_row(shop, rate, goods + fees, shipping) for rate in _rates_in(everything)],
    }


def _shop(random: Random) -> Shop:
    at_subtotal = random.random() < 0.15
    return Shop(decimals=random.choice((0, 0, 2)), with_tax=random.random() < 0.8, at_subtotal=at_subtotal)


def _with_coupon(random: Random, wares: list[Ware], shop: Shop) -> list[Ware]:
    """A percentage, or an amount spread over the units; what rounding leaves goes unit by unit to the first lines."""
    kind = random.random()
    if kind < 0.6:
        return wares
    count = sum(ware.quantity for ware in wares)
    if kind < 0.85:
        percent = random.choice((5, 10, 15, 20, 33, 50))
        offs = [_half_down(ware.shown * percent / HUNDRED, shop.unit) for ware in wares]
        whole = _half_down(sum((ware.shown for ware in wares), ZERO) * percent / HUNDRED, shop.unit)
    else:
        whole = Decimal(random.randint(100, int(min(ware.price for ware in wares) * count / 2)))
        each = (whole / count // shop.unit) * shop.unit
        offs = [each * ware.quantity for ware in wares]
    position = 0
    while sum(offs, ZERO) < whole:
        offs[position % len(offs)] += shop.unit
        position += 1
    return [_less(ware, off) for ware, off in zip(wares, offs, strict=True)]


def _less(ware: Ware, off: Decimal) -> Ware:
    return Ware(sku=ware.sku, price=ware.price, quantity=ware.quantity, rate=ware.rate, off=off)


def _item(shop: Shop, number: int, ware: Ware) -> dict[str, Any]:
    after, before = ware.shown - ware.off, ware.shown
    tax, tax_before = _tax(after, ware.rate, inside=shop.with_tax), _tax(before, ware.rate, inside=shop.with_tax)
    inside = 1 if shop.with_tax else 0
    return {
        "id": number,
        "ware": ware,
        "rate": ware.rate,
        "net": after - inside * tax,
        "tax": tax,
        "net before": before - inside * tax_before,
        "tax before": tax_before,
    }


def _charge(shop: Shop, number: int, net: Decimal, rate: int | None) -> dict[str, Any]:
    """Shipping and fees are entered without tax, always (store-protocols.md 10.2)."""
    return {"id": number, "rate": rate, "net": net, "tax": _tax(net, rate, inside=False)}


def _pesos(random: Random, most: int) -> Decimal:
    return Decimal(random.choice((random.randint(1, most // 100) * 100, random.randint(1000, most))))


def _accessory_rate(random: Random) -> int | None:
    return random.choice((19, 19, 5, None, None))


def _tax(amount: Decimal, rate: int | None, *, inside: bool) -> Decimal:
    """Kept with six decimals, which is WooCommerce's rounding precision."""
    if not rate:
        return ZERO
    return (amount * rate / (HUNDRED + rate if inside else HUNDRED)).quantize(Decimal("1e-6"), ROUND_HALF_UP)


def _kept(shop: Shop, tax: Decimal) -> Decimal:
    """As it goes into sums: rounded by line, and down at the half where prices hold it."""
    if shop.at_subtotal:
        return tax
    return tax.quantize(shop.unit, ROUND_HALF_DOWN if shop.with_tax else ROUND_HALF_UP)


def _half_down(amount: Decimal, unit: Decimal) -> Decimal:
    return amount.quantize(unit, ROUND_HALF_DOWN)


def _rounded(shop: Shop, amount: Decimal) -> Decimal:
    return amount.quantize(shop.unit, ROUND_HALF_UP)


def _shown(shop: Shop, amount: Decimal) -> str:
    return f"{_rounded(shop, amount):f}"


def _rates_in(rows: Sequence[dict[str, Any]]) -> list[int]:
    return _tax_lines_of([row["rate"] for row in rows])


def _row(shop: Shop, one: dict[str, Any]) -> dict[str, Any]:
    tax = _shown(shop, _kept(shop, one["tax"]))
    taxes = [] if one["rate"] is None else [{"id": one["rate"] + 1, "total": tax, "subtotal": ""}]
    return {"id": one["id"], "total": _shown(shop, one["net"]), "total_tax": tax, "taxes": taxes, "meta_data": []}


def _product_row(shop: Shop, one: dict[str, Any]) -> dict[str, Any]:
    ware: Ware = one["ware"]
    row = _row(shop, one)
    before = _shown(shop, _kept(shop, one["tax before"]))
    return row | {
        "name": f"Producto {ware.sku}",
        "sku": ware.sku,
        "product_id": 100 + one["id"],
        "variation_id": 0,
        "parent_name": None,
        "quantity": ware.quantity,
        "subtotal": _shown(shop, one["net before"]),
        "subtotal_tax": before,
        "taxes": [{**tax, "subtotal": before} for tax in row["taxes"]],
        "price": (one["net"] / ware.quantity).quantize(Decimal("1e-7")),
    }


def _rate_row(shop: Shop, rate: int, cart: list[dict[str, Any]], shipping: list[dict[str, Any]]) -> dict[str, Any]:
    name = "Impoconsumo" if rate == 8 else "IVA"
    return {
        "id": 90 + rate,
        "rate_id": rate + 1,
        "label": f"{name} {rate}%",
        "rate_percent": rate,
        "compound": False,
        "tax_total": _shown(shop, _of_rate(shop, rate, cart)),
        "shipping_tax_total": _shown(shop, _of_rate(shop, rate, shipping)),
    }


def _of_rate(shop: Shop, rate: int, rows: list[dict[str, Any]]) -> Decimal:
    return sum((_kept(shop, row["tax"]) for row in rows if row["rate"] == rate), ZERO)


def _woocommerce_frame(random: Random, number: int) -> dict[str, Any]:
    method = random.choice(METHODS)
    place = {
        **PERSON,
        **{"company": "", "address_1": "Carrera 15 # 93-47", "address_2": "Apto 502", "city": "Bogotá D.C."},
        **{"state": "CO-DC", "postcode": "110221", "country": "CO"},
    }
    return {
        "id": number,
        "number": str(number),
        "status": random.choice(("processing", "completed")),
        "currency": "COP",
        "version": "11.0.1",
        "date_created_gmt": "2026-11-20T15:00:00",
        "date_modified_gmt": "2026-11-20T15:00:05",
        "date_paid_gmt": "2026-11-20T15:00:05",
        "customer_id": 0,
        "created_via": "checkout",
        "billing": {**place, "email": "mariana.ospina@example.com"},
        "shipping": place,
        "payment_method": method,
        "payment_method_title": method.title(),
        "transaction_id": f"T-{number}",
        "customer_note": "",
        "meta_data": [{"id": 1, "key": "_billing_cedula", "value": DOCUMENT}],
        "coupon_lines": [],
        "refunds": [],
    }


# --- Shopify ----------------------------------------------------------------------------------------------------------


def shopify_order(random: Random, number: int) -> dict[str, Any]:
    """The body of orders/paid."""
    included = random.random() < 0.8
    wares = _with_discount(random, _wares(random, 2))
    items = [_line_item(ware, position, included) for position, ware in enumerate(wares, 1)]
    items += [_gift_card(random)] if random.random() < 0.05 else []
    tip = _pesos(random, 20_000) if random.random() < 0.1 else ZERO
    shipping = [_shipping_line(random, position, included) for position in range(random.choice((0, 0, 1, 1, 2)))]
    goods = sum((Decimal(item["price"]) * item["quantity"] - _allocated(item) for item in items), ZERO)
    carriage = sum((Decimal(line["discounted_price"]) for line in shipping if not line["is_removed"]), ZERO)
    kept = [*items, *(line for line in shipping if not line["is_removed"])]
    tax = sum((Decimal(entry["price"]) for one in kept for entry in one["tax_lines"]), ZERO)
    total = goods + carriage + (ZERO if included else tax) + tip
    sums = {
        "subtotal_price": goods,
        "total_price": total,
        "total_tax": tax,
        "total_discounts": sum(map(_allocated, kept), ZERO),
    }
    return {
        **_shopify_frame(random, number),
        "taxes_included": included,
        **{name: _money(amount) for name, amount in sums.items()},
        **{f"current_{name}": _money(amount) for name, amount in sums.items()},
        "total_tip_received": _money(tip),
        "line_items": [*items, *([_tip_item(tip)] if tip else [])],
        "shipping_lines": shipping,
    }


def _with_discount(random: Random, wares: list[Ware]) -> list[Ware]:
    """An amount over all lines in proportion, shares cut to cents, what is left on the last (3.2: 3.20/3.40/3.40)."""
    if random.random() < 0.6:
        return wares
    whole = sum((ware.shown for ware in wares), ZERO)
    amount = (whole * random.randint(1, 60) / HUNDRED).quantize(random.choice((Decimal(1), CENT)), ROUND_HALF_UP)
    shares = [(amount * ware.shown / whole // CENT) * CENT for ware in wares[:-1]]
    shares.append(amount - sum(shares, ZERO))
    return [_less(ware, share) for ware, share in zip(wares, shares, strict=True)]


def _line_item(ware: Ware, number: int, included: bool) -> dict[str, Any]:
    paid = ware.shown - ware.off
    return {
        "id": 15_000 + number,
        "title": f"Producto {ware.sku}",
        "sku": ware.sku,
        "product_id": 8000 + number,
        "variant_id": 4000 + number,
        "variant_title": None,
        "quantity": ware.quantity,
        "current_quantity": ware.quantity,
        "price": _money(ware.price),
        "total_discount": "0.00",
        "gift_card": False,
        "taxable": ware.rate is not None,
        "properties": [],
        "tax_lines": _tax_lines(paid, ware.rate, included),
        "discount_allocations": _allocations(ware.off),
    }


def _gift_card(random: Random) -> dict[str, Any]:
    ware = Ware(sku="TARJETA", price=Decimal(random.choice((50_000, 100_000))), quantity=1, rate=None)
    return {**_line_item(ware, 90, included=True), "gift_card": True}


def _tip_item(tip: Decimal) -> dict[str, Any]:
    """Beside `total_tip_received` the tip is a line too, which `subtotal_price` leaves out."""
    ware = Ware(sku="", price=tip, quantity=1, rate=None)
    nothing = {"title": "Tip", "sku": None, "product_id": None, "variant_id": None}
    return {**_line_item(ware, 99, included=True), **nothing}


def _shipping_line(random: Random, number: int, included: bool) -> dict[str, Any]:
    price = _pesos(random, 30_000)
    share = random.choice((0, 0, 0, 30, 50, 100))
    off = (price * share / HUNDRED).quantize(CENT, ROUND_HALF_UP)
    return {
        "id": 5300 + number,
        "title": "Envío nacional",
        "code": "standard",
        "price": _money(price),
        "discounted_price": _money(price - off),
        "is_removed": random.random() < 0.05,
        "tax_lines": _tax_lines(price - off, random.choice((19, 19, 5, None, None)), included),
        "discount_allocations": _allocations(off),
    }


def _tax_lines(paid: Decimal, rate: int | None, included: bool) -> list[dict[str, Any]]:
    """Rounded by line, on what is left after discounts (3.1)."""
    if rate is None:
        return []
    tax = (paid * rate / (HUNDRED + rate if included else HUNDRED)).quantize(CENT, ROUND_HALF_UP)
    return [{"title": "INC" if rate == 8 else "IVA", "price": _money(tax), "rate": Decimal(rate).scaleb(-2)}]


def _allocations(off: Decimal) -> list[dict[str, Any]]:
    """By two discounts where there is something to share."""
    first = (off / 3).quantize(CENT, ROUND_HALF_UP)
    parts = [part for part in (first, off - first) if part]
    return [{"amount": _money(part), "discount_application_index": index} for index, part in enumerate(parts)]


def _allocated(one: dict[str, Any]) -> Decimal:
    return sum((Decimal(part["amount"]) for part in one["discount_allocations"]), ZERO)


def _money(amount: Decimal) -> str:
    return f"{amount:.2f}"


def _shopify_frame(random: Random, number: int) -> dict[str, Any]:
    method = random.choice(METHODS)
    place = {
        **PERSON,
        **{"company": None, "address1": "Carrera 15 # 88-64", "address2": "Apto 502", "city": "Bogotá"},
        **{"zip": "110221", "province": "Bogotá, D.C.", "province_code": "DC", "country_code": "CO"},
    }
    return {
        "id": 6_000_000_000 + number,
        "name": f"#{number}",
        "financial_status": "paid",
        "fulfillment_status": None,
        "cancelled_at": None,
        "confirmed": True,
        "test": False,
        "created_at": "2026-11-20T10:00:00-05:00",
        "processed_at": "2026-11-20T10:00:00-05:00",
        "updated_at": "2026-11-20T10:00:05-05:00",
        "currency": "COP",
        "presentment_currency": "COP",
        "source_name": "web",
        "email": "mariana.ospina@example.com",
        "note": None,
        "note_attributes": [{"name": "Cédula", "value": DOCUMENT}],
        "tags": "",
        "payment_gateway_names": random.choice(([method], [method], [method], ["gift_card", method])),
        "billing_address": place,
        "shipping_address": place,
        "customer": {"id": 7200, "email": "mariana.ospina@example.com", **PERSON},
        "refunds": [],
    }
