"""What Siigo Pyme accepts in single fields beyond their kind, and how mapped values are read against it. Pure."""

from collections.abc import Mapping
from decimal import Decimal

from connector.ledgers.problems import Problems
from connector.ledgers.siigo_pyme.fields import BOUNDS, CLEANED, PATTERNS
from connector.ledgers.values import FieldReader, Fields, Limits, without_places
from connector.model.schema import Schema

AMOUNT_MAX = Decimal("9999999999999.99")
"""Of any one amount: what seed 003 calls a number says no more, and no shop sells for as much."""

_PER_CENT = (Decimal(0), Decimal(100))


def name_of(path: str) -> str:
    """`items[0].quantity` as it is called in the tables: `quantity`, wherever it stands."""
    return without_places(path).rpartition(".")[2]


LIMITS = Limits(
    amount_max=AMOUNT_MAX,
    bounds={**BOUNDS, "rate": _PER_CENT, "percentage": _PER_CENT},
    patterns=PATTERNS,
    cleaned=CLEANED,
    name_of=name_of,
)


def read_fields(values: Mapping[str, object], schema: Schema, problems: Problems) -> Fields:
    """The values that the schema knows, each in the form that goes into a row; what cannot be is a problem."""
    return FieldReader(LIMITS, problems, _no_catalogue).fields(values, schema)


def _no_catalogue(id_: int, catalogue: str) -> None:
    """The bridge lists nothing, so no account and no code can be looked up."""
    del id_, catalogue
