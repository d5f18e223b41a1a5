"""What invoices and receipts have in common: document type, number, currency, cost centre."""

from collections.abc import Iterator

from connector.sandbox.siigo_legacy.catalogue import Entry
from connector.sandbox.siigo_legacy.company import Company
from connector.sandbox.siigo_legacy.fields import Body
from connector.sandbox.siigo_legacy.refusals import Problem, required, unknown, wrong


def type_problems(company: Company, header: Body, class_: str) -> Iterator[Problem]:
    type_ = company.document_types.get(header["DocCode"])
    if type_ is None:
        yield unknown("Header.DocCode", header["DocCode"])
    elif type_["DocClass"] != class_:
        yield wrong("Header.DocCode", f"{type_['Id']} ({type_['DocClass']})", f"a document type of class {class_}")
    elif not type_["Active"]:
        yield Problem("parameter_inactive", f"The Header.DocCode is inactive: {type_['Id']}", "Header.DocCode")
    if header.get("Id", 0) != 0:
        yield wrong("Header.Id", header["Id"], "nothing or 0: it is an answer")


def number_problems(company: Company, header: Body, type_: Entry) -> Iterator[Problem]:
    """Si aplica: a manual type wants one that is free, an automatic one none or 0."""
    number = header.get("Number", 0)
    if type_["AutomaticNumber"]:
        if number:
            yield wrong("Header.Number", number, "0, the document type numbers by itself")
    elif not number:
        yield required("Header.Number")
    elif number in company.numbers.get(type_["Id"], ()):
        yield Problem("already_exists", f"The Header.Number already exists: {number}", "Header.Number")


def money_problems(header: Body) -> Iterator[Problem]:
    """A foreign currency comes with its rate."""
    if header.get("MoneyCode", "COP") != "COP" and not header.get("ExchangeValue"):
        yield required("Header.ExchangeValue")


def center_problems(company: Company, header: Body, *, must: bool) -> Iterator[Problem]:
    """Si aplica: where the document type demands one; then its part, where it has parts."""
    code, part = header.get("CostCenterCode"), header.get("SubCostCenterCode")
    if code is None:
        if must or part is not None:
            yield required("Header.CostCenterCode")
        return
    center = company.cost_centers.get(code)
    if center is None:
        yield unknown("Header.CostCenterCode", code)
    elif part is None and center["SubCostCenters"]:
        yield required("Header.SubCostCenterCode")
    elif part is not None and part not in center["SubCostCenters"]:
        yield unknown("Header.SubCostCenterCode", part)
