"""A missing product: mapped values become an exact body or every problem, and the body becomes one product, once."""

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import responses
from hypothesis import given
from hypothesis import strategies as st

from connector.errors import OrderHeld, OutcomeUnknown, RemoteRejected, RemoteUnavailable
from connector.ledgers import siigo as siigo_package
from connector.ledgers.siigo import PRODUCT_SCHEMA, SCHEMAS
from connector.ledgers.siigo.facts import AccountGroup, CompanyFacts, TaxType, by_id
from connector.ledgers.siigo.product import product_body, product_ids_named
from connector.model.documents import Origin
from connector.model.schema import Schema
from connector.sandbox.siigo import record_schemas as emulated
from tests.ledgers.siigo.company import TAXES
from tests.ledgers.siigo.server import V1, refusal, sign_in
from tests.ledgers.siigo.shelves import Shop, shop, unserved

POST = "POST /v1/products"
COMPANY = CompanyFacts(
    taxes=by_id(TaxType.model_validate(row) for row in TAXES),
    account_groups=by_id(
        [AccountGroup(id=1253, name="Productos"), AccountGroup(id=1255, name="En desuso", active=False)]
    ),
)
LEAST: dict[str, Any] = {"code": "TAZA-01", "name": "Taza", "account_group": 1253}
EVERY: dict[str, Any] = {
    "code": "TAZA-01",
    "name": "Taza",
    "account_group": "1253",
    "type": "Combo",
    "stock_control": True,
    "active": True,
    "tax_classification": "Taxed",
    "tax_included": True,
    "tax_consumption_value": Decimal("0.50"),
    "taxes": [{"id": 13156, "milliliters": 250, "rate": 18}],
    "prices": [
        {
            "currency_code": "COP",
            "price_list": [{"position": 1, "value": "42016.81"}, {"position": 12, "value": 50000}],
        }
    ],
    "unit": "94",
    "unit_label": "unidad",
    "reference": "REF 9",
    "description": "De cerámica",
    "additional_fields": {"barcode": "7701234567890", "brand": "Ríos", "tariff": "6911100000", "model": "M1"},
    "components": [{"code": "CAM-ALG-M", "quantity": 2}],
}


def problems(values: dict[str, Any], **more: Any) -> list[str]:
    with pytest.raises(OrderHeld) as held:
        product_body(values, company=COMPANY, **more)
    return list(held.value.problems)


# --- the body ---------------------------------------------------------------------------------------------------------


def test_the_least_and_the_most() -> None:
    assert product_body(LEAST, company=COMPANY) == LEAST
    assert product_body(EVERY, company=COMPANY) == {
        **EVERY,
        "account_group": 1253,
        "tax_consumption_value": Decimal("0.5"),
        "taxes": [{"id": 13156, "milliliters": Decimal(250), "rate": 18}],
        "prices": [
            {
                "currency_code": "COP",
                "price_list": [
                    {"position": 1, "value": Decimal("42016.81")},
                    {"position": 12, "value": Decimal(50000)},
                ],
            }
        ],
    }


def test_the_schema_has_every_field_of_the_rulebook_and_no_other() -> None:
    assert _names(PRODUCT_SCHEMA) == _emulated(emulated.PRODUCT)
    assert "product" not in SCHEMAS


def _names(schema: Schema) -> dict[str, Any]:
    return {name: _names(field.fields) for name, field in schema.items()}


def _emulated(specs: Any) -> dict[str, Any]:
    return {name: _emulated((spec.item or spec).fields) for name, spec in specs.items()}


def test_the_readme_places_every_field() -> None:
    """Those of the older API with what they became."""
    text = (Path(siigo_package.__file__).parent / "README.md").read_text(encoding="utf-8")
    table = text.partition("| older API (seed 000) | field | note |\n")[2].partition("\n\n")[0]
    rows = [[re.findall(r"`([\w.]+)`", cell) for cell in line.split(" | ")[:2]] for line in table.splitlines()[1:]]
    told = {field for _, fields in rows for field in fields}
    assert set(_leaves(PRODUCT_SCHEMA)) <= told
    assert told - set(_leaves(PRODUCT_SCHEMA)) == {"id", "available_quantity", "warehouses.quantity"}
    assert {older for olders, _ in rows for older in olders} == OLDER


OLDER = {
    *("Id", "Code", "Description", "ReferenceManufactures", "ProductTypeKey", "MeasureUnit", "CodeBars", "Comments"),
    *("TaxAddID", "TaxDiscID", "IsIncluded", "Cost", "IsInventoryControl", "State", "PriceList1", "PriceList12"),
    *("Image", "AccountGroupID", "SubType", "TaxAdd2ID", "TaxImpoValue", "Model", "Tariff", "Brand"),
    *("MeasurementUnitCode", "GetProductBalanceByCode"),
}
"""Seed 000, the table of `Products/Create`; PriceList1 to PriceList12 is one row."""


def _leaves(schema: Schema, above: str = "") -> Iterator[str]:
    for name, field in schema.items():
        if field.fields:
            yield from _leaves(field.fields, f"{above}{name}.")
        else:
            yield f"{above}{name}"


def test_what_must_be_known_of_the_company() -> None:
    assert product_ids_named(EVERY) == {"account_groups": {1253}, "taxes": {13156}}


def test_empty_values_are_not_sent() -> None:
    assert product_body({**LEAST, "unit": "", "taxes": [], "reference": None}, company=COMPANY) == LEAST


def test_texts_are_cleaned_and_cut_as_those_of_customers() -> None:
    body = product_body(
        {**LEAST, "name": "Taza «D'Ana» ☕ " + "larga " * 30, "description": "<b>Té & más</b>"}, company=COMPANY
    )
    assert str(body["name"]).startswith('Taza "DAna" larga')
    assert len(str(body["name"])) <= 100
    assert body["description"] == "b Té y más /b"


REQUIRED = "falta y Siigo lo exige: agréguelo al mapeo o complete el producto en la tienda"
TOO_BIG = "está fuera de lo que Siigo acepta, de 1 a 12: corríjalo en el mapeo"


def priced(*positions: object) -> dict[str, Any]:
    rows = [{"position": position, "value": 1} for position in positions]
    return {"prices": [{"currency_code": "COP", "price_list": rows}]}


WRONG: list[tuple[dict[str, Any], list[str]]] = [
    ({"code": None}, [f"product.code: {REQUIRED}"]),
    ({"name": "", "account_group": None}, [f"product.name: {REQUIRED}", f"product.account_group: {REQUIRED}"]),
    (
        {"code": "CAMISA AZUL"},
        [
            "product.code: el código «CAMISA AZUL» tiene espacios o comillas y Siigo no los acepta: corrija el SKU en "
            "la tienda o use una tabla"
        ],
    ),
    ({"code": "A" * 31}, ["product.code: tiene 31 caracteres y Siigo acepta 30: acórtelo"]),
    (
        {"name": "☕"},
        ["product.name: no queda ningún carácter que Siigo acepte en «☕»: corrija el producto en la tienda"],
    ),
    (
        {"account_group": 77},
        ["product.account_group: 77 no existe en Siigo entre los grupos de inventario: corrija el número en el mapeo"],
    ),
    (
        {"account_group": 1255},
        [
            "product.account_group: 1255 (En desuso) está inactivo en Siigo entre los grupos de inventario: actívelo "
            "en Siigo o use otro en el mapeo"
        ],
    ),
    (
        {"type": "Bundle"},
        ["product.type: «Bundle» no es un valor de Siigo; los valores son: Product, Service, ConsumerGood, Combo"],
    ),
    ({"stock_control": "si"}, ["product.stock_control: se esperaba true o false y llegó «si»: corrija el mapeo"]),
    (
        {"taxes": [{"id": 13156}, {"id": 13157}]},
        [
            "product.taxes: hay dos impuestos de tipo IVA y Siigo acepta uno de cada tipo por producto: deje uno en el "
            "mapeo"
        ],
    ),
    (
        {"taxes": [{"id": 13156}, {"id": 34095}]},
        ["product.taxes: IVA y AdValorem no pueden ir en el mismo producto: deje uno en el mapeo"],
    ),
    (
        {"taxes": [{"id": 34072}]},
        [
            "product.taxes: 34072 (ReteIVA 15%) es de tipo ReteIVA, que es de la factura y no del producto: quítelo "
            "del mapeo"
        ],
    ),
    (
        {"taxes": [{"id": 13156}, {"id": 7081}, {"id": 13456}, {"id": 34090}]},
        [
            "product.taxes: son 4 impuestos y Siigo acepta 3 por producto: quite los que sobran en el mapeo",
            "product.taxes: 34090 (Autorretención) es de tipo Autorretencion, que es de la factura y no del producto: "
            "quítelo del mapeo",
        ],
    ),
    (
        {"taxes": [{"id": 99}]},
        ["product.taxes[0].id: 99 no existe en Siigo entre los impuestos: corrija el número en el mapeo"],
    ),
    (
        {"taxes": [{"id": 7081, "rate": 20}]},
        ["product.taxes[0].rate: 20 no es un valor de Siigo; los valores son: 18, 28, 35, 38, 55, 65"],
    ),
    (priced(0), [f"product.prices[0].price_list[0].position: 0 {TOO_BIG}"]),
    (priced(13), [f"product.prices[0].price_list[0].position: 13 {TOO_BIG}"]),
    (priced(2, 2), ["product.prices: la lista de precios 2 está dos veces: deje un solo precio en el mapeo"]),
    (
        priced(*range(1, 13), 12),
        [
            "product.prices: son 13 precios y Siigo acepta 12: quite los que sobran en el mapeo",
            "product.prices: la lista de precios 12 está dos veces: deje un solo precio en el mapeo",
        ],
    ),
    (
        {"prices": [{"currency_code": "COP", "price_list": [{"position": 1, "value": "42016.806"}]}]},
        ["product.prices[0].price_list[0].value: 42016.806 tiene más de 2 decimales, que es lo que Siigo acepta"],
    ),
    (
        {"prices": [{"price_list": [{"position": 1, "value": -1}]}]},
        [
            f"product.prices[0].currency_code: {REQUIRED}",
            "product.prices[0].price_list[0].value: -1 es negativo y Siigo no lo acepta",
        ],
    ),
    ({"reference": "R" * 81}, ["product.reference: tiene 81 caracteres y Siigo acepta 80: acórtelo"]),
    (
        {"additional_fields": {"tariff": "6911.10"}},
        [
            "product.additional_fields.tariff: «6911.10» tiene caracteres que Siigo no acepta aquí: corrija el "
            "producto en la tienda o el mapeo"
        ],
    ),
    (
        {"additional_fields": {"barcode": "7" * 51}},
        ["product.additional_fields.barcode: tiene 51 caracteres y Siigo acepta 50: acórtelo"],
    ),
    (
        {"type": "Combo"},
        ["product.components: es un Combo y no dice de qué se compone: mapee components o use otro type"],
    ),
    (
        {"components": [{"code": "A B", "quantity": 0}]},
        [
            "product.components: solo un Combo tiene componentes: mapee type como Combo o quite components",
            "product.components[0].code: el código «A B» tiene espacios o comillas y Siigo no los acepta: corrija el "
            "SKU en la tienda o use una tabla",
            "product.components[0].quantity: un componente debe tener más de 0 unidades: corrija el mapeo",
        ],
    ),
    ({"color": "azul"}, ["product.color: Siigo no tiene este campo: corrija su nombre en el mapeo"]),
]


@pytest.mark.parametrize(("changes", "words"), WRONG, ids=[words[0][:40] for _, words in WRONG])
def test_everything_wrong_at_once(changes: dict[str, Any], words: list[str]) -> None:
    assert problems({**LEAST, **changes}) == words


def test_a_problem_points_into_the_mapping() -> None:
    origins = {"product.code": Origin(file="tienda.yaml", line=7, column=5, source="sku")}
    [problem] = problems({**LEAST, "code": "A" * 31}, origins=origins)
    assert problem == "tienda.yaml:7:5: product.code: tiene 31 caracteres y Siigo acepta 30: acórtelo"


# --- the product ------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def siigo() -> Iterator[Shop]:
    with shop() as place:
        yield place


@pytest.fixture
def fresh() -> Iterator[Shop]:
    with shop() as place:
        yield place


def products(siigo: Shop, code: str) -> int:
    total: int = siigo.ask("GET", f"products?code={code}")["pagination"]["total_results"]
    return total


def test_every_field_arrives(fresh: Shop) -> None:
    body = fresh.stock.compose(EVERY)
    made = fresh.stock.create(body)
    assert made == fresh.one("TAZA-01")
    assert (made.code, made.kind, made.vat, made.barcode, made.group) == (
        "TAZA-01",
        "combo",
        19,
        "7701234567890",
        "1253",
    )
    assert (made.prices, made.has_vat_inside, made.is_counted) == ({1: Decimal("42016.81"), 12: 50000}, True, True)
    assert made.components == {"CAM-ALG-M": 2}
    [row] = fresh.ask("GET", "products?code=TAZA-01")["results"]
    assert {name: row[name] for name in ("unit_label", "reference", "description", "tax_consumption_value")} == {
        "unit_label": "unidad",
        "reference": "REF 9",
        "description": "De cerámica",
        "tax_consumption_value": Decimal("0.5"),
    }
    assert (row["taxes"][0]["milliliters"], row["taxes"][0]["rate"]) == (250, 18)


def test_twice_is_once(fresh: Shop) -> None:
    body = fresh.stock.compose(LEAST)
    assert fresh.stock.create(body) == fresh.stock.create(body)
    assert (products(fresh, "TAZA-01"), fresh.calls(POST)) == (1, 1)


def test_one_that_is_there_is_left_as_it_is(fresh: Shop) -> None:
    before = fresh.one("CAM-ALG-M")
    assert fresh.stock.create({**LEAST, "code": "CAM-ALG-M"}) == before == fresh.one("CAM-ALG-M")


@pytest.mark.parametrize("what", ["500_after", "drop_after", "500_before", "drop_before", "documents_service"])
def test_a_lost_answer_is_looked_up_and_never_doubled(fresh: Shop, what: str) -> None:
    fresh.spoil(POST, what)
    with pytest.raises(OutcomeUnknown):
        fresh.stock.create(LEAST)
    assert products(fresh, "TAZA-01") == (1 if what.endswith("after") else 0)
    assert fresh.stock.create(LEAST).name == "Taza"
    assert products(fresh, "TAZA-01") == 1
    assert fresh.calls(POST) == (1 if what.endswith("after") else 2)


@pytest.mark.parametrize("what", ["429", "503"])
def test_a_busy_siigo_has_made_nothing(fresh: Shop, what: str) -> None:
    fresh.spoil(POST, what)
    with pytest.raises(RemoteUnavailable):
        fresh.stock.create(LEAST)
    assert products(fresh, "TAZA-01") == 0


def test_a_look_up_that_fails_makes_nothing(fresh: Shop) -> None:
    fresh.spoil("GET /v1/products", "500_before")
    with pytest.raises(RemoteUnavailable):
        fresh.stock.create(LEAST)
    assert fresh.calls(POST) == 0


@pytest.mark.parametrize("status", [400, 409])
def test_made_by_somebody_else_between_our_look_and_our_call(status: int) -> None:
    theirs = {"id": "1", "code": "TAZA-01", "name": "Taza de otro"}
    with responses.RequestsMock() as mock:
        sign_in(mock)
        mock.get(f"{V1}/products", json={"results": []})
        mock.get(f"{V1}/products", json={"results": [theirs]})
        mock.post(f"{V1}/products", json=refusal("already_exists", "The product already exists", "code"), status=status)
        assert unserved().create(LEAST).name == "Taza de otro"


def test_a_code_that_is_taken_and_not_to_be_found() -> None:
    with responses.RequestsMock() as mock:
        sign_in(mock)
        mock.get(f"{V1}/products", json={"results": [{"id": "1", "code": "taza-01"}]})
        mock.post(f"{V1}/products", json=refusal("already_exists", "The product already exists", "code"), status=409)
        with pytest.raises(OrderHeld) as held:
            unserved().create(LEAST)
    assert held.value.problems == (
        "product.code: Siigo dice que el producto «TAZA-01» ya existe, pero no lo muestra con ese código exacto. "
        "Revise en Siigo si difiere en mayúsculas y corrija el SKU en la tienda (already_exists)",
    )


REFUSED: list[tuple[dict[str, Any], str]] = [
    (
        {"account_group": 999},
        "product.account_group: Siigo no creó el producto «TAZA-02»: el grupo de inventario no existe. Corrija su id "
        "en el mapeo (invalid_reference)",
    ),
    (
        {"account_group": 1255},
        "product.account_group: Siigo no creó el producto «TAZA-02»: el grupo de inventario está inactivo. Actívelo en "
        "Siigo o use otro en el mapeo (parameter_inactive)",
    ),
    (
        {"taxes": [{"id": 13159}]},
        "product.taxes[0].id: Siigo no creó el producto «TAZA-02»: The id is inactive: 13159 (parameter_inactive). "
        "Corrija el dato en la tienda, el mapeo o Siigo",
    ),
    (
        {"components": [{"code": "NADA", "quantity": 1}], "type": "Combo"},
        "product.components[0].code: Siigo no creó el producto «TAZA-02»: The code doesn't exist: NADA "
        "(invalid_reference). Corrija el dato en la tienda, el mapeo o Siigo",
    ),
    (
        {"name": "D'Ana"},
        "product.name: Siigo no creó el producto «TAZA-02»: The field name is invalid (invalid_name). Corrija el dato "
        "en la tienda, el mapeo o Siigo",
    ),
]


@pytest.mark.parametrize(("changes", "words"), REFUSED)
def test_refusals_are_the_merchants(siigo: Shop, changes: dict[str, Any], words: str) -> None:
    with pytest.raises(OrderHeld) as held:
        siigo.stock.create({**LEAST, "code": "TAZA-02", **changes})
    assert held.value.problems == (words,)
    assert isinstance(held.value.__cause__, RemoteRejected)


def test_a_company_that_may_only_read() -> None:
    with responses.RequestsMock() as mock:
        sign_in(mock)
        mock.get(f"{V1}/products", json={"results": []})
        mock.post(f"{V1}/products", json=refusal("read_only", "Read only"), status=400)
        with pytest.raises(OrderHeld) as held:
            unserved().create(LEAST)
    assert held.value.problems == (
        "La cuenta de Siigo está en modo de solo lectura: renueve el plan en Siigo y reintente (read_only)",
    )


def test_a_refusal_that_no_merchant_can_change_stays_one() -> None:
    with responses.RequestsMock() as mock:
        sign_in(mock)
        mock.get(f"{V1}/products", json={"results": []})
        mock.post(f"{V1}/products", json=refusal("invalid_type", "Invalid data type: code", "code"), status=400)
        with pytest.raises(RemoteRejected) as error:
            unserved().create(LEAST)
    assert error.value.code == "invalid_type"


def test_a_product_that_cannot_be_understood_is_not_made_again() -> None:
    odd = {"id": "1", "code": "TAZA-01", "type": "Bundle"}
    with responses.RequestsMock() as mock:
        sign_in(mock)
        mock.get(f"{V1}/products", json={"results": [odd]})
        with pytest.raises(RemoteRejected) as error:
            unserved().create(LEAST)
    assert str(error.value) == (
        "El producto «TAZA-01» está en Siigo, pero lo que Siigo responde de él no se entiende: type es «Bundle»; se "
        "esperaba Product, Service, ConsumerGood o Combo"
    )


def test_what_the_company_has_is_read_for_the_check(siigo: Shop) -> None:
    with pytest.raises(OrderHeld) as held:
        siigo.stock.compose({**LEAST, "account_group": 999, "taxes": [{"id": 13159}]})
    assert held.value.problems == (
        "product.account_group: 999 no existe en Siigo entre los grupos de inventario: corrija el número en el mapeo",
        "product.taxes[0].id: 13159 (IVA 16%) está inactivo en Siigo entre los impuestos: actívelo en Siigo o use otro "
        "en el mapeo",
    )


# --- whatever is mapped -----------------------------------------------------------------------------------------------


def _values() -> st.SearchStrategy[dict[str, Any]]:
    text = st.text(max_size=35) | st.sampled_from(["TAZA-1", "Té", "94", "6911", "Combo", "Service", "COP"])
    number = st.integers(-1, 14) | st.decimals(-1, 100, places=3) | st.sampled_from([1253, 13156, 7081, 34072])
    tax = st.fixed_dictionaries({"id": st.sampled_from([13156, 13157, 7081, 7082, 34072])}, optional={"rate": number})
    row = st.fixed_dictionaries({"position": st.integers(0, 13), "value": number})
    price = st.fixed_dictionaries({"currency_code": text, "price_list": st.lists(row, max_size=3)})
    component = st.fixed_dictionaries({"code": st.sampled_from(["CAM-ALG-M", "A B"]), "quantity": number})
    return st.fixed_dictionaries(
        {"code": text, "name": text, "account_group": st.sampled_from([1253, 1254, 1255, 1])},
        optional={
            "type": text,
            "stock_control": st.booleans(),
            "tax_consumption_value": number,
            "taxes": st.lists(tax, max_size=4),
            "prices": st.lists(price, max_size=3),
            "unit": text,
            "unit_label": text,
            "reference": text,
            "description": text,
            "additional_fields": st.fixed_dictionaries({}, optional={"barcode": text, "tariff": text}),
            "components": st.lists(component, max_size=2),
        },
    )


@given(_values())
def test_what_is_not_held_is_not_refused(siigo: Shop, values: dict[str, Any]) -> None:
    try:
        body = siigo.stock.compose(values)
    except OrderHeld:
        return
    assert siigo.stock.create(body).code == body["code"]
