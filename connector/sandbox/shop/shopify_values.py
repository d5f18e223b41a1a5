"""What orders and refunds have alike in Shopify's GraphQL: ids, amounts, capital words, transactions."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any


class Cash:
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


def transaction_node(item: Mapping[str, Any], cash: Cash) -> dict[str, Any]:
    parent = item.get("parent_id")
    return {
        "id": gid("OrderTransaction", item.get("id") or 1),
        "kind": upper(item["kind"]),
        "status": upper(item["status"]),
        "gateway": item.get("gateway"),
        "formattedGateway": str(item.get("gateway") or "").title(),
        "paymentId": item.get("payment_id"),
        "processedAt": item.get("processed_at"),
        "amountSet": cash.moved(item, "amount"),
        "amountRoundingSet": cash.moved(item, "amount_rounding"),
        "parentTransaction": {"id": gid("OrderTransaction", parent)} if parent else None,
    }


def gid(kind: str, number: object) -> str:
    return f"gid://shopify/{kind}/{number}"


def upper(word: str | None) -> str | None:
    return word.upper() if word else None
