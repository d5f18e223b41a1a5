"""Which document each error of the bridge is about, whatever shape the error has; what cannot be told is said. Pure.

Only `errors: null` is published (seed 003): here every shape is read that names a row, a document or its number.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from connector.ledgers.values import integer_of
from connector.model.outbox import Parcel

MOST_WORDS = 300
"""Characters of one error."""

MOST_ERRORS = 20
"""Of one document: the rest says the same."""

_WORDS = ("message", "error", "description", "detail", "mensaje", "descripcion", "msg")
_FIELDS = ("field", "campo", "reference")
_PLACES = ("index", "row", "position", "fila", "indice")
_NAMES = ("document", "documento", "document_name", "name")
_NUMBERS = ("document_number", "number", "numero")


@dataclass(frozen=True, slots=True, kw_only=True)
class Blamed:
    by_parcel: Mapping[str, tuple[str, ...]]
    """What the bridge says of each, by the parcel's id."""
    doubted: frozenset[str]
    """Parcels of which some error may be, or may not."""
    loose: tuple[str, ...] = ()
    """Errors that are of nobody in particular."""
    doubts: tuple[str, ...] = ()
    """Errors that are of one of several."""

    @property
    def is_empty(self) -> bool:
        return not self.by_parcel and not self.loose and not self.doubts


@dataclass(frozen=True, slots=True, kw_only=True)
class _Error:
    words: str
    key: str
    """Under which it stands where errors are an object: a row's place, a document's name or number."""
    place: int | None = None
    names: tuple[str, ...] = field(default=())


def blamed(errors: object, parcels: Sequence[Parcel]) -> Blamed:
    """Of `errors` as the bridge sent it: a list, an object by row or document, one text."""
    found = list(_errors(errors))
    rows = sum(each.size for each in parcels)
    base = _base([error.place for error in found if error.place is not None], rows)
    by_parcel: dict[str, list[str]] = {}
    doubted: set[str] = set()
    loose: list[str] = []
    doubts: list[str] = []
    for error in found:
        owners = _owners(error, base, parcels, rows)
        if len(owners) == 1:
            by_parcel.setdefault(owners[0].id, []).append(error.words)
        elif owners:
            doubted |= {each.id for each in owners}
            doubts.append(error.words)
        else:
            loose.append(error.words)
    kept = {id_: tuple(dict.fromkeys(words))[:MOST_ERRORS] for id_, words in by_parcel.items()}
    return Blamed(
        by_parcel=kept,
        doubted=frozenset(doubted - kept.keys()),
        loose=tuple(loose[:MOST_ERRORS]),
        doubts=tuple(doubts[:MOST_ERRORS]),
    )


def _errors(errors: object, key: str = "") -> Iterator[_Error]:
    match errors:
        case list() | tuple():
            for entry in errors:
                yield from _errors(entry, key)
        case Mapping() if any(name in errors for name in _WORDS):
            yield _of_object(errors, key)
        case Mapping():
            for name, entry in errors.items():
                yield from _errors(entry, str(name))
        case None | "":
            return
        case _:
            yield _Error(words=_cut(str(errors)), key=key, place=integer_of(key), names=(str(errors),))


def _of_object(error: Mapping[str, object], key: str) -> _Error:
    words = next(str(error[name]) for name in _WORDS if name in error)
    named = [str(error[name]) for name in (*_NAMES, *_NUMBERS) if error.get(name) not in (None, "")]
    place = next((integer_of(error[name]) for name in _PLACES if name in error), integer_of(key))
    about = next((str(error[name]) for name in _FIELDS if error.get(name)), "")
    return _Error(words=_cut(f"{about}: {words}" if about else words), place=place, key=key, names=(*named, words))


def _base(places: Sequence[int], rows: int) -> int | None:
    """Whether rows are counted from 0 or from 1; None where these places would do for both."""
    if 0 in places:
        return 0
    return 1 if rows in places else None


def _owners(error: _Error, base: int | None, parcels: Sequence[Parcel], rows: int) -> list[Parcel]:
    """By name, by number, then by row; a key that may be a row's place or a number may be of either."""
    texts = (*error.names, error.key)
    if named := [parcel for parcel in parcels if any(_says(text, parcel.name) for text in texts)]:
        return named
    key = integer_of(error.key) or 0
    if numbered := _numbered(error.names if key <= rows else texts, parcels):
        return numbered
    if error.place is None:
        return []
    bases = (0, 1) if base is None else (base,)
    found = [_at(error.place - each, parcels) for each in bases]
    also = _numbered((error.key,), parcels) if error.place == key else []
    return list({parcel.id: parcel for parcel in (*found, *also) if parcel}.values())


def _numbered(texts: Sequence[str], parcels: Sequence[Parcel]) -> list[Parcel]:
    return [parcel for parcel in parcels if str(parcel.number) in texts]


def _says(text: str, name: str) -> bool:
    return re.search(rf"(?<![\w-]){re.escape(name)}(?!\w)", text) is not None


def _at(place: int, parcels: Sequence[Parcel]) -> Parcel | None:
    """Whose row stands there, counted from 0 over the request."""
    for parcel in parcels:
        if 0 <= place < parcel.size:
            return parcel
        place -= parcel.size
    return None


def _cut(words: str) -> str:
    return " ".join(words.split())[:MOST_WORDS]
