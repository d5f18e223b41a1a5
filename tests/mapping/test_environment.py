"""`${NAME}`: where it is replaced, what is said when it is missing."""

import pytest

from connector.errors import MappingError
from connector.mapping import Placeholders
from connector.mapping.environment import expand
from connector.mapping.spots import Findings, Spot
from tests.mapping.conftest import Connect
from tests.mapping.orders import order

AT = Spot("x.yaml", 3, 7)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("${URL}", "https://a"),
        ("${URL}/wp-json", "https://a/wp-json"),
        ("${URL}${OTHER:-/x}", "https://a/x"),
        ("${EMPTY:-x}", "x"),
        ("${NONE:-}", ""),
        ("$URL", "$URL"),
        ("5 $", "5 $"),
    ],
)
def test_references_are_replaced(text: str, expected: str) -> None:
    findings = Findings()
    assert expand(text, {"URL": "https://a", "EMPTY": ""}, AT, findings) == expected
    assert not findings.sentences()


@pytest.mark.parametrize("text", ["${NONE}", "x${NONE}y"])
def test_a_missing_name_is_a_problem(text: str) -> None:
    findings = Findings()
    expand(text, {}, AT, findings)
    assert findings.sentences() == ["x.yaml:3:7: falta la variable NONE; ponerla en el entorno o en el archivo .env"]


@pytest.mark.parametrize("text", ["${NO", "${}", "${A B}", "${9}", "${A:x}"])
def test_what_is_no_reference_is_a_problem(text: str) -> None:
    findings = Findings()
    expand(text, {"A": "1"}, AT, findings)
    assert findings.sentences() == [f"x.yaml:3:7: {text}: una variable se escribe ${{NOMBRE}} o ${{NOMBRE:-valor}}"]


def test_a_value_is_not_expanded_again() -> None:
    assert expand("${A}", {"A": "${B}"}, AT, Findings()) == "${B}"


def test_constants_tables_and_defaults_are_expanded(connect: Connect) -> None:
    file = connect(
        "tables: {t: {wompi: '${PAID}'}}\n"
        "invoice:\n"
        "  a: {const: '${SELLER}', apply: [integer]}\n"
        "  b: {from: note, default: '${NOTE:-sin nota}'}\n"
        "  c: {from: payment.method, table: t}\n",
        SELLER="629",
        PAID="5640",
    )
    assert file.draft("invoice", order()).values == {"a": 629, "b": "sin nota", "c": "5640"}


def test_missing_names_are_all_told(connect: Connect) -> None:
    with pytest.raises(MappingError) as error:
        connect("invoice:\n  a: {const: '${ONE}'}\n  b: {from: note, default: '${TWO}'}\n")
    assert error.value.problems == (
        "mappings/prueba.yaml:6:14: falta la variable ONE; ponerla en el entorno o en el archivo .env",
        "mappings/prueba.yaml:7:28: falta la variable TWO; ponerla en el entorno o en el archivo .env",
    )


def test_placeholders_have_a_value_for_every_name() -> None:
    environ = Placeholders({"A": "1", "EMPTY": ""})
    assert expand("${A} ${EMPTY} ${B}", environ, AT, Findings()) == "1 <EMPTY> <B>"
    assert dict(environ) == {"A": "1", "EMPTY": "<EMPTY>"}
    assert len(environ) == 2


def test_placeholders_hide_no_default() -> None:
    environ = Placeholders({"A": "1", "EMPTY": ""})
    assert (
        expand("${A:-a} ${EMPTY:-b} ${C:-https://c.example}${D:-}", environ, AT, Findings()) == "1 b https://c.example"
    )
    assert [name for name in ("A", "EMPTY", "C") if name in environ] == ["A"]
