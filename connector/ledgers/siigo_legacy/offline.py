"""A document composed without asking the accounting system anything; what could not be checked is said."""

from collections.abc import Mapping, Set
from datetime import date
from decimal import Decimal

from connector.colombia.sale import VAT_RATES
from connector.errors import OrderHeld
from connector.ledgers.siigo_legacy.compose import compose, keys_wanted
from connector.ledgers.siigo_legacy.facts import (
    ByCode,
    CatalogueName,
    CompanyFacts,
    DocumentType,
    PaymentMeans,
    TaxType,
    User,
)
from connector.ledgers.siigo_legacy.fields import ABSENT
from connector.ledgers.siigo_legacy.settings import Settings
from connector.messages import say
from connector.model.documents import DocumentKind, Draft, GivenBack
from connector.model.order import Order
from connector.ports import ComposedOffline

WITHHELD: Mapping[str, str] = {
    "TaxDiscountId": "Retefuente",
    "RetVATTotalID": "ReteIVA",
    "RetICATotalID": "ReteICA",
}
"""Fields of ids whose percentage no mapping tells -> what stands there."""


def compose_offline(
    settings: Settings,
    kind: DocumentKind,
    draft: Draft,
    order: Order,
    *,
    tax_rates: Mapping[int, Decimal],
    today: date,
    marker: str,
) -> ComposedOffline:
    """`tax_rates`: tax id -> per cent, as far as the mapping tells. Raises OrderHeld with every problem seen so."""
    wanted = keys_wanted(kind, draft)
    withheld = _withheld_in(draft.values)
    rates = {str(id_): rate for id_, rate in tax_rates.items()}
    if unknown := wanted.get("taxes", set()) - withheld.keys() - rates.keys():
        sentence = say("siigo_legacy.offline_unknown_taxes", ids=_listed(unknown))
        return ComposedOffline(document=None, not_checked=(sentence,))
    document = compose(
        kind,
        draft,
        order,
        company=_assumed(wanted, draft.values, rates, withheld),
        choices=settings.choices,
        today=today,
        marker=marker,
    )
    return ComposedOffline(document=document, not_checked=tuple(_not_checked(wanted, withheld)))


def compose_credit_note_offline(
    settings: Settings,
    draft: Draft,
    order: Order,
    given_back: GivenBack,
    *,
    tax_rates: Mapping[int, Decimal],
    today: date,
    marker: str,
) -> ComposedOffline:
    """Raises OrderHeld always: this API makes no credit notes."""
    del settings, draft, order, tax_rates, today, marker
    raise OrderHeld(say("siigo_legacy.no_credit_notes", name=given_back.invoice.name))


def _assumed(
    wanted: Mapping[CatalogueName, set[str]],
    values: Mapping[str, object],
    rates: Mapping[str, Decimal],
    withheld: Mapping[str, str],
) -> CompanyFacts:
    """A company in which every key that the draft names exists and fits."""
    header = values.get("Header")
    is_automatic = not (isinstance(header, Mapping) and "Number" in header)
    return CompanyFacts(
        document_types={
            key: DocumentType(id=key, name=key, automatic_number=is_automatic)
            for key in wanted.get("document_types", ())
        },
        payment_means={key: PaymentMeans(id=key, name=key) for key in wanted.get("payment_means", ())},
        taxes={key: _tax(key, rates, withheld) for key in wanted.get("taxes", ())},
        users={key: User(id=key, identification=key) for key in wanted.get("users", ())},
        warehouses={key: ByCode(id=key, code=key) for key in wanted.get("warehouses", ())},
    )


def _tax(key: str, rates: Mapping[str, Decimal], withheld: Mapping[str, str]) -> TaxType:
    """A retention is taken for one of 0 %; how much it is stands in no mapping."""
    if key in withheld:
        return TaxType(id=key, name=key, type=withheld[key])
    return TaxType(id=key, name=key, type="IVA" if rates[key] in VAT_RATES else "Impoconsumo", percentage=rates[key])


def _withheld_in(values: object) -> dict[str, str]:
    """By id of a retention the kind of its field, wherever it stands; -1 is none."""
    if isinstance(values, list | tuple):
        return {id_: kind for row in values for id_, kind in _withheld_in(row).items()}
    if not isinstance(values, Mapping):
        return {}
    named = {name: str(values[name]) for name in WITHHELD if values.get(name) not in (None, "")}
    found = {id_: WITHHELD[name] for name, id_ in named.items() if id_ != str(ABSENT)}
    return found | {id_: kind for value in values.values() for id_, kind in _withheld_in(value).items()}


def _not_checked(wanted: Mapping[CatalogueName, set[str]], withheld: Mapping[str, str]) -> list[str]:
    found = []
    if wanted:
        keys = ", ".join(_listed(wanted[name]) for name in sorted(wanted))
        found.append(say("siigo_legacy.offline_keys_not_checked", keys=keys))
    if taxes := wanted.get("taxes", set()) - withheld.keys():
        found.append(say("siigo_legacy.offline_taxes_not_checked", ids=_listed(taxes)))
    if withheld:
        found.append(say("siigo_legacy.offline_retentions_not_checked", ids=_listed(withheld.keys())))
    if wanted.get("payment_means"):
        found.append(say("siigo_legacy.offline_means_not_checked", ids=_listed(wanted["payment_means"])))
    return found


def _listed(keys: Set[str]) -> str:
    return ", ".join(sorted(keys))
