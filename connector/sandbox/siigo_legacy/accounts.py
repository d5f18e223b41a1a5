"""Third parties: create, update, delete, and the one that an invoice brings with itself."""

from collections.abc import Iterator

from connector.sandbox.siigo_legacy.annexes import NIT
from connector.sandbox.siigo_legacy.company import Company
from connector.sandbox.siigo_legacy.fields import Body, checked
from connector.sandbox.siigo_legacy.ids import check_no_id, known, known_id
from connector.sandbox.siigo_legacy.more_tables import ACCOUNT, KINDS
from connector.sandbox.siigo_legacy.refusals import Problem, conflict, raise_any, required, unknown, wrong

WEIGHTS = (3, 7, 13, 17, 19, 23, 29, 37, 41, 43, 47, 53, 59, 67, 71)
"""DIAN's, from the last digit on."""

COLOMBIA = "co"


def create(company: Company, body: object) -> Body:
    """Raises Refused: 409 for an identification and branch that are there."""
    sent = _read(company, body)
    check_no_id(sent)
    return _keep(company, sent, company.new_id())


def update(company: Company, body: object) -> Body:
    """A full replacement of the one that `Id` names. Raises Refused."""
    sent = _read(company, body)
    return _keep(company, sent, known_id(company.accounts, sent))


def delete(company: Company, id_: int) -> Body:
    """Raises Refused: 409 for one that documents name."""
    account = known(company.accounts, id_)
    if account["Identification"] in _used(company):
        raise conflict("delete_not_allowed", f"The account has documents: {id_}", "Id")
    del company.accounts[id_]
    company.contacts = {key: row for key, row in company.contacts.items() if row["AccountID"] != id_}
    return account


def problems_of(company: Company, account: Body, path: str) -> Iterator[Problem]:
    """What is no table's matter: the check digit, the place, whether it is active."""
    dot = f"{path}." if path else ""
    digit = account.get("CheckDigit")
    if digit is not None and str(account["IdTypeCode"]) == NIT and account["Identification"].isdigit():
        expected = check_digit(account["Identification"])
        if digit != expected:
            yield wrong(f"{dot}CheckDigit", digit, expected, "invalid_check_digit")
    city = account["City"]
    if city["CountryCode"].casefold() == COLOMBIA:
        state, code = city["StateCode"], city["CityCode"]
        if len(state) != 2 or len(code) != 5 or not code.isdigit() or not code.startswith(state):
            yield wrong(f"{dot}City.CityCode", f"{code} in {state}", "five digits that begin with the StateCode")
    known = company.account(account["Identification"], account.get("BranchOffice", 0))
    if path and known is not None and not known["IsActive"]:
        yield Problem("parameter_inactive", f"The {dot}Identification is inactive", f"{dot}Identification")


def contact_problems(company: Company, header: Body) -> Iterator[Problem]:
    """`Contact.Code` has no obligation in the table: 0 or none is a new one, another is one of the account's."""
    code = header["Contact"].get("Code", 0)
    account = company.account(header["Account"]["Identification"], header["Account"].get("BranchOffice", 0))
    if code and (account is None or _contact(company, account, code) is None):
        yield unknown("Header.Contact.Code", code)


def settle(company: Company, header: Body) -> tuple[Body, Body]:
    """The account and contact of an invoice, made when they are not there; those that are there stay as they are."""
    sent = header["Account"]
    account = company.account(sent["Identification"], sent.get("BranchOffice", 0))
    if account is None:
        id_ = company.new_id()
        account = {"Id": id_, "BranchOffice": 0, "IsCustomer": True, "IsActive": True} | sent
        company.accounts[id_] = account
    code = header["Contact"].get("Code", 0)
    contact = _contact(company, account, code) or _same_contact(company, account, header["Contact"])
    if contact is None:
        contact = header["Contact"] | {"AccountID": account["Id"]}
        contact = add_contact(company, contact)
    return account, contact


def add_contact(company: Company, sent: Body) -> Body:
    """With an id, and the next code of its account."""
    codes = [row["Code"] for row in company.contacts.values() if row["AccountID"] == sent["AccountID"]]
    id_ = company.new_id()
    company.contacts[id_] = sent | {"Id": id_, "Code": sent.get("Code") or max(codes, default=0) + 1}
    return company.contacts[id_]


def check_digit(identification: str) -> int:
    """DIAN's, of a NIT without it."""
    rest = sum(int(digit) * weight for digit, weight in zip(reversed(identification), WEIGHTS, strict=False)) % 11
    return rest if rest < 2 else 11 - rest


def _read(company: Company, body: object) -> Body:
    sent = checked(ACCOUNT, body, lenient=company.options.lenient)
    found = list(problems_of(company, sent, ""))
    if not any(sent.get(name) for name in KINDS):
        found.append(required(KINDS[1]))
    for name in ("DirectorID", "SalesmanID", "CollectorID"):
        if sent.get(name, 0) > 0 and sent[name] not in company.users:
            found.append(unknown(name, sent[name]))
    contact = sent.get("PrincipalContactID", 0)
    if contact > 0 and contact not in company.contacts:
        found.append(unknown("PrincipalContactID", contact))
    raise_any(found)
    return sent


def _keep(company: Company, sent: Body, id_: int) -> Body:
    other = company.account(sent["Identification"], sent.get("BranchOffice", 0))
    if other is not None and other["Id"] != id_:
        raise conflict("already_exists", f"The account already exists: {sent['Identification']}", "Identification")
    row: Body = {"BranchOffice": 0} | sent | {"Id": id_}
    if str(row["IdTypeCode"]) == NIT and row["Identification"].isdigit():
        row["CheckDigit"] = check_digit(row["Identification"])
    company.accounts[id_] = row
    return row


def _contact(company: Company, account: Body, code: int) -> Body | None:
    rows = company.contacts.values()
    return next((row for row in rows if row["AccountID"] == account["Id"] and row["Code"] == code), None)


def _same_contact(company: Company, account: Body, sent: Body) -> Body | None:
    """The one with the same address, which an invoice without a code means."""
    rows = company.contacts.values()
    return next((row for row in rows if row["AccountID"] == account["Id"] and row["Email"] == sent["Email"]), None)


def _used(company: Company) -> set[str]:
    invoices = {paper.answer["Header"]["Account"]["Identification"] for paper in company.invoices.values()}
    return invoices | {paper.answer["Header"]["Identification"] for paper in company.vouchers.values()}
