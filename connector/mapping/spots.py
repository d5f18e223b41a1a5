"""Where in which file something stands, and the problems found there, read out in the order of the lines."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from difflib import get_close_matches
from typing import NamedTuple

from connector.messages import say
from connector.model.money import plain


class Spot(NamedTuple):
    """A place in a YAML file; line and column begin at 1."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(slots=True)
class Findings:
    """Problems and notices with their places. Nothing is raised until somebody asks for the sentences."""

    _found: list[tuple[Spot, str]] = field(default_factory=list)
    _noticed: list[tuple[Spot, str]] = field(default_factory=list)

    def add(self, at: Spot, key: str, **values: object) -> None:
        """Note the text `key` of the catalogue at this place."""
        self._found.append((at, f"{at}: {say(key, **values)}"))

    def notice(self, at: Spot, key: str, **values: object) -> None:
        """The same for what is odd and yet can be carried out."""
        self._noticed.append((at, f"{at}: {say(key, **values)}"))

    def replace(self, at: Spot, key: str, **values: object) -> None:
        """A problem in the place of what was noted there by somebody who knew less."""
        self._found = [found for found in self._found if found[0] != at]
        self.add(at, key, **values)

    def __len__(self) -> int:
        return len(self._found)

    def sentences(self) -> list[str]:
        """The problems, `file:line:column: …`, by file and line, each once."""
        return list(dict.fromkeys(sentence for _, sentence in sorted(self._found)))

    def notices(self) -> list[str]:
        """The notices in the same way."""
        return list(dict.fromkeys(sentence for _, sentence in sorted(self._noticed)))


def shown(value: object) -> str:
    """A value as people read it in a message, cut to 60 characters."""
    match value:
        case bool():
            text = str(value).lower()
        case Decimal():
            text = plain(value)
        case dict():
            text = "{…}"
        case list() | tuple():
            text = f"[{', '.join(map(shown, value[:20]))}]"
        case _:
            text = str(value).replace("\n", " ")
    return text if len(text) <= 60 else f"{text[:59]}…"


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """`; ¿quiso decir 'method'?` for a word that is nearly right; else the words there are, or that there are none."""
    choices = sorted(known)
    near = get_close_matches(word[:60].lower(), choices, n=1, cutoff=0.6)
    if near:
        return say("mapping.did_you_mean", word=near[0])
    if not choices:
        return say("mapping.no_choices")
    rest = ", …" if len(choices) > 30 else ""
    return say("mapping.choices", words=", ".join(choices[:30]) + rest)
