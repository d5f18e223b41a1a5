"""What Siigo says of a document that exists, and its refusals about it, in the merchant's words."""

from dataclasses import replace
from typing import Any

import pytest
import responses

from connector.errors import OrderHeld, RemoteRejected, RemoteUnavailable
from connector.ledgers.siigo.standing import standing_of
from connector.model.documents import Document, Standing, Undoing
from tests.ledgers.siigo.company import TODAY
from tests.ledgers.siigo.server import V1, body_of, ledger, page, refusal, sign_in
from tests.ledgers.siigo.test_credit_note import ID, invoice, note, refund

KEY = "k" * 30
ONE = f"{V1}/invoices/{ID}"
NOTES = f"{V1}/credit-notes"


@pytest.fixture
def siigo():
    with responses.RequestsMock() as mock:
        sign_in(mock)
        yield mock


def answer(**more: Any) -> dict[str, Any]:
    return {"id": ID, "name": "FV-1-1042", "total": 110000, "public_url": "https://documentview.example/1", **more}


# --- standing ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ({}, Standing(status="", url="https://documentview.example/1")),
        ({"stamp": {"status": "pending"}}, Standing(status="pending", url="https://documentview.example/1")),
        (
            {"stamp": {"status": "Accepted", "cude": "9f2c"}, "public_url": None},
            Standing(status="Accepted", cufe="9f2c"),
        ),
        (
            {"stamp": {"status": "Rejected", "errors": " FAJ43b: Nombre "}, "public_url": ""},
            Standing(status="Rejected", errors=("FAJ43b: Nombre",)),
        ),
        ({"annulled": True, "stamp": None}, Standing(status="Annulled", url="https://documentview.example/1")),
    ],
)
def test_where_it_stands(found: dict[str, Any], expected: Standing):
    assert standing_of(answer(**found)) == expected


def test_an_answer_that_is_no_document_says_nothing():
    assert standing_of([]) == Standing(status="")


def test_a_rejection_without_a_page_of_reasons_has_those_of_the_answer(siigo):
    siigo.get(ONE, json=answer(stamp={"status": "Rejected", "errors": "FAJ43b: Nombre"}))
    siigo.get(f"{ONE}/stamp/errors", json={"id": ID, "errors": []})
    assert ledger().standing("invoice", ID).errors == ("FAJ43b: Nombre",)


def test_a_rejected_note_has_no_page_of_reasons(siigo):
    siigo.get(f"{NOTES}/{ID}", json=answer(stamp={"status": "Rejected", "errors": "CAX01: Motivo"}))
    assert ledger().standing("credit_note", ID).errors == ("CAX01: Motivo",)


def test_what_is_gone_is_deleted_and_what_fails_is_not(siigo):
    siigo.get(ONE, json=refusal("not_found"), status=404)
    assert ledger().standing("invoice", ID) == Standing(status="Deleted")
    siigo.get(ONE, json=refusal("header_required"), status=400)
    with pytest.raises(RemoteRejected, match="header_required"):
        ledger().standing("invoice", ID)
    siigo.get(ONE, json={}, status=500)
    with pytest.raises(RemoteUnavailable):
        ledger().standing("invoice", ID)


# --- undoing ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stamp", "words"),
    [
        (
            {"status": "Accepted"},
            "La DIAN ya aceptó la factura y no se puede anular ni borrar: hace falta una nota crédito (non_editable)",
        ),
        (
            {"status": "Sending"},
            "La factura va camino a la DIAN y no se puede anular ni borrar: reintente cuando la DIAN responda "
            "(non_editable)",
        ),
        (
            {"status": "Draft"},
            "Siigo no deja anular ni borrar la factura; suele ser porque tiene notas crédito o recibos de caja: "
            "quítelos en Siigo y reintente. Siigo dice: has receipts (non_editable)",
        ),
    ],
)
@pytest.mark.parametrize("how", ["annul", "delete"])
def test_a_refusal_to_undo_says_why(siigo, how: Undoing, stamp: dict[str, str], words: str):
    refused = {"json": refusal("non_editable", "has receipts", "id"), "status": 400}
    siigo.post(f"{ONE}/annul", **refused) if how == "annul" else siigo.delete(ONE, **refused)
    siigo.get(ONE, json=answer(stamp=stamp))
    with pytest.raises(OrderHeld) as caught:
        ledger().undo("invoice", ID, how)
    assert caught.value.problems == (words,)


def test_either_answer_to_an_annulment_will_do(siigo):
    siigo.post(f"{ONE}/annul", json={"id": ID, "Annul": True})
    assert ledger().undo("invoice", ID, "annul") == Standing(status="Annulled")


# --- sending again ----------------------------------------------------------------------------------------------------


def test_what_is_sent_again_is_the_invoice_of_today(siigo):
    siigo.get(ONE, json=answer(stamp={"status": "Draft"}))
    put = siigo.put(ONE, json=answer(stamp={"status": "Sending"}), status=201)
    one = invoice()
    old = [{**row, "due_date": "2026-01-31"} for row in one.body["payments"]]  # type: ignore[attr-defined]
    assert ledger().send_again(replace(one, body={**one.body, "payments": old}), today=TODAY).status == "Sending"
    sent = body_of(put.calls[0])
    assert sent["date"] == sent["payments"][0]["due_date"] == "2026-11-21"
    assert sent["customer"] == {"identification": "1020304050"}
    assert sent["stamp"] == {"send": True}
    assert len(sent["items"]) == 2


def test_cents_that_siigo_counts_otherwise_are_taken_over_as_when_it_was_made(siigo):
    siigo.get(ONE, json=answer(stamp={"status": "Draft"}))
    words = "The total payments must be equal to the total invoice. The total invoice calculated is 109999.99"
    siigo.put(ONE, json=refusal("invalid_total_payments", words, "payments"), status=400)
    again = siigo.put(ONE, json=answer(stamp={"status": "Sending"}), status=201)
    assert ledger().send_again(invoice(), today=TODAY).status == "Sending"
    assert body_of(again.calls[0])["payments"][0]["value"] == 109999.99


def test_an_invoice_that_siigo_does_not_send_is_held(siigo):
    siigo.get(ONE, json=answer(stamp={"status": "Rejected"}))
    siigo.get(f"{ONE}/stamp/errors", json={"id": ID, "errors": []})
    siigo.put(ONE, json=refusal("non_editable", "has receipts", "id"), status=400)
    with pytest.raises(OrderHeld) as caught:
        ledger().send_again(invoice(), today=TODAY)
    assert caught.value.problems == (
        "Siigo no envió la factura a la DIAN: envíela desde Siigo. Siigo respondió 400: non_editable [id]: "
        "has receipts",
    )


def test_a_refusal_for_an_invoice_that_went_meanwhile_is_none(siigo):
    siigo.get(ONE, json=answer(stamp={"status": "Draft"}))
    siigo.put(ONE, json=refusal("non_editable", "is being sent", "id"), status=400)
    siigo.get(ONE, json=answer(stamp={"status": "Sending"}))
    assert ledger().send_again(invoice(), today=TODAY).status == "Sending"


# --- credit notes -----------------------------------------------------------------------------------------------------


def a_note(**more: Any) -> Document:
    document = note(refund("110000"))
    return replace(document, body={**document.body, **more})


@pytest.mark.parametrize(
    ("code", "path", "words"),
    [
        (
            "invalid_document",
            "invoice",
            "Siigo no recibe una nota crédito de esta factura: la DIAN no la ha aceptado todavía, o la factura y la "
            "nota no son las dos electrónicas. Revise la factura en Siigo y el comprobante de la nota en el mapeo "
            "(invoice, invalid_document)",
        ),
        (
            "invalid_reference",
            "invoice",
            "La factura ya no existe en Siigo: si se borró a mano, no hace falta una nota crédito (invoice, "
            "invalid_reference)",
        ),
        (
            "invalid_document",
            "document.id",
            "El comprobante no es de notas crédito: ponga en el mapeo uno de clase NC (document.id, invalid_document)",
        ),
        (
            "invalid_payment",
            "payments[0].id",
            "La forma de pago no sirve para notas crédito: mapee otra en credit_note, o permítala en Siigo "
            "(payments[0].id, invalid_payment)",
        ),
        (
            "invalid_currency",
            "currency",
            "La nota crédito debe ir en la moneda de su factura: quite currency del mapeo (currency, invalid_currency)",
        ),
        (
            "already_exists",
            "number",
            "El número de nota crédito 12 ya está usado en Siigo: active la numeración automática del comprobante, o "
            "corrija number en el mapeo (already_exists)",
        ),
        (
            "blocked_transactions",
            "date",
            "La contabilidad está cerrada en la fecha de la nota crédito: abra el periodo en Siigo y reintente "
            "(blocked_transactions)",
        ),
        (
            "parameter_inactive",
            "items[0].code",
            "El producto con código «CAM-ALG-M» está inactivo en Siigo: actívelo, o corrija el SKU en la tienda o el "
            "mapeo (items[0].code, parameter_inactive)",
        ),
    ],
)
def test_a_refused_note_says_what_to_do(siigo, code: str, path: str, words: str):
    siigo.post(NOTES, json=refusal(code, "…", path), status=400)
    with pytest.raises(OrderHeld) as caught:
        ledger().issue(a_note(number=12), key=KEY)
    assert caught.value.problems == (words,)


def test_a_note_goes_with_its_key_and_once_more_with_siigos_cents(siigo):
    words = "The total payments must be equal to the total invoice. The total invoice calculated is 109999.99"
    first = siigo.post(NOTES, json=refusal("invalid_total_payments", words, "payments"), status=400)
    again = siigo.post(NOTES, json={"id": "n-1", "name": "NC-1-12", "total": 109999.99}, status=201)
    issued = ledger().issue(a_note(), key=KEY)
    assert (issued.name, len(issued.warnings)) == ("NC-1-12", 1)
    keys = [call.calls[0].request.headers["Idempotency-Key"] for call in (first, again)]
    assert keys[0] == KEY != keys[1]


def test_notes_are_looked_for_among_those_of_the_invoice(siigo):
    mine = {"id": "n-1", "name": "NC-1-1", "total": 1, "invoice": {"id": ID, "name": "FV-1-1042"}}
    by_guid = {**mine, "id": "n-2", "invoice": ID}
    other = {**mine, "id": "n-3", "invoice": {"id": "otra"}}
    gone = {**mine, "id": "n-4", "annulled": True}
    rows = siigo.get(NOTES, json=page(mine, by_guid, other, gone))
    siigo.get(f"{NOTES}/n-1", json=mine)
    siigo.get(f"{NOTES}/n-2", json=by_guid)
    assert [found.id for found in ledger().credit_notes_of(invoice())] == ["n-1", "n-2"]
    assert rows.calls[0].request.params == {"created_start": "2026-11-20", "page_size": "100"}


def test_a_list_of_notes_that_is_none_is_no_answer(siigo):
    siigo.get(NOTES, json={"results": "…"})
    with pytest.raises(RemoteUnavailable):
        ledger().credit_notes_of(invoice())
