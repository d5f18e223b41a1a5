"""What every view needs: the caller's books under lock, a row or 404, a page or a plain array."""

from collections.abc import Mapping
from typing import Any

from flask import Response, g, request

from connector.sandbox.answers import reply
from connector.sandbox.siigo import pages, problems
from connector.sandbox.siigo.company import Body, Company, Paper, Record


class Books:
    """The caller's company, locked."""

    def __enter__(self) -> Company:
        company: Company = g.company
        company.lock.acquire()
        return company

    def __exit__(self, *_: object) -> None:
        g.company.lock.release()


def found(rows: Mapping[str, Any], id_: str) -> Any:
    if id_ not in rows:
        raise problems.not_found()
    return rows[id_]


def answer_of(row: Record | Paper) -> Body:
    return row.answer


def show_page(company: Company, rows: list[Any], show: Any) -> Response:
    return reply(pages.page(rows, show, request.args, request.base_url, company.options.smallest_page))


def page_or_array(company: Company, shape: str, rows: list[Body]) -> Response:
    return show_page(company, rows, lambda row: row) if shape == "page" else reply(rows)
