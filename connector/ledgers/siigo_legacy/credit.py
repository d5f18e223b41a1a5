"""Which payment means leave money to be paid later: the list, the setting or the mapping says so, no name. Pure."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace

from connector.ledgers.siigo_legacy.facts import CompanyFacts, PaymentMeans

_ON_CREDIT = ("DueDate", "DueQuote")


def credit_by_setting(company: CompanyFacts, ids: Collection[str]) -> CompanyFacts:
    """The same company, with those on credit that the connection's `credit_means` names, whatever the list says."""
    return _with_credit(company, lambda means: means.id in ids)


def credit_by_mapping(company: CompanyFacts, rows: Sequence[Mapping[str, object]]) -> CompanyFacts:
    """With those on credit that are mapped with a due date or a quote, where nothing else says whether they are."""
    ids = {str(row.get("PaymentMeansCode")) for row in rows if any(name in row for name in _ON_CREDIT)}
    return _with_credit(company, lambda means: means.due_date is None and means.id in ids)


def _with_credit(company: CompanyFacts, is_credit: Callable[[PaymentMeans], bool]) -> CompanyFacts:
    means = {
        key: one.model_copy(update={"due_date": True}) if is_credit(one) else one
        for key, one in company.payment_means.items()
    }
    return replace(company, payment_means=means)
