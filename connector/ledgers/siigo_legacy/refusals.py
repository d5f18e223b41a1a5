"""Refusals in words that tell a merchant what to do; those for the operator stay refusals. Pure.

The codes are not published, so that the status decides: 400, 409 and 422 say that what was sent cannot be.
"""

import re
from collections.abc import Mapping

from connector.errors import OrderHeld, ProductsMissing
from connector.ledgers.siigo_legacy.answers import Fault, LegacyRejected
from connector.messages import say
from connector.model.documents import Document

FOR_THE_MERCHANT = frozenset({400, 409, 422})

_PRODUCT = re.compile(r"items\[(\d+)\]\.productcode", re.IGNORECASE)
_MISSING = re.compile(r"reference|not.?found|doesn.?t exist|does not exist|no existe", re.IGNORECASE)


def held_of(refused: LegacyRejected, document: Document) -> OrderHeld | None:
    """The refusal for the merchant; None for what no merchant can change."""
    if refused.status not in FOR_THE_MERCHANT:
        return None
    sentences = [_sentence(fault, document) for fault in refused.faults]
    missing = [product_missing(fault, document) for fault in refused.faults]
    if all(missing):
        return ProductsMissing(*sentences, codes=missing)
    return OrderHeld(*sentences)


def product_missing(fault: Fault, document: Document) -> str:
    """The code of the product that is not there, by the place in `Params`; empty for any other fault."""
    found = next((match for param in fault.params if (match := _PRODUCT.fullmatch(param))), None)
    items = document.body.get("Items")
    if found is None or not _MISSING.search(f"{fault.code} {fault.message}") or not isinstance(items, list):
        return ""
    index = int(found[1])
    item = items[index] if index < len(items) else None
    return str(item.get("ProductCode", "")) if isinstance(item, Mapping) else ""


def _sentence(fault: Fault, document: Document) -> str:
    path = ", ".join(fault.params) or "—"
    if product := product_missing(fault, document):
        return say("siigo.product_unknown", product=product, code=fault.code, path=path, message=fault.message)
    return say("siigo_legacy.refused", code=fault.code, path=path, message=fault.message or "—")
