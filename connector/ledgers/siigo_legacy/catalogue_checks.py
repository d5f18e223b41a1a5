"""Every catalogue id of a mapping, looked up in Siigo Nube: what `doctor` says of it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from connector.errors import RemoteError
from connector.ledgers.siigo_legacy.catalogue import Catalogue
from connector.ledgers.siigo_legacy.facts import CatalogueName, DocumentType, Entry, PaymentMeans, TaxType, User
from connector.ledgers.siigo_legacy.fields import ABSENT, shelf_name
from connector.ledgers.siigo_legacy.item_taxes import counted_as, is_too_much, rate_told
from connector.ledgers.siigo_legacy.settings import Choices
from connector.messages import say
from connector.model.money import plain
from connector.ports import Check

CATALOGUES: tuple[CatalogueName, ...] = (
    "document_types",
    "receipt_types",
    "payment_means",
    "taxes",
    "users",
    "warehouses",
    "account_groups",
)


def checks_of(catalogue: Catalogue, ids: Mapping[str, Iterable[object]], choices: Choices) -> Iterator[Check]:
    """Each looked at, none raised."""
    for name in CATALOGUES:
        keys = list(dict.fromkeys(str(id_) for id_ in ids.get(name, ()) if str(id_) != str(ABSENT)))
        if keys:
            yield from _of_catalogue(catalogue, name, keys, choices)


def _of_catalogue(catalogue: Catalogue, name: CatalogueName, keys: Sequence[str], choices: Choices) -> Iterator[Check]:
    try:
        found = catalogue.entries(name, keys)
    except RemoteError as error:
        yield Check(name=shelf_name(name), ok=False, detail=str(error), fix=say("siigo_legacy.fix_catalogue"))
        return
    for key in keys:
        yield _check_entry(f"{shelf_name(name)}: {key}", found.get(key), choices)
    untold = [key for key in keys if _is_untold(found.get(key), choices)]
    if untold:
        detail = say("siigo_legacy.check_credit", ids=", ".join(untold))
        yield Check(name=say("siigo_legacy.check_credit_name"), ok=True, detail=detail)


def _is_untold(entry: Entry | None, choices: Choices) -> bool:
    """Whether nothing but a mapped due date says that money comes later by it."""
    return isinstance(entry, PaymentMeans) and entry.due_date is None and entry.id not in choices.credit_means


def _check_entry(name: str, entry: Entry | None, choices: Choices) -> Check:
    if entry is None:
        return Check(name=name, ok=False, detail=say("siigo.check_unknown"), fix=say("siigo.fix_unknown"))
    if not entry.active:
        return Check(
            name=name, ok=False, detail=say("siigo.check_inactive", name=entry.name), fix=say("siigo.fix_inactive")
        )
    if isinstance(entry, TaxType) and not entry.kind:
        detail = say("siigo_legacy.check_tax_kind", name=entry.name, found=entry.type or "—")
        return Check(name=name, ok=False, detail=detail, fix=say("siigo_legacy.fix_tax_kind"))
    if (
        isinstance(entry, TaxType)
        and entry.kind == "ReteICA"
        and is_too_much(counted_as(rate_told(entry), choices.reteica))
    ):
        detail = say("siigo_legacy.reteica_too_much", name=entry.name, found=plain(entry.percentage))
        return Check(name=name, ok=False, detail=detail, fix=say("siigo_legacy.fix_reteica"))
    return Check(name=name, ok=True, detail=_described(entry, choices))


def _described(entry: Entry, choices: Choices) -> str:
    match entry:
        case TaxType():
            sign = "‰" if entry.kind == "ReteICA" and choices.reteica == "per_mille" else "%"
            return f"{entry.name} ({entry.kind}, {plain(entry.percentage)} {sign})"
        case PaymentMeans() if entry.is_credit or entry.id in choices.credit_means:
            return f"{entry.name} ({say('siigo_legacy.flag_credit')})"
        case User():
            return entry.full_name
        case DocumentType(automatic_number=False):
            return f"{entry.name} ({say('siigo_legacy.flag_manual_number')})"
        case _:
            return entry.name
