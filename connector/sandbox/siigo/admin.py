"""The sandbox operator's routes under /_emulator: faults, seeds, DIAN's answers, what happened, reset."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from flask import Flask, Response, request

from connector import json_text
from connector.sandbox.siigo import products, stamps, stock_orders
from connector.sandbox.siigo.answers import reply
from connector.sandbox.siigo.company import Body, Company, Paper
from connector.sandbox.siigo.faults import BadFault, fault_of
from connector.sandbox.siigo.options import Options, StampError
from connector.sandbox.siigo.state import State, summary
from connector.sandbox.siigo.stock_orders import BadStock

IN_PROGRESS = ("Draft", "Sending", "pending", "processing")


class BadOrder(ValueError):
    """The operator's request cannot be carried out; `str()` says why."""


def add_routes(app: Flask, state: State, options: Options) -> None:
    rules: tuple[tuple[str, str, Callable[[], Response]], ...] = (
        ("GET", "state", lambda: reply(summary(state))),
        ("POST", "faults", lambda: _add_fault(state)),
        ("DELETE", "faults", lambda: _clear_faults(state)),
        ("POST", "products", lambda: _seed_products(state, options)),
        ("POST", "stock", lambda: _move_stock(state)),
        ("POST", "stamps", lambda: _set_stamps(state, options)),
        ("POST", "settings", lambda: _change_settings(state, options)),
    )
    for method, name, view in rules:
        app.add_url_rule(f"/_emulator/{name}", view_func=view, methods=[method], endpoint=f"_{method}_{name}")
    app.add_url_rule("/_emulator", view_func=lambda: _reset(state), methods=["DELETE"], endpoint="_reset")
    app.add_url_rule(
        "/_emulator/document-types/<int:id_>",
        view_func=lambda id_: _patch_type(state, options, id_),
        methods=["POST"],
        endpoint="_document_types",
    )
    app.register_error_handler(BadOrder, _bad)
    app.register_error_handler(BadFault, _bad)
    app.register_error_handler(BadStock, _bad)


def _bad(error: Exception) -> Response:
    return reply({"error": str(error)}, 400)


def _object() -> Body:
    body = json_text.parse(request.get_data() or b"{}")
    if not isinstance(body, dict):
        raise BadOrder("a JSON object is expected")
    return body


def _add_fault(state: State) -> Response:
    fault = fault_of(_object())
    with state.lock:
        state.faults.append(fault)
        return reply({"faults": len(state.faults)}, 201)


def _clear_faults(state: State) -> Response:
    with state.lock:
        state.faults.clear()
    return reply({"faults": 0})


def _reset(state: State) -> Response:
    with state.lock:
        state.reset()
    return reply({"reset": True})


def _seed_products(state: State, options: Options) -> Response:
    """`{"products": [...]}` or one product; "company" names one, without it all companies, present and future."""
    body = _object()
    company = str(body.pop("company", ""))
    entries = body.get("products", [body])
    if not all(isinstance(entry, dict) and entry.get("code") for entry in entries):
        raise BadOrder("every product needs a 'code'")
    state.seed(company, options, lambda books: [products.seed(books, entry) for entry in entries])
    return reply({"products": len(entries)}, 201)


def _move_stock(state: State) -> Response:
    """`{"stock": [ … ]}` or one movement; "company" names one, without it all that have the product."""
    body = _object()
    company = str(body.pop("company", ""))
    companies = [books for name, books in list(state.companies.items()) if company in ("", name)]
    return reply({"stock": stock_orders.carry_out(companies, body.get("stock", [body]))}, 201)


def _patch_type(state: State, options: Options, id_: int) -> Response:
    """Flags as in GET /v1/document-types, and two of ours: "resolution" valid|missing|expired, "additional_fields"."""
    body = _object()
    company = str(body.pop("company", ""))
    patch = {f"_{name}" if name in ("resolution", "additional_fields") else name: value for name, value in body.items()}
    state.seed(company, options, lambda books: _patch(books, id_, patch))
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
    body = _object()
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
    state.seed(company, options, lambda books: setattr(books, "settings", replace(books.settings, **change)))
    return reply(body)


def _set_stamps(state: State, options: Options) -> Response:
    """`{"id": id or name, "status": …}` for a document that exists; `{"next": [{"status": …}]}` for those to come."""
    body = _object()
    if "next" in body:
        results = [_result(entry) for entry in body["next"]]
        state.seed(str(body.get("company", "")), options, lambda books: books.stamp_results.extend(results))
        return reply({"next": len(results)}, 201)
    for company in list(state.companies.values()):
        with company.lock:
            if paper := _paper(company, str(body.get("id", ""))):
                _stamp_now(company, paper, body)
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
