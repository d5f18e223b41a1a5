"""The API's routes, `<Resource>/<Verb>` as seed 000 and its clients spell them."""

from collections.abc import Callable, Iterable, Mapping

from flask import Flask, Response, g, request

from connector.sandbox.answers import reply
from connector.sandbox.siigo_legacy import accounts, invoices, products, records, vouchers
from connector.sandbox.siigo_legacy.company import Company
from connector.sandbox.siigo_legacy.fields import Body
from connector.sandbox.siigo_legacy.gate import ROOT, body
from connector.sandbox.siigo_legacy.lists import page_of, papers_of
from connector.sandbox.siigo_legacy.refusals import Problem, Refused, not_found

Make = Callable[[Company, object], Body]
Remove = Callable[[Company, int], Body]
Rows = Callable[[Company], Mapping[int, Body]]

MAKING: Mapping[str, Make] = {
    "Invoice/Save": invoices.save,
    "Voucher/Save": vouchers.save,
    "Accounts/Create": accounts.create,
    "Contacts/Create": records.create_contact,
    "Products/Create": products.create,
    "Charges/Create": records.create_charge,
}

CHANGING: Mapping[str, Make] = {
    "Accounts/Update": accounts.update,
    "Contacts/Update": records.update_contact,
    "Products/Update": products.update,
    "Charges/Update": records.update_charge,
}

REMOVING: Mapping[str, Remove] = {
    "Accounts/Delete": accounts.delete,
    "Contacts/Delete": records.delete_contact,
    "Products/Delete": products.delete,
    "Charges/Delete": records.delete_charge,
}

LISTS: Mapping[str, Callable[[Company], Iterable[Body]]] = {
    "Invoice": lambda company: papers_of(company, company.invoices.values()),
    "Voucher": lambda company: papers_of(company, company.vouchers.values()),
    "Accounts": lambda company: company.accounts.values(),
    "Contacts": lambda company: company.contacts.values(),
    "Products": lambda company: company.products.values(),
    "Charges": lambda company: company.charges.values(),
    "AccountGroups": lambda company: company.account_groups.values(),
    "ERPDocumentTypes": lambda company: company.document_types.values(),
    "Users": lambda company: company.users.values(),
    "Taxes": lambda company: company.taxes.values(),
    "PaymentMeans": lambda company: company.payment_means.values(),
    "PriceList": lambda company: company.price_lists.values(),
    "Warehouses": lambda company: company.warehouses.values(),
    "CostCenters": lambda company: company.cost_centers.values(),
}

SINGLE: Mapping[str, Rows] = {
    "Invoice": lambda company: {id_: paper.answer for id_, paper in company.invoices.items()},
    "Voucher": lambda company: {id_: paper.answer for id_, paper in company.vouchers.items()},
    "Accounts": lambda company: company.accounts,
    "Contacts": lambda company: company.contacts,
    "Products": lambda company: company.products,
}


def add_routes(app: Flask) -> None:
    for path, make in MAKING.items():
        _add(app, "POST", path, _made(make))
    for path, make in CHANGING.items():  # the manual prints no method: clients were seen with both
        _add(app, "POST", path, _made(make))
        _add(app, "PUT", path, _made(make))
    for path, remove in REMOVING.items():
        _add(app, "DELETE", f"{path}/<id_>", _removed(remove))
    for name, rows in LISTS.items():
        _add(app, "GET", f"{name}/GetAll", _listed(rows))
    for name, found in SINGLE.items():
        _add(app, "GET", f"{name}/GetByID/<id_>", _single(found))
    for verb in ("GetByIdentification", "GetByCode"):  # two names of one thing: the second is in older clients
        _add(app, "GET", f"Accounts/{verb}", _locked(_account))
    _add(app, "GET", "Products/GetByCode", _locked(lambda company: products.by_code(company, _argument("code"))))
    balance = _locked(lambda company: products.balance(company, _argument("code")))
    _add(app, "GET", "Products/GetProductBalanceByCode", balance)
    _add(app, "GET", "ERPDocumentTypes/GetByCode", _locked(_document_type))


def _add(app: Flask, method: str, path: str, view: Callable[..., Response]) -> None:
    app.add_url_rule(f"{ROOT}/{path}", view_func=view, methods=[method], endpoint=f"{method} {path.replace('.', '')}")


def _made(make: Make) -> Callable[[], Response]:
    return _locked(lambda company: make(company, body()))


def _locked(answer: Callable[[Company], object]) -> Callable[[], Response]:
    def view() -> Response:
        company: Company = g.company
        with company.lock:
            return reply(answer(company))

    return view


def _removed(remove: Remove) -> Callable[[str], Response]:
    def view(id_: str) -> Response:
        with g.company.lock:
            return reply(remove(g.company, _id(id_)))

    return view


def _listed(rows: Callable[[Company], Iterable[Body]]) -> Callable[[], Response]:
    def view() -> Response:
        with g.company.lock:
            return page_of(g.company, rows(g.company))

    return view


def _single(rows: Rows) -> Callable[[str], Response]:
    def view(id_: str) -> Response:
        with g.company.lock:
            row = rows(g.company).get(_id(id_))
            if row is None:
                raise not_found("id", id_)
            return reply(row)

    return view


def _account(company: Company) -> Body:
    branch = request.args.get("branchOffice") or "0"
    account = company.account(_argument("identification"), int(branch) if branch.isdigit() else -1)
    if account is None:
        raise not_found("identification", request.args["identification"])
    return account


def _document_type(company: Company) -> Body:
    wanted = (_argument("docClass"), _argument("docCode"))
    for row in company.document_types.values():
        if (row["DocClass"], row["DocCode"]) == wanted:
            return {name: value for name, value in row.items() if not name.startswith("_")}
    raise not_found("docCode", " ".join(wanted))


def _argument(name: str) -> str:
    if not request.args.get(name):
        raise Refused(Problem("parameter_required", f"The parameter {name} is required", name))
    return request.args[name]


def _id(text: str) -> int:
    """Raises Refused: 404 for what is no number."""
    if not (text.isascii() and text.isdigit()):
        raise not_found("id", text)
    return int(text)
