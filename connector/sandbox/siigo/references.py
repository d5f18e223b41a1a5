"""Rows 14-18 of siigo-api.md 21: arrays, unknown ids, inactive ids, and the class of the document type."""

from collections import Counter
from collections.abc import Iterator, Mapping

from connector.sandbox.siigo import problems, products
from connector.sandbox.siigo.case import Case
from connector.sandbox.siigo.company import Body, Company
from connector.sandbox.siigo.problems import Problem

MOST_ITEMS = 500
HEADER_KINDS = ("ReteIVA", "ReteICA", "Autorretencion")


def arrays(case: Case) -> list[Problem]:
    """Row 14 (5.3)."""
    found = [] if len(case.items) <= MOST_ITEMS else [problems.invalid("invalid_array", "items")]
    for at, item in enumerate(case.items):
        if not _taxes_fit(case.company, item):
            found.append(problems.invalid("invalid_array", f"items[{at}].taxes"))
    return found


def _taxes_fit(company: Company, item: Body) -> bool:
    taxes = item.get("taxes", ())
    kinds = Counter(company.taxes[tax["id"]]["type"] for tax in taxes if tax["id"] in company.taxes)
    twice = any(count > 1 for count in kinds.values())
    clash = "IVA" in kinds and "AdValorem" in kinds
    return len(taxes) <= 3 and not twice and not clash and not any(kind in kinds for kind in HEADER_KINDS)


def references(case: Case) -> list[Problem]:
    """Rows 15 and 16."""
    sent, company = case.sent, case.company
    found = [problems.unknown(path, id_) for path, id_, entries in _ids(case) if id_ not in entries]
    if case.customer is None and case.newcomer is None and "customer" in sent:
        found.append(problems.unknown("customer.identification", sent["customer"]["identification"], "customer"))
    found += [*_unknown_parties(case), *_unknown_codes(case)]
    if "cost_center" in sent and sent["cost_center"] not in company.cost_centers:
        found.append(problems.invalid("invalid_cost_center", "cost_center"))
    return found


def _ids(case: Case) -> Iterator[tuple[str, int, Mapping[int, Body]]]:
    """Every catalogue id in the body: its path, itself, where it must stand."""
    sent, company = case.sent, case.company
    yield "document.id", sent["document"]["id"], company.document_types
    if "seller" in sent:
        yield "seller", sent["seller"], company.users
    for at, item in enumerate(case.items):
        if "warehouse" in item:
            yield f"items[{at}].warehouse", item["warehouse"], company.warehouses
        if "seller" in item:
            yield f"items[{at}].seller", item["seller"], company.users
        for nth, tax in enumerate(item.get("taxes", ())):
            yield f"items[{at}].taxes[{nth}].id", tax["id"], company.taxes
    for at, entry in enumerate(sent.get("retentions", ())):
        yield f"retentions[{at}].id", entry["id"], company.taxes
    for at, entry in enumerate(sent["payments"]):
        yield f"payments[{at}].id", entry["id"], company.payment_types


def _unknown_parties(case: Case) -> Iterator[Problem]:
    for at, item in enumerate(case.items):
        if "customer" in item and case.company.customer(item["customer"]) is None:
            path = f"items[{at}].customer.identification"
            yield problems.unknown(path, item["customer"]["identification"], "customer")


def _unknown_codes(case: Case) -> Iterator[Problem]:
    for at, item in enumerate(case.items):
        if case.company.product(item["code"]) is None:
            if case.company.options.any_product:
                products.seed(case.company, {"code": item["code"]})
            else:
                yield problems.unknown(f"items[{at}].code", item["code"])


def inactive(case: Case) -> list[Problem]:
    """Row 17."""
    found = [problems.inactive(path, id_) for path, id_, entries in _ids(case) if not entries[id_]["active"]]
    for at, item in enumerate(case.items):
        if not case.product(item).answer["active"]:
            found.append(problems.inactive(f"items[{at}].code", item["code"]))
    if case.customer is not None and not case.customer.answer["active"]:
        found.append(problems.inactive("customer.identification", case.customer.answer["identification"]))
    if "cost_center" in case.sent and not case.company.cost_centers[case.sent["cost_center"]]["active"]:
        found.append(problems.inactive("cost_center", case.sent["cost_center"]))
    return found


def document_class(case: Case) -> list[Problem]:
    """Row 18."""
    fits = case.type["type"] == case.document_class
    return [] if fits else [problems.invalid("invalid_document", "document.id")]
