"""Rows of the books as the values that deciding works on, and back. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any, cast

from connector.db.tables import AnswerRow, LinkRow
from connector.issuing.books import Answer, Books, Kept
from connector.json_text import parse, write
from connector.model.documents import Booked, Document, DocumentKind, DocumentLine, Issued, News, Standing
from connector.model.money import ZERO, money_of

_AMOUNTS = ("quantity", "unit_price", "base", "tax", "total", "order_gross", "moved")


def books_of(
    links: Sequence[LinkRow], answers: Mapping[str, AnswerRow], told: str, *, is_searched: bool = False
) -> Books:
    """`links` oldest first."""
    return Books(
        is_searched=is_searched,
        papers=tuple(_kept(link) for link in links),
        answers={about: cast(Answer, row.answer) for about, row in answers.items()},
        told=_news(told),
    )


def link_of(
    document: Document,
    issued: Issued,
    *,
    connection: str,
    source_id: str,
    warnings: Sequence[str],
    now: datetime,
    fingerprint: str = "",
    settled: Sequence[str] = (),
    is_adopted: bool = False,
) -> LinkRow:
    """The document as the books keep it: enough to compute its credit notes, and to see that its order has changed."""
    kept = {
        "body": document.body,
        "lines": [{name: value for name, value in asdict(line).items() if value} for line in document.lines],
        "dated_on": document.dated_on.isoformat(),
        "withheld": document.withheld,
        "fingerprint": fingerprint,
        "settled": sorted(settled),
        "adopted": is_adopted,
    }
    return LinkRow(
        connection=connection,
        kind=document.kind,
        source_id=source_id,
        order_id=document.order_id,
        ledger_id=issued.id,
        name=issued.name,
        total=issued.total,
        status=issued.status,
        url=issued.url,
        document=write(kept),
        warnings="\n".join(warnings),
        created_at=now,
    )


def told_text(news: News) -> str:
    return write({**asdict(news), "credit_notes": list(news.credit_notes)})


def with_fingerprint(document: str, fingerprint: str) -> str:
    """`LinkRow.document` of an invoice that its order no longer matches, and that stays."""
    return write({**(parse(document) if document else {}), "fingerprint": fingerprint})


def with_standing(link: LinkRow, standing: Standing, now: datetime) -> LinkRow:
    """The row as `db.books.stands` leaves it."""
    link.status, link.errors, link.looked_at = standing.status, "\n".join(standing.errors), now
    link.cufe, link.url = standing.cufe or link.cufe, standing.url or link.url
    return link


def _kept(link: LinkRow) -> Kept:
    document: dict[str, Any] = parse(link.document) if link.document else {}
    return Kept(
        booked=Booked(
            kind=cast(DocumentKind, link.kind),
            source_id=link.source_id,
            ledger_id=link.ledger_id,
            name=link.name,
            total=link.total,
            withheld=money_of(document.get("withheld", ZERO)),
            status=link.status,
            dated_on=date.fromisoformat(document.get("dated_on") or link.created_at.date().isoformat()),
            body=document.get("body", {}),
            lines=tuple(_line(line) for line in document.get("lines", [])),
        ),
        made_at=link.created_at,
        looked_at=link.looked_at,
        fingerprint=document.get("fingerprint", ""),
        settled=frozenset(document.get("settled", [])),
        errors=tuple(link.errors.splitlines()),
        cufe=link.cufe,
        url=link.url,
        warnings=tuple(link.warnings.splitlines()),
        is_adopted=document.get("adopted", False),
    )


def _line(fields: Mapping[str, Any]) -> DocumentLine:
    amounts: dict[str, Any] = {name: money_of(fields.get(name, ZERO)) for name in _AMOUNTS}
    texts: dict[str, Any] = {name: str(fields.get(name, "")) for name in ("code", "line_id", "note")}
    return DocumentLine(**texts, **amounts)


def _news(told: str) -> News | None:
    if not told:
        return None
    fields = parse(told)
    return News(**{**fields, "credit_notes": tuple(fields["credit_notes"])})
