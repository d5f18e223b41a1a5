"""A document's way through DIAN: Sending, then after some polls or seconds Accepted or Rejected (siigo-api.md 18)."""

from collections.abc import Sequence
from datetime import timedelta
from hashlib import sha384

from connector.sandbox.siigo.company import Company, Paper, Stamp
from connector.sandbox.siigo.options import StampError


def send(company: Company, paper: Paper) -> None:
    """Hand the document to DIAN; its answer is decided now and shown later."""
    paper.stamp = Stamp(company.now())
    paper.answer["stamp"] = {"status": "Sending"}
    company.plan.used += 1
    result = company.stamp_results.popleft() if company.stamp_results else company.options.dian(paper.answer)
    if result is None:
        paper.stamp.held = True
    else:
        paper.stamp.errors = tuple(result)
    refresh(company, paper)


def poll(company: Company, paper: Paper) -> None:
    """One GET of the document."""
    if paper.stamp is not None:
        paper.stamp.polls += 1
        refresh(company, paper)


def refresh(company: Company, paper: Paper) -> None:
    """Show DIAN's answer when its time has come. Twice is safe."""
    stamp = paper.stamp
    if stamp is None or stamp.accepted is not None or stamp.held:
        return
    polls, seconds = company.options.stamp_after_polls, company.options.stamp_seconds
    by_polls = polls is not None and stamp.polls >= polls
    by_time = seconds is not None and company.now() - stamp.sent_at >= timedelta(seconds=seconds)
    if by_polls or by_time:
        decide(company, paper, stamp.errors)


def decide(company: Company, paper: Paper, errors: Sequence[StampError]) -> None:
    """DIAN's final answer, whatever it was before."""
    stamp = paper.stamp or Stamp(company.now())
    stamp.errors, stamp.accepted, stamp.held = tuple(errors), not errors, False
    paper.stamp = stamp
    if errors:
        text = "; ".join(f"{code}: {message}" for code, message in errors)
        paper.answer["stamp"] = {"status": "Rejected", "errors": text}
    else:
        name = "cude" if paper.type["type"] == "NC" else "cufe"
        paper.answer["stamp"] = {"status": "Accepted", name: sha384(paper.id.encode()).hexdigest()}


def keep(paper: Paper, status: str) -> None:
    """Leave the document in a state that nothing ends: Draft, Sending, pending."""
    paper.stamp = paper.stamp or Stamp(paper.created)
    paper.stamp.accepted, paper.stamp.held = None, True
    paper.answer["stamp"] = {"status": status}


def is_sending(paper: Paper) -> bool:
    return paper.stamp is not None and paper.stamp.accepted is None and paper.answer["stamp"]["status"] != "Draft"


def is_accepted(paper: Paper) -> bool:
    return paper.stamp is not None and paper.stamp.accepted is True


def errors_of(paper: Paper) -> list[dict[str, str]]:
    """For GET .../stamp/errors; nothing while DIAN has not refused the document."""
    if paper.stamp is None or paper.stamp.accepted is not False:
        return []
    return [{"code": code, "message": message} for code, message in paper.stamp.errors]
