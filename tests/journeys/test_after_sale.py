"""What happens to an order after its invoice, to the legal end; and the same with the process killed at every step."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from connector.db.database import open_database
from tests.journeys.aftermath import POINTS, Killed, Place, a_place, an_order, dying

PLATFORMS = ("woocommerce", "shopify")
TOTAL = {"woocommerce": Decimal(122100), "shopify": Decimal(131700)}
IDS = {"woocommerce": "1001", "shopify": "6001000002001"}


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    engine = open_database(f"sqlite:///{tmp_path}/connector.db")
    yield engine
    engine.dispose()


def woo_refund(number: int, amount: str, *lines: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "id": number,
        "date_created_gmt": "2026-11-22T10:00:00",
        "amount": amount,
        "reason": "",
        "line_items": list(lines),
        **more,
    }


def woo_line(line_id: int, quantity: int, total: str, tax: str) -> dict[str, Any]:
    return {
        "id": 900 + line_id,
        "quantity": -quantity,
        "total": f"-{total}",
        "total_tax": f"-{tax}",
        "meta_data": [{"id": 1, "key": "_refunded_item_id", "value": str(line_id)}],
    }


ONE_SHIRT = woo_refund(71, "53910", woo_line(11, 1, "45303", "8607"))
MONEY = woo_refund(72, "10000")


def shopify_refund(number: int, amount: str, *lines: dict[str, Any], **more: Any) -> dict[str, Any]:
    money = {"amount": amount, "currency_code": "COP"}
    return {
        "id": number,
        "created_at": "2026-11-22T10:00:00-05:00",
        "note": None,
        "refund_line_items": list(lines),
        "refund_shipping_lines": [],
        "order_adjustments": [],
        **more,
        "transactions": [
            {
                "id": number + 1,
                "kind": "refund",
                "status": "success",
                "gateway": "wompi",
                "amount": amount,
                "amount_set": {"shop_money": money, "presentment_money": money},
            }
        ],
    }


def shopify_line(line_id: int, quantity: int, subtotal: str, tax: str) -> dict[str, Any]:
    def money(amount: str) -> dict[str, Any]:
        return {"shop_money": {"amount": amount, "currency_code": "COP"}}

    return {
        "id": 800 + line_id,
        "line_item_id": line_id,
        "quantity": quantity,
        "restock_type": "return",
        "subtotal_set": money(subtotal),
        "total_tax_set": money(tax),
        "subtotal": Decimal(subtotal),
        "total_tax": Decimal(tax),
    }


# --- journeys ---------------------------------------------------------------------------------------------------------


def paid(place: Place) -> None:
    place.place(an_order(place.shop.shop.platform))


def assert_paid(place: Place) -> None:
    platform = place.shop.shop.platform
    assert place.state() == ("issued", "")
    [invoice] = place.papers("invoices")
    assert (invoice["total"], invoice["stamp"]["status"]) == (TOTAL[platform], "Accepted")
    assert shown(place)["invoice"] == invoice["name"]
    assert shown(place)["status"] == "Accepted"
    assert shown(place)["cufe"] == invoice["stamp"]["cufe"]


def shown(place: Place) -> dict[str, str]:
    """What the order's page says, by our own names."""
    shop, order_id = place.shop.shop, IDS[place.shop.shop.platform]
    if shop.platform == "shopify":
        return {key: field["value"] for (_, key), field in shop.metafields.get(order_id, {}).items()}
    rows = shop.orders[order_id]["meta_data"]
    prefix = "_siigo_connector_"
    return {row["key"].removeprefix(prefix): row["value"] for row in rows if row["key"].startswith(prefix)}


def part_refunded(place: Place) -> None:
    paid(place)
    if place.shop.shop.platform == "woocommerce":
        place.change("1001", refunds=[ONE_SHIRT])
        return
    line = dict(an_order("shopify")["line_items"][0], current_quantity=1)
    refund = shopify_refund(71, "59900.00", shopify_line(1, 1, "59900.00", "9563.87"))
    place.change(
        IDS["shopify"],
        refunds=[refund],
        line_items=[line],
        financial_status="partially_refunded",
        current_total_price="71800.00",
    )


def assert_part_refunded(place: Place) -> None:
    assert place.state() == ("issued", "")
    amount = {"woocommerce": Decimal(53910), "shopify": Decimal(59900)}[place.shop.shop.platform]
    [note] = place.papers("credit-notes")
    assert (note["total"], note["reason"], note["stamp"]["status"]) == (amount, 1, "Accepted")
    [item] = note["items"]
    assert (item["quantity"], item["total"]) == (1, amount)
    assert note["name"] in shown(place)["credit_notes"]


def money_back(place: Place) -> None:
    paid(place)
    if place.shop.shop.platform == "woocommerce":
        place.change("1001", refunds=[MONEY])
        return
    place.change(
        IDS["shopify"],
        refunds=[shopify_refund(72, "10000.00")],
        financial_status="partially_refunded",
        current_total_price="121700.00",
    )


def assert_money_back(place: Place) -> None:
    assert place.state() == ("issued", "")
    [note] = place.papers("credit-notes")
    assert (note["total"], note["reason"]) == (10000, 3)
    assert {item["code"] for item in note["items"]} == {"DEVOLUCION"}


def all_back(place: Place) -> None:
    """On WooCommerce by hand, with the status: such a refund has no lines and no tax."""
    paid(place)
    if place.shop.shop.platform == "woocommerce":
        everything = woo_refund(73, "122100", reason="Order fully refunded.")
        place.change("1001", status="refunded", refunds=[everything])
        return
    order = an_order("shopify")
    line = dict(order["line_items"][0], current_quantity=0)
    shipping = {"id": 5, "shipping_line_id": 51, "subtotal_amount_set": {"shop_money": {"amount": "10000.00"}}}
    lines = shopify_line(1, 2, "119800.00", "19127.73")
    refund = shopify_refund(73, "131700.00", lines, refund_shipping_lines=[shipping])
    place.change(
        IDS["shopify"],
        refunds=[refund],
        line_items=[line],
        financial_status="refunded",
        current_total_price="0.00",
    )


def assert_all_back(place: Place) -> None:
    assert place.state()[0] == "issued", place.state()
    [note] = place.papers("credit-notes")
    assert (note["total"], note["reason"]) == (TOTAL[place.shop.shop.platform], 2)


def two_refunds(place: Place) -> None:
    paid(place)
    place.change("1001", refunds=[ONE_SHIRT])
    place.change("1001", refunds=[ONE_SHIRT, MONEY])


def assert_two_refunds(place: Place) -> None:
    assert place.state() == ("issued", "")
    assert place.come_to() == (["122100.00"], ["53910.00", "10000.00"])


def refunded_before(place: Place) -> None:
    place.place(an_order("woocommerce", status="on-hold", refunds=[ONE_SHIRT]))
    assert place.state()[0] == "skipped"
    place.change("1001", status="processing")


def assert_refunded_before(place: Place) -> None:
    words = "Antes de facturar se reembolsaron 53910 COP: la factura es por lo que quedó"
    assert place.state() == ("issued_with_warnings", words)
    assert place.come_to() == (["68190.00"], [])


def cancelled_before(place: Place) -> None:
    place.place(an_order("woocommerce", status="on-hold"))
    place.change("1001", status="cancelled")


def assert_cancelled_before(place: Place) -> None:
    assert place.state() == ("skipped", "El pedido fue cancelado antes de facturarlo")
    assert place.come_to() == ([], [])


def cancelled_after(place: Place) -> None:
    paid(place)
    place.change("1001", status="cancelled")


def assert_cancelled_after(place: Place) -> None:
    assert place.state() == ("issued", "")
    assert place.come_to() == (["122100.00"], ["122100.00"])
    assert place.papers("credit-notes")[0]["reason"] == 2


def edited(place: Place) -> None:
    paid(place)
    order = an_order("woocommerce")
    place.change(
        "1001",
        shipping_lines=[],
        total="107820",
        total_tax="17215",
        tax_lines=[{**order["tax_lines"][0], "tax_total": "17215"}],
    )
    assert place.state()[0] == "held"
    assert "connector answer 1001 redo" in place.state()[1]
    place.answer("redo", place.links()[0].ledger_id)


def assert_edited(place: Place) -> None:
    assert place.state() == ("issued", "")
    assert place.come_to() == (["122100.00", "107820.00"], ["122100.00"])


JOURNEYS: dict[str, tuple[Callable[[Place], None], Callable[[Place], None], tuple[str, ...]]] = {
    "paid": (paid, assert_paid, PLATFORMS),
    "part refunded": (part_refunded, assert_part_refunded, PLATFORMS),
    "money back": (money_back, assert_money_back, PLATFORMS),
    "all back": (all_back, assert_all_back, PLATFORMS),
    "two refunds": (two_refunds, assert_two_refunds, ("woocommerce",)),
    "refunded before": (refunded_before, assert_refunded_before, ("woocommerce",)),
    "cancelled before": (cancelled_before, assert_cancelled_before, ("woocommerce",)),
    "cancelled after": (cancelled_after, assert_cancelled_after, ("woocommerce",)),
    "edited": (edited, assert_edited, ("woocommerce",)),
}
CASES = [(name, platform) for name, (_, _, platforms) in JOURNEYS.items() for platform in platforms]


@pytest.mark.parametrize(("name", "platform"), CASES)
def test_the_journey_ends_as_it_should_and_telling_all_of_it_again_changes_nothing(
    name: str, platform: str, tmp_path: Path, engine: Engine
) -> None:
    go, check, _ = JOURNEYS[name]
    with a_place(tmp_path, engine, platform) as place:
        go(place)
        check(place)
        calls = dict(place.siigo.state.calls)
        for delivery in list(place.shop.shop.outbox):
            place.send(delivery)
            place.settle()
        check(place)
        assert {where: n for where, n in place.siigo.state.calls.items() if where.startswith("POST")} == {
            where: n for where, n in calls.items() if where.startswith("POST")
        }


@pytest.mark.parametrize("point", POINTS)
@pytest.mark.parametrize(("name", "platform"), CASES)
def test_killed_anywhere_it_ends_the_same(name: str, platform: str, point: str, tmp_path: Path, engine: Engine) -> None:
    go, check, _ = JOURNEYS[name]
    for turn in (1, 2):
        folder = tmp_path / str(turn)
        folder.mkdir()
        database = open_database(f"sqlite:///{folder}/connector.db")
        with a_place(folder, database, platform) as place:
            with dying(point, turn) as died:
                _through(go, place)
            check(place)
        database.dispose()
        if not died:
            return


def posts(place: Place) -> int:
    """What Siigo was asked to make, undo or send; signing in apart."""
    calls = place.siigo.state.calls.items()
    return sum(sum(times.values()) for where, times in calls if not where.startswith("GET") and "/auth" not in where)


def test_in_shadow_mode_nothing_is_sent(tmp_path: Path, engine: Engine) -> None:
    with a_place(tmp_path, engine, "woocommerce", rules={"shadow": True}) as place:
        paid(place)
        words = "Modo sombra: se habría facturado por 122100; no se envió nada"
        assert place.state() == ("skipped", words)
        assert (posts(place), shown(place)) == (0, {})


def test_an_invoice_is_not_undone_once_shadow_mode_is_on(tmp_path: Path, engine: Engine) -> None:
    plain = {"document": {"id": 24445}, "seller": 629}
    with a_place(tmp_path, engine, "woocommerce", rules={"invoice": plain}) as place:
        paid(place)
        before, find = posts(place), place.work._find
        place.work._find = lambda name: replace(find(name), shadow=True)  # type: ignore[type-var]
        place.change("1001", status="cancelled")
        words = "Modo sombra: la factura se habría deshecho o reenviado a la DIAN; no se envió nada"
        assert place.state() == ("skipped", words)
        assert posts(place) == before


def _through(go: Callable[[Place], None], place: Place) -> None:
    """The journey goes on whatever dies in it: what settles is settled again, as a new process would."""
    real = place.settle

    def settle() -> None:
        with suppress(Killed):
            real()
            return
        real()

    place.settle = settle  # type: ignore[method-assign]
    go(place)
