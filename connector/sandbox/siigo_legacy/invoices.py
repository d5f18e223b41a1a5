"""Invoice/Save: read, judged, numbered, kept; stock goes out, quotes open. No key: the same twice is two (seed 000)."""

from connector.model.money import ZERO
from connector.sandbox.siigo_legacy import accounts, invoice_amounts, invoice_references, products
from connector.sandbox.siigo_legacy.company import Company, Due, Paper
from connector.sandbox.siigo_legacy.fields import Body, checked
from connector.sandbox.siigo_legacy.refusals import raise_any
from connector.sandbox.siigo_legacy.tables import INVOICE


def save(company: Company, body: object) -> Body:
    """The saved invoice in the shape of the body. Raises Refused; then nothing has changed."""
    sent = checked(INVOICE, body, lenient=company.options.lenient)
    raise_any(invoice_references.problems_of(company, sent))
    raise_any(invoice_amounts.problems_of(company, sent))
    type_ = company.document_types[sent["Header"]["DocCode"]]
    number = sent["Header"].get("Number") or company.next_number(type_["Id"])
    company.take_number(type_["Id"], number)
    account, contact = accounts.settle(company, sent["Header"])
    header = sent["Header"] | {"Id": company.new_id(), "Number": number}
    header["Account"] = {"BranchOffice": account["BranchOffice"]} | sent["Header"]["Account"]
    header["Contact"] = sent["Header"]["Contact"] | {"Code": contact["Code"]}
    paper = Paper(sent | {"Header": header}, f"FV-{type_['DocCode']}-{number}", _dues(company, sent))
    company.invoices[paper.id] = paper
    for row in sent["Items"]:
        products.sell(company, row)
    return paper.answer


def _dues(company: Company, sent: Body) -> list[Due]:
    return [
        Due(row["DueQuote"], row["DueDate"], row["Value"])
        for row in sent["Payments"]
        if company.payment_means[row["PaymentMeansCode"]]["_credit"] and row["Value"] > ZERO
    ]
