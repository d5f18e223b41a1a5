"""The emulator's switches: every point where Siigo's behaviour is unknown or known to vary (siigo-api.md 21 and 23)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Any, Literal

from connector.sandbox.clock import system_clock

StampError = tuple[str, str]
"""DIAN's code and message: ("FAJ43b", "Nombre del adquiriente no informado")."""


def accept_everything(_document: Mapping[str, Any]) -> tuple[StampError, ...]:
    """DIAN on a good day."""
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How this emulated Siigo behaves. The defaults are those of siigo-api.md 21 and 23."""

    rate_per_minute: int | None = 100
    """Requests in any 60 s for each company; 10 is the test company, None never refuses."""
    retry_after: bool = False
    """Whether a 429 carries the header Retry-After."""
    auth_status: Literal[200, 201] = 200
    token_seconds: int = 86400
    companies: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Username -> company, for API users that share a company; any other username is its own company."""

    half_even: bool = False
    """Round half to even instead of half up."""
    tax_base_rounding: Literal["documented", "unrounded"] = "documented"
    whole_peso_rounding: Literal["sum", "line", "off"] = "sum"
    """What a document type with `decimals: false` does with its total."""
    decimals_refused: bool = False
    """Whether such a document type refuses prices and payments with decimals (`document_settings`)."""
    taxed_price_mode: Literal["remainder", "recompute"] = "remainder"
    percentage_discount_rounding: Literal["cents", "none"] = "cents"
    """What is rounded of a discount in per cent before it is taken off."""
    retefuente_mode: Literal["subtract", "ignore"] = "subtract"
    """What a Retefuente among a line's taxes does to the total."""
    reteica_unit: Literal["per_mille", "per_cent"] = "per_mille"
    self_withholding_mode: Literal["ignore", "subtract"] = "ignore"
    """What an Autorretencion does to the total."""
    gift_tax_mode: Literal["add", "ignore"] = "add"
    """Whether the customer who is a gift's taxpayer pays its tax within the total."""
    global_discount_mode: Literal["subtract", "ignore"] = "subtract"
    global_charge_mode: Literal["add", "ignore"] = "add"
    global_base: Literal["total", "subtotal"] = "total"
    """What the per cent of a global discount or charge is taken of: the lines with their taxes, or without."""
    advance_mode: Literal["ignore", "subtract"] = "ignore"
    """What an advance does to the total."""

    conflict_status: Literal[400, 409] = 400
    """Status of `already_exists` and of a change that the document's state forbids."""
    lenient_bodies: bool = False
    """Accept Python's way of writing a dictionary as if it were JSON."""
    users_list: Literal["page", "array"] = "page"
    webhooks_list: Literal["array", "page"] = "array"
    webhooks_put: Literal["both", "collection", "id"] = "both"
    """The paths at which a webhook can be changed."""
    quantity_as_text: bool = False
    """Whether the quantities of `warehouses` come as text."""
    annul_answer: Literal["deleted", "Annul"] = "deleted"
    smallest_page: int = 1
    """A smaller `page_size` is ignored; the shared test company was seen to answer 10."""
    any_product: bool = False
    """Create unknown product codes as active products when an invoice uses them."""

    stamp_after_polls: int | None = 2
    """The GET of a sent document that first shows DIAN's answer; 0: at once; None: no number of polls does it."""
    stamp_seconds: float | None = None
    """Seconds after which DIAN has answered, whatever the polls."""
    dian: Callable[[Mapping[str, Any]], tuple[StampError, ...]] = accept_everything
    """DIAN's errors for a document; empty accepts it."""

    deliver_webhooks: bool = False
    """POST stock changes to the webhooks whose URL is on this machine."""
    clock: Callable[[], datetime] = system_clock
