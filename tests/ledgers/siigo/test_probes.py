"""The probes: wrong payments under every hypothesis, answers that tell apart, and words for each of them."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connector.ledgers.siigo.arithmetic import KNOWN, Arithmetic
from connector.ledgers.siigo.facts import DocumentType, PaymentType, TaxType
from connector.ledgers.siigo.oracle import LEAST, PAID, Hypothesis, Probe, turned, values_of
from connector.ledgers.siigo.probe_frame import Frame
from connector.ledgers.siigo.probes import PROBES, CannotRun, Grounds, asked
from connector.ledgers.siigo.probing import MARK
from connector.messages import catalogue as texts
from connector.sandbox.siigo import catalogue

EVENING = datetime(2026, 11, 22, 1, tzinfo=UTC)
"""Eight o'clock of the day before in Bogotá."""

OPERATORS = (Path(__file__).parents[3] / "deploy" / "README.md").read_text(encoding="utf-8")

IN_SPANISH = {
    "documented": "documentado",
    "observed": "observado",
    "seen in code": "visto en código",
    "inferred": "deducido",
    "contradictory": "contradictorio",
    "unknown": "desconocido",
}

ALLOWED = {
    "advance_payment": True,
    "self_withholding": True,
    "global_discounts": [{"id": 1, "active": False}, {"id": 2}],
    "global_charges": [{"id": 3}],
}


def kind(**given: Any) -> DocumentType:
    return DocumentType.model_validate({"id": 1, "reteica": True, "reteiva": True, **ALLOWED, **given})


PLAIN, WHOLE, PER_CENT = kind(), kind(id=2, decimals=False), kind(id=3, discount_type="Percentage")


def tax(type_: str, percentage: object, id_: int = 1) -> TaxType:
    return TaxType(id=id_, type=type_, percentage=Decimal(str(percentage)))


TAXES = [TaxType.model_validate(row) for row in catalogue.taxes().values() if row["active"]]
COMPANY = Grounds([PLAIN, WHOLE, PER_CENT], TAXES)


def test_every_switch_is_asked_for_and_every_position_has_words() -> None:
    asked_for = [switch for question in PROBES.values() for switch in question.switches]
    assert set(asked_for) == set(KNOWN) == set(Arithmetic.model_fields)
    for switch in asked_for:
        for value in values_of(switch):
            assert f"siigo_probe.means_{switch}_{value}" in texts()
    means = {key for key in texts() if key.startswith("siigo_probe.means_")}
    assert len(means) == sum(len(values_of(switch)) for switch in KNOWN)
    assert {f"siigo_probe.name_{name}" for name in PROBES} == {
        key for key in texts() if ".name_" in key and "_probe" in key
    }


def test_the_operators_readme_tells_every_switch_with_its_default_and_confidence() -> None:
    told = re.findall(r"^\| `(\w+)` \| (`.*?`) \| .* \| ([\w ]+) \|$", OPERATORS, re.M)
    assert [(switch, re.findall(r"`(\w+)`", values), confidence) for switch, values, confidence in told] == [
        (switch, list(values_of(switch)), IN_SPANISH[known.confidence]) for switch, known in KNOWN.items()
    ]
    for switch in KNOWN:
        assert getattr(Arithmetic(), switch) == values_of(switch)[0]
    assert f"At most {len(PROBES)} invoices" in OPERATORS
    assert f"begin with `{MARK}`" in OPERATORS


@pytest.mark.parametrize("name", PROBES)
def test_answers_tell_all_positions_apart(name: str) -> None:
    probe = asked(name, COMPANY, Arithmetic(), frozenset())
    for hypothesis in probe.hypotheses:
        shown = probe.shown_by(hypothesis.total)
        assert shown
        assert shown.items() <= hypothesis.switches.items()
    for switch in PROBES[name].switches[:1]:
        shown_values = {probe.shown_by(each.total).get(switch) for each in probe.hypotheses}
        assert shown_values == set(values_of(switch))


positions = st.fixed_dictionaries({switch: st.sampled_from(values_of(switch)) for switch in KNOWN})
percentages = st.integers(100, 4000).map(lambda number: Decimal(number).scaleb(-2))


@settings(deadline=None)
@given(positions.map(Arithmetic.model_validate), percentages, percentages, st.sampled_from(sorted(PROBES)))
def test_no_probe_can_be_paid_whatever_siigo_does(
    arithmetic: Arithmetic, vat: Decimal, withheld: Decimal, name: str
) -> None:
    taxes = [tax("IVA", vat), *(tax(type_, withheld) for type_ in ("Retefuente", "ReteICA", "Autorretencion"))]
    sale = PROBES[name].sale(Grounds([PLAIN, WHOLE, PER_CENT], taxes))
    assert sale.total(arithmetic) >= LEAST > PAID


@pytest.mark.parametrize("vat", [19, 5, 16, 14, 12, 10, 8, 4, "9.5"])
def test_any_vat_will_do(vat: object) -> None:
    for name in ("tax_base", "rounding", "taxed_price"):
        probe = asked(name, Grounds([PLAIN], [tax("IVA", vat)]), Arithmetic(), frozenset())
        assert len({each.total for each in probe.hypotheses}) == 2


def test_a_tax_so_small_that_nearly_every_price_can_be_reached_tells_nothing_of_its_base() -> None:
    with pytest.raises(CannotRun, match="en esta empresa todas las formas de calcular dan el mismo total"):
        asked("tax_base", Grounds([PLAIN], [tax("IVA", "0.01")]), Arithmetic(), frozenset())


def test_what_was_shown_holds_for_the_probes_after_it() -> None:
    known = turned(Arithmetic(), {"global_base": "subtotal"})
    probe = asked("global_charges", COMPANY, known, frozenset({"global_base"}))
    assert probe.hypotheses == (
        Hypothesis({"global_charges": "added"}, Decimal("129000.00")),
        Hypothesis({"global_charges": "ignored"}, Decimal("119000.00")),
    )
    assert probe.shown_by(Decimal("130900")) == {}


def test_without_vat_the_base_of_a_percentage_stays_open() -> None:
    probe = asked("global_discounts", Grounds([PLAIN], []), Arithmetic(), frozenset())
    assert probe.shown_by(Decimal(90000)) == {"global_discounts": "subtracted"}
    assert probe.shown_by(Decimal(100000)) == {"global_discounts": "ignored"}


def test_where_the_tax_is_of_all_decimals_a_price_with_vat_has_nothing_to_tell() -> None:
    with pytest.raises(CannotRun, match="en esta empresa todas las formas de calcular dan el mismo total"):
        asked("taxed_price", COMPANY, Arithmetic(tax_base="unrounded"), frozenset({"tax_base"}))


OFF = dict.fromkeys(("reteica", "advance_payment", "self_withholding"), False)
NOTHING = kind(**OFF, global_discounts=[], global_charges=[{"id": 1, "active": False}])


@pytest.mark.parametrize(
    ("name", "grounds", "why"),
    [
        ("tax_base", Grounds([WHOLE], TAXES), "ningún comprobante de la conexión maneja decimales"),
        ("rounding", Grounds([WHOLE], TAXES), "ningún comprobante de la conexión maneja decimales"),
        (
            "tax_base",
            Grounds([PLAIN], [tax("IVA", 0)]),
            "la empresa no tiene un impuesto activo mayor que 0 de tipo AdValorem / IVA / Impoconsumo",
        ),
        ("gift_tax", Grounds([PLAIN], []), "la empresa no tiene un impuesto activo mayor que 0 de tipo IVA"),
        ("retefuente", Grounds([PLAIN], []), "la empresa no tiene un impuesto activo mayor que 0 de tipo Retefuente"),
        ("whole_pesos", Grounds([PLAIN], TAXES), "todos los comprobantes de la conexión manejan decimales"),
        (
            "percentage_discount",
            Grounds([kind(discount_type="Percentage", decimals=False)], TAXES),
            "ningún comprobante de la conexión maneja descuentos en porcentaje y decimales",
        ),
        ("reteica", Grounds([NOTHING], TAXES), "ningún comprobante de la conexión permite ReteICA"),
        ("autorretencion", Grounds([NOTHING], TAXES), "ningún comprobante de la conexión permite autorretención"),
        (
            "global_discounts",
            Grounds([NOTHING], []),
            "ningún comprobante de la conexión tiene descuentos globales activos",
        ),
        ("global_charges", Grounds([NOTHING], []), "ningún comprobante de la conexión tiene cargos globales activos"),
        ("advance_payment", Grounds([NOTHING], []), "ningún comprobante de la conexión permite anticipos"),
    ],
)
def test_why_a_probe_is_not_run(name: str, grounds: Grounds, why: str) -> None:
    with pytest.raises(CannotRun) as caught:
        asked(name, grounds, Arithmetic(), frozenset())
    assert str(caught.value) == why


def test_inactive_entries_are_not_used() -> None:
    header = asked("global_discounts", COMPANY, Arithmetic(), frozenset()).sale.header()
    assert header == {"global_discounts": [{"id": 2, "percentage": Decimal(10)}]}


def test_a_probe_that_might_be_paid_is_none() -> None:
    sale = asked("reteica", COMPANY, Arithmetic(), frozenset()).sale
    with pytest.raises(ValueError, match="a probe must not be payable"):
        Probe(sale, (Hypothesis({}, Decimal(100)), Hypothesis({}, PAID)))


class TestFrame:
    FRAME = Frame(
        grounds=COMPANY,
        customer={"identification": "222222222222", "branch_office": 0},
        product="GENERICO",
        seller=629,
        payment=PaymentType(id=5640),
        cost_center=235,
    )
    TODAY = "2026-11-21"

    def body(self, frame: Frame = FRAME, **flags: Any) -> dict[str, Any]:
        sale = replace(asked("retefuente", COMPANY, Arithmetic(), frozenset()).sale, kind=kind(**flags))
        return frame.body(sale, "prueba", EVENING)

    def test_all_of_it(self) -> None:
        assert self.body() == {
            "document": {"id": 1},
            "date": self.TODAY,
            "customer": {"identification": "222222222222", "branch_office": 0},
            "seller": 629,
            "observations": "prueba",
            "items": [{"code": "GENERICO", "quantity": 1, "price": 100000, "taxes": [{"id": 13456}]}],
            "payments": [{"id": 5640, "value": 1}],
            "mail": {"send": False},
        }

    def test_an_electronic_type_is_told_not_to_stamp(self) -> None:
        assert self.body(electronic_type="ElectronicInvoice")["stamp"] == {"send": False}

    def test_what_document_types_ask_for(self) -> None:
        body = self.body(automatic_number=False, consecutive=17, seller_by_item=True, cost_center_mandatory=True)
        assert (body["number"], body["items"][0]["seller"], body["cost_center"]) == (17, 629, 235)
        assert self.body(cost_center_mandatory=True, cost_center_default=7)["cost_center"] == 7

    def test_a_payment_with_due_date(self) -> None:
        frame = replace(self.FRAME, payment=PaymentType(id=5636, due_date=True))
        assert self.body(frame)["payments"] == [{"id": 5636, "value": 1, "due_date": self.TODAY}]
