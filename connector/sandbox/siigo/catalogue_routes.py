"""Routes of the catalogues: plain arrays, but users come in pages (siigo-api.md 9)."""

from typing import Any

from flask import Flask, Response, request

from connector.sandbox.answers import reply
from connector.sandbox.siigo import catalogue, problems
from connector.sandbox.siigo.problems import Refused
from connector.sandbox.siigo.views import Books, page_or_array

DOCUMENT_CLASSES = ("FV", "NC", "RC", "FC", "CC", "RP", "DS", "C")
PAYMENT_CLASSES = ("FV", "NC", "RC", "FC")


def add_routes(app: Flask) -> None:
    @app.get("/v1/document-types")
    def document_types() -> Response:
        wanted = _query("type", DOCUMENT_CLASSES)
        with Books() as company:
            return reply([catalogue.public(row) for row in company.document_types.values() if row["type"] == wanted])

    @app.get("/v1/payment-types")
    def payment_types() -> Response:
        wanted = _query("document_type", PAYMENT_CLASSES)
        with Books() as company:
            rows = company.payment_types.values()
            return reply([catalogue.public(row) for row in rows if wanted in row["_classes"]])

    @app.get("/v1/users")
    def users() -> Response:
        with Books() as company:
            return page_or_array(company, company.options.users_list, list(company.users.values()))

    for name in ("taxes", "warehouses", "cost-centers", "price-lists", "account-groups", "fixed-assets"):
        app.add_url_rule(f"/v1/{name}", view_func=_catalogue_view(name.replace("-", "_")), endpoint=name)

    @app.get("/v1/available-documents")
    def available_documents() -> Response:
        with Books() as company:
            plan = company.plan
            row = {"type": "Electronic", "total_purchased": plan.purchased, "used": plan.used}
            return reply(row | {"available": plan.purchased - plan.used})


def _catalogue_view(name: str) -> Any:
    def view() -> Response:
        with Books() as company:
            return reply(list(getattr(company, name).values()))

    return view


def _query(name: str, known: tuple[str, ...]) -> str:
    """A query word that Siigo demands. Raises Refused; an unknown class answers 404 as RP does live."""
    value = request.args.get(name, "")
    if not value:
        raise Refused(problems.required(name))
    if value not in known:
        raise problems.not_found()
    return value
