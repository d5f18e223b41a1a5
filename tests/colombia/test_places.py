"""The algorithm of colombia.md 2.1, step by step; every name of the tables; the pairs that must not be confused."""

from collections import defaultdict
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import DamerauLevenshtein

from connector.colombia.doubt import Doubt
from connector.colombia.places import City, find_city
from connector.colombia.tables import city_aliases, municipalities
from connector.colombia.text import fold
from connector.messages import speaking

BY_CODE = {place.code: place for place in municipalities()}
BEARERS: dict[str, list[str]] = defaultdict(list)
for _place in municipalities():
    BEARERS[fold(_place.name)].append(_place.code)
REPEATED = {name: codes for name, codes in BEARERS.items() if len(codes) > 1}


@pytest.fixture(autouse=True)
def spanish():
    with speaking("es"):
        yield


def city_of(state: str, city: str) -> City:
    return find_city(country="CO", state=state, city=city)


def doubt_of(state: str, city: str, country: str = "CO") -> str:
    with pytest.raises(Doubt) as caught:
        find_city(country=country, state=state, city=city)
    return str(caught.value)


def test_every_municipality_by_its_name_in_its_department():
    for place in municipalities():
        for name in (place.name, place.name.upper(), fold(place.name)):
            city = city_of(place.department_code, name)
            assert city == City(place.department_code, place.department, place.code, place.name)


def test_every_municipality_by_its_name_with_department_and_country_behind():
    for place in municipalities():
        for typed in (f"{place.name}, {place.department}", f"{place.name} - {place.department}, Colombia"):
            for state in (place.department_code, ""):
                city = city_of(state, typed)
                assert (city.code, city.doubt) == (place.code, ""), typed


def test_every_alias_in_its_department():
    for alias in city_aliases():
        city = city_of(alias.department_code, alias.name)
        assert (city.code, city.doubt) == (alias.code, ""), alias.name


def test_every_national_alias_without_department():
    for alias in city_aliases():
        if alias.is_national:
            assert city_of("", alias.name).code == alias.code, alias.name


@pytest.mark.parametrize("name", sorted(REPEATED))
def test_a_repeated_name_needs_its_department(name: str):
    codes = REPEATED[name]
    assert [city_of(code[:2], name).code for code in codes] == codes
    places = [BY_CODE[code] for code in codes]
    listed = ", ".join(f"{place.name} ({place.department})" for place in places)
    message = doubt_of("", name)
    assert message.startswith(f"Ciudad del comprador: «{name}» (sin departamento) puede ser {listed}")
    assert message.endswith(
        ". Se espera el municipio con su departamento. Corregir el departamento en el pedido de la tienda."
    )


def test_a_repeated_name_in_a_department_that_has_none():
    assert doubt_of("CUN", "Armenia") == (
        "Ciudad del comprador: «Armenia» (CUN) puede ser Armenia (Antioquia), Armenia (Quindío). Se espera el "
        "municipio con su departamento. Corregir el departamento en el pedido de la tienda."
    )


@pytest.mark.parametrize(
    ("state", "city", "code"),
    [
        ("ANT", "Medellin", "05001"),
        ("CO-ANT", "MEDELLÍN", "05001"),
        ("Antioquia", " medellín ", "05001"),
        ("VAC", "Cali", "76001"),
        ("VAC", "Cali - Valle", "76001"),
        ("", "Santiago de Cali", "76001"),
        ("BOL", "Cartagena", "13001"),
        ("BOL", "Cartagena D.T. y C.", "13001"),
        ("BOL", "Cartagena Distrito Turístico y Cultural", "13001"),
        ("CAQ", "Cartagena del Chairá", "18150"),
        ("NSA", "Cúcuta", "54001"),
        ("NOR", "cucuta", "54001"),
        ("VAC", "Buga", "76111"),
        ("NAR", "Tumaco", "52835"),
        ("CUN", "Ubaté", "25843"),
        ("TOL", "Mariquita", "73443"),
        ("BOL", "Mompox", "13468"),
        ("ANT", "Santafé de Antioquia", "05042"),
        ("ANT", "El Peñol", "05541"),
        ("NAR", "El Peñol", "52254"),
        ("ANT", "El Retiro", "05607"),
        ("MAG", "Sta. Marta", "47001"),
        ("BOY", "Pto Boyacá", "15572"),
        ("QUI", "Armenia", "63001"),
        ("ANT", "Armenia", "05059"),
        ("ANT", "Armenia mantequilla", "05059"),
        ("SAP", "San Andrés Isla", "88001"),
        ("SAN", "San Andrés", "68669"),
        ("SAP", "Providencia", "88564"),
        ("SAP", "Santa Catalina", "88564"),
        ("NAR", "Providencia", "52565"),
        ("HUI", "Colombia", "41206"),
        ("ATL", "Puerto Colombia", "08573"),
        ("GUA", "Puerto Colombia", "94884"),
        ("BOY", "Boyacá", "15104"),
        ("CAL", "Risaralda", "17616"),
        ("TOL", "Villa rica", "73873"),
        ("CAU", "Villa Rica", "19845"),
        ("", "Rionegro, Antioquia", "05615"),
        ("", "Rionegro (Santander)", "68615"),
    ],
)
def test_found_by_name(state: str, city: str, code: str):
    found = city_of(state, city)
    assert (found.code, found.department_code, found.doubt) == (code, code[:2], "")


@pytest.mark.parametrize("state", ["DC", "CO-DC", "BOG", "CUN", "CO-CUN", "", "Bogotá D.C."])
@pytest.mark.parametrize(
    "city",
    [
        "Bogotá",
        "BogotÁ",
        "bogota d.c.",
        "Bogotá, D.C.",
        "Bogotá DC",
        "Bogotá, Colombia",
        "Bogotá D.C., Cundinamarca, Colombia",
        "Santafé de Bogotá",
        "Bogotá Distrito Capital",
        "Distrito Capital",
        "Bogotá - Suba",
        "Kennedy, Bogotá",
    ],
)
def test_bogota_whatever_the_department(state: str, city: str):
    assert city_of(state, city) == City("11", "Bogotá, D.C.", "11001", "Bogotá, D.C.")


@pytest.mark.parametrize("city", ["Bogotá", "Suba, Bogotá"])
def test_bogota_in_a_department_far_away_is_told(city: str):
    assert city_of("ANT", city) == City(
        "11",
        "Bogotá, D.C.",
        "11001",
        "Bogotá, D.C.",
        f"Ciudad del comprador: el pedido dice «{city}» (ANT), que allí no existe. Se usó Bogotá, código 11001. "
        "Comprobar la dirección.",
    )


@pytest.mark.parametrize("city", ["Suba", "Chapinero", "Usaquén", "La Candelaria", "Ciudad Bolívar", "Cedritos", ""])
def test_a_part_of_bogota(city: str):
    assert city_of("DC", city) == City("11", "Bogotá, D.C.", "11001", "Bogotá, D.C.")


@pytest.mark.parametrize(
    ("city", "code"),
    [
        ("Soacha", "25754"),
        ("Chía", "25175"),
        ("Mosquera", "25473"),
        ("Funza", "25286"),
        ("Cota", "25214"),
        ("La Calera", "25377"),
        ("Chía Cundinamarca", "25175"),
    ],
)
def test_a_neighbour_of_bogota_is_not_bogota(city: str, code: str):
    found = city_of("DC", city)
    assert found.code == code
    assert found.doubt == (
        f"Ciudad del comprador: el pedido dice «{city}» (DC), que allí no existe. Se usó {found.name} "
        f"(Cundinamarca), código {code}. Comprobar la dirección."
    )


def test_a_neighbour_with_bogota_behind_it():
    assert city_of("CUN", "Soacha - Bogotá") == City("25", "Cundinamarca", "25754", "Soacha")


def test_another_city_with_bogota_as_department():
    found = city_of("DC", "Medellín")
    assert found.code == "11001"
    assert found.doubt == (
        "Ciudad del comprador: el pedido dice Bogotá como departamento y «Medellín» como ciudad, que es también "
        "Medellín (Antioquia). Se usó Bogotá, código 11001. Comprobar la dirección."
    )


@pytest.mark.parametrize(
    ("state", "city", "code"),
    [
        ("CUN", "Medellín", "05001"),
        ("ATL", "Cali", "76001"),
        ("SAN", "Medellín Antioquia", "05001"),
        ("CUN", "Bello, Antioquia", "05088"),
        ("CAU", "Ciudad Bolívar", "05101"),
    ],
)
def test_a_name_that_is_only_in_another_department(state: str, city: str, code: str):
    found, place = city_of(state, city), BY_CODE[code]
    full_name = f"{place.name} ({place.department})"
    assert found.code == code
    assert found.doubt == (
        f"Ciudad del comprador: el pedido dice «{city}» ({state}), que allí no existe. Se usó {full_name}, "
        f"código {code}. Comprobar la dirección."
    )


def test_two_departments_that_both_have_the_name():
    assert doubt_of("SAN", "Rionegro Antioquia") == (
        "Ciudad del comprador: «Rionegro Antioquia» (SAN) puede ser Rionegro (Antioquia), Rionegro (Santander). Se "
        "espera el municipio con su departamento. Corregir el departamento en el pedido de la tienda."
    )


@pytest.mark.parametrize("name", ["Colombia", "Boyacá", "Risaralda", "El Peñol", "Ciudad Bolívar", "Suba", "Santuario"])
def test_names_that_say_nothing_without_a_department(name: str):
    assert doubt_of("", name).startswith(f"Ciudad del comprador: «{name}» (sin departamento) puede ser ")


def test_a_unique_name_with_a_department_that_nobody_knows():
    found = city_of("Marte", "Cali")
    assert found.code == "76001"
    assert found.doubt == (
        "Ciudad del comprador: no se conoce el departamento «Marte». Se usó Santiago de Cali (Valle del Cauca), código "
        "76001, por el nombre de la ciudad. Comprobar la dirección."
    )


@pytest.mark.parametrize(
    ("state", "city", "code"),
    [
        ("SAN", "Pidecuesta", "68547"),
        ("SAN", "Bucarmanga", "68001"),
        ("ATL", "Barranquila", "08001"),
        ("ATL", "Barranuqilla", "08001"),
        ("MET", "Vilavicencio", "50001"),
        ("HUI", "Salado blanco", "41660"),
        ("", "Vilavicencio, Meta", "50001"),
    ],
)
def test_a_slip_of_the_pen_inside_the_department(state: str, city: str, code: str):
    found, place = city_of(state, city), BY_CODE[code]
    assert found.code == code
    assert found.doubt == (
        f"Ciudad del comprador: el pedido dice «{city}» ({state or 'sin departamento'}), que no es un nombre exacto. "
        f"Se usó {place.name} ({place.department}), código {code}. Comprobar la dirección."
    )


@pytest.mark.parametrize(
    ("state", "one", "other", "similarity"),
    [
        ("CUN", "Gachetá", "Guachetá", "0.875"),
        ("CUN", "Nocaima", "Tocaima", "0.857"),
        ("CUN", "Gachetá", "Machetá", "0.857"),
        ("SAN", "Encino", "Enciso", "0.833"),
        ("BOY", "Mongua", "Monguí", "0.833"),
        ("NSA", "Pamplona", "Pamplonita", "0.800"),
    ],
)
def test_the_closest_pairs_are_told_apart(state: str, one: str, other: str, similarity: str):
    assert f"{DamerauLevenshtein.normalized_similarity(fold(one), fold(other)):.3f}" == similarity
    assert (city_of(state, one).name, city_of(state, other).name) == (one, other)


@pytest.mark.parametrize(
    ("state", "between"), [("CUN", "Gacheta x"), ("SAN", "Encio"), ("BOY", "Mongu"), ("CUN", "Ocaima")]
)
def test_what_lies_between_two_is_nobodys(state: str, between: str):
    assert "no es un municipio conocido" in doubt_of(state, between)


def test_no_two_municipalities_of_a_department_are_similar_enough_to_be_confused():
    by_department: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for name, code in [(fold(place.name), place.code) for place in municipalities()] + [
        (fold(alias.name), alias.code) for alias in city_aliases()
    ]:
        by_department[code[:2]].append((name, code))
    similarity = DamerauLevenshtein.normalized_similarity
    confused = [
        (one, other)
        for names in by_department.values()
        for (one, code), (other, other_code) in combinations(names, 2)
        if code != other_code and similarity(one, other, score_cutoff=0.88) >= 0.88
    ]
    assert confused == []


def test_an_unknown_city_gets_suggestions():
    assert doubt_of("ANT", "Medellin Poblado") == (
        "Ciudad del comprador: «Medellin Poblado» (ANT) no es un municipio conocido. Se parece a Medellín (Antioquia). "
        "Escribir en el pedido de la tienda el municipio y su departamento como los nombra el DANE."
    )
    assert "Se parece a Dabeiba (Antioquia)." in doubt_of("ANT", "Dabeeiba")
    assert doubt_of("", "Qwxz") == (
        "Ciudad del comprador: «Qwxz» (sin departamento) no es un municipio conocido. Escribir en el pedido de la "
        "tienda el municipio y su departamento como los nombra el DANE."
    )


@pytest.mark.parametrize("city", ["", "  ", "...", "💐"])
def test_no_city(city: str):
    assert doubt_of("ANT", city) == (
        "Ciudad del comprador: falta. Se espera el nombre de un municipio de Colombia y su departamento. Escribirlos "
        "en el pedido de la tienda."
    )


@pytest.mark.parametrize("country", ["US", "Venezuela", "VE"])
def test_another_country(country: str):
    assert doubt_of("NY", "Bogotá", country) == (
        f"Dirección del comprador: el país es «{country}». Se espera una dirección en Colombia, porque las ciudades de "
        "otros países tienen códigos propios en Siigo. Corregir la dirección en el pedido o facturar a mano."
    )


@pytest.mark.parametrize("country", ["CO", "co", "Co", "Colombia", "COL", ""])
def test_colombia_by_any_name(country: str):
    assert find_city(country=country, state="ANT", city="Bello").code == "05088"


def test_the_same_doubt_in_the_language_of_the_reader():
    spanish = city_of("CUN", "Medellín").doubt
    with speaking("en"):
        assert city_of("CUN", "Medellín").doubt == (
            "Buyer's city: the order says 'Medellín' (CUN), which does not exist there. Medellín "
            "(Antioquia) was used, code 05001. Check the address."
        )
    assert city_of("CUN", "Medellín").doubt == spanish


NAMES = st.sampled_from([place.name for place in municipalities()] + [alias.name for alias in city_aliases()])
STATES = st.text() | st.sampled_from(["", "DC", "CO-ANT", "SAN", "Valle", "11", "CUN"])
CITIES = (
    st.text() | NAMES | st.builds("{} {}".format, NAMES, STATES) | st.builds("{}{}".format, NAMES, st.text(max_size=2))
)


@given(st.sampled_from(["CO", ""]) | st.text(), STATES, CITIES)
def test_any_address_is_a_municipality_or_a_doubt(country: str, state: str, city: str):
    try:
        found = find_city(country=country, state=state, city=city)
    except Doubt:
        return
    place = BY_CODE[found.code]
    assert (found.department_code, found.department, found.name) == (
        place.department_code,
        place.department,
        place.name,
    )
