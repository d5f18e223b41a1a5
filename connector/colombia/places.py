"""From the address that a buyer typed to DANE's codes, inside its department, or Doubt (colombia.md 2.1)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from connector.colombia.doubt import Doubt
from connector.colombia.tables import Municipality, city_aliases, department_words, municipalities
from connector.colombia.text import fold, safe_text
from connector.messages import say

BOGOTA = "11001"
_BOGOTA_DEPARTMENT = "11"
_CUNDINAMARCA = "25"
_COLOMBIA = frozenset({"", "co", "col", "colombia", "170", "republica de colombia"})

_SIMILAR = 0.88
"""No two municipalities of one department are as close as this; the closest are Gachetá and Guachetá, 0.875."""
_APART = 0.10

_DEPARTMENT_OF = re.compile(r"(?:departamento|depto|dpto) (?:(?:del|de|de la) )?")
_TITLE = re.compile(r" (?:d c|dc|d t y c|d t c h|d t c e h|d e i p|distrito .*)$")
_SHORT = {"sta": "santa", "sto": "santo", "pto": "puerto", "pta": "punta", "sn": "san"}


@dataclass(frozen=True, slots=True)
class City:
    """A municipality. `doubt` is a sentence when it was found by something less than its name in its department."""

    department_code: str
    department: str
    code: str
    name: str
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class _Index:
    by_code: dict[str, Municipality]
    inside: dict[str, dict[str, str]]
    """Department -> folded name or alias -> code."""
    unique: dict[str, str]
    """Folded name that is safe with another department beside it -> code."""
    everywhere: dict[str, tuple[str, ...]]
    """Folded name or alias -> the codes of all who bear it."""
    departments: dict[str, str]


@dataclass(frozen=True, slots=True)
class _Found:
    code: str
    why: str = ""
    """Ending of the message that says what is doubtful: "differs", "fuzzy", "other_in_bogota"; empty for nothing."""


def department_of(state: str) -> str:
    """The two digits for a shop's code ("ANT", "CO-DC", "BOG"), a name or DANE's own code; "" when unknown."""
    return _department(fold(state))


def find_city(*, country: str, state: str, city: str) -> City:
    """The municipality that an address means. `state` and `city` as the shop gave them; no country means Colombia.

    Raises Doubt for a foreign country and where the city is missing, unknown, or one of several of that name.
    """
    if fold(country) not in _COLOMBIA:
        raise Doubt(say("colombia.country_foreign", country=_shown(country)))
    department, name = department_of(state), fold(city)
    found = _find(department, name)
    if not found:
        raise _not_found(department, name, state, city)
    if not found.why and not department and fold(state):
        found = _Found(found.code, "state_unknown")
    place = _index().by_code[found.code]
    doubt = _sentence(found, place, state, city) if found.why else ""
    return City(place.department_code, place.department, place.code, place.name, doubt)


def address_line(line_1: str, line_2: str) -> str:
    """Both lines as one, in Siigo's characters, at most 256 (seed 004)."""
    return safe_text(f"{line_1} {line_2}", max_length=256)


def postal_code_of(text: str) -> str:
    """Six digits, or "" for anything else: it is optional and often invented."""
    code = "".join(text.split())
    return code if re.fullmatch(r"[0-9]{6}", code) else ""


@cache
def _index() -> _Index:
    by_code = {place.code: place for place in municipalities()}
    departments = {fold(word): code for word, code in department_words()}
    names = [(fold(place.name), place.code) for place in municipalities()]
    aliases = [(fold(alias.name), alias.code) for alias in city_aliases()]
    inside: dict[str, dict[str, str]] = {place.department_code: {} for place in municipalities()}
    everywhere: dict[str, tuple[str, ...]] = {}
    for name, code in names + aliases:
        inside[code[:2]].setdefault(name, code)
        everywhere[name] = tuple(dict.fromkeys((*everywhere.get(name, ()), code)))
    official = [name for name, _ in names]
    unique = {name: code for name, code in names if official.count(name) == 1 and name not in departments}
    unique.pop("colombia")  # a municipality of Huila; in a city field it is the country
    unique |= {fold(alias.name): alias.code for alias in city_aliases() if alias.is_national}
    return _Index(by_code, inside, unique, everywhere, departments)


@lru_cache(maxsize=1024)
def _department(state: str) -> str:
    known = _index().departments
    name = _DEPARTMENT_OF.sub("", state, count=1).removesuffix(" colombia")
    if name in known:
        return known[name]
    return name.zfill(2) if name.isdecimal() and name.zfill(2) in _index().inside else ""


@lru_cache(maxsize=8192)
def _find(department: str, text: str) -> _Found | None:
    """The steps of colombia.md 2.1, on folded text and a department's code ("" for none)."""
    name, told = _name_and_department(text)
    if _index().unique.get(name) == BOGOTA or name in ("bogota", "bogota d c"):
        return _Found(BOGOTA, _differs(department))
    if told == _BOGOTA_DEPARTMENT or (department == _BOGOTA_DEPARTMENT and not told):
        return _in_bogota(department, name)
    if told and department and told != department:
        return _contradicted(department, told, name)
    home = department or told
    if home and name in _index().inside[home]:
        return _Found(_index().inside[home][name])
    if name in _index().unique and (home or len(_index().everywhere[name]) == 1):
        return _Found(_index().unique[name], "differs" if home else "")
    return _similar(home, name) if home else None


def _name_and_department(text: str) -> tuple[str, str]:
    """The city's name, and the department where the text ends with one ("cali valle") or begins with "bogota"."""
    known = _index().everywhere
    name = " ".join(_SHORT.get(word, word) for word in text.split())
    for shorter in (name, name.removesuffix(" colombia"), _TITLE.sub("", name.removesuffix(" colombia"))):
        name = shorter
        if name in known:
            return name, ""
    if name.startswith("bogota "):
        return _TITLE.sub("", name.removeprefix("bogota ")), _BOGOTA_DEPARTMENT
    words = name.split()
    for at in range(1, len(words)):
        told = _index().departments.get(" ".join(words[at:]))
        if told:
            return _TITLE.sub("", " ".join(words[:at])), told
    return name, ""


def _in_bogota(department: str, name: str) -> _Found:
    """Bogotá is one municipality: a barrio is in it, but neighbours such as Soacha and Chía are not."""
    index = _index()
    if name in index.inside[_BOGOTA_DEPARTMENT]:
        return _Found(BOGOTA, _differs(department))
    if name in index.inside[_CUNDINAMARCA]:
        return _Found(index.inside[_CUNDINAMARCA][name], "" if department == _CUNDINAMARCA else "differs")
    if name in index.unique:
        return _Found(BOGOTA, "other_in_bogota")
    return _Found(BOGOTA, _differs(department))


def _differs(department: str) -> str:
    """People choose Cundinamarca for Bogotá; another department beside it is worth a word."""
    return "" if department in ("", _BOGOTA_DEPARTMENT, _CUNDINAMARCA) else "differs"


def _contradicted(department: str, told: str, name: str) -> _Found | None:
    """The city field names another department than the state: believed only when the name is not in both."""
    if name in _index().inside[told] and name not in _index().inside[department]:
        return _Found(_index().inside[told][name], "differs")
    return None


def _similar(department: str, name: str) -> _Found | None:
    scores: dict[str, float] = {}
    for _, score, code in _closest(name, _index().inside[department], cutoff=_SIMILAR - _APART):
        scores.setdefault(code, score)
    ranked = sorted(scores.items(), key=lambda item: -item[1])
    if not ranked or ranked[0][1] < _SIMILAR:
        return None
    if len(ranked) > 1 and ranked[0][1] - ranked[1][1] < _APART:
        return None
    return _Found(ranked[0][0], "fuzzy")


def _closest(name: str, names: dict[str, str], *, cutoff: float) -> list[tuple[str, float, str]]:
    """(name, similarity, code) of those at least as similar as `cutoff`, best first."""
    scorer = DamerauLevenshtein.normalized_similarity
    found = process.extract(name, list(names), scorer=scorer, score_cutoff=cutoff, limit=None)
    return [(close, score, names[close]) for close, score, _ in found]


def _not_found(department: str, name: str, state: str, city: str) -> Doubt:
    if not name:
        return Doubt(say("colombia.city_missing"))
    shown = {"city": _shown(city), "state": _shown(state) or say("colombia.no_state")}
    bearers = _index().everywhere.get(_name_and_department(name)[0], ())
    if bearers:
        return Doubt(say("colombia.city_ambiguous", names=_listed(bearers), **shown))
    close = _suggestions(department, name)
    hint = say("colombia.city_hint", names=_listed(close)) if close else ""
    return Doubt(say("colombia.city_unknown", hint=hint, **shown))


def _suggestions(department: str, name: str) -> list[str]:
    """Up to three codes: names that the text begins with, then similar ones."""
    inside = _index().inside
    names = inside[department] if department else {key: codes[0] for key, codes in _index().everywhere.items()}
    begun = [code for key, code in names.items() if name.startswith(f"{key} ")]
    similar = [code for _, _, code in _closest(name, names, cutoff=0.6)]
    return list(dict.fromkeys(begun + similar))[:3]


def _listed(codes: Iterable[str]) -> str:
    return ", ".join(_full_name(_index().by_code[code]) for code in codes)


def _full_name(place: Municipality) -> str:
    return "Bogotá" if place.code == BOGOTA else f"{place.name} ({place.department})"


def _sentence(found: _Found, place: Municipality, state: str, city: str) -> str:
    other = _index().unique.get(fold(city), place.code)
    return say(
        f"colombia.city_{found.why}",
        city=_shown(city),
        state=_shown(state) or say("colombia.no_state"),
        name=_full_name(place),
        code=place.code,
        other=_listed([other]),
    )


def _shown(text: str) -> str:
    return " ".join(text.split())[:60]
