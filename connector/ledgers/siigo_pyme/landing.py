"""What became of a batch, from the bridge's answer or the lack of one: booked, refused, to wait, unclear. Pure."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from connector import json_text
from connector.ledgers.siigo_pyme.blame import Blamed, blamed
from connector.ledgers.siigo_pyme.settings import Settings
from connector.ledgers.values import integer_of
from connector.messages import say
from connector.model.money import plain
from connector.model.outbox import Fate, Landed, Parcel

BOOKED = Fate(state="booked")
WAITS = Fate(state="waiting")

_NOTHING_DONE = ("no se insert", "no insert", "ningún", "ningun")
"""How the bridge's message begins when none was inserted."""

_SOME_NOT_DONE = re.compile(r"\bno (se )?(insert|pudieron insert)", re.IGNORECASE)
"""What it says when some were not."""

_OF_NO_DOCUMENT = (401, 403, 404, 429, 503)
"""Refusals that no document can be the cause of."""

_EXISTS = re.compile(r"ya existe|already exists|duplicad", re.IGNORECASE)


def landed(status: int, content: bytes, parcels: Sequence[Parcel], settings: Settings, now: datetime) -> Landed:
    """Of an answer that is no 401, 403, 429 or 5xx."""
    answer = _answer(content)
    if status < 300 and (answer is None or "statusCode" not in answer):
        return unclear(say("siigo_pyme.not_json"), parcels, settings, now)
    fields = answer or {}
    status = _told(fields) if status < 300 else status
    message = str(fields.get("message") or "")[:200]
    found = blamed(fields.get("errors"), parcels)
    words = say(
        "siigo_pyme.answered", status=status, message=" · ".join([message, *found.loose, *found.doubts]).strip(" ·")
    )
    if status == 408 or status < 200 or (status >= 500 and status != 503):
        return unclear(words, parcels, settings, now)
    if status >= 300 or message.lower().startswith(_NOTHING_DONE):
        return _nothing_done(words, status, found, parcels, settings, now)
    if found.is_empty and _SOME_NOT_DONE.search(message):
        return unclear(words, parcels, settings, now)
    if found.is_empty:
        return Landed(state="sent", rest=BOOKED)
    refused = _refused(found)
    others = [parcel for parcel in parcels if parcel.id not in refused]
    doubted = [parcel for parcel in others if found.loose or parcel.id in found.doubted]
    fates = {**refused, **_taken(found, parcels, settings), **_questions(doubted)}
    return _answered(words, fates, settings, now)


def waits(why: str, settings: Settings, now: datetime, *, seconds: float | None = None) -> Landed:
    """Nobody over there has seen it: it leaves again by itself."""
    pause = timedelta(seconds=max(seconds or 0, settings.pause_seconds))
    return Landed(state="open", rest=WAITS, not_before=now + pause, why=why, has_left=False)


def unclear(why: str, parcels: Sequence[Parcel], settings: Settings, now: datetime) -> Landed:
    """Perhaps all of it was done: who looks in Siigo Pyme is told what for."""
    rest = Fate(state="unclear", errors=(why,))
    return Landed(state="unclear", fates=_questions(parcels), rest=rest, not_before=_later(settings, now), why=why)


def is_refused_whole(outcome: Landed) -> bool:
    """The request itself was refused, and no document is to blame."""
    return outcome.state == "open" and not outcome.fates


def _nothing_done(
    why: str, status: int, found: Blamed, parcels: Sequence[Parcel], settings: Settings, now: datetime
) -> Landed:
    """Refusing one too many harms nothing then, and the rest of the batch is not held up. With nobody to blame, the
    batch leaves in halves: if it is because of a document, that stands alone in the end."""
    doubted = dict.fromkeys(found.doubted, Fate(state="rejected", errors=found.doubts))
    fates = {**_refused(found), **doubted, **_taken(found, parcels, settings)}
    if len(fates) == len(parcels):
        return _answered(why, fates, settings, now)
    halves = not fates and status not in _OF_NO_DOCUMENT
    return Landed(state="open", fates=fates, rest=WAITS, not_before=_later(settings, now), why=why, halves=halves)


def _answered(why: str, fates: Mapping[str, Fate], settings: Settings, now: datetime) -> Landed:
    """Nothing is left that travels by itself."""
    if all(fate.state == "rejected" for fate in fates.values()):
        return Landed(state="sent", fates=fates, rest=BOOKED, why=why)
    return Landed(state="unclear", fates=fates, rest=BOOKED, not_before=_later(settings, now), why=why)


def _refused(found: Blamed) -> Mapping[str, Fate]:
    return {id_: Fate(state="rejected", errors=errors) for id_, errors in found.by_parcel.items()}


def _taken(found: Blamed, parcels: Sequence[Parcel], settings: Settings) -> Mapping[str, Fate]:
    """A number that is there already may be there with this very document: the bridge tries several times by itself.

    Where documents are written over there is no such thing.
    """
    if settings.modify_documents == "S":
        return {}
    return {
        parcel.id: Fate(state="unclear", errors=(_which(parcel, words[0]),))
        for parcel in parcels
        if (words := [text for text in found.by_parcel.get(parcel.id, ()) if _EXISTS.search(text)])
    }


def _which(parcel: Parcel, why: str) -> str:
    shown = {"date": parcel.dated_on, "total": plain(parcel.total), "batch": parcel.batch.id}
    return say("siigo_pyme.number_there", name=parcel.name, why=why, **shown)


def _questions(parcels: Sequence[Parcel]) -> Mapping[str, Fate]:
    return {parcel.id: Fate(state="unclear", errors=(_question(parcel, parcels),)) for parcel in parcels}


def _question(parcel: Parcel, parcels: Sequence[Parcel]) -> str:
    of_series = [each.number for each in parcels if each.series == parcel.series]
    shown = {"name": parcel.name, "date": parcel.dated_on, "total": plain(parcel.total), "batch": parcel.batch.id}
    return say("siigo_pyme.look_for", first=min(of_series), last=max(of_series), series=parcel.series, **shown)


def _told(answer: Mapping[str, object]) -> int:
    """The status inside of an answer; 0 where what stands there is none, which says nothing of what was done."""
    return integer_of(answer.get("statusCode")) or 0


def _later(settings: Settings, now: datetime) -> datetime:
    return now + timedelta(seconds=settings.pause_seconds)


def _answer(content: bytes) -> Mapping[str, object] | None:
    """None for what is no JSON object: it comes from something between us and the bridge."""
    try:
        found = json_text.parse(content)
    except json_text.NotJson:
        return None
    return found if isinstance(found, dict) else None
