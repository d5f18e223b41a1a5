"""A Shopify order as webhooks write it, told as the GraphQL Admin API tells it."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from connector.sandbox.shop.graphql import Connection, GraphqlError, Resolver
from connector.sandbox.shop.state import Body, Shop

_FULFILLMENT = {None: "UNFULFILLED", "partial": "PARTIALLY_FULFILLED"}
_PAID = ("paid", "partially_refunded", "refunded")


def order_node(shop: Shop, body: Body) -> dict[str, Any]:
    """Every field that the connector's documents ask for."""
    cash = _Cash(str(body["currency"]))
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
        "transactions": [_transaction(item, cash) for item in transactions(body)],
        "refunds": [{"id": _gid("Refund", refund["id"])} for refund in body.get("refunds") or []],
        "metafields": _metafields(shop, str(body["id"])),
    }


def refund_node(body: Body, refund: Mapping[str, Any]) -> dict[str, Any]:
    cash = _Cash(str(body["currency"]))
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
        "transactions": Connection([_transaction(item, cash) for item in refund.get("transactions") or []]),
    }


def transactions(body: Body) -> list[Mapping[str, Any]]:
    """Those that the order has; a body without any has one for all of what was paid."""
    stated: list[Mapping[str, Any]] | None = body.get("transactions")
    names = body.get("payment_gateway_names") or []
    if stated is not None or not names or body.get("financial_status") not in _PAID:
        return stated or []
    paid = {"kind": "sale", "status": "success", "gateway": names[0], "amount": body["total_price"]}
    return [{"id": 1, "processed_at": body.get("processed_at"), **paid}]


class _Cash:
    """Amounts in the shop's currency."""

    def __init__(self, currency: str) -> None:
        self.currency = currency

    def of(self, fields: Mapping[str, Any], name: str, default: str | None = None) -> Any:
        """The plain field, else `<name>_set.shop_money`, else the default; None for neither."""
        return self._money(fields.get(name) or _in_set(fields, name) or default)

    def moved(self, fields: Mapping[str, Any], name: str) -> Any:
        """Of a transaction, whose plain amount is in the buyer's currency."""
        return self._money(_in_set(fields, name) or fields.get(name))

    def _money(self, amount: Any) -> Any:
        if amount is None:
            return None
        return {"shopMoney": {"amount": str(Decimal(amount)), "currencyCode": self.currency}}


def _in_set(fields: Mapping[str, Any], name: str) -> Any:
    return ((fields.get(f"{name}_set") or {}).get("shop_money") or {}).get("amount")


def _texts(body: Body) -> dict[str, Any]:
    status = body.get("fulfillment_status")
    return {
        "name": body.get("name"),
        "test": bool(body.get("test")),
        "createdAt": body.get("created_at"),
        "processedAt": body.get("processed_at") or body.get("created_at"),
        "updatedAt": body.get("updated_at"),
        "cancelledAt": body.get("cancelled_at"),
        "cancelReason": _upper(body.get("cancel_reason")),
        "displayFinancialStatus": _upper(body.get("financial_status")),
        "displayFulfillmentStatus": _FULFILLMENT.get(status) or _upper(status),
        "sourceName": body.get("source_name"),
        "currencyCode": body["currency"],
        "presentmentCurrencyCode": body.get("presentment_currency") or body["currency"],
        "email": body.get("email"),
        "phone": body.get("phone"),
        "note": body.get("note"),
        "poNumber": body.get("po_number"),
    }


def _sums(body: Body, cash: _Cash) -> dict[str, Any]:
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


def _item(shop: Shop, item: Mapping[str, Any], cash: _Cash) -> dict[str, Any]:
    return {
        "id": _gid("LineItem", item["id"]),
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


def _shipping_line(line: Mapping[str, Any], cash: _Cash) -> dict[str, Any]:
    return {
        "id": _gid("ShippingLine", line["id"]),
        "title": line.get("title"),
        "code": line.get("code"),
        "isRemoved": bool(line.get("is_removed")),
        "originalPriceSet": cash.of(line, "price"),
        "discountedPriceSet": cash.of(line, "discounted_price") or cash.of(line, "price"),
        "discountAllocations": _allocations(line, cash),
        "taxLines": _tax_lines(line, cash),
    }


def _allocations(line: Mapping[str, Any], cash: _Cash) -> list[dict[str, Any]]:
    return [{"allocatedAmountSet": cash.of(part, "amount")} for part in line.get("discount_allocations") or []]


def _tax_lines(line: Mapping[str, Any], cash: _Cash) -> list[dict[str, Any]]:
    taxes = line.get("tax_lines") or []
    return [{"title": tax["title"], "rate": tax["rate"], "priceSet": cash.of(tax, "price")} for tax in taxes]


def _transaction(item: Mapping[str, Any], cash: _Cash) -> dict[str, Any]:
    parent = item.get("parent_id")
    return {
        "id": _gid("OrderTransaction", item.get("id") or 1),
        "kind": _upper(item["kind"]),
        "status": _upper(item["status"]),
        "gateway": item.get("gateway"),
        "formattedGateway": str(item.get("gateway") or "").title(),
        "paymentId": item.get("payment_id"),
        "processedAt": item.get("processed_at"),
        "amountSet": cash.moved(item, "amount"),
        "amountRoundingSet": cash.moved(item, "amount_rounding"),
        "parentTransaction": {"id": _gid("OrderTransaction", parent)} if parent else None,
    }


def _parcel(item: Mapping[str, Any]) -> dict[str, Any]:
    return {"status": _upper(item.get("status")), "displayStatus": _upper(item.get("shipment_status"))}


def _refund_line(item: Mapping[str, Any], cash: _Cash) -> dict[str, Any]:
    return {
        "quantity": item["quantity"],
        "lineItem": {"id": _gid("LineItem", item["line_item_id"])},
        "subtotalSet": cash.of(item, "subtotal", "0.00"),
        "totalTaxSet": cash.of(item, "total_tax", "0.00"),
    }


def _refund_shipping(item: Mapping[str, Any], body: Body, cash: _Cash) -> dict[str, Any]:
    """Bodies leave the tax out; it is as much of the line's tax as of its price."""
    net = cash.of(item, "subtotal_amount")
    tax = cash.of(item, "tax_amount") or cash.of(
        {"amount": _tax_of(item, body, Decimal(net["shopMoney"]["amount"]))}, "amount"
    )
    return {
        "shippingLine": {"id": _gid("ShippingLine", item["shipping_line_id"])},
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
        {"lineItems": [{"id": _gid("LineItem", line_id)}]} for line_id in stated.get("exchange_line_item_ids") or []
    ]
    return {"exchangeLineItems": Connection(nodes)}


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


def _gid(kind: str, number: object) -> str:
    return f"gid://shopify/{kind}/{number}"


def _upper(word: str | None) -> str | None:
    return word.upper() if word else None
