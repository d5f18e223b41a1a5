"""Without a connection: what can be composed is, and what was assumed is said."""

from decimal import Decimal

import pytest

from connector.errors import OrderHeld
from connector.ledgers.siigo.offline import compose_credit_note_offline, compose_offline
from connector.model.documents import GivenBack
from connector.ports import ComposedOffline
from tests.ledgers.siigo.company import IVA_19, MARKER, RETE_ICA, SHIRT, TODAY, draft, item, order
from tests.ledgers.siigo.server import settings
from tests.ledgers.siigo.test_credit_note import back, invoice, mapped, refund

RATES = {IVA_19: Decimal(19)}


def offline(rates: dict[int, Decimal] | None = None, **more: object) -> ComposedOffline:
    one = order(SHIRT)
    return compose_offline(
        settings(),
        "invoice",
        draft(one, **more),
        one,
        tax_rates=RATES if rates is None else rates,
        today=TODAY,
        marker=MARKER,
    )


def test_what_was_assumed_is_said():
    done = offline()
    assert done.document is not None
    assert done.document.total == 100000
    assert done.not_checked == (
        "Que existan y estén activos en Siigo: 24446, 5638, 13156, 629 (lo revisa connector doctor)",
        "El porcentaje y la clase de los impuestos 13156: se tomó el porcentaje de `tables: taxes:`",
        "Qué campos admite el tipo de comprobante 24446: se supuso que admite los enviados, y centavos",
    )


def test_without_a_percentage_there_is_no_document():
    done = offline({})
    assert done.document is None
    assert done.not_checked == (
        "El documento: sin conexión no se sabe el porcentaje de los impuestos 13156; agréguelos a `tables: taxes:` "
        "con el porcentaje como clave",
    )


@pytest.mark.parametrize("rates", [RATES, {**RATES, RETE_ICA: Decimal("11.04")}])
def test_a_retention_is_no_tax_whose_percentage_must_be_known(rates):
    done = offline(rates, retentions=[{"id": str(RETE_ICA)}])
    assert done.document is not None
    assert done.document.body["retentions"] == [{"id": RETE_ICA}]
    assert ("Las retenciones 34080: sin conexión no se sabe cuánto son y no se restaron del total") in done.not_checked


def test_ids_may_be_texts():
    charged = {"id": "7", "value": Decimal("0.5")}
    done = offline(global_discounts=[charged], items=[item(SHIRT, taxes=[{"id": str(IVA_19)}])])
    assert done.document is not None
    assert done.document.body["global_discounts"] == [{"id": 7, "value": Decimal("0.5")}]


def test_a_discount_is_taken_for_money():
    done = offline(items=[item(SHIRT, discount=Decimal(100))])
    assert "Si el descuento por línea es dinero o porcentaje: se supuso dinero" in done.not_checked


def test_what_can_be_seen_is_held():
    with pytest.raises(OrderHeld, match="seller: falta y Siigo lo exige"):
        offline(seller=None)


# --- a credit note ----------------------------------------------------------------------------------------------------


def offline_note(rates: dict[int, Decimal], **more: object) -> ComposedOffline:
    one = order(SHIRT)
    given = refund("50000", back(SHIRT.id, "1", "50000"))
    given_back = GivenBack(invoice=invoice(one, **more), refund=given, reason=1)
    drafted = mapped(stamp={"send": True})
    return compose_credit_note_offline(
        settings(), drafted, one, given_back, tax_rates=rates, today=TODAY, marker=MARKER
    )


def test_of_a_note_what_was_assumed_is_said_too():
    done = offline_note(RATES, cost_center=235)
    assert done.document is not None
    assert (done.document.total, done.document.body["reason"], done.document.body["cost_center"]) == (50000, 1, 235)
    assert done.not_checked == (
        "Que existan y estén activos en Siigo: 235, 77775, 5638, 13156, 629 (lo revisa connector doctor)",
        "El porcentaje y la clase de los impuestos 13156: se tomó el porcentaje de `tables: taxes:`",
        "Qué campos admite el tipo de comprobante 77775: se supuso que admite los enviados, y centavos",
    )


def test_without_the_percentages_of_the_invoice_there_is_no_note():
    done = offline_note({})
    assert done.document is None
    assert done.not_checked == (
        "El documento: sin conexión no se sabe el porcentaje de los impuestos 13156; agréguelos a `tables: taxes:` "
        "con el porcentaje como clave",
    )
