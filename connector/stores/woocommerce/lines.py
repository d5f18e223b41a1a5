"""The lines of a WooCommerce order with their taxes, so that their gross adds up to the order's total exactly. Pure."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from html import unescape

from connector.errors import OrderHeld
from connector.messages import say
from connector.model.money import HUNDRED, ZERO, half_up, plain
from connector.model.order import Kind, Line, Tax
from connector.reading import Reader

LISTS: Mapping[str, Kind] = {"line_items": "product", "shipping_lines": "shipping", "fee_lines": "fee"}
"""Where lines stand in the payload, in the order in which we keep them."""

KNOWN_RATES = (0, 5, 8, 16, 19)
"""Per cent: the IVA and INC rates in force in Colombia, and the 16 % of orders before 2017 (colombia.md 3)."""

BUNDLE_KEYS = frozenset({"_bundled_by", "_bundled_items", "_composite_parent", "_composite_children", "_mnm_container"})
"""By which bundle plugins join parent and children; only one of the two is priced (store-protocols.md 10.3)."""

SMALLEST_QUANTITY = Decimal("0.000001")

_PERCENT = re.compile(r"(\d{1,3}(?:[.,]\d{1,3})?)\s*%")
_NUMBER = re.compile(r"(?<!\d)\d{1,2}(?!\d)")


@dataclass(frozen=True, slots=True)
class Rate:
    """One of the order's `tax_lines`; `percent` is None when nothing tells it."""

    name: str
    percent: Decimal | None


def lines_of(order: Reader) -> tuple[Line, ...]:
    """Products, shipping, fees. Raises OrderHeld when their sum is not the order's total (store-protocols.md 10.1)."""
    rates = _rates(order)
    shown_with_tax = order.flag("prices_include_tax")
    items = [(kind, item) for name, kind in LISTS.items() for item in order.each(name)]
    lines = tuple(_line(kind, item, rates, shown_with_tax) for kind, item in items if _is_charged(kind, item))
    if not lines:
        raise OrderHeld(say("woocommerce.no_lines"))
    _check_ids(lines)
    return _fitted(lines, order)


def meta_of(owner: Reader) -> dict[str, object]:
    """`meta_data` as name -> value, the last of equal names winning; entries of a wrong shape are left out."""
    entries = owner.raw("meta_data")
    return {
        entry["key"].replace("\x00", ""): entry.get("value")
        for entry in (entries if isinstance(entries, list) else [])
        if isinstance(entry, dict) and isinstance(entry.get("key"), str) and entry["key"]
    }


def _is_charged(kind: Kind, item: Reader) -> bool:
    """False for free shipping, empty fees, removed products and the unpriced half of a bundle; gifts stay."""
    if item.money("total") or item.money_or_zero("total_tax"):
        return True
    if kind != "product" or not item.money("quantity"):
        return False
    return not item.has("bundled_by") and BUNDLE_KEYS.isdisjoint(meta_of(item))


def _line(kind: Kind, item: Reader, rates: Mapping[str, Rate], shown_with_tax: bool) -> Line:
    net = item.money("total")
    taxes = _taxes(item, net, rates)
    tax = sum((tax.amount for tax in taxes), ZERO)
    list_net = item.money("subtotal", net)
    list_tax = item.money("subtotal_tax", tax if list_net == net else ZERO)
    quantity = _quantity(item) if kind == "product" else Decimal(1)
    name, variant = _name(item, "method_title" if kind == "shipping" else "name")
    return Line(
        id=f"{kind}:{item.text('id')}",
        kind=kind,
        sku=item.text("sku", ""),
        name=name,
        variant=variant,
        product_id=_id(item, "product_id"),
        variant_id=_id(item, "variation_id"),
        quantity=quantity,
        list_price=_unit_price(list_net + list_tax if shown_with_tax else list_net, quantity),
        discount=list_net + list_tax - net - tax,
        net=net,
        taxes=taxes,
        is_taxable=bool(item.raw("taxes")) and item.text("tax_status", "") != "none",
        meta=meta_of(item),
    )


def _quantity(item: Reader) -> Decimal:
    quantity = item.money("quantity")
    if quantity < SMALLEST_QUANTITY:
        raise OrderHeld(say("woocommerce.quantity", path=item.at("quantity"), found=plain(quantity)))
    return quantity


def _unit_price(amount: Decimal, quantity: Decimal) -> Decimal:
    return _tidy(half_up(amount / quantity, 6))


def _tidy(amount: Decimal) -> Decimal:
    """The same amount without useless zeros."""
    return Decimal(plain(amount))


def _name(item: Reader, field: str) -> tuple[str, str]:
    """("Zapato casual", "39") of "Zapato casual - 39": WooCommerce joins the product's name and the attributes."""
    name, product = unescape(item.text(field, "")), unescape(item.text("parent_name", ""))
    if product and name.startswith(f"{product} - "):
        return product, name.removeprefix(f"{product} - ")
    return name, ""


def _id(item: Reader, name: str) -> str:
    """WooCommerce writes 0 for "none"."""
    text = item.text(name, "")
    return "" if text == "0" else text


def _taxes(item: Reader, net: Decimal, rates: Mapping[str, Rate]) -> tuple[Tax, ...]:
    """The line's taxes, adding up to its `total_tax`: the entries of old versions are not rounded, that sum is."""
    entries = list(item.each("taxes"))
    # an order edited by hand has "" for the rates of other lines; "" alone is how some versions write a zero
    filled = [entry for entry in entries if entry.has("total")] or entries
    taxes = tuple(tax for entry in filled if (tax := _tax(entry, net, rates)))
    found = sum((tax.amount for tax in taxes), ZERO)
    stated = item.money("total_tax", found)
    if found == stated:
        return taxes
    if found and abs(stated - found) <= _unit(stated) * len(taxes):
        return _with_remainder(taxes, stated - found)
    raise OrderHeld(say("woocommerce.line_tax", path=item.at("taxes"), found=plain(found), stated=plain(stated)))


def _tax(entry: Reader, net: Decimal, rates: Mapping[str, Rate]) -> Tax | None:
    """None where the rate was not charged: tax switched off, buyer exempt, or a rate of another line."""
    amount = entry.money_or_zero("total")
    rate = rates.get(entry.text("id"), Rate("", None))
    if not amount and (rate.percent is None or (rate.percent and net)):
        return None
    if rate.percent is None:
        raise OrderHeld(say("woocommerce.no_rate", path=entry.at("id"), label=repr(rate.name)))
    return Tax(name=rate.name, rate=rate.percent, amount=amount)


def _rates(order: Reader) -> dict[str, Rate]:
    """By `rate_id`: what `tax_lines` says, or else what its name or the amounts tell (store-protocols.md 10.2)."""
    charged = _charged(order)
    rows = {row.text("rate_id"): row for row in order.each("tax_lines")}
    named = {rate_id: _stated_rate(row, charged.get(rate_id, ZERO)) for rate_id, row in rows.items()}
    unnamed = {rate_id: Rate("", _nearest(ratio)) for rate_id, ratio in charged.items() if rate_id not in rows}
    return named | unnamed


def _charged(order: Reader) -> dict[str, Decimal]:
    """Per cent that each rate came to over the whole order, rounding included."""
    sums: dict[str, tuple[Decimal, Decimal]] = {}
    for item, entry in _entries(order):
        base, tax = sums.get(entry.text("id"), (ZERO, ZERO))
        sums[entry.text("id")] = base + item.money("total"), tax + entry.money("total")
    return {rate_id: tax * HUNDRED / base for rate_id, (base, tax) in sums.items() if base > 0}


def _entries(order: Reader) -> Iterator[tuple[Reader, Reader]]:
    for name in LISTS:
        for item in order.each(name):
            for entry in item.each("taxes"):
                if entry.has("total"):
                    yield item, entry


def _stated_rate(row: Reader, charged: Decimal) -> Rate:
    label = unescape(row.text("label", ""))
    percent = row.money("rate_percent") if row.has("rate_percent") else _rate_in(label)
    if percent is None:
        percent = _nearest(charged)
    elif not 0 <= percent <= HUNDRED:
        raise OrderHeld(say("woocommerce.rate_range", path=row.at("rate_percent"), found=plain(percent)))
    return Rate(label, None if percent is None else _tidy(percent))


def _rate_in(label: str) -> Decimal | None:
    """19 of "IVA 19%"; a number without the sign counts only when it is a rate that exists."""
    if found := _PERCENT.search(label):
        return Decimal(found[1].replace(",", "."))
    numbers = {Decimal(text) for text in _NUMBER.findall(label)} & set(map(Decimal, KNOWN_RATES))
    return numbers.pop() if len(numbers) == 1 else None


def _nearest(percent: Decimal) -> Decimal | None:
    """The known rate less than half a point away."""
    near = [Decimal(rate) for rate in KNOWN_RATES if abs(percent - rate) < Decimal("0.5")]
    return near[0] if near else None


def _fitted(lines: tuple[Line, ...], order: Reader) -> tuple[Line, ...]:
    """The lines, their gross exactly the total.

    A shop that rounds tax at subtotal level shows line taxes that differ from `total_tax` by a few units. Where
    prices hold tax, the lines' gross is right as it stands; where not, the largest line's tax takes the remainder.
    """
    total, tax = order.money("total"), sum((line.tax for line in lines), ZERO)
    stated = order.money("total_tax", tax)
    remainder = stated - tax
    net = sum((line.net for line in lines), ZERO)
    if abs(remainder) > _unit(total) * len(lines):
        raise OrderHeld(say("woocommerce.tax_sum", found=plain(tax), stated=plain(stated)))
    if net + tax == total:
        return lines
    taxed = [line for line in lines if line.tax > 0]
    if net + stated != total or not taxed:
        raise OrderHeld(say("woocommerce.sum", found=plain(net + stated), stated=plain(total)))
    largest = max(taxed, key=lambda line: line.net)
    adjusted = replace(largest, taxes=_with_remainder(largest.taxes, remainder))
    return tuple(adjusted if line is largest else line for line in lines)


def _with_remainder(taxes: tuple[Tax, ...], remainder: Decimal) -> tuple[Tax, ...]:
    largest = max(taxes, key=lambda tax: abs(tax.amount))
    adjusted = replace(largest, amount=_tidy(largest.amount + remainder))
    return tuple(adjusted if tax is largest else tax for tax in taxes)


def _unit(amount: Decimal) -> Decimal:
    """The smallest step the shop writes: 1 for 59900, 0.01 for 59900.00."""
    exponent = amount.as_tuple().exponent
    return Decimal(1).scaleb(min(exponent, 0)) if isinstance(exponent, int) else Decimal(1)


def _check_ids(lines: tuple[Line, ...]) -> None:
    seen: set[str] = set()
    for line in lines:
        if line.id in seen:
            raise OrderHeld(say("woocommerce.same_line", path="line_items", found=line.id))
        seen.add(line.id)
