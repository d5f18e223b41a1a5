"""Each switch of the ledger's arithmetic, and the emulator's option that stands for the same doubt."""

from dataclasses import replace
from typing import Any, get_args

from connector.ledgers.siigo.arithmetic import Arithmetic
from connector.sandbox.siigo import Options

OPTIONS: dict[str, tuple[str, dict[str, Any]]] = {
    "rounding": ("half_even", {"half_up": False, "half_even": True}),
    "tax_base": ("tax_base_rounding", {"rounded": "documented", "unrounded": "unrounded"}),
    "taxed_price": ("taxed_price_mode", {"remainder": "remainder", "recomputed": "recompute"}),
    "percentage_discount": ("percentage_discount_rounding", {"rounded": "cents", "unrounded": "none"}),
    "whole_pesos": ("whole_peso_rounding", {"sum": "sum", "line": "line", "off": "off"}),
    "retefuente": ("retefuente_mode", {"subtracted": "subtract", "ignored": "ignore"}),
    "reteica": ("reteica_unit", {"per_mille": "per_mille", "per_cent": "per_cent"}),
    "autorretencion": ("self_withholding_mode", {"ignored": "ignore", "subtracted": "subtract"}),
    "gift_tax": ("gift_tax_mode", {"added": "add", "ignored": "ignore"}),
    "global_discounts": ("global_discount_mode", {"subtracted": "subtract", "ignored": "ignore"}),
    "global_charges": ("global_charge_mode", {"added": "add", "ignored": "ignore"}),
    "global_base": ("global_base", {"total": "total", "subtotal": "subtotal"}),
    "advance_payment": ("advance_mode", {"ignored": "ignore", "subtracted": "subtract"}),
}

POSITIONS = [(switch, value) for switch, (_, values) in OPTIONS.items() for value in values]
"""Every switch in every position."""

FLIPPED = [(switch, value) for switch, value in POSITIONS if getattr(Arithmetic(), switch) != value]
"""Every switch in every position that is not its default."""


def values_of(switch: str) -> tuple[str, ...]:
    return get_args(Arithmetic.model_fields[switch].annotation)


def options_of(arithmetic: Arithmetic, **more: Any) -> Options:
    """An emulator that computes as these switches say."""
    chosen = {name: values[getattr(arithmetic, switch)] for switch, (name, values) in OPTIONS.items()}
    return replace(Options(), **chosen, **more)
