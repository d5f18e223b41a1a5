"""Nothing that was given as a secret is printed, whoever's sentence it stands in."""

from collections.abc import Iterator, Sequence

from connector.checking import Checked

SECRET_WORDS = ("secret", "password", "token", "key", "username")
SHORTEST = 4
"""Shorter texts are in every sentence."""


class Redactor:
    """Replaces the values of secret settings of these connections in a text."""

    def __init__(self, checked: Sequence[Checked]) -> None:
        found = {text for item in checked for section in (item.file.store, item.file.ledger)
                 for text in _secrets(section.values, is_secret=False)}  # fmt: skip
        self._secrets = sorted(found, key=len, reverse=True)

    def __call__(self, text: str) -> str:
        for secret in self._secrets:
            text = text.replace(secret, "***")
        return text


def _secrets(value: object, *, is_secret: bool) -> Iterator[str]:
    match value:
        case dict():
            for key, child in value.items():
                named = any(word in str(key).lower() for word in SECRET_WORDS) and not str(key).endswith("_keys")
                yield from _secrets(child, is_secret=is_secret or named)
        case list():
            for child in value:
                yield from _secrets(child, is_secret=is_secret)
        case str() if is_secret and len(value) >= SHORTEST:
            yield value
