"""Rows of the books as the values that deciding works on, and back. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any, cast

from connector.db.tables import AnswerRow, LinkRow
from connector.issuing.books import Answer, Books, Kept
from connector.issuing.buyers import ABOUT
from connector.issuing.made import MadeOf, kept_of, line_of
from connector.json_text import parse, write
from connector.model.documents import Booked, DocumentKind, Issued, News, Standing
from connector.model.money import ZERO, money_of


def books_of(links: Sequence[LinkRow], answers: Mapping[str, AnswerRow], told: str, **of_run: Any) -> Books:
    """`links` oldest first; `of_run`: what this run has found out, `looked` and `is_searched`."""
    return Books(
        buyer=answers[ABOUT].detail if ABOUT in answers else "",
        papers=tuple(_kept(link) for link in links),
        answers={about: cast(Answer, row.answer) for about, row in answers.items()},
        details={about: row.detail for about, row in answers.items() if row.detail and about != ABOUT},
        told=_news(told),
        **of_run,
    )


def link_of(made_of: MadeOf, issued: Issued, *, connection: str, warnings: Sequence[str], now: datetime) -> LinkRow:
    """The document as the books keep it: enough to compute its credit notes, and to see that its order has changed."""
    document = made_of.document
    return LinkRow(
        connection=connection,
        kind=document.kind,
        source_id=made_of.source_id,
        order_id=document.order_id,
        ledger_id=issued.id,
        name=issued.name,
        total=issued.total,
        status=issued.status,
        url=issued.url,
        document=write({"body": document.body, **kept_of(made_of)}),
        warnings="\n".join(warnings),
        created_at=now,
    )


def told_text(news: News) -> str:
    return write({**asdict(news), "credit_notes": list(news.credit_notes)})


def with_more(document: str, **more: object) -> str:
    """`LinkRow.document` with what has become known since: `fingerprint`, `sent_at`, `dated_on`."""
    return write({**(parse(document) if document else {}), **more})


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
            receivable=money_of(document.get("receivable", ZERO)),
            advance=money_of(document.get("advance", ZERO)),
            status=link.status,
            dated_on=date.fromisoformat(document.get("dated_on") or link.created_at.date().isoformat()),
            body=document.get("body", {}),
            lines=tuple(line_of(line) for line in document.get("lines", [])),
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
        buyer=document.get("buyer", ""),
        sent_at=datetime.fromisoformat(document["sent_at"]) if "sent_at" in document else link.created_at,
    )


def _news(told: str) -> News | None:
    if not told:
        return None
    fields = parse(told)
    return News(**{**fields, "credit_notes": tuple(fields["credit_notes"])})
