"""Every catalogue id of a mapping, looked up in Siigo: what `doctor` says of it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from connector.errors import RemoteError
from connector.ledgers.siigo.catalogue import Catalogue
from connector.ledgers.siigo.facts import CatalogueName, DocumentType, Entry, User
from connector.ledgers.siigo.fields import shelf_name
from connector.ledgers.values import integer_of
from connector.messages import say
from connector.ports import Check

CLASSES = ("FV", "NC", "RC")
"""Of documents that are made here; ids of document types and payment types are listed by class."""

CATALOGUES: tuple[CatalogueName, ...] = (
    "document_types",
    "payment_types",
    "taxes",
    "users",
    "warehouses",
    "cost_centers",
    "account_groups",
)


def checks_of(catalogue: Catalogue, ids: Mapping[str, Iterable[object]]) -> Iterator[Check]:
    for name in CATALOGUES:
        if wanted := list(ids.get(name, ())):
            yield from _of_catalogue(catalogue, name, wanted)


def _of_catalogue(catalogue: Catalogue, name: CatalogueName, ids: Iterable[object]) -> Iterator[Check]:
    numbers = {shown: integer_of(shown) for shown in dict.fromkeys(ids)}
    try:
        found = _found(catalogue, name, [id_ for id_ in numbers.values() if id_ is not None])
    except RemoteError as error:
        yield Check(name=shelf_name(name, CLASSES[0]), ok=False, detail=str(error), fix=say("siigo.fix_catalogue"))
        return
    for shown, id_ in numbers.items():
        class_, entry = found.get(id_, (CLASSES[0], None)) if id_ is not None else (CLASSES[0], None)
        yield _check_entry(f"{shelf_name(name, class_)}: {shown}", entry)


def _found(catalogue: Catalogue, name: CatalogueName, ids: Sequence[int]) -> Mapping[int, tuple[str, Entry]]:
    """By id, with the class it was found in: of invoices, and where it is not among those, of the others."""
    found: dict[int, tuple[str, Entry]] = {}
    for class_ in CLASSES:
        missing = [id_ for id_ in ids if id_ not in found]
        entries = catalogue.entries(name, class_, missing) if missing else {}
        found |= {id_: (class_, entries[id_]) for id_ in missing if id_ in entries}
    return found


def _check_entry(name: str, entry: Entry | None) -> Check:
    if entry is None:
        return Check(name=name, ok=False, detail=say("siigo.check_unknown"), fix=say("siigo.fix_unknown"))
    if not entry.active:
        return Check(
            name=name, ok=False, detail=say("siigo.check_inactive", name=entry.name), fix=say("siigo.fix_inactive")
        )
    return Check(name=name, ok=True, detail=_described(entry))


def _described(entry: Entry) -> str:
    match entry:
        case DocumentType():
            return _described_document_type(entry)
        case User():
            return entry.full_name
        case _:
            return entry.name


def _described_document_type(kind: DocumentType) -> str:
    flags = {
        "siigo.flag_electronic": kind.is_electronic,
        "siigo.flag_manual_number": not kind.automatic_number,
        "siigo.flag_seller_by_item": kind.seller_by_item,
        "siigo.flag_cost_center": kind.cost_center_mandatory,
        "siigo.flag_whole_pesos": not kind.decimals,
        "siigo.flag_discount_value": kind.discount_type == "Value",
        "siigo.flag_discount_percentage": kind.discount_type == "Percentage",
    }
    return ", ".join([kind.name, *(say(key) for key, is_set in flags.items() if is_set)])
