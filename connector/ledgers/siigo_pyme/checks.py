"""What `doctor` says without asking the bridge: where each series begins, and batches that could not leave. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product

from connector.ledgers.siigo_pyme.schema import OF_SERIES, SCHEMAS, series_field
from connector.ledgers.siigo_pyme.settings import Settings
from connector.ledgers.values import integer_of
from connector.messages import say
from connector.model.outbox import Batch
from connector.ports import Check


def numbers_check(settings: Settings, ids: Mapping[str, Iterable[object]]) -> Check:
    """`ids`: the types and codes of vouchers that the mapping can send, by `series_field`."""
    numbers = ", ".join(f"{series}: {number}" for series, number in settings.numbers.items())
    missing = ", ".join(sorted(set(_series(ids)) - settings.numbers.keys()))
    fix = say("siigo_pyme.fix_series", series=missing) if missing else say("siigo_pyme.fix_numbers")
    is_ok = bool(numbers) and not missing
    return Check(name=say("siigo_pyme.check_numbers"), ok=is_ok, detail=numbers, fix=fix, severity="warning")


def batch_checks(batches: Sequence[Batch]) -> Iterator[Check]:
    """Those of which the bridge said something, and which have not arrived."""
    for batch in batches:
        if batch.why and batch.state in ("open", "unclear"):
            fix = say("siigo_pyme.is_unclear" if batch.state == "unclear" else "siigo_pyme.fix_batch", batch=batch.id)
            name = say("siigo_pyme.check_batch", batch=batch.id)
            yield Check(name=name, ok=False, detail=batch.why, fix=fix, severity="warning")


def _series(ids: Mapping[str, Iterable[object]]) -> Iterator[str]:
    """Of each kind of document; where several types meet several codes, nobody can tell which go together."""
    for kind in SCHEMAS:
        types, codes = (list(ids.get(series_field(kind, name), ())) for name in OF_SERIES)
        numbers = [code for code in map(integer_of, codes) if code is not None]
        if 1 in (len(types), len(numbers)):
            yield from (f"{type_}-{number}" for type_, number in product(types, numbers))
