"""Where a document stands, from Siigo's answer about it; a refusal to undo it in the merchant's words. Pure."""

from collections.abc import Mapping

from connector.errors import OrderHeld
from connector.ledgers.siigo.answers import SiigoRejected
from connector.messages import say
from connector.model.documents import Standing

DRAFT, REJECTED, ACCEPTED = "Draft", "Rejected", "Accepted"
ANNULLED, DELETED = "Annulled", "Deleted"

NOT_SENT = frozenset({"", DRAFT, REJECTED})
"""DIAN has nothing to decide; every other word means that it has decided or is about to (siigo-api.md 18)."""

GONE = Standing(status=DELETED)


def standing_of(answer: object) -> Standing:
    """From a GET, or the answer to a PUT. Without the key `stamp` the document was never sent."""
    if not isinstance(answer, Mapping):
        return Standing(status="")
    found = answer.get("stamp")
    stamp = found if isinstance(found, Mapping) else {}
    return Standing(
        status=ANNULLED if answer.get("annulled") is True else _text(stamp, "status"),
        cufe=_text(stamp, "cufe") or _text(stamp, "cude"),
        url=_text(answer, "public_url"),
        errors=tuple(filter(None, [_text(stamp, "errors")])),
    )


def errors_in(answer: object) -> tuple[str, ...]:
    """DIAN's reasons, of `/stamp/errors`: each `code: message`."""
    rows = answer.get("errors") if isinstance(answer, Mapping) else None
    entries = [row for row in rows if isinstance(row, Mapping)] if isinstance(rows, list) else []
    shown = [": ".join(filter(None, (_text(row, "code"), _text(row, "message")))) for row in entries]
    return tuple(text for text in shown if text)


def is_gone(refused: SiigoRejected) -> bool:
    return refused.status == 404 or refused.code == "not_found"


def not_undone(refused: SiigoRejected, now: Standing) -> OrderHeld:
    """Siigo publishes no code for it, so that the words follow from where the invoice stands (siigo-api.md 21.42)."""
    message = "; ".join(fault.message or fault.code for fault in refused.faults)
    if now.status == ACCEPTED:
        return OrderHeld(say("siigo_after.accepted_meanwhile", code=refused.code))
    if now.status not in NOT_SENT:
        return OrderHeld(say("siigo_after.being_sent", code=refused.code))
    return OrderHeld(say("siigo_after.not_undone", message=message, code=refused.code))


def _text(row: Mapping[object, object], name: str) -> str:
    value = row.get(name)
    return value.strip() if isinstance(value, str) else ""
