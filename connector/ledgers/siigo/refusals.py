"""Siigo's refusals in words that tell a merchant what to do; those for the operator stay refusals. Pure."""

import re
from collections.abc import Mapping

from connector.errors import OrderHeld, ProductsMissing
from connector.ledgers.siigo.answers import Fault, SiigoRejected
from connector.ledgers.siigo.repair import TOTAL_REFUSED, held_words
from connector.ledgers.values import without_customer
from connector.messages import say
from connector.model.documents import Document, DocumentKind

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

_BY_CODE = frozenset(
    {
        "blocked_transactions",
        "company_settings",
        "customer_settings",
        "document_settings",
        "invalid_dian_resolution",
        "product_settings",
        "read_only",
        "warehouse_settings",
    }
)
"""Codes with words of their own: `siigo.refused_<code>`."""

_BY_FIELD: Mapping[tuple[str, str], str] = {
    ("invalid_reference", "items.code"): "siigo.product_unknown",
    ("invalid_reference", "code"): "siigo.product_unknown",
    ("parameter_inactive", "items.code"): "siigo.product_inactive",
    ("parameter_inactive", "code"): "siigo.product_inactive",
    ("invalid_reference", "identification"): "siigo.customer_unknown",
    ("invalid_reference", "items.customer.identification"): "siigo.customer_unknown",
    ("parameter_inactive", "identification"): "siigo.customer_inactive",
    ("already_exists", "number"): "siigo.number_taken",
    ("document_settings", "document.id"): "siigo.document_unusable",
    ("parameter_not_allowed", "items.vat_excluded"): "siigo.no_day_without_vat",
}
"""Words for a code at a field, named as in `limits.py`; they win over those of the code alone."""

MISSING_PRODUCT = frozenset({("invalid_reference", "items.code"), ("invalid_reference", "code")})

_OF_NOTES: Mapping[tuple[str, str], str] = {
    ("invalid_document", "invoice"): "siigo_after.invoice_not_accepted",
    ("invalid_reference", "invoice"): "siigo_after.invoice_gone",
    ("invalid_document", "document.id"): "siigo_after.not_a_note_type",
    ("invalid_payment", "payments.id"): "siigo_after.payment_not_for_notes",
    ("invalid_currency", "currency"): "siigo_after.other_currency",
    ("already_exists", "number"): "siigo_after.number_taken",
    ("blocked_transactions", "date"): "siigo_after.books_closed",
}
"""The same of credit notes; they win over all others."""

_OF_RECEIPTS: Mapping[tuple[str, str], str] = {
    ("invalid_amount", "items.value"): "siigo_receipt.paid_already",
    ("invalid_reference", "items.due"): "siigo_receipt.due_unknown",
    ("not_found", "items.due"): "siigo_receipt.due_unknown",
    ("invalid_payment", "payment"): "siigo_receipt.payment_refused",
    ("invalid_payment", "payment.id"): "siigo_receipt.payment_refused",
    ("invalid_payment", "payments.id"): "siigo_receipt.payment_refused",
    ("invalid_array", "items"): "siigo_receipt.type_refused",
    ("invalid_balance", "items"): "siigo_receipt.unequal_sides",
    ("invalid_reference", "identification"): "siigo_receipt.customer_unknown",
    ("parameter_inactive", "identification"): "siigo_receipt.customer_inactive",
    ("invalid_reference", "items.account.code"): "siigo_receipt.account_refused",
    ("parameter_inactive", "items.account.code"): "siigo_receipt.account_refused",
    ("invalid_reference", "items.discounts.id"): "siigo_receipt.discount_unknown",
    ("invalid_reference", "income.id"): "siigo_receipt.income_unknown",
    ("invalid_document", "document.id"): "siigo_receipt.not_a_receipt_type",
    ("already_exists", "number"): "siigo_receipt.number_taken",
    ("blocked_transactions", "date"): "siigo_receipt.books_closed",
}
"""And of receipts (siigo-api.md 15; 21, rows 38-40)."""

_OF_KIND: Mapping[DocumentKind, Mapping[tuple[str, str], str]] = {"credit_note": _OF_NOTES, "receipt": _OF_RECEIPTS}

_ITEM_CODE = re.compile(r"items\[(\d+)\]\.code|code", re.IGNORECASE)
_CUSTOMER_OF = re.compile(r"(?:(?:items\[(\d+)\]\.)?customer\.)?identification", re.IGNORECASE)


def held_of(refused: SiigoRejected, document: Document) -> OrderHeld | None:
    """The refusal for the merchant; None when one of its faults is nothing that a merchant can change."""
    if any(fault.code not in FOR_THE_MERCHANT and not _own_words(fault, document) for fault in refused.faults):
        return None
    sentences = [_sentence(fault, document) for fault in refused.faults]
    missing = [_product(fault, document) for fault in refused.faults if _where(fault) in MISSING_PRODUCT]
    if len(missing) == len(refused.faults) and all(missing):
        return ProductsMissing(*sentences, codes=missing)
    return OrderHeld(*sentences)


def _sentence(fault: Fault, document: Document) -> str:
    if fault.code == TOTAL_REFUSED:
        return held_words(fault, document)
    path = ", ".join(fault.params)
    of_code = f"siigo.refused_{fault.code}" if fault.code in _BY_CODE else "siigo.refused"
    return say(
        _own_words(fault, document) or _BY_FIELD.get(_where(fault), of_code),
        code=fault.code,
        path=path or "—",
        message=fault.message or "—",
        product=_product(fault, document),
        identification=_identification(fault, document),
        number=document.body.get("number"),
    )


def _own_words(fault: Fault, document: Document) -> str:
    """The key of the words that a kind of document has for this fault; empty without."""
    return _OF_KIND.get(document.kind, {}).get(_where(fault), "")


def _where(fault: Fault) -> tuple[str, str]:
    return fault.code, without_customer(", ".join(fault.params).lower())


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


def _identification(fault: Fault, document: Document) -> str:
    """The number that `customer.identification`, `items[1].customer.identification` or `identification` means."""
    found = next((match for param in fault.params if (match := _CUSTOMER_OF.fullmatch(param))), None)
    if found is None:
        return ""
    holder: object = document.body
    if found[1] is not None:
        items = document.body.get("items")
        holder = items[int(found[1])] if isinstance(items, list) and int(found[1]) < len(items) else None
    customer = holder.get("customer", holder) if isinstance(holder, Mapping) else None
    return str(customer.get("identification", "")) if isinstance(customer, Mapping) else ""
