"""YAML into nodes: scalars mean one thing, every value knows its place, and no text can crash or hang the reader."""

from decimal import Decimal
from pathlib import Path

import pytest

from connector.mapping.read import MAX_BYTES, MAX_NODES, Node, read, read_text
from connector.mapping.spots import Findings, Spot


def parsed(text: str) -> tuple[object, list[str]]:
    findings = Findings()
    node = read_text(text, "x.yaml", findings)
    return (plain(node) if node is not None else None), findings.sentences()


def plain(node: Node) -> object:
    match node.value:
        case dict() as children:
            return {name: plain(child) for name, child in children.items()}
        case tuple() as children:
            return [plain(child) for child in children]
        case value:
            return value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("629", 629),
        ("-5", -5),
        ("0", 0),
        ("19.00", Decimal("19.00")),
        ("0.1", Decimal("0.1")),
        ("true", True),
        ("False", False),
        ("yes", "yes"),
        ("no", "no"),
        ("'05'", "05"),
        ('"629"', "629"),
        ("!!str 05", "05"),
        ("2026-11-21", "2026-11-21"),
        ("12:30", "12:30"),
        ("ñandú · ☕", "ñandú · ☕"),
        ("=", "="),
        ("~", None),
        ("", None),
    ],
)
def test_a_scalar_means_one_thing(text: str, value: object) -> None:
    found, problems = parsed(f"a: {text}")
    assert found == {"a": value}
    assert type(found["a"]) is type(value)  # 1 is not true, 19 is not 19.00
    assert not problems


@pytest.mark.parametrize(
    "text", ["05", "007", "1e3", "1.5E2", "0x1F", "0o17", "1_000", "+5", ".5", "5.", ".inf", ".nan", "9" * 30]
)
def test_a_number_that_could_be_read_in_two_ways_is_refused(text: str) -> None:
    _, problems = parsed(f"a: {text}")
    assert problems == [
        f"x.yaml:1:4: {text} puede leerse de dos maneras; escribir '{text}' entre comillas si es un texto o un código, "
        "o el número con solo dígitos"
    ]


def test_the_version_directive_changes_nothing() -> None:
    assert parsed("%YAML 1.1\n---\na: [yes, 12:30:00]") == ({"a": ["yes", "12:30:00"]}, [])


def test_every_value_and_key_knows_its_place() -> None:
    root = read_text("a:\n  b: [x,\n   {c: 5}]\n", "x.yaml", Findings())
    assert isinstance(root.value, dict)
    a = root.value["a"]
    b = a.value["b"]
    c = b.value[1].value["c"]
    assert (a.key_at, a.at) == (Spot("x.yaml", 1, 1), Spot("x.yaml", 2, 3))
    assert (b.key_at, b.at) == (Spot("x.yaml", 2, 3), Spot("x.yaml", 2, 6))
    assert (c.key_at, c.at) == (Spot("x.yaml", 3, 5), Spot("x.yaml", 3, 8))
    assert b.value[0].key_at == b.value[0].at == Spot("x.yaml", 2, 7)


def test_an_anchor_may_be_used_again() -> None:
    found, problems = parsed("a: &x {b: 5}\nc: *x\n")
    assert found == {"a": {"b": 5}, "c": {"b": 5}}
    assert not problems


def test_a_byte_order_mark_and_windows_lines_are_no_matter(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_bytes("\ufeffa: 1\r\nb: ñ\r\n".encode())
    node = read(path, "x.yaml", Findings())
    assert node is not None
    assert plain(node) == {"a": 1, "b": "ñ"}


def test_a_node_that_holds_itself_is_refused() -> None:
    _, problems = parsed("a: &a [*a]")
    assert problems == ["x.yaml:1:4: el archivo tiene más de 20,000 valores o más de 40 niveles; quitar lo que sobre"]


def test_too_many_values_are_refused_while_reading() -> None:
    _, problems = parsed("- a\n" * (MAX_NODES + 1))
    assert problems == [
        "x.yaml:20000:3: el archivo tiene más de 20,000 valores o más de 40 niveles; quitar lo que sobre"
    ]


def test_a_large_file_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_bytes(b"#" * (MAX_BYTES + 1))
    findings = Findings()
    assert read(path, "x.yaml", findings) is None
    assert findings.sentences() == [
        "x.yaml:1:1: el archivo pasa de 1,000,000 bytes; dividir las tablas grandes o quitar lo que sobre"
    ]


@pytest.mark.parametrize(
    ("text", "place", "found", "whole"),
    [
        ("a: Calle 10 # 43-12", "1:4", "Calle 10", "Calle 10 # 43-12"),
        ("a: Calle 10 #43-12  \r\nb: 1", "1:4", "Calle 10", "Calle 10 #43-12"),
        ('- Carrera 7 # 2 "B"', "1:3", "Carrera 7", "Carrera 7 # 2 B"),
        ("a: {b: Calle 10   # 43\n}", "1:8", "Calle 10", "Calle 10   # 43"),
        ("a:\n  Calle 10\n  Norte # 43\nb: 1", "2:3", "Calle 10 Norte", "Calle 10 Norte # 43"),
        ("a: &x Calle 10 # 43\nb: *x", "1:4", "Calle 10", "Calle 10 # 43"),
    ],
)
def test_a_comment_that_may_be_part_of_a_text_is_noticed(text: str, place: str, found: str, whole: str) -> None:
    findings = Findings()
    read_text(text, "x.yaml", findings)
    assert not findings.sentences()
    assert findings.notices() == [
        f"x.yaml:{place}: aviso: de este texto solo se lee '{found}', porque lo que sigue a ` #` es un comentario; si "
        f'es parte del texto, escribir "{whole}" con comillas'
    ]


@pytest.mark.parametrize(
    "text",
    [
        'a: "Calle 10 # 43-12"',
        "a: 'Calle 10' # 43-12",
        "a: Calle 10#43",
        "a: Calle 10 # de la oficina 3",
        "a: Calle 10\n# 43",
        "a: 5640 # 3 días",
        "a: true # 1",
        "a: # 5",
        "a: |\n  Calle 10 # 43",
        "'a': {} # 5",
    ],
)
def test_other_comments_are_not(text: str) -> None:
    findings = Findings()
    read_text(text, "x.yaml", findings)
    assert (findings.sentences(), findings.notices()) == ([], [])


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    findings = Findings()
    assert read(tmp_path / "x.yaml", "x.yaml", findings) is None
    assert findings.sentences() == ["x.yaml:1:1: el archivo no se puede leer: no existe"]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            'a: "\\d"',
            "1:6: una barra \\ entre comillas dobles no es válida; usar comillas simples",
        ),
        (
            "a: b\n c: d",
            "2:3: aquí no puede ir `: `; revisar la sangría, o poner entre comillas el texto que lleva dos puntos",
        ),
        ("a: 1\nb\nc: 2", "3:1: falta `:` después de un nombre, o la línea anterior no terminó"),
        ("{[a]: 1}", "1:2: el nombre antes de `:` debe ser un texto o un número"),
        ("'': 1", "1:1: el nombre antes de `:` debe ser un texto o un número"),
        ("a: &b", None),
        ("a: - b", "1:4: la sangría no coincide con la de las líneas de arriba; alinear esta línea con ellas"),
        (
            'a: "\\UFFFFFFFF"',
            "1:1: el archivo no es YAML válido; revisar las barras \\ entre comillas y las líneas que empiezan con %",
        ),
        ("%YAML 9.9\n---\na: 1", "1:1: el archivo no es YAML válido; revisar esta línea y la anterior"),
    ],
)
def test_syntax_errors_in_our_words(text: str, sentence: str | None) -> None:
    _, problems = parsed(text)
    assert problems == ([f"x.yaml:{sentence}"] if sentence else [])
