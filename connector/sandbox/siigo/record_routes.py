"""Routes of customers, products and webhooks (siigo-api.md 10, 11, 17)."""

from collections.abc import Iterable

from flask import Flask, Response, request

from connector.sandbox.answers import reply
from connector.sandbox.siigo import customers, gate, pages, problems, products, webhooks
from connector.sandbox.siigo.company import Company, Record
from connector.sandbox.siigo.problems import Problem, Refused
from connector.sandbox.siigo.views import Books, answer_of, found, page_or_array, show_page


def add_routes(app: Flask) -> None:
    @app.post("/v1/customers")
    def post_customer() -> Response:
        with Books() as company:
            return reply(customers.create(company, gate.body()).answer, 201)

    @app.get("/v1/customers")
    def list_customers() -> Response:
        with Books() as company:
            return show_page(
                company, pages.chosen(company.customers.values(), pages.customer_tests(request.args)), answer_of
            )

    @app.get("/v1/customers/<id_>")
    def get_customer(id_: str) -> Response:
        with Books() as company:
            return reply(found(company.customers, id_).answer)

    @app.put("/v1/customers/<id_>")
    def put_customer(id_: str) -> Response:
        with Books() as company:
            return reply(customers.replace(company, id_, gate.body()).answer)

    @app.delete("/v1/customers/<id_>")
    def delete_customer(id_: str) -> Response:
        del id_  # nobody's customer can be deleted
        message = "This functionality is temporarily disabled."
        raise Refused(Problem("disabled_functionality", message), status=403)

    _route_products(app)
    _route_webhooks(app)


def _route_products(app: Flask) -> None:
    @app.post("/v1/products")
    def post_product() -> Response:
        with Books() as company:
            return reply(products.shown(company, products.create(company, gate.body())), 201)

    @app.get("/v1/products")
    def list_products() -> Response:
        with Books() as company:
            rows = pages.chosen(_coded(company, request.args.get("code", "")), pages.product_tests(request.args))
            return show_page(company, rows, lambda record: products.shown(company, record))

    @app.get("/v1/products/<id_>")
    def get_product(id_: str) -> Response:
        with Books() as company:
            return reply(products.shown(company, found(company.products, id_)))

    @app.put("/v1/products/<id_>")
    def put_product(id_: str) -> Response:
        with Books() as company:
            return reply(products.shown(company, products.replace(company, id_, gate.body())))

    @app.delete("/v1/products/<id_>")
    def delete_product(id_: str) -> Response:
        with Books() as company:
            return reply(products.delete(company, id_))


def _coded(company: Company, code: str) -> Iterable[Record]:
    """The product of this code, all of them without one."""
    if not code:
        return company.products.values()
    product = company.product(code)
    return [product] if product else []


def _route_webhooks(app: Flask) -> None:
    @app.post("/v1/webhooks")
    def post_webhook() -> Response:
        with Books() as company:
            return reply(webhooks.create(company, gate.body()).answer, 201)

    @app.get("/v1/webhooks")
    def list_webhooks() -> Response:
        with Books() as company:
            rows = pages.chosen(company.webhooks.values(), [])
            return page_or_array(company, company.options.webhooks_list, [record.answer for record in rows])

    @app.put("/v1/webhooks", defaults={"id_": ""})
    @app.put("/v1/webhooks/<id_>")
    def put_webhook(id_: str) -> Response:
        with Books() as company:
            if company.options.webhooks_put not in ("both", "id" if id_ else "collection"):
                raise problems.not_found()
            return reply(webhooks.replace(company, id_, gate.body()).answer, 201)

    @app.delete("/v1/webhooks/<id_>")
    def delete_webhook(id_: str) -> Response:
        with Books() as company:
            return reply(webhooks.delete(company, id_))
