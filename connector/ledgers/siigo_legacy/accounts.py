"""Third parties and their contacts in Siigo Nube: found by identification, made when missing, changed when wanted.

There are no idempotency keys, so that everything is looked for first; all of it may be done again.
"""

from collections.abc import Mapping

from connector.errors import OrderHeld, RemoteRejected
from connector.ledgers.siigo_legacy.answers import LegacyRejected
from connector.ledgers.siigo_legacy.bodies import coded
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

    Raises OrderHeld for one that is inactive, RemoteError.
    """
    found = found_account(client, body)
    if found is None:
        account = _create(client, body)
        _must_be_active(account)
        _create_contact(client, account, body)
        return issued_customer(account)
    _must_be_active(found)
    if updates:
        found = _update(client, found, body)
        _update_contact(client, found, body)
    return issued_customer(found)


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


def _update(client: LegacyClient, found: Fields, body: Body) -> Fields:
    """What an update leaves out may be emptied, so that what is there goes along; sent only where something changes."""
    changed = {**{name: value for name, value in found.items() if value is not None}, **_account(body)}
    return found if changed == found else _object(client.post("Accounts/Update", changed, is_repeatable=True))


def _create_contact(client: LegacyClient, account: Body, body: Body) -> None:
    if isinstance(contact := body.get("Contact"), Mapping):
        client.post("Contacts/Create", {"AccountID": integer_of(account.get("Id")) or 0, **contact})


def _update_contact(client: LegacyClient, account: Body, body: Body) -> None:
    """Known by its e-mail among all contacts: no list of one account's is printed."""
    contact = body.get("Contact")
    if not isinstance(contact, Mapping):
        return
    found = _found_contact(client, integer_of(account.get("Id")) or 0, str(contact.get("Email", "")))
    if found is None:
        _create_contact(client, account, body)
    elif (changed := {**found, **contact}) != found:
        client.post("Contacts/Update", changed, is_repeatable=True)


def _found_contact(client: LegacyClient, account_id: int, email: str) -> Fields | None:
    rows = client.rows("Contacts/GetAll")
    mine = (row for row in rows if integer_of(row.get("AccountID")) == account_id)
    return next((row for row in mine if str(row.get("Email", "")).casefold() == email.casefold()), None)


def _account(body: Body) -> Fields:
    return coded({name: value for name, value in body.items() if name != "Contact"})


def _object(answer: object) -> Fields:
    return answer if isinstance(answer, dict) else {}


def _must_be_active(account: Body) -> None:
    if account.get("IsActive") is False:
        raise OrderHeld(say("siigo.customer_inactive", identification=account.get("Identification")))
