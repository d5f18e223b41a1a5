"""The emulator's switches: every point that seed 000 leaves open."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from connector.sandbox.clock import system_clock

PRINTED_BASIC = "U2lpZ29XZWI6QUJBMDhCNkEtQjU2Qy00MEE1LTkwQ0YtN0MxRTU0ODkxQjYx"
"""What seed 000 prints after `Basic`; the same for every customer of Siigo."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How this emulated Siigo Nube behaves. The defaults are the strict ones."""

    page_size: int = 10
    """Rows of one page of a list."""
    after_last_page: Literal["empty", "204", "404"] = "empty"
    """What follows the last page: an empty array, or what some clients were seen to stop at."""
    newest_first: bool = False
    """The order of Invoice/GetAll and Voucher/GetAll."""
    lenient: bool = False
    """Drop fields that the tables do not have instead of refusing them."""
    reteica: Literal["per_mille", "percent"] = "per_mille"
    """What the percentage of a ReteICA counts (siigo-api.md 9)."""
    any_product: bool = False
    """Create unknown product codes as active products without stock when an invoice uses them."""
    errors: Literal["list", "object", "text"] = "list"
    """The shape of an error body."""
    basic: str = PRINTED_BASIC
    subscription_key: str = ""
    """When given, every call must carry it as Ocp-Apim-Subscription-Key."""
    token_seconds: int = 3600
    rate_per_minute: int | None = None
    """Requests in any 60 s for each company; None never refuses."""
    clock: Callable[[], datetime] = system_clock
