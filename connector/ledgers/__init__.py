"""The accounting systems we know, each imported on first use. Adding one is a folder and a line here: see README.md."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from importlib import import_module
from typing import Any, Protocol, cast

import requests
from pydantic import BaseModel

from connector.errors import ConfigError
from connector.ledgers.probed import Probed
from connector.messages import say
from connector.model.documents import DocumentKind, Draft, GivenBack
from connector.model.order import Order
from connector.model.outbox import Parcel
from connector.model.schema import Schema
from connector.ports import ComposedOffline, Ledger, Outbox, Pace
from connector.stock_ports import StockLedger

SYSTEMS: Mapping[str, str] = {
    "siigo": "connector.ledgers.siigo",
    "siigo_legacy": "connector.ledgers.siigo_legacy",
    "siigo_pyme": "connector.ledgers.siigo_pyme",
}
"""By the word that stands in a connection file under `ledger: system:`."""


class LedgerModule(Protocol):
    """What the folder of an accounting system offers."""

    Settings: type[BaseModel]
    """The `ledger:` section of a connection file; refuses unknown fields."""
    SCHEMAS: Mapping[DocumentKind, Schema]
    """What may be mapped, readable without credentials."""

    def open_ledger(
        self,
        settings: Any,
        *,
        session: requests.Session,
        pace: Pace,
        now: Callable[[], datetime],
        outbox: Outbox | None,
    ) -> Ledger:
        """A ledger over checked settings. Makes no call yet.

        `outbox`: for documents that travel in batches; None where none will be made.
        """

    def compose_offline(
        self,
        settings: Any,
        kind: DocumentKind,
        draft: Draft,
        order: Order,
        *,
        tax_rates: Mapping[int, Decimal],
        today: date,
        marker: str,
    ) -> ComposedOffline:
        """What `explain` shows: without catalogues, `tax_rates` being all that is known of taxes (id -> per cent).

        Raises OrderHeld with every problem that can be seen so.
        """

    def compose_credit_note_offline(
        self,
        settings: Any,
        draft: Draft,
        order: Order,
        given_back: GivenBack,
        *,
        tax_rates: Mapping[int, Decimal],
        today: date,
        marker: str,
    ) -> ComposedOffline:
        """The same of a credit note."""


class ProbingModule(Protocol):
    """What the folder of an accounting system offers besides, where its arithmetic is in doubt."""

    def probe(
        self,
        settings: Any,
        *,
        session: requests.Session,
        pace: Pace,
        now: Callable[[], datetime],
        ids: Mapping[str, Iterable[object]],
    ) -> Iterator[Probed]:
        """Asks the company how it computes, making nothing there: each probe as it is answered.

        `ids`: what the connection names, by catalogue, as for `Ledger.check`. Every error is an answer. The switches
        that are shown are fields of the settings' `arithmetic`.
        """


class StockModule(Protocol):
    """What the folder of an accounting system offers besides, where it tells balances."""

    def open_stock(
        self, settings: Any, *, session: requests.Session, pace: Pace, now: Callable[[], datetime]
    ) -> StockLedger:
        """Its products and their balances, over checked settings. Makes no call yet."""


class BatchModule(Protocol):
    """What the folder of an accounting system offers besides, where documents travel in batches."""

    HEADINGS: Mapping[str, str]
    """What the system calls each field of a row, in the order of its table."""

    def rows_of(self, parcel: Parcel) -> Sequence[Mapping[str, object]]:
        """The rows of a document, numbered, as they go into its batch."""


def schemas_in(module: LedgerModule) -> dict[str, Schema]:
    """The fields of each section of a connection file; `product` where the system's products can be made."""
    schemas = {str(kind): schema for kind, schema in module.SCHEMAS.items()}
    product: Schema | None = getattr(module, "PRODUCT_SCHEMA", None)
    return schemas if product is None else {**schemas, "product": product}


def stock_module(system: str) -> StockModule | None:
    """None for a system that tells no balances. Raises ConfigError for one that we do not know."""
    module = ledger_module(system)
    return cast(StockModule, module) if hasattr(module, "open_stock") else None


def batch_module(system: str) -> BatchModule | None:
    """None for a system that takes each document by itself. Raises ConfigError for one that we do not know."""
    module = ledger_module(system)
    return cast(BatchModule, module) if hasattr(module, "rows_of") else None


def ledger_module(system: str) -> LedgerModule:
    """Raises ConfigError for a system that we do not know, naming those that we do."""
    if system not in SYSTEMS:
        raise ConfigError([say("ledgers.unknown_system", found=system, known=", ".join(sorted(SYSTEMS)))])
    return cast(LedgerModule, import_module(SYSTEMS[system]))


def probing_module(system: str) -> ProbingModule | None:
    """None for a system that has no probes. Raises ConfigError for one that we do not know."""
    module = ledger_module(system)
    return cast(ProbingModule, module) if hasattr(module, "probe") else None
