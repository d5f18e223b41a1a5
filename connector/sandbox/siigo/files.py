"""PDF, XML and mail of a document: small, true to form, and 500 while DIAN is still busy (siigo-api.md 4 and 12.3)."""

from base64 import b64encode

from connector.sandbox.siigo import problems, stamps
from connector.sandbox.siigo.company import Body, Company, Paper
from connector.sandbox.siigo.issuing import unhandled
from connector.sandbox.siigo.limits import EMAIL
from connector.sandbox.siigo.problems import Refused
from connector.sandbox.siigo.record_schemas import MAIL
from connector.sandbox.siigo.shape import checked

MOST_ADDRESSES = 5


def pdf(company: Company, paper: Paper) -> Body:
    """Raises Refused: 500 while the stamp is running."""
    stamps.refresh(company, paper)
    if stamps.is_sending(paper):
        raise unhandled()
    stamp = paper.answer.get("stamp", {})
    codes = {name: stamp[name] for name in ("cufe", "cude") if name in stamp}
    return {"id": paper.id, **codes, "base64": b64encode(_pdf_text(paper.answer["name"])).decode()}


def xml(company: Company, paper: Paper) -> Body:
    """Raises Refused: not_found until DIAN has accepted the document."""
    stamps.refresh(company, paper)
    if not stamps.is_accepted(paper):
        raise problems.not_found()
    text = f'<?xml version="1.0" encoding="UTF-8"?>\n<Invoice><ID>{paper.answer["name"]}</ID></Invoice>\n'
    return {"id": paper.id, "base64": b64encode(text.encode()).decode()}


def mail(paper: Paper, body: object) -> Body:
    """Raises Refused for an address that is none, or more than five."""
    sent = checked(MAIL, body)
    copies = [address for address in sent.get("copy_to", "").split(";") if address]
    if not all(EMAIL.fullmatch(address) for address in copies):
        raise Refused(problems.invalid("invalid_email", "copy_to"))
    if len(copies) + 1 > MOST_ADDRESSES:
        raise Refused(problems.invalid("values_limit", "copy_to"))
    result = {"status": "sent", "observations": ""}
    paper.answer["mail"] = result
    return result


def _pdf_text(name: str) -> bytes:
    """One page with the document's name; cross-reference offsets are counted, so that viewers open it."""
    content = f"BT /F1 24 Tf 72 720 Td ({name}) Tj ET"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
        "/Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    text, offsets = "%PDF-1.4\n", []
    for number, entry in enumerate(objects, start=1):
        offsets.append(len(text))
        text += f"{number} 0 obj\n{entry}\nendobj\n"
    start = len(text)
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    text += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    text += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"
    return text.encode("ascii")
