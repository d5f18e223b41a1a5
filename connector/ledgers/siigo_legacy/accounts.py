"""Third parties and their contacts in Siigo Nube: found by identification, made when missing, changed when wanted.

There are no idempotency keys, so that everything is looked for first; all of it may be done again.
"""

from collections.abc import Iterator, Mapping

from connector.colombia.identification import FINAL_CONSUMER
from connector.errors import OrderHeld, RemoteRejected
from connector.ledgers.siigo_legacy.answers import LegacyRejected
from connector.ledgers.siigo_legacy.bodies import coded
from connector.ledgers.siigo_legacy.changes import laid_over, says_the_same
from connector.ledgers.siigo_legacy.client import LegacyClient
from connector.ledgers.siigo_legacy.saved import issued_customer
from connector.ledgers.values import Fields, integer_of
from connector.messages import say
from connector.model.documents import Issued

Body = Mapping[str, object]


def found_account(client: LegacyClient, body: Body) -> Fields | None:
    """The third party of this identification and branch; None where there is none. Raises RemoteError."""
    branch = integer_of(body.get("BranchOffice")) or 0
    identification = str(body.get("Identification", ""))
    try:
        answer = client.get("Accounts/GetByCode", identification=identification, branchOffice=f"{branch:03}")
    except LegacyRejected as refused:
        if refused.status == 404:
            return None
        raise
    if answer is None:
        return None
    return _right_one(answer, identification, branch)


def save_account(client: LegacyClient, body: Body, *, updates: bool) -> Issued:
    """The third party and its contact as they are in Siigo Nube afterwards. `updates`: one that exists is changed.

    One that exists keeps its contacts, and gets the order's where it has none: making it may have failed before.
    Raises OrderHeld for one that is inactive, RemoteError.
    """
    found = found_account(client, body)
    account = found or _create(client, body)
    issued = issued_customer(account)  # before anything is made under its id
    _must_be_active(account)
    if found is None:
        _create_contact(client, account, body)
    elif not updates or body.get("Identification") == FINAL_CONSUMER:  # whom all shops of the company share
        _complete(client, account, body)
    else:
        _update(client, account, body)
        _update_contact(client, account, body)
    return issued


def _right_one(answer: object, identification: str, branch: int) -> Fields | None:
    """Older installations answer an empty account, of `Id` 0, for one that they do not have."""
    rows = answer if isinstance(answer, list) else [answer]
    for row in rows:
        if not isinstance(row, dict):
            raise RemoteRejected(say("siigo_legacy.odd_account"), code="odd_account")
        if _is_meant(row, identification, branch):
            return row
    return None


def _is_meant(row: Body, identification: str, branch: int) -> bool:
    return (
        bool(integer_of(row.get("Id")))
        and str(row.get("Identification", "")).strip() == identification
        and (integer_of(row.get("BranchOffice")) or 0) == branch
    )


def _create(client: LegacyClient, body: Body) -> Fields:
    """Someone else may create it between our look and our call, or our call's answer be lost: then that is the one."""
    account = _account(body)
    try:
        return _object(client.post("Accounts/Create", account))
    except LegacyRejected as refused:
        found = found_account(client, body) if refused.status in (400, 409) else None
        if found is None:
            raise
        return found


def _update(client: LegacyClient, found: Fields, body: Body) -> None:
    account = _account(body)
    if not says_the_same(found, account):
        client.post("Accounts/Update", laid_over(found, account), is_repeatable=True)


def _complete(client: LegacyClient, account: Body, body: Body) -> None:
    """With a contact where it has none. A company whose contacts are not listed is left alone."""
    if not isinstance(body.get("Contact"), Mapping) or integer_of(account.get("PrincipalContactID")):
        return
    try:
        has_one = any(True for _ in _contacts_of(client, account))
    except LegacyRejected as refused:
        if refused.status == 404:
            return
        raise
    if not has_one:
        _create_contact(client, account, body)


def _create_contact(client: LegacyClient, account: Body, body: Body) -> None:
    if isinstance(contact := body.get("Contact"), Mapping):
        client.post("Contacts/Create", {"AccountID": integer_of(account.get("Id")), **contact})


def _update_contact(client: LegacyClient, account: Body, body: Body) -> None:
    """Known by its e-mail."""
    contact = body.get("Contact")
    if not isinstance(contact, Mapping):
        return
    email = str(contact.get("Email", "")).casefold()
    mine = _contacts_of(client, account)
    found = next((row for row in mine if str(row.get("Email", "")).casefold() == email), None)
    if found is None:
        _create_contact(client, account, body)
    elif not says_the_same(found, contact):
        client.post("Contacts/Update", laid_over(found, contact), is_repeatable=True)


def _contacts_of(client: LegacyClient, account: Body) -> Iterator[Fields]:
    """Among all: no list of one account's is printed."""
    id_ = integer_of(account.get("Id"))
    for row in client.rows("Contacts/GetAll"):
        if isinstance(row, dict) and integer_of(row.get("AccountID")) == id_:
            yield row


def _account(body: Body) -> Fields:
    return coded({name: value for name, value in body.items() if name != "Contact"})


def _object(answer: object) -> Fields:
    return answer if isinstance(answer, dict) else {}


def _must_be_active(account: Body) -> None:
    if account.get("IsActive") is False:
        raise OrderHeld(say("siigo.customer_inactive", identification=account.get("Identification")))
