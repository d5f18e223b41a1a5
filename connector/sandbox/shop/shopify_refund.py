"""A Shopify refund as webhooks write it, told as the GraphQL Admin API tells it."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from connector.sandbox.shop.graphql_run import Connection
from connector.sandbox.shop.shopify_values import Cash, gid, transaction_node
from connector.sandbox.shop.state import Body


def refund_node(body: Body, refund: Mapping[str, Any]) -> dict[str, Any]:
    cash = Cash(str(body["currency"]))
    adjustments = [item for item in refund.get("order_adjustments") or [] if item.get("kind") != "shipping_refund"]
    return {
        "legacyResourceId": str(refund["id"]),
        "createdAt": refund.get("created_at"),
        "note": refund.get("note"),
        "return": _return(refund.get("return")),
        "refundLineItems": Connection([_refund_line(item, cash) for item in refund.get("refund_line_items") or []]),
        "refundShippingLines": Connection(
            [_refund_shipping(item, body, cash) for item in refund.get("refund_shipping_lines") or []]
        ),
        "orderAdjustments": Connection(
            [
                {
                    "reason": item.get("reason"),
                    "amountSet": cash.of(item, "amount"),
                    "taxAmountSet": cash.of(item, "tax_amount", "0.00"),
                }
                for item in adjustments
            ]
        ),
        "transactions": Connection([transaction_node(item, cash) for item in refund.get("transactions") or []]),
    }


def _refund_line(item: Mapping[str, Any], cash: Cash) -> dict[str, Any]:
    return {
        "quantity": item["quantity"],
        "lineItem": {"id": gid("LineItem", item["line_item_id"])},
        "subtotalSet": cash.of(item, "subtotal", "0.00"),
        "totalTaxSet": cash.of(item, "total_tax", "0.00"),
    }


def _refund_shipping(item: Mapping[str, Any], body: Body, cash: Cash) -> dict[str, Any]:
    """Bodies leave the tax out; it is as much of the line's tax as of its price."""
    net = cash.of(item, "subtotal_amount")
    tax = cash.of(item, "tax_amount") or cash.of(
        {"amount": _tax_of(item, body, Decimal(net["shopMoney"]["amount"]))}, "amount"
    )
    return {
        "shippingLine": {"id": gid("ShippingLine", item["shipping_line_id"])},
        "subtotalAmountSet": net,
        "taxAmountSet": tax,
    }


def _tax_of(item: Mapping[str, Any], body: Body, net: Decimal) -> Decimal:
    lines = [line for line in body.get("shipping_lines") or [] if str(line["id"]) == str(item["shipping_line_id"])]
    rate = sum((Decimal(str(tax["rate"])) for line in lines for tax in line.get("tax_lines") or []), Decimal(0))
    return (net * rate).quantize(Decimal("0.01"))


def _return(stated: Mapping[str, Any] | None) -> dict[str, Any] | None:
    if stated is None:
        return None
    nodes = [
        {"lineItems": [{"id": gid("LineItem", line_id)}]} for line_id in stated.get("exchange_line_item_ids") or []
    ]
    return {"exchangeLineItems": Connection(nodes)}
