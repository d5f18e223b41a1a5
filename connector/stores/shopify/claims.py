"""What in a Shopify order says that it is invoiced: attributes, our own metafields, our own tag. Pure."""

import re
from collections.abc import Iterator, Mapping, Sequence

from connector.model.order import Claim, Order
from connector.reading import Reader
from connector.stores.claims import claims_in, without_repeated

NAME = r"[A-Z]{2,4}-\w+-\d+"
"""What our tag may hold in the place of `{invoice}`. A merchant's own tags may look like ours: "Factura urgente"."""

_OURS = "invoice"
"""The metafield of our namespace that holds the invoice's name (telling.py)."""


def claims_of(order: Order, *, invoice_keys: Sequence[str], namespace: str, tag: str) -> tuple[Claim, ...]:
    """`tag`: the template that orders are tagged by, with `{invoice}` or without."""
    payload = Reader(order.raw)
    return without_repeated(
        [
            *claims_in(order.meta, invoice_keys),
            *claims_in(_metafields(payload, namespace), (_OURS,), at=f"metafields.{namespace}"),
            *_tagged(order.tags, tag.strip()),
        ]
    )


def _metafields(payload: Reader, namespace: str) -> Mapping[str, object]:
    """Of our namespace; there in a fetched order, and in bodies of webhooks that name the namespace."""
    rows = payload.raw("metafields")
    return {
        str(row.get("key")): row.get("value")
        for row in (rows if isinstance(rows, list) else [])
        if isinstance(row, dict) and row.get("namespace") == namespace and row.get("key") == _OURS
    }


def _tagged(tags: Sequence[str], template: str) -> Iterator[Claim]:
    before, place, after = template.partition("{invoice}")
    if not template:
        return
    words = f"(?i:{re.escape(before)})({NAME})(?i:{re.escape(after)})"
    for text in tags:
        if not place and text.casefold() == template.casefold():
            yield Claim(kind="sign", text=text, source="tags")
        elif place and (found := re.fullmatch(words, text, re.ASCII)):
            yield Claim(kind="name", text=found[1], source="tags")
