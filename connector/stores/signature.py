"""The signature both shop platforms use: base64(HMAC-SHA256(secret, exact bytes)), compared in constant time."""

from base64 import b64encode
from collections.abc import Sequence
from hashlib import sha256
from hmac import compare_digest, digest


def verify(body: bytes, given: str, secrets: Sequence[str]) -> bool:
    """Whether `given` is the signature of `body` under any of `secrets`; blanks around it do not matter.

    Every secret is tried even after one fits, so that the time tells nothing. Never raises: garbage is False.
    """
    stated = given.strip().encode("utf-8", "surrogatepass")
    fits = [compare_digest(signature(body, secret), stated) for secret in secrets]
    return any(fits)


def signature(body: bytes, secret: str) -> bytes:
    """What a shop that knows `secret` puts into its signature header."""
    return b64encode(digest(secret.encode(), body, sha256))
