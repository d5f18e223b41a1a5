"""An order as Colombian law sees the sale: what was paid for each line stays, its taxes are what they must be. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from connector.colombia.sale_fees import as_discount, as_payment, word_in
from connector.colombia.sale_lines import Group, groups_of, is_charged, is_part, like_goods, with_taxes
from connector.colombia.sale_places import vat_free_department
from connector.errors import OrderHeld
from connector.messages import say
from connector.model.money import ZERO, plain
from connector.model.order import Line, Order, Tax

TaxFrom = Literal["goods", "charged", "none"]
"""Where shipping and fees have their taxes from."""

NegativeFees = Literal["discount", "payment", "hold"]
VatFree = Literal["charged", "warn", "hold"]
Untaxed = Literal["excluded", "exempt"]

VAT_RATES = frozenset(map(Decimal, (0, 5, 19)))
"""Per cent; 4, 8 and 16 are the consumption tax, which does not go with being responsible for IVA (colombia.md 3.1)."""

EXEMPT = Tax(name="IVA", rate=ZERO, amount=ZERO)

DUTIES = "fee:duties"
"""Customs duties that Shopify collects: no accessory of the sale."""

FEES_THAT_PAY = (
    *("gift card", "giftcard", "tarjeta de regalo", "tarjeta regalo", "bono de regalo", "bono regalo"),
    *("store credit", "crédito de la tienda", "saldo a favor", "account fund", "monedero", "wallet"),
    *("puntos", "points"),
)

TIPS = ("propina", "tip")


@dataclass(frozen=True, slots=True, kw_only=True)
class SaleRules:
    """What `sale:` says; each default is what colombia.md section 3 says of an ordinary shop."""

    vat_responsible: bool = True
    """False for a merchant «no responsable de IVA», who charges none whatever the shop did."""
    shipping_tax: TaxFrom = "goods"
    fee_tax: TaxFrom = "goods"
    untaxed: Untaxed = "excluded"
    """What a product without any tax in the shop is."""
    exempt: frozenset[str] = frozenset()
    """SKUs as `same_sku` writes them, which are exempt whatever `untaxed` says."""
    excluded: frozenset[str] = frozenset()
    gift_cards: frozenset[str] = frozenset()
    """SKUs of gift cards that a shop sells as if they were products."""
    negative_fees: NegativeFees | None = None
    """None: a discount, with a note that it was supposed."""
    fees_that_pay: tuple[str, ...] = FEES_THAT_PAY
    """Words in the name of a negative fee that is a payment, whatever `negative_fees` says."""
    tips: tuple[str, ...] = TIPS
    """Words in the name of a fee that is a tip."""
    vat_free_departments: VatFree = "charged"
    reviewed: frozenset[str] = frozenset()
    """Numbers of orders, without #, that a person looked at: `vat_free_departments` does not hold them."""


def same_sku(sku: str) -> str:
    """How SKUs are compared: without blanks around, whatever their case."""
    return sku.strip().casefold()


def as_sold(order: Order, rules: SaleRules) -> Order:
    """The order as it is to be invoiced; what people should know of it is added to its `notes`.

    The gross of every line stays, but for negative fees. Doing it twice changes nothing more.
    Raises OrderHeld where a rule says hold, and for an order of gifts alone, which no invoice can be for.
    """
    sold, notes = _without_negative_fees(_without_gift_cards(order, rules), rules)
    if sold.lines and not any(line.gross for line in sold.lines):
        raise OrderHeld(say("colombia.sale_free"))
    charged = [_as_tip(line, rules) for line in sold.lines]
    lines = charged if rules.vat_responsible else [_without_vat(line) for line in charged]
    lines = [_product(line, rules) if line.kind == "product" else line for line in lines]
    goods = groups_of(lines)
    lines = [part for line in lines for part in _with_accessory_tax(line, lines, goods, rules)]
    notes += _note_of_vat(order.lines, rules) + _notes_of_lists(lines, rules) + _notes_of_place(order, lines, rules)
    tax_total = order.tax_total + _tax(lines) - _tax(order.lines) + _tax(sold.gift_cards) - _tax(order.gift_cards)
    notes_once = tuple(dict.fromkeys((*order.notes, *notes)))
    return replace(sold, lines=tuple(lines), tax_total=tax_total, notes=notes_once)


def sells_only_gift_cards(order: Order, rules: SaleRules) -> bool:
    """Whether nothing is left to invoice once gift cards are left out: a fee that takes something off is no sale."""
    left = _without_gift_cards(order, rules).lines
    return len(left) < len(order.lines) and all(map(_is_negative_fee, left))


def cards_sold(order: Order, rules: SaleRules) -> tuple[Line, ...]:
    """The gift cards that the order sells, also those that the shop sells as if they were products."""
    return _without_gift_cards(order, rules).gift_cards


def _without_gift_cards(order: Order, rules: SaleRules) -> Order:
    """A gift card that is sold is an advance, no line of an invoice (DIAN Oficio 906484 de 2021, colombia.md 3.6)."""
    cards = tuple(line for line in order.lines if line.kind == "product" and same_sku(line.sku) in rules.gift_cards)
    if not cards:
        return order
    lines = tuple(line for line in order.lines if line not in cards)
    return replace(order, lines=lines, gift_cards=(*order.gift_cards, *cards))


def _without_negative_fees(order: Order, rules: SaleRules) -> tuple[Order, list[str]]:
    """Raises OrderHeld with every fee that is neither."""
    notes: list[str] = []
    problems: list[str] = []
    for fee in filter(_is_negative_fee, order.lines):
        shown = {"name": fee.name, "gross": plain(fee.gross)}
        word = word_in(fee.name, rules.fees_that_pay)
        if word or rules.negative_fees == "payment":
            order = as_payment(order, fee, word or fee.name)
        elif rules.negative_fees == "hold":
            problems.append(say("colombia.sale_fee_held", **shown))
        else:
            order = as_discount(order, fee)
            notes += [say("colombia.sale_fee_supposed", **shown)] if rules.negative_fees is None else []
    if problems:
        raise OrderHeld(*problems)
    return order, notes


def _is_negative_fee(line: Line) -> bool:
    return line.kind == "fee" and line.gross < ZERO


def _as_tip(line: Line, rules: SaleRules) -> Line:
    """A tip is no part of the base of any tax (colombia.md 3.6)."""
    if line.kind == "fee" and line.gross > ZERO and word_in(line.name, rules.tips):
        line = replace(line, kind="tip")
    return with_taxes(line, ()) if line.kind == "tip" else line


def _without_vat(line: Line) -> Line:
    return with_taxes(line, [tax for tax in line.taxes if not _is_vat(tax)])


def _product(line: Line, rules: SaleRules) -> Line:
    """Exempt or excluded where the shop only knows "no tax" (colombia.md 3.1). What was charged stays."""
    if line.gross <= ZERO or is_charged(line) or not rules.vat_responsible:
        return line
    if same_sku(line.sku) in rules.excluded:
        return with_taxes(line, ())
    if line.taxes or (rules.untaxed == "excluded" and same_sku(line.sku) not in rules.exempt):
        return line
    return with_taxes(line, (EXEMPT,))


def _with_accessory_tax(
    line: Line, lines: Sequence[Line], goods: Sequence[Group], rules: SaleRules
) -> tuple[Line, ...]:
    """Shipping and fees are part of the base of what they go with (ET 447; INC: ET 512-9)."""
    if line.kind not in ("shipping", "fee") or line.gross <= ZERO or line.id == DUTIES:
        return (line,)
    match rules.shipping_tax if line.kind == "shipping" else rules.fee_tax:
        case "none":
            return (with_taxes(line, ()),)
        case "goods" if not is_charged(line) and not is_part(line, lines):
            return like_goods(line, goods)
        case _:
            return (line,)


def _note_of_vat(charged: Iterable[Line], rules: SaleRules) -> list[str]:
    vat = _vat(charged)
    return [say("colombia.sale_not_responsible", vat=plain(vat))] if vat and not rules.vat_responsible else []


def _notes_of_lists(lines: Iterable[Line], rules: SaleRules) -> list[str]:
    """Products that the merchant's own lists contradict."""
    return [
        say("colombia.sale_charged_anyway", name=line.name, sku=line.sku, word=word)
        for line in lines
        for word, skus in (("exempt", rules.exempt), ("excluded", rules.excluded))
        if line.kind == "product" and same_sku(line.sku) in skus and _vat([line])
    ]


def _notes_of_place(order: Order, lines: Iterable[Line], rules: SaleRules) -> list[str]:
    """Raises OrderHeld where the merchant wants to look first. The tax itself stays (colombia.md 3.2)."""
    vat = _vat(lines)
    if not vat or rules.vat_free_departments == "charged" or not (department := vat_free_department(order)):
        return []
    number = order.number.lstrip("#")
    if rules.vat_free_departments == "warn":
        return [say("colombia.sale_vat_free", department=department, vat=plain(vat))]
    if number in rules.reviewed:
        return []
    raise OrderHeld(say("colombia.sale_vat_free_held", department=department, vat=plain(vat), number=number))


def _vat(lines: Iterable[Line]) -> Decimal:
    return sum((tax.amount for line in lines for tax in line.taxes if _is_vat(tax)), ZERO)


def _tax(lines: Iterable[Line]) -> Decimal:
    return sum((line.tax for line in lines), ZERO)


def _is_vat(tax: Tax) -> bool:
    return tax.rate in VAT_RATES
