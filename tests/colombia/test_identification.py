"""Every rule and example of colombia.md 1.1 and 1.2, and what buyers really type."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connector.colombia.identification import (
    FINAL_CONSUMER,
    Doubt,
    LegalId,
    check_digit_of,
    clean,
    id_type_of,
    identify,
    is_bare_number,
    looks_like_company,
    masked,
)
from connector.messages import speaking

CHECK_DIGITS = {
    "890903938": "8",
    "800197268": "4",
    "899999068": "1",
    "890900608": "9",
    "830048145": "8",
    "890100577": "6",
    "13832081": "4",
    "222222222222": "7",
    "900123456": "8",
    "1018416538": "3",
}


@pytest.fixture(autouse=True)
def spanish():
    with speaking("es"):
        yield


def doubt_of(type_words: str, number: str, phone: str = "") -> str:
    with pytest.raises(Doubt) as caught:
        identify(type_words, number, phone=phone)
    return str(caught.value)


@pytest.mark.parametrize(("number", "digit"), CHECK_DIGITS.items())
def test_check_digit(number: str, digit: str):
    assert check_digit_of(number) == digit


@pytest.mark.parametrize("remainder", range(11))
def test_check_digit_is_the_remainder_below_two_and_eleven_less_it_above(remainder: int):
    number = next(str(n) for n in range(900_000_000, 900_000_099) if _remainder(str(n)) == remainder)
    assert check_digit_of(number) == str(remainder if remainder < 2 else 11 - remainder)


def _remainder(number: str) -> int:
    weights = (3, 7, 13, 17, 19, 23, 29, 37, 41, 43, 47, 53, 59, 67, 71)
    return sum(int(digit) * weight for digit, weight in zip(reversed(number), weights, strict=False)) % 11


@pytest.mark.parametrize("number", ["", "12a", "1" * 16, "٣٤٥"])
def test_check_digit_of_what_is_no_number(number: str):
    with pytest.raises(ValueError, match="a check digit needs 1 to 15 digits"):
        check_digit_of(number)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        *((word, "13") for word in ("CC", "cc", "C.C.", "c. c.", "Cédula", "CEDULA", "Cedula de ciudadania", "13")),
        *((word, "13") for word in ("Cédula de Ciudadanía (CC)", "CC - Cédula de ciudadanía", "13 - CC", " cédula ")),
        *((word, "31") for word in ("NIT", "nit", "N.I.T.", "RUT", "31", "31 - NIT", "NIT (RUT)")),
        *((word, "22") for word in ("CE", "Extranjería", "Cédula de extranjería", "22")),
        *((word, "41") for word in ("PP", "PA", "PAS", "Pasaporte", "Passport", "41")),
        *((word, "12") for word in ("TI", "Tarjeta de identidad", "12")),
        *((word, "11") for word in ("RC", "Registro civil", "11")),
        *((word, "47") for word in ("PEP", "47", "Permiso especial de permanencia")),
        *((word, "48") for word in ("PPT", "48", "Permiso por protección temporal")),
        *((word, "42") for word in ("DIE", "DE", "42", "Documento de identificación extranjero")),
        *((word, "21") for word in ("TE", "21", "Tarjeta de extranjería")),
        *((word, "91") for word in ("NUIP", "91")),
        *((word, "50") for word in ("FOREIGN_NIT", "50", "NIT de otro país")),
        *((word, "89") for word in ("Salvoconducto", "89")),
        ("43", "43"),
        ("R-00-PN", "R-00-PN"),
        *((word, "") for word in ("", "  ", "-", "…")),
    ],
)
def test_type_words(words: str, code: str):
    assert id_type_of(words) == code


@pytest.mark.parametrize("words", ["x", "CC / NIT", "Cédula o NIT", "NIT - otro", "DNI", "Seleccione", "14", "persona"])
def test_unknown_type_words_are_never_guessed(words: str):
    with pytest.raises(Doubt) as caught:
        id_type_of(words)
    assert str(caught.value) == (
        f"Tipo de documento del comprador: no se conoce «{words}». Se espera CC, NIT, CE, PP, TI, RC, TE, PEP, PPT, "
        "DIE o el código de la DIAN. Corregirlo en el pedido de la tienda o traducirlo en el mapeo."
    )


@pytest.mark.parametrize(
    ("typed", "cleaned"),
    [
        (" 1.018.416.538 ", "1018416538"),
        ("1'018.416.538", "1018416538"),
        ("1,018,416,538", "1018416538"),
        ("1 018 416 538", "1018416538"),
        ("1\u00a0018\u200b416538\u202c", "1018416538"),
        ("CC 13832081", "13832081"),
        ("cc13832081", "13832081"),
        ("c.c. 13832081", "13832081"),
        ("C.C. No. 13.832.081", "13832081"),
        ("C.C Nº 13832081", "13832081"),
        ("N° 13832081", "13832081"),
        ("Cédula: 13832081", "13832081"),
        ("Cédula de ciudadanía # 13832081", "13832081"),
        ("Documento de identidad 13832081", "13832081"),
        ("#13832081", "13832081"),
        ("NIT 900123456 - 8", "900123456-8"),
        ("Nit: 900.123.456-8", "900123456-8"),
        ("900123456–8", "900123456-8"),
        ("900.123.456 DV 8", "900123456-8"),
        ("900123456 D.V.: 8", "900123456-8"),
        ("av-123456", "AV-123456"),
        ("PA123456", "PA123456"),
        ("PE 098765", "PE098765"),
        ("TI123456", "TI123456"),
        ("\uff11\uff12\uff13", "123"),
        ("", ""),
        (" - ", ""),
    ],
)
def test_clean(typed: str, cleaned: str):
    assert clean(typed) == cleaned


@pytest.mark.parametrize(
    ("words", "number", "expected"),
    [
        ("CC", "13832081", LegalId("13", "13832081", "")),
        ("Cédula", "1.018.416.538", LegalId("13", "1018416538", "")),
        ("CC", "0013832081", LegalId("13", "13832081", "")),
        ("CC", "cédula 13832081", LegalId("13", "13832081", "")),
        ("CC", "1018416538.0", LegalId("13", "1018416538", "")),
        ("CC", "13832081,00", LegalId("13", "13832081", "")),
        ("NIT", "900123456.0", LegalId("31", "900123456", "8")),
        ("CC", "371", LegalId("13", "371", "")),
        ("CC", "1018416538123", LegalId("13", "1018416538123", "")),
        ("NIT", "900.123.456-8", LegalId("31", "900123456", "8")),
        ("NIT", "900123456-8", LegalId("31", "900123456", "8")),
        ("NIT", "9001234568", LegalId("31", "900123456", "8")),
        ("NIT", "900123456 8", LegalId("31", "900123456", "8")),
        ("NIT", "900123456", LegalId("31", "900123456", "8")),
        ("RUT", "NIT 900123456 - 8", LegalId("31", "900123456", "8")),
        ("NIT", "1018416538", LegalId("31", "1018416538", "3")),
        ("NIT", "1018416538-3", LegalId("31", "1018416538", "3")),
        ("NIT", "13832081", LegalId("31", "13832081", "4")),
        ("NIT", "13832081-4", LegalId("31", "13832081", "4")),
        ("NIT", "0900123456", LegalId("31", "900123456", "8")),
        ("CE", "E-371482", LegalId("22", "E371482", "")),
        ("CE", "cédula 371482", LegalId("22", "371482", "")),
        ("CE", "0371482", LegalId("22", "0371482", "")),
        ("CE", "CE371482", LegalId("22", "371482", "")),
        ("CE", "ce-371482", LegalId("22", "371482", "")),
        ("TI", "TI1018416538", LegalId("12", "1018416538", "")),
        ("PPT", "PPT-5318204", LegalId("48", "5318204", "")),
        ("PEP", "PEP901827364501928", LegalId("47", "901827364501928", "")),
        ("PP", "TI123456", LegalId("41", "TI123456", "")),
        ("PP", "av 371482", LegalId("41", "AV371482", "")),
        ("PEP", "901827364501928", LegalId("47", "901827364501928", "")),
        ("PPT", "5318204", LegalId("48", "5318204", "")),
        ("RC", "1018416538", LegalId("11", "1018416538", "")),
        ("FOREIGN_NIT", "US-77-1234501", LegalId("50", "US771234501", "")),
    ],
)
def test_identify(words: str, number: str, expected: LegalId):
    assert identify(words, number) == expected


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("900123456", LegalId("31", "900123456", "8")),
        ("900123456-8", LegalId("31", "900123456", "8")),
        ("800197268", LegalId("31", "800197268", "4")),
        ("1018416538", LegalId("13", "1018416538", "")),
        ("51820", LegalId("13", "51820", "")),
        ("13832081", LegalId("13", "13832081", "")),
        ("NIT 13832081-4", LegalId("31", "13832081", "4")),
        ("C.C. 13832081", LegalId("13", "13832081", "")),
        ("PPT 5318204", LegalId("48", "5318204", "")),
        ("Cédula de extranjería 371482", LegalId("22", "371482", "")),
        ("Pasaporte: AV371482", LegalId("41", "AV371482", "")),
    ],
)
def test_without_a_type_the_shape_or_a_label_says_it(number: str, expected: LegalId):
    assert identify("", number) == expected


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("9001234568", "••••••4568"),
        ("13832081-4", "•••••081-4"),
        ("518204937", "•••••4937"),
        ("5182", "5182"),
        ("AV371482", "AV••1482"),
        ("901827364501928", "•••••••••••1928"),
    ],
)
def test_without_a_type_any_other_shape_is_for_a_person_to_say(number: str, shown: str):
    assert doubt_of("", number) == (
        f"Tipo de documento del comprador: falta, y el número {shown} no permite saberlo. Se espera decir si es CC, "
        "NIT, CE, pasaporte u otro. Escribir el tipo en el pedido de la tienda."
    )


def test_one_cedula_in_ten_ends_like_a_nit_and_none_is_split():
    chance = [str(n) for n in range(1_018_416_500, 1_018_416_900) if check_digit_of(str(n)[:9]) == str(n)[9]]
    assert len(chance) > 30
    for number in chance:
        assert identify("NIT", number).number == number
        assert identify("CC", number).number == number


@pytest.mark.parametrize("words", ["", "CC", "NIT", "Pasaporte"])
@pytest.mark.parametrize("number", ["222222222222", "222.222.222.222", "222222222222-7", "CC 222222222222"])
def test_the_final_consumer_is_a_cedula_whatever_was_typed(words: str, number: str):
    assert identify(words, number, phone="2222222222") == LegalId("13", FINAL_CONSUMER, "")


@pytest.mark.parametrize("number", ["", "  ", "-", "CC", "No."])
def test_missing_number(number: str):
    assert doubt_of("CC", number) == (
        "Identificación del comprador: falta el número. Se espera el número de su cédula, NIT u otro documento. "
        "Pedirlo al comprador y escribirlo en el pedido de la tienda."
    )


def test_email_in_the_field():
    assert doubt_of("CC", "laura1990@example.co") == (
        "Identificación del comprador: hay un correo electrónico en lugar de un número. Se espera el número de su "
        "documento. Corregirlo en el pedido de la tienda."
    )


@pytest.mark.parametrize("words", ["no tengo", "N/A", "no", "pendiente"])
def test_words_in_the_field(words: str):
    assert doubt_of("CC", words) == (
        f"Identificación del comprador: «{words}» no es un número de documento. Se espera un número. Pedirlo al "
        "comprador y escribirlo en el pedido de la tienda."
    )


@pytest.mark.parametrize(
    ("words", "number", "shown"),
    [
        ("CC", "1018416538-3", "•••••••538-3"),
        ("CC", "13832081 de Cali", "••••2081DECALI"),
        ("CC", "AV371482", "AV••1482"),
        ("NIT", "900-123-456-8", "•••-•••-456-8"),
        ("RC", "10184165x", "••••4165X"),
    ],
)
def test_only_digits_for_cedula_nit_and_civil_register(words: str, number: str, shown: str):
    assert doubt_of(words, number) == (
        f"Identificación del comprador: «{shown}» no son solo dígitos. Se esperan de 3 a 13 dígitos para este tipo de "
        "documento. Corregir el número o el tipo en el pedido de la tienda."
    )


@pytest.mark.parametrize(
    ("words", "number", "shown", "count", "most"),
    [
        ("CC", "12", "12", 2, 13),
        ("CC", "0012", "0012", 2, 13),
        ("CC", "10184165381234", "••••••••••1234", 14, 13),
        ("NIT", "31", "31", 2, 13),
        ("RC", "10184165381234", "••••••••••1234", 14, 13),
        ("PP", "A1", "A1", 2, 20),
        ("PP", "AV1018416538101841653", "AV•••••••••••••••1653", 21, 20),
    ],
)
def test_too_short_and_too_long(words: str, number: str, shown: str, count: int, most: int):
    assert doubt_of(words, number) == (
        f"Identificación del comprador: {shown} tiene {count} caracteres. Se esperan de 3 a {most} para este tipo de "
        "documento. Corregir el número o el tipo en el pedido de la tienda."
    )


@pytest.mark.parametrize("words", ["", "CC", "NIT", "CE", "PP"])
@pytest.mark.parametrize(
    "number", ["1111111", "999999999", "0000000000", "123456789", "1234567890", "12345678", "987654321", "0123456789"]
)
def test_made_up_numbers(words: str, number: str):
    assert doubt_of(words, number) == (
        f"Identificación del comprador: {number} parece un número de relleno. Se espera el número real de su "
        "documento. Pedirlo al comprador y escribirlo en el pedido de la tienda."
    )


@pytest.mark.parametrize("phone", ["3001112234", "+57 300 111 2234", "057 3001112234", "(57) 300-111-2234"])
@pytest.mark.parametrize("number", ["3001112234", "573001112234", "300 111 2234"])
def test_the_phone_in_the_field(phone: str, number: str):
    cleaned = number.replace(" ", "")
    assert doubt_of("CC", number, phone) == (
        f"Identificación del comprador: {'•' * (len(cleaned) - 4)}2234 es igual al teléfono del pedido. Se espera el "
        "número de su documento. Comprobarlo con el comprador y corregir el documento o el teléfono en el pedido de "
        "la tienda."
    )


def test_no_phone_is_equal_to_nothing():
    assert identify("CC", "1018416538", phone="").number == "1018416538"
    assert identify("CC", "1018416538", phone="no tengo").number == "1018416538"


@pytest.mark.parametrize(
    ("number", "shown", "expected"),
    [
        ("900123456-5", "•••••3456-5", "8"),
        ("9001234565", "•••••3456-5", "8"),
        ("13832081-1", "••••2081-1", "4"),
        ("1018416538-8", "••••••6538-8", "3"),
    ],
)
def test_a_wrong_check_digit_is_shown_never_repaired(number: str, shown: str, expected: str):
    assert doubt_of("NIT", number) == (
        f"Identificación del comprador: el dígito de verificación del NIT {shown} no corresponde; para ese número es "
        f"{expected}. Comprobar el NIT con el comprador y corregirlo en el pedido de la tienda."
    )


@pytest.mark.parametrize("digit", "0123456789")
def test_of_the_ten_digits_after_the_dash_one_is_believed(digit: str):
    if digit == "8":
        assert identify("NIT", f"900123456-{digit}") == LegalId("31", "900123456", "8")
    else:
        assert "dígito de verificación" in doubt_of("NIT", f"900123456-{digit}")


def test_a_cedula_and_its_check_digit_run_together():
    assert doubt_of("NIT", "138320814") == (
        "Identificación del comprador: no se sabe si el último dígito del NIT •••••0814 es su dígito de verificación. "
        "Se espera el NIT con guion antes de ese dígito (…-4) o sin él. Corregirlo en el pedido de la tienda."
    )
    assert doubt_of("NIT", "10184165383").startswith("Identificación del comprador: no se sabe si el último dígito")
    assert identify("NIT", "138320815") == LegalId("31", "138320815", check_digit_of("138320815"))


@pytest.mark.parametrize(("number", "shown"), [("900123456", "•••••3456"), ("8001972684", "••••••2684")])
def test_no_cedula_has_the_shape_of_a_company(number: str, shown: str):
    assert doubt_of("CC", number) == (
        f"Identificación del comprador: el tipo dice cédula, pero {shown} tiene la forma del NIT de una empresa. Se "
        "espera tipo NIT o el número de una cédula. Corregir el tipo o el número en el pedido de la tienda."
    )


def test_a_label_that_contradicts_the_type_field():
    assert doubt_of("CC", "PPT 5318204") == (
        "Tipo de documento del comprador: el campo dice «CC», pero junto al número dice otro (código DIAN 48). Se "
        "espera uno solo. Corregir el tipo o el número en el pedido de la tienda."
    )


@pytest.mark.parametrize("number", ["AV/371482", "37*1482", "ñ٣٤٥123"])
def test_signs_in_a_foreign_document(number: str):
    assert "tiene signos que no pertenecen a un documento" in doubt_of("PP", number)


def test_english_on_request():
    with speaking("en"):
        assert doubt_of("NIT", "900123456-5") == (
            "Buyer's identification: the check digit of the NIT •••••3456-5 does not fit; for that number it is 8. "
            "Check the NIT with the buyer and correct it in the shop's order."
        )


@pytest.mark.parametrize(
    ("text", "is_number"),
    [
        ("1018416538", True),
        ("900.123.456-8", True),
        ("NIT 900123456-8", True),
        ("cc 13832081", True),
        ("301", False),
        ("Tienda 3000 SAS", False),
        ("3M", False),
        ("", False),
    ],
)
def test_company_fields_that_hold_a_number(text: str, is_number: bool):
    assert is_bare_number(text) is is_number


@pytest.mark.parametrize(
    ("text", "is_company"),
    [("900123456", True), ("900.123.456-8", True), ("9001234568", True), ("900123456-5", False), ("1018416538", False)],
)
def test_looks_like_company(text: str, is_company: bool):
    assert looks_like_company(text) is is_company


@pytest.mark.parametrize(
    ("text", "shown"), [("1018416538", "••••••6538"), ("371", "371"), ("", ""), ("9" * 30, "•" * 20 + "9999")]
)
def test_masked(text: str, shown: str):
    assert masked(text) == shown


TYPED = (
    st.text() | st.text("0123456789.-' CNIT°º#:@Dv", max_size=24) | st.from_regex(r"(NIT|cc|C\.C\.)? ?[0-9.-]{0,18}")
)
WORDS = st.text() | st.sampled_from(["", "CC", "NIT", "CE", "PP", "31", "Cédula (CC)"])


@given(WORDS, TYPED, TYPED)
def test_any_text_is_identified_or_doubted(words: str, number: str, phone: str):
    try:
        found = identify(words, number, phone=phone)
    except Doubt:
        return
    assert 3 <= len(found.number) <= 20
    assert found.number.isascii()
    assert found.number.isalnum()
    assert (found.check_digit == check_digit_of(found.number)) if found.id_type == "31" else not found.check_digit


@given(TYPED)
def test_no_cleaned_text_holds_blanks_dots_or_lower_case_letters(text: str):
    assert not set(clean(text)) & set(" .,'\tabcdefghijklmnopqrstuvwxyz")


@given(st.integers(800_000_000, 999_999_999).map(str))
def test_every_way_to_write_a_company_is_the_same_company(number: str):
    if len(set(number)) == 1 or number == "987654321":
        return
    digit = check_digit_of(number)
    dotted = f"{number[:3]}.{number[3:6]}.{number[6:]}"
    ways = [number, f"{number}-{digit}", f"{number}{digit}", f"NIT {dotted} - {digit}", f"nit: {dotted}-{digit}"]
    assert {identify("NIT", way) for way in ways} == {LegalId("31", number, digit)}
