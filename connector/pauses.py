"""How long the other side asks us to wait. Pure."""

LONGEST = 3600
"""Seconds. Who asks for more is asked again after so many."""


def seconds_in(text: str) -> float | None:
    """Of digits; None for anything else."""
    if not (text.isascii() and text.isdigit()):
        return None
    return LONGEST if len(text) > 9 else min(int(text), LONGEST)
