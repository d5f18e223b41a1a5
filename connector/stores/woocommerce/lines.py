"""The lines of a WooCommerce order with their taxes, so that their gross adds up to the order's total exactly. Pure."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from html import unescape

from connector.errors import OrderHeld
from connector.messages import say
from connector.model.money import ZERO, half_up, percent_of, plain
from connector.model.order import Kind, Line, Tax
from connector.reading import Reader, without_holes
from connector.stores.woocommerce.precision import places_of
from connector.stores.woocommerce.rates import Rate, is_compound, rates_of
from connector.stores.woocommerce.sums import fitted, rounded, tidy, unit_of

LISTS: Mapping[str, Kind] = {"line_items": "product", "shipping_lines": "shipping", "fee_lines": "fee"}
"""Where lines stand in the payload, in the order in which we keep them."""

BUNDLE_KEYS = frozenset({"_bundled_by", "_bundled_items", "_composite_parent", "_composite_children", "_mnm_container"})
"""By which bundle plugins join parent and children; only one of the two is priced (store-protocols.md 10.3)."""

EMPTY: tuple[object, ...] = (None, "", [], {})

SMALLEST_QUANTITY = Decimal("0.000001")


def lines_of(order: Reader) -> tuple[tuple[Line, ...], tuple[str, ...]]:
    """Products, shipping, fees; and sentences for people about what is odd in them.

    Raises OrderHeld when their sums are not those of the order (store-protocols.md 10.1).
    """
    items = tuple((kind, item) for name, kind in LISTS.items() for item in order.each(name))
    rates = rates_of(order, tuple(item for _, item in items))
    shown_with_tax = order.flag("prices_include_tax")
    lines = tuple(_line(kind, item, rates, shown_with_tax) for kind, item in items if _is_charged(kind, item))
    if not lines:
        raise OrderHeld(say("woocommerce.no_lines"))
    _check_ids(lines)
    odd = tuple(_odd_taxes(lines, rates, unit_of(lines, order)))
    return fitted(lines, order), odd


def meta_of(owner: Reader) -> dict[str, object]:
    """`meta_data` as name -> value; entries of a wrong shape are left out.

    The last of equal names wins that says something: an empty twin must not hide a document, or an invoice.
    """
    entries = without_holes(owner.raw("meta_data"))
    found: dict[str, object] = {}
    for entry in entries if isinstance(entries, list) else []:
        if isinstance(entry, dict) and isinstance(entry.get("key"), str) and entry["key"]:
            name, value = entry["key"].replace("\x00", ""), entry.get("value")
            if name not in found or value not in EMPTY:
                found[name] = value
    return found


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
        # a negative fee is taxed like the goods that it makes cheaper, even with status "none"
        is_taxable=bool(tax) or (bool(item.raw("taxes")) and item.text("tax_status", "") != "none"),
        meta=meta_of(item),
    )


def _quantity(item: Reader) -> Decimal:
    quantity = item.money("quantity")
    if quantity < SMALLEST_QUANTITY:
        raise OrderHeld(say("woocommerce.quantity", path=item.at("quantity"), found=plain(quantity)))
    return quantity


def _unit_price(amount: Decimal, quantity: Decimal) -> Decimal:
    return tidy(half_up(amount / quantity, 6))


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
    some = taxes if found else _too_small_to_show(filled, rates)
    if some and abs(stated - found) <= Decimal(1).scaleb(-places_of(stated)) * len(some):
        return rounded(some, stated)
    raise OrderHeld(say("woocommerce.line_tax", path=item.at("taxes"), found=plain(found), stated=plain(stated)))


def _too_small_to_show(entries: list[Reader], rates: Mapping[str, Rate]) -> tuple[Tax, ...]:
    """Taxes that are 0 each as shown, and may make a unit together."""
    charged = [rate for entry in entries if (rate := rates.get(entry.text("id"))) and rate.percent]
    return tuple(Tax(name=rate.name, rate=rate.percent, amount=ZERO) for rate in charged if rate.percent)


def _tax(entry: Reader, net: Decimal, rates: Mapping[str, Rate]) -> Tax | None:
    """None where the rate was not charged: tax switched off, buyer exempt, or a rate of another line."""
    amount = entry.money_or_zero("total")
    rate = rates.get(entry.text("id"), Rate("", None))
    if not amount and (rate.percent is None or (rate.percent and net)):
        return None
    if rate.percent is None:
        raise OrderHeld(say("woocommerce.no_rate", path=entry.at("id"), label=repr(rate.name)))
    return Tax(name=rate.name, rate=rate.percent, amount=amount)


def _odd_taxes(lines: tuple[Line, ...], rates: Mapping[str, Rate], unit: Decimal) -> Iterator[str]:
    """Taxes that no document of base times rate can show as they were charged.

    A negative fee is left out: the shop splits it by the goods of each rate.
    """
    for line in lines:
        for tax in line.taxes if line.net > 0 else ():
            others = line.tax - tax.amount if is_compound(tax.name, rates) else ZERO
            if others:
                yield say("woocommerce.compound", line=line.name, tax=tax.name)
            expected = percent_of(line.net + others, tax.rate)
            if abs(tax.amount - expected) > max(2 * unit, line.net / 200):  # half a point, like an unnamed rate
                yield _odd_tax(line, tax, line.net + others, expected)


def _odd_tax(line: Line, tax: Tax, base: Decimal, expected: Decimal) -> str:
    amounts = {"rate": plain(tax.rate), "base": plain(base), "found": plain(tax.amount), "expected": plain(expected)}
    return say("woocommerce.odd_tax", line=line.name, tax=tax.name, **amounts)


def _check_ids(lines: tuple[Line, ...]) -> None:
    seen: set[str] = set()
    for line in lines:
        if line.id in seen:
            raise OrderHeld(say("woocommerce.same_line", path="line_items", found=line.id))
        seen.add(line.id)
