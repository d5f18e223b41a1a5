"""The sandbox operator's routes under /_emulator: faults, products, stock, catalogues, what happened, reset."""

from decimal import Decimal, InvalidOperation

from flask import Flask, Response

from connector.sandbox import operator_routes
from connector.sandbox.answers import reply
from connector.sandbox.operator_routes import BadOrder, Rule, products_of, sent
from connector.sandbox.siigo_legacy import products
from connector.sandbox.siigo_legacy.company import Company
from connector.sandbox.siigo_legacy.fields import Body
from connector.sandbox.siigo_legacy.options import Options
from connector.sandbox.siigo_legacy.state import State, summary

FAULTS = ("500_before", "500_after", "503", "429", "drop_before", "drop_after", "delay", "token_expired")
"""What siigo's faults have beyond these belongs to keys and to its services, which are not here."""


def add_routes(app: Flask, state: State, options: Options) -> None:
    own: tuple[Rule, ...] = (
        ("POST", "/products", lambda: _seed_products(state, options)),
        ("POST", "/stock", lambda: _move_stock(state)),
        ("POST", "/document-types", lambda: _patch_type(state, options)),
    )
    operator_routes.add_routes(app, state, lambda: summary(state), FAULTS, own)


def _seed_products(state: State, options: Options) -> Response:
    """`{"products": [...]}` or one product, for all companies, present and future."""
    entries = products_of(sent())
    state.seed(options, lambda company: products.seed(company, entries))
    return reply({"products": len(entries)}, 201)


def _move_stock(state: State) -> Response:
    """`{"code": …, "warehouse": "1", "quantity": 7}`, or `"move": -2`; in every company that has the product."""
    body = sent()
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
    body = sent()

    def patch(company: Company) -> None:
        entry = company.document_types.get(body.get("Id", 0))
        if entry is None or set(body) - set(entry):
            raise BadOrder("an 'Id' of a document type and flags that it has are expected")
        entry |= body

    state.seed(options, patch)
    return reply(body, 201)
