"""What a free field's name says: that it holds an identity document, its type, and on which side (colombia.md 6.1)."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from connector.colombia.text import fold

Side = Literal["billing", "shipping", ""]

_RANKS = {
    "credential": 0,
    "dni": 1,
    "identificacion": 2,
    "identification": 2,
    "identidad": 2,
    "cedula": 3,
    "cc": 3,
    "ciudadania": 3,
    "extranjeria": 3,
    "nit": 4,
    "rut": 4,
    "pasaporte": 5,
    "passport": 5,
    "documento": 6,
    "document": 6,
    "doc": 6,
}
"""Words for an identity document; the lower, the surer."""
_RANK_OF_ID = 7

_TYPES = {"extranjeria": "CE", "cedula": "CC", "cc": "CC", "ciudadania": "CC", "nit": "NIT", "rut": "NIT"}
_TYPES |= {"pasaporte": "PP", "passport": "PP"}
_TYPE_WORDS = frozenset({"tipo", "type", "clase"})
_NUMBER_WORDS = frozenset({"numero", "num", "nro", "no", "n", "number"})
_SMALL = (
    "de del la el los las su tu mi your of the o u or y e es cual ingrese ingresa escribe escriba aqui cliente "
    "comprador customer buyer titular usuario persona personal nacional national colombia colombiana co tax "
    "tributaria tributario"
)
_SMALL_WORDS = frozenset(_SMALL.split())
_INVOICE_WORDS = frozenset(
    {"factura", "facturacion", "invoice", "empresa", "company", "compania", "para", "electronica"}
)
"""Allowed beside a sure word only: "NIT para factura" is the buyer's, "documento factura" may be the invoice."""

_SURE = _RANKS.keys() - {"documento", "document", "doc"}
_KNOWN = _RANKS.keys() | _TYPE_WORDS | _NUMBER_WORDS | _SMALL_WORDS

_GLUED = {
    "numerodocumento": "numero documento",
    "nrodocumento": "numero documento",
    "numdocumento": "numero documento",
    "numdoc": "numero doc",
    "numerodoc": "numero doc",
    "documentnumber": "document number",
    "numeroidentificacion": "numero identificacion",
    "tipodocumento": "tipo documento",
    "tipodoc": "tipo doc",
    "documenttype": "document type",
    "typedocument": "type document",
    "tipoidentificacion": "tipo identificacion",
    "taxid": "tax id",
}

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_IN_BRACKETS = re.compile(r"\([^()]*\)")
_BLOCK_CHECKOUT = re.compile(r"_?wc_(billing|shipping|other)/(?:.*/)?([^/]*)")
"""WooCommerce's additional checkout fields: `_wc_billing/namespace/field`."""


@dataclass(frozen=True, slots=True)
class FieldName:
    """What `field_name` reads out of a key."""

    words: str
    """The name as keys are compared: lower case, no accents, without `_`, `billing` and `shipping`."""
    side: Side
    is_number: bool = False
    is_type: bool = False
    rank: int = _RANK_OF_ID
    """Among numbers of one side, the lower comes first."""
    type: str = ""
    """"CC", "NIT", "CE", "PP" where the name says it."""
    is_credential: bool = False
    """One of Shopify's localized fields, whose type and number belong together."""


@lru_cache(maxsize=4096)
def field_name(key: str) -> FieldName:
    """Known by all of its words: one that is not about identity documents ("fecha_cedula") makes the key another's."""
    side, words = _side_and_words(key)
    if not words:
        return FieldName("", side)
    name = " ".join(words)
    tokens = frozenset(words)
    plain_id = _is_plain_id(tokens, side)
    others = tokens - _KNOWN - (_INVOICE_WORDS if tokens & _SURE else set()) - ({"id"} if plain_id else set())
    if others or not (plain_id or tokens & _RANKS.keys()):
        return FieldName(name, side)
    is_type = bool(tokens & _TYPE_WORDS)
    types = {_TYPES[word] for word in tokens & _TYPES.keys()}
    return FieldName(
        name,
        side,
        is_number=not is_type,
        is_type=is_type,
        rank=min((_RANKS[word] for word in tokens & _RANKS.keys()), default=_RANK_OF_ID),
        type="CE" if types == {"CE", "CC"} else types.pop() if len(types) == 1 else "",
        is_credential="credential" in tokens,
    )


def _is_plain_id(tokens: frozenset[str], side: Side) -> bool:
    """`billing_id` (the Addi gateway), "tax id", "número de ID", "tipo de ID"; a bare `id` is anything's."""
    if "id" not in tokens or tokens - {"id", "tax", "tipo", "de"} - _NUMBER_WORDS:
        return False
    return tokens != {"id"} or side == "billing"


def _side_and_words(key: str) -> tuple[Side, list[str]]:
    side: Side = ""
    block = _BLOCK_CHECKOUT.fullmatch(key.strip().lower())
    text = block[2] if block else _CAMEL.sub(" ", key)
    words = fold(_IN_BRACKETS.sub(" ", text).replace(".", "")).split()
    words = " ".join(_GLUED.get(word, word) for word in words).split()
    marks = [block[1]] if block else words
    if "billing" in marks:
        side = "billing"
    elif "shipping" in marks:
        side = "shipping"
    return side, [word for word in words if word not in ("billing", "shipping")]
