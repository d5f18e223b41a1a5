"""The points of Siigo's arithmetic that nobody has settled, each a named switch with what is known about it. Pure.

The defaults are those of siigo-api.md 13 and 23. A company that has shown how it behaves gets its switches in its
connection file, `ledger: arithmetic:`, by hand or by `connector doctor --probe`; what stands there counts as shown.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from pydantic import BaseModel, ConfigDict

Confidence = Literal["documented", "observed", "seen in code", "inferred", "contradictory", "unknown"]


class Arithmetic(BaseModel):
    """How one company's Siigo computes."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    rounding: Literal["half_up", "half_even"] = "half_up"
    """Of a half cent."""
    tax_base: Literal["rounded", "unrounded"] = "rounded"
    """Whether a line's taxes are computed from its base in cents, or from all its decimals."""
    taxed_price: Literal["remainder", "recomputed"] = "remainder"
    """Whether the tax in a price with VAT is what the base leaves of it, or computed anew from the base."""
    percentage_discount: Literal["rounded", "unrounded"] = "rounded"
    """Whether a discount in per cent is cut to cents before it is taken off."""
    whole_pesos: Literal["sum", "line", "off"] = "sum"
    """What a document type without decimals rounds to whole pesos: the document's total, each line, or nothing."""
    retefuente: Literal["subtracted", "ignored"] = "subtracted"
    """Whether a Retefuente among a line's taxes lowers what the payments must come to."""
    reteica: Literal["per_mille", "per_cent"] = "per_mille"
    """The unit in which Siigo keeps the rate of a ReteICA."""
    autorretencion: Literal["ignored", "subtracted"] = "ignored"
    gift_tax: Literal["added", "ignored"] = "added"
    """Whether the VAT of a gift whose taxpayer is the customer is part of the total."""
    global_discounts: Literal["subtracted", "ignored"] = "subtracted"
    global_charges: Literal["added", "ignored"] = "added"
    global_base: Literal["total", "subtotal"] = "total"
    """What the per cent of a global discount or charge is of: the lines with their taxes, or without."""
    advance_payment: Literal["ignored", "subtracted"] = "ignored"
    """Whether an advance lowers what the payments must come to."""

    def is_shown(self, switch: str) -> bool:
        """Whether the company has shown it: it stands in the connection file."""
        return switch in self.model_fields_set


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a switch's default."""

    confidence: Confidence
    source: str
    """Section of siigo-api.md."""


KNOWN: Mapping[str, Known] = {
    "rounding": Known("inferred", "13.1"),
    "tax_base": Known("documented", "13.1"),
    "taxed_price": Known("inferred", "13.6"),
    "percentage_discount": Known("inferred", "13.2"),
    "whole_pesos": Known("seen in code", "13.4"),
    "retefuente": Known("observed", "13.3"),
    "reteica": Known("seen in code", "9"),
    "autorretencion": Known("seen in code", "13.3"),
    "gift_tax": Known("seen in code", "13.3"),
    "global_discounts": Known("contradictory", "13.3"),
    "global_charges": Known("unknown", "12.1"),
    "global_base": Known("unknown", "13.3"),
    "advance_payment": Known("unknown", "13.3"),
}
"""By the name of the switch."""
