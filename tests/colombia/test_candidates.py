"""The keys of colombia.md 6.1 and 6.2, and everything that is not one of them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connector.colombia.candidates import best, candidates
from connector.colombia.field_names import field_name
from connector.model.order import Identification


def found(fields: dict[str, object], **options) -> list[tuple[str, str, str]]:
    return [(one.type, one.number, one.source) for one in candidates(fields, **options)]


@pytest.mark.parametrize(
    ("number_key", "type_key"),
    [
        ("_billing_dni", "_billing_type_document"),
        ("_shipping_dni", "_shipping_type_document"),
        ("_wc_billing/document/dni", "_wc_billing/document/type_document"),
        ("_wc_shipping/document/dni", "_wc_shipping/document/type_document"),
        ("_wc_other/co/numero-documento", "_wc_other/co/tipo-documento"),
        ("numero_documento", "tipo_documento"),
        ("_billing_documento", "_billing_tipo_documento"),
        ("billing_numero_identificacion", "billing_tipo_identificacion"),
        ("Número de documento", "Tipo de documento"),
        ("NÚMERO DE IDENTIFICACIÓN", "Tipo de identificación"),
        ("documentNumber", "documentType"),
        ("TAX_CREDENTIAL_CO", "TAX_CREDENTIAL_TYPE_CO"),
        ("SHIPPING_CREDENTIAL_CO", "SHIPPING_CREDENTIAL_TYPE_CO"),
        ("Número de ID", "Tipo de ID"),
    ],
)
def test_a_number_and_its_type(number_key: str, type_key: str):
    fields = {type_key: "CE", "_other": "1", number_key: " 371482 "}
    assert found(fields) == [("CE", "371482", f"meta.{number_key}")]


@pytest.mark.parametrize(
    ("key", "type_named"),
    [
        ("_billing_dni", ""),
        ("_billing_identification", ""),
        ("_billing_identificacion", ""),
        ("_billing_document", ""),
        ("billing_document", ""),
        ("documento", ""),
        ("Documento", ""),
        ("Documento de identidad", ""),
        ("N° de documento", ""),
        ("billing_id", ""),
        ("_billing_id", ""),
        ("tax_id", ""),
        ("Cédula o NIT", ""),
        ("Cédula / NIT", ""),
        ("C.C. o NIT (sin puntos)", ""),
        ("_billing_cedula", "CC"),
        ("billing_cedula", "CC"),
        ("cedula", "CC"),
        ("Cédula", "CC"),
        ("¿Cuál es tu cédula?", "CC"),
        ("Número de cédula", "CC"),
        ("Cédula de ciudadanía", "CC"),
        ("CC", "CC"),
        ("C.C.", "CC"),
        ("_billing_nit", "NIT"),
        ("billing_nit", "NIT"),
        ("NIT", "NIT"),
        ("NIT de la empresa", "NIT"),
        ("NIT (sin dígito de verificación)", "NIT"),
        ("NIT para factura electrónica", "NIT"),
        ("_billing_rut", "NIT"),
        ("cedula_extranjeria", "CE"),
        ("Pasaporte", "PP"),
    ],
)
def test_a_number_whose_key_may_say_its_type(key: str, type_named: str):
    assert found({key: "13832081"}) == [(type_named, "13832081", f"meta.{key}")]


@pytest.mark.parametrize(
    "key",
    [
        "id",
        "_id",
        "_customer_id",
        "_shipping_id",
        "_document_id",
        "_siigo_document_id",
        "_invoice_number_siigo",
        "_siigo_invoice_id",
        "documento factura",
        "_billing_check_digit",
        "_billing_person_type",
        "_billing_vat_responsible",
        "is_vat_exempt",
        "fecha_expedicion_cedula",
        "foto_cedula",
        "cedula_verificada",
        "unit",
        "community",
        "_billing_wooccm11",
        "_billing_email",
        "accc",
        "",
        "_",
        "billing",
    ],
)
def test_keys_of_other_things(key: str):
    assert found({key: "13832081"}) == []


def test_billing_before_shipping_and_surer_names_first():
    fields: dict[str, object] = {
        "_shipping_dni": "51820411",
        "documento": "51820422",
        "_billing_documento": "51820433",
        "_billing_nit": "51820444",
        "_billing_cedula": "51820455",
        "_billing_identification": "51820466",
        "_billing_dni": "51820477",
        "TAX_CREDENTIAL_CO": "51820488",
    }
    assert [one.number for one in candidates(fields)] == [
        "51820477",
        "51820466",
        "51820455",
        "51820444",
        "51820433",
        "51820488",
        "51820422",
        "51820411",
    ]


def test_the_type_of_the_same_side():
    fields: dict[str, object] = {
        "_shipping_type_document": "CE",
        "_shipping_dni": "371482",
        "_billing_type_document": "NIT",
        "_billing_dni": "900123456-8",
    }
    assert found(fields) == [
        ("NIT", "900123456-8", "meta._billing_dni"),
        ("CE", "371482", "meta._shipping_dni"),
    ]


def test_a_type_on_the_other_side_is_not_taken():
    assert found({"_shipping_type_document": "NIT", "_billing_dni": "13832081"}) == [
        ("", "13832081", "meta._billing_dni")
    ]
    assert found({"_billing_type_document": "NIT", "_shipping_dni": "13832081"}) == [
        ("", "13832081", "meta._shipping_dni")
    ]


def test_a_type_on_no_side_is_for_all_and_billings_is_for_a_number_on_none():
    assert found({"tipo_documento": "CE", "_billing_dni": "371482"})[0][0] == "CE"
    assert found({"_billing_tipo_documento": "CE", "numero_documento": "371482"})[0][0] == "CE"


def test_shopifys_localized_type_is_not_for_an_attribute_of_the_cart():
    fields: dict[str, object] = {"TAX_CREDENTIAL_TYPE_CO": "NIT", "Cédula": "13832081"}
    assert found(fields) == [("CC", "13832081", "meta.Cédula")]


def test_the_type_field_wins_over_the_keys_name():
    assert found({"tipo_documento": "CE", "Cédula": "371482"}) == [("CE", "371482", "meta.Cédula")]


@pytest.mark.parametrize("number", ["900123456", "900.123.456-8", "9001234568"])
def test_a_cedula_field_that_holds_a_company_leaves_the_type_to_the_shape(number: str):
    assert found({"_billing_cedula": number}) == [("", number, "meta._billing_cedula")]


def test_the_merchants_keys_come_first_in_their_order():
    fields: dict[str, object] = {
        "_billing_dni": "51820411",
        "_billing_wooccm11": "51820422",
        "_shipping_wooccm11": "51820433",
        "Tu documento aquí": "51820444",
        "_billing_wooccm12": "CC",
        "_billing_type_document": "NIT",
    }
    assert found(fields, number_keys=["Tu documento aqui", "_billing_WOOCCM11"], type_keys=["wooccm12"]) == [
        ("CC", "51820444", "meta.Tu documento aquí"),
        ("CC", "51820422", "meta._billing_wooccm11"),
        ("", "51820433", "meta._shipping_wooccm11"),
        ("CC", "51820411", "meta._billing_dni"),
    ]


def test_a_merchants_type_key_is_no_number():
    assert found({"documento": "CC", "dni": "13832081"}, type_keys=["documento"]) == [("CC", "13832081", "meta.dni")]


def test_empty_keys_of_the_merchant_are_nothing():
    assert found({"": "13832081", "_billing": "13832081"}, number_keys=["", "_billing"]) == []


@pytest.mark.parametrize("company", ["900.123.456-8", "NIT 900123456", "13832081"])
def test_a_company_that_is_only_digits_comes_last(company: str):
    assert found({"_shipping_dni": "51820411"}, company=company) == [
        ("", "51820411", "meta._shipping_dni"),
        ("", company, "billing.company"),
    ]


@pytest.mark.parametrize("company", ["", "Tienda Ejemplo S.A.S.", "3M", "301", "Tienda 13832081"])
def test_a_company_that_is_a_name(company: str):
    assert found({}, company=company) == []


def test_other_sources_come_before_the_company():
    sources = (("shipping.company", "51820411"), ("billing.line_2", "Apto 301"))
    assert found({"dni": "51820433"}, company="51820422", extra_sources=sources) == [
        ("", "51820433", "meta.dni"),
        ("", "51820411", "shipping.company"),
        ("", "51820422", "billing.company"),
    ]


def test_the_same_number_twice_is_once():
    fields: dict[str, object] = {"_billing_dni": "1.018.416.538", "billing_dni": "1018416538", "dni": 1018416538}
    assert found(fields, company="1018416538") == [("", "1.018.416.538", "meta._billing_dni")]


def test_a_repeated_number_keeps_the_type_that_one_of_them_has():
    fields: dict[str, object] = {"_billing_dni": "13832081", "_billing_nit": "13832081"}
    assert found(fields) == [("NIT", "13832081", "meta._billing_nit")]


def test_the_prefix_is_in_the_source():
    assert found({"dni": "13832081"}, prefix="billing") == [("", "13832081", "billing.dni")]


@pytest.mark.parametrize(
    ("value", "number"),
    [
        ("13832081", "13832081"),
        (13832081, "13832081"),
        (Decimal("13832081"), "13832081"),
        (Decimal("13832081.0"), "13832081"),
        (Decimal("1.3832081E7"), "13832081"),
        (["13832081"], "13832081"),
        ([None, "", "13832081"], "13832081"),
        ({"value": "13832081"}, "13832081"),
        ("x" * 300, "x" * 100),
    ],
)
def test_values_of_many_kinds(value: object, number: str):
    assert [one.number for one in candidates({"dni": value})] == [number]


@pytest.mark.parametrize(
    "value",
    ["", "  ", None, True, False, [], {}, [[]], {"value": ["1"]}, {"other": "1"}, 1.5, 10**400, object()]
    + [Decimal(text) for text in ("NaN", "Infinity", "1.5", "1E+500")],
)
def test_values_that_are_no_text(value: object):
    assert candidates({"dni": value}) == ()


def test_best_is_the_first_that_is_believed():
    two = candidates({"_billing_dni": "no tengo", "_billing_nit": "900123456-8", "_shipping_dni": "13832081"})
    assert best(two) == Identification(type="NIT", number="900123456-8", source="meta._billing_nit")


def test_best_is_the_first_when_none_is_believed_and_none_when_there_is_none():
    doubtful = candidates({"_billing_dni": "no tengo", "_shipping_dni": "1111111"})
    assert best(doubtful) == Identification(number="no tengo", source="meta._billing_dni")
    assert best(()) is None


def test_best_passes_over_the_phone():
    two = candidates({"_billing_cedula": "3001112234", "documento": "13832081"})
    assert best(two, phone="+57 300 111 2234") == Identification(number="13832081", source="meta.documento")
    assert best(two) == Identification(type="CC", number="3001112234", source="meta._billing_cedula")


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.decimals(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
KEYS = st.text() | st.sampled_from(["_billing_dni", "Cédula", "tipo_documento", "_wc_other/x/nit", "value", "id"])


@given(st.dictionaries(KEYS, VALUES, max_size=6), st.text(), st.lists(KEYS, max_size=2), st.lists(KEYS, max_size=2))
def test_any_fields_are_tolerated(fields, company: str, number_keys: list[str], type_keys: list[str]):
    many = candidates(fields, company=company, number_keys=number_keys, type_keys=type_keys)
    assert all(one.number and one.source for one in many)
    assert (best(many, phone=company) is None) == (not many)


@given(st.text())
def test_no_key_is_a_number_and_a_type(key: str):
    name = field_name(key)
    assert not (name.is_number and name.is_type)
