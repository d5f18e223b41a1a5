"""An order's whole road in one process: store, sale rules, mapping, composing, and the emulated Siigo without HTTP."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache

from connector import json_text
from connector.checking import Checked, check_file
from connector.ledgers.amount_rules import AmountRules
from connector.ledgers.siigo.compose import compose
from connector.ledgers.siigo.facts import CompanyFacts, CostCenter, DocumentType, PaymentType, TaxType, User, by_id
from connector.ledgers.siigo.settings import Choices
from connector.model.documents import Document, Draft
from connector.model.order import Order
from connector.sandbox.siigo import Options, State, invoices
from connector.sandbox.siigo.catalogue import public
from connector.sandbox.siigo.company import Company, Paper
from connector.stores import store_module
from tests.mappings.folder import example

NOW = datetime(2026, 11, 21, 15, tzinfo=UTC)
TODAY = NOW.date()

OPTIONS = Options(any_product=True, rate_per_minute=None, clock=lambda: NOW)

PLAIN = AmountRules(taxed_prices="never")
"""Prices without VAT only, lines may be split, the cent that is left is accepted."""
ADJUSTED = AmountRules(taxed_prices="never", residue="adjustment_line", adjustment_code="AJUSTE")


@dataclass(frozen=True, slots=True)
class Mapped:
    """An order as it is to be invoiced, and what the merchant's file makes of it."""

    order: Order
    draft: Draft


@dataclass
class Siigo:
    """One emulated company, and what our ledger would read in its catalogues."""

    company: Company = field(default_factory=lambda: State().company("exacta", OPTIONS))

    def __post_init__(self) -> None:
        self.facts = facts_of(self.company)

    def compose(self, mapped: Mapped, rules: AmountRules) -> Document:
        return compose(
            "invoice",
            mapped.draft,
            mapped.order,
            company=self.facts,
            choices=Choices(rules=rules),
            today=TODAY,
            marker="ref:0123456789abcdef",
        )

    def issue(self, document: Document) -> Paper:
        """Raises Refused. The body travels as JSON text."""
        return invoices.create(self.company, json_text.parse(json_text.write(document.body)))


FIRST = {"woocommerce": "tienda-ejemplo", "shopify": "tienda-shopify"}


@cache
def merchant(platform: str) -> Checked:
    """The platform's first example, as `connector lint` passes it."""
    checked, problems = check_file(example(FIRST[platform]))
    assert checked is not None
    assert problems == []
    return checked


def mapped(platform: str, body: object) -> Mapped:
    """What the shop sent as JSON text, read, sold and mapped. Raises OrderHeld."""
    file = merchant(platform).file
    order: Order = file.as_sold(store_module(platform).to_order(json_text.parse(json_text.write(body))))
    return Mapped(order, file.draft("invoice", order))


def facts_of(company: Company, class_: str = "FV") -> CompanyFacts:
    """From the rows that the company's catalogues answer with."""
    sales = [public(row) for row in company.document_types.values() if row["type"] == class_]
    return CompanyFacts(
        document_types=by_id(DocumentType.model_validate(row) for row in sales),
        payment_types=by_id(PaymentType.model_validate(public(row)) for row in company.payment_types.values()),
        taxes=by_id(TaxType.model_validate(public(row)) for row in company.taxes.values()),
        users=by_id(User.model_validate(public(row)) for row in company.users.values()),
        cost_centers=by_id(CostCenter.model_validate(public(row)) for row in company.cost_centers.values()),
    )
