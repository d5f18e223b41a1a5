"""Texts as they were typed, out of texts that WooCommerce stored as HTML. Pure.

The block checkout may store what the Store API showed it: `Cra 18 &#8211; 42`, `Pérez &amp; Hijos` (woocommerce issue
68162, open in August 2026). Nobody types such a sign into an address.
"""

import re
from html import unescape

_ENTITY = re.compile(r"&(?:#[0-9]{1,6}|#[xX][0-9a-fA-F]{1,5}|[a-zA-Z]{2,8});")


def as_typed(text: str) -> str:
    """With each whole entity as its sign; `?a=1&copy=2` and a lone `&` stay."""
    return _ENTITY.sub(lambda found: unescape(found[0]).replace("\x00", ""), text)
