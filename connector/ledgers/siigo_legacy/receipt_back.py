"""A receipt as Siigo Nube answers it, as Issued. Pure."""

from collections.abc import Mapping

from connector.errors import OutcomeUnknown
from connector.ledgers.siigo_legacy.receipt_rows import is_credit, named_invoice
from connector.ledgers.siigo_legacy.saved import BOOKED, header_of, known_as, name_of
from connector.ledgers.values import integer_of
from connector.messages import say
from connector.model.documents import Issued
from connector.model.money import ZERO, NotMoney, money_of


def issued_receipt(answer: object, *, code: str) -> Issued:
    """`code`: of its document type, as in RC-1-22. Raises OutcomeUnknown for an answer without id and total."""
    header = header_of(answer)
    id_, number = integer_of(header.get("Id")), integer_of(header.get("Number"))
    if not id_:
        raise OutcomeUnknown(say("siigo_legacy_receipt.no_id"))
    try:
        total = sum((money_of(row.get("Value")) for row in _paying(answer)), ZERO) or money_of(header.get("TotalValue"))
    except NotMoney:
        raise OutcomeUnknown(say("siigo_legacy_receipt.no_id")) from None
    return Issued(id=known_as("receipt", id_), name=name_of("receipt", code, number or 0), total=total, status=BOOKED)


def _paying(answer: object) -> list[Mapping[str, object]]:
    """The credits that name an instalment; what they come to is what was paid, a fee inside."""
    rows = answer.get("Items") if isinstance(answer, Mapping) else None
    found = [row for row in rows if isinstance(row, Mapping)] if isinstance(rows, list) else []
    return [row for row in found if is_credit(row) and named_invoice(row)]
