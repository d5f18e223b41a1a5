"""What the YAML library finds wrong, in our words and with its place. Pure."""

import re
from typing import Any

from ruamel.yaml.error import MarkedYAMLError

from connector.mapping.spots import Findings, Spot, shown


def spot_of(label: str, mark: Any) -> Spot:
    """Where a mark of the library stands; the beginning of the file without one."""
    return Spot(label, mark.line + 1, mark.column + 1) if mark else Spot(label, 1, 1)


_SYNTAX = (
    (r"found character '\t'", "mapping.yaml_tab"),
    ("cannot start any token", "mapping.yaml_character"),
    ("mapping values are not allowed", "mapping.yaml_colon"),
    ("could not find expected ':'", "mapping.yaml_no_colon"),
    ("found unexpected end of stream", "mapping.yaml_quote"),
    ("unknown escape character", "mapping.yaml_escape"),
    ("expected escape sequence", "mapping.yaml_escape"),
    ("expected ',' or", "mapping.yaml_bracket"),
    ("expected the node content", "mapping.yaml_bracket"),
    ("expected <block end>", "mapping.yaml_indent"),
    ("sequence entries are not allowed", "mapping.yaml_indent"),
    ("single document", "mapping.yaml_two_documents"),
    ("another document", "mapping.yaml_two_documents"),
    ("undefined alias", "mapping.yaml_alias"),
)


def note_syntax(error: MarkedYAMLError, label: str, findings: Findings) -> None:
    """Where the library stopped, in our words; an open quote is shown where it opens."""
    problem = f"{error.problem} {error.context}"
    key = next((key for words, key in _SYNTAX if words in problem), "mapping.yaml_other")
    opened = error.context_mark or error.problem_mark
    mark = opened if key == "mapping.yaml_quote" else error.problem_mark or opened
    quoted = re.search(r"'(.+?)'", str(error.problem))
    line = spot_of(label, opened).line
    findings.add(spot_of(label, mark), key, found=shown(quoted.group(1)) if quoted else "", line=line)
