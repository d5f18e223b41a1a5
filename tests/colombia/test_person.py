"""Rules 1 to 4 and the names of colombia.md 1.3; the characters of siigo-api.md 5.5."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connector.colombia.identification import Doubt, LegalId, identify
from connector.colombia.person import FINAL_CONSUMER_NAMES, has_legal_form, names_of, person_type_of, safe_text
from connector.messages import speaking

SIIGO_CLASS = re.compile(r'[\w\s.@\[\]\\%;()#?¡/:{}*+,$"-]*')
"""The published pattern as we read it (siigo-api.md 5.5)."""

COMPANY = LegalId("31", "900123456", "8")
PERSON_WITH_NIT = LegalId("31", "13832081", "4")
CITIZEN = LegalId("13", "13832081", "")


@pytest.fixture(autouse=True)
def spanish():
    with speaking("es"):
        yield


@pytest.mark.parametrize(
    ("legal_id", "company", "explicit", "expected"),
    [
        (COMPANY, "", "", "Company"),
        (COMPANY, "Tienda Ejemplo S.A.S.", "", "Company"),
        (LegalId("31", "800197268", "4"), "", "", "Company"),
        (LegalId("50", "US771234501", ""), "", "", "Company"),
        (PERSON_WITH_NIT, "", "", "Person"),
        (PERSON_WITH_NIT, "Variedades Laura", "", "Person"),
        (LegalId("31", "1018416538", "3"), "", "", "Person"),
        (LegalId("31", "8001972681", "1"), "", "", "Person"),
        (CITIZEN, "", "", "Person"),
        (CITIZEN, "Tienda Ejemplo S.A.S.", "", "Person"),
        (LegalId("13", "222222222222", ""), "", "", "Person"),
        *((LegalId(code, "AV371482", ""), "", "", "Person") for code in ("41", "22", "48", "47", "42", "91", "12")),
        (CITIZEN, "", "persona jurídica", "Company"),
        (CITIZEN, "", "Empresa", "Company"),
        (COMPANY, "", "Persona Natural", "Person"),
        (COMPANY, "", "person", "Person"),
        (CITIZEN, "", "COMPANY", "Company"),
        (PERSON_WITH_NIT, "Tienda Ejemplo S.A.S.", "Company", "Company"),
    ],
)
def test_person_type(legal_id: LegalId, company: str, explicit: str, expected: str):
    assert person_type_of(legal_id, company, explicit) == expected


def test_unknown_person_type():
    with pytest.raises(Doubt) as caught:
        person_type_of(CITIZEN, "", "régimen  simple")
    assert str(caught.value) == (
        "Tipo de persona del comprador: no se conoce «régimen simple». Se espera persona natural o persona jurídica. "
        "Corregirlo en el pedido de la tienda o traducirlo en el mapeo."
    )


LEGAL_FORMS = [
    "Tienda Ejemplo S.A.S.",
    "TIENDA EJEMPLO SAS",
    "Tienda Ejemplo S. A. S.",
    "Tienda Ejemplo Ltda.",
    "Tienda Ejemplo Limitada",
    "Tienda Ejemplo S.A.",
    "Tienda Ejemplo SA",
    "Tienda Ejemplo E.U.",
    "Ejemplo & Cía",
    "Ejemplo y Cía. S. en C.",
    "Ejemplo S EN C",
    "Aguas de Ejemplo E.S.P.",
    "Aguas de Ejemplo SA ESP",
    "Fundación Ejemplo",
    "CORPORACION EJEMPLO",
    "Cooperativa de Ejemplo",
    "Asociación de Ejemplo",
]


@pytest.mark.parametrize("company", LEGAL_FORMS)
def test_a_company_behind_a_persons_nit(company: str):
    with pytest.raises(Doubt) as caught:
        person_type_of(PERSON_WITH_NIT, company)
    assert str(caught.value) == (
        f"Tipo de persona del comprador: el NIT ••••2081 es de persona natural, pero el campo empresa («{company}») "
        "nombra una sociedad. Se espera una sola de las dos. Corregir el NIT o la empresa en el pedido de la tienda."
    )


@pytest.mark.parametrize(
    "company",
    ["", "Variedades Laura", "Casa Bella", "Rosas y Espinas", "Esperanza Ruiz", "Sasha", "Eusebio", "13832081"],
)
def test_names_without_a_legal_form(company: str):
    assert not has_legal_form(company)


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("Laura", "Ríos", ("Laura", "Ríos")),
        ("  Laura   María ", " Ríos\tPeña ", ("Laura María", "Ríos Peña")),
        ("laura", "RÍOS", ("laura", "RÍOS")),
        ("Laura Ríos", "", ("Laura", "Ríos")),
        ("Laura Ríos Peña", "", ("Laura", "Ríos Peña")),
        ("Laura María Ríos Peña", "", ("Laura María", "Ríos Peña")),
        ("Laura María Ríos de la Peña", "", ("Laura María", "Ríos de la Peña")),
        ("", "Laura Ríos Peña", ("Laura", "Ríos Peña")),
        ("Laura Ríos", ".", ("Laura", "Ríos")),
        ("Laura Ríos", "-", ("Laura", "Ríos")),
        ("Laura Ríos", "123", ("Laura", "Ríos")),
        ("Laura 💐", "Ríos", ("Laura", "Ríos")),
        ("Ñandú", "Agüero", ("Ñandú", "Agüero")),
        ("D’Angelo", "O'Neill", ("DAngelo", "ONeill")),
        ("Jean–Paul", "Ríos", ("Jean-Paul", "Ríos")),
        ("𝐋𝐚𝐮𝐫𝐚", "Rı\u0301os", ("Laura", "Rıos")),
    ],
)
def test_two_names_of_a_person(first: str, last: str, expected: tuple[str, str]):
    assert names_of("Person", company="", first_name=first, last_name=last) == expected


def test_a_persons_name_may_stand_in_the_company_field_only():
    assert names_of("Person", company="Laura Ríos", first_name="", last_name="") == ("Laura", "Ríos")
    assert names_of("Person", company="Variedades", first_name="Laura", last_name="Ríos") == ("Laura", "Ríos")


def test_a_single_word_is_repeated_only_where_that_is_the_policy():
    with pytest.raises(Doubt) as caught:
        names_of("Person", company="", first_name="Laura", last_name="")
    assert str(caught.value) == (
        "Nombre del comprador: es una sola palabra. Se esperan nombres y apellidos. Escribir el apellido en el pedido "
        "de la tienda."
    )
    assert names_of("Person", company="", first_name="Laura", last_name="", repeat_single=True) == ("Laura", "Laura")


@pytest.mark.parametrize("person_type", ["Person", "Company"])
@pytest.mark.parametrize(("first", "company"), [("", ""), ("💐", "900.123.456-8"), ("123", "1018416538"), (".", "301")])
def test_no_name_at_all(person_type, first: str, company: str):
    with pytest.raises(Doubt) as caught:
        names_of(person_type, company=company, first_name=first, last_name="", repeat_single=True)
    assert str(caught.value) == (
        "Nombre del comprador: falta. Se esperan nombres y apellidos, o la razón social de la empresa. Escribirlos en "
        "el pedido de la tienda."
    )


@pytest.mark.parametrize(
    ("company", "expected"),
    [
        ("Tienda Ejemplo S.A.S.", "Tienda Ejemplo S.A.S."),
        ("  Tienda   Ejemplo ", "Tienda Ejemplo"),
        ("Ríos & Peña Ltda", "Ríos y Peña Ltda"),
        ("3M", "3M"),
        ("", "Laura Ríos"),
        ("900.123.456-8", "Laura Ríos"),
        ("NIT 900123456-8", "Laura Ríos"),
        ("301", "Laura Ríos"),
    ],
)
def test_one_name_of_a_company(company: str, expected: str):
    assert names_of("Company", company=company, first_name="Laura", last_name="Ríos") == (expected,)


def test_the_final_consumer():
    assert FINAL_CONSUMER_NAMES == ("Consumidor", "final")
    names = names_of("Person", company="X", first_name="Laura", last_name="", final_consumer=True)
    assert names == FINAL_CONSUMER_NAMES


def test_names_end_after_a_hundred_characters():
    first, last = names_of("Person", company="", first_name="Ana " * 40, last_name="R" * 140)
    assert first == " ".join(["Ana"] * 25)
    assert last == "R" * 100


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Cra. 18 #79A - 42", "Cra. 18 #79A - 42"),
        ("Camisa “Sol” «azul» – talla M", 'Camisa "Sol" "azul" - talla M'),
        ("Niña’s café 100%", "Niñas café 100%"),
        ("Aceite & vinagre", "Aceite y vinagre"),
        ("Aceite&vinagre", "Aceite y vinagre"),
        ("Sí! ¿No? ¡Ya!", "Sí No? ¡Ya"),
        ("Taza™ 10×20 cm², 1½ kg…", "Taza 10x20 cm2, 1 1/2 kg..."),
        ("🔥Oferta🔥 del día", "Oferta del día"),
        ("Camisa🔥azul", "Camisa azul"),
        ("dos\nlíneas\ty\x00control", "dos líneas y control"),
        ("Pedido 1001 · Wompi | nota", "Pedido 1001 - Wompi / nota"),
        ("a<b>c=d~e^f`g´h", "a b c d-e fgh"),
        ("N° 5, 1ª etapa", "No 5, 1a etapa"),
        ("e\u0301xito \uff21 \u0663 \u2167", "éxito Ａ 3 VIII"),
        ("[x] {y} (z) @ \\ / : ; ? * + , $ _", "[x] {y} (z) @ \\ / : ; ? * + , $ _"),
        ("日本", "日本"),
        ("", ""),
        ("💐", ""),
    ],
)
def test_safe_text(text: str, expected: str):
    assert safe_text(text, max_length=100) == expected


@pytest.mark.parametrize(
    ("max_length", "expected"),
    [
        (30, "Camisa de lino azul"),
        (19, "Camisa de lino azul"),
        (18, "Camisa de lino"),
        (14, "Camisa de lino"),
        (13, "Camisa de"),
        (10, "Camisa de"),
        (5, "Camis"),
        (0, ""),
    ],
)
def test_safe_text_is_cut_after_a_word(max_length: int, expected: str):
    assert safe_text("Camisa de lino azul", max_length=max_length) == expected


def test_a_long_word_is_cut_in_the_middle():
    assert safe_text("A " + "x" * 50, max_length=20) == "A " + "x" * 18


@given(st.text(), st.integers(0, 300))
def test_safe_text_is_always_of_siigos_class(text: str, max_length: int):
    safe = safe_text(text, max_length=max_length)
    assert SIIGO_CLASS.fullmatch(safe)
    assert len(safe) <= max_length
    assert safe == " ".join(safe.split())
    assert all(char <= "\uffff" for char in safe)


@given(st.text())
def test_safe_text_twice_is_safe_text_once(text: str):
    once = safe_text(text, max_length=500)
    assert safe_text(once, max_length=500) == once


@given(st.sampled_from(["Person", "Company"]), st.text(), st.text(), st.text(), st.booleans())
def test_any_text_gives_names_or_a_doubt(person_type, company: str, first: str, last: str, repeat_single: bool):
    try:
        names = names_of(person_type, company=company, first_name=first, last_name=last, repeat_single=repeat_single)
    except Doubt:
        return
    assert len(names) == (2 if person_type == "Person" else 1)
    assert all(0 < len(name) <= 100 and SIIGO_CLASS.fullmatch(name) for name in names)


@given(st.text(), st.sampled_from(["", "Persona natural", "jurídica"]))
def test_any_company_gives_a_type_or_a_doubt(company: str, explicit: str):
    legal_id = identify("NIT", "13832081")
    try:
        assert person_type_of(legal_id, company, explicit) in ("Person", "Company")
    except Doubt:
        assert has_legal_form(company)
