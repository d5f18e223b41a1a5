"""Siigo's refusals in words that tell a merchant what to do; those for the operator stay refusals. Pure."""

import re
from collections.abc import Mapping

from connector.errors import OrderHeld
from connector.ledgers.siigo.answers import Fault, SiigoRejected
from connector.messages import say
from connector.model.documents import Document
from connector.model.money import plain

FOR_THE_MERCHANT = frozenset(
    {
        "already_exists",
        "blocked_transactions",
        "company_settings",
        "customer_settings",
        "date_settings",
        "document_settings",
        "invalid_amount",
        "invalid_array",
        "invalid_code",
        "invalid_cost_center",
        "invalid_currency",
        "invalid_date",
        "invalid_description",
        "invalid_dian_resolution",
        "invalid_document",
        "invalid_email",
        "invalid_identification",
        "invalid_name",
        "invalid_payment",
        "invalid_reference",
        "invalid_retentions",
        "invalid_total_payments",
        "invalid_value",
        "length_max",
        "length_min",
        "parameter_inactive",
        "parameter_not_allowed",
        "parameter_required",
        "parameters_exclusive",
        "product_settings",
        "read_only",
        "values_limit",
        "warehouse_settings",
    }
)
"""Codes that go away when something is changed in the shop, the mapping or Siigo (siigo-api.md 5.2)."""

_OWN_WORDS = frozenset(
    {
        "blocked_transactions",
        "company_settings",
        "customer_settings",
        "document_settings",
        "invalid_dian_resolution",
        "read_only",
        "product_settings",
        "warehouse_settings",
    }
)
_ITEM_CODE = re.compile(r"items\[(\d+)\]\.code|code", re.IGNORECASE)
_CUSTOMER_OF = re.compile(r"(?:items\[(\d+)\]\.)?customer\.identification")
_CALCULATED = re.compile(r"calculated is\s*([0-9][0-9.,]*[0-9]|[0-9])")


def held_of(refused: SiigoRejected, document: Document) -> OrderHeld | None:
    """The refusal for the merchant; None when one of its faults is nothing that a merchant can change."""
    if any(fault.code not in FOR_THE_MERCHANT for fault in refused.faults):
        return None
    return OrderHeld(*(_sentence(fault, document) for fault in refused.faults))


def _sentence(fault: Fault, document: Document) -> str:
    path = ", ".join(fault.params)
    values = {"code": fault.code, "path": path or "—", "message": fault.message or "—"}
    if fault.code in ("invalid_reference", "parameter_inactive"):
        if product := _product(fault, document):
            key = "siigo.product_unknown" if fault.code == "invalid_reference" else "siigo.product_inactive"
            return say(key, product=product, **values)
        if identification := _customer(fault, document):
            key = "siigo.customer_unknown" if fault.code == "invalid_reference" else "siigo.customer_inactive"
            return say(key, identification=identification)
    if fault.code == "already_exists" and fault.params == ("number",):
        return say("siigo.number_taken", number=document.body.get("number"), code=fault.code)
    if fault.code == "document_settings" and fault.params == ("document.id",):
        return say("siigo.document_unusable", **values)
    if fault.code == "invalid_total_payments":
        theirs = _calculated(fault.message)
        return say(
            "siigo.total_payments",
            theirs=theirs,
            ours=plain(document.total),
            order=plain(document.order_total),
            **values,
        )
    if fault.code in _OWN_WORDS:
        return say(f"siigo.refused_{fault.code}", **values)
    return say("siigo.refused", **values)


def _product(fault: Fault, document: Document) -> str:
    """The code of the product that is meant: from `items[1].code`, else from the end of "… is inactive: BN116"."""
    found = next((match for param in fault.params if (match := _ITEM_CODE.fullmatch(param))), None)
    if found is None:
        return ""
    items = document.body.get("items")
    index = found[1]
    if index is not None and isinstance(items, list) and int(index) < len(items):
        item = items[int(index)]
        return str(item.get("code", "")) if isinstance(item, Mapping) else ""
    return fault.message.rpartition(":")[2].strip()


def _customer(fault: Fault, document: Document) -> str:
    """The identification that `customer.identification` or `items[1].customer.identification` means."""
    found = next((match for param in fault.params if (match := _CUSTOMER_OF.fullmatch(param))), None)
    if found is None:
        return ""
    holder: object = document.body
    if found[1] is not None:
        items = document.body.get("items")
        holder = items[int(found[1])] if isinstance(items, list) and int(found[1]) < len(items) else None
    customer = holder.get("customer") if isinstance(holder, Mapping) else None
    return str(customer.get("identification", "")) if isinstance(customer, Mapping) else ""


def _calculated(message: str) -> str:
    """Siigo prints a decimal point and no zeros at the end; one parser met thousands commas (13.1)."""
    found = _CALCULATED.search(message)
    return found[1].replace(",", "") if found else "—"
