"""The tables are whole: what data/NOTICE.md promises, and what the code that reads them relies on."""

from collections import Counter

import pytest

from connector.colombia.places import department_of
from connector.colombia.tables import city_aliases, department_words, municipalities
from connector.colombia.text import fold

BY_DEPARTMENT = {"05": 125, "15": 123, "25": 116, "68": 87, "52": 64, "73": 47, "13": 46, "19": 42, "76": 42}


def test_divipola_has_1122_municipalities_in_33_departments():
    codes = [place.code for place in municipalities()]
    assert len(codes) == len(set(codes)) == 1122
    assert len({place.department_code for place in municipalities()}) == 33
    assert all(len(code) == 5 and code.isdecimal() for code in codes)
    assert all(place.code.startswith(place.department_code) for place in municipalities())
    assert all(place.name.strip() == place.name != "" for place in municipalities())


@pytest.mark.parametrize(("department", "count"), [*BY_DEPARTMENT.items(), ("11", 1), ("88", 2)])
def test_municipalities_of_a_department(department: str, count: int):
    assert sum(place.department_code == department for place in municipalities()) == count


def test_no_name_is_twice_in_a_department():
    names = Counter((place.department_code, fold(place.name)) for place in municipalities())
    assert set(names.values()) == {1}


def test_sixty_seven_names_are_those_of_153_municipalities():
    names = Counter(fold(place.name) for place in municipalities())
    repeated = [count for count in names.values() if count > 1]
    assert (len(repeated), sum(repeated)) == (67, 153)


def test_every_alias_is_of_a_municipality():
    codes = {place.code for place in municipalities()}
    for alias in city_aliases():
        assert alias.code in codes
        assert alias.code[:2] == alias.department_code


def test_no_alias_means_two_municipalities_of_one_department():
    meanings: dict[tuple[str, str], set[str]] = {}
    for name, code in [(place.name, place.code) for place in municipalities()] + [
        (alias.name, alias.code) for alias in city_aliases()
    ]:
        meanings.setdefault((code[:2], fold(name)), set()).add(code)
    assert [key for key, codes in meanings.items() if len(codes) > 1] == []


def test_a_national_alias_is_nobody_elses_name():
    official = {fold(place.name): place.code for place in municipalities()}
    for alias in city_aliases():
        if alias.is_national:
            assert official.get(fold(alias.name), alias.code) == alias.code, alias.name


def test_no_word_for_a_department_means_two():
    words = {}
    for word, code in department_words():
        assert words.setdefault(fold(word), code) == code, word


@pytest.mark.parametrize(("word", "code"), sorted(set(department_words())))
def test_every_word_for_a_department_is_understood(word: str, code: str):
    assert department_of(word) == code
    assert department_of(f"  {word.upper()} ") == code
    assert department_of(word.lower()) == code


@pytest.mark.parametrize(
    ("state", "code"),
    [
        ("CO-DC", "11"),
        ("DC", "11"),
        ("BOG", "11"),
        ("Bogotá, D.C.", "11"),
        ("Capital District", "11"),
        ("ANT", "05"),
        ("CO-ANT", "05"),
        ("05", "05"),
        ("5", "05"),
        ("8", "08"),
        ("11", "11"),
        ("GUJ", "44"),
        ("LAG", "44"),
        ("NOR", "54"),
        ("NSA", "54"),
        ("VIC", "99"),
        ("VID", "99"),
        ("AMZ", "91"),
        ("AMA", "91"),
        ("ARU", "81"),
        ("ARA", "81"),
        ("valle", "76"),
        ("Departamento de Antioquia", "05"),
        ("Departamento del Atlántico", "08"),
        ("Antioquia, Colombia", "05"),
        ("", ""),
        ("Marte", ""),
        ("00", ""),
        ("12", ""),
        ("NY", ""),
    ],
)
def test_department(state: str, code: str):
    assert department_of(state) == code
