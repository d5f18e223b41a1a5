"""Siigo's answer to a created or found document, as Issued. Pure."""

import re
from collections.abc import Mapping
from decimal import Decimal

from connector.errors import OutcomeUnknown
from connector.messages import say
from connector.model.documents import Issued
from connector.model.money import ZERO, NotMoney, money_of


def issued_invoice(answer: object) -> Issued:
    """Raises OutcomeUnknown for an answer without an id: the invoice may exist, and we cannot say which one it is."""
    if not isinstance(answer, Mapping) or not answer.get("id"):
        raise OutcomeUnknown(say("siigo.no_id"))
    stamp = answer.get("stamp")
    return Issued(
        id=str(answer["id"]),
        name=str(answer.get("name") or ""),
        total=_total(answer),
        status=str(stamp.get("status") or "") if isinstance(stamp, Mapping) else "",
        url=str(answer.get("public_url") or ""),
    )


def issued_receipt(answer: object) -> Issued:
    """A receipt says no total: it is what its instalment, its payment or its credits come to (siigo-api.md 15).

    Raises OutcomeUnknown for an answer without an id.
    """
    if not isinstance(answer, Mapping) or not answer.get("id"):
        raise OutcomeUnknown(say("siigo.no_id"))
    return Issued(id=str(answer["id"]), name=str(answer.get("name") or ""), total=_taken_in(answer))


def issued_customer(answer: object) -> Issued:
    """Raises OutcomeUnknown for an answer without an id."""
    if not isinstance(answer, Mapping) or not answer.get("id"):
        raise OutcomeUnknown(say("siigo.no_id"))
    return Issued(id=str(answer["id"]), name="", total=ZERO)


def holds_marker(observations: object, marker: str) -> bool:
    """Whether the whole marker stands in the text: "ref:12" is not in "ref:123"."""
    if not isinstance(observations, str):
        return False
    return re.search(rf"(?<![\w-]){re.escape(marker)}(?![\w-])", observations) is not None


def _taken_in(answer: Mapping[str, object]) -> Decimal:
    rows = _rows(answer, "items")
    paying = [row for row in rows if row.get("due")] or [row for row in rows if _is_credit(row)]
    try:
        return sum((money_of(row.get("value")) for row in paying or _rows(answer, "payment")), ZERO)
    except NotMoney:
        raise OutcomeUnknown(say("siigo.no_id")) from None


def _rows(answer: Mapping[str, object], name: str) -> list[Mapping[str, object]]:
    """One or many: `payment` is an object in every sample, and a list in one table (siigo-api.md 15)."""
    found = answer.get(name)
    return [row for row in (found if isinstance(found, list) else [found]) if isinstance(row, Mapping)]


def _is_credit(row: Mapping[str, object]) -> bool:
    account = row.get("account")
    return isinstance(account, Mapping) and account.get("movement") == "Credit"


def _total(answer: Mapping[str, object]) -> Decimal:
    try:
        return money_of(answer.get("total"))
    except NotMoney:
        raise OutcomeUnknown(say("siigo.no_id")) from None
