"""`${NAME}` and `${NAME:-default}` in texts, so that no secret stands in a file. Reads only what it is given."""

import re
from collections.abc import Iterator, Mapping

from connector.mapping.spots import Findings, Spot, shown

_REFERENCE = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?\}")


def expand(text: str, environ: Mapping[str, str], at: Spot, findings: Findings) -> str:
    """The text with every reference replaced. A name that is absent or empty and has no default is a problem."""
    if "${" not in text:
        return text

    def replacement(match: re.Match[str]) -> str:
        name, default = match.group(1), match.group(2)
        if default is not None and name not in environ:
            return default
        value = environ.get(name, "")
        if not value and default is None:
            findings.add(at, "mapping.no_environment", name=name)
        return value or default or ""

    if "${" in _REFERENCE.sub("", text):
        findings.add(at, "mapping.bad_reference", text=shown(text))
    return _REFERENCE.sub(replacement, text)


class Placeholders(Mapping[str, str]):
    """An environment for commands that need no secret: a name that is absent reads `<NAME>`, and yet is not in it.

    So `${NAME:-default}` is its default here too.
    """

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = environ

    def __getitem__(self, name: str) -> str:
        return self._environ.get(name, "") or f"<{name}>"

    def __contains__(self, name: object) -> bool:
        return bool(self._environ.get(str(name), ""))

    def __iter__(self) -> Iterator[str]:
        return iter(self._environ)

    def __len__(self) -> int:
        return len(self._environ)
