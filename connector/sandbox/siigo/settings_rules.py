"""Rows 19-31 of siigo-api.md 21: what the document type, the company, the customer and the calendar allow."""

from collections.abc import Iterator
from decimal import Decimal

from connector.sandbox.siigo import problems
from connector.sandbox.siigo.case import Case
from connector.sandbox.siigo.company import Body, Company, Paper
from connector.sandbox.siigo.problems import Problem, Refused

RETENTION_FLAGS = {"ReteIVA": "reteiva", "ReteICA": "reteica", "Autorretencion": "self_withholding"}

LOCAL_CURRENCY = "COP"
CURRENCIES = (
    *("COP", "EUR", "USD", "ANG", "ARS", "AUD", "BOB", "BRL", "CAD", "CHF", "CLP"),
    *("CRC", "GBP", "GTQ", "HNL", "JPY", "MXN", "NZD", "PAB", "PEN", "SGD", "UYU"),
)
"""Seed 001."""


def document_settings(case: Case) -> list[Problem]:
    """Rows 19-27, all together."""
    found = number(case.company, case.type, case.sent, case.replaced)
    return [
        *found,
        *_mandatory(case),
        *_not_enabled(case),
        *_electronic(case),
        *_retentions(case),
        *_warehouses(case),
        *currency(case.company, case.sent),
    ]


def number(company: Company, type_: Body, sent: Body, replaced: Paper | None = None) -> list[Problem]:
    """Rows 19 and 20."""
    if "number" not in sent:
        return [] if type_["automatic_number"] else [problems.required("number")]
    own = replaced is not None and replaced.answer["number"] == sent["number"]
    if own or sent["number"] not in company.numbers.get(type_["id"], ()):
        return []
    if company.options.conflict_status == 409:
        raise Refused(Problem("already_exists", "The document already exists", ("number",)), status=409)
    return [Problem("already_exists", "The document already exists", ("number",))]


def _mandatory(case: Case) -> Iterator[Problem]:
    """Row 21, and the health object (12.1)."""
    if case.type["seller_by_item"]:
        yield from (
            problems.required(f"items[{at}].seller") for at, item in enumerate(case.items) if "seller" not in item
        )
    if case.type["cost_center_mandatory"] and "cost_center" not in case.sent:
        yield problems.required("cost_center")
    if case.type["healthcare_company"] and "healthcare_company" not in case.sent:
        yield problems.required("healthcare_company")


def _not_enabled(case: Case) -> Iterator[Problem]:
    """Row 22."""
    sent, type_ = case.sent, case.type
    flags = {
        "cost_center": "cost_center",
        "advance_payment": "advance_payment",
        "additional_fields": "_additional_fields",
        "healthcare_company": "healthcare_company",
    }
    yield from (problems.not_in_settings(name) for name, flag in flags.items() if name in sent and not type_[flag])
    item_flags = {"seller": "seller_by_item", "customer": "customer_by_item", "transport": "cargo_transportation"}
    for at, item in enumerate(case.items):
        for name, flag in item_flags.items():
            if name in item and not type_[flag]:
                yield problems.not_in_settings(f"items[{at}].{name}")
        if item.get("vat_excluded"):
            yield Problem(
                "parameter_not_allowed", "The vat_excluded is not allowed today", (f"items[{at}].vat_excluded",)
            )
    for name in ("global_discounts", "global_charges"):
        known = {entry["id"] for entry in type_[name]}
        for at, entry in enumerate(sent.get(name, ())):
            if entry["id"] not in known:
                yield problems.unknown(f"{name}[{at}].id", entry["id"])
    if case.company.options.decimals_refused and not type_["decimals"]:
        yield from _decimals(case)


def _decimals(case: Case) -> Iterator[Problem]:
    for at, item in enumerate(case.items):
        for name in ("price", "taxed_price", "discount"):
            if not _is_whole(item.get(name, Decimal(0))):
                yield problems.not_in_settings(f"items[{at}].{name}")
    for at, entry in enumerate(case.sent["payments"]):
        if not _is_whole(entry["value"]):
            yield problems.not_in_settings(f"payments[{at}].value")


def _is_whole(amount: Decimal) -> bool:
    return amount == amount.to_integral_value()


def _electronic(case: Case) -> Iterator[Problem]:
    """Rows 23 and 24."""
    electronic = case.company.electronic_kind(case.type)
    if not electronic and case.sent.get("stamp", {}).get("send"):
        yield problems.not_in_settings("stamp.send")
    if electronic and case.type["_resolution"] == "missing":
        yield problems.not_in_settings("document.id")
    if electronic and case.type["_resolution"] == "expired":
        yield problems.invalid("invalid_dian_resolution", "document.id")


def _retentions(case: Case) -> Iterator[Problem]:
    """Row 25."""
    for at, entry in enumerate(case.sent.get("retentions", ())):
        flag = RETENTION_FLAGS.get(case.company.taxes[entry["id"]]["type"])
        if flag is None:
            yield Problem("parameter_not_allowed", "The id is not a retention", (f"retentions[{at}].id",))
        elif not case.type[flag]:
            yield problems.invalid("invalid_retentions", "retentions")


def _warehouses(case: Case) -> Iterator[Problem]:
    """Row 26."""
    for at, item in enumerate(case.items):
        if "warehouse" not in item:
            continue
        if not case.company.settings.warehouses:
            yield problems.invalid("warehouse_settings", f"items[{at}].warehouse")
        elif not case.product(item).answer["stock_control"]:
            yield problems.invalid("product_settings", f"items[{at}].warehouse")


def currency(company: Company, sent: Body) -> Iterator[Problem]:
    """Row 27."""
    code = sent.get("currency", {}).get("code", "")
    if code and (code == LOCAL_CURRENCY or code not in CURRENCIES):
        yield problems.invalid("invalid_currency", "currency.code")
    elif code and code not in company.settings.currencies:
        yield problems.invalid("company_settings", "currency.code")


def contacts(case: Case) -> list[Problem]:
    """Row 28."""
    customer = case.newcomer if case.customer is None else case.customer.answer
    if customer is None or customer.get("contacts"):
        return []
    return [Problem("customer_settings", "The customer has no contacts", ("customer",))]


def locked(case: Case) -> list[Problem]:
    """Row 29."""
    return lock_date(case.company, case.sent)


def lock_date(company: Company, sent: Body) -> list[Problem]:
    """Row 29."""
    last = company.settings.lock_date
    if last is None or sent["date"] > last:
        return []
    return [Problem("blocked_transactions", f"The transactions are blocked until {last}", ("date",))]


def electronic_date(case: Case) -> list[Problem]:
    """Row 30: not before today in Colombia."""
    if not case.company.electronic_kind(case.type) or case.sent["date"] >= case.company.today():
        return []
    return [problems.invalid("invalid_date", "date")]


def gifts(case: Case) -> list[Problem]:
    """Row 31."""
    found = []
    for at, item in enumerate(case.items):
        if "taxed_price" not in item and not item["price"]:
            found += [problems.required(f"items[{at}].{name}") for name in ("tax_base", "taxpayer") if name not in item]
    return found
