"""Lives of orders over Siigo Pyme: documents travel in batches, once, with numbers that have no gaps."""

import random
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
import requests
from sqlalchemy import Engine
from urllib3.exceptions import NewConnectionError

from connector.cli.batches import Word, _settle
from connector.cli.buyer import keep_buyer
from connector.cli.exporting import rendered
from connector.cli.outboxes import OpenOutbox
from connector.cli.replaying import replay_orders
from connector.errors import OrderHeld
from connector.json_text import parse, write
from connector.ledgers import batch_module
from connector.sandbox.shop.sending import change as shop_changed
from connector.sandbox.shop.sending import place as order_placed
from tests.journeys import lives
from tests.journeys.aftermath import an_order, counting, dying, naming
from tests.journeys.lives import (
    A_COMPANY,
    IDS,
    ON_DELIVERY,
    PLATFORMS,
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
from tests.journeys.other_lives import LOST, LOST_ON, assert_it_always_ends_the_same, goods_leave, on_platforms
from tests.journeys.other_place import (
    ADVANCES,
    BANK,
    GOODS,
    PYME_POINTS,
    RECEIVABLE,
    SEND,
    SHIPPING,
    VAT,
    PymePlace,
    a_pyme_place,
    deaths,
    goes_on,
)
from tests.lots import EVERYTHING

WOO = "woocommerce"
SOLD = {
    "woocommerce": {BANK: "122100", GOODS: "-90605", SHIPPING: "-12000", VAT: "-19495"},
    "shopify": {BANK: "131700", GOODS: "-100672.27", SHIPPING: "-10000", VAT: "-21027.73"},
}
SHIRT_BACK = {
    "woocommerce": {BANK: "-53910", GOODS: "45302.50", VAT: "8607.50"},
    "shopify": {BANK: "-59900", GOODS: "50336.14", VAT: "9563.86"},
}


def total(place: PymePlace) -> Decimal:
    return TOTAL[platform_of(place)]


def sum_of(*parts: Mapping[str, str]) -> dict[str, Decimal]:
    """Balances of accounts, without those at zero."""
    accounts = {account for part in parts for account in part}
    found = {account: sum((Decimal(part.get(account, 0)) for part in parts), Decimal(0)) for account in accounts}
    return {account: amount for account, amount in found.items() if amount}


def assert_booked(place: PymePlace, names: list[str], balances: Mapping[str, Decimal]) -> None:
    """These documents are in Siigo Pyme and no other, all is told there, and the books know it."""
    assert place.names() == names
    assert place.balances() == balances
    place.assert_nothing_twice()
    assert [link.name for link in place.links()] == names
    assert {link.status for link in place.links()} <= {"Booked"}
    assert place.open_attempts() == []
    assert {parcel.state for parcel in place.parcels()} <= {"booked"}


# --- what happens -----------------------------------------------------------------------------------------------------


def assert_paid(place: PymePlace) -> None:
    assert place.state() == ("issued", "")
    assert_booked(place, ["F-1-1001"], sum_of(SOLD[platform_of(place)]))
    assert (shown(place)["invoice"], shown(place)["status"]) == ("F-1-1001", "Booked")


def assert_part_refunded(place: PymePlace) -> None:
    platform = platform_of(place)
    assert place.state() == ("issued", "")
    assert_booked(place, ["F-1-1001", "N-1-1"], sum_of(SOLD[platform], SHIRT_BACK[platform]))
    assert "N-1-1" in shown(place)["credit_notes"]


def assert_money_back(place: PymePlace) -> None:
    """In proportion, from all that was sold."""
    assert place.state() == ("issued", "")
    assert place.names() == ["F-1-1001", "N-1-1"]
    assert place.balances()[BANK] == total(place) - 10000
    assert place.documents()["N-1-1"].side("D") == 10000
    before, now = sum_of(SOLD[platform_of(place)]), place.balances()
    assert all(abs(now[account]) < abs(before[account]) for account in (GOODS, SHIPPING, VAT))
    place.assert_nothing_twice()


def all_gone(place: PymePlace) -> None:
    assert place.state()[0] == "issued", place.state()
    assert_booked(place, ["F-1-1001", "N-1-1"], {})


def assert_two_refunds(place: PymePlace) -> None:
    assert place.state() == ("issued", "")
    assert place.names() == ["F-1-1001", "N-1-1", "N-1-2"]
    assert place.balances()[BANK] == total(place) - lives.SHIRT[platform_of(place)] - 10000
    assert place.documents()["N-1-2"].side("D") == 10000
    place.assert_nothing_twice()


def piece_by_piece(place: PymePlace) -> None:
    """A shirt, then money, then the order is called off."""
    lives.two_refunds(place)
    cancel(place)
    about = f"{IDS[platform_of(place)]}-cancelled"
    assert f"approve {about}" in place.state()[1], place.state()
    place.answer("approve", about)


def assert_piece_by_piece(place: PymePlace) -> None:
    assert place.state()[0] == "issued", place.state()
    assert_booked(place, ["F-1-1001", "N-1-1", "N-1-2", "N-1-3"], {})


def assert_refunded_before(place: PymePlace) -> None:
    platform = platform_of(place)
    back = lives.SHIRT[platform]
    words = f"Antes de facturar se reembolsaron {back} COP: la factura es por lo que quedó"
    assert place.state() == ("issued_with_warnings", words)
    assert place.names() == ["F-1-1001"]
    assert place.balances()[BANK] == TOTAL[platform] - back


def assert_cancelled_before(place: PymePlace) -> None:
    assert place.state() == ("skipped", "El pedido fue cancelado antes de facturarlo")
    assert_booked(place, [], {})


def cancelled_on_the_way(place: PymePlace) -> None:
    """Before its batch has left."""
    place.ordered()
    assert place.names() == []
    cancel(place)


def assert_withdrawn(place: PymePlace) -> None:
    """It never was in Siigo Pyme, and its number is free."""
    assert place.state()[0] == "skipped", place.state()
    assert (place.names(), place.parcels(), shown(place)) == ([], [], {})
    assert {link.status for link in place.links()} == {"Annulled"}


WITHOUT_SHIPPING = {
    "woocommerce": {BANK: "107820", GOODS: "-90605", VAT: "-17215"},
    "shopify": {BANK: "119800", GOODS: "-100672.27", VAT: "-19127.73"},
}


def assert_edited(place: PymePlace) -> None:
    """Shopify tells that more was paid than the order is worth now; WooCommerce cannot know."""
    assert place.state()[0] in ("issued", "issued_with_warnings"), place.state()
    assert_booked(place, ["F-1-1001", "N-1-1", "F-1-1002"], sum_of(WITHOUT_SHIPPING[platform_of(place)]))
    assert shown(place)["invoice"] == "F-1-1002"


def assert_cash_on_delivery(place: PymePlace) -> None:
    """The receivable is at zero, and the receipt says which document it pays."""
    assert place.state() == ("issued", "")
    assert_booked(place, ["F-1-1001", "R-1-1"], sum_of(SOLD[platform_of(place)]))
    [crossing] = [row for row in place.documents()["R-1-1"].rows if row["debit_or_credit"] == "C"]
    [owed] = [row for row in place.documents()["F-1-1001"].rows if row["debit_or_credit"] == "D"]
    assert crossing["accounting_account"] == owed["accounting_account"] == int(RECEIVABLE)
    assert crossing["cross_document_number"] == owed["cross_document_number"] == 1001
    assert crossing["nit"] == owed["nit"]


def in_advance(place: PymePlace) -> None:
    """The money comes, and days later the goods leave: only then is it a sale."""
    paid(place)
    assert place.kinds() == ["receipt"], place.state()
    assert place.balances() == {BANK: total(place), ADVANCES: -total(place)}, place.state()
    goods_leave(place)


def assert_in_advance(place: PymePlace) -> None:
    assert place.state()[0] == "issued", place.state()
    assert_booked(place, ["R-1-1", "F-1-1001"], sum_of(SOLD[platform_of(place)]))


def assert_renamed(place: PymePlace) -> None:
    assert place.state()[0] == "issued", place.state()
    assert_booked(place, ["F-1-1001", "N-1-1", "F-1-1002"], sum_of(SOLD[platform_of(place)]))
    nits = [{row["nit"] for row in paper.rows} for paper in place.documents().values()]
    assert nits == [{222222222222}, {222222222222}, {900123456}]


IN_ADVANCE = {
    **WHEN_SENT,
    "both": {
        "after_sale": {"credit_notes": "auto", "receipts": "auto", "advances": "auto"},
        "invoice": {
            "voucher_type": {"const": "F"},
            "voucher_code": 1,
            "advance": {"accounting_account": int(ADVANCES)},
            "payments": {
                "each": "payments",
                "item": {"accounting_account": {"from": "method", "table": "money"}},
            },
        },
    },
}
LIVES: dict[str, Life[PymePlace]] = {
    "paid": Life(go=paid, check=assert_paid),
    "part refunded": Life(go=lives.part_refunded, check=assert_part_refunded),
    "money back": Life(go=lives.money_back, check=assert_money_back),
    "all back": Life(go=lives.all_back, check=all_gone),
    "two refunds": Life(go=lives.two_refunds, check=assert_two_refunds),
    "piece by piece": Life(go=piece_by_piece, check=assert_piece_by_piece),
    "refunded before": Life(
        go=lives.refunded_before,
        check=assert_refunded_before,
        rules={"shopify": WHEN_SENT["shopify"]},
    ),
    "cancelled before": Life(go=lives.cancelled_before, check=assert_cancelled_before),
    "cancelled after": Life(go=lives.cancelled_after, check=all_gone),
    "cancelled on the way": Life(go=cancelled_on_the_way, check=assert_withdrawn),
    "edited": Life(go=lives.edited, check=assert_edited),
    "cash on delivery": Life(go=lives.cash_on_delivery, check=assert_cash_on_delivery, rules=ON_DELIVERY),
    "in advance": Life(go=in_advance, check=assert_in_advance, rules=IN_ADVANCE),
    "renamed": Life(go=lives.renamed, check=assert_renamed),
}


@pytest.mark.parametrize(("name", "platform"), on_platforms(LIVES))
def test_the_life_ends_the_same_though_it_is_told_twice_or_killed_anywhere(
    name: str, platform: str, kind: str, tmp_path: Path, new_engine: Callable[[str], Engine]
) -> None:
    """Killed at points that are its lot; EVERYTHING: at every point that it passes, each time."""
    life = LIVES[name]

    def new_place() -> AbstractContextManager[PymePlace]:
        return a_pyme_place(tmp_path, new_engine(kind), platform, rules=life.rules_of(platform))

    assert_it_always_ends_the_same(f"pyme {name} {platform}", life, new_place, PYME_POINTS)


# --- batches ----------------------------------------------------------------------------------------------------------


def another(place: PymePlace, number: int, **fields: Any) -> None:
    """One more order like the first, that nobody has worked on yet."""
    woo: dict[str, Any] = {"id": 1000 + number, "number": str(1000 + number)}
    shopify: dict[str, Any] = {"id": 6001000002000 + number, "name": f"#{2000 + number}"}
    platform = platform_of(place)
    order = an_order(platform, **{"woocommerce": woo, "shopify": shopify}[platform], **fields)
    place.send(order_placed(place.shop.shop, order))


def several(place: PymePlace, count: int) -> None:
    for number in range(1, count + 1):
        another(place, number)


def states(place: PymePlace) -> list[tuple[str, str]]:
    return [(row.state, row.why) for row in place.rows()]


SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)


@pytest.mark.parametrize("platform", PLATFORMS)
def test_orders_that_come_together_travel_together(platform: str, tmp_path: Path, engine: Engine) -> None:
    with a_pyme_place(tmp_path, engine, platform) as place:
        several(place, 3)
        place.wait(50 * SECOND)
        assert (place.names(), place.sends()) == ([], 0)
        assert states(place) == [("issued", "")] * 3
        place.wait(HOUR)
        assert (place.names(), place.sends()) == (["F-1-1001", "F-1-1002", "F-1-1003"], 1)
        assert [batch.state for batch in place.batches()] == ["sent"]
        assert place.balances() == sum_of(*[SOLD[platform]] * 3)


@pytest.mark.parametrize("platform", PLATFORMS)
def test_a_full_batch_waits_for_nobody(platform: str, tmp_path: Path, engine: Engine) -> None:
    with a_pyme_place(tmp_path, engine, platform, ledger={"batch_rows": 8, "batch_seconds": 7200}) as place:
        several(place, 3)
        place.wait(MINUTE)
        assert place.names() == ["F-1-1001", "F-1-1002"]
        assert [batch.state for batch in place.batches()] == ["sent", "open"]
        place.wait(3 * HOUR)
        assert place.names() == ["F-1-1001", "F-1-1002", "F-1-1003"]


def test_a_batch_is_of_one_month(tmp_path: Path, engine: Engine) -> None:
    with a_pyme_place(tmp_path, engine, WOO) as place:
        place.moment = datetime(2026, 12, 1, 4, 59, 30, tzinfo=UTC)
        another(place, 1)
        place.wait(10 * SECOND)
        place.moment = datetime(2026, 12, 1, 5, 0, 1, tzinfo=UTC)
        another(place, 2)
        place.wait(HOUR)
        assert [batch.period for batch in place.batches()] == ["2026-11", "2026-12"]
        assert [str(paper.day) for paper in place.documents().values()] == ["2026-11-30", "2026-12-01"]


@pytest.mark.parametrize(("what", "platform"), [("503", WOO), ("429", "shopify"), ("drop_before", WOO)])
def test_a_bridge_that_is_down_for_hours_costs_nothing(
    what: str, platform: str, tmp_path: Path, engine: Engine
) -> None:
    with a_pyme_place(tmp_path, engine, platform) as place:
        place.fault(what, SEND, times=None)
        several(place, 3)
        place.wait(5 * HOUR)
        assert place.names() == []
        assert {state for state, _ in states(place)} <= {"waiting", "issued", "issued_with_warnings", "held"}
        place.no_faults()
        place.wait(2 * HOUR)
        assert place.names() == ["F-1-1001", "F-1-1002", "F-1-1003"]
        assert [batch.state for batch in place.batches()] == ["sent"]
        assert states(place) == [("issued", "")] * 3
        place.assert_nothing_twice()


def test_a_bridge_that_refuses_connections_costs_nothing(tmp_path: Path, engine: Engine) -> None:
    with a_pyme_place(tmp_path, engine, WOO) as place:
        several(place, 2)
        real = requests.Session.request

        def request(session: requests.Session, method: str, url: str, **more: Any) -> requests.Response:
            if url.startswith(place.siigo.url):
                raise requests.ConnectionError(NewConnectionError(None, "refused"))  # type: ignore[arg-type]
            return real(session, method, url, **more)

        with mock.patch.object(requests.Session, "request", request):
            place.wait(3 * HOUR)
        assert {state for state, _ in states(place)} <= {"waiting", "issued"}, states(place)
        place.wait(2 * HOUR)
        assert (place.names(), place.sends()) == (["F-1-1001", "F-1-1002"], 1)


def settled_by_hand(place: PymePlace, word: Word, *names: str) -> None:
    """`connector batch … arrived` and the like, of the first batch."""
    connection = place.connections.find("tienda")
    module = batch_module("siigo_pyme")
    assert connection is not None
    assert module is not None
    company = connection.ledger.company
    box = OpenOutbox(company=company, connections=("tienda",), outbox=place.outbox, module=module)
    _settle(place.engine, box, place.batches()[0], word, names)


@pytest.mark.parametrize(("what", "platform"), LOST_ON)
def test_where_documents_are_written_over_a_lost_answer_is_asked_for_again(
    what: str, platform: str, tmp_path: Path, engine: Engine
) -> None:
    with a_pyme_place(tmp_path, engine, platform) as place:
        place.fault(what, SEND)
        several(place, 2)
        place.wait(2 * HOUR)
        assert (place.names(), place.sends()) == (["F-1-1001", "F-1-1002"], 2)
        assert states(place) == [("issued", "")] * 2
        assert place.balances() == sum_of(*[SOLD[platform]] * 2)


@pytest.mark.parametrize(("what", "platform"), LOST_ON)
def test_where_they_are_not_a_person_is_asked_and_both_answers_end_well(
    what: str, platform: str, tmp_path: Path, engine: Engine
) -> None:
    with a_pyme_place(tmp_path, engine, platform, ledger={"modify_documents": "N"}) as place:
        place.fault(what, SEND)
        several(place, 2)
        place.wait(3 * HOUR)
        is_there = what.endswith("after")
        names = ["F-1-1001", "F-1-1002"]
        assert (place.names(), place.sends()) == (names if is_there else [], 1)
        assert {state for state, _ in states(place)} == {"held"}
        assert all(
            f"No se sabe si {name} llegó a Siigo" in why for name, (_, why) in zip(names, states(place), strict=True)
        )
        settled_by_hand(place, "arrived" if is_there else "again")
        place.wait(HOUR)
        assert (place.names(), place.sends()) == (names, 1 if is_there else 2)
        assert states(place) == [("issued", "")] * 2
        assert [link.status for link in place.links()] == ["Booked"] * 2
        with pytest.raises(OrderHeld):
            settled_by_hand(place, "again")


def test_sent_again_though_they_had_arrived_they_are_asked_about_and_not_made_twice(
    tmp_path: Path, engine: Engine
) -> None:
    """Somebody looked badly. The bridge says that the numbers are there: that may be these very documents."""
    with a_pyme_place(tmp_path, engine, WOO, ledger={"modify_documents": "N"}) as place:
        place.fault("500_after", SEND)
        several(place, 2)
        place.wait(HOUR)
        settled_by_hand(place, "again")
        place.wait(HOUR)
        assert {state for state, _ in states(place)} == {"held"}
        assert all("en Siigo Pyme ya hay un documento" in why for _, why in states(place))
        settled_by_hand(place, "arrived")
        place.wait(HOUR)
        assert states(place) == [("issued", "")] * 2
        assert place.names() == ["F-1-1001", "F-1-1002"]
        assert place.balances() == sum_of(*[SOLD[WOO]] * 2)


def test_a_number_that_another_document_has_is_left_to_it(tmp_path: Path, engine: Engine) -> None:
    """Somebody made F-1-1001 in Siigo Pyme by hand: ours gets the next number, and nothing is written over."""
    with a_pyme_place(tmp_path, engine, WOO, ledger={"modify_documents": "N"}) as place:
        account = {"nit": 1020304050, "sequence_value": 100, "document_number": 1001, "voucher_type": "F"}
        account |= {"voucher_code": 1, "document_year": 2026, "document_month": 11, "document_day": 21}
        sides = [("D", int(BANK), 1), ("C", int(GOODS), 2)]
        loaded(place, [account | dict(zip(SIDE, side, strict=True)) for side in sides])
        several(place, 2)
        place.wait(HOUR)
        assert [state for state, _ in states(place)] == ["held", "issued"]
        settled_by_hand(place, "other", "F-1-1001")
        place.wait(HOUR)
        assert states(place) == [("issued", "")] * 2
        assert place.names() == ["F-1-1001", "F-1-1002", "F-1-1003"]
        assert place.documents()["F-1-1001"].side("D") == 100


SIDE = ("debit_or_credit", "accounting_account", "sequence")


def test_a_sender_that_dies_leaves_a_question_where_documents_are_not_written_over(
    tmp_path: Path, engine: Engine
) -> None:
    with a_pyme_place(tmp_path, engine, WOO, ledger={"modify_documents": "N"}) as place:
        with dying("bridge answered", 1, PYME_POINTS) as died:
            goes_on(place)
            paid(place)
        assert died
        assert place.state()[0] == "held", place.state()
        settled_by_hand(place, "arrived")
        place.settle()
        assert_paid(place)


# --- what the bridge refuses ------------------------------------------------------------------------------------------

ACCOUNTS = {int(account) for account in (BANK, RECEIVABLE, ADVANCES, GOODS, SHIPPING, VAT)}
OF_ADDI = 11100503
MONEY = {"wompi": int(BANK), "addi": OF_ADDI, "cod": int(RECEIVABLE)}
TABLES = {"money": MONEY, "income": {"product": int(GOODS), "shipping": int(SHIPPING)}, "taxes": {"19": int(VAT)}}


@pytest.mark.parametrize(("how", "all_or_nothing"), [("account is made", True), ("mapping is mended", False)])
def test_a_document_that_is_refused_holds_up_its_order_alone_and_keeps_its_number(
    how: str, all_or_nothing: bool, tmp_path: Path, engine: Engine
) -> None:
    accounts = set(ACCOUNTS)
    options = {"accounts": accounts, "all_or_nothing": all_or_nothing}
    with a_pyme_place(tmp_path, engine, WOO, rules={"tables": TABLES}, options=options) as place:
        another(place, 1)
        another(place, 2, payment_method="addi")
        another(place, 3)
        place.wait(HOUR)
        assert place.names() == ["F-1-1001", "F-1-1003"]
        [first, second, third] = states(place)
        assert (first, third) == (("issued", ""), ("issued", ""))
        assert second[0] == "held"
        assert "Siigo no recibió F-1-1002: accounting_account: La cuenta contable no existe" in second[1]
        if how == "account is made":
            accounts.add(OF_ADDI)
        else:
            place.rewrite(tables={**TABLES, "money": {**MONEY, "addi": int(BANK)}})
        replay_orders(place.engine, [place.rows()[1]])
        place.wait(HOUR)
        assert sorted(place.names()) == ["F-1-1001", "F-1-1002", "F-1-1003"]
        assert states(place) == [("issued", "")] * 3
        addi = {str(OF_ADDI): SOLD[WOO][BANK], BANK: "-122100"} if how == "account is made" else {}
        assert place.balances() == sum_of(*[SOLD[WOO]] * 3, addi)
        place.assert_nothing_twice()


def test_a_refusal_that_is_mended_is_mended_once_wherever_the_process_dies(
    kind: str, tmp_path: Path, new_engine: Callable[[str], Engine]
) -> None:
    def life(place: PymePlace, accounts: set[int]) -> None:
        place.place(an_order(WOO, payment_method="addi"))
        assert place.state()[0] == "held"
        accounts.add(OF_ADDI)
        replay_orders(place.engine, place.rows())
        place.settle()

    def a_place(engine: Engine, accounts: set[int]) -> AbstractContextManager[PymePlace]:
        return a_pyme_place(tmp_path, engine, WOO, rules={"tables": TABLES}, options={"accounts": accounts})

    accounts = set(ACCOUNTS)
    with a_place(new_engine("sqlite"), accounts) as place, counting(PYME_POINTS) as steps:
        life(place, accounts)
    for point, turn in deaths("mended", steps):
        accounts = set(ACCOUNTS)
        with (
            a_place(new_engine(kind), accounts) as place,
            dying(point, turn, PYME_POINTS) as died,
            naming(point, turn),
        ):
            goes_on(place)
            life(place, accounts)
            assert place.state() == ("issued", "")
            assert place.balances() == sum_of(SOLD[WOO], {str(OF_ADDI): "122100", BANK: "-122100"})
            assert_booked(place, ["F-1-1001"], place.balances())
        assert died


def test_the_number_of_a_refused_invoice_whose_order_is_cancelled_goes_to_the_next(
    tmp_path: Path, engine: Engine
) -> None:
    with a_pyme_place(
        tmp_path, engine, WOO, rules={"tables": TABLES}, options={"accounts": frozenset(ACCOUNTS)}
    ) as place:
        another(place, 1, payment_method="addi")
        place.wait(HOUR)
        place.change("1001", status="cancelled")
        assert place.rows()[0].state == "skipped", states(place)
        another(place, 2)
        place.wait(HOUR)
        assert place.names() == ["F-1-1001"]
        assert place.rows()[1].state == "issued"


@pytest.mark.parametrize("seed", range(1, 9) if EVERYTHING else [1])
def test_numbers_have_no_gaps_whatever_becomes_of_the_orders(seed: int, tmp_path: Path, engine: Engine) -> None:
    """Orders come, are refused, cancelled, mended, given back, and answers are lost."""
    count = 30 if EVERYTHING else 10
    lot, accounts = random.Random(seed), set(ACCOUNTS)
    options, changed = {"accounts": accounts}, set[str]()
    with a_pyme_place(tmp_path, engine, WOO, rules={"tables": TABLES}, options=options) as place:
        for number in range(1, count + 1):
            another(place, number, payment_method=lot.choice(["wompi", "wompi", "addi", "cod"]))
            if lot.random() < 0.2:
                place.fault(lot.choice([*LOST, "503", "429"]), SEND)
            place.wait(lot.choice([0, 5, 30, 90, 600]) * SECOND)
            if lot.random() < 0.3 and (left := [row for row in place.rows() if row.order_id not in changed]):
                row = lot.choice(left)
                changed.add(row.order_id)
                place.send(shop_changed(place.shop.shop, row.order_id, lot.choice(later(int(row.order_id)))))
        place.wait(4 * HOUR)
        accounts.add(OF_ADDI)
        replay_orders(place.engine, [row for row in place.rows() if row.state == "held"])
        place.wait(4 * HOUR)
        another(place, count + 1)
        another(place, count + 2)
        place.wait(HOUR)
        assert not [each for each in states(place) if each[0] not in ("issued", "issued_with_warnings", "skipped")]
        for series, first in {"F-1": 1001, "N-1": 1}.items():
            numbers = sorted(int(name.rpartition("-")[2]) for name in place.names() if name.startswith(series))
            assert numbers == list(range(first, first + len(numbers)))
        place.assert_nothing_twice()
        assert sorted(link.name for link in place.links() if link.status == "Booked") == sorted(place.names())
        assert sum(place.balances().values()) == 0


def later(order_id: int) -> list[dict[str, Any]]:
    """What may become of an order; no two refunds of a shop have the same id."""
    return [
        {"status": "cancelled"},
        {"refunds": [{**lives.MONEY, "id": 10 * order_id}]},
        {"refunds": [{**lives.ONE_SHIRT, "id": 10 * order_id + 1}]},
        {"customer_note": "Gracias"},
    ]


# --- nobody calls the bridge ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("platform", PLATFORMS)
def test_a_company_without_bridge_loads_what_is_exported(platform: str, tmp_path: Path, engine: Engine) -> None:
    with a_pyme_place(tmp_path, engine, platform, ledger={"by_hand": True, "modify_documents": "N"}) as place:
        several(place, 2)
        place.wait(30 * HOUR)
        assert place.siigo.state.calls == {}
        assert all(state == "issued_with_warnings" for state, _ in states(place))
        assert "horas sin llegar a Siigo (Batched): revise los lotes con `connector batch`" in states(place)[0][1]
        with pytest.raises(OrderHeld):
            settled_by_hand(place, "arrived")
        rows = exported(place)
        another(place, 3)
        place.wait(MINUTE)
        loaded(place, rows)
        settled_by_hand(place, "arrived")
        place.wait(MINUTE)
        assert [state for state, _ in states(place)] == ["issued"] * 3
        assert sorted(link.status for link in place.links()) == ["Batched", "Booked", "Booked"]
        assert [batch.state for batch in place.batches()] == ["sent", "open"]
        assert place.sends() == 1
        assert place.balances() == sum_of(*[SOLD[platform]] * 2)
        refund(place, "shirt")
        assert place.sends() == 1
        assert sorted(link.status for link in place.links()) == ["Batched", "Batched", "Booked", "Booked"]


def exported(place: PymePlace) -> object:
    """The first batch, as `connector export` writes it."""
    module = batch_module("siigo_pyme")
    assert module is not None
    place.outbox.export(place.batches()[0].id, now=place.moment)
    rows = [row for parcel in place.outbox.parcels(place.batches()[0].id) for row in module.rows_of(parcel)]
    assert rendered(rows, module.HEADINGS, "csv").decode("utf-8-sig").count("\n") == 1 + len(rows)
    return parse(rendered(rows, module.HEADINGS, "json"))


def loaded(place: PymePlace, rows: object) -> None:
    """By a person, with a program of their own."""
    body = {
        "id_connection": "pruebas",
        "execution_type": "export",
        "resource": "accounting_movements",
        "data": {"params": {"year": 2026, "basic_invoice": "N", "modify_documents": "N"}, "list": rows},
        "request_config": {"timeout": 10, "attempts": 1, "backoff": Decimal("0.5")},
    }
    headers = {"Authorization": "Bearer otra", "Content-Type": "application/json"}
    url = f"{place.siigo.url}{SEND.partition(' ')[2]}"
    answer = requests.post(url, data=write(body).encode(), headers=headers, timeout=10)
    assert answer.json()["errors"] is None, answer.text


# --- what else may be -------------------------------------------------------------------------------------------------


def test_an_order_that_says_it_is_invoiced_waits_for_a_person(tmp_path: Path, engine: Engine) -> None:
    with a_pyme_place(tmp_path, engine, WOO) as place:
        meta = [*an_order(WOO)["meta_data"], {"id": 8, "key": "_siigo_invoice_name", "value": "F-1-77"}]
        place.place(an_order(WOO, meta_data=meta))
        state, why = place.state()
        assert state == "held"
        assert "F-1-77" in why
        place.answer("invoice", "1001")
        assert_paid(place)


def test_a_refund_of_an_invoice_on_its_way_waits_for_it(tmp_path: Path, engine: Engine) -> None:
    with a_pyme_place(tmp_path, engine, WOO) as place:
        place.ordered()
        place.changed(refunds=[lives.ONE_SHIRT])
        place.wait(5 * SECOND)
        assert place.kinds() == ["invoice"]
        place.settle()
        assert_part_refunded(place)


def test_a_refund_of_a_refused_invoice_is_taken_out_of_it(tmp_path: Path, engine: Engine) -> None:
    """Nobody owes what was never owed: the invoice that is made anew is for what is left."""
    accounts = set(ACCOUNTS)
    with a_pyme_place(tmp_path, engine, WOO, rules={"tables": TABLES}, options={"accounts": accounts}) as place:
        place.place(an_order(WOO, payment_method="addi"))
        place.change("1001", refunds=[lives.ONE_SHIRT])
        assert place.state()[0] == "held"
        accounts.add(OF_ADDI)
        replay_orders(place.engine, place.rows())
        place.settle()
        assert place.names() == ["F-1-1001"]
        assert place.balances()[str(OF_ADDI)] == 122100 - 53910


@pytest.mark.parametrize("how", ["refunded", "cancelled", "redone"])
def test_what_is_unclear_is_asked_about_whatever_becomes_of_the_order(how: str, tmp_path: Path, engine: Engine) -> None:
    """Only a person can tell; then what is open follows."""
    with a_pyme_place(tmp_path, engine, WOO, ledger={"modify_documents": "N"}) as place:
        place.fault("drop_after", SEND)
        paid(place)
        if how == "redone":
            edit(place)
            place.answer("redo", place.links()[0].ledger_id)
        else:
            change(place, **{"refunded": {"refunds": [lives.ONE_SHIRT]}, "cancelled": {"status": how}}[how])
        assert place.state()[0] == "held", place.state()
        assert "No se sabe si F-1-1001 llegó a Siigo" in place.state()[1]
        settled_by_hand(place, "arrived")
        place.settle()
        {"refunded": assert_part_refunded, "cancelled": all_gone, "redone": assert_edited}[how](place)


@pytest.mark.parametrize(("how", "undo"), [("cancelled", "hold"), ("renamed", "annul")])
def test_a_refused_invoice_is_withdrawn_and_its_number_used_again(
    how: str, undo: str, tmp_path: Path, engine: Engine
) -> None:
    accounts = set(ACCOUNTS)
    rules = {"tables": TABLES, "after_sale": {"credit_notes": "auto", "undo": undo}}
    with a_pyme_place(tmp_path, engine, WOO, rules=rules, options={"accounts": accounts}) as place:
        place.place(an_order(WOO, payment_method="addi", meta_data=[]))
        assert place.state()[0] == "held"
        assert shown(place) == {}
        accounts.add(OF_ADDI)
        if how == "cancelled":
            cancel(place)
            assert place.state()[0] == "skipped", place.state()
            assert (place.names(), shown(place)) == ([], {})
        else:
            keep_buyer(place.engine, place.rows()[0], place.links()[0], A_COMPANY)
            place.settle()
            assert place.state()[0] == "issued", place.state()
            assert place.names() == ["F-1-1001"]
            assert {row["nit"] for row in place.documents()["F-1-1001"].rows} == {900123456}
            assert shown(place)["invoice"] == "F-1-1001"


@pytest.mark.parametrize("which", ["credit_note", "receipt"])
def test_a_refused_note_or_receipt_is_made_anew_under_its_number(which: str, tmp_path: Path, engine: Engine) -> None:
    accounts = set(ACCOUNTS)
    with a_pyme_place(tmp_path, engine, WOO, rules=ON_DELIVERY[WOO], options={"accounts": accounts}) as place:
        lost, letter = (int(GOODS), "N") if which == "credit_note" else (int(BANK), "R")
        place.place(an_order(WOO, payment_method="cod", date_paid_gmt=None))
        place.change("1001", status="completed", date_paid_gmt="2026-11-22T10:00:00")
        assert place.names() == ["F-1-1001"]
        accounts.discard(lost)
        meta = [*an_order(WOO)["meta_data"], {"id": 9, "key": "recaudo", "value": "si"}]
        change(place, **({"refunds": [lives.ONE_SHIRT]} if which == "credit_note" else {"meta_data": meta}))
        state, why = place.state()
        assert state == "held"
        assert f"Siigo no recibió {letter}-1-1: accounting_account: La cuenta contable no existe" in why
        assert f"{letter}-1-1" not in str(shown(place))
        accounts.add(lost)
        replay_orders(place.engine, place.rows())
        place.settle()
        assert place.state() == ("issued", "")
        assert place.names() == ["F-1-1001", f"{letter}-1-1"]
        owed = 122100 - 53910 if which == "credit_note" else 0
        assert place.balances().get(RECEIVABLE, 0) == owed
        place.assert_nothing_twice()


def test_what_was_received_leaves_the_bank(tmp_path: Path, engine: Engine) -> None:
    """Delivered, paid to the carrier, and then everything comes back."""
    with a_pyme_place(tmp_path, engine, WOO, rules=ON_DELIVERY[WOO]) as place:
        lives.cash_on_delivery(place)
        assert place.names() == ["F-1-1001", "R-1-1"]
        change(place, status="refunded", refunds=[lives.woo_refund(73, "122100")])
        assert place.state()[0] == "issued", place.state()
        assert_booked(place, ["F-1-1001", "R-1-1", "N-1-1"], {})


def test_a_receipt_is_for_what_a_refund_has_left(tmp_path: Path, engine: Engine) -> None:
    with a_pyme_place(tmp_path, engine, WOO, rules=ON_DELIVERY[WOO]) as place:
        place.place(an_order(WOO, payment_method="cod", date_paid_gmt=None))
        place.change("1001", status="completed", date_paid_gmt="2026-11-22T10:00:00")
        change(place, refunds=[lives.ONE_SHIRT])
        meta = [*an_order(WOO)["meta_data"], {"id": 9, "key": "recaudo", "value": "si"}]
        change(place, meta_data=meta)
        assert place.names() == ["F-1-1001", "N-1-1", "R-1-1"]
        balances = place.balances()
        assert (balances[BANK], RECEIVABLE in balances) == (122100 - 53910, False)
