"""What invoices and credit notes share: the stages in the table's order, the totals, and the answer's rows."""

from collections.abc import Callable, Iterator
from decimal import Decimal

from connector.model.money import HUNDRED, ZERO
from connector.sandbox.siigo import customers, payment_rules, references, settings_rules
from connector.sandbox.siigo.amounts import Arithmetic, LineAmount, TaxAmount, Totals
from connector.sandbox.siigo.case import Case
from connector.sandbox.siigo.company import Body, Company, Move, Record
from connector.sandbox.siigo.problems import Problem, Refused

STAGES: tuple[Callable[[Case], list[Problem]], ...] = (
    references.arrays,
    references.references,
    references.inactive,
    references.document_class,
    settings_rules.document_settings,
    settings_rules.contacts,
    settings_rules.locked,
    settings_rules.electronic_date,
    settings_rules.gifts,
    payment_rules.payments,
)
"""Rows 14-34 of siigo-api.md 21, in its order."""


def judge(case: Case) -> Totals:
    """The totals of a document that breaks no rule. Raises Refused: all problems of the first stage that has any."""
    for stage in STAGES:
        if found := stage(case):
            raise Refused(*found)
    totals = _totals(case)
    if found := payment_rules.amounts(case, totals):
        raise Refused(*found)
    return totals


def _totals(case: Case) -> Totals:
    sent, type_ = case.sent, case.type
    arithmetic = Arithmetic(case.company.options, type_["discount_type"], type_["decimals"])
    return arithmetic.totals(
        sent["items"],
        case.company.taxes,
        retentions=sent.get("retentions", ()),
        global_discounts=sent.get("global_discounts", ()),
        global_charges=sent.get("global_charges", ()),
        advance=sent.get("advance_payment", ZERO),
    )


def settle_customer(case: Case) -> Body:
    """The customer as documents show it; a newcomer enters the books now."""
    if case.customer is None and case.newcomer is not None:
        case.customer = customers.add(case.company, case.newcomer)
    if case.customer is None:
        raise AssertionError("the reference stage lets no document without a customer through")
    return {name: case.customer.answer[name] for name in ("id", "identification", "branch_office")}


def optional(case: Case, *names: str) -> Body:
    """The fields that the answer repeats as they were sent."""
    return {name: case.sent[name] for name in names if name in case.sent}


def item_rows(case: Case, totals: Totals) -> list[Body]:
    return [_item(case, item, line) for item, line in zip(case.sent["items"], totals.lines, strict=True)]


def _item(case: Case, item: Body, line: LineAmount) -> Body:
    product = case.product(item).answer
    price = item["price"] if "taxed_price" not in item else line.base / item["quantity"]
    row: Body = {
        "id": product["id"],
        "code": item["code"],
        "quantity": item["quantity"],
        "price": _cents(case.company, price),
        "description": item.get("description", product["name"]),
    }
    if line.discount:
        gross = line.base + line.discount
        row["discount"] = {"percentage": _cents(case.company, line.discount * HUNDRED / gross)}
        row["discount"]["value"] = _cents(case.company, line.discount)
    if "warehouse" in item:
        row["warehouse"] = {name: case.company.warehouses[item["warehouse"]][name] for name in ("id", "name")}
    row |= {name: item[name] for name in ("seller", "customer") if name in item}
    if line.taxes:
        row["taxes"] = [{**tax_row(entry), "base_value": entry.base} for entry in line.taxes]
    return row | {"total": line.total}


def _cents(company: Company, amount: Decimal) -> Decimal:
    return Arithmetic(company.options, "Value", True).cents(amount)


def tax_row(entry: TaxAmount) -> Body:
    return {name: entry.tax[name] for name in ("id", "name", "type", "percentage")} | {"value": entry.value}


def payment_rows(case: Case) -> list[Body]:
    rows = []
    for entry in case.sent["payments"]:
        row = {"id": entry["id"], "name": case.company.payment_types[entry["id"]]["name"], "value": entry["value"]}
        if "due_date" in entry:
            row["due_date"] = entry["due_date"].isoformat()
        rows.append(row)
    return rows


def stock_moves(case: Case, sign: int) -> tuple[Move, ...]:
    """Without a warehouse the first active one gives or takes. Counts each product's movement."""
    moves = []
    for item in case.sent["items"]:
        for product, units in _parts(case, item):
            product.movements += 1
            if product.answer["stock_control"]:
                warehouse = item.get("warehouse", case.company.first_warehouse())
                moves.append(Move(product.answer["id"], warehouse, sign * units * item["quantity"]))
    return tuple(moves)


def _parts(case: Case, item: Body) -> Iterator[tuple[Record, Decimal]]:
    """The product itself, and of a combo what is in one of it [I]."""
    product = case.product(item)
    yield product, Decimal(1)
    for component in product.answer.get("components", ()):
        if part := case.company.product(component["code"]):
            yield part, component["quantity"]


def credit_of(case: Case) -> Decimal:
    """The part of the payments that waits for its due date."""
    types = case.company.payment_types
    return sum((entry["value"] for entry in case.sent["payments"] if types[entry["id"]]["due_date"]), ZERO)
