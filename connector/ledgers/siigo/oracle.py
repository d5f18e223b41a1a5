"""An invoice that Siigo must refuse, and what the total in its refusal tells of its arithmetic. Pure.

No such invoice is ever made: its payments are PAID, which is the total under no hypothesis, so Siigo computes and
refuses (siigo-api.md 13.7).
"""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from decimal import Decimal
from itertools import product
from typing import get_args

from connector.ledgers.siigo.amounts import Formula, Item, Rate
from connector.ledgers.siigo.arithmetic import Arithmetic
from connector.ledgers.siigo.facts import DocumentType, Entry, TaxType
from connector.ledgers.values import Fields
from connector.model.money import ZERO

PAID = Decimal(1)
"""Whole, for document types without decimals."""

LEAST = Decimal(50)
"""No hypothesis may come to less: the payments must be wrong whatever Siigo does."""

SHARE = Decimal(10)
"""Per cent of a global discount or charge."""


@dataclass(frozen=True, slots=True)
class Sold:
    """One line."""

    item: Item
    taxes: tuple[TaxType, ...] = ()

    def body(self, code: str) -> Fields:
        item = self.item
        body: Fields = {"code": code, "quantity": item.quantity}
        body |= {"price": item.price} if item.taxed_price is None else {"taxed_price": item.taxed_price}
        if item.discount:
            body["discount"] = item.discount.amount
        if item.gift_taxpayer:
            body |= {"tax_base": item.gift_base, "taxpayer": item.gift_taxpayer}
        if self.taxes:
            body["taxes"] = [{"id": tax.id} for tax in self.taxes]
        return body


@dataclass(frozen=True, slots=True, kw_only=True)
class Sale:
    """What is sold, and what is added or taken off after the lines."""

    kind: DocumentType
    lines: tuple[Sold, ...]
    retention: TaxType | None = None
    discount: Entry | None = None
    charge: Entry | None = None
    advance: Decimal = ZERO

    def header(self) -> Fields:
        """The fields of the body that change amounts, beside items and payments."""
        header: Fields = {}
        if self.retention:
            header["retentions"] = [{"id": self.retention.id}]
        if self.discount:
            header["global_discounts"] = [{"id": self.discount.id, "percentage": SHARE}]
        if self.charge:
            header["global_charges"] = [{"id": self.charge.id, "percentage": SHARE}]
        if self.advance:
            header["advance_payment"] = self.advance
        return header

    def total(self, arithmetic: Arithmetic) -> Decimal:
        """What Siigo's refusal names if it computes so."""
        formula = Formula(arithmetic=arithmetic, has_decimals=self.kind.decimals)
        lines = [formula.line(sold.item) for sold in self.lines]
        base = sum((line.gross if arithmetic.global_base == "total" else line.base for line in lines), ZERO)
        share = formula.share(base, percentage=SHARE, value=None)
        return formula.document(
            lines,
            retentions=[rate_of(self.retention)] if self.retention else (),
            discounts=share if self.discount else ZERO,
            charges=share if self.charge else ZERO,
            advance=self.advance,
        ).total


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """Switches in certain positions, and the total that they make."""

    switches: Mapping[str, str]
    total: Decimal


@dataclass(frozen=True, slots=True)
class Probe:
    """A sale to be refused. Raises ValueError for one that Siigo might accept."""

    sale: Sale
    hypotheses: tuple[Hypothesis, ...]

    def __post_init__(self) -> None:
        if any(each.total < LEAST for each in self.hypotheses):
            raise ValueError("a probe must not be payable")

    def shown_by(self, total: Decimal) -> Mapping[str, str]:
        """The switches that all hypotheses with this total have in common; empty when none has it."""
        fitting = [each.switches for each in self.hypotheses if each.total == total]
        first = fitting[0] if fitting else {}
        return {name: value for name, value in first.items() if all(each[name] == value for each in fitting)}

    @property
    def can_tell(self) -> bool:
        """Whether any answer would show anything."""
        return any(self.shown_by(each.total) for each in self.hypotheses)


def probe_of(sale: Sale, switches: Sequence[str], known: Arithmetic, settled: AbstractSet[str]) -> Probe:
    """Every position of these switches, the others as `known`; what is `settled` by an earlier answer stays."""
    open_ = [switch for switch in switches if switch not in settled]
    positions = [dict(zip(open_, values, strict=True)) for values in product(*map(values_of, open_))]
    return Probe(sale, tuple(Hypothesis(each, sale.total(turned(known, each))) for each in positions))


def turned(arithmetic: Arithmetic, switches: Mapping[str, str]) -> Arithmetic:
    """With these switches in these positions, and shown."""
    return Arithmetic.model_validate({**arithmetic.model_dump(exclude_unset=True), **switches})


def values_of(switch: str) -> tuple[str, ...]:
    """The positions of a switch."""
    return get_args(Arithmetic.model_fields[switch].annotation)


def rate_of(tax: TaxType) -> Rate:
    return Rate(type=tax.type, percentage=tax.percentage)
