"""Everything the emulator remembers, in memory: companies, tokens, faults, counted calls."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Lock
from uuid import uuid4

from connector.sandbox.siigo import catalogue, customers, products
from connector.sandbox.siigo.company import Body, Company
from connector.sandbox.siigo.faults import Fault
from connector.sandbox.siigo.options import Options

WRONG_KEY = "wrong"
"""The one access_key that is refused."""

Seed = Callable[[Company], object]


class State:
    """Safe to share between threads: its own lock here, one lock a company there."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.reset()

    def reset(self) -> None:
        """Forget everything, tokens too."""
        self.companies: dict[str, Company] = {}
        self.faults: list[Fault] = []
        self.calls: dict[str, Counter[str]] = {}
        self._tokens: dict[str, tuple[str, datetime]] = {}
        self._seeds: list[tuple[str, Seed]] = []

    def company(self, username: str, options: Options) -> Company:
        """The company of an API user, made with its catalogue at the first call."""
        name = options.companies.get(username, username)
        with self.lock:
            if name not in self.companies:
                self.companies[name] = self._new(name, options)
            return self.companies[name]

    def _new(self, name: str, options: Options) -> Company:
        company = Company(name, options)
        for product in catalogue.PRODUCTS:
            products.seed(company, product)
        customers.create(company, catalogue.FINAL_CONSUMER)
        for wanted, seed in self._seeds:
            if wanted in ("", name):
                seed(company)
        company.changes.clear()
        return company

    def seed(self, name: str, options: Options, seed: Seed) -> None:
        """Do it to the company, or to all when the name is empty, also to those that come later.

        It is tried on a fresh company first: what cannot be done raises and is not remembered.
        """
        seed(self._new("", options))
        with self.lock:
            self._seeds.append((name, seed))
            companies = [company for key, company in self.companies.items() if name in ("", key)]
        for company in companies:
            with company.lock:
                seed(company)

    def new_token(self, company: Company) -> str:
        token = f"{uuid4().hex}.{uuid4().hex}.{uuid4().hex}"
        expires_at = company.now() + timedelta(seconds=company.options.token_seconds)
        with self.lock:
            self._tokens[token] = (company.name, expires_at)
        return token

    def company_of(self, token: str) -> Company | None:
        """None for a token that is unknown or has expired."""
        name, expires_at = self._tokens.get(token, ("", None))
        company = self.companies.get(name)
        if company is None or expires_at is None or company.now() >= expires_at:
            return None
        return company

    def drop_token(self, token: str) -> None:
        self._tokens.pop(token, None)

    def fault_at(self, where: str) -> Fault | None:
        """The first fault that strikes this request."""
        if not self.faults:
            return None
        with self.lock:
            return next((fault for fault in self.faults if fault.strikes(where)), None)

    def count(self, where: str, outcome: str) -> None:
        with self.lock:
            self.calls.setdefault(where, Counter())[outcome] += 1


def summary(state: State) -> Body:
    """What a test or a demo wants to know: counts, documents, keys, calls."""
    companies = list(state.companies.values())
    with state.lock:
        calls = {where: dict(outcomes) for where, outcomes in state.calls.items()}
    rows: dict[str, list[Body]] = {"invoices": [], "credit_notes": [], "vouchers": [], "customers": [], "products": []}
    for company in companies:
        with company.lock:
            _add_rows(rows, company)
    return {"counts": {name: len(found) for name, found in rows.items()}, "calls": calls, **rows}


def _add_rows(rows: dict[str, list[Body]], company: Company) -> None:
    for resource, papers in company.papers.items():
        for paper in papers.values():
            row = {"company": company.name, "idempotency_key": paper.key}
            row |= {field: paper.answer[field] for field in SHOWN if field in paper.answer}
            rows[resource.replace("-", "_")].append(row)
    for record in company.customers.values():
        rows["customers"].append({"company": company.name} | {field: record.answer[field] for field in CUSTOMER_FIELDS})
    for record in company.products.values():
        rows["products"].append({"company": company.name} | {field: record.answer[field] for field in PRODUCT_FIELDS})


CUSTOMER_FIELDS = ("id", "identification", "branch_office", "name", "active")
PRODUCT_FIELDS = ("id", "code", "name", "active", "stock_control", "available_quantity", "warehouses")
SHOWN = (
    "id",
    "name",
    "document",
    "date",
    "type",
    "customer",
    "invoice",
    "seller",
    "total",
    "balance",
    "observations",
    "items",
    "payments",
    "payment",
    "stamp",
    "annulled",
)
