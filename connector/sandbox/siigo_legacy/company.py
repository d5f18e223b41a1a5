"""One company's books in memory. Whoever reads or writes holds its lock."""

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from threading import RLock

from connector.model.money import ZERO
from connector.sandbox.siigo_legacy import catalogue
from connector.sandbox.siigo_legacy.fields import Body
from connector.sandbox.siigo_legacy.options import Options


@dataclass(slots=True)
class Due:
    """A quote of an invoice that waits for money."""

    quote: int
    day: str
    balance: Decimal


@dataclass(slots=True)
class Paper:
    """An invoice or a receipt as it was saved, and what the answer does not show."""

    answer: Body
    name: str
    """`FV-1-22`."""
    dues: list[Due] = field(default_factory=list)

    @property
    def id(self) -> int:
        return int(self.answer["Header"]["Id"])

    @property
    def balance(self) -> Decimal:
        return sum((due.balance for due in self.dues), ZERO)


class Company:
    """All that one company holds."""

    def __init__(self, name: str, options: Options) -> None:
        self.name = name
        self.options = options
        self.lock = RLock()
        self.document_types = catalogue.document_types()
        self.users = catalogue.users()
        self.taxes = catalogue.taxes()
        self.payment_means = catalogue.payment_means()
        self.warehouses = catalogue.warehouses()
        self.cost_centers = catalogue.cost_centers()
        self.account_groups = catalogue.account_groups()
        self.price_lists = catalogue.price_lists()
        self.accounts: dict[int, Body] = {}
        self.contacts: dict[int, Body] = {}
        self.charges: dict[int, Body] = {}
        self.products: dict[int, Body] = {}
        self.stock: dict[tuple[str, str], Decimal] = {}
        """By product code and warehouse code."""
        self.moved: set[str] = set()
        """Codes of products that a document used."""
        self.invoices: dict[int, Paper] = {}
        self.vouchers: dict[int, Paper] = {}
        self.numbers: dict[int, set[int]] = {}
        self.calls: deque[datetime] = deque()
        self._last_id = 1000

    def now(self) -> datetime:
        return self.options.clock()

    def new_id(self) -> int:
        self._last_id += 1
        return self._last_id

    def account(self, identification: str, branch: int) -> Body | None:
        return next(
            (
                row
                for row in self.accounts.values()
                if row["Identification"] == identification and row["BranchOffice"] == branch
            ),
            None,
        )

    def product(self, code: str) -> Body | None:
        return next((row for row in self.products.values() if row["Code"] == code), None)

    def invoice_named(self, name: str) -> Paper | None:
        return next((paper for paper in self.invoices.values() if paper.name == name), None)

    def next_number(self, type_id: int) -> int:
        """Past every number that is taken."""
        return max(self.numbers.get(type_id, ()), default=0) + 1

    def take_number(self, type_id: int, number: int) -> None:
        self.numbers.setdefault(type_id, set()).add(number)

    def move_stock(self, code: str, warehouse: str, quantity: Decimal) -> None:
        self.stock[code, warehouse] = self.stock.get((code, warehouse), ZERO) + quantity
