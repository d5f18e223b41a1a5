"""The sandbox operator's routes under /_emulator: faults, seeds, DIAN's answers, what happened, reset."""

from dataclasses import replace
from datetime import date
from typing import Any

from flask import Flask, Response

from connector.sandbox import operator_routes
from connector.sandbox.answers import reply
from connector.sandbox.faults import WHAT
from connector.sandbox.operator_routes import BadOrder, Rule, products_of, sent
from connector.sandbox.siigo import products, stamps, stock_orders
from connector.sandbox.siigo.company import Body, Company, Paper
from connector.sandbox.siigo.options import Options, StampError
from connector.sandbox.siigo.state import State, summary

IN_PROGRESS = ("Draft", "Sending", "pending", "processing")


def add_routes(app: Flask, state: State, options: Options) -> None:
    own: tuple[Rule, ...] = (
        ("POST", "/products", lambda: _seed_products(state, options)),
        ("POST", "/stock", lambda: _move_stock(state)),
        ("POST", "/stamps", lambda: _set_stamps(state, options)),
        ("POST", "/settings", lambda: _change_settings(state, options)),
        ("POST", "/document-types/<int:id_>", lambda id_: _patch_type(state, options, id_)),
    )
    operator_routes.add_routes(app, state, lambda: summary(state), WHAT, own)


def _seed_products(state: State, options: Options) -> Response:
    """`{"products": [...]}` or one product; "company" names one, without it all companies, present and future."""
    body = sent()
    company = str(body.pop("company", ""))
    entries = products_of(body)
    state.seed(options, lambda books: [products.seed(books, entry) for entry in entries], name=company)
    return reply({"products": len(entries)}, 201)


def _move_stock(state: State) -> Response:
    """`{"stock": [ … ]}` or one movement; "company" names one, without it all that have the product."""
    body = sent()
    company = str(body.pop("company", ""))
    companies = [books for name, books in list(state.companies.items()) if company in ("", name)]
    return reply({"stock": stock_orders.carry_out(companies, body.get("stock", [body]))}, 201)


def _patch_type(state: State, options: Options, id_: int) -> Response:
    """Flags as in GET /v1/document-types, and two of ours: "resolution" valid|missing|expired, "additional_fields"."""
    body = sent()
    company = str(body.pop("company", ""))
    patch = {f"_{name}" if name in ("resolution", "additional_fields") else name: value for name, value in body.items()}
    state.seed(options, lambda books: _patch(books, id_, patch), name=company)
    return reply({"id": id_, **body})


def _patch(company: Company, id_: int, patch: Body) -> None:
    entry = company.document_types.get(id_)
    if entry is None:
        raise BadOrder(f"there is no document type {id_}")
    if unknown := set(patch) - set(entry):
        raise BadOrder(f"a document type has no {', '.join(sorted(unknown))}")
    entry |= patch


def _change_settings(state: State, options: Options) -> Response:
    """`lock_date`, `warehouses`, `currencies`: what a person sets in Siigo's pages."""
    body = sent()
    company = str(body.pop("company", ""))
    if unknown := set(body) - {"lock_date", "warehouses", "currencies"}:
        raise BadOrder(f"a company has no setting {', '.join(sorted(unknown))}")
    change: dict[str, Any] = {}
    if "lock_date" in body:
        change["lock_date"] = date.fromisoformat(body["lock_date"]) if body["lock_date"] else None
    if "warehouses" in body:
        change["warehouses"] = body["warehouses"] is True
    if "currencies" in body:
        change["currencies"] = frozenset(body["currencies"])
    state.seed(options, lambda books: setattr(books, "settings", replace(books.settings, **change)), name=company)
    return reply(body)


def _set_stamps(state: State, options: Options) -> Response:
    """`{"id": id or name, "status": …}` for a document that exists; `{"next": [{"status": …}]}` for those to come."""
    body = sent()
    if "next" in body:
        results = [_result(entry) for entry in body["next"]]
        company = str(body.get("company", ""))
        state.seed(options, lambda books: books.stamp_results.extend(results), name=company)
        return reply({"next": len(results)}, 201)
    for books in list(state.companies.values()):
        with books.lock:
            if paper := _paper(books, str(body.get("id", ""))):
                _stamp_now(books, paper, body)
                return reply(paper.answer, 201)
    raise BadOrder(f"there is no document {body.get('id')!r}")


def _result(entry: Body) -> tuple[StampError, ...] | None:
    match entry.get("status"):
        case "Accepted":
            return ()
        case "Rejected":
            errors = entry.get("errors") or [{"code": "FAJ43b", "message": "Nombre del adquiriente no informado"}]
            return tuple((error["code"], error["message"]) for error in errors)
        case status if status in IN_PROGRESS:
            return None
    raise BadOrder(
        f"'status' is {entry.get('status')!r}; expected Accepted, Rejected or one of {', '.join(IN_PROGRESS)}"
    )


def _stamp_now(company: Company, paper: Paper, entry: Body) -> None:
    errors = _result(entry)
    if errors is None:
        stamps.keep(paper, entry["status"])
    else:
        stamps.decide(company, paper, errors)


def _paper(company: Company, wanted: str) -> Paper | None:
    papers = [paper for found in company.papers.values() for paper in found.values()]
    return next((paper for paper in papers if wanted in (paper.id, paper.answer["name"])), None)
