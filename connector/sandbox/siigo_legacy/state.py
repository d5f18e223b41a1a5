"""What the emulator remembers: companies, tokens, faults, calls."""

from decimal import Decimal

from connector.sandbox.companies import Companies, Rows
from connector.sandbox.siigo_legacy import catalogue
from connector.sandbox.siigo_legacy.company import Company, Paper
from connector.sandbox.siigo_legacy.fields import Body
from connector.sandbox.siigo_legacy.options import Options


class State(Companies[Company, Options]):
    def _opened(self, name: str, options: Options) -> Company:
        company = Company(name, options)
        for product, stock in catalogue.PRODUCTS:
            id_ = company.new_id()
            company.products[id_] = {"Id": id_} | product
            for warehouse, quantity in stock.items():
                company.stock[product["Code"], warehouse] = Decimal(quantity)
        return company


def summary(state: State) -> Body:
    """Counts, documents, records, calls."""
    return state.summary(("invoices", "vouchers", "accounts", "contacts", "products"), _add_rows)


def _add_rows(rows: Rows, company: Company) -> None:
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
