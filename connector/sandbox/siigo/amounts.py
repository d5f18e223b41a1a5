"""How Siigo computes a document's total, with every doubtful point behind a switch (siigo-api.md 13)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
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


@dataclass(frozen=True, slots=True, kw_only=True)
class LineAmount:
    discount: Decimal = ZERO
    """Money off the line."""
    base: Decimal
    taxes: tuple[TaxAmount, ...]
    total: Decimal
    withheld: Decimal = ZERO
    """What a Retefuente took off the total."""
    is_free: bool = False
    """A gift whose tax the customer does not pay."""

    @property
    def gross(self) -> Decimal:
        return self.total + self.withheld


@dataclass(frozen=True, slots=True)
class Totals:
    lines: tuple[LineAmount, ...]
    retentions: tuple[TaxAmount, ...]
    total: Decimal
    """What the payments must come to."""
    owed: Decimal
    """The same before an advance."""


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
        global_charges: Sequence[Mapping[str, Any]] = (),
        advance: Decimal = ZERO,
    ) -> Totals:
        """13.1 line by line, then 13.3. Every tax id must stand in `taxes`."""
        lines = tuple(self._line(item, [taxes[tax["id"]] for tax in item.get("taxes", ())]) for item in items)
        kept = tuple(self._retention(taxes[entry["id"]], lines) for entry in retentions)
        owed = sum((line.total for line in lines), ZERO)
        owed -= sum((entry.value for entry in kept if self._is_kept_back(entry)), ZERO)
        if self.options.global_discount_mode == "subtract":
            owed -= self._globals(global_discounts, lines)
        if self.options.global_charge_mode == "add":
            owed += self._globals(global_charges, lines)
        total = owed - advance if self.options.advance_mode == "subtract" else owed
        return Totals(lines, kept, self._whole(total), self._whole(owed))

    def _whole(self, total: Decimal) -> Decimal:
        is_whole = not self.decimals and self.options.whole_peso_rounding == "sum"
        return self._to(ONE, total) if is_whole else total

    def _to(self, step: Decimal, amount: Decimal) -> Decimal:
        return amount.quantize(step, rounding=ROUND_HALF_EVEN if self.options.half_even else ROUND_HALF_UP)

    def cents(self, amount: Decimal) -> Decimal:
        return self._to(CENT, amount)

    def _line(self, item: Mapping[str, Any], taxes: Sequence[Mapping[str, Any]]) -> LineAmount:
        line = self._taxed_price_line(item, taxes) if "taxed_price" in item else self._priced_line(item, taxes)
        if self.decimals or self.options.whole_peso_rounding != "line":
            return line
        return replace(line, total=self._to(ONE, line.total))

    def _priced_line(self, item: Mapping[str, Any], taxes: Sequence[Mapping[str, Any]]) -> LineAmount:
        if not item["price"] and "tax_base" in item:
            return self._gift(item, taxes)
        discount = self._discount(item, item["quantity"] * item["price"])
        return self._on_base(item["quantity"] * item["price"] - discount, discount, taxes)

    def _on_base(self, exact: Decimal, discount: Decimal, taxes: Sequence[Mapping[str, Any]]) -> LineAmount:
        base = self.cents(exact)
        unrounded = self.options.tax_base_rounding == "unrounded"
        amounts = self._tax_amounts(exact if unrounded else base, base, taxes)
        gross = self._at_once(exact, taxes) if unrounded else base + _added(amounts)
        return self._summed(base, discount, amounts, gross)

    def _tax_amounts(self, taxed: Decimal, base: Decimal, taxes: Sequence[Mapping[str, Any]]) -> tuple[TaxAmount, ...]:
        return tuple(TaxAmount(tax, base, self.cents(taxed * tax["percentage"] / HUNDRED)) for tax in taxes)

    def _at_once(self, exact: Decimal, taxes: Sequence[Mapping[str, Any]]) -> Decimal:
        """13.5: Round(base × quantity × 1.19, 2), as one client says."""
        rate = sum((tax["percentage"] for tax in taxes if tax["type"] in ADDED), ZERO)
        return self.cents(exact * (HUNDRED + rate) / HUNDRED)

    def _summed(self, base: Decimal, discount: Decimal, amounts: tuple[TaxAmount, ...], gross: Decimal) -> LineAmount:
        held = sum((entry.value for entry in amounts if entry.tax["type"] not in ADDED), ZERO)
        if self.options.retefuente_mode == "ignore":
            held = ZERO
        return LineAmount(discount=discount, base=base, taxes=amounts, total=gross - held, withheld=held)

    def _taxed_price_line(self, item: Mapping[str, Any], taxes: Sequence[Mapping[str, Any]]) -> LineAmount:
        """13.6: the price holds the VAT; what is left over is the VAT, or it is computed anew. Others are added."""
        rate = sum((tax["percentage"] for tax in taxes if tax["type"] == "IVA"), ZERO)
        before = self.cents(item["quantity"] * item["taxed_price"]) * HUNDRED / (HUNDRED + rate)
        discount = self._discount(item, before)
        exact = before - discount
        line = self._on_base(exact, discount, taxes)
        if self.options.taxed_price_mode == "recompute":
            return line
        rest = self.cents(exact * (HUNDRED + rate) / HUNDRED) - line.base
        amounts = tuple(
            TaxAmount(entry.tax, entry.base, rest) if entry.tax["type"] == "IVA" else entry for entry in line.taxes
        )
        without_vat = ZERO if any(entry.tax["type"] == "IVA" for entry in amounts) else rest
        return self._summed(line.base, discount, amounts, line.base + _added(amounts) + without_vat)

    def _discount(self, item: Mapping[str, Any], gross: Decimal) -> Decimal:
        discount: Decimal = item.get("discount", ZERO)
        if self.discount_type != "Percentage":
            return discount
        off = gross * discount / HUNDRED
        return self.cents(off) if self.options.percentage_discount_rounding == "cents" else off

    def _gift(self, item: Mapping[str, Any], taxes: Sequence[Mapping[str, Any]]) -> LineAmount:
        """13.3: the customer pays the tax of a gift, or the company does. Nothing is withheld of what costs nothing."""
        base = self.cents(item["quantity"] * item["tax_base"])
        amounts = self._tax_amounts(base, base, taxes)
        is_free = item["taxpayer"] != "Customer" or self.options.gift_tax_mode == "ignore"
        return LineAmount(base=ZERO, taxes=amounts, total=ZERO if is_free else _added(amounts), is_free=is_free)

    def _retention(self, tax: Mapping[str, Any], lines: Sequence[LineAmount]) -> TaxAmount:
        """ReteIVA is a part of the VAT; ReteICA is per mille of the subtotal."""
        if tax["type"] == "ReteIVA":
            entries = [entry for line in lines if not line.is_free for entry in line.taxes]
            base = sum((entry.value for entry in entries if entry.tax["type"] == "IVA"), ZERO)
            return TaxAmount(tax, base, self.cents(base * tax["percentage"] / HUNDRED))
        base = sum((line.base for line in lines), ZERO)
        is_per_mille = tax["type"] == "ReteICA" and self.options.reteica_unit == "per_mille"
        return TaxAmount(tax, base, self.cents(base * tax["percentage"] / (THOUSAND if is_per_mille else HUNDRED)))

    def _is_kept_back(self, entry: TaxAmount) -> bool:
        return entry.tax["type"] != "Autorretencion" or self.options.self_withholding_mode == "subtract"

    def _globals(self, entries: Sequence[Mapping[str, Any]], lines: Sequence[LineAmount]) -> Decimal:
        """Each by its percentage, which wins over a value (12.1)."""
        of_total = self.options.global_base == "total"
        base = sum((line.gross if of_total else line.base for line in lines), ZERO)
        return sum(
            (
                self.cents(base * entry["percentage"] / HUNDRED) if "percentage" in entry else entry.get("value", ZERO)
                for entry in entries
            ),
            ZERO,
        )


def _added(entries: Sequence[TaxAmount]) -> Decimal:
    return sum((entry.value for entry in entries if entry.tax["type"] in ADDED), ZERO)
