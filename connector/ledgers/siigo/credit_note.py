"""A refund, its invoice and a draft in; the exact credit note for Siigo out, or every problem at once. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import cast

from connector.colombia.sale_refunds import of_the_sale
from connector.ledgers.amount_rules import AmountRules
from connector.ledgers.composed import with_marker
from connector.ledgers.problems import Problems
from connector.ledgers.siigo.amounts import DocumentAmounts, Formula
from connector.ledgers.siigo.checks import (
    LOCAL_CURRENCY,
    check_advance,
    check_currency,
    check_document,
    document_type_of,
    retentions_of,
)
from connector.ledgers.siigo.customer_schema import REFERENCE
from connector.ledgers.siigo.facts import CatalogueName, CompanyFacts, DocumentType
from connector.ledgers.siigo.fields import read_fields, wanted_ids
from connector.ledgers.siigo.left import left_of
from connector.ledgers.siigo.note_health import check_operation, with_operation
from connector.ledgers.siigo.note_payments import as_invoiced, note_payments
from connector.ledgers.siigo.note_rows import Model, priced_to, rows_of
from connector.ledgers.siigo.note_schema import CREDIT_NOTE
from connector.ledgers.siigo.pricing import Priced
from connector.ledgers.siigo.returns import backs_of, wanted_of
from connector.ledgers.siigo.sale_schema import OBSERVATIONS_MAX
from connector.ledgers.siigo.settings import Choices
from connector.ledgers.siigo.totals import document_line, item_body
from connector.ledgers.totals import tolerance_of
from connector.ledgers.values import Fields
from connector.model.documents import Document, Draft, GivenBack
from connector.model.money import ZERO, plain
from connector.model.order import Order

AS_ON_INVOICE = ("currency", "retentions", "cost_center", "healthcare_company")
"""What a note has from its invoice where the mapping does not say otherwise (siigo-api.md 14)."""

ANNULMENT = 2
"""The reason that wants number and CUFE of an invoice that is not in Siigo."""


_KNOWN = {name: CREDIT_NOTE[name] for name in ("items", "retentions", "cost_center", "seller")}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Counted:
    items: Sequence[Priced]
    amounts: DocumentAmounts
    stated: Decimal
    """What the shop says that was given back."""


def note_ids_named(draft: Draft, given_back: GivenBack) -> dict[CatalogueName, set[int]]:
    """The catalogue ids that the note names or must know: those of the draft, of the invoice and of earlier notes."""
    wanted = wanted_ids(draft.values, CREDIT_NOTE)
    for booked in (given_back.invoice, *given_back.earlier):
        for name, ids in wanted_ids(booked.body, _KNOWN).items():
            wanted.setdefault(name, set()).update(ids)
    if "payments" not in draft.values:
        rows = {"payments": as_invoiced(given_back.invoice)}
        wanted["payment_types"] = wanted_ids(rows, CREDIT_NOTE)["payment_types"]
    return wanted


def compose_credit_note(
    draft: Draft,
    order: Order,
    given_back: GivenBack,
    *,
    company: CompanyFacts,
    choices: Choices,
    today: date,
    marker: str,
) -> Document:
    """Composing twice from the same input gives an equal note. Raises OrderHeld with every problem found."""
    problems = Problems(draft.origins)
    kind = document_type_of(draft.values, company)
    fields = read_fields(_values(draft, given_back, kind), CREDIT_NOTE, company, problems)
    dated_on = str(fields.get("date", today.isoformat()))
    formula = Formula(arithmetic=choices.arithmetic, has_decimals=kind.decimals if kind else True)
    seller, mapped = fields.get("seller", given_back.invoice.body.get("seller")), _mapped(fields, draft)
    model = Model(kind=kind, seller=seller, mapped=mapped, company=company, formula=formula, rules=choices.rules)
    note = _counted(fields, order, given_back, model, today, problems)
    total = None if problems.any else note.amounts.total
    fields["payments"] = note_payments(
        fields, order, given_back, total=total, company=company, dated_on=dated_on, problems=problems
    )
    body = _body(fields, note.items, given_back, dated_on, marker, problems)
    problems.raise_if_any()
    return Document(
        kind="credit_note",
        order_id=order.id,
        dated_on=date.fromisoformat(dated_on),
        body=body,
        total=note.amounts.total,
        order_total=note.stated,
        withheld=note.amounts.gross - note.amounts.total,
        receivable=note.amounts.total,
        marker=marker,
        lines=tuple(document_line(item) for item in note.items),
        warnings=(*draft.warnings, *problems.warnings),
    )


def _counted(
    fields: Fields, order: Order, given_back: GivenBack, model: Model, today: date, problems: Problems
) -> _Counted:
    """Items with prices, and what they come to. Prices are sought only while nothing is wrong."""
    left = left_of(given_back, model.company.taxes, model.formula)
    refund = of_the_sale(given_back.refund, order.gift_cards, left.total)
    wanted = wanted_of(refund, left, problems)
    backs = [] if problems.any else backs_of(refund, order, left, wanted, problems)
    rows = rows_of(backs, model, problems)
    if model.kind:
        bodies: list[object] = [row.body for row in rows]
        check_document({**fields, "items": bodies}, model.kind, today=today, problems=problems)
    check_currency(fields, order, problems)
    check_operation(fields, given_back.invoice, problems)
    retentions = retentions_of(fields, model.kind, model.company, problems)
    items = [] if problems.any else priced_to(rows, wanted.amount, model)
    advance = fields.get("advance_payment", ZERO)
    amounts = model.formula.document(
        [item.amounts for item in items], retentions=retentions, advance=cast(Decimal, advance)
    )
    if not problems.any:
        check_advance(fields, amounts.gross - amounts.withheld, problems)
        tolerance = tolerance_of(len(items), is_foreign=order.currency != LOCAL_CURRENCY)
        _compare(amounts, wanted.amount, tolerance, model.rules, problems)
    return _Counted(items=items, amounts=amounts, stated=wanted.stated)


def _values(draft: Draft, given_back: GivenBack, kind: DocumentType | None) -> Fields:
    """The mapping's, and the invoice's where a note must be like its invoice and its document type has the field."""
    invoice = given_back.invoice
    allowed = {
        "cost_center": kind is None or kind.cost_center,
        "healthcare_company": kind is None or kind.healthcare_company,
    }
    copied = {name: invoice.body[name] for name in AS_ON_INVOICE if name in invoice.body and allowed.get(name, True)}
    values = {**copied, "payments": as_invoiced(invoice), "reason": given_back.reason, **draft.values}
    values = with_operation(values, invoice)
    if isinstance(rows := values.get("items"), list):  # a line about which the mapping says nothing is no mistake
        values["items"] = [row or {"code": ""} for row in rows]
    return values


def _mapped(fields: Fields, draft: Draft) -> dict[str, Fields]:
    rows = cast(list[Fields], fields.get("items", []))
    by_line = {draft.line_ids.get(f"items[{index}]", ""): row for index, row in enumerate(rows)}
    return {line_id: row for line_id, row in by_line.items() if line_id}


def _compare(
    amounts: DocumentAmounts, amount: Decimal, tolerance: Decimal, rules: AmountRules, problems: Problems
) -> None:
    """As an invoice beside its order: rounding is the merchant's to accept, anything more is a mistake."""
    off = amounts.gross - amount
    shown = {"total": plain(amounts.gross), "amount": plain(amount), "off": plain(abs(off))}
    if abs(off) > tolerance:
        problems.add("", "siigo_after.total_differs", **shown)
    elif off and rules.residue == "hold":
        problems.add("", "siigo_after.residue_held", **shown)
    elif abs(off) > rules.warn_above:
        problems.warn("", "siigo_after.off_by_cents", **shown)


def _body(
    fields: Fields, items: Sequence[Priced], given_back: GivenBack, dated_on: str, marker: str, problems: Problems
) -> Fields:
    """The fields in the schema's order, with what was computed."""
    filled = {
        **fields,
        **_about_the_invoice(fields, given_back, dated_on, problems),
        "date": dated_on,
        "items": [item_body(item) for item in items],
        "observations": with_marker(fields.get("observations"), marker, OBSERVATIONS_MAX),
    }
    return {name: filled[name] for name in CREDIT_NOTE if filled.get(name) is not None}


def _about_the_invoice(fields: Fields, given_back: GivenBack, dated_on: str, problems: Problems) -> Fields:
    """Its id in Siigo, which knows its customer; or its date and number, its customer and its seller (seed 002)."""
    invoice = given_back.invoice
    data = fields.get("invoice_data")
    if not isinstance(data, dict):
        id_ = fields.get("invoice", invoice.ledger_id)
        if not id_:
            problems.add("invoice", "siigo_after.no_invoice")
        return {"invoice": id_, "customer": None}
    if str(data.get("date", "")) >= dated_on:
        problems.add("invoice_data.date", "siigo_after.invoice_not_before", found=data.get("date"), date=dated_on)
    for name in ("number", "cufe"):
        if fields.get("reason") == ANNULMENT and name not in data:
            problems.add(f"invoice_data.{name}", "siigo_after.annulment_wants")
    customer = fields.get("customer", invoice.body.get("customer"))
    known = {name: customer[name] for name in REFERENCE if name in customer} if isinstance(customer, Mapping) else None
    seller = fields.get("seller", invoice.body.get("seller"))
    for name, value in (("customer", known), ("seller", seller)):
        if not value:
            problems.add(name, "siigo.required")
    return {"invoice": None, "customer": known, "seller": seller}
