"""The health object of a note: its operation is the one of its invoice (siigo-api.md 14). Pure."""

from collections.abc import Mapping

from connector.ledgers.problems import Problems
from connector.ledgers.values import Fields
from connector.model.documents import Booked

HEALTH, OPERATION = "healthcare_company", "operation_type"


def with_operation(values: Fields, invoice: Booked) -> Fields:
    """What is mapped of the object, with the invoice's operation where the mapping says none."""
    mapped, operation = values.get(HEALTH), _operation_of(invoice.body)
    if not isinstance(mapped, Mapping) or not operation or OPERATION in mapped:
        return values
    return {**values, HEALTH: {OPERATION: operation, **mapped}}


def check_operation(fields: Fields, invoice: Booked, problems: Problems) -> None:
    found, operation = _operation_of(fields), _operation_of(invoice.body)
    if found and operation and found != operation:
        problems.add(f"{HEALTH}.{OPERATION}", "siigo_after.operation_differs", found=found, invoice=operation)


def _operation_of(values: Mapping[str, object]) -> object:
    part = values.get(HEALTH)
    return part.get(OPERATION) if isinstance(part, Mapping) else None
