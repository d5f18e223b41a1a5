"""What in a Shopify order says that it is invoiced: attributes, our own metafields, our own tag. Pure."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from connector.model.order import Claim
from connector.reading import Reader
from connector.stores.claims import claims_in, without_repeated

NAME = r"[A-Z]{2,4}-\w+-\d+"
"""What our tag may hold in the place of `{invoice}`. A merchant's own tags may look like ours: "Factura urgente"."""

_OURS = "invoice"
"""The metafield of our namespace that holds the invoice's name (telling.py)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signs:
    """By what an order is known as invoiced; all but `invoice_keys` as telling.py writes it."""

    invoice_keys: Sequence[str] = ()
    """The merchant's names of attributes that hold an invoice's name."""
    namespace: str = "siigo_connector"
    tag: str = "Factura {invoice}"
    """With the place of the name, or without."""


def claims_of(payload: Reader, meta: Mapping[str, object], tags: Sequence[str], signs: Signs) -> tuple[Claim, ...]:
    ours = claims_in(_metafields(payload, signs.namespace), (_OURS,), at=f"metafields.{signs.namespace}")
    return without_repeated([*claims_in(meta, signs.invoice_keys), *ours, *_tagged(tags, signs.tag.strip())])


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
