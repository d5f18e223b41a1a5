"""What the emulator remembers: companies, tokens, faults, calls."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from threading import Lock
from uuid import uuid4

from connector.sandbox.siigo.faults import Fault
from connector.sandbox.siigo_legacy import catalogue
from connector.sandbox.siigo_legacy.company import Company, Paper
from connector.sandbox.siigo_legacy.fields import Body
from connector.sandbox.siigo_legacy.options import Options

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
        self._seeds: list[Seed] = []

    def company(self, name: str, options: Options) -> Company:
        """Made with its catalogues at the first call."""
        with self.lock:
            if name not in self.companies:
                self.companies[name] = self._new(name, options)
            return self.companies[name]

    def _new(self, name: str, options: Options) -> Company:
        company = Company(name, options)
        for product, stock in catalogue.PRODUCTS:
            id_ = company.new_id()
            company.products[id_] = {"Id": id_} | product
            for warehouse, quantity in stock.items():
                company.stock[product["Code"], warehouse] = Decimal(quantity)
        for seed in self._seeds:
            seed(company)
        return company

    def seed(self, options: Options, seed: Seed) -> None:
        """Do it to all companies, present and future. A fresh one tries it first: what fails is not remembered."""
        seed(self._new("", options))
        with self.lock:
            self._seeds.append(seed)
            companies = list(self.companies.values())
        for company in companies:
            with company.lock:
                seed(company)

    def new_token(self, company: Company) -> str:
        token = f"{uuid4().hex}.{uuid4().hex}"
        with self.lock:
            self._tokens[token] = (company.name, company.now() + timedelta(seconds=company.options.token_seconds))
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
    """What a test or a demo wants to know: counts, documents, records, calls by route and status."""
    with state.lock:
        calls = {where: dict(outcomes) for where, outcomes in state.calls.items()}
    rows: dict[str, list[Body]] = {"invoices": [], "vouchers": [], "accounts": [], "contacts": [], "products": []}
    for company in list(state.companies.values()):
        with company.lock:
            _add_rows(rows, company)
    return {"counts": {name: len(found) for name, found in rows.items()}, "calls": calls, **rows}


def _add_rows(rows: dict[str, list[Body]], company: Company) -> None:
    name = {"company": company.name}
    rows["invoices"] += [name | _paper(paper) for paper in company.invoices.values()]
    rows["vouchers"] += [name | _paper(paper) for paper in company.vouchers.values()]
    rows["accounts"] += [name | row for row in company.accounts.values()]
    rows["contacts"] += [name | row for row in company.contacts.values()]
    for row in company.products.values():
        stock = {place: held for (code, place), held in company.stock.items() if code == row["Code"]}
        rows["products"].append(name | row | {"stock": stock})


def _paper(paper: Paper) -> Body:
    header = paper.answer["Header"]
    return {
        "id": paper.id,
        "name": paper.name,
        "date": header["DocDate"],
        "identification": header.get("Identification") or header["Account"]["Identification"],
        "total": header["TotalValue"],
        "balance": paper.balance,
        "dues": [{"quote": due.quote, "date": due.day, "balance": due.balance} for due in paper.dues],
        "observations": header.get("Observations", ""),
        "body": paper.answer,
    }
