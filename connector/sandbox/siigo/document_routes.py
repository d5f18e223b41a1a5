"""Routes of invoices, credit notes and vouchers (siigo-api.md 12.3, 14, 15)."""

from flask import Flask, Response, g, request

from connector.sandbox.answers import reply, reply_text
from connector.sandbox.siigo import credit_notes, files, gate, invoices, pages, stamps, vouchers
from connector.sandbox.siigo.company import Body, Paper, Resource
from connector.sandbox.siigo.issuing import Make, check_key, issue, listed
from connector.sandbox.siigo.views import Books, answer_of, found, show_page


def add_routes(app: Flask) -> None:
    _route_papers(app, "invoices", invoices.create)
    _route_papers(app, "credit-notes", credit_notes.create)
    _route_papers(app, "vouchers", vouchers.create)

    @app.put("/v1/invoices/<id_>")
    def put_invoice(id_: str) -> Response:
        with Books() as company:
            return reply(invoices.replace(company, id_, gate.body()).answer, 201)

    @app.delete("/v1/invoices/<id_>")
    def delete_invoice(id_: str) -> Response:
        with Books() as company:
            return reply(invoices.delete(company, id_))

    @app.post("/v1/invoices/<id_>/annul")
    def annul_invoice(id_: str) -> Response:
        with Books() as company:
            return reply(invoices.annul(company, id_))

    @app.get("/v1/invoices/<id_>/pdf")
    def invoice_pdf(id_: str) -> Response:
        with Books() as company:
            return reply(files.pdf(company, invoices.get(company, id_)))

    @app.get("/v1/invoices/<id_>/xml")
    def invoice_xml(id_: str) -> Response:
        with Books() as company:
            return reply(files.xml(company, invoices.get(company, id_)))

    @app.post("/v1/invoices/<id_>/mail")
    def mail_invoice(id_: str) -> Response:
        with Books() as company:
            return reply(files.mail(invoices.get(company, id_), gate.body()), 201)

    @app.get("/v1/invoices/<id_>/stamp/errors")
    def stamp_errors(id_: str) -> Response:
        with Books() as company:
            paper = invoices.get(company, id_)
            stamps.refresh(company, paper)
            return reply({"id": id_, "errors": stamps.errors_of(paper)})

    @app.get("/v1/credit-notes/<id_>/pdf")
    def credit_note_pdf(id_: str) -> Response:
        with Books() as company:
            return reply(files.pdf(company, found(company.papers["credit-notes"], id_)))


def _route_papers(app: Flask, resource: Resource, make: Make) -> None:
    def post() -> Response:
        key = check_key(request.headers.get("Idempotency-Key"))
        text = issue(g.company, resource, key, request.get_data(), gate.body, make, gate.pause)
        return reply_text(text, 201)

    def get(id_: str) -> Response:
        with Books() as company:
            paper = found(company.papers[resource], id_)
            stamps.poll(company, paper)
            return reply(paper.answer)

    def get_list() -> Response:
        with Books() as company:
            rows = pages.chosen(company.papers[resource].values(), pages.paper_tests(request.args))
            return show_page(company, rows, answer_of if resource == "credit-notes" else _listed)

    app.add_url_rule(f"/v1/{resource}", view_func=post, methods=["POST"], endpoint=f"post_{resource}")
    app.add_url_rule(f"/v1/{resource}/<id_>", view_func=get, endpoint=f"get_{resource}")
    app.add_url_rule(f"/v1/{resource}", view_func=get_list, endpoint=f"list_{resource}")


def _listed(paper: Paper) -> Body:
    return listed(paper.answer)
