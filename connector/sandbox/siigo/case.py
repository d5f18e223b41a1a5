"""One sales document on its way through the rule table: what was sent, and the records it refers to."""

from dataclasses import dataclass
from typing import Any

from connector.sandbox.siigo import customers
from connector.sandbox.siigo.company import Body, Company, Paper, Record


@dataclass(slots=True, kw_only=True)
class Case:
    """An invoice (FV) or a credit note (NC) before it exists."""

    company: Company
    document_class: str
    sent: Body
    customer: Record | None = None
    newcomer: Body | None = None
    """A checked customer that came whole inside the invoice and is not in the books yet."""
    origin: Paper | None = None
    """The invoice that a credit note is about, when it is in these books."""
    replaced: Paper | None = None
    """The invoice that a PUT replaces."""

    @property
    def type(self) -> Body:
        """The document type; only after the reference stage."""
        return self.company.document_types[self.sent["document"]["id"]]

    @property
    def items(self) -> list[Body]:
        return list(self.sent["items"])

    def product(self, item: Body) -> Record:
        """Only after the reference stage."""
        return self.company.products[self.company.product_ids[item["code"]]]


def find_customer(case: Case, party: Body, inline: object) -> None:
    """The stored record wins over the object sent; a whole object of somebody new is checked as a customer.

    Raises Refused for an inline customer that breaks a rule.
    """
    case.customer = case.company.customer(party)
    if isinstance(inline, dict) and _is_whole(inline):
        sent = customers.read(case.company, inline, "customer")
        case.newcomer = sent if case.customer is None else None


def _is_whole(inline: dict[str, Any]) -> bool:
    return any(name in inline for name in ("person_type", "id_type", "name", "address"))
