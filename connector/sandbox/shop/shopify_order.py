"""A Shopify order as webhooks write it, told as the GraphQL Admin API tells it."""

from collections.abc import Mapping
from typing import Any

from connector.sandbox.shop.graphql import GraphqlError
from connector.sandbox.shop.graphql_run import Connection, Resolver
from connector.sandbox.shop.shopify_values import Cash, gid, transaction_node, upper
from connector.sandbox.shop.state import Body, Shop

_FULFILLMENT = {None: "UNFULFILLED", "partial": "PARTIALLY_FULFILLED"}
_PAID = ("paid", "partially_refunded", "refunded")


def order_node(shop: Shop, body: Body) -> dict[str, Any]:
    """Every field that the connector's documents ask for."""
    cash = Cash(str(body["currency"]))
    return {
        **_texts(body),
        **_sums(body, cash),
        "legacyResourceId": str(body["id"]),
        "taxesIncluded": bool(body.get("taxes_included")),
        "dutiesIncluded": bool(body.get("duties_included")),
        "tags": [tag.strip() for tag in str(body.get("tags") or "").split(",") if tag.strip()],
        "paymentGatewayNames": body.get("payment_gateway_names") or [],
        "customAttributes": _attributes(body.get("note_attributes")),
        "localizedFields": Connection(body.get("localized_fields") or []),
        "billingAddress": _address(body.get("billing_address")),
        "shippingAddress": _address(body.get("shipping_address")),
        "customer": _customer(body.get("customer")),
        "shippingLines": Connection([_shipping_line(line, cash) for line in body.get("shipping_lines") or []]),
        "lineItems": Connection([_item(shop, item, cash) for item in body.get("line_items") or []]),
        "fulfillments": [_parcel(item) for item in body.get("fulfillments") or []],
        "transactions": [transaction_node(item, cash) for item in transactions(body)],
        "refunds": [{"id": gid("Refund", refund["id"])} for refund in body.get("refunds") or []],
        "metafields": _metafields(shop, str(body["id"])),
    }


def transactions(body: Body) -> list[Mapping[str, Any]]:
    """Those that the order has; a body without any has one for all of what was paid."""
    stated: list[Mapping[str, Any]] | None = body.get("transactions")
    names = body.get("payment_gateway_names") or []
    if stated is not None or not names or body.get("financial_status") not in _PAID:
        return stated or []
    paid = {"kind": "sale", "status": "success", "gateway": names[0], "amount": body["total_price"]}
    return [{"id": 1, "processed_at": body.get("processed_at"), **paid}]


def _texts(body: Body) -> dict[str, Any]:
    status = body.get("fulfillment_status")
    return {
        "name": body.get("name"),
        "test": bool(body.get("test")),
        "createdAt": body.get("created_at"),
        "processedAt": body.get("processed_at") or body.get("created_at"),
        "updatedAt": body.get("updated_at"),
        "cancelledAt": body.get("cancelled_at"),
        "cancelReason": upper(body.get("cancel_reason")),
        "displayFinancialStatus": upper(body.get("financial_status")),
        "displayFulfillmentStatus": _FULFILLMENT.get(status) or upper(status),
        "sourceName": body.get("source_name"),
        "currencyCode": body["currency"],
        "presentmentCurrencyCode": body.get("presentment_currency") or body["currency"],
        "email": body.get("email"),
        "phone": body.get("phone"),
        "note": body.get("note"),
        "poNumber": body.get("po_number"),
    }


def _sums(body: Body, cash: Cash) -> dict[str, Any]:
    placed = {
        "PriceSet": "total_price",
        "TaxSet": "total_tax",
        "DiscountsSet": "total_discounts",
    }
    sums = {f"total{end}": cash.of(body, name, "0.00") for end, name in placed.items()}
    sums |= {
        f"currentTotal{end}": cash.of(body, f"current_{name}") or sums[f"total{end}"] for end, name in placed.items()
    }
    subtotal = cash.of(body, "subtotal_price", "0.00")
    return sums | {
        "subtotalPriceSet": subtotal,
        "currentSubtotalPriceSet": cash.of(body, "current_subtotal_price") or subtotal,
        "totalTipReceivedSet": cash.of(body, "total_tip_received", "0.00"),
        "totalOutstandingSet": cash.of(body, "total_outstanding", "0.00"),
        "originalTotalDutiesSet": cash.of(body, "original_total_duties"),
        "originalTotalAdditionalFeesSet": cash.of(body, "original_total_additional_fees"),
    }


def _item(shop: Shop, item: Mapping[str, Any], cash: Cash) -> dict[str, Any]:
    return {
        "id": gid("LineItem", item["id"]),
        "sku": item.get("sku"),
        "title": item.get("title"),
        "variantTitle": item.get("variant_title"),
        "quantity": item["quantity"],
        "currentQuantity": item.get("current_quantity", item["quantity"]),
        "isGiftCard": bool(item.get("gift_card")),
        "taxable": item.get("taxable", True),
        "product": _product(shop, item.get("product_id")),
        "variant": _product(shop, item.get("variant_id")),
        "customAttributes": _attributes(item.get("properties")),
        "originalUnitPriceSet": cash.of(item, "price"),
        "discountAllocations": _allocations(item, cash),
        "taxLines": _tax_lines(item, cash),
    }


def _product(shop: Shop, number: object) -> Resolver:
    def node(_arguments: Mapping[str, Any]) -> dict[str, str] | None:
        if "read_products" not in shop.scopes:
            raise GraphqlError("Access denied for product field. Required access: `read_products`.", "ACCESS_DENIED")
        return {"legacyResourceId": str(number)} if number else None

    return node


def _shipping_line(line: Mapping[str, Any], cash: Cash) -> dict[str, Any]:
    return {
        "id": gid("ShippingLine", line["id"]),
        "title": line.get("title"),
        "code": line.get("code"),
        "isRemoved": bool(line.get("is_removed")),
        "originalPriceSet": cash.of(line, "price"),
        "discountedPriceSet": cash.of(line, "discounted_price") or cash.of(line, "price"),
        "discountAllocations": _allocations(line, cash),
        "taxLines": _tax_lines(line, cash),
    }


def _allocations(line: Mapping[str, Any], cash: Cash) -> list[dict[str, Any]]:
    return [{"allocatedAmountSet": cash.of(part, "amount")} for part in line.get("discount_allocations") or []]


def _tax_lines(line: Mapping[str, Any], cash: Cash) -> list[dict[str, Any]]:
    taxes = line.get("tax_lines") or []
    return [{"title": tax["title"], "rate": tax["rate"], "priceSet": cash.of(tax, "price")} for tax in taxes]


def _parcel(item: Mapping[str, Any]) -> dict[str, Any]:
    return {"status": upper(item.get("status")), "displayStatus": upper(item.get("shipment_status"))}


def _metafields(shop: Shop, order_id: str) -> Resolver:
    def nodes(arguments: Mapping[str, Any]) -> Connection:
        wanted, kept = arguments.get("namespace"), shop.metafields.get(order_id, {})
        return Connection([node for (namespace, _), node in kept.items() if wanted in (None, namespace)])

    return nodes


def _address(stated: Mapping[str, Any] | None) -> dict[str, Any] | None:
    if not stated:
        return None
    names = {
        "firstName": "first_name",
        "lastName": "last_name",
        "name": "name",
        "company": "company",
        "address1": "address1",
        "address2": "address2",
        "city": "city",
        "province": "province",
        "provinceCode": "province_code",
        "zip": "zip",
        "country": "country",
        "countryCodeV2": "country_code",
        "phone": "phone",
    }
    return {name: stated.get(theirs) for name, theirs in names.items()}


def _customer(stated: Mapping[str, Any] | None) -> dict[str, Any] | None:
    if not stated:
        return None
    email, phone = stated.get("email"), stated.get("phone")
    return {
        "legacyResourceId": str(stated["id"]),
        "firstName": stated.get("first_name"),
        "lastName": stated.get("last_name"),
        "defaultEmailAddress": {"emailAddress": email} if email else None,
        "defaultPhoneNumber": {"phoneNumber": phone} if phone else None,
        "defaultAddress": _address(stated.get("default_address")),
    }


def _attributes(stated: Any) -> list[dict[str, Any]]:
    if isinstance(stated, dict):
        return [{"key": str(name), "value": value} for name, value in stated.items()]
    return [{"key": item.get("name"), "value": item.get("value")} for item in stated or []]
