"""StockLedger and StockStore: what the inventory work needs of an accounting system and of a shop."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from connector.model.documents import Origin
from connector.model.stock import Change, Location, Placed, PriceChange, Product, Variant, Watched, Written
from connector.ports import Check


class StockLedger(Protocol):
    """An accounting system that tells balances. Offered by its package's `open_stock`; one that tells none has none."""

    company: str
    lists_changes: bool
    """Whether `page` can be asked; without, balances are asked code by code."""
    code_field: str
    """The field of a product's body that holds its code."""
    most_codes: int
    """Codes that one `by_code` takes: for each the system may need a call."""

    def page(self, cursor: str, *, since: datetime | None) -> tuple[Sequence[Product], str]:
        """One page of all products, or of those that changed (stock included) at `since` or later.

        `cursor` is "" for the first page, then what came with the page before; "" comes with the last. One call.
        Raises RemoteError; OrderHeld never.
        """

    def by_code(self, codes: Sequence[str]) -> Mapping[str, Product]:
        """These products as they are now, by code; one that does not exist is missing. Raises RemoteError."""

    def warehouses(self) -> Mapping[str, str]:
        """Name by id, as text. Raises RemoteError."""

    def compose(
        self, values: Mapping[str, object], *, origins: Mapping[str, Origin] | None = None
    ) -> Mapping[str, object]:
        """The body of a new product of these mapped values. Raises OrderHeld with every problem, RemoteError."""

    def create(self, body: Mapping[str, object]) -> Product:
        """Make the product; the one that has its code already is taken as it is. Calling it again is harmless.

        Raises OrderHeld for what the merchant can change, else RemoteError.
        """

    def watch(self, url: str) -> Watched:
        """See to it that the system posts stock changes to `url`: subscribe, switch on again, remove what is stale.

        Doing it again changes nothing more. Raises RemoteError.
        """


class StockStore(Protocol):
    """A shop whose stock can be read and written. Offered by its package's `open_stock`."""

    most_looked_at: int
    """Variants that one `look` takes."""
    has_locations: bool
    counts_when_written: bool
    """Whether writing a number makes the shop count what it did not count before; else `count` is asked first."""

    def locations(self) -> Sequence[Location]:
        """Every location, inactive ones too. Raises RemoteError."""

    def page(self, cursor: str, locations: Sequence[str]) -> tuple[Sequence[Variant], str]:
        """One page of every variant with its levels at these locations; cursors as in `StockLedger.page`.

        One call where the platform allows it. Raises RemoteError.
        """

    def look(self, variants: Sequence[Variant], locations: Sequence[str]) -> Mapping[str, Variant]:
        """These variants as they are now, by id; one that is gone is missing. Raises RemoteError."""

    def find(self, skus: Sequence[str], locations: Sequence[str]) -> Sequence[Variant]:
        """Every variant whose SKU is exactly one of these. Raises RemoteError."""

    def batches(self, changes: Sequence[Change]) -> Iterable[Sequence[Change]]:
        """The changes as `write` takes them: as few calls as the platform allows. Pure."""

    def write(self, changes: Sequence[Change], *, key: str, reference: str) -> Sequence[Written]:
        """Write one batch, never over a number that is not the one seen; one `Written` for each change.

        `key`: the same with the same changes again is carried out once, where the platform can promise that.
        `reference` names the run, for the shop's own history. Raises RemoteError: then look before writing again.
        """

    def check(self) -> Iterable[Check]:
        """What stock needs of the shop: credentials, permissions, settings; each looked at, none raised."""

    def count(self, variants: Sequence[Variant]) -> Mapping[str, str]:
        """Make the shop count the stock of these; by id why one could not be made so. Raises RemoteError."""

    def write_prices(self, changes: Sequence[PriceChange]) -> Mapping[str, str]:
        """Write prices; by variant id why one was refused. Doing it again changes nothing. Raises RemoteError."""

    def orders_since(self, moment: datetime, *, most: int) -> Sequence[Placed] | None:
        """The orders that were placed or changed then or later; None when there are more than `most`.

        Raises RemoteError.
        """
