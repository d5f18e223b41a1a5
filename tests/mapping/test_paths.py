"""Paths: the allowed part of JMESPath means what JMESPath means; the rest is refused by name, and nothing crashes."""

from contextlib import suppress
from decimal import Decimal

import jmespath
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connector.mapping import order_view
from connector.mapping.paths import MAX_LENGTH, NotAPath, compile_path
from connector.mapping.spots import Spot
from tests.mapping.orders import order

AT = Spot("x.yaml", 1, 1)
VIEW = order_view(order())


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("number", "#1001"),
        ("payment.method", "wompi"),
        ("lines[0].sku", "CAM-1"),
        ("lines[-1].name", "Envío"),
        ("lines[9].sku", None),
        ("lines[99999999999999999999].sku", None),
        ("lines[].sku", ["CAM-1", "CAM-2", ""]),
        ("lines[].taxes[].name", ["IVA", "IVA", "IVA"]),
        ("lines[?kind=='shipping'].name | [0]", "Envío"),
        ("lines[?kind!='shipping' && sku=='CAM-2'] | [0].id", "product:2"),
        ("lines[?!sku].name", ["Envío"]),
        ("note || number", "#1001"),
        ("not_null(meta.none, number)", "#1001"),
        ("length(lines)", 3),
        ("length(number)", 5),
        ("length(total)", None),
        ("contains(tags, 'vip')", True),
        ("contains(number, '10')", True),
        ("contains(meta.none, 'a')", False),
        ("contains(number, total)", False),
        ("starts_with(number, '#')", True),
        ("starts_with(total, '#')", False),
        ("ends_with(meta.none, '#')", False),
        ("tags[?@=='vip']", ["vip"]),
        ("tags[?starts_with(@, 'm')]", ["mayorista"]),
        ('meta."_wc_billing/document/dni"', "1020304050"),
        ("number.sku", None),
        ("total", Decimal("357000.00")),
        ("payments[?amount==amount].method", ["wompi"]),
    ],
)
def test_what_paths_find(path: str, value: object) -> None:
    assert compile_path(path, AT).find(VIEW) == value


NAMES = st.sampled_from(["lines", "payment", "sku", "taxes", "name", "meta", "tags", "note", "kind", "total", "none"])
PATHS = st.recursive(
    NAMES,
    lambda inner: st.one_of(
        st.builds("{}.{}".format, inner, NAMES),
        st.builds("{}[{}]".format, inner, st.integers(-3, 3)),
        st.builds("{}[]".format, inner),
        st.builds("{}[?{}=='IVA']".format, inner, NAMES),
        st.builds("{}[?{}!={}].{}".format, inner, NAMES, NAMES, NAMES),
        st.builds("{} || {}".format, inner, inner),
        st.builds("{} | {}".format, inner, inner),
        st.builds("({}) && !{}".format, inner, inner),
        st.builds("not_null({}, {})".format, inner, inner),
    ),
    max_leaves=5,
)


@settings(max_examples=300, deadline=None)
@given(path=PATHS)
def test_paths_mean_what_jmespath_means(path: str) -> None:
    try:
        compiled = compile_path(path, AT)
    except NotAPath:
        assert len(path) > MAX_LENGTH
    else:
        assert compiled.find(VIEW) == jmespath.search(path, VIEW)


@settings(max_examples=500, deadline=None)
@given(text=st.one_of(st.text(max_size=40), st.text("abo.[]?='\"|&!()@*{},:`< 0-\\", max_size=30)))
def test_any_text_is_a_path_or_refused(text: str) -> None:
    with suppress(NotAPath):
        compile_path(text, AT).find(VIEW)


@pytest.mark.parametrize("text", ["(" * 199, "!" * 199, "[" * 199, "a" + "[]" * 99, "a" + ".a" * 99, "a|" * 99 + "a"])
def test_the_longest_paths_end(text: str) -> None:
    with suppress(NotAPath):
        compile_path(text, AT).find(VIEW)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "está vacía; escribir una ruta del pedido"),
        ("a" * 201, "pasa de 200 caracteres; acortarla"),
        ("a-b", 'un nombre con tildes o signos va entre comillas dobles: "a-b"; un texto fijo va con `const`'),
        (
            "meta._wc/x.y",
            'un nombre con tildes o signos va entre comillas dobles: "_wc/x"; un texto fijo va con `const`',
        ),
        (
            "meta.cédula",
            'un nombre con tildes o signos va entre comillas dobles: "cédula"; un texto fijo va con `const`',
        ),
        ("${SELLER}", "una variable va con `const: '${SELLER}'`, y con `apply: [integer]` si debe ser un número"),
        ("a[?b=='c]", "unas comillas no se cierran; cerrarlas"),
        ("a b", "no se entiende a partir de 'b'; un texto fijo va con `const`"),
        ("a.", "está incompleta; un texto fijo va con `const`"),
        ("a[*]", "* no se admite; usar [] para todos los de una lista"),
        ("a.*", "* no se admite; usar [] para todos los de una lista"),
        ("*", "* no se admite; usar [] para todos los de una lista"),
        ("a[1:2]", "[a:b] no se admite; usar [0] o []"),
        ("[a, b]", "[a, b] y {a: b} no se admiten; usar `from` con varias rutas, o un objeto de YAML"),
        ("{a: b}", "[a, b] y {a: b} no se admiten; usar `from` con varias rutas, o un objeto de YAML"),
        (
            "sort_by(a, &b)",
            "no existe la función sort_by(); existen: contains, ends_with, length, not_null, starts_with",
        ),
        ("not_null(&b)", "& no se admite; usar && para «y»"),
        ("a[?b<c]", "< y > no se admiten; usar `when` con `at_least`"),
        ("lenght(a)", "no existe la función lenght(); ¿quiso decir 'length'?"),
        ("length(a, b)", "length() lleva 1 valor(es) y tiene 2"),
        ("not_null()", "not_null() lleva 1 valor(es) y tiene 0"),
        (
            "a[?b==`5`]",
            "los valores entre ` no se admiten; un texto va entre comillas simples, un número en `when` con `at_least`",
        ),
    ],
)
def test_what_is_refused_is_named(text: str, sentence: str) -> None:
    with pytest.raises(NotAPath) as error:
        compile_path(text, AT)
    assert str(error.value) == sentence
