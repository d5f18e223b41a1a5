"""The emulator's switches: every point where the bridge's behaviour is not published (seed 003)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from connector.sandbox.clock import system_clock


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How this emulated bridge behaves. The defaults are the published table's; where it is silent, the stricter."""

    api_keys: frozenset[str] | None = None
    """The keys that may enter; None: any but `wrong`."""
    connections: frozenset[str] | None = None
    """The ids that the bridge knows; None: any."""
    rate_per_minute: int | None = None
    """Requests in any 60 s for each key; None never refuses."""
    retry_after: bool = False
    """Whether a 429 carries the header Retry-After."""
    body_limit: int | None = None
    """Bytes; a larger body is a 413. The server itself takes 8 MiB."""
    rows_limit: int | None = None
    """Rows in one request; more are a 413."""

    params_mandatory: bool = True
    """Whether `basic_invoice` and `modify_documents` must be there, as the table says and its example does not."""
    year_must_match: bool = True
    """Whether rows must be of the year in `params`; in the example they are not."""
    must_balance: bool = True
    """Whether a document's debits must equal its credits; the example's one row has no counterpart."""
    all_or_nothing: bool = False
    """Whether one wrong document keeps the others of its request out."""
    refused_status: Literal[200, 422] = 200
    """Status when no document of a request was inserted because of its rows."""
    vat_strict: bool = False
    """Whether VAT must agree with its percentage to the cent instead of within one peso."""

    accounts: frozenset[int] | None = None
    """The accounts that exist; None: any of 4 to 10 digits."""
    nits: frozenset[int] | None = None
    """The third parties that exist; None: any."""
    closed_until: date | None = None
    """The last day of the last closed period."""
    clock: Callable[[], datetime] = system_clock
