"""How Siigo computes a document's total, with every doubtful point behind a switch (siigo-api.md 13)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from typing import Any

from connector.model.money import CENT, HUNDRED, ZERO
from connector.sandbox.siigo.options import Options

ONE = Decimal(1)
THOUSAND = Decimal(1000)

ADDED = ("IVA", "Impoconsumo", "AdValorem")
"""Taxes that raise a line; Retefuente lowers it (13.3)."""


@dataclass(frozen=True, slots=True)
class TaxAmount:
    tax: Mapping[str, Any]
    base: Decimal
    value: Decimal


@dataclass(frozen=True, slots=True)
class LineAmount:
    discount: Decimal
    """Money off the line."""
    base: Decimal
    taxes: tuple[TaxAmount, ...]
    total: Decimal


@dataclass(frozen=True, slots=True)
class Totals:
    lines: tuple[LineAmount, ...]
    retentions: tuple[TaxAmount, ...]
    total: Decimal
    """What the payments must come to."""


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """The formula of one document type under one set of switches."""

    options: Options
    discount_type: str
    decimals: bool

    def totals(
        self,
        items: Sequence[Mapping[str, Any]],
        taxes: Mapping[int, Mapping[str, Any]],
        retentions: Sequence[Mapping[str, Any]] = (),
        global_discounts: Sequence[Mapping[str, Any]] = (),
    ) -> Totals:
        """13.1 line by line, then 13.3. Every tax id must stand in `taxes`."""
        lines = tuple(self._line(item, [taxes[tax["id"]] for tax in item.get("taxes", ())]) for item in items)
        kept = tuple(self._retention(taxes[entry["id"]], lines) for entry in retentions)
        total = sum((line.total for line in lines), ZERO)
        total -= sum((entry.value for entry in kept if entry.tax["type"] != "Autorretencion"), ZERO)
        if self.options.global_discount_mode == "subtract":
            total -= sum((self._global_discount(entry, total) for entry in global_discounts), ZERO)
        if not self.decimals and self.options.whole_peso_rounding == "sum":
            total = self._to(ONE, total)
        return Totals(lines, kept, total)

    def _to(self, step: Decimal, amount: Decimal) -> Decimal:
        return amount.quantize(step, rounding=ROUND_HALF_EVEN if self.options.half_even else ROUND_HALF_UP)

    def cents(self, amount: Decimal) -> Decimal:
        return self._to(CENT, amount)

    def _line(self, item: Mapping[str, Any], taxes: Sequence[Mapping[str, Any]]) -> LineAmount:
        line = self._taxed_price_line(item, taxes) if "taxed_price" in item else self._priced_line(item, taxes)
        if self.decimals or self.options.whole_peso_rounding != "line":
            return line
        return LineAmount(line.discount, line.base, line.taxes, self._to(ONE, line.total))

    def _priced_line(self, item: Mapping[str, Any], taxes: Sequence[Mapping[str, Any]]) -> LineAmount:
        if not item["price"] and "tax_base" in item:
            return self._gift(item, taxes)
        discount = self._discount(item, item["quantity"] * item["price"])
        return self._on_base(item["quantity"] * item["price"] - discount, discount, taxes)

    def _on_base(self, exact: Decimal, discount: Decimal, taxes: Sequence[Mapping[str, Any]]) -> LineAmount:
        base = self.cents(exact)
        taxed = exact if self.options.tax_base_rounding == "unrounded" else base
        amounts = tuple(TaxAmount(tax, base, self.cents(taxed * tax["percentage"] / HUNDRED)) for tax in taxes)
        if self.options.tax_base_rounding == "documented":
            return LineAmount(discount, base, amounts, base + sum((_signed(entry) for entry in amounts), ZERO))
        rate = sum((_sign(tax) * tax["percentage"] for tax in taxes), ZERO)
        return LineAmount(discount, base, amounts, self.cents(exact * (HUNDRED + rate) / HUNDRED))

    def _taxed_price_line(self, item: Mapping[str, Any], taxes: Sequence[Mapping[str, Any]]) -> LineAmount:
        """13.6: the price holds the added taxes; what is left over is the tax, or the tax is computed anew."""
        rate = sum((tax["percentage"] for tax in taxes if tax["type"] in ADDED), ZERO)
        before = item["quantity"] * item["taxed_price"] * HUNDRED / (HUNDRED + rate)
        discount = self._discount(item, before)
        exact = before - discount
        line = self._on_base(self.cents(exact), discount, taxes)
        if self.options.taxed_price_mode == "recompute":
            return line
        gross = self.cents(exact * (HUNDRED + rate) / HUNDRED)
        return _with_remainder(line, gross)

    def _discount(self, item: Mapping[str, Any], gross: Decimal) -> Decimal:
        discount: Decimal = item.get("discount", ZERO)
        return self.cents(gross * discount / HUNDRED) if self.discount_type == "Percentage" else discount

    def _gift(self, item: Mapping[str, Any], taxes: Sequence[Mapping[str, Any]]) -> LineAmount:
        """13.3: the customer pays the tax of a gift, or the company does."""
        base = self.cents(item["quantity"] * item["tax_base"])
        amounts = tuple(TaxAmount(tax, base, self.cents(base * tax["percentage"] / HUNDRED)) for tax in taxes)
        paid = sum((_signed(entry) for entry in amounts), ZERO) if item["taxpayer"] == "Customer" else ZERO
        return LineAmount(ZERO, ZERO, amounts, paid)

    def _retention(self, tax: Mapping[str, Any], lines: Sequence[LineAmount]) -> TaxAmount:
        """ReteIVA is a part of the VAT; ReteICA is per mille of the subtotal."""
        subtotal = sum((line.base for line in lines), ZERO)
        if tax["type"] == "ReteIVA":
            base = sum((entry.value for line in lines for entry in line.taxes if entry.tax["type"] == "IVA"), ZERO)
            return TaxAmount(tax, base, self.cents(base * tax["percentage"] / HUNDRED))
        parts = THOUSAND if tax["type"] == "ReteICA" else HUNDRED
        return TaxAmount(tax, subtotal, self.cents(subtotal * tax["percentage"] / parts))

    def _global_discount(self, entry: Mapping[str, Any], total: Decimal) -> Decimal:
        if "percentage" in entry:
            return self.cents(total * entry["percentage"] / HUNDRED)
        return Decimal(entry.get("value", ZERO))


def _sign(tax: Mapping[str, Any]) -> int:
    return 1 if tax["type"] in ADDED else -1


def _signed(entry: TaxAmount) -> Decimal:
    return _sign(entry.tax) * entry.value


def _with_remainder(line: LineAmount, gross: Decimal) -> LineAmount:
    """The last added tax takes what base and the other taxes leave of the gross amount."""
    added = [entry for entry in line.taxes if entry.tax["type"] in ADDED]
    if not added:
        return line
    rest = gross - line.base - sum((entry.value for entry in added[:-1]), ZERO)
    last = TaxAmount(added[-1].tax, line.base, rest)
    taxes = tuple(last if entry is added[-1] else entry for entry in line.taxes)
    return LineAmount(line.discount, line.base, taxes, line.base + sum((_signed(entry) for entry in taxes), ZERO))
