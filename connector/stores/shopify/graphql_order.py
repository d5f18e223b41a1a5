"""An order as the GraphQL API tells it, brought into the shape of a webhook body, so that one reader reads both. Pure.

Every amount becomes `<name>_set.shop_money`, every id the digits at the end of its gid. What the body has and
GraphQL lacks is left out; what only GraphQL has (`localized_fields`, refunds' `tax_amount_set` and
`exchange_line_ids`) is added.
"""

from collections.abc import Mapping, Sequence
from typing import Any

Node = Mapping[str, Any]

_FULFILLMENT = {"FULFILLED": "fulfilled", "PARTIALLY_FULFILLED": "partial", "RESTOCKED": "restocked"}
"""GraphQL tells more states; the body says null for all of them."""


def to_payload(order: Node, refunds: Sequence[Node]) -> dict[str, Any]:
    """`order` as `order.graphql` asks for it with all its line items, `refunds` as `refund.graphql` does."""
    return {
        "id": order["legacyResourceId"],
        "name": order["name"],
        "test": order["test"],
        "created_at": order["createdAt"],
        "processed_at": order["processedAt"],
        "updated_at": order["updatedAt"],
        "cancelled_at": order["cancelledAt"],
        "cancel_reason": _lower(order["cancelReason"]),
        "financial_status": _lower(order["displayFinancialStatus"]),
        "fulfillment_status": _FULFILLMENT.get(order["displayFulfillmentStatus"]),
        "fulfillments": [_parcel(node) for node in order.get("fulfillments") or ()],
        "source_name": order["sourceName"],
        "tags": ", ".join(order["tags"]),
        "taxes_included": order["taxesIncluded"],
        "duties_included": order["dutiesIncluded"],
        "currency": order["currencyCode"],
        "presentment_currency": order["presentmentCurrencyCode"],
        "email": order["email"],
        "phone": order["phone"],
        "note": order["note"],
        "po_number": order["poNumber"],
        "payment_gateway_names": order["paymentGatewayNames"],
        "note_attributes": _attributes(order),
        "localized_fields": order["localizedFields"]["nodes"],
        "metafields": _metafields(order.get("metafields")),
        "total_price_set": _money(order["totalPriceSet"]),
        "current_total_price_set": _money(order["currentTotalPriceSet"]),
        "total_tax_set": _money(order["totalTaxSet"]),
        "current_total_tax_set": _money(order["currentTotalTaxSet"]),
        "subtotal_price_set": _money(order["subtotalPriceSet"]),
        "current_subtotal_price_set": _money(order["currentSubtotalPriceSet"]),
        "total_discounts_set": _money(order["totalDiscountsSet"]),
        "current_total_discounts_set": _money(order["currentTotalDiscountsSet"]),
        "total_tip_received": _money(order["totalTipReceivedSet"])["shop_money"]["amount"],
        "total_outstanding": _money(order["totalOutstandingSet"])["shop_money"]["amount"],
        "original_total_duties_set": _money(order["originalTotalDutiesSet"]),
        "original_total_additional_fees_set": _money(order["originalTotalAdditionalFeesSet"]),
        "billing_address": _address(order["billingAddress"]),
        "shipping_address": _address(order["shippingAddress"]),
        "customer": _customer(order["customer"]),
        "line_items": [_item(node) for node in order["lineItems"]["nodes"]],
        "shipping_lines": [_shipping_line(node) for node in order["shippingLines"]["nodes"]],
        "transactions": [_transaction(node) for node in order["transactions"]],
        "refunds": [_refund(node, order["legacyResourceId"]) for node in refunds],
    }


def number_of(gid: str | None) -> str:
    """`gid://shopify/LineItem/123?x=1` -> "123"; empty for none."""
    return (gid or "").rpartition("/")[2].partition("?")[0]


def _item(node: Node) -> dict[str, Any]:
    return {
        "id": number_of(node["id"]),
        "sku": node["sku"],
        "title": node["title"],
        "variant_title": node["variantTitle"],
        "quantity": node["quantity"],
        "current_quantity": node["currentQuantity"],
        "gift_card": node["isGiftCard"],
        "taxable": node["taxable"],
        "product_id": _legacy(node["product"]),
        "variant_id": _legacy(node["variant"]),
        "properties": _attributes(node),
        "price_set": _money(node["originalUnitPriceSet"]),
        "discount_allocations": _allocations(node),
        "tax_lines": _tax_lines(node),
    }


def _shipping_line(node: Node) -> dict[str, Any]:
    return {
        "id": number_of(node["id"]),
        "title": node["title"],
        "code": node["code"],
        "is_removed": node["isRemoved"],
        "price_set": _money(node["originalPriceSet"]),
        "discounted_price_set": _money(node["discountedPriceSet"]),
        "discount_allocations": _allocations(node),
        "tax_lines": _tax_lines(node),
    }


def _parcel(node: Node) -> dict[str, Any]:
    return {"status": _lower(node["status"]), "shipment_status": _lower(node["displayStatus"])}


def _transaction(node: Node) -> dict[str, Any]:
    parent = node.get("parentTransaction")
    return {
        "id": number_of(node["id"]),
        "parent_id": number_of(parent["id"]) if parent else None,
        "kind": _lower(node["kind"]),
        "status": _lower(node["status"]),
        "gateway": node["gateway"],
        "formatted_gateway": node.get("formattedGateway"),
        "payment_id": node.get("paymentId"),
        "processed_at": node.get("processedAt"),
        "amount_set": _money(node["amountSet"]),
        "amount_rounding_set": _money(node.get("amountRoundingSet")),
    }


def _refund(node: Node, order_id: object) -> dict[str, Any]:
    return {
        "id": node["legacyResourceId"],
        "order_id": order_id,
        "created_at": node["createdAt"],
        "note": node["note"],
        "refund_line_items": [
            {
                "line_item_id": number_of(item["lineItem"]["id"]),
                "quantity": item["quantity"],
                "subtotal_set": _money(item["subtotalSet"]),
                "total_tax_set": _money(item["totalTaxSet"]),
            }
            for item in node["refundLineItems"]["nodes"]
        ],
        "refund_shipping_lines": [
            {
                "shipping_line_id": number_of(item["shippingLine"]["id"]),
                "subtotal_amount_set": _money(item["subtotalAmountSet"]),
                "tax_amount_set": _money(item["taxAmountSet"]),
            }
            for item in node["refundShippingLines"]["nodes"]
        ],
        "exchange_line_ids": _exchanged(node.get("return")),
        "order_adjustments": [
            {
                "reason": item["reason"],
                "amount_set": _money(item["amountSet"]),
                "tax_amount_set": _money(item.get("taxAmountSet")),
            }
            for item in node["orderAdjustments"]["nodes"]
        ],
        "transactions": [_transaction(item) for item in node["transactions"]["nodes"]],
    }


def _exchanged(node: Node | None) -> list[str]:
    """Line items that the buyer took in place of what was returned; a refund without a return has none.

    What is promised in exchange and not in the order yet has null for its line items.
    """
    lines = node["exchangeLineItems"]["nodes"] if node else ()
    return [number_of(item["id"]) for line in lines for item in line["lineItems"] or ()]


def _address(node: Node | None) -> dict[str, Any] | None:
    if node is None:
        return None
    return {
        "first_name": node["firstName"],
        "last_name": node["lastName"],
        "name": node["name"],
        "company": node["company"],
        "address1": node["address1"],
        "address2": node["address2"],
        "city": node["city"],
        "province": node["province"],
        "province_code": node["provinceCode"],
        "zip": node["zip"],
        "country": node["country"],
        "country_code": node["countryCodeV2"],
        "phone": node["phone"],
    }


def _customer(node: Node | None) -> dict[str, Any] | None:
    if node is None:
        return None
    return {
        "id": node["legacyResourceId"],
        "first_name": node["firstName"],
        "last_name": node["lastName"],
        "email": (node["defaultEmailAddress"] or {}).get("emailAddress"),
        "phone": (node["defaultPhoneNumber"] or {}).get("phoneNumber"),
        "default_address": _address(node["defaultAddress"]),
    }


def _allocations(node: Node) -> list[dict[str, Any]]:
    return [{"amount_set": _money(part["allocatedAmountSet"])} for part in node["discountAllocations"]]


def _tax_lines(node: Node) -> list[dict[str, Any]]:
    return [
        {"title": tax["title"], "rate": tax["rate"], "price_set": _money(tax["priceSet"])} for tax in node["taxLines"]
    ]


def _attributes(node: Node) -> list[dict[str, Any]]:
    return [{"name": item["key"], "value": item["value"]} for item in node["customAttributes"]]


def _metafields(found: Node | None) -> list[dict[str, Any]]:
    return [{name: node[name] for name in ("namespace", "key", "value")} for node in (found or {}).get("nodes", ())]


def _legacy(node: Node | None) -> object:
    return None if node is None else node["legacyResourceId"]


def _money(amounts: Node | None) -> Any:
    return None if amounts is None else {"shop_money": {"amount": amounts["shopMoney"]["amount"]}}


def _lower(word: str | None) -> str | None:
    return None if word is None else word.lower()
