"""A document that is being made, and what the books remember of it; as text for the attempt that sends it. Pure."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, cast

from connector.issuing.keys import Attempt
from connector.json_text import parse, write
from connector.model.documents import Document, DocumentKind, DocumentLine
from connector.model.money import ZERO, money_of

_AMOUNTS = ("quantity", "unit_price", "base", "tax", "total", "order_gross", "moved")


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeOf:
    """A document, and what the books must remember with it."""

    document: Document
    source_id: str
    fingerprint: str = ""
    """Of the order that it invoices."""
    settled: frozenset[str] = frozenset()
    """Refunds that it leaves out because they came before it."""
    buyer: str = ""
    """The buyer's correction that it holds, as `issuing.buyers` writes it."""
    is_adopted: bool = False
    """Somebody else made it."""


def kept_of(made_of: MadeOf) -> dict[str, object]:
    """What stands beside the body in the books: `LinkRow.document`."""
    document = made_of.document
    return {
        "lines": [{name: value for name, value in asdict(line).items() if value} for line in document.lines],
        "dated_on": document.dated_on.isoformat(),
        "withheld": document.withheld,
        "receivable": document.receivable,
        "advance": document.advance,
        "fingerprint": made_of.fingerprint,
        "settled": sorted(made_of.settled),
        "buyer": made_of.buyer,
        "adopted": made_of.is_adopted,
    }


def made_of_text(made_of: MadeOf) -> str:
    """Of an attempt: with its request, all that is needed to link the document that it may have made."""
    document = made_of.document
    totals = {"total": document.total, "order_total": document.order_total, "marker": document.marker}
    return write({**kept_of(made_of), **totals, "warnings": list(document.warnings)})


def as_sent(kind: str, source_id: str, order_id: str, attempt: Attempt) -> MadeOf:
    """What the attempt sent."""
    kept: dict[str, Any] = parse(attempt.made_of)
    document = Document(
        kind=cast(DocumentKind, kind),
        order_id=order_id,
        dated_on=date.fromisoformat(kept["dated_on"]),
        body=parse(attempt.request),
        total=money_of(kept["total"]),
        order_total=money_of(kept["order_total"]),
        withheld=money_of(kept["withheld"]),
        receivable=money_of(kept["receivable"]),
        advance=money_of(kept["advance"]),
        marker=kept["marker"],
        lines=tuple(line_of(line) for line in kept["lines"]),
        warnings=tuple(kept["warnings"]),
    )
    return MadeOf(
        document=document,
        source_id=source_id,
        fingerprint=kept["fingerprint"],
        settled=frozenset(kept["settled"]),
        buyer=kept["buyer"],
    )


def line_of(fields: Mapping[str, Any]) -> DocumentLine:
    """A line as `kept_of` wrote it."""
    amounts: dict[str, Any] = {name: money_of(fields.get(name, ZERO)) for name in _AMOUNTS}
    texts: dict[str, Any] = {name: str(fields.get(name, "")) for name in ("code", "line_id", "note")}
    return DocumentLine(**texts, **amounts)
