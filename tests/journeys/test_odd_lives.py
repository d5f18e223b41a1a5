"""Lives that nobody expects, with lost answers, outages and hands in Siigo: no document is lost or made twice."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
import requests
from sqlalchemy import Engine

from connector.cli.answering import newest_invoice
from connector.cli.buyer import keep_buyer
from connector.cli.replaying import replay_orders
from connector.db.database import reading
from connector.db.orders import attempts_of
from connector.issuing.buyers import Correction
from connector.issuing.order_books import OrderBooks
from connector.json_text import write
from connector.sandbox.shop.sending import change
from connector.sandbox.shop.sending import place as place_in
from tests.journeys.aftermath import COMPANY, Killed, Place, a_place, an_order
from tests.journeys.lives import (
    IDS,
    MONEY,
    ONE_SHIRT,
    cancel,
    made_elsewhere,
    paid,
    refund,
    shown,
    woo_line,
    woo_refund,
)

WOO = "woocommerce"
PLAIN = {"document": {"id": 24445}, "seller": 629}
"""An invoice that is not for DIAN."""


def fault(place: Place, what: str, where: str = "POST /v1/invoices", times: int | None = 1) -> None:
    body = {"where": where, "what": what, "times": times}
    answer = requests.post(f"{place.siigo.url}/_emulator/faults", data=write(body), timeout=10)
    assert answer.status_code == 201, answer.text


def once(place: Place) -> None:
    """One look at the order, and no more."""
    [row] = place.rows()
    place.moment = max(place.moment, row.due_at or place.moment) + timedelta(milliseconds=1)
    place.work.work_on(row)


def ordered(place: Place, **fields: Any) -> None:
    place.send(place_in(place.shop.shop, an_order(place.shop.shop.platform, **fields)))
    once(place)


def changed(place: Place, **fields: Any) -> None:
    place.send(change(place.shop.shop, IDS[place.shop.shop.platform], fields))


def annul(place: Place, kind: str, index: int = 0) -> None:
    """By hand, in Siigo's pages."""
    papers = list(place.siigo.state.companies[COMPANY].papers[kind].values())
    papers[index].answer["annulled"] = True


def standing_invoices(place: Place) -> list[str]:
    return place.come_to()[0]


# --- an answer that was lost, and an order that is no longer the same -------------------------------------------------


@pytest.mark.parametrize("how", ["cancelled", "refunded", "on-hold"])
def test_an_invoice_whose_answer_was_lost_is_not_forgotten(how: str, tmp_path: Path, engine: Engine) -> None:
    with a_place(
        tmp_path, engine, WOO, rules={"invoice_when": [{"status": "processing"}, {"status": "completed"}]}
    ) as place:
        fault(place, "drop_after")
        ordered(place)
        assert place.state()[0] == "waiting"
        changes: dict[str, Any] = {"status": how}
        if how == "refunded":
            changes["refunds"] = [woo_refund(73, "122100", reason="Order fully refunded.")]
        changed(place, **changes)
        place.settle()
        assert len(place.papers("invoices")) == 1
        assert [link.kind for link in place.links()][:1] == ["invoice"], place.state()


def test_an_invoice_is_found_again_however_late_its_key_is_sent_once_more(tmp_path: Path, engine: Engine) -> None:
    with a_place(tmp_path, engine, WOO) as place:
        fault(place, "500_after")
        ordered(place)
        place.moment += timedelta(hours=2)
        fault(place, "500_before")
        place.settle()
        assert standing_invoices(place) == ["122100.00"], place.state()
        assert [link.kind for link in place.links()] == ["invoice"]


def test_a_refund_between_two_attempts_gets_its_note(tmp_path: Path, engine: Engine) -> None:
    with a_place(tmp_path, engine, WOO) as place:
        fault(place, "drop_after")
        ordered(place)
        changed(place, refunds=[MONEY])
        place.settle()
        assert place.come_to() == (["122100.00"], ["10000.00"]), place.state()


def test_an_edit_between_two_attempts_is_asked_about(tmp_path: Path, engine: Engine) -> None:
    with a_place(tmp_path, engine, WOO) as place:
        fault(place, "drop_after")
        ordered(place)
        tax = {**an_order(WOO)["tax_lines"][0], "tax_total": "17215"}
        changed(place, shipping_lines=[], total="107820", total_tax="17215", tax_lines=[tax])
        place.settle()
        assert standing_invoices(place) == ["122100.00"]
        assert place.state()[0] == "held", place.state()


def test_an_invoice_found_again_after_midnight_can_be_credited(tmp_path: Path, engine: Engine) -> None:
    with a_place(tmp_path, engine, WOO) as place:
        place.moment = datetime(2026, 11, 22, 4, 59, 59, tzinfo=UTC)
        fault(place, "drop_after")
        ordered(place)
        place.moment = datetime(2026, 11, 22, 5, 0, 30, tzinfo=UTC)
        place.settle()
        assert standing_invoices(place) == ["122100.00"]
        refund(place, "shirt")
        assert place.come_to() == (["122100.00"], ["53910.00"]), place.state()


def test_a_buyer_who_was_corrected_between_two_attempts_is_on_the_invoice(tmp_path: Path, engine: Engine) -> None:
    with a_place(tmp_path, engine, WOO, rules={"buyer": {"when_no_id": "final_consumer"}}) as place:
        fault(place, "drop_after")
        ordered(place, meta_data=[])
        correction = Correction(type="NIT", number="900123456-8", company="Comercial Ejemplo S.A.S.")
        keep_buyer(place.engine, place.rows()[0], None, correction)
        place.settle()
        last = place.papers("invoices")[-1]
        is_told = place.state()[0] == "held"
        assert is_told or last["customer"]["identification"] == "900123456", place.state()


def test_a_receipt_whose_answer_was_lost_is_not_forgotten(tmp_path: Path, engine: Engine) -> None:
    rules = {
        "tables": {"taxes": {"19": 13156}, "payments": {"wompi": 5636}},
        "after_sale": {"credit_notes": "auto", "receipts": "auto"},
        "receipt": {"document": {"id": 7714}, "payment": {"id": 5638}},
    }
    with a_place(tmp_path, engine, WOO, rules=rules) as place:
        fault(place, "drop_after", "POST /v1/vouchers")
        place.send(place_in(place.shop.shop, an_order(WOO)))
        for _ in range(6):
            once(place)
            if place.papers("vouchers"):
                break
        assert len(place.papers("vouchers")) == 1, place.state()
        everything = woo_refund(73, "122100", reason="Order fully refunded.")
        changed(place, status="refunded", refunds=[everything])
        place.settle()
        assert "receipt" in [link.kind for link in place.links()], place.state()


# --- what people answer -----------------------------------------------------------------------------------------------


def test_an_invoice_that_was_undone_by_hand_as_asked_ends_the_order(tmp_path: Path, engine: Engine) -> None:
    rules = {"invoice": PLAIN, "after_sale": {"credit_notes": "auto", "undo": "hold"}}
    with a_place(tmp_path, engine, WOO, rules=rules) as place:
        paid(place)
        cancel(place)
        assert place.state()[0] == "held"
        assert "anúlela o elimínela en Siigo y repita con connector replay" in place.state()[1]
        annul(place, "invoices")
        replay_orders(place.engine, place.rows())
        place.settle()
        assert place.state()[0] == "skipped", place.state()


def test_a_replay_does_not_forget_that_the_invoice_is_to_be_redone(tmp_path: Path, engine: Engine) -> None:
    rules = {"buyer": {"when_no_id": "final_consumer"}}
    with a_place(tmp_path, engine, WOO, rules=rules) as place:
        stamps = {"next": [{"status": "Rejected"}]}
        requests.post(f"{place.siigo.url}/_emulator/stamps", data=write(stamps), timeout=10)
        place.place(an_order(WOO, meta_data=[]))
        assert place.state()[0] == "held"
        fault(place, "503", "POST /v1/invoices/{id}/annul")
        [invoice] = place.links()
        correction = Correction(type="NIT", number="900123456-8", company="Comercial Ejemplo S.A.S.")
        keep_buyer(place.engine, place.rows()[0], invoice, correction)
        once(place)
        assert place.state()[0] == "waiting", place.state()
        replay_orders(place.engine, place.rows())
        place.settle()
        standing = [paper for paper in place.papers("invoices") if not paper.get("annulled")]
        assert [paper["customer"]["identification"] for paper in standing] == ["900123456"], place.state()


def test_a_second_correction_of_the_buyer_keeps_the_first(tmp_path: Path, engine: Engine) -> None:
    with a_place(tmp_path, engine, WOO, rules={"buyer": {"when_no_id": "final_consumer"}}) as place:
        place.place(an_order(WOO, meta_data=[]))
        for given in (
            {"type": "NIT", "number": "900123456-8", "company": "Comercial Ejemplo S.A.S."},
            {"email": "facturas@example.co"},
        ):
            with reading(place.engine) as database:
                invoice = newest_invoice(database, place.rows()[0])
            keep_buyer(place.engine, place.rows()[0], invoice, Correction(**given))
            place.settle()
        assert place.papers("invoices")[-1]["customer"]["identification"] == "900123456", place.state()


def test_what_is_kept_is_the_edit_that_was_asked_about(tmp_path: Path, engine: Engine) -> None:
    with a_place(tmp_path, engine, WOO) as place:
        paid(place)
        place.answer("keep", place.links()[0].ledger_id)  # nothing was asked yet
        tax = {**an_order(WOO)["tax_lines"][0], "tax_total": "17215"}
        changed(place, shipping_lines=[], total="107820", total_tax="17215", tax_lines=[tax])
        place.settle()
        assert place.state()[0] == "held", place.state()


# --- made again -------------------------------------------------------------------------------------------------------


def test_a_note_that_was_made_is_linked_though_what_follows_it_is_held(tmp_path: Path, engine: Engine) -> None:
    """A shirt came back and the shop kept a part of its money: what is left is no sale of goods. Then it is redone."""
    with a_place(tmp_path, engine, WOO) as place:
        paid(place)
        fee = woo_refund(71, "40000", woo_line(11, 1, "45303", "8607"))
        changed(place, refunds=[fee])
        place.settle()
        place.answer("ignore", "71")
        place.answer("redo", place.links()[0].ledger_id)
        made, linked = len(place.papers("credit-notes")), [link.kind for link in place.links()]
        assert linked.count("credit_note") == made, (made, linked, place.state())


def test_nothing_is_taken_back_before_it_is_known_that_the_new_invoice_can_be_made(
    tmp_path: Path, engine: Engine
) -> None:
    with a_place(tmp_path, engine, WOO) as place:
        paid(place)
        changed(place, refunds=[woo_refund(71, "40000", woo_line(11, 1, "45303", "8607"))])
        place.settle()
        place.answer("ignore", "71")
        place.answer("redo", place.links()[0].ledger_id)
        assert place.papers("credit-notes") == [], place.state()


def test_an_order_cancelled_twice_has_a_note_for_each_invoice(tmp_path: Path, engine: Engine) -> None:
    with a_place(tmp_path, engine, WOO) as place:
        paid(place)
        place.change(IDS[WOO], status="cancelled")
        place.change(IDS[WOO], status="processing")
        place.answer("redo", place.links()[0].ledger_id)
        place.change(IDS[WOO], status="cancelled")
        assert place.come_to() == (["122100.00"] * 2, ["122100.00"] * 2)
        assert [link.kind for link in place.links()] == ["invoice", "credit_note"] * 2, place.state()
        assert place.state() == ("issued", "")


def test_a_note_of_a_cancellation_that_is_annulled_while_it_is_sent_does_not_go_round_for_ever(
    tmp_path: Path, engine: Engine
) -> None:
    with a_place(tmp_path, engine, WOO) as place:
        paid(place)
        changed(place, status="cancelled")
        for _ in range(6):
            once(place)
            if place.papers("credit-notes"):
                break
        annul(place, "credit-notes")
        place.settle()
        assert place.state()[0] in ("issued", "held"), place.state()


def test_a_note_that_was_made_by_hand_during_an_outage_is_not_made_again(tmp_path: Path, engine: Engine) -> None:
    with a_place(tmp_path, engine, WOO) as place:
        paid(place)
        fault(place, "503", "POST /v1/credit-notes")
        changed(place, refunds=[MONEY])
        for _ in range(3):
            once(place)
            if place.state()[0] == "waiting":
                break
        assert place.state()[0] == "waiting", place.state()
        url, headers = place.siigo.url, {"Partner-Id": "Otro"}
        signed = requests.post(f"{url}/auth", json={"username": COMPANY, "access_key": "x"}, headers=headers, timeout=9)
        headers |= {"Authorization": f"Bearer {signed.json()['access_token']}", "Content-Type": "application/json"}
        body = {
            "document": {"id": 77775},
            "date": "2026-11-21",
            "invoice": place.links()[0].ledger_id,
            "reason": 3,
            "items": [
                {
                    "code": "DEVOLUCION",
                    "quantity": 1,
                    "taxed_price": Decimal(10000),
                    "taxes": [{"id": 13156}],
                    "description": "x",
                }
            ],
            "payments": [{"id": 5640, "value": Decimal(10000)}],
        }
        made = requests.post(f"{url}/v1/credit-notes", data=write(body), headers=headers, timeout=10)
        assert made.status_code == 201, made.text
        place.settle()
        assert place.come_to()[1] == ["10000.00"], place.state()


# --- killed, and what stands in the books -----------------------------------------------------------------------------


def test_killed_after_the_answer_is_forgotten_the_invoice_is_still_followed(tmp_path: Path, engine: Engine) -> None:
    with a_place(tmp_path, engine, WOO) as place:
        stamps = {"next": [{"status": "Rejected"}]}
        requests.post(f"{place.siigo.url}/_emulator/stamps", data=write(stamps), timeout=10)
        paid(place)
        replay_orders(place.engine, place.rows())
        with mock.patch.object(OrderBooks, "_stands", side_effect=Killed), suppress(Killed):
            place.settle()
        place.settle()
        assert place.papers("invoices")[0]["stamp"]["status"] == "Sending" or place.state()[0] == "issued"
        assert place.state()[0] == "issued", place.state()


def test_what_is_learnt_of_a_document_in_the_run_that_linked_it_is_kept(tmp_path: Path, engine: Engine) -> None:
    """Another connector's invoice that DIAN never had, of an order that is cancelled."""
    with a_place(tmp_path, engine, WOO) as place:
        real = requests.post

        def unsent(url: str, *args: Any, **kwargs: Any) -> requests.Response:
            if url.endswith("/v1/invoices") and isinstance(kwargs.get("data"), str):
                kwargs["data"] = kwargs["data"].replace('"stamp":{"send":true}', '"observations":""')
                kwargs["data"] = kwargs["data"].replace("24446", "24445")
            return real(url, *args, **kwargs)

        calls: list[dict[str, Any]] = []
        without = mock.patch("tests.journeys.lives.refund", return_value=None)
        with mock.patch.object(requests, "post", unsent), mock.patch.object(place, "place", calls.append), without:
            made_elsewhere(place)
        place.place({**calls[0], "status": "cancelled"})
        assert place.papers("invoices")[0].get("annulled") is True, place.state()
        assert [link.status for link in place.links()] == ["Annulled"], place.state()


def test_the_shops_page_does_not_go_on_showing_an_annulled_invoice(tmp_path: Path, engine: Engine) -> None:
    with a_place(tmp_path, engine, WOO, rules={"invoice": PLAIN}) as place:
        paid(place)
        cancel(place)
        assert shown(place).get("status") == "Annulled", shown(place)


def test_a_shop_that_cannot_be_told_does_not_end_the_looking_at_dians_answer(tmp_path: Path, engine: Engine) -> None:
    with a_place(tmp_path, engine, WOO) as place:
        paid(place)
        from connector.errors import RemoteRejected
        from connector.stores.woocommerce.store import WooStore

        with mock.patch.object(WooStore, "tell", side_effect=RemoteRejected("no")):
            place.change(IDS[WOO], refunds=[MONEY])
        assert place.papers("credit-notes")[0]["stamp"]["status"] == "Accepted" or place.rows()[0].due_at, place.state()
        assert place.links()[1].status == "Accepted", (place.links()[1].status, place.rows()[0].due_at)


def test_a_question_does_not_hide_that_dian_rejects_the_invoice(tmp_path: Path, engine: Engine) -> None:
    with a_place(tmp_path, engine, WOO, rules={"after_sale": {"credit_notes": "hold"}}) as place:
        stamps = {"next": [{"status": "Rejected"}]}
        requests.post(f"{place.siigo.url}/_emulator/stamps", data=write(stamps), timeout=10)
        ordered(place)
        changed(place, refunds=[ONE_SHIRT])
        place.settle()
        assert place.links()[0].status == "Rejected", (place.links()[0].status, place.state())


def test_every_attempt_ends(tmp_path: Path, engine: Engine) -> None:
    """An open attempt of a note that a person then does not want."""
    with a_place(tmp_path, engine, WOO) as place:
        paid(place)
        fault(place, "drop_after", "POST /v1/credit-notes")
        changed(place, refunds=[MONEY])
        for _ in range(3):
            once(place)
            if place.papers("credit-notes"):
                break
        changed(place, refunds=[])
        place.settle()
        with reading(place.engine) as database:
            open_ = [row.outcome for row in attempts_of(database, "tienda", IDS[WOO]) if row.outcome != "issued"]
        assert open_ == [], (open_, place.state(), place.come_to())


# --- an order that can no longer be read ------------------------------------------------------------------------------


def test_an_invoice_whose_answer_was_lost_is_found_though_its_order_makes_no_sense_any_more(
    tmp_path: Path, lot_engine: Engine
) -> None:
    with a_place(tmp_path, lot_engine, WOO) as place:
        fault(place, "drop_after")
        ordered(place)
        changed(place, total="gratis")
        place.settle()
        assert [link.kind for link in place.links()] == ["invoice"]
        assert (place.state()[0], "gratis" in place.state()[1]) == ("held", True)


def test_dians_answer_is_waited_for_though_the_order_makes_no_sense_any_more(
    tmp_path: Path, lot_engine: Engine
) -> None:
    with a_place(tmp_path, lot_engine, WOO) as place:
        ordered(place)
        assert [link.status for link in place.links()] == ["Sending"]
        changed(place, total="gratis")
        place.settle()
        assert [link.status for link in place.links()] == ["Accepted"]
        assert (place.state()[0], "gratis" in place.state()[1]) == ("held", True)


def test_an_invoice_whose_answer_was_lost_is_found_though_its_order_can_no_longer_be_invoiced(
    tmp_path: Path, lot_engine: Engine
) -> None:
    with a_place(tmp_path, lot_engine, WOO) as place:
        fault(place, "drop_after")
        ordered(place)
        changed(place, refunds=[woo_refund(74, "10000", woo_line(11, 1, "45303", "8607"))])
        place.answer("approve", "74")
        assert [link.kind for link in place.links()][:1] == ["invoice"], place.state()
        assert place.come_to() == (["122100.00"], ["10000.00"])
