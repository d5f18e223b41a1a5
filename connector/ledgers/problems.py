"""Everything wrong with one document, collected so that the merchant sees it all at once, each with its place. Pure."""

import re
from collections.abc import Mapping
from types import MappingProxyType

from connector.errors import OrderHeld
from connector.messages import say
from connector.model.documents import Origin

NO_WORDS: Mapping[str, str] = MappingProxyType({})

_LAST_STEP = re.compile(r"(\.[^.\[\]]+|\[\d+\])$")


class Problems:
    """Collects `[file:line:column: ]target: what, and what to do`; and the warnings that stop nothing."""

    def __init__(self, origins: Mapping[str, Origin], *, words: Mapping[str, str] = NO_WORDS) -> None:
        """`words`: keys of sentences that are said instead of others, where these would send a person astray."""
        self._origins = origins
        self._words = words
        self._found: dict[str, str] = {}
        self.warnings: list[str] = []

    def add(self, path: str, key: str, **values: object) -> None:
        """`key` of the catalogue of messages; the same sentence twice is kept once."""
        self._found[self._placed(path, say(self._words.get(key, key), **values))] = path

    @property
    def any(self) -> bool:
        """Whether there is one."""
        return bool(self._found)

    def touch(self, name: str) -> bool:
        """Whether one of them is at or inside this field."""
        return any(path == name or path.startswith((f"{name}.", f"{name}[")) for path in self._found.values())

    def warn(self, path: str, key: str, **values: object) -> None:
        self.warnings.append(self._placed(path, say(key, **values)))

    def raise_if_any(self) -> None:
        """Raises OrderHeld with every problem."""
        if self._found:
            raise OrderHeld(*self._found)

    def _placed(self, path: str, words: str) -> str:
        sentence = f"{path}: {words}" if path else words
        origin = self._origin(path)
        return f"{origin}: {sentence}" if origin else sentence

    def _origin(self, path: str) -> Origin | None:
        """Of the field, else of what holds it: a missing `payments[0].due_date` points at `payments[0]`."""
        while path and path not in self._origins:
            shorter = _LAST_STEP.sub("", path)
            path = shorter if shorter != path else ""
        return self._origins.get(path)
