"""`apply`: every transform by name."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from connector.errors import OrderHeld
from connector.mapping import TRANSFORMS
from tests.mapping.conftest import Connect
from tests.mapping.orders import order


def applied(connect: Connect, values: list[object], words: str) -> object:
    paths = ", ".join(f"meta.v{index}" for index in range(len(values)))
    paths = f"[{paths}]" if len(values) > 1 else paths
    file = connect(f"invoice: {{a: {{from: {paths}, apply: [{words}]}}}}\n")
    meta = {f"v{index}": value for index, value in enumerate(values)}
    return file.draft("invoice", order(meta=meta)).values.get("a")


@pytest.mark.parametrize(
    ("words", "values", "result"),
    [
        ("digits", ["+57 (300) 1-2"], "5730012"),
        ("digits", [57], "57"),
        ("upper", ["ñandú"], "ÑANDÚ"),
        ("lower", ["ÑANDÚ"], "ñandú"),
        ("trim", ["  a   b \n"], "a b"),
        ("fold", [" Bogotá  D.C. Ñ"], "bogota d.c. n"),
        ("text", [Decimal("19.00")], "19"),
        ("text", ["a"], "a"),
        ("integer", ["629"], 629),
        ("integer", [Decimal("2.00")], 2),
        ("'limit:4'", ["abc def"], "abc"),
        ("'limit:9999'", ["abc"], "abc"),
        ("'safe_text:20'", ["Peña & Ríos <Ltda>"], "Peña y Ríos Ltda"),
        ("join_blank", ["a ", None, "  b  c"], "a b c"),
        ("join_blank", [["a", "b"]], "a b"),
        ("email", [" Laura.Rios+x@example.com.co "], "Laura.Rios+x@example.com.co"),
        ("id_type", ["Cédula de ciudadanía"], "13"),
        ("identification", ["1.020.304.050"], "1020304050"),
        ("nit", ["900.123.456-8"], "900123456"),
        ("colombian_id_type", ["NIT", "900123456-8"], "31"),
        ("colombian_identification", ["CC", "1.020.304.050"], "1020304050"),
        ("colombian_identification", ["CC", "1.020.304.050", "3001112233"], "1020304050"),
        ("colombian_identification", ["CC", None], None),
        ("colombian_check_digit", ["NIT", "900123456"], "8"),
        ("colombian_check_digit", ["CC", "1020304050"], None),
        ("colombian_person_type", ["NIT", "900123456", "Peña SAS"], "Company"),
        ("colombian_person_type", ["CC", "1020304050", None], "Person"),
        ("colombian_names", ["CC", "1020304050", None, "Laura", "Ríos"], ["Laura", "Ríos"]),
        ("colombian_names", ["NIT", "900123456", "Peña SAS", "Laura", "Ríos"], ["Peña SAS"]),
        ("colombian_names", ["CC", "222222222222", None, "Laura", "Ríos"], ["Consumidor", "final"]),
        ("colombian_given_names", ["CC", "1020304050", None, "Laura", "Ríos"], "Laura"),
        ("colombian_surnames", ["CC", "1020304050", None, "Laura", "Ríos"], "Ríos"),
        ("colombian_company_name", ["NIT", "900123456", "Peña SAS", "Laura", "Ríos"], "Peña SAS"),
        ("dane_city", ["CO", "ANT", "Medellín"], {"country_code": "Co", "state_code": "05", "city_code": "05001"}),
        ("dane_city", ["CO-DC", "Bogotá"], {"country_code": "Co", "state_code": "11", "city_code": "11001"}),
        ("address_line", ["Calle 10 # 43-12", "Apto 301"], "Calle 10 # 43-12 Apto 301"),
        ("address_line", ["Calle 10", None], "Calle 10"),
        ("postal_code", ["050021"], "050021"),
        ("postal_code", ["0000"], None),
        ("colombian_phone", ["+57 300 111 2233"], "3001112233"),
        ("trim, upper, 'limit:2'", ["  abc "], "AB"),
    ],
)
def test_transforms(connect: Connect, words: str, values: list[object], result: object) -> None:
    assert applied(connect, values, words) == result


def test_bogota_date(connect: Connect) -> None:
    file = connect(
        "invoice: {a: {from: placed_at, apply: [bogota_date]}, b: {from: placed_at, apply: [bogota_date, text]}}\n"
    )
    assert file.draft("invoice", order()).values == {"a": date(2026, 11, 20), "b": "2026-11-20"}


def test_days_later(connect: Connect) -> None:
    file = connect(
        "invoice:\n"
        "  a: {from: placed_at, apply: [bogota_date, 'days_later:30']}\n"
        "  b: {first_of: [payment.paid_at, placed_at], apply: [bogota_date, 'days_later:1', text]}\n"
        "  c: {pieces: ['Vence el {placed_at:bogota_date:days_later:42}']}\n"
    )
    assert file.draft("invoice", order()).values == {
        "a": date(2026, 12, 20),
        "b": "2026-11-21",
        "c": "Vence el 2027-01-01",
    }


@pytest.mark.parametrize(
    ("words", "values", "sentence"),
    [
        ("integer", ["2.5"], "'2.5' no es un número entero; corregirlo en la tienda, o poner `default`"),
        ("integer", ["abc"], "'abc' no es un número entero; corregirlo en la tienda, o poner `default`"),
        ("email", ["laura@"], "'laura@' no es un correo; corregirlo en la tienda, o poner `default`"),
        ("email", ["a" * 300 + "@b.co"], f"'{'a' * 59}…' no es un correo; corregirlo en la tienda, o poner `default`"),
        (
            "bogota_date",
            ["2026-11-21"],
            "'2026-11-21' no es una fecha con hora; bogota_date solo recibe las fechas del pedido, como placed_at",
        ),
        (
            "'days_later:30'",
            ["2026-11-21"],
            "'2026-11-21' no es una fecha; antes de days_later va bogota_date",
        ),
        ("upper", [["a"]], "se esperaba un texto o un número y llegó [a]; corregir la ruta"),
        ("upper", [True], "se esperaba un texto o un número y llegó true; corregir la ruta"),
        ("text", [{"a": 1}], "se esperaba un texto o un número y llegó {…}; corregir la ruta"),
    ],
)
def test_what_cannot_be_transformed_holds_the_order(
    connect: Connect, words: str, values: list[object], sentence: str
) -> None:
    with pytest.raises(OrderHeld) as held:
        applied(connect, values, words)
    assert held.value.problems == (f"mappings/prueba.yaml:5:11: invoice.a: {sentence}",)


@pytest.mark.parametrize("words", ["nit", "identification"])
def test_a_doubt_of_the_country_is_the_problem(connect: Connect, words: str) -> None:
    with pytest.raises(OrderHeld) as held:
        applied(connect, ["111111111"], words)
    (problem,) = held.value.problems
    assert problem.startswith("mappings/prueba.yaml:5:11: invoice.a: ")


@pytest.mark.parametrize("transform", TRANSFORMS.values(), ids=lambda transform: transform.name)
def test_every_transform_is_described(transform: object) -> None:
    spanish, english = transform.about
    assert spanish
    assert english
    assert spanish != english


def test_every_transform_is_tested_above() -> None:
    source = Path(__file__).read_text(encoding="utf-8")
    assert not [name for name in TRANSFORMS if name not in source.replace("TRANSFORMS", "")]
