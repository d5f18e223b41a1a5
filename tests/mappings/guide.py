"""The guide as data: its blocks of YAML with what they are, and its tables with the code in their cells."""

import re
from dataclasses import dataclass
from functools import cache

from tests.mappings.folder import MAPPINGS

GUIDE = MAPPINGS / "README.md"

_BLOCK = re.compile(r"^```(\w+) ?(\w*)\n(.*?)^```$", re.M | re.S)


@dataclass(frozen=True)
class Block:
    """What stands between two lines of ```; `kind` is what the first one says after the language."""

    language: str
    kind: str
    text: str
    heading: str
    line: int

    def __str__(self) -> str:
        return f"{self.heading} (line {self.line})"


@cache
def text() -> str:
    return GUIDE.read_text(encoding="utf-8")


@cache
def blocks() -> tuple[Block, ...]:
    """In the order of the guide."""
    found = []
    for match in _BLOCK.finditer(text()):
        before = text()[: match.start()]
        heading = re.findall(r"^#+ (.*)$", before, re.M)[-1]
        found.append(Block(match[1], match[2], match[3], heading, before.count("\n") + 1))
    return tuple(found)


def blocks_of(*kinds: str) -> list[Block]:
    return [block for block in blocks() if block.language == "yaml" and block.kind in kinds]


def errors() -> list[tuple[Block, Block]]:
    """Each wrong fragment with the block of sentences that follows it."""
    pairs = zip(blocks(), blocks()[1:], strict=False)
    return [(wrong, after) for wrong, after in pairs if wrong.kind == "error"]


def table(*headings: str) -> list[list[str]]:
    """The rows below every table that begins with these headings, cell by cell."""
    rows: list[list[str]] = []
    is_inside = False
    for line in text().splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split(" | ")] if line.startswith("|") else []
        if cells[: len(headings)] == list(headings):
            is_inside = True
        elif not cells:
            is_inside = False
        elif is_inside and not set(line) <= set("| -"):
            rows.append(cells)
    return rows


def code_in(cell: str) -> list[str]:
    """The values of a cell: what stands in backquotes, and "" for each word `vacío`."""
    found = re.findall(r"`([^`]*)`|<code>(.*?)</code>|(?<!\w)(vacío)(?!\w)", cell)
    return ["" if empty else (quoted or html.replace("&#124;", "|")) for quoted, html, empty in found]
