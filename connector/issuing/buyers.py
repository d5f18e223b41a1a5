"""The buyer as a person corrected it: laid over what the shop says of the order. Pure."""

from dataclasses import asdict, dataclass, replace

from connector.json_text import parse, write
from connector.model.order import Identification, Order

ABOUT = "buyer"
"""What the answer is about that holds it."""

SOURCE = "connector buyer"
"""Where the identification stands, for messages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What is not empty takes the place of what the shop says."""

    type: str = ""
    """"CC", "NIT", "13" …, as people write it."""
    number: str = ""
    first_name: str = ""
    last_name: str = ""
    company: str = ""
    email: str = ""
    phone: str = ""


def correction_text(correction: Correction) -> str:
    return write({name: value for name, value in asdict(correction).items() if value})


def laid_over(before: str, new: Correction) -> Correction:
    """What was corrected before, of `correction_text`, and what is corrected now."""
    if not before:
        return new
    old, given = Correction(**parse(before)), {name: value for name, value in asdict(new).items() if value}
    if new.number:
        given["type"] = new.type
    if new.company:
        given |= {"first_name": "", "last_name": ""}
    elif new.first_name or new.last_name:
        given["company"] = ""
    return replace(old, **given)


def corrected(order: Order, detail: str) -> Order:
    """`detail`: of `correction_text`; empty changes nothing. A person who is named drops the company, and a company the
    names: the invoice is for one of them."""
    if not detail:
        return order
    correction = Correction(**parse(detail))
    buyer = order.buyer
    if correction.number:
        found = Identification(type=correction.type, number=correction.number, source=SOURCE)
        buyer = replace(buyer, identification=found, candidates=(found,))
    if correction.company:
        buyer = replace(buyer, company=correction.company)
    elif correction.first_name or correction.last_name:
        buyer = replace(buyer, company="", first_name=correction.first_name, last_name=correction.last_name)
    given = {name: value for name in ("email", "phone") if (value := getattr(correction, name))}
    return replace(order, buyer=replace(buyer, **given))
