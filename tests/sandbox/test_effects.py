"""What documents do: stock, balances, instalments, DIAN's answer, changes and deletion of invoices."""

from typing import Any

import pytest

from tests.sandbox.conftest import INVOICE, TODAY, Siigo, changed, new_siigo

STAMPED = {**INVOICE, "stamp": {"send": True}}
CREDIT = changed(INVOICE, {"payments.0.id": 5636, "payments.0.due_date": "2026-12-21"})
NOTE: dict[str, Any] = {
    "document": {"id": 77775},
    "date": TODAY,
    "reason": 1,
    "items": INVOICE["items"],
    "payments": [{"id": 5640, "value": 119}],
}
RECEIPT: dict[str, Any] = {
    "document": {"id": 7714},
    "date": TODAY,
    "type": "DebtPayment",
    "customer": {"identification": "222222222222", "branch_office": 0},
    "items": [{"due": {"prefix": "FV-1", "consecutive": 1, "quote": 1, "date": "2026-12-21"}, "value": 119}],
    "payment": {"id": 5638, "value": 119},
}


def accepted(siigo: Siigo, body: dict[str, Any]) -> dict[str, Any]:
    """An invoice that DIAN has accepted."""
    id_ = siigo.invoice({**body, "stamp": {"send": True}})["id"]
    siigo.post("/_emulator/stamps", {"id": id_, "status": "Accepted"})
    return dict(siigo.get(f"/v1/invoices/{id_}").body)


def read(siigo: Siigo, invoice: dict[str, Any]) -> dict[str, Any]:
    return dict(siigo.get(f"/v1/invoices/{invoice['id']}").body)


def test_a_stamp_comes_after_some_polls() -> None:
    siigo = new_siigo(stamp_after_polls=3)
    invoice = siigo.invoice(STAMPED)
    statuses = [read(siigo, invoice)["stamp"]["status"] for _ in range(4)]
    assert [invoice["stamp"]["status"], *statuses] == ["Sending", "Sending", "Sending", "Accepted", "Accepted"]
    assert len(read(siigo, invoice)["stamp"]["cufe"]) == 96


def test_a_stamp_comes_after_some_seconds() -> None:
    siigo = new_siigo(stamp_after_polls=None, stamp_seconds=30)
    invoice = siigo.invoice(STAMPED)
    siigo.clock.wait(seconds=29)
    assert read(siigo, invoice)["stamp"] == {"status": "Sending"}
    siigo.clock.wait(seconds=1)
    assert read(siigo, invoice)["stamp"]["status"] == "Accepted"


def test_a_stamp_may_come_at_once() -> None:
    assert new_siigo(stamp_after_polls=0).invoice(STAMPED)["stamp"]["status"] == "Accepted"


def test_without_send_there_is_no_stamp(siigo: Siigo) -> None:
    invoice = siigo.invoice()
    assert "stamp" not in invoice
    assert "stamp" not in read(siigo, invoice)


def test_dian_rejects_by_a_rule() -> None:
    def errors(document: Any) -> tuple[tuple[str, str], ...]:
        return (("FAJ43b", "Nombre no informado"),) if document["observations"] == "bad" else ()

    siigo = new_siigo(stamp_after_polls=1, dian=errors)
    bad, good = siigo.invoice({**STAMPED, "observations": "bad"}), siigo.invoice(STAMPED)
    assert read(siigo, bad)["stamp"] == {"status": "Rejected", "errors": "FAJ43b: Nombre no informado"}
    assert read(siigo, good)["stamp"]["status"] == "Accepted"
    assert siigo.get(f"/v1/invoices/{bad['id']}/stamp/errors").body == {
        "id": bad["id"],
        "errors": [{"code": "FAJ43b", "message": "Nombre no informado"}],
    }
    assert siigo.get(f"/v1/invoices/{good['id']}/stamp/errors").body["errors"] == []


def test_the_operator_sets_the_next_answers(siigo: Siigo) -> None:
    siigo.post("/_emulator/stamps", {"next": [{"status": "Rejected"}, {"status": "Sending"}, {"status": "Accepted"}]})
    invoices = [siigo.invoice(STAMPED) for _ in range(3)]
    statuses = [[read(siigo, invoice)["stamp"]["status"] for _ in range(5)][-1] for invoice in invoices]
    assert statuses == ["Rejected", "Sending", "Accepted"]


def test_the_operator_sets_one_document(siigo: Siigo) -> None:
    invoice = siigo.invoice(STAMPED)
    siigo.post("/_emulator/stamps", {"id": invoice["name"], "status": "Draft"})
    assert [read(siigo, invoice)["stamp"]["status"] for _ in range(3)] == ["Draft"] * 3
    unknown = siigo.post("/_emulator/stamps", {"id": "FV-9-9", "status": "Draft"})
    assert (unknown.status, unknown.body) == (400, {"error": "there is no document 'FV-9-9'"})


def test_the_pdf_fails_while_dian_is_busy(siigo: Siigo) -> None:
    invoice = siigo.invoice(STAMPED)
    assert siigo.get(f"/v1/invoices/{invoice['id']}/pdf").status == 500
    siigo.post("/_emulator/stamps", {"id": invoice["id"], "status": "Accepted"})
    pdf = siigo.get(f"/v1/invoices/{invoice['id']}/pdf").body
    assert pdf["base64"].startswith("JVBERi0")
    assert pdf["cufe"] == read(siigo, invoice)["stamp"]["cufe"]
    assert siigo.get(f"/v1/invoices/{invoice['id']}/xml").body["base64"].startswith("PD94bWw")


def test_mail(siigo: Siigo) -> None:
    path = f"/v1/invoices/{siigo.invoice()['id']}/mail"
    sent = siigo.post(path, {"mail_to": "a@example.co", "copy_to": "b@example.co;c@example.co"})
    assert (sent.status, sent.body) == (201, {"status": "sent", "observations": ""})
    assert siigo.post(path, {"mail_to": "a@example.co", "copy_to": "b@example.co;" * 5}).codes == ["values_limit"]
    assert siigo.post(path, {"mail_to": "nobody"}).codes == ["invalid_email"]


def test_an_invoice_takes_stock_out_of_its_warehouse(siigo: Siigo) -> None:
    siigo.clock.wait(minutes=5)
    item = {"code": "CAM-ALG-M", "quantity": 3, "price": 100, "taxes": [{"id": 13156}], "warehouse": 1271}
    siigo.invoice(changed(INVOICE, {"items.0": item, "payments.0.value": 357}))
    assert siigo.stock("CAM-ALG-M") == [11, 10, 1]
    moved = siigo.get("/v1/products?updated_start=2026-11-21T17:05:00Z").body["results"]
    assert [row["code"] for row in moved] == ["CAM-ALG-M"]
    assert moved[0]["metadata"]["stock_updated"] == "2026-11-21T17:05:00.000Z"


def test_a_warehouse_sent_as_an_object_is_dropped_silently(siigo: Siigo) -> None:
    row = siigo.invoice(changed(INVOICE, {"items.0.warehouse": {"id": 1271}}))["items"][0]
    assert "warehouse" not in row


def test_a_refused_invoice_changes_nothing(siigo: Siigo) -> None:
    siigo.post("/v1/invoices", changed(INVOICE, {"payments.0.value": 1}))
    assert siigo.stock("CAM-ALG-M") == [14, 10, 4]
    assert siigo.invoice()["number"] == 1


def test_stock_may_go_below_zero(siigo: Siigo) -> None:
    siigo.invoice(changed(INVOICE, {"items.0.quantity": 20, "payments.0.value": 2380}))
    assert siigo.stock("CAM-ALG-M") == [-6, -10, 4]


@pytest.mark.parametrize(("body", "balance"), [(INVOICE, 0), (CREDIT, 119)])
def test_only_credit_leaves_a_balance(siigo: Siigo, body: dict[str, Any], balance: int) -> None:
    assert siigo.invoice(body)["balance"] == balance


def test_a_receipt_pays_an_instalment(siigo: Siigo) -> None:
    invoice = siigo.invoice(CREDIT)
    half = changed(RECEIPT, {"items.0.value": 60, "payment.value": 60})
    answer = siigo.post("/v1/vouchers", half)
    assert (answer.status, answer.body["name"], answer.body["payment"]["name"]) == (201, "RC-1-1", "Bancolombia")
    assert read(siigo, invoice)["balance"] == 59
    too_much = siigo.post("/v1/vouchers", half)
    assert too_much.errors == [("invalid_amount", ("items[0].value",), "The field value is invalid")]
    rest = changed(RECEIPT, {"items.0.value": 59, "payment.value": 59})
    assert siigo.post("/v1/vouchers", rest).status == 201
    paid = siigo.post("/v1/vouchers", rest)
    assert paid.errors == [("invalid_reference", ("items[0].due",), "The due doesn't exist: FV-1-1")]
    assert siigo.get("/v1/vouchers").body["pagination"]["total_results"] == 2


def test_an_invoice_that_is_accepted_cannot_change(siigo: Siigo) -> None:
    """Row 42."""
    path = f"/v1/invoices/{accepted(siigo, INVOICE)['id']}"
    expected = "The invoice cannot be modified, it was accepted by DIAN"
    assert siigo.put(path, INVOICE).errors == [("non_editable", ("id",), expected)]
    assert siigo.delete(path).errors == [("delete_not_allowed", ("id",), expected)]
    assert siigo.post(f"{path}/annul", {}).errors == [("non_editable", ("id",), expected)]


def test_an_invoice_that_is_being_sent_cannot_change(siigo: Siigo) -> None:
    path = f"/v1/invoices/{siigo.invoice(STAMPED)['id']}"
    expected = "The invoice cannot be modified, it is being sent to DIAN"
    assert siigo.delete(path).errors == [("delete_not_allowed", ("id",), expected)]


def test_an_invoice_with_a_receipt_cannot_change(siigo: Siigo) -> None:
    invoice = siigo.invoice(CREDIT)
    siigo.post("/v1/vouchers", RECEIPT)
    expected = "The invoice cannot be modified, it has related documents: RC-1-1"
    assert siigo.delete(f"/v1/invoices/{invoice['id']}").errors == [("delete_not_allowed", ("id",), expected)]


def test_a_rejected_invoice_is_mended_and_sent_again() -> None:
    siigo = new_siigo(stamp_after_polls=1)
    siigo.post("/_emulator/stamps", {"next": [{"status": "Rejected"}]})
    invoice = siigo.invoice(STAMPED)
    assert read(siigo, invoice)["stamp"]["status"] == "Rejected"
    again = siigo.put(f"/v1/invoices/{invoice['id']}", STAMPED)
    assert (again.status, again.body["stamp"], again.body["name"]) == (201, {"status": "Sending"}, invoice["name"])
    assert read(siigo, invoice)["stamp"]["status"] == "Accepted"
    assert siigo.stock("CAM-ALG-M") == [13, 9, 4]


def test_a_changed_invoice_moves_stock_and_balance_anew(siigo: Siigo) -> None:
    invoice = siigo.invoice(CREDIT)
    more = changed(CREDIT, {"items.0.quantity": 2, "payments.0.value": 238})
    assert siigo.put(f"/v1/invoices/{invoice['id']}", more).body["balance"] == 238
    assert siigo.stock("CAM-ALG-M") == [12, 8, 4]
    wrong = changed(CREDIT, {"items.0.quantity": 5})
    assert siigo.put(f"/v1/invoices/{invoice['id']}", wrong).codes == ["invalid_total_payments"]
    assert siigo.stock("CAM-ALG-M") == [12, 8, 4]


def test_frozen_fields(siigo: Siigo) -> None:
    invoice = siigo.invoice()
    other = changed(INVOICE, {"document.id": 24445, "number": 99})
    answer = siigo.put(f"/v1/invoices/{invoice['id']}", other)
    assert answer.errors == [
        ("non_editable", ("document.id",), "The field id is invalid"),
        ("non_editable", ("number",), "The field number is invalid"),
    ]


def test_a_deleted_invoice_gives_everything_back(siigo: Siigo) -> None:
    invoice = siigo.invoice()
    assert siigo.delete(f"/v1/invoices/{invoice['id']}").body == {"id": invoice["id"], "deleted": True}
    assert siigo.stock("CAM-ALG-M") == [14, 10, 4]
    assert siigo.get(f"/v1/invoices/{invoice['id']}").status == 404


@pytest.mark.parametrize("word", ["deleted", "Annul"])
def test_an_annulled_invoice_stays_without_effect(word: str) -> None:
    siigo = new_siigo(annul_answer=word)
    invoice = siigo.invoice(CREDIT)
    assert siigo.post(f"/v1/invoices/{invoice['id']}/annul", {}).body == {"id": invoice["id"], word: True}
    after = read(siigo, invoice)
    assert (after["annulled"], after["balance"]) == (True, 0)
    assert siigo.stock("CAM-ALG-M") == [14, 10, 4]
    assert siigo.post("/v1/vouchers", RECEIPT).codes == ["invalid_reference"]


def test_a_credit_note_gives_stock_back_and_lowers_the_balance(siigo: Siigo) -> None:
    invoice = accepted(siigo, CREDIT)
    answer = siigo.post("/v1/credit-notes", {**NOTE, "invoice": invoice["id"], "stamp": {"send": True}})
    assert (answer.status, answer.body["name"], answer.body["total"]) == (201, "NC-1-1", 119)
    assert answer.body["invoice"] == {"id": invoice["id"], "name": invoice["name"]}
    assert (answer.body["customer"], answer.body["seller"]) == (invoice["customer"], 629)
    assert siigo.stock("CAM-ALG-M") == [14, 10, 4]
    assert read(siigo, invoice)["balance"] == 0
    path = f"/v1/credit-notes/{answer.body['id']}"
    assert [siigo.get(path).body["stamp"]["status"] for _ in range(2)] == ["Sending", "Accepted"]
    assert len(siigo.get(f"{path}/pdf").body["cude"]) == 96


@pytest.mark.parametrize("status", [None, "Sending", "Rejected", "Draft"])
def test_an_electronic_note_needs_an_accepted_invoice(siigo: Siigo, status: str | None) -> None:
    """Row 36."""
    invoice = siigo.invoice()
    if status:
        siigo.post("/_emulator/stamps", {"id": invoice["id"], "status": status})
    answer = siigo.post("/v1/credit-notes", {**NOTE, "invoice": invoice["id"]})
    assert answer.errors == [("invalid_document", ("invoice",), "The field invoice is invalid")]


def test_note_and_invoice_are_of_one_electronic_kind(siigo: Siigo) -> None:
    """Row 36."""
    invoice = accepted(siigo, INVOICE)
    paper = siigo.invoice(changed(INVOICE, {"document.id": 24445}))
    note = {**NOTE, "document": {"id": 77776}}
    assert siigo.post("/v1/credit-notes", {**note, "invoice": invoice["id"]}).codes == ["invalid_document"]
    assert siigo.post("/v1/credit-notes", {**note, "invoice": paper["id"]}).status == 201


def test_a_note_in_another_currency(siigo: Siigo) -> None:
    """Row 37."""
    siigo.post("/_emulator/settings", {"currencies": ["USD"]})
    invoice = accepted(siigo, {**INVOICE, "currency": {"code": "USD", "exchange_rate": 4000}})
    note = {**NOTE, "invoice": invoice["id"]}
    answer = siigo.post("/v1/credit-notes", note)
    assert answer.errors == [("invalid_currency", ("currency",), "The field currency is invalid")]
    note["currency"] = {"code": "USD", "exchange_rate": 4000}
    assert siigo.post("/v1/credit-notes", note).status == 201


def test_what_an_electronic_note_must_say(siigo: Siigo) -> None:
    invoice = accepted(siigo, INVOICE)
    without = {name: value for name, value in NOTE.items() if name != "reason"}
    answer = siigo.post("/v1/credit-notes", {**without, "invoice": invoice["id"]})
    assert answer.errors == [("parameter_required", ("reason",), "The field reason is required")]
    assert siigo.post("/v1/credit-notes", {**NOTE, "invoice": invoice["id"], "reason": "8"}).codes == ["invalid_value"]
    assert siigo.post("/v1/credit-notes", NOTE).errors == [
        ("parameter_required", ("invoice",), "The field invoice is required")
    ]
    assert siigo.post("/v1/credit-notes", {**NOTE, "invoice": "63f918c2"}).errors == [
        ("invalid_reference", ("invoice",), "The invoice doesn't exist: 63f918c2")
    ]


def test_a_payment_type_that_notes_do_not_take(siigo: Siigo) -> None:
    invoice = accepted(siigo, INVOICE)
    answer = siigo.post("/v1/credit-notes", changed({**NOTE, "invoice": invoice["id"]}, {"payments.0.id": 5645}))
    assert answer.errors == [("invalid_payment", ("payments[0].id",), "The field id is invalid")]


def test_a_note_for_an_invoice_of_another_system(siigo: Siigo) -> None:
    """Seed 002's own sample, with numbers in quotes."""
    note = {
        "document": {"id": 77775},
        "date": TODAY,
        "reason": "2",
        "customer": {"identification": "222222222222", "branch_office": "0"},
        "seller": 629,
        "invoice_data": {"date": "2024-03-20", "prefix": "FV", "number": "458", "cufe": "302580df-838b"},
        "items": [{"code": "ENVIO", "description": "Producto de prueba", "quantity": "1", "price": 2000}],
        "payments": [{"id": "5640", "value": 2000}],
    }
    assert siigo.post("/v1/credit-notes", note).status == 201
    assert siigo.post("/v1/credit-notes", changed(note, {"invoice_data.cufe": None})).errors == [
        ("parameter_required", ("invoice_data.cufe",), "The field cufe is required")
    ]
    assert siigo.post("/v1/credit-notes", changed(note, {"invoice_data.date": TODAY})).errors == [
        ("invalid_date", ("invoice_data.date",), "The field date is invalid")
    ]
    assert siigo.post("/v1/credit-notes", changed(note, {"seller": None, "customer": None})).codes == [
        "parameter_required",
        "parameter_required",
    ]


VOUCHERS: list[tuple[str, dict[str, Any], tuple[str, tuple[str, ...], str]]] = [
    (
        "another due",
        {"items.0.due.quote": 2},
        ("invalid_reference", ("items[0].due",), "The due doesn't exist: FV-1-1"),
    ),
    (
        "too much",
        {"items.0.value": 120, "payment.value": 120},
        ("invalid_amount", ("items[0].value",), "The field value is invalid"),
    ),
    ("sum differs", {"payment.value": 118}, ("invalid_amount", ("payment.value",), "The field value is invalid")),
    (
        "twice the same due",
        {"items": RECEIPT["items"] * 2},
        ("invalid_array", ("items",), "The field items is invalid"),
    ),
    ("advance with items", {"type": "AdvancePayment"}, ("invalid_array", ("items",), "The field items is invalid")),
    ("a method with due date", {"payment.id": 5636}, ("invalid_payment", ("payment.id",), "The field id is invalid")),
    ("an invoice's type", {"document.id": 24446}, ("invalid_document", ("document.id",), "The field id is invalid")),
    ("no payment", {"payment": None}, ("parameter_required", ("payment",), "The field payment is required")),
    ("no items", {"items": None}, ("parameter_required", ("items",), "The field items is required")),
    ("no due", {"items.0.due": None}, ("parameter_required", ("items[0].due",), "The field due is required")),
    (
        "unknown customer",
        {"customer.identification": "777"},
        ("invalid_reference", ("customer.identification",), "The customer doesn't exist: 777"),
    ),
    ("unknown type", {"type": "Debt"}, ("parameters_exclusive", ("type",), "The field type is invalid")),
    (
        "no income",
        {"type": "MiscIncome", "items": None},
        ("parameter_required", ("income",), "The field income is required"),
    ),
    (
        "unknown retention",
        {"items.0.taxes": [{"id": 1, "value": 1}]},
        ("invalid_reference", ("items[0].taxes[0].id",), "The id doesn't exist: 1"),
    ),
    (
        "inactive retention",
        {"items.0.taxes": [{"id": 13159, "value": 1}]},
        ("parameter_inactive", ("items[0].taxes[0].id",), "The id is inactive: 13159"),
    ),
    (
        "unknown discount",
        {"items.0.discounts": [{"id": 1, "value": 1}]},
        ("invalid_reference", ("items[0].discounts[0].id",), "The id doesn't exist: 1"),
    ),
    (
        "more kept back than said",
        {"items.0.discounts": [{"id": 311, "value": 1}], "payment.value": 117},
        ("invalid_amount", ("payment.value",), "The field value is invalid"),
    ),
]


@pytest.mark.parametrize("value", [119, 118])
def test_what_the_buyer_keeps_back_may_lower_the_payment(siigo: Siigo, value: int) -> None:
    invoice = siigo.invoice(CREDIT)
    less = {"items.0.discounts": [{"id": 311, "value": 1}], "payment.value": value}
    assert siigo.post("/v1/vouchers", changed(RECEIPT, less)).status == 201
    assert read(siigo, invoice)["balance"] == 0


def test_a_receipts_list_has_no_observations(siigo: Siigo) -> None:
    siigo.post("/v1/vouchers", changed(RECEIPT, {"type": "AdvancePayment", "items": None, "observations": "ref:1"}))
    [row] = siigo.get("/v1/vouchers").body["results"]
    assert row["observations"] is None
    assert siigo.get(f"/v1/vouchers/{row['id']}").body["observations"] == "ref:1"


@pytest.mark.parametrize(("changes", "expected"), [row[1:] for row in VOUCHERS], ids=[row[0] for row in VOUCHERS])
def test_a_receipt_that_breaks_a_rule(
    siigo: Siigo, changes: dict[str, Any], expected: tuple[str, tuple[str, ...], str]
) -> None:
    """Rows 38-40."""
    siigo.invoice(CREDIT)
    answer = siigo.post("/v1/vouchers", changed(RECEIPT, changes))
    assert (answer.status, answer.errors) == (400, [expected])


def test_other_receipts(siigo: Siigo) -> None:
    advance = changed(RECEIPT, {"type": "AdvancePayment", "items": None})
    assert siigo.post("/v1/vouchers", advance).status == 201
    misc = changed(RECEIPT, {"type": "MiscIncome", "items": None, "income": {"id": 174}})
    assert siigo.post("/v1/vouchers", misc).status == 201
    invoice = siigo.invoice(CREDIT)
    sides = [("Debit", 115, "11100501"), ("Debit", 4, "53051501"), ("Credit", 119, "13050501")]
    rows = [{"account": {"code": code, "movement": side}, "value": value} for side, value, code in sides]
    rows[2] |= {"due": RECEIPT["items"][0]["due"]}
    detailed = changed(RECEIPT, {"type": "Detailed", "payment": None, "items": rows})
    assert siigo.post("/v1/vouchers", changed(detailed, {"items.0.value": 114})).errors == [
        ("invalid_balance", ("items",), "The field items is invalid")
    ]
    assert siigo.post("/v1/vouchers", {**detailed, "payment": RECEIPT["payment"]}).codes == ["invalid_payment"]
    twice = {**detailed, "items": rows * 2}
    assert siigo.post("/v1/vouchers", twice).errors == [
        ("invalid_amount", ("items[5].value",), "The field value is invalid")
    ]
    assert siigo.post("/v1/vouchers", detailed).status == 201
    assert read(siigo, invoice)["balance"] == 0
