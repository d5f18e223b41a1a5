"""Lives of orders over the older Siigo Nube: nothing twice though it keeps no keys, and tasks for what it cannot do."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from time import sleep
from typing import Any
from unittest import mock

import pytest
import requests
from sqlalchemy import Engine

from connector.cli.buyer import keep_buyer
from connector.cli.replaying import replay_orders
from connector.http import call as real_call
from connector.json_text import write
from connector.ledgers.siigo_legacy import client
from connector.messages import say
from tests.journeys import lives
from tests.journeys.aftermath import an_order
from tests.journeys.lives import (
    A_COMPANY,
    IDS,
    ON_DELIVERY,
    TOTAL,
    WHEN_SENT,
    Life,
    cancel,
    change,
    edit,
    paid,
    platform_of,
    refund,
    shown,
)
from tests.journeys.other_lives import LOST_ON, assert_it_always_ends_the_same, goods_leave, on_platforms
from tests.journeys.other_place import (
    LEGACY_POINTS,
    LegacyPlace,
    a_legacy_place,
    told_again,
)
from tests.lots import EVERYTHING, by_lot

WOO = "woocommerce"
SAVE_INVOICE, SAVE_RECEIPT = "POST /Invoice/Save", "POST /Voucher/Save"
ALL_INVOICES = "GET /Invoice/GetAll"
SIGN_IN = "POST /connect/token"


def total(place: LegacyPlace) -> Decimal:
    return TOTAL[platform_of(place)]


def state(place: LegacyPlace) -> tuple[str, str]:
    """The order's state; that a document was found again, which a death may bring about, is no part of it."""
    state, why = place.state()
    left = "\n".join(line for line in why.splitlines() if line != say("issuing.found_again"))
    return ("issued" if state == "issued_with_warnings" and not left else state), left


def task(place: LegacyPlace, about: str) -> str:
    """The order is held until somebody makes the note; what was asked."""
    found, why = state(place)
    assert found == "held", (found, why)
    assert f" made {about} " in why, why
    return why


def assert_invoiced(place: LegacyPlace, *totals: Decimal, receipts: int = 0) -> None:
    assert place.totals() == list(totals)
    assert len(place.receipts()) == receipts
    assert place.open_attempts() == []
    place.assert_nothing_twice()


# --- what happens -----------------------------------------------------------------------------------------------------


def assert_paid(place: LegacyPlace) -> None:
    assert state(place) == ("issued", "")
    assert_invoiced(place, total(place))
    assert shown(place)["invoice"] == "FV-1-1"
    assert (shown(place)["status"], place.kinds()) == ("Booked", ["invoice"])


def part_refunded(place: LegacyPlace) -> None:
    lives.part_refunded(place)
    assert "1 × CAM" in task(place, "71")
    place.say_made("71", "NC-1-5")


def assert_noted(place: LegacyPlace, *names: str) -> None:
    assert state(place) == ("issued", "")
    assert_invoiced(place, total(place))
    assert place.kinds() == ["invoice", *["credit_note"] * len(names)]
    assert [link.name for link in place.links()[1:]] == list(names)
    assert all(name in shown(place)["credit_notes"] for name in names)


def assert_part_refunded(place: LegacyPlace) -> None:
    assert_noted(place, "NC-1-5")
    assert place.links()[1].total == lives.SHIRT[platform_of(place)]


MONEY_ID = {"woocommerce": "72", "shopify": "75"}


def money_back(place: LegacyPlace) -> None:
    lives.money_back(place)
    about = MONEY_ID[platform_of(place)]
    assert "por 10000 COP, impuestos incluidos, sin devolución de mercancía" in task(place, about)
    place.say_made(about, "NC-1-5")


def assert_money_back(place: LegacyPlace) -> None:
    assert_noted(place, "NC-1-5")
    assert place.links()[1].total == 10000


def all_back(place: LegacyPlace) -> None:
    lives.all_back(place)
    assert "toda la factura FV-1-1" in task(place, "73")
    place.say_made("73", "NC-1-5")


def two_refunds(place: LegacyPlace) -> None:
    part_refunded(place)
    refund(place, "shirt", "money")
    about = MONEY_ID[platform_of(place)]
    task(place, about)
    place.say_made(about, "NC-1-6")


def not_wanted(place: LegacyPlace) -> None:
    """The shop gave money back, and the accountant wants no note."""
    lives.money_back(place)
    about = MONEY_ID[platform_of(place)]
    task(place, about)
    place.answer("ignore", about)


def assert_refunded_before(place: LegacyPlace) -> None:
    back = lives.SHIRT[platform_of(place)]
    words = f"Antes de facturar se reembolsaron {back} COP: la factura es por lo que quedó"
    assert state(place) == ("issued_with_warnings", words)
    assert_invoiced(place, total(place) - back)


def assert_cancelled_before(place: LegacyPlace) -> None:
    assert state(place) == ("skipped", "El pedido fue cancelado antes de facturarlo")
    assert_invoiced(place)


def cancelled_after(place: LegacyPlace) -> None:
    lives.cancelled_after(place)
    about = f"{IDS[platform_of(place)]}-cancelled"
    assert "toda la factura FV-1-1" in task(place, about)
    place.say_made(about, "NC-1-5")


def cancelled_in_part(place: LegacyPlace) -> None:
    """A shirt comes back, then the order is called off: a person must know what the rest is."""
    part_refunded(place)
    cancel(place)
    about = f"{IDS[platform_of(place)]}-cancelled"
    assert f"approve {about}" in place.state()[1], place.state()
    place.answer("approve", about)
    task(place, about)
    place.say_made(about, "NC-1-6")


def edited(place: LegacyPlace) -> None:
    lives.edited(place)
    about = f"{IDS[platform_of(place)]}-redone"
    assert "toda la factura FV-1-1" in task(place, about)
    assert len(place.invoices()) == 1
    place.say_made(about, "NC-1-5")


def assert_edited(place: LegacyPlace) -> None:
    """Shopify tells that more was paid than the order is worth now; WooCommerce cannot know."""
    assert state(place)[0] in ("issued", "issued_with_warnings"), place.state()
    assert_invoiced(
        place, total(place), {"woocommerce": Decimal(107820), "shopify": Decimal(119800)}[platform_of(place)]
    )
    assert place.kinds() == ["invoice", "credit_note", "invoice"]
    assert shown(place)["invoice"] == "FV-1-2"


def assert_cash_on_delivery(place: LegacyPlace) -> None:
    assert state(place) == ("issued", "")
    assert_invoiced(place, total(place), receipts=1)
    [invoice], [receipt] = place.invoices(), place.receipts()
    assert invoice.balance == 0
    [item] = receipt.answer["Items"]
    assert (receipt.answer["Header"]["TotalValue"], item["DuePrefix"], item["DueConsecutive"]) == (
        total(place),
        "FV-1",
        1,
    )
    assert place.kinds() == ["invoice", "receipt"]


def in_advance(place: LegacyPlace) -> None:
    """The money comes, and days later the goods leave: only then is it a sale."""
    paid(place)
    assert place.kinds() == ["receipt"], place.state()
    goods_leave(place)


def assert_in_advance(place: LegacyPlace) -> None:
    """Nothing but a person applies an advance to its invoice."""
    found, why = state(place)
    assert found == "issued_with_warnings", (found, why)
    assert "RC-1-1" in why
    assert "FV-1-1" in why
    assert_invoiced(place, total(place), receipts=1)
    [invoice], [receipt] = place.invoices(), place.receipts()
    assert (receipt.answer["Header"]["VoucherType"], receipt.answer["Header"]["TotalValue"]) == (1, total(place))
    assert invoice.balance == total(place)


def renamed(place: LegacyPlace) -> None:
    lives.renamed(place)
    about = f"{IDS[platform_of(place)]}-redone"
    task(place, about)
    place.say_made(about, "NC-1-5")


def assert_renamed(place: LegacyPlace) -> None:
    assert state(place)[0] == "issued", place.state()
    assert_invoiced(place, total(place), total(place))
    buyers = [paper.answer["Header"]["Account"]["Identification"] for paper in place.invoices()]
    assert buyers == ["222222222222", "900123456"]


def make_elsewhere(place: LegacyPlace) -> str:
    """Another connector invoices the order; the invoice's name."""
    platform = platform_of(place)
    headers = {"Authorization": "Bearer " + _token(place), "Content-Type": "application/json"}
    sku = an_order(platform)["line_items"][0]["sku"]
    goods, tax = {"woocommerce": ("90605.00", "17214.95"), "shopify": ("100672.27", "19127.73")}[platform]
    shipping, its_tax = {"woocommerce": ("12000.00", "2280.00"), "shopify": ("10000.00", "1900.00")}[platform]
    items = [_item(sku, 2, Decimal(goods), Decimal(tax)), _item("ENVIO", 1, Decimal(shipping), Decimal(its_tax))]
    base = sum((item["GrossValue"] for item in items), Decimal(0))
    vat = sum((item["TaxAddValue"] for item in items), Decimal(0))
    account = {
        "IsSocialReason": False,
        "FirstName": "Sara",
        "LastName": "Quintero",
        "IdTypeCode": 13,
        "Identification": {"woocommerce": "1020304050", "shopify": "52409871"}[platform],
        "City": {"CountryCode": "Co", "StateCode": "05", "CityCode": "05266"},
        "Address": "Calle 10",
        "Phone": {"Number": 3005550201},
        "IsVATCompanyType": False,
    }
    contact = {
        "FirstName": "Sara",
        "LastName": "Quintero",
        "Email": "sara@example.co",
        "Phone1": {"Number": 3005550201},
        "IsPrincipal": True,
    }
    header = {
        "DocCode": 24445,
        "DocDate": "20261121",
        "Account": account,
        "Contact": contact,
        "SalesmanIdentification": "1000000001",
        "VATTotalValue": vat,
        "RetVATTotalID": -1,
        "RetICATotalID": -1,
        "RetVATTotalPercentage": -1,
        "RetICATotaPercentage": -1,
        "TotalValue": base + vat,
        "TotalBase": base,
    }
    body = {"Header": header, "Items": items, "Payments": [{"PaymentMeansCode": 5640, "Value": base + vat}]}
    url = f"{place.siigo.base_url}/Invoice/Save?namespace=v1"
    made = requests.post(url, data=write(body).encode(), headers=headers, timeout=10)
    assert made.status_code == 200, made.text
    return f"FV-1-{made.json()['Header']['Number']}"


def _item(code: str, quantity: int, base: Decimal, tax: Decimal) -> dict[str, Any]:
    return {
        "ProductCode": code,
        "Description": code,
        "GrossValue": base,
        "BaseValue": base,
        "Quantity": quantity,
        "UnitValue": base / quantity,
        "TaxAddName": "IVA 19%",
        "TaxAddId": 13156,
        "TaxAddValue": tax,
        "TaxAddPercentage": 19,
        "TaxAdd2Id": -1,
        "TaxDiscountId": -1,
        "TotalValue": base + tax,
    }


def _token(place: LegacyPlace) -> str:
    basic = {"Authorization": "Basic U2lpZ29XZWI6QUJBMDhCNkEtQjU2Qy00MEE1LTkwQ0YtN0MxRTU0ODkxQjYx"}
    form = {"grant_type": "password", "username": "PRUEBAS\\otro", "password": "x", "scope": "WebApi offline_access"}
    answer = requests.post(place.siigo.token_url, data=form, headers=basic, timeout=10)
    token: str = answer.json()["access_token"]
    return token


def made_elsewhere(place: LegacyPlace) -> None:
    """Another connector leaves its invoice's name in the order; later a shirt comes back."""
    name, platform = make_elsewhere(place), platform_of(place)
    if platform == WOO:
        meta = [*an_order(WOO)["meta_data"], {"id": 8, "key": "_siigo_invoice_name", "value": name}]
        place.place(an_order(WOO, meta_data=meta))
    else:
        notes = [*an_order("shopify")["note_attributes"], {"name": "_siigo_invoice_name", "value": name}]
        place.place(an_order("shopify", note_attributes=notes))
    refund(place, "shirt")
    task(place, "71")
    place.say_made("71", "NC-1-5")


def assert_made_elsewhere(place: LegacyPlace) -> None:
    found, why = state(place)
    assert found == "issued_with_warnings", (found, why)
    assert "La factura FV-1-1 ya estaba en Siigo y no la hizo este conector: se enlazó y no se hizo otra" in why
    assert len(place.invoices()) == 1
    assert place.kinds() == ["invoice", "credit_note"]
    assert shown(place)["invoice"] == "FV-1-1"


def after_a_lost_answer(where: str, what: str, go: Callable[[LegacyPlace], None]) -> Callable[[LegacyPlace], None]:
    def life(place: LegacyPlace) -> None:
        place.fault(what, where)
        go(place)
        place.no_faults()

    return life


IN_ADVANCE = {
    **WHEN_SENT,
    "both": {
        "after_sale": {"receipts": "auto", "advances": "auto"},
        "tables": {"taxes": {"19": 13156}, "payments": {"wompi": 5636}},
    },
}
LIVES: dict[str, Life[LegacyPlace]] = {
    "paid": Life(go=paid, check=assert_paid),
    "part refunded": Life(go=part_refunded, check=assert_part_refunded),
    "money back": Life(go=money_back, check=assert_money_back),
    "all back": Life(go=all_back, check=lambda place: assert_noted(place, "NC-1-5")),
    "two refunds": Life(go=two_refunds, check=lambda place: assert_noted(place, "NC-1-5", "NC-1-6")),
    "not wanted": Life(go=not_wanted, check=assert_paid),
    "refunded before": Life(
        go=lives.refunded_before,
        check=assert_refunded_before,
        rules={"shopify": WHEN_SENT["shopify"]},
    ),
    "cancelled before": Life(go=lives.cancelled_before, check=assert_cancelled_before),
    "cancelled after": Life(go=cancelled_after, check=lambda place: assert_noted(place, "NC-1-5")),
    "cancelled in part": Life(go=cancelled_in_part, check=lambda place: assert_noted(place, "NC-1-5", "NC-1-6")),
    "edited": Life(go=edited, check=assert_edited),
    "cash on delivery": Life(go=lives.cash_on_delivery, check=assert_cash_on_delivery, rules=ON_DELIVERY),
    "in advance": Life(go=in_advance, check=assert_in_advance, rules=IN_ADVANCE),
    "renamed": Life(go=renamed, check=assert_renamed),
    "made elsewhere": Life(go=made_elsewhere, check=assert_made_elsewhere),
    "customer first": Life(go=part_refunded, check=assert_part_refunded),
}
LEDGERS = {"customer first": {"customers": "find_or_create"}}
"""Settings of the ledger, where a life has its own."""


@pytest.mark.parametrize(("name", "platform"), on_platforms(LIVES))
def test_the_life_ends_the_same_though_it_is_told_twice_or_killed_anywhere(
    name: str, platform: str, kind: str, tmp_path: Path, new_engine: Callable[[str], Engine]
) -> None:
    """Killed at points that are its lot; EVERYTHING: at every point that it passes, each time."""
    life, ledger = LIVES[name], LEDGERS.get(name)

    def new_place() -> AbstractContextManager[LegacyPlace]:
        return a_legacy_place(tmp_path, new_engine(kind), platform, rules=life.rules_of(platform), ledger=ledger)

    assert_it_always_ends_the_same(f"legacy {name} {platform}", life, new_place, LEGACY_POINTS)


# --- answers that are lost --------------------------------------------------------------------------------------------

SETTLED = {"500": timedelta(seconds=1), "drop": timedelta(seconds=151)}
"""Until then nobody looks: the ledger may still be at it."""


def looks(place: LegacyPlace, where: str = ALL_INVOICES) -> int:
    return sum(place.siigo.state.calls.get(where, {}).values())


@pytest.mark.parametrize(("what", "platform"), LOST_ON)
def test_an_invoice_whose_answer_was_lost_is_looked_for_once_it_has_settled(
    what: str, platform: str, tmp_path: Path, engine: Engine
) -> None:
    with a_legacy_place(tmp_path, engine, platform) as place:
        place.fault(what, SAVE_INVOICE)
        place.ordered()
        began = place.moment
        while not looks(place):
            assert place.state()[0] == "waiting", place.state()
            place.once()
        assert place.moment - began >= SETTLED[what.partition("_")[0]]
        place.settle()
        assert_paid(place)
        assert sum(place.siigo.state.calls[SAVE_INVOICE].values()) == (1 if what.endswith("after") else 2)
        told_again(place)
        assert_paid(place)


@pytest.mark.parametrize(("what", "platform"), LOST_ON)
def test_so_is_a_receipt(what: str, platform: str, tmp_path: Path, engine: Engine) -> None:
    life = LIVES["cash on delivery"]
    with a_legacy_place(tmp_path, engine, platform, rules=life.rules_of(platform)) as place:
        place.fault(what, SAVE_RECEIPT)
        life.go(place)
        life.check(place)
        assert looks(place, "GET /Voucher/GetAll") > 0
        assert sum(place.siigo.state.calls[SAVE_RECEIPT].values()) == (1 if what.endswith("after") else 2)


@pytest.mark.parametrize("what", ["503", "500_before", "drop_before", "429", "token_expired"])
def test_looking_fails_and_nothing_is_sent_until_it_has_succeeded(what: str, tmp_path: Path, engine: Engine) -> None:
    with a_legacy_place(tmp_path, engine, WOO) as place:
        place.fault("drop_after", SAVE_INVOICE)
        place.fault(what, ALL_INVOICES, times=1 if what == "token_expired" else 5)
        paid(place)
        assert_paid(place)
        assert sum(place.siigo.state.calls[SAVE_INVOICE].values()) == 1


def test_what_was_made_after_we_hung_up_is_found(tmp_path: Path, engine: Engine) -> None:
    """The answer does not come in time; the invoice is made all the same, a little later."""

    def hurried(session: requests.Session, method: str, url: str, **more: Any) -> requests.Response:
        more["read_seconds"] = 0.1 if url.endswith("/Invoice/Save") else more["read_seconds"]
        return real_call(session, method, url, **more)

    with a_legacy_place(tmp_path, engine, WOO) as place, mock.patch.object(client, "call", hurried):
        body = {"where": SAVE_INVOICE, "what": "delay", "times": 1, "seconds": Decimal("0.3")}
        requests.post(f"{place.siigo.url}/_emulator/faults", data=write(body), timeout=10)
        place.ordered()
        assert (place.state()[0], place.totals()) == ("waiting", [])
        sleep(0.4)
        place.settle()
        assert_paid(place)
        assert sum(place.siigo.state.calls[SAVE_INVOICE].values()) == 1


@pytest.mark.parametrize(("after_last_page", "newest_first"), [("empty", False), ("204", True), ("404", False)])
def test_it_is_found_on_whatever_page_it_stands(
    after_last_page: str, newest_first: bool, tmp_path: Path, engine: Engine
) -> None:
    options = {"page_size": 1, "after_last_page": after_last_page, "newest_first": newest_first}
    with a_legacy_place(tmp_path, engine, WOO, options=options) as place:
        for number in (1101, 1102):
            place.place(an_order(WOO, id=number, number=str(number)))
        place.fault("drop_after", SAVE_INVOICE)
        place.place(an_order(WOO))
        place.fault("drop_before", SAVE_INVOICE)
        place.place(an_order(WOO, id=1103, number="1103"))
        assert [row.state for row in place.rows()].count("issued") == 3
        assert_invoiced(place, *[total(place)] * 4)
        assert sorted(link.name for link in place.links()) == ["FV-1-1", "FV-1-2", "FV-1-3", "FV-1-4"]


def test_whatever_call_fails_once_the_life_ends_the_same(tmp_path: Path, new_engine: Any) -> None:
    """Each kind of failure at calls that are its lot; EVERYTHING: at every call."""
    life = LIVES["cash on delivery"]
    more: dict[str, Any] = {"rules": life.rules_of(WOO), "ledger": LEDGERS["customer first"]}
    with a_legacy_place(tmp_path, new_engine("sqlite"), WOO, **more) as place:
        life.go(place)
        routes = list(place.siigo.state.calls)
    assert {SAVE_INVOICE, SAVE_RECEIPT, "POST /Accounts/Create"} <= set(routes)
    whats = ("503", "429", "500_before", "drop_before", "token_expired")
    cases = [(what, route) for what in whats for route in routes if (what, route) != ("token_expired", SIGN_IN)]
    for what, route in cases:
        if not EVERYTHING and by_lot(f"{what} {route}", 8):
            continue
        with a_legacy_place(tmp_path, new_engine("sqlite"), WOO, **more) as place:
            place.fault(what, route)
            life.go(place)
            life.check(place)
            assert len(place.company.accounts if place.company else {}) == 1, (what, route)


# --- an order that is no longer the same ------------------------------------------------------------------------------


@pytest.mark.parametrize("how", ["cancelled", "refunded"])
def test_an_invoice_whose_answer_was_lost_is_not_forgotten(how: str, tmp_path: Path, engine: Engine) -> None:
    with a_legacy_place(tmp_path, engine, WOO) as place:
        place.fault("drop_after", SAVE_INVOICE)
        place.ordered()
        assert place.state()[0] == "waiting"
        more = {"refunds": [lives.woo_refund(73, "122100")]} if how == "refunded" else {}
        place.changed(status=how, **more)
        place.settle()
        assert place.kinds() == ["invoice"]
        task(place, "73" if how == "refunded" else "1001-cancelled")


@pytest.mark.parametrize("what", ["drop_after", "drop_before"])
def test_a_refund_between_two_attempts(what: str, tmp_path: Path, engine: Engine) -> None:
    """An invoice that was made is for everything; one that was not, for what is left."""
    with a_legacy_place(tmp_path, engine, WOO) as place:
        place.fault(what, SAVE_INVOICE)
        place.ordered()
        place.changed(refunds=[lives.MONEY])
        place.settle()
        if what == "drop_after":
            assert place.totals() == [122100]
            task(place, "72")
        else:
            assert place.totals() == [112100]
            assert place.state()[0] == "issued_with_warnings", place.state()


def test_a_buyer_who_was_named_between_two_attempts_is_on_one_invoice(tmp_path: Path, engine: Engine) -> None:
    with a_legacy_place(tmp_path, engine, WOO) as place:
        place.fault("drop_after", SAVE_INVOICE)
        place.ordered(meta_data=[])
        keep_buyer(place.engine, place.rows()[0], None, A_COMPANY)
        place.settle()
        task(place, "1001-redone")
        place.say_made("1001-redone", "NC-1-1")
        assert [paper.answer["Header"]["Account"]["Identification"] for paper in place.invoices()] == [
            "222222222222",
            "900123456",
        ]


def test_found_after_midnight_it_is_found_all_the_same(tmp_path: Path, engine: Engine) -> None:
    with a_legacy_place(tmp_path, engine, WOO) as place:
        place.moment = datetime(2026, 11, 22, 4, 59, 59, tzinfo=UTC)
        place.fault("drop_after", SAVE_INVOICE)
        place.ordered()
        place.moment = datetime(2026, 11, 22, 5, 0, 30, tzinfo=UTC)
        place.settle()
        assert_paid(place)


# --- what people answer -----------------------------------------------------------------------------------------------


def test_an_invoice_that_was_annulled_by_hand_is_redone_without_a_note(tmp_path: Path, engine: Engine) -> None:
    with a_legacy_place(tmp_path, engine, WOO) as place:
        paid(place)
        edit(place)
        place.answer("redo", place.links()[0].ledger_id)
        task(place, "1001-redone")
        place.answer("ignore", "1001-redone")
        assert place.state() == ("issued", "")
        assert place.totals() == [122100, 107820]
        told_again(place)
        assert len(place.invoices()) == 2


def test_an_order_that_is_edited_and_kept_stays_as_it_was(tmp_path: Path, engine: Engine) -> None:
    with a_legacy_place(tmp_path, engine, WOO) as place:
        paid(place)
        edit(place)
        place.answer("keep", place.links()[0].ledger_id)
        assert_paid(place)


def test_an_order_that_comes_back_after_its_note_is_asked_about(tmp_path: Path, engine: Engine) -> None:
    with a_legacy_place(tmp_path, engine, WOO) as place:
        cancelled_after(place)
        place.change("1001", status="processing")
        assert place.state()[0] == "held", place.state()
        place.answer("redo", place.links()[0].ledger_id)
        assert place.state()[0] == "issued", place.state()
        assert place.kinds() == ["invoice", "credit_note", "invoice"]


def test_a_receipt_of_an_invoice_with_a_note_is_for_what_is_left(tmp_path: Path, engine: Engine) -> None:
    with a_legacy_place(tmp_path, engine, WOO, rules=ON_DELIVERY[WOO]) as place:
        place.place(an_order(WOO, payment_method="cod", date_paid_gmt=None))
        change(place, status="completed", date_paid_gmt="2026-11-22T10:00:00")
        change(place, refunds=[lives.ONE_SHIRT])
        place.say_made("71", "NC-1-5")
        change(place, meta_data=[*an_order(WOO)["meta_data"], {"id": 9, "key": "recaudo", "value": "si"}])
        assert place.state() == ("issued", "")
        [receipt] = place.receipts()
        assert receipt.answer["Header"]["TotalValue"] == 122100 - 53910


def test_a_refusal_is_told_in_siigos_words_and_replayed(tmp_path: Path, engine: Engine) -> None:
    with a_legacy_place(tmp_path, engine, WOO, options={"any_product": False}) as place:
        paid(place)
        assert place.state()[0] == "held"
        assert "CAM-001" in place.state()[1]
        seeds = {"products": [{"code": code, "name": code} for code in ("CAM-001", "ENVIO")]}
        requests.post(
            f"{place.siigo.url}/_emulator/products", data=write(seeds).encode(), timeout=10
        ).raise_for_status()
        replay_orders(place.engine, place.rows())
        place.settle()
        assert_paid(place)
