"""Settings written into a file: only those lines are new, and the file means what it meant and them."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connector.mapping.read import read_text
from connector.mapping.spots import Findings
from connector.mapping.writing import lines_for, with_settings

SECTION = ("ledger", "arithmetic")
ONE = {"tax_base": "unrounded"}
TWO = {"tax_base": "unrounded", "whole_pesos": "off"}

ROOT = Path(__file__).parents[2]
FILES = sorted(path for name in ("mappings", "tests") for path in (ROOT / name).rglob("*.yaml"))

ADDED = [
    (
        "block",
        "ledger:\n  system: siigo\n  partner_id: X  # ours\n\n# tables\ntables: {}\n",
        "ledger:\n  system: siigo\n  partner_id: X  # ours\n  arithmetic:\n    tax_base: unrounded\n"
        "    whole_pesos: off\n\n# tables\ntables: {}\n",
    ),
    (
        "an entry that is there is replaced",
        "ledger:\n  arithmetic:\n    # seen in May\n    tax_base: 'rounded' # by hand\n    rounding: half_up\n",
        "ledger:\n  arithmetic:\n    # seen in May\n    tax_base: unrounded # by hand\n    rounding: half_up\n"
        "    whole_pesos: off\n",
    ),
    (
        "flow",
        "ledger: {system: siigo, arithmetic: {tax_base: rounded}}\n",
        "ledger: {system: siigo, arithmetic: {tax_base: unrounded, whole_pesos: off}}\n",
    ),
    (
        "flow without the section",
        "ledger: {system: siigo }\n",
        "ledger: {system: siigo, arithmetic: {tax_base: unrounded, whole_pesos: off} }\n",
    ),
    (
        "an empty flow",
        "ledger:\n  arithmetic: {}\n  system: siigo\n",
        "ledger:\n  arithmetic: {tax_base: unrounded, whole_pesos: off}\n  system: siigo\n",
    ),
    (
        "JSON",
        '{\n  "ledger": {\n    "system": "siigo"\n  }\n}',
        '{\n  "ledger": {\n    "system": "siigo", arithmetic: {tax_base: unrounded, whole_pesos: off}\n  }\n}',
    ),
    (
        "a comma too many",
        "ledger: {system: siigo,}\n",
        "ledger: {system: siigo, arithmetic: {tax_base: unrounded, whole_pesos: off},}\n",
    ),
    (
        "no such section: it is inherited",
        "extends: base/woocommerce\ninvoice:\n  seller: 629",
        "extends: base/woocommerce\ninvoice:\n  seller: 629\nledger:\n  arithmetic:\n    tax_base: unrounded\n"
        "    whole_pesos: off",
    ),
    (
        "other people's indents and line ends",
        "ledger:\r\n        system: siigo\r\nstore: {}\r\n",
        "ledger:\r\n        system: siigo\r\n        arithmetic:\r\n          tax_base: unrounded\r\n"
        "          whole_pesos: off\r\nstore: {}\r\n",
    ),
    (
        "a list at the end",
        "ledger:\n  document_keys:\n  - _a\n  - {b: 1}  # last\n# end\n",
        "ledger:\n  document_keys:\n  - _a\n  - {b: 1}  # last\n  arithmetic:\n    tax_base: unrounded\n"
        "    whole_pesos: off\n# end\n",
    ),
    (
        "a text of several lines at the end",
        "ledger:\n  about: |\n    one\n    two\n\nstore: {}\n",
        "ledger:\n  about: |\n    one\n    two\n  arithmetic:\n    tax_base: unrounded\n    whole_pesos: off\n\n"
        "store: {}\n",
    ),
    (
        "an entry without value at the end",
        "ledger:\n  company:   # none\n",
        "ledger:\n  company:   # none\n  arithmetic:\n    tax_base: unrounded\n    whole_pesos: off\n",
    ),
    (
        "an entry without value before a comment about something else",
        "ledger:\n  company:\n# tables\ntables: {}\n",
        "ledger:\n  company:\n  arithmetic:\n    tax_base: unrounded\n    whole_pesos: off\n# tables\ntables: {}\n",
    ),
    (
        "words beyond ASCII before it",
        "nota: 'Ñandú 👍'\nledger: {system: siigo}\n",
        "nota: 'Ñandú 👍'\nledger: {system: siigo, arithmetic: {tax_base: unrounded, whole_pesos: off}}\n",
    ),
    (
        "marks of the document",
        "---\nledger:\n  system: siigo\n...\n",
        "---\nledger:\n  system: siigo\n  arithmetic:\n    tax_base: unrounded\n    whole_pesos: off\n...\n",
    ),
]


@pytest.mark.parametrize(("text", "wanted"), [case[1:] for case in ADDED], ids=[case[0] for case in ADDED])
def test_added(text: str, wanted: str) -> None:
    assert with_settings(text, SECTION, TWO) == wanted
    assert with_settings(wanted, SECTION, TWO) == wanted


REFUSED = {
    "an alias": "a: &x {tax_base: rounded}\nledger: {arithmetic: *x}\n",
    "an alias at the end": "a: &x {b: 1}\nledger:\n  system: siigo\n  other: *x\n",
    "an anchor": "ledger: {arithmetic: {tax_base: &x rounded, rounding: *x}}\n",
    "an empty flow with an anchor": "ledger: {arithmetic: &x {}}\n",
    "no section but a word": "ledger: siigo\n",
    "no value": "ledger:\n  arithmetic:\n",
    "a list": "ledger: [1]\n",
    "a section where the word should be": "ledger: {arithmetic: {tax_base: {a: b}}}\n",
    "a text of several lines": "ledger: {arithmetic: {tax_base: roun\n  ded}}\n",
    "a text that keeps its ends": "ledger:\n  about: |+\n    one\n\n",
    "no file of sections": "- 1\n",
    "nothing": "",
    "no YAML": "a: [\n",
    "a key given twice": "ledger: {a: 1}\nledger: {b: 1}\n",
    "tabs": "ledger:\n\tsystem: siigo\n",
}


@pytest.mark.parametrize("text", REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_edited_without_risk_is_left(text: str) -> None:
    assert with_settings(text, SECTION, ONE) is None


def test_nothing_to_write_changes_nothing() -> None:
    assert with_settings("ledger: siigo # as it is", SECTION, {}) == "ledger: siigo # as it is"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_file_of_this_house(path: Path) -> None:
    """Whole lines come in and none is touched, wherever the text can be edited at all."""
    text = path.read_bytes().decode("utf-8", errors="replace")
    edited = with_settings(text, SECTION, TWO)
    if edited is None or "ledger: {" in text:
        return
    lines = edited.splitlines(keepends=True)
    added = [
        line for line in lines if line.strip() in ("ledger:", "arithmetic:", "tax_base: unrounded", "whole_pesos: off")
    ]
    for line in added:
        if line not in text.splitlines(keepends=True):
            lines.remove(line)
    assert "".join(lines).rstrip() == text.rstrip()


def test_most_files_of_this_house_can_be_edited() -> None:
    names = [path for path in FILES if path.parent.name == "mappings"]
    assert names
    for path in names:
        text = path.read_text(encoding="utf-8")
        root = read_text(text, "", Findings())
        if root is not None and isinstance(root.value, dict):
            assert with_settings(text, SECTION, TWO), path


words = st.sampled_from(["a", "b", "ledger", "arithmetic", "tax_base", "half_even", "1", "'x'", "~", "true", "1.50"])
pieces = st.sampled_from(
    [
        "\n",
        "\n  ",
        "\n    ",
        ": ",
        ":",
        ", ",
        "{",
        "}",
        "[",
        "]",
        "- ",
        " # x",
        "&x ",
        "*x",
        "|",
        ">-",
        "\r\n",
        "\t",
        "---\n",
    ]
)


@given(st.lists(st.one_of(words, pieces), max_size=25).map("".join))
def test_whatever_the_text_it_ends_and_what_is_given_back_can_be_read(text: str) -> None:
    edited = with_settings(text, SECTION, ONE)
    if edited is not None:
        findings = Findings()
        assert read_text(edited, "", findings) is not None
        assert len(findings) == 0


def test_the_lines_to_paste() -> None:
    assert "\n".join(lines_for(SECTION, TWO)) == "ledger:\n  arithmetic:\n    tax_base: unrounded\n    whole_pesos: off"
