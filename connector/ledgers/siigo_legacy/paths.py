"""Where each call of the older Siigo Nube API goes, by the name that we call it; a connection may say otherwise. Pure.

Seed 000 prints only those marked; the others are named after the verbs that it lists, or seen in public code.
"""

from collections.abc import Mapping
from difflib import get_close_matches

_PRINTED = (
    "Invoice/Save",
    "Accounts/Create",
    "Contacts/Create",
    "Products/Create",
    "Products/GetProductBalanceByCode",
    "Voucher/Save",
    "ERPDocumentTypes/GetByCode",
    "Users/GetAll",
    "Taxes/GetAll",
    "AccountGroups/GetAll",
)
"""In seed 000, letter for letter."""

_ASSUMED = (
    "Invoice/GetAll",
    "Voucher/GetAll",
    "Accounts/GetByCode",
    "Accounts/GetAll",
    "Accounts/Update",
    "Contacts/GetAll",
    "Contacts/Update",
    "Products/GetAll",
    "Products/GetByCode",
    "Products/Update",
    "ERPDocumentTypes/GetAll",
    "PaymentMeans/GetAll",
    "PriceList/GetAll",
    "Warehouses/GetAll",
)

_BY_ID = ("Invoice/GetByID", "Voucher/GetByID", "Accounts/GetByID", "Contacts/GetByID")
"""The id is part of the path."""

PATHS: Mapping[str, str] = {name: name for name in (*_PRINTED, *_ASSUMED)} | {name: f"{name}/{{id}}" for name in _BY_ID}
"""By name; `{id}` stands for the parameter `id`."""


def paths_with(others: Mapping[str, str]) -> Mapping[str, str]:
    """The usual ones, with those that a connection names instead."""
    return {**PATHS, **others}


def near_path(name: str) -> str:
    """The known name that is most like this one; all of them where none is."""
    return next(iter(get_close_matches(name, PATHS, n=1)), ", ".join(PATHS))
