"""`load` and `load_all`: one file, a folder of files."""

from pathlib import Path

import pytest

from connector.errors import MappingError
from connector.mapping import load, load_all
from tests.mapping.conftest import HEADER, Connect
from tests.mapping.orders import order

SAMPLES = Path(__file__).parent / "samples"


def test_a_whole_file(connect: Connect) -> None:
    file = load(
        SAMPLES / "tienda.yaml",
        environ={"TIENDA_WEBHOOK_SECRET": "w", "ACCESS_KEY": "k", "TIENDA_URL": ""},
        presets=SAMPLES,
    )
    assert file.name == "tienda-ejemplo"
    assert file.store.values == {
        "platform": "woocommerce",
        "url": "https://tienda.example",
        "webhook_secret": "w",
    }
    assert file.ledger.values == {
        "system": "example",
        "access_key": "k",
        "document_keys": ["identification", "number"],
    }
    assert file.ledger.at("document_keys", 1) == "samples/tienda.yaml:9:35"
    assert file.inventory is not None
    assert file.inventory.values == {"every": "15 minutes", "warehouses": {"1270": "all"}}
    assert file.inventory.at("warehouses", "1270") == "samples/tienda.yaml:38:16"
    assert file.options.values == {"buyer": {"when_no_id": {"final_consumer_below": 200000}}}
    assert file.options.at("buyer", "when_no_id") == "samples/tienda.yaml:12:3"
    assert set(file.rules) == {"customer", "invoice"}
    assert set(file.tables) == {"payments"}
    assert file.warnings == ()
    assert "check_digit" not in file.rules["customer"].fields


def test_a_draft_of_the_whole_file() -> None:
    file = load(SAMPLES / "tienda.yaml", environ={"TIENDA_WEBHOOK_SECRET": "w", "ACCESS_KEY": "k"}, presets=SAMPLES)
    assert file.draft("invoice", order(channel="pos")).values == {
        "customer": {
            "person_type": "Person",
            "id_type": "13",
            "identification": "1020304050",
            "name": ["Laura", "Ríos Peña"],
            "address": {
                "address": "Calle 10 # 43-12 Apto 301",
                "city": {"country_code": "Co", "state_code": "05", "city_code": "05001"},
                "postal_code": "050021",
            },
            "phones": [{"number": "3001112233"}],
            "contacts": [{"first_name": "Laura", "last_name": "Ríos Peña", "email": "laura.rios@example.co"}],
        },
        "document": {"id": 24446},
        "seller": 629,
        "stamp": {"send": True},
        "observations": "Pedido #1001 del 2026-11-20 · Tarjeta (Wompi)",
        "items": [
            {"code": "CAM-1", "description": "Camiseta M", "quantity": 2},
            {"code": "CAM-2", "description": "Camiseta M", "quantity": 2},
            {"code": "GENERICO", "description": "Envío", "quantity": 2},
        ],
        "payments": [{"id": 5640}],
    }


def test_drafting_twice_gives_the_same(connect: Connect) -> None:
    file = connect("invoice: {a: number, b: {each: lines, item: {c: sku}}}\n")
    assert file.draft("invoice", order()) == file.draft("invoice", order())


def test_the_other_documents(connect: Connect) -> None:
    file = connect("customer: {a: number}\ncredit_note: {b: status}\nreceipt: {c: channel}\n")
    assert file.draft("customer", order()).values == {"a": "#1001"}
    assert set(file.draft("customer", order()).origins) == {"a"}
    assert file.draft("credit_note", order()).values == {"b": "processing"}
    assert file.draft("receipt", order()).values == {"c": "checkout"}
    assert file.draft("invoice", order()).values == {"customer": {"a": "#1001"}}
    assert set(file.draft("invoice", order()).origins) == {"customer.a"}


def test_a_document_without_rules_is_empty(connect: Connect) -> None:
    assert connect("").draft("receipt", order()).values == {}


def write(folder: Path, name: str, text: str) -> None:
    path = folder / name
    path.parent.mkdir(exist_ok=True, parents=True)
    path.write_text(text, encoding="utf-8")


def test_a_folder_of_files(tmp_path: Path) -> None:
    folder = tmp_path / "mappings"
    write(folder, "b.yaml", HEADER.replace("prueba", "b"))
    write(folder, "a.yaml", HEADER.replace("prueba", "a"))
    write(folder, "a.cases.yaml", "- nothing")
    write(folder, "base/x.yaml", "mapping: 1")
    write(folder, "notes.txt", "nothing")
    write(folder, "broken.yaml", "mapping: 1\nconnection: c\n")
    write(folder, "worse.yaml", "a: [")
    files, problems = load_all(folder, environ={})
    assert [file.name for file in files] == ["a", "b"]
    assert [file.label for file in files] == ["mappings/a.yaml", "mappings/b.yaml"]
    assert problems == [
        "mappings/broken.yaml:1:1: falta la sección `ledger:`",
        "mappings/broken.yaml:1:1: falta la sección `store:`",
        "mappings/worse.yaml:1:5: falta una coma, o cerrar lo que se abre en la línea 1; "
        "un texto que lleva `: ` o comas va entre comillas",
    ]


def test_two_files_with_one_name_are_both_refused(tmp_path: Path) -> None:
    folder = tmp_path / "mappings"
    write(folder, "a.yaml", HEADER)
    write(folder, "b.yaml", HEADER)
    write(folder, "c.yaml", HEADER.replace("prueba", "c"))
    files, problems = load_all(folder, environ={})
    assert [file.name for file in files] == ["c"]
    assert problems == [
        "mappings/a.yaml:1:1: connection: 'prueba' también es el nombre de mappings/b.yaml; "
        "dar a cada archivo un nombre distinto",
        "mappings/b.yaml:1:1: connection: 'prueba' también es el nombre de mappings/a.yaml; "
        "dar a cada archivo un nombre distinto",
    ]


def test_an_empty_or_absent_folder(tmp_path: Path) -> None:
    assert load_all(tmp_path, environ={}) == ([], [])
    assert load_all(tmp_path / "none", environ={}) == ([], [])


def test_a_file_outside_is_called_by_its_path(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text("", encoding="utf-8")
    with pytest.raises(MappingError) as error:
        load(path, environ={}, presets=tmp_path / "other" / "mappings")
    assert error.value.problems == (f"{path}:1:1: el archivo está vacío; empezar con la línea `mapping: 1`",)
