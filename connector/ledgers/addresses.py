"""Addresses in the `ledger:` section, and the name of the company that one leads to. Pure."""

import hashlib
from urllib.parse import urlsplit

from connector.messages import say

THIS_MACHINE = ("localhost", "127.0.0.1", "::1")


def https_address(text: str, key: str) -> str:
    """Without a slash at its end; http is for this machine alone. Raises ValueError with the sentence of `key`."""
    parts = urlsplit(text)
    is_local = parts.hostname in THIS_MACHINE
    if not parts.hostname or parts.scheme not in ("https", "http") or (parts.scheme == "http" and not is_local):
        raise ValueError(say(key, found=text))
    return text.rstrip("/")


def company_at(address: str, username: str) -> str:
    """What a company without a name is called in logs and lanes: the same for every connection of its user."""
    return hashlib.sha256(f"{address}\n{username}".encode()).hexdigest()[:12]
