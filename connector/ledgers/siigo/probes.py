"""The probes: for each doubtful switch a small sale whose total tells in which position it stands. Pure.

Each uses only what the company has and the document types that the connection names, with their flags.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from decimal import Decimal

from connector.ledgers.siigo.amounts import ADDED, Discount, Item
from connector.ledgers.siigo.arithmetic import Arithmetic
from connector.ledgers.siigo.facts import DocumentType, TaxType
from connector.ledgers.siigo.oracle import Probe, Sale, Sold, probe_of, rate_of, turned, values_of
from connector.messages import say
from connector.model.money import HUNDRED, ZERO, half_even, half_up

ONE = Decimal(1)
AMOUNT = Decimal(100_000)
PART = Decimal(40_000)

LARGE = Decimal(100_000_000)
"""Above any limit from which a company withholds from itself (`self_withholding_limit`)."""


class CannotRun(Exception):
    """The probe makes no sense here; `str()` says why."""


@dataclass(frozen=True, slots=True)
class Grounds:
    """What the probes may use: the document types that the connection names, at least one, and the company's taxes."""

    kinds: Sequence[DocumentType]
    taxes: Sequence[TaxType]

    def any_kind(self) -> DocumentType:
        """One with decimals where there is one."""
        return next((kind for kind in self.kinds if kind.decimals), self.kinds[0])

    def kind(self, what: str, fits: Callable[[DocumentType], bool]) -> DocumentType:
        """Raises CannotRun with the text `what` when no document type fits."""
        found = next((kind for kind in self.kinds if fits(kind)), None)
        if found is None:
            raise CannotRun(say(what))
        return found

    def tax(self, *types: str) -> TaxType:
        """The first of these types that is more than 0 %. Raises CannotRun."""
        found = next((tax for tax in self.taxes if tax.type in types and tax.percentage > ZERO), None)
        if found is None:
            raise CannotRun(say("siigo_probe.no_tax", types=" / ".join(types)))
        return found


@dataclass(frozen=True, slots=True)
class Question:
    """Which switches a sale asks for. `sale` raises CannotRun."""

    switches: tuple[str, ...]
    sale: Callable[[Grounds], Sale]


def _sold(price: Decimal, *taxes: TaxType, discount: Discount | None = None) -> Sold:
    return Sold(Item(quantity=ONE, price=price, discount=discount, rates=tuple(map(rate_of, taxes))), taxes)


def _with_decimals(grounds: Grounds) -> DocumentType:
    return grounds.kind("siigo_probe.no_decimals", lambda kind: kind.decimals)


def _tax_base(grounds: Grounds) -> Sale:
    """A price with tax that no base in cents reaches (13.5): 17,000 at 19 %."""
    kind, tax = _with_decimals(grounds), grounds.tax(*sorted(ADDED))
    sales = (
        Sale(kind=kind, lines=(_sold(half_up(gross * HUNDRED / (HUNDRED + tax.percentage), 6), tax),))
        for gross in _prices()
    )
    return _first_telling(sales, "tax_base")


def _rounding(grounds: Grounds) -> Sale:
    """Half a cent in a base, and in a tax where the company has one: 100.005, and 1.50 at 19 %."""
    kind = _with_decimals(grounds)
    lines = [_sold(Decimal("100.005"))]
    vat = next((tax for tax in grounds.taxes if tax.type == "IVA" and tax.percentage > ZERO), None)
    price = _price_with_half(vat.percentage) if vat else None
    if vat and price:
        lines.append(_sold(price, vat))
    return Sale(kind=kind, lines=tuple(lines))


def _taxed_price(grounds: Grounds) -> Sale:
    """The same price, given with its VAT."""
    kind, vat = _with_decimals(grounds), grounds.tax("IVA")
    sales = (
        Sale(kind=kind, lines=(Sold(Item(quantity=ONE, taxed_price=gross, rates=(rate_of(vat),)), (vat,)),))
        for gross in _prices()
    )
    return _first_telling(sales, "taxed_price")


def _percentage_discount(grounds: Grounds) -> Sale:
    """10 % of 100.0052 is 10.00052: 90.01 is left with the cents cut, 90.00 without."""
    kind = grounds.kind("siigo_probe.no_percentage", lambda kind: kind.discount_type == "Percentage" and kind.decimals)
    discount = Discount(kind="Percentage", amount=Decimal(10))
    return Sale(kind=kind, lines=(_sold(Decimal("100.0052"), discount=discount),))


def _whole_pesos(grounds: Grounds) -> Sale:
    """Twice 17,000.56: 34,001 when the sum is rounded, 34,002 when each line is."""
    kind = grounds.kind("siigo_probe.all_decimals", lambda kind: not kind.decimals)
    return Sale(kind=kind, lines=(_sold(Decimal("17000.56")), _sold(Decimal("17000.56"))))


def _retefuente(grounds: Grounds) -> Sale:
    return Sale(kind=grounds.any_kind(), lines=(_sold(AMOUNT, grounds.tax("Retefuente")),))


def _reteica(grounds: Grounds) -> Sale:
    kind = grounds.kind("siigo_probe.no_reteica", lambda kind: kind.reteica)
    return Sale(kind=kind, lines=(_sold(AMOUNT),), retention=grounds.tax("ReteICA"))


def _autorretencion(grounds: Grounds) -> Sale:
    kind = grounds.kind("siigo_probe.no_autorretencion", lambda kind: kind.self_withholding)
    return Sale(kind=kind, lines=(_sold(LARGE),), retention=grounds.tax("Autorretencion"))


def _gift_tax(grounds: Grounds) -> Sale:
    """Something that is paid for, and a gift beside it."""
    vat = grounds.tax("IVA")
    gift = Item(quantity=ONE, rates=(rate_of(vat),), gift_base=AMOUNT, gift_taxpayer="Customer")
    return Sale(kind=grounds.any_kind(), lines=(_sold(AMOUNT), Sold(gift, (vat,))))


def _global_discounts(grounds: Grounds) -> Sale:
    kind = grounds.kind("siigo_probe.no_discounts", lambda kind: any(each.active for each in kind.global_discounts))
    entry = next(each for each in kind.global_discounts if each.active)
    return Sale(kind=kind, lines=(_taxed_if_possible(grounds),), discount=entry)


def _global_charges(grounds: Grounds) -> Sale:
    kind = grounds.kind("siigo_probe.no_charges", lambda kind: any(each.active for each in kind.global_charges))
    entry = next(each for each in kind.global_charges if each.active)
    return Sale(kind=kind, lines=(_taxed_if_possible(grounds),), charge=entry)


def _advance_payment(grounds: Grounds) -> Sale:
    kind = grounds.kind("siigo_probe.no_advance", lambda kind: kind.advance_payment)
    return Sale(kind=kind, lines=(_sold(AMOUNT),), advance=PART)


def _taxed_if_possible(grounds: Grounds) -> Sold:
    """Without a tax, total and subtotal are one and `global_base` stays open."""
    vat = next((tax for tax in grounds.taxes if tax.type == "IVA" and tax.percentage > ZERO), None)
    return _sold(AMOUNT, vat) if vat else _sold(AMOUNT)


def _prices() -> Iterator[Decimal]:
    """At 5 % a whole-peso price that cannot be reached always has half a cent in it, so prices with cents follow."""
    yield from map(Decimal, range(17_000, 17_100))
    yield from (Decimal(cents).scaleb(-2) for cents in range(1_700_000, 1_701_000))


def _first_telling(sales: Iterator[Sale], switch: str) -> Sale:
    """The first in which the switch matters and a half cent does not. Raises CannotRun."""
    for sale in sales:
        totals = [_totals_by_rounding(sale, turned(Arithmetic(), {switch: value})) for value in values_of(switch)]
        if all(len(each) == 1 for each in totals) and len(set.union(*totals)) == len(totals):
            return sale
    raise CannotRun(say("siigo_probe.no_difference"))


def _totals_by_rounding(sale: Sale, arithmetic: Arithmetic) -> set[Decimal]:
    return {sale.total(turned(arithmetic, {"rounding": rounding})) for rounding in values_of("rounding")}


def _price_with_half(percentage: Decimal) -> Decimal | None:
    """The first price from 1.00 whose tax ends in half a cent that the two roundings treat differently."""
    for cents in range(100, 10_000):
        price = Decimal(cents).scaleb(-2)
        tax = price * percentage / HUNDRED
        if half_up(tax) != half_even(tax):
            return price
    return None


PROBES: Mapping[str, Question] = {
    "tax_base": Question(("tax_base",), _tax_base),
    "rounding": Question(("rounding",), _rounding),
    "taxed_price": Question(("taxed_price",), _taxed_price),
    "percentage_discount": Question(("percentage_discount",), _percentage_discount),
    "whole_pesos": Question(("whole_pesos",), _whole_pesos),
    "retefuente": Question(("retefuente",), _retefuente),
    "reteica": Question(("reteica",), _reteica),
    "autorretencion": Question(("autorretencion",), _autorretencion),
    "gift_tax": Question(("gift_tax",), _gift_tax),
    "global_discounts": Question(("global_discounts", "global_base"), _global_discounts),
    "global_charges": Question(("global_charges", "global_base"), _global_charges),
    "advance_payment": Question(("advance_payment",), _advance_payment),
}
"""In the order in which they are put: what an earlier answer shows holds for the later ones."""


def asked(name: str, grounds: Grounds, known: Arithmetic, settled: AbstractSet[str]) -> Probe:
    """One of PROBES for this company, by what is known of it so far. Raises CannotRun."""
    question = PROBES[name]
    probe = probe_of(question.sale(grounds), question.switches, known, settled)
    if not probe.can_tell:
        raise CannotRun(say("siigo_probe.no_difference"))
    return probe
