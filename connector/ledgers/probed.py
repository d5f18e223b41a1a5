"""What a probe of an accounting system found out: words for the operator, and settings for the connection file."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

State = Literal["shown", "unclear", "not_run", "stopped"]
"""shown: the answer tells how the company computes. unclear: it does not. not_run: the probe makes no sense here.
stopped: nothing more is sent, and a person must act."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Probed:
    """One probe and its answer."""

    state: State
    name: str
    """What was asked, in words."""
    detail: str
    """What came back and what it means."""
    fix: str = ""
    """What to do, unless it was shown or not run."""
    switches: Mapping[str, str] = field(default_factory=dict)
    """Setting -> value that was shown."""
    may_have_made: bool = False
    """A document was made, or may have been: nothing is written."""
