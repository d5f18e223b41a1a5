"""Everything the emulator remembers, in memory: companies, tokens, faults, counted calls."""

from connector.sandbox.companies import Companies, Rows
from connector.sandbox.siigo import catalogue, customers, products
from connector.sandbox.siigo.company import Body, Company
from connector.sandbox.siigo.options import Options

WRONG_KEY = "wrong"
"""The one access_key that is refused."""


class State(Companies[Company, Options]):
    def company(self, username: str, options: Options) -> Company:
        """The company of an API user; several users may share one."""
        return super().company(options.companies.get(username, username), options)

    def _new(self, name: str, options: Options) -> Company:
        company = super()._new(name, options)
        company.changes.clear()  # nobody has subscribed yet
        return company

    def _opened(self, name: str, options: Options) -> Company:
        company = Company(name, options)
        for product in catalogue.PRODUCTS:
            products.seed(company, product)
        customers.create(company, catalogue.FINAL_CONSUMER)
        return company


def summary(state: State) -> Body:
    """Counts, documents, keys, calls."""
    return state.summary(("invoices", "credit_notes", "vouchers", "customers", "products"), _add_rows)


def _add_rows(rows: Rows, company: Company) -> None:
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
