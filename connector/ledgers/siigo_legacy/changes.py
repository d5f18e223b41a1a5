"""What an update of a record changes: sent only where it changes something, with the rest of what is there. Pure."""

from collections.abc import Mapping

from connector.ledgers.values import Fields, integer_of

Record = Mapping[str, object]


def says_the_same(found: Record, wanted: Record) -> bool:
    """Whether everything that is wanted stands in what was found: a number may be told as text, and null is nothing."""
    return all(_same(found.get(name), value) for name, value in wanted.items())


def laid_over(found: Record, wanted: Record) -> Fields:
    """What an update leaves out may be emptied, so that what is there goes along, inside of its parts too."""
    whole = {name: value for name, value in found.items() if value is not None}
    for name, value in wanted.items():
        before = whole.get(name)
        if isinstance(before, Mapping) and isinstance(value, Mapping):
            whole[name] = laid_over(before, value)
        else:
            whole[name] = value
    return whole


def _same(found: object, wanted: object) -> bool:
    if isinstance(found, Mapping) and isinstance(wanted, Mapping):
        return says_the_same(found, wanted)
    if isinstance(found, list) and isinstance(wanted, list):
        return len(found) == len(wanted) and all(map(_same, found, wanted))
    if isinstance(found, str) != isinstance(wanted, str):
        return integer_of(found) is not None and integer_of(found) == integer_of(wanted)
    return found == wanted
