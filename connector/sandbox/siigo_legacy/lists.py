"""`GetAll`: pages from 0, plain arrays, and what follows the last page."""

from collections.abc import Iterable

from flask import Response, request

from connector.sandbox.answers import reply
from connector.sandbox.siigo_legacy.company import Company, Paper
from connector.sandbox.siigo_legacy.fields import Body
from connector.sandbox.siigo_legacy.refusals import Problem, Refused, not_found


def page_of(company: Company, rows: Iterable[Body]) -> Response:
    """Raises Refused for a `numberPage` that is no page."""
    text = request.args.get("numberPage", "")
    if not (text.isascii() and text.isdigit()):
        raise Refused(
            Problem("invalid_page", f"The numberPage is {text or 'missing'}; expected 0 or more", "numberPage")
        )
    size = company.options.page_size
    found = [_public(row) for row in rows][int(text) * size :][:size]
    if found or company.options.after_last_page == "empty":
        return reply(found)
    if company.options.after_last_page == "204":
        return Response(status=204)
    raise not_found("page", text)


def papers_of(company: Company, papers: Iterable[Paper]) -> list[Body]:
    answers = [paper.answer for paper in papers]
    return answers[::-1] if company.options.newest_first else answers


def _public(row: Body) -> Body:
    return {name: value for name, value in row.items() if not name.startswith("_")}
