"""Contacts and charges: create, update, delete."""

from connector.sandbox.siigo_legacy import accounts
from connector.sandbox.siigo_legacy.company import Company
from connector.sandbox.siigo_legacy.fields import Body, checked
from connector.sandbox.siigo_legacy.ids import check_no_id, known, known_id
from connector.sandbox.siigo_legacy.more_tables import CHARGE, CONTACT
from connector.sandbox.siigo_legacy.refusals import conflict, raise_any, unknown


def create_contact(company: Company, body: object) -> Body:
    """Raises Refused."""
    sent = _read_contact(company, body)
    check_no_id(sent)
    return accounts.add_contact(company, sent)


def update_contact(company: Company, body: object) -> Body:
    """A full replacement of the one that `Id` names. Raises Refused."""
    sent = _read_contact(company, body)
    id_ = known_id(company.contacts, sent)
    company.contacts[id_] = {"Code": company.contacts[id_]["Code"]} | sent
    return company.contacts[id_]


def delete_contact(company: Company, id_: int) -> Body:
    known(company.contacts, id_)
    return company.contacts.pop(id_)


def create_charge(company: Company, body: object) -> Body:
    """Raises Refused: 409 for a description that is there."""
    sent = checked(CHARGE, body, lenient=company.options.lenient)
    check_no_id(sent)
    if any(row["Description"] == sent["Description"] for row in company.charges.values()):
        raise conflict("already_exists", f"The charge already exists: {sent['Description']}", "Description")
    id_ = company.new_id()
    company.charges[id_] = sent | {"Id": id_}
    return company.charges[id_]


def update_charge(company: Company, body: object) -> Body:
    sent = checked(CHARGE, body, lenient=company.options.lenient)
    company.charges[known_id(company.charges, sent)] = sent
    return sent


def delete_charge(company: Company, id_: int) -> Body:
    """Raises Refused: 409 for one that contacts have."""
    known(company.charges, id_)
    if any(row.get("ChargeID") == id_ for row in company.contacts.values()):
        raise conflict("delete_not_allowed", f"The charge has contacts: {id_}", "Id")
    return company.charges.pop(id_)


def _read_contact(company: Company, body: object) -> Body:
    sent = checked(CONTACT, body, lenient=company.options.lenient)
    found = []
    if sent["AccountID"] not in company.accounts:
        found.append(unknown("AccountID", sent["AccountID"]))
    if sent.get("ChargeID", 0) > 0 and sent["ChargeID"] not in company.charges:
        found.append(unknown("ChargeID", sent["ChargeID"]))
    raise_any(found)
    return sent
