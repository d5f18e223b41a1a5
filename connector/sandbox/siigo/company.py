"""One company's books in memory: catalogues, customers, products, documents. Whoever reads or writes holds its lock."""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from threading import RLock
from typing import Any, Literal
from uuid import uuid4

from connector.sandbox.clock import bogota_date, timestamp
from connector.sandbox.siigo import catalogue
from connector.sandbox.siigo.options import Options, StampError

Body = dict[str, Any]
Resource = Literal["invoices", "credit-notes", "vouchers"]


@dataclass(slots=True)
class Record:
    """A customer, product or webhook: the answer of its GET, and what the answer does not show."""

    answer: Body
    created: datetime
    touched: datetime
    """Moves with every change, and for a product with every stock movement (siigo-api.md 7)."""
    movements: int = 0


@dataclass(slots=True)
class Stamp:
    """One document's way through DIAN. `polls` counts the GETs since it was sent."""

    sent_at: datetime
    polls: int = 0
    errors: tuple[StampError, ...] = ()
    accepted: bool | None = None
    """None until DIAN has answered."""
    held: bool = False
    """Neither polls nor time bring an answer: an operator of the sandbox said so."""


@dataclass(frozen=True, slots=True)
class Move:
    """Stock that a document took out (negative) or put back."""

    product: str
    warehouse: int
    quantity: Decimal


@dataclass(slots=True)
class Due:
    """An instalment that waits for money."""

    prefix: str
    consecutive: int
    quote: int
    date: date
    balance: Decimal


@dataclass(slots=True)
class Paper:
    """An invoice, credit note or voucher."""

    answer: Body
    type: Body
    created: datetime
    touched: datetime
    key: str = ""
    moves: tuple[Move, ...] = ()
    dues: list[Due] = field(default_factory=list)
    stamp: Stamp | None = None
    related: list[str] = field(default_factory=list)
    """Names of the notes and receipts that hang on an invoice."""

    @property
    def id(self) -> str:
        return str(self.answer["id"])

    @property
    def electronic(self) -> bool:
        return bool(self.type["electronic_type"] != "NoElectronic")


@dataclass(slots=True)
class Settings:
    """What a person sets in Siigo's web pages."""

    lock_date: date | None = None
    """Documents dated up to this day are refused."""
    warehouses: bool = True
    currencies: frozenset[str] = frozenset()
    """Foreign currencies that are configured."""


@dataclass(slots=True)
class Plan:
    """Electronic documents bought."""

    purchased: int = 100_000
    used: int = 0


class Company:
    """All that one company holds."""

    def __init__(self, name: str, options: Options) -> None:
        self.name = name
        self.username = name
        self.options = options
        self.lock = RLock()
        self.settings = Settings()
        self.plan = Plan()
        self.document_types = catalogue.document_types()
        self.payment_types = catalogue.payment_types()
        self.taxes = catalogue.taxes()
        self.users = catalogue.users()
        self.warehouses = catalogue.warehouses()
        self.cost_centers = catalogue.cost_centers()
        self.price_lists = catalogue.price_lists()
        self.account_groups = catalogue.account_groups()
        self.fixed_assets = catalogue.fixed_assets()
        self.customers: dict[str, Record] = {}
        self.customer_ids: dict[tuple[str, int], str] = {}
        self.products: dict[str, Record] = {}
        self.product_ids: dict[str, str] = {}
        self.webhooks: dict[str, Record] = {}
        self.papers: dict[Resource, dict[str, Paper]] = {"invoices": {}, "credit-notes": {}, "vouchers": {}}
        self.numbers: dict[int, set[int]] = {}
        self.keys: dict[tuple[Resource, str], str] = {}
        self.burnt: set[tuple[Resource, str]] = set()
        self.in_flight: set[tuple[Resource, str | bytes]] = set()
        self.calls: deque[datetime] = deque()
        self.stamp_results: deque[tuple[StampError, ...] | None] = deque()
        """DIAN's next answers: errors, none for accepted, or None for no answer at all."""
        self.changes: list[tuple[str, Record]] = []
        """Products whose webhooks have not been sent yet, with their topic."""

    def now(self) -> datetime:
        return self.options.clock()

    def today(self) -> date:
        return bogota_date(self.now())

    def customer(self, party: Body) -> Record | None:
        id_ = self.customer_ids.get((party["identification"], party.get("branch_office", 0)))
        return self.customers[id_] if id_ else None

    def product(self, code: str) -> Record | None:
        id_ = self.product_ids.get(code)
        return self.products[id_] if id_ else None

    def first_warehouse(self) -> int:
        """Where stock moves that names no warehouse; 0 where there is none."""
        return next((id_ for id_, entry in self.warehouses.items() if entry["active"]), 0)

    def electronic_kind(self, type_: Body) -> bool:
        return bool(type_["electronic_type"] != "NoElectronic")

    def next_number(self, type_: Body) -> int:
        """The consecutive of an automatic type, past every number that is taken."""
        taken = self.numbers.setdefault(type_["id"], set())
        number = int(type_["consecutive"])
        while number in taken:
            number += 1
        return number

    def take_number(self, type_: Body, number: int) -> None:
        self.numbers.setdefault(type_["id"], set()).add(number)
        type_["consecutive"] = max(int(type_["consecutive"]), number + 1)

    def move_stock(self, moves: Iterable[Move], sign: int = 1) -> None:
        """Carry stock in or out; `sign` -1 undoes it."""
        now = self.now()
        for move in moves:
            product = self.products.get(move.product)
            if product is not None:
                self._move(product, move.warehouse, sign * move.quantity, now)

    def _move(self, product: Record, warehouse: int, quantity: Decimal, now: datetime) -> None:
        answer = product.answer
        answer["available_quantity"] += quantity
        for entry in answer["warehouses"]:
            if entry["id"] == warehouse:
                entry["quantity"] += quantity
        answer["metadata"]["stock_updated"] = timestamp(now)
        product.touched = now
        self.changes.append(("public.siigoapi.products.stock.update", product))


def new_id() -> str:
    return str(uuid4())
