"""What `explain` shows is the very document that would leave, and what nobody can check is said."""

from connector.ledgers.siigo_pyme import Settings, compose_credit_note_offline, compose_offline
from connector.model.documents import GivenBack
from connector.model.order import Refund
from tests.ledgers.siigo_pyme.drafts import MARKER, TODAY, booked, draft_of, invoice_of, note_draft, note_of
from tests.orders import an_order

SETTINGS = Settings(id_connection="pruebas", company="c", by_hand=True)


def test_an_invoice() -> None:
    order = an_order()
    found = compose_offline(SETTINGS, "invoice", draft_of(order), order, tax_rates={}, today=TODAY, marker=MARKER)
    assert found.document == invoice_of(order)
    assert "no deja consultar" in found.not_checked[0]


def test_a_credit_note() -> None:
    order = an_order()
    kept, refund = booked(invoice_of(order)), Refund(id="900", amount=order.total / 2)
    given_back = GivenBack(invoice=kept, refund=refund, reason=1)
    found = compose_credit_note_offline(
        SETTINGS, note_draft(), order, given_back, tax_rates={}, today=TODAY, marker="ref:note"
    )
    assert found.document == note_of(order, kept, refund)
    assert found.not_checked
