"""The sandbox operator's routes under /_emulator: faults, products, stock, catalogues, what happened, reset."""

from collections.abc import Callable
from decimal import Decimal, InvalidOperation

from flask import Flask, Response, request

from connector import json_text
from connector.sandbox.siigo.answers import reply
from connector.sandbox.siigo.faults import BadFault, fault_of
from connector.sandbox.siigo_legacy import products
from connector.sandbox.siigo_legacy.company import Company
from connector.sandbox.siigo_legacy.fields import Body
from connector.sandbox.siigo_legacy.options import Options
from connector.sandbox.siigo_legacy.state import State, summary

FAULTS = ("500_before", "500_after", "503", "429", "drop_before", "drop_after", "delay", "token_expired")
"""What siigo's faults have beyond these belongs to keys and to its services, which are not here."""


class BadOrder(ValueError):
    """The operator's request cannot be carried out; `str()` says why."""


def add_routes(app: Flask, state: State, options: Options) -> None:
    rules: tuple[tuple[str, str, Callable[[], Response]], ...] = (
        ("GET", "/state", lambda: reply(summary(state))),
        ("POST", "/faults", lambda: _add_fault(state)),
        ("DELETE", "/faults", lambda: _clear_faults(state)),
        ("POST", "/products", lambda: _seed_products(state, options)),
        ("POST", "/stock", lambda: _move_stock(state)),
        ("POST", "/document-types", lambda: _patch_type(state, options)),
        ("DELETE", "", lambda: _reset(state)),
    )
    for method, path, view in rules:
        app.add_url_rule(f"/_emulator{path}", view_func=view, methods=[method], endpoint=f"_{method}{path}")
    for error in (BadOrder, BadFault):
        app.register_error_handler(error, lambda why: reply({"error": str(why)}, 400))


def _object() -> Body:
    body = json_text.parse(request.get_data() or b"{}")
    if not isinstance(body, dict):
        raise BadOrder("a JSON object is expected")
    return body


def _add_fault(state: State) -> Response:
    fault = fault_of(_object())
    if fault.what not in FAULTS:
        raise BadOrder(f"'what' is {fault.what!r}; expected one of {', '.join(FAULTS)}")
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
    """`{"products": [...]}` or one product, for all companies, present and future."""
    body = _object()
    entries = body.get("products", [body])
    if not all(isinstance(entry, dict) and entry.get("code") for entry in entries):
        raise BadOrder("every product needs a 'code'")
    state.seed(options, lambda company: products.seed(company, entries))
    return reply({"products": len(entries)}, 201)


def _move_stock(state: State) -> Response:
    """`{"code": …, "warehouse": "1", "quantity": 7}`, or `"move": -2`; in every company that has the product."""
    body = _object()
    moved = 0
    for company in list(state.companies.values()):
        with company.lock:
            if company.product(str(body.get("code"))) is not None:
                _move(company, body)
                moved += 1
    if not moved:
        raise BadOrder(f"there is no product {body.get('code')!r}")
    return reply({"companies": moved}, 201)


def _move(company: Company, body: Body) -> None:
    code, place = str(body["code"]), str(body.get("warehouse", "1"))
    if place not in company.warehouses or not {"quantity", "move"} & set(body):
        raise BadOrder("a known 'warehouse' and a 'quantity' or a 'move' are expected")
    try:
        if "quantity" in body:
            company.stock[code, place] = Decimal(str(body["quantity"]))
        else:
            company.move_stock(code, place, Decimal(str(body["move"])))
    except InvalidOperation:
        raise BadOrder("'quantity' and 'move' are numbers") from None


def _patch_type(state: State, options: Options) -> Response:
    """`{"Id": 24445, "Active": false}`: a document type's flags; `_strict` wants a seller by item and a centre."""
    body = _object()

    def patch(company: Company) -> None:
        entry = company.document_types.get(body.get("Id", 0))
        if entry is None or set(body) - set(entry):
            raise BadOrder("an 'Id' of a document type and flags that it has are expected")
        entry |= body

    state.seed(options, patch)
    return reply(body, 201)
