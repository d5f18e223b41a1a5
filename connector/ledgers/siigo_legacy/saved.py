"""Documents as the system answers them, saved or listed, as ours: id, name, total, marker. Pure.

An answer has the shape of the body that was saved, with `Id` and `Number` in its header (seen in public code).
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from connector.errors import OutcomeUnknown, RemoteRejected
from connector.ledgers.values import integer_of
from connector.messages import say
from connector.model.documents import DocumentKind, Issued
from connector.model.money import ZERO, NotMoney, money_of

BOOKED = "Booked"
"""It stands in the ledger; where it stands with DIAN this API does not tell."""

PREFIXES: Mapping[DocumentKind, str] = {"invoice": "FV", "receipt": "RC"}


def issued_document(kind: DocumentKind, answer: object, codes: Mapping[str, str]) -> Issued:
    """`codes`: by id of a document type, for the name, FV-1-22.

    Raises OutcomeUnknown for an answer without id and total: it may exist, and we cannot say which one it is.
    """
    header = header_of(answer)
    id_, number = integer_of(header.get("Id")), integer_of(header.get("Number"))
    if not id_:
        raise OutcomeUnknown(say("siigo_legacy.no_id"))
    try:
        total = money_of(header.get("TotalValue"))
    except NotMoney:
        raise OutcomeUnknown(say("siigo_legacy.no_id")) from None
    code = codes.get(str(integer_of(header.get("DocCode"))), "")
    return Issued(id=known_as(kind, id_), name=name_of(kind, code, number or 0), total=total, status=BOOKED)


def known_as(kind: DocumentKind, id_: int) -> str:
    """In our books: by the number alone, the id of an invoice may be that of a receipt, or of a refund in the shop."""
    return f"{kind}-{id_}"


def number_of(ledger_id: str) -> str:
    """Its number in Siigo, from the id in our books or as a shop may tell it."""
    return ledger_id.removeprefix("invoice-").removeprefix("receipt-")


def issued_customer(answer: object) -> Issued:
    """Raises OutcomeUnknown for an answer without an id."""
    id_ = integer_of(answer.get("Id")) if isinstance(answer, Mapping) else None
    if not id_:
        raise OutcomeUnknown(say("siigo_legacy.no_id"))
    return Issued(id=str(id_), name="", total=ZERO)


def name_of(kind: DocumentKind, code: str, number: int) -> str:
    """FV-1-22; a receipt is paid against `FV-1` and 22, so that the code must be the document type's.

    Empty without a number, as for a document that is still a draft.
    """
    if not number:
        return ""
    return "-".join(filter(None, (PREFIXES.get(kind, ""), code, str(number))))


def papers_of(rows: Iterable[object]) -> Iterator[Mapping[str, object]]:
    """The documents of a list. Raises RemoteRejected for a row without a header: what is looked for in headers, and not
    found, may be there all the same."""
    for row in rows:
        if not isinstance(row, Mapping) or not isinstance(row.get("Header"), Mapping):
            raise odd_row("Header")
        yield row


def odd_row(part: str) -> RemoteRejected:
    return RemoteRejected(say("siigo_legacy.odd_row", part=part), code="odd_row")


def header_of(answer: object) -> Mapping[str, object]:
    """Empty where there is none."""
    header = answer.get("Header") if isinstance(answer, Mapping) else None
    return header if isinstance(header, Mapping) else {}


def dated_on(header: Mapping[str, object]) -> date | None:
    """Of yyyymmdd, whatever follows it; None for anything else."""
    found = re.match(r"(\d{4})-?(\d{2})-?(\d{2})", str(header.get("DocDate", "")))
    try:
        return date(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        return None


def holds_marker(observations: object, marker: str) -> bool:
    """Whether the whole marker stands in the text: "ref:12" is not in "ref:123"."""
    if not isinstance(observations, str):
        return False
    return re.search(rf"(?<![\w-]){re.escape(marker)}(?![\w-])", observations) is not None
