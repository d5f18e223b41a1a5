"""Lives of orders after their invoice, on both platforms: what happens in the shop, and what must come of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Generic, TypeVar

import requests

from connector.cli.buyer import keep_buyer
from connector.cli.replaying import replay_orders
from connector.issuing.buyers import Correction
from connector.json_text import write
from tests.journeys.aftermath import COMPANY, Place, an_order

PLATFORMS = ("woocommerce", "shopify")
TOTAL = {"woocommerce": Decimal(122100), "shopify": Decimal(131700)}
SHIRT = {"woocommerce": Decimal(53910), "shopify": Decimal(59900)}
"""One of the two."""

IDS = {"woocommerce": "1001", "shopify": "6001000002001"}
ON_CREDIT = {"wompi": 5636, "cod": 5636, "cash on delivery (cod)": 5636}


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


def platform_of(place: Place) -> str:
    return place.shop.shop.platform


def paid(place: Place) -> None:
    place.place(an_order(platform_of(place)))


def change(place: Place, **fields: Any) -> None:
    place.change(IDS[platform_of(place)], **fields)


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


def refund(place: Place, *whats: str, **more: Any) -> None:
    """The order's refunds are these from now on: "shirt", "money"."""
    if platform_of(place) == "woocommerce":
        change(place, refunds=[{"shirt": ONE_SHIRT, "money": MONEY}[what] for what in whats], **more)
        return
    shirt = shopify_refund(71, "59900.00", shopify_line(1, 1, "59900.00", "9563.87"))
    found = {"shirt": shirt, "money": shopify_refund(75, "10000.00")}
    left = TOTAL["shopify"] - sum(Decimal({"shirt": 59900, "money": 10000}[what]) for what in whats)
    line = dict(an_order("shopify")["line_items"][0], current_quantity=1 if "shirt" in whats else 2)
    change(
        place,
        refunds=[found[what] for what in whats],
        line_items=[line],
        financial_status="partially_refunded",
        current_total_price=f"{left}.00",
        **more,
    )


def part_refunded(place: Place) -> None:
    paid(place)
    refund(place, "shirt")


def assert_part_refunded(place: Place) -> None:
    assert place.state() == ("issued", "")
    amount = SHIRT[platform_of(place)]
    [note] = place.papers("credit-notes")
    assert (note["total"], note["reason"], note["stamp"]["status"]) == (amount, 1, "Accepted")
    [item] = note["items"]
    assert (item["quantity"], item["total"]) == (1, amount)
    assert note["name"] in shown(place)["credit_notes"]


def money_back(place: Place) -> None:
    paid(place)
    refund(place, "money")


def assert_money_back(place: Place) -> None:
    assert place.state() == ("issued", "")
    [note] = place.papers("credit-notes")
    assert (note["total"], note["reason"]) == (10000, 3)
    assert {item["code"] for item in note["items"]} == {"DEVOLUCION"}


def all_back(place: Place) -> None:
    """On WooCommerce by hand, with the status: such a refund has no lines and no tax."""
    paid(place)
    if platform_of(place) == "woocommerce":
        everything = woo_refund(73, "122100", reason="Order fully refunded.")
        change(place, status="refunded", refunds=[everything])
        return
    line = dict(an_order("shopify")["line_items"][0], current_quantity=0)
    shipping = {"id": 5, "shipping_line_id": 51, "subtotal_amount_set": {"shop_money": {"amount": "10000.00"}}}
    lines = shopify_line(1, 2, "119800.00", "19127.73")
    everything = shopify_refund(73, "131700.00", lines, refund_shipping_lines=[shipping])
    change(
        place,
        refunds=[everything],
        line_items=[line],
        financial_status="refunded",
        current_total_price="0.00",
    )


def assert_all_back(place: Place) -> None:
    assert place.state()[0] == "issued", place.state()
    [note] = place.papers("credit-notes")
    assert (note["total"], note["reason"]) == (TOTAL[platform_of(place)], 2)


def two_refunds(place: Place) -> None:
    paid(place)
    refund(place, "shirt")
    refund(place, "shirt", "money")


def assert_two_refunds(place: Place) -> None:
    assert place.state() == ("issued", "")
    platform = platform_of(place)
    assert place.come_to() == ([f"{TOTAL[platform]}.00"], [f"{SHIRT[platform]}.00", "10000.00"])


def refunded_before(place: Place) -> None:
    if platform_of(place) == "woocommerce":
        place.place(an_order("woocommerce", status="on-hold", refunds=[ONE_SHIRT]))
        assert place.state()[0] == "skipped"
        change(place, status="processing")
        return
    paid(place)
    refund(place, "shirt")
    assert place.state()[0] == "skipped"
    change(place, fulfillment_status="fulfilled")


def assert_refunded_before(place: Place) -> None:
    platform = platform_of(place)
    words = f"Antes de facturar se reembolsaron {SHIRT[platform]} COP: la factura es por lo que quedó"
    assert place.state() == ("issued_with_warnings", words)
    assert place.come_to() == ([f"{TOTAL[platform] - SHIRT[platform]}.00"], [])


def cancelled_before(place: Place) -> None:
    waiting = {"woocommerce": {"status": "on-hold"}, "shopify": {"financial_status": "pending"}}
    place.place(an_order(platform_of(place), **waiting[platform_of(place)]))
    cancel(place)


def cancel(place: Place) -> None:
    if platform_of(place) == "woocommerce":
        change(place, status="cancelled")
    else:
        change(place, cancelled_at="2026-11-22T10:00:00-05:00", cancel_reason="customer")


def assert_cancelled_before(place: Place) -> None:
    assert place.state() == ("skipped", "El pedido fue cancelado antes de facturarlo")
    assert place.come_to() == ([], [])


def cancelled_after(place: Place) -> None:
    paid(place)
    cancel(place)


def assert_cancelled_after(place: Place) -> None:
    assert place.state() == ("issued", "")
    total = f"{TOTAL[platform_of(place)]}.00"
    assert place.come_to() == ([total], [total])
    assert place.papers("credit-notes")[0]["reason"] == 2


def assert_undone(place: Place) -> None:
    words = "La factura FV-2-1 se deshizo (Annulled) porque el pedido se canceló o se reembolsó"
    assert place.state() == ("skipped", words)
    assert place.come_to() == ([], [])


def edit(place: Place) -> None:
    """The shipping is gone."""
    if platform_of(place) == "woocommerce":
        tax = {**an_order("woocommerce")["tax_lines"][0], "tax_total": "17215"}
        change(place, shipping_lines=[], total="107820", total_tax="17215", tax_lines=[tax])
    else:
        shipping = dict(an_order("shopify")["shipping_lines"][0], is_removed=True)
        change(place, shipping_lines=[shipping], current_total_price="119800.00", current_total_tax="19127.73")


def edited(place: Place) -> None:
    paid(place)
    edit(place)
    assert place.state()[0] == "held"
    assert "redo`" in place.state()[1]
    place.answer("redo", place.links()[0].ledger_id)


def assert_edited(place: Place) -> None:
    """Shopify tells that more was paid than the order is worth now; WooCommerce cannot know."""
    assert place.state()[0] in ("issued", "issued_with_warnings"), place.state()
    platform = platform_of(place)
    total, now = f"{TOTAL[platform]}.00", {"woocommerce": "107820.00", "shopify": "119800.00"}[platform]
    assert place.come_to() == ([total, now], [total])


def cash_on_delivery(place: Place) -> None:
    """Delivered, and days later the carrier hands over the money."""
    if platform_of(place) == "woocommerce":
        place.place(an_order("woocommerce", payment_method="cod", date_paid_gmt=None))
        assert place.state()[0] == "skipped"
        change(place, status="completed", date_paid_gmt="2026-11-22T10:00:00")
        assert len(place.papers("vouchers")) == 0
        change(place, meta_data=[*an_order("woocommerce")["meta_data"], {"id": 9, "key": "recaudo", "value": "si"}])
        return
    place.place(an_order("shopify", financial_status="pending", payment_gateway_names=["Cash on Delivery (COD)"]))
    assert place.state()[0] == "skipped"
    change(place, fulfillment_status="fulfilled")
    assert len(place.papers("vouchers")) == 0
    change(place, financial_status="paid")


def assert_cash_on_delivery(place: Place) -> None:
    assert place.state() == ("issued", "")
    [invoice] = place.papers("invoices")
    [receipt] = place.papers("vouchers")
    total = TOTAL[platform_of(place)]
    assert (invoice["total"], invoice["balance"]) == (total, 0)
    assert (receipt["type"], receipt["payment"]["value"]) == ("DebtPayment", total)
    assert receipt["items"][0]["due"]["consecutive"] == invoice["number"]
    assert [link.kind for link in place.links()] == ["invoice", "receipt"]


def rejected(place: Place) -> None:
    """DIAN refuses the invoice; somebody mends it and replays."""
    requests.post(f"{place.siigo.url}/_emulator/stamps", data=write({"next": [{"status": "Rejected"}]}), timeout=10)
    paid(place)
    assert place.state()[0] == "held"
    assert "La DIAN rechazó FV-1-1: FAJ43b: Nombre del adquiriente no informado" in place.state()[1]
    replay_orders(place.engine, place.rows())
    place.settle()


def made_elsewhere(place: Place) -> None:
    """Another connector invoices the order and leaves its number there; later a part of the money goes back."""
    platform = platform_of(place)
    url, headers = place.siigo.url, {"Partner-Id": "Otro"}
    answer = requests.post(f"{url}/auth", json={"username": COMPANY, "access_key": "x"}, headers=headers, timeout=10)
    headers |= {"Authorization": f"Bearer {answer.json()['access_token']}", "Content-Type": "application/json"}
    shirts, shipping = {"woocommerce": ("107820", "14280"), "shopify": ("119800", "11900")}[platform]
    sku = an_order(platform)["line_items"][0]["sku"]
    rows = [(sku, 2, Decimal(shirts) / 2), ("FLETE", 1, Decimal(shipping))]
    items = [{"code": code, "quantity": n, "taxed_price": price, "taxes": [{"id": 13156}]} for code, n, price in rows]
    customer = {
        "person_type": "Person",
        "id_type": "13",
        "identification": {"woocommerce": "1020304050", "shopify": "52409871"}[platform],
        "name": ["Sara", "Quintero"],
        "address": {"address": "Calle 10", "city": {"country_code": "Co", "state_code": "05", "city_code": "05266"}},
        "phones": [{"number": "3005550201"}],
        "contacts": [{"first_name": "Sara", "email": "sara.quintero@example.co"}],
    }
    body = {
        "document": {"id": 24446},
        "date": "2026-11-21",
        "customer": customer,
        "seller": 629,
        "items": items,
        "payments": [{"id": 5640, "value": TOTAL[platform]}],
        "stamp": {"send": True},
    }
    made = requests.post(f"{url}/v1/invoices", data=write(body), headers=headers, timeout=10)
    assert made.status_code == 201, made.text
    name = made.json()["name"]
    if platform == "woocommerce":
        meta = [*an_order("woocommerce")["meta_data"], {"id": 8, "key": "_siigo_invoice_name", "value": name}]
        place.place(an_order("woocommerce", meta_data=meta))
    else:
        notes = [*an_order("shopify")["note_attributes"], {"name": "_siigo_invoice_name", "value": name}]
        place.place(an_order("shopify", note_attributes=notes))
    refund(place, "shirt")


def assert_made_elsewhere(place: Place) -> None:
    words = "La factura FV-1-1 ya estaba en Siigo y no la hizo este conector: se enlazó y no se hizo otra"
    assert place.state() == ("issued_with_warnings", words)
    platform = platform_of(place)
    assert place.come_to() == ([f"{TOTAL[platform]}.00"], [f"{SHIRT[platform]}.00"])
    [note] = place.papers("credit-notes")
    assert (note["reason"], note["items"][0]["quantity"]) == (1, 1)
    assert shown(place)["invoice"] == "FV-1-1"


A_COMPANY = Correction(type="NIT", number="900123456-8", company="Comercial Ejemplo S.A.S.")


def renamed(place: Place) -> None:
    """A final consumer wants the invoice in their own name."""
    if platform_of(place) == "woocommerce":
        place.place(an_order("woocommerce", meta_data=[]))
    else:
        place.place(an_order("shopify", note_attributes=[]))
    [invoice] = place.links()
    keep_buyer(place.engine, place.rows()[0], invoice, A_COMPANY)
    place.settle()


def assert_renamed(place: Place) -> None:
    assert place.state()[0] == "issued", place.state()
    first, second = place.papers("invoices")
    assert first["customer"]["identification"] == "222222222222"
    assert second["customer"]["identification"] == "900123456"
    total = f"{TOTAL[platform_of(place)]}.00"
    assert place.come_to() == ([total, total], [total])


PLACE = TypeVar("PLACE", bound=Place)


@dataclass(frozen=True, slots=True, kw_only=True)
class Life(Generic[PLACE]):
    go: Callable[[PLACE], None]
    check: Callable[[PLACE], None]
    rules: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """What the connection file says more, by platform; "both" for both."""

    def rules_of(self, platform: str) -> dict[str, Any]:
        return {**self.rules.get("both", {}), **self.rules.get(platform, {})}


_RECEIPTS = {
    "tables": {"taxes": {"19": 13156}, "payments": ON_CREDIT},
    "after_sale": {"credit_notes": "auto", "receipts": "auto"},
    "receipt": {"document": {"id": 7714}, "payment": {"id": 5638}},
}
ON_DELIVERY = {
    "woocommerce": {"invoice_when": {"status": "completed"}, "receipt_when": {"meta.recaudo": "si"}},
    "shopify": {"invoice_when": [{"status": "paid"}, {"fulfillment": "fulfilled"}]},
}
WHEN_SENT = {
    "woocommerce": {"invoice_when": {"status": "completed"}},
    "shopify": {"invoice_when": {"fulfillment": "fulfilled"}},
}
LIVES: dict[str, Life[Place]] = {
    "paid": Life(go=paid, check=assert_paid),
    "part refunded": Life(go=part_refunded, check=assert_part_refunded),
    "money back": Life(go=money_back, check=assert_money_back),
    "all back": Life(go=all_back, check=assert_all_back),
    "two refunds": Life(go=two_refunds, check=assert_two_refunds),
    "refunded before": Life(
        go=refunded_before,
        check=assert_refunded_before,
        rules={"shopify": WHEN_SENT["shopify"]},
    ),
    "cancelled before": Life(go=cancelled_before, check=assert_cancelled_before),
    "cancelled after": Life(go=cancelled_after, check=assert_cancelled_after),
    "cancelled before stamping": Life(
        go=cancelled_after,
        check=assert_undone,
        rules={"both": {"invoice": {"document": {"id": 24445}, "seller": 629}}},
    ),
    "edited": Life(go=edited, check=assert_edited),
    "cash on delivery": Life(
        go=cash_on_delivery,
        check=assert_cash_on_delivery,
        rules={**ON_DELIVERY, "both": _RECEIPTS},
    ),
    "rejected": Life(go=rejected, check=assert_paid),
    "made elsewhere": Life(go=made_elsewhere, check=assert_made_elsewhere),
    "renamed": Life(go=renamed, check=assert_renamed, rules={"both": {"buyer": {"when_no_id": "final_consumer"}}}),
}
CASES: Sequence[tuple[str, str]] = [(name, platform) for name in LIVES for platform in PLATFORMS]
